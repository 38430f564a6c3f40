"""How QGIS shows the layers of a GeoPackage: styles, and the fields of time, in the table that QGIS reads."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, get_args
from xml.etree import ElementTree as ET

from georoutes.export.words import COLOURS, DOUBTED
from georoutes.model.claim import Modality

if TYPE_CHECKING:
    from pathlib import Path

_TABLE = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT '1970-01-01T00:00:00.000Z'
)"""
_CONTENTS = """
INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id)
VALUES ('layer_styles', 'attributes', 'layer_styles', '1970-01-01T00:00:00.000Z', 0)"""
_STYLE = """
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,
  styleQML, styleSLD, useAsDefault, description, owner)
VALUES ('', '', ?, 'geom', 'georoutes', ?, '', 1, ?, '')"""


def add_styles(path: Path) -> None:
    """Add to a GeoPackage how its layers legs and places are shown.

    Parameters
    ----------
    path
        The file, with both layers in it.
    """
    styles = {
        "legs": (
            _legs(),
            "Colour by mode; dotted for arcs that are no path, hollow dashes for what is only foretold",
        ),
        "places": (_places(), "Places; a ring for an area"),
    }
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(_TABLE)
        file.execute(_CONTENTS)
        for layer, (style, words) in styles.items():
            file.execute(_STYLE, (layer, style, words))


def _legs() -> str:
    # a leg has the modalities of all its claims; one that tells it as done is enough
    done = "|".join(sorted(set(get_args(Modality)) - DOUBTED))
    told = "coalesce(\"modality\", '')"
    foretold = f"{told} <> '' AND NOT regexp_match({told}, '{done}')"
    kinds = [
        ("path", f"\"basis\" <> 'schematic' AND NOT ({foretold})", "solid", "0.9"),
        ("arc between areas", f"\"basis\" = 'schematic' AND NOT ({foretold})", "dot", "0.6"),
        ("only alleged, predicted or sought", f"({foretold})", "dash", "0.4"),
    ]
    rules = [
        (f"{mode}: {kind}", f"\"mode\" = '{mode}' AND {where}", colour, pen, width)
        for mode, colour in COLOURS.items()
        for kind, where, pen, width in kinds
    ]
    root, symbols = _renderer([(label, where) for label, where, *_ in rules])
    for number, (_, _, colour, pen, width) in enumerate(rules):
        options = {
            "line_color": _rgb(colour),
            "line_style": pen,
            "line_width": width,
            "line_width_unit": "MM",
        }
        _symbol(symbols, number, "line", "SimpleLine", options)
    # 2: each feature has a field for its start and one for its end
    temporal = {
        "enabled": "1", "mode": "2", "startField": "earliest", "endField": "latest", "limitMode": "0",
        "durationField": "", "durationUnit": "days", "fixedDuration": "0", "accumulate": "0",
        "startExpression": "", "endExpression": "",
    }  # fmt: skip
    ET.SubElement(root, "temporal", temporal)
    ET.SubElement(root, "mapTip").text = (
        '<b>[% "origin" %] → [% "destination" %]</b><br>[% "mode" %], [% "when" %]<br>'
        'basis: [% "basis" %] ([% "method" %])<br>[% "passages" %]'
    )
    return _text(root)


def _places() -> str:
    area = "\"precision\" IN ('area', 'near')"
    rules = [("place", f"NOT ({area})", "255,255,255,255", "2.4"), ("area", area, "255,255,255,0", "4.5")]
    root, symbols = _renderer([(label, where) for label, where, *_ in rules])
    for number, (_, _, fill, size) in enumerate(rules):
        options = {
            "name": "circle",
            "color": fill,
            "outline_color": _rgb("#1a1a1a"),
            "size": size,
            "size_unit": "MM",
        }
        _symbol(symbols, number, "marker", "SimpleMarker", options)
    return _text(root)


def _renderer(rules: list[tuple[str, str]]) -> tuple[ET.Element, ET.Element]:
    root = ET.Element("qgis", {"version": "3.22", "styleCategories": "Symbology|MapTips|Temporal"})
    renderer = ET.SubElement(
        root, "renderer-v2", {"type": "RuleRenderer", "enableorderby": "0", "forceraster": "0"}
    )
    top = ET.SubElement(renderer, "rules", {"key": "georoutes"})
    for number, (label, where) in enumerate(rules):
        ET.SubElement(
            top, "rule", {"key": f"rule-{number}", "symbol": str(number), "label": label, "filter": where}
        )
    return root, ET.SubElement(renderer, "symbols")


def _symbol(symbols: ET.Element, number: int, type_: str, layer: str, options: dict[str, str]) -> None:
    about = {"name": str(number), "type": type_, "alpha": "1", "clip_to_extent": "1", "force_rhr": "0"}
    symbol = ET.SubElement(symbols, "symbol", about)
    drawn = ET.SubElement(symbol, "layer", {"class": layer, "enabled": "1", "pass": "0", "locked": "0"})
    group = ET.SubElement(drawn, "Option", {"type": "Map"})
    for name, value in options.items():
        ET.SubElement(group, "Option", {"name": name, "type": "QString", "value": value})
        ET.SubElement(drawn, "prop", {"k": name, "v": value})  # what QGIS before 3.22 reads


def _rgb(colour: str) -> str:
    return ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)) + ",255"


def _text(root: ET.Element) -> str:
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + ET.tostring(
        root, encoding="unicode"
    )
