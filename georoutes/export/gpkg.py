"""GeoPackage with the layers legs, places, claims and sources, and how QGIS shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, GeometryError

from georoutes.export.lines import split
from georoutes.export.qgis import add_styles

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from georoutes.frames import Frames

_VERSION = "1.2"
"""Of the format: what programs of some years ago, such as QGIS 3.22, read without a warning."""


def write(content: Frames, path: Path) -> None:
    """Write frames as a GeoPackage.

    Parameters
    ----------
    content
        What to write.
    path
        Where to.
    """
    layers: list[tuple[pd.DataFrame, dict[str, Any]]] = [
        (
            split(content.legs),
            {"layer": "legs", "geometry_type": "MultiLineString", "promote_to_multi": True},
        ),
        (content.places, {"layer": "places", "geometry_type": "Point"}),
        (content.claims, {"layer": "claims"}),
    ]
    if content.sources is not None:
        layers.append((content.sources, {"layer": "sources"}))
    try:
        for frame, options in layers:
            new = {} if path.exists() else {"dataset_options": {"VERSION": _VERSION}}
            pyogrio.write_dataframe(frame, path, driver="GPKG", append=path.exists(), **new, **options)
    except (DataSourceError, DataLayerError, FeatureError, GeometryError) as error:
        raise OSError(str(error)) from error  # what GDAL says of a full disk
    add_styles(path)
