"""Paths by rail and by road: one way to find them, a profile for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.errors import NoPathError
from georoutes.networks import many, notes, refusals
from georoutes.networks.base import HEALED, LineBuilder, distance_km, ends
from georoutes.networks.flags import Flag
from georoutes.networks.joining import Joining
from georoutes.networks.limits import Around, check_limits
from georoutes.networks.pieces import Found, drawn
from georoutes.networks.search import Space
from georoutes.networks.snaps import edges_within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.place import Place
    from georoutes.model.path import Path, SpanKind
    from georoutes.networks.graph import Floats, LandGraph
    from georoutes.networks.limits import Limits
    from georoutes.networks.profile import Profile
    from georoutes.networks.totals import Totals, Walk

Ints = npt.NDArray[np.int64]

_MOVED_KM = 0.001
_KEPT = 4  # networks within limits that stay in memory


class Limited(NamedTuple):
    """A network within limits: the edges that may be used, the network to search, and how places join it."""

    allowed: npt.NDArray[np.bool_]
    space: Space
    joining: Joining


class Overland:
    """A rail or road network with its profile; read-only.

    Parameters
    ----------
    graph
        The network.
    profile
        Costs and limits.
    """

    mending = ""
    """What its owner can do about a gap, to follow a sentence."""

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
        self,
        origin: Place,
        destination: Place,
        *,
        countries: Sequence[str] = (),
        avoid: Sequence[str] = (),
    ) -> Path:
        """Find the cheapest path; see `Router.path`."""
        countries, avoid = check_limits(self.mode, countries, avoid)
        ends(origin, destination)
        refusals.refuse_avoided((origin, destination), avoid)
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
        origins: Ints,
        destinations: Ints,
        limits: Limits = ((), ()),
        *,
        fast: bool,
    ) -> Iterator[tuple[int, Walk | None]]:
        """Search the network for many pairs; each place is joined to it once.

        Parameters
        ----------
        places
            The places, each once.
        origins, destinations
            Numbers of the ends of each pair in `places`, each pair once.
        limits
            `countries` and `avoid`, as for `path`.
        fast
            Whether to use the faster engine.

        Yields
        ------
        int, Walk or None
            The number of the pair, and what was found; in any order.
        """
        limited = self.limited(*check_limits(self.mode, *limits))
        reach = limited.joining.reach(places, origins, destinations)
        again = []
        lot = limited.joining.lot(places, origins, destinations, reach)
        for row, walk in many.walks(limited.space, *lot, fast=fast):
            if walk is None and reach.may_widen[row]:
                again.append(row)
            else:
                yield row, walk
        if again:
            rows = np.array(again)
            lot = limited.joining.lot(places, origins[rows], destinations[rows])
            for row, walk in many.walks(limited.space, *lot, fast=fast):
                yield again[row], walk

    def sums(
        self,
        places: Sequence[Place],
        origins: Ints,
        destinations: Ints,
        limits: Limits = ((), ()),
    ) -> Totals:
        """Find the figures of many pairs by the faster engine, without their paths; see `walks`."""
        from georoutes.networks import labels  # noqa: PLC0415  it needs an extra

        limited = self.limited(*check_limits(self.mode, *limits))
        reach = limited.joining.reach(places, origins, destinations)
        found = labels.sums(limited.space, *limited.joining.lot(places, origins, destinations, reach))
        rows = np.flatnonzero(~found.is_found & reach.may_widen)
        if len(rows):
            lot = limited.joining.lot(places, origins[rows], destinations[rows])
            found.put(rows, labels.sums(limited.space, *lot))
        return found

    def is_fast(self, pairs: int, *, fast: bool | None) -> bool:
        """Whether the faster engine does the work: where told, or where it is there and worth it."""
        return pairs >= self.profile.many and many.installed() if fast is None else fast

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
            allowed = self.graph.allowed(
                countries, [entry for entry in avoid if not isinstance(entry, Around)]
            )
            for entry in avoid:
                if isinstance(entry, Around):
                    allowed[edges_within(self.graph, (entry.lon, entry.lat), entry.km)] = False
            space = Space(self.graph, np.where(allowed, self._cost, np.inf))
            limited = Limited(allowed, space, Joining(self.graph, allowed, self.profile.border_km))
            while len(self._kept) >= _KEPT:
                self._kept.pop(next(iter(self._kept)), None)
            self._kept[key] = limited
        return limited

    def find(self, origin: Place, destination: Place, limited: Limited) -> Found | None:
        """Find the cheapest path from points that either place may be joined to."""
        direct = distance_km((origin.lon, origin.lat), (destination.lon, destination.lat))
        for reach in limited.joining.tried(origin, destination):
            starts, goals = limited.joining.access(reach)
            if not starts or not goals:
                continue
            # most searches can end early; only a path far longer than the straight line needs it all
            for limit in (1.35 * direct + 400.0, 2.5 * direct + 1500.0, np.inf):
                found = limited.space.shortest(starts, goals, limit)
                if found is not None:
                    return Found.of(self.graph, *found)
        return None

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
        vertices, ends_at = drawn(self.graph, pieces)
        gone = np.concatenate([[0.0], np.cumsum(pieces.km)]).tolist()
        line.add_stretches(
            vertices,
            [
                (
                    *self._kind(int(pieces.edge[first])),
                    ends_at[stop] - ends_at[first],
                    gone[stop] - gone[first],
                )
                for first, stop in pieces.runs(kinds)
            ],
        )
        final = (destination.lon, destination.lat)
        if end.away_km > _MOVED_KM:
            line.add("connector", [final], end.away_km)
        elif line.end != final:
            line.move_end(final)
        return line

    def _kind(self, edge: int) -> tuple[SpanKind, str]:
        flags, link = int(self.graph.arrays["flags"][edge]), int(self.graph.arrays["link"][edge])
        if flags & Flag.LINK:
            return "assumed", str(self.graph.arrays["link_name"][link])
        if flags & Flag.HEALED:
            return "assumed", HEALED
        return "network", ""
