"""Many paths at once over one network: each place is joined to it once, each origin searched from once.

SciPy searches from one origin to all its destinations (about ten milliseconds an origin by rail). Where
ch-router is installed (``pip install georoutes[fast]``), and there are enough pairs for the seconds that its
preparation takes, a contraction hierarchy answers each pair in a small part of that, with the same costs.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from georoutes.networks.base import distance_km
from georoutes.networks.search import along_one_edge, both_ends
from georoutes.networks.totals import Walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from gazetteer.place import Place
    from georoutes.networks.search import Access, Space

Pair = tuple[int, int]
"""Numbers of an origin and a destination in a list of places."""

_DECIMETRES = 10_000.0  # in a kilometre; the engine counts in whole numbers of 32 bits
_INNER_LIMIT = (2.5, 1500.0)


def installed() -> bool:
    """Whether the faster engine is there."""
    return find_spec("routingkit_ch") is not None


def walks(
    space: Space,
    places: Sequence[Place],
    access: Sequence[Sequence[Access]],
    pairs: Sequence[Pair],
    *,
    fast: bool,
) -> Iterator[tuple[int, Walk | None]]:
    """Find the cheapest path of each pair.

    Parameters
    ----------
    space
        The network to search.
    places
        The places.
    access
        Where each of them may be joined to the network.
    pairs
        Which to join; each pair once.
    fast
        Whether to use the contraction hierarchy.

    Yields
    ------
    number of the pair, and its path; None where there is none
        In any order.
    """
    parts = [{snap.component for snap, _ in ways} for ways in access]
    ready = [number for number, (a, b) in enumerate(pairs) if parts[a] & parts[b]]
    yield from ((number, None) for number in sorted({*range(len(pairs))} - {*ready}))
    if fast and ready:
        yield from _by_hierarchy(space, access, pairs, ready)
        return
    by_origin: defaultdict[int, list[int]] = defaultdict(list)
    for number in ready:
        by_origin[pairs[number][0]].append(number)
    for origin, numbers in by_origin.items():
        goals = [access[pairs[number][1]] for number in numbers]
        farthest = max(_direct(places, pairs[number]) for number in numbers)
        found = space.to_each(access[origin], goals, _INNER_LIMIT[0] * farthest + _INNER_LIMIT[1])
        for number, path, ends in zip(numbers, found, goals, strict=True):
            yield number, path or space.shortest(access[origin], ends, np.inf)


def _direct(places: Sequence[Place], pair: Pair) -> float:
    a, b = (places[number] for number in pair)
    return distance_km((a.lon, a.lat), (b.lon, b.lat))


class _Arcs(NamedTuple):
    """The arcs of the network and of the places' ways onto it, in the engine's order."""

    tail: npt.NDArray[np.int64]
    head: npt.NDArray[np.int64]
    cost: npt.NDArray[np.float64]
    edge: npt.NDArray[np.int64]
    joins: list[Access]  # of the arcs after the first `len(edge)`


def _by_hierarchy(
    space: Space, access: Sequence[Sequence[Access]], pairs: Sequence[Pair], ready: Sequence[int]
) -> Iterator[tuple[int, Walk | None]]:
    """Answer pairs by a contraction hierarchy; a place is two nodes of it, to leave from and to arrive at."""
    from routingkit_ch import INF_WEIGHT, CHQuery, ContractionHierarchy  # noqa: PLC0415  an extra

    graph = space.graph
    n = len(graph.arrays["node"])
    arcs = _arcs(space, access)
    weight = np.clip(np.round(arcs.cost * _DECIMETRES), 0, INF_WEIGHT - 1).astype(np.uint32)
    parts = (arcs.tail.astype(np.uint32), arcs.head.astype(np.uint32), weight)
    query = CHQuery(ContractionHierarchy.build(n + 2 * len(access), *parts))
    for number in ready:
        origin, destination = pairs[number]
        query.reset().add_source(n + origin).add_target(n + len(access) + destination).run()
        far = query.get_distance()
        along = along_one_edge(access[origin], access[destination], space.per_km)
        if along is not None and along[0] * _DECIMETRES <= far:
            yield number, along[1]
        elif far >= INF_WEIGHT:
            yield number, None
        else:
            yield number, _walk(arcs, query.get_arc_path())


def _arcs(space: Space, access: Sequence[Sequence[Access]]) -> _Arcs:
    """List both directions of every edge that may be used, and the ways from and to each place."""
    graph = space.graph
    n, tail, head = len(graph.arrays["node"]), graph.arrays["tail"], graph.arrays["head"]
    use = np.flatnonzero(np.isfinite(space.cost))
    from_, to, cost, joins = [], [], [], []
    for place, ways in enumerate(access):
        for snap, value in ways:
            for node, km in both_ends(graph, snap):
                from_ += [n + place, node]
                to += [node, n + len(access) + place]
                cost += [value + km * float(space.per_km[snap.edge])] * 2
                joins += [(snap, value)] * 2
    return _Arcs(
        np.concatenate([tail[use], head[use], np.array(from_, dtype=np.int64)]),
        np.concatenate([head[use], tail[use], np.array(to, dtype=np.int64)]),
        np.concatenate([space.cost[use], space.cost[use], np.array(cost)]),
        np.concatenate([use, use]),
        joins,
    )


def _walk(arcs: _Arcs, passed: list[int]) -> Walk:
    """Turn the arcs from place to place into a walk on the network."""
    first, last = (arcs.joins[passed[i] - len(arcs.edge)][0] for i in (0, -1))
    walk = np.array(passed[:-1], dtype=np.int64)
    return Walk(first, last, arcs.head[walk], arcs.edge[walk[1:]])
