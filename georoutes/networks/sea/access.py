"""A place joined to the ways between places far apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.networks.sea.graphs import Seeds
from georoutes.networks.sea.lanes import MAJOR
from georoutes.networks.sea.sphere import counted

if TYPE_CHECKING:
    from georoutes.networks.base import Point
    from georoutes.networks.sea.approach import Approach
    from georoutes.networks.sea.chart import Chart
    from georoutes.networks.sea.waters import Waters

Floats = npt.NDArray[np.float64]

_LOCAL_COST = 350.0
_SECTORS, _HARBOURS = 16, 3
_FAR_ASIDE = 1.1  # kilometres are those of a sphere or of cells


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
    seeds = Seeds.of([(node, cost, km + found.gap_km) for node, cost, km, _ in found.nodes])
    seeds = seeds.at(_open(waters, found))
    if len(seeds) == 0:
        return Access(place, found, seeds, seeds, seeds, np.empty((0, 3), dtype=np.int32))
    limit = float(seeds.cost.min()) + _LOCAL_COST
    graph = lanes.around([found.start], limit, waters.closed)
    seeds = seeds.at(seeds.cost < limit)
    cost, before = graph.search(seeds, limit=limit)
    reached = np.flatnonzero(np.isfinite(cost))
    entry = reached[lanes.major[graph.nodes[reached]]]
    inner = np.flatnonzero(before[entry] < len(graph.nodes))
    edge = graph.edge_between(before[entry[inner]].astype(np.int64), entry[inner])
    # what a long way leads on to adds nothing
    ends_here = np.ones(len(entry), dtype=bool)
    ends_here[inner[lanes.flags[edge] & MAJOR > 0]] = False
    entry = entry[ends_here]
    entry = entry[np.argsort(cost[entry])]
    off = reached[_offing(waters.chart, found.start, lanes.node[graph.nodes[reached]], cost[reached])]
    outer = np.array(sorted({*off.tolist(), *entry[:_HARBOURS].tolist()}), dtype=np.int64)
    both = np.concatenate([entry, outer])
    way = lanes.ways(graph, before, both)
    km = way.km + seeds.km[np.argmax(seeds.node[:, None] == graph.nodes[way.first], axis=0)]
    ends = Seeds(graph.nodes[both], np.asarray(cost[both], dtype=np.float64), km)
    trail = np.stack([graph.nodes[way.node], graph.nodes[before[way.node]], way.edge], axis=1).astype(
        np.int32
    )
    return Access(place, found, seeds, ends.at(slice(len(entry))), ends.at(slice(len(entry), None)), trail)


def _offing(
    chart: Chart, start: Point, lonlat: Floats, cost: npt.NDArray[np.floating]
) -> npt.NDArray[np.int64]:
    """Choose nodes away from land: in each direction the one that is reached at the least cost."""
    clear = np.flatnonzero(chart.clear_km(lonlat) > 0)
    east = ((lonlat[clear, 0] - start[0] + 180.0) % 360.0 - 180.0) * np.cos(np.radians(start[1]))
    angle = np.arctan2(east, lonlat[clear, 1] - start[1])
    order = np.argsort(cost[clear])
    sector = ((angle[order] / np.pi + 1.0) / 2.0 * _SECTORS).astype(int)
    first = np.full(_SECTORS + 1, -1)
    first[sector[::-1]] = order[::-1]  # the last to be written stays
    return np.asarray(clear[first[first >= 0]])


def _open(waters: Waters, found: Approach) -> npt.NDArray[np.bool_]:
    """Say which nodes are reached without crossing a passage that is closed."""
    reach_km = 1.0 + _FAR_ASIDE * max((km for _, _, km, _ in found.nodes), default=0.0)
    if not found.nodes or not waters.lanes.gates.near(found.start, reach_km, waters.closed):
        return np.ones(len(found.nodes), dtype=bool)
    lines = [[found.start, *points, waters.lanes.node[node]] for node, _, _, points in found.nodes]
    a, b = (
        np.array([point for line in lines for point in line[side]]) for side in (slice(-1), slice(1, None))
    )
    owner, _ = counted(np.array([len(line) - 1 for line in lines]))
    return np.asarray(np.bincount(owner, waters.crossed(a, b), len(lines)) == 0)
