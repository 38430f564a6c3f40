"""One line of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from georoutes.model import Case, Leg


class Finding(NamedTuple):
    """What was looked at, what the case asserts, what was found, and with which data."""

    about: str
    check: str
    asserted: str
    measured: str
    verdict: str
    data: str = "case file"


def legs_of(case: Case) -> Iterator[tuple[str, Leg]]:
    """Yield the legs of a case, each with its name for people."""
    for name, route in case.routes.items():
        for number, leg in enumerate(route.legs, start=1):
            yield f"{name} leg {number}", leg
