"""What lies at a point: the nearest places, and the country or the sea around it."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.distance import distance_km
from gazetteer.place import AREA_TYPES, COUNTRY_TYPES, Place
from gazetteer.waters import lake_at, waters_at

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gazetteer.index import Index

VIEW = "Natural Earth 1:10m: boundaries as they are administered, not as they are claimed"
"""Whose boundaries these are. They decide nothing, and imply no endorsement."""

_SHORE_KM = 2.0
"""So far out a point still counts to the land: the outlines are good to about a kilometre."""
_KM_PER_DEGREE = 111.195
_LARGEST_SPOT_KM = 100.0
_FIRST_REACH, _REACH_GROWTH, _MARGIN = 0.25, 1.7, 0.001  # degrees, a factor, degrees
_HALF_TURN, _POLE, _ROW = 180.0, 90.0, 360
_COMMON_TYPES = frozenset({"town", "admin"})
_SHORE_TOWN_KM = 8.0
_FEW = 2_000


class Nearby(NamedTuple):
    """A place and how far its point is, in km."""

    place: Place
    distance_km: float


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What lies at a point.

    Parameters
    ----------
    lon, lat
        The point, in degrees on WGS84.
    country
        ISO 3166-1 alpha-2 code of the country whose outline holds the point; "" on the high seas and where
        nobody or more than one holds it.
    territory
        What `VIEW` calls the country or territory; it may draw one apart that has no code of its own.
    places
        The nearest places, nearest first. Areas have no point to be near to, so they are not among them
        unless their types are asked for; then the country that holds the point comes first.
    waters
        The sea, strait or lake at the point, and the larger sea that it is a part of; none for a point on
        land. They are told by discs, so near a shore this is approximate; see `gazetteer.waters`.
    notes
        What else is to be known: above all, that another source counts the spot to another country.
    """

    lon: float
    lat: float
    country: str
    territory: str
    places: tuple[Nearby, ...]
    waters: tuple[Place, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def nearest(self) -> Nearby | None:
        """The nearest place, if any was asked for and found."""
        return self.places[0] if self.places else None

    @property
    def __geo_interface__(self) -> dict[str, Any]:
        """A GeoJSON point, longitude first."""
        return {"type": "Point", "coordinates": (self.lon, self.lat)}


def whereabouts(
    index: Index, lon: float, lat: float, limit: int, types: frozenset[str] | None
) -> Whereabouts:
    """Return what lies at a point on Earth.

    Parameters
    ----------
    index
        Where to look.
    lon, lat
        The point, in degrees.
    limit
        How many places to return at most.
    types
        Only places of these types; None for all that are no areas.
    """
    places = nearest(index, lon, lat, limit, types)
    code, territory, notes = _country(lon, lat)
    if types is not None and types & COUNTRY_TYPES:
        places = _holding_first(index, code, places, types, lon, lat)[:limit]
    is_on_land = territory and not notes  # what is noted so far is that it lies off the shore
    waters = lake_at(index, lon, lat) if is_on_land else waters_at(index, lon, lat)
    if is_on_land and waters and not _is_uninhabited(index, lon, lat):
        waters = ()
    if territory:
        settled = places if types is None else nearest(index, lon, lat, 1, None)
        notes += _other_view(code, territory, settled)
        notes += _apart(code, territory)
    return Whereabouts(lon, lat, code, territory, tuple(places), waters, notes)


def _holding_first(  # noqa: PLR0913, PLR0917 - a point, and what is known of it
    index: Index, code: str, places: list[Nearby], types: frozenset[str], lon: float, lat: float
) -> list[Nearby]:
    """Return places with the country whose outline holds the point before those whose middles are nearer."""
    holding = [entry.place for entry in index.countries(code) if code and entry.place.type in types]
    known = {place.id for place in holding}
    first = [Nearby(place, distance_km(lon, lat, place.lon, place.lat)) for place in holding]
    return [*first, *(each for each in places if each.place.id not in known)]


def nearest(index: Index, lon: float, lat: float, limit: int, types: frozenset[str] | None) -> list[Nearby]:
    """Return the places nearest to a point, nearest first; see `whereabouts`."""
    own = [place for place in index.own_places() if _is_asked_for(place.type, place.radius_km, types)]
    replaced = index.replaced()
    known = _all_of(index, types)
    if known is None:
        known = [index.numbered(number) for number in _numbers(index, lon, lat, limit + len(replaced), types)]
    found = [*own, *(place for place in known if place.id not in replaced)]
    measured = (Nearby(place, distance_km(lon, lat, place.lon, place.lat)) for place in found)
    return sorted(measured, key=lambda each: (each.distance_km, each.place.id))[:limit]


def _all_of(index: Index, types: frozenset[str] | None) -> list[Place] | None:
    """Return all places of some types in the file; None where they are too many to measure each."""
    if types is None or types & _COMMON_TYPES:
        return None
    found: list[Place] = []
    for type_ in sorted(types):
        found += index.of_type(type_, _FEW + 1)
        if len(found) > _FEW:
            return None
    return found


def _is_asked_for(type_: str, radius_km: float, types: Collection[str] | None) -> bool:
    if types is None:
        return type_ not in AREA_TYPES and radius_km < _LARGEST_SPOT_KM
    return type_ in types


def _numbers(index: Index, lon: float, lat: float, limit: int, types: frozenset[str] | None) -> list[int]:
    """Return the numbers of the nearest places in the file, from windows that grow until they hold enough."""
    reach = _FIRST_REACH
    while limit:
        # A set: at the antimeridian, the last cell of one row is the first of the next.
        within = {
            (distance_km(lon, lat, spot_lon, spot_lat), number)
            for row in _rows(lon, lat, reach)
            for number, spot_lon, spot_lat, type_, radius_km in index.spots(*row)
            if _is_asked_for(type_, radius_km, types)
        }
        found = sorted(within)[:limit]
        # What is farther than the window's edge may have a nearer rival beyond it.
        needed = found[-1][0] / _KM_PER_DEGREE if len(found) == limit else math.inf
        if needed <= reach or reach >= _HALF_TURN:
            return [number for _, number in found]
        reach = min(needed + _MARGIN, reach * _REACH_GROWTH)
    return []


def _rows(lon: float, lat: float, reach: float) -> Iterator[tuple[int, int, float, float]]:
    """Yield first and last cell, south and north of each row of a window; of each side of the antimeridian.

    Parameters
    ----------
    lon, lat
        The window's middle in degrees.
    reach
        How far it goes north and south, in degrees, and as far in km to either side.
    """
    south, north = max(lat - reach, -_POLE), min(lat + reach, _POLE)
    # Of all points within reach, those a little nearer to the pole are the farthest to the side.
    side, middle = math.sin(math.radians(reach)), math.cos(math.radians(lat))
    half = (
        math.degrees(math.asin(side / middle)) if max(-south, north) < _POLE and side < middle else _HALF_TURN
    )
    west, east = lon - half + _HALF_TURN, lon + half + _HALF_TURN
    if east - west >= _ROW:
        spans = [(0, _ROW)]
    elif west < 0:
        spans = [(0, int(east)), (int(west + _ROW), _ROW)]
    elif east >= _ROW:
        spans = [(int(west), _ROW), (0, int(east - _ROW))]
    else:
        spans = [(int(west), int(east))]
    for row in range(int(south + _POLE), int(north + _POLE) + 1):
        for first, last in spans:
            yield row * _ROW + first, row * _ROW + last, south, north


def _is_uninhabited(index: Index, lon: float, lat: float) -> bool:
    """Whether no town is so near that the point must be on the shore."""
    return all(km > _SHORE_TOWN_KM for _, km in nearest(index, lon, lat, 1, frozenset({"town"})))


def _country(lon: float, lat: float) -> tuple[str, str, tuple[str, ...]]:
    """Return code and name of the country at a point, or on the shore beside it, and what is to be noted."""
    import numpy as np  # noqa: PLC0415 (loads when first used)

    from gazetteer import outlines  # noqa: PLC0415 (as above)

    layer = outlines.countries()
    point = np.array([[lon, min(max(lat, -89.999), 89.999)]])
    unit = int(layer.at(point)[0])
    if unit >= 0:
        return str(layer.code[unit]), str(layer.name[unit]), ()
    unit, km = layer.nearest(lon, lat, _SHORE_KM)
    if unit < 0:
        return "", "", ()
    name = str(layer.name[unit])
    return str(layer.code[unit]), name, (f"{km:.1f} km off the shore of {name} as it is drawn at 1:10m",)


def _other_view(code: str, territory: str, places: list[Nearby]) -> tuple[str, ...]:
    """Say if the nearest place lies in the same outline and its source counts it to another country."""
    for place, km in places[:1]:
        counted = [each for each in place.country.split("|") if each]
        if counted and code not in counted and _country(place.lon, place.lat)[1] == territory:
            where = f"{place.name}, {km:.0f} km away,"
            drawn = f"with {territory} ({code})" if code else f"as {territory}, with no country"
            return (
                f"Natural Earth draws this {drawn}; {place.source} counts {where} to {'|'.join(counted)}",
            )
    return ()


def _apart(code: str, territory: str) -> tuple[str, ...]:
    """Say if the outline is drawn apart from the country whose code it has."""
    name = _country_name(code)
    if not code:
        return (f"Natural Earth draws {territory} with no country",)
    return (f"Natural Earth draws {territory} apart from {name}",) if name != territory else ()


@functools.cache
def _country_name(code: str) -> str:
    from gazetteer import outlines  # noqa: PLC0415 (as above)

    return outlines.country_name(code)
