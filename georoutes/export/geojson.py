"""GeoJSON after RFC 7946: one FeatureCollection with the legs, the places and, beside them, the claims."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from shapely.geometry import mapping

from georoutes.export.lines import split

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

    from georoutes.frames import Frames


def write(content: Frames, path: Path) -> None:
    """Write frames as GeoJSON.

    Parameters
    ----------
    content
        What to write. Each feature says in its property ``kind`` whether it is a leg or a place; claims
        stand in the member ``claims`` of the collection, since they have no geometry.
    path
        Where to.
    """
    document = {
        "type": "FeatureCollection",
        "title": content.title,
        "attribution": sorted(
            {credit for cell in content.legs["attribution"] for credit in cell.split("; ") if credit}
        ),
        "claims": [_cells(row) for _, row in content.claims.iterrows()],
        "features": [*_features(split(content.legs), "leg"), *_features(content.places, "place")],
    }
    path.write_text(json.dumps(document, ensure_ascii=False, allow_nan=False), encoding="utf-8")


def _features(frame: gpd.GeoDataFrame, kind: str) -> Iterator[dict[str, Any]]:
    for _, row in frame.iterrows():
        geometry = None if row["geometry"] is None else mapping(row["geometry"])
        yield {
            "type": "Feature",
            "properties": {"kind": kind, **_cells(row.drop("geometry"))},
            "geometry": geometry,
        }


def _cells(row: pd.Series[Any]) -> dict[str, Any]:
    return {str(column): _cell(value) for column, value in row.items()}


def _cell(value: Any) -> Any:  # noqa: ANN401  what a frame holds
    if value != value:  # noqa: PLR0124  NaN and NaT alone are unlike themselves
        return None
    if hasattr(value, "date"):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value
