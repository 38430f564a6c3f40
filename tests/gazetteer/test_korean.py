"""Korean names: both spellings, three romanisations. Truth from maps, signposts and the rules' own examples."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.build.korean import with_other_spellings
from gazetteer.build.records import NameKind, PlaceRecord
from gazetteer.korean import counterparts, romanised


@pytest.mark.parametrize(
    ("north", "south"),
    [("라진", "나진"), ("량강", "양강"), ("력포", "역포"), ("림원", "임원"), ("녕변", "영변"), ("룡성", "용성"), ("리원", "이원"), ("로동", "노동")],
)  # fmt: skip
def test_north_and_south_spell_the_beginning_differently(north, south):
    assert counterparts(north) == (south,)
    assert north in counterparts(south)


@pytest.mark.parametrize("name", ["평양", "부산", "라", "", "Najin", "羅津", "안주"])
def test_other_names_have_no_counterpart(name):
    assert counterparts(name) == ()


@pytest.mark.parametrize(
    ("hangul", "south", "mccune_reischauer", "north"),
    [
        ("평양", "pyeongyang", "pyongyang", "phyongyang"),
        ("청진", "cheongjin", "chongjin", "chongjin"),
        ("부산", "busan", "pusan", "pusan"),
        ("대구", "daegu", "taegu", "taegu"),
        ("제주", "jeju", "cheju", "jeju"),
        ("개성", "gaeseong", "kaesong", "kaesong"),
        ("남포", "nampo", "nampo", "nampho"),
        ("라진", "rajin", "rajin", "rajin"),
        ("신라", "silla", "silla", "silla"),
        ("왕십리", "wangsimni", "wangsimni", "wangsimni"),
        ("독립문", "dongnimmun", "tongnimmun", "tongnimmun"),
        ("종로", "jongno", "chongno", "jongno"),
        ("별내", "byeollae", "pyollae", "pyollae"),
        ("백마", "baengma", "paengma", "paengma"),
        ("옥천", "okcheon", "okchon", "okchon"),
        ("합덕", "hapdeok", "haptok", "haptok"),
        ("월곶", "wolgot", "wolgot", "wolgot"),
        ("설악", "seorak", "sorak", "sorak"),
        ("묵호", "mukho", "mukho", "mukho"),
    ],
)
def test_what_is_spoken_is_written(hangul, south, mccune_reischauer, north):
    assert {south, mccune_reischauer, north} <= set(romanised(hangul))


def test_a_word_for_the_kind_of_place_may_stand_apart_or_be_left_out():
    assert {"haenam gun", "haenam", "haenamgun"} <= set(romanised("해남군"))
    assert {"daegu", "taegu"} <= set(romanised("대구광역시"))
    assert romanised("남도") == ("namdo",)  # two syllables are all name


@pytest.mark.parametrize("country", ["KP", "KR", "KP|RU"])
def test_korean_places_get_the_other_spellings_as_weak_names(country):
    names = (("Rajin", NameKind.OFFICIAL), ("라진", NameKind.OFFICIAL))
    place = PlaceRecord("a", "Rajin", "town", 130.3, 42.3, 1, country, names=names)
    assert with_other_spellings(place).names[2:] == (("나진", NameKind.WEAK), ("Najin", NameKind.WEAK))


def test_places_elsewhere_stay_as_they_are():
    place = PlaceRecord("a", "Paris", "town", 2.3, 48.9, 1, "FR", names=(("파리", NameKind.ALTERNATE),))
    assert with_other_spellings(place) is place


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=20))
def test_every_syllable_can_be_romanised(name):
    for key in romanised(name):
        assert key
        assert key.replace(" ", "").isascii()


@given(st.text(max_size=40))
def test_any_text_is_romanised_and_has_counterparts(name):
    romanised(name)
    for other in counterparts(name):
        assert unicodedata.normalize("NFC", other) == other or not name.isprintable() or other != name


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("나진", "geonames:2042645"),
        ("라진", "geonames:2042645"),
        ("Najin", "geonames:2042645"),
        ("Cheongjin", "geonames:2044757"),
        ("청진", "geonames:2044757"),
        ("Phyongyang", "geonames:1871859"),
        ("Pyeongyang", "geonames:1871859"),
        ("P'yŏngyang", "geonames:1871859"),
    ],
)
def test_a_town_of_the_north_under_every_spelling(gazetteer, name, id_):
    assert gazetteer.search(name)[0].place.id == id_
