"""Every hand-written row is checked, and so are the distilled countries."""

import csv
import math
import re
from pathlib import Path

import pytest
import shapely

import gazetteer.build
from gazetteer import outlines
from gazetteer.build import supplement
from gazetteer.distance import distance_km
from gazetteer.names import MAX_NAME_LENGTH, fold
from gazetteer.place import PLACE_TYPES

ROWS = list(supplement.rows(supplement.directory()))
OWN = [row for row in ROWS if row["id"].startswith("supplement:")]

# km. What the extent of a place of some type may be.
EXTENTS = {
    "admin": (10, 1900),
    "airport": (1, 5),
    "border-crossing": (0.5, 30),
    "building": (0.1, 1),
    "canal": (3, 130),
    "country": (250, 5000),
    "island": (0.5, 1200),
    "lake": (30, 650),
    "military": (1, 15),
    "mountain": (5, 4300),
    "port": (2, 50),
    "region": (3, 7500),
    "river": (20, 3700),
    "sea": (5, 9500),
    "site": (0.2, 120),
    "spaceport": (3, 45),
    "station": (0.5, 5),
    "strait": (15, 600),
    "territory": (20, 500),
    "town": (0.5, 15),
    "zone": (1, 300),
}


# Places whose country the map of those who hold them (Natural Earth) does not show there: the Crimea, bases on
# foreign soil, islands too small for the map, isles that have a code of their own.
_NAMES = """
    abu-musa aland-islands belbek-air-base crimean-bridge dzhankoi-air-base farallon-islands
    greater-tunb guantanamo-bay-naval-base guiana-space-centre jan-mayen kapikule kerch-strait koh-tao
    krakatoa maroni matsu-islands midway-atoll port-of-kerch pratas-island robben-island
    saint-peters-square saky-air-base sanafir-island sevastopol-naval-base snake-island spitsbergen
    tuzla-island wake-island white-island-new-zealand
"""
ELSEWHERE_ON_THE_MAP = {f"supplement:{name}" for name in _NAMES.split()}
IN_A_COUNTRY = [row for row in OWN if row["country"] and row["id"] not in ELSEWHERE_ON_THE_MAP]
# The map leaves lakes and narrow inlets out.
NOT_CUT_OUT = {
    "supplement:golden-horn",
    "supplement:georgian-bay",
    "supplement:green-bay-lake-michigan",
    "supplement:saginaw-bay",
}


def faulty(rows, *conditions):
    """Return each row that breaks a condition, by its id, with the names of those it breaks."""
    broken = {row["id"]: [each.__name__ for each in conditions if not each(row)] for row in rows}
    return {key: names for key, names in broken.items() if names}


def parts_of(row):
    return row["names"].split("|") if row["names"] else []


def codes_of(row):
    return [part for part in parts_of(row) if part.startswith("code:")]


def has_an_id(row):
    return re.fullmatch(r"supplement:[a-z0-9-]+|geonames:[1-9]\d*|iata:[A-Z0-9]{3}", row["id"])


def has_a_note(row):
    return row["note"]


def has_a_known_type(row):
    return row["type"] in {*PLACE_TYPES, ""}


def has_countries_in_order(row):
    codes = row["country"].split("|") if row["country"] else []
    return codes == sorted(set(codes)) and all(re.fullmatch("[A-Z]{2}", code) for code in codes)


def has_names_that_can_be_found(row):
    names = [row["name"], *(name for name, _ in supplement.parsed_names(row["names"]))]
    return all(fold(name) and len(name) <= MAX_NAME_LENGTH for name in names if name)


def has_each_name_once_and_its_language(row):
    parts = parts_of(row)
    return len(parts) == len(set(parts)) and all(
        re.fullmatch(r"[a-z]{2}(-Latn)?|code", part.partition(":")[0]) for part in parts
    )


def has_codes_called_so(row):
    parts, codes = parts_of(row), codes_of(row)
    return all(re.fullmatch("code:[A-Z]{2,3}", code) for code in codes) and not any(
        re.fullmatch("[^:]*:[A-Z]{1,2}", part) and part not in codes for part in parts
    )


# One test for thousands of rows: a test for each took long to set up and said no more.
def test_each_row_is_well_formed():
    assert len(ROWS) > 3000
    assert not faulty(
        ROWS, has_an_id, has_a_note, has_a_known_type, has_countries_in_order, has_names_that_can_be_found,
        has_each_name_once_and_its_language, has_codes_called_so,
    )  # fmt: skip


def has_a_name(row):
    return row["name"]


def lies_on_the_globe(row):
    return -180 <= float(row["lon"]) <= 180 and -90 <= float(row["lat"]) <= 90


def has_a_plausible_extent(row):
    least, most = EXTENTS[row["type"]]
    return least <= float(row["radius_km"]) <= most


