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
        and sources stand in members of the collection, since they have no geometry. A dated leg has the
        member ``when`` of the Linked Places format.
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
        "sources": [] if content.sources is None else [_cells(row) for _, row in content.sources.iterrows()],
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
            **_when(row),
        }


def _when(row: pd.Series[Any]) -> dict[str, Any]:
    """Return the member ``when`` of Linked Places: the first and the last day that the date allows."""
    if not row.get("when"):
        return {}
    first, last = _cell(row["earliest"]), _cell(row["latest"])
    span = ({"start": {"earliest": first}} if first else {}) | ({"end": {"latest": last}} if last else {})
    return {"when": {"timespans": [span] if span else [], "label": row["when"]}}


def _cells(row: pd.Series[Any]) -> dict[str, Any]:
    return {str(column): _cell(value) for column, value in row.items()}


def _cell(value: Any) -> Any:  # noqa: ANN401  what a frame holds
    if value != value:  # noqa: PLR0124  NaN and NaT alone are unlike themselves
        return None
    if hasattr(value, "date"):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value
