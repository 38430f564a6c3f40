"""Land and countries at 1:10m: is this land or sea, and which country.

The outlines are those of Natural Earth 4 (public domain) as packaged in world-atlas 2.0.2 and distilled by
`gazetteer.outlines.distil`; they are good to about a kilometre. Natural Earth draws boundaries as
they are administered, not as they are claimed: Crimea, for example, is drawn with Russia. Lakes count as
land, except the Caspian Sea.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely import affinity

SOURCE = Path(__file__).with_name("outlines.npz")

_HALF_TURN = 180.0
_TURN = 360.0
_KM_PER_DEGREE = 111.195
_MIN_RING = 4  # a closed ring needs four points

Floats = npt.NDArray[np.float64]
Geometries = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Layer:
    """Polygons of one kind, in degrees on WGS84, longitude first.

    Parameters
    ----------
    polygons
        Shapely polygons. One that crosses the antimeridian is there twice, on either side of the map, and
        runs on beyond 180 or -180 degrees.
    code
        ISO 3166-1 alpha-2 code of each polygon, or "".
    name
        English name of each polygon's unit.
    """

    polygons: Geometries
    code: npt.NDArray[np.str_]
    name: npt.NDArray[np.str_]

    @functools.cached_property
    def tree(self) -> shapely.STRtree:
        """Index of the polygons, which it prepares for repeated tests."""
        shapely.prepare(self.polygons)
        return shapely.STRtree(self.polygons)

    @functools.cached_property
    def coordinates(self) -> Floats:
        """All vertices, an array (n, 2) in degrees, longitude first."""
        vertices: Floats = shapely.get_coordinates(self.polygons)
        return vertices

    def at(self, lonlat: Floats) -> npt.NDArray[np.int64]:
        """Say in which polygon each point lies.

        Parameters
        ----------
        lonlat
            Array (n, 2) in degrees, longitude first, any turn of the globe.

        Returns
        -------
        numpy.ndarray
            Position in `polygons` of each point, -1 for none.
        """
        where = np.full(len(lonlat), -1, dtype=np.int64)
        if len(lonlat) == 0:
            return where
        points = shapely.points(_wrap(lonlat[:, 0]), lonlat[:, 1])
        point_tree = shapely.STRtree(points)
        nearby = np.unique(self.tree.query(shapely.box(*shapely.total_bounds(points))))
        polygon, point = point_tree.query(self.polygons[nearby], predicate="intersects")
        where[point] = nearby[polygon]
        return where

    def covers(self, lines: Floats) -> npt.NDArray[np.bool_]:
        """Say of straight lines whether each lies inside one polygon, ends and all.

        Parameters
        ----------
        lines
            Array (n, 2, 2) with the two ends of each in degrees, longitude first. One that crosses the
            antimeridian is not recognised.

        Examples
        --------
        >>> land().covers(np.array([[[2.0, 48.0], [3.0, 47.0]], [[2.3, 48.9], [-0.1, 51.5]]])).tolist()
        [True, False]
        """
        inside = np.zeros(len(lines), dtype=bool)
        if len(lines) == 0:
            return inside
        drawn = shapely.linestrings(lines)
        line_tree = shapely.STRtree(drawn)
        nearby = np.unique(self.tree.query(shapely.box(*shapely.total_bounds(drawn))))
        inside[line_tree.query(self.polygons[nearby], predicate="contains_properly")[1]] = True
        return inside

    def nearest(self, lon: float, lat: float, within_km: float) -> tuple[int, float]:
        """Say which polygon is nearest to a point, and how many km away; -1 and infinity for none.

        Parameters
        ----------
        lon, lat
            The point in degrees.
        within_km
            How far to look; a few km, for the distances are those of a flat map.
        """
        near, km = self._around(lon, lat, within_km)
        if len(near) == 0:
            return -1, np.inf
        best = int(np.argmin(km))
        return (int(near[best]), float(km[best])) if km[best] <= within_km else (-1, np.inf)

    def codes_near(self, lon: float, lat: float, within_km: float) -> frozenset[str]:
        """Give the codes of all polygons within some km of a point; the parameters are those of `nearest`.

        Examples
        --------
        >>> sorted(countries().codes_near(103.771, 1.447, 2.0))
        ['MY', 'SG']
        """
        return frozenset(str(self.code[polygon]) for polygon in self.within(lon, lat, within_km))

    def within(self, lon: float, lat: float, within_km: float) -> list[int]:
        """List the polygons within some km of a point; the parameters are those of `nearest`."""
        near, km = self._around(lon, lat, within_km)
        found: list[int] = near[km <= within_km].tolist()
        return found

    def _around(self, lon: float, lat: float, within_km: float) -> tuple[npt.NDArray[np.int64], Floats]:
        """Polygons around a point, those within reach among them, and how far each is."""
        x = _wrap(np.array([lon]))[0]
        squeeze = max(np.cos(np.radians(lat)), 0.01)  # how much narrower a degree is here than on the equator
        reach = within_km / _KM_PER_DEGREE
        near = self.tree.query(
            shapely.box(x - reach / squeeze, lat - reach, x + reach / squeeze, lat + reach)
        )
        ends = shapely.get_coordinates(
            shapely.shortest_line(shapely.Point(x, lat), self.polygons[near])
        ).reshape(-1, 2, 2)
        steps = (ends[:, 1] - ends[:, 0]) * [squeeze, 1.0] * _KM_PER_DEGREE
        return near, np.hypot(steps[:, 0], steps[:, 1])

    def window(self, west: float, south: float, east: float, north: float) -> Geometries:
        """Cut out the polygons in a box of longitudes and latitudes, which may cross the antimeridian."""
        found = []
        for turn in (-_TURN, 0.0, _TURN):
            hits = self.tree.query(shapely.box(west + turn, south, east + turn, north))
            parts = shapely.clip_by_rect(self.polygons[hits], west + turn, south, east + turn, north)
            parts = shapely.make_valid(parts[~shapely.is_empty(parts)])
            found.append([affinity.translate(part, -turn) if turn else part for part in parts])
        return np.array([part for parts in found for part in parts], dtype=object)


@functools.cache
def land() -> Layer:
    """Land polygons of the world, read once; read-only and safe to share between threads."""
    return _read("land")


@functools.cache
def countries() -> Layer:
    """Country polygons of the world, read once; read-only and safe to share between threads.

    Examples
    --------
    >>> layer = countries()
    >>> [str(layer.code[i]) for i in layer.at(np.array([[2.35, 48.85], [-178.0, 67.0]]))]
    ['FR', 'RU']
    """
    return _read("countries")


@functools.cache
def country_codes() -> frozenset[str]:
    """Codes of all countries that the outlines know; reads one small table.

    Examples
    --------
    >>> "NO" in country_codes(), "XX" in country_codes()
    (True, False)
    """
    with np.load(SOURCE, allow_pickle=False) as file:
        return frozenset(file["code"].tolist()) - {""}


@functools.cache
def country_name(code: str) -> str:
    """English name of a country, or the code itself where the outlines do not know it.

    Parameters
    ----------
    code
        ISO 3166-1 alpha-2. Where several units go by it, the largest gives the name.

    Examples
    --------
    >>> country_name("CY"), country_name("SO"), country_name("")
    ('Cyprus', 'Somalia', 'no country')
    """
    layer = countries()
    units = np.flatnonzero(layer.code == code)
    if not code or len(units) == 0:
        return code or "no country"
    return str(layer.name[units[np.argmax(shapely.area(layer.polygons[units]))]])


def _wrap(lon: Floats) -> Floats:
    """Bring longitudes into [-180, 180)."""
    return (lon + _HALF_TURN) % _TURN - _HALF_TURN


def _read(layer: str) -> Layer:
    """Assemble one layer from shared arcs."""
    tables, arcs = _shared()
    starts = np.concatenate(([0], np.cumsum(tables[f"{layer}_arc_count"])))
    numbers = tables[f"{layer}_arcs"].tolist()
    rings = [_ring(arcs, numbers[first:last]) for first, last in pairwise(starts.tolist())]
    _unroll(rings)
    owners = list(zip(tables[f"{layer}_unit"].tolist(), tables[f"{layer}_polygon"].tolist(), strict=True))
    kept = [row for row, ring in enumerate(rings) if len(ring) >= _MIN_RING]
    polygons, units = _polygons([rings[row] for row in kept], [owners[row] for row in kept])
    if layer == "land":
        blank = np.full(len(units), "")
        return Layer(polygons, blank, blank)
    return Layer(polygons, tables["code"][units], tables["name"][units])


@functools.cache
def _shared() -> tuple[dict[str, npt.NDArray[Any]], list[Floats]]:
    """Read the tables, and the arcs that both layers are made of."""
    with np.load(SOURCE, allow_pickle=False) as file:
        tables = {key: file[key] for key in file.files}
    return tables, _arcs(tables)


def _arcs(tables: dict[str, npt.NDArray[Any]]) -> list[Floats]:
    """Undo the quantisation: arcs of (longitude, latitude) in degrees."""
    ends = np.cumsum(tables["points"])
    sums = np.cumsum(np.stack([tables["x"], tables["y"]], axis=1), axis=0, dtype=np.int64)
    before = np.concatenate([[[0, 0]], sums[ends[:-1] - 1]])  # what all arcs before have added up to
    steps = sums - np.repeat(before, tables["points"], axis=0)
    return np.split(steps * tables["scale"] + tables["translate"], ends[:-1])


def _ring(arcs: list[Floats], numbers: list[int]) -> Floats:
    """Join arcs; a negative number means: backwards."""
    parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return np.concatenate([part[:-1] for part in parts[:-1]] + parts[-1:]) if len(parts) > 1 else parts[0]


def _unroll(rings: list[Floats]) -> None:
    """Unroll, in place, the rings that cross the antimeridian."""
    starts = np.concatenate([[0], np.cumsum([len(ring) for ring in rings])[:-1]])
    lons = np.concatenate([ring[:, 0] for ring in rings])
    width = np.maximum.reduceat(lons, starts) - np.minimum.reduceat(lons, starts)
    for row in np.flatnonzero(width > _HALF_TURN):
        lon = np.unwrap(rings[row][:, 0], period=_TURN)
        ring = np.stack([lon, rings[row][:, 1]], axis=1)
        if abs(lon[-1] - lon[0]) > _HALF_TURN:  # Antarctica goes round the Pole: close it there
            ring = np.concatenate([ring, [[lon[-1], -90.0], [lon[0], -90.0], ring[0]]])
        rings[row] = ring


def _polygons(rings: list[Floats], owners: list[tuple[int, int]]) -> tuple[Geometries, npt.NDArray[np.int64]]:
    """Make polygons of rings, with a second copy of those that cross the antimeridian.

    Quantisation leaves a few bow ties of metres. They do no harm to point tests; `Layer.window` mends the
    pieces that it cuts, because mending a continent takes seconds.
    """
    changed = [row == 0 or owners[row] != owners[row - 1] for row in range(len(owners))]
    polygon_of_ring = np.cumsum(changed) - 1
    units = np.array([owner[0] for owner, new in zip(owners, changed, strict=True) if new])
    lengths = [len(ring) for ring in rings]
    linear = shapely.linearrings(np.concatenate(rings), indices=np.repeat(np.arange(len(rings)), lengths))
    polygons = shapely.polygons(linear, indices=polygon_of_ring)
    bounds = shapely.bounds(polygons)
    east, west = bounds[:, 2] > _HALF_TURN, bounds[:, 0] < -_HALF_TURN
    copies = [affinity.translate(p, -_TURN) for p in polygons[east]]
    copies += [affinity.translate(p, _TURN) for p in polygons[west]]
    extra = np.array(copies, dtype=object)
    return np.concatenate([polygons, extra]), np.concatenate([units, units[east], units[west]])
