"""Points sorted into cells of a degree, to find those near a place."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from georoutes.networks.sea.sphere import EARTH_KM

if TYPE_CHECKING:
    from georoutes.networks.base import Point

Ints = npt.NDArray[np.int64]

_ROWS, _COLUMNS = 180, 360
_POLE = 90.0
_MARGIN = 1e-6


class Mesh:
    """Points of the globe, read-only.

    Parameters
    ----------
    lonlat
        Array (n, 2) in degrees, longitude first.

    Examples
    --------
    >>> mesh = Mesh(np.array([[179.9, 10.0], [0.0, 10.0], [-179.9, 10.0]]))
    >>> mesh.around((180.0, 10.5), 100.0).tolist()
    [0, 2]
    """

    def __init__(self, lonlat: npt.NDArray[np.float64]) -> None:
        row = np.clip(np.floor(90.0 - lonlat[:, 1]), 0, _ROWS - 1)
        cell = row * _COLUMNS + np.floor(lonlat[:, 0] + 180.0) % _COLUMNS
        self._order = np.argsort(cell.astype(np.uint16), kind="stable").astype(np.int32)
        self._start = np.concatenate(
            [[0], np.cumsum(np.bincount(cell.astype(np.int64), minlength=_ROWS * _COLUMNS))]
        )

    def around(self, point: Point, km: float) -> Ints:
        """Numbers of the points in all cells that are within some kilometres of a place, in order.

        Parameters
        ----------
        point
            Longitude and latitude in degrees, any turn of the globe.
        km
            How far to look; points farther away are among those given too.
        """
        lon, lat = point
        reach = math.degrees(km / EARTH_KM) + _MARGIN
        north = max(math.floor(90.0 - lat - reach), 0)
        south = min(math.floor(90.0 - lat + reach), _ROWS - 1)
        ratio = math.sin(math.radians(min(reach, _POLE))) / max(math.cos(math.radians(lat)), 1e-12)
        if ratio >= 1.0 or abs(lat) + reach >= _POLE:
            return np.sort(
                self._order[self._start[north * _COLUMNS] : self._start[(south + 1) * _COLUMNS]]
            ).astype(np.int64)
        wide = math.degrees(math.asin(ratio)) + _MARGIN
        west, east = math.floor(lon + 180.0 - wide), math.floor(lon + 180.0 + wide)
        if east - west >= _COLUMNS:
            west, east = 0, _COLUMNS - 1
        turn = west // _COLUMNS * _COLUMNS
        west, east = west - turn, east - turn
        spans = [(west, min(east, _COLUMNS - 1)), *([(0, east - _COLUMNS)] if east >= _COLUMNS else [])]
        parts = [
            self._order[self._start[row * _COLUMNS + first] : self._start[row * _COLUMNS + last + 1]]
            for row in range(north, south + 1)
            for first, last in spans
        ]
        return np.sort(np.concatenate(parts)).astype(np.int64)
