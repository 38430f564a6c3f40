"""Write place records into an index file."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing, contextmanager, suppress
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import quote

from gazetteer.build.records import NameKind
from gazetteer.errors import IndexFileError
from gazetteer.index import (
    APPLICATION_ID,
    AS_KEY,
    AS_MAIN_NAME,
    AS_TITLE,
    CELL,
    COMMON_TYPES,
    FIRST_OWN_NUMBER,
    REMEDY,
    SCHEMA_VERSION,
)
from gazetteer.names import MAX_NAME_LENGTH, fold
from gazetteer.scripts import NOT_LATIN
from gazetteer.sounds import plain_sound, skeleton

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from gazetteer.build.records import PlaceRecord

# The file travels in every wheel, so it is packed. Degrees are kept as whole hundred-thousandths (1 m) and
# prominence as hundredths: SQLite stores a small integer in two to four bytes and a fraction in eight. A
# place of GeoNames has its number there and no id. Of the spellings of a name that share a key one is kept;
# where it is the key with capitals, the key itself or the main name, its text is a number that says so.
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE place (
    number INTEGER PRIMARY KEY,
    id TEXT,
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
    kind INTEGER NOT NULL,
    text BLOB NOT NULL,
    PRIMARY KEY (key, place, kind, text)
) WITHOUT ROWID;
CREATE TABLE sound (
    skeleton TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (skeleton, key)
) WITHOUT ROWID;
CREATE TEMPORARY TABLE unsorted (key, place, kind, text);
CREATE UNIQUE INDEX place_by_id ON place (id) WHERE id IS NOT NULL;
CREATE INDEX place_by_country ON place (country) WHERE type IN ('country', 'territory');
"""
# Made when the rows are there: to sort them once is quicker than to keep each in order.
_SPATIAL = f"""
CREATE INDEX place_by_rare_type ON place (type, radius_m) WHERE type NOT IN {COMMON_TYPES};
CREATE INDEX place_by_cell ON place ({CELL});
"""
_CACHE_KB = 65_536
_PROGRESS_STEP = 50_000
_GEONAMES = "geonames:"
_GEONAMES_ID = re.compile(r"geonames:[1-9][0-9]{0,8}")
_FEW_LETTERS = 2
_SHORTEST_SOUND = 4
_NOT_ASCII = "*[^\x01-\x7f]*"


