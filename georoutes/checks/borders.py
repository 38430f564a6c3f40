"""Borders and coasts as lines, measured on the ellipsoid.

They are those of Natural Earth at 1:10m: boundaries as they are administered, not as they are claimed. Two
countries share a border where their outlines have the same edges.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Geod, Transformer

from gazetteer import outlines

Floats = npt.NDArray[np.float64]

_WGS84 = Geod(ellps="WGS84")
_KM = 1_000.0
_STEP_DEGREES = 0.05
"""Edges are cut to this length, so that a straight line on a flat map is one on the globe."""
_EARTH_KM = 6_371.0
_ROUND = 1.02  # what a sphere may be wrong by
_STEP_KM = 1.0
_CUT, _AT_CUT = 180.0, 1e-3
"""Where the map is cut open, land ends on paper only: there, and at the South Pole."""
_EXACT = 7
"""Decimals of a degree by which two ends are the same."""
_ODD = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64)
"""Odd numbers whose bits look random, one for each number of an edge; products are cut to 64 bits."""


class Nearest(NamedTuple):
    """How far a line is, in km, and where it is nearest: longitude and latitude in degrees."""

    km: float
    lon: float
    lat: float


@functools.cache
def border(*codes: str) -> Floats:
    """Return the edges of a border, an array (n, 4): longitude and latitude of both ends, in degrees.

    Parameters
    ----------
    *codes
        One ISO code: its land border with any other country. Two: the border between them.

    Examples
    --------
    >>> round(length_km(border("KP", "RU")))
    32
    """
    first = _edges(codes[0])
    second = _edges(codes[1]) if len(codes) > 1 else _edges_of_others(codes[0])
    _, own, others = np.intersect1d(_keys(first), _keys(second), return_indices=True)
    is_same = (first[own] == second[others]).all(axis=1)
    found: Floats = first[own][is_same]
    return found


def coast() -> Floats:
    """Return the edges of all coasts, an array (n, 4) as `border` does; lakes have none."""
    return _ring_edges(outlines.land().polygons)


def length_km(edges: Floats) -> float:
    """Return the length of edges over the WGS84 ellipsoid, in km."""
    _, _, metres = _WGS84.inv(edges[:, 0], edges[:, 1], edges[:, 2], edges[:, 3])
    return float(np.sum(metres)) / _KM


def nearest(lon: float, lat: float, edges: Floats) -> Nearest:
    """Return how far the nearest of some edges is from a point, and where.

    Parameters
    ----------
    lon, lat
        The point in degrees.
    edges
        An array (n, 4), at least one row.
    """
    ends = _chord_km(lon, lat, edges.reshape(-1, 2, 2)).min(axis=1)
    spans = _chord_km(edges[:, 0], edges[:, 1], edges[:, None, 2:])[:, 0]
    # an edge may come nearer than its ends, but not by more than its length
    close = edges[ends - spans <= ends.min() * _ROUND + _STEP_KM]
    lines = shapely.segmentize(shapely.linestrings(close.reshape(-1, 2, 2)), _STEP_DEGREES)
    flat = Transformer.from_crs(4326, f"+proj=aeqd +lat_0={lat} +lon_0={lon} +datum=WGS84", always_xy=True)
    drawn = shapely.transform(lines, lambda xy: np.column_stack(flat.transform(*xy.T)))
    ways = shapely.shortest_line(shapely.Point(0, 0), drawn)
    x, y = shapely.get_coordinates(ways[np.argmin(shapely.length(ways))])[-1]
    to_lon, to_lat = flat.transform(x, y, direction="INVERSE")
    return Nearest(float(np.hypot(x, y)) / _KM, float(to_lon), float(to_lat))


def _chord_km(lon: Floats | float, lat: Floats | float, points: Floats) -> Floats:
    """Return distances on a sphere from points to points, in km: to choose among edges."""
    a, b = np.radians(np.stack([np.asarray(lon), np.asarray(lat)], axis=-1)), np.radians(points)
    a = a[..., None, :]
    cosine = np.sin(a[..., 1]) * np.sin(b[..., 1]) + np.cos(a[..., 1]) * np.cos(b[..., 1]) * np.cos(
        a[..., 0] - b[..., 0]
    )
    distances: Floats = np.arccos(np.clip(cosine, -1.0, 1.0)) * _EARTH_KM
    return distances


@functools.cache
def _edges(code: str) -> Floats:
    layer = outlines.countries()
    return _ring_edges(layer.polygons[layer.code == code])


def _edges_of_others(code: str) -> Floats:
    layer = outlines.countries()
    own = layer.polygons[layer.code == code]
    if len(own) == 0:
        return np.empty((0, 4))
    near = np.unique(layer.tree.query(own)[1])
    return _ring_edges(layer.polygons[near[layer.code[near] != code]])


def _ring_edges(polygons: outlines.Geometries) -> Floats:
    """Return each edge of the polygons once, its western end first."""
    rings = shapely.get_rings(polygons)
    if len(rings) == 0:
        return np.empty((0, 4))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    points = np.round(points, _EXACT) + 0.0  # no -0.0, which is another number to a row of bytes
    same = ring[1:] == ring[:-1]
    a, b = points[:-1][same], points[1:][same]
    swapped = (a[:, 0] > b[:, 0]) | ((a[:, 0] == b[:, 0]) & (a[:, 1] > b[:, 1]))
    at_cut = [
        (np.abs(np.abs(end[:, 0]) - _CUT) < _AT_CUT) | (end[:, 1] < -_CUT / 2 + _AT_CUT) for end in (a, b)
    ]
    is_edge = (a != b).any(axis=1) & ~(at_cut[0] & at_cut[1])
    a, b, swapped = a[is_edge], b[is_edge], swapped[is_edge]
    edges = np.where(swapped[:, None], np.hstack([b, a]), np.hstack([a, b]))
    found: Floats = edges[np.unique(_keys(edges), return_index=True)[1]]
    return found


def _keys(edges: Floats) -> npt.NDArray[np.uint64]:
    """Return a number for each edge, the same for the same; to sort whole rows takes ten times as long."""
    bits = np.ascontiguousarray(edges).view(np.uint64)
    keys: npt.NDArray[np.uint64] = (bits * _ODD).sum(axis=1, dtype=np.uint64)
    return keys ^ (keys >> np.uint64(29))
