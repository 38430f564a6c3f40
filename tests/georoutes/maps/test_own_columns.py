"""What else than a case is drawn: frames with columns of their own, a route alone, paths and suggestions."""

import json
import re

import geopandas
import pytest
from shapely.geometry import LineString, Point

import georoutes as gr
from georoutes.errors import FrameError
from georoutes.maps import RouteMap
from georoutes.model import Route

NAMES = ["a", "<b>two</b>", "العربية"]


def foreign(**columns: list) -> geopandas.GeoDataFrame:
    lines = [LineString([(10 * n, 40), (10 * n + 8, 45)]) for n in range(3)]
    return geopandas.GeoDataFrame(columns, geometry=lines, crs=4326)


def island(drawn: RouteMap) -> dict:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', drawn.to_html(), re.DOTALL)
    return json.loads(found[1])


def test_a_frame_keeps_its_own_columns_and_names() -> None:
    data = island(gr.draw(legs=foreign(name=NAMES, n=[1, 2, None], mode=["sea"] * 3)))
    assert data["own"] == ["name", "n"]
    assert [leg["label"] for leg in data["legs"]] == NAMES
    assert [leg["own"] for leg in data["legs"]] == [["a", "1.0"], ["<b>two</b>", "2.0"], ["العربية", ""]]


def test_ends_name_a_leg_unless_a_column_is_asked_for() -> None:
    frame = foreign(origin=["A", "", ""], destination=["B", "", ""], Title=NAMES, code=["x", "y", "z"])
    assert [leg.get("label") for leg in island(gr.draw(legs=frame))["legs"]] == [None, *NAMES[1:]]
    asked = island(gr.draw(legs=frame, label="code"))
    assert [leg["label"] for leg in asked["legs"]] == ["x", "y", "z"]
    with pytest.raises(FrameError, match="no such column; they have origin, destination, Title, code"):
        gr.draw(legs=frame, label="nome")


def test_second_geometries_and_numbered_columns() -> None:
    frame = foreign(**{"0": ["p", "q", "r"]}).rename(columns={"0": 0})
    frame["middle"] = geopandas.GeoSeries([Point(0, 0)] * 3, crs=4326)
    assert island(gr.draw(legs=frame))["own"] == ["0"]


def test_the_columns_that_mean_something_are_public_and_documented() -> None:
    assert gr.LEG_COLUMNS[-1] == "geometry"
    told = gr.draw.__doc__ or ""
    internal = {
        "route",
        "leg",
        "spans",
        "direct_km",
        "healed_km",
        "countries_km",
        "crossings",
        "passages",
        "independent_sources",
    }
    assert all(f"``{column}``" in told for column in gr.LEG_COLUMNS if column not in internal | {"geometry"})


def test_a_route_alone_is_drawn_without_what_it_does_not_hold() -> None:
    route = Route.model_validate(
        {"cargo": "mail", "legs": [{"from": "Moscow", "to": "Kyiv", "mode": "air", "claims": ["c1"]}]}
    )
    data = island(gr.draw(route))
    assert (data["title"], data["claims"]) == ("mail", {})
    assert data["subtitle"].startswith("Drawn without its claims")
    assert [stop["name"] for stop in data["stops"]] == ["Moscow", "Kyiv"]


def test_a_route_whose_place_only_its_case_knows_says_so() -> None:
    route = Route.model_validate({"legs": [{"from": "Moscow", "to": "qqq depot qqq", "mode": "air"}]})
    with pytest.raises(ValueError, match="qqq") as caught:
        gr.draw(route)
    assert "draw the case" in caught.value.__notes__[0]


def test_paths_and_suggestions_are_drawn() -> None:
    way = gr.path("Vladivostok", "Busan", mode="sea")
    assert len(island(gr.draw(way))["legs"]) == 1
    assert len(island(gr.draw([way, way]))["legs"]) == 2
    offer = gr.suggest("Rajin", "Tikhoretsk", modes=["sea", "rail"], countries=["KP", "RU"], limit=1)
    assert [leg["mode"] for leg in island(gr.draw(offer))["legs"]] == ["sea", "rail"]


@pytest.mark.parametrize(
    ("subject", "told"), [(foreign(), r"legs=frame"), (3, "Case, a Route"), ([], "empty list")]
)
def test_anything_else_is_refused_with_what_would_do(subject: object, told: str) -> None:
    with pytest.raises(TypeError, match=told):
        gr.draw(subject)


def test_known_columns_without_a_row_of_their_own_are_shown_of_a_foreign_frame() -> None:
    frame = foreign(
        route=["R1", "R2", "R3"], crossings=["", "PL-DE", ""], passages=["suez"] * 3, mode=["sea"] * 3
    )
    data = island(gr.draw(legs=frame))
    assert data["own"] == ["route", "crossings"]
    assert data["legs"][1]["own"] == ["R2", "PL-DE"]
    path = gr.path((32.3, 31.26), (32.55, 29.95), mode="sea")
    assert "crossings" not in island(gr.draw(path))["own"]


def test_a_path_is_drawn_by_its_mode() -> None:
    way = gr.path((37.62, 55.75), (30.52, 50.45), mode="air")
    assert (way.mode, island(gr.draw(way))["legs"][0]["mode"]) == ("air", "air")
    assert island(gr.draw(gr.alternatives((32.3, 31.26), (32.55, 29.95))[0]))["legs"][0]["mode"] == "sea"
