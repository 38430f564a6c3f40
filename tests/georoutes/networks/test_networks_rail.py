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


def test_borders_and_breaks_of_gauge_are_listed_where_they_are(place, checked):
    a, b = place("Warsaw", 52.229, 21.003, "PL"), place("Minsk", 53.891, 27.55, "BY")
    path = checked(open_network("rail").path(a, b), a, b)
    assert [(c.kind, c.before, c.after) for c in path.crossings] == [
        ("border", "PL", "BY"),
        ("gauge", "1435", "1520"),
    ]
    assert path.crossings[0].at_km == pytest.approx(210, abs=15)
    assert dict(path.countries)["PL"] + dict(path.countries)["BY"] == pytest.approx(
        path.length_km - path.connector_km, abs=2
    )
    assert path.direct_km == pytest.approx(477, abs=10)
    assert path.detour == path.length_km / path.direct_km
    assert any("gauge changes from 1435 to 1520 mm" in text for text in path.warnings)


def test_a_line_of_two_gauges_is_no_break(place, checked):
    khasan = ("Khasan", 42.4284, 130.6457, "RU")
    a, b = place(*RAJIN), place(*khasan)
    path = checked(open_network("rail").path(a, b), a, b)
    assert [c.kind for c in path.crossings] == ["border"]
    assert path.length_km == pytest.approx(54, rel=0.02)
    farther = place("Chongjin", 41.779, 129.772, "KP"), place("Baranovsky", 43.664, 131.964, "RU")
    assert [c.kind for c in open_network("rail").path(*farther).crossings].count("gauge") == 1


def test_a_border_can_be_closed_without_closing_a_country(place):
    rail = open_network("rail")
    a, b = place("Vladivostok", 43.1115, 131.8817, "RU"), place(*RAJIN)
    assert any({c.before, c.after} == {"RU", "KP"} for c in rail.path(a, b).crossings)
    around = rail.path(a, b, avoid=["kp-ru"], countries=["RU", "CN", "KP"])
    assert {frozenset((c.before, c.after)) for c in around.crossings if c.kind == "border"} == {
        frozenset(("RU", "CN")),
        frozenset(("CN", "KP")),
    }


def test_no_way_names_the_gap_or_the_way_that_the_limits_close(place):
    rail = open_network("rail")
    with pytest.raises(NoPathError, match=r"come nearest to each other at .* km apart"):
        rail.path(place("Colombo", 6.934, 79.85, "LK"), place("Chennai", 13.082, 80.276, "IN"))
    with pytest.raises(NoPathError, match=r"Without these limits .* allow it with countries: \[DE, "):
        rail.path(
            place("Berlin", 52.525, 13.369, "DE"),
            place("Kaliningrad", 54.694, 20.5, "RU"),
            countries=["DE", "RU"],
        )


def test_kilometre_posts_of_the_trans_siberian(place):
    rail = open_network("rail")
    stops = [place("Krasnoyarsk", 56.0062, 92.8315, "RU"), place("Irkutsk", 52.2825, 104.256, "RU")]
    assert rail.path(*stops).length_km == pytest.approx(5185 - 4098, rel=0.005)


@pytest.mark.parametrize(
    ("stops", "km"),
    [
        # general knowledge, timetables; each was cut in the source. Nairobi: by the line of standard gauge
        ((("Delhi", 28.642, 77.22, "IN"), ("Mumbai", 18.969, 72.819, "IN")), 1384),
        ((("Sofia", 42.713, 23.321, "BG"), ("Plovdiv", 42.134, 24.74, "BG")), 156),
        ((("Belgrade", 44.795, 20.456, "RS"), ("Niš", 43.317, 21.877, "RS")), 244),
        ((("Karachi", 24.85, 66.99, "PK"), ("Lahore", 31.577, 74.336, "PK")), 1220),
        ((("Yangon", 16.781, 96.162, "MM"), ("Mandalay", 21.978, 96.083, "MM")), 620),
        ((("Bangkok", 13.739, 100.517, "TH"), ("Butterworth", 5.394, 100.366, "MY")), 1150),
        ((("Oslo", 59.911, 10.753, "NO"), ("Bergen", 60.390, 5.333, "NO")), 480),
        ((("Lisbon", 38.768, -9.10, "PT"), ("Porto", 41.149, -8.585, "PT")), 336),
        ((("Mombasa", -4.05, 39.66, "KE"), ("Nairobi", -1.29, 36.83, "KE")), 485),
        ((("Auckland", -36.848, 174.77, "NZ"), ("Wellington", -41.279, 174.78, "NZ")), 682),
        ((("Madrid", 40.407, -3.691, "ES"), ("Barcelona", 41.379, 2.14, "ES")), 621),
    ],
)
def test_lines_that_the_data_cut(place, checked, stops, km):
    a, b = (place(*stop) for stop in stops)
    assert checked(open_network("rail").path(a, b), a, b).length_km == pytest.approx(km, rel=0.04)
