"""What a network is made of: its parts, and the gaps between them, with the places there."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely

from georoutes.networks.base import distance_km
from georoutes.networks.snaps import snaps

if TYPE_CHECKING:
    from gazetteer import Gazetteer, Place
    from georoutes.networks.graph import LandGraph
    from georoutes.networks.pieces import Found

_HALF_TURN = 180.0
_KM_PER_DEGREE = 111.32
_PASSED_KM = 1.0  # a nearer line that is not used is told of from here on


def components(graph: LandGraph, gazetteer: Gazetteer) -> gpd.GeoDataFrame:
    """List the parts that do not hang together, longest first; see `Network.components`."""
    part = graph.arrays["node_component"][graph.arrays["tail"]]
    km = np.bincount(part, weights=graph.km)
    rows = []
    for number in np.argsort(-km, kind="stable").tolist():
        nodes = np.flatnonzero(graph.arrays["node_component"] == number)
        spots = graph.arrays["node"][nodes] * graph.unit
        middle = nodes[int(np.argmin(((spots - np.median(spots, axis=0)) ** 2).sum(axis=1)))]
        lon, lat = graph.position(int(middle))
        names = graph.arrays["country"][np.unique(graph.arrays["node_country"][nodes])]
        rows.append(
            {
                "component": number,
                "km": float(km[number]),
                "countries": "; ".join(name for name in names.tolist() if name),
                "near": _near(gazetteer, lon, lat),
                "geometry": shapely.Point(lon, lat),
            }
        )
    columns = ["component", "km", "countries", "near", "geometry"]
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs="EPSG:4326")


def gaps(graph: LandGraph, within_km: float, gazetteer: Gazetteer) -> gpd.GeoDataFrame:
    """List where two parts come near each other without meeting, nearest first; see `Network.gaps`."""
    number, shapes = _shapes(graph)
    widest = float(np.cos(np.radians(min(np.abs(shapely.total_bounds(shapes)[[1, 3]]).max(), 85.0))))
    reach = within_km / _KM_PER_DEGREE / widest
    one, other = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=reach)
    rows = []
    for a, b in zip(one.tolist(), other.tolist(), strict=True):
        if a >= b:
            continue
        line = shapely.shortest_line(shapes[a], shapes[b])
        (start, end) = line.coords
        km = distance_km(start, end)
        if km <= within_km:
            rows.append(
                {
                    "km": km,
                    "component": number[a],
                    "other": number[b],
                    "near": _near(gazetteer, *start),
                    "geometry": line,
                }
            )
    columns = ["km", "component", "other", "near", "geometry"]
    rows.sort(key=lambda row: row["km"])
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs="EPSG:4326")


def passed_by(graph: LandGraph, places: tuple[Place, Place], found: Found) -> list[str]:
    """Tell of ends that are led past a line to another one, to which the data do not join it.

    Parameters
    ----------
    graph
        The network.
    places
        The reported ends.
    found
        The path on it.
    """
    texts = []
    everywhere = np.ones(len(graph.km), dtype=bool)
    for place, used in zip(places, (found.start, found.end), strict=True):
        if used.away_km < _PASSED_KM:
            continue
        (nearer,) = snaps(graph, [(place.lon, place.lat)], used.away_km - _PASSED_KM, everywhere)
        if any(snap.component != used.component for snap in nearer):
            texts.append(
                f"{place.name} lies {nearer[0].away_km:.1f} km from a line that is not joined to the one "
                f"used, which is {used.away_km:.1f} km away; the connector to it is a straight line of "
                "unknown course. Network.gaps lists what is not joined."
            )
    return texts


def _shapes(graph: LandGraph) -> tuple[list[int], Any]:
    """Each part as one shape."""
    lines: dict[int, list[Any]] = {}
    part = graph.arrays["node_component"][graph.arrays["tail"]].tolist()
    for edge, number in enumerate(part):
        points = graph.vertices(edge)
        if np.abs(np.diff(points[:, 0])).max() > _HALF_TURN:  # over the antimeridian: its ends alone
            lines.setdefault(number, []).extend(([a, a] for a, _ in pairwise(points.tolist())))
        else:
            lines.setdefault(number, []).append(points)
    return list(lines), np.array([shapely.MultiLineString(parts) for parts in lines.values()], dtype=object)


def _near(gazetteer: Gazetteer, lon: float, lat: float) -> str:
    nearest = gazetteer.reverse(lon, lat, limit=1, types=["town"]).nearest
    return "" if nearest is None else f"{nearest.place.name}, {nearest.place.country}"
