"""A place joined to the ways between places far apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.networks.sea.graphs import Seeds, sum_along
from georoutes.networks.sea.lanes import MAJOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from georoutes.networks.base import Point
    from georoutes.networks.sea.approach import Approach
    from georoutes.networks.sea.chart import Chart
    from georoutes.networks.sea.waters import Waters

Floats = npt.NDArray[np.float64]

_LOCAL_COST = 350.0
_SECTORS, _HARBOURS = 16, 3


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
    seeds: Seeds
    gateways: Seeds
    offing: Seeds
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


def access(waters: Waters, place: Point, found: Approach) -> Access:
    """Find the nodes of long ways around a place that are reached without the passages closed."""
    lanes = waters.lanes
    seeds = Seeds.of(
        [
            (node, cost, km + found.gap_km)
            for node, cost, km, points in found.nodes
            if not waters.closed or not _crossed(waters, [found.start, *points, lanes.node[node]])
        ]
    )
    if len(seeds) == 0:
        return Access(place, found, seeds, seeds, seeds, np.empty((0, 3), dtype=np.int32))
    limit = float(seeds.cost.min()) + _LOCAL_COST
    graph = lanes.around([found.start], limit, waters.closed)
    seeds = seeds.at(seeds.cost < limit)
    cost, before = graph.search(seeds, limit=limit)
    row = np.flatnonzero(np.isfinite(cost))
    prior = before[row].astype(np.int64)
    inner = prior < len(graph.nodes)
    edge = np.full(len(row), -1)
    edge[inner] = graph.edge_between(prior[inner], row[inner])
    node, cost = graph.nodes[row], cost[row]
    step = np.where(inner, lanes.km[edge], 0.0)
    first = np.searchsorted(node, seeds.node)
    step[first[~inner[first]]] = seeds.km[~inner[first]]
    before_row = np.where(inner, np.searchsorted(row, prior), -1)
    km = sum_along(before_row, step)
    # what a long way leads on to adds nothing
    entry = np.flatnonzero(lanes.major[node] & ~(inner & (lanes.flags[edge] & MAJOR > 0)))
    entry = entry[np.argsort(cost[entry])]
    outer = np.union1d(_offing(waters.chart, found.start, lanes.node[node], cost), entry[:_HARBOURS])
    reached = Seeds(node, np.asarray(cost, dtype=np.float64), km)
    on_way = np.zeros(len(row), dtype=bool)
    here = np.concatenate([entry, outer])
    while len(here := here[~on_way[here] & inner[here]]):
        on_way[here] = True
        here = before_row[here]
    trail = np.stack([node, node[np.maximum(before_row, 0)], edge], axis=1)[on_way].astype(np.int32)
    return Access(place, found, seeds, reached.at(entry), reached.at(outer), trail)


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


def _crossed(waters: Waters, points: Sequence[Point | Floats]) -> bool:
    """Whether a line crosses a passage that is closed."""
    line = np.array(points)
    return bool(waters.crossed(line[:-1], line[1:]).any())
