"""Out to files, and back."""

import json
from itertools import pairwise

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest

import georoutes as gr
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


def test_geopackage_has_three_layers(tmp_path):
    gr.write(CASE, tmp_path / "out.gpkg")
    assert pyogrio.list_layers(tmp_path / "out.gpkg")[:, 0].tolist() == ["legs", "places", "claims"]
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
