"""A point and an extent for any geometry of a GeoJSON feature."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gazetteer.distance import distance_km
from gazetteer.errors import PlacesFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

    _Position = tuple[float, float]

_TURN = 360.0
_HALF_TURN = 180.0
_POLE = 90.0
_NUMBER = r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?"
_WKT_POSITION = re.compile(rf"({_NUMBER})\s+({_NUMBER})")


def point_and_extent(geometry: object) -> tuple[float, float, float] | None:
    """Return the middle of a geometry (longitude, latitude in degrees) and its radius in km.

    Parameters
    ----------
    geometry
        Any geometry of GeoJSON, or a ``GeometryCollection`` of Linked Places Format, whose members may have
        ``geo_wkt`` instead of coordinates. One that crosses the antimeridian may run on beyond 180 degrees
        or jump.

    Returns
    -------
    tuple or None
        None where the geometry has no position: the place is not located.

    Raises
    ------
    PlacesFileError
        If something in it is no geometry, or a position lies nowhere on Earth.

    Examples
    --------
    >>> point_and_extent({"type": "Point", "coordinates": [130.283, 42.256]})
    (130.283, 42.256, 0.0)
    >>> lon, lat, km = point_and_extent({"type": "LineString", "coordinates": [[179, 0], [-179, 0]]})
    >>> lon, lat, round(km)
    (180.0, 0.0, 111)
    """
    found = list(dict.fromkeys(_positions(geometry)))
    if not found:
        return None
    if len(found) == 1:
        return (*found[0], 0.0)
    lon = _middle_longitude([lon for lon, _ in found])
    lats = [lat for _, lat in found]
    lat = (min(lats) + max(lats)) / 2
    return lon, lat, max(distance_km(lon, lat, *position) for position in found)


def _positions(geometry: object) -> Iterator[_Position]:
    waiting = [geometry]
    while waiting:
        each = waiting.pop()
        if each is None or each == "null":  # the format writes an unknown location so
            continue
        if not isinstance(each, dict):
            raise PlacesFileError(f"a geometry must be an object, not {_shown(each)}")
        if isinstance(each.get("geometries"), list):
            waiting.extend(each["geometries"])
        elif "coordinates" in each:
            yield from _numbers(each["coordinates"])
        elif text := each.get("geo_wkt") or each.get("geowkt"):
            for lon, lat in _WKT_POSITION.findall(str(text)):
                yield _on_earth(float(lon), float(lat))
        else:
            raise PlacesFileError(f"a geometry needs coordinates: {_shown(each)}")


def _numbers(coordinates: object) -> Iterator[_Position]:
    waiting = [coordinates]
    while waiting:
        each = waiting.pop()
        if not isinstance(each, list):
            raise PlacesFileError(f"coordinates must be lists of numbers, not {_shown(each)}")
        if each and not isinstance(each[0], list):
            if len(each) == 1 or not all(map(_is_number, each[:2])):
                raise PlacesFileError(f"a position is [longitude, latitude], not {_shown(each)}")
            yield _on_earth(*map(float, each[:2]))
        else:
            waiting.extend(each)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _on_earth(lon: float, lat: float) -> _Position:
    # Written so that what is no number is refused, too.
    if not (abs(lat) <= _POLE and abs(lon) <= 3 * _HALF_TURN):
        swapped = "; longitude comes first" if _POLE < abs(lat) <= _HALF_TURN else ""
        raise PlacesFileError(f"[{lon:g}, {lat:g}] is nowhere on Earth{swapped}")
    return _wrapped(lon), lat


def _wrapped(lon: float) -> float:
    return lon if abs(lon) <= _HALF_TURN else (lon + _HALF_TURN) % _TURN - _HALF_TURN


def _middle_longitude(lons: list[float]) -> float:
    """Return the middle of the shortest arc that holds all the longitudes."""
    ring = sorted(lons)
    gaps = [east - west for west, east in pairwise([*ring, ring[0] + _TURN])]
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    first = ring[(widest + 1) % len(ring)]
    return _wrapped(first + (_TURN - gaps[widest]) / 2)


def _shown(value: Any) -> str:  # noqa: ANN401 - whatever stood in the file
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004 - characters
