"""Trace narrow waters on the shoreline: straits, canals, rivers to big ports, entrances of harbours."""

from __future__ import annotations

import heapq
import math
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from numba import njit

from georoutes.networks.sea.build.grids import FINE, sphere_km
from georoutes.networks.sea.build.shoreline import Rings, rasterise

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = npt.NDArray[np.float64]
Point = tuple[float, float]

_WATER, _SHORE, _RIVER, _LAND = 1.0, 4.0, 5.0, 60.0
_MIDDLE = 4.0  # how strongly the middle of a channel is preferred
_TOLERANCES = (2.0, 1.0, 0.5)  # in cells, the widest that stays as wet as the trace
_MOSTLY = 0.5
_CHUNK = 96  # cells that are straightened together


class Trace(NamedTuple):
    """A traced way.

    Parameters
    ----------
    lonlat
        Its vertices, degrees, longitude first.
    dry
        For each piece between two vertices whether the data have no water there: a canal, a lock.
    moved_km
        How far the two ends were moved to reach water.
    """

    lonlat: Floats
    dry: npt.NDArray[np.bool_]
    moved_km: tuple[float, float]

    @property
    def dry_km(self) -> float:
        """Kilometres without water in the data."""
        return float(sphere_km(self.lonlat[:-1], self.lonlat[1:])[self.dry].sum())


