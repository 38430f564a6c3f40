"""Which countries a way passes, in their order: each such course has a number, to be joined many at once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Numbers = npt.NDArray[np.int32]
Ints = npt.NDArray[np.int64]

_BETWEEN = ">"


class Courses:
    """Courses by their numbers; it grows as courses are joined.

    Parameters
    ----------
    codes
        Country codes: the first courses, each of one country and numbered as the codes are.

    Examples
    --------
    >>> courses = Courses(["DE", "PL"])
    >>> there = courses.joined(np.array([0, 1]), np.array([1, 1]))
    >>> back = courses.reversed(there)
    >>> [courses.passed(number) for number in courses.joined(there, back).tolist()]
    [('DE', 'PL'), ('PL',)]
    """

    def __init__(self, codes: Sequence[str]) -> None:
        self._course: list[tuple[str, ...]] = [(code,) for code in codes]
        self._number = {course: number for number, course in enumerate(self._course)}
        self._lock = threading.Lock()
        self._passed: dict[int, tuple[str, ...]] = {}

    @classmethod
    def of(cls, texts: Sequence[str]) -> Courses:
        """Take back what `texts` gave."""
        courses = cls([])
        for text in texts:
            courses.number(tuple(text.split(_BETWEEN)))
        return courses

    def texts(self) -> list[str]:
        """List the courses as texts, in the order of their numbers."""
        return [_BETWEEN.join(course) for course in self._course]

    def number(self, course: tuple[str, ...]) -> int:
        """Give a course its number; a country that follows itself counts once."""
        short = tuple(code for i, code in enumerate(course) if i == 0 or code != course[i - 1])
        with self._lock:
            number = self._number.setdefault(short, len(self._course))
            if number == len(self._course):
                self._course.append(short)
        return number

    def passed(self, number: int) -> tuple[str, ...]:
        """Countries of a course in the order in which they are first met."""
        if number not in self._passed:
            self._passed[number] = tuple(dict.fromkeys(self._course[number]))
        return self._passed[number]

    def joined(self, one: Ints | Numbers, other: Ints | Numbers) -> Numbers:
        """Courses one after the other."""
        return self._each(one, other, lambda a, b: (*self._course[a], *self._course[b]))

    def reversed(self, courses: Numbers) -> Numbers:
        """Turn courses round."""
        return self._each(courses, np.zeros_like(courses), lambda a, _: self._course[a][::-1])

    def _each(
        self, one: Ints | Numbers, other: Ints | Numbers, course: Callable[[int, int], tuple[str, ...]]
    ) -> Numbers:
        """Make each pair that occurs once."""
        key = one.astype(np.int64) << 32 | other.astype(np.int64)
        pairs, row = np.unique(key, return_inverse=True)
        made = [self.number(course(pair >> 32, pair & 0xFFFFFFFF)) for pair in pairs.tolist()]
        return np.array(made, dtype=np.int32)[row]
