"""Words for people and things of a place, and names of countries in many languages."""

import csv
import re

import pytest

from gazetteer.build import demonyms
from gazetteer.build.records import NameKind
from gazetteer.names import fold

ROWS = demonyms.rows()
SQL = "SELECT place.country, place.type FROM name JOIN place ON place.number = name.place WHERE key = ? AND kind = ?"


def meanings(gazetteer, word, kind):
    return set(gazetteer._index._rows(SQL, (fold(word), int(kind))))


def test_the_table_is_well_formed():
    with demonyms.TABLE.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert tuple(rows[0]) == demonyms.COLUMNS
    assert len({row["place"] for row in rows}) == len(rows) > 400
    for row in rows:
        assert re.fullmatch(r"[A-Z]{2}|geonames:[1-9]\d*|supplement:[a-z-]+", row["place"])
        assert row["note"] or row["place"].startswith("supplement:")
        parts = row["demonyms"].split("|")
        assert len(parts) == len(set(parts))
        assert all(re.fullmatch(r"[a-z]{2}:\S.*\S", part) for part in parts)


@pytest.mark.parametrize(
    ("word", "country", "type_"),
    [
        ("Russian", "RU", "country"), ("Americans", "US", "country"), ("North Korean", "KP", "country"),
        ("Palestinians", "PS", "country"), ("Swiss", "CH", "country"), ("Greenlanders", "GL", "territory"),
        ("российский", "RU", "country"), ("украинцы", "UA", "country"), ("إيراني", "IR", "country"),
        ("britannique", "GB", "country"), ("ukrainisch", "UA", "country"), ("Ohioans", "US", "admin"),
        ("Ontarians", "CA", "admin"), ("Dagestani", "RU", "admin"), ("Scottish", "GB", "admin"),
        ("South Ossetian", "GE", "region"), ("European", "", "region"), ("Kurds", "IQ|IR|SY|TR", "region"),
        ("Soviet", "", "country"), ("Abkhaz", "GE", "region"),
    ],
)  # fmt: skip
def test_a_demonym_is_in_the_index(gazetteer, word, country, type_):
    assert (country, type_) in meanings(gazetteer, word, NameKind.DEMONYM)


def test_a_demonym_that_two_places_share_means_both(gazetteer):
    assert {country for country, _ in meanings(gazetteer, "Congolese", NameKind.DEMONYM)} == {"CD", "CG"}
    assert {country for country, _ in meanings(gazetteer, "Georgian", NameKind.DEMONYM)} == {"GE", "US"}


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Deutschland", "DE"), ("Magyarország", "HU"), ("Österreich", "AT"), ("ஜெர்மனி", "DE"),
        ("ગ્રીસ", "GR"), ("โปแลนด์", "PL"), ("アイスランド", "IS"), ("冰岛", "IS"), ("Кения", "KE"),
        ("Suomi", "FI"), ("پاکستان", "PK"), ("სომხეთი", "AM"), ("Kingdom of Spain", "ES"), ("French Republic", "FR"),
    ],
)  # fmt: skip
def test_a_country_is_known_in_many_languages(gazetteer, name, country):
    assert gazetteer.resolve(name, types=["country"]).country == country


@pytest.mark.parametrize("name", ["Island", "Chad Island", "Oman Island"])
def test_a_word_of_another_language_is_no_country(gazetteer, name):
    assert "country" not in {match.place.type for match in gazetteer.search(name)}