class Chart:
    """The shoreline and the rivers, ready to be traced.

    Parameters
    ----------
    rings
        The shoreline.
    rivers
        Lines of rivers, which count as water of a worse kind.
    """

    def __init__(self, rings: Rings, rivers: Sequence[Floats]) -> None:
        self.rings = rings
        self.rivers = np.array([shapely.LineString(line) for line in rivers], dtype=object)
        self.tree = shapely.STRtree(self.rivers)

    def window(self, box: tuple[float, float, float, float], per_degree: int) -> npt.NDArray[np.float32]:
        """Cost of each cell of a window: cheap in the middle of water, dear on land."""
        west, south, east, north = box
        shape = (math.ceil((north - south) * per_degree), math.ceil((east - west) * per_degree))
        grid = rasterise(self.rings.within(*box), west, north, per_degree, shape)
        cost = np.where(grid & 1, np.where(grid & 2, _SHORE, _LAND), _WATER).astype(np.float32)
        _prefer_middle(cost, _MIDDLE)
        for number in self.tree.query(shapely.box(*box)):
            line = shapely.segmentize(self.rivers[number], 0.5 / per_degree)
            cells = np.floor((shapely.get_coordinates(line) - (west, north)) * (per_degree, -per_degree))
            column, row = cells.astype(int).T
            inside = (column >= 0) & (column < shape[1]) & (row >= 0) & (row < shape[0])
            row, column = row[inside], column[inside]
            cost[row, column] = np.minimum(cost[row, column], _RIVER)
        return cost

    def trace(
        self, stops: Sequence[Point], *, per_degree: int = 1200, margin: float = 0.15, land: float = _LAND
    ) -> Trace:
        """Find the way through water from the first stop to the last, by those between.

        Parameters
        ----------
        stops
            Rough positions, degrees, longitude first; each is moved to the nearest water.
        per_degree
            Fineness of the grid.
        margin
            How far beyond the stops the window reaches, in degrees.
        land
            What a kilometre on land costs; little for a canal that the shoreline does not have.
        """
        lons, lats = [p[0] for p in stops], [p[1] for p in stops]
        wide = margin / math.cos(math.radians(max(map(abs, lats))))
        box = (min(lons) - wide, min(lats) - margin, max(lons) + wide, max(lats) + margin)
        truth = self.window(box, per_degree)
        cost = np.minimum(truth, np.float32(land))
        squeeze = math.cos(math.radians((box[1] + box[3]) / 2))
        cells = [_to_water(cost, *self._cell(p, box, per_degree)) for p in stops]
        parts = []
        for (i, j), end in pairwise(cells):
            goal = np.zeros(cost.shape, dtype=np.bool_)
            goal[end] = True
            parts.append(_dijkstra(cost, squeeze, i, j, goal))
        return self._finish(truth, box, per_degree, np.concatenate(parts), (stops[0], stops[-1]))

    def reach(
        self, start: Point, water: npt.NDArray[np.uint8], *, margin: float, per_degree: int = 1200
    ) -> Trace | None:
        """Find the way from a harbour to the nearest water that ships reach, by water.

        Parameters
        ----------
        start
            The harbour; it is moved to the nearest water.
        water
            Packed bits of the fine grid: water that ships reach.
        margin
            How far around the harbour to look, in degrees.
        per_degree
            Fineness of the grid.
        """
        wide = margin / math.cos(math.radians(start[1]))
        box = (start[0] - wide, start[1] - margin, start[0] + wide, start[1] + margin)
        truth = self.window(box, per_degree)
        lat = box[3] - (np.arange(truth.shape[0]) + 0.5) / per_degree
        lon = box[0] + (np.arange(truth.shape[1]) + 0.5) / per_degree
        row = ((90.0 - lat) * FINE).astype(np.int64)
        column = ((lon + 180.0) * FINE).astype(np.int64) % (360 * FINE)
        goal = ((water[row[:, None], column[None, :] >> 3] >> (7 - (column & 7))) & 1).astype(np.bool_)
        cell = _to_water(truth, *self._cell(start, box, per_degree))
        path = _dijkstra(truth, math.cos(math.radians(start[1])), *cell, goal)
        if len(path) < 2:
            return None
        return self._finish(truth, box, per_degree, path, (start, None))

    def _finish(
        self,
        truth: npt.NDArray[np.float32],
        box: tuple[float, float, float, float],
        per_degree: int,
        path: npt.NDArray[np.int64],
        ends: tuple[Point, Point | None],
    ) -> Trace:
        """Turn cells into a line."""
        middles = np.stack(
            [box[0] + (path[:, 1] + 0.5) / per_degree, box[3] - (path[:, 0] + 0.5) / per_degree], axis=1
        )
        price = truth[path[:, 0], path[:, 1]]
        kept = self._straighten(middles, price >= _SHORE)
        given = np.array([end or middle for end, middle in zip(ends, middles[[0, -1]].tolist(), strict=True)])
        moved = sphere_km(given, middles[[0, -1]])
        land_cells = np.add.reduceat(price >= _LAND, kept[:-1]) if len(kept) > 1 else np.zeros(0)
        dry = land_cells > _MOSTLY * np.diff(kept)
        return Trace(middles[kept], dry, (float(moved[0]), float(moved[1])))

    @staticmethod
    def _cell(point: Point, box: tuple[float, float, float, float], per_degree: int) -> tuple[int, int]:
        return int((box[3] - point[1]) * per_degree), int((point[0] - box[0]) * per_degree)

    def _straighten(self, lonlat: Floats, dry: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        """Choose the vertices that stay: those whose absence would bring the line nearer to the land."""
        cell = float(np.abs(np.diff(lonlat, axis=0)).max(initial=0.0))
        kept = [0]
        for first in range(0, len(lonlat) - 1, _CHUNK):
            part = lonlat[first : first + _CHUNK + 1]
            line = shapely.LineString(part)
            shore = None if dry[first : first + _CHUNK + 1].any() else self._shore(line)
            rows = np.arange(1, len(part))
            for tolerance in _TOLERANCES:
                simple = shapely.simplify(line, tolerance * cell)
                if shore is None or not shapely.intersects(simple, shore):
                    rows = _rows_of(part, shapely.get_coordinates(simple))
                    break
            kept += (first + rows).tolist()
        return np.array(kept, dtype=np.int64)

    def _shore(self, line: shapely.LineString) -> shapely.MultiLineString:
        rings = self.rings.within(*shapely.bounds(line).tolist())
        box = shapely.bounds(line) + np.array([-0.01, -0.01, 0.01, 0.01])
        lines = [
            shapely.LineString(rings.lonlat[a:b]) for a, b in zip(rings.start, rings.start[1:], strict=False)
        ]
        return shapely.union_all(shapely.clip_by_rect(np.array(lines, dtype=object), *box))


def _rows_of(points: Floats, some: Floats) -> npt.NDArray[np.int64]:
    """Rows of a line's vertices that were kept, without the first."""
    rows, row = [], 0
    for point in some[1:]:
        row += 1
        while (points[row] != point).any():
            row += 1
        rows.append(row)
    return np.array(rows, dtype=np.int64)


@njit(cache=True)
def _prefer_middle(cost, weight):  # type: ignore[no-untyped-def]
    """Make water dearer near what is not water."""
    rows, columns = cost.shape
    away = np.empty((rows, columns), np.int16)
    for i in range(rows):
        for j in range(columns):
            if cost[i, j] > 1.0:
                away[i, j] = 0
            else:
                best = 1000
                if i:
                    best = min(best, away[i - 1, j] + 1)
                if j:
                    best = min(best, away[i, j - 1] + 1)
                away[i, j] = best
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            if i < rows - 1:
                away[i, j] = min(away[i, j], away[i + 1, j] + 1)
            if j < columns - 1:
                away[i, j] = min(away[i, j], away[i, j + 1] + 1)
            if away[i, j] > 0:
                cost[i, j] = 1.0 + weight / (1.0 + away[i, j])


@njit(cache=True)
def _to_water(cost, row, column):  # type: ignore[no-untyped-def]
    """Nearest cell of water."""
    best, found = 1e18, (row, column)
    for reach in range(400):
        if best <= reach:
            break
        for i in range(max(0, row - reach), min(cost.shape[0], row + reach + 1)):
            step = 1 if abs(i - row) == reach else max(1, 2 * reach)
            for j in range(column - reach, column + reach + 1, step):
                if 0 <= j < cost.shape[1] and cost[i, j] < 5.5:
                    away = math.hypot(i - row, j - column)
                    if away < best:
                        best, found = away, (i, j)
    return found


@njit(cache=True)
def _dijkstra(cost, squeeze, i0, j0, goal):  # type: ignore[no-untyped-def]
    """Cheapest path of cells from a cell to the first goal, both included; empty where there is none."""
    rows, columns = cost.shape
    best = np.full(rows * columns, np.inf, np.float32)
    before = np.full(rows * columns, -1, np.int8)
    queue = [(np.float32(0.0), np.int64(i0 * columns + j0))]
    best[i0 * columns + j0] = 0.0
    target = np.int64(-1)
    while len(queue) > 0:
        key, cell = heapq.heappop(queue)
        if key > best[cell]:
            continue
        i, j = cell // columns, cell % columns
        if goal[i, j]:
            target = cell
            break
        for move in range(9):
            a, b = i + move // 3 - 1, j + move % 3 - 1
            if move == 4 or a < 0 or b < 0 or a >= rows or b >= columns:
                continue
            step = math.sqrt((a - i) ** 2 + ((b - j) * squeeze) ** 2)
            far = np.float32(key + step * 0.5 * (cost[i, j] + cost[a, b]))
            other = a * columns + b
            if far < best[other]:
                best[other] = far
                before[other] = move
                heapq.heappush(queue, (far, np.int64(other)))
    if target < 0:
        return np.empty((0, 2), np.int64)
    path = [(target // columns, target % columns)]
    while before[path[-1][0] * columns + path[-1][1]] >= 0:
        i, j = path[-1]
        move = before[i * columns + j]
        path.append((i - (move // 3 - 1), j - (move % 3 - 1)))
    out = np.empty((len(path), 2), np.int64)
    for k in range(len(path)):
        out[len(path) - 1 - k, 0], out[len(path) - 1 - k, 1] = path[k]
    return out
