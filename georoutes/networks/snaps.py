"""Points of a rail or road network near places, for many places at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.networks.base import GEOD, Point
from georoutes.networks.grid import cells_near

if TYPE_CHECKING:
    from collections.abc import Sequence

    from georoutes.networks.graph import LandGraph

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_KM_PER_DEGREE = 111.32
_DIRECTIONS = 8
_FEW = 32  # cells whose pieces are taken out one by one
_TOGETHER = 400_000  # pieces of line that are measured at once


class Snap(NamedTuple):
    """A point of the network near a place.

    Parameters
    ----------
    edge
        Number of the edge.
    at_km
        Kilometres from the edge's tail, counted along the edge.
    point
        Longitude and latitude in degrees.
    away_km
        Ellipsoidal distance from the place.
    country
        Code of the country there.
    component
        Number of the connected part of the network.
    gauge
        Track gauge there in millimetres; 0 where it is not known.
    """

    edge: int
    at_km: float
    point: Point
    away_km: float
    country: str
    component: int
    gauge: int


def snaps(
    graph: LandGraph, points: Sequence[Point], reach_km: float, allowed: npt.NDArray[np.bool_]
) -> list[list[Snap]]:
    """Nearest point of the network in each connected part, country, gauge and direction, nearest first.

    There are eight directions; a nearer point may be out of reach over water when one elsewhere is not.

    Parameters
    ----------
    graph
        The network.
    points
        Longitudes and latitudes in degrees.
    reach_km
        How far to look.
    allowed
        Which edges may be used.

    Returns
    -------
    list of list of Snap
        For each point.
    """
    start = graph.arrays["cell_start"]
    runs = []
    for owner, (lon, lat) in enumerate(points):
        cells = cells_near(lon, lat, reach_km)
        runs += [(owner, int(start[cell]), int(start[cell + 1])) for cell in cells.tolist()]
    bounds = np.array([run for run in runs if run[1] < run[2]], dtype=np.int64).reshape(-1, 3)
    if len(bounds) == 0:
        return [[] for _ in points]
    found: list[list[Snap]] = [[] for _ in points]
    part = np.cumsum(bounds[:, 2] - bounds[:, 1]) // _TOGETHER
    # a point's pieces are never measured in two lots: its lot is that of its first cells
    part = part[np.searchsorted(bounds[:, 0], bounds[:, 0])]
    lonlat = np.array(points, dtype=np.float64)
    for number in np.unique(part).tolist():
        for owner, snap in _best(graph, lonlat, bounds[part == number], reach_km, allowed):
            found[owner].append(snap)
    return found


def edges_within(graph: LandGraph, point: Point, km: float) -> Ints:
    """List the edges that come nearer to a point than so many kilometres.

    Parameters
    ----------
    graph
        The network.
    point
        Longitude and latitude in degrees.
    km
        How near.
    """
    start, listed = graph.arrays["cell_start"], graph.arrays["cell_segment"]
    runs = [listed[start[cell] : start[cell + 1]] for cell in cells_near(*point, km).tolist()]
    segment = np.concatenate(runs).astype(np.int64)
    edge = graph.edge_of(segment)
    rank = segment - graph.first_segment[edge]
    middle = np.tile(np.array([point]), (len(edge), 1))
    _, away, _ = _foot(middle, graph.vertex(edge, rank), graph.vertex(edge, rank + 1))
    return np.unique(edge[away < km])


def parts_near(graph: LandGraph, points: Sequence[Point], reach_km: float) -> list[frozenset[int]]:
    """List connected parts of the network around each point: all within reach, and perhaps others.

    Parameters
    ----------
    graph
        The network.
    points
        Longitudes and latitudes in degrees.
    reach_km
        How far to look.
    """
    start, part = graph.parts_of_cells
    return [
        frozenset(
            part[i]
            for cell in cells_near(lon, lat, reach_km).tolist()
            for i in range(start[cell], start[cell + 1])
        )
        for lon, lat in points
    ]


def _best(
    graph: LandGraph, lonlat: Floats, runs: Ints, reach_km: float, allowed: npt.NDArray[np.bool_]
) -> list[tuple[int, Snap]]:
    """Choose among the pieces of line in some cells, which are given as rows of point, first and last + 1."""
    listed = graph.arrays["cell_segment"]
    sizes = runs[:, 2] - runs[:, 1]
    if len(runs) <= _FEW:
        segment = np.concatenate([listed[low:high] for _, low, high in runs.tolist()])
    else:
        segment = listed[np.arange(sizes.sum()) + np.repeat(runs[:, 1] - np.cumsum(sizes) + sizes, sizes)]
    owner = np.repeat(runs[:, 0], sizes)
    edge = graph.edge_of(segment)
    if not allowed.all():
        usable = allowed[edge]
        owner, segment, edge = owner[usable], segment[usable], edge[usable]
    rank = segment - graph.first_segment[edge]
    share, away, direction = _foot(lonlat[owner], graph.vertex(edge, rank), graph.vertex(edge, rank + 1))
    near = np.flatnonzero(away <= reach_km * 1.02)  # a plane is good to a hundredth part here
    owner, edge, rank = owner[near], edge[near], rank[near]
    tail = graph.arrays["tail"][edge]
    group = owner * len(graph.arrays["node"]) + graph.arrays["node_component"][tail]
    for table in ("node_country", "node_gauge"):
        group = group * 256 + graph.arrays[table][tail]
    group = group * _DIRECTIONS + direction[near]
    order = np.lexsort((away[near], group))
    kept = order[np.flatnonzero(np.diff(group[order], prepend=-1))]
    kept = kept[np.lexsort((away[near[kept]], owner[kept]))]
    return _snaps(graph, lonlat, owner[kept], edge[kept], rank[kept], share[near[kept]], reach_km)


def _snaps(  # noqa: PLR0913, PLR0917  the columns of a table
    graph: LandGraph,
    lonlat: Floats,
    owner: Ints,
    edge: Ints,
    rank: npt.NDArray[Any],
    share: Floats,
    reach_km: float,
) -> list[tuple[int, Snap]]:
    """Make points on pieces of line, each by its edge, its rank on it, and the share of it gone."""
    a = graph.arrays
    first, step = graph.vertex(edge, rank), graph.vertex(edge, rank + 1) - graph.vertex(edge, rank)
    step[:, 0] = (step[:, 0] + 180.0) % 360.0 - 180.0
    spot = first + share[:, None] * step
    spot[:, 0] = (spot[:, 0] + 180.0) % 360.0 - 180.0
    before, after = graph.along(edge, rank), graph.along(edge, rank + 1)
    km = before + share * (after - before)
    away = np.asarray(GEOD.inv(*lonlat[owner].T, *spot.T)[2]) / 1000.0
    end = np.where(km < graph.km[edge] / 2, a["tail"][edge], a["head"][edge])
    columns = (
        owner, edge, km, spot[:, 0], spot[:, 1], away, a["country"][a["node_country"][end]],
        a["node_component"][end], a["gauge"][a["node_gauge"][end]],
    )  # fmt: skip
    return [
        (whose, Snap(number, at, (x, y), far, code, part, gauge))
        for whose, number, at, x, y, far, code, part, gauge in zip(
            *(column.tolist() for column in columns), strict=True
        )
        if far <= reach_km
    ]


def _foot(points: Floats, a: Floats, b: Floats) -> tuple[Floats, Floats, Ints]:
    """Nearest point on straight pieces: its share of the way from a to b, how far it is, and in which eighth.

    Works in a plane of longitudes and latitudes scaled at each point, as the pieces are drawn; kilometres.
    """
    wide = np.cos(np.radians(points[:, 1])) * _KM_PER_DEGREE
    east, north = ((a[:, 0] - points[:, 0] + 180.0) % 360.0 - 180.0) * wide, a[:, 1] - points[:, 1]
    along, up = ((b[:, 0] - a[:, 0] + 180.0) % 360.0 - 180.0) * wide, b[:, 1] - a[:, 1]
    north, up = north * _KM_PER_DEGREE, up * _KM_PER_DEGREE
    share = np.clip(-(east * along + north * up) / np.maximum(along**2 + up**2, 1e-12), 0.0, 1.0)
    east, north = east + share * along, north + share * up
    turns = np.arctan2(north, east) / (2.0 * np.pi)
    return share, np.hypot(east, north), np.floor(turns * _DIRECTIONS).astype(np.int64) % _DIRECTIONS
