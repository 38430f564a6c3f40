"""The read-only index: keys to places.

One SQLite file, opened in well under a millisecond and read page by page, so a gazetteer costs no memory to
speak of. Only this file knows SQL, and text from outside reaches it only as parameters.
"""

from __future__ import annotations

import math
import re
import sqlite3
import threading
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from gazetteer.errors import IndexFileError
from gazetteer.place import PLACE_TYPES, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    Spot = tuple[int, float, float, str, float]
    """A place's number, longitude, latitude, type and radius in km."""

BUNDLED_INDEX = Path(__file__).parent / "data" / "gazetteer.sqlite"
APPLICATION_ID = 0x67617A74
"""Marks an SQLite file as an index of this package ("gazt")."""
SCHEMA_VERSION = 5

FIRST_OWN_NUMBER = 1_000_000_000
"""A place of GeoNames is numbered as there, so it needs no id and no index of ids; others from here on."""
_GEONAMES_ID = re.compile(r"geonames:([1-9][0-9]{0,8})")

# How a name is written, where that need not be spelt out.
AS_TITLE, AS_KEY, AS_MAIN_NAME = 0, 1, 2

REMEDY = (
    "reinstall georoutes (pip install --force-reinstall georoutes) if it is the bundled index, "
    "or compile your own anew (python -m gazetteer.build --help)"
)
_PLACE = (
    "place.number, place.id, place.name, place.type, country, admin1, lon_e5, lat_e5, radius_m, population, "
    "source, prominence_e2"
)
_NAME = "name.key, kind, text"
_KEY_AT = 12
"""Where the key stands in a row of a place and its name."""
# All of these are put together of our own words.
_CANDIDATES = f"SELECT {_PLACE}, {_NAME} FROM name JOIN place ON number = place WHERE key = ?"  # noqa: S608
_ENTRIES_OF = (
    f"SELECT {_PLACE}, {_NAME} FROM json_each(?1) AS wanted JOIN name ON name.key = wanted.value "  # noqa: S608
    "JOIN place ON number = place WHERE ?2 IS NULL OR instr(country, ?2)"
)
_DIVISION_KEYS = (
    "SELECT DISTINCT name.key FROM json_each(?) AS wanted JOIN name ON name.key = wanted.value "
    "JOIN place ON number = place WHERE place.type IN ('country', 'territory', 'admin')"
)
_KEYS_SOUNDING = (
    "SELECT DISTINCT sound.key FROM sound JOIN name ON name.key = sound.key JOIN place ON number = place "
    "WHERE skeleton = ?1 AND (?2 IS NULL OR instr(country, ?2)) LIMIT ?3"
)
_PLACES = f"SELECT {_PLACE}, place.name, 0, {AS_MAIN_NAME} FROM place WHERE "  # noqa: S608
_COUNTRIES = _PLACES + "type IN ('country', 'territory') AND country = ?"
_BY_NUMBER = _PLACES + "number = ?"
_BY_ID = _PLACES + "id = ?"

# Cells of one degree, numbered row by row from the South Pole and the antimeridian; longitude 180 falls into
# the first cell of the next row.
CELL = "(lat_e5 + 9000000) / 100000 * 360 + (lon_e5 + 18000000) / 100000"
COMMON_TYPES = "('town', 'admin')"
"""In the bundled index, all but a thousand or so places are of these types."""
_IN_CELLS = (
    "SELECT number, lon_e5 / 1e5, lat_e5 / 1e5, type, radius_m / 1e3 FROM place "  # noqa: S608 - as above
    f"WHERE {CELL} BETWEEN ? AND ? AND lat_e5 BETWEEN ? AND ?"
)
_OF_RARE_TYPE = _PLACES + f"type = ? AND radius_m >= ? AND type NOT IN {COMMON_TYPES} LIMIT ?"
_KEYS_FROM = "SELECT DISTINCT key FROM name WHERE key >= ? AND key < ? LIMIT ?"
_TYPES = frozenset(PLACE_TYPES)
_KINDS = frozenset(range(-1, 4))
_LAST_CHARACTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Entry:
    """A place under one of its names.

    Parameters
    ----------
    place
        The place.
    prominence
        How likely it is to be meant when nothing but the name is known, in powers of ten.
    name
        The name as the source writes it.
    kind
        -1 code, 0 official, 1 alternate, 2 weak (a romanisation, by machine or of a kind seldom used),
        3 demonym.
    note
        Where it comes from, to be said among the reasons, when not from the index; or "".
    """

    place: Place
    prominence: float
    name: str
    kind: int
    note: str = ""


