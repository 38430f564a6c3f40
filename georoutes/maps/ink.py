"""The colours and patterns of lines on paper: those of the page, in points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from georoutes.maps.page import asset

if TYPE_CHECKING:
    from matplotlib.lines import Line2D

PATTERNS: dict[str, tuple[float, ...]] = {
    "network": (8, 2.4), "geodesic": (6, 5), "assumed": (2.8, 3.4),
    "schematic": (0.1, 4), "connector": (0.1, 3),
}  # fmt: skip
MODE_PATTERNS: dict[str, tuple[float, ...]] = {"air": (6, 5), "river": (8, 2.6, 1.4, 2.6)}
TIES = (1.1, 9.4)
SURE = frozenset({"reported", "given", "mode"})


@cache
def colours() -> dict[str, str]:
    """Read the page's light colours by name, such as "sea" or "land"."""
    block = re.search(r":root \{(.*?)\}", asset("page.css"), re.DOTALL)
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block[1] if block else ""))


@dataclass(frozen=True)
class Stroke:
    """One stroke of a line: a colour, a width in points, on and off lengths in points."""

    color: str
    width: float
    dashes: tuple[float, ...] = ()
    round_ends: bool = False


def strokes(mode: str, kind: str, *, hollow: bool = False, wide: float = 0) -> list[Stroke]:
    """Return the strokes of a line, from bottom to top.

    >>> [stroke.width for stroke in strokes("rail", "network")]
    [1.9, 5.5]
    """
    ink = colours()
    color = ink.get(mode, ink["unknown"])
    dashes = PATTERNS.get(kind, ())
    if kind == "connector":
        return [Stroke(ink["soft"], 1.3, dashes, round_ends=True)]
    width = (2.8 if kind in SURE else 1.9) + wide * 0.75
    dashes = dashes if kind in {"schematic", "assumed"} else MODE_PATTERNS.get(mode, dashes)
    rounded = kind == "schematic"
    if hollow:
        outer = Stroke(color, width + 1.6, dashes or (8, 6), rounded)
        return [outer, Stroke("#ffffff", width - 0.2, dashes or (8, 6), rounded)]
    lines = [Stroke(color, width + (0.9 if mode == "road" else 0), dashes, rounded)]
    if mode == "rail" and kind not in {"schematic", "assumed"}:
        lines.append(Stroke(color, width + 3.6, TIES))
    if mode == "road" and kind not in {"schematic", "assumed"}:
        lines.append(Stroke("#ffffff", 0.9))
    return lines


def line_of(x: Any, y: Any, stroke: Stroke, **more: Any) -> Line2D:  # noqa: ANN401 - as Matplotlib has them
    """Make a line of one stroke; Matplotlib counts dashes in widths of the line."""
    from matplotlib.lines import Line2D as Line  # noqa: PLC0415 - an extra

    pattern: Any = (0, tuple(dash / stroke.width for dash in stroke.dashes)) if stroke.dashes else "-"
    cap: Any = "round" if stroke.round_ends else "butt"
    return Line(x, y, color=stroke.color, lw=stroke.width, ls=pattern, dash_capstyle=cap, **more)
