"""Find the cheapest way over the network, by passages asked for and without those closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from georoutes.networks.base import distance_km
from georoutes.networks.sea.graphs import Seeds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from georoutes.networks.sea.access import Access
    from georoutes.networks.sea.graphs import Graph, Spread
    from georoutes.networks.sea.waters import Waters

NEAR_KM = 500.0
"""Between places nearer than this the whole network is searched, not its major nodes only."""

NEAR_COST = 3.0 * NEAR_KM
"""A way between near places costs no more, or the whole network is searched."""

STRAIGHT = -1
"""Stands for an edge that the network does not have: the straight way between two nodes."""


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


def is_near(a: Access, b: Access) -> bool:
    """Whether minor nodes may lie between two places."""
    return distance_km(a.approach.start, b.approach.start) < NEAR_KM


def far_between(graph: Graph, spread: Spread, a: Access, b: Access) -> Found | None:
    """Find the cheapest way between places far apart, over nodes of long ways only.

    Parameters
    ----------
    graph, spread
        What was searched, and the search from the first of them over it.
    a, b
        The places.
    """
    goals = b.gateways.at(graph.has(b.gateways.node))
    best = graph.cheapest(spread, goals) if len(goals) else None
    if best is None:
        return None
    nodes, edges = graph.way(spread[1], int(goals.node[best[0]]))
    head, head_edges = a.way_to(nodes[0])
    tail, tail_edges = b.way_to(nodes[-1])
    return Found([*head, *nodes[1:], *tail[-2::-1]], [*head_edges, *edges, *tail_edges[::-1]], best[1])


def near_between(waters: Waters, a: Access, b: Access) -> Found | None:
    """Find the cheapest way between places near each other that does not lead far around.

    Parameters
    ----------
    waters
        Where ships can go.
    a, b
        The places.
    """
    graph = waters.lanes.around([a.approach.start, b.approach.start], NEAR_COST, waters.closed)
    seeds, goals = (end.seeds.at(end.seeds.cost < NEAR_COST) for end in (a, b))
    return _cheapest(graph, seeds, goals, NEAR_COST)


def between(waters: Waters, a: Access, b: Access) -> Found | None:
    """Find the cheapest way over the whole network; see `near_between`."""
    if not waters.lanes.joined(waters.closed, a.seeds, b.seeds):
        return None
    return _cheapest(waters.all_ways, a.seeds, b.seeds, np.inf)


def _cheapest(graph: Graph, seeds: Seeds, goals: Seeds, limit: float) -> Found | None:
    if len(seeds) == 0 or len(goals) == 0:
        return None
    spread = graph.search(seeds, limit=limit)
    best = graph.cheapest(spread, goals)
    if best is None:
        return None
    return Found(*graph.way(spread[1], int(goals.node[best[0]])), best[1])


def through(waters: Waters, a: Access, b: Access, passages: Sequence[tuple[str, ...]]) -> Found | None:
    """Find the cheapest way that uses passages in order; each entry names passages one of which will do."""
    lanes, graph = waters.lanes, waters.all_ways
    seeds = a.seeds
    layers = []
    for names in passages:
        if len(seeds) == 0:
            return None
        cost, before = graph.search(seeds)
        wanted = (lanes.tags & np.uint32(lanes.bits(names))) != 0
        edges = np.flatnonzero(wanted & ((lanes.tags & np.uint32(waters.closed)) == 0))
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
        seeds = Seeds.of([(node, total, 0.0) for node, (_, _, total) in layer.items()])
    last = _cheapest(graph, seeds, b.seeds, np.inf)
    if last is None:
        return None
    nodes, edges_ = last.nodes, last.edges
    for before, layer in reversed(layers):
        tail, edge, _ = layer[nodes[0]]
        head, head_edges = graph.way(before, tail)
        nodes, edges_ = [*head, *nodes], [*head_edges, edge, *edges_]
    return Found(nodes, edges_, last.cost)
