"""Codes in capitals: countries, states, and nothing else. Truth from ISO 3166-1 and the postal codes."""

from itertools import product
from string import ascii_uppercase

import pytest

from gazetteer import AmbiguousPlaceError, PlaceNotFoundError

COUNTRIES = {
    "NO": "Norway", "KP": "North Korea", "KR": "South Korea", "RU": "Russia", "UA": "Ukraine", "IR": "Iran",
    "CN": "China", "JP": "Japan", "FR": "France", "GB": "United Kingdom", "US": "United States", "SY": "Syria",
    "YE": "Yemen", "TR": "Turkey", "SG": "Singapore", "HK": "Hong Kong", "TW": "Taiwan", "BY": "Belarus",
    "PRK": "North Korea", "KOR": "South Korea", "RUS": "Russia", "UKR": "Ukraine", "NOR": "Norway",
    "DEU": "Germany", "CAN": "Canada", "IND": "India", "SGP": "Singapore", "COD": "Democratic Republic of the Congo",
}  # fmt: skip
COUNTRY_OR_STATE = {
    "DE": {"Germany", "Delaware"}, "CA": {"Canada", "California"}, "IN": {"India", "Indiana"},
    "IL": {"Israel", "Illinois"}, "GA": {"Gabon", "Georgia"}, "AL": {"Albania", "Alabama"},
    "CO": {"Colombia", "Colorado"}, "MA": {"Morocco", "Massachusetts"}, "LA": {"Laos", "Louisiana", "Los Angeles"},
    "PA": {"Panama", "Pennsylvania"}, "PE": {"Peru", "Prince Edward Island"}, "SK": {"Slovakia", "Saskatchewan"},
    "SA": {"Saudi Arabia", "South Australia"}, "MD": {"Moldova", "Maryland"}, "GE": {"Georgia"},
    "WA": {"Washington", "Western Australia"}, "NT": {"Northwest Territories", "Northern Territory"},
    "NY": {"New York"},
}  # fmt: skip
# Every state or union whose code is no country's too.
STATES_ALONE = {
    "AB", "AK", "BC", "CT", "DC", "EU", "FL", "HI", "IA", "KS", "MB", "MI", "NB", "ND", "NH", "NJ", "NM", "NS",
    "NV", "OH", "OK", "ON", "OR", "QC", "RI", "TX", "UK", "UT", "VT", "WI", "WV", "WY",
}  # fmt: skip


@pytest.mark.parametrize(("code", "name"), COUNTRIES.items())
def test_the_code_of_a_country_is_the_country(gazetteer, code, name):
    place = gazetteer.resolve(code)
    assert place.name == name
    assert place.type in {"country", "territory"}
    assert gazetteer.search(code)[0].kind == ("folded" if code == "US" else "code")  # U.S. is a name as well
    assert [match and match.place for match in gazetteer.resolve_all([code, "Xyzzyville"])] == [place, None]


@pytest.mark.parametrize(("code", "names"), COUNTRY_OR_STATE.items())
def test_a_code_that_is_a_state_too_is_left_to_people(gazetteer, code, names):
    if len(names) == 1 and code != "NY":
        assert gazetteer.resolve(code).name in names
        return
    with pytest.raises(AmbiguousPlaceError) as error:
        gazetteer.resolve(code)
    assert {match.place.name for match in error.value.candidates if match.score > 0.1} == names


@pytest.mark.parametrize(
    ("code", "hints", "name"),
    [
        ("CA", {"country": "US"}, "California"),
        ("CA", {"types": ["country"]}, "Canada"),
        ("DE", {"types": ["admin"]}, "Delaware"),
        ("DE", {"country": "DE"}, "Germany"),
        ("IL", {"near": "Beirut"}, "Israel"),
        ("NT", {"country": "AU"}, "Northern Territory"),
    ],
)
def test_hints_settle_a_code(gazetteer, code, hints, name):
    assert gazetteer.resolve(code, **hints).name == name


def test_no_two_capitals_mean_a_town(gazetteer):
    """All 702 names of one or two capitals: only codes are settled."""
    settled = set()
    for letters in [*ascii_uppercase, *map("".join, product(ascii_uppercase, repeat=2))]:
        best = gazetteer.resolve_all([letters])[0]
        if best and best.place.country != letters:
            settled.add(letters)
        elif best:
            assert best.place.type in {"country", "territory"} or letters == "AQ"
    assert settled == STATES_ALONE


@pytest.mark.parametrize(
    "name", ["no", "de", "in", "ca", "us", "it", "No", "prk", "SF", "HO", "U", "XX", "QQQ", "NYT", "BBC"]
)
def test_a_word_is_not_a_code(gazetteer, name):
    with pytest.raises((PlaceNotFoundError, AmbiguousPlaceError)):
        gazetteer.resolve(name)


@pytest.mark.parametrize(
    ("name", "country"), [("UAE", "AE"), ("DRC", "CD"), ("NYC", "US"), ("DMZ", "KP|KR"), ("UFA", "RU")]
)
def test_three_capitals_that_are_in_use(gazetteer, name, country):
    assert gazetteer.resolve(name).country == country


def test_a_code_in_small_letters_is_offered(gazetteer):
    with pytest.raises(PlaceNotFoundError, match=r"similar names:\n  Norway, country, NO"):
        gazetteer.resolve("no")


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("us", None),
        ("u.s.", "US"),
        ("U.S.", "US"),
        ("the US", "US"),
        ("usa", "US"),
        ("the UK", "GB"),
    ],
)
def test_capitals_and_dots_make_the_abbreviation(gazetteer, name, country):
    match = gazetteer.resolve_all([name])[0]
    assert (match and match.place.country) == country


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("Springfield, IL", "US", "IL"),
        ("Moscow, ID", "US", "ID"),
        ("Paris, TX", "US", "TX"),
        ("Portland, OR", "US", "OR"),
        ("Vienna, AT", "AT", "09"),
        ("Bergen, NO", "NO", "46"),
        ("Los Angeles, CA", "US", "CA"),
        ("Toronto, CA", "CA", "08"),
        ("Seoul, Korea", "KR", "11"),
        ("Tbilisi, Georgia", "GE", "51"),
    ],
)
def test_a_code_after_a_comma_is_what_holds_the_name(gazetteer, name, country, admin1):
    place = gazetteer.resolve(name)
    assert (place.country, place.admin1) == (country, admin1)


def test_a_comma_before_two_meanings_stays_in_doubt(gazetteer):
    with pytest.raises(AmbiguousPlaceError):
        gazetteer.resolve("Ontario, CA")  # the town in California, or the province in Canada


def test_a_code_and_the_word_it_looks_like_do_not_mix(gazetteer):
    small, code = gazetteer.resolve_all(["no", "NO"])
    assert small is None
    assert code.place.name == "Norway"
