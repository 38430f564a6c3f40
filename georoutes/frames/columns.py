"""What the frames hold: column lists, and checks at the door."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd

from georoutes.errors import FrameError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from georoutes.model import Path

CRS = "EPSG:4326"

LEG_COLUMNS = (
    "route", "leg", "origin", "destination", "mode", "when", "earliest", "latest", "length_km", "basis",
    "method", "assumed_km", "connector_km", "warnings", "claims", "denials", "polarity", "modality",
    "independent_sources", "cargo", "containers", "quantity", "vehicle", "direct_km", "healed_km",
    "countries_km", "crossings", "passages", "attribution", "spans", "geometry",
)  # fmt: skip
PLACE_COLUMNS = (
    "id", "name", "type", "country", "role", "radius_km", "precision", "source", "geometry",
)  # fmt: skip
CLAIM_COLUMNS = (
    "id", "about", "polarity", "modality", "by", "quote", "says", "source", "published", "quantity", "unit",
    "as_of", "cumulative", "quantity_min", "quantity_max", "derived_from", "words", "when_words", "negation",
    "date", "likelihood", "confidence", "credibility", "reliability", "disputes", "conflicts_with",
    "superseded_by", "may_repeat", "not_mapped", "title", "author", "url",
)  # fmt: skip
SOURCE_COLUMNS = (
    "id", "type", "title", "publisher", "author", "published", "url", "archived", "accessed", "sha256",
    "lang", "licence", "reliability", "derived_from", "note",
)  # fmt: skip

DAYS = ("earliest", "latest")
_NUMBERS = (
    "length_km",
    "assumed_km",
    "connector_km",
    "direct_km",
    "healed_km",
    "radius_km",
    "independent_sources",
)
_LINES = frozenset({"LineString", "MultiLineString"})


def path_cells(path: Path | None) -> dict[str, Any]:
    """Return the cells of a leg's row that its path fills; without a path, what stands for not known."""
    if path is None:
        words = (
            "basis",
            "method",
            "warnings",
            "countries_km",
            "crossings",
            "passages",
            "attribution",
            "spans",
        )
        numbers = ("length_km", "assumed_km", "connector_km", "direct_km", "healed_km")
        return {
            **dict.fromkeys(words, ""),
            **dict.fromkeys(numbers, float("nan")),
            "geometry": None,
        }
    return {
        "length_km": path.length_km,
        "basis": path.basis,
        "method": path.method,
        "assumed_km": path.assumed_km,
        "connector_km": path.connector_km,
        "direct_km": path.direct_km,
        "healed_km": path.healed_km,
        "countries_km": "; ".join(f"{code} {km:.1f}" for code, km in path.countries),
        "crossings": "\n".join(map(str, path.crossings)),
        "passages": ", ".join(path.passages),
        "warnings": "\n".join(path.warnings),
        "attribution": "; ".join(path.attribution),
        "spans": json.dumps([asdict(span) for span in path.spans], ensure_ascii=False),
        "geometry": path.geometry,
    }


