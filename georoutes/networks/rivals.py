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
    from georoutes.networks.snaps import Snap
    from georoutes.networks.totals import Walk

_LEAST_KM = 100.0  # a shorter path is hardly ever another line than the one meant
# shares are of kilometres: what a border costs is nothing that another line could replace
_SHARE = 0.3  # of the path that the other line replaces
_LEAST_SHARE = 0.1  # or so much, where its cost differs by `_FAR_LONGER`
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


class Tree(NamedTuple):
    """What a search from a place gave.

    Parameters
    ----------
    far
        Cost of reaching each node; the last is that of the place itself, which is 0.
    before
        The node before each on the way there.
    first
        Kilometres from the place to each node that was reached straight from it.
    """

    far: Floats
    before: npt.NDArray[np.int32]
    first: dict[int, float]

    @classmethod
    def of(
        cls,
        graph: LandGraph,
        nearest: dict[int, tuple[float, Snap]],
        far: Floats,
        before: npt.NDArray[np.int32],
    ) -> Tree:
        """Take what the search gave; `nearest` has how each node is met from the place itself."""
        return cls(far, before, {node: _joining_km(graph, snap, node) for node, (_, snap) in nearest.items()})


def rival(graph: LandGraph, cost: Floats, walk: Walk, tree: Tree) -> Rival | None:
    """Find the line that replaces most of a path and is not much dearer.

    Parameters
    ----------
    graph
        The network.
    cost
        Cost of each edge.
    walk
        The path.
    tree
        What the search gave.

    Returns
    -------
    Rival or None
        None where there is no such line, or the path is short.
    """
    if len(walk.nodes) == 0:
        return None
    path = _Path.of(graph, walk, tree)
    total = path.whole_km
    if total < _LEAST_KM:
        return None
    edge, low, high, longer = _meetings(graph, cost, path)
    least, most = _range(path, (edge, low, high, longer))
    if max(most, -least) < _TELLING * total:
        return None
    for row in np.argsort(path.km[low] - path.km[high], kind="stable")[:_TRIED].tolist():
        found = path.measured(int(edge[row]), int(low[row]), int(high[row]))
        apart = abs(found.km - found.instead_km) / total
        part = graph.arrays["node"][walk.nodes[max(low[row] - 1, 0) : high[row]]] * graph.unit
        shape = shapely.linestrings(part) if len(part) > 1 else shapely.points(part[0])
        nearest = shapely.get_coordinates(shapely.shortest_line(shape, shapely.points(found.by)))[0].tolist()
        if apart > _DIFFERS or distance_km((nearest[0], nearest[1]), found.by) > _ANOTHER_KM:
            return found._replace(least_km=least, most_km=most)
    return None


def _joining_km(graph: LandGraph, snap: Snap, node: int) -> float:
    """Kilometres from a place by a point of the network to the end of the edge there."""
    on_edge = snap.at_km if graph.arrays["tail"][snap.edge] == node else graph.km[snap.edge] - snap.at_km
    return snap.away_km + float(on_edge)


class _Path(NamedTuple):
    """A path, and the search that found it.

    Spots of the path are numbered: 0 is the place where it begins, and the others are its nodes. ``km`` is
    how far each spot is from the place, ``reached`` what it costs to get there, ``whole_km`` the length of
    all.
    """

    graph: LandGraph
    walk: Walk
    tree: Tree
    km: Floats
    reached: Floats
    whole_km: float

    @classmethod
    def of(cls, graph: LandGraph, walk: Walk, tree: Tree) -> _Path:
        nodes = walk.nodes
        first = np.array([0.0, _joining_km(graph, walk.start, int(nodes[0]))])
        reached = np.concatenate([[0.0], tree.far[nodes]])
        km: Floats = np.cumsum(np.concatenate([first, graph.km[walk.edge]]))
        whole_km = float(km[-1]) + _joining_km(graph, walk.end, int(nodes[-1]))
        return cls(graph, walk, tree, km, reached, whole_km)

    def measured(self, edge: int, low: int, high: int) -> Rival:
        """Follow a line from its middle edge to the path on either side."""
        graph, tree = self.graph, self.tree
        place = len(graph.arrays["node"])
        on_path = {place, *self.walk.nodes.tolist()}
        sides, joining = [], 0.0
        for node in (int(graph.arrays[end][edge]) for end in ("tail", "head")):
            way = [node]
            while way[-1] not in on_path:
                way.append(int(tree.before[way[-1]]))
            if way[-1] == place:
                way.pop()
                joining = tree.first[way[-1]]
            sides.append(way)
        line = np.array([*sides[0][::-1], *sides[1]], dtype=np.int64)
        passed = graph.edges_between(line[:-1], line[1:])
        km = graph.km[passed]
        middle = graph.vertices(int(passed[np.searchsorted(np.cumsum(km), km.sum() / 2.0)]))
        by = middle[len(middle) // 2].tolist()
        return Rival(float(km.sum()) + joining, float(self.km[high] - self.km[low]), (by[0], by[1]))


def _range(path: _Path, lines: tuple[Ints, Ints, Ints, Floats]) -> tuple[float, float]:
    """By how many kilometres other lines make the path shorter and longer, at most, as their costs tell."""
    edge, low, high, longer = lines
    if len(edge) == 0:
        return 0.0, 0.0
    changes = [0.0]
    for row in {int(longer.argmin()), int(longer.argmax())}:
        line = path.measured(int(edge[row]), int(low[row]), int(high[row]))
        changes.append(line.km - line.instead_km)
    return min(changes), max(changes)


def _meetings(graph: LandGraph, cost: Floats, path: _Path) -> tuple[Ints, Ints, Ints, Floats]:
    """Edges in the middle of other lines, where each leaves the path and comes back, and what more it costs.

    Where: the spots of the path.
    """
    nodes, (far, before, _) = path.walk.nodes, path.tree
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
    usable = near[tail] & near[head] & np.isfinite(cost)
    # the path itself begins and ends in the middle of an edge: there it would be met as another line
    usable[[path.walk.start.edge, path.walk.end.edge]] = False
    use = np.flatnonzero(usable)
    tail, head = tail[use], head[use]
    one, other = at[rank[tail]], at[rank[head]]
    apart = (one >= 0) & (other >= 0) & (one != other)
    use, tail, head, one, other = use[apart], tail[apart], head[apart], one[apart], other[apart]
    low, high = np.minimum(one, other), np.maximum(one, other)
    reached = path.reached
    through = far[tail] - reached[one] + cost[use] + far[head] - reached[other]
    longer, total = through - (reached[high] - reached[low]), float(reached[-1])
    section = (path.km[high] - path.km[low]) / path.whole_km
    of_path = (place[rank[tail]] >= 0) & (place[rank[head]] >= 0) & (high - low == 1)
    much = (section > _SHARE) | ((section > _LEAST_SHARE) & (longer > _FAR_LONGER * total))
    good = much & (longer < _LONGER * total) & ~of_path
    return use[good], low[good].astype(np.int64), high[good].astype(np.int64), longer[good]
