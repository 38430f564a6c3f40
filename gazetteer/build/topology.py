"""Polygons out of TopoJSON, and a disc around each: for the scripts that distil maps to tables."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shapely.geometry import Polygon

from gazetteer.distance import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHOLE_TURN = 350
_POLAR_CIRCLE = -80
_FEWEST_CORNERS = 4
"""The first is there twice. An islet that the map has simplified to less has no area."""


def shapes(topology_file: str, layer: str) -> Iterator[tuple[dict[str, Any], Polygon]]:
    """Yield each geometry of a layer, as the file has it, with its largest polygon."""
    topology = json.loads(Path(topology_file).read_text("utf-8"))
    arcs = _decoded_arcs(topology)
    for geometry in topology["objects"][layer]["geometries"]:
        polygons = list(map(_unwrapped, _polygons(geometry, arcs)))
        if polygons:
            yield geometry, max(polygons, key=_area)


def disc(polygon: Polygon) -> tuple[float, float, float]:
    """Return a polygon's point, longitude first, and the distance from there to its farthest corner in km.

    The point is the centroid or, where that lies outside (Vietnam), a point in the polygon's middle.
    """
    point = polygon.centroid if polygon.contains(polygon.centroid) else polygon.representative_point()
    radius_km = max(distance_km(point.x, point.y, x, y) for x, y in polygon.exterior.coords)
    return (point.x + 180) % 360 - 180, point.y, radius_km


def _decoded_arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    (x_scale, y_scale), (x_start, y_start) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * x_scale + x_start, y * y_scale + y_start))
        decoded.append(line)
    return decoded


def _polygons(geometry: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> list[Polygon]:
    parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    rings = [_ring(part[0], arcs) for part in parts]
    return [Polygon(ring) for ring in rings if len(ring) >= _FEWEST_CORNERS]


def _ring(numbers: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    ring: list[tuple[float, float]] = []
    for number in numbers:
        # A negative number, -1 - n, means arc n backwards.
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += line[1:] if ring else line
    return ring


def _unwrapped(polygon: Polygon) -> Polygon:
    """Move the western part of a polygon that straddles the antimeridian to beyond 180 degrees east."""
    west, south, east, _ = polygon.bounds
    if east - west < _WHOLE_TURN or south < _POLAR_CIRCLE:  # Antarctica goes round the pole
        return polygon
    return Polygon([(x + 360 if x < 0 else x, y) for x, y in polygon.exterior.coords])


def _area(polygon: Polygon) -> float:
    """Weigh by latitude, so that a part in the far north does not look larger than it is."""
    return float(polygon.area * math.cos(math.radians(polygon.centroid.y)))
