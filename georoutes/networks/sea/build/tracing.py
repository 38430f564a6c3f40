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
from scipy import ndimage

from georoutes.networks.sea.build.grids import FINE, sphere_km
from georoutes.networks.sea.build.shoreline import Rings, rasterise
from georoutes.networks.sea.build.straightening import straighten

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = npt.NDArray[np.float64]
Point = tuple[float, float]

_WATER, _SHORE, _RIVER, _LAND = 1.0, 4.0, 5.0, 60.0
_MIDDLE = 4.0  # how strongly the middle of a channel is preferred
_OTHER_PART, _OTHER_CELLS = 2000, 400  # a second way to open water: to how much, and how long at most


class Trace(NamedTuple):
    """A traced way.

    Parameters
    ----------
    lonlat
        Its vertices, degrees, longitude first.
    moved_km
        How far its end is from where it was asked for, on account of land.
    """

    lonlat: Floats
    moved_km: float


class Window(NamedTuple):
    """A part of the world as a grid.

    Parameters
    ----------
    box
        West, south, east, north.
    per_degree
        Cells to the degree.
    cost
        What a kilometre costs in each cell: little in the middle of water, much on land.
    away
        How many cells each is from the nearest that is not all water.
    """

    box: tuple[float, float, float, float]
    per_degree: int
    cost: npt.NDArray[np.float32]
    away: npt.NDArray[np.int16]

    @property
    def squeeze(self) -> float:
        """How much shorter a degree of longitude is than one of latitude."""
        return math.cos(math.radians((self.box[1] + self.box[3]) / 2))

    def cell(self, point: Point) -> tuple[int, int]:
        """Row and column of a point."""
        down, right = self.box[3] - point[1], point[0] - self.box[0]
        return int(down * self.per_degree), int(right * self.per_degree)

    def middles(self, cells: npt.NDArray[np.int64]) -> Floats:
        """Middles of cells, degrees, longitude first."""
        across = (cells[:, ::-1] + 0.5) / self.per_degree
        return np.round((self.box[0], self.box[3]) + across * (1.0, -1.0), 7)

    def bits(self, packed: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
        """Look every cell up in packed bits of the fine grid."""
        down, right = ((np.arange(count) + 0.5) / self.per_degree for count in self.cost.shape)
        row = ((90.0 - self.box[3] + down) * FINE).astype(np.int64)
        column = ((self.box[0] + 180.0 + right) * FINE).astype(np.int64) % (360 * FINE)
        bits = packed[row[:, None], column[None, :] >> 3] >> (7 - (column & 7)) & 1
        return np.asarray(bits > 0)


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

    def window(self, box: tuple[float, float, float, float], per_degree: int) -> Window:
        """Draw a part of the world, on cells that are the same whatever the part."""
        west, north = (
            math.floor(box[0] * per_degree) / per_degree,
            math.ceil(box[3] * per_degree) / per_degree,
        )
        shape = (math.ceil((north - box[1]) * per_degree), math.ceil((box[2] - west) * per_degree))
        box = west, north - shape[0] / per_degree, west + shape[1] / per_degree, north
        grid = rasterise(self.rings.within(*box), west, north, per_degree, shape)
        cost = np.where(grid & 1, np.where(grid & 2, _SHORE, _LAND), _WATER).astype(np.float32)
        away = _prefer_middle(cost, grid, _MIDDLE)
        for number in self.tree.query(shapely.box(*box)):
            line = shapely.segmentize(self.rivers[number], 0.5 / per_degree)
            cells = np.floor((shapely.get_coordinates(line) - (west, north)) * (per_degree, -per_degree))
            column, row = cells.astype(int).T
            inside = (column >= 0) & (column < shape[1]) & (row >= 0) & (row < shape[0])
            row, column = row[inside], column[inside]
            cost[row, column] = np.minimum(cost[row, column], _RIVER)
        return Window(box, per_degree, cost, away)

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
        window = self.window(box, per_degree)
        cost = np.minimum(window.cost, np.float32(land))
        cells = [_to_water(cost, *window.cell(p)) for p in stops]
        parts = []
        for start, end in pairwise(cells):
            goal = np.zeros(cost.shape, dtype=np.bool_)
            goal[end] = True
            before = _dijkstra(cost, window.squeeze, goal, np.float32(np.inf), start)
            parts.append(_follow(before, *start))
        return self._finish(window, np.concatenate(parts), stops[-1])

    def reach(
        self,
        start: Point,
        water: npt.NDArray[np.uint8],
        *,
        margin: float,
        per_degree: int = 1200,
        rivers: bool = True,
        ways: int = 1,
    ) -> list[Trace]:
        """Find the way from a harbour to water that ships reach, by water.

        It begins there and ends where the water joined to it comes nearest to the harbour, so that ways to
        harbours on one water have most of their points in common.

        Parameters
        ----------
        start
            The harbour.
        water
            Packed bits of the fine grid: water that ships reach.
        margin
            How far around the harbour to look, in degrees.
        per_degree
            Fineness of the grid.
        rivers
            Whether rivers that the shoreline does not have are water.
        ways
            With 2, another way to another part of that water too, where there is one.

        Returns
        -------
        list of Trace
            Empty where nothing comes nearer than that water itself.
        """
        wide = margin / math.cos(math.radians(start[1]))
        box = (start[0] - wide, start[1] - margin, start[0] + wide, start[1] + margin)
        window = self.window(box, per_degree)
        goal = window.bits(water)
        most = np.float32(_RIVER if rivers else _SHORE)
        row, column = window.cell(start)
        towards = _dijkstra(window.cost, window.squeeze, goal, most, (-1, -1))
        near = _nearest(towards, goal, row, column, window.squeeze)
        if near is None or goal[near]:
            return []
        paths = [_follow(towards, *near)]
        if ways > 1:
            goal = _other_parts(goal, *paths[0][-1].tolist())
            towards = _dijkstra(window.cost, window.squeeze, goal, most, near)
            if towards[near] >= 0 and len(path := _follow(towards, *near)) < _OTHER_CELLS:
                paths.append(path)
        return [self._finish(window, path[::-1], start) for path in paths]

    def _finish(self, window: Window, path: npt.NDArray[np.int64], end: Point) -> Trace:
        """Turn cells into a line."""
        middles = window.middles(path)
        kept = straighten(path, middles, window.cost, window.away, self._shore(middles))
        moved = sphere_km(np.array([end]), middles[-1:])
        return Trace(middles[kept], float(moved[0]))

    def _shore(self, lonlat: Floats) -> shapely.MultiLineString:
        """Shorelines around a way."""
        low, high = lonlat.min(axis=0) - 0.01, lonlat.max(axis=0) + 0.01
        rings = self.rings.within(*low, *high)
        lines = [shapely.LineString(rings.lonlat[a:b]) for a, b in pairwise(rings.start.tolist())]
        return shapely.union_all(shapely.clip_by_rect(np.array(lines, dtype=object), *low, *high))


def _other_parts(goal: npt.NDArray[np.bool_], row: int, column: int) -> npt.NDArray[np.bool_]:
    """Leave out the part of the water that a cell is in, and parts that are small."""
    part, _ = ndimage.label(goal, structure=np.ones((3, 3)))
    size = np.bincount(part.ravel())
    size[[0, part[row, column]]] = 0
    return np.asarray((size >= _OTHER_PART)[part])


@njit(cache=True)
def _prefer_middle(cost, grid, weight):  # type: ignore[no-untyped-def]
    """Make water dearer near what is not water; give how many cells away that is."""
    rows, columns = cost.shape
    away = np.empty((rows, columns), np.int16)
    for i in range(rows):
        for j in range(columns):
            if grid[i, j]:
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
    return away


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


def _nearest(
    before: npt.NDArray[np.int8], goal: npt.NDArray[np.bool_], row: int, column: int, squeeze: float
) -> tuple[int, int] | None:
    """Nearest cell of the water searched."""
    rows, columns = np.nonzero((before >= 0) | goal)
    if len(rows) == 0:
        return None
    best = int(np.argmin((rows - row) ** 2 + ((columns - column) * squeeze) ** 2))
    return int(rows[best]), int(columns[best])


@njit(cache=True)
def _dijkstra(cost, squeeze, goal, most, stop):  # type: ignore[no-untyped-def]
    """Search from the goals, over cells that cost no more than the most; give the move towards a goal."""
    rows, columns = cost.shape
    best = np.full(rows * columns, np.inf, np.float32)
    towards = np.full((rows, columns), -1, np.int8)
    queue = [(np.float32(0.0), np.int64(0)) for _ in range(0)]
    for i in range(rows):
        for j in range(columns):
            if goal[i, j]:
                best[i * columns + j] = 0.0
                heapq.heappush(queue, (np.float32(0.0), np.int64(i * columns + j)))
    while len(queue) > 0:
        key, cell = heapq.heappop(queue)
        if key > best[cell]:
            continue
        i, j = cell // columns, cell % columns
        if i == stop[0] and j == stop[1]:
            break
        for move in range(9):
            a, b = i + move // 3 - 1, j + move % 3 - 1
            if move == 4 or a < 0 or b < 0 or a >= rows or b >= columns or cost[a, b] > most or goal[a, b]:
                continue
            step = math.sqrt((a - i) ** 2 + ((b - j) * squeeze) ** 2)
            far = np.float32(key + step * 0.5 * (cost[i, j] + cost[a, b]))
            other = a * columns + b
            if far < best[other]:
                best[other] = far
                towards[a, b] = 8 - move
                heapq.heappush(queue, (far, np.int64(other)))
    return towards


@njit(cache=True)
def _follow(towards, row, column):  # type: ignore[no-untyped-def]
    """Cells from one to the goal, both included."""
    path = [(row, column)]
    while towards[row, column] >= 0:
        move = towards[row, column]
        row, column = row + move // 3 - 1, column + move % 3 - 1
        path.append((row, column))
    out = np.empty((len(path), 2), np.int64)
    for k in range(len(path)):
        out[k, 0], out[k, 1] = path[k]
    return out
