"""Arcs between the same two areas, spread out like a fan so that each can be seen and picked.

An arc between areas is no path, so nothing is lost when it bows aside; a path is never touched.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Points = npt.NDArray[np.float64]

_STEP = 0.05
"""How far apart two neighbours are in the middle, as a share of the distance between the ends."""
_STEEPEST = 85.0
_SAME = 4
"""Decimals of a degree by which two ends are the same."""
_ALIKE = 1
"""Decimals of a degree by which the middles of two lines are the same."""


def fanned(
    lines: Sequence[shapely.LineString | None], bases: Sequence[str]
) -> list[shapely.LineString | None]:
    """Bow schematic lines that lie on one another aside, those that lead back to the other side.

    A line and the same line backwards lie on one another; one that goes by other places does not.

    Parameters
    ----------
    lines
        Continuous lines in degrees, longitude first; None for none.
    bases
        What each rests on; only ``schematic`` lines are bowed.

    Examples
    --------
    >>> arc = shapely.LineString([(0, 0), (5, 0), (10, 0)])
    >>> [round(line.coords[1][1], 2) for line in fanned([arc, arc.reverse(), arc], ["schematic"] * 3)]
    [-0.5, 0.5, 0.0]
    """
    out = list(lines)
    fans: defaultdict[tuple[Any, ...], list[tuple[bool, int]]] = defaultdict(list)
    for row, (line, basis) in enumerate(zip(lines, bases, strict=True)):
        if line is not None and basis == "schematic" and line.geom_type == "LineString":
            points = shapely.get_coordinates(line)
            ends = [tuple((np.round(points[end], _SAME) + 0.0).tolist()) for end in (0, -1)]
            middle = tuple((np.round(points.mean(axis=0), _ALIKE) + 0.0).tolist())
            fans[(*sorted(ends), middle)].append((ends[0] > ends[1], row))
    for fan in fans.values():
        for place, (_, row) in enumerate(sorted(fan)):
            out[row] = _bowed(shapely.get_coordinates(lines[row]), place - (len(fan) - 1) / 2)
    return out


def _bowed(points: Points, place: float) -> shapely.LineString:
    """Move the points of a line aside on a Mercator map, its middle farthest and its ends not at all."""
    lat = np.radians(np.clip(points[:, 1], -_STEEPEST, _STEEPEST))
    flat = np.column_stack([points[:, 0], np.degrees(np.arctanh(np.sin(lat)))])
    along = flat[-1] - flat[0]
    if place == 0 or not along.any():
        return shapely.LineString(points)
    if tuple(along) < (0.0, 0.0):  # there and back count sides from the same end
        along = -along
    made = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(flat, axis=0).T))])
    aside = np.sin(np.pi * made / made[-1]) * place * _STEP
    flat += aside[:, None] * np.array([-along[1], along[0]])
    moved = np.degrees(np.arcsin(np.tanh(np.radians(flat[:, 1]))))
    bowed = np.column_stack([flat[:, 0], moved])
    bowed[[0, -1]] = points[[0, -1]]
    return shapely.LineString(bowed)
