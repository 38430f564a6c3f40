"""Sea: searoute's lanes on the high seas, the 1:10m shore near the ends and for short hops."""

from __future__ import annotations

import itertools
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.csgraph import dijkstra

from gazetteer import outlines
from georoutes.errors import NoPathError
from georoutes.networks.base import LineBuilder, Point, distance_km, ends, geodesic_points, position
from georoutes.networks.coast import SHORE_KM, Way, best_way
from georoutes.networks.lanes import Floats, Lanes, Stretch, densify, length_km, sphere_km
from georoutes.networks.limits import check_limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.place import Place
    from georoutes.model.path import Path

DATA = FilePath(__file__).with_name("data") / "sea.npz"
ATTRIBUTION = "searoute 1.6.0 (Eurostat/ORNL marnet, Apache-2.0)"
SHORE_ATTRIBUTION = "Natural Earth (public domain)"
LANES_METHOD = (
    "sea: shortest path on the lanes of searoute 1.6.0; near the ends round the Natural Earth 1:10m shore"
)
SHORE_METHOD = "sea: shortest way round the Natural Earth 1:10m shore"

CLOSED = ("northwest",)
"""Passages closed unless an issue of the lanes says otherwise: ice closes them for most of the year."""

_HOP_KM = 600.0  # ends nearer than this are tried without the lanes
_MARGIN_DEGREES = 1.2
_PORT_DEGREES = (1.2, 3.0, 9.0)  # lanes are sought this far around a port
_STEP_KM = 25.0
_SAMPLE_KM = 0.5
_CONNECTOR_KM = 5.0
_LAND_KM = 1.0
_LONG_HOP = 2.5


class Sea:
    """Sea paths from shore to shore; read-only.

    Parameters
    ----------
    lanes
        The network of the high seas.
    """

    mode = "sea"

    def __init__(self, lanes: Lanes) -> None:
        self.lanes = lanes

    def path(
        self, origin: Place, destination: Place, *, countries: Sequence[str] = (), avoid: Sequence[str] = ()
    ) -> Path:
        """Find the shortest path over water; see `Network.path`."""
        _, avoid = check_limits(self.mode, countries, avoid)
        a, b = ends(origin, destination)
        for place in (origin, destination):
            _refuse_inland(place)
        hop = self._hop(a, b, avoid) if distance_km(a, b) < _HOP_KM else None
        found = hop or self._open_voyage(origin, destination, avoid)
        if sum(length_km(stretch.points) for stretch in found) == 0.0:
            raise NoPathError(
                f"{origin.name} and {destination.name} reach the water at the same point "
                f"({position(found[0].points[0])}), so there is no leg by sea between them; "
                "leave the leg out or correct one of its ends."
            )
        return self._path(origin, destination, found, by_lanes=hop is None)

    def _hop(self, a: Point, b: Point, avoid: Sequence[str]) -> list[Stretch] | None:
        """Find a way along the shore without the lanes; None where there is none that is short."""
        b = (b[0] + 360.0 * round((a[0] - b[0]) / 360.0), b[1])
        margin = _MARGIN_DEGREES / np.cos(np.radians(min(max(abs(a[1]), abs(b[1])), 80.0)))
        box = (
            min(a[0], b[0]) - margin,
            min(a[1], b[1]) - _MARGIN_DEGREES,
            max(a[0], b[0]) + margin,
            max(a[1], b[1]) + _MARGIN_DEGREES,
        )
        center = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        way = best_way(center, box, a, (np.array([b]), np.zeros(1)), dry=True)
        if way is None:
            return None
        used = self.lanes.passages_near(way.points)
        if set(used) & {*avoid, *CLOSED} or length_km(way.points) > _LONG_HOP * distance_km(a, b) + 50.0:
            return None
        return [Stretch(way.points, used)]

    def _open_voyage(self, origin: Place, destination: Place, avoid: Sequence[str]) -> list[Stretch]:
        """Find a voyage, or say whether the geography or `avoid` forbids it."""
        try:
            return self._voyage(origin, destination, avoid)
        except NoPathError:
            if not avoid:
                raise
        shut = {name for stretch in self._voyage(origin, destination, ()) for name in stretch.passages}
        closed = ", ".join(sorted(shut & set(avoid)) or avoid)
        raise NoPathError(
            f"Every sea path from {origin.name} to {destination.name} is closed by avoid ({closed}). "
            "Leave that passage open, or split the leg and use another mode for a part."
        )

    def _voyage(self, origin: Place, destination: Place, avoid: Sequence[str]) -> list[Stretch]:
        """Shore to lanes, lanes, lanes to shore."""
        lanes = self.lanes
        closed = lanes.closed([*CLOSED, *avoid])
        matrix = lanes.matrix(closed)
        rough = sphere_km(lanes.node, (origin.lon, origin.lat))
        # a first guess from straight lines to the lanes near the origin tells where to leave them at the end
        near = np.argsort(rough)[:8]
        guess = (dijkstra(matrix, indices=near) + rough[near, None]).min(axis=0)
        arrival = self._to_lanes(destination, origin, guess)
        far, before = dijkstra(matrix, indices=arrival.target, return_predecessors=True)
        departure = self._to_lanes(origin, destination, far)
        nodes = [departure.target]
        while nodes[-1] != arrival.target:
            nodes.append(int(before[nodes[-1]]))
        return [
            Stretch(departure.points, ()),
            *(lanes.stretch(u, v) for u, v in itertools.pairwise(nodes)),
            Stretch(arrival.points[::-1], ()),
        ]

    def _to_lanes(self, place: Place, other: Place, remaining: Floats) -> Way:
        """Find the cheapest way from a place to a node of the lanes, counting what remains from there."""
        point = (place.lon, place.lat)
        node = self.lanes.node.copy()
        node[:, 0] += 360.0 * np.round((point[0] - node[:, 0]) / 360.0)
        for degrees in _PORT_DEGREES:
            wide = min(degrees / np.cos(np.radians(min(abs(point[1]), 80.0))), 60.0)
            box = (
                point[0] - wide,
                max(point[1] - degrees, -89.0),
                point[0] + wide,
                min(point[1] + degrees, 89.0),
            )
            inside = (np.abs(node[:, 0] - point[0]) < wide) & (np.abs(node[:, 1] - point[1]) < degrees)
            choice = np.flatnonzero(inside & np.isfinite(remaining))
            if len(choice) == 0:
                continue
            way = best_way(point, box, point, (node[choice], remaining[choice]), dry=False)
            if way is not None:
                return way._replace(target=int(choice[way.target]))
        raise NoPathError(
            f"No sea path joins {place.name} ({position(point)}) and {other.name}: one of "
            "them lies on a lake or an inland sea, or behind narrows that the outlines at 1:10m close. "
            "Begin or end the leg at a seaport, or use another mode."
        )

    def _path(self, origin: Place, destination: Place, stretches: list[Stretch], *, by_lanes: bool) -> Path:
        """Put the stretches together, densified so that the drawing follows the geodesics."""
        line = LineBuilder((origin.lon, origin.lat))
        first, final = stretches[0].points[0], (destination.lon, destination.lat)
        if distance_km(line.origin, first) > 0:
            line.add("connector", [first], distance_km(line.origin, first))
        for stretch in stretches:
            for p, q in zip(stretch.points, stretch.points[1:], strict=False):
                line.add("network", [*geodesic_points(p, q, _STEP_KM), q], distance_km(p, q))
        last = stretches[-1].points[-1]
        if distance_km(last, final) > 0:
            line.add("connector", [final], distance_km(last, final))
        gaps = ((origin, distance_km(line.origin, first)), (destination, distance_km(last, final)))
        return line.build(
            basis="network",
            method=LANES_METHOD if by_lanes else SHORE_METHOD,
            passages=list(dict.fromkeys(name for stretch in stretches for name in stretch.passages)),
            warnings=[*_connector_warnings(gaps), *_land_warnings(stretches)],
            attribution=(ATTRIBUTION, SHORE_ATTRIBUTION) if by_lanes else (SHORE_ATTRIBUTION,),
        )


