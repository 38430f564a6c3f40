"""Graphs of nodes and edges, and the search for the cheapest ways over them."""

from __future__ import annotations

import functools
import heapq
import sys
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from georoutes.networks.sea.sphere import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ENGINE = "scipy.sparse.csgraph"
"""What searches, once it is loaded: that takes longer than the searches of a first path without it."""

ROOM = 512
"""Seeds that a graph has room for from the start."""

Spread = tuple[npt.NDArray[np.floating], npt.NDArray[np.integer]]
"""What a search gives: for each node of a graph the cost, and the node before."""


_LEAST = 1e-9  # a sparse matrix has no zeros


@dataclass(frozen=True)
class Seeds:
    """Nodes from which a search starts.

    Parameters
    ----------
    node
        Of `Lanes`.
    cost, km
        What it has cost and taken to get to each.
    """

    node: Ints
    cost: Floats
    km: Floats

    @classmethod
    def of(cls, rows: Sequence[tuple[int, float, float]]) -> Seeds:
        """Make them of rows of node, cost and kilometres."""
        node, cost, km = zip(*rows, strict=True) if rows else ((), (), ())
        return cls(
            np.array(node, dtype=np.int64), np.array(cost, dtype=np.float64), np.array(km, dtype=np.float64)
        )

    def __len__(self) -> int:
        return len(self.node)

    def at(self, rows: Ints | npt.NDArray[np.bool_] | slice) -> Seeds:
        """Take some of them."""
        return Seeds(self.node[rows], self.cost[rows], self.km[rows])


@dataclass(frozen=True)
class Graph:
    """Edges that a ship may use, both ways, sorted by the node they leave.

    Parameters
    ----------
    nodes
        Nodes of `Lanes` that it has, in order; it numbers them anew.
    indptr, indices, cost
        As in a CSR matrix; the last two have room at the end for the seeds of a search.
    edge
        Number of each entry's edge in `Lanes`.
    """

    nodes: Ints
    indptr: npt.NDArray[np.int32]
    indices: npt.NDArray[np.int32]
    cost: Floats
    edge: npt.NDArray[np.int32]
    _own: threading.local = field(default_factory=threading.local, repr=False, compare=False)
    _unused: list[bool] = field(default_factory=lambda: [True], repr=False, compare=False)

    def _scratch(self, seeds: int) -> tuple[Floats, npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """Give arrays of the matrix with a row more, for the seeds; each thread has its own."""
        own, entries = self._own, len(self.edge)
        if getattr(own, "room", -1) < seeds:
            own.cost, own.indices = self.cost, self.indices
            try:
                self._unused.pop()  # the first thread takes what is there, the others copy it
            except IndexError:
                own.cost, own.indices = self.cost.copy(), self.indices.copy()
            own.room = len(own.cost) - entries
            if own.room < seeds:
                own.room = seeds
                own.cost = np.concatenate([own.cost[:entries], np.zeros(seeds)])
                own.indices = np.concatenate([own.indices[:entries], np.zeros(seeds, dtype=np.int32)])
            own.indptr = np.append(self.indptr, np.int32(0))
        own.indptr[-1] = entries + seeds
        return own.cost[: entries + seeds], own.indices[: entries + seeds], own.indptr

    @functools.cached_property
    def _key(self) -> Ints:
        """A number for each entry, in order: of the node that it leaves and the one where it leads."""
        count = np.int64(len(self.nodes))
        tails = np.repeat(np.arange(count), np.diff(self.indptr))
        return np.asarray(tails * count + self.indices[: len(self.edge)])

    def edge_between(self, tails: Ints, heads: Ints) -> Ints:
        """Numbers in `Lanes` of the edges between nodes, which are given by the graph's own numbers."""
        return np.asarray(self.edge[np.searchsorted(self._key, tails * np.int64(len(self.nodes)) + heads)])

    def number(self, nodes: Sequence[int] | Ints) -> Ints:
        """Numbers of nodes of `Lanes` in this graph."""
        return np.searchsorted(self.nodes, nodes)

    def has(self, nodes: Ints) -> npt.NDArray[np.bool_]:
        """Whether it has nodes of `Lanes`."""
        number = np.minimum(self.number(nodes), len(self.nodes) - 1)
        return (
            np.asarray(self.nodes[number] == nodes) if len(self.nodes) else np.zeros(len(nodes), dtype=bool)
        )

    def part(self, rows: Ints) -> Graph:
        """Give the edges between some of its nodes, by its own numbers and in order."""
        number = np.full(len(self.nodes), -1, dtype=np.int32)
        number[rows] = np.arange(len(rows), dtype=np.int32)
        first = self.indptr[rows].astype(np.int64)
        owner, rank = counted(self.indptr[rows + 1] - first)
        entry = first[owner] + rank
        inside = np.flatnonzero(number[self.indices[entry]] >= 0)
        entry, owner = entry[inside], owner[inside]
        indptr = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(rows)))])
        indices, cost = np.zeros(len(entry) + ROOM, dtype=np.int32), np.zeros(len(entry) + ROOM)
        indices[: len(entry)], cost[: len(entry)] = number[self.indices[entry]], self.cost[entry]
        return Graph(self.nodes[rows], indptr.astype(np.int32), indices, cost, self.edge[entry])

    def search(self, seeds: Seeds, limit: float = np.inf) -> Spread:
        """Find the cheapest ways from the seeds to all nodes.

        Returns
        -------
        cost, before
            By the graph's own numbers; `before` is the count of nodes for a seed, and negative for what was
            not reached.
        """
        if np.isfinite(limit) and ENGINE not in sys.modules:
            return self.search_plainly(seeds, limit)
        from scipy.sparse import csr_matrix  # noqa: PLC0415
        from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415

        count, entries = len(self.nodes), len(self.edge)
        nodes = self.number(seeds.node).astype(np.int32)
        order = np.argsort(nodes)
        data, indices, indptr = self._scratch(len(seeds))
        data[entries:] = np.maximum(seeds.cost, _LEAST)[order]
        indices[entries:] = nodes[order]
        matrix = csr_matrix((data, indices, indptr), shape=(count + 1, count + 1))
        cost, before = dijkstra(matrix, indices=count, return_predecessors=True, limit=limit)
        return cost[:count], before[:count]

    def search_plainly(self, seeds: Seeds, limit: float) -> Spread:
        """Find the same as `search` without SciPy, some ten times slower."""
        count = len(self.nodes)
        cost, before = [np.inf] * count, [-1] * count
        heap: list[tuple[float, int, int]] = []
        for value, node in zip(
            np.maximum(seeds.cost, _LEAST).tolist(), self.number(seeds.node).tolist(), strict=True
        ):
            heap.append((value, node, count))
        heapq.heapify(heap)
        first, heads, steps = self.indptr.tolist(), self.indices.tolist(), self.cost.tolist()
        while heap:
            value, node, source = heapq.heappop(heap)
            if value >= cost[node] or value > limit:
                continue
            cost[node], before[node] = value, source
            for k in range(first[node], first[node + 1]):
                further = value + steps[k]
                if further < cost[heads[k]]:
                    heapq.heappush(heap, (further, heads[k], node))
        return np.array(cost), np.array(before, dtype=np.int32)

    def cheapest(self, spread: Spread, goals: Seeds) -> tuple[int, float] | None:
        """Choose the goal that is reached at the least cost; None where none is.

        Returns
        -------
        row, cost
            Of the goal, and of the whole way.
        """
        totals = spread[0][self.number(goals.node)] + goals.cost
        best = int(np.argmin(totals))
        return (best, float(totals[best])) if np.isfinite(totals[best]) else None

    def way(self, before: npt.NDArray[np.integer], node: int) -> tuple[list[int], list[int]]:
        """Follow a search back from a node to its seed.

        Parameters
        ----------
        before
            As `search` gives it.
        node
            A node of `Lanes`.

        Returns
        -------
        nodes, edges
            Of `Lanes`, from the seed to the node.
        """
        count = len(self.nodes)
        way = [int(self.number([node])[0])]
        while (u := before.item(way[-1])) < count:
            way.append(u)
        chain = np.array(way[::-1], dtype=np.int64)
        edges = self.edge_between(chain[:-1], chain[1:])
        return self.nodes[chain].tolist(), edges.tolist()


