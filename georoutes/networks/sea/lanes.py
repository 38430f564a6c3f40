"""The network of the seas: corners that ships round, traced waters, and the straight ways between them."""

from __future__ import annotations

import functools
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

from georoutes.networks.arrays import read_arrays
from georoutes.passages import closed_for, known

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

TRACED, DRY, MAJOR = 1, 2, 4
"""Flags of an edge: in a traced water; where the shoreline has no water; of ways between places far apart."""

_DIGITS = 1e5
_EARTH_KM = 6371.0088
_SLACK = 1e-6
_ROOM = 512  # seeds that a graph has room for
_WHOLE_KEPT, _LONG_KEPT, _PARTS_KEPT = 1, 8, 8  # 20, 2 and 0.4 megabytes each
_STEPS = 16  # doublings that reach the root of any tree of ways


Spread = tuple[npt.NDArray[np.floating], npt.NDArray[np.integer]]
"""What a search gives: for each node of a graph the cost, and the node before."""


class Seed(NamedTuple):
    """A node from which a search starts, and what it has cost and taken to get there."""

    node: int
    cost: float
    km: float


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

    def edge_between(self, tails: Ints, heads: Ints) -> Ints:
        """Numbers in `Lanes` of the edges between nodes, which are given by the graph's own numbers."""
        low, high = self.indptr[tails].astype(np.int64), self.indptr[tails + 1].astype(np.int64)
        for _ in range(int((high - low).max(initial=1)).bit_length()):  # the heads of a row are in order
            middle = np.minimum((low + high) // 2, len(self.edge) - 1)
            below = (low < high) & (self.indices[middle] < heads)
            low, high = np.where(below, middle + 1, low), np.where(below, high, np.minimum(middle, high))
        return np.asarray(self.edge[low])

    def number(self, nodes: Sequence[int] | Ints) -> Ints:
        """Numbers of nodes of `Lanes` in this graph."""
        return np.searchsorted(self.nodes, nodes)

    def search(self, seeds: Sequence[Seed], limit: float = np.inf) -> Spread:
        """Find the cheapest ways from the seeds to all nodes.

        Returns
        -------
        cost, before
            By the graph's own numbers; `before` is the count of nodes for a seed, and negative for what was
            not reached.
        """
        count, entries = len(self.nodes), len(self.edge)
        nodes = self.number([seed.node for seed in seeds]).astype(np.int32)
        order = np.argsort(nodes)
        data, indices, indptr = self._scratch(len(seeds))
        data[entries:] = np.maximum([seed.cost for seed in seeds], 1e-9)[order]
        indices[entries:] = nodes[order]
        matrix = csr_matrix((data, indices, indptr), shape=(count + 1, count + 1))
        cost, before = dijkstra(matrix, indices=count, return_predecessors=True, limit=limit)
        return cost[:count], before[:count]


@dataclass(frozen=True)
class Lanes:
    """The network; read-only and safe to share between threads.

    Parameters
    ----------
    node
        Array (n, 2), degrees, longitude first.
    tail, head
        Ends of each edge.
    km, dear
        Its ellipsoidal length, and what a kilometre of it costs in metres of open sea.
    tags
        Passages that it uses: bits in the order of `passage_name`.
    flags
        See `TRACED`, `DRY` and `MAJOR`.
    major
        Whether a node lies on ways between places far apart.
    passage_name
        Names of the passages.
    port, port_name
        Ports near the network: degrees, longitude first, and what they are called.
    """

    node: Floats
    tail: npt.NDArray[np.int32]
    head: npt.NDArray[np.int32]
    km: npt.NDArray[np.float32]
    dear: npt.NDArray[np.uint16]
    tags: npt.NDArray[np.uint32]
    flags: npt.NDArray[np.uint8]
    major: npt.NDArray[np.bool_]
    passage_name: tuple[str, ...]
    port: Floats
    port_name: npt.NDArray[np.str_]

    @classmethod
    def open(cls, path: Path) -> Lanes:
        """Read the file that `georoutes.networks.sea.build` wrote.

        Raises
        ------
        DataError
            The file is missing or damaged.
        """
        a = read_arrays(path)
        tail = np.cumsum(a["tail_step"], dtype=np.int32)
        return cls(
            node=np.cumsum(a["node_step"], axis=0, dtype=np.int64) / _DIGITS,
            tail=tail,
            head=a["head"].astype(np.int32),
            km=a["km"],
            dear=a["dear"],
            tags=a["tags"],
            flags=a["flags"],
            major=np.unpackbits(a["major"], count=len(a["node_step"])).astype(bool),
            passage_name=tuple(a["passage_name"].tolist()),
            port=a["port"].astype(np.float64),
            port_name=a["port_name"],
        )

    @functools.cached_property
    def vectors(self) -> Floats:
        """Unit vectors of the nodes, for finding the nearest."""
        return vectors(self.node)

    @functools.cached_property
    def traced(self) -> Ints:
        """Nodes of traced waters."""
        edges = np.flatnonzero(self.flags & TRACED)
        return np.unique(np.concatenate([self.tail[edges], self.head[edges]])).astype(np.int64)

    @functools.cached_property
    def traced_vectors(self) -> Floats:
        """Unit vectors of the nodes of traced waters."""
        return np.asarray(self.vectors[self.traced])

    def cost(self, edges: npt.NDArray[np.integer]) -> Floats:
        """Kilometres of open sea that edges cost."""
        return np.asarray(self.km[edges] * (self.dear[edges] / 1000.0))

    def bits(self, names: Iterable[str]) -> int:
        """Bits of some passages."""
        return sum(1 << self.passage_name.index(name) for name in names)

    def names(self, tags: int) -> list[str]:
        """Passages of some bits."""
        return [name for bit, name in enumerate(self.passage_name) if tags >> bit & 1]

    @functools.cached_property
    def _usual(self) -> int:
        """Bits of the passages that are closed when nothing is asked for: major edges are chosen for that."""
        return self.bits(closed_for((), (), None))

    def graph(self, closed: int, *, major: bool = False) -> Graph:
        """Give the edges outside some passages; made once and kept for a while.

        Parameters
        ----------
        closed
            Bits of the passages that are closed.
        major
            Whether to give those for ways between places far apart only.
        """
        return self._long(closed) if major else self._whole(closed)

    @functools.cached_property
    def _whole(self) -> functools._lru_cache_wrapper[Graph]:
        @functools.lru_cache(maxsize=_WHOLE_KEPT)
        def make(closed: int) -> Graph:
            nodes = np.arange(len(self.node))
            use = (self.tags & np.uint32(closed)) == 0
            return self._part(nodes, nodes.astype(np.int32), np.flatnonzero(use[self._entries[2]]))

        return make

    def joined(self, closed: int, starts: Sequence[Seed], ends: Sequence[Seed]) -> bool:
        """Say whether any way leads from one of some nodes to one of others.

        Parameters
        ----------
        closed
            Bits of the passages that are closed.
        starts, ends
            The nodes.
        """
        part = self._parts(closed)
        return bool(
            np.isin(part[[seed.node for seed in starts]], part[[seed.node for seed in ends]]).any()
            if starts and ends
            else False
        )

    def at_sea(self, nodes: Sequence[int]) -> bool:
        """Say whether one of some nodes is joined to the oceans, if every passage is open."""
        part = self._parts(0)
        return bool((part[list(nodes)] == np.bincount(part).argmax()).any())

    @functools.cached_property
    def _parts(self) -> functools._lru_cache_wrapper[npt.NDArray[np.int32]]:
        @functools.lru_cache(maxsize=_PARTS_KEPT)
        def make(closed: int) -> npt.NDArray[np.int32]:
            use = (self.tags & np.uint32(closed)) == 0
            ones = np.ones(np.count_nonzero(use), dtype=np.int8)
            matrix = csr_matrix((ones, (self.tail[use], self.head[use])), shape=(len(self.node),) * 2)
            return np.asarray(connected_components(matrix, directed=False)[1])

        return make

    @functools.cached_property
    def _long(self) -> functools._lru_cache_wrapper[Graph]:
        @functools.lru_cache(maxsize=_LONG_KEPT)
        def make(closed: int) -> Graph:
            use = (self.tags & np.uint32(closed)) == 0
            if closed == self._usual:
                use &= self.flags & MAJOR > 0
            else:
                use &= self.major[self.tail] & self.major[self.head]
            number = np.cumsum(self.major, dtype=np.int32) - 1
            return self._part(np.flatnonzero(self.major), number, np.flatnonzero(use[self._entries[2]]))

        return make

    def around(self, points: Sequence[tuple[float, float]], reach_km: float, closed: int) -> Graph:
        """Give the edges near some points: between nodes not so far from all of them together.

        Parameters
        ----------
        points
            Longitude and latitude in degrees.
        reach_km
            How long a way over a node, past every point, may be at the shortest.
        closed
            Bits of the passages that are closed.
        """
        # chords: a little shorter than the ways, which does no harm here
        squares = [2.0 - 2.0 * (self.vectors @ vectors(np.array([p]))[0]) for p in points]
        most = reach_km / _EARTH_KM + _SLACK
        nodes = np.flatnonzero(np.logical_and.reduce([square <= most * most for square in squares]))
        apart = sum(np.sqrt(np.maximum(square[nodes], 0.0)) for square in squares)
        nodes = nodes[apart <= most]
        number = np.full(len(self.node), -1, dtype=np.int32)
        number[nodes] = np.arange(len(nodes), dtype=np.int32)
        indptr, heads, edges = self._entries
        entry = _rows(indptr[nodes], indptr[nodes + 1])
        entry = entry[(number[heads[entry]] >= 0) & ((self.tags[edges[entry]] & np.uint32(closed)) == 0)]
        return self._part(nodes, number, entry)

    @functools.cached_property
    def _entries(self) -> tuple[Ints, npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """Edges both ways, by the node that they leave: where each begins, where they lead, their numbers."""
        count = len(self.node)
        starts = np.searchsorted(self.tail, np.arange(count + 1))
        # edges are sorted by tail and head, so the matrix is there already, and its transpose is quick
        numbers = np.arange(1, len(self.head) + 1, dtype=np.int32)
        half = csr_matrix((numbers, self.head, starts), shape=(count, count))
        both = half + half.T.tocsr()
        both.data -= 1
        return both.indptr.astype(np.int64), both.indices, both.data

    def _part(self, nodes: Ints, number: npt.NDArray[np.int32], entry: Ints) -> Graph:
        """Make a graph of some of the entries; `number` counts its nodes anew."""
        indptr, heads, edges = self._entries
        tails = np.searchsorted(entry, indptr[nodes]), np.searchsorted(entry, indptr[nodes[-1:] + 1])
        edge = edges[entry]
        indices = np.zeros(len(edge) + _ROOM, dtype=np.int32)
        indices[: len(edge)] = number[heads[entry]]
        cost = np.zeros(len(edge) + _ROOM)
        cost[: len(edge)] = self.cost(edge)
        return Graph(nodes, np.concatenate(tails).astype(np.int32), indices, cost, edge)

    def step_km(self, graph: Graph, before: npt.NDArray[np.integer]) -> Floats:
        """Kilometres from the node before to each node of a search; 0 for seeds and what was not reached."""
        count = len(graph.nodes)
        node = np.flatnonzero((before >= 0) & (before < count))
        step = np.zeros(count)
        step[node] = self.km[graph.edge_between(before[node].astype(np.int64), node)]
        return step

    def way(self, graph: Graph, before: npt.NDArray[np.integer], node: int) -> tuple[list[int], list[int]]:
        """Follow a search back from a node to its seed.

        Returns
        -------
        nodes, edges
            Of the network, from the seed to the node.
        """
        count = len(graph.nodes)
        way = [int(graph.number([node])[0])]
        while (u := before.item(way[-1])) < count:
            way.append(u)
        chain = np.array(way[::-1], dtype=np.int64)
        edges = graph.edge_between(chain[:-1], chain[1:])
        return graph.nodes[chain].tolist(), edges.tolist()

    @functools.cached_property
    def _gates(self) -> tuple[Ints, Floats, Floats, Floats, Floats]:
        """Bits of the passages that are lines across the water; ends, normals and middles of these lines."""
        table = known()
        lines = [
            (bit, *gate[k : k + 2])
            for bit, gate in enumerate(table[name].gate for name in self.passage_name)
            for k in range(0, len(gate), 2)
        ]
        bits = [bit for bit, _, _ in lines]
        g, h = (vectors(np.array([line[side] for line in lines])) for side in (1, 2))
        return np.array(bits), g, h, np.cross(g, h), g + h

    def crossed(self, a: Floats, b: Floats, bits: int = -1) -> npt.NDArray[np.uint32]:
        """Bits of the gates that great circles cross.

        Parameters
        ----------
        a, b
            Their ends: arrays (n, 2) in degrees.
        bits
            The gates that matter; all of them when left out.
        """
        number, g, h, wall, gate_middle = self._gates
        use = (bits >> number) & 1 == 1
        p, q = vectors(a), vectors(b)
        normal, middle = np.cross(p, q), p + q
        hit = ((p @ wall[use].T) * (q @ wall[use].T) <= 0) & ((normal @ g[use].T) * (normal @ h[use].T) <= 0)
        if not hit.any():
            return np.zeros(len(a), dtype=np.uint32)
        # two great circles meet twice: the meeting point must lie on both arcs
        meet = np.cross(normal[:, None], wall[use][None])
        hit &= (meet * middle[:, None]).sum(axis=2) * (meet * gate_middle[use][None]).sum(axis=2) > 0
        return np.asarray(np.bitwise_or.reduce(np.where(hit, 1 << number[use], 0), axis=1), dtype=np.uint32)


def _rows(first: Ints, last: Ints) -> Ints:
    """Numbers from each first to before each last, one after the other."""
    counts = last - first
    return np.repeat(first - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())


def vectors(lonlat: Floats) -> Floats:
    """Give the unit vectors of points in degrees, longitude first.

    Examples
    --------
    >>> vectors(np.array([[90.0, 0.0]])).round(6).tolist()
    [[0.0, 1.0, 0.0]]
    """
    p, q = np.radians(lonlat).T
    return np.stack([np.cos(q) * np.cos(p), np.cos(q) * np.sin(p), np.sin(q)], axis=1)


def sum_along(before: npt.NDArray[np.integer], step: Floats) -> Floats:
    """Add up what each node adds, from the roots of a tree to every node.

    Parameters
    ----------
    before
        The node before each, its number of nodes or a negative number for a root.
    step
        What a node adds to the one before.
    """
    count = len(before)
    jump = np.where((before < 0) | (before >= count), count, before)
    jump = np.append(jump, count)
    total = np.append(step, 0.0)
    for _ in range(_STEPS):
        if (jump == count).all():
            break
        total = total + np.where(jump < count, total[jump], 0.0)
        jump = jump[jump]
    return total[:count]
