"""Airports, ports and small places of the United States. Truth from general knowledge."""

import csv

import pytest

from gazetteer import Gazetteer
from gazetteer.build import airports, harbours, localities
from gazetteer.distance import distance_km


@pytest.mark.parametrize(
    ("name", "id_", "point"),
    [
        ("Heathrow Airport", "iata:LHR", (-0.45, 51.47)),
        ("London Heathrow", "iata:LHR", (-0.45, 51.47)),
        ("LHR Airport", "iata:LHR", (-0.45, 51.47)),
        ("Sheremetyevo International Airport", "iata:SVO", (37.41, 55.97)),
        ("Domodedovo Airport", "iata:DME", (37.9, 55.41)),
        ("Charles de Gaulle Airport", "iata:CDG", (2.55, 49.01)),
        ("O'Hare Airport", "iata:ORD", (-87.9, 41.98)),
        ("Boryspil International Airport", "iata:KBP", (30.9, 50.34)),
        ("Port of Long Beach", "unlocode:USLGB", (-118.2, 33.75)),
        ("Arkhangelsk Port", "unlocode:RUARH", (40.54, 64.53)),
    ],
)
def test_an_airport_or_port_is_known_by_its_names(gazetteer, name, id_, point):
    place = gazetteer.resolve(name)
    assert place.id == id_
    assert distance_km(place.lon, place.lat, *point) < 10
    assert gazetteer.get(id_) == place


@pytest.mark.parametrize("name", ["CIA", "WHO", "USA", "Rochester", "Vladivostok", "Durres", "Odesa"])
def test_neither_hides_a_word_or_a_town(gazetteer, name):
    matches = gazetteer.search(name, limit=3)
    assert not {match.place.type for match in matches if match.score > 0.3} & {"airport", "port"}


@pytest.mark.parametrize("source", [airports, harbours])
def test_every_packaged_point_is_on_earth_and_every_id_once(source):
    places = list(source.places(source.data_file()))
    assert len({place.id for place in places}) == len(places) > 3900
    assert all(len(place.country) == 2 for place in places)
    assert all(-180 <= place.lon <= 180 and -90 <= place.lat <= 90 for place in places)


def test_small_places_lie_in_their_states(gazetteer):
    with localities.TABLE.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert tuple(rows[0]) == localities.COLUMNS
    assert len({row["code"] for row in rows}) == len(rows) > 13_000
    states = {
        code: gazetteer.resolve(code, country="US", types=["admin"])
        for code in {row["state"] for row in rows}
    }
    assert len(states) == 51
    for row in rows:
        state = states[row["state"]]
        # The Aleutians reach far beyond the disc that is drawn around Alaska.
        assert (
            distance_km(float(row["lon"]), float(row["lat"]), state.lon, state.lat) < state.radius_km + 500
        ), row


@pytest.mark.parametrize(
    ("name", "point"),
    [
        ("Mount Nebo, West Virginia", (-80.85, 38.2)),
        ("Ibapah, Utah", (-113.98, 40.04)),
        ("Eagle Rock, Missouri", (-93.75, 36.55)),
    ],
)
def test_a_small_place_is_found_in_its_state(name, point):
    with Gazetteer() as gazetteer:
        place = gazetteer.resolve(name)
    assert place.type == "town"
    assert distance_km(place.lon, place.lat, *point) < 10
