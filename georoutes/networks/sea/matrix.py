"""Lengths between many places at once, without their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from georoutes.networks.sea.lanes import sum_along, vectors
from georoutes.networks.sea.search import NEAR_KM, ocean_line, over_water, sphere_km

if TYPE_CHECKING:
    from collections.abc import Sequence

    from georoutes.networks.sea.chart import Chart
    from georoutes.networks.sea.lanes import Graph, Lanes, Seed
    from georoutes.networks.sea.search import Access

Floats = npt.NDArray[np.float64]

_NEAR_COST = 3.0 * NEAR_KM
_AT_SEA = 0.8  # a line between places with less of it on water is not worth a closer look


def lengths(
    chart: Chart, lanes: Lanes, closed: int, origins: Sequence[Access | None], ends: Sequence[Access | None]
) -> Floats:
    """Lengths in kilometres from each origin to each end; nan where there is no way.

    Parameters
    ----------
    chart
        Water.
    lanes
        The network.
    closed
        Bits of the passages that are closed.
    origins, ends
        Places joined to the network; None for one that cannot be.
    """
    table = np.full((len(origins), len(ends)), np.nan)
    far, near = lanes.graph(closed, major=True), lanes.graph(closed)
    gates = _Targets(far, [list(end.gateways) if end else [] for end in ends])
    seeds = _Targets(near, [list(end.seeds) if end else [] for end in ends])
    spots = np.array([end.approach.start if end else (np.nan, np.nan) for end in ends])
    for row, origin in enumerate(origins):
        if origin is None or not origin.seeds:
            continue
        close = sphere_km(spots, origin.approach.start) < NEAR_KM
        if origin.gateways and not close.all():
            km, cost = gates.km(lanes, origin.gateways, np.inf)
            cost[close] = np.nan
            _over_oceans(chart, lanes, closed, (origin, ends), spots, (km, cost))
            table[row, ~close] = km[~close]
        if close.any():
            table[row, close] = seeds.km(lanes, origin.seeds, _NEAR_COST)[0][close]
        missed = np.isnan(table[row]) & seeds.real
        if missed.any():
            table[row, missed] = seeds.km(lanes, origin.seeds, np.inf)[0][missed]
    return table


def _over_oceans(  # noqa: PLR0913, PLR0917  everything that is known of the ways
    chart: Chart,
    lanes: Lanes,
    closed: int,
    places: tuple[Access, Sequence[Access | None]],
    spots: Floats,
    ways: tuple[Floats, Floats],
) -> None:
    """Shorten ways from one place where an ocean can be crossed in a straight line.

    Parameters
    ----------
    chart, lanes, closed
        As for `lengths`.
    places
        The origin, and all ends.
    spots
        Where the water of each end begins.
    ways
        Kilometres, which are changed, and costs of the ways; nan where there is none.
    """
    (origin, ends), (km, cost) = places, ways
    here = origin.approach.start
    row = np.flatnonzero(cost > sphere_km(spots, here))
    if len(row) == 0:
        return
    sides = np.broadcast_to(vectors(np.array([here])), (len(row), 3)), vectors(spots[row])
    row = row[over_water(chart, *sides).mean(axis=1) >= _AT_SEA]
    for k in row.tolist():
        end = ends[k]
        line = ocean_line(chart, lanes, closed, origin, end, float(cost[k])) if end else None
        if line is not None:
            km[k] = line[0].km + line[2] + line[1].km


class _Targets:
    """Nodes where ways to many ends leave the network."""

    def __init__(self, graph: Graph, choices: Sequence[Sequence[Seed]]) -> None:
        self.graph = graph
        flat = [seed for seeds in choices for seed in seeds]
        self.real = np.array([len(seeds) > 0 for seeds in choices])
        self.owner = np.repeat(np.arange(len(choices)), [len(seeds) for seeds in choices])
        self.node = graph.number([seed.node for seed in flat])
        self.cost = np.array([seed.cost for seed in flat])
        self.more_km = np.array([seed.km for seed in flat])

    def km(self, lanes: Lanes, starts: Sequence[Seed], limit: float) -> tuple[Floats, Floats]:
        """Kilometres and costs of the cheapest ways from one place to every end."""
        cost, before = self.graph.search(starts, limit=limit)
        step = lanes.step_km(self.graph, before)
        for seed in starts:
            node = int(self.graph.number([seed.node])[0])
            if before[node] == len(self.graph.nodes):
                step[node] = seed.km
        total = cost[self.node] + self.cost
        out, spent = np.full((2, len(self.real)), np.nan)
        order = np.lexsort((total, self.owner))
        first = order[np.concatenate([[True], np.diff(self.owner[order]) > 0])] if len(order) else order
        first = first[np.isfinite(total[first])]
        along = sum_along(before, step)
        out[self.owner[first]] = along[self.node[first]] + self.more_km[first]
        spent[self.owner[first]] = total[first]
        return out, spent