def both_ways(
    nodes: Ints, ends: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]], cost: Floats, edge: Ints
) -> Graph:
    """Make a graph of edges that can be used in both directions.

    Parameters
    ----------
    nodes
        Of `Lanes`, in order.
    ends
        Tails and heads of the edges by the graph's own numbers, sorted by tail and then head; a tail is the
        lower number of the two.
    cost
        Of each edge.
    edge
        Their numbers in `Lanes`.
    """
    (tail, head), count, size = ends, len(nodes), len(edge)
    back = _in_order(head, count)
    ahead, behind = np.bincount(tail, minlength=count), np.bincount(head, minlength=count)
    indptr = np.concatenate([[0], np.cumsum(ahead + behind)])
    # in the row of a node those with lower numbers come first: it is the head of these edges
    at_head = indptr[:-1] - np.cumsum(behind) + behind
    at_tail = indptr[:-1] + behind - np.cumsum(ahead) + ahead
    rank = np.arange(size)
    low, high = at_head[head[back]] + rank, at_tail[tail] + rank
    indices, costs = np.zeros(2 * size + ROOM, dtype=np.int32), np.zeros(2 * size + ROOM)
    edges = np.empty(2 * size, dtype=np.int32)
    indices[low], indices[high] = tail[back], head
    costs[low], costs[high] = cost[back], cost
    edges[low], edges[high] = edge[back], edge
    return Graph(nodes, indptr.astype(np.int32), indices, costs, edges)


def _in_order(numbers: npt.NDArray[np.int32], count: int) -> Ints:
    """Sort numbers below a count and leave those that are equal in their order, sixteen bits at a time."""
    order = np.argsort(numbers.astype(np.uint16), kind="stable")  # the lower bits; radix sort
    if count <= np.iinfo(np.uint16).max:
        return order
    return np.asarray(order[np.argsort((numbers[order] >> 16).astype(np.uint16), kind="stable")])
