"""Lengths between many places at once, without their lines."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from georoutes.networks.sea.oceans import ocean_lines
from georoutes.networks.sea.search import NEAR_COST, NEAR_KM
from georoutes.networks.sea.sphere import counted, sphere_km

if TYPE_CHECKING:
    from collections.abc import Sequence

    from georoutes.networks.sea.access import Access
    from georoutes.networks.sea.graphs import Graph, Seeds
    from georoutes.networks.sea.lanes import Lanes
    from georoutes.networks.sea.waters import Waters

Floats = npt.NDArray[np.float64]


def lengths(waters: Waters, origins: Sequence[Access | None], ends: Sequence[Access | None]) -> Floats:
    """Lengths in kilometres from each origin to each end; nan where there is no way.

    Parameters
    ----------
    waters
        Where ships can go.
    origins, ends
        Places joined to the network; None for one that cannot be.
    """
    table = np.full((len(origins), len(ends)), np.nan)
    columns = np.array([column for column, end in enumerate(ends) if end is not None], dtype=np.int64)
    there = [end for end in ends if end is not None]
    if len(there) == 0:
        return table
    rows = _Rows(waters, there)
    for row, origin in enumerate(origins):
        if origin is not None and len(origin.seeds):
            table[row, columns] = rows.km(origin)
    return table


class _Rows:
    """Rows of the table."""

    def __init__(self, waters: Waters, ends: Sequence[Access]) -> None:
        self.waters, self.ends = waters, ends
        self.spots = np.array([end.approach.start for end in ends])
        self.far = _Targets(waters.long_ways, [end.gateways for end in ends])

    @functools.cached_property
    def near(self) -> _Targets:
        """The ends on the whole network, which is needed for near places only."""
        return _Targets(self.waters.all_ways, [end.seeds for end in self.ends])

    def km(self, origin: Access) -> Floats:
        """Kilometres from one place to every end."""
        lanes = self.waters.lanes
        row = np.full(len(self.ends), np.nan)
        close = sphere_km(self.spots, origin.approach.start) < NEAR_KM
        if len(origin.gateways) and not close.all():
            km, cost = self.far.km(lanes, origin.gateways, np.inf)
            far = np.flatnonzero(~close & np.isfinite(cost))
            row[far] = km[far]
            if len(far):
                lines = ocean_lines(self.waters, origin, [self.ends[k] for k in far.tolist()], cost[far])
                row[far[lines.end]] = lines.km
        if close.any():
            row[close] = self.near.km(lanes, origin.seeds, NEAR_COST)[0][close]
        missed = np.flatnonzero(np.isnan(row))
        joined = [lanes.joined(self.waters.closed, origin.seeds, self.ends[k].seeds) for k in missed.tolist()]
        if any(joined):
            missed = missed[np.array(joined)]
            row[missed] = self.near.km(lanes, origin.seeds, np.inf)[0][missed]
        return row


class _Targets:
    """Nodes where ways to many ends leave the network."""

    def __init__(self, graph: Graph, choices: Sequence[Seeds]) -> None:
        self.graph = graph
        self.count = len(choices)
        self.owner, _ = counted(np.array([len(seeds) for seeds in choices]))
        self.node = graph.number(np.concatenate([seeds.node for seeds in choices]))
        self.cost = np.concatenate([seeds.cost for seeds in choices])
        self.more_km = np.concatenate([seeds.km for seeds in choices])

    def km(self, lanes: Lanes, starts: Seeds, limit: float) -> tuple[Floats, Floats]:
        """Kilometres and costs of the cheapest ways from one place to every end."""
        cost, before = self.graph.search(starts, limit=limit)
        total = cost[self.node] + self.cost
        order = np.lexsort((total, self.owner))
        best = order[np.flatnonzero(np.diff(self.owner[order], prepend=-1))]
        best = best[np.isfinite(total[best])]
        ways = lanes.ways(self.graph, before, self.node[best])
        start_km = np.zeros(len(before))
        start_km[self.graph.number(starts.node)] = starts.km
        out, spent = np.full((2, self.count), np.nan)
        out[self.owner[best]] = start_km[ways.first] + ways.km + self.more_km[best]
        spent[self.owner[best]] = total[best]
        return out, spent
