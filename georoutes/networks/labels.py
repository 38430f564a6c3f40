"""Figures of very many pairs: each place is climbed from once, and a pair is two climbs that meet.

From a place, a climb along the upward arcs of a hierarchy reaches some tens of nodes by rail and hundreds by
road, and every cheapest path between two places passes a node that both climbs reach. So the figures of a
pair are those of the way up from its origin and of the way up from its destination, added up: no path is
followed edge by edge.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.networks.flags import Flag
from georoutes.networks.search import along_one_edge, both_ends, share_a_part
from georoutes.networks.totals import Totals, totals
from georoutes.networks.upward import open_upward

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from georoutes.networks.courses import Numbers
    from georoutes.networks.many import Way
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
            rows, np.array(joins).reshape(-1, 5), np.array(countries, dtype=np.int64).reshape(-1, 2)
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
        before, arc, depth = (
            np.array(column, dtype=np.int64) for column in (rows.before, rows.arc, rows.depth)
        )
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
    space: Space,
    ways: Sequence[Way],
    access: Sequence[Sequence[Access]],
    origins: Ints,
    destinations: Ints,
) -> Totals:
    """Add up the cheapest path of each pair.

    Parameters
    ----------
    space
        The network to search.
    ways
        The places, and how far each may be joined to the network.
    access
        Where that is.
    origins, destinations
        Numbers of the ends of each pair in `ways`.
    """
    labels = space.labels
    if not isinstance(labels, Labels):
        space.labels = labels = Labels(space)
    climbs = labels.climbs(ways, access)
    cost = np.full(len(origins), np.inf)
    figures, course = np.zeros((len(origins), 5)), np.zeros(len(origins), dtype=np.int32)
    order = np.argsort(origins, kind="stable")
    order = order[share_a_part(access, origins[order], destinations[order])]
    for start in range(0, len(order), _PAIRS):
        some = order[start : start + _PAIRS]
        cost[some], figures[some], course[some] = _met(climbs, origins[some], destinations[some], labels)
    found = Totals.of_columns(np.isfinite(cost), figures.T, course, labels.upward.courses)
    _along_edges(space, access, (origins, destinations), cost, found)
    return found


def _along_edges(
    space: Space,
    access: Sequence[Sequence[Access]],
    pairs: tuple[Ints, Ints],
    cost: Floats,
    found: Totals,
) -> None:
    """Put in the ways that never leave one edge, which no climb finds."""
    edges = [{snap.edge for snap, _ in options} for options in access]
    for row, (a, b) in enumerate(zip(*(ends.tolist() for ends in pairs), strict=True)):
        if edges[a].isdisjoint(edges[b]):
            continue
        along = along_one_edge(access[a], access[b], space.per_km)
        if along is None or along[0] > cost[row]:
            continue
        found.put([row], totals(space.graph, [along[1]], found.courses))


def _met(
    climbs: Sequence[Climb], origins: Ints, destinations: Ints, labels: Labels
) -> tuple[Floats, Floats, Numbers]:
    """Cost, figures and courses of pairs, which are in the order of their origins."""
    used = np.unique(np.concatenate([origins, destinations]))
    slot = np.zeros(len(climbs), dtype=np.int64)
    slot[used] = np.arange(len(used))
    all_ = _laid(climbs, used.tolist())
    nodes, at_all = np.unique(all_.node, return_inverse=True)
    sizes_all = np.array([len(climbs[number].node) for number in used.tolist()])
    starts_all = np.cumsum(sizes_all) - sizes_all
    cost = np.full(len(origins), np.inf)
    figures = np.zeros((len(origins), 5))
    course = np.zeros(len(origins), dtype=np.int32)
    firsts = np.flatnonzero(np.diff(origins, prepend=-1))
    together = max(_TABLE // len(nodes), 1)
    table = np.full((min(together, len(firsts)), len(nodes)), np.inf)
    entry = np.zeros(table.shape, dtype=np.int32)
    bounds = np.append(firsts, len(origins))
    for start in range(0, len(firsts), together):
        rows = slice(int(bounds[start]), int(bounds[min(start + together, len(firsts))]))
        here = slot[origins[firsts[start : start + together]]]
        up = _spread(starts_all[here], sizes_all[here])
        owner = np.repeat(np.arange(len(here)), sizes_all[here])
        table[owner, at_all[up]] = all_.cost[up]
        entry[owner, at_all[up]] = up
        goals = slot[destinations[rows]]
        sizes = sizes_all[goals]
        down = _spread(starts_all[goals], sizes)
        whose = np.repeat(np.cumsum(np.diff(origins[rows], prepend=origins[rows][:1]) > 0), sizes)
        through = table[whose, at_all[down]] + all_.cost[down]
        begins = np.cumsum(sizes) - sizes
        least = np.minimum.reduceat(through, begins)
        hits = np.flatnonzero(through == np.repeat(least, sizes))
        best = hits[np.searchsorted(hits, begins)]
        meet, back = entry[whose[best], at_all[down[best]]], down[best]
        cost[rows] = least
        figures[rows] = (all_.figures[meet] + all_.figures[back]) * _KM
        known = np.isfinite(least)
        turned = labels.upward.courses.reversed(all_.course[back[known]])
        course[rows][known] = labels.upward.courses.joined(all_.course[meet[known]], turned)
        table[owner, at_all[up]] = np.inf
    return cost, figures, course


def _spread(starts: Ints, sizes: Ints) -> Ints:
    """List the numbers of the entries of runs."""
    ends = np.cumsum(sizes)
    numbers: Ints = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts - ends + sizes, sizes)
    return numbers


def _laid(climbs: Sequence[Climb], numbers: Sequence[int]) -> Climb:
    """Lay climbs end to end."""
    return Climb(*(np.concatenate(columns) for columns in zip(*(climbs[n] for n in numbers), strict=True)))
