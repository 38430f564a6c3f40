"""Short ways over water: round the capes of the 1:10m outlines, in a window around them.

The shore, moved out a little, is an obstacle; the way goes from corner to corner of it in sight of each other
(a visibility graph, searched by A* that tests a line of sight only when it comes up for use).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Proj

from gazetteer import outlines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from georoutes.networks.base import Point

Floats = npt.NDArray[np.float64]

CLEARANCES_KM = ((0.4, 1.2), (0.15, 0.3), (0.03, 0.03))
"""Simplification of the shore and distance kept from it, the widest berth first."""

SHORE_KM = 30.0
"""A place farther than this from the water is not on the sea."""

_CORNER_KM = 0.1  # corners stand this much farther out than the obstacle, so lines along a shore are free
_DRY_FACTOR = 4.0  # a kilometre of connector is worth this many at sea
_MAX_TESTS = 8_000
_RIVAL_EXITS = 12
_STRANDED_KM = 2.0
_WORTH_KM = 5.0
_UNSEEN = -2  # as a parent: not reached yet; -1 marks a start


class Way(NamedTuple):
    """A way over water.

    Parameters
    ----------
    points
        Longitude and latitude of its vertices; the first is where the place's connector meets the water.
    target
        Which of the targets it reaches.
    cost_km
        Its length with the target's and the connectors' cost.
    connectors_km
        How far the water is from the place, and from the target if that is a place too.
    """

    points: list[Point]
    target: int
    cost_km: float
    connectors_km: tuple[float, float]


@dataclass(frozen=True)
class Water:
    """The water in a window, in kilometres on a plane (azimuthal equidistant about its centre).

    Parameters
    ----------
    plane
        Projection between degrees and metres.
    obstacle
        Land, moved out.
    areas
        Connected parts of the water.
    corners
        Where a way can turn.
    """

    plane: Proj
    obstacle: shapely.Geometry
    areas: npt.NDArray[np.object_]
    corners: Floats

    def to_plane(self, lonlat: npt.ArrayLike) -> Floats:
        """Degrees to kilometres."""
        degrees = np.asarray(lonlat, dtype=np.float64).reshape(-1, 2)
        x, y = self.plane(degrees[:, 0], degrees[:, 1])
        return np.stack([x, y], axis=1) / 1000.0

    def to_degrees(self, xy: Floats) -> list[Point]:
        """Kilometres to degrees."""
        lon, lat = self.plane(xy[:, 0] * 1000.0, xy[:, 1] * 1000.0, inverse=True)
        return [(float(x), float(y)) for x, y in zip(lon, lat, strict=True)]

    def area_of(self, xy: Floats) -> npt.NDArray[np.int64]:
        """In which part of the water each point lies, -1 for none."""
        where = np.full(len(xy), -1)
        for number, area in enumerate(self.areas):
            where[shapely.contains_xy(area, xy)] = number
        return where

    def exits(self, xy: Floats) -> list[tuple[Floats, float, int]]:
        """Where a place can take to the water: point, cost of the connector, part of the water."""
        home = int(self.area_of(xy[None])[0])
        if home >= 0:
            return [(xy, 0.0, home)]
        spot = shapely.Point(xy)
        found = []
        for number, area in enumerate(self.areas):
            away = float(area.distance(spot))
            if away <= SHORE_KM:
                near = np.array(shapely.shortest_line(spot, area).coords[-1])
                found.append((near, away * _DRY_FACTOR, number))
        if not found:
            return []
        # the nearest shore may be on the wrong side of a spit: let a few corners compete
        reach = min(cost for _, cost, _ in found) / _DRY_FACTOR + 3.0
        away_all = np.linalg.norm(self.corners - xy, axis=1)
        for i in np.argsort(away_all)[:_RIVAL_EXITS]:
            if away_all[i] <= reach:
                area_number = int(self.area_of(self.corners[i][None])[0])
                if area_number >= 0:
                    found.append((self.corners[i], float(away_all[i]) * _DRY_FACTOR, area_number))
        return found


def waters(center: Point, box: tuple[float, float, float, float]) -> Iterator[Water]:
    """Yield the water in a box of degrees (west, south, east, north), each time nearer to the shore."""
    plane = Proj(proj="aeqd", lon_0=center[0], lat_0=center[1], ellps="WGS84")
    land = shapely.union_all(outlines.land().window(*box))
    land = shapely.make_valid(
        shapely.transform(land, lambda c: np.stack(plane(c[:, 0], c[:, 1]), axis=1) / 1000.0)
    )
    frame = _frame(plane, box)
    for tolerance, clearance in CLEARANCES_KM:
        shore = shapely.simplify(land, tolerance)
        obstacle = shapely.buffer(shore, tolerance + clearance, quad_segs=2)
        outer = shapely.buffer(shore, tolerance + clearance + _CORNER_KM, join_style="mitre", mitre_limit=1.5)
        outer = shapely.simplify(shapely.union(outer, obstacle), _CORNER_KM / 4)
        free = shapely.get_parts(shapely.difference(frame, outer))
        shapely.prepare(obstacle)
        shapely.prepare(free)
        yield Water(plane, obstacle, free, _corners(outer, frame))


def _frame(plane: Proj, box: tuple[float, float, float, float]) -> shapely.Polygon:
    west, south, east, north = box
    t = np.linspace(0.0, 1.0, 40)[:-1, None]
    ring = np.array([[west, south], [east, south], [east, north], [west, north]])
    edge = np.concatenate([ring[i] + t * (ring[(i + 1) % 4] - ring[i]) for i in range(4)])
    return shapely.Polygon(np.stack(plane(edge[:, 0], edge[:, 1]), axis=1) / 1000.0)


def _corners(outer: shapely.Geometry, frame: shapely.Polygon) -> Floats:
    """Convex corners of the obstacle inside the frame."""
    found = [np.zeros((0, 2))]
    for polygon in shapely.get_parts(outer):
        if polygon.geom_type != "Polygon":
            continue
        for number, ring in enumerate(shapely.get_rings(polygon)):
            xy = shapely.get_coordinates(ring)[:-1]
            if shapely.is_ccw(ring) != (number == 0):  # shells shall go round left, holes right
                xy = xy[::-1]
            before, after = xy - np.roll(xy, 1, axis=0), np.roll(xy, -1, axis=0) - xy
            found.append(xy[before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0] > 0])
    corners = np.concatenate(found)
    inside: Floats = corners[shapely.contains_xy(shapely.buffer(frame, -0.5), corners)]
    return inside


def best_way(
    center: Point,
    box: tuple[float, float, float, float],
    origin: Point,
    targets: tuple[Floats, Floats],
    *,
    dry: bool,
) -> Way | None:
    """Find a way with the widest berth that leaves no end stranded.

    A narrower berth is tried where a wider one lets nothing through, or ends far from the place; it must
    save 5 km to be worth it.

    Parameters
    ----------
    center, box
        Middle of the window, and its west, south, east and north, in degrees.
    origin, targets, dry
        See `find_way`.
    """
    best = None
    for water in waters(center, box):
        way = find_way(water, origin, *targets, dry=dry)
        if way is not None and (best is None or way.cost_km < best.cost_km - _WORTH_KM):
            best = way
        if way is not None and max(way.connectors_km) < _STRANDED_KM:
            break
    return best


def find_way(water: Water, origin: Point, targets: Floats, target_cost: Floats, *, dry: bool) -> Way | None:
    """Find the cheapest way from a place to any target.

    Parameters
    ----------
    water
        The window.
    origin
        The place, degrees, longitude first.
    targets
        Array (n, 2), degrees, longitude first.
    target_cost
        What remains from each target, in kilometres; infinite for none.
    dry
        Whether the single target is a place on land, which is reached by a connector too.

    Returns
    -------
    Way or None
        None where the water of this window does not join them.
    """
    goals, costs, number, area = _goals(water, targets, target_cost, dry=dry)
    starts = water.exits(water.to_plane(origin)[0])
    reachable = np.isin(area, [start[2] for start in starts]) & (area >= 0)
    goals, costs, number = goals[reachable], costs[reachable], number[reachable]
    if len(goals) == 0:
        return None
    parts = set(area[reachable].tolist())
    starts = [start for start in starts if start[2] in parts]
    walk, cost = _a_star(water, starts, goals, costs)
    if walk is None:
        return None
    line, goal = walk
    gaps = (
        float(np.linalg.norm(line[0] - water.to_plane(origin)[0])),
        float(np.linalg.norm(line[-1] - water.to_plane(targets)[0])) if dry else 0.0,
    )
    return Way(water.to_degrees(line), int(number[goal]), cost, gaps)


def _goals(
    water: Water, targets: Floats, target_cost: Floats, *, dry: bool
) -> tuple[Floats, Floats, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Targets on the plane: position, what remains, which of the caller's it is, its part of the water."""
    if dry:
        exits = water.exits(water.to_plane(targets)[0])
        xy = np.array([point for point, _, _ in exits]).reshape(-1, 2)
        area = np.array([part for _, _, part in exits], dtype=np.int64)
        return xy, np.array([cost for _, cost, _ in exits]), np.zeros(len(exits), dtype=np.int64), area
    usable = np.flatnonzero(np.isfinite(target_cost))
    xy = water.to_plane(targets[usable])
    return xy, target_cost[usable], usable, water.area_of(xy)


