"""The hand-written rows: seas, rivers, regions, spaceports, crossings, other names of countries.

``supplement/README.md`` describes the columns.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.build.records import NameKind, PlaceRecord
from gazetteer.names import fold
from gazetteer.place import PLACE_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS = (
    "id",
    "name",
    "type",
    "country",
    "admin1",
    "lon",
    "lat",
    "radius_km",
    "population",
    "names",
    "note",
)
SOURCE = "georoutes supplement"


def directory() -> Path:
    """Return the folder of the supplement's tables."""
    return Path(__file__).with_name("supplement")


def rows(folder: Path) -> Iterator[dict[str, str]]:
    """Yield every row of every table in a folder, with its file and line under the key ``at``.

    Raises
    ------
    ValueError
        If a table has other columns than `COLUMNS` or a row has more or fewer fields.
    """
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as table:
            reader = csv.DictReader(table, restkey="", strict=True)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise ValueError(f"{path.name}: the columns must be {', '.join(COLUMNS)}")
            for row in reader:
                at = f"{path.name}:{reader.line_num}"
                if "" in row or None in row.values():
                    raise ValueError(f"{at}: {len(COLUMNS)} fields expected")
                yield {key: value.strip() for key, value in row.items()} | {"at": at}


def merged(places: Iterable[PlaceRecord], folder: Path) -> Iterator[PlaceRecord]:
    """Yield the places of other sources with the supplement's corrections, then the supplement's own places.

    Raises
    ------
    ValueError
        If a row is faulty or corrects a place that no source has; the message names file and line.
    """
    corrections: dict[str, dict[str, str]] = {}
    own: dict[str, PlaceRecord] = {}
    for row in rows(folder):
        if row["id"] in corrections or row["id"] in own:
            raise ValueError(f"{row['at']}: the id {row['id']} is there twice")
        if row["id"].startswith("supplement:"):
            own[row["id"]] = _own_place(row)
        else:
            corrections[row["id"]] = row
    for place in places:
        yield _corrected(place, corrections.pop(place.id)) if place.id in corrections else place
    if corrections:
        at = next(iter(corrections.values()))
        raise ValueError(f"{at['at']}: no source has a place {at['id']} to be corrected")
    yield from own.values()


def parsed_names(text: str) -> tuple[tuple[str, NameKind], ...]:
    """Return the names in a field ``language:name|language:name``.

    A language tag that ends in ``-Latn`` marks a romanisation, which counts as weak evidence; the tag
    ``code`` a code, which counts only where it is written just so.

    Raises
    ------
    ValueError
        If a part has no language or no name.

    Examples
    --------
    >>> parsed_names("ru:Дунай|ru-Latn:Dunay")
    (('Дунай', <NameKind.ALTERNATE: 1>), ('Dunay', <NameKind.WEAK: 2>))
    """
    names = []
    for part in filter(None, text.split("|")):
        language, colon, name = part.partition(":")
        if not (colon and language.strip() and name.strip()):
            raise ValueError(f"{part!r} is not of the form language:name")
        names.append((name.strip(), _kind(language.strip())))
    return tuple(names)


def _kind(language: str) -> NameKind:
    if language == "code":
        return NameKind.CODE
    return NameKind.WEAK if language.endswith("-Latn") else NameKind.ALTERNATE


def _own_place(row: dict[str, str]) -> PlaceRecord:
    missing = [column for column in ("name", "type", "lon", "lat", "radius_km", "note") if not row[column]]
    if missing:
        raise ValueError(f"{row['at']}: {', '.join(missing)} must not be empty")
    if row["type"] not in PLACE_TYPES:
        raise ValueError(f"{row['at']}: unknown type {row['type']}")
    try:
        return PlaceRecord(
            id=row["id"],
            name=row["name"],
            type=row["type"],
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            radius_km=float(row["radius_km"]),
            country=row["country"],
            admin1=row["admin1"],
            population=int(row["population"] or 0),
            source=SOURCE,
            names=((row["name"], NameKind.OFFICIAL), *parsed_names(row["names"])),
        )
    except ValueError as error:
        raise ValueError(f"{row['at']}: {error}") from error


def _corrected(place: PlaceRecord, row: dict[str, str]) -> PlaceRecord:
    """Return a source's place with what the row says; what the row leaves empty stays."""
    try:
        place = replace(
            place,
            name=row["name"] or place.name,
            type=row["type"] or place.type,
            lon=float(row["lon"] or place.lon),
            lat=float(row["lat"] or place.lat),
            radius_km=float(row["radius_km"] or place.radius_km),
            population=int(row["population"] or place.population),
            source=f"{place.source}, {SOURCE}"
            if row["name"] or row["lon"] or row["radius_km"]
            else place.source,
        )
        renamed = ((row["name"], NameKind.OFFICIAL),) if row["name"] else ()
        given = renamed + parsed_names(row["names"])
        # A name that the row calls a mere romanisation is no more than that, whatever the source makes of it.
        weak = {fold(name) for name, kind in given if kind == NameKind.WEAK}
        kept = tuple((name, kind) for name, kind in place.names if fold(name) not in weak)
        return replace(place, names=kept + given)
    except ValueError as error:
        raise ValueError(f"{row['at']}: {error}") from error
