"""What a path by land keeps to and avoids, as people write it."""

from __future__ import annotations

import pickle

import pandas as pd
import pytest
import shapely
from pyproj import Geod

import georoutes as gr
from georoutes.bounds import settled
from georoutes.networks.limits import Around

GEOD = Geod(ellps="WGS84")
LYON = (4.835, 45.764)


def nearest_km(path, lon, lat):
    spot = shapely.get_coordinates(shapely.shortest_line(path.geometry, shapely.Point(lon, lat)))[0]
    return GEOD.inv(*spot, lon, lat)[2] / 1000


@pytest.mark.parametrize("name", ["China", "cn", "Chine", "Китай", "中国"])
def test_a_country_goes_by_any_name(name):
    assert settled("rail", avoid=[name])[1] == ("CN",)
    assert settled("road", [name])[0] == ("CN",)


@pytest.mark.parametrize(
    "name", ["KP-RU", "kp-ru", "North Korea-Russia", "North Korea \u2013 Russia", "Nordkorea/RU"]
)
def test_a_border_goes_by_the_names_of_its_sides(name):
    assert settled("rail", avoid=[name])[1] == ("KP-RU",)


def test_a_name_with_a_hyphen_is_no_border():
    assert settled("rail", avoid=["Guinea-Bissau", "Timor-Leste"])[1] == ("GW", "TL")


def test_the_trans_siberian_stays_in_russia_by_name():
    for limits in ({"avoid": ["China"]}, {"countries": ["Россия"]}):
        path = gr.path("Moscow", "Vladivostok", mode="rail", **limits)
        assert path.length_km == pytest.approx(9288, rel=0.02)  # as the railway counts it
        assert [code for code, _ in path.countries] == ["RU"]


@pytest.mark.parametrize("avoid", ["Lyon", "4.835,45.764", LYON])
@pytest.mark.parametrize("mode", ["rail", "road"])
def test_a_place_is_passed_at_a_distance(avoid, mode):
    free = gr.path("Paris", "Marseille", mode=mode)
    path = gr.path("Paris", "Marseille", mode=mode, avoid=[avoid])
    assert nearest_km(path, *LYON) > 9.9
    if mode == "rail":  # every trunk line of the south-east passes Lyon
        assert nearest_km(free, *LYON) < 25
    assert path.length_km >= free.length_km - 0.001


def test_an_end_in_what_is_avoided_is_refused():
    with pytest.raises(gr.LimitError, match=r"avoid closes \d+ km around Lyon .*, and Lyon lies there"):
        gr.path("Paris", "Lyon", mode="rail", avoid=["Lyon"])


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (
            {"countries": ["Rusia", "Chna"]},
            r"countries has 'Chna', which is not known; did you mean 'China'\?",
        ),
        ({"avoid": ["Kazakstn"]}, "avoid has 'Kazakstn', which is not known; did you mean 'Kazakhstan'"),
        ({"avoid": ["xx-yy"]}, "avoid has 'xx-yy', which is not known"),
        ({"avoid": ["Bavaria"]}, "'Bavaria', which is an area"),
        ({"avoid": ["Korea"]}, r"'Korea' may be .*KR.*KP"),
        ({"avoid": "Lyon"}, r"give a list: \['Lyon'\]"),
        ({"avoid": [7]}, "avoid has 7, which is no text"),
    ],
)
def test_what_is_not_known_is_shown_as_typed(limits, message):
    with pytest.raises(gr.LimitError, match=message):
        gr.path("Paris", "Marseille", mode="rail", **limits)


def test_names_serve_in_a_table_and_a_suggestion():
    table = pd.DataFrame({"from": ["Moscow", "Paris", "Lyon"], "to": ["Vladivostok", "Marseille", "Paris"]})
    ends = {"origin": "from", "destination": "to", "mode": "rail", "errors": "coerce"}
    for geometry in (True, False):
        rows = gr.route_frame(table, **ends, avoid=["China", "Lyon"], geometry=geometry)
        assert rows["length_km"].iloc[0] == pytest.approx(9288, rel=0.02)
        assert "Lyon lies there" in rows["error"].iloc[2]
    with pytest.raises(gr.LimitError, match="'Chna'"):
        gr.route_frame(table, **ends, avoid=["Chna"], geometry=False)
    offers = gr.suggest(
        "Rajin", "Tikhoretsk", modes=["sea", "rail"], countries=["North Korea", "Russia"], avoid=["China"]
    )
    assert offers[0].stops[1].country == "RU"
    assert offers[0].route.legs[1].avoid == ("China",)


def test_a_case_may_avoid_a_place_of_its_own():
    leg = {
        "from": "Paris",
        "to": "Marseille",
        "mode": "rail",
        "avoid": ["the junction"],
        "countries": ["France"],
    }
    words = {
        "title": "x",
        "places": {"the junction": {"lon": LYON[0], "lat": LYON[1], "radius_km": 20}},
        "routes": {"r": {"legs": [leg]}},
    }
    case = gr.Case.model_validate(words)
    (line,) = gr.legs(case).geometry
    spot = shapely.get_coordinates(shapely.shortest_line(line, shapely.Point(LYON)))[0]
    assert GEOD.inv(*spot, *LYON)[2] / 1000 > 19.9


def test_the_command_takes_names(command):
    run = command("path", "Moscow", "Vladivostok", "--mode", "rail", "--avoid", "China")
    assert b"9,2" in run.stdout
    refused = command("path", "Paris", "Lyon", "--mode", "rail", "--country", "Frnce")
    assert refused.returncode
    assert b"'Frnce', which is not known; did you mean 'France'" in refused.stderr


def test_surroundings_travel_between_processes():
    around = Around("Lyon", *LYON, 10.0)
    again = pickle.loads(pickle.dumps(around))  # noqa: S301  made here
    assert (again, again.km, again.lat) == (around, 10.0, LYON[1])
