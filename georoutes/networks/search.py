"""The cheapest path between two places on a rail or road network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from georoutes.networks.rivals import Rival, Tree, rival
from georoutes.networks.totals import Walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from georoutes.networks.graph import Floats, LandGraph
    from georoutes.networks.snaps import Snap

_SPARE = 512  # at most so many ways from a place onto the network
_LEAST = 1e-9  # a sparse matrix has no zeros

_NOTHING = np.zeros(0, dtype=np.int64)

Ints = npt.NDArray[np.int64]

Access = tuple["Snap", float]
"""A point of the network, and what it costs to get there from the place."""


class Space:
    """A network whose edges have costs, ready to be searched; safe to share between threads.

    Parameters
    ----------
    graph
        The network.
    cost
        Cost of each edge; infinite where it must not be used.
    """

    def __init__(self, graph: LandGraph, cost: Floats) -> None:
        self.graph = graph
        self.cost = cost
        self.per_km: Floats = cost / graph.km
        self._entries: Floats = cost[graph.rows.data]
        self._free: list[csr_matrix] = []
        self.prepared: object = None  # what a faster engine keeps of this network
        self.labels: object = None  # and what it keeps for figures alone

    def shortest(
        self, starts: Sequence[Access], ends: Sequence[Access], limit: float
    ) -> tuple[Walk, Rival | None] | None:
        """Find the cheapest path from any start to any end (Dijkstra), and a line that it could have taken.

        Parameters
        ----------
        starts, ends
            Points of the network near the two places.
        limit
            Give up beyond this cost.

        Returns
        -------
        tuple or None
            None where no path is cheap enough.
        """
        nearest, far, before = self._from(starts, limit)
        walk = self._best(nearest, starts, ends, far, before)
        if walk is None:
            return None
        return walk, rival(self.graph, self.cost, walk, Tree.of(self.graph, nearest, far, before))

    def to_each(
        self, starts: Sequence[Access], goals: Sequence[Sequence[Access]], limit: float
    ) -> list[Walk | None]:
        """Find the cheapest path from any start to any end of each goal, with one search for all."""
        nearest, far, before = self._from(starts, limit)
        return [self._best(nearest, starts, ends, far, before) for ends in goals]

    def _from(
        self, starts: Sequence[Access], limit: float
    ) -> tuple[dict[int, tuple[float, Snap]], Floats, npt.NDArray[np.int32]]:
        """Search from a place: the first nodes, the cost of reaching each node, and the node before it."""
        first: dict[int, tuple[float, Snap]] = {}
        for snap, access in starts:
            for node, km in both_ends(self.graph, snap):
                value = access + km * float(self.per_km[snap.edge])
                if value < first.get(node, (np.inf, snap))[0]:
                    first[node] = (value, snap)
        nearest = dict(sorted(first.items(), key=lambda item: item[1][0])[:_SPARE])
        return nearest, *self._dijkstra({node: value for node, (value, _) in nearest.items()}, limit)

    def _best(
        self,
        first: dict[int, tuple[float, Snap]],
        starts: Sequence[Access],
        ends: Sequence[Access],
        far: Floats,
        before: npt.NDArray[np.int32],
    ) -> Walk | None:
        """Read the cheapest path to any of the ends out of a search."""
        through = [
            (float(far[node] + km * self.per_km[snap.edge] + access), snap, node)
            for snap, access in ends
            for node, km in both_ends(self.graph, snap)
        ]
        value, end, node = min(through, key=lambda row: row[0])
        along = along_one_edge(starts, ends, self.per_km)
        if along is not None and along[0] <= value:
            return along[1]
        if not np.isfinite(value):
            return None
        nodes, source = [node], len(self.graph.arrays["node"])
        while (node := int(before[node])) != source:
            nodes.append(node)
        start = first[nodes[-1]][1]
        path = np.array(nodes[::-1], dtype=np.int64)
        return Walk(start, end, path, self.graph.edges_between(path[:-1], path[1:]))

    def _dijkstra(self, first: dict[int, float], limit: float) -> tuple[Floats, npt.NDArray[np.int32]]:
        """Costs from a virtual node that is joined to each first node; its number is the node count."""
        n = len(self.graph.arrays["node"])
        # a matrix is changed only by the thread that took it from the list; pop and append are atomic
        try:
            matrix = self._free.pop()
        except IndexError:
            matrix = self._roomy()
        used = int(self.graph.rows.indptr[-1])
        last = slice(used, used + len(first))
        matrix.indices[last] = list(first)
        matrix.data[last] = np.maximum(list(first.values()), _LEAST)
        matrix.indptr[-1] = last.stop
        far, before = dijkstra(
            csr_matrix(
                (matrix.data[: last.stop], matrix.indices[: last.stop], matrix.indptr), (n + 1, n + 1)
            ),
            indices=n,
            return_predecessors=True,
            limit=limit,
        )
        self._free.append(matrix)
        return far, before

    def _roomy(self) -> csr_matrix:
        """Lay out the matrix of costs with a last row that has room for the ways to the first nodes."""
        rows, n = self.graph.rows, len(self.graph.arrays["node"])
        room = np.zeros(_SPARE, dtype=rows.indices.dtype)
        data = np.concatenate([self._entries, np.full(_SPARE, np.inf)])
        indptr = np.concatenate([rows.indptr, [rows.indptr[-1] + _SPARE]]).astype(rows.indptr.dtype)
        return csr_matrix((data, np.concatenate([rows.indices, room]), indptr), shape=(n + 1, n + 1))


def along_one_edge(
    starts: Sequence[Access], ends: Sequence[Access], per_km: Floats
) -> tuple[float, Walk] | None:
    """Cost and course of the cheapest way that never leaves one edge, if both ends lie on one."""
    found = [
        (
            start_access + end_access + abs(start.at_km - end.at_km) * float(per_km[end.edge]),
            Walk(start, end, _NOTHING, _NOTHING),
        )
        for start, start_access in starts
        for end, end_access in ends
        if start.edge == end.edge
    ]
    return min(found, key=lambda row: row[0], default=None)


def both_ends(graph: LandGraph, snap: Snap) -> tuple[tuple[int, float], tuple[int, float]]:
    """Nodes at the ends of a snap's edge and the kilometres to each."""
    a = graph.arrays
    rest = float(graph.km[snap.edge]) - snap.at_km
    return (int(a["tail"][snap.edge]), snap.at_km), (int(a["head"][snap.edge]), rest)


def share_a_part(
    access: Sequence[Sequence[Access]], origins: Ints, destinations: Ints
) -> npt.NDArray[np.bool_]:
    """Whether a part of the network is within reach of both ends."""
    return meet([frozenset(snap.component for snap, _ in ways) for ways in access], origins, destinations)


def meet(sets: Sequence[frozenset[int]], one: Ints, other: Ints) -> npt.NDArray[np.bool_]:
    """Whether pairs of sets, by their numbers, have anything in common."""
    number_of: dict[frozenset[int], int] = {}
    kind = np.array([number_of.setdefault(each, len(number_of)) for each in sets], dtype=np.int64)
    pairs, row = np.unique(kind[one] * len(number_of) + kind[other], return_inverse=True)
    kinds = list(number_of)
    shared = [
        not kinds[a].isdisjoint(kinds[b]) for a, b in (divmod(pair, len(kinds)) for pair in pairs.tolist())
    ]
    return np.array(shared, dtype=bool)[row]
