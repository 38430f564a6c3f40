"""Write place records into an index file."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from gazetteer.index import APPLICATION_ID, SCHEMA_VERSION
from gazetteer.names import MAX_NAME_LENGTH, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from gazetteer.build.records import PlaceRecord

# Degrees are kept as whole hundred-thousandths (1 m) and prominence as hundredths: SQLite stores a small
# integer in two to four bytes and a fraction in eight. A name's text is "" where it equals its key, which is
# true of every script without capitals.
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE place (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    country TEXT NOT NULL,
    admin1 TEXT NOT NULL,
    lon_e5 INTEGER NOT NULL,
    lat_e5 INTEGER NOT NULL,
    radius_m INTEGER NOT NULL,
    population INTEGER NOT NULL,
    prominence_e2 INTEGER NOT NULL,
    source INTEGER NOT NULL REFERENCES source
);
CREATE TABLE name (
    key TEXT NOT NULL,
    place INTEGER NOT NULL REFERENCES place,
    text TEXT NOT NULL,
    kind INTEGER NOT NULL,
    PRIMARY KEY (key, place, text)
) WITHOUT ROWID;
CREATE UNIQUE INDEX place_by_id ON place (id);
CREATE INDEX place_by_country ON place (country) WHERE type IN ('country', 'territory');
"""
_PROGRESS_STEP = 50_000


def write_index(
    places: Iterable[PlaceRecord], target: Path, *, meta: Mapping[str, str], progress: Callable[[str], None]
) -> None:
    """Write an index file under a temporary name and put it in place when it is whole.

    Raises
    ------
    ValueError
        If a place has no usable name, lies nowhere on Earth or is there twice.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    unfinished.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(unfinished)) as connection:
            # No journal: a crash leaves only the temporary file, which nobody reads.
            connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
            names = _write_places(connection, places, progress)
            progress(f"sorting {len(names):,} names")
            # Sorted rows fill the pages of the clustered table one after another, without splits.
            names.sort()
            connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?)", names)
            connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
            connection.executescript(
                f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};"
            )
            connection.commit()
            connection.execute("VACUUM")
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _write_places(
    connection: sqlite3.Connection, places: Iterable[PlaceRecord], progress: Callable[[str], None]
) -> list[tuple[str, int, str, int]]:
    """Write the places and return the rows of their names."""
    names: list[tuple[str, int, str, int]] = []
    sources: dict[str, int] = {}
    seen: set[str] = set()
    for number, place in enumerate(places, start=1):
        _check(place, seen)
        source = sources.setdefault(place.source, len(sources) + 1)
        row = (
            number, place.id, place.name, place.type, place.country, place.admin1,
            round(place.lon * 1e5), round(place.lat * 1e5), round(place.radius_km * 1000),
            place.population, round(place.prominence * 100), source,
        )  # fmt: skip
        connection.execute(f"INSERT INTO place VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - only "?"
        names.extend(_name_rows(number, place))
        if number % _PROGRESS_STEP == 0:
            progress(f"{number:,} places")
    connection.executemany(
        "INSERT INTO source VALUES (?, ?)", ((number, name) for name, number in sources.items())
    )
    return names


def _check(place: PlaceRecord, seen: set[str]) -> None:
    if place.id in seen:
        raise ValueError(f"{place.id} is there twice")
    seen.add(place.id)
    if not (-180 <= place.lon <= 180 and -90 <= place.lat <= 90):  # noqa: PLR2004 - degrees
        raise ValueError(f"{place.id}: {place.lon}, {place.lat} is nowhere on Earth")
    if not fold(place.name):
        raise ValueError(f"{place.id}: {place.name!r} has neither letter nor digit")


def _name_rows(number: int, place: PlaceRecord) -> Iterator[tuple[str, int, str, int]]:
    best: dict[tuple[str, str], int] = {}
    for text, kind in place.names:
        key = fold(text)
        if key and len(text) <= MAX_NAME_LENGTH:
            found = (key, "" if text == key else text)
            best[found] = min(int(kind), best.get(found, int(kind)))
    for (key, text), best_kind in best.items():
        yield key, number, text, best_kind
