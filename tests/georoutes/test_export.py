"""Out to files, and back."""

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import pairwise
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest

import georoutes as gr
from georoutes.export import csv
from georoutes.model import Case

CASE = Case.model_validate(
    {
        "title": "Over the date line",
        "claims": {"c": {"quote": "=1+1", "by": "somebody"}, "d": {"quote": "no", "polarity": "deny"}},
        "places": {"east": {"name": "+7 дом 나진", "lon": 158.65, "lat": 53.02}},
        "routes": {
            "r": {
                "legs": [
                    {
                        "from": "east",
                        "to": [-122.33, 47.6],
                        "mode": "air",
                        "when": "2022-08",
                        "claims": ["c"],
                    },
                    {"from": [-122.33, 47.6], "to": "east", "mode": "air", "claims": ["d"]},
                ]
            }
        },
    }
)


def test_geojson_follows_the_standard(tmp_path):
    gr.write(CASE, tmp_path / "out.geojson")
    document = json.loads((tmp_path / "out.geojson").read_text(encoding="utf-8"))
    assert "crs" not in document
    leg = document["features"][0]
    assert leg["geometry"]["type"] == "MultiLineString"  # split at the antimeridian
    for part in leg["geometry"]["coordinates"]:
        assert all(-180 <= lon <= 180 for lon, _ in part)
        assert max(abs(b[0] - a[0]) for a, b in pairwise(part)) < 180
    assert leg["properties"]["basis"] == "geodesic"
    assert leg["properties"]["earliest"] == "2022-08-01"
    assert [claim["id"] for claim in document["claims"]] == ["c", "d"]
    assert document["features"][1]["geometry"] is None


def test_geojson_opens_in_geopandas(tmp_path):
    gr.write(CASE, tmp_path / "out.geojson")
    frame = gpd.read_file(tmp_path / "out.geojson")
    assert frame["kind"].tolist() == ["leg", "leg", "place", "place"]
    assert frame[frame["kind"] == "place"]["name"].iloc[0] == "+7 дом 나진"


def test_geopackage_has_its_layers(tmp_path):
    gr.write(CASE, tmp_path / "out.gpkg")
    layers = pyogrio.list_layers(tmp_path / "out.gpkg")[:, 0].tolist()
    assert layers == ["legs", "places", "claims", "sources", "layer_styles"]
    legs = gpd.read_file(tmp_path / "out.gpkg", layer="legs")
    assert legs.crs == "EPSG:4326"
    assert legs["basis"].tolist()[0] == "geodesic"
    assert legs["earliest"].iloc[0] == pd.Timestamp("2022-08-01")
    assert legs.geometry.iloc[0].bounds[2] <= 180
    assert len(gpd.read_file(tmp_path / "out.gpkg", layer="claims")) == 2


