"""Names that the index does not have: the same name in another script or scheme, and slips of the pen."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer, PlaceNotFoundError
from gazetteer.build.records import NameKind, PlaceRecord
from gazetteer.build.writer import write_index
from gazetteer.fuzzy import misspelt_keys
from gazetteer.index import BUNDLED_INDEX
from gazetteer.names import fold
from gazetteer.romanise import latin_keys
from gazetteer.sounds import plain_sound, readings, skeleton


def country(code):
    """Return a country at the end of the world."""
    return PlaceRecord(
        f"x:{code}", f"Country {code}", "country", -179, -89, 1, code, names=((code, NameKind.CODE),)
    )


@pytest.fixture(scope="module")
def latin(tmp_path_factory):
    """A gazetteer of towns that are listed under their English names alone."""
    towns = [
        ("Tikhoretsk", "RU"), ("Shchyolkovo", "RU"), ("Yuzhno-Sakhalinsk", "RU"), ("Khabarovsk", "RU"), ("Vuhledar", "UA"), ("Hostomel", "UA"),
        ("Rajin", "KP"), ("Chongjin", "KP"), ("Cheongju-si", "KR"), ("Haenam", "KR"), ("Beijing", "CN"), ("Guangzhou", "CN"),
        ("Benghazi", "LY"), ("Al Hasakah", "SY"), ("Omdurman", "SD"), ("Dimona", "IL"), ("Thessaloniki", "GR"), ("Tbilisi", "GE"), ("Narita", "JP"),
        ("Berezovka", "RU"), ("Springfield", "US"), ("Atenas", "CR"),
    ]  # fmt: skip
    places = [
        PlaceRecord(
            f"geonames:{number}",
            name,
            "town",
            number,
            number,
            1,
            country,
            population=20_000,
            names=((name, NameKind.OFFICIAL),),
        )
        for number, (name, country) in enumerate(towns, start=1)
    ]
    places += map(country, sorted({code for _, code in towns} | {"JP"}))
    path = tmp_path_factory.mktemp("latin") / "latin.sqlite"
    write_index(places, path, meta={}, progress=str)
    with Gazetteer(path) as few:
        yield few


@pytest.mark.parametrize(
    ("name", "town"),
    [
        ("Тихорецк", "Tikhoretsk"), ("ТИХОРЕЦК", "Tikhoretsk"), ("Щёлково", "Shchyolkovo"), ("Южно-Сахалинск", "Yuzhno-Sakhalinsk"),
        ("Хабаровск", "Khabarovsk"), ("Вугледар", "Vuhledar"), ("Гостомель", "Hostomel"), ("라진", "Rajin"), ("청진", "Chongjin"),
        ("청주시", "Cheongju-si"), ("해남군", "Haenam"), ("北京市", "Beijing"), ("广州", "Guangzhou"), ("廣州", "Guangzhou"), ("თბილისი", "Tbilisi"),
        ("ナリタ", "Narita"),
    ],
)  # fmt: skip
def test_a_name_in_its_own_script_is_romanised(latin, name, town):
    place = latin.resolve(name)
    assert place.name == town
    assert latin.search(name, country=place.country)[0].kind == "romanised"


@pytest.mark.parametrize(
    ("name", "country", "town"),
    [
        ("بنغازي", "LY", "Benghazi"), ("الحسكة", "SY", "Al Hasakah"), ("أم درمان", "SD", "Omdurman"), ("דימונה", "IL", "Dimona"),
    ],
)  # fmt: skip
def test_scripts_without_vowels_bring_candidates(latin, name, country, town):
    best = latin.search(name, country=country)[0]
    assert (best.place.name, best.kind) == (town, "misspelt")
    assert best.score <= 0.5


@pytest.mark.parametrize(
    ("name", "country"),
    [("Tihoretsk", "RU"), ("Tichorezk", "RU"), ("Tikhoretzk", "RU"), ("Ticho-retzk", "RU"), ("Chabarowsk", "RU"), ("Habarovsk", "RU"), ("Juzhno-Sahalinsk", "RU"), ("Gostomel", "UA")],
)  # fmt: skip
def test_another_scheme_of_latin_letters_in_a_country(latin, name, country):
    best = latin.search(name, country=country)[0]
    assert best.place.name[-4:] == name[-4:].replace("rezk", "etsk").replace("etzk", "etsk").replace(
        "owsk", "ovsk"
    )


def test_without_a_country_a_latin_name_is_not_taken_for_one_that_sounds_so(latin):
    assert latin.resolve("Tihoretsk", country="RU").name == "Tikhoretsk"
    with pytest.raises(PlaceNotFoundError, match="similar names"):
        latin.resolve("Tihoretsk")


def test_without_a_country_a_script_is_read_where_it_is_at_home(latin):
    assert latin.search("Атенас") == []
    assert latin.search("Спрингфилд") == []


def test_chinese_readings_say_nothing_about_japan(latin):
    assert latin.search("成田", country="JP") == []


@pytest.mark.parametrize(
    "wrong", ["Tikhoretk", "Tikhorettsk", "Tikhoretsq", "Tihkoretsk", "ikhoretsk", "Tikhorets"]
)
def test_one_letter_wrong_is_offered_and_not_taken(latin, wrong):
    best = latin.search(wrong, country="RU")[0]
    assert (best.place.name, best.score <= 0.5 or best.kind == "romanised") == ("Tikhoretsk", True)


def test_a_name_that_is_rather_misspelt_is_not_taken_for_one_that_sounds_so(tmp_path):
    places = [
        PlaceRecord(
            f"geonames:{number}",
            name,
            "town",
            0,
            number,
            1,
            "CN",
            population=50_000,
            names=((name, NameKind.OFFICIAL),),
        )
        for number, name in enumerate(["Liancheng", "Yancheng"], start=1)
    ]
    write_index([*places, country("CN")], tmp_path / "x", meta={}, progress=str)
    with Gazetteer(tmp_path / "x") as few, pytest.raises(PlaceNotFoundError):
        few.resolve("iancheng", country="CN")


def test_a_type_that_is_not_wanted_is_not_offered(latin):
    assert latin.search("Тихорецк", types=["river"]) == []
    assert latin.search("Tikhoretk", types=["river"]) == []


@pytest.mark.parametrize(
    "spellings",
    [
        ("tikhoretsk", "tihoretsk", "tichorezk", "tikhoretzk", "tichoreck"),
        ("khabarovsk", "chabarowsk", "habarovsk"),
        ("zhytomyr", "zhitomir"),
        ("petrovskiy", "petrovskii", "petrowskij", "petrovsky", "petrovski"),
        ("yuzhny", "juzhnyj", "iuzhnyi"),
        ("sergiyev posad", "sergiev posad"),
        ("kryvyi", "kryvyy"),
    ],
)
def test_schemes_that_sound_alike(spellings):
    first, *others = spellings
    for other in others:
        assert set(readings(first)) & set(readings(other)), other


@pytest.mark.parametrize(
    ("one", "other"),
    [("hostomel", "gostomel"), ("luhansk", "lugansk"), ("kyiv", "kiev"), ("harkiv", "kharkov"), ("cheongjin", "chongjin"), ("pusan", "busan")],
)  # fmt: skip
def test_the_bones_of_two_tongues_are_the_same(one, other):
    assert skeleton(plain_sound(one)) == skeleton(plain_sound(other))


def test_every_slip_is_among_the_misspelt_keys():
    for wrong in (
        "vladivostk",
        "vladivostook",
        "vladivpstok",
        "vladiovstok",
        "valdivostok",
        "ladivostok",
        "vladivosto",
    ):
        assert "vladivostok" in misspelt_keys(wrong), wrong
    assert "new york" in misspelt_keys("newyork")
    assert "владивосток" in misspelt_keys("владивостк")
    assert "vladivostok" not in misspelt_keys("vladivostok")


def test_the_index_is_asked_by_key_alone():
    with closing(sqlite3.connect(f"file:{BUNDLED_INDEX}?mode=ro", uri=True)) as connection:
        plan = connection.execute(
            "EXPLAIN QUERY PLAN SELECT key FROM sound WHERE skeleton = 'tkrsk'"
        ).fetchall()
    assert "SEARCH sound USING PRIMARY KEY" in plan[0][-1]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=80))
@example("\ud800")
@example("ﷺ" * 40)
def test_any_text_has_latin_keys_sounds_and_slips(name):
    key = fold(name)
    for latin_key in latin_keys(key):
        assert latin_key.isascii()
        assert fold(latin_key) == latin_key
        skeleton(plain_sound(latin_key))
    readings(key)
    assert key not in misspelt_keys(key)


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet=st.characters(min_codepoint=0x370), min_size=1, max_size=60),
    st.sampled_from(["RU", "KP", "CN", "JP", "US"]),
)
def test_any_name_in_any_script_in_a_country(gazetteer, name, country):
    for match in gazetteer.search(name, country=country, limit=3):
        assert 0 <= match.score <= 1
        assert match.kind in {"exact", "folded", "romanised", "misspelt"}
        assert country in match.place.country.split("|")
        assert match.kind != "misspelt" or match.score <= 0.5


@pytest.mark.parametrize(
    "name",
    ["Xyzzyqq", "Xyzzyville", "Qwertyuiop", "Asdfghjkl", "Zzzzzz", "Blorptown", "Fnordberg", "Foobarbaz"],
)
def test_nonsense_resembles_nothing(gazetteer, name):
    with pytest.raises(PlaceNotFoundError) as error:
        gazetteer.resolve(name)
    assert error.value.candidates == ()


@pytest.mark.parametrize(
    ("name", "meant"),
    [("Vladivostk", "Vladivostok"), ("Mariupul", "Mariupol"), ("Sevastapol", "Sevastopol"), ("Pyongjang", "Pyongyang"), ("Chernobl", "Chornobyl"), ("Thilisi", "Tbilisi")],
)  # fmt: skip
def test_slips_of_the_pen_are_still_offered(gazetteer, name, meant):
    assert gazetteer.search(name)[0].place.name == meant
