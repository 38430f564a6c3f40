"""Paths by rail and by road: one way to find them, a profile for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from georoutes.errors import NoPathError
from georoutes.networks import many, notes, refusals
from georoutes.networks.base import HEALED, LineBuilder, distance_km, ends
from georoutes.networks.connectors import homes, usable
from georoutes.networks.flags import Flag
from georoutes.networks.limits import check_limits
from georoutes.networks.pieces import Found, drawn
from georoutes.networks.refusals import REACH_KM
from georoutes.networks.search import Space

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.place import Place
    from georoutes.model.path import Path, SpanKind
    from georoutes.networks.graph import Floats, LandGraph
    from georoutes.networks.many import Pair, Way
    from georoutes.networks.profile import Profile
    from georoutes.networks.search import Access
    from georoutes.networks.totals import Sums, Walk

_Outcome = TypeVar("_Outcome")
_Outcomes = Iterator[tuple[int, _Outcome | None]]

_LOOK_KM = 25.0  # look this far first: most places lie within, and the search is quick
_ACCESS_FACTOR = 4.0  # a connector of unknown course is worth this many times its length on the network
_MOVED_KM = 0.001
_REMEMBERED = 50_000  # places whose ways onto the network stay in memory
_KEPT = 4  # networks within limits that stay in memory


class Limited(NamedTuple):
    """A network within limits: the edges that may be used, the network to search, and how places join it."""

    allowed: npt.NDArray[np.bool_]
    space: Space
    access: dict[Way, list[Access]]


class Overland:
    """A rail or road network with its profile; read-only.

    Parameters
    ----------
    graph
        The network.
    profile
        Costs and limits.
    """

    def __init__(self, graph: LandGraph, profile: Profile) -> None:
        self.graph = graph
        self.profile = profile
        self.mode = profile.mode
        flags, km = graph.arrays["flags"], graph.km
        cost = np.where(flags & Flag.TRUNK, km * profile.trunk_factor, km)
        is_open = (flags & Flag.OPEN) > 0
        cost += np.where(
            flags & Flag.BORDER, np.where(is_open, profile.open_border_km, profile.border_km), 0.0
        )
        cost += np.where(flags & Flag.GAUGE, profile.gauge_km, 0.0)
        self._cost: Floats = cost
        self._kept: dict[tuple[tuple[str, ...], tuple[str, ...]], Limited] = {}

    def path(
        self, origin: Place, destination: Place, *, countries: Sequence[str] = (), avoid: Sequence[str] = ()
    ) -> Path:
        """Find the cheapest path; see `Router.path`."""
        countries, avoid = check_limits(self.mode, countries, avoid)
        ends(origin, destination)
        limited = self.limited(countries, avoid)
        found = self.find(origin, destination, limited)
        if found is None:
            for place in (origin, destination):
                refusals.refuse_far(self, place, limited.allowed, refusals.in_words(countries, avoid))
            raise NoPathError(refusals.no_way(self, origin, destination, countries, avoid))
        self._require((origin, destination), found, countries)
        return self._path((origin, destination), found, countries)

    def walks(
        self,
        places: Sequence[Place],
        pairs: Sequence[tuple[int, int]],
        *,
        limits: tuple[Sequence[str], Sequence[str]] = ((), ()),
        fast: bool | None = None,
    ) -> Iterator[tuple[int, Walk | None]]:
        """Search the network for many pairs; each place is joined to it once.

        Parameters
        ----------
        places
            The places, each once.
        pairs
            Numbers of origin and destination in `places`, each pair once.
        limits
            `countries` and `avoid`, as for `path`.
        fast
            Whether to use the faster engine; left out, it is used where it is installed and worth it.

        Yields
        ------
        int, Walk or None
            The number of the pair, and what was found; in any order.
        """
        limited = self.limited(*check_limits(self.mode, *limits))
        use = self.is_fast(len(pairs), fast=fast)

        def find(ways: list[Way], access: list[list[Access]], todo: list[Pair]) -> _Outcomes[Walk]:
            return many.walks(limited.space, ways, access, todo, fast=use)

        return self._each(places, pairs, limited, find)

    def sums(
        self,
        places: Sequence[Place],
        pairs: Sequence[tuple[int, int]],
        *,
        limits: tuple[Sequence[str], Sequence[str]] = ((), ()),
    ) -> Iterator[tuple[int, Sums | None]]:
        """Find the figures of many pairs by the faster engine, without their paths; see `walks`."""
        from georoutes.networks import labels  # noqa: PLC0415  it needs an extra

        limited = self.limited(*check_limits(self.mode, *limits))

        def find(ways: list[Way], access: list[list[Access]], todo: list[Pair]) -> _Outcomes[Sums]:
            return labels.sums(limited.space, ways, access, todo)

        return self._each(places, pairs, limited, find)

    def is_fast(self, pairs: int, *, fast: bool | None) -> bool:
        """Whether the faster engine does the work: where told, or where it is there and worth it."""
        return pairs >= self.profile.many and many.installed() if fast is None else fast

    def _each(
        self,
        places: Sequence[Place],
        pairs: Sequence[tuple[int, int]],
        limited: Limited,
        find: Callable[[list[Way], list[list[Access]], list[Pair]], _Outcomes[_Outcome]],
    ) -> Iterator[tuple[int, _Outcome | None]]:
        """Join the places to the network, near ones first, and search between them."""
        # most pairs are joined within a few kilometres, and their parts of the network tell without a search
        near = {i: self.access(places[i], _LOOK_KM, limited) for i in {i for pair in pairs for i in pair}}
        parts = {i: {snap.component for snap, _ in access} for i, access in near.items()}
        reach = [_LOOK_KM if parts[a] & parts[b] else REACH_KM for a, b in pairs]
        left = list(range(len(pairs)))
        while left:
            ways: dict[tuple[int, float], int] = {}
            todo = [
                (
                    ways.setdefault((pairs[number][0], reach[number]), len(ways)),
                    ways.setdefault((pairs[number][1], reach[number]), len(ways)),
                )
                for number in left
            ]
            here = [(places[number], km) for number, km in ways]
            access = [self.access(*way, limited) for way in here]
            rows, left = left, []
            for row, outcome in find(here, access, todo):
                if outcome is None and reach[rows[row]] < REACH_KM:  # limits have cut that part in two
                    reach[rows[row]] = REACH_KM
                    left.append(rows[row])
                else:
                    yield rows[row], outcome

    def access(self, place: Place, reach_km: float, limited: Limited) -> list[Access]:
        """Ways from a place onto the network, which are kept for the next search."""
        known = limited.access.get((place, reach_km))
        if known is None:
            known = limited.access[place, reach_km] = self._snaps(place, reach_km, limited.allowed)
            while len(limited.access) > _REMEMBERED:
                limited.access.pop(next(iter(limited.access)), None)
        return known

    def path_of(self, places: tuple[Place, Place], walk: Walk, countries: Sequence[str] = ()) -> Path:
        """Draw a path that `walks` found; the errors are those of `path`."""
        ends(*places)
        found = Found.of(self.graph, walk)
        self._require(places, found, countries)
        return self._path(places, found, countries)

    def _require(self, places: tuple[Place, Place], found: Found, countries: Sequence[str]) -> None:
        """Refuse a path that is hardly on the network, or absurdly long."""
        used, joining = refusals.on_network(found), found.start.away_km + found.end.away_km
        refusals.require_use(self, places, used, joining, found.start.point)
        if not countries:  # otherwise the caller knows what way round it must be
            refusals.refuse_absurd(
                self, places, used + joining, lambda: [*notes.by_country(self.graph, found.pieces)]
            )

    def limited(self, countries: tuple[str, ...], avoid: tuple[str, ...]) -> Limited:
        """Give the network within limits, which is kept for the next search."""
        key = (tuple(sorted(countries)), tuple(sorted(avoid)))
        limited = self._kept.get(key)
        if limited is None:
            allowed = self.graph.allowed(*key)
            limited = Limited(allowed, Space(self.graph, np.where(allowed, self._cost, np.inf)), {})
            while len(self._kept) >= _KEPT:
                self._kept.pop(next(iter(self._kept)), None)
            self._kept[key] = limited
        return limited

    def find(self, origin: Place, destination: Place, limited: Limited) -> Found | None:
        """Find the cheapest path from points that either place may be joined to."""
        direct = distance_km((origin.lon, origin.lat), (destination.lon, destination.lat))
        for reach in (_LOOK_KM, REACH_KM):
            starts, goals = (self.access(place, reach, limited) for place in (origin, destination))
            if not starts or not goals:
                continue
            # most searches can end early; only a path far longer than the straight line needs it all
            for limit in (1.35 * direct + 400.0, 2.5 * direct + 1500.0, np.inf):
                found = limited.space.shortest(starts, goals, limit)
                if found is not None:
                    return Found.of(self.graph, *found)
        return None

    def _snaps(self, place: Place, reach_km: float, allowed: npt.NDArray[np.bool_]) -> list[Access]:
        """Points of the network that a place may be joined to, with the cost of reaching each."""
        home = homes(place)
        chosen, _ = usable(place, self.graph.snaps((place.lon, place.lat), reach_km, allowed))
        return [
            (
                snap,
                snap.away_km * _ACCESS_FACTOR
                + (self.profile.border_km if home and snap.country not in home else 0),
            )
            for snap in chosen
        ]

    def _path(self, places: tuple[Place, Place], found: Found, countries: Sequence[str]) -> Path:
        """Make a path of what the search found."""
        passed = notes.journey(self.graph, found)
        line = self._line(places, found)
        texts = notes.about(
            self.graph, self.profile, places, found, countries=countries, passed=passed, line=line
        )
        return line.build(
            basis="network",
            method=self.profile.method,
            warnings=texts,
            attribution=(self.profile.credit,) if self.profile.credit else (),
            journey=passed,
        )

    def _line(self, places: tuple[Place, Place], found: Found) -> LineBuilder:
        """Draw a path."""
        start, end, pieces, _ = found
        origin, destination = places
        line = LineBuilder((origin.lon, origin.lat))
        if start.away_km > _MOVED_KM:
            line.add("connector", [start.point], start.away_km)
        arrays = self.graph.arrays
        assumed = arrays["flags"][pieces.edge] & (Flag.LINK | Flag.HEALED)
        kinds = assumed.astype(np.int64) * 2**16 + arrays["link"][pieces.edge]
        for first, stop in pieces.runs(kinds):
            part = pieces.part(first, stop)
            kind, note = self._kind(int(part.edge[0]))
            line.add(kind, drawn(self.graph, part), float(part.km.sum()), note)
        final = (destination.lon, destination.lat)
        if end.away_km > _MOVED_KM:
            line.add("connector", [final], end.away_km)
        elif line.coords[-1] != final:
            line.coords[-1] = (final[0] + 360.0 * round((line.coords[-1][0] - final[0]) / 360.0), final[1])
        return line

    def _kind(self, edge: int) -> tuple[SpanKind, str]:
        flags, link = int(self.graph.arrays["flags"][edge]), int(self.graph.arrays["link"][edge])
        if flags & Flag.LINK:
            return "assumed", str(self.graph.arrays["link_name"][link])
        if flags & Flag.HEALED:
            return "assumed", HEALED
        return "network", ""
