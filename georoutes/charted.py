"""Water that ships reach, as shapes: what a map needs where its land is coarser than the ways by sea.

A map of the world fills fjords, narrow straits and the mouths of rivers, and a ship would cross land there.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import shapely

from georoutes.networks.sea import ATTRIBUTION, CHART
from georoutes.networks.sea.chart import CELLS, Chart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["ATTRIBUTION", "water_under"]

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

_MOST = 100
"""Square degrees in which water is shown in its own shape: those where most of the ways is on land. Beyond
them, on a map of some hundred ways, a narrow strip of it lies under the line."""

_REACH = 40
"""Cells of water away from the line, 18 km, up to which water is shown."""

_OVERLAP = 2
"""Cells by which it runs into the water of the map, so that no hairline of land is left between the two."""

_OFF_SHORE_KM = 12
"""Farther out no map draws land."""

_SHORT_KM, _STEP_KM = 16.0, 0.3
_DEGREE_KM = 111.195

_NARROW = 0.6 / CELLS
"""Half the width, in degrees, of water under the line that is narrower than a cell."""

_ROUNDS = 6
"""How often each point of an outline moves to the middle of its two neighbours: steps become slopes."""

_STRAIGHT = 0.15
"""Cells by which an outline may then be straightened."""


def water_under(lines: Sequence[Floats], on_land: Callable[[Floats], Bools]) -> npt.NDArray[np.object_]:
    """Find the water that lies under and around lines where a map has land.

    Parameters
    ----------
    lines
        Ways on the network of the sea, arrays (n, 2) in degrees; longitude first and continuous. Where one
        runs through a canal or a river too narrow for the chart, a narrow strip of water lies under it.
    on_land
        Says which points, an array (n, 2), are on the land of the map.

    Returns
    -------
    numpy.ndarray
        Polygons in degrees, on the same turn of the globe as the lines; none where these keep off the land.

    Examples
    --------
    >>> fjord = np.array([(6.55, 60.07), (6.56, 60.2)])  # to the quay of Odda, in Norway
    >>> shapes = water_under([fjord], lambda points: np.full(len(points), True))  # a map without the fjord
    >>> bool(shapely.union_all(shapes).contains(shapely.Point(6.556, 60.15)))
    True
    >>> len(water_under([fjord], lambda points: np.full(len(points), False)))
    0
    """
    pieces = _near_shore(_pieces(lines))
    spots, piece = _spread(pieces, _STEP_KM)
    dry = np.flatnonzero(on_land(spots))
    if len(dry) == 0:
        return np.empty(0, dtype=object)
    cells = np.floor([(90.0 - spots[dry, 1]) * CELLS, (spots[dry, 0] + 180.0) * CELLS]).astype(np.int64)
    tile, count = np.unique((1000, 1) @ (cells // CELLS), return_counts=True)
    wide = tile[np.argsort(-count, kind="stable")[:_MOST]]
    shapes = [_around(cells[:, (1000, 1) @ (cells // CELLS) == one], on_land) for one in wide]
    # pieces are straight, so the ends of what lies on land say it all
    first = np.flatnonzero(np.diff(dry, prepend=-2) + np.diff(piece[dry], prepend=-1) != 1)
    last = np.append(first[1:], len(dry)) - 1
    ends = np.stack([spots[dry[first]], spots[dry[last]]], axis=1)
    narrow = shapely.buffer(shapely.linestrings(ends), _NARROW, quad_segs=2)
    return np.asarray(shapely.get_parts(shapely.union_all([*shapes, *narrow])))


def _pieces(lines: Sequence[Floats]) -> Floats:
    """Cut lines into straight pieces, an array (n, 2, 2), each once however many lines share it."""
    straight = [np.stack([line[:-1], line[1:]], axis=1) for line in lines]
    whole = np.concatenate([np.empty((0, 2, 2)), *straight]).reshape(-1, 4)
    turned = whole[:, 0] > whole[:, 2]
    whole[turned] = whole[turned][:, [2, 3, 0, 1]]
    once: Floats = np.unique(whole, axis=0).reshape(-1, 2, 2)
    return once


def _near_shore(pieces: Floats) -> Floats:
    """Cut pieces into short ones and keep those that are near a shore."""
    ends, piece = _spread(pieces, _SHORT_KM)
    same = piece[1:] == piece[:-1]
    short: Floats = np.stack([ends[:-1], ends[1:]], axis=1)[same]
    near: Floats = short[_chart().clear_km(short.mean(axis=1)) <= _SHORT_KM / 2 + _OFF_SHORE_KM]
    return near


def _spread(pieces: Floats, step_km: float) -> tuple[Floats, Ints]:
    """Points along pieces, their ends among them, and the number of the piece of each."""
    step = pieces[:, 1] - pieces[:, 0]
    east = step[:, 0] * np.cos(np.radians(pieces[:, :, 1].mean(axis=1)))
    count = np.ceil(np.hypot(east, step[:, 1]) * _DEGREE_KM / step_km).astype(np.int64)
    count = np.maximum(count, 1) + 1
    piece = np.repeat(np.arange(len(pieces)), count)
    rank = np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count)
    spots: Floats = pieces[piece, 0] + (rank / (count[piece] - 1))[:, None] * step[piece]
    return spots, piece


def _around(dry: Ints, on_land: Callable[[Floats], Bools]) -> shapely.Geometry:
    """Outline the water of the chart around some cells of a line, as far as a map has land there."""
    low, high = dry.min(axis=1) - _REACH - _OVERLAP, dry.max(axis=1) + _REACH + _OVERLAP + 1
    west, north = low[1] / CELLS - 180.0, 90.0 - low[0] / CELLS
    grid = np.indices(high - low)
    middles = np.stack([west + (grid[1] + 0.5) / CELLS, north - (grid[0] + 0.5) / CELLS], axis=-1)
    water = _chart().water(middles.reshape(-1, 2)).reshape(grid.shape[1:])
    some = middles[::2, ::2]  # the coast of a map is smoother than cells: one of four is asked for
    land = on_land(some.reshape(-1, 2)).reshape(some.shape[:2]).repeat(2, axis=0).repeat(2, axis=1)
    missing = water & land[: water.shape[0], : water.shape[1]]
    found = np.zeros_like(water)
    found[dry[0] - low[0], dry[1] - low[1]] = True
    missing |= found
    for step in range(_REACH):
        found = _grown(found, corners=step % 2 == 1) & missing
    for _ in range(_OVERLAP):
        found = _grown(found, corners=True) & water
    return _outline(found, west, north)


def _grown(cells: Bools, *, corners: bool) -> Bools:
    """Add the neighbours of cells, those at the corners or not; in turn they make octagons."""
    out = cells.copy()
    out[1:] |= cells[:-1]
    out[:-1] |= cells[1:]
    sides = out if corners else cells
    both = out.copy()
    both[:, 1:] |= sides[:, :-1]
    both[:, :-1] |= sides[:, 1:]
    return both


def _outline(cells: Bools, west: float, north: float) -> shapely.Geometry:
    """Draw a line round cells, as a curve and not in steps."""
    edge = np.diff(cells.astype(np.int8), axis=1, prepend=0, append=0)
    row, first = np.nonzero(edge == 1)
    last = np.nonzero(edge == -1)[1]
    steps = shapely.segmentize(shapely.union_all(shapely.box(first, row, last, row + 1)), 1.0)
    curved = [
        shapely.Polygon(_curve(part.exterior), [_curve(hole) for hole in part.interiors])
        for part in shapely.get_parts(steps)
    ]
    whole = shapely.simplify(shapely.union_all(shapely.buffer(curved, 0.0)), _STRAIGHT)
    return shapely.transform(whole, lambda at: at * (1.0 / CELLS, -1.0 / CELLS) + (west, north))


def _curve(ring: shapely.LinearRing) -> Floats:
    """Take the steps out of a ring, whose points are the corners of cells."""
    points: Floats = shapely.get_coordinates(ring)[:-1]
    for _ in range(_ROUNDS):
        points = (points + np.roll(points, -1, axis=0)) / 2
    return points


@functools.cache
def _chart() -> Chart:
    return Chart.open(CHART)
