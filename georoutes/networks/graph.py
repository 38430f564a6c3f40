"""The graph that rail and road share: arrays, shapes, lengths.

Both come from the same kind of data and differ only in costs and limits: one graph, two profiles.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from georoutes.networks.mapped import read_mapped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from georoutes.networks.base import Point
    from georoutes.networks.pieces import Pieces

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_UNIT = 1e-5  # positions are stored as whole multiples of this many degrees


@dataclass(frozen=True)
class LandGraph:
    """A rail or road network, opened from the file that `georoutes.networks.build` makes; read-only.

    Parameters
    ----------
    arrays
        As laid out by `georoutes.networks.build.pack.pack`.
    km
        Length of each edge in kilometres.
    rows
        Both directions of every edge: entry (a, b) holds the number of the edge from a to b.
    ends
        For each edge one number made of its two nodes; the edges are in the order of these.
    """

    arrays: dict[str, npt.NDArray[Any]]
    km: Floats
    rows: csr_matrix
    ends: Ints

    @classmethod
    def open(cls, path: Path) -> LandGraph:
        """Read the compiled file.

        Raises
        ------
        DataError
            The file is missing or damaged.
        """
        return cls.of(read_mapped(path))

    @classmethod
    def of(cls, arrays: dict[str, npt.NDArray[Any]]) -> LandGraph:
        """Make a graph of arrays in memory."""
        tail, head, n = arrays["tail"], arrays["head"], len(arrays["node"])
        # the edges are in the order of their tails, so half of the matrix is there already, and the other is
        # that one turned; a row is what leads to lower nodes, and then what leads to higher ones
        number = np.arange(len(tail), dtype=np.int32)
        first = np.searchsorted(tail, np.arange(n + 1, dtype=tail.dtype)).astype(np.int32)
        turned = csr_matrix((number, head, first), shape=(n, n)).T.tocsr()
        indices, data = np.empty((2, 2 * len(tail)), dtype=np.int32)
        lower = number + np.repeat(first[:-1], np.diff(turned.indptr))
        higher = number + turned.indptr[tail + 1]
        indices[lower], indices[higher] = turned.indices, head
        data[lower], data[higher] = turned.data, number
        rows = csr_matrix((data, indices, first + turned.indptr), shape=(n, n))
        rows.has_sorted_indices = rows.has_canonical_format = True
        return cls(arrays, arrays["metres"] / 1000.0, rows, tail.astype(np.int64) * n + head)

    def countries(self) -> list[str]:
        """Codes of the countries that have a node."""
        return [str(code) for code in self.arrays["country"] if code]

    @functools.cached_property
    def served(self) -> frozenset[str]:
        """Codes of the countries that have a node, as a set."""
        return frozenset(self.countries())

    def country_of(self, node: int) -> str:
        """Code of a node's country."""
        return str(self.arrays["country"][self.arrays["node_country"][node]])

    def position(self, node: int) -> Point:
        """Longitude and latitude of a node in degrees."""
        lon, lat = (self.arrays["node"][node] * _UNIT).tolist()
        return lon, lat

    def gauge_of(self, node: int) -> int:
        """Track gauge at a node in millimetres; 0 where it is not known."""
        return int(self.arrays["gauge"][self.arrays["node_gauge"][node]])

    def allowed(self, countries: Sequence[str], avoid: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Which edges lie wholly in the countries given and touch nothing to avoid.

        Parameters
        ----------
        countries
            Codes of countries; none for all.
        avoid
            Codes of countries (``CN``) and of borders (``KP-RU``, in either order).
        """
        names = self.arrays["country"]
        good = np.isin(names, list(countries)) if countries else np.ones(len(names), dtype=bool)
        of_node = self.arrays["node_country"]
        node = (good & ~np.isin(names, list(avoid)))[of_node]
        tail, head = self.arrays["tail"], self.arrays["head"]
        both: npt.NDArray[np.bool_] = node[tail] & node[head]
        for a, b in (np.searchsorted(names, code.split("-")) for code in avoid if "-" in code):
            for one, other in ((a, b), (b, a)):
                both &= ~((of_node[tail] == one) & (of_node[head] == other))
        return both

    @property
    def unit(self) -> float:
        """Degrees in a unit of the stored positions."""
        return _UNIT

    def edges_between(self, a: Ints, b: Ints) -> Ints:
        """Find the numbers of the edges that join pairs of neighbouring nodes."""
        n = len(self.arrays["node"])
        found: Ints = np.searchsorted(self.ends, np.minimum(a, b) * n + np.maximum(a, b))
        return found

    def line(self, piece: Pieces) -> Floats:
        """Vertices of a part of one edge, both ends included, degrees, longitude first, on any turn."""
        points, along = self._edge(int(piece.edge[0]))
        low, high = sorted((float(piece.from_km[0]), float(piece.to_km[0])))
        if low > 0.0 or high < along[-1]:
            lonlat = np.stack([np.unwrap(points[:, 0], period=360.0), points[:, 1]], axis=1)
            ends = np.stack([np.interp([low, high], along, lonlat[:, axis]) for axis in (0, 1)], axis=1)
            points = np.concatenate([ends[:1], lonlat[(along > low) & (along < high)], ends[1:]])
        return points if piece.forward[0] else points[::-1]

    def vertices(self, edge: int) -> Floats:
        """Vertices of an edge, both ends included, degrees, longitude first."""
        return self._edge(edge)[0]

    def _edge(self, edge: int) -> tuple[Floats, Floats]:
        """Vertices of an edge and kilometres from the tail at each."""
        a = self.arrays
        inner = slice(int(a["start"][edge]), int(a["start"][edge + 1]))
        ends = a["node"][a["tail"][edge]][None], a["node"][a["head"][edge]][None]
        lonlat = np.concatenate([ends[0], a["shape"][inner], ends[1]]) * _UNIT
        along = np.cumsum(a["shape_metres"][inner], dtype=np.int64) / 1000.0
        return lonlat, np.concatenate([[0.0], along, [self.km[edge]]])

    def edge_of(self, segment: npt.NDArray[Any]) -> Ints:
        """Edge of each straight piece."""
        return np.searchsorted(self.first_segment, segment, side="right") - 1

    @functools.cached_property
    def parts_of_cells(self) -> tuple[Ints, Ints]:
        """Connected parts of the network with a piece in each cell.

        Those in cell c are ``parts[start[c] : start[c + 1]]``, where start and parts are what is returned.
        """
        a = self.arrays
        cells = len(a["cell_start"]) - 1
        cell = np.repeat(np.arange(cells), np.diff(a["cell_start"]))
        part = a["node_component"][a["tail"][self.edge_of(a["cell_segment"])]].astype(np.int64)
        cell, part = np.divmod(np.unique(cell * len(a["node"]) + part), len(a["node"]))
        return np.searchsorted(cell, np.arange(cells + 1)), part

    @functools.cached_property
    def first_segment(self) -> npt.NDArray[np.int32]:
        """Number of each edge's first straight piece."""
        return self.arrays["start"][:-1] + np.arange(len(self.km), dtype=np.int32)

    def vertex(self, edge: npt.NDArray[Any], rank: npt.NDArray[Any]) -> Floats:
        """Position of the vertex of that rank on each edge; rank 0 is the tail."""
        a = self.arrays
        start, count = a["start"][edge], a["start"][edge + 1] - a["start"][edge]
        ends = a["node"][np.where(rank == 0, a["tail"][edge], a["head"][edge])]
        inner = (rank > 0) & (rank <= count)
        if len(a["shape"]):
            row = np.where(inner, start + rank - 1, 0)
            ends = np.where(inner[:, None], a["shape"][row], ends)
        degrees: Floats = ends * _UNIT
        return degrees

    def along(self, edge: npt.NDArray[Any], rank: npt.NDArray[Any]) -> Floats:
        """Kilometres from each edge's tail to its vertex of that rank."""
        start = self.arrays["start"]
        inner = np.minimum(rank, start[edge + 1] - start[edge])
        metres = self._gone[start[edge] + inner] - self._gone[start[edge]]
        km: Floats = np.where(rank > inner, self.km[edge], metres / 1000.0)
        return km

    @functools.cached_property
    def _gone(self) -> Ints:
        """Metres of all steps to inner vertices, added up."""
        return np.concatenate([[0], np.cumsum(self.arrays["shape_metres"], dtype=np.int64)])
