"""How strongly a name means each of its candidates.

The strength of a candidate is a sum in powers of ten: one more means ten times as likely. It starts with the
prominence of the place (the logarithm of its inhabitants; see ``gazetteer.build.records``) and gains or loses
by how the name matched, by ``near``, by the words beside the name (``gazetteer.cues``) and by the other names
(``gazetteer.settle``). What each counts stands in ``weights.json``.

The share of a candidate is its part of the likelihood of all candidates and of "none of these". None is
likelier where the name is written small (then it may be a common noun), has only a few letters (a newspaper,
a firm), is that of a month or a weapon, or of a seat of power, which mostly means a government. Candidates
that lie within 10 km of each other in one country are one spot and do not compete.

The score is the share made humbler, since evidence that is counted twice makes a sum too sure: the logarithm
of the odds is divided by a number that is set so that of the names with a score of 0.8 or more at least 95 %
are right. From 0.8 on a name is settled; below, people decide.

Inhabitants do not tell which of two countries is meant: where both are called so (Congo, Korea), both count
as much as the larger one. A city state and its town are one spot, and the town is taken: a route can end
there.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from math import log10
from typing import TYPE_CHECKING

from gazetteer.distance import distance_km, gap_km
from gazetteer.place import COUNTRY_TYPES, Match
from gazetteer.weights import WEIGHTS
from gazetteer.words import is_homograph, is_seat_of_power

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.index import Entry
    from gazetteer.place import Place

SETTLED = 0.8
_CODE, _OFFICIAL, _ALTERNATE, _WEAK, _DEMONYM = -1, 0, 1, 2, 3
_STRENGTH_OF_KIND = {
    _OFFICIAL: WEIGHTS.kind.official,
    _ALTERNATE: WEIGHTS.kind.alternate,
    _WEAK: WEIGHTS.kind.weak,
    _DEMONYM: WEIGHTS.kind.demonym,
}
_WHAT = {
    _CODE: "its code",
    _OFFICIAL: "its main name",
    _ALTERNATE: "an alternate name",
    _WEAK: "a romanised name",
    _DEMONYM: "the word for its people and things",
}
_KINDS = {_WEAK: "romanised", _DEMONYM: "demonym"}
LONGEST_CODE = 3
"""Letters. Nothing as short is sure to be the word that it looks like."""
_FEW_LETTERS = 2
_CITY_STATE_KM = 40.0
"""Radius of the largest country that is hardly more than a town of the same name: Hong Kong has 25 km."""
_ONE_SPOT_KM = 10.0
_KM_OF_A_DEGREE = 110.0
_NEGLIGIBLE = 1e-4
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
    is_main: bool = False
    is_minor: bool = False

    def held(self, reason: str) -> Candidate:
        """Return a copy that lies where the name itself says: "Dunay, Russia"."""
        return replace(self, reasons=(*self.reasons, reason), is_minor=False)

    def shifted(self, strength: float, *reasons: str) -> Candidate:
        """Return a copy with more or less strength and more reasons; what gains is no unknown village."""
        return replace(
            self,
            strength=self.strength + strength,
            reasons=self.reasons + reasons,
            is_minor=self.is_minor and strength < 1,
        )


def candidates(name: str, entries: Iterable[Entry], *, demonyms: bool = False) -> list[Candidate]:
    """Return one candidate for each place among the entries found for a name, best first."""
    text = unicodedata.normalize("NFC", name.strip())
    best: dict[str, Candidate] = {}
    for entry in _levelled([entry for entry in entries if _is_written_so(text, entry, demonyms=demonyms)]):
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
    gaps = [_gap_km(candidate.place, near) for candidate in found]
    nearest = min(gaps, default=0.0)
    softening = WEIGHTS.near.softening_km
    return ordered(
        candidate.shifted(
            WEIGHTS.near.decade * log10((gap + softening) / (nearest + softening)),
            f"{gap:,.0f} km from {near.name}",
        )
        for candidate, gap in zip(found, gaps, strict=True)
    )


def _gap_km(place: Place, near: Place) -> float:
    """Return the distance from the edge of a place; a long river gains little by being long."""
    apart = distance_km(place.lon, place.lat, near.lon, near.lat) - near.radius_km
    return max(0.0, apart - min(place.radius_km, WEIGHTS.near.widest_km))


def strength_of_none(name: str, *, hinted: bool = False) -> float:
    """Return how likely a name means no place that is known, in powers of ten.

    Parameters
    ----------
    name
        The name.
    hinted
        Whether a country, a type or a place nearby was given with it: then a month or a seat of power is not
        meant.

    Examples
    --------
    >>> strength_of_none("Harbin"), strength_of_none("harbin"), strength_of_none("나진")
    (-1.0, 1.8, -1.0)
    >>> strength_of_none("SF"), strength_of_none("Ob"), strength_of_none("NYT"), strength_of_none("March")
    (5.5, 2.8, 2.8, 4.5)
    """
    bare, none = name.strip(), WEIGHTS.none
    if not any(map(str.isalpha, bare)):
        return (
            none.few_capitals
        )  # a number: a table's id, a year, a district that people know by a name as well
    if bare.isascii() and bare.isalpha():
        if len(bare) <= _FEW_LETTERS:
            return none.few_capitals if bare.isupper() else none.few_letters
        if len(bare) <= LONGEST_CODE and bare.isupper():
            return none.few_letters
    if not hinted and is_homograph(bare):
        return none.homograph
    if not hinted and is_seat_of_power(bare):
        return none.seat_of_power
    # Georgian has no capitals for names, so its small letters say nothing.
    return none.small_letters if name.islower() and name != name.title() else none.plain


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
    likely = [
        (candidate, likelihood)
        for candidate, likelihood in zip(found, likelihoods, strict=True)
        if likelihood > _NEGLIGIBLE * total
    ]
    result = []
    for candidate, likelihood in zip(found, likelihoods, strict=True):
        same = sum(
            other_likelihood
            for other, other_likelihood in likely
            if other is not candidate and is_one_spot(candidate.place, other.place)
        )
        result.append(min(1.0, likelihood / (total - same)))
    return result


def is_one_spot(place: Place, other: Place) -> bool:
    """Whether two places lie so close in one country that it does not matter which is meant.

    All that lies in a city state is one spot with it.
    """
    if place.country != other.country and not _share_a_country(place, other):
        return False
    reach = max([_ONE_SPOT_KM, *(each.radius_km for each in (place, other) if _is_city_state(each))])
    if abs(place.lat - other.lat) * _KM_OF_A_DEGREE > reach:
        return False
    return distance_km(place.lon, place.lat, other.lon, other.lat) <= reach


def _share_a_country(place: Place, other: Place) -> bool:
    return "|" in place.country + other.country and bool(
        set(place.country.split("|")) & set(other.country.split("|"))
    )


def matches(
    name: str, found: Sequence[Candidate], limit: int, *, none: float | None = None, hinted: bool = False
) -> list[Match]:
    """Return the best candidates for a name as matches, each with its score and the others as rivals."""
    likelihoods = shares(found, strength_of_none(name, hinted=hinted) if none is None else none)
    scores = [_humbler(share) for share in likelihoods]
    if _is_never_sure(found, hinted=hinted):
        scores = [min(score, WEIGHTS.score.unsure) for score in scores]
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


def _is_never_sure(found: Sequence[Candidate], *, hinted: bool) -> bool:
    """Whether the best is a romanisation that is another's main name, or a village known by name alone."""
    if not found:
        return False
    is_romanised = found[0].kind == "romanised" and any(candidate.is_main for candidate in found)
    return is_romanised or (found[0].is_minor and not hinted)


