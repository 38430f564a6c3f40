"""Width by quantity: only where all that is drawn counts the same thing, and no leg has two figures."""

from __future__ import annotations

import re
from typing import Any

WIDEST = 6.0
"""Pixels that the largest quantity adds to its line; the others are in proportion."""

_ABOUT = "about|around|some|nearly|almost|over|under|at least|at most|up to|more than|less than|fewer than"
_FIGURE = re.compile(rf"(?:{_ABOUT}|[~≈<>≤≥])?\s*(\d[\d,\s\u00a0\u202f]*(?:\.\d+)?)\s*(\D*)", re.IGNORECASE)


def figure_of(quantity: str) -> tuple[float, str] | None:
    """Read one figure and its unit; None for no figure, or for more than one.

    >>> figure_of("about 26,500 tonnes of corn")
    (26500.0, 'tonnes of corn')
    >>> figure_of("24 trucks; 310 trucks"), figure_of("a set of containers")
    (None, None)
    """
    found = _FIGURE.fullmatch(quantity.strip())
    if not found:
        return None
    return float(re.sub(r"[^\d.]", "", found[1])), found[2].strip()


def widen(legs: list[dict[str, Any]], claims: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Give legs their width, in pixels more than usual, as ``wide``; return what the legend says of it.

    Bundles are as wide as they have legs. Other legs are widened if two or more of them have a figure, all
    figures have one unit, and none is a running total, which belongs to no single leg.
    """
    drawn = [leg for leg in legs if leg["parts"]]
    if any(leg.get("count", 1) > 1 for leg in drawn):
        figures = {leg["row"]: (float(leg.get("count", 1)), "legs") for leg in drawn}
    else:
        running = {key for key, claim in claims.items() if claim["cumulative"]}
        read = {leg["row"]: figure_of(leg["quantity"]) for leg in drawn if running.isdisjoint(leg["claims"])}
        figures = {row: figure for row, figure in read.items() if figure}
    most = max((value for value, _ in figures.values()), default=0.0)
    if len(figures) < 2 or len({unit for _, unit in figures.values()}) > 1 or not most:  # noqa: PLR2004 - to compare
        return {}
    for leg in drawn:
        if leg["row"] in figures:
            leg["wide"] = round(WIDEST * figures[leg["row"]][0] / most, 1)
    unit = next(iter(figures.values()))[1]
    return {"unit": unit, "most": most, "wide": WIDEST}
