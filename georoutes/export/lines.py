"""Lines as files want them: within 180 degrees, and split where they cross the antimeridian."""

from __future__ import annotations

from typing import TYPE_CHECKING

import antimeridian
import numpy as np
import shapely

from georoutes.frames import fanned

if TYPE_CHECKING:
    import geopandas as gpd

_DECIMALS = 6
"""A tenth of a metre, as RFC 7946 advises."""


def split(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Split the lines of a frame at the antimeridian (RFC 7946, section 3.1.9).

    Parameters
    ----------
    frame
        Continuous lines in EPSG:4326, whose longitudes may run on beyond 180 degrees.

    Returns
    -------
    geopandas.GeoDataFrame
        A copy with lines within 180 degrees and coordinates rounded to 6 decimals; a line that crosses the
        antimeridian has become a MultiLineString, and arcs that lie on one another are bowed apart.

    Examples
    --------
    >>> import geopandas as gpd
    >>> from shapely.geometry import LineString
    >>> line = gpd.GeoDataFrame(geometry=[LineString([(170, 50), (190, 52)])], crs=4326)
    >>> split(line).geometry.iloc[0].geom_type
    'MultiLineString'
    """
    whole = frame.geometry.tolist()
    if "basis" in frame.columns:
        whole = fanned(whole, frame["basis"].tolist())
    lines = [_split_line(line) for line in whole]
    return frame.set_geometry(shapely.set_precision(lines, 10**-_DECIMALS, mode="pointwise"), crs=frame.crs)


def _split_line(line: shapely.Geometry | None) -> shapely.Geometry | None:
    if line is None or line.is_empty:
        return None
    west, _, east, _ = line.bounds
    if west >= -180 and east <= 180:  # noqa: PLR2004  the range of longitudes
        return line
    split = [
        antimeridian.fix_line_string(_wrapped(part), great_circle=False) for part in shapely.get_parts(line)
    ]
    return shapely.multilinestrings([part for parts in split for part in shapely.get_parts(parts)])


def _wrapped(line: shapely.LineString) -> shapely.LineString:
    """Bring longitudes back into range; the jump that this makes is where the line will be split."""
    points = shapely.get_coordinates(line)
    points[:, 0] = (points[:, 0] + 180) % 360 - 180
    return shapely.linestrings(np.asarray(points))