class Index:
    """An index file, open for reading. May be used by several threads at once.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    IndexFileError
        If the file is missing, damaged or not an index of this version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        if not path.is_file():
            raise IndexFileError(f"{path}: there is no index file here; {REMEDY}")
        # "immutable" tells SQLite that nobody writes: it takes no locks and looks for no journal.
        uri = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
        try:
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise IndexFileError(f"{path}: the index file cannot be opened ({error}); {REMEDY}") from error
        self._close = weakref.finalize(self, self._connection.close)
        try:
            self._check_format()
            self._check_length()
            self._sources = dict(self._rows("SELECT number, name FROM source", ()))
        except IndexFileError:
            self.close()
            raise

    def close(self) -> None:
        """Close the file. Happens by itself when the index is no longer used."""
        # A connection that is closed while another thread reads from it brings the whole process down.
        with self._lock:
            self._close()

    def entries(self, key: str) -> list[Entry]:
        """Return the places that have a name with this key, in no order; one place may come several times.

        Raises
        ------
        IndexFileError
            If the file turns out to be damaged.
        """
        return self._entries(self._rows(_CANDIDATES, (key,)))

    def entries_of(self, keys: Iterable[str], country: str | None = None) -> list[tuple[str, Entry]]:
        """Return what `entries` has for each of many keys, with the key; on demand only of one country.

        Parameters
        ----------
        keys
            Any number of keys.
        country
            An ISO 3166-1 alpha-2 code, or None.

        Raises
        ------
        IndexFileError
            If the file turns out to be damaged.
        """
        # One text for all keys: the question stays the same, so it is parsed once and has no limit. It is
        # sorted, so that the answer never varies.
        asked = frozenset(keys)
        rows = self._rows(_ENTRIES_OF, (_as_json(sorted(asked)), country))
        if not asked.issuperset(row[_KEY_AT] for row in rows):
            raise IndexFileError(f"{self.path}: the index file is damaged (names are in disorder); {REMEDY}")
        return [(row[_KEY_AT], entry) for row, entry in zip(rows, self._entries(rows), strict=True)]

    def division_keys(self, keys: Sequence[str]) -> Iterator[str]:
        """Yield those of some keys that a country, a territory or a unit has."""
        for row in self._rows(_DIVISION_KEYS, (_as_json(keys),)):
            yield row[0]

    def keys_sounding(self, skeleton: str, country: str | None, limit: int) -> list[str]:
        """Return at most ``limit`` keys of Latin names with a skeleton; see `gazetteer.sounds`.

        Only names in countries that do not write Latin are filed so.

        Raises
        ------
        IndexFileError
            If the file turns out to be damaged.
        """
        return [row[0] for row in self._rows(_KEYS_SOUNDING, (skeleton, country, limit))]

    def place(self, id_: str) -> Place | None:
        """Return the place with an id, or None.

        Raises
        ------
        IndexFileError
            If the file turns out to be damaged.
        """
        of_geonames = _GEONAMES_ID.fullmatch(id_)
        question, value = (_BY_NUMBER, int(of_geonames[1])) if of_geonames else (_BY_ID, id_)
        found = self._entries(self._rows(question, (value,)))
        return found[0].place if found else None

    def countries(self, code: str) -> list[Entry]:
        """Return the country or territory with an ISO 3166-1 alpha-2 code in capitals; none or one.

        Raises
        ------
        IndexFileError
            If the file turns out to be damaged.
        """
        return self._entries(self._rows(_COUNTRIES, (code,)))

    def spots(self, first_cell: int, last_cell: int, south: float, north: float) -> list[Spot]:
        """Return where the places between two cells of a row and between two latitudes are; see `CELL`.

        Raises
        ------
        IndexFileError
            If the file turns out to be damaged.
        """
        return self._rows(_IN_CELLS, (first_cell, last_cell, math.floor(south * 1e5), math.ceil(north * 1e5)))

    def numbered(self, number: int) -> Place:
        """Return the place of a spot.

        Raises
        ------
        IndexFileError
            If the file turns out to be damaged.
        """
        return self._entries(self._rows(_BY_NUMBER, (number,)))[0].place

    def of_type(self, type_: str, most: int, least_km: float = 0.0) -> list[Place]:
        """Return at most so many places of a type other than `COMMON_TYPES`, of at least such a radius.

        Raises
        ------
        IndexFileError
            If the file turns out to be damaged.
        """
        return [
            entry.place for entry in self._entries(self._rows(_OF_RARE_TYPE, (type_, least_km * 1000, most)))
        ]

    def own_places(self) -> Collection[Place]:
        """Return the places that are not in the file."""
        return ()

    def replaced(self) -> frozenset[str]:
        """Return the ids of the places in the file that those not in it replace."""
        return frozenset()

    def keys_with_prefix(self, prefix: str, limit: int) -> list[str]:
        """Return at most ``limit`` keys that begin with a prefix, in the order of their letters.

        Raises
        ------
        IndexFileError
            If the file turns out to be damaged.
        """
        return [row[0] for row in self._rows(_KEYS_FROM, (prefix, prefix + _LAST_CHARACTER, limit))]

    def _entries(self, rows: Iterable[Sequence[Any]]) -> list[Entry]:
        try:
            return [_entry(row, self._sources) for row in rows]
        except (TypeError, ValueError, LookupError) as error:
            raise IndexFileError(f"{self.path}: the index file is damaged ({error}); {REMEDY}") from error

    def _rows(self, sql: str, parameters: Sequence[str | float | None]) -> list[Any]:
        try:
            with self._lock:
                return self._connection.execute(sql, parameters).fetchall()
        except sqlite3.ProgrammingError as error:
            raise IndexFileError(f"{self.path}: the index file has been closed") from error
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise IndexFileError(f"{self.path}: the index file is damaged ({error}); {REMEDY}") from error

    def _check_format(self) -> None:
        (application,) = self._rows("PRAGMA application_id", ())[0]
        (version,) = self._rows("PRAGMA user_version", ())[0]
        if application != APPLICATION_ID:
            raise IndexFileError(f"{self.path}: this is not an index of gazetteer; {REMEDY}")
        if version != SCHEMA_VERSION:
            wanted = f"the index has format {version}, this version reads {SCHEMA_VERSION}"
            raise IndexFileError(f"{self.path}: {wanted}; {REMEDY}")

    def _check_length(self) -> None:
        """Compare the file's length with what its header says: a file cut short fails now, not later."""
        (pages,) = self._rows("PRAGMA page_count", ())[0]
        (page_size,) = self._rows("PRAGMA page_size", ())[0]
        length = self.path.stat().st_size
        if length < pages * page_size:
            found = f"{length:,} of {pages * page_size:,} bytes"
            raise IndexFileError(f"{self.path}: the index file is cut short ({found}); {REMEDY}")


