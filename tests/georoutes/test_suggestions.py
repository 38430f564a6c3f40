"""Ways by several modes: each mode is used, places of change are real, and nothing passes for a report."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest
from typer.testing import CliRunner

import georoutes as gr
from georoutes import cli
from georoutes.maps.content import page_data
from georoutes.networks.base import distance_km
from georoutes.suggestions import NOTE, options
from georoutes.transfers import effort, hours


@pytest.fixture(scope="module", name="offers")
def offers_fixture():
    return gr.suggest("Rajin", "Tikhoretsk", modes=["sea", "rail"], countries=["KP", "RU"])


def test_containers_change_in_a_port_of_the_russian_far_east(offers):
    assert 2 <= len(offers) <= 5
    best = offers[0]
    assert [leg.mode for leg in best.route.legs] == ["sea", "rail"]
    port = best.stops[1]
    assert (port.type, port.country) == ("port", "RU")
    assert 130 < port.lon < 141  # between Posyet and Vanino
    assert 9_500 < best.paths[1].length_km < 10_300  # 9,600 to 9,960 km by the Trans-Siberian
    assert {code for code, _ in best.paths[1].countries} == {"RU"}
    assert any("Vladivostok" in offer.stops[1].name for offer in offers)
    assert [offer.effort for offer in offers] == sorted(offer.effort for offer in offers)


def test_every_mode_is_used_and_every_leg_says_that_it_is_a_suggestion(offers):
    for offer in offers:
        assert offer.route.note == NOTE
        for path, leg in zip(offer.paths, offer.route.legs, strict=True):
            assert path.length_km - path.connector_km > 5
            assert path.warnings[0] == NOTE
            assert leg.note == NOTE
        for path, (a, b) in zip(offer.paths, pairwise(offer.stops), strict=True):
            assert path.geometry.coords[0] == (a.lon, a.lat)
            assert path.geometry.coords[-1][1] == b.lat


def test_the_legs_can_be_drawn_and_the_route_put_into_a_case_by_hand(offers, tmp_path):
    legs = offers[0].legs()
    assert legs["mode"].tolist() == ["sea", "rail"]
    gr.draw(legs=legs).save(tmp_path / "offer.html")
    assert "no source says" in (tmp_path / "offer.html").read_text(encoding="utf-8")
    case = gr.Case(title="By hand", routes={"r": offers[0].route})
    assert gr.legs(case)["length_km"].sum() == pytest.approx(offers[0].length_km)


def test_three_modes_over_an_ocean():
    best = gr.suggest("Munich", "Chicago", modes=["rail", "sea", "rail"], limit=1)[0]
    first, last = best.stops[1], best.stops[2]
    assert first.type == last.type == "port"
    assert first.lon > -12
    assert last.country in {"US", "CA"}


def test_rail_and_road_meet_in_a_town_and_aircraft_land_at_airports():
    one = gr.suggest("Lviv", "Zamosc", modes=["rail", "road"], limit=1)[0]
    assert one.stops[1].type == "town"
    two = gr.suggest("Paris", "Kinshasa", modes=["road", "air", "road"], limit=1)[0]
    assert [stop.type for stop in two.stops[1:-1]] == ["airport", "airport"]
    assert two.paths[1].length_km > 5_500


@pytest.mark.parametrize(
    ("modes", "said"),
    [
        (["teleport"], "unknown mode 'teleport'"),
        (["sea"], "two to 5"),
        ("sea", "two to 5"),
        (["sea", "sea"], "twice in a row"),
        (["sea", "river"], "'river'"),
        (["sea", "air"], "do not meet"),
    ],
)
def test_modes_that_cannot_be_are_refused(modes, said):
    with pytest.raises(gr.LimitError, match=said):
        gr.suggest("Rajin", "Tikhoretsk", modes=modes)


def test_ports_that_matter_are_offered_and_no_closed_or_military_airport():
    offers = gr.suggest("Paris", "London", modes=["road", "sea", "road"])
    crossings = [tuple(stop.name for stop in offer.stops[1:-1]) for offer in offers]
    assert ("Port of Calais", "Port of Dover") in crossings
    named = {name for crossing in crossings for name in crossing}
    assert named.isdisjoint({"Port of Rye", "Port of St Valery-sur-Somme", "Port of Fecamp"})
    airports = {
        stop.name
        for offer in gr.suggest("Berlin", "Tokyo", modes=["road", "air", "road"])
        for stop in offer.stops[1:-1]
    }
    assert {"Berlin Brandenburg Airport", "Tokyo International Airport"} <= airports
    assert not [name for name in airports if "Tegel" in name or "Air Base" in name]


def test_options_are_told_apart_and_not_added_up(offers):
    legs = options(offers)
    assert legs["route"].str.startswith("Option").all()
    assert not legs.duplicated(["mode", "origin", "destination"]).any()
    assert page_data(legs, None, None, None)["facts"].startswith(f"{len(offers)} options to choose from")
    assert repr(offers[0]).startswith("<Suggestion: Rajin to ")


def test_no_way_is_an_error():
    with pytest.raises(gr.NoPathError, match=r"No way by sea, then rail .* within MN"):
        gr.suggest("Rajin", "Ulaanbaatar", modes=["sea", "rail"], countries=["MN"])


def test_the_command_line_says_what_they_are(tmp_path):
    command = ["suggest", "Rajin", "Tikhoretsk", "--mode", "sea", "--mode", "rail", "--country", "RU"]
    result = CliRunner().invoke(cli.app, [*command, "--limit", "2", "-o", str(tmp_path / "offers.html")])
    assert result.exit_code == 0, result.output
    assert "1. by " in result.output
    assert " km), about " in result.output
    assert "no source reports them" in result.output
    assert (tmp_path / "offers.html").exists()


def test_ferry_ports_of_both_shores_are_offered_and_no_ship_goes_along_the_thames():
    offers = gr.suggest("Paris", "London", modes=["rail", "sea", "rail"])
    ports = [tuple(stop.name for stop in offer.stops[1:-1]) for offer in offers]
    assert ("Port of Calais", "Port of Dover") in ports
    assert any("Dunkerque" in name for pair in ports for name in pair)
    for offer in offers:  # over the Channel, once
        assert [stop.country for stop in offer.stops] == ["FR", "FR", "GB", "GB"]


@pytest.mark.parametrize(
    ("origin", "destination", "port"),
    [
        ("Mumbai", "Kampala", "Mombasa"),  # the port of the Uganda Railway
        ("Singapore", "Addis Ababa", "Djibouti"),  # the only port with a railway to Ethiopia
        ("Shanghai", "Duisburg", "Antwerp|Rotterdam"),
    ],
)
def test_ships_go_to_the_port_of_the_railway(origin, destination, port):
    offers = gr.suggest(origin, destination, modes=["sea", "rail"])
    assert any(re.search(port, offer.stops[1].name) for offer in offers)
    assert all(offer.paths[0].length_km > 300 for offer in offers)  # and not along the shore


@pytest.mark.parametrize("ends", [("Russia", "Tokyo"), ("Tokyo", "Bavaria"), ("Rajin", "Black Sea")])
def test_an_area_is_no_end_because_nobody_knows_how_far_it_is(ends):
    with pytest.raises(gr.NoPathError, match=r"is an area \(.*name a town, port, station"):
        gr.suggest(*ends, modes=["rail", "sea"])


def test_a_place_is_no_way_from_itself():
    with pytest.raises(gr.NoPathError, match="are the same place"):
        gr.suggest("Rajin", "Rajin", modes=["sea", "rail"])


@pytest.mark.parametrize("limit", [0, -1, "3", 2.5, None])
def test_how_many_is_a_whole_number_above_zero(limit):
    with pytest.raises(gr.OptionError, match=f"limit is {limit!r}"):
        gr.suggest("Rajin", "Tikhoretsk", modes=["sea", "rail"], limit=limit)


@pytest.mark.parametrize(
    ("destination", "coast"),
    [
        ("Rotterdam", (-98, -60)),  # the Atlantic, its Gulf, and the Great Lakes
        ("Callao", (-98, -60)),
        ("Tokyo", (-125, -115)),  # the Pacific
    ],
)
def test_inland_terminals_do_not_hide_the_ports(destination, coast):
    offers = gr.suggest("Denver", destination, modes=["rail", "sea"])
    assert coast[0] < offers[0].stops[1].lon < coast[1]
    assert all(offer.paths[0].length_km > 1_500 for offer in offers)  # no ship gets nearer to Denver


@pytest.mark.parametrize(
    ("origin", "destination", "ports", "by_road_km"),
    [
        ("Rotterdam", "Kampala", {"Port of Mombasa"}, 1_200),
        ("Odesa", "Kampala", {"Port of Mombasa"}, 1_200),
        ("Houston", "La Paz, BO", {"Port of Matarani", "Port of Ilo", "Port of Arica"}, 600),
    ],
)
def test_no_lorry_goes_where_a_ship_goes_cheaper(origin, destination, ports, by_road_km):
    best = gr.suggest(origin, destination, modes=["sea", "road"])[0]
    assert best.stops[1].name in ports  # through which the country is supplied
    assert best.paths[1].length_km < by_road_km


def test_the_caspian_joins_the_railways_on_its_shores():
    within = {"countries": ["IR", "RU"]}
    best = gr.suggest("Tehran", "Moscow", modes=["rail", "sea", "rail"], **within)[0]
    assert {"Astrakhan", "Makhachkala"} & {best.stops[2].name.removeprefix("Port of ")}
    assert best.paths[1].length_km < 1_300
    offers = gr.suggest("Tehran", "Astrakhan", modes=["rail", "sea"], **within)
    assert "Amirabad port" in {offer.stops[1].name for offer in offers}


def test_quays_of_one_port_are_offered_once():
    for offers in (gr.suggest("Paris", "London", modes=["road", "sea", "road"], limit=10),):
        ports = {stop.id: stop for offer in offers for stop in offer.stops[1:-1]}.values()
        far = [
            distance_km((a.lon, a.lat), (b.lon, b.lat))
            for a, b in combinations(ports, 2)
            if a.country == b.country
        ]
        assert min(far) > 10


def test_a_driver_rests_and_a_long_way_by_land_counts_twice():
    assert hours("road", 8_600) > 8_600 / 25  # a lorry goes some 500 to 600 km a day
    assert effort("road", 8_600) > effort("sea", 12_000) > effort("road", 1_000)
    assert effort("rail", 400) == hours("rail", 400)
