"""Names that were once not found or taken for the wrong place. Truth from general knowledge."""

import pytest

from gazetteer import AmbiguousPlaceError, Place, PlaceNotFoundError, credit
from gazetteer.distance import distance_km
from gazetteer.han import ONE_FORM
from gazetteer.index import _BY_ID


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("Congo", {"CD", "CG"}),
        ("Korea", {"KP", "KR"}),
        ("Virgin Islands", {"VG", "VI"}),
        ("Micronesia", {"FM", ""}),
        ("Timor", {"TL", "ID|TL"}),
        ("Hormuz", {"IR", "IR|OM"}),
    ],
)
def test_a_name_of_two_lands_is_left_to_people(gazetteer, name, countries):
    with pytest.raises(AmbiguousPlaceError) as error:
        gazetteer.resolve(name)
    assert {match.place.country for match in error.value.candidates if match.score > 0.1} == countries


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Guinea", "GN"), ("Equatorial Guinea", "GQ"), ("Papua New Guinea", "PG"), ("Sudan", "SD"), ("South Sudan", "SS"),
        ("Ireland", "IE"), ("Samoa", "WS"), ("American Samoa", "AS"), ("China", "CN"), ("Taiwan", "TW"),
        ("East Timor", "TL"), ("DR Congo", "CD"), ("Congo-Brazzaville", "CG"), ("North Korea", "KP"), ("臺灣", "TW"),
        ("Falklands", "FK"), ("Malvinas", "FK"), ("Islas Malvinas", "FK"), ("Luxembourg", "LU"), ("Malta", "MT"),
        ("Holy See", "VA"),
    ],
)  # fmt: skip
def test_a_country_that_its_name_settles(gazetteer, name, code):
    place = gazetteer.resolve(name)
    assert place.type in {"country", "territory"}
    assert place.country == code


@pytest.mark.parametrize(
    ("name", "country", "point"),
    [
        ("Singapore", "SG", (103.85, 1.29)),
        ("Monaco", "MC", (7.42, 43.73)),
        ("Vatican", "VA", (12.453, 41.902)),
        ("Vatican City", "VA", (12.453, 41.902)),
        ("Gibraltar", "GI", (-5.35, 36.14)),
        ("Macau", "MO", (113.55, 22.2)),
        ("Macao", "MO", (113.55, 22.2)),
        ("Hong Kong", "HK", (114.17, 22.28)),
    ],
)
def test_a_city_state_is_a_town_where_a_route_can_end(gazetteer, name, country, point):
    place = gazetteer.resolve(name)
    assert (place.type, place.country) == ("town", country)
    assert not place.is_area
    assert distance_km(place.lon, place.lat, *point) < 5
    state = gazetteer.resolve(name if name != "Vatican City" else "Vatican", types=["country", "territory"])
    assert state.type in {"country", "territory"}
    assert gazetteer.resolve_all([name, "Xyzzyville"])[0].place == place


@pytest.mark.parametrize(
    ("name", "type_", "point", "km"),
    [
        ("Hodeidah", "town", (42.95, 14.8), 8),
        ("Al Hudaydah", "town", (42.95, 14.8), 8),
        ("Hudaydah", "town", (42.95, 14.8), 8),
        ("الحديدة", "town", (42.95, 14.8), 8),
        ("Anzali", "town", (49.46, 37.47), 8),
        ("Bandar-e Anzali", "town", (49.46, 37.47), 8),
        ("Bandar Abbas", "town", (56.27, 27.18), 10),
        ("Raqqah", "town", (39.01, 35.95), 8),
        ("Hasakah", "town", (40.74, 36.5), 8),
        ("Suez", "town", (32.53, 29.97), 10),
        ("Suez Canal", "canal", (32.33, 30.58), 30),
        ("Strait of Hormuz", "strait", (56.4, 26.6), 40),
        ("臺北", "town", (121.56, 25.04), 10),
        ("台北", "town", (121.56, 25.04), 10),
        ("廣州", "town", (113.26, 23.12), 15),
        ("瀋陽", "town", (123.43, 41.79), 15),
        ("哈爾濱", "town", (126.63, 45.75), 15),
        ("廣島", "town", (132.46, 34.39), 10),
        ("広島", "town", (132.46, 34.39), 10),
        ("橫濱", "town", (139.64, 35.44), 10),
    ],
)
def test_a_spelling_in_use_is_found(gazetteer, name, type_, point, km):
    place = gazetteer.resolve(name)
    assert place.type == type_
    assert distance_km(place.lon, place.lat, *point) <= km


def test_a_form_of_a_character_stands_for_itself_or_another():
    assert not set(ONE_FORM) & set(ONE_FORM.values())
    assert all(0x4E00 <= code <= 0x9FFF for pair in ONE_FORM.items() for code in pair)


@pytest.mark.parametrize(
    "name",
    ["Russian", "Korean", "North Korean", "German", "Welsh", "Spanish", "English", "Thai", "Canadian", "Arab",
     "Argentine", "Kazakh", "Western", "russian", "Iranian", "American", "Chinese", "Ukrainian"],
)  # fmt: skip
def test_an_adjective_is_no_place(gazetteer, name):
    with pytest.raises(PlaceNotFoundError, match="where people or things come from"):
        gazetteer.resolve(name)
    assert gazetteer.search(name) == []
    assert gazetteer.resolve_all([name, "Moscow"])[0] is None