def open_sea() -> Sea:
    """Open the compiled sea network.

    Raises
    ------
    DataError
        The compiled file is missing or damaged.
    """
    return Sea(Lanes.open(DATA))


_NEAR_DEGREES = 1.0
_DEGREE_KM = 110.0  # a degree of latitude has at least this many


def _refuse_inland(place: Place) -> None:
    """Raise when a place is not on the sea."""
    point = (place.lon, place.lat)
    layer = outlines.land()
    if layer.at(np.array([point]))[0] < 0:
        return
    away = _shore_km(point)
    if away > SHORE_KM:
        raise NoPathError(
            f"{place.name} ({position(point)}) lies {away:,.0f} km from the sea, "
            f"and the limit is {SHORE_KM:.0f} km. "
            "Begin or end the leg at a port, or use another mode."
        )


def _shore_km(point: Point) -> float:
    """Distance in kilometres to the nearest vertex of the shore."""
    shore = outlines.land().coordinates
    near = shore[np.abs(shore[:, 1] - point[1]) < _NEAR_DEGREES]  # most ports need no look at the whole world
    km = float(sphere_km(near, point).min(initial=np.inf))
    return km if km < _NEAR_DEGREES * _DEGREE_KM else float(sphere_km(shore, point).min())


def _connector_warnings(gaps: tuple[tuple[Place, float], ...]) -> list[str]:
    return [
        f"The path over water comes to within {km:.0f} km of {place.name}; the connector is a straight line "
        "that may lead over land."
        for place, km in gaps
        if km > _CONNECTOR_KM
    ]


def _land_warnings(stretches: list[Stretch]) -> list[str]:
    """Tell of kilometres over land, passages apart: canals and narrows have no water at 1:10m."""
    open_water = [stretch for stretch in stretches if not stretch.passages]
    samples = [point for stretch in open_water for point in densify(stretch.points, _SAMPLE_KM)]
    if not samples:
        return []
    points = np.array(samples)
    dry = points[outlines.land().at(points) >= 0]
    km = len(dry) * sum(length_km(stretch.points) for stretch in open_water) / len(samples)
    if km <= _LAND_KM:
        return []
    layer = outlines.countries()
    where = layer.at(dry)
    names = list(dict.fromkeys(str(layer.name[i]) for i in where[where >= 0]))
    return [f"{km:.0f} km of the line cross land ({', '.join(names)}), where the sea lanes are coarse."]