def check_legs(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Check a frame of lines at the door and fill in the columns that it lacks.

    A line of which the frame does not say what it rests on has the basis "": not known.

    Parameters
    ----------
    frame
        Lines in any coordinate system that it names; all columns but the geometry are optional.

    Returns
    -------
    geopandas.GeoDataFrame
        A copy in EPSG:4326 with the columns `LEG_COLUMNS`; other columns are dropped.

    Raises
    ------
    FrameError
        When it is no GeoDataFrame, has no coordinate system, or holds something else than lines.

    Examples
    --------
    >>> from shapely.geometry import LineString
    >>> check_legs(gpd.GeoDataFrame(geometry=[LineString([(0, 0), (1, 1)])], crs=4326))["mode"].tolist()
    ['unknown']
    """
    checked = _in_degrees(frame, "legs")
    wrong = {kind for kind in checked.geometry.geom_type.dropna().unique() if kind not in _LINES}
    if wrong:
        remedy = (
            "draw points with places="
            if all("Point" in kind for kind in wrong)
            else "turn them into LineStrings"
        )
        raise FrameError(f"legs must be lines, found {', '.join(sorted(wrong))}; {remedy}")
    defaults: dict[str, Any] = dict.fromkeys(LEG_COLUMNS, "")
    defaults |= {"mode": "unknown", "polarity": "affirm", "option": ""}
    option = ("option",) if "option" in checked.columns else ()  # of legs to choose from, see `suggest`
    return _filled(checked, (*LEG_COLUMNS[:-1], *option, "geometry"), defaults)


def check_places(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Check a frame of points at the door and fill in the columns that it lacks.

    Parameters
    ----------
    frame
        Points in any coordinate system that it names; all columns but the geometry are optional.

    Returns
    -------
    geopandas.GeoDataFrame
        A copy in EPSG:4326 with the columns `PLACE_COLUMNS`; other columns are dropped.

    Raises
    ------
    FrameError
        When it is no GeoDataFrame, has no coordinate system, or holds something else than points.

    Examples
    --------
    >>> from shapely.geometry import Point
    >>> check_places(gpd.GeoDataFrame(geometry=[Point(30, 46)], crs=4326))["precision"].tolist()
    ['place']
    """
    checked = _in_degrees(frame, "places")
    wrong = set(checked.geometry.geom_type.dropna().unique()) - {"Point"}
    if wrong:
        raise FrameError(
            f"places must be points, found {', '.join(sorted(wrong))}; use their representative_point()"
        )
    defaults: dict[str, Any] = dict.fromkeys(PLACE_COLUMNS, "") | {"precision": "place", "radius_km": 0.0}
    return _filled(checked, PLACE_COLUMNS, defaults)


def _in_degrees(frame: Any, what: str) -> gpd.GeoDataFrame:  # noqa: ANN401  this is the check
    if not isinstance(frame, gpd.GeoDataFrame):
        raise FrameError(f"{what} must be a GeoDataFrame, not {type(frame).__name__}")
    if frame.active_geometry_name is None:
        raise FrameError(f"the {what} have no geometry; name its column with set_geometry(...)")
    twice = frame.columns[frame.columns.duplicated()]
    if len(twice):
        raise FrameError(
            f"the {what} have these columns twice: {', '.join(sorted({str(name) for name in twice}))}"
        )
    if frame.crs is None:
        raise FrameError(
            f"the {what} do not say their coordinate system; use set_crs, for example set_crs(4326)"
        )
    return frame if frame.crs == CRS else frame.to_crs(CRS)


def _filled(frame: gpd.GeoDataFrame, columns: Sequence[str], defaults: Mapping[str, Any]) -> gpd.GeoDataFrame:
    filled: dict[str, Any] = {}
    for column in columns[:-1]:
        values = (
            frame[column] if column in frame else pd.Series(defaults[column], index=frame.index, dtype=object)
        )
        if column in DAYS:
            filled[column] = days(values.where(values != "", None))
        elif column in _NUMBERS:
            filled[column] = pd.to_numeric(values.where(values != "", None), errors="coerce")
        else:
            # objects, because a column of strings may refuse text that is no Unicode
            texts = [str(value) for value in values.astype(object).where(values.notna(), defaults[column])]
            filled[column] = pd.Series(texts, index=frame.index, dtype=object)
    return gpd.GeoDataFrame(filled, geometry=frame.geometry, crs=CRS)[list(columns)]


def days(values: pd.Series[Any]) -> pd.Series[Any]:
    """Turn days (dates, times or ISO texts) into a column of them; what is no day becomes NaT."""
    # seconds, because nanoseconds end in 1677 and 2262
    return pd.Series([_day(value) for value in values], index=values.index, dtype="datetime64[s]")


def _day(value: Any) -> np.datetime64:  # noqa: ANN401  what a cell holds
    try:
        return np.datetime64(str(value)[:10], "s")
    except ValueError:
        return np.datetime64("NaT", "s")
