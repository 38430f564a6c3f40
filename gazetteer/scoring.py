"""How strongly a name means each of its candidates.

The strength of a candidate is a sum in powers of ten: one more means ten times as likely.

=====================================  ==========================================================
evidence                               strength
=====================================  ==========================================================
prominence                             log10 of the inhabitants; see ``gazetteer.build.records``
an alternate name of the place         -1.5
a weak name (machine romanisation)     -2.5
a code in capitals (NO, PRK, TX)       7 in all, whatever the inhabitants
case, accents or punctuation differ    -0.2
``near``                               -3 for each power of ten farther than the nearest candidate
context (names in one list)            up to about 5; see ``gazetteer.settle``
=====================================  ==========================================================

The score is the candidate's share of the likelihood of all candidates and of "none of these". None has the
strength -1, or 1.8 if the name is written small: then it may be a common noun ("peninsula"); or 2.8 if it has
only one or two Latin letters or three capitals (a newspaper), and 5.5 if it is one or two capitals: these may
abbreviate anything, and only a code outweighs that. Candidates that lie within 10 km of each other in one
country are one spot and do not compete. From a share of 0.93 on (13 times as likely as all others together)
the name is settled; below, people decide.

Inhabitants do not tell which of two countries is meant: where both are called so (Congo, Korea), both count
as much as the larger one. A city state and its town are one spot, and the town is taken: a route can end
there.

The numbers are set by hand on general knowledge and fitted to nothing.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from math import log10
from typing import TYPE_CHECKING

from gazetteer.distance import distance_km, gap_km
from gazetteer.place import Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.index import Entry
    from gazetteer.place import Place

SETTLED = 0.93
_NONE = -1.0
_NONE_OF_SMALL_LETTERS = 1.8
_NONE_OF_FEW_LETTERS = 2.8
_NONE_OF_FEW_CAPITALS = 5.5
_CODE, _OFFICIAL, _ALTERNATE, _WEAK, _DEMONYM = -1, 0, 1, 2, 3
_STRENGTH_OF_KIND = {_OFFICIAL: 0.0, _ALTERNATE: -1.5, _WEAK: -2.5}
_WHAT = {
    _CODE: "its code",
    _OFFICIAL: "its main name",
    _ALTERNATE: "an alternate name",
    _WEAK: "a romanised name",
}
_STRENGTH_OF_CODE = 7.0
LONGEST_CODE = 3
"""Letters. Nothing as short is sure to be the word that it looks like."""
_FEW_LETTERS = 2
COUNTRY_TYPES = frozenset({"country", "territory"})
_CITY_STATE_KM = 40.0
"""Radius of the largest country that is hardly more than a town of the same name: Hong Kong has 25 km."""
_FOLDED = -0.2
_NEAR = -3.0
_NEAR_SOFTENING_KM = 20.0
_ONE_SPOT_KM = 10.0
_MOST_RIVALS = 10
_TOWN_BEFORE_STATE = 0.1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean, and how strongly."""

    place: Place
    strength: float
    name: str
    kind: str
    reasons: tuple[str, ...]

    def shifted(self, strength: float, *reasons: str) -> Candidate:
        """Return a copy with more or less strength and more reasons."""
        return replace(self, strength=self.strength + strength, reasons=self.reasons + reasons)


def candidates(name: str, entries: Iterable[Entry]) -> list[Candidate]:
    """Return one candidate for each place among the entries found for a name, best first."""
    text = unicodedata.normalize("NFC", name.strip())
    best: dict[str, Candidate] = {}
    for entry in _levelled([entry for entry in entries if _is_written_so(text, entry)]):
        candidate = _candidate(text, entry)
        rival = best.get(entry.place.id)
        if rival is None or candidate.strength > rival.strength:
            best[entry.place.id] = candidate
    return ordered(_towns_before_city_states(best.values()))


def ordered(found: Iterable[Candidate]) -> list[Candidate]:
    """Return candidates in the order of their strength; equals by id, so that it never varies."""
    return sorted(found, key=lambda candidate: (-candidate.strength, candidate.place.id))


def weighed_by_distance(found: Sequence[Candidate], near: Place) -> list[Candidate]:
    """Return candidates with the evidence of a place nearby, best first."""
    gaps = [gap_km(candidate.place, near) for candidate in found]
    nearest = min(gaps, default=0.0)
    return ordered(
        candidate.shifted(
            _NEAR * log10((gap + _NEAR_SOFTENING_KM) / (nearest + _NEAR_SOFTENING_KM)),
            f"{gap:,.0f} km from {near.name}",
        )
        for candidate, gap in zip(found, gaps, strict=True)
    )


def strength_of_none(name: str) -> float:
    """Return how likely a name means no place that is known, in powers of ten.

    Examples
    --------
    >>> strength_of_none("Peninsula"), strength_of_none("peninsula"), strength_of_none("나진")
    (-1.0, 1.8, -1.0)
    >>> strength_of_none("SF"), strength_of_none("Ob"), strength_of_none("NYT")
    (5.5, 2.8, 2.8)
    """
    bare = name.strip()
    if bare.isascii() and bare.isalpha():
        if len(bare) <= _FEW_LETTERS:
            return _NONE_OF_FEW_CAPITALS if bare.isupper() else _NONE_OF_FEW_LETTERS
        if len(bare) <= LONGEST_CODE and bare.isupper():
            return _NONE_OF_FEW_LETTERS
    return _NONE_OF_SMALL_LETTERS if name.islower() else _NONE


