"""Dates with doubt: EDTF texts (Library of Congress, ISO 8601-2) and the days they may mean.

The text stays as the analyst wrote it. The `edtf` package reads it; this module adds what maps and files
need, the earliest and the latest day as `datetime.date`, or None where the end is open, unknown or beyond
the years 1 to 9999.
"""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import edtf

from georoutes.errors import DateError

if TYPE_CHECKING:
    from time import struct_time

_LONGEST = 100  # the longest example of the standard has 33 characters
_ADVICE = (
    'write EDTF, for example "2023-10-13", "2023-09", "2023-09~" (about), "2023-09-07/2023-10-01" (between) '
    'or "../2023-10-13" (by)'
)


@dataclass(frozen=True, slots=True)
class Date:
    """An EDTF date.

    Parameters
    ----------
    text
        As written.
    earliest, latest
        The first and the last day that the text allows, without any widening for "about"; None where an
        end is open or unknown.
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


def _end(part: str, whole: str) -> tuple[dt.date | None, dt.date | None]:
    return (None, None) if part in {"", ".."} and whole != "/" else _span(part, whole)


def _span(part: str, whole: str) -> tuple[dt.date | None, dt.date | None]:
    if not part or len(part) > _LONGEST:
        raise DateError(f"{whole[:_LONGEST]!r} is not a date; {_ADVICE}")
    try:
        parsed = edtf.parse_edtf(part)
        return _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except Exception as error:  # the parser lets errors of its own parts through, of many types
        raise DateError(f"{whole!r} is not a date that exists; {_ADVICE}") from error


def _day(moment: struct_time | float) -> dt.date | None:
    """Turn the package's time into a day; infinities and far years have none."""
    if isinstance(moment, float) or not dt.MINYEAR <= moment.tm_year <= dt.MAXYEAR:
        return None
    return dt.date(*moment[:3])
