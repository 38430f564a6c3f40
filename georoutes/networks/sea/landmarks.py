"""How far all nodes of long ways are from a few landmarks: enough to search only where the way can lie.

The way from a node to a place is no shorter than the difference of their distances to any landmark (Goldberg
and Harrelson, 2005). Nodes over which every way is longer than one that is there for certain are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from georoutes.networks.sea.graphs import Graph, Seeds, Spread
    from georoutes.networks.sea.lanes import Lanes

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Arrays = dict[str, npt.NDArray[Any]]

UNIT_KM = 2.0
"""The table counts in such steps, rounded down."""

_ROUNDED_KM = 2 * UNIT_KM + 0.1
_FIRST = 4  # landmarks asked about every node; all of them only about those that are left
_GUESSES = ((1.04, 15.0), (1.2, 100.0))  # by how much, and how many kilometres, the way may exceed the least


class _Reach(NamedTuple):
    """What a place is away from each landmark: at least, and at most, less what it costs to get to it."""

    low: Floats
    high: Floats


class Landmarks:
    """Distances of the nodes of long ways from landmarks; read-only.

    Parameters
    ----------
    away
        Cost of the way over the whole network from each landmark (rows) to each node of long ways.
    closed
        Bits of the passages that were closed when it was measured.
    """

    def __init__(self, away: Floats, closed: int) -> None:
        self.away = away
        self.closed = closed

    def covers(self, closed: int) -> bool:
        """Whether distances can only be longer with some passages closed than they are here."""
        return self.closed & ~closed == 0

    def search(self, graph: Graph, starts: Seeds, goals: Seeds) -> tuple[Graph, Spread] | None:
        """Find the cheapest ways from the starts to the goals.

        Parameters
        ----------
        graph
            Edges of long ways.
        starts, goals
            Nodes around one place, and around another.

        Returns
        -------
        Graph, Spread
            The part of the graph where the cheapest way lies, and the search over it; None where that is not
            found in a small part.
        """
        a, b = self._reach(graph, starts), self._reach(graph, goals)
        least = np.maximum(a.low - b.high, b.low - a.high)
        order = np.argsort(-least)
        for share, more_km in _GUESSES:
            most = float(least[order[0]]) * share + more_km
            part = graph.part(self._between(a, b, order, most))
            inside = starts.at(part.has(starts.node)), goals.at(part.has(goals.node))
            if not all(map(len, inside)):
                continue
            spread = part.search(inside[0], limit=most)
            best = part.cheapest(spread, inside[1])
            if best is not None and best[1] <= most:  # no way that is as cheap leaves this part
                return part, spread
        return None

    def _reach(self, graph: Graph, seeds: Seeds) -> _Reach:
        away = self.away[:, graph.number(seeds.node)]
        cost = seeds.cost.astype(np.float32)
        return _Reach((away + cost).min(axis=1), (away - cost).max(axis=1))

    def _between(self, a: _Reach, b: _Reach, order: Ints, most: float) -> Ints:
        """Nodes over which a way that is cheap enough can lead."""
        most += _ROUNDED_KM
        low, high = (a.low + b.low - most) / 2, (a.high + b.high + most) / 2
        inside = np.ones(self.away.shape[1], dtype=bool)
        for row in order[:_FIRST].tolist():  # what one landmark says alone is quick to see
            inside &= (self.away[row] >= low[row]) & (self.away[row] <= high[row])
        nodes = np.flatnonzero(inside)
        away = self.away.take(nodes, axis=1)
        return nodes[_at_least(away, a) + _at_least(away, b) <= most]


def _at_least(away: Floats, end: _Reach) -> Floats:
    """Cost, at least, of the way from a place to nodes that are so far from the landmarks."""
    middle, half = (end.low + end.high) / 2, (end.low - end.high) / 2
    cost = away - middle[:, None]
    np.abs(cost, out=cost)
    cost += half[:, None]
    return np.asarray(cost.max(axis=0))


def packed(lanes: Lanes, away: npt.NDArray[np.float64]) -> Arrays:
    """Put distances into arrays, in steps along a curve that stays near, so that they are small.

    Parameters
    ----------
    lanes
        The network.
    away
        Cost of the way from each landmark (rows) to each node of long ways; infinite where there is none.
    """
    units = np.minimum(np.floor(away / UNIT_KM), np.iinfo(np.uint16).max).astype(np.uint16)
    steps = np.diff(units[:, _near_by_near(lanes)], axis=1, prepend=np.uint16(0))
    return {"landmark_low": (steps & 255).astype(np.uint8), "landmark_high": (steps >> 8).astype(np.uint8)}


def unpacked(lanes: Lanes, arrays: Mapping[str, npt.NDArray[Any]]) -> Landmarks:
    """Take distances out of arrays."""
    steps = arrays["landmark_low"] + (arrays["landmark_high"].astype(np.uint16) << 8)
    away = np.empty(steps.shape, dtype=np.float32)
    away[:, _near_by_near(lanes)] = np.cumsum(steps, axis=1, dtype=np.uint16)
    away *= UNIT_KM
    return Landmarks(away, lanes.usual)


def _near_by_near(lanes: Lanes) -> Ints:
    """Put the nodes of long ways in the order of a curve through the globe (Morton's)."""
    x, y = ((lanes.node[lanes.major] + (180.0, 90.0)) * 180.0).astype(np.uint32).T
    return np.argsort(_apart(x) + (_apart(y) << np.uint32(1)), kind="stable")


def _apart(numbers: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Put a zero between any two bits of numbers of sixteen bits."""
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        numbers = (numbers | numbers << np.uint32(shift)) & np.uint32(mask)
    return numbers
