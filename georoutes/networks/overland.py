"""Paths by rail and by road: one way to find them, a profile for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from georoutes.errors import LimitError, NoPathError
from georoutes.networks import notes
from georoutes.networks.base import LineBuilder, distance_km, ends, position
from georoutes.networks.flags import Flag
from georoutes.networks.search import shortest

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from gazetteer.place import Place
    from georoutes.model.path import Path, SpanKind
    from georoutes.networks.graph import Floats, LandGraph
    from georoutes.networks.profile import Profile
    from georoutes.networks.search import Access, Found

ATTRIBUTION = "© OpenStreetMap contributors (ODbL)"

REACH_KM = 100.0
"""A place farther than this from the network has no path."""

_LOOK_KM = 25.0  # look this far first: most places lie within, and the search is quick
_ACCESS_FACTOR = 4.0  # a connector of unknown course is worth this many times its length on the network
_MOVED_KM = 0.001


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
        flags, km = graph.arrays["flags"], graph.arrays["km"].astype(np.float64)
        cost = np.where(flags & Flag.TRUNK, km * profile.trunk_factor, km)
        is_open = (flags & Flag.OPEN) > 0
        cost += np.where(
            flags & Flag.BORDER, np.where(is_open, profile.open_border_km, profile.border_km), 0.0
        )
        cost += np.where(flags & Flag.GAUGE, profile.gauge_km, 0.0)
        self._cost: Floats = cost

    def path(
        self, origin: Place, destination: Place, *, countries: Sequence[str] = (), avoid: Sequence[str] = ()
    ) -> Path:
        """Find the cheapest path; see `Network.path`."""
        self._check(countries, avoid)
        a, b = ends(origin, destination)
        allowed = self.graph.allowed(countries, avoid)
        cost = np.where(allowed, self._cost, np.inf)
        direct = distance_km(a, b)
        for reach in (_LOOK_KM, REACH_KM):
            starts = self._snaps(origin, reach, allowed)
            goals = self._snaps(destination, reach, allowed)
            if not starts or not goals:
                continue
            # most searches can end early; only a path far longer than the straight line needs it all
            for limit in (2.5 * direct + 1500.0, np.inf):
                found = shortest(self.graph, starts, goals, cost, limit)
                if found is not None:
                    self._require_use(origin, destination, found)
                    return self._path((origin, destination), found, countries)
        for place in (origin, destination):
            self._refuse_far(place, allowed, countries, avoid)
        raise NoPathError(self._no_way(origin, destination, countries, avoid))

    def _check(self, countries: Sequence[str], avoid: Sequence[str]) -> None:
        known = self.graph.countries()
        for name, given in (("countries", countries), ("avoid", avoid)):
            unknown = sorted(set(given) - set(known))
            if unknown:
                raise LimitError(
                    f"{name} has {', '.join(map(repr, unknown))}, unknown to the {self.mode} network; "
                    f"known are the ISO 3166-1 alpha-2 codes {' '.join(known)}."
                )

    def _snaps(self, place: Place, reach_km: float, allowed: npt.NDArray[np.bool_]) -> list[Access]:
        """Points of the network near a place with the cost of reaching each."""
        home = set(place.country.split("|")) - {""}
        return [
            (
                snap,
                snap.away_km * _ACCESS_FACTOR
                + (self.profile.border_km if home and snap.country not in home else 0),
            )
            for snap in self.graph.snaps((place.lon, place.lat), reach_km, allowed)
        ]

    def _refuse_far(
        self, place: Place, allowed: npt.NDArray[np.bool_], countries: Sequence[str], avoid: Sequence[str]
    ) -> None:
        """Raise when a place has nothing of the network within reach."""
        point = (place.lon, place.lat)
        if self.graph.snaps(point, REACH_KM, allowed):
            return
        limits = _limits(countries, avoid)
        nearest = next(
            (found[0] for km in (300.0, 1000.0, 3000.0) if (found := self.graph.snaps(point, km, allowed))),
            None,
        )
        where = (
            f"{nearest.away_km:,.0f} km from the nearest {self.profile.way[0]}{limits}, which is at "
            f"{position(nearest.point)}"
            if nearest
            else f"more than 3,000 km from any {self.profile.way[0]}{limits}"
        )
        raise NoPathError(
            f"{place.name} ({position(point)}) lies {where}; the limit is {REACH_KM:.0f} km. "
            "Check the place, let the leg begin or end nearer the network, or use another mode."
        )

    def _require_use(self, origin: Place, destination: Place, found: Found) -> None:
        """Raise when the network is only touched: that would be a mode in name alone."""
        if sum(abs(piece.to_km - piece.from_km) for piece in found.pieces) < _MOVED_KM:
            raise NoPathError(
                f"{origin.name} and {destination.name} reach the {self.profile.way[0]} at the same point "
                f"({position(found.start.point)}), so there is no leg by {self.mode} between them; "
                "leave the leg out or correct one of its ends."
            )

    def _no_way(
        self, origin: Place, destination: Place, countries: Sequence[str], avoid: Sequence[str]
    ) -> str:
        return (
            f"No {self.profile.way[0]} in the data joins {origin.name} "
            f"({position((origin.lon, origin.lat))}) and {destination.name} "
            f"({position((destination.lon, destination.lat))}){_limits(countries, avoid)}. "
            "There may be water or a gap in the data between them, or the limits are too narrow: "
            "allow more countries, split the leg at a port or border, or use another mode."
        )

    def _path(self, places: tuple[Place, Place], found: Found, countries: Sequence[str]) -> Path:
        start, end, pieces = found
        origin, destination = places
        line = LineBuilder((origin.lon, origin.lat))
        if start.away_km > _MOVED_KM:
            line.add("connector", [start.point], start.away_km)
        for piece in pieces:
            kind, note = self._kind(piece.edge)
            line.add(kind, self.graph.line(piece)[1:], abs(piece.to_km - piece.from_km), note)
        final = (destination.lon, destination.lat)
        if end.away_km > _MOVED_KM:
            line.add("connector", [final], end.away_km)
        elif line.coords[-1] != final:
            line.coords[-1] = (final[0] + 360.0 * round((line.coords[-1][0] - final[0]) / 360.0), final[1])
        return line.build(
            basis="network",
            method=self.profile.method,
            warnings=notes.about(self.graph, self.profile, places, found, countries=countries, line=line),
            attribution=(ATTRIBUTION,),
        )

    def _kind(self, edge: int) -> tuple[SpanKind, str]:
        flags, link = int(self.graph.arrays["flags"][edge]), int(self.graph.arrays["link"][edge])
        if flags & Flag.LINK:
            return "assumed", str(self.graph.arrays["link_name"][link])
        if flags & Flag.HEALED:
            return "assumed", "gap in the data, bridged"
        return "network", ""


def _limits(countries: Sequence[str], avoid: Sequence[str]) -> str:
    """Put the limits of a search into words."""
    within = f" within {', '.join(countries)}" if countries else ""
    return within + (f" without {', '.join(avoid)}" if avoid else "")