def _a_star(
    water: Water, starts: list[tuple[Floats, float, int]], goals: Floats, costs: Floats
) -> tuple[tuple[Floats, int] | None, float]:
    """Cheapest chain of lines of sight: its vertices and the goal; lines are tested when they come up."""
    begin = np.array([point for point, _, _ in starts])
    xy = np.concatenate([goals, water.corners, begin])
    first_start = len(xy) - len(begin)
    ahead = (np.linalg.norm(xy[:, None] - goals[None], axis=2) + costs).min(axis=1)
    parent = np.full(len(xy), _UNSEEN)
    gone = np.full(len(xy), np.inf)
    queue = [
        (cost + ahead[first_start + i], first_start + i, -1, cost) for i, (_, cost, _) in enumerate(starts)
    ]
    heapq.heapify(queue)
    tests = 0
    while queue and tests < _MAX_TESTS:
        value, node, origin, far = heapq.heappop(queue)
        if node < 0:
            goal = ~node
            chain = [goal]
            while parent[chain[-1]] != -1:
                chain.append(int(parent[chain[-1]]))
            return (xy[chain[::-1]], goal), value
        if parent[node] != _UNSEEN:
            continue
        if origin >= 0:
            tests += 1
            if shapely.intersects(water.obstacle, shapely.LineString(xy[[origin, node]])):
                continue
        parent[node], gone[node] = origin, far
        if node < len(goals):
            heapq.heappush(queue, (far + costs[node], ~node, node, far))
        step = far + np.linalg.norm(xy - xy[node], axis=1)
        for other in np.flatnonzero(parent[:first_start] == _UNSEEN).tolist():
            heapq.heappush(queue, (step[other] + ahead[other], other, node, step[other]))
    return None, np.inf
