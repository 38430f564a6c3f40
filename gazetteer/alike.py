"""Places whose names sound or look like a name that the index does not have.

`romanised` finds the same name in another script or scheme; such a match is weaker than any official name,
yet it may be taken. `similar` finds names that merely resemble it; those are offered and never taken.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gazetteer.fuzzy import beginning_keys, likeness_of, misspelt_keys, sounding_keys
from gazetteer.names import MAX_NAME_LENGTH, fold, lookup_keys
from gazetteer.romanise import home_countries, is_latin, latin_keys
from gazetteer.scoring import LONGEST_CODE, Candidate, candidates, matches, ordered
from gazetteer.sounds import plain_sound, readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.index import Entry, Index
    from gazetteer.place import Match
    from gazetteer.wanted import Wanted

_HOW = {"romanised": "sounds like", "misspelt": "looks like"}
_ROMANISED = -2.0
"""Strength; with it the main name of a place is less than an alternate one that is written so."""
_UNLIKE = -12.0
"""Strength of a likeness of 0; in between in proportion."""
_LATIN_SOUND = 0.9
"""Latin letters say how a name is written, so that they sound alike says less."""
_LEAST_LIKENESS = 0.4
"""Arabic and Hebrew leave most vowels out."""
_LEAST_LIKENESS_IN_LATIN = 0.75
_LEAST_ALIKE_IN_LETTERS = 0.5
"""By the habits of many tongues at once, words sound alike that have hardly a letter in common."""
_SHORTEST, _SHORTEST_IN_COUNTRY = 5, 4
"""Letters of a name of which one may be wrong; shorter ones are one letter away from too many."""
_MOST_KEYS = 40
_MOST_BEGINNING = 10
_WORTH_SHOWING = 0.01
_NEVER_TAKEN = 0.5
"""Highest score of what merely resembles a name."""


def romanised(index: Index, wanted: Wanted) -> list[Candidate]:
    """Return the places that bear the same name in another script or romanisation, best first.

    Without a country, a name in another script is looked for where that script is at home, and a name in
    Latin letters nowhere: too many words sound like some village.

    Parameters
    ----------
    index
        Where to look.
    wanted
        What is asked for.
    """
    if len(wanted.name) > MAX_NAME_LENGTH or (wanted.country is None and is_latin(fold(wanted.name))):
        return []
    for key in lookup_keys(wanted.name):
        same = [pair for pair in _sounding(index, key, wanted.country) if pair[1] == 1]
        found = _likened(wanted, same, "romanised")
        if found and not (is_latin(key) and _is_rather_misspelt(index, key, wanted, found)):
            return found
    return []


def similar(index: Index, wanted: Wanted, limit: int, *, widely: bool = False) -> list[Match]:
    """Return the places whose names resemble one that means nothing as it is written, best first.

    All are of the kind "misspelt" and have scores of at most 0.5: whether one of them is meant is for people
    to say.

    Parameters
    ----------
    index
        Where to look.
    wanted
        What is asked for.
    limit
        How many to return at most.
    widely
        Whether names that only begin alike will do where nothing comes nearer.
    """
    name, country = wanted.name, wanted.country
    if len(name) > MAX_NAME_LENGTH:
        return []
    found: list[Candidate] = []
    for key in lookup_keys(name):
        if len(key) <= LONGEST_CODE:
            # A short name is one letter away from any other; only its capitals can have gone wrong.
            entries = [entry for entry in index.entries(key) if widely and wanted.fits(entry)]
            found += [each for text in (key.upper(), key.title()) for each in candidates(text, entries)]
            continue
        near = _one_letter_away(index, key, country)
        if country or not near or not is_latin(key):
            less = _LATIN_SOUND if is_latin(key) else 1.0
            near += [(entry, alike * less) for entry, alike in _sounding(index, key, country)]
        if not near and widely:
            likeness = dict(beginning_keys(index, key, _MOST_BEGINNING))
            near = [(entry, likeness[other]) for other, entry in index.entries_of(likeness, country)]
        found += _likened(wanted, near, "misspelt")
    return [
        replace(match, kind="misspelt", score=round(match.score * _NEVER_TAKEN, 4))
        for match in matches(name, _one_each(found), limit)
        if match.score >= _WORTH_SHOWING
    ]


def _is_rather_misspelt(index: Index, key: str, wanted: Wanted, found: Sequence[Candidate]) -> bool:
    """Whether a name in Latin letters may as well be that of another place, with a slip of the pen."""
    known = {candidate.place.id for candidate in found}
    near = _one_letter_away(index, key, wanted.country)
    return any(wanted.fits(entry) and entry.place.id not in known for entry, _ in near)


def _one_letter_away(index: Index, key: str, country: str | None) -> list[tuple[Entry, float]]:
    if len(key) < (_SHORTEST_IN_COUNTRY if country else _SHORTEST):
        return []
    likeness = misspelt_keys(key)
    return [(entry, likeness[other]) for other, entry in index.entries_of(likeness, country)]


def _sounding(index: Index, key: str, country: str | None) -> list[tuple[Entry, float]]:
    """Return the places under Latin names that sound like a key, with their likeness: 1 for the same name."""
    latin = latin_keys(key)
    homes = home_countries(key)
    if country is None and latin and not homes:
        return []
    found = [(entry, 1.0) for _, entry in index.entries_of(latin, country)]
    if not found:
        sounds = map(plain_sound, latin) if latin else readings(key)
        least = _LEAST_LIKENESS if latin else _LEAST_LIKENESS_IN_LATIN
        pairs = sounding_keys(index, sounds, country, _MOST_KEYS)
        likeness = {
            other: alike
            for other, alike in pairs
            if alike >= least and (latin or likeness_of(key, other) >= _LEAST_ALIKE_IN_LETTERS)
        }
        found = [(entry, likeness[other]) for other, entry in index.entries_of(likeness, country)]
    if country is None and latin:
        found = [pair for pair in found if homes.intersection(pair[0].place.country.split("|"))]
    return found


def _likened(wanted: Wanted, pairs: Iterable[tuple[Entry, float]], kind: str) -> list[Candidate]:
    """Return candidates for entries under other names than the one asked for; the liker, the stronger."""
    reason = f"{_HOW[kind]} {wanted.name.strip()!r}"
    return _one_each(
        replace(
            candidate,
            strength=candidate.strength + _ROMANISED + _UNLIKE * (1 - likeness),
            kind=kind,
            is_main=False,
            reasons=(reason, *candidate.reasons),
        )
        for entry, likeness in pairs
        if wanted.fits(entry)
        for candidate in candidates(entry.name, [entry])
        if candidate.kind != "code"
    )


def _one_each(found: Iterable[Candidate]) -> list[Candidate]:
    """Return the strongest candidate of each place, best first."""
    best: dict[str, Candidate] = {}
    for candidate in ordered(found):
        best.setdefault(candidate.place.id, candidate)
    return list(best.values())
