"""The land that a map shows, to ask whether a point lies on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

TILE = 2.0
"""Degrees: points are looked up by tiles of this size."""

BEYOND = 191.0
"""Degrees of longitude to which polygons of the world run on; see `build_basemap.flat_polygon`."""

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Box:
    """A rectangle in degrees; longitudes may run on beyond 180."""

    west: float
    south: float
    east: float
    north: float

    @property
    def corners(self) -> list[float]:
        """West, south, east and north, to about 100 m."""
        return [round(value, 3) for value in (self.west, self.south, self.east, self.north)]

    @property
    def width(self) -> float:
        """Width in degrees."""
        return self.east - self.west


@dataclass(frozen=True)
class Sheet:
    """Land of one scale.

    Parameters
    ----------
    land
        Polygons in degrees.
    box
        Where it is drawn, in place of what lies below; its polygons are on the same turn of the globe. None
        for the whole world, whose polygons begin at 180° west and are drawn on every turn.
    """

    land: Any
    box: Box | None = None

    @cached_property
    def _tree(self) -> shapely.STRtree:
        shapely.prepare(self.land)
        return shapely.STRtree(self.land)

    def within(self, points: Floats) -> Bools:
        """Say which points it is drawn at."""
        if self.box is None:
            return np.full(len(points), fill_value=True)
        low, high = (self.box.west, self.box.south), (self.box.east, self.box.north)
        inside: Bools = np.all((points >= low) & (points <= high), axis=1)
        return inside

    def on_land(self, points: Floats) -> Bools:
        """Say which points are on its land."""
        if self.box is not None:
            return self._covers(points)
        turned = np.column_stack([(points[:, 0] + 180.0) % 360.0 - 180.0, points[:, 1]])
        on = self._covers(turned)
        for turn in (-360.0, 360.0):  # Siberia runs on beyond 180°
            beyond = np.abs(turned[:, 0] + turn) < BEYOND
            on[beyond] |= self._covers(turned[beyond] + np.array([turn, 0.0]))
        return on

    def _covers(self, points: Floats) -> Bools:
        out = np.zeros(len(points), dtype=bool)
        if len(points) == 0:
            return out
        corner = np.floor(points / TILE).astype(np.int64)
        _, first, owner = np.unique(corner @ (100_000, 1), return_index=True, return_inverse=True)
        groups = np.split(np.argsort(owner, kind="stable"), np.cumsum(np.bincount(owner))[:-1])
        west, south = TILE * corner[first].T
        areas = shapely.box(west, south, west + TILE, south + TILE)
        for tile, number in self._tree.query(areas).T.tolist():
            here = groups[tile]
            out[here] |= shapely.contains_xy(self.land[number], points[here])
        return out


@dataclass(frozen=True)
class Ground:
    """The sheets of a map, from below to above."""

    sheets: tuple[Sheet, ...]

    def on_land(self, points: Floats) -> Bools:
        """Say which points are on the land that is seen.

        Parameters
        ----------
        points
            Array (n, 2) in degrees, longitude first and continuous as on the map.

        Examples
        --------
        >>> from georoutes.maps.shapes import shapes
        >>> Ground((Sheet(shapes("110m")[1]["land"]),)).on_land(np.array([(37.6, 55.8), (-30.0, 40.0)]))
        array([ True, False])
        """
        out = np.zeros(len(points), dtype=bool)
        for sheet in self.sheets:
            here = sheet.within(points)
            out[here] = sheet.on_land(points[here])
        return out