def test_csv_is_no_formula(tmp_path):
    gr.write(CASE, tmp_path / "out.csv")
    table = pd.read_csv(tmp_path / "out.csv")
    assert table["origin"].iloc[0] == "'+7 дом 나진"
    assert table["geometry"].iloc[0].startswith("MULTILINESTRING")


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "csv"])
def test_a_file_that_is_there_is_replaced_whole(suffix, tmp_path):
    target = tmp_path / f"out.{suffix}"
    target.write_text("something else")
    gr.write(CASE, target)
    assert len(gpd.read_file(target, layer=0)) >= 2
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("name", ["out.shp", "out", "no/such/folder/out.gpkg"])
def test_what_cannot_be_written_leaves_nothing_behind(name, tmp_path):
    with pytest.raises(gr.WriteError, match=r"choose"):
        gr.write(CASE, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_halfway_keeps_the_old_file(tmp_path, monkeypatch):
    target = tmp_path / "out.csv"
    target.write_text("old")
    monkeypatch.setattr(
        pd.DataFrame, "to_csv", lambda *_, **__: (_ for _ in ()).throw(OSError(28, "No space left"))
    )
    with pytest.raises(gr.WriteError, match="No space left"):
        gr.write(CASE, target)
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


EVIL = Case.model_validate(
    {
        "title": "<script>alert(1)</script>",
        "sources": {
            "s": {
                "publisher": "A & B {100 %}",
                "author": ["Ann O'Hara", "Ümit_Ö"],
                "title": r"\\input{x} $1 #2",
                "published": "2023-09~",
                "url": "https://example.org/a_b?c=%7B",
                "accessed": "2023-10-01",
            },
            "t": {"type": "report", "published": "2023-10-14/2023-10-16"},
        },
        "claims": {
            "c": {"source": "s", "quote": "<img src=x onerror=alert(1)> ]]> \x0b&amp;", "by": "=cmd()"},
            "d": {"quote": "no", "polarity": "deny", "negation": "withheld", "disputes": ["c"]},
        },
        "routes": {
            "r": {
                "legs": [
                    {
                        "from": [30.7, 46.4],
                        "to": [33.0, 45.0],
                        "mode": "air",
                        "when": "2023-09~",
                        "claims": ["c"],
                    },
                    {"from": [33.0, 45.0], "to": [30.7, 46.4], "mode": "air", "claims": ["d"]},
                ]
            }
        },
    }
)


def layers_of(path):
    return {
        name.split(" (")[0]: pyogrio.read_dataframe(path, layer=name) for name, _ in pyogrio.list_layers(path)
    }


def test_kml_is_read_by_gdal_with_folders_times_and_basis(tmp_path):
    gr.write(CASE, tmp_path / "out.kml")
    found = layers_of(tmp_path / "out.kml")
    assert list(found) == ["Legs", "Denied, not drawn", "Places", "All that is said"]
    leg = found["Legs"].iloc[0]
    assert leg.geometry.geom_type == "MultiLineString"  # split at the antimeridian
    assert (leg["begin"].date().isoformat(), leg["end"].date().isoformat()) == ("2022-08-01", "2022-08-31")
    assert leg["basis"] == "geodesic"
    assert "Basis of the line: geodesic" in leg["description"]
    assert found["Denied, not drawn"].geometry.isna().all()
    want = gr.legs(CASE).geometry.iloc[0]
    assert leg.geometry.length == pytest.approx(want.length, rel=1e-4)


def test_kml_shows_text_as_text(tmp_path):
    gr.write(EVIL, tmp_path / "out.kml")
    text = (tmp_path / "out.kml").read_text(encoding="utf-8")
    root = ET.fromstring(text)  # noqa: S314  our own file
    shown = "".join(root.itertext())
    assert "<img" not in shown
    assert "&lt;img src=x" in shown  # what the balloon shows as a quote
    assert "Withheld: “no”" in shown
    assert "Data: " in shown


def test_geopackage_says_how_qgis_shows_it_and_when(tmp_path):
    gr.write(CASE, tmp_path / "out.gpkg")
    with closing(sqlite3.connect(tmp_path / "out.gpkg")) as file:
        rows = file.execute(
            "SELECT f_table_name, f_geometry_column, styleQML, useAsDefault FROM layer_styles"
        ).fetchall()
        columns = {
            row[0]: row[1]
            for row in file.execute("SELECT table_name, column_name FROM gpkg_geometry_columns")
        }
        fields = {row[1]: row[2] for row in file.execute("PRAGMA table_info(legs)")}
    assert {row[0] for row in rows} == {"legs", "places"}
    for table, geometry, style, default in rows:
        assert (columns[table], default) == (geometry, 1)
        root = ET.fromstring(style.partition("\n")[2])  # noqa: S314  our own file
        symbols = {symbol.get("name") for symbol in root.iter("symbol")}
        assert {rule.get("symbol") for rule in root.iter("rule")} == symbols
    style = {row[0]: row[2] for row in rows}["legs"]
    assert "'observed|reported'" in style  # one claim that tells it as done is enough
    temporal = ET.fromstring(style.partition("\n")[2]).find("temporal")  # noqa: S314  our own file
    for end in ("startField", "endField"):
        assert fields[temporal.get(end)] == "DATETIME"


def test_geoparquet_comes_back_as_it_went(tmp_path):
    gr.write(CASE, tmp_path / "out.parquet")
    back = gpd.read_parquet(tmp_path / "out.parquet")
    legs = gr.legs(CASE)
    assert back.crs == "EPSG:4326"
    assert back["basis"].tolist() == legs["basis"].tolist()
    assert back["earliest"].iloc[0] == pd.Timestamp("2022-08-01")
    assert "attribution" in back
    assert back.geometry.iloc[1] is None


def test_without_pyarrow_the_remedy_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(gr.WriteError, match=r"pip install 'georoutes\[parquet\]'"):
        gr.write(CASE, tmp_path / "out.parquet")
    assert list(tmp_path.iterdir()) == []


def test_geojson_has_when_after_linked_places(tmp_path):
    gr.write(EVIL, tmp_path / "out.geojson")
    document = json.loads((tmp_path / "out.geojson").read_text(encoding="utf-8"))
    leg, denied = document["features"][:2]
    spans = [{"start": {"earliest": "2023-09-01"}, "end": {"latest": "2023-09-30"}}]
    assert leg["when"] == {"timespans": spans, "label": "2023-09~"}
    assert "when" not in denied
    assert document["sources"][0]["publisher"] == "A & B {100 %}"


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@a", "\t=1", " =1", "\n=1", "'=1", '"=1', "\uff1d1", "\ufeff=1", "\r1", "\x00=1"],
)
def test_what_a_spreadsheet_takes_for_a_formula_is_text(text):
    harmless = csv._harmless(text)
    assert harmless.startswith("'")
    assert harmless.replace("'", "") == text.replace("'", "")


def test_a_formula_behind_a_sign_that_may_begin_a_cell_is_text():
    assert csv._harmless("a;=1") == "a;'=1"
    assert csv._harmless('a\t "@b\n-c') == "a\t' \"@b\n'-c"


def test_other_text_and_numbers_stay(tmp_path):
    for value in ("a=1", "", "나진", "2023-09~", "a; b", "LINESTRING (1 -2, -3 4)", -1.5, None):
        assert csv._harmless(value) == value
    gr.write(CASE, tmp_path / "out.csv")
    table = pd.read_csv(tmp_path / "out.csv")
    assert table["length_km"].iloc[0] == pytest.approx(gr.legs(CASE)["length_km"].iloc[0])
    assert "-122.33" in table["geometry"].iloc[0]


