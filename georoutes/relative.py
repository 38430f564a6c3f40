"""Dates that a text gives by its own day: "last week", "on Monday", "in November".

They mean nothing without the day on which the text was published. Without it, and where the words are not
among those known here, they stay unresolved: nothing is ever taken from today's date.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import TYPE_CHECKING

from georoutes import dates

if TYPE_CHECKING:
    from collections.abc import Callable

Span = tuple[dt.date, dt.date]
"""The first and the last day."""

_DAY = dt.timedelta(days=1)
_DAYS_OF_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
            "eight": 8, "nine": 9, "ten": 10}  # fmt: skip
_MONTH_NAMES = (
    "jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?",
    "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
_MONTH = "(" + "|".join(_MONTH_NAMES) + r")\.?"
_LEFT_OUT = re.compile(r"^(?:(?:on|in|by|of|as|since|earlier|later|early|late|only|the)\s+)+")
_DOUBT = re.compile(r"[?~%]")


def resolve(words: str, published: str | None) -> str | None:
    """Return what a text's own words for a day mean, by the day on which it was published.

    Parameters
    ----------
    words
        English words, such as "last month". A weekday or a month is the latest one that is not after the day
        of publication; weeks begin on Monday.
    published
        When the text was published, in EDTF; None when that is not known.

    Returns
    -------
    str or None
        An EDTF date, with ``~`` where the day of publication is in doubt or the words are rough; None when
        it stays unresolved.

    Examples
    --------
    >>> resolve("last month", "2023-10-14")
    '2023-09'
    >>> resolve("on Monday", "2023-08-02")
    '2023-07-31'
    >>> resolve("last month", None) is None
    True
    """
    day = dates.parse(published) if published else None
    if day is None or day.earliest is None or day.latest is None:
        return None
    phrase = _LEFT_OUT.sub("", " ".join(words.lower().split()).strip(" .,"))
    for pattern, read in _PHRASES:
        if found := pattern.fullmatch(phrase):
            try:
                first, last = read(found, day.earliest)[0], read(found, day.latest)[1]
            except (OverflowError, ValueError):  # before the first day of the calendar
                return None
            return _edtf(first, last, rough="ago" in phrase or bool(_DOUBT.search(published or "")))
    return None


def _edtf(first: dt.date, last: dt.date, *, rough: bool) -> str:
    sign = "~" if rough else ""
    if first == last:
        return f"{first}{sign}"
    if _month(first) == (first, last):
        return f"{first.isoformat()[:7]}{sign}"
    if _year(first) == (first, last):
        return f"{first.isoformat()[:4]}{sign}"
    return f"{first}{sign}/{last}{sign}"


def _month(day: dt.date) -> Span:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _year(day: dt.date) -> Span:
    return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)


def _week(day: dt.date) -> Span:
    monday = day - day.weekday() * _DAY
    return monday, monday + 6 * _DAY


def _months_before(day: dt.date, count: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return dt.date(year, month + 1, 1)


def _day(found: re.Match[str], day: dt.date) -> Span:
    moved = day - {"today": 0, "yesterday": 1}[found[1]] * _DAY
    return moved, moved


def _weekday(found: re.Match[str], day: dt.date) -> Span:
    then = day - (day.weekday() - _DAYS_OF_WEEK.index(found[1])) % 7 * _DAY
    return then, then


def _this_or_last(found: re.Match[str], day: dt.date) -> Span:
    back = found[1] == "last"
    if found[2] == "week":
        return _week(day - 7 * back * _DAY)
    return _month(_months_before(day, back)) if found[2] == "month" else _year(_months_before(day, 12 * back))


def _ago(found: re.Match[str], day: dt.date) -> Span:
    count = _NUMBERS[found[1]] if found[1] in _NUMBERS else int(found[1])
    if found[2] in {"day", "week"}:
        then = day - count * (7 if found[2] == "week" else 1) * _DAY
        return then, then
    return (
        _month(_months_before(day, count)) if found[2] == "month" else _year(_months_before(day, 12 * count))
    )


def _named_month(found: re.Match[str], day: dt.date) -> Span:
    return _month(_months_before(day, (day.month - _number(found[1])) % 12))


def _month_and_day(found: re.Match[str], day: dt.date) -> Span:
    name, number = (found[1], found[2]) if found[1] else (found[4], found[3])
    then = dt.date(day.year, _number(name), int(number))
    if then > day:
        then = then.replace(year=day.year - 1)
    return then, then


def _number(name: str) -> int:
    return next(i for i, pattern in enumerate(_MONTH_NAMES, start=1) if re.fullmatch(pattern, name))


_PHRASES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], dt.date], Span]], ...] = (
    (re.compile("(today|yesterday)"), _day),
    (re.compile(f"({'|'.join(_DAYS_OF_WEEK)})"), _weekday),
    (re.compile("(this|last) (week|month|year)"), _this_or_last),
    (re.compile(rf"({'|'.join(_NUMBERS)}|[1-9]\d{{0,2}}) (day|week|month|year)s? ago"), _ago),
    (re.compile(f"(?:last |this )?{_MONTH}"), _named_month),
    (
        re.compile(rf"{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?|(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH}"),
        _month_and_day,
    ),
)
