"""Leg → Path."""

from itertools import pairwise

import pytest
from pyproj import Geod

import georoutes as gr
from gazetteer import Place
from georoutes.errors import WrongTypeError
from georoutes.locate import locate
from georoutes.model import Case
from georoutes.trace import trace

WGS84 = Geod(ellps="WGS84")


def traced(**leg):
    case = Case.model_validate({"title": "x", "routes": {"r": {"legs": [leg]}}})
    return trace(case.routes["r"].legs[0], locate(case))


@pytest.mark.parametrize("mode", ["sea", "rail", "road", "air", "river", "unknown"])
def test_every_path_says_what_it_rests_on(mode):
    path = gr.path("Odesa", "Istanbul" if mode in {"sea", "air"} else "Kyiv", mode=mode)
    assert path.basis in {"network", "geodesic", "schematic"}
    assert path.length_km > 300
    assert path.method
    assert path.spans[0].from_km == 0
    assert path.spans[-1].to_km == pytest.approx(path.length_km)
    assert path.spans[-1].to_vertex == len(path.geometry.coords) - 1
    assert path.connector_km == pytest.approx(
        sum(s.length_km for s in path.spans if s.kind == "connector"), abs=0.01
    )
    assert path.assumed_km == pytest.approx(
        sum(s.length_km for s in path.spans if s.kind == "assumed"), abs=0.01
    )


@pytest.mark.parametrize(("origin", "destination"), [("North Korea", "Russia"), ("Odesa", "Middle East")])
@pytest.mark.parametrize("mode", ["sea", "rail", "road", "air"])
def test_an_end_in_an_area_gives_an_arc_whatever_the_mode(origin, destination, mode):
    path = gr.path(origin, destination, mode=mode)
    assert path.basis == "schematic"
    assert {span.kind for span in path.spans} == {"schematic"}
    assert any("arc" in warning for warning in path.warnings)


def test_air_is_the_geodesic():
    path = gr.path((37.62, 55.75), (-73.78, 40.64), mode="air")
    assert path.length_km == pytest.approx(WGS84.inv(37.62, 55.75, -73.78, 40.64)[2] / 1000, rel=1e-6)
    assert path.basis == "geodesic"


def test_via_is_passed():
    path = gr.path((30.0, 50.0), (40.0, 50.0), mode="air", via=[(35.0, 60.0)])
    assert (35.0, 60.0) in path.geometry.coords
    assert path.length_km > 2 * WGS84.inv(30, 50, 35, 60)[2] / 1000 - 1


def test_a_line_over_the_antimeridian_is_unbroken():
    path = gr.path((158.65, 53.02), (-122.33, 47.60), mode="air")
    lons = [lon for lon, _ in path.geometry.coords]
    assert lons[-1] == pytest.approx(360 - 122.33)
    assert max(abs(b - a) for a, b in pairwise(lons)) < 20


def test_a_line_given_in_the_case_is_kept():
    line = {"basis": "reported", "line": [[33, 45], [35, 44]]}
    path = traced(**{"from": [30.7, 46.4], "to": [41.6, 41.6], "mode": "sea", "path": line})
    assert list(path.geometry.coords) == [(30.7, 46.4), (33, 45), (35, 44), (41.6, 41.6)]
    assert (path.basis, path.assumed_km) == ("reported", 0)


def test_a_line_drawn_by_hand_counts_as_assumed():
    line = {"basis": "assumed", "line": [[33, 45]]}
    path = traced(**{"from": [30.7, 46.4], "to": [35, 44], "mode": "sea", "path": line})
    assert path.assumed_km == path.length_km > 0


def test_a_line_given_between_areas_covers_its_own_points_only():
    line = {"basis": "reported", "line": [[131, 42], [132, 43]]}
    path = traced(**{"from": "North Korea", "to": "Russia", "mode": "rail", "path": line})
    assert list(path.geometry.coords) == [(131, 42), (132, 43)]
    assert len(path.warnings) == 2
    one = {"basis": "reported", "line": [[131, 42]]}
    with pytest.raises(gr.NoPathError, match="at least two points"):
        traced(**{"from": "North Korea", "to": "Russia", "mode": "rail", "path": one})


def test_place_names_are_credited_wherever_a_path_is_made():
    assert any("GeoNames" in credit for credit in gr.path("Odesa", "Kyiv", mode="air").attribution)


def test_a_disc_is_warned_of():
    depot = Place("x:1", "the depot", "site", "RU", lon=40.12, lat=45.85, radius_km=15)
    assert any(
        "within 15 km" in warning for warning in gr.path("Rostov-na-Donu", depot, mode="rail").warnings
    )


def test_an_unknown_mode_is_refused_with_advice():
    with pytest.raises(ValueError, match="did you mean 'rail'"):
        gr.path((0, 0), (1, 1), mode="rial")


@pytest.mark.parametrize("mode", ["sea", "rail", "road"])
def test_no_path_is_an_error_and_not_a_line(mode):
    with pytest.raises(gr.NoPathError, match="km"):
        gr.path((0.0, 0.0) if mode != "sea" else (37.62, 55.75), (30.5, 50.4), mode=mode)


def test_warnings_of_a_leg_by_places_on_the_way_name_their_stretch():
    path = gr.path("Moscow", "Moscow", mode="road", via=["Tula"])
    of_lines = [text for text in path.warnings if "another main road" in text]
    assert {text.partition(": ")[0] for text in of_lines} <= {
        "Between Moscow and Tula", "Between Tula and Moscow",
    }  # fmt: skip
    assert of_lines
    assert not any("whole way" in text for text in path.warnings)


def test_a_leg_that_its_places_turn_back_is_told():
    path = gr.path("Moscow", "Vladivostok", mode="rail", via=["Omsk", "Perm"])
    assert any(
        text.startswith("The whole way is 1.8 times as long as the straight line from Moscow to Vladivostok")
        for text in path.warnings
    )
    in_order = gr.path("Moscow", "Vladivostok", mode="rail", via=["Perm", "Omsk"])
    assert not any("whole way" in text for text in in_order.warnings)


def test_places_on_the_way_may_be_none_and_must_be_a_list():
    direct = gr.path("Moscow", "Tula", mode="rail")
    assert gr.path("Moscow", "Tula", mode="rail", via=None).length_km == direct.length_km
    with pytest.raises(WrongTypeError, match="via is 5; give"):
        gr.path("Moscow", "Tula", mode="rail", via=5)
    with pytest.raises(WrongTypeError, match=r"\[\(lon, lat\)\]"):
        gr.path("Moscow", "Tula", mode="rail", via=(73.4, 55.0))