def _humbler(share: float) -> float:
    if share >= 1:
        return 1.0
    odds = share / (1 - share)
    return 1 / (1 + odds ** -(1 / WEIGHTS.score.sureness)) if odds > 0 else 0.0


def _candidate(text: str, entry: Entry) -> Candidate:
    exact = text in {entry.name, unicodedata.normalize("NFC", entry.name)}
    if entry.kind == _CODE:
        return Candidate(entry.place, WEIGHTS.kind.code, entry.name, "code", (_WHAT[_CODE],))
    strength = entry.prominence + _STRENGTH_OF_KIND[entry.kind] + (0.0 if exact else WEIGHTS.kind.folded)
    what = _WHAT[entry.kind]
    how = "" if exact else f", apart from case, accents or punctuation ({entry.name})"
    reasons = [f"{what}{how}"]
    if entry.place.population:
        reasons.append(f"{entry.place.population:,} inhabitants")
    if entry.note:
        reasons.append(entry.note)
    kind = _KINDS.get(entry.kind, "exact" if exact else "folded")
    is_main = exact and entry.kind == _OFFICIAL
    is_minor = entry.place.type == "town" and entry.prominence < WEIGHTS.score.minor
    return Candidate(entry.place, strength, entry.name, kind, tuple(reasons), is_main, is_minor)


def _is_written_so(text: str, entry: Entry, *, demonyms: bool) -> bool:
    """Whether an entry counts for a name so written: capitals tell a code or a short name from a word."""
    if entry.kind == _CODE:
        return text == entry.name
    if entry.kind == _DEMONYM:
        return demonyms  # says where something comes from, not where it is
    letters = sum(map(str.isalnum, text))
    is_code_of_town = entry.name.isupper() and entry.place.type not in COUNTRY_TYPES  # "THE", an airport
    if letters > (LONGEST_CODE if is_code_of_town else _FEW_LETTERS) or "." in text:
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
