"""What the people and things of a place are called ("Russian", "Ohioans"), from ``demonyms.csv``.

The table is written by hand from general knowledge.
The column ``place`` is the code of a country or the id of any other place, ``demonyms`` are words as in the
supplement's column ``names``, and ``note`` tells the reader which place it is.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.build.records import NameKind, PlaceRecord
from gazetteer.build.supplement import parsed_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS = ("place", "demonyms", "note")
TABLE = Path(__file__).with_name("demonyms.csv")
_COUNTRY_TYPES = frozenset({"country", "territory"})


def rows() -> dict[str, tuple[str, ...]]:
    """Return the demonyms by the place's id or the country's code.

    Examples
    --------
    >>> rows()["GL"]
    ('Greenlandic', 'Greenlander', 'Greenlanders')
    """
    with TABLE.open(encoding="utf-8", newline="") as table:
        return {
            row["place"]: tuple(name for name, _ in parsed_names(row["demonyms"]))
            for row in csv.DictReader(table)
        }


def with_demonyms(places: Iterable[PlaceRecord]) -> Iterator[PlaceRecord]:
    """Yield the places, each with its demonyms among its names.

    Raises
    ------
    ValueError
        If the table speaks of a place that is not among them.
    """
    left = rows()
    for place in places:
        # Gaza and the West Bank are called territories of PS: its code means the whole.
        is_whole = place.type in _COUNTRY_TYPES and place.id.startswith("geonames:")
        words = left.pop(place.id, ()) or (left.pop(place.country, ()) if is_whole else ())
        yield place.with_names(tuple((word, NameKind.DEMONYM) for word in words)) if words else place
    if left:
        raise ValueError(f"demonyms.csv: no source has a place {', '.join(sorted(left))}")