def test_sources_as_csl_json(tmp_path):
    gr.write(EVIL, tmp_path / "out.csl.json")
    first, second = json.loads((tmp_path / "out.csl.json").read_text(encoding="utf-8"))
    assert first["type"] == "article-newspaper"
    assert first["container-title"] == "A & B {100 %}"
    assert first["author"] == [{"literal": "Ann O'Hara"}, {"literal": "Ümit_Ö"}]
    assert first["issued"] == {"date-parts": [[2023, 9]], "circa": True}
    assert second["issued"] == {"date-parts": [[2023, 10, 14], [2023, 10, 16]]}


def test_sources_as_bibtex(tmp_path):
    gr.write(EVIL, tmp_path / "out.bib")
    text = (tmp_path / "out.bib").read_text(encoding="utf-8")
    assert re.findall(r"^@(\w+)\{(\w+),$", text, re.MULTILINE) == [("article", "s"), ("misc", "t")]
    assert r"journal = {A \& B \textbraceleft{}100 \%\textbraceright{}}" in text
    assert "author = {{Ann O'Hara} and {Ümit\\_Ö}}" in text
    assert "date = {2023-09~}" in text
    assert text.count("\\input") == 0


def test_hostile_titles_and_ids_leave_bibtex_whole(tmp_path):
    titles = {
        "s": "}{",
        "t": "{unbalanced \\",
        "дом": "@article{x, y}",
        "é": "",
        "source": "% $ # _ ~ ^",
        "a b": "“x”",
        "ab": "}",
    }
    sources = {
        key: {"title": title or "x", "author": ["A; B"], "published": "2004-06-11%"}
        for key, title in titles.items()
    }
    legs = [{"from": [30.7, 46.4], "to": [33.0, 45.0], "mode": "air"}]
    gr.write(
        Case.model_validate({"title": "x", "sources": sources, "routes": {"r": {"legs": legs}}}),
        tmp_path / "out.bib",
    )
    text = (tmp_path / "out.bib").read_text(encoding="utf-8")
    entries = list(entries_of(text))
    assert len(entries) == len(titles)
    keys = [entry.partition(",")[0].partition("{")[2] for entry in entries]
    assert len(set(keys)) == len(keys)
    assert {"s", "t", "source", "ab"} <= set(keys)
    assert "author = {{A, B}}" in entries[0]


def entries_of(text):
    """Split a file as BibTeX does: by counting braces, whatever stands before them."""
    entry, depth = "", 0
    for sign in text:
        entry += sign
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
        if sign == "}" and depth == 0:
            yield entry.strip()
            entry = ""
    assert (entry.strip(), depth) == ("", 0)


def test_a_list_of_sources_needs_no_heavy_writer():
    program = "import sys, georoutes.export; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "fastkml" not in loaded


def test_arcs_between_the_same_areas_are_bowed_apart_and_keep_their_ends(tmp_path):
    there = {"from": "North Korea", "to": "Russia", "mode": "unknown"}
    back = {"from": "Russia", "to": "North Korea", "mode": "unknown"}
    path = {"from": [30.7, 46.4], "to": [33.0, 45.0], "mode": "air"}
    routes = {str(i): {"legs": [leg]} for i, leg in enumerate([there, there, back, there, path, path])}
    case = Case.model_validate({"title": "x", "routes": routes})
    gr.write(case, tmp_path / "out.gpkg")
    lines = gpd.read_file(tmp_path / "out.gpkg", layer="legs").geometry.line_merge()
    arcs, paths = lines[:4], lines[4:]
    ends = {frozenset((line.coords[0], line.coords[-1])) for line in arcs}
    assert len(ends) == 1
    for i, one in enumerate(arcs):
        for other in arcs[i + 1 :]:
            assert one.hausdorff_distance(other) > 1  # degree
    assert arcs.is_valid.all()
    assert paths.iloc[0].equals(paths.iloc[1])
    traced = gr.legs(case).geometry  # in a frame they are as they were traced
    assert traced[0].equals(traced[1])


SUFFIXES = [".csv", ".geojson", ".gpkg", ".kml", ".parquet"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_file_of_legs_names_their_passages(tmp_path, suffix):
    leg = {"from": [30.74, 46.49], "to": [28.95, 41.01], "mode": "sea"}
    case = gr.Case(title="A voyage", routes={"voyage": {"legs": [leg]}})
    file = tmp_path / f"voyage{suffix}"
    gr.write(case, file)
    if suffix == ".kml":
        assert "Passages: Bosporus" in file.read_text(encoding="utf-8")
    elif suffix == ".csv":
        assert pd.read_csv(file)["passages"].tolist() == ["bosporus"]
    else:
        layer = {"layer": "legs"} if suffix == ".gpkg" else {}
        legs = gpd.read_parquet(file) if suffix == ".parquet" else gpd.read_file(file, **layer)
        assert legs["passages"].iloc[0] == "bosporus"
