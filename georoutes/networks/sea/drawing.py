"""Draw a way over the sea: vertices along the geodesics, so that the line stays off land on any map."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.networks.base import GEOD, LineBuilder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.place import Place
    from georoutes.model.path import Path
    from georoutes.networks.base import Point

Floats = npt.NDArray[np.float64]

ATTRIBUTION = "GSHHG 2.3.6 shoreline (Wessel and Smith; LGPL-3.0-or-later)"
METHOD = "sea: cheapest way over a network distilled from the GSHHG 2.3.6 shoreline, keeping off the coast"

_CONNECTOR_KM = 5.0
_OFF_KM = 0.1
_EARTH_KM = 6371.0
_LONGEST_KM = 200.0


class Way(NamedTuple):
    """Points of a way over water.

    Parameters
    ----------
    points
        Degrees, longitude first.
    dry
        For each piece between two points, whether the data have no water there.
    """

    points: list[Point]
    dry: list[bool]


def measure(points: Sequence[Point]) -> tuple[Floats, Floats]:
    """Azimuths in degrees and ellipsoidal lengths in kilometres of the pieces between points."""
    x, y = np.array(points).T
    azimuth, _, metres = GEOD.inv(x[:-1], y[:-1], x[1:], y[1:])
    return np.asarray(azimuth), np.asarray(metres) / 1000.0


def draw(origin: Point, way: Way, destination: Point) -> LineBuilder:
    """Draw the line from place to place.

    Parameters
    ----------
    origin, destination
        The places; straight connectors join them to the ends of the way.
    way
        The way over water.
    """
    points = [origin, *way.points, destination]
    azimuth, km = measure(points)
    inner = _inner(points, azimuth, km)
    line = LineBuilder(origin)
    if km[0] > 0:
        line.add("connector", [points[1]], float(km[0]))
    pieces = np.flatnonzero(km[1:-1] > 0).tolist()
    for dry, same in groupby(pieces, key=way.dry.__getitem__):
        numbers = [piece + 1 for piece in same]
        stretch = [point for number in numbers for point in (*inner[number], points[number + 1])]
        line.add("assumed" if dry else "network", stretch, float(km[numbers].sum()))
    if km[-1] > 0:
        line.add("connector", [destination], float(km[-1]))
    return line


def _inner(points: Sequence[Point], azimuth: Floats, km: Floats) -> list[list[Point]]:
    """Points along each piece: a straight line in degrees strays at most 100 m from the geodesic."""
    x, y = np.array(points).T
    steep = np.tan(np.radians(np.minimum(np.maximum(np.abs(y[:-1]), np.abs(y[1:])) + 1.0, 88.0)))
    step = np.minimum(np.sqrt(8 * _OFF_KM * _EARTH_KM / steep), _LONGEST_KM)
    step[[0, -1]] = np.inf  # connectors are straight
    count = np.ceil(km / step).astype(np.int64)
    count = np.maximum(count, 1) - 1
    piece = np.repeat(np.arange(len(count)), count)
    rank = np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count) + 1
    lon, lat, _ = GEOD.fwd(x[piece], y[piece], azimuth[piece], rank / (count[piece] + 1) * km[piece] * 1000.0)
    spots = list(zip(np.asarray(lon).tolist(), np.asarray(lat).tolist(), strict=True))
    ends = np.cumsum(count).tolist()
    return [spots[last - n : last] for last, n in zip(ends, count.tolist(), strict=True)]


def finish(places: tuple[Place, Place], line: LineBuilder, used: Sequence[str]) -> Path:
    """Make the path of a line, with what the reader must know about it.

    Parameters
    ----------
    places
        The reported ends.
    line
        As `draw` gives it.
    used
        Passages, in order.
    """
    gaps = [
        span.to_km - span.from_km if span.kind == "connector" else 0.0
        for span in (line.spans[0], line.spans[-1])
    ]
    return line.build(
        basis="network",
        method=METHOD,
        passages=used,
        warnings=_warnings(places, gaps, line),
        attribution=(ATTRIBUTION,),
    )


def _warnings(places: tuple[Place, Place], gaps: list[float], line: LineBuilder) -> list[str]:
    texts = [
        f"{place.name} lies {km:.0f} km from the water that ships reach; the connector is a straight line "
        "that may lead over land."
        for place, km in zip(places, gaps, strict=True)
        if km > _CONNECTOR_KM
    ]
    dry = sum(span.to_km - span.from_km for span in line.spans if span.kind == "assumed")
    if dry > 1.0:
        texts.append(f"{dry:.0f} km are assumed: canals and rivers for which the shoreline has no water.")
    return texts
