"""KML 2.2 for Google Earth and its like: folders, styles, time spans, and the quotes in the balloons."""

from __future__ import annotations

import html
import re
import warnings
from typing import TYPE_CHECKING, Any

import pandas as pd
import pygeoif
import shapely

from georoutes.export import words
from georoutes.export.lines import split

with warnings.catch_warnings():  # it would like to print prettily, for which it needs lxml
    warnings.simplefilter("ignore")
    from fastkml import styles, times
    from fastkml.containers import Document, Folder
    from fastkml.data import Data, ExtendedData
    from fastkml.features import Placemark
    from fastkml.geometry import LineString, MultiGeometry, Point
    from fastkml.kml import KML
    from fastkml.times import KmlDateTime

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from georoutes.frames import Frames

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
_SURE, _FAINT = "ff", "99"
_COLUMNS = (
    "mode",
    "when",
    "basis",
    "method",
    "passages",
    "length_km",
    "polarity",
    "modality",
    "quantity",
    "claims",
    "denials",
)


def write(content: Frames, path: Path) -> None:
    """Write frames as KML.

    Parameters
    ----------
    content
        What to write. Legs that are denied stand in a folder of their own, without a line; text from the
        case is shown as text and never read as HTML.
    path
        Where to.
    """
    legs = split(content.legs)
    drawn = legs[legs.geometry.notna()]
    denied = legs[legs.geometry.isna()]
    folders = [
        _folder("Legs", [_leg(content, row) for _, row in drawn.iterrows()]),
        _folder("Denied, not drawn", [_leg(content, row) for _, row in denied.iterrows()]),
        _folder("Places", [_place(row) for _, row in content.places.iterrows()]),
        _folder("All that is said", [_claim(row) for _, row in content.claims.iterrows()]),
    ]
    about = [content.subtitle, f"Data: {words.credit(content)}", "Made with georoutes."]
    document = Document(
        name=_clean(content.title),
        description=_paragraphs(about),
        styles=list(_styles()),
        features=[folder for folder in folders if folder.features],
    )
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n{KML(features=[document]).to_string()}',
        encoding="utf-8",
    )


def _folder(name: str, features: list[Any]) -> Any:  # noqa: ANN401  fastkml is untyped to us
    return Folder(name=f"{name} ({len(features)})", features=features)


def _styles() -> Iterable[Any]:
    """Yield a style for each mode; a line that is no path, or is only foretold, is thinner and paler."""
    for mode, colour in words.COLOURS.items():
        red, green, blue = colour[1:3], colour[3:5], colour[5:7]
        for name, alpha, width in (("", _SURE, 4.0), ("-faint", _FAINT, 2.0)):
            line = styles.LineStyle(color=f"{alpha}{blue}{green}{red}", width=width)
            yield styles.Style(id=f"{mode}{name}", styles=[line])


def _leg(content: Frames, row: pd.Series[Any]) -> Any:  # noqa: ANN401
    faint = "-faint" if row["basis"] == "schematic" or words.is_doubted(row) else ""
    mode = row["mode"] if row["mode"] in words.COLOURS else "unknown"
    lines = [f"{heading}: {text}" for heading, text in words.facts(row)]
    lines += [*words.said(content, row), f"Data: {row['attribution']}"]
    cells = [Data(name=column, value=_clean(row[column])) for column in _COLUMNS if _clean(row[column])]
    return Placemark(
        name=_clean(words.name(row)),
        description=_paragraphs(lines),
        times=_span(row),
        style_url=styles.StyleUrl(url=f"#{mode}{faint}"),
        extended_data=ExtendedData(elements=cells),
        kml_geometry=None if row["geometry"] is None else _line(row["geometry"]),
    )


def _line(geometry: shapely.Geometry) -> Any:  # noqa: ANN401
    parts = [
        LineString(geometry=pygeoif.LineString(part.coords), tessellate=True)
        for part in shapely.get_parts(geometry)
    ]
    return parts[0] if len(parts) == 1 else MultiGeometry(kml_geometries=parts)


def _place(row: pd.Series[Any]) -> Any:  # noqa: ANN401
    known = f"Known to within {row['radius_km']:,.0f} km" if row["radius_km"] else ""
    point = row["geometry"]
    return Placemark(
        name=_clean(row["name"]),
        description=_paragraphs([row["role"], known, f"Place from: {row['source']}"]),
        kml_geometry=Point(geometry=pygeoif.Point(point.x, point.y)),
    )


def _claim(row: pd.Series[Any]) -> Any:  # noqa: ANN401
    return Placemark(
        name=_clean(f"{row['id']}: {row['about']}"), description=_paragraphs([words.claim_words(row)])
    )


def _span(row: pd.Series[Any]) -> Any:  # noqa: ANN401
    begin, end = (
        None if pd.isna(row[day]) else KmlDateTime(row[day].date()) for day in ("earliest", "latest")
    )
    return times.TimeSpan(begin=begin, end=end) if begin or end else None


def _paragraphs(lines: Iterable[str]) -> str:
    """Return lines as HTML, which is what a balloon shows."""
    return "".join(f"<p>{html.escape(_clean(line))}</p>" for line in lines if line)


def _clean(value: object) -> str:
    """Return a text without what may not stand in XML; "" for what is not known."""
    return "" if value is None or value != value else _NOT_IN_XML.sub("", str(value))  # noqa: PLR0124
