"""Where the places of a case are."""

import pytest
from shapely.geometry import Point

from gazetteer import AmbiguousPlaceError, Place
from georoutes.locate import PlaceError, at, locate
from georoutes.model import Case


def case(places=None, **leg):
    legs = [{"from": "Najin", "to": "Dunay", "mode": "sea"} | leg]
    return Case.model_validate({"title": "x", "places": places or {}, "routes": {"r": {"legs": legs}}})


def test_names_settle_each_other():
    found = locate(case(to="Tripoli", **{"from": "Beirut"}))
    assert found["Tripoli"].country == "LB"


def test_a_name_that_two_routes_settle_differently_is_an_error():
    def legs(*ends):
        return {"legs": [{"from": ends[0], "to": ends[1], "mode": "air"}]}

    routes = {"a": legs("Beirut", "Tripoli"), "b": legs("Tripoli", "Benghazi")}
    with pytest.raises(PlaceError, match="LB, in one route and Tripoli, LY, in this one") as caught:
        locate(Case.model_validate({"title": "x", "routes": routes}))
    assert caught.value.keys == ("routes", "b")


def test_an_entry_says_which_of_a_name():
    found = locate(case({"Tripoli": {"country": "LY"}}, to="Tripoli"))
    assert found["Tripoli"].country == "LY"
    assert found["Tripoli"].lat == pytest.approx(32.89, abs=0.05)


def test_an_entry_may_name_the_place_by_its_id():
    found = locate(case({"Springfield": {"id": "geonames:4409896"}}, to="Springfield"))
    assert (found["Springfield"].lon, found["Springfield"].lat) == pytest.approx(
        (-93.3, 37.2), abs=0.1
    )  # Missouri
    with pytest.raises(PlaceError, match="geonames:0"):
        locate(case({"Springfield": {"id": "geonames:0"}}, to="Springfield"))


def test_names_that_differ_in_nothing_else_are_settled_by_id():
    with pytest.raises(PlaceError, match=r'Springfield: \{id: "geonames:'):
        locate(case(to="Springfield"))


def test_an_entry_with_a_position_needs_no_gazetteer():
    found = locate(case({"quay": {"lon": 30.75, "lat": 46.5, "name": "the quay"}}, to="quay"))
    assert (found["quay"].lon, found["quay"].lat, found["quay"].name) == (30.75, 46.5, "the quay")


@pytest.mark.parametrize("key", ["depot", "Tikhoretsk"])
def test_near_is_a_disc_round_the_place(key):
    found = locate(case({key: {"near": "Tikhoretsk"}}, to=key))[key]
    assert (found.lon, found.lat) == pytest.approx((40.119, 45.853), abs=0.01)
    assert found.radius_km == 15
    assert found.type == "site"


def test_near_takes_the_radius_given_and_the_place_of_another_entry():
    places = {"depot": {"near": "town", "radius_km": 3}, "town": {"name": "Tripoli", "country": "LB"}}
    found = locate(case(places, to="depot"))["depot"]
    assert found.radius_km == 3
    assert found.lat == pytest.approx(34.43, abs=0.05)


def test_an_unknown_name_says_where_it_stands():
    with pytest.raises(PlaceError, match="Xqzzyville") as caught:
        locate(case(via=["Xqzzyville"]))
    assert caught.value.keys == ("routes", "r", "legs", 0, "via", 0)


def test_names_positions_points_and_places_are_all_places():
    beirut = Place("x:1", "Beirut", "town", "LB", lon=35.5, lat=33.9)
    found = at("Najin", (1, 2), Point(3, 4), beirut)
    assert [place.lon for place in found] == pytest.approx([130.28, 1, 3, 35.5], abs=0.01)
    assert found[3] is beirut


@pytest.mark.parametrize("wrong", [(1, 2, 3), (200, 0), (0, float("nan")), ("a", "b"), 7, None])
def test_what_is_no_place_is_refused(wrong):
    with pytest.raises(ValueError, match=r"place|longitude|latitude"):
        at(wrong)


def test_an_ambiguous_name_is_not_guessed():
    with pytest.raises(AmbiguousPlaceError, match="Tripoli"):
        at("Tripoli")


@pytest.mark.parametrize(
    ("name", "country"), [("Odessa", "UA"), ("San Francisco", "US"), ("Valencia", "ES"), ("Alexandria", "EG")]
)
def test_a_ship_calls_where_the_sea_is(name, country):
    with pytest.raises(AmbiguousPlaceError):
        at(name)
    assert at(name, by_ship=True)[0].country == country
    assert (
        locate(case({"quay": {"lon": 28.9, "lat": 41.0}}, to=name, **{"from": "quay"}))[name].country
        == country
    )


@pytest.mark.parametrize("name", ["Tripoli", "Cartagena", "Portland", "Newcastle"])
def test_of_two_that_have_ships_none_is_guessed(name):
    with pytest.raises(AmbiguousPlaceError):
        at(name, by_ship=True)


def test_the_advice_names_no_country_that_leaves_doubt():
    with pytest.raises(PlaceError, match=r"Tripoli: \{country: LY\} \(or LB, GR\)$"):
        locate(case(to="Tripoli", mode="air", **{"from": "Najin"}))


def test_longitude_and_latitude_as_text_are_a_position_everywhere():
    leg = {"from": "30.7233, 46.4825", "to": [28.95, 41.01], "mode": "air"}
    case = Case(title="A flight", routes={"flight": {"legs": [leg]}})
    assert case.routes["flight"].legs[0].origin == (30.7233, 46.4825)
    assert at("30.7233,46.4825") == at((30.7233, 46.4825))
    with pytest.raises(ValueError, match=r"latitude 130\.0 is not between"):
        at("30,130")


def test_an_unknown_name_on_the_way_of_a_ship_may_be_a_passage():
    leg = {"from": "Odesa", "to": "Istanbul", "mode": "sea", "via": ["Bosforus"]}
    with pytest.raises(PlaceError, match="did you mean 'bosporus'"):
        locate(Case(title="A voyage", routes={"voyage": {"legs": [leg]}}))
    by_land = leg | {"mode": "road"}
    with pytest.raises(PlaceError) as refused:
        locate(Case(title="A drive", routes={"drive": {"legs": [by_land]}}))
    assert "canal" not in str(refused.value)


def test_a_place_is_found_by_the_id_that_errors_show():
    assert at("geonames:2210247")[0].country == "LY"