def _entry(row: Sequence[Any], sources: Mapping[int, str]) -> Entry:
    """Return what a row says; one that cannot be true is damaged."""
    (
        number, id_, name, type_, country, admin1, lon_e5, lat_e5, radius_m, population, source,
        prominence_e2, key, kind, text,
    ) = row  # fmt: skip
    is_text = isinstance(name, str) and isinstance(country, str) and isinstance(admin1, str)
    if not (
        is_text and isinstance(key, str) and type_ in _TYPES and kind in _KINDS and _on_earth(lon_e5, lat_e5)
    ):
        raise ValueError(f"place {number} cannot be a {type_!r} at {lon_e5}, {lat_e5}")
    return Entry(
        Place(
            id_ or f"geonames:{number}",
            name,
            type_,
            country,
            admin1,
            lon_e5 / 1e5,
            lat_e5 / 1e5,
            radius_m / 1000,
            population,
            sources[source],
        ),
        prominence_e2 / 100,
        text if isinstance(text, str) else _written(text, key, name),
        kind,
    )


def _on_earth(lon_e5: int, lat_e5: int) -> bool:
    return abs(lon_e5) <= 180_00000 and abs(lat_e5) <= 90_00000  # noqa: PLR2004 - degrees


def _written(form: int, key: str, main_name: str) -> str:
    if form == AS_MAIN_NAME:
        return main_name
    return key.title() if form == AS_TITLE else key


def _as_json(keys: Iterable[str]) -> str:
    import json  # noqa: PLC0415 - not needed for a name that is known

    return json.dumps(list(keys))
