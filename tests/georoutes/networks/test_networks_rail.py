"""Rail against published lengths (general knowledge: timetables and kilometre posts)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from shapely import Point

from georoutes.errors import NoPathError
from georoutes.networks import join, open_network

MOSCOW = ("Moscow Yaroslavsky", 55.7766, 37.6573, "RU")
VLADIVOSTOK = ("Vladivostok", 43.1115, 131.8817, "RU")
TUMANGANG = ("Tumangang", 42.4175, 130.6215, "KP")
RAJIN = ("Rajin", 42.2508, 130.2855, "KP")


@pytest.mark.parametrize(
    ("stops", "km", "tolerance"),
    [
        ((("Paris", 48.8443, 2.3735, "FR"), ("Lyon", 45.7606, 4.8594, "FR")), 427, 0.02),
        ((("London", 51.5308, -0.1238, "GB"), ("Edinburgh", 55.952, -3.189, "GB")), 632, 0.02),
        ((("Cairo", 30.063, 31.247, "EG"), ("Aswan", 24.099, 32.899, "EG")), 879, 0.02),
        ((("Kyiv", 50.44, 30.489, "UA"), ("Lviv", 49.8398, 23.994, "UA")), 572, 0.02),
        ((VLADIVOSTOK, ("Khabarovsk", 48.4965, 135.0727, "RU")), 767, 0.02),
        ((("Baranovsky", 43.664, 131.964, "RU"), ("Khasan", 42.4284, 130.6457, "RU")), 238, 0.02),
        ((("Pyongyang", 39.005, 125.736, "KP"), TUMANGANG), 847, 0.03),
        # the border station lies on a chord of the generalised data, which costs some kilometres
        ((RAJIN, TUMANGANG), 52, 0.10),
    ],
)
def test_published_lengths(place, checked, stops, km, tolerance):
    a, b = (place(*stop) for stop in stops)
    path = checked(open_network("rail").path(a, b, countries=[a.country, b.country]), a, b)
    assert path.length_km == pytest.approx(km, rel=tolerance)
    assert path.attribution == ("© OpenStreetMap contributors (ODbL)",)


def test_trans_siberian_by_its_stations(place):
    stations = [
        MOSCOW, ("Yaroslavl", 57.626, 39.834), ("Kirov", 58.584, 49.651), ("Perm", 58.0045, 56.187),
        ("Yekaterinburg", 56.8585, 60.6047), ("Omsk", 54.9394, 73.386), ("Irkutsk", 52.2825, 104.256),
        ("Chita", 52.0298, 113.497), ("Skovorodino", 53.986, 123.943), ("Khabarovsk", 48.4965, 135.0727),
        VLADIVOSTOK,
    ]  # fmt: skip
    places = [place(*station) for station in stations]
    rail = open_network("rail")
    path = join([rail.path(a, b, countries=["RU"]) for a, b in pairwise(places)])
    assert path.length_km == pytest.approx(9288, rel=0.03)


def test_a_gap_in_the_data_is_bridged_and_said_so(place):
    path = open_network("rail").path(
        place("Pyongyang", 39.005, 125.736, "KP"), place(*TUMANGANG), countries=["KP"]
    )
    assert 0.0 < path.assumed_km < 10.0
    assert any("gap" in text and "bridged" in text for text in path.warnings)
    assert {span.note for span in path.spans if span.kind == "assumed"} == {"gap in the data, bridged"}


def test_across_siberia_without_any_ban_stays_in_the_country_on_the_trunk_line(place, checked):
    a, b = place("Dunay", 42.87879, 132.33542, "RU"), place("Tikhoretsk", 45.85472, 40.12528, "RU")
    path = checked(open_network("rail").path(a, b), a, b)
    assert path.length_km == pytest.approx(9880, rel=0.01)
    assert path.assumed_km == pytest.approx(52, abs=0.1)
    assert not any("crosses" in text for text in path.warnings)
    assert any("52 km are assumed" in text and "Fokino" in text for text in path.warnings)
    for station in ((113.497, 52.03), (104.256, 52.2825)):  # Chita, Irkutsk
        assert path.geometry.distance(Point(station)) < 0.1


def test_countries_are_a_hard_limit_and_avoid_too(place):
    moscow, beijing = place(*MOSCOW), place("Beijing", 39.903, 116.427, "CN")
    rail = open_network("rail")
    with pytest.raises(NoPathError, match="within CN"):
        rail.path(moscow, beijing, countries=["CN"])
    around = rail.path(moscow, beijing, avoid=["MN"])
    assert not any("Mongolia" in text for text in around.warnings)


def test_a_country_crossed_that_nobody_named_is_reported(place):
    path = open_network("rail").path(
        place("Lille", 50.636, 3.071, "FR"), place("Aachen", 50.768, 6.091, "DE")
    )
    assert any("crosses Belgium (" in text for text in path.warnings)


@pytest.mark.parametrize("limit", ["countries", "avoid"])
def test_unknown_country_lists_the_known(place, limit):
    with pytest.raises(ValueError, match=r"'XX', which is not known. Give ISO 3166-1 alpha-2 codes"):
        open_network("rail").path(place(*MOSCOW), place(*VLADIVOSTOK), **{limit: ["XX"]})


def test_far_from_any_railway_is_refused_with_the_nearest_point(place):
    with pytest.raises(NoPathError, match=r"Reykjavik .* km from .*railway"):
        open_network("rail").path(place("Reykjavik", 64.147, -21.94, "IS"), place(*MOSCOW))


def test_islands_without_a_link_are_refused(place):
    with pytest.raises(NoPathError, match="No railway in the data joins Tokyo"):
        open_network("rail").path(place("Tokyo", 35.681, 139.767, "JP"), place(*MOSCOW))


def test_a_long_connector_is_drawn_counted_and_reported(place, checked):
    a, b = place("Uglegorsk", 51.75, 128.45, "RU"), place("Belogorsk", 50.917, 128.473, "RU")
    path = checked(open_network("rail").path(a, b), a, b)
    assert path.connector_km > 10.0
    assert path.spans[0].kind == "connector"
    assert any("connector" in text for text in path.warnings)


def test_two_ends_on_one_edge(place, checked):
    a, b = place("Nullarbor west", -30.85, 128.2, "AU"), place("Nullarbor east", -30.80, 128.9, "AU")
    path = checked(open_network("rail").path(a, b), a, b)
    assert 66.0 < path.length_km < 90.0


def test_opened_once():
    assert open_network("rail") is open_network("rail")