def test_a_town_called_like_an_adjective_needs_a_hint(gazetteer):
    assert gazetteer.resolve("Spanish", country="CA").type == "town"
    assert gazetteer.resolve("Arab, Alabama").admin1 == "AL"


def test_a_place_is_got_by_its_id(gazetteer):
    for name in ("Najin", "Khasan", "Russia", "Black Sea"):
        place = gazetteer.resolve(name)
        assert gazetteer.get(place.id) == place


def test_an_id_from_an_error_can_be_used(gazetteer):
    with pytest.raises(AmbiguousPlaceError) as error:
        gazetteer.resolve("Tripoli")
    for match in error.value.candidates:
        assert f"({match.place.id})" in str(error.value) or match.score < 0.5
        assert gazetteer.get(match.place.id) == match.place


@pytest.mark.parametrize(
    "id_", ["", "geonames:0", "geonames:2042645 ", "GEONAMES:2042645", "Najin", "%", "' OR 1=1", "\ud800"]
)
def test_an_unknown_id_is_told(gazetteer, id_):
    with pytest.raises(PlaceNotFoundError, match="no place has the id"):
        gazetteer.get(id_)


@pytest.mark.parametrize("id_", [None, 2042645, b"geonames:2042645"])
def test_an_id_is_text(gazetteer, id_):
    with pytest.raises(TypeError, match="an id must be a str"):
        gazetteer.get(id_)


def test_an_id_is_found_by_an_index(gazetteer):
    plan = gazetteer._index._rows(f"EXPLAIN QUERY PLAN {_BY_ID}", ("a",))
    assert any("place_by_id" in step[-1] for step in plan)
    assert not any(step[-1].startswith("SCAN place") for step in plan)


def test_geonames_is_credited_wherever_its_places_are_shown(gazetteer):
    line = "Place names: GeoNames (CC BY 4.0)"
    for name in ("Najin", "Russia", "Hodeidah", "New York City"):
        place = gazetteer.resolve(name)
        assert place.id.startswith("geonames:")
        assert credit(place) == line
    assert credit(gazetteer.resolve("Khasan")) == ""
    assert credit(Place("position:1,2", "1 N, 2 E", "site", source="position given")) == ""
    assert credit(Place("depot", "depot", "site", source="near Tikhoretsk (GeoNames)")) == line


def test_every_place_of_geonames_is_credited(gazetteer):
    sources = {
        row[0]
        for row in gazetteer._index._rows(
            "SELECT DISTINCT source.name FROM place JOIN source ON source.number = place.source WHERE place.id IS NULL",
            (),
        )
    }
    assert sources
    assert all("GeoNames" in source for source in sources)


REGRESSIONS = [
    ("Khasan", {}, "RU", "town"),
    ("Khasan", {"country": "RU"}, "RU", "town"),
    ("Middle East", {}, "", "region"),
    ("Tumen River", {}, "CN|KP|RU", "river"),
    ("Tyumen", {}, "RU", "town"),
    ("Dunay", {"country": "RU"}, "RU", "town"),
    ("Vostochny", {"types": ["spaceport"]}, "RU", "spaceport"),
    ("Vostochny", {"types": ["port"]}, "RU", "port"),
    ("Vostochny", {"types": ["town"], "near": "Stavropol"}, "RU", "town"),
    ("Tripoli", {"near": "Beirut"}, "LB", "town"),
    ("Tripoli", {"near": "Benghazi"}, "LY", "town"),
    ("Soviet Union", {}, "", "country"),
    ("White House", {"near": "Washington, D.C."}, "US", "building"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "hints", "country", "type_"), REGRESSIONS)
def test_confident_mistakes_of_others_are_not_made(gazetteer, name, hints, country, type_):
    place = gazetteer.resolve(name, **hints)
    assert (place.country, place.type) == (country, type_)


def test_the_danube_and_the_port_are_told_apart_by_context(gazetteer):
    assert "DE" in gazetteer.resolve("Dunay", types=["river"]).country
    port = gazetteer.resolve_all(["Vladivostok", "Nakhodka", "Dunay"])[2]
    assert port.place.id == "geonames:2024800"
    with pytest.raises(AmbiguousPlaceError):
        gazetteer.resolve("White House")
    with pytest.raises(AmbiguousPlaceError):
        gazetteer.resolve("Tumen")
    assert gazetteer.resolve("Tumen", types=["town"], near="Yanji").id == "geonames:2034340"


def test_a_dissolved_state_breaks_nothing(gazetteer):
    union, moscow = gazetteer.resolve_all(["Soviet Union", "Moscow"])
    assert (union.place.name, moscow.place.country) == ("Soviet Union", "RU")
    with pytest.raises(ValueError, match="no ISO 3166-1 code"):
        gazetteer.resolve("Moscow", country="Soviet Union")
    with pytest.raises(PlaceNotFoundError):
        gazetteer.resolve("Moscow, Soviet Union")
