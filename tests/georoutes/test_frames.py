"""Frames: what they hold, and what is refused at their door."""

import json

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, Point

import georoutes as gr
from georoutes.frames import CLAIM_COLUMNS, LEG_COLUMNS, PLACE_COLUMNS, check_legs, check_places
from georoutes.model import Case

A, B, C = [30.7, 46.4], [33.0, 45.0], [41.6, 41.6]
CASE = Case.model_validate(
    {
        "title": "x",
        "sources": {
            "s": {"publisher": "Example News", "published": "2022-08", "url": "https://example.org/a"}
        },
        "claims": {
            "yes": {
                "source": "s",
                "quote": "it flew",
                "quantity": {"min": 1000, "unit": "crates"},
                "modality": "observed",
            },
            "more": {"source": "s", "quote": "it flew too", "quantity": {"value": 3000, "unit": "crates"}},
            "no": {"source": "s", "quote": "it did not", "polarity": "deny", "disputes": ["yes"]},
        },
        "routes": {
            "r": {
                "legs": [
                    {"from": A, "to": B, "mode": "air", "when": "../2022-08-03", "claims": ["yes", "more"]},
                    {"from": B, "to": C, "mode": "air", "claims": ["no"]},
                ]
            }
        },
    }
)


@pytest.fixture(scope="module")
def legs():
    return gr.legs(CASE)


def test_columns_and_coordinates(legs):
    assert tuple(legs.columns) == LEG_COLUMNS
    assert tuple(gr.places(CASE).columns) == PLACE_COLUMNS
    assert tuple(gr.claims(CASE).columns) == CLAIM_COLUMNS
    assert legs.crs == gr.places(CASE).crs == "EPSG:4326"
    assert legs.geometry.iloc[0].coords[0] == tuple(A)


def test_dates_are_days_or_unknown(legs):
    assert pd.isna(legs["earliest"].iloc[0])
    assert legs["latest"].iloc[0] == pd.Timestamp("2022-08-03")
    assert pd.isna(legs["latest"].iloc[1])


def test_days_before_1677_and_after_2262_survive():
    leg = {"from": A, "to": B, "mode": "air", "when": "1588-07-29"}
    frame = gr.legs(Case.model_validate({"title": "x", "routes": {"r": {"legs": [leg]}}}))
    assert frame["earliest"].iloc[0].year == 1588


def test_a_denial_stands_beside_what_it_denies(legs):
    assert legs["denials"].tolist() == ["no", "no"]


def test_what_is_only_denied_is_not_drawn(legs):
    denied = legs.iloc[1]
    assert denied["polarity"] == "deny"
    assert denied.geometry is None
    assert pd.isna(denied["length_km"])


def test_quantities_stand_side_by_side_and_are_not_summed(legs):
    assert legs["quantity"].iloc[0] == "at least 1,000 crates; 3,000 crates"


def test_spans_are_readable(legs):
    (span,) = json.loads(legs["spans"].iloc[0])
    assert span["kind"] == "geodesic"
    assert span["to_km"] == pytest.approx(legs["length_km"].iloc[0])


def test_stops_are_in_order_and_once():
    places = gr.places(CASE)
    assert places["role"].tolist() == ["origin", "transshipment", "destination"]


def test_an_area_is_said_to_be_one():
    leg = {"from": "North Korea", "to": "Russia", "mode": "unknown"}
    case = Case.model_validate({"title": "x", "routes": {"r": {"legs": [leg]}}})
    assert gr.places(case)["precision"].tolist() == ["area", "area"]
    assert gr.legs(case)["basis"].tolist() == ["schematic"]


def test_a_leg_without_a_path_is_named():
    leg = {"from": [37.62, 55.75], "to": A, "mode": "sea"}
    with pytest.raises(gr.NoPathError, match=r"route 'r', leg 1 .* by sea"):
        gr.legs(Case.model_validate({"title": "x", "routes": {"r": {"legs": [leg]}}}))


def lines(**columns):
    cells = {name: [value] for name, value in columns.items()}
    return gpd.GeoDataFrame(cells, geometry=[LineString([(0, 0), (1, 1)])], crs=4326)


def test_the_door_fills_in_what_is_optional():
    checked = check_legs(lines())
    assert tuple(checked.columns) == LEG_COLUMNS
    assert checked.iloc[0][["mode", "basis", "origin"]].tolist() == ["unknown", "", ""]
    assert tuple(check_places(gpd.GeoDataFrame(geometry=[Point(0, 0)], crs=4326)).columns) == PLACE_COLUMNS


def test_the_door_keeps_rows_together_whatever_their_index():
    frame = pd.concat(
        [lines(mode="sea", earliest="1588-07-29"), lines(mode="rail", earliest=pd.NaT)]
    ).set_index(pd.Index([7, 3]))
    checked = check_legs(frame)
    assert checked["earliest"].dt.year.tolist()[0] == 1588
    assert checked["mode"].tolist() == ["sea", "rail"]
    assert checked.index.tolist() == [7, 3]


def test_the_door_brings_other_coordinates_into_degrees():
    assert check_legs(lines().to_crs(3857)).geometry.iloc[0].coords[1] == pytest.approx((1, 1))


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (pd.DataFrame({"a": [1]}), "must be a GeoDataFrame"),
        (gpd.GeoDataFrame(geometry=[LineString([(0, 0), (1, 1)])]), "coordinate system"),
        (gpd.GeoDataFrame(geometry=[Point(0, 0)], crs=4326), "must be lines"),
    ],
)
def test_the_door_refuses(frame, message):
    with pytest.raises(gr.FrameError, match=message):
        check_legs(frame)


def test_places_must_be_points():
    with pytest.raises(gr.FrameError, match="must be points"):
        check_places(lines())


def test_dated_paths_become_points_in_time(examples):
    case = gr.read_case(examples / "grain_odesa_tripoli.yaml")
    points = gr.legs(case, exploded=True)
    line = gr.legs(case).geometry.iloc[0]
    assert points["trajectory"].unique().tolist() == ["razoni leg 1"]  # the second leg has no last day
    assert points.index.is_monotonic_increasing
    assert points.index.is_unique
    assert (str(points.index[0]), str(points.index[-1])) == ("2022-08-01 00:00:00", "2022-08-04 00:00:00")
    assert points.geometry.iloc[0].coords[0] == line.coords[0]
    assert points.geometry.iloc[-1].coords[0] == line.coords[-1]
    assert set(points["time_basis"]) == {"spread over the dates, not reported"}


def test_arcs_and_open_dates_give_no_points():
    legs = [
        {"from": "Russia", "to": "China", "mode": "unknown", "when": "2022-08"},
        {"from": [30.7, 46.4], "to": [33.0, 45.0], "mode": "air", "when": "../2022-08"},
    ]
    case = Case.model_validate({"title": "x", "routes": {"r": {"legs": legs}}})
    points = gr.legs(case, exploded=True)
    assert len(points) == 0
    assert points.crs == "EPSG:4326"


@pytest.mark.filterwarnings("ignore")  # its own, of what pandas 4 will change
def test_movingpandas_takes_the_points(examples):
    import movingpandas as mpd  # noqa: PLC0415  what it warns of is its own

    points = gr.legs(gr.read_case(examples / "grain_odesa_tripoli.yaml"), exploded=True)
    (trajectory,) = mpd.TrajectoryCollection(points, "trajectory").trajectories
    assert 600_000 < trajectory.get_length() < 700_000
