"""The lanes of the high seas: searoute's network as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from georoutes.networks.arrays import read_arrays
from georoutes.networks.base import Point, distance_km, geodesic_points

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Floats = npt.NDArray[np.float64]

_LAND_FACTOR = 5.0  # a lane over land costs this much more for each kilometre there
_PASSAGE_KM = 5.0
_EARTH_KM = 6371.0088


@dataclass(frozen=True)
class Stretch:
    """Part of a sea path.

    Parameters
    ----------
    points
        Vertices, degrees, longitude first.
    passages
        Names of the straits and canals it lies in.
    """

    points: list[Point]
    passages: tuple[str, ...]


@dataclass(frozen=True)
class Lanes:
    """The network of sea lanes; read-only.

    Parameters
    ----------
    node
        Array (n, 2), degrees, longitude first.
    tail, head, km
        Ends and ellipsoidal length of each edge, tail < head.
    land_km
        How much of each edge lies on land at 1:10m, passages apart.
    passage
        Position in `passage_name` of the strait or canal that an edge belongs to, or -1.
    passage_name
        Names of the straits and canals.
    """

    node: Floats
    tail: npt.NDArray[np.int32]
    head: npt.NDArray[np.int32]
    km: Floats
    land_km: Floats
    passage: npt.NDArray[np.int8]
    passage_name: npt.NDArray[np.str_]

    @classmethod
    def open(cls, path: Path) -> Lanes:
        """Read the compiled file.

        Raises
        ------
        DataError
            The file is missing or damaged.
        """
        return cls(**read_arrays(path))

    def closed(self, names: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Which edges belong to one of the passages."""
        numbers = np.flatnonzero(np.isin(self.passage_name, list(names)))
        shut: npt.NDArray[np.bool_] = np.isin(self.passage, numbers)
        return shut

    def matrix(self, closed: npt.NDArray[np.bool_]) -> csr_matrix:
        """Symmetric matrix of costs without the closed edges."""
        use = ~closed
        cost = (self.km + _LAND_FACTOR * self.land_km)[use]
        ends_ = (
            np.concatenate([self.tail[use], self.head[use]]),
            np.concatenate([self.head[use], self.tail[use]]),
        )
        return csr_matrix((np.concatenate([cost, cost]), ends_), shape=(len(self.node), len(self.node)))

    def stretch(self, u: int, v: int) -> Stretch:
        """Cut out the edge from node u to node v."""
        row = np.flatnonzero((self.tail == min(u, v)) & (self.head == max(u, v)))[0]
        number = int(self.passage[row])
        return Stretch(
            [self.point(u), self.point(v)], (str(self.passage_name[number]),) if number >= 0 else ()
        )

    def point(self, node: int) -> Point:
        """Longitude and latitude of a node in degrees."""
        return float(self.node[node, 0]), float(self.node[node, 1])

    def passages_near(self, points: list[Point]) -> tuple[str, ...]:
        """Names of the passages whose inner nodes a way passes within 5 km."""
        dense = np.array(densify(points, _PASSAGE_KM / 2))
        used = []
        for number, name in enumerate(self.passage_name):
            rows = np.flatnonzero(self.passage == number)
            nodes, times = np.unique(np.concatenate([self.tail[rows], self.head[rows]]), return_counts=True)
            inner = nodes[times > 1].tolist()
            if any(sphere_km(dense, self.point(node)).min() < _PASSAGE_KM for node in inner):
                used.append(str(name))
        return tuple(used)


def sphere_km(lonlat: Floats, point: Point) -> Floats:
    """Rough distances on a sphere in kilometres (haversine), good to half a per cent.

    Examples
    --------
    >>> sphere_km(np.array([[0.0, 0.0], [180.0, 0.0]]), (90.0, 0.0)).round().tolist()
    [10008.0, 10008.0]
    """
    radians = np.radians(lonlat)
    lon, lat = np.radians(point[0]), np.radians(point[1])
    half = np.sin((radians[:, 1] - lat) / 2) ** 2
    half = half + np.cos(lat) * np.cos(radians[:, 1]) * np.sin((radians[:, 0] - lon) / 2) ** 2
    km: Floats = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return km


def length_km(points: list[Point]) -> float:
    """Ellipsoidal length of a line in kilometres."""
    return sum(distance_km(p, q) for p, q in pairwise(points))


def densify(points: list[Point], step_km: float) -> list[Point]:
    """Put a vertex at least every `step_km` along the geodesics between the vertices."""
    line = [points[0]]
    for p, q in pairwise(points):
        line += [*geodesic_points(p, q, step_km), q]
    return line
