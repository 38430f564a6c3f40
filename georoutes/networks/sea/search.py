"""Find the cheapest way over the network, by passages asked for and without those closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.networks.base import distance_km, geodesic_points
from georoutes.networks.sea.approach import sees
from georoutes.networks.sea.drawing import Way
from georoutes.networks.sea.lanes import DRY, MAJOR, Seed, sum_along, vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from georoutes.networks.base import Point
    from georoutes.networks.sea.approach import Approach
    from georoutes.networks.sea.chart import Chart
    from georoutes.networks.sea.lanes import Lanes, Spread

    Shortcut = Callable[[tuple[Point, ...], int], int]

Floats = npt.NDArray[np.float64]


NEAR_KM = 500.0
"""Between places nearer than this the whole network is searched, not its major nodes only."""

STRAIGHT = -1
"""Stands for an edge that the network does not have: the straight way between two nodes."""

_EARTH_KM = 6371.0088
_NEAR_COST = 3.0 * NEAR_KM  # a way between near places costs no more, or the whole network is searched
_DIRECT_KM = 250.0  # farther, a straight way keeps off the coast too
_ASIDE_KM = 4.0
_SKIP, _TRIES = 8, 2
_WORTH_KM, _WORTH = 1.0, 0.002  # a corner is cut when that saves so much
_LOCAL_COST = 350.0
_GLANCES = 40
_OCEAN_KM, _BETTER, _MOST = 500.0, 0.997, 12  # a straight way is looked for where it is so much better
_OFF_KM = 8.0  # a straight way over an ocean keeps so far off: the sphere that is looked at is not the earth


class Access(NamedTuple):
    """A place and the nodes where it joins the ways between places far apart.

    Parameters
    ----------
    place
        Longitude and latitude in degrees.
    approach
        How it is joined to the network.
    seeds
        Nodes of the network with the cost of getting there.
    gateways
        Nodes of long ways with the cost of getting there.
    trail
        For each node on the way to a gateway the node before and the edge between; a seed has none.
    """

    place: Point
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
        Of the network, in order; an edge may be `STRAIGHT`.
    cost
        Of the whole way, in kilometres of open sea.
    """

    nodes: list[int]
    edges: list[int]
    cost: float


def access(lanes: Lanes, place: Point, found: Approach, closed: int) -> Access:
    """Find the nodes of long ways around a place that are reached without the passages closed."""
    seeds = tuple(
        Seed(node, cost, km + found.gap_km)
        for node, cost, km, points in found.nodes
        if not closed or not _crossed(lanes, [found.start, *points, lanes.node[node]], closed)
    )
    if not seeds:
        return Access(place, found, (), (), {})
    limit = min(seed.cost for seed in seeds) + _LOCAL_COST
    graph = lanes.around([found.start], limit, closed)
    seeds = tuple(seed for seed in seeds if seed.cost < limit)
    cost, before = graph.search(seeds, limit=limit)
    row = np.flatnonzero(np.isfinite(cost))
    prior = before[row].astype(np.int64)
    inner = prior < len(graph.nodes)
    edge = np.full(len(row), -1)
    edge[inner] = graph.edge_between(prior[inner], row[inner])
    node, cost = graph.nodes[row], cost[row]
    first_km = {seed.node: seed.km for seed in seeds}
    step = np.where(inner, lanes.km[edge], [first_km.get(n, 0.0) for n in node.tolist()])
    km = sum_along(np.where(inner, np.searchsorted(row, prior), -1), step)
    # what a long way leads on to adds nothing
    entry = np.flatnonzero(lanes.major[node] & ~(inner & (lanes.flags[edge] & MAJOR > 0)))
    gateways = tuple(
        Seed(int(node[k]), float(cost[k]), float(km[k])) for k in entry[np.argsort(cost[entry])].tolist()
    )
    trail: dict[int, tuple[int, int]] = {}
    for k in entry.tolist():
        here = int(row[k])
        while int(graph.nodes[here]) not in trail and (u := before.item(here)) < len(graph.nodes):
            trail[int(graph.nodes[here])] = int(graph.nodes[u]), int(edge[np.searchsorted(row, here)])
            here = u
    return Access(place, found, seeds, gateways, trail)