def write_index(  # noqa: PLR0913 - the places, and by name what else goes in
    places: Iterable[PlaceRecord],
    target: Path,
    *,
    meta: Mapping[str, str],
    progress: Callable[[str], None],
    larger_than: Path | None = None,
    more_names: Iterable[tuple[int, str, NameKind]] = (),
) -> None:
    """Write an index file under a temporary name and put it in place when it is whole.

    The work needs little memory, however many places there are: the names are sorted on disk.

    Parameters
    ----------
    places
        The places.
    target
        The file to write; an older one is replaced.
    meta
        What the index was made of.
    progress
        Called with a line of text now and then.
    larger_than
        An index whose places the new one takes over as they are. A place that it has too only adds names.
    more_names
        Names of places of GeoNames by their numbers, with their kinds; those of other places are left out.

    Raises
    ------
    ValueError
        If a place has no usable name, lies nowhere on Earth or is there twice.
    IndexFileError
        If the file cannot be written.
    """
    with _replacing(target) as unfinished, closing(sqlite3.connect(unfinished, uri=True)) as connection:
        # No journal: a crash leaves only the temporary file, which nobody reads.
        connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_SCHEMA}")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        if larger_than is not None:
            _take_over(connection, larger_than)
        _write_places(connection, places, progress, may_know=larger_than is not None)
        _write_names(connection, more_names)
        progress("sorting the names")
        # Sorted rows fill the pages of the clustered table one after another, without splits.
        connection.execute(
            "INSERT OR IGNORE INTO name SELECT * FROM unsorted ORDER BY key, place, kind, text"
        )
        connection.execute("DROP TABLE unsorted")
        _write_sounds(connection)
        connection.executescript(_SPATIAL)
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        connection.executescript(
            f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};"
        )
        connection.commit()
        connection.execute("VACUUM")


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """Give a temporary name beside the target; when all went well the file there takes the target's place."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        if target.exists() and not target.is_file():
            what = "a folder; name a file in it" if target.is_dir() else "not a file; choose another name"
            raise IndexFileError(f"{target}: this is {what}")
        if not target.parent.is_dir():
            raise IndexFileError(
                f"{target}: the index cannot be written: there is no folder {target.parent}; "
                "make it, or name a file in another one"
            )
        yield unfinished
        unfinished.replace(target)
    except (sqlite3.OperationalError, FileExistsError, NotADirectoryError, PermissionError) as error:
        reason = getattr(error, "strerror", None) or error
        raise IndexFileError(
            f"{target}: the index cannot be written ({reason}); its folder and the one for temporary files "
            "(TMPDIR) must be writable and have room for it"
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _take_over(connection: sqlite3.Connection, other: Path) -> None:
    """Copy the places of another index of this format.

    Raises
    ------
    IndexFileError
        If it is damaged.
    """
    connection.execute("ATTACH ? AS other", (f"file:{quote(str(other.absolute()))}?mode=ro&immutable=1",))
    try:
        connection.execute("INSERT INTO source SELECT * FROM other.source")
        connection.execute("INSERT INTO place SELECT * FROM other.place")
        connection.execute("INSERT INTO unsorted SELECT key, place, kind, text FROM other.name")
    except sqlite3.OperationalError:
        raise  # it is the new file that cannot be written
    except sqlite3.DatabaseError as error:
        raise IndexFileError(f"{other}: the index file is damaged ({error}); {REMEDY}") from error
    connection.commit()
    connection.execute("DETACH other")


def _write_places(
    connection: sqlite3.Connection,
    places: Iterable[PlaceRecord],
    progress: Callable[[str], None],
    *,
    may_know: bool,
) -> None:
    known = connection.execute("SELECT name, number FROM source").fetchall()
    sources: dict[str, int] = dict(known)
    (last,) = connection.execute("SELECT max(number) FROM place").fetchone()
    own_numbers = count(max(FIRST_OWN_NUMBER, (last or 0) + 1))
    for done, place in enumerate(places, start=1):
        _check(place)
        digits = place.id.removeprefix(_GEONAMES)
        number, id_ = (int(digits), None) if digits != place.id else (next(own_numbers), place.id)
        row = (
            number, id_, place.name, place.type, place.country, place.admin1,
            round(place.lon * 1e5), round(place.lat * 1e5), round(place.radius_km * 1000),
            place.population, round(place.prominence * 100),
            sources.setdefault(place.source, len(sources) + 1),
        )  # fmt: skip
        try:
            connection.execute(f"INSERT INTO place VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - only "?"
        except sqlite3.IntegrityError as error:
            if not may_know:
                raise ValueError(f"{place.id} is there twice") from error
            main_name = _main_name(connection, number) or place.name
        else:
            main_name = place.name
        rows = _name_rows(number, place.names, main_name)
        connection.executemany("INSERT INTO unsorted VALUES (?, ?, ?, ?)", rows)
        if done % _PROGRESS_STEP == 0:
            progress(f"{done:,} places")
    connection.executemany(
        "INSERT OR IGNORE INTO source VALUES (?, ?)", ((number, name) for name, number in sources.items())
    )


def _write_names(connection: sqlite3.Connection, names: Iterable[tuple[int, str, NameKind]]) -> None:
    for number, text, kind in names:
        key = fold(text)
        if key and len(text) <= MAX_NAME_LENGTH and (main := _main_name(connection, number)) is not None:
            row = (key, number, int(kind), _form(text, key, main))
            connection.execute("INSERT INTO unsorted VALUES (?, ?, ?, ?)", row)


def _main_name(connection: sqlite3.Connection, number: int) -> str | None:
    found = connection.execute("SELECT name FROM place WHERE number = ?", (number,)).fetchone()
    return found[0] if found else None


def _write_sounds(connection: sqlite3.Connection) -> None:
    """File the good Latin names in countries that do not write Latin under what they sound like."""
    connection.create_function("skeleton", 1, lambda key: skeleton(plain_sound(key)), deterministic=True)
    marks = ", ".join("?" * len(NOT_LATIN))
    connection.execute(
        "INSERT INTO sound SELECT DISTINCT skeleton(key), key FROM name JOIN place ON number = place "  # noqa: S608 - only question marks
        f"WHERE kind IN (?, ?) AND substr(country, 1, 2) IN ({marks}) "
        "AND length(key) >= ? AND key NOT GLOB ? ORDER BY 1, 2",
        (NameKind.OFFICIAL, NameKind.ALTERNATE, *sorted(NOT_LATIN), _SHORTEST_SOUND, _NOT_ASCII),
    )


def _check(place: PlaceRecord) -> None:
    if place.id.startswith(_GEONAMES) and not _GEONAMES_ID.fullmatch(place.id):
        raise ValueError(f"{place.id} is no id of GeoNames")
    if not (-180 <= place.lon <= 180 and -90 <= place.lat <= 90):  # noqa: PLR2004 - degrees
        raise ValueError(f"{place.id}: {place.lon}, {place.lat} is nowhere on Earth")
    if not fold(place.name):
        raise ValueError(f"{place.id}: {place.name!r} has neither letter nor digit")


def _name_rows(
    number: int, names: Iterable[tuple[str, NameKind]], main_name: str
) -> Iterator[tuple[str, int, int, str | int]]:
    """Yield one row for each key of a place, under its best kind and in its best spelling.

    Best is the main name; then a spelling with accents, from which the plain one is easily told, but not the
    other way round; then one with dots, as English abbreviates (St. Petersburg).
    """
    best: dict[tuple[str, object], tuple[tuple[int, bool, bool, bool], str]] = {}
    for text, kind in names:
        key = fold(text)
        if key and len(text) <= MAX_NAME_LENGTH:
            found = (key, _role(key, text, kind))
            rank = (int(kind), text != main_name, text.isascii(), "." not in text)
            if found not in best or rank < best[found][0]:
                best[found] = (rank, text)
    for (key, _), ((kind_number, *_), text) in best.items():
        yield key, number, kind_number, _form(text, key, main_name)


def _role(key: str, text: str, kind: NameKind) -> object:
    """Return what tells apart spellings that have one key: a code, and the capitals of a very short name."""
    if kind == NameKind.CODE:
        return text
    return (text.isupper(), text.islower()) if len(key) <= _FEW_LETTERS else None


def _form(text: str, key: str, main_name: str) -> str | int:
    forms = {main_name: AS_MAIN_NAME, key.title(): AS_TITLE, key: AS_KEY}
    return forms.get(text, text)
