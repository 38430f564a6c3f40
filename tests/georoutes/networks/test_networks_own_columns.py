"""Lines as OpenStreetMap, Geofabrik and Overture give them: rows, gauges and directions by their columns."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import GeometryCollection, LineString, Point, Polygon

import georoutes as gr
from georoutes.networks.own.columns import gauges

WEST, EAST = LineString([(10.0, 50.0), (10.5, 50.0)]), LineString([(10.5, 50.0), (11.0, 50.0)])
ASTRAY = LineString([(10.5, 50.0), (10.5, 50.4)])
# the broad-gauge line from Izov in Ukraine to Hrubieszów in Poland, and the line of usual gauge beyond
BROAD = LineString([(24.35, 50.83), (23.95, 50.80), (23.90, 50.80)])
USUAL = LineString([(23.90, 50.80), (23.40, 50.80)])


def lines(*shapes, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs="EPSG:4326")


def gauge_changes(network):
    path = gr.path((24.34, 50.83), (23.41, 50.80), mode="rail", networks=[network])
    return [(round(c.lon, 1), c.before, c.after) for c in path.crossings if c.kind == "gauge"]


@pytest.mark.parametrize("broad", ["1520", 1520, "1520;1435", "1524"])
def test_a_column_of_gauges_counts_more_than_the_country(broad):
    usual = "1435" if isinstance(broad, str) else 1435
    network = gr.Network.from_lines(lines(BROAD, USUAL, gauge=[broad, usual]))
    changes = gauge_changes(network)
    if broad == "1520;1435":  # both run to the junction
        assert changes == []
    else:
        assert changes == [(23.9, "1520", "1435")]


# from San Sebastián in Spain to Biarritz in France
COAST = LineString([(-1.98, 43.31), (-1.79, 43.34), (-1.56, 43.46)])


@pytest.mark.parametrize(
    ("columns", "changes"),
    [({}, [("1668", "1435")]), ({"gauge": ["unknown"]}, [("1668", "1435")]), ({"gauge": ["1435"]}, [])],
)
def test_without_the_column_the_gauge_changes_at_the_border(columns, changes):
    network = gr.Network.from_lines(lines(COAST, **columns))
    path = gr.path((-1.97, 43.31), (-1.57, 43.455), mode="rail", networks=[network])
    assert [(c.before, c.after) for c in path.crossings if c.kind == "gauge"] == changes
    assert [c.kind for c in path.crossings if c.kind == "border"] == ["border"]


def test_what_a_gauge_can_look_like():
    told = ["1435", 1435.0, "1520;1435", "1000 mm", None, float("nan"), "standard", "12"]
    found = gauges(lines(*[WEST] * len(told), gauge=told))
    read = [found.known[number] if number >= 0 else () for number in found.number.tolist()]
    assert read == [(1435,), (1435,), (1520, 1435), (1000,), (), (), (), ()]


def test_rows_are_chosen_by_the_tags_of_openstreetmap():
    frame = lines(
        WEST, EAST, ASTRAY, ASTRAY,
        railway=["rail", "rail", "rail", None], highway=[None, None, None, "primary"],
        service=[None, None, "siding", None],
    )  # fmt: skip
    assert gr.Network.from_lines(frame).km == pytest.approx(71.7, abs=0.1)
    assert gr.Network.from_lines(frame, mode="road").km == pytest.approx(44.5, abs=0.1)


@pytest.mark.parametrize("suffix", [".shp", ".gpkg"])
def test_a_download_of_geofabrik_is_a_network(tmp_path, suffix):
    file = tmp_path / f"gis_osm_railways_free_1{suffix}"
    lines(
        WEST, EAST, ASTRAY, osm_id=["1", "2", "3"], code=[6101, 6101, 6103], fclass=["rail", "rail", "tram"]
    ).to_file(file)
    assert gr.Network.open(file, mode="rail").km == pytest.approx(71.7, abs=0.1)
    with pytest.raises(gr.FrameError, match="no row is a road by its column 'fclass', which has rail, tram"):
        gr.Network.open(file, mode="road")


def test_segments_of_overture_are_a_network(tmp_path):
    frame = lines(
        WEST, EAST, ASTRAY, ASTRAY,
        id=["a", "b", "c", "d"], subtype=["rail", "rail", "road", "water"],
        connectors=[[{"connector_id": "1", "at": 0.0}]] * 4, **{"class": ["standard_gauge", None, "primary", None]},
    )  # fmt: skip
    frame.to_parquet(tmp_path / "segment.parquet")
    rail = gr.Network.open(tmp_path / "segment.parquet", mode="rail")
    assert (len(rail.components()), round(rail.km)) == (1, 72)
    assert gr.Network.open(tmp_path / "segment.parquet", mode="road").km == pytest.approx(44.5, abs=0.1)


def test_an_extract_with_gauges(tmp_path):
    osmium = pytest.importorskip("osmium")
    file = tmp_path / "extract.osm.pbf"
    spots = [*BROAD.coords, USUAL.coords[1]]
    with osmium.SimpleWriter(str(file)) as writer:
        for number, spot in enumerate(spots, start=1):
            writer.add_node(osmium.osm.mutable.Node(id=number, location=spot))
        broad = {"railway": "rail", "gauge": "1520"}
        writer.add_way(osmium.osm.mutable.Way(id=1, nodes=[1, 2, 3], tags=broad))
        writer.add_way(osmium.osm.mutable.Way(id=2, nodes=[3, 4], tags={"railway": "rail", "gauge": "1435"}))
    assert gauge_changes(gr.Network.from_pbf(file)) == [(23.9, "1520", "1435")]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (["yes", "no"], "1 line for one direction is"),
        (["F", "B"], "1 line for one direction is"),
        ([True, True], "2 lines for one direction are"),
        (["-1", None], "1 line for one direction is"),
    ],
)
def test_lines_for_one_direction_are_used_in_both_and_that_is_said(told, said):
    network = gr.Network.from_lines(lines(WEST, EAST, oneway=told), mode="road")
    back = gr.path((11.0, 50.0), (10.0, 50.0), mode="road", networks=[network])
    assert back.length_km == pytest.approx(71.7, abs=0.1)
    assert f"{said} used in both" in back.method
    both = gr.Network.from_lines(lines(WEST, EAST, oneway=["no", "B"]), mode="road")
    assert "direction" not in gr.path((11.0, 50.0), (10.0, 50.0), mode="road", networks=[both]).method


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (lines(Polygon([(0, 0), (1, 0), (1, 1)])), "found Polygon; keep those rows"),
        (lines(GeometryCollection([WEST, Point(1, 2)])), "found GeometryCollection"),
        (lines(None, None), "no line in the frame"),
        (lines(LineString()), "no line in the frame"),
        (gpd.GeoDataFrame({"a": [1]}), r"no column of shapes; name it with \.set_geometry"),
        (
            lines(WEST).set_crs(None, allow_override=True),
            r"no coordinate system; .*set_crs.* `ogr2ogr -a_srs EPSG:4326",
        ),
        (
            lines(LineString([(4_500_000, 2_900_000), (4_600_000, 2_900_000)])),
            "is the coordinate system .* right",
        ),
        (lines(WEST, railway=["tram"]), "no row is a rail by its column 'railway', which has tram"),
    ],
)
def test_what_is_no_network_is_told_with_a_remedy(frame, said):
    with pytest.raises(gr.FrameError, match=said):
        gr.Network.from_lines(frame)


def test_lines_that_stand_twice_count_once():
    assert gr.Network.from_lines(lines(WEST, WEST, WEST.reverse(), EAST)).km == pytest.approx(71.7, abs=0.1)


def test_numbers_of_rows_are_those_of_the_frame():
    frame = lines(WEST, LineString([(0, 0), (0, np.inf)]))
    frame.index = ["a", "b"]
    with pytest.raises(gr.FrameError, match="row 'b' has the position"):
        gr.Network.from_lines(frame)
