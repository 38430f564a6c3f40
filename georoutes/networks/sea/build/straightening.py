"""Straighten a way of cells through narrow water without bringing it onto land or much nearer to it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import shapely

if TYPE_CHECKING:
    from collections.abc import Callable

_KEPT, _ENOUGH = 0.7, 10.0  # the share of its distance to the shore that a way keeps, and cells that will do
_WET = 4.5  # a cell that costs more is land
_ASTRAY = 1.0  # how many cells a way leaves a river that is a line
_FARTHEST = 1024
_PARTS = 8  # a straight line is held against the way part by part


def straighten(
    path: npt.NDArray[np.int64],
    lonlat: npt.NDArray[np.float64],
    cost: npt.NDArray[np.float32],
    away: npt.NDArray[np.int16],
    shore: shapely.Geometry,
) -> npt.NDArray[np.int64]:
    """Choose the cells that stay as vertices.

    Parameters
    ----------
    path, lonlat
        Rows and columns of the cells of the way, and their middles in degrees.
    cost, away
        Of the window: what cells cost, and how many cells they are from the nearest that is not all water.
    shore
        Shorelines around the way.
    """
    shapely.prepare(shore)
    room = np.minimum(away[path[:, 0], path[:, 1]], _ENOUGH)
    wet = cost[path[:, 0], path[:, 1]] < _WET

    def clear(i: int, j: int) -> bool:
        if not wet[i : j + 1].all():
            return bool(_astray(path[i : j + 1]) <= _ASTRAY)
        there = _cells(path[i], path[j])
        line = np.minimum(away[there[:, 0], there[:, 1]], _ENOUGH)
        if (_least(line) < _KEPT * _least(room[i : j + 1])).any():
            return False
        return line.min() > 0 or not shapely.intersects(shore, shapely.LineString(lonlat[[i, j]]))

    kept = [0]
    while kept[-1] < len(path) - 1:
        kept.append(_farthest(clear, kept[-1], len(path) - 1))
    return np.array(kept, dtype=np.int64)


def _farthest(clear: Callable[[int, int], bool], start: int, last: int) -> int:
    """Find a cell far along the way that a straight line reaches; the next one if there is no other."""
    good, step = start + 1, 2
    while step <= _FARTHEST and start + step <= last and clear(start, start + step):
        good, step = start + step, 2 * step
    low, high = good, min(start + step, last)
    if high > low and clear(start, high):
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if clear(start, middle):
            low = middle
        else:
            high = middle
    return low


def _astray(path: npt.NDArray[np.int64]) -> float:
    """How many cells a way is from the line between its ends."""
    down, right = (path[-1] - path[0]).tolist()
    off = (path - path[0]) @ np.array([right, -down])
    return float(np.abs(off).max() / max(np.hypot(down, right), 1.0))


def _cells(start: npt.NDArray[np.int64], end: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Cells of a straight line."""
    steps = 4 * int(np.abs(end - start).max())
    share = np.linspace(0.0, 1.0, max(steps, _PARTS) + 1)[:, None]
    return np.rint(start + share * (end - start)).astype(np.int64)


def _least(room: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """Least of each part of a line and the parts beside it."""
    ends = np.linspace(0, len(room), _PARTS + 1).astype(int)
    least = np.array([room[max(a - 1, 0) : b + 1].min() for a, b in pairwise(ends.tolist())])
    padded = np.pad(least, 1, mode="edge")
    return np.asarray(np.minimum(np.minimum(padded[:-2], padded[2:]), least))
