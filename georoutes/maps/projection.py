"""A projection that suits what is shown, and the basemap in it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyproj
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

WIDE = 150.0
"""Degrees of longitude; a wider view is drawn on a map of the world."""

REACH = 110.0
"""Degrees from the middle within which land is drawn on a map of a region; beyond, shapes fold over."""

METRES_PER_DEGREE = 111_000.0

STEP = 0.7
"""Degrees between points of a line, so that it bends as the projection does."""


@dataclass(frozen=True)
class Projection:
    """An equal-area projection about the middle of a view; longitudes may run on beyond 180."""

    lon: float
    lat: float
    world: bool

    @classmethod
    def of(cls, bounds: list[float]) -> Projection:
        """Choose the projection for west, south, east and north, in degrees.

        >>> Projection.of([40, 42, 132, 57])
        Projection(lon=86.0, lat=49.5, world=False)
        """
        west, south, east, north = bounds
        return cls((west + east) / 2, (south + north) / 2, east - west > WIDE)

    @cached_property
    def _transformer(self) -> pyproj.Transformer:
        lon = (self.lon + 180) % 360 - 180
        how = f"+proj=eqearth +lon_0={lon}" if self.world else f"+proj=laea +lat_0={self.lat} +lon_0={lon}"
        return pyproj.Transformer.from_crs(4326, pyproj.CRS.from_proj4(how), always_xy=True)

    def points(self, degrees: Points) -> Points:
        """Project longitudes and latitudes to metres."""
        x, y = self._transformer.transform(degrees[:, 0], degrees[:, 1])
        return np.column_stack([x, y])

    def line(self, degrees: Points) -> Points:
        """Project a line that bends with the projection."""
        if len(degrees) < 2 or not np.ptp(degrees, axis=0).any():  # noqa: PLR2004 - a line has two ends
            return self.points(degrees)
        return self.points(shapely.get_coordinates(shapely.segmentize(shapely.linestrings(degrees), STEP)))

    def reach(self, metres: float) -> float:
        """Degrees from the middle that a map so many metres large shows, as far as it does not fold over."""
        if self.world:
            return 179.99
        shrink = max(0.05, math.cos(math.radians(min(89.0, abs(self.lat) + metres / 2 / METRES_PER_DEGREE))))
        return min(REACH, metres / METRES_PER_DEGREE / shrink + 1)

    def shapes(self, geometries: Any, reach: float) -> Any:  # noqa: ANN401 - arrays of geometries
        """Cut to so many degrees from the middle, and project."""
        parts = []
        for turn in (-360, 0, 360):
            low, high = (-90, 90) if self.world else (max(-90, self.lat - reach), min(90, self.lat + reach))
            found = shapely.clip_by_rect(
                geometries, self.lon - reach - turn, low, self.lon + reach - turn, high
            )
            found = shapely.segmentize(found[~shapely.is_empty(found)], STEP)
            parts.append(
                shapely.transform(found, lambda lonlat, turn=turn: self.points(lonlat + np.array([turn, 0])))
            )
        cut = np.concatenate(parts)
        return shapely.get_parts(cut[shapely.is_valid_input(cut)])

    def reaches(self, lon: float, lat: float) -> bool:
        """Tell whether a place is on the part of the world that is drawn."""
        away = abs((lon - self.lon + 180) % 360 - 180)
        return self.world or (away < REACH and abs(lat - self.lat) < REACH)

    def scale_bar(self, width: float) -> tuple[float, str]:
        """Return the length, in metres, and the words of a scale bar on a map so many metres wide."""
        most = width / 5
        power = 10 ** math.floor(math.log10(most))
        metres = max(step * power for step in (1, 2, 5) if step * power <= most)
        return metres, f"{metres / 1000:,g} km"
