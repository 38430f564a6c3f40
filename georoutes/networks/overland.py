"""Paths by rail and by road: one way to find them, a profile for each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from georoutes.errors import NoPathError
from georoutes.networks.base import LineBuilder, distance_km, ends, position
from georoutes.networks.flags import Flag
from georoutes.networks.graph import Floats, LandGraph, Piece, Snap

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from gazetteer.place import Place
    from georoutes.model.path import Path

ATTRIBUTION = "© OpenStreetMap contributors (ODbL)"

REACH_KM = 100.0
"""A place farther than this from the network has no path."""

_LOOK_KM = 25.0  # look this far first: most places lie within, and the search is quick
_ACCESS_FACTOR = 4.0  # a connector of unknown course is worth this many times its length on the network
_CHORD_KM = 20.0
_DETOUR = 1.8
_TRANSIT_KM = 1.0  # less than this in a third country is an artefact of generalised outlines
_MOVED_KM = 0.001


@dataclass(frozen=True)
class Profile:
    """What distinguishes rail from road.

    Parameters
    ----------
    mode
        ``rail`` or ``road``.
    way
        What a line of this network is called in a sentence, and in plural.
    border_km, open_border_km, gauge_km
        What a border, a border without checks and a break of gauge cost, as kilometres of travel.
    trunk_factor
        What a kilometre of a trunk line costs.
    near_km
        A connector longer than this is worth a warning.
    method
        How the path was found, for people.
    """

    mode: str
    way: tuple[str, str]
    border_km: float
    open_border_km: float
    gauge_km: float
    trunk_factor: float
    near_km: float
    method: str


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
        cost += np.where(flags & Flag.BORDER, np.where(is_open, profile.open_border_km, profile.border_km), 0.0)
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
            # most searches end early; a path that is far longer than the straight line needs the whole network
            for limit in (2.5 * direct + 1500.0, np.inf):
                found = self.graph.shortest(starts, goals, cost, limit)
                if found is not None:
                    return self._path((origin, destination), found, countries)
        for place in (origin, destination):
            self._refuse_far(place, allowed, countries, avoid)
        raise NoPathError(self._no_way(origin, destination, countries, avoid))

    def _check(self, countries: Sequence[str], avoid: Sequence[str]) -> None:
        known = self.graph.countries()
        for name, given in (("countries", countries), ("avoid", avoid)):
            unknown = sorted(set(given) - set(known))
            if unknown:
                raise ValueError(
                    f"{name} has {', '.join(map(repr, unknown))}, where the {self.mode} network knows no country; "
                    f"known are the ISO 3166-1 alpha-2 codes {' '.join(known)}."
                )

    def _snaps(self, place: Place, reach_km: float, allowed: npt.NDArray[np.bool_]) -> list[tuple[Snap, float]]:
        """Points of the network near a place with the cost of reaching each."""
        home = set(place.country.split("|")) - {""}
        return [
            (snap, snap.away_km * _ACCESS_FACTOR + (self.profile.border_km if home and snap.country not in home else 0))
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
        nearest = next((found[0] for km in (300.0, 1000.0, 3000.0) if (found := self.graph.snaps(point, km, allowed))), None)
        where = (
            f"{nearest.away_km:,.0f} km from the nearest {self.profile.way[0]}{limits}, at {position(nearest.point)}"
            if nearest
            else f"more than 3,000 km from any {self.profile.way[0]}{limits}"
        )
        raise NoPathError(
            f"{place.name} ({position(point)}) lies {where}; the limit is {REACH_KM:.0f} km. "
            "Check the place, let the leg begin or end nearer the network, or use another mode."
        )

    def _no_way(self, origin: Place, destination: Place, countries: Sequence[str], avoid: Sequence[str]) -> str:
        return (
            f"No {self.profile.way[0]} in the data joins {origin.name} ({position((origin.lon, origin.lat))}) and "
            f"{destination.name} ({position((destination.lon, destination.lat))}){_limits(countries, avoid)}. "
            "There may be water or a gap in the data between them, or the limits are too narrow: "
            "allow more countries, split the leg at a port or border, or use another mode."
        )

    def _path(self, places: tuple[Place, Place], found: tuple[Snap, Snap, list[Piece]], countries: Sequence[str]) -> Path:
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
            line.coords[-1] = (line.coords[-1][0] + (final[0] - line.coords[-1][0] + 180.0) % 360.0 - 180.0, final[1])
        return line.build(
            basis="network",
            method=self.profile.method,
            warnings=self._warnings(places, found, countries, line),
            attribution=(ATTRIBUTION,),
        )

    def _kind(self, edge: int) -> tuple[str, str]:
        flags, link = int(self.graph.arrays["flags"][edge]), int(self.graph.arrays["link"][edge])
        if flags & Flag.LINK:
            return "assumed", str(self.graph.arrays["link_name"][link])
        if flags & Flag.HEALED:
            return "assumed", "gap in the data, bridged"
        return "network", ""

    def _warnings(
        self, places: tuple[Place, Place], found: tuple[Snap, Snap, list[Piece]], countries: Sequence[str], line: LineBuilder
    ) -> list[str]:
        start, end, pieces = found
        texts = [
            f"{place.name} lies {snap.away_km:.0f} km from the nearest {self.profile.way[0]} used; "
            "the connector to it is a straight line of unknown course."
            for place, snap in zip(places, (start, end), strict=True)
            if snap.away_km > self.profile.near_km
        ]
        texts += self._assumed(pieces)
        texts += self._transit(places, pieces, countries)
        direct = distance_km((places[0].lon, places[0].lat), (places[1].lon, places[1].lat))
        if line.length_km > _DETOUR * direct:
            texts.append(
                f"The path is {line.length_km / direct:.1f} times as long as the straight line "
                f"({line.length_km:,.0f} km against {direct:,.0f} km): a true detour, or a gap in the data."
            )
        return texts + self._generalised(pieces)

    def _assumed(self, pieces: list[Piece]) -> list[str]:
        """Sentences about links drawn by hand and gaps bridged."""
        a = self.graph.arrays
        links: defaultdict[int, float] = defaultdict(float)
        gaps = []
        for piece in pieces:
            flags, km = int(a["flags"][piece.edge]), abs(piece.to_km - piece.from_km)
            if flags & Flag.LINK:
                links[int(a["link"][piece.edge])] += km
            elif flags & Flag.HEALED:
                gaps.append(km)
        texts = [f"{km:.0f} km are assumed: {a['link_name'][i]}; {a['link_note'][i]}." for i, km in links.items()]
        if gaps:
            count = "One gap" if len(gaps) == 1 else f"{len(gaps)} gaps"
            texts.append(f"{count} in the data, {sum(gaps):.1f} km in all, bridged by straight lines.")
        return texts

    def _transit(self, places: tuple[Place, Place], pieces: list[Piece], countries: Sequence[str]) -> list[str]:
        """A sentence about countries crossed that neither end nor the limits name."""
        a = self.graph.arrays
        expected = set(countries) | {code for place in places for code in place.country.split("|")}
        by_country: defaultdict[str, float] = defaultdict(float)
        for piece in pieces:
            for node in (a["tail"][piece.edge], a["head"][piece.edge]):
                by_country[self.graph.country_of(int(node))] += abs(piece.to_km - piece.from_km) / 2
        crossed = [f"{code or 'no country'} ({km:,.0f} km)" for code, km in by_country.items()
                   if code not in expected and km > _TRANSIT_KM]
        return [f"The path crosses {', '.join(crossed)}, which the source may not mean."] if crossed else []

    def _generalised(self, pieces: list[Piece]) -> list[str]:
        """A sentence about long straight pieces of the drawing."""
        longest, total = 0.0, 0.0
        for piece in pieces:
            points = self.graph.line(piece)
            for km in (distance_km(p, q) for p, q in zip(points, points[1:], strict=False)):
                longest, total = max(longest, km), total + (km if km > _CHORD_KM else 0.0)
        if not total:
            return []
        return [
            f"The drawn line is generalised: {total:,.0f} km of it are straight pieces longer than "
            f"{_CHORD_KM:.0f} km, the longest {longest:,.0f} km. The length counts the true line."
        ]


def _limits(countries: Sequence[str], avoid: Sequence[str]) -> str:
    """Put the limits of a search into words."""
    within = f" within {', '.join(countries)}" if countries else ""
    return within + (f" without {', '.join(avoid)}" if avoid else "")
