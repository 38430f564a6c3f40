"""Draw a way over the sea: vertices along the geodesics, so that the line stays off land on any map."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.networks.base import GEOD, LineBuilder
from georoutes.networks.sea.sphere import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.place import Place
    from georoutes.model.path import Path, SpanKind
    from georoutes.networks.base import Point

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ATTRIBUTION = "GSHHG 2.3.6 shoreline (Wessel and Smith; LGPL-3.0-or-later)"
METHOD = "sea: cheapest way over a network distilled from the GSHHG 2.3.6 shoreline, keeping off the coast"

_CONNECTOR_KM = 5.0
_OFF_KM = 0.1
_APART_KM = 2.0
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


def draw(origin: Point, way: Way, destination: Point) -> LineBuilder:
    """Draw the line from place to place.

    Parameters
    ----------
    origin, destination
        The places; straight connectors join them to the ends of the way.
    way
        The way over water.
    """
    points = np.array([origin, *way.points, destination])
    x, y = points.T
    azimuth, _, metres = GEOD.inv(x[:-1], y[:-1], x[1:], y[1:])
    dry = _joined(way.dry, metres[1:-1] / 1000.0)
    kinds: list[SpanKind] = [
        "connector",
        *("assumed" if without else "network" for without in dry),
        "connector",
    ]
    pieces = np.flatnonzero(metres > 0)
    count = _inner(y, metres / 1000.0)[pieces]
    vertices = _vertices(points, pieces, count, (azimuth, metres))
    km, kinds = metres[pieces] / 1000.0, [kinds[piece] for piece in pieces.tolist()]
    stretches: list[tuple[SpanKind, str, int, float]] = []
    first = 0
    for kind, same in groupby(kinds):
        last = first + len(list(same))
        stretches.append((kind, "", int((count[first:last] + 1).sum()), float(km[first:last].sum())))
        first = last
    line = LineBuilder(origin)
    line.add_stretches(vertices, stretches)
    return line


def _joined(dry: list[bool], km: Floats) -> list[bool]:
    """Join stretches without water that are near each other: one river is one stretch.

    Examples
    --------
    >>> _joined([False, True, False, True, False], np.array([9.0, 0.1, 0.4, 5.0, 9.0]))
    [False, True, True, True, False]
    """
    along = np.concatenate([[0.0], np.cumsum(km)])
    joined = list(dry)
    marked = np.flatnonzero(dry).tolist()
    for before, after in pairwise(marked):
        if along[after] - along[before + 1] < _APART_KM:
            joined[before:after] = [True] * (after - before)
    return joined


def _inner(y: Floats, km: Floats) -> Ints:
    """Count the vertices that a piece needs inside so that lines in degrees stray at most 100 m from it."""
    steep = np.tan(np.radians(np.minimum(np.maximum(np.abs(y[:-1]), np.abs(y[1:])) + 1.0, 88.0)))
    step = np.minimum(np.sqrt(8 * _OFF_KM * _EARTH_KM / steep), _LONGEST_KM)
    step[[0, -1]] = np.inf  # connectors are straight
    return np.maximum(np.ceil(km / step).astype(np.int64), 1) - 1


def _vertices(points: Floats, pieces: Ints, count: Ints, geodesic: tuple[Floats, Floats]) -> Floats:
    """Vertices along some pieces of a way, without the first.

    Parameters
    ----------
    points
        Ends of all pieces.
    pieces, count
        The pieces that there are, and how many vertices each has inside.
    geodesic
        Azimuth and length in metres of all pieces.
    """
    vertices = np.empty((int(count.sum()) + len(count), 2))
    last = np.cumsum(count + 1) - 1
    vertices[last] = points[pieces + 1]
    owner, rank = counted(count)
    piece = pieces[owner]
    azimuth, metres = (column[piece] for column in geodesic)
    x, y = points[piece].T
    lon, lat, _ = GEOD.fwd(x, y, azimuth, (rank + 1) / (count[owner] + 1) * metres)
    inner = (last - count)[owner] + rank
    vertices[inner, 0], vertices[inner, 1] = lon, lat
    return vertices


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