def shares(found: Sequence[Candidate], none: float) -> list[float]:
    """Return each candidate's share against its rivals and "none of these", from 0 to 1.

    Parameters
    ----------
    found
        The candidates of one name.
    none
        The strength of "none of these"; see `strength_of_none`.
    """
    # Relative to the strongest, so that no power of ten overflows.
    top = max((candidate.strength for candidate in found), default=none)
    likelihoods = [10 ** (candidate.strength - top) for candidate in found]
    total = sum(likelihoods) + 10 ** (none - top)
    result = []
    for candidate, likelihood in zip(found, likelihoods, strict=True):
        same = sum(
            other_likelihood
            for other, other_likelihood in zip(found, likelihoods, strict=True)
            if other is not candidate and is_one_spot(candidate.place, other.place)
        )
        result.append(min(1.0, likelihood / (total - same)))
    return result


def is_one_spot(place: Place, other: Place) -> bool:
    """Whether two places lie so close in one country that it does not matter which is meant.

    All that lies in a city state is one spot with it.
    """
    if not set(place.country.split("|")) & set(other.country.split("|")):
        return False
    reach = max([_ONE_SPOT_KM, *(each.radius_km for each in (place, other) if _is_city_state(each))])
    return distance_km(place.lon, place.lat, other.lon, other.lat) <= reach


def matches(name: str, found: Sequence[Candidate], limit: int) -> list[Match]:
    """Return the best candidates for a name as matches, each with its score and the others as rivals."""
    scores = shares(found, strength_of_none(name))
    places = [candidate.place for candidate in found[: _MOST_RIVALS + 1]]
    return [
        Match(
            place=candidate.place,
            score=round(score, 4),
            name=candidate.name,
            kind=candidate.kind,
            reasons=candidate.reasons,
            rivals=tuple(place for place in places if place is not candidate.place)[:_MOST_RIVALS],
        )
        for candidate, score in zip(found[:limit], scores[:limit], strict=True)
    ]


def _candidate(text: str, entry: Entry) -> Candidate:
    exact = text in {entry.name, unicodedata.normalize("NFC", entry.name)}
    if entry.kind == _CODE:
        return Candidate(entry.place, _STRENGTH_OF_CODE, entry.name, "code", (_WHAT[_CODE],))
    strength = entry.prominence + _STRENGTH_OF_KIND[entry.kind] + (0.0 if exact else _FOLDED)
    what = _WHAT[entry.kind]
    how = "" if exact else f", apart from case, accents or punctuation ({entry.name})"
    reasons = [f"{what}{how}"]
    if entry.place.population:
        reasons.append(f"{entry.place.population:,} inhabitants")
    if entry.note:
        reasons.append(entry.note)
    kind = "romanised" if entry.kind == _WEAK else "exact" if exact else "folded"
    return Candidate(entry.place, strength, entry.name, kind, tuple(reasons))


def _is_written_so(text: str, entry: Entry) -> bool:
    """Whether an entry counts for a name so written: capitals tell a code or a short name from a word."""
    if entry.kind == _CODE:
        return text == entry.name
    if entry.kind == _DEMONYM:
        return False  # says where something comes from, not where it is
    if sum(map(str.isalnum, text)) > _FEW_LETTERS or "." in text:
        return True
    return (text.isupper(), text.islower()) == (entry.name.isupper(), entry.name.islower())


def _levelled(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries with all countries of one name as prominent as the most prominent of them."""
    top: dict[int, float] = {}
    for entry in entries:
        if entry.place.type in COUNTRY_TYPES:
            top[entry.kind] = max(entry.prominence, top.get(entry.kind, entry.prominence))
    return [
        replace(entry, prominence=top[entry.kind]) if entry.place.type in COUNTRY_TYPES else entry
        for entry in entries
    ]


def _is_city_state(place: Place) -> bool:
    return place.type in COUNTRY_TYPES and place.radius_km <= _CITY_STATE_KM


def _towns_before_city_states(found: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates with the town of a city state before the state, where both bear the name.

    A code (SG) means the state all the same.
    """
    found = sorted(found, key=lambda candidate: -candidate.strength)
    states = {
        candidate.place.country: candidate
        for candidate in found
        if _is_city_state(candidate.place) and candidate.kind != "code"
    }
    result = []
    for candidate in found:
        place, state = candidate.place, states.get(candidate.place.country)
        if state and place.type == "town" and gap_km(place, state.place) == 0:
            del states[place.country]  # its largest town alone
            strength = max(candidate.strength, state.strength + _TOWN_BEFORE_STATE)
            reason = f"the town of the city state {state.place.name}"
            result.append(candidate.shifted(strength - candidate.strength, reason))
        else:
            result.append(candidate)
    return result
