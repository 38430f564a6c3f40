"""Many paths at once over one network: each place is joined to it once, each origin searched from once.

SciPy searches from one origin to all its destinations (about ten milliseconds an origin by rail). Where
ch-router is installed (``pip install georoutes[fast]``), and there are enough pairs for the seconds that its
preparation takes, a contraction hierarchy answers each pair in a small part of that, with the same costs. For
figures without lines see `georoutes.networks.labels`.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from georoutes.networks.base import distance_km
from georoutes.networks.search import along_one_edge, both_ends, share_a_part
from georoutes.networks.totals import Walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazetteer.place import Place
    from georoutes.networks.search import Access, Ints, Space

Pair = tuple[int, int]
"""Numbers of an origin and a destination in a list of places."""

Way = tuple["Place", float]
"""A place, and from how far in kilometres it may be joined to the network."""

_DECIMETRES = 10_000.0  # in a kilometre; the engine counts in whole numbers of 32 bits
_KEPT = 50_000  # places that a kept hierarchy may gather
_INNER_LIMIT = (2.5, 1500.0)


def installed() -> bool:
    """Whether the faster engine is there."""
    return find_spec("routingkit_ch") is not None


def walks(  # noqa: PLR0913  a lot of `Joining`, and how to work
    space: Space,
    places: Sequence[Way],
    access: Sequence[Sequence[Access]],
    origins: Ints,
    destinations: Ints,
    *,
    fast: bool,
) -> Iterator[tuple[int, Walk | None]]:
    """Find the cheapest path of each pair.

    Parameters
    ----------
    space
        The network to search.
    places
        The places, and how far each may be joined to the network.
    access
        Where that is.
    origins, destinations
        Numbers of the places to join; each pair once.
    fast
        Whether to use the contraction hierarchy.

    Yields
    ------
    number of the pair, and its path; None where there is none
        In any order.
    """
    shared = share_a_part(access, origins, destinations)
    pairs = list(zip(origins.tolist(), destinations.tolist(), strict=True))
    ready: list[int] = np.flatnonzero(shared).tolist()
    yield from ((number, None) for number in np.flatnonzero(~shared).tolist())
    if fast and ready:
        yield from _by_hierarchy(space, places, access, pairs, ready)
        return
    by_origin: defaultdict[int, list[int]] = defaultdict(list)
    for number in ready:
        by_origin[pairs[number][0]].append(number)
    for origin, numbers in by_origin.items():
        farthest = max(_direct(places, pairs[number]) for number in numbers)
        left = numbers
        for limit in (_INNER_LIMIT[0] * farthest + _INNER_LIMIT[1], np.inf):
            goals = [access[pairs[number][1]] for number in left]
            found = dict(zip(left, space.to_each(access[origin], goals, limit), strict=True))
            yield from ((number, walk) for number, walk in found.items() if walk is not None)
            left = [number for number, walk in found.items() if walk is None]
            if not left:
                break
        yield from ((number, None) for number in left)


def _direct(places: Sequence[Way], pair: Pair) -> float:
    a, b = (places[number][0] for number in pair)
    return distance_km((a.lon, a.lat), (b.lon, b.lat))


class Hierarchy:
    """A network prepared for fast queries between places; each is two nodes, to leave from and to arrive at.

    Parameters
    ----------
    space
        The network to search.
    access
        By place, where it may be joined to the network.
    """

    def __init__(self, space: Space, access: Mapping[Way, Sequence[Access]]) -> None:
        from routingkit_ch import INF_WEIGHT, ContractionHierarchy  # noqa: PLC0415  an extra

        self.space = space
        self.access = dict(access)
        graph = space.graph
        nodes, count = len(graph.arrays["node"]), len(access)
        self.leave = {place: nodes + i for i, place in enumerate(access)}
        self.arrive = {place: nodes + count + i for i, place in enumerate(access)}
        use = np.flatnonzero(np.isfinite(space.cost))
        tail, head = graph.arrays["tail"][use], graph.arrays["head"][use]
        ways = [
            (self.leave[place], node, self.arrive[place], value + km * float(space.per_km[snap.edge]), snap)
            for place, options in access.items()
            for snap, value in options
            for node, km in both_ends(graph, snap)
        ]
        self._edge = np.concatenate([use, use])
        self._joins = [way[4] for way in ways for _ in range(2)]
        from_ = [node for way in ways for node in (way[0], way[1])]
        to = [node for way in ways for node in (way[1], way[2])]
        cost = np.concatenate([space.cost[use], space.cost[use], np.repeat([way[3] for way in ways], 2)])
        self._head = np.concatenate([head, tail, np.array(to, dtype=np.int64)])
        weight = np.clip(np.round(cost * _DECIMETRES), 0, INF_WEIGHT - 1).astype(np.uint32)
        tails = np.concatenate([tail, head, np.array(from_, dtype=np.int64)]).astype(np.uint32)
        self._engine = ContractionHierarchy.build(
            nodes + 2 * count, tails, self._head.astype(np.uint32), weight
        )

    def walks(self, pairs: Iterable[tuple[Way, Way]]) -> Iterator[Walk | None]:
        """Answer pairs in their order."""
        from routingkit_ch import INF_WEIGHT, CHQuery  # noqa: PLC0415  an extra

        query = CHQuery(self._engine)  # one for each caller: threads share the hierarchy, not the query
        for origin, destination in pairs:
            query.reset().add_source(self.leave[origin]).add_target(self.arrive[destination]).run()
            far = query.get_distance()
            along = along_one_edge(self.access[origin], self.access[destination], self.space.per_km)
            if along is not None and along[0] * _DECIMETRES <= far:
                yield along[1]
            else:
                yield None if far >= INF_WEIGHT else self._walk(query.get_arc_path())

    def _walk(self, passed: list[int]) -> Walk:
        """Turn the arcs from place to place into a walk on the network."""
        first, last = (self._joins[passed[i] - len(self._edge)] for i in (0, -1))
        arcs = np.array(passed[:-1], dtype=np.int64)
        return Walk(first, last, self._head[arcs], self._edge[arcs[1:]])


def _by_hierarchy(
    space: Space,
    places: Sequence[Way],
    access: Sequence[Sequence[Access]],
    pairs: Sequence[Pair],
    ready: Sequence[int],
) -> Iterator[tuple[int, Walk | None]]:
    """Answer pairs by a hierarchy, which is kept with the network while it knows the places asked for."""
    known = {places[i]: access[i] for number in ready for i in pairs[number]}
    kept = space.prepared
    if not isinstance(kept, Hierarchy) or not known.keys() <= kept.access.keys():
        before = kept.access if isinstance(kept, Hierarchy) and len(kept.access) < _KEPT else {}
        space.prepared = kept = Hierarchy(space, {**before, **known})
    ends = ((places[pairs[number][0]], places[pairs[number][1]]) for number in ready)
    yield from zip(ready, kept.walks(ends), strict=True)
