"""Legs as points in time, for libraries that follow moving things."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

if TYPE_CHECKING:
    import numpy.typing as npt

_WGS84 = Geod(ellps="WGS84")
_A_DAY = np.timedelta64(dt.timedelta(days=1))
_KEPT = (
    "trajectory", "route", "leg", "origin", "destination", "mode", "basis", "time_basis", "method",
    "polarity", "modality", "claims", "attribution", "geometry",
)  # fmt: skip


def explode(legs: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Turn dated lines into points in time.

    Parameters
    ----------
    legs
        Continuous lines with the columns of `georoutes.legs`.

    Returns
    -------
    geopandas.GeoDataFrame
        One row for each vertex of each line whose date has a first and a last day. Other legs have no
        times and are left out, and so are arcs between areas, which are no paths. The index ``t`` is a time
        in UTC without zone. It is spread over the dates by the way made and reported by nobody, as
        ``time_basis`` says; ``trajectory`` names the leg.
    """
    is_path = legs.geometry.notna() & (legs["basis"] != "schematic")
    dated = legs[is_path & legs["earliest"].notna() & legs["latest"].notna()]
    parts = [_points(row) for _, row in dated.iterrows()]
    if not parts:
        nothing: dict[str, list[Any]] = {name: [] for name in _KEPT}
        empty = pd.DatetimeIndex([], name="t").as_unit("s")
        return gpd.GeoDataFrame(nothing, geometry="geometry", crs=legs.crs).set_index(empty)
    joined = pd.concat(parts)
    return gpd.GeoDataFrame(joined, geometry="geometry", crs=legs.crs)[list(_KEPT)]


def _points(row: pd.Series[Any]) -> pd.DataFrame:
    line = shapely.get_coordinates(row["geometry"])
    begin, end = np.datetime64(row["earliest"], "s"), np.datetime64(row["latest"], "s") + _A_DAY
    seconds = (_shares(line) * ((end - begin) / np.timedelta64(1, "s"))).astype("timedelta64[s]")
    cells = {name: row[name] for name in _KEPT if name in row and name != "geometry"}
    cells |= {
        "trajectory": f"{row['route']} leg {row['leg']}",
        "time_basis": "spread over the dates, not reported",
    }
    index = pd.DatetimeIndex(begin + seconds, name="t")
    points = pd.DataFrame(cells, index=index).assign(geometry=shapely.points(line))
    return points[~index.duplicated()]


def _shares(line: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return how much of the way is made at each vertex, from 0 to 1."""
    _, _, metres = _WGS84.inv(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1])
    made = np.concatenate([[0.0], np.cumsum(metres)])
    shares: npt.NDArray[np.float64] = made / made[-1] if made[-1] > 0 else np.linspace(0, 1, len(line))
    return shares
