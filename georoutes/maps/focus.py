"""Where to look first: a map of twenty legs in one region is not shrunk to the world by one long arc.

Only arcs between areas may leave the first view, since they are no paths; a line that is routed, inferred or
given stays in view whole.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product

Bounds = list[float]

LEAST_LEGS = 6
"""A map of fewer legs shows them all."""

MOST_LEGS = 200

SHARE = 10
"""Of so many legs one may leave the first view."""

MOST_OUTSIDE = 4
GAIN = 0.72
"""The first view is narrower than the whole by this factor at least, or everything is shown."""

SCREEN = 1.5
"""Width over height of the window beside its panels."""


@dataclass(frozen=True)
class Reach:
    """How far a leg goes: west, south, east and north in continuous degrees, and whether it may be cut."""

    bounds: Bounds
    arc: bool


def focus(legs: dict[int, Reach]) -> tuple[Bounds, list[int]]:
    """Choose the first view, and the legs that leave it.

    Parameters
    ----------
    legs
        How far each drawn leg goes, by its row.

    Returns
    -------
    bounds, rows
        West, south, east and north of the first view, and the rows of the legs that leave it; both empty
        where everything is shown.

    Examples
    --------
    >>> near = {row: Reach([125.0 + row, 35, 135 + row, 45], arc=True) for row in range(9)}
    >>> focus(near | {9: Reach([127.0, 37, 260, 65], arc=True)})
    ([125.0, 35, 143, 45], [9])
    >>> focus(near | {9: Reach([127.0, 37, 260, 65], arc=False)})  # a path stays in view
    ([], [])
    """
    if not LEAST_LEGS <= len(legs) <= MOST_LEGS:
        return [], []
    most = min(MOST_OUTSIDE, math.ceil(len(legs) / SHARE))
    whole = _size(_around(legs))
    # The legs that reach farthest to each side, the farthest first.
    sides = [_by_reach(legs, side) for side in range(4)]
    best: tuple[int, float, list[int]] | None = None
    for counts in product(range(most + 1), repeat=4):
        out = {row for side, count in zip(sides, counts, strict=True) for row in side[:count]}
        if not 0 < len(out) <= most or not all(legs[row].arc for row in out):
            continue
        size = _size(_around({row: legs[row] for row in legs if row not in out}))
        if size <= GAIN * whole and (best is None or (len(out), size) < best[:2]):
            best = (len(out), size, sorted(out))
    if best is None:
        return [], []
    return _around({row: legs[row] for row in legs if row not in best[2]}), best[2]


def _by_reach(legs: dict[int, Reach], side: int) -> list[int]:
    return sorted(legs, key=lambda row: legs[row].bounds[side], reverse=side > 1)


def _around(legs: dict[int, Reach]) -> Bounds:
    west, south, east, north = zip(*(reach.bounds for reach in legs.values()), strict=True)
    return [min(west), min(south), max(east), max(north)]


def _size(bounds: Bounds) -> float:
    """Width of the window, in degrees, that shows these bounds on a Mercator map."""
    west, south, east, north = bounds
    low, high = (
        math.degrees(math.asinh(math.tan(math.radians(max(-85.0, min(85.0, lat)))))) for lat in (south, north)
    )
    return max(east - west, (high - low) * SCREEN)
