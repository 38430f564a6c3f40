"""What claims say of the geography, against what is known of it."""

import pytest
from shapely.geometry import Point

import georoutes as gr
from georoutes.checks import borders
from georoutes.model import Case


def measured(check, **places):
    legs = [{"from": [30.7, 46.4], "to": [33.0, 45.0], "mode": "air"}]
    case = {
        "title": "x", "places": places, "claims": {"c": {"says": "so", "checks": [check]}},
        "routes": {"r": {"legs": legs}},
    }  # fmt: skip
    found = gr.check(Case.model_validate(case))
    return found[found["about"] == "claim c"].iloc[-1]


def verdict(check, **places):
    return measured(check, **places)["verdict"]


DEPOT = {"depot": {"near": "Tikhoretsk", "radius_km": 15}}


def test_the_depot_is_about_200_km_from_the_border_and_not_290():
    check = {"kind": "distance to border", "from": "depot", "border": ["UA"], "unit": "km"}
    found = measured(check | {"value": 200, "words": "roughly 200 kilometers"}, **DEPOT)
    assert found["verdict"] == "agrees"
    assert found["asserted"] == "“roughly 200 kilometers” = 200 km"
    assert found["measured"].startswith("202 km (172 to 232")
    assert "as they are administered" in found["data"]
    assert verdict(check | {"value": 290}, **DEPOT) == "differs"
    assert verdict(check | {"max": 100}, **DEPOT) == "differs"
    assert verdict(check | {"min": 150}, **DEPOT) == "agrees"


def test_miles_are_not_kilometres():
    check = {"kind": "distance", "from": "London", "to": "Paris", "value": 213}
    assert verdict(check | {"unit": "mi"}) == "agrees"  # 344 km
    assert verdict(check | {"unit": "km"}) == "differs"
    assert verdict(check | {"unit": "nmi", "value": 185}) == "agrees"


def test_vostochny_is_far_from_the_border_with_north_korea():
    check = {"kind": "distance to border", "from": "Vostochny Cosmodrome", "border": ["KP", "RU"]}
    found = measured(check | {"words": "not too far"})
    assert found["verdict"] == "note"  # no figure is asserted
    assert 1_040 < float(found["measured"].split()[0].replace(",", "")) < 1_080
    assert verdict(check | {"max": 200, "unit": "km"}) == "differs"


def test_the_length_of_a_border():
    check = {"kind": "length of border", "border": ["KP", "KR"], "unit": "mi"}
    assert verdict(check | {"value": 155}) == "agrees"
    assert verdict(check | {"value": 700}) == "differs"
    short = measured({"kind": "length of border", "border": ["KP", "RU"], "value": 11, "unit": "mi"})
    assert short["verdict"] == "note"  # 17 km, of which outlines at 1:10m know little
    assert "too coarse" in short["measured"]


def test_countries_without_a_common_border():
    found = measured({"kind": "length of border", "border": ["PT", "RU"], "value": 1, "unit": "km"})
    assert found["verdict"] == "wrong"
    assert "no land border" in found["measured"]


def test_a_country_in_a_region():
    check = {"kind": "in", "from": "North Korea"}
    assert verdict(check | {"region": "Southeast Asia"}) == "differs"
    assert verdict(check | {"region": "Northeast Asia"}) == "agrees"
    assert verdict({"kind": "in", "from": "Tikhoretsk", "region": "Russia"}) == "agrees"
    assert verdict({"kind": "in", "from": "Tikhoretsk", "region": "Ukraine"}) == "differs"


@pytest.mark.parametrize(
    ("place", "country", "expected"),
    [
        ("Vladivostok", "Russia", "agrees"),  # ports, which an outline at 1:10m may leave in the water
        ("Najin", "North Korea", "agrees"),
        ("Odesa", "Ukraine", "agrees"),
        ("Istanbul", "Turkey", "agrees"),
        ("Trieste", "Italy", "agrees"),
        ("Trieste", "Austria", "differs"),
        ("Valletta", "Italy", "differs"),
    ],
)
def test_a_town_on_a_shore_lies_in_its_country(place, country, expected):
    assert verdict({"kind": "in", "from": place, "region": country}) == expected


def test_a_place_on_a_border_may_lie_in_either_country():
    spot = {"lon": -100.0, "lat": 48.98, "radius_km": 5}  # the border is the 49th parallel
    check = {"kind": "in", "from": "spot"}
    assert verdict(check | {"region": "United States"}, spot=spot) == "agrees"
    assert verdict(check | {"region": "Canada"}, spot=spot) == "note"


def test_the_open_sea_is_no_country():
    check = {"kind": "in", "from": "spot", "region": "Japan"}
    found = measured(check, spot={"lon": 160.0, "lat": 40.0})
    assert (found["verdict"], found["measured"]) == ("differs", "lies in no country: at sea")


def test_the_distance_to_the_coast():
    assert verdict({"kind": "distance to coast", "from": "Madrid", "value": 300, "unit": "km"}) == "agrees"
    assert verdict({"kind": "distance to coast", "from": "Madrid", "value": 30, "unit": "km"}) == "differs"


def test_a_travel_time():
    check = {"kind": "travel time", "from": "Najin", "to": "Dunay", "mode": "sea", "unit": "h"}
    assert verdict(check | {"value": 12}) == "agrees"  # 200 km
    assert verdict(check | {"value": 1}) == "differs"
    assert (
        verdict(
            {
                "kind": "travel time",
                "from": "Moscow",
                "to": "Dunay",
                "mode": "sea",
                "value": 1,
                "unit": "days",
            }
        )
        == "wrong"
    )


@pytest.mark.parametrize(
    ("check", "message"),
    [
        ({"kind": "distance", "from": "Najin"}, "needs `to`"),
        ({"kind": "distance", "from": "Najin", "to": "Dunay", "border": ["UA"]}, "takes no `border`"),
        ({"kind": "distance", "from": "Najin", "to": "Dunay"}, "needs a figure"),
        ({"kind": "distance", "from": "Najin", "to": "Dunay", "value": 1}, "needs `unit`"),
        ({"kind": "distance", "from": "Najin", "to": "Dunay", "value": 1, "unit": "h"}, "needs `unit`"),
        ({"kind": "distance", "from": "Najin", "to": "Dunay", "min": 3, "max": 2, "unit": "km"}, "less than"),
        ({"kind": "in", "from": "Najin", "region": "China", "value": 1}, "takes no figure"),
    ],
)
def test_a_check_that_cannot_be_made_is_refused(check, message):
    with pytest.raises(ValueError, match=message):
        measured(check)


def test_known_borders():
    known = {("NO", "SE"): 1_630, ("US", "MX"): 3_145, ("PT", "ES"): 1_214}  # km, by the countries' surveys
    for codes, km in known.items():
        assert 0.75 * km < borders.length_km(borders.border(*codes)) < 1.15 * km
    assert len(borders.border("PT", "RU")) == 0
    assert len(borders.border("XX")) == 0


def test_the_cut_of_the_map_is_no_coast():
    edges = borders.coast()
    inland = borders.nearest(179.99, 67.5, edges)  # Chukotka, on the 180th meridian
    assert inland.km > 50
    assert Point(inland.lon, inland.lat).distance(Point(180, 67.5)) > 0.2


def test_the_nearest_of_an_edge_may_lie_between_its_ends():
    found = borders.nearest(-100.0, 48.0, borders.border("US", "CA"))
    assert found.lat == pytest.approx(49.0, abs=0.02)  # the 49th parallel
    assert found.lon == pytest.approx(-100.0, abs=0.05)
    assert found.km == pytest.approx(111.2, abs=1.5)