def test_each_place_of_our_own_is_complete_and_of_plausible_extent():
    assert len(OWN) > 2500
    assert not faulty(OWN, has_a_name, lies_on_the_globe, has_a_plausible_extent)


def test_a_faulty_row_is_told():
    row = {"id": "Nowhere", "name": "x", "type": "town", "country": "RU|DE", "names": "xx:AB", "note": ""}
    row |= {"lon": "181", "lat": "0", "radius_km": "1000"}
    assert faulty(
        [row], has_an_id, has_a_note, has_a_known_type, has_countries_in_order, has_codes_called_so,
        lies_on_the_globe, has_a_plausible_extent,
    ) == {
        "Nowhere": [
            "has_an_id", "has_a_note", "has_countries_in_order", "has_codes_called_so", "lies_on_the_globe",
            "has_a_plausible_extent",
        ]
    }  # fmt: skip


def test_ids_are_used_once():
    ids = [row["id"] for row in ROWS]
    assert len(ids) == len(set(ids))


def test_every_row_is_in_the_index(gazetteer):
    for row in OWN:
        found = [match.place.id for match in gazetteer.search(row["name"], limit=100, types=[row["type"]])]
        assert row["id"] in found
    for row in ROWS:
        for name, _ in supplement.parsed_names(row["names"]):
            assert row["id"] in [match.place.id for match in gazetteer.search(name, limit=100)], name


def countries_within(lon, lat, km):
    """The codes of all countries that a box around a point touches."""
    height = km / 111.2
    width = height / max(0.05, math.cos(math.radians(lat)))
    box = shapely.box(lon - width, lat - height, lon + width, lat + height)
    layer = outlines.countries()
    return {str(layer.code[at]) for at in layer.tree.query(box, predicate="intersects")}


def lies_in_its_countries(row):
    lon, lat, radius_km = float(row["lon"]), float(row["lat"]), float(row["radius_km"])
    return set(row["country"].split("|")) <= countries_within(lon, lat, radius_km + 5)


def is_no_land(row):
    index, km = outlines.land().nearest(float(row["lon"]), float(row["lat"]), 0.1)
    return index < 0 or km > 0


def test_each_place_lies_in_its_countries():
    assert len(IN_A_COUNTRY) > 2000
    assert not faulty(IN_A_COUNTRY, lies_in_its_countries)
    assert faulty(
        [{"id": "x", "country": "JP", "lon": "37.6", "lat": "55.7", "radius_km": "5"}], lies_in_its_countries
    )


def test_a_sea_is_no_land():
    seas = [row for row in OWN if row["type"] == "sea"]
    assert len(seas) > 100
    assert faulty(seas, is_no_land).keys() == NOT_CUT_OUT


# Truth from general knowledge, not from the table: a point that the place's disc must hold, and one it must not.
@pytest.mark.parametrize(
    ("name", "types", "inside", "outside"),
    [
        ("Black Sea", ["sea"], (33.5, 44.6), (28.0, 36.4)),
        ("Sea of Japan", ["sea"], (130.3, 42.2), (121.5, 31.2)),
        ("Mediterranean", ["sea"], (35.5, 33.9), (50.0, 40.0)),
        ("Red Sea", ["sea"], (37.2, 19.6), (50.6, 26.2)),
        ("Bosporus", ["strait"], (29.0, 41.05), (26.4, 40.2)),
        ("Kerch Strait", ["strait"], (36.6, 45.3), (38.0, 44.6)),
        ("Strait of Hormuz", ["strait"], (56.3, 26.5), (51.5, 25.3)),
        ("Suez Canal", ["canal"], (32.3, 31.2), (31.2, 30.0)),
        ("Panama Canal", ["canal"], (-79.9, 9.3), (-82.4, 8.4)),
        ("Danube", ["river"], (19.0, 47.5), (2.3, 48.9)),
        ("Tumen River", ["river"], (130.6, 42.4), (125.8, 39.0)),
        ("Korean Peninsula", ["region"], (130.3, 42.2), (135.5, 34.7)),
        ("Russian Far East", ["region"], (131.9, 43.1), (82.9, 55.0)),
        ("southwestern Russia", ["region"], (40.1, 45.9), (60.6, 56.8)),
        ("Middle East", ["region"], (51.4, 35.7), (77.2, 28.6)),
        ("North Africa", ["region"], (31.2, 30.0), (36.8, -1.3)),
        ("Amur Oblast", ["admin"], (127.5, 50.3), (132.0, 43.0)),
        ("Donbas", ["region"], (37.8, 48.0), (30.5, 50.5)),
        ("Crimea", ["region"], (33.5, 44.6), (37.8, 47.2)),
        ("Vostochny Cosmodrome", ["spaceport"], (128.3, 51.9), (133.0, 42.7)),
        ("Baikonur Cosmodrome", ["spaceport"], (63.3, 45.9), (66.0, 57.0)),
        ("Khasan", ["town"], (130.64, 42.43), (131.9, 43.1)),
        ("Rafah crossing", ["border-crossing"], (34.26, 31.25), (34.55, 31.56)),
        ("Georgia", ["admin"], (-84.4, 33.7), (44.8, 41.7)),
        ("Georgia", ["country"], (44.8, 41.7), (-84.4, 33.7)),
        ("Russia", ["country"], (131.9, 43.1), (2.3, 48.9)),
        ("France", ["country"], (2.3, 48.9), (-52.8, 5.2)),
        ("Fiji", ["country"], (178.4, -18.1), (-179.9, -30.0)),
        ("United States", ["country"], (-74.0, 40.7), (-157.9, 21.3)),
        ("Vietnam", ["country"], (105.8, 21.0), (96.2, 16.8)),
    ],
)
def test_discs_hold_what_they_should(gazetteer, name, types, inside, outside):
    place = gazetteer.resolve(name, types=types)
    assert distance_km(place.lon, place.lat, *inside) <= place.radius_km + 5
    assert distance_km(place.lon, place.lat, *outside) > place.radius_km


