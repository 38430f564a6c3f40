"""What joins a place to the network: no open water, no foreign track, no more than the path itself."""

from __future__ import annotations

import pytest

from georoutes.errors import NoPathError
from georoutes.networks import open_network
from georoutes.networks.connectors import homes

ISLANDS_AND_STRAITS = [
    ("road", ("Calais", 50.9513, 1.8587, "FR"), ("Dover", 51.1279, 1.3134, "GB")),
    ("road", ("Zanzibar", -6.1639, 39.1979, "TZ"), ("Dar es Salaam", -6.8235, 39.2695, "TZ")),
    ("road", ("Victoria", 48.4359, -123.3516, "CA"), ("Vancouver", 49.2497, -123.1193, "CA")),
    ("road", ("Batam", 1.1494, 104.0249, "ID"), ("Johor Bahru", 1.4655, 103.7578, "MY")),
    ("road", ("Split", 43.508, 16.44, "HR"), ("Supetar", 43.38, 16.55, "HR")),
    ("road", ("Paris", 48.857, 2.352, "FR"), ("London", 51.531, -0.124, "GB")),
    ("rail", ("Mytilene", 39.11, 26.56, "GR"), ("Athens", 37.99, 23.72, "GR")),
]


@pytest.mark.parametrize(("mode", "origin", "destination"), ISLANDS_AND_STRAITS)
def test_nothing_goes_over_open_water_by_land(place, mode, origin, destination):
    network = open_network(mode)
    for a, b in ((origin, destination), (destination, origin)):
        with pytest.raises(NoPathError):
            network.path(place(*a), place(*b))


def test_the_refusal_names_the_water_and_the_point(place):
    with pytest.raises(NoPathError, match=r"Ryde .* lies 8 km from the railway at 50\.80° N, .*km of water"):
        open_network("rail").path(place("Ryde", 50.73, -1.16, "GB"), place("London", 51.5308, -0.1238, "GB"))


def test_a_train_ferry_is_assumed_and_said_so(place, checked):
    a, b = place("Messina", 38.1938, 15.5540, "IT"), place("Reggio di Calabria", 38.1105, 15.6613, "IT")
    path = checked(open_network("rail").path(a, b), a, b)
    assert path.assumed_km == pytest.approx(9)
    assert any("carried on a ferry between Villa San Giovanni and Messina" in text for text in path.warnings)


@pytest.mark.parametrize("mode", ["rail", "road"])
def test_two_capitals_with_a_river_and_no_bridge_between_them(place, mode):
    kinshasa, brazzaville = (
        place("Kinshasa", -4.3276, 15.3136, "CD"),
        place("Brazzaville", -4.2661, 15.2832, "CG"),
    )
    with pytest.raises(NoPathError):
        open_network(mode).path(kinshasa, brazzaville)


def test_a_town_on_the_border_may_use_the_track_beyond_it(place, checked):
    a, b = place("El Paso", 31.76, -106.49, "US"), place("Ciudad Juárez", 31.74, -106.485, "MX")
    assert checked(open_network("road").path(a, b), a, b).length_km < 10


@pytest.mark.parametrize(
    ("mode", "stops", "km"),
    [
        ("rail", (("Padua", 45.4178, 11.8805, "IT"), ("Venice", 45.4371, 12.3326, "IT")), 38),
        ("rail", (("Mumbai", 18.94, 72.835, "IN"), ("Pune", 18.53, 73.87, "IN")), 192),
        ("road", (("Hong Kong", 22.28, 114.16, "HK"), ("Guangzhou", 23.13, 113.26, "CN")), 175),
        ("road", (("Singapore", 1.2897, 103.85, "SG"), ("Johor Bahru", 1.4655, 103.7578, "MY")), 27),
    ],
)
def test_harbour_towns_are_still_joined(place, checked, mode, stops, km):
    a, b = (place(*stop) for stop in stops)
    path = checked(open_network(mode).path(a, b), a, b)
    assert path.length_km == pytest.approx(km, rel=0.10)
    assert path.connector_km < 5


def test_a_path_that_is_mostly_connector_is_refused(place):
    # 20 km either side of the line from Moscow to Saint Petersburg
    a, b = place("A", 57.15, 34.65, "RU"), place("B", 57.25, 34.55, "RU")
    with pytest.raises(NoPathError, match=r"Only \d+ km of the way .* no leg by rail|at the same point"):
        open_network("rail").path(a, b)


