"""Known names that look or sound like an unknown one.

What differs by one slip of the pen is looked up outright: all names one letter away are asked for at once.
What sounds alike is filed so in the index (`gazetteer.sounds`). Where neither helps, names that begin alike
are offered. The work is bounded by the length of a name, so the answer takes some milliseconds whatever is
asked.
"""

# ruff: noqa: RUF001 - letters that look alike are the subject of this file
from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from gazetteer.sounds import plain_sound, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.index import Index

_LONGEST = 40
_MOST_PREFIXED = 100
_MOST_SOUNDING = 400
_MOST_COMPARED = 40
_SHORTEST_PREFIX = 3
_LEAST_LIKENESS = 0.7
_LOST_OR_SWAPPED, _WRONG_OR_ADDED = 0.98, 0.9
_SHORTEST_SOUND = 4

# First and last letter of the alphabets in which a wrong letter can be guessed. Where a letter is a syllable
# or a word, there are too many of them.
_ALPHABETS = [("a", "z"), ("α", "ω"), ("а", "я"), ("ա", "ֆ"), ("ა", "ჰ"), ("א", "ת"), ("ا", "ي")]
_MORE_LETTERS = {"а": "іїєґәғқңөұүһ"}


def misspelt_keys(key: str) -> dict[str, float]:
    """Return the keys that one slip of the pen turns into this one, with their likeness to it.

    A letter was lost, added, wrong or swapped with the next. Any of two dozen letters may be added or be the
    wrong one, so it is less likely to be just this one.

    Examples
    --------
    >>> found = misspelt_keys("vladivostk")
    >>> found["vladivostok"] > found["vladivosto"]
    True
    """
    if not 0 < len(key) <= _LONGEST:
        return {}
    letters = _alphabet(key)
    lost: set[str] = set()
    other: set[str] = set()
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        lost.update(head + letter + tail for letter in letters)
        lost.add(head + tail[1:2] + tail[:1] + tail[2:])
        other.add(head + tail[1:])
        other.update(head + letter + tail[1:] for letter in letters)
    found = dict.fromkeys(other, _WRONG_OR_ADDED) | dict.fromkeys(lost, _LOST_OR_SWAPPED)
    del found[key]
    return found


def sounding_keys(
    index: Index, sounds: Iterable[str], country: str | None, limit: int
) -> list[tuple[str, float]]:
    """Return keys of Latin names that sound alike, with their likeness from 0 to 1, best first.

    Parameters
    ----------
    index
        Where to look.
    sounds
        How the name may sound; see `gazetteer.sounds`.
    country
        Only names of places in this country, or of all.
    limit
        How many keys to return at most.
    """
    pairs: list[tuple[str, str]] = []
    for sound in sounds:
        bones = skeleton(sound)
        if _SHORTEST_SOUND <= len(sound) <= _LONGEST and bones:
            keys = index.keys_sounding(bones, country, _MOST_SOUNDING)
            pairs += sorted(((key, sound) for key in keys), key=_overlap, reverse=True)[:_MOST_COMPARED]
    best: dict[str, float] = {}
    for key, sound in pairs:
        best[key] = max(likeness_of(sound, plain_sound(key)), best.get(key, 0.0))
    return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]


def beginning_keys(index: Index, key: str, limit: int) -> list[tuple[str, float]]:
    """Return keys that begin like a key, or are it without its first or last word, with their likeness."""
    if not 0 < len(key) <= _LONGEST:
        return []
    found = set(_one_word_less(key))
    for start in (key, key[: max(_SHORTEST_PREFIX, len(key) * 2 // 3)]):
        if len(start) >= _SHORTEST_PREFIX:
            found.update(index.keys_with_prefix(start, _MOST_PREFIXED))
    found.discard(key)
    rated = [(other, likeness_of(key, other)) for other in found]
    alike = [(other, likeness) for other, likeness in rated if likeness >= _LEAST_LIKENESS or other in key]
    return sorted(alike, key=lambda pair: (-pair[1], pair[0]))[:limit]


def _overlap(pair: tuple[str, str]) -> float:
    """Return the share of letters that two names have in common: a rough likeness, told at once."""
    key, sound = map(set, pair)
    return len(key & sound) / len(key | sound)


def likeness_of(one: str, other: str) -> float:
    """Return how much two texts have in common, letter by letter: 1 for the same, 0 for nothing.

    Examples
    --------
    >>> likeness_of("xyzzyqq", "khachik"), likeness_of("pusan", "busan")
    (0.0, 0.8)
    """
    return 1.0 if one == other else round(SequenceMatcher(None, one, other, autojunk=False).ratio(), 4)


def _one_word_less(key: str) -> Iterator[str]:
    words = key.split()
    if len(words) > 1:
        yield " ".join(words[1:])
        yield " ".join(words[:-1])


def _alphabet(key: str) -> str:
    """Return the letters that may have been meant; a blank too, for words that ran together."""
    for first, last in _ALPHABETS:
        if any(first <= letter <= last for letter in key):
            letters = "".join(map(chr, range(ord(first), ord(last) + 1)))
            return letters + _MORE_LETTERS.get(first, "") + " "
    return "".join(sorted(set(key)))
