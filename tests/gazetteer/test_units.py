"""States, provinces, counties and districts. Truth from general knowledge: a point that the unit's disc holds."""

import csv

import pytest

from gazetteer.build import units
from gazetteer.distance import distance_km


def test_the_table_is_complete_and_plausible():
    with units.TABLE.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert tuple(rows[0]) == units.COLUMNS
    assert len({row["number"] for row in rows}) == len({row["code"] for row in rows}) == len(rows) > 14_000
    for row in rows:
        assert row["name"].strip() == row["name"] != ""
        assert row["code"].count(".") in {1, 2}
        assert -180 <= float(row["lon"]) <= 180
        assert -90 <= float(row["lat"]) <= 90
        assert 0 < float(row["radius_km"]) < 2000
        assert int(row["population"]) >= 0
    counties = [row for row in rows if row["code"].startswith("US.") and row["code"].count(".") == 2]
    assert len(counties) > 3100


def test_a_unit_lies_at_the_towns_that_bear_its_code(gazetteer):
    rows = gazetteer._index._rows(
        "SELECT country, admin1, avg(lon_e5) / 1e5, avg(lat_e5) / 1e5 FROM place WHERE type = 'town'"
        " GROUP BY country, admin1 HAVING count(*) > 5 AND max(lon_e5) - min(lon_e5) < 18000000",
        (),
    )
    middles = {(country, admin1): (lon, lat) for country, admin1, lon, lat in rows}
    with units.TABLE.open(encoding="utf-8", newline="") as table:
        firsts = [row for row in csv.DictReader(table) if row["code"].count(".") == 1]
    found = [(row, middles[key]) for row in firsts if (key := tuple(row["code"].split("."))) in middles]
    assert len(found) > 2000
    for row, middle in found:
        apart = distance_km(float(row["lon"]), float(row["lat"]), *middle)
        assert apart <= float(row["radius_km"]) + 60, row["name"]


@pytest.mark.parametrize(
    ("name", "country", "inside"),
    [
        ("Laurel County", "US", (-84.08, 37.13)),  # London, Kentucky
        ("Avoyelles Parish", "US", (-92.07, 31.13)),  # Marksville
        ("Miami-Dade County", "US", (-80.19, 25.77)),
        ("Harris Co.", "US", (-95.37, 29.76)),  # Houston
        ("Cambridgeshire", "GB", (0.12, 52.2)),
        ("County Mayo", "IE", (-9.3, 53.86)),  # Castlebar
        ("Mayo County", "IE", (-9.3, 53.86)),
        ("Calvados", "FR", (-0.36, 49.18)),  # Caen
        ("Idlib Governorate", "SY", (36.63, 35.93)),
        ("Fars Province", "IR", (52.53, 29.61)),  # Shiraz
        ("Amur Oblast", "RU", (127.53, 50.26)),  # Blagoveshchensk
        ("Amur Region", "RU", (127.53, 50.26)),
        ("Амурская область", "RU", (127.53, 50.26)),
        ("Limpopo", "ZA", (29.45, -23.9)),  # Polokwane
        ("Eastern Cape", "ZA", (28.42, -31.59)),  # Mthatha
        ("Oromiya", "ET", (39.27, 8.54)),  # Adama
        ("Sinaloa", "MX", (-107.39, 24.8)),  # Culiacan
        ("Hokkaido", "JP", (141.35, 43.06)),  # Sapporo
        ("Zakarpattia Oblast", "UA", (22.3, 48.62)),  # Uzhhorod
        ("محافظة حلب", "SY", (37.16, 36.2)),
    ],
)
def test_a_unit_holds_its_town(gazetteer, name, country, inside):
    place = gazetteer.resolve(name, country=country, types=["admin"])
    assert place.id.startswith("geonames:")
    assert distance_km(place.lon, place.lat, *inside) <= place.radius_km + 5
    assert place.radius_km < 1200


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Houston", "US"), ("Idlib", "SY"), ("Aleppo", "SY"), ("Kharkiv", "UA"), ("Paris", "FR"), ("Lima", "PE"),
        ("Vienna", "AT"), ("Los Angeles", "US"), ("Moscow", "RU"), ("Basra", "IQ"),
        ("Baghdad", "IQ"), ("Shiraz", "IR"), ("Guangzhou", "CN"), ("Donetsk", "UA"), ("Dallas", "US"),
    ],
)  # fmt: skip
def test_a_unit_does_not_hide_its_town(gazetteer, name, country):
    place = gazetteer.resolve(name)
    assert (place.type, place.country) == ("town", country)


@pytest.mark.parametrize(
    ("id_", "least_km", "most_km"),
    [
        (408662, 200, 400),  # Jonglei
        (8394436, 100, 200),  # Central Darfur
        (444178, 4, 15),  # Addis Ababa
        (625143, 4, 15),  # Minsk
    ],
)
def test_a_province_of_one_town_is_no_town(gazetteer, id_, least_km, most_km):
    assert least_km <= gazetteer.get(f"geonames:{id_}").radius_km <= most_km
