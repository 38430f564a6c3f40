"""Figures of very many pairs: each place is climbed from once, and a pair is two climbs that meet.

From a place, a climb along the upward arcs of a hierarchy reaches some tens of nodes by rail and hundreds by
road, and every cheapest path between two places passes a node that both climbs reach. So the figures of a
pair are those of the way up from its origin and of the way up from its destination, added up: no path is
followed edge by edge.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.networks.flags import Flag
from georoutes.networks.search import along_one_edge, both_ends
from georoutes.networks.totals import Sums
from georoutes.networks.upward import open_upward

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from georoutes.networks.courses import Numbers
    from georoutes.networks.many import Pair, Way
    from georoutes.networks.search import Access, Space
    from georoutes.networks.upward import Upward

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_KEPT = 50_000  # places whose climbs stay in memory: about 4 kB each by rail, 20 kB by road
_TABLE = 4_000_000  # entries of the table that climbs from some origins are laid out in
_PAIRS = 20_000  # that are joined at once
_ON_NETWORK = np.array([0, 2, 3, 4])  # all figures but the connector
_KM = np.array([1e-3, 1.0, 1e-3, 1e-3, 1.0])  # figures are kept in metres, connectors in kilometres


class Climb(NamedTuple):
    """What is reached by climbing from a place.

    Parameters
    ----------
    node
        Rank of each node, rising.
    cost
        To get there.
    figures
        Metres on the network, connector in kilometres, assumed metres, healed metres, changes of gauge.
    course
        Number of the course from the place to the node.
    """

    node: Ints
    cost: Floats
    figures: Floats
    course: Numbers


class Labels:
    """A network prepared for figures alone; kept with its space.

    Parameters
    ----------
    space
        The network.
    """

    def __init__(self, space: Space) -> None:
        self.space = space
        self.upward: Upward = open_upward(space)
        # single numbers are read from a memoryview as plain numbers, and quickly
        self._first = np.ascontiguousarray(self.upward.first).data
        self._head = np.ascontiguousarray(self.upward.head).data
        self._cost = np.ascontiguousarray(self.upward.cost).data
        self._climbs: dict[Way, Climb] = {}

    def climbs(self, ways: Sequence[Way], access: Sequence[Sequence[Access]]) -> list[Climb]:
        """Climb from places, all those at once that were not climbed from before."""
        new = [i for i, way in enumerate(ways) if way not in self._climbs]
        made = dict(zip(new, self._climb([access[i] for i in new]), strict=True))
        climbs = [made[i] if i in made else self._climbs[way] for i, way in enumerate(ways)]
        self._climbs.update((ways[i], climb) for i, climb in made.items())
        while len(self._climbs) > _KEPT:
            self._climbs.pop(next(iter(self._climbs)), None)
        return climbs

    def _climb(self, access: Sequence[Sequence[Access]]) -> Iterator[Climb]:
        """Search from each place, and add up the figures of all."""
        rows = _Rows([], [], [], [], [])
        sizes: list[int] = []
        joins: list[tuple[float, ...]] = []
        countries: list[tuple[int, int]] = []
        graph, rank = self.space.graph, self.upward.rank
        flags = graph.arrays["flags"]
        codes = {str(code): number for number, code in enumerate(graph.arrays["country"])}
        for ways in access:
            first: dict[int, tuple[float, int]] = {}
            for snap, value in ways:
                kind = int(flags[snap.edge]) & (Flag.LINK | Flag.HEALED)
                for node, km in both_ends(graph, snap):
                    cost, at = value + km * float(self.space.per_km[snap.edge]), int(rank[node])
                    if cost < first.get(at, (np.inf, 0))[0]:
                        first[at] = cost, len(joins)
                        metres = km * 1e3
                        joins.append(
                            (metres, snap.away_km, metres * (kind > 0), metres * (kind == Flag.HEALED), 0.0)
                        )
                        country = graph.arrays["node_country"][node]
                        countries.append((codes[snap.country], int(country)))
            before = len(rows.node)
            self._search(first, rows)
            sizes.append(len(rows.node) - before)
        if not sizes:
            return
        figures, course = self._added(
            rows, np.array(joins).reshape(-1, 5), np.array(countries).reshape(-1, 2)
        )
        cuts = np.cumsum(sizes)[:-1]
        columns = (np.array(rows.node, dtype=np.int64), np.array(rows.cost), figures, course)
        yield from (Climb(*parts) for parts in zip(*(np.split(c, cuts) for c in columns), strict=True))

    def _search(self, first: dict[int, tuple[float, int]], rows: _Rows) -> None:
        """Climb from some nodes, in the order of ranks, which settles each node at once."""
        starts, heads, costs = self._first, self._head, self._cost
        best = {node: (cost, -1, join) for node, (cost, join) in first.items()}
        heap = list(best)
        heapify(heap)
        row_of = {}
        while heap:
            node = heappop(heap)
            here, before, arc = best[node]
            row_of[node] = len(rows.node)
            rows.node.append(node)
            rows.cost.append(here)
            rows.arc.append(arc)
            if before < 0:
                rows.before.append(-1)
                rows.depth.append(0)
            else:
                rows.before.append(row_of[before])
                rows.depth.append(rows.depth[row_of[before]] + 1)
            for arc in range(starts[node], starts[node + 1]):
                head, cost = heads[arc], here + costs[arc]
                known = best.get(head)
                if known is None:
                    heappush(heap, head)
                elif known[0] <= cost:
                    continue
                best[head] = cost, node, arc

    def _added(self, rows: _Rows, joins: Floats, countries: Ints) -> tuple[Floats, Numbers]:
        """Figures and courses from the place to each node, added up from depth to depth."""
        up = self.upward
        before, arc, depth = (np.array(column) for column in (rows.before, rows.arc, rows.depth))
        figures, course = np.zeros((len(arc), 5)), np.zeros(len(arc), dtype=np.int32)
        roots = np.flatnonzero(depth == 0)
        figures[roots] = joins[arc[roots]]
        course[roots] = up.courses.joined(countries[arc[roots], 0], countries[arc[roots], 1])
        order = np.argsort(depth, kind="stable")
        cuts = np.searchsorted(depth[order], np.arange(1, depth.max(initial=0) + 2))
        for low, high in pairwise(cuts.tolist()):
            now = order[low:high]
            figures[now] = figures[before[now]]
            figures[now[:, None], _ON_NETWORK] += up.figures[arc[now]]
            course[now] = up.courses.joined(course[before[now]], up.course[arc[now]])
        return figures, course


class _Rows(NamedTuple):
    """Nodes reached: their ranks, costs, the row before, the arc (at first: the join), the arcs up."""

    node: list[int]
    cost: list[float]
    before: list[int]
    arc: list[int]
    depth: list[int]


def sums(
    space: Space, ways: Sequence[Way], access: Sequence[Sequence[Access]], pairs: Sequence[Pair]
) -> Iterator[tuple[int, Sums | None]]:
    """Find the figures of the cheapest path of each pair; see `georoutes.networks.many.walks`."""
    labels = space.labels
    if not isinstance(labels, Labels):
        space.labels = labels = Labels(space)
    climbs = labels.climbs(ways, access)
    edges = [{snap.edge for snap, _ in options} for options in access]
    parts = [{snap.component for snap, _ in options} for options in access]
    ready = [number for number, (a, b) in enumerate(pairs) if not parts[a].isdisjoint(parts[b])]
    yield from ((number, None) for number in {*range(len(pairs))}.difference(ready))
    numbers = sorted(ready, key=lambda number: pairs[number][0])
    for start in range(0, len(numbers), _PAIRS):
        some = numbers[start : start + _PAIRS]
        cost, figures, course = _met(climbs, [pairs[number] for number in some], labels)
        passed = labels.upward.courses.passed
        columns = (cost, *figures.T, course)
        rows = zip(some, *(column.tolist() for column in columns), strict=True)
        for number, value, km, connector, assumed, healed, gauges, way in rows:
            a, b = pairs[number]
            found = Sums(km, connector, assumed, healed, gauges, passed(way)) if value < np.inf else None
            if not edges[a].isdisjoint(edges[b]):
                along = along_one_edge(access[a], access[b], space.per_km)
                if along is not None and along[0] <= value:
                    found = Sums.of(space.graph, along[1])
            yield number, found


def _met(climbs: Sequence[Climb], pairs: Sequence[Pair], labels: Labels) -> tuple[Floats, Floats, Numbers]:
    """Cost, figures and courses of pairs, which are in the order of their origins."""
    used = sorted({number for pair in pairs for number in pair})
    nodes = np.unique(np.concatenate([climbs[number].node for number in used]))
    places = {number: np.searchsorted(nodes, climbs[number].node) for number in used}
    by_origin: defaultdict[int, list[int]] = defaultdict(list)
    for row, (origin, _) in enumerate(pairs):
        by_origin[origin].append(row)
    origins = list(by_origin)
    together = max(_TABLE // len(nodes), 1)
    cost = np.full(len(pairs), np.inf)
    figures = np.zeros((len(pairs), 5))
    course = np.zeros(len(pairs), dtype=np.int32)
    table = np.full((min(together, len(origins)), len(nodes)), np.inf)
    entry = np.zeros(table.shape, dtype=np.int32)
    for start in range(0, len(origins), together):
        here = origins[start : start + together]
        up = _laid(climbs, here)
        slot = np.repeat(np.arange(len(here)), [len(places[number]) for number in here])
        at = np.concatenate([places[number] for number in here])
        table[slot, at] = up.cost
        entry[slot, at] = np.arange(len(at))
        rows = [row for number in here for row in by_origin[number]]
        goals = [pairs[row][1] for row in rows]
        sizes = np.array([len(places[number]) for number in goals])
        down = _laid(climbs, goals)
        whose = np.repeat(np.arange(len(here)), [len(by_origin[number]) for number in here])
        slots, ats = np.repeat(whose, sizes), np.concatenate([places[number] for number in goals])
        through = table[slots, ats] + down.cost
        starts = np.cumsum(sizes) - sizes
        least = np.minimum.reduceat(through, starts)
        hits = np.flatnonzero(through == np.repeat(least, sizes))
        best = hits[np.searchsorted(hits, starts)]
        meet = entry[slots[best], ats[best]]
        cost[rows] = least
        figures[rows] = (up.figures[meet] + down.figures[best]) * _KM
        known = np.isfinite(least)
        back = labels.upward.courses.reversed(down.course[best[known]])
        course[np.array(rows)[known]] = labels.upward.courses.joined(up.course[meet[known]], back)
        table[slot, at] = np.inf
    return cost, figures, course


def _laid(climbs: Sequence[Climb], numbers: Sequence[int]) -> Climb:
    """Lay climbs end to end."""
    return Climb(*(np.concatenate(columns) for columns in zip(*(climbs[n] for n in numbers), strict=True)))