def test_a_disputed_place_has_two_homes_and_a_position_the_one_drawn(place):
    assert homes(place("Kerch", 45.3607, 36.4706, "UA")) == {"UA", "RU"}
    assert homes(place("Cairo", 30.06, 31.25)) == {"EG"}
    assert homes(place("at sea", 0.0, -30.0)) == set()


def test_bare_positions_count_to_the_country_they_lie_in(place):
    path = open_network("rail").path(
        place("30.063 N, 31.247 E", 30.063, 31.247), place("Aswan", 24.099, 32.899)
    )
    assert not any("crosses" in text for text in path.warnings)


@pytest.mark.parametrize(
    ("mode", "origin", "destination", "named"),
    [
        ("road", ("Algeciras", 36.1333, -5.4505, "ES"), ("Ceuta", 35.8903, -5.3075, "ES"), "Egypt"),
        (
            "rail",
            ("Helsinki", 60.1695, 24.9354, "FI"),
            ("Tallinn", 59.437, 24.7535, "EE"),
            "Finland, Russia, Estonia",
        ),
    ],
)
def test_an_absurd_detour_is_refused_with_its_length_and_countries(place, mode, origin, destination, named):
    with pytest.raises(
        NoPathError, match=rf"only way by {mode} .* [\d,]+ km long, .*{named}.*via or countries:"
    ):
        open_network(mode).path(place(*origin), place(*destination))


def test_a_detour_within_countries_given_is_meant(place):
    path = open_network("rail").path(
        place("Helsinki", 60.1695, 24.9354, "FI"),
        place("Tallinn", 59.437, 24.7535, "EE"),
        countries=["FI", "RU", "EE"],
    )
    assert path.length_km == pytest.approx(770, rel=0.05)
    assert any("times as long as the straight line" in text for text in path.warnings)


@pytest.mark.parametrize(
    ("mode", "stops", "km"),
    [
        # general knowledge: by the Great Belt and Kolding; by the Øresund; by Kornsjø; over the Kerch bridge
        ("rail", (("Copenhagen", 55.676, 12.568, "DK"), ("Hamburg", 53.553, 10.007, "DE")), 500),
        ("rail", (("Copenhagen", 55.676, 12.568, "DK"), ("Aarhus", 56.15, 10.205, "DK")), 330),
        ("rail", (("Stockholm", 59.33, 18.058, "SE"), ("Copenhagen", 55.676, 12.568, "DK")), 635),
        ("rail", (("Gothenburg", 57.7072, 11.9668, "SE"), ("Oslo", 59.911, 10.753, "NO")), 350),
        ("rail", (("Kerch", 45.3607, 36.4706, "UA"), ("Krasnodar", 45.0448, 38.976, "RU")), 280),
        ("rail", (("Dublin", 53.35, -6.26, "IE"), ("Belfast", 54.6, -5.93, "GB")), 182),
        ("rail", (("Paris", 48.8809, 2.3553, "FR"), ("London", 51.5308, -0.1238, "GB")), 460),
        ("road", (("Copenhagen", 55.676, 12.568, "DK"), ("Berlin", 52.52, 13.405, "DE")), 730),
        ("road", (("Kerch", 45.3607, 36.4706, "UA"), ("Taman", 45.2133, 36.7166, "RU")), 42),
        ("road", (("Manama", 26.2279, 50.5857, "BH"), ("Dammam", 26.43, 50.1, "SA")), 75),
    ],
)
def test_bridges_that_the_data_lack(place, checked, mode, stops, km):
    a, b = (place(*stop) for stop in stops)
    path = checked(open_network(mode).path(a, b), a, b)
    assert path.length_km == pytest.approx(km, rel=0.07)


def test_the_kerch_bridge_is_assumed_and_its_dispute_told(place):
    path = open_network("rail").path(
        place("Kerch", 45.3607, 36.4706, "UA"), place("Krasnodar", 45.0448, 38.976, "RU")
    )
    assert path.assumed_km >= 17
    assert any("without the consent of Ukraine" in text for text in path.warnings)


