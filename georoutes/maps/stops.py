"""Turn a frame of places, or the ends that legs name, into the stops that the page draws."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import Point

from georoutes.errors import FrameError
from georoutes.frames import check_places
from georoutes.maps.cells import number, text
from georoutes.maps.layers import LATITUDE_LIMIT, Legs

if TYPE_CHECKING:
    import geopandas
    from shapely.geometry.base import BaseGeometry

Stops = list[dict[str, Any]]

STOP_TEXTS = ("name", "role", "type", "country", "source", "precision")

AREAS = frozenset({"near", "area"})
"""Precisions that a disc shows. The radius of a town is its usual size, which no source reports."""

AREA_RADIUS_KM = 10.0
"""In a frame that does not know precision, a place known to this many km or worse is an area."""

MOST_LEGS = 200

BESIDE_DEGREES = 1.0
"""A stop within this distance of a drawn line is a stop of that line, though no leg names it."""


def stop_records(places: geopandas.GeoDataFrame, legs: Legs) -> Stops:
    """Read the stops in the order of the frame, each on the copy of the world where the legs are drawn.

    A place that only denied legs name gets no number and no disc, which would tell of a journey.

    Raises
    ------
    FrameError
        A geometry is not a point, or not a longitude and latitude.
    """
    checked = check_places(places)
    says_precision = "precision" in places.columns
    columns = {str(name): checked[name].tolist() for name in checked.columns if name != "geometry"}
    ends = _leg_ends(legs)
    middle = float(np.mean([lon for lon, _ in ends.values()])) if ends else 0.0
    stops: Stops = []
    for row, point in enumerate(checked.geometry.tolist()):
        if point is None or point.is_empty:
            continue
        if not _on_earth(point):
            raise FrameError(
                f"places: row {row} holds {shapely.to_wkt(point, 4)[:60]}, but a place is a point with a "
                "longitude and a latitude in degrees",
            )
        cells = {name: values[row] for name, values in columns.items()}
        stop: dict[str, Any] = {name: text(cells.get(name)) for name in STOP_TEXTS}
        stop["radius_km"] = number(cells.get("radius_km")) or 0.0
        stop["area"] = _is_area(stop, says_precision=says_precision)
        towards = ends.get(stop["name"], (middle, 0.0))[0]
        stop["at"] = [round(point.x + 360 * round((towards - point.x) / 360), 5), round(point.y, 5)]
        stops.append(stop)
    _mark_denied(stops, legs)
    return _numbered(stops)


def stops_from_legs(legs: Legs) -> Stops:
    """Name the ends of legs that come without a places frame, where the frame names them.

    The ends of many legs are no stops: dots on all of them would hide the lines.
    """
    if len(legs) > MOST_LEGS:
        return []
    return _numbered(
        [
            {"name": name, "at": [round(lon, 5), round(lat, 5)], "area": False, "radius_km": 0.0}
            for name, (lon, lat) in _leg_ends(legs).items()
            if name
        ]
    )


def _is_area(stop: dict[str, Any], *, says_precision: bool) -> bool:
    if says_precision:
        return stop["precision"] in AREAS
    return bool(stop["radius_km"] >= AREA_RADIUS_KM)


def _mark_denied(stops: Stops, legs: Legs) -> None:
    """Mark the stops that occur in nothing but denied legs."""
    named: dict[bool, set[str]] = {True: set(), False: set()}
    for record, _ in legs:
        named[record["denied"]] |= {record["origin"], record["destination"]}
    if not named[True]:
        return
    drawn = [shapely.linestrings(part.points) for _, parts in legs for part in parts if len(part.points) > 1]
    for stop in stops:
        only = stop["name"] in named[True] - named[False]
        # Legs do not name what they go by, so whether such a stop is on the way is seen from the lines.
        if stop["role"] == "via" and stop["name"] not in named[True] | named[False]:
            only = not any(shapely.dwithin(line, Point(stop["at"]), BESIDE_DEGREES) for line in drawn)
        if only:
            stop |= {"denied": True, "area": False}


def _numbered(stops: Stops) -> Stops:
    """Give the stops their numbers, in the order of the frame."""
    last = 0
    for stop in stops:
        if not stop.get("denied"):
            last += 1
        stop["number"] = "" if stop.get("denied") else str(last)
    return stops


def _on_earth(point: BaseGeometry) -> bool:
    return point.geom_type == "Point" and math.isfinite(point.x + point.y) and abs(point.y) <= LATITUDE_LIMIT


def _leg_ends(legs: Legs) -> dict[str, tuple[float, float]]:
    ends: dict[str, tuple[float, float]] = {}
    for record, parts in legs:
        if parts:
            for name, point in (
                (record["origin"], parts[0].points[0]),
                (record["destination"], parts[-1].points[-1]),
            ):
                ends.setdefault(name, (float(point[0]), float(point[1])))
    return ends
