"""Points on a sphere, many at a time: unit vectors, distances, great circles."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from georoutes.networks.base import Point

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

EARTH_KM = 6371.0088

PIECE_KM = 500.0
"""A geodesic no longer than this keeps to the great circle, but for a few metres."""


def vectors(lonlat: Floats) -> Floats:
    """Give the unit vectors of points in degrees, longitude first.

    Examples
    --------
    >>> vectors(np.array([[90.0, 0.0]])).round(6).tolist()
    [[0.0, 1.0, 0.0]]
    """
    p, q = np.radians(lonlat).T
    out = np.empty((len(lonlat), 3))
    flat = np.cos(q)
    np.multiply(flat, np.cos(p), out=out[:, 0])
    np.multiply(flat, np.sin(p), out=out[:, 1])
    np.sin(q, out=out[:, 2])
    return out


def lonlats(v: Floats) -> Floats:
    """Give the points, in degrees and longitude first, of vectors of any length in the last axis.

    Examples
    --------
    >>> lonlats(np.array([[0.0, 2.0, 0.0]])).tolist()
    [[90.0, 0.0]]
    """
    x, y, z = v[..., 0], v[..., 1], v[..., 2]
    out = np.empty((*v.shape[:-1], 2))
    np.arctan2(y, x, out=out[..., 0])
    np.arctan2(z, np.hypot(x, y), out=out[..., 1])
    return np.degrees(out, out=out)


def cross(a: Floats, b: Floats) -> Floats:
    """Vectors at right angles to two others: numpy.cross for vectors of three in the last axis, but faster.

    Examples
    --------
    >>> cross(np.array([[1.0, 0.0, 0.0]]), np.array([[0.0, 1.0, 0.0]])).tolist()
    [[0.0, 0.0, 1.0]]
    """
    (p, q, r), (x, y, z) = np.moveaxis(a, -1, 0), np.moveaxis(b, -1, 0)
    return np.stack([q * z - r * y, r * x - p * z, p * y - q * x], axis=-1)


def sphere_km(lonlat: Floats, point: Point) -> Floats:
    """Distances on a sphere from points to a point, in kilometres.

    Examples
    --------
    >>> sphere_km(np.array([[0.0, 1.0]]), (0.0, 0.0)).round(1).tolist()
    [111.2]
    """
    chord = np.linalg.norm(vectors(lonlat) - vectors(np.array([point])), axis=1)
    return np.asarray(2 * EARTH_KM * np.arcsin(np.clip(chord / 2, 0.0, 1.0)))


def along(a: Floats, b: Floats, share: Floats, angle: Floats) -> Floats:
    """Points on great circles: unit vectors of their ends, the share of the way, and its angle in radians."""
    whole = np.maximum(angle, 1e-12)
    f, g = np.sin((1 - share) * whole), np.sin(share * whole)
    return np.asarray((f[:, None] * a + g[:, None] * b) / np.sin(whole)[:, None])


def circle(p: Floats, q: Floats) -> list[Point]:
    """Points between two others on the great circle, at most `PIECE_KM` apart.

    The geodesic over the ellipsoid strays from the circle that was looked at by up to some twenty kilometres
    on a way over an ocean, and by a few metres on such pieces.

    Examples
    --------
    >>> [(round(x), round(y)) for x, y in circle(np.array([0.0, 0.0]), np.array([10.0, 0.0]))]
    [(3, 0), (7, 0)]
    """
    a, b = vectors(np.stack([p, q]))[:, None]
    angle = 2.0 * np.arcsin(min(float(np.linalg.norm(b - a)) / 2.0, 1.0))
    share = np.linspace(0.0, 1.0, math.ceil(angle * EARTH_KM / PIECE_KM) + 1)[1:-1]
    return [(x, y) for x, y in lonlats(along(a, b, share, np.array([angle]))).tolist()]


def counted(counts: Ints) -> tuple[Ints, Ints]:
    """Repeat the number of each entry as often as it counts; give the rank among its own too.

    Examples
    --------
    >>> [column.tolist() for column in counted(np.array([2, 0, 3]))]
    [[0, 0, 2, 2, 2], [0, 1, 0, 1, 2]]
    """
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
