"""Paths by rail and by road: one way to find them, a profile for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from gazetteer.outlines import country_name
from georoutes.errors import NoPathError
from georoutes.networks import notes
from georoutes.networks.base import HEALED, LineBuilder, distance_km, ends, position
from georoutes.networks.connectors import describe, homes, usable
from georoutes.networks.flags import Flag
from georoutes.networks.gaps import nearest_gap
from georoutes.networks.limits import check_limits
from georoutes.networks.pieces import drawn
from georoutes.networks.search import Space

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.place import Place
    from georoutes.model.path import Path, SpanKind
    from georoutes.networks.graph import Floats, LandGraph, Snap
    from georoutes.networks.profile import Profile
    from georoutes.networks.search import Access, Found

ATTRIBUTION = "© OpenStreetMap contributors (ODbL)"

REACH_KM = 100.0
"""A place farther than this from the network has no path."""

_LOOK_KM = 25.0  # look this far first: most places lie within, and the search is quick
_ACCESS_FACTOR = 4.0  # a connector of unknown course is worth this many times its length on the network
_MOVED_KM = 0.001
_KEPT = 4  # networks within limits that stay in memory
_ABSURD = 4.0
_ABSURD_KM = 500.0
"""A path this many times as long as the straight line, and this much longer, is refused."""


class Limited(NamedTuple):
    """A network within limits: which edges may be used, and the network to search."""

    allowed: npt.NDArray[np.bool_]
    space: Space


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
        """Find the cheapest path; see `Network.path`."""
        countries, avoid = check_limits(self.mode, countries, avoid)
        ends(origin, destination)
        limited = self._limited(countries, avoid)
        found = self._find(origin, destination, limited)
        if found is None:
            for place in (origin, destination):
                self._refuse_far(place, limited.allowed, _limits(countries, avoid))
            raise NoPathError(self._no_way(origin, destination, countries, avoid))
        self._require_use(origin, destination, found)
        if not countries:  # otherwise the caller knows what way round it must be
            self._refuse_absurd(origin, destination, found)
        return self._path((origin, destination), found, countries)

    def _limited(self, countries: tuple[str, ...], avoid: tuple[str, ...]) -> Limited:
        """Give the network within limits, which is kept for the next search."""
        key = (tuple(sorted(countries)), tuple(sorted(avoid)))
        limited = self._kept.get(key)
        if limited is None:
            allowed = self.graph.allowed(*key)
            limited = Limited(allowed, Space(self.graph, np.where(allowed, self._cost, np.inf)))
            while len(self._kept) >= _KEPT:
                self._kept.pop(next(iter(self._kept)), None)
            self._kept[key] = limited
        return limited

    def _find(self, origin: Place, destination: Place, limited: Limited) -> Found | None:
        """Find the cheapest path from points that either place may be joined to."""
        allowed, space = limited
        direct = distance_km((origin.lon, origin.lat), (destination.lon, destination.lat))
        for reach in (_LOOK_KM, REACH_KM):
            starts = self._snaps(origin, reach, allowed)
            goals = self._snaps(destination, reach, allowed)
            if not starts or not goals:
                continue
            # most searches can end early; only a path far longer than the straight line needs it all
            for limit in (2.5 * direct + 1500.0, np.inf):
                found = space.shortest(starts, goals, limit)
                if found is not None:
                    return found
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

    def _refuse_far(self, place: Place, allowed: npt.NDArray[np.bool_], limits: str) -> None:
        """Raise when a place has nothing within reach that it may be joined to."""
        point = (place.lon, place.lat)
        way = f"{self.profile.way[0]}{limits}"
        chosen, refused = usable(place, self.graph.snaps(point, REACH_KM, allowed))
        if chosen:
            return
        nearest = next(
            (found[0] for km in (300.0, 1000.0, 3000.0) if (found := self.graph.snaps(point, km, allowed))),
            None,
        )
        if refused:
            where = describe(refused[0], way)
            rule = "the place cannot be joined to it without a crossing that the data do not have"
        else:
            rule = f"the limit is {REACH_KM:.0f} km"
            where = (
                f"{nearest.away_km:,.0f} km from the nearest {way}, which is at {position(nearest.point)}"
                if nearest
                else f"more than 3,000 km from any {way}"
            )
        raise NoPathError(
            f"{place.name} ({position(point)}) lies {where}; {rule}. "
            "Check the place, let the leg begin or end nearer the network, or use another mode."
        )

    def _require_use(self, origin: Place, destination: Place, found: Found) -> None:
        """Raise when little of the path is on the network: that would be a mode in name alone."""
        on_network = _on_network(found)
        joining = found.start.away_km + found.end.away_km
        if on_network < _MOVED_KM:
            raise NoPathError(
                f"{origin.name} and {destination.name} reach the {self.profile.way[0]} at the same point "
                f"({position(found.start.point)}), so there is no leg by {self.mode} between them; "
                "leave the leg out or correct one of its ends."
            )
        if on_network < joining:
            raise NoPathError(
                f"Only {on_network:,.0f} km of the way from {origin.name} to {destination.name} are on the "
                f"{self.profile.way[0]}, and {joining:,.0f} km lead to and from it, so this is no leg by "
                f"{self.mode}; let it begin or end nearer the network, or use another mode."
            )

    def _refuse_absurd(self, origin: Place, destination: Place, found: Found) -> None:
        """Raise when the only way is so long that a gap in the data is likelier than a detour."""
        direct = distance_km((origin.lon, origin.lat), (destination.lon, destination.lat))
        km = _on_network(found) + found.start.away_km + found.end.away_km
        if km <= _ABSURD * direct or km - direct <= _ABSURD_KM:
            return
        crossed = list(notes.by_country(self.graph, found.pieces))
        names = ", ".join(country_name(code) for code in crossed)
        raise NoPathError(
            f"The only way by {self.mode} in the data from {origin.name} to {destination.name} is "
            f"{km:,.0f} km long, {km / direct:.0f} times the straight line ({direct:,.0f} km), through "
            f"{names}: there is water or a gap in the data between them. If it is the way taken, give places "
            f"with via or countries: [{', '.join(crossed)}]; or else use another mode for a part."
        )

    def _no_way(
        self, origin: Place, destination: Place, countries: Sequence[str], avoid: Sequence[str]
    ) -> str:
        """Say why two places that are both near the network are not joined."""
        allowed = self.graph.allowed(countries, avoid)
        near = [
            usable(place, self.graph.snaps((place.lon, place.lat), REACH_KM, allowed))
            for place in (origin, destination)
        ]
        reasons = []
        if countries or avoid:
            reasons = [self._without_limits(origin, destination, countries, avoid)]
        if not (countries or avoid) or not reasons[0]:
            reasons = [self._gap(allowed, *(chosen for chosen, _ in near))]
        for place, (_, refused), (others, _) in zip((origin, destination), near, near[::-1], strict=True):
            parts = {snap.component for snap in others}
            missed = next((row for row in refused if row.snap.component in parts), None)
            if missed:
                reasons.append(f"{place.name} lies {describe(missed, self.profile.way[0])}.")
        return (
            f"No {self.profile.way[0]} in the data joins {origin.name} "
            f"({position((origin.lon, origin.lat))}) and {destination.name} "
            f"({position((destination.lon, destination.lat))}){_limits(countries, avoid)}. "
            f"{' '.join(reasons)} Split the leg at a port or border, or use another mode for a part."
        )

    def _without_limits(
        self, origin: Place, destination: Place, countries: Sequence[str], avoid: Sequence[str]
    ) -> str:
        """Tell of the way that there would be without limits."""
        found = self._find(origin, destination, self._limited((), ()))
        if found is None:
            return ""
        passed = list(notes.by_country(self.graph, found.pieces))
        names = ", ".join(country_name(code) for code in passed)
        closed = f"Every way is closed by avoid ({', '.join(avoid)}). " if avoid and not countries else ""
        return (
            f"{closed}Without these limits there is a way of {_on_network(found):,.0f} km through {names}; "
            f"allow it with countries: [{', '.join(passed)}]."
        )

    def _gap(self, allowed: npt.NDArray[np.bool_], starts: Sequence[Snap], goals: Sequence[Snap]) -> str:
        """Tell where the parts of the network that hold the two ends come nearest to each other."""
        gap = nearest_gap(self.graph, allowed, [snap.edge for snap in starts], [snap.edge for snap in goals])
        if gap is None:
            return "There may be water or a gap in the data between them."
        (a, b), km = gap, distance_km(gap[0], gap[1])
        return (
            f"Their parts of the network come nearest to each other at {position(a)} and {position(b)}, "
            f"{km:,.1f} km apart: water, a border without a line, or a gap in the data."
        )

    def _path(self, places: tuple[Place, Place], found: Found, countries: Sequence[str]) -> Path:
        start, end, pieces = found
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
        passed = notes.journey(self.graph, found)
        return line.build(
            basis="network",
            method=self.profile.method,
            warnings=notes.about(
                self.graph, self.profile, places, found, countries=countries, passed=passed, line=line
            ),
            attribution=(ATTRIBUTION,),
            journey=passed,
        )

    def _kind(self, edge: int) -> tuple[SpanKind, str]:
        flags, link = int(self.graph.arrays["flags"][edge]), int(self.graph.arrays["link"][edge])
        if flags & Flag.LINK:
            return "assumed", str(self.graph.arrays["link_name"][link])
        if flags & Flag.HEALED:
            return "assumed", HEALED
        return "network", ""


def _on_network(found: Found) -> float:
    """Kilometres of a path without its connectors."""
    return float(found.pieces.km.sum())


def _limits(countries: Sequence[str], avoid: Sequence[str]) -> str:
    """Put the limits of a search into words."""
    within = f" within {', '.join(countries)}" if countries else ""
    return within + (f" without {', '.join(avoid)}" if avoid else "")
