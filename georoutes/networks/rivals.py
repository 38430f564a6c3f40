"""Another line that a path could have taken, found in the search that found the path.

A shortest path says nothing of how close the second best was, and the data do not know which line is taken.
Every line that leaves the path and comes back to it has one edge, somewhere in its middle, where two branches
of the search tree meet; so one search has met every such line already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from georoutes.networks.base import distance_km

if TYPE_CHECKING:
    from georoutes.networks.base import Point
    from georoutes.networks.graph import Floats, LandGraph
    from georoutes.networks.totals import Walk

_LEAST_KM = 100.0  # a shorter path is hardly ever another line than the one meant
_SHARE = 0.3  # of the path that the other line replaces
_LEAST_SHARE = 0.1  # or so much, where its length differs by `_FAR_LONGER`
_FAR_LONGER = 0.045
_LONGER = 0.2  # of the path's cost, at most, by which the other line costs more
_ANOTHER_KM = 10.0  # one that keeps nearer to the path is the other track, unless its length tells it apart
_DIFFERS = 0.03
_TRIED = 12
_TELLING = 0.05  # lines that change the length of the path by less than this share of it are not told

Ints = npt.NDArray[np.int64]


class Rival(NamedTuple):
    """A line that replaces a part of a path.

    Parameters
    ----------
    km
        Its length.
    instead_km
        Length of the part that it replaces.
    by
        A point in its middle: longitude and latitude in degrees.
    least_km, most_km
        By how much other lines like it make the path shorter (less than 0) and longer, at most.
    """

    km: float
    instead_km: float
    by: Point
    least_km: float = 0.0
    most_km: float = 0.0


def rival(
    graph: LandGraph, cost: Floats, walk: Walk, far: Floats, before: npt.NDArray[np.int32]
) -> Rival | None:
    """Find the line that replaces most of a path and is not much dearer.

    Parameters
    ----------
    graph
        The network.
    cost
        Cost of each edge.
    walk
        The path.
    far, before
        What the search gave: cost to each node, and the node before it.

    Returns
    -------
    Rival or None
        None where there is no such line, or the path is short.
    """
    nodes = walk.nodes
    if len(nodes) == 0 or far[nodes[-1]] < _LEAST_KM:
        return None
    edge, low, high, longer = _meetings(graph, cost, nodes, far, before)
    section = _reached(far, nodes)[high] - _reached(far, nodes)[low]
    least, most = _range(graph, nodes, (edge, low, high, longer), before)
    if max(most, -least) < _TELLING * float(far[nodes[-1]]):
        return None
    for row in np.argsort(-section, kind="stable")[:_TRIED].tolist():
        found = _measured(graph, nodes, int(edge[row]), (int(low[row]), int(high[row])), before)
        apart = abs(found.km - found.instead_km) / float(far[nodes[-1]])
        part = graph.arrays["node"][nodes[max(low[row] - 1, 0) : high[row]]] * graph.unit
        shape = shapely.linestrings(part) if len(part) > 1 else shapely.points(part[0])
        nearest = shapely.get_coordinates(shapely.shortest_line(shape, shapely.points(found.by)))[0].tolist()
        if apart > _DIFFERS or distance_km((nearest[0], nearest[1]), found.by) > _ANOTHER_KM:
            return found._replace(least_km=least, most_km=most)
    return None


def _range(
    graph: LandGraph, nodes: Ints, lines: tuple[Ints, Ints, Ints, Floats], before: npt.NDArray[np.int32]
) -> tuple[float, float]:
    """By how many kilometres other lines make the path shorter and longer, at most, as their costs tell."""
    edge, low, high, longer = lines
    if len(edge) == 0:
        return 0.0, 0.0
    changes = [0.0]
    for row in {int(longer.argmin()), int(longer.argmax())}:
        line = _measured(graph, nodes, int(edge[row]), (int(low[row]), int(high[row])), before)
        changes.append(line.km - line.instead_km)
    return min(changes), max(changes)


def _meetings(
    graph: LandGraph, cost: Floats, nodes: Ints, far: Floats, before: npt.NDArray[np.int32]
) -> tuple[Ints, Ints, Ints, Floats]:
    """Edges in the middle of other lines, where each leaves the path and comes back, and what more it costs.

    Where: 0 is the place itself, before the first node.
    """
    n = len(graph.arrays["node"])
    near = far <= (1.0 + _LONGER) * far[nodes[-1]]  # and the place itself, the last of all, is number n
    reached_nodes = np.flatnonzero(near)
    count = len(reached_nodes)  # which stands for nowhere
    rank = np.full(n + 1, count, dtype=np.int32)
    rank[reached_nodes] = np.arange(count)
    place = np.full(count + 1, -1, dtype=np.int32)
    place[rank[nodes]] = np.arange(1, len(nodes) + 1)
    place[count - 1] = 0
    branch = np.append(rank[before[reached_nodes[:-1]]], [count - 1, count])
    branch[rank[nodes]] = rank[nodes]
    while True:  # every step doubles the way back, until each node is at where its branch leaves the path
        farther = branch[branch]
        if np.array_equal(farther, branch):
            break
        branch = farther
    at = place[branch]
    tail, head = graph.arrays["tail"], graph.arrays["head"]
    use = np.flatnonzero(near[tail] & near[head])
    use = use[np.isfinite(cost[use])]
    tail, head = tail[use], head[use]
    one, other = at[rank[tail]], at[rank[head]]
    apart = (one >= 0) & (other >= 0) & (one != other)
    use, tail, head, one, other = use[apart], tail[apart], head[apart], one[apart], other[apart]
    low, high = np.minimum(one, other), np.maximum(one, other)
    reached = _reached(far, nodes)
    section = reached[high] - reached[low]
    through = far[tail] - reached[one] + cost[use] + far[head] - reached[other]
    total = float(reached[-1])
    of_path = (place[rank[tail]] >= 0) & (place[rank[head]] >= 0) & (high - low == 1)
    longer = through - section
    much = (section > _SHARE * total) | ((section > _LEAST_SHARE * total) & (longer > _FAR_LONGER * total))
    good = much & (longer < _LONGER * total) & ~of_path
    return use[good], low[good].astype(np.int64), high[good].astype(np.int64), longer[good]


def _reached(far: Floats, nodes: Ints) -> Floats:
    """Cost to the place itself, and to each node of the path."""
    costs: Floats = np.concatenate([[0.0], far[nodes]])
    return costs


def _measured(
    graph: LandGraph, nodes: Ints, edge: int, ends: tuple[int, int], before: npt.NDArray[np.int32]
) -> Rival:
    """Follow a line from its middle edge to the path on either side."""
    place = len(graph.arrays["node"])
    on_path = {place, *nodes.tolist()}
    sides = []
    for node in (int(graph.arrays[end][edge]) for end in ("tail", "head")):
        way = [node]
        while way[-1] not in on_path:
            way.append(int(before[way[-1]]))
        sides.append(way[:-1] if way[-1] == place else way)
    line = np.array([*sides[0][::-1], *sides[1]], dtype=np.int64)
    passed = graph.edges_between(line[:-1], line[1:])
    km = graph.km[passed]
    middle = graph.vertices(int(passed[np.searchsorted(np.cumsum(km), km.sum() / 2.0)]))
    by = middle[len(middle) // 2].tolist()
    part = nodes[max(ends[0] - 1, 0) : ends[1]]
    instead = graph.km[graph.edges_between(part[:-1], part[1:])]
    return Rival(float(km.sum()), float(instead.sum()), (by[0], by[1]))
