"""Find the cheapest way over the network, by passages asked for and without those closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.networks.base import distance_km
from georoutes.networks.sea.approach import sees
from georoutes.networks.sea.drawing import Way
from georoutes.networks.sea.lanes import DRY, MAJOR, Seed, sum_along, vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from georoutes.networks.base import Point
    from georoutes.networks.sea.approach import Approach
    from georoutes.networks.sea.chart import Chart
    from georoutes.networks.sea.lanes import Graph, Lanes

Floats = npt.NDArray[np.float64]


NEAR_KM = 500.0
"""Between places nearer than this the whole network is searched, not its major nodes only."""

_EARTH_KM = 6371.0088
_NEAR_COST = 3.0 * NEAR_KM  # a way between near places costs no more, or the whole network is searched
_DIRECT_KM = 250.0
_ASIDE_KM = 4.0
_SKIP, _TRIES = 8, 2
_WORTH_KM, _WORTH = 1.0, 0.002  # a corner is cut when that saves so much
_LOCAL_COST = 350.0


class Access(NamedTuple):
    """A place and the nodes where it joins the ways between places far apart.

    Parameters
    ----------
    approach
        How it is joined to the network.
    seeds
        Nodes of the network with the cost of getting there.
    gateways
        Nodes of long ways with the cost of getting there.
    trail
        For each node nearby the node before and the edge between; a seed has none.
    """

    approach: Approach
    seeds: tuple[Seed, ...]
    gateways: tuple[Seed, ...]
    trail: dict[int, tuple[int, int]]

    def way_to(self, node: int) -> tuple[list[int], list[int]]:
        """Nodes and edges from a seed to a gateway."""
        nodes, edges = [node], []
        while nodes[-1] in self.trail:
            before, edge = self.trail[nodes[-1]]
            nodes.append(before)
            edges.append(edge)
        return nodes[::-1], edges[::-1]


@dataclass(frozen=True)
class Found:
    """A way on the network.

    Parameters
    ----------
    nodes, edges
        Of the network, in order.
    cost
        Of the whole way, in kilometres of open sea.
    """

    nodes: list[int]
    edges: list[int]
    cost: float


def access(lanes: Lanes, graph: Graph, found: Approach) -> Access:
    """Find the nodes of long ways around a place."""
    seeds = tuple(Seed(node, cost, km + found.gap_km) for node, cost, km, _ in found.nodes)
    if not seeds:
        return Access(found, (), (), {})
    cost, before = graph.search(seeds, limit=min(seed.cost for seed in seeds) + _LOCAL_COST)
    node = np.flatnonzero(np.isfinite(cost))
    prior = before[node].astype(np.int64)
    inner = prior < len(graph.nodes)
    edge = np.full(len(node), -1)
    edge[inner] = graph.edge_between(prior[inner], node[inner])
    first_km = {seed.node: seed.km for seed in seeds}
    step = np.where(inner, lanes.km[edge], [first_km.get(n, 0.0) for n in node.tolist()])
    row = np.where(inner, np.searchsorted(node, prior), -1)
    km = sum_along(row, step)
    # what a long way leads on to adds nothing
    entry = np.flatnonzero(lanes.major[node] & ~(inner & (lanes.flags[edge] & MAJOR > 0)))
    gateways = tuple(
        Seed(int(node[k]), float(cost[node[k]]), float(km[k]))
        for k in entry[np.argsort(cost[node[entry]])].tolist()
    )
    links = zip(node[inner].tolist(), prior[inner].tolist(), edge[inner].tolist(), strict=True)
    return Access(found, seeds, gateways, {n: (p, e) for n, p, e in links})


def between(lanes: Lanes, closed: int, a: Access, b: Access, *, near: bool) -> Found | None:
    """Find the cheapest way from place to place; None where there is none.

    Parameters
    ----------
    lanes
        The network.
    closed
        Bits of the passages that are closed.
    a, b
        The places.
    near
        Whether the two lie so near that minor nodes may lie between them.
    """
    if not near and a.gateways and b.gateways:
        graph = lanes.graph(closed, major=True)
        cost, before = graph.search(a.gateways)
        far = cost[graph.number([seed.node for seed in b.gateways])]
        totals = [float(total) + seed.cost for total, seed in zip(far, b.gateways, strict=True)]
        best = int(np.argmin(totals))
        if np.isfinite(totals[best]):
            nodes, edges = lanes.way(graph, before, b.gateways[best].node)
            head, head_edges = a.way_to(nodes[0])
            tail, tail_edges = b.way_to(nodes[-1])
            return Found(
                [*head, *nodes[1:], *tail[-2::-1]], [*head_edges, *edges, *tail_edges[::-1]], totals[best]
            )
    graph = lanes.graph(closed)
    for limit in (_NEAR_COST, np.inf) if near else (np.inf,):
        cost, before = graph.search(a.seeds, limit=limit)
        totals = [float(cost[seed.node]) + seed.cost for seed in b.seeds]
        if totals and np.isfinite(min(totals)):
            best = int(np.argmin(totals))
            nodes, edges = lanes.way(graph, before, b.seeds[best].node)
            return Found(nodes, edges, totals[best])
    return None


def through(
    lanes: Lanes, closed: int, a: Access, b: Access, passages: Sequence[tuple[str, ...]]
) -> Found | None:
    """Find the cheapest way that uses passages in order; each entry names passages one of which will do."""
    graph = lanes.graph(closed)
    seeds: Sequence[Seed] = a.seeds
    layers = []
    for names in passages:
        cost, before = graph.search(seeds)
        wanted = (lanes.tags & np.uint32(lanes.bits(names))) != 0
        edges = np.flatnonzero(wanted & ((lanes.tags & np.uint32(closed)) == 0))
        tails = np.concatenate([lanes.tail[edges], lanes.head[edges]])
        heads = np.concatenate([lanes.head[edges], lanes.tail[edges]])
        arrived = cost[tails] + np.concatenate([lanes.cost[edges]] * 2)
        open_ = np.isfinite(arrived)
        if not open_.any():
            return None
        layer = {}
        for k in np.flatnonzero(open_)[np.argsort(-arrived[open_])].tolist():
            layer[int(heads[k])] = (int(tails[k]), int(edges[k % len(edges)]), float(arrived[k]))
        layers.append((before, layer))
        seeds = [Seed(node, total, 0.0) for node, (_, _, total) in layer.items()]
    cost, before = graph.search(seeds)
    totals = [float(cost[seed.node]) + seed.cost for seed in b.seeds]
    if not totals or not np.isfinite(min(totals)):
        return None
    best = int(np.argmin(totals))
    nodes, edges_ = lanes.way(graph, before, b.seeds[best].node)
    for before, layer in reversed(layers):
        tail, edge, _ = layer[nodes[0]]
        head, head_edges = lanes.way(graph, before, tail)
        nodes, edges_ = [*head, *nodes], [*head_edges, edge, *edges_]
    return Found(nodes, edges_, totals[best])


def points_of(  # noqa: PLR0913, PLR0917  everything that is known of the way
    chart: Chart, lanes: Lanes, a: Access, b: Access, found: Found, closed: int
) -> Way:
    """Points of the whole way over water, with the corners near its ends that it can do without left out."""
    ways = {node: points for node, _, _, points in a.approach.nodes}
    ends = {node: points for node, _, _, points in b.approach.nodes}
    corners = [tuple(point) for point in lanes.node[found.nodes].tolist()]
    dry = (lanes.flags[found.edges] & DRY > 0).tolist()
    head = [a.approach.start, *ways[found.nodes[0]]]
    tail = [*ends[found.nodes[-1]][::-1], b.approach.start]
    points = [*head, *corners, *tail]
    dry = [False] * len(head) + dry + [False] * len(tail)
    points, dry = _cut(chart, lanes, points, dry, closed)
    points, dry = _cut(chart, lanes, points[::-1], dry[::-1], closed)
    return Way(points[::-1], dry[::-1])


def _cut(
    chart: Chart, lanes: Lanes, points: list[Point], dry: list[bool], closed: int
) -> tuple[list[Point], list[bool]]:
    """Go straight from one of the first points to the farthest of the next that is in clear sight."""
    for first in range(_TRIES):
        last = min(first + _SKIP, len(points) - 1)
        while last > first + 1 and any(dry[first:last]):
            last -= 1
        if last < first + 2:
            break
        targets = np.array(points[first : last + 1])
        straight = sphere_km(targets, points[first])
        steps = np.linalg.norm(np.diff(vectors(targets), axis=0), axis=1) * _EARTH_KM
        saved = np.concatenate([[0.0], np.cumsum(steps)]) - straight
        worth = np.flatnonzero(saved > np.maximum(_WORTH_KM, _WORTH * straight))
        worth = worth[worth > 1]
        if len(worth) == 0:
            continue
        start, targets = points[first], targets[worth]
        seen = sees(chart, start, targets, aside_km=_ASIDE_KM)
        if seen.any():
            seen &= lanes.crossed(np.repeat([start], len(targets), axis=0), targets, closed) == 0
        if seen.any():
            far = first + int(worth[np.flatnonzero(seen)[-1]])
            points, dry = [*points[: first + 1], *points[far:]], [*dry[:first], False, *dry[far:]]
    return points, dry


def direct(chart: Chart, lanes: Lanes, a: Access, b: Access, closed: int) -> Way | None:
    """Go straight where nothing is in the way."""
    p, q = a.approach.start, b.approach.start
    if distance_km(p, q) > _DIRECT_KM:
        return None
    target = np.array([q])
    if not sees(chart, p, target)[0] or lanes.crossed(np.array([p]), target, closed)[0]:
        return None
    return Way([p, q], [False])


def sphere_km(lonlat: Floats, point: Point) -> Floats:
    """Distances on a sphere from points to a point, in kilometres."""
    chord = np.linalg.norm(vectors(lonlat) - vectors(np.array([point])), axis=1)
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.clip(chord / 2, 0.0, 1.0)))


def is_near(a: Access, b: Access) -> bool:
    """Whether minor nodes may lie between two places."""
    return distance_km(a.approach.start, b.approach.start) < NEAR_KM