def test_distilled_countries_are_complete_and_plausible():
    path = Path(gazetteer.build.__file__).with_name("countries.csv")
    with path.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert len({row["iso_number"] for row in rows}) == len(rows) > 230
    for row in rows:
        assert -180 <= float(row["lon"]) <= 180
        assert -90 <= float(row["lat"]) <= 90
        assert 0 < float(row["radius_km"]) < 4500


@pytest.mark.parametrize(
    ("code", "inside", "most_km"),
    [
        ("ID", [(106.8, -6.2), (98.7, 3.6), (140.7, -2.5)], 3500),  # Jakarta, Medan, Jayapura
        ("MY", [(101.7, 3.1), (116.1, 6.0)], 1300),  # Kuala Lumpur, Kota Kinabalu
        (
            "NZ",
            [(174.8, -36.8), (172.6, -43.5), (168.4, -46.4)],
            1200,
        ),  # Auckland, Christchurch, Invercargill
        ("PH", [(121.0, 14.6), (125.6, 7.1)], 1000),  # Manila, Davao
        ("KI", [(173.0, 1.4), (-157.4, 2.0)], 2000),  # Tarawa, Kiritimati
        ("FJ", [(178.4, -18.1), (179.4, -16.4)], 250),  # Suva, Labasa
        ("WS", [(-171.8, -13.8), (-172.4, -13.6)], 150),  # Apia, Savaii
        ("VU", [(168.3, -17.7), (167.2, -15.5)], 500),  # Port Vila, Luganville
        ("CV", [(-23.5, 14.9), (-25.0, 16.9)], 250),  # Praia, Mindelo
        ("GQ", [(8.8, 3.75), (9.8, 1.9)], 500),  # Malabo, Bata
        ("BS", [(-77.3, 25.1), (-78.7, 26.5)], 500),  # Nassau, Freeport
        ("KM", [(43.3, -11.7), (44.4, -12.2)], 150),  # Moroni, Mutsamudu
        ("JP", [(139.7, 35.7), (141.4, 43.1), (130.4, 33.6)], 1700),  # Tokyo, Sapporo, Fukuoka
        ("DK", [(12.6, 55.7), (9.9, 57.0)], 400),  # Copenhagen, Aalborg
        ("NO", [(10.7, 59.9), (18.9, 69.6)], 1200),  # Oslo, Tromsø
        ("PS", [(34.3, 31.3), (35.3, 32.5)], 150),  # Rafah, Jenin
        ("PT", [(-9.1, 38.7)], 400),
        ("FR", [(2.3, 48.9), (7.3, 43.7)], 700),
    ],
)
def test_a_country_of_islands_reaches_all_that_people_live_on(gazetteer, code, inside, most_km):
    country = next(each.place for each in gazetteer._index.countries(code) if each.place.id.startswith("geo"))
    assert country.radius_km <= most_km
    for spot in inside:
        assert distance_km(country.lon, country.lat, *spot) <= country.radius_km


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Bashkortostan", "RU"), ("Tuva", "RU"), ("North Ossetia", "RU"), ("Zabaykalsky Krai", "RU"),
        ("North Darfur", "SD"), ("Gezira", "SD"), ("Oromia", "ET"), ("Hasakah Governorate", "SY"),
        ("Ghor", "AF"), ("Wardak", "AF"), ("Lower Shabelle", "SO"), ("North Jeolla", "KR"),
        ("Podkarpackie", "PL"), ("Lakes State", "SS"),
    ],
)  # fmt: skip
def test_units_have_their_everyday_names(gazetteer, name, code):
    place = gazetteer.resolve(name)
    assert (place.type, place.country) == ("admin", code)
