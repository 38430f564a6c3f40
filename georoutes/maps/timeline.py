"""When each leg took place, as the time bar shows it: the days that are sure, and those that are possible."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Any

from georoutes import dates
from georoutes.errors import DateError

_ONE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)")
_EPOCH = dt.date(1970, 1, 1)

Days = tuple[int | None, int | None]
"""First and last day, counted from 1970-01-01; None where an end is open."""


def time_of(when: str, earliest: str, latest: str) -> dict[str, Any]:
    """Return the days on which a leg may have been under way, and those on which it was.

    Parameters
    ----------
    when
        EDTF as the frame has it, or "".
    earliest, latest
        The first and last day as ISO texts, for a frame without ``when`` or with one that is not EDTF.

    Returns
    -------
    dict
        ``may``: first and last possible day, None where an end is open; ``sure``: the days between two ends
        of which each is told to the day and without doubt, left out where there are none. Empty without any
        date.

    Examples
    --------
    >>> time_of("1970-01-02/1970-01-05", "", "")
    {'may': (1, 4), 'sure': (1, 4)}
    >>> time_of("../1970-01-05", "", "")
    {'may': (None, 4)}
    >>> time_of("1970-01/1970-03", "", "")  # all of February, whenever it began and ended
    {'may': (0, 89), 'sure': (30, 59)}
    >>> time_of("", "1970-01-02", "1970-01-03")
    {'may': (1, 2)}
    >>> time_of("in autumn", "", "")
    {}
    """
    if not (when or earliest or latest):
        return {}
    first, slash, last = (part.strip() for part in when.partition("/"))
    start, end = _reach(first), _reach(last if slash else first)
    open_ends = {"", ".."}
    if when and (start or (slash and first in open_ends)) and (end or (slash and last in open_ends)):
        may = (start[0] if start else None, end[1] if end else None)
        sure = (
            (start[1], end[0])
            if start and end and slash
            else start
            if start and start[0] == start[1]
            else None
        )
        doubtful = any(mark in when for mark in "~?%")
    else:
        may, sure, doubtful = _days(when, earliest, latest), None, True
    if may == (None, None) or (None not in may and may[0] > may[1]):  # type: ignore[operator] # None was ruled out
        return {}
    if sure is None or doubtful or sure[0] > sure[1]:
        return {"may": may}
    return {"may": may, "sure": sure}


def _reach(text: str) -> tuple[int, int] | None:
    """First and last day of a year, month or day; None for anything else."""
    found = _ONE.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups()[:3])
    try:
        first = dt.date(year, month or 1, day or 1)
        last = day or calendar.monthrange(year, month or 12)[1]
        return _number(first), _number(dt.date(year, month or 12, last))
    except ValueError:
        return None


def _days(when: str, earliest: str, latest: str) -> Days:
    """Read the days from the columns, or from a form of EDTF that is rare."""
    if not (earliest or latest) and when:
        try:
            read = dates.parse(when)
        except DateError:
            return None, None
        return _number(read.earliest) if read.earliest else None, _number(
            read.latest
        ) if read.latest else None
    return _iso(earliest), _iso(latest)


def _iso(text: str) -> int | None:
    try:
        return _number(dt.date.fromisoformat(text))
    except ValueError:
        return None


def _number(day: dt.date) -> int:
    return (day - _EPOCH).days