def _crossed(lanes: Lanes, points: Sequence[Point | Floats], closed: int) -> bool:
    """Whether a line crosses a passage that is closed."""
    line = np.array(points)
    return bool(lanes.crossed(line[:-1], line[1:], closed).any())


def far_between(lanes: Lanes, closed: int, a: Access, b: Access, spread: Spread) -> Found | None:
    """Find the cheapest way between places far apart, over nodes of long ways only.

    Parameters
    ----------
    lanes
        The network.
    closed
        Bits of the passages that are closed.
    a, b
        The places.
    spread
        The search from the first of them.
    """
    graph = lanes.graph(closed, major=True)
    cost, before = spread
    far = cost[graph.number([seed.node for seed in b.gateways])]
    totals = far + [seed.cost for seed in b.gateways]
    best = int(np.argmin(totals))
    if not np.isfinite(totals[best]):
        return None
    nodes, edges = lanes.way(graph, before, b.gateways[best].node)
    head, head_edges = a.way_to(nodes[0])
    tail, tail_edges = b.way_to(nodes[-1])
    return Found(
        [*head, *nodes[1:], *tail[-2::-1]], [*head_edges, *edges, *tail_edges[::-1]], float(totals[best])
    )


def over_ocean(  # noqa: PLR0913, PLR0917  everything that is known of the way
    chart: Chart, lanes: Lanes, closed: int, a: Access, b: Access, found: Found
) -> Found:
    """Go straight from a node near the one place to a node near the other where only open sea lies between.

    The network has the corners that ships round, but not every straight way over an ocean.

    Parameters
    ----------
    chart
        Water.
    lanes
        The network.
    closed
        Bits of the passages that are closed.
    a, b
        The places.
    found
        The cheapest way on the network, which is given back where there is nothing better.
    """
    nodes = [np.array([seed.node for seed in end.gateways]) for end in (a, b)]
    costs = [np.array([seed.cost for seed in end.gateways]) for end in (a, b)]
    dots = lanes.vectors[nodes[0]] @ lanes.vectors[nodes[1]].T
    km = _EARTH_KM * np.arccos(np.clip(dots, -1.0, 1.0))
    total = costs[0][:, None] + km + costs[1]
    row, column = np.nonzero((total < _BETTER * found.cost) & (km > _OCEAN_KM))
    best = np.argsort(total[row, column])[:_MOST]
    row, column = row[best], column[best]
    tails, heads = nodes[0][row], nodes[1][column]
    for k in np.flatnonzero(_over_water(chart, lanes.vectors[tails], lanes.vectors[heads])).tolist():
        p, q = lanes.node[tails[k]], lanes.node[heads[k : k + 1]]
        start = (float(p[0]), float(p[1]))
        if sees(chart, start, q, aside_km=_OFF_KM)[0] and not lanes.crossed(p[None], q, closed)[0]:
            head, head_edges = a.way_to(int(tails[k]))
            tail, tail_edges = b.way_to(int(heads[k]))
            edges = [*head_edges, STRAIGHT, *tail_edges[::-1]]
            return Found([*head, *tail[::-1]], edges, float(total[row[k], column[k]]))
    return found


