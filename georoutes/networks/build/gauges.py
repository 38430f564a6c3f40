"""Track gauge: of each edge, and what a change of it costs to pass."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from georoutes.networks.build.edges import Edges, Ints, simplify
from georoutes.networks.build.tagging import Codes, read_countries
from georoutes.networks.build.trunk import GAUGES, edges_of, read_lines
from georoutes.networks.flags import Flag

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SAME_GAUGE_MM = 10  # 1520 and 1524 run through
_METRE = 0.001


class Gauged(NamedTuple):
    """A graph whose every node has one gauge, millimetres; 0 where it is not known."""

    edges: Edges
    codes: Codes
    gauge: Ints


def split_by_gauge(
    edges: Edges,
    codes: Codes,
    mode: str,
    say: Callable[[str], None],
    known: Sequence[tuple[int, ...]] = (),
) -> Gauged:
    """Give each node one gauge; where two meet there are two nodes, a metre apart in the count.

    The edge between such a pair has `Flag.GAUGE`: it is the place where goods change wagons or wagons change
    wheels. A line of two gauges has two sets of nodes, so a train enters on one and stays on it.

    Parameters
    ----------
    edges, codes
        The graph before pruning, and the country of each node.
    mode
        ``rail``; another mode has no gauges.
    say
        Told of each line that the network cannot follow.
    known
        Gauges of edges by the numbers in `Edges.link`, which are spent then; left out, those of
        ``gauge_lines.csv``.
    """
    if mode != "rail":
        return Gauged(edges, codes, np.zeros(len(codes), dtype=np.int64))
    _, usual = read_countries()
    names, number = np.unique(codes, return_inverse=True)
    of_country = np.array([_family(usual.get(str(name), 0)) for name in names])
    first = of_country[number[edges.tail]]
    second = np.zeros(len(first), dtype=np.int64)  # of an edge with two gauges
    lines = [
        (line.gauges, along)
        for line, along in edges_of(edges, () if known else read_lines(mode, GAUGES), say)
    ]
    lines += [(gauges, np.flatnonzero(edges.link == number)) for number, gauges in enumerate(known)]
    for gauges, along in lines:
        first[along] = _family(gauges[0])
        second[along] = _family(gauges[-1]) if len(gauges) > 1 else 0
    twice = np.flatnonzero(second > 0)
    row = np.concatenate([np.arange(len(first)), twice])
    gauge = np.concatenate([first, second[twice]])
    if known:
        edges = replace(edges, link=np.full(len(edges.link), -1, dtype=np.int16))
    return _split(edges, codes, row, gauge)


def _family(gauge: int) -> int:
    """One number for gauges that run through."""
    return next((known for known in (1520, 1435) if abs(gauge - known) <= _SAME_GAUGE_MM), gauge)


def _split(edges: Edges, codes: Codes, row: Ints, gauge: Ints) -> Gauged:
    """Make a node for each node and gauge; rows name edges, one with two gauges twice."""
    tail, head = edges.tail[row], edges.head[row]
    scale = int(gauge.max()) + 1
    keys, number = np.unique(
        np.concatenate([tail * scale + gauge, head * scale + gauge]), return_inverse=True
    )
    old, of_node = keys // scale, keys % scale
    meets = np.flatnonzero(old[1:] == old[:-1])  # neighbours in the list are the gauges of one node
    breaks = (of_node[meets] > 0) & (of_node[meets + 1] > 0)
    flags = np.concatenate([edges.flags[row], np.where(breaks, Flag.GAUGE, 0).astype(np.uint8)])
    link = np.concatenate([edges.link[row], np.full(len(meets), -1, dtype=np.int16)])
    split = simplify(
        edges.lonlat[old],
        np.concatenate([number[: len(row)], meets]),
        np.concatenate([number[len(row) :], meets + 1]),
        np.concatenate([edges.km[row], np.full(len(meets), _METRE)]),
        (flags, link),
    )
    return Gauged(split, codes[old], of_node)