@pytest.mark.parametrize(
    ("destination", "km"),
    [(("Kuala Lumpur", 3.134, 101.686, "MY"), 395), (("Bangkok", 13.739, 100.517, "TH"), 1930)],
)
def test_singapore_is_joined_by_the_line_over_the_causeway(place, checked, destination, km):
    # general knowledge, in kilometres by the old line from the city; its end at Woodlands is off the shore drawn
    a, b = place("Singapore", 1.29, 103.85, "SG"), place(*destination)
    path = checked(open_network("rail").path(a, b), a, b)
    assert path.length_km == pytest.approx(km, rel=0.04)
    assert any("Singapore lies 19 km from the railway" in text for text in path.warnings)


@pytest.mark.parametrize(
    ("mode", "stops", "km"),
    [
        # general knowledge: a bay, an estuary or a bridge lies between the town and the lines beside it
        ("rail", (("Darwin", -12.461, 130.842, "AU"), ("Alice Springs", -23.70, 133.88, "AU")), 1420),
        ("rail", (("Kochi", 9.94, 76.26, "IN"), ("Mumbai", 18.969, 72.819, "IN")), 1300),
        ("rail", (("Quito", -0.23, -78.525, "EC"), ("Guayaquil", -2.196, -79.886, "EC")), 450),
        ("road", (("Suva", -18.137, 178.425, "FJ"), ("Nadi", -17.803, 177.416, "FJ")), 195),
        ("road", (("Tromsø", 69.649, 18.955, "NO"), ("Narvik", 68.438, 17.427, "NO")), 232),
    ],
)
def test_a_bay_on_one_land_mass_is_no_strait(place, checked, mode, stops, km):
    a, b = (place(*stop) for stop in stops)
    path = checked(open_network(mode).path(a, b), a, b)
    assert path.length_km == pytest.approx(km, rel=0.17)
    assert any("of water on the generalised outlines" in text for text in path.warnings)


def test_a_dry_way_onto_a_line_is_taken_before_one_over_a_bay(place):
    path = open_network("rail").path(place("Mumbai", 18.94, 72.835, "IN"), place("Pune", 18.53, 73.87, "IN"))
    assert not any("km of water" in text for text in path.warnings)


@pytest.mark.parametrize(
    ("mode", "stops", "km", "link"),
    [
        # general knowledge; a causeway, dam or motorway along the water that the data lack
        ("road", (("Galveston", 29.301, -94.798, "US"), ("Houston", 29.763, -95.363, "US")), 82, "Causeway"),
        ("road", (("St P", 59.94, 30.31, "RU"), ("Kronstadt", 59.992, 29.776, "RU")), 49, "Kronstadt dam"),
        ("road", (("Auckland", -36.849, 174.763, "NZ"), ("Wellington", -41.287, 174.776, "NZ")), 645, "Ngau"),
        ("road", (("Reykjavík", 64.135, -21.895, "IS"), ("Akureyri", 65.684, -18.088, "IS")), 388, "Mosfell"),
        ("road", (("Reykjavík", 64.135, -21.895, "IS"), ("Höfn", 64.25, -15.21, "IS")), 457, "Höfn"),
        ("rail", (("Xiamen", 24.48, 118.082, "CN"), ("Shanghai", 31.22, 121.46, "CN")), 1110, "Xiamen"),
    ],
)
def test_crossings_drawn_by_hand(place, mode, stops, km, link):
    path = open_network(mode).path(*(place(*stop) for stop in stops))
    assert path.length_km == pytest.approx(km, rel=0.12)
    assert any("are assumed" in text and link in text for text in path.warnings)


def test_a_refusal_tells_of_the_lines_that_reach_the_other_end(place):
    vancouver = place("Vancouver", 49.2497, -123.1193, "CA")
    victoria = place("Victoria", 48.4359, -123.3516, "CA")
    with pytest.raises(NoPathError) as refused:
        open_network("road").path(vancouver, victoria)
    text = str(refused.value)
    assert "The main roads that reach Victoria begin 56 km from Vancouver" in text
    assert "km of water (a ferry, or a bridge that the data do not have)" in text
    assert "Vancouver lies" not in text


def test_a_position_is_told_once(place):
    with pytest.raises(NoPathError) as refused:
        open_network("road").path(
            place("10.000 S, 30.000 W", -10.0, -30.0), place("Recife", -8.05, -34.9, "BR")
        )
    assert str(refused.value).startswith("10.000 S, 30.000 W lies ")
