# ruff: noqa: RUF001 - names in their own scripts
"""Names that are known to mean a place, and names that must not be settled. Truth from general knowledge."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from gazetteer import AmbiguousPlaceError, Place, PlaceNotFoundError
from gazetteer.distance import distance_km

CERTAIN = [
    ("Najin", {}, (130.28, 42.25), 5, "KP"),
    ("Rajin", {}, (130.28, 42.25), 5, "KP"),
    ("Rasŏn", {}, (130.28, 42.25), 15, "KP"),
    ("나진", {}, (130.28, 42.25), 5, "KP"),
    ("라진", {}, (130.28, 42.25), 5, "KP"),
    ("羅津", {}, (130.28, 42.25), 5, "KP"),
    ("Najin, North Korea", {}, (130.28, 42.25), 5, "KP"),
    ("najin", {}, (130.28, 42.25), 5, "KP"),
    ("Dunay", {"country": "RU"}, (132.335, 42.879), 3, "RU"),
    ("Dunay", {"country": "ru"}, (132.335, 42.879), 3, "RU"),
    ("Dunay", {"country": "Russia"}, (132.335, 42.879), 3, "RU"),
    ("Dunay", {"country": "Россия"}, (132.335, 42.879), 3, "RU"),
    ("Dunay", {"near": "Vladivostok"}, (132.335, 42.879), 3, "RU"),
    ("Dunay, Russia", {}, (132.335, 42.879), 3, "RU"),
    ("Дунай", {"country": "RU", "types": ["town"]}, (132.335, 42.879), 3, "RU"),
    ("Tikhoretsk", {}, (40.12, 45.85), 3, "RU"),
    ("Тихорецк", {}, (40.12, 45.85), 3, "RU"),
    ("Vostochny Cosmodrome", {}, (128.33, 51.88), 15, "RU"),
    ("Vostochny Cosmodrom", {}, (128.33, 51.88), 15, "RU"),
    ("Vostochny", {"types": ["spaceport"]}, (128.33, 51.88), 15, "RU"),
    ("Vostochny", {"types": ["port"]}, (133.05, 42.74), 5, "RU"),
    ("Khasan", {}, (130.64, 42.43), 3, "RU"),
    ("Tumangang", {}, (130.6, 42.42), 3, "KP"),
    ("Camp David", {}, (-77.465, 39.648), 2, "US"),
    ("Kim Il Sung Square", {}, (125.753, 39.02), 1, "KP"),
    ("Moscow", {}, (37.62, 55.75), 10, "RU"),
    ("moscow", {}, (37.62, 55.75), 10, "RU"),
    ("Moscow, Idaho", {}, (-117.0, 46.73), 5, "US"),
    ("Paris", {}, (2.35, 48.85), 10, "FR"),
    ("Paris, Texas", {}, (-95.55, 33.66), 10, "US"),
    ("London", {}, (-0.12, 51.5), 10, "GB"),
    ("Odesa", {}, (30.74, 46.48), 10, "UA"),
    ("Одеса", {}, (30.74, 46.48), 10, "UA"),
    ("Istanbul", {}, (28.95, 41.01), 10, "TR"),
    ("Beirut", {}, (35.5, 33.89), 5, "LB"),
    ("بيروت", {}, (35.5, 33.89), 5, "LB"),
    ("Kyiv", {}, (30.52, 50.45), 10, "UA"),
    ("Kiev", {}, (30.52, 50.45), 10, "UA"),
    ("平壌", {}, (125.75, 39.03), 10, "KP"),
    ("평양", {}, (125.75, 39.03), 10, "KP"),
    ("Tripoli", {"near": "Beirut"}, (35.84, 34.43), 5, "LB"),
    ("Tripoli", {"near": (35.5, 33.89)}, (35.84, 34.43), 5, "LB"),
    ("Tripoli", {"near": "Benghazi"}, (13.19, 32.89), 5, "LY"),
    ("Tripoli", {"country": "LB"}, (35.84, 34.43), 5, "LB"),
    ("Tripoli, Lebanon", {}, (35.84, 34.43), 5, "LB"),
    ("White House", {"types": ["building"]}, (-77.0365, 38.8977), 1, "US"),
    ("Port Sudan", {}, (37.22, 19.61), 5, "SD"),
    ("Mombasa", {}, (39.67, -4.05), 10, "KE"),
    ("Washington, D.C.", {}, (-77.04, 38.9), 5, "US"),
    ("صنعاء", {}, (44.2, 15.35), 10, "YE"),
]
COUNTRIES = [
    ("Jordan", "JO"), ("Chad", "TD"), ("Niger", "NE"), ("Lebanon", "LB"), ("Turkey", "TR"), ("Türkiye", "TR"),
    ("US", "US"), ("U.S.", "US"), ("USA", "US"), ("America", "US"), ("the United States", "US"), ("UK", "GB"),
    ("Britain", "GB"), ("DPRK", "KP"), ("Democratic People’s Republic of Korea", "KP"), ("북한", "KP"),
    ("조선", "KP"), ("한국", "KR"), ("ROK", "KR"), ("中国", "CN"), ("Россия", "RU"), ("Украина", "UA"),
    ("Україна", "UA"), ("Holland", "NL"), ("Burma", "MM"), ("Ivory Coast", "CI"), ("DRC", "CD"), ("UAE", "AE"),
    ("Palestine", "PS"), ("Holy See", "VA"), ("Taiwan", "TW"),
]  # fmt: skip
UNSETTLED = [
    "Tripoli", "Vostochny", "Dunay", "Дунай", "Springfield", "Washington", "Georgia", "Korea", "White House",
    "San José", "Tumen", "Alexandria",
]  # fmt: skip
UNKNOWN = ["Xyzzyville", "", "   ", "...", "\u200b", "x" * 1_000_000, "Dunay, Atlantis", ",", ", ,"]


@pytest.mark.parametrize(("name", "hints", "point", "km", "country"), CERTAIN)
def test_a_name_that_is_certain(gazetteer, name, hints, point, km, country):  # noqa: PLR0913, PLR0917 - a row
    place = gazetteer.resolve(name, **hints)
    assert place.country == country
    assert distance_km(place.lon, place.lat, *point) <= km


@pytest.mark.parametrize(("name", "code"), COUNTRIES)
def test_countries_by_their_many_names(gazetteer, name, code):
    place = gazetteer.resolve(name)
    assert (place.type, place.country) == ("country", code)
    assert place.is_area


@pytest.mark.parametrize("name", ["Soviet Union", "USSR", "СССР"])
def test_a_dissolved_state_is_a_country_without_a_code(gazetteer, name):
    place = gazetteer.resolve(name)
    assert (place.type, place.country) == ("country", "")


@pytest.mark.parametrize("name", UNSETTLED)
def test_a_name_that_must_not_be_settled_alone(gazetteer, name):
    with pytest.raises(AmbiguousPlaceError) as error:
        gazetteer.resolve(name)
    assert error.value.name == name
    assert len(error.value.candidates) > 1
    first = error.value.candidates[0].place
    assert f"lon {first.lon:.3f}, lat {first.lat:.3f}" in str(error.value)
    assert re.search(
        r"; say which by (country, |type, |country or |type or )*(or )?a place nearby:\n", str(error.value)
    )
    assert "=" not in str(error.value)


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_name_that_nobody_bears(gazetteer, name):
    with pytest.raises(PlaceNotFoundError) as error:
        gazetteer.resolve(name)
    assert 10 < len(str(error.value)) < 1000
    assert gazetteer.search(name) == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Odessaa", "Odesa"),
        ("Vladivistok", "Vladivostok"),
        ("Tikhoretks", "Tikhoretsk"),
        ("Владивостк", "Vladivostok"),
    ],
)
def test_a_misspelt_name_is_offered_and_not_taken(gazetteer, wrong, right):
    with pytest.raises(PlaceNotFoundError, match="similar names") as error:
        gazetteer.resolve(wrong)
    offered = {match.place.name: match for match in error.value.candidates}
    assert offered[right].kind == "misspelt"
    assert all(match.score <= 0.5 for match in error.value.candidates)


def test_traps(gazetteer):
    """Confident mistakes of plain alias look-up."""
    assert "IN" not in gazetteer.resolve("Khasan").country
    assert gazetteer.resolve("Middle East").type == "region"
    assert gazetteer.resolve("Dunay", types=["river"]).name == "Danube"
    assert gazetteer.resolve("Danube").type == "river"
    assert gazetteer.resolve("Tumen River").type == "river"
    assert gazetteer.resolve("Black Sea").type == "sea"
    with pytest.raises(PlaceNotFoundError, match="not sure"):
        gazetteer.resolve("peninsula")
    assert gazetteer.search("West")
    assert all(match.kind == "misspelt" for match in gazetteer.search("the West"))
    with pytest.raises(PlaceNotFoundError, match="not sure"):
        gazetteer.resolve("the Kremlin")  # denied it
    assert gazetteer.resolve("the Kremlin", near="Moscow").type == "building"
    assert gazetteer.resolve("The Hague").country == "NL"
    for match in gazetteer.search("White House"):
        assert not (match.place.name == "Casablanca" and match.score > 0.5)


def test_the_hints_filter(gazetteer):
    with pytest.raises(PlaceNotFoundError, match=r"in RU, but without that hint one is:\n  Rajin, town, KP"):
        gazetteer.resolve("Najin", country="RU")
    with pytest.raises(PlaceNotFoundError, match="of type river"):
        gazetteer.resolve("Najin", types=["river"])
    assert all(match.kind == "misspelt" for match in gazetteer.search("Najin", country="RU"))
    assert {match.place.country for match in gazetteer.search("Odessa", country="US")} == {"US"}


def test_near_may_be_a_name_a_place_or_a_point(gazetteer):
    beirut = gazetteer.resolve("Beirut")
    for near in ("Beirut", beirut, (beirut.lon, beirut.lat), [35.5, 33.9]):
        assert gazetteer.resolve("Tripoli", near=near).country == "LB"


@pytest.mark.parametrize(
    ("hints", "error", "message"),
    [
        ({"country": "Atlantis"}, ValueError, "'Atlantis' is neither an ISO 3166-1 code nor a known country"),
        ({"country": "XX"}, ValueError, "'XX' is neither"),
        ({"country": ""}, ValueError, "'' is neither"),
        ({"country": "Soviet Union"}, ValueError, "no ISO 3166-1 code"),
        ({"types": ["rivr"]}, ValueError, "did you mean 'river'"),
        ({"types": ["town", "qqq"]}, ValueError, "known are country, territory"),
        ({"near": (47.5, 142.0)}, ValueError, r"longitude comes first.*swapped"),
        ({"near": (200.0, 10.0)}, ValueError, "not between -180 and 180"),
        ({"near": (float("nan"), 10.0)}, ValueError, "finite"),
        ({"near": (float("inf"), 10.0)}, ValueError, "finite"),
        ({"near": (1.0,)}, TypeError, "neither a name, a Place nor a pair"),
        ({"near": (1.0, 2.0, 3.0)}, TypeError, "neither a name"),
        ({"near": ("east", "north")}, TypeError, "neither a name"),
        ({"near": 5}, TypeError, "neither a name"),
        ({"near": "Tripoli"}, AmbiguousPlaceError, "near: 'Tripoli' may be"),
        ({"near": "Xyzzyville"}, PlaceNotFoundError, "near: no place is known"),
    ],
)
def test_wrong_hints_are_named(gazetteer, hints, error, message):
    for ask in (
        gazetteer.resolve,
        gazetteer.search,
        lambda name, **hints: gazetteer.resolve_all([name], **hints),
    ):
        with pytest.raises(error, match=message):
            ask("Moscow", **hints)


@pytest.mark.parametrize("name", [None, 5, float("nan"), b"Moscow", ["Moscow"]])
def test_a_name_is_text(gazetteer, name):
    with pytest.raises(TypeError, match="a name must be a str"):
        gazetteer.resolve(name)
    with pytest.raises(TypeError, match="a name must be a str"):
        gazetteer.resolve_all([name])


def test_a_type_may_be_given_alone(gazetteer):
    assert gazetteer.resolve("Vostochny", types="spaceport").type == "spaceport"


def test_search_is_ordered_and_explained(gazetteer):
    matches = gazetteer.search("Tripoli")
    assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
    assert matches[0].place.country == "LY"
    assert matches[0].rivals[0].country == "LB"
    assert matches[0].place not in matches[0].rivals
    assert "inhabitants" in matches[0].reasons[1]
    near = gazetteer.search("Tripoli", near="Beirut")[0]
    assert "km from Beirut" in near.reasons[-1]
    assert len(gazetteer.search("Springfield", limit=3)) == 3
    with pytest.raises(ValueError, match="at least one"):
        gazetteer.search("Tripoli", limit=0)


def test_the_kind_says_how_it_matched(gazetteer):
    assert gazetteer.search("Rajin")[0].kind == "exact"
    assert gazetteer.search("RAJIN")[0].kind == "folded"
    assert gazetteer.search("luo jin")[0].kind == "romanised"


def test_two_points_of_one_town_are_no_rivals(gazetteer):
    matches = gazetteer.search("Тихорецк")
    assert len(matches) == 2
    assert matches[0].place.name == "Tikhoretsk"
    assert matches[0].score > 0.99


def settled(gazetteer, *names, **hints):
    return [
        match and (match.place.name, match.place.country) for match in gazetteer.resolve_all(names, **hints)
    ]


def test_names_settle_each_other(gazetteer):
    assert settled(gazetteer, "Najin", "Dunay", "Tikhoretsk") == [
        ("Rajin", "KP"), ("Dunay", "RU"), ("Tikhoretsk", "RU"),
    ]  # fmt: skip
    assert settled(gazetteer, "Dunay", "Vienna", "Budapest")[0] != ("Dunay", "RU")
    assert settled(gazetteer, "Beirut", "Tripoli", "Damascus")[1] == ("Tripoli", "LB")
    assert settled(gazetteer, "Tripoli", "Libya")[0] == ("Tripoli", "LY")
    assert settled(gazetteer, "Tripoli", "Lebanon")[0] == ("Tripoli", "LB")
    assert settled(gazetteer, "Georgia", "Tbilisi")[0] == ("Georgia", "GE")
    assert settled(gazetteer, "Georgia", "Atlanta", "Alabama")[0] == ("Georgia", "US")


def test_a_capital_is_not_lost_to_a_village_near_another_name(gazetteer):
    assert settled(gazetteer, "Moscow", "Washington")[0] == ("Moscow", "RU")
    assert settled(gazetteer, "Moscow", "United States")[0] in {("Moscow", "RU"), None}
    assert settled(gazetteer, "Pyongyang", "Moscow", "Beijing", "Seoul", "Kyiv", "Tokyo") == [
        ("Pyongyang", "KP"), ("Moscow", "RU"), ("Beijing", "CN"), ("Seoul", "KR"), ("Kyiv", "UA"), ("Tokyo", "JP"),
    ]  # fmt: skip


def test_doubt_stays_doubt(gazetteer):
    assert settled(gazetteer, "Odesa", "Istanbul", "Tripoli")[2] is None
    assert settled(gazetteer, "Springfield") == [None]
    assert settled(gazetteer, "Tripoli", "Tripoli", "TRIPOLI") == [None, None, None]
    assert settled(gazetteer, "Xyzzyville", "", "Najin")[:2] == [None, None]
    assert settled(gazetteer) == []


def test_hints_hold_for_all_names(gazetteer):
    assert settled(gazetteer, "Dunay", "Moscow", "Najin", country="RU") == [
        ("Dunay", "RU"),
        ("Moscow", "RU"),
        None,
    ]


def test_one_name_is_not_a_list(gazetteer):
    with pytest.raises(TypeError, match="not the one name"):
        gazetteer.resolve_all("Najin")


def test_mentions_are_settled_with_each_other(gazetteer):
    text = "From Beirut by road to Tripoli."
    matches = gazetteer.resolve_mentions(text, [(5, 11), (23, 30)])
    assert [match.place.country for match in matches] == ["LB", "LB"]
    assert gazetteer.resolve_mentions("", []) == []


@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (4, 2), (0, 99)])
def test_a_span_outside_the_text_is_refused(gazetteer, span):
    with pytest.raises(ValueError, match=r"does not lie in the text of 6 characters"):
        gazetteer.resolve_mentions("Beirut", [span])


def test_answers_are_places(gazetteer):
    place = gazetteer.resolve("Najin")
    assert isinstance(place, Place)
    assert (place.id, place.name, place.admin1, place.source) == (
        "geonames:2042645",
        "Rajin",
        "18",
        "GeoNames",
    )
    assert place.population > 50_000
    assert 1 < place.radius_km < 10


def test_threads_share_a_gazetteer(gazetteer):
    names = [name for name, *_ in CERTAIN] * 20
    alone = [gazetteer.search(name) for name in names]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(gazetteer.search, names)) == alone


def test_the_work_grows_with_the_number_of_names_and_not_with_its_square(gazetteer):
    names = [f"{name} {number}" for number in range(40) for name in ("San", "Port", "New", "Saint")]
    towns = ["Springfield", "San José", "Santa Cruz", "Victoria", "Alexandria", "Georgetown"] * 50

    def seconds(these):
        started = time.process_time()
        gazetteer.resolve_all(these)
        return time.process_time() - started

    assert seconds(towns) < 2
    assert seconds(names + towns) < 4


@pytest.mark.parametrize(
    ("name", "near", "country", "lat"),
    [
        ("Cambridge", "Boston", "US", 42.4), ("Piraeus", "Athens", "GR", 37.9), ("Heihe", "Blagoveshchensk, Russia", "CN", 50.2),
        ("Ufa", "Blagoveshchensk, Russia", "RU", 54.7), ("Beirut", "Tripoli", "LB", 33.9), ("Benghazi", "Tripoli", "LY", 32.1),
        ("Watkinsville", "Athens", "US", 33.9),
    ],
)  # fmt: skip
def test_a_name_and_the_place_nearby_settle_each_other(gazetteer, name, near, country, lat):
    for place in (
        gazetteer.resolve(name, near=near),
        gazetteer.search(name, near=near)[0].place,
        gazetteer.resolve_all([name], near=near)[0].place,
    ):
        assert place.country == country
        assert place.lat == pytest.approx(lat, abs=0.1)


@pytest.mark.parametrize(
    ("name", "near"), [("Najin", "Boston"), ("Paris", "Athens"), ("Xyzzyville", "Boston")]
)
def test_what_is_far_from_all_of_them_does_not_settle_the_place_nearby(gazetteer, name, near):
    with pytest.raises(AmbiguousPlaceError, match=f"near: '{near}' may be any of"):
        gazetteer.resolve(name, near=near)
