"""Go straight over an ocean, where the network has only the corners that ships round."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.networks.sea.search import STRAIGHT, Found
from georoutes.networks.sea.sight import on_water, open_between
from georoutes.networks.sea.sphere import EARTH_KM, counted, lonlats, vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from georoutes.networks.sea.access import Access
    from georoutes.networks.sea.chart import Chart
    from georoutes.networks.sea.waters import Waters

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_FIRST_KM = np.array([1.5, 3.0, 6.0, 12.0, 25.0, 50.0, 100.0, 200.0])
_PER_END = 5
_OCEAN_KM, _BETTER, _MOST = 500.0, 0.997, 12  # a straight way is looked for where it is so much better
_OFF_KM = 8.0  # it keeps so far off: the sphere that is looked at is not the earth
_GLANCES = np.arange(1, 41) / 41
_FIRST_GLANCES = _GLANCES[3::6]  # most lines that meet land do so here
_OTHER_GLANCES = np.delete(_GLANCES, slice(3, None, 6))


class Lines(NamedTuple):
    """Ways that go straight over an ocean, from one place to others.

    Parameters
    ----------
    end
        Numbers of the other places.
    tail, head
        Nodes off the one place and off the other, between which each goes straight.
    cost, km
        Of the whole way.
    """

    end: Ints
    tail: Ints
    head: Ints
    cost: Floats
    km: Floats

    def at(self, rows: Ints | Bools | slice) -> Lines:
        """Take some of them."""
        return Lines(self.end[rows], self.tail[rows], self.head[rows], self.cost[rows], self.km[rows])


def over_ocean(waters: Waters, a: Access, b: Access, found: Found) -> Found:
    """Go straight from a node near the one place to a node near the other where only open sea lies between.

    Parameters
    ----------
    waters
        Where ships can go.
    a, b
        The places.
    found
        The cheapest way on the network, which is given back where there is nothing better.
    """
    lines = ocean_lines(waters, a, [b], np.array([found.cost]))
    if len(lines.end) == 0:
        return found
    head, head_edges = a.way_to(int(lines.tail[0]))
    tail, tail_edges = b.way_to(int(lines.head[0]))
    return Found([*head, *tail[::-1]], [*head_edges, STRAIGHT, *tail_edges[::-1]], float(lines.cost[0]))


def ocean_lines(waters: Waters, origin: Access, ends: Sequence[Access], cost: Floats) -> Lines:
    """Find ways that go straight over an ocean and are cheaper than those on the network.

    Parameters
    ----------
    waters
        Where ships can go.
    origin
        The one place.
    ends
        The others.
    cost
        Of the cheapest way on the network to each of them.

    Returns
    -------
    Lines
        At most one to each.
    """
    left = _promising(waters, origin, ends, cost)
    for shares in (_FIRST_GLANCES, _OTHER_GLANCES):
        if len(left.end):
            tails, heads = waters.lanes.vectors[left.tail], waters.lanes.vectors[left.head]
            left = left.at(on_water(waters.chart, tails, heads, shares))
    taken = [left.at(slice(0))]
    while len(left.end):
        # the cheapest to each place first; only where that is not clear of land the next
        first = np.flatnonzero(np.diff(left.end, prepend=-1))
        best = left.at(first)
        clear = best.at(_is_clear(waters, best))
        taken.append(clear)
        reached = np.zeros(len(ends), dtype=bool)
        reached[clear.end] = True
        rest = ~reached[left.end]
        rest[first] = False
        left = left.at(rest)
    return Lines(*(np.concatenate(columns) for columns in zip(*taken, strict=True)))


def _promising(waters: Waters, origin: Access, ends: Sequence[Access], cost: Floats) -> Lines:
    """Give lines to each place, the cheapest first, that are better than the network if clear of land."""
    lanes = waters.lanes
    off, owner = [end.offing for end in ends], counted(np.array([len(end.offing) for end in ends]))
    size = len(ends), int(owner[1].max(initial=-1)) + 1
    node, spent, km = np.zeros(size, dtype=np.int64), np.full(size, np.inf), np.zeros(size)
    node[owner] = np.concatenate([seeds.node for seeds in off])
    spent[owner] = np.concatenate([seeds.cost for seeds in off])
    km[owner] = np.concatenate([seeds.km for seeds in off])
    here, there = lanes.vectors[origin.offing.node], lanes.vectors[node]
    line_km = EARTH_KM * np.arccos(np.clip(here @ there.swapaxes(1, 2), -1.0, 1.0))
    total = origin.offing.cost[:, None] + line_km + spent[:, None, :]
    total[(line_km <= _OCEAN_KM) | (total >= _BETTER * cost[:, None, None])] = np.inf
    end = np.flatnonzero(np.isfinite(total).any(axis=(1, 2)))
    if len(end) == 0:
        return Lines(end, end, end, np.zeros(0), np.zeros(0))
    goals = vectors(np.array([origin.approach.start, *(ends[k].approach.start for k in end.tolist())]))
    out = _outward(
        waters.chart, np.broadcast_to(here, (len(end), *here.shape)), origin.offing.cost, goals[1:]
    )
    back = _outward(waters.chart, there[end], spent[end], goals[:1])
    pair, start, stop = np.nonzero(np.isfinite(total[end]) & out[:, :, None] & back[:, None, :])
    end = end[pair]
    order = np.lexsort((total[end, start, stop], end))
    end, start, stop = end[order], start[order], stop[order]
    rank = np.arange(len(end)) - np.searchsorted(end, end)
    end, start, stop = (column[rank < _MOST] for column in (end, start, stop))
    whole_km = origin.offing.km[start] + line_km[end, start, stop] + km[end, stop]
    return Lines(end, origin.offing.node[start], node[end, stop], total[end, start, stop], whole_km)


def _outward(chart: Chart, offing: Floats, cost: Floats, goals: Floats) -> Bools:
    """Choose nodes off places from which straight ways to other places meet no land at first.

    Parameters
    ----------
    chart
        Water.
    offing
        For each pair of places unit vectors of nodes off the one.
    cost
        Of getting to each; infinite for one that is not there.
    goals
        Unit vectors of the other place of each pair.
    """
    angle = np.arccos(np.clip((offing * goals[:, None]).sum(axis=2), -1.0, 1.0))
    share = _FIRST_KM[:, None, None] / EARTH_KM
    on = (
        np.sin(np.maximum(angle - share, 0.0))[..., None] * offing + np.sin(share)[..., None] * goals[:, None]
    )
    wet = chart.water(lonlats(on.reshape(-1, 3))).reshape(on.shape[:-1]).all(axis=0)
    worth = np.where(wet, cost + angle * EARTH_KM, np.inf)
    chosen = np.zeros(wet.shape, dtype=bool)
    np.put_along_axis(chosen, np.argsort(worth, axis=1)[:, :_PER_END], values=True, axis=1)
    return np.asarray(chosen & np.isfinite(worth))


def _is_clear(waters: Waters, lines: Lines) -> Bools:
    """Say which lines keep off land and cross no passage that is closed."""
    lanes = waters.lanes
    a, b = lanes.vectors[lines.tail], lanes.vectors[lines.head]
    clear = open_between(waters.chart, a, b, aside_km=_OFF_KM)
    clear[clear] = ~waters.crossed(lanes.node[lines.tail[clear]], lanes.node[lines.head[clear]])
    return clear
