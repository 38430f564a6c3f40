"""Dates with doubt: EDTF texts (Library of Congress, ISO 8601-2) and the days they may mean.

The text stays as the analyst wrote it. The `edtf` package reads it; this module adds what maps and files
need, the earliest and the latest day as `datetime.date`, or None where the end is open, unknown or beyond
the years 1 to 9999.
"""

from __future__ import annotations

import calendar
import contextlib
import datetime as dt
import functools
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import edtf
from edtf.parser import parser_classes

from georoutes.errors import DateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from time import struct_time

_MONTHS = 12
_DAYS = 31
_LONGEST = 100  # the longest example of the standard has 33 characters
_ADVICE = (
    'write EDTF, for example "2023-10-13", "2023-09", "2023-09~" (about), "2023-09-07/2023-10-01" (between) '
    'or "../2023-10-13" (by); the source\'s own words go under `when_words` of its claim'
)


vars(parser_classes)["print"] = lambda *_: None  # it would tell the terminal what it cannot read

Days = tuple[dt.date | None, dt.date | None]
"""The first and the last day; None where there is none."""


@dataclass(frozen=True, slots=True)
class Date:
    """An EDTF date.

    Parameters
    ----------
    text
        As written.
    earliest, latest
        The first and the last day that the text allows, without any widening for "about"; None where an
        end is open or unknown. Seasons are those of the north, unless the text says which.
    """

    text: str
    earliest: dt.date | None
    latest: dt.date | None


@functools.lru_cache(maxsize=10_000)  # the grammar takes milliseconds, and a case says a day many times
def parse(text: str) -> Date:
    """Read an EDTF date.

    Parameters
    ----------
    text
        EDTF, levels 0 to 2 as far as the `edtf` package goes.

    Returns
    -------
    Date
        The text with its earliest and latest day.

    Raises
    ------
    DateError
        When the text is not EDTF, or an interval ends before it begins.

    Examples
    --------
    >>> parse("../2023-10-13").latest
    datetime.date(2023, 10, 13)
    >>> parse("2023-09~").earliest
    datetime.date(2023, 9, 1)
    """
    text = text.strip()
    # edtf pads an open or unknown end with ten years or infinity, so each end is read on its own
    first, slash, last = text.partition("/")
    if slash:
        earliest, latest = _end(first, text)[0], _end(last, text)[1]
    else:
        earliest, latest = _span(text, text)
    if earliest and latest and latest < earliest:
        raise DateError(f"the date {text!r} ends before it begins; swap its two ends")
    return Date(text, earliest, latest)


def _end(part: str, whole: str) -> Days:
    return (None, None) if part in {"", ".."} and whole != "/" else _span(part, whole)


def _span(part: str, whole: str) -> Days:
    if re.fullmatch(r"\d{8}", part, re.ASCII):
        raise DateError(
            f'{whole!r} is not a date; with hyphens it would be "{part[:4]}-{part[4:6]}-{part[6:]}"'
        )
    if not part or len(part) > _LONGEST:
        raise DateError(f"{whole[:_LONGEST]!r} is not a date; {_ADVICE}")
    if special := _without_the_package(part, whole):
        return special
    try:
        parsed = edtf.parse_edtf(part)
        return _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except Exception as error:  # the parser lets errors of its own parts through, of many types
        raise DateError(f"{whole!r} is not a date that exists; {_ADVICE}") from error


def _without_the_package(part: str, whole: str) -> Days | None:
    """Read plain dates, and what edtf 5.0 refuses or reads too narrowly; None for the rest."""
    for pattern, read in _READERS:
        if found := pattern.fullmatch(part):
            return read(found, whole)
    return None


def _plain(found: re.Match[str], whole: str) -> Days:
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = dt.date(year or 0, month or 1, day or 1)
        if day is None:
            day = calendar.monthrange(first.year, month or _MONTHS)[1]
        return first, dt.date(first.year, month or _MONTHS, day)
    except ValueError as error:
        raise DateError(f"{whole!r} is not a date that exists; {_ADVICE}") from error


def _no_year(found: re.Match[str], whole: str) -> Days:
    _span(f"2000{found[1]}", whole)  # it must be a date apart from its year
    return None, None


def _unspecified(found: re.Match[str], whole: str) -> Days:
    """Read a date whose digits are not all given: from the first to the last day that has the given ones."""
    year, month, day = found.groups()
    years, months = _with_digits(year, 1, dt.MAXYEAR), _with_digits(month, 1, _MONTHS)
    days = _with_digits(day or "XX", 1, _DAYS)
    first = next(_existing(years, months, days), None)
    last = next(_existing(reversed(years), months[::-1], days[::-1]), None)
    if first is None or last is None:
        raise DateError(f"{whole!r} is not a date that exists; {_ADVICE}")
    return first, last


def _with_digits(pattern: str, least: int, most: int) -> list[int]:
    """Return the numbers that a pattern such as ``1X`` may stand for, in order."""
    digits = ("0123456789" if sign == "X" else sign for sign in pattern)
    numbers = (int("".join(each)) for each in itertools.product(*digits))
    return [number for number in numbers if least <= number <= most]


def _existing(years: Iterable[int], months: list[int], days: list[int]) -> Iterator[dt.date]:
    for year, month, day in itertools.product(years, months, days):
        with contextlib.suppress(ValueError):
            yield dt.date(year, month, day)


def _rounded_year(found: re.Match[str], whole: str) -> Days:
    year, step = int(found[1]), 10 ** (4 - int(found[2]))
    low = year // step * step
    return _span(f"{low:04}", whole)[0], _span(f"{low + step - 1:04}", whole)[1]


def _winter(found: re.Match[str], whole: str) -> Days:
    return _span(f"{found[1]}-12", whole)[0], _span(f"{int(found[1]) + 1:04}-02", whole)[1]


def _inner(found: re.Match[str], whole: str) -> Days:
    return _span(found[1], whole)


_READERS = (
    # nearly all dates; the grammar of the package takes milliseconds for each
    (re.compile(r"(?!0000)(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?[?~%]?", re.ASCII), _plain),
    (re.compile(r"XXXX(.*)", re.DOTALL), _no_year),
    # 2004-06-1X is the 10th to the 19th, 2004-1X October to December, 156X-12-25 one of ten Christmas days
    (re.compile(r"(?=.*X)([\dX]{4})-([\dX]{2})(?:-([\dX]{2}))?[?~%]?", re.ASCII), _unspecified),
    # 1950S2 is some year of the 1900s, and probably 1950
    (re.compile(r"(\d{4})S([1-4])", re.ASCII), _rounded_year),
    # a northern winter ends in the next year; the package lets it end with the old one
    (re.compile(r"(\d{4})-(?:24|28)[?~%]?", re.ASCII), _winter),
    # about the spring of 2001; the package takes no sign behind a season
    (re.compile(r"(\d{4}-(?:2[1-9]|3\d|4[01]))[?~%]", re.ASCII), _inner),
    # a set of one
    (re.compile(r"[\[{]\s*([^\[{\]},.]+?)\s*[\]}]"), _inner),
)


def _day(moment: struct_time | float) -> dt.date | None:
    """Turn the package's time into a day; infinities and far years have none."""
    if isinstance(moment, float) or not dt.MINYEAR <= moment.tm_year <= dt.MAXYEAR:
        return None
    return dt.date(*moment[:3])
