"""The network of the seas: corners that ships round, traced waters, and the straight ways between them."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.networks.arrays import read_arrays
from georoutes.networks.sea.gates import Gates
from georoutes.networks.sea.graphs import Graph, both_ways
from georoutes.networks.sea.meshes import Mesh
from georoutes.networks.sea.sphere import EARTH_KM, counted, vectors
from georoutes.passages import closed_for, known

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from georoutes.networks.base import Point
    from georoutes.networks.sea.graphs import Seeds

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

TRACED, DRY, MAJOR = 1, 2, 4
"""Flags of an edge: in a traced water; where the shoreline has no water; of ways between places far apart."""

_DIGITS = 1e5
_SLACK = 1e-6
_WHOLE_KEPT, _LONG_KEPT, _PARTS_KEPT = 1, 8, 8  # 20, 2 and 0.4 megabytes each


class Ways(NamedTuple):
    """Ways that a search found; nodes are those of its graph.

    Parameters
    ----------
    km, first
        Of each way its kilometres on the network, and the seed where it begins.
    node, edge
        All nodes on these ways but the seeds, and the edge that leads to each, by its number in `Lanes`.
    """

    km: Floats
    first: Ints
    node: Ints
    edge: Ints


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
        )

    @functools.cached_property
    def vectors(self) -> Floats:
        """Unit vectors of the nodes, for finding the nearest."""
        return vectors(self.node)

    @functools.cached_property
    def _mesh(self) -> Mesh:
        return Mesh(self.node)

    def near(self, point: Point, reach_km: float) -> tuple[Ints, Floats]:
        """Give the nodes within some kilometres of a point, and how far away they are, nearest first.

        Distances are chords, which near by are as good as the way on the sphere.
        """
        here = vectors(np.array([point]))[0]
        nodes = self._mesh.around(point, reach_km)
        there = self.vectors[nodes]
        inside = there @ here > math.cos(reach_km / EARTH_KM)
        nodes = nodes[inside]
        km = EARTH_KM * np.linalg.norm(there[inside] - here, axis=1)
        order = np.argsort(km)
        return nodes[order], km[order]

    @functools.cached_property
    def traced(self) -> npt.NDArray[np.bool_]:
        """Whether each node is on a traced water."""
        traced = np.zeros(len(self.node), dtype=bool)
        edges = np.flatnonzero(self.flags & TRACED)
        traced[self.tail[edges]] = traced[self.head[edges]] = True
        return traced

    @functools.cached_property
    def usual_water(self) -> npt.NDArray[np.bool_]:
        """Whether each node is on a water that is open when nothing is asked for."""
        edges = np.flatnonzero((self.tags & np.uint32(self.usual)) == 0)
        water = np.zeros(len(self.node), dtype=bool)
        water[self.tail[edges]] = water[self.head[edges]] = True
        return water

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
    def usual(self) -> int:
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
            return self._part(nodes, nodes.astype(np.int32), np.flatnonzero(use))

        return make

    def joined(self, closed: int, starts: Seeds, ends: Seeds) -> bool:
        """Say whether any way leads from one of some nodes to one of others.

        Parameters
        ----------
        closed
            Bits of the passages that are closed.
        starts, ends
            The nodes.
        """
        part = self.part_of(closed)
        return bool(np.isin(part[starts.node], part[ends.node]).any())

    def at_sea(self, nodes: Ints) -> bool:
        """Say whether one of some nodes is joined to the oceans, if every passage is open."""
        part = self.part_of(0)
        return bool((part[nodes] == np.bincount(part).argmax()).any())

    def part_of(self, closed: int) -> npt.NDArray[np.int32]:
        """Give for each node the number of the part of the network that hangs together."""
        return self._parts(closed)

    @functools.cached_property
    def _parts(self) -> functools._lru_cache_wrapper[npt.NDArray[np.int32]]:
        @functools.lru_cache(maxsize=_PARTS_KEPT)
        def make(closed: int) -> npt.NDArray[np.int32]:
            from scipy.sparse import csr_matrix  # noqa: PLC0415
            from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

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
            if closed == self.usual:
                use &= self.flags & MAJOR > 0
            else:
                use &= self.major[self.tail] & self.major[self.head]
            number = np.cumsum(self.major, dtype=np.int32) - 1
            return self._part(np.flatnonzero(self.major), number, np.flatnonzero(use))

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
        nodes = self._mesh.around(points[0], reach_km)
        there = self.vectors[nodes]
        # chords: a little shorter than the ways, which does no harm here
        squares = [2.0 - 2.0 * (there @ vectors(np.array([p]))[0]) for p in points]
        most = reach_km / EARTH_KM + _SLACK
        nodes = nodes[sum(np.sqrt(np.maximum(square, 0.0)) for square in squares) <= most]
        number = np.full(len(self.node), -1, dtype=np.int32)
        number[nodes] = np.arange(len(nodes), dtype=np.int32)
        counts = self._starts[nodes + 1] - self._starts[nodes]
        owner, rank = counted(counts)
        edges = self._starts[nodes][owner] + rank
        edges = edges[(number[self.head[edges]] >= 0) & ((self.tags[edges] & np.uint32(closed)) == 0)]
        return self._part(nodes, number, edges)

    @functools.cached_property
    def _starts(self) -> Ints:
        """Where the edges of each tail begin, and where the last end: edges are sorted by tail, then head."""
        return np.concatenate([[0], np.cumsum(np.bincount(self.tail, minlength=len(self.node)))])

    def _part(self, nodes: Ints, number: npt.NDArray[np.int32], edges: Ints) -> Graph:
        """Make a graph of some of the edges; `number` counts its nodes anew."""
        return both_ways(nodes, (number[self.tail[edges]], number[self.head[edges]]), self.cost(edges), edges)

    def ways(self, graph: Graph, before: npt.NDArray[np.integer], ends: Ints) -> Ways:
        """Follow a search back from some nodes.

        Parameters
        ----------
        graph, before
            What was searched, and the node before each.
        ends
            By the graph's own numbers.
        """
        count = len(graph.nodes)
        back = np.where(before < count, before, np.arange(count))
        hops = [ends]
        while (back[hops[-1]] != hops[-1]).any():
            hops.append(back[hops[-1]])
        way = np.array(hops, dtype=np.int64)
        passed = np.zeros(count, dtype=bool)
        passed[way] = True
        node = np.flatnonzero(passed)
        node = node[before[node] < count]
        edge = graph.edge_between(before[node].astype(np.int64), node)
        step = np.zeros(count)
        step[node] = self.km[edge]
        return Ways(step[way].sum(axis=0), way[-1], node, edge)

    @functools.cached_property
    def gates(self) -> Gates:
        """Lines across the water that mark passages."""
        table = known()
        return Gates([table[name].gate for name in self.passage_name])
