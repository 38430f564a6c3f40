"""Names as they stand in addresses and registers: with what they lie in, or with their first words last."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import AmbiguousPlaceError, GazetteerError, PlaceNotFoundError
from gazetteer.forms import MOST_COMMAS, parted, turned


@pytest.mark.parametrize(
    ("name", "main_name", "country"),
    [
        ("Austin, Texas, USA", "Austin", "US"), ("Toronto, Ontario, Canada", "Toronto", "CA"), ("London, England, UK", "London", "GB"),
        ("London, Ontario, Canada", "London", "CA"), ("Goma, North Kivu, DRC", "Goma", "CD"), ("Najin, North Hamgyong, North Korea", "Rajin", "KP"),
        ("Paris, Lamar County, Texas, USA", "Paris", "US"), ("Washington, D.C., USA", "Washington", "US"), ("Seoul, Korea, South", "Seoul", "KR"),
        ("Kyiv (Ukraine)", "Kyiv", "UA"), ("Tripoli (Lebanon)", "Tripoli", "LB"), ("Raqqa/Syria", "Ar Raqqah", "SY"), ("Tripoli / Lebanon", "Tripoli", "LB"),
        ("Paris, Tex.", "Paris", "US"), ("Paris, Tex., USA", "Paris", "US"), ("Portland, Me.", "Portland", "US"), ("Portland, Ore.", "Portland", "US"),
        ("London, Ont.", "London", "CA"), ("Newcastle, N.S.W.", "Newcastle", "AU"),
    ],
)  # fmt: skip
def test_an_address_is_read_from_its_end(gazetteer, name, main_name, country):
    place = gazetteer.resolve(name)
    assert (place.name, place.country) == (main_name, country)


@pytest.mark.parametrize(
    ("name", "lat"), [("Paris, Tex.", 33.7), ("Portland, Me.", 43.7), ("Portland, Ore.", 45.5), ("Portland, Maine, USA", 43.7)]
)  # fmt: skip
def test_the_unit_decides(gazetteer, name, lat):
    assert gazetteer.resolve(name).lat == pytest.approx(lat, abs=0.1)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Korea, South", "KR"), ("Korea, North", "KP"), ("Korea, Rep.", "KR"), ("Korea, Dem. People's Rep.", "KP"), ("Korea, Republic of", "KR"),
        ("Korea (Democratic People's Republic of)", "KP"), ("Bahamas, The", "BS"), ("Gambia, The", "GM"), ("Congo, Dem. Rep.", "CD"), ("Congo, Rep.", "CG"),
        ("Congo, Democratic Republic of the", "CD"), ("Egypt, Arab Rep.", "EG"), ("Iran, Islamic Rep.", "IR"), ("Iran (Islamic Republic of)", "IR"),
        ("Yemen, Rep.", "YE"), ("Micronesia, Fed. Sts.", "FM"), ("Moldova, Republic of", "MD"), ("Tanzania, United Republic of", "TZ"),
        ("Venezuela (Bolivarian Republic of)", "VE"), ("Bolivia (Plurinational State of)", "BO"), ("Palestine, State of", "PS"),
        ("Virgin Islands, British", "VG"), ("Sudan, South", "SS"), ("Samoa, American", "AS"),
    ],
)  # fmt: skip
def test_a_country_with_its_first_words_last(gazetteer, name, country):
    place = gazetteer.resolve(name)
    assert (place.country, place.type in {"country", "territory"}) == (country, True)


def test_a_hint_and_an_address_agree_or_there_is_no_such_place(gazetteer):
    assert gazetteer.resolve("Austin, Texas, USA", country="US", types=["town"]).name == "Austin"
    assert gazetteer.resolve("Tripoli, Lebanon", country="LB").country == "LB"
    with pytest.raises(PlaceNotFoundError):
        gazetteer.resolve("Tripoli, Lebanon", country="LY")
    with pytest.raises(PlaceNotFoundError):
        gazetteer.resolve("Korea, South", types=["town"])


def test_what_an_address_leaves_open_stays_open(gazetteer):
    with pytest.raises(AmbiguousPlaceError):
        gazetteer.resolve("Blagoveshchensk, Russia")
    with pytest.raises(PlaceNotFoundError):
        gazetteer.resolve("Austin, Texas, Russia")


def test_an_address_with_an_unknown_end_brings_what_its_beginning_means(gazetteer):
    with pytest.raises(
        PlaceNotFoundError, match="but places are known as 'Najin' alone:\n  Rajin, town, KP"
    ) as error:
        gazetteer.resolve("Najin, Xyzzyland")
    assert error.value.candidates[0].place.name == "Rajin"


def test_a_list_is_no_address(gazetteer):
    assert list(parted("a" + ", b" * (MOST_COMMAS + 1))) == []
    with pytest.raises(PlaceNotFoundError):
        gazetteer.resolve("Austin, Texas, USA, USA, USA, USA, USA")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Paris", "Texas", "Tex.", "USA", "CA", "The", "(", ")", "/", ",", ", ", "", "나진", "\ud800"]
        ),
        max_size=30,
    ).map("".join)
)
def test_any_form_brings_a_place_or_our_error(gazetteer, name):
    for head, tail in parted(name):
        assert len(head) + len(tail) < len(name)
    list(turned(name))
    with suppress(GazetteerError):
        assert gazetteer.resolve(name).name
