"""Distil Natural Earth's countries to a point and an extent each: makes ``countries.csv``.

Run once, by hand, with the unpacked npm package world-atlas 2.0.2 (Natural Earth, public domain)::

    python gazetteer/build/distil_countries.py package/countries-50m.json > gazetteer/build/countries.csv

A country's point is the centroid of its largest polygon, or, where that lies outside (Vietnam), a point in
its middle. ``radius_km`` reaches from there to the farthest corner of the largest polygon, so the disc covers
the main part of the country and not its far islands.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from pathlib import Path
from typing import Any

from shapely.geometry import Polygon

EARTH_RADIUS_KM = 6371.0088


def main(topology_file: str) -> None:
    """Write the table to standard output."""
    topology = json.loads(Path(topology_file).read_text("utf-8"))
    arcs = _decoded_arcs(topology)
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["iso_number", "lon", "lat", "radius_km", "name"])
    rows = []
    for country in topology["objects"]["countries"]["geometries"]:
        if "id" not in country:  # places without an ISO number: Kosovo and others; see the supplement
            continue
        polygon = max(map(_unwrapped, _polygons(country, arcs)), key=_area)
        point = polygon.centroid if polygon.contains(polygon.centroid) else polygon.representative_point()
        radius_km = max(_distance_km(point.x, point.y, x, y) for x, y in polygon.exterior.coords)
        number = int(country["id"])
        lon = (point.x + 180) % 360 - 180
        rows.append(
            [number, round(lon, 3), round(point.y, 3), round(radius_km), country["properties"]["name"]]
        )
    # Ashmore and Cartier Islands share Australia's number: the larger one is meant.
    best = {row[0]: row for row in sorted(rows, key=lambda row: row[3])}
    table.writerows(row for _, row in sorted(best.items()))


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


def _polygons(country: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> list[Polygon]:
    parts = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
    return [Polygon(_ring(part[0], arcs)) for part in parts]


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
    if east - west < 350 or south < -80:  # noqa: PLR2004 - no country is so wide; Antarctica goes round the pole
        return polygon
    return Polygon([(x + 360 if x < 0 else x, y) for x, y in polygon.exterior.coords])


def _area(polygon: Polygon) -> float:
    """Weigh by latitude, so that a part in the far north does not look larger than it is."""
    return float(polygon.area * math.cos(math.radians(polygon.centroid.y)))


def _distance_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    lat, other_lat = math.radians(lat), math.radians(other_lat)
    d_lon, d_lat = math.radians(other_lon - lon), other_lat - lat
    chord = math.sin(d_lat / 2) ** 2 + math.cos(lat) * math.cos(other_lat) * math.sin(d_lon / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(chord))


if __name__ == "__main__":
    main(sys.argv[1])
