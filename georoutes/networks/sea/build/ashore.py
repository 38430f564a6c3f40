"""How much of a straight piece lies on land by the shoreline itself, not by a grid of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import shapely

if TYPE_CHECKING:
    from georoutes.networks.sea.build.shoreline import Rings

Floats = npt.NDArray[np.float64]

_STEP_KM = 0.025
_FEWEST_VERTICES = 4  # of a closed ring


def land_km(rings: Rings, lonlat: Floats, pairs: npt.NDArray[np.int64], km: Floats) -> Floats:
    """Measure how many kilometres of straight pieces lie on land.

    Parameters
    ----------
    rings
        The shoreline: a point inside an odd number of rings is on land.
    lonlat, pairs
        Points in degrees, longitude first, and the pieces between them.
    km
        Lengths of the pieces.
    """
    parts = np.maximum(np.ceil(km / _STEP_KM), 1).astype(np.int64)
    piece = np.repeat(np.arange(len(parts)), parts)
    share = (np.arange(len(piece)) - np.repeat(np.cumsum(parts) - parts, parts) + 0.5) / parts[piece]
    start, end = lonlat[pairs[piece, 0]], lonlat[pairs[piece, 1]]
    step = end - start
    step[:, 0] = (step[:, 0] + 180.0) % 360.0 - 180.0
    land = on_land(rings, start + step * share[:, None])
    return np.asarray(np.bincount(piece[land], minlength=len(parts)) * km / parts)


def on_land(rings: Rings, lonlat: Floats) -> npt.NDArray[np.bool_]:
    """Say which points are on land.

    Parameters
    ----------
    rings
        The shoreline.
    lonlat
        Array (n, 2) in degrees, longitude first.
    """
    order = np.argsort(lonlat[:, 0])
    x, y = lonlat[order].T
    inside = np.zeros(len(x), dtype=np.int64)
    first, last = np.searchsorted(x, rings.box[:, 0]), np.searchsorted(x, rings.box[:, 2])
    for ring in np.flatnonzero(last > first).tolist():
        _, south, _, north = rings.box[ring]
        beside = y[first[ring] : last[ring]]
        row = first[ring] + np.flatnonzero((beside >= south) & (beside <= north))
        vertices = rings.lonlat[rings.start[ring] : rings.start[ring + 1]]
        if len(row) and len(vertices) >= _FEWEST_VERTICES:
            polygon = shapely.Polygon(vertices)
            shapely.prepare(polygon)
            inside[row] += shapely.contains_xy(polygon, x[row], y[row])
    land = np.zeros(len(x), dtype=bool)
    land[order] = inside % 2 == 1
    return land
