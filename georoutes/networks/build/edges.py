"""The edge table that the steps of the build hand on, and what its flags mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from pyproj import Geod
from scipy.sparse import csr_matrix

if TYPE_CHECKING:
    from georoutes.networks.flags import Flag

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

GEOD = Geod(ellps="WGS84")
_EARTH_KM = 6371.0088
_METRE = 0.001


@dataclass(frozen=True)
class Edges:
    """An undirected graph: nodes by position, edges by their ends.

    Parameters
    ----------
    lonlat
        Array (nodes, 2), degrees, longitude first.
    tail, head
        Node numbers of each edge, tail < head.
    km
        Length of each edge in kilometres.
    flags
        Bits of `Flag` for each edge.
    link
        Number of the overlay link that the edge belongs to, -1 for none.
    """

    lonlat: Floats
    tail: Ints
    head: Ints
    km: Floats
    flags: npt.NDArray[np.uint8]
    link: npt.NDArray[np.int16]

    def matrix(self, weight: Floats | None = None) -> csr_matrix:
        """Symmetric matrix of lengths in kilometres, or of the weights given.

        SciPy sums entries that stand for the same pair, so the edges must have been through `simplify`.
        """
        n = len(self.lonlat)
        value = self.km if weight is None else weight
        half = csr_matrix((value, (self.tail, self.head)), shape=(n, n))
        return half + half.T

    def degree(self) -> Ints:
        """How many edges meet at each node."""
        return np.bincount(np.concatenate([self.tail, self.head]), minlength=len(self.lonlat))

    def plus(
        self, tail: npt.ArrayLike, head: npt.ArrayLike, km: npt.ArrayLike, flag: Flag, link: int = -1
    ) -> Edges:
        """Add edges and keep the table simple."""
        count = np.size(km)
        return simplify(
            self.lonlat,
            np.concatenate([self.tail, np.asarray(tail, dtype=np.int64)]),
            np.concatenate([self.head, np.asarray(head, dtype=np.int64)]),
            np.concatenate([self.km, np.asarray(km, dtype=np.float64)]),
            (
                np.concatenate([self.flags, np.full(count, flag, dtype=np.uint8)]),
                np.concatenate([self.link, np.full(count, link, dtype=np.int16)]),
            ),
        )


def simplify(
    lonlat: Floats,
    tail: npt.ArrayLike,
    head: npt.ArrayLike,
    km: npt.ArrayLike,
    kind: tuple[npt.NDArray[np.uint8], npt.NDArray[np.int16]] | None = None,
) -> Edges:
    """Drop self-loops and keep the shortest of parallel edges; none is shorter than a metre.

    SciPy sums parallel entries of a sparse matrix and drops zeros from a sum; either would change the graph.

    Parameters
    ----------
    lonlat
        Node positions, degrees, longitude first.
    tail, head, km
        Columns of the edges, in either direction or both.
    kind
        Their columns `Edges.flags` and `Edges.link`; none set without.

    Returns
    -------
    Edges
        One row for each pair of joined nodes.

    Examples
    --------
    >>> table = simplify(np.zeros((2, 2)), [0, 1, 0], [1, 0, 0], [5.0, 4.0, 0.0])
    >>> table.km.tolist(), table.tail.tolist()
    ([4.0], [0])
    """
    length = np.asarray(km, np.float64)
    flags, link = kind or (np.zeros(len(length), np.uint8), np.full(len(length), -1, np.int16))
    ends = np.array([tail, head], dtype=np.int64)
    low, high = ends.min(axis=0), ends.max(axis=0)
    order = np.lexsort((length, high, low))
    order = order[low[order] != high[order]]
    low, high = low[order], high[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    pick = order[first]
    return Edges(lonlat, low[first], high[first], np.maximum(length[pick], _METRE), flags[pick], link[pick])


def geodesic_km(lonlat: Floats, tail: Ints, head: Ints) -> Floats:
    """Ellipsoidal distances in kilometres between nodes (Karney's method, WGS84)."""
    a, b = lonlat[tail], lonlat[head]
    return np.asarray(GEOD.inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2]) / 1000.0


def on_sphere(lonlat: Floats) -> Floats:
    """Positions in kilometres from the centre of a sphere: distances there have no seam and no pole."""
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    return _EARTH_KM * np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
