"""Where there is water to sail on: a grid of the world, opened tile by tile.

The grid has 240 cells to the degree. A cell is water where the shoreline (GSHHG 2.3.6, full resolution)
leaves it wholly free of land and a ship can get there from the open sea, the Caspian Sea or the Great Lakes.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from georoutes.networks.arrays import read_arrays
from georoutes.networks.sea.tiles import Tiles

if TYPE_CHECKING:
    from pathlib import Path

CELLS = 240
"""Cells per degree."""

_QUARTER = CELLS // 4
_TILES_KEPT = 3072  # 7 kilobytes each
_DEGREE_KM = 111.195
_ALL_LAND, _ALL_WATER = 0, 1

Bools = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Chart:
    """Water of the world; read-only and safe to share between threads.

    Parameters
    ----------
    kind
        Array (180, 360), rows from north to south, columns from 180° west: 0 for a degree that is all land,
        1 for one that is all water, otherwise 2 + the number of its tile.
    offset
        Where each tile begins in `packed`, and where the last ends.
    packed
        Tiles of 240 by 240 bits, 1 for water, each compressed with zlib.
    clear
        Array (720, 1440), quarter degrees: kilometres from anywhere in it to land, rounded down.
    """

    kind: npt.NDArray[np.int32]
    offset: npt.NDArray[np.int64]
    packed: bytes = field(repr=False)
    clear: npt.NDArray[np.uint8] = field(repr=False)

    @classmethod
    def open(cls, path: Path) -> Chart:
        """Read the file; its tiles stay packed until they are looked at.

        Raises
        ------
        DataError
            The file is missing or damaged.
        """
        arrays = read_arrays(path)
        return cls(arrays["kind"], arrays["offset"], arrays["packed"].tobytes(), arrays["clear"])

    @functools.cached_property
    def _tiles(self) -> Tiles:
        return Tiles(self.packed, self.offset, CELLS * CELLS // 8, _TILES_KEPT)

    @functools.cached_property
    def _look_up(self) -> npt.NDArray[np.uint16]:
        """What `kind` says of each quarter of a degree: many in mixed degrees are all water."""
        kind = self.kind.astype(np.uint16).repeat(4, axis=0).repeat(4, axis=1)
        kind[(kind > _ALL_WATER) & (self.clear > 0)] = _ALL_WATER
        return kind

    def water(self, lonlat: Floats) -> Bools:
        """Say which points are on water.

        Parameters
        ----------
        lonlat
            Array (n, 2) in degrees, longitude first, any turn of the globe.
        """
        row = ((90.0 - lonlat[:, 1]) * CELLS).astype(np.int64)
        np.minimum(np.maximum(row, 0, out=row), 180 * CELLS - 1, out=row)
        column = np.floor((lonlat[:, 0] + 180.0) * CELLS).astype(np.int64) % (360 * CELLS)
        tile = self._look_up[row // _QUARTER, column // _QUARTER]
        wet: Bools = tile == _ALL_WATER
        mixed = np.flatnonzero(tile > _ALL_WATER)
        if len(mixed):
            cell = row[mixed] % CELLS * CELLS + column[mixed] % CELLS
            byte = self._tiles.bytes_at(tile[mixed] - 2, cell >> 3)
            wet[mixed] = (byte >> (7 - (cell & 7))) & 1
        return wet

    def _bits(self, kind: int) -> Bytes:
        """Give the cells of a degree, packed."""
        if kind in {_ALL_LAND, _ALL_WATER}:
            return np.full(CELLS * CELLS // 8, 255 * (kind == _ALL_WATER), dtype=np.uint8)
        return self._tiles.tile(kind - 2)

    def clear_km(self, lonlat: Floats) -> npt.NDArray[np.uint8]:
        """Kilometres that each point is away from land at least."""
        row = ((90.0 - lonlat[:, 1]) * 4).astype(np.int64)
        np.minimum(np.maximum(row, 0, out=row), 719, out=row)
        column = np.floor((lonlat[:, 0] + 180.0) * 4).astype(np.int64) % 1440
        return np.asarray(self.clear[row, column])

    def window(self, lon: float, lat: float, km: float) -> tuple[Bools, Floats, Floats]:
        """Cut out the cells within some kilometres of a point.

        Returns
        -------
        water, lons, lats
            A grid of cells, and the middles of its columns and rows; longitudes may run on beyond 180.
        """
        high = km / _DEGREE_KM
        wide = min(high / math.cos(math.radians(min(abs(lat) + high, 89.0))), 90.0)
        rows = np.arange(
            max(0, int((90.0 - lat - high) * CELLS)), min(180 * CELLS, int((90.0 - lat + high) * CELLS) + 1)
        )
        columns = np.arange(
            math.floor((lon + 180.0 - wide) * CELLS), math.floor((lon + 180.0 + wide) * CELLS) + 1
        )
        lons, lats = (columns + 0.5) / CELLS - 180.0, 90.0 - (rows + 0.5) / CELLS
        water = np.empty((len(rows), len(columns)), dtype=bool)
        for first_row, last_row in _runs(rows):
            for first, last in _runs(columns):
                kind = int(self.kind[rows[first_row] // CELLS, columns[first] // CELLS % 360])
                tile = np.unpackbits(self._bits(kind)).reshape(CELLS, CELLS)
                part = tile[rows[first_row] % CELLS :, columns[first] % CELLS :]
                water[first_row:last_row, first:last] = part[: last_row - first_row, : last - first]
        return water, lons, lats

    def nearest_water(
        self, lon: float, lat: float, reach_km: tuple[float, ...]
    ) -> tuple[float, float, float] | None:
        """Find the nearest water.

        Parameters
        ----------
        lon, lat
            The point in degrees.
        reach_km
            Distances to look to, one after the other.

        Returns
        -------
        tuple or None
            Longitude, latitude and rough distance in kilometres; the point itself where it is on water.
        """
        if self.water(np.array([(lon, lat)]))[0]:
            return lon, lat, 0.0
        for reach in reach_km:
            water, lons, lats = self.window(lon, lat, reach)
            row, column = np.nonzero(water)
            if len(row) == 0:
                continue
            east = (lons[column] - lon) * math.cos(math.radians(lat))
            away = np.hypot(east, lats[row] - lat) * _DEGREE_KM
            best = int(np.argmin(away))
            if away[best] <= reach:
                return float(lons[column[best]]), float(lats[row[best]]), float(away[best])
        return None


def _runs(numbers: npt.NDArray[np.int64]) -> list[tuple[int, int]]:
    """Split consecutive numbers where a new degree begins."""
    cuts = (np.flatnonzero(np.diff(numbers // CELLS)) + 1).tolist()
    return list(zip([0, *cuts], [*cuts, len(numbers)], strict=True))
