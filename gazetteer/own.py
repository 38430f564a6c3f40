"""A user's own places, found beside those of the index."""

from __future__ import annotations

import math
import os
from collections import defaultdict
from typing import TYPE_CHECKING

from gazetteer.index import Entry, Index
from gazetteer.linked_places import LinkedPlace, read_places
from gazetteer.names import MAX_NAME_LENGTH, fold
from gazetteer.place import DIVISION_TYPES, Place
from gazetteer.sounds import plain_sound
from gazetteer.sounds import skeleton as skeleton_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

_NOTE = "one of your places"
_PROMINENCE = 7.0
"""Powers of ten. As much as a city of ten million, because who lists a place means it: it wins over all but
the largest cities of its name, and those stay its rivals."""
_OFFICIAL = 0


class IndexWithOwn(Index):
    """An index file and a user's own places. Where both have a place of one id, the user's counts.

    Parameters
    ----------
    path
        The index file.
    own
        The user's places.
    """

    def __init__(self, path: Path, own: Sequence[LinkedPlace]) -> None:
        super().__init__(path)
        self._places = {each.place.id: each.place for each in own}
        self._replaced = frozenset(id_ for id_ in self._places if super(IndexWithOwn, self).place(id_))
        self._own: defaultdict[str, list[Entry]] = defaultdict(list)
        for each in own:
            for entry in _entries(each):
                self._own[fold(entry.name)].append(entry)

    def entries(self, key: str) -> list[Entry]:
        """Return the places that have a name with this key; see `Index.entries`."""
        others = [entry for entry in super().entries(key) if entry.place.id not in self._places]
        return [*self._own.get(key, ()), *others]

    def entries_of(self, keys: Iterable[str], country: str | None = None) -> list[tuple[str, Entry]]:
        """Return what `entries` has for each of many keys; see `Index.entries_of`."""
        keys = list(keys)
        own = [(key, entry) for key in keys if key in self._own for entry in self._own[key]]
        others = super().entries_of(keys, country)
        return [
            *(
                (key, entry)
                for key, entry in own
                if country is None or country in entry.place.country.split("|")
            ),
            *((key, entry) for key, entry in others if entry.place.id not in self._places),
        ]

    def keys_sounding(self, skeleton: str, country: str | None, limit: int) -> list[str]:
        """Return at most ``limit`` keys of Latin names with a skeleton; see `Index.keys_sounding`."""
        own = [key for key in self._own if key.isascii() and skeleton_of(plain_sound(key)) == skeleton]
        return [*own, *super().keys_sounding(skeleton, country, limit)][:limit]

    def place(self, id_: str) -> Place | None:
        """Return the place with an id, or None."""
        return self._places.get(id_) or super().place(id_)

    def own_places(self) -> Collection[Place]:
        """Return the user's places."""
        return self._places.values()

    def replaced(self) -> frozenset[str]:
        """Return the ids of the places in the file that the user's replace."""
        return self._replaced

    def keys_with_prefix(self, prefix: str, limit: int) -> list[str]:
        """Return at most ``limit`` keys that begin with a prefix, in the order of their letters."""
        own = (key for key in self._own if key.startswith(prefix))
        return sorted({*own, *super().keys_with_prefix(prefix, limit)})[:limit]

    def division_keys(self, keys: Sequence[str]) -> Iterator[str]:
        """Yield those of some keys that a country, a territory or a unit has."""
        own = {key for key, entries in self._own.items() if any(_is_division(entry) for entry in entries)}
        found = own.intersection(keys)
        yield from sorted(found.union(super().division_keys(keys)))


def _is_division(entry: Entry) -> bool:
    return entry.place.type in DIVISION_TYPES


def linked_places(
    places: Iterable[Place | LinkedPlace] | str | os.PathLike[str],
) -> tuple[LinkedPlace, ...]:
    """Return a user's places as records; from a file in Linked Places Format where a path is given.

    Raises
    ------
    PlacesFileError
        If the file cannot be read.
    TypeError
        If something in the list is no place.
    """
    if isinstance(places, str | os.PathLike):
        return tuple(read_places(places))
    return tuple(_linked(each) for each in places)


def _linked(place: Place | LinkedPlace) -> LinkedPlace:
    if isinstance(place, LinkedPlace):
        return place
    if isinstance(place, Place):
        return LinkedPlace(place)
    raise TypeError(f"places= takes Place and LinkedPlace records or the path of a file, not {place!r}")


def _entries(linked: LinkedPlace) -> Iterator[Entry]:
    place = linked.place
    prominence = max(_PROMINENCE, math.log10(max(place.population, 1)))
    for text in dict.fromkeys((place.name, *(name.text for name in linked.names))):
        if fold(text) and len(text) <= MAX_NAME_LENGTH:
            yield Entry(place, prominence, text, _OFFICIAL, _NOTE)
