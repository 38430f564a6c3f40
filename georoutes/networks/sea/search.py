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
    from georoutes.networks.sea.lanes import Graph, Lanes, Spread

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
_SECTORS, _HARBOURS, _PER_END = 16, 3, 5
_FIRST_KM = np.array([1.5, 3.0, 6.0, 12.0, 25.0, 50.0, 100.0, 200.0])
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
    offing
        Nodes off the coast in all directions, from which straight ways over an ocean may begin.
    trail
        Rows of a node on the way to one of these, the node before and the edge between; a seed has none.
    """

    place: Point
    approach: Approach
    seeds: tuple[Seed, ...]
    gateways: tuple[Seed, ...]
    offing: tuple[Seed, ...]
    trail: npt.NDArray[np.int32]

    def way_to(self, node: int) -> tuple[list[int], list[int]]:
        """Nodes and edges from a seed to a gateway or a node of the offing."""
        nodes, edges = [node], []
        steps = {here: (before, edge) for here, before, edge in self.trail.tolist()}
        while nodes[-1] in steps:
            before, edge = steps[nodes[-1]]
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


def access(chart: Chart, lanes: Lanes, place: Point, found: Approach, closed: int) -> Access:
    """Find the nodes of long ways around a place that are reached without the passages closed."""
    seeds = tuple(
        Seed(node, cost, km + found.gap_km)
        for node, cost, km, points in found.nodes
        if not closed or not _crossed(lanes, [found.start, *points, lanes.node[node]], closed)
    )
    if not seeds:
        return Access(place, found, (), (), (), np.empty((0, 3), dtype=np.int32))
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
    before_row = np.where(inner, np.searchsorted(row, prior), -1)
    km = sum_along(before_row, step)
    # what a long way leads on to adds nothing
    entry = np.flatnonzero(lanes.major[node] & ~(inner & (lanes.flags[edge] & MAJOR > 0)))
    entry = entry[np.argsort(cost[entry])]
    outer = np.union1d(_offing(chart, found.start, lanes.node[node], cost), entry[:_HARBOURS])
    gateways, offing = (
        tuple(Seed(int(node[k]), float(cost[k]), float(km[k])) for k in some.tolist())
        for some in (entry, outer)
    )
    on_way = np.zeros(len(row), dtype=bool)
    here = np.concatenate([entry, outer])
    while len(here := here[~on_way[here] & inner[here]]):
        on_way[here] = True
        here = before_row[here]
    trail = np.stack([node, node[np.maximum(before_row, 0)], edge], axis=1)[on_way].astype(np.int32)
    return Access(place, found, seeds, gateways, offing, trail)


def _offing(
    chart: Chart, start: Point, lonlat: Floats, cost: npt.NDArray[np.floating]
) -> npt.NDArray[np.int64]:
    """Choose nodes away from land: in each direction the one that is reached at the least cost."""
    clear = np.flatnonzero(chart.clear_km(lonlat) > 0)
    east = ((lonlat[clear, 0] - start[0] + 180.0) % 360.0 - 180.0) * np.cos(np.radians(start[1]))
    angle = np.arctan2(east, lonlat[clear, 1] - start[1])
    order = np.argsort(cost[clear])
    sector = ((angle[order] / np.pi + 1.0) / 2.0 * _SECTORS).astype(int)
    return np.asarray(clear[order[np.unique(sector, return_index=True)[1]]])


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
    line = ocean_line(chart, lanes, closed, a, b, found.cost)
    if line is None:
        return found
    start, end, km = line
    head, head_edges = a.way_to(start.node)
    tail, tail_edges = b.way_to(end.node)
    return Found([*head, *tail[::-1]], [*head_edges, STRAIGHT, *tail_edges[::-1]], start.cost + km + end.cost)


def ocean_line(  # noqa: PLR0913, PLR0917  everything that is known of the way
    chart: Chart, lanes: Lanes, closed: int, a: Access, b: Access, cost: float
) -> tuple[Seed, Seed, float] | None:
    """Find the straight line over an ocean that makes a way cheaper; see `over_ocean`.

    Parameters
    ----------
    chart, lanes, closed, a, b
        As for `over_ocean`.
    cost
        Of the cheapest way on the network.

    Returns
    -------
    tuple or None
        The nodes off the two places that it joins, and its kilometres.
    """
    starts = _outbound(chart, lanes, a, b)
    ends = _outbound(chart, lanes, b, a)
    nodes = [np.array([seed.node for seed in some], dtype=np.int64) for some in (starts, ends)]
    costs = [np.array([seed.cost for seed in some]) for some in (starts, ends)]
    dots = lanes.vectors[nodes[0]] @ lanes.vectors[nodes[1]].T
    km = _EARTH_KM * np.arccos(np.clip(dots, -1.0, 1.0))
    total = costs[0][:, None] + km + costs[1]
    row, column = np.nonzero((total < _BETTER * cost) & (km > _OCEAN_KM))
    if len(row) == 0:
        return None
    best = np.argsort(total[row, column])[:_MOST]
    row, column = row[best], column[best]
    tails, heads = nodes[0][row], nodes[1][column]
    wet = over_water(chart, lanes.vectors[tails], lanes.vectors[heads]).all(axis=1)
    for k in np.flatnonzero(wet).tolist():
        p, q = lanes.node[tails[k]], lanes.node[heads[k : k + 1]]
        start = (float(p[0]), float(p[1]))
        if sees(chart, start, q, aside_km=_OFF_KM)[0] and not lanes.crossed(p[None], q, closed)[0]:
            return starts[row[k]], ends[column[k]], float(km[row[k], column[k]])
    return None


def _outbound(chart: Chart, lanes: Lanes, end: Access, other: Access) -> list[Seed]:
    """Choose nodes off a place from which a straight way to another place meets no land at first."""
    if not end.offing:
        return []
    v = lanes.vectors[[seed.node for seed in end.offing]]
    goal = vectors(np.array([other.approach.start]))
    angle = np.arccos(np.clip(v @ goal[0], -1.0, 1.0))
    order = np.argsort([seed.cost for seed in end.offing] + angle * _EARTH_KM)
    share = _FIRST_KM[:, None] / _EARTH_KM
    along = np.sin(np.maximum(angle - share, 0.0))[..., None] * v + np.sin(share)[..., None] * goal
    x, y, z = np.moveaxis(along, -1, 0)
    lonlat = np.degrees(np.stack([np.arctan2(y, x), np.arctan2(z, np.hypot(x, y))], axis=-1))
    wet = np.flatnonzero(chart.water(lonlat.reshape(-1, 2)).reshape(len(_FIRST_KM), -1).all(axis=0))
    return [end.offing[k] for k in order[np.isin(order, wet)][:_PER_END].tolist()]


def over_water(chart: Chart, a: Floats, b: Floats) -> npt.NDArray[np.bool_]:
    """Say of a few points on each straight line whether they are on water, before a closer look.

    Parameters
    ----------
    chart
        Water.
    a, b
        Ends of the lines: unit vectors.

    Returns
    -------
    numpy.ndarray
        A row for each line.
    """
    share = np.linspace(0.0, 1.0, _GLANCES + 2)[1:-1, None, None]
    x, y, z = np.moveaxis(a * (1.0 - share) + b * share, -1, 0)
    lonlat = np.degrees(np.stack([np.arctan2(y, x), np.arctan2(z, np.hypot(x, y))], axis=-1))
    return chart.water(lonlat.reshape(-1, 2)).reshape(_GLANCES, -1).T


def near_between(lanes: Lanes, closed: int, a: Access, b: Access) -> Found | None:
    """Find the cheapest way between places near each other that does not lead far around.

    Parameters
    ----------
    lanes
        The network.
    closed
        Bits of the passages that are closed.
    a, b
        The places.
    """
    graph = lanes.around([a.approach.start, b.approach.start], _NEAR_COST, closed)
    seeds, goals = ([seed for seed in end.seeds if seed.cost < _NEAR_COST] for end in (a, b))
    return _cheapest(lanes, graph, seeds, goals, _NEAR_COST)


def between(lanes: Lanes, closed: int, a: Access, b: Access) -> Found | None:
    """Find the cheapest way over the whole network; see `near_between`."""
    if not lanes.joined(closed, a.seeds, b.seeds):
        return None
    return _cheapest(lanes, lanes.graph(closed), a.seeds, b.seeds, np.inf)


def _cheapest(
    lanes: Lanes, graph: Graph, seeds: Sequence[Seed], goals: Sequence[Seed], limit: float
) -> Found | None:
    if not seeds or not goals:
        return None
    cost, before = graph.search(seeds, limit=limit)
    totals = cost[graph.number([seed.node for seed in goals])] + [seed.cost for seed in goals]
    best = int(np.argmin(totals))
    if not np.isfinite(totals[best]):
        return None
    nodes, edges = lanes.way(graph, before, goals[best].node)
    return Found(nodes, edges, float(totals[best]))


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
        arrived = cost[tails] + np.tile(lanes.cost(edges), 2)
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
