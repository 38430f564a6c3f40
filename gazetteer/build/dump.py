"""The files that GeoNames publishes, read line by line: ``allCountries.txt`` and ``alternateNamesV2.txt``.

Both may be given as they are downloaded, zipped. A faulty line is named and left out; too many of them, and
the file is taken for something else.
"""

from __future__ import annotations

import math
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from gazetteer.build.features import TOWN, feature
from gazetteer.build.geonames import rated_names, town_radius_km
from gazetteer.build.records import NameKind, PlaceRecord
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gazetteer.build.features import Feature

PLACE_FIELDS = 19
NAME_FIELDS = 10
_LONGEST_LINE = 1_000_000
_LARGEST_ID = 999_999_999
_MOST_PEOPLE = 10_000_000_000
_MOST_NAMED = 10
_LINES_A_REPORT = 5_000
_README = "readme.txt"
_OFFICIAL_LANGUAGE = "en"
_NO_LANGUAGE = frozenset({"link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "phon", "piny"})
"""Addresses, codes and sounds, which GeoNames files as languages."""
_CAPITALS = frozenset({"PPLC", "PPLG"})


class DumpError(ValueError):
    """A file of GeoNames cannot be read, or is none."""


@dataclass
class Reader:
    """Reads one file, and keeps count.

    Parameters
    ----------
    path
        The file: text in UTF-8 with tabs between the fields, or a zip archive that holds it.
    fields
        How many fields a line has.
    most_faulty
        How many lines may be faulty.
    warn
        Called with the text about a faulty line, for the first ten of them.
    tell
        Called now and then with the bytes that are read and those that there are.
    """

    path: Path
    fields: int
    most_faulty: int = 100
    warn: Callable[[str], None] = lambda _: None
    tell: Callable[[int, int], None] = lambda _, __: None
    faulty: int = field(default=0, init=False)
    line: int = field(default=0, init=False)

    def rows(self) -> Iterator[list[str]]:
        """Yield the fields of each line that has as many as it should.

        Raises
        ------
        DumpError
            If the file cannot be read, too many lines are faulty, or there is none that is not.
        """
        with _opened(self.path) as (stream, size):
            done = 0
            while line := stream.readline(_LONGEST_LINE):
                self.line += 1
                done += len(line)
                if self.line % _LINES_A_REPORT == 0:
                    self.tell(done, size)
                row = self._fields(line)
                if row is not None:
                    yield row
            self.tell(size, size)
        if self.faulty >= self.line:
            why = f"none of its {self.line:,} lines has {self.fields} fields" if self.line else "it is empty"
            raise DumpError(f"{self.path}: this is no file of GeoNames: {why}; download it again")

    def refuse(self, why: str) -> None:
        """Count the line that was read last as faulty.

        Raises
        ------
        DumpError
            If there are too many.
        """
        self.faulty += 1
        if self.faulty > self.most_faulty:
            raise DumpError(
                f"{self.path}:{self.line}: {why}; that makes {self.faulty} faulty lines, too many for a file "
                f"of GeoNames with {self.fields} fields in each line, parted by tabs, in UTF-8"
            )
        if self.faulty <= _MOST_NAMED:
            self.warn(f"{self.path}:{self.line}: {why}; left out")

    def _fields(self, line: bytes) -> list[str] | None:
        if len(line) >= _LONGEST_LINE:
            raise DumpError(
                f"{self.path}:{self.line}: a line of more than {_LONGEST_LINE:,} bytes is none of GeoNames"
            )
        try:
            row = line.decode("utf-8").rstrip("\r\n").split("\t")
        except UnicodeDecodeError as error:
            self.refuse(f"byte {error.start + 1} of the line is not UTF-8")
            return None
        if len(row) != self.fields:
            self.refuse(f"{len(row)} fields, not {self.fields}")
            return None
        return row


@dataclass(frozen=True)
class Choice:
    """Which lines to keep.

    Parameters
    ----------
    countries
        ISO 3166-1 alpha-2 codes; empty for all. What lies in no country (a sea) is always kept.
    classes
        Feature classes ("P") or codes ("S.AIRP"); empty for all that `gazetteer.build.features` knows.
    """

    countries: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()

    def feature(self, class_: str, code: str) -> Feature | None:
        """Return what a class and a code mean, or None where they are not wanted."""
        if self.classes and not self.classes & {class_, f"{class_}.{code}"}:
            return None
        return feature(class_, code)

    def has_country(self, code: str) -> bool:
        """Whether places of a country are wanted."""
        return not (code and self.countries) or code in self.countries


def places(reader: Reader, choice: Choice) -> Iterator[PlaceRecord]:
    """Yield the places of ``allCountries.txt`` that are wanted.

    Raises
    ------
    DumpError
        If the file cannot be read, too many lines are faulty, or a country that is wanted has no place.
    """
    kept: set[str] = set()
    for row in reader.rows():
        kind = choice.feature(row[6], row[7])
        if kind is None or not choice.has_country(row[8]):
            continue
        try:
            place = _place(row, kind)
        except ValueError as error:
            reader.refuse(str(error))
        else:
            kept.add(place.country)
            yield place
    if missing := sorted(choice.countries - kept):
        raise DumpError(
            f"{reader.path}: no place in {', '.join(missing)} is to be kept; see --countries and --classes"
        )
    if not kept:
        raise DumpError(f"{reader.path}: none of its {reader.line:,} lines is to be kept; see --classes")


def names(reader: Reader) -> Iterator[tuple[int, str, NameKind]]:
    """Yield the names of ``alternateNamesV2.txt`` with the number of their place and how good they are.

    What is an English name by preference is as good as a main name. Colloquial and historic names are weak,
    and codes, links and postal codes are none.

    Raises
    ------
    DumpError
        If the file cannot be read, or too many lines are faulty.
    """
    for _, number, language, name, preferred, _, colloquial, historic, _, _ in reader.rows():
        if language in _NO_LANGUAGE:
            continue
        try:
            place = _number(number)
        except ValueError as error:
            reader.refuse(str(error))
            continue
        if colloquial == "1" or historic == "1" or language == "abbr" or language.endswith("-Latn"):
            yield place, name, NameKind.WEAK
        elif language == _OFFICIAL_LANGUAGE and preferred == "1":
            yield place, name, NameKind.OFFICIAL
        else:
            yield place, name, NameKind.ALTERNATE


def _place(row: list[str], kind: Feature) -> PlaceRecord:
    name, country, code = row[1].strip(), row[8], row[7]
    if not fold(name):
        raise ValueError(f"the name {name[:40]!r} has neither letter nor digit")
    population = int(row[14] or 0)
    if not 0 <= population <= _MOST_PEOPLE:
        raise ValueError(f"{population} inhabitants")
    alternates = (row[2], *filter(None, row[3].split(",")))
    return PlaceRecord(
        id=f"geonames:{_number(row[0])}",
        name=name,
        type=kind.type,
        lon=_degrees(row[5], 180),
        lat=_degrees(row[4], 90),
        radius_km=town_radius_km(population) if row[6] == TOWN else kind.radius_km,
        country=country,
        admin1=row[10],
        population=population,
        is_capital=code in _CAPITALS,
        names=rated_names(name, alternates, country),
    )


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= _LARGEST_ID):
        raise ValueError(f"{text[:40]!r} is no number of GeoNames")
    return int(text)


def _degrees(text: str, limit: int) -> float:
    degrees = float(text)
    if not (math.isfinite(degrees) and -limit <= degrees <= limit):
        raise ValueError(f"{text[:40]!r} is not between -{limit} and {limit} degrees")
    return degrees


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """Open the file, or the one in the archive; give the stream and how many bytes it has."""
    try:
        if not zipfile.is_zipfile(path):
            _refuse_half_an_archive(path)
            with path.open("rb") as stream:
                yield stream, path.stat().st_size
            return
        with zipfile.ZipFile(path) as archive:
            member = _member(archive, path)
            with archive.open(member) as stream:
                yield stream, member.file_size
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise DumpError(
            f"{path}: the archive is damaged or cut short ({error}); download it again"
        ) from error
    except OSError as error:
        raise DumpError(f"{path}: cannot be read ({error.strerror or error})") from error


def _refuse_half_an_archive(path: Path) -> None:
    with path.open("rb") as stream:
        if stream.read(4) == b"PK\x03\x04":
            raise zipfile.BadZipFile("its list of files is missing")


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """Return the table in an archive: the largest text file; a list of languages may lie beside it."""
    texts = [
        member
        for member in archive.infolist()
        if member.filename.lower().endswith(".txt") and member.filename.lower() != _README
    ]
    if not texts:
        raise DumpError(f"{path}: there is no .txt file in this archive")
    return max(texts, key=lambda member: member.file_size)
