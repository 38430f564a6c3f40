"""Known names that look like an unknown one, to be offered and never to be taken.

Tried are names that begin with it, names one letter away, and the name without its first or last word. The
work is bounded by the length of a name, so the answer takes some milliseconds whatever is asked.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.index import Index

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщъыьэюяі"
_LONGEST = 40
_MOST_PREFIXED = 100
_SHORTEST_PREFIX = 3
_LEAST_LIKENESS = 0.6


def similar_keys(index: Index, key: str, limit: int) -> list[tuple[str, float]]:
    """Return keys of the index that look like a key, with their likeness from 0 to 1, best first.

    Parameters
    ----------
    index
        Where to look.
    key
        A folded name; beyond 40 characters nothing is offered.
    limit
        How many keys to return at most.
    """
    if not 0 < len(key) <= _LONGEST:
        return []
    found = set(index.known_keys(sorted({*_one_letter_away(key), *_one_word_less(key)})))
    for start in (key, key[: max(_SHORTEST_PREFIX, len(key) * 2 // 3)]):
        if len(start) >= _SHORTEST_PREFIX:
            found.update(index.keys_with_prefix(start, _MOST_PREFIXED))
    found.discard(key)
    rated = [(other, round(SequenceMatcher(None, key, other).ratio(), 4)) for other in found]
    alike = [(other, likeness) for other, likeness in rated if likeness >= _LEAST_LIKENESS or other in key]
    return sorted(alike, key=lambda pair: (-pair[1], pair[0]))[:limit]


def _one_letter_away(key: str) -> Iterator[str]:
    """Yield the keys that one slip of the pen turns into this one: a letter lost, added, wrong or swapped."""
    letters = _alphabet(key)
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in letters)


def _one_word_less(key: str) -> Iterator[str]:
    words = key.split()
    if len(words) > 1:
        yield " ".join(words[1:])
        yield " ".join(words[:-1])


def _alphabet(key: str) -> str:
    for letters in (_LATIN, _CYRILLIC):
        if any(letter in letters for letter in key):
            return letters
    return "".join(sorted(set(key)))
