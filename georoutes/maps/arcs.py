"""Arcs between areas, which are no paths: smooth, and those that are alike drawn once.

Ten reports of one movement would be ten lines side by side, which look like ten movements. They are one line
that says how many legs it stands for; each leg keeps its own place in the lists.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from georoutes.frames import fanned

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from georoutes.maps.layers import Legs, Part

    Points = NDArray[np.float64]

BEND = 20.0
"""Degrees by which a line turns where it goes by a place; an arc over the globe bends less at each point."""

LEAST_BEND, SUDDEN = 4.0, 3.0
"""A place is also where a line turns by so many degrees, and so much more than just before and after."""

SPAN_POINTS = 24
"""Points of the curve between two places."""

STEEPEST = 85.0
SAME = 4
"""Decimals of a degree by which two arcs are the same."""


def drawn_once(legs: Legs) -> tuple[Legs, dict[int, int]]:
    """Give arcs that are alike one line, and bow those aside that lie on one another, such as there and back.

    Returns
    -------
    legs, rows
        The legs with their lines, and for each leg that shares another's line the row of that other.
    """
    shared = _alike(legs)
    own = [row for row, (_, parts) in enumerate(legs) if _is_arc(parts) and row not in shared]
    bowed = fanned([shapely.linestrings(legs[row][1][0].points) for row in own], ["schematic"] * len(own))
    lines = {
        row: [replace(legs[row][1][0], points=shapely.get_coordinates(line))]
        for row, line in zip(own, bowed, strict=True)
    }
    return [
        (record, lines.get(shared.get(row, row), parts)) for row, (record, parts) in enumerate(legs)
    ], shared


def _alike(legs: Legs) -> dict[int, int]:
    """Find the arcs that join the same places by the same way, in the same direction, mode and style.

    A leg whose width tells its quantity stays alone: one line of two widths would be wrong, and one of their
    sum too.
    """
    first: dict[tuple[Any, ...], int] = {}
    out = {}
    for row, (record, parts) in enumerate(legs):
        if not _is_arc(parts) or record.get("wide"):
            continue
        way = np.round(parts[0].points, SAME) + 0.0
        key = (record["mode"], record["doubted"], record["basis"], parts[0].note, way.tobytes())
        leader = first.setdefault(key, row)
        if leader != row:
            out[row] = leader
    return out


def _is_arc(parts: list[Part]) -> bool:
    return len(parts) == 1 and parts[0].kind == "schematic" and len(parts[0].points) > 1


def rounded(points: Points) -> Points:
    """Draw an arc by several places as one curve through them, without corners.

    >>> corner = np.array([[0, 0], [5, 0], [10, 0], [10, 5], [10, 10]], dtype=float)
    >>> curve = rounded(corner)
    >>> len(curve), [(round(x), round(y)) for x, y in curve[[0, 24, -1]].tolist()]
    (49, [(0, 0), (10, 0), (10, 10)])
    """
    flat = _flat(points)
    steps = np.diff(flat, axis=0)
    turns = np.degrees(np.abs(np.diff(np.unwrap(np.arctan2(steps[:, 1], steps[:, 0])))))
    around = np.pad(turns, 1)
    sudden = (turns > LEAST_BEND) & (turns > SUDDEN * np.maximum(around[:-2], around[2:]))
    corners = np.flatnonzero((turns > BEND) | sudden) + 1
    if not corners.size:
        return points
    nodes = flat[[0, *corners, -1]]
    # Centripetal Catmull-Rom through the places: it neither overshoots nor loops.
    ends = np.vstack([2 * nodes[0] - nodes[1], nodes, 2 * nodes[-1] - nodes[-2]])
    spans = [_span(ends[i : i + 4]) for i in range(len(nodes) - 1)]
    curve = np.vstack([*spans, nodes[-1:]])
    curve[:, 1] = np.degrees(np.arcsin(np.tanh(np.radians(curve[:, 1]))))
    curve[[0, -1]] = points[[0, -1]]
    return curve


def _flat(points: Points) -> Points:
    lat = np.radians(np.clip(points[:, 1], -STEEPEST, STEEPEST))
    return np.column_stack([points[:, 0], np.degrees(np.arctanh(np.sin(lat)))])


def _span(near: Points) -> Points:
    """Return the curve from the second of four places to the third, without its last point."""
    knots = np.concatenate([[0.0], np.cumsum(np.sqrt(np.maximum(np.hypot(*np.diff(near, axis=0).T), 1e-9)))])
    t = np.linspace(knots[1], knots[2], SPAN_POINTS, endpoint=False)[:, None]

    def between(a: Points, b: Points, begin: int, end: int) -> Points:
        share = (t - knots[begin]) / (knots[end] - knots[begin])
        mixed: Points = (1 - share) * a + share * b
        return mixed

    one, two, three = (between(near[i], near[i + 1], i, i + 1) for i in range(3))
    return between(between(one, two, 0, 2), between(two, three, 1, 3), 1, 2)