def _over_water(chart: Chart, a: Floats, b: Floats) -> npt.NDArray[np.bool_]:
    """Say of each straight line whether a few points on it are on water, before a closer look."""
    share = np.linspace(0.0, 1.0, _GLANCES + 2)[1:-1, None, None]
    x, y, z = np.moveaxis(a * (1.0 - share) + b * share, -1, 0)
    lonlat = np.degrees(np.stack([np.arctan2(y, x), np.arctan2(z, np.hypot(x, y))], axis=-1))
    return np.asarray(chart.water(lonlat.reshape(-1, 2)).reshape(_GLANCES, -1).all(axis=0))


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
    starts = [a.approach.start, b.approach.start]
    for limit in (_NEAR_COST, np.inf) if near else (np.inf,):
        graph = lanes.graph(closed) if limit == np.inf else lanes.around(starts, limit, closed)
        seeds = [[seed for seed in end.seeds if seed.cost < limit] for end in (a, b)]
        if not seeds[0] or not seeds[1]:
            continue
        cost, before = graph.search(seeds[0], limit=limit)
        totals = cost[graph.number([seed.node for seed in seeds[1]])] + [seed.cost for seed in seeds[1]]
        best = int(np.argmin(totals))
        if np.isfinite(totals[best]):
            nodes, edges = lanes.way(graph, before, seeds[1][best].node)
            return Found(nodes, edges, float(totals[best]))
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
    shortcut: Shortcut, lanes: Lanes, a: Access, b: Access, found: Found, closed: int
) -> Way:
    """Points of the whole way over water, with the corners near its ends that it can do without left out."""
    ways = {node: points for node, _, _, points in a.approach.nodes}
    ends = {node: points for node, _, _, points in b.approach.nodes}
    corners = [tuple(point) for point in lanes.node[found.nodes].tolist()]
    edges = np.array(found.edges, dtype=np.int64)
    dry = ((lanes.flags[edges] & DRY > 0) & (edges != STRAIGHT)).tolist()
    head = [a.approach.start, *ways[found.nodes[0]]]
    tail = [*ends[found.nodes[-1]][::-1], b.approach.start]
    points = [*head, *corners, *tail]
    dry = [False] * len(head) + dry + [False] * len(tail)
    points, dry = _cut(shortcut, points, dry, closed)
    points, dry = _cut(shortcut, points[::-1], dry[::-1], closed)
    return Way(points[::-1], dry[::-1])


def _cut(
    shortcut: Shortcut, points: list[Point], dry: list[bool], closed: int
) -> tuple[list[Point], list[bool]]:
    """Go straight from each of the first points to the farthest of the next that is in clear sight."""
    for first in range(_TRIES):
        last = min(first + _SKIP, len(points) - 1)
        while last > first + 1 and any(dry[first:last]):
            last -= 1
        if last < first + 2:
            break
        far = first + shortcut(tuple(points[first : last + 1]), closed)
        if far > first:
            points, dry = [*points[: first + 1], *points[far:]], [*dry[:first], False, *dry[far:]]
    return points, dry


def shortcut(chart: Chart, lanes: Lanes, points: tuple[Point, ...], closed: int) -> int:
    """Find the farthest of some points that the first sees and that it is worth going straight to, or 0."""
    targets = np.array(points)
    straight = sphere_km(targets, points[0])
    steps = np.linalg.norm(np.diff(vectors(targets), axis=0), axis=1) * _EARTH_KM
    saved = np.concatenate([[0.0], np.cumsum(steps)]) - straight
    worth = np.flatnonzero(saved > np.maximum(_WORTH_KM, _WORTH * straight))
    worth = worth[worth > 1]
    if len(worth) == 0:
        return 0
    seen = sees(chart, points[0], targets[worth], aside_km=_ASIDE_KM)
    if seen.any():
        seen &= lanes.crossed(np.repeat([points[0]], len(worth), axis=0), targets[worth], closed) == 0
    return int(worth[np.flatnonzero(seen)[-1]]) if seen.any() else 0


def direct(chart: Chart, lanes: Lanes, a: Access, b: Access, closed: int) -> Way | None:
    """Go straight where nothing is in the way."""
    p, q = a.approach.start, b.approach.start
    aside = 0.0 if distance_km(p, q) < _DIRECT_KM else _OFF_KM
    target = np.array([q])
    glance = np.array(geodesic_points(p, q, distance_km(p, q) / _GLANCES))
    if not chart.water(glance).all():  # before a closer look
        return None
    if not sees(chart, p, target, aside_km=aside)[0] or lanes.crossed(np.array([p]), target, closed)[0]:
        return None
    return Way([p, q], [False])


def sphere_km(lonlat: Floats, point: Point) -> Floats:
    """Distances on a sphere from points to a point, in kilometres."""
    chord = np.linalg.norm(vectors(lonlat) - vectors(np.array([point])), axis=1)
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.clip(chord / 2, 0.0, 1.0)))


def is_near(a: Access, b: Access) -> bool:
    """Whether minor nodes may lie between two places."""
    return distance_km(a.approach.start, b.approach.start) < NEAR_KM
