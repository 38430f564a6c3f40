# ruff: noqa: RUF001 - characters that look alike are the subject of this file
"""Folding: which spellings are the same name, and which are not."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gazetteer.names import MAX_NAME_LENGTH, fold, is_machine_romanisation, lookup_keys


@pytest.mark.parametrize(
    "spellings",
    [
        ("Rasŏn", "Rason", "RASON", " rason "),
        ("P’yŏngyang", "P'yongyang", "Pyongyang", "Pʻyŏngyang"),
        ("Sana'a", "Sanaa", "Ṣana'a"),
        ("Łódź", "Lodz"),
        ("İstanbul", "Istanbul", "ISTANBUL", "ıstanbul"),
        ("Straße", "STRASSE", "strasse"),
        ("Đà Nẵng", "Da Nang"),
        ("Tromsø", "Tromso"),
        ("U.S.", "US", "u.s", "U.S"),
        ("Washington, D.C.", "Washington DC", "washington  d.c."),
        ("St. Petersburg", "St Petersburg"),
        ("Tel-Aviv", "Tel Aviv", "Tel–Aviv", "Tel_Aviv", "Tel\u00a0Aviv", "Tel\tAviv"),
        ("Ёлкино", "Елкино"),
        ("مُحَمَّد", "محمد"),
        ("أسوان", "اسوان"),
        ("תֵּל אָבִיב", "תל אביב"),
        ("Ὀδησσός", "ΟΔΗΣΣΟΣ", "Οδησσος"),
        ("ﬁ", "fi"),
        ("Ｔｏｋｙｏ", "Tokyo"),
        ("Na\u200bjin", "Najin", "Na\u00adjin", "\u202eNajin"),
    ],
)
def test_the_same_name(spellings):
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("나진", "라진"),
        ("ガ", "カ"),
        ("राजिन", "राजन"),
        ("Dunay", "Dunaj"),
        ("Hassan", "Khasan"),
        ("กา", "กี"),
    ],
)
def test_not_the_same_name(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize("name", ["나진", "평양", "ガンダム", "राजिन", "平壌"])
def test_scripts_whose_syllables_are_built_of_parts_stay_whole(name):
    assert fold(name) == name
    assert fold(unicodedata.normalize("NFD", name)) == name


@pytest.mark.parametrize("name", ["", "   ", "...", "\u200b", "\ud800", "’", "-", "\x00"])
def test_a_name_without_letter_or_digit_has_no_key(name):
    assert fold(name) == ""
    assert lookup_keys(name) == ()


def test_the_article_may_be_left_out():
    assert lookup_keys("The Hague") == ("the hague", "hague")
    assert lookup_keys("Theodosia") == ("theodosia",)


def test_a_very_long_name_costs_no_more_than_a_long_one():
    assert len(fold("x" * 1_000_000)) == MAX_NAME_LENGTH
    assert len(fold("\u0390" * 1_000_000)) <= 3 * MAX_NAME_LENGTH


def test_machine_romanisations_are_written_small():
    assert is_machine_romanisation("luo jin")
    assert not is_machine_romanisation("Luo jin")
    assert not is_machine_romanisation("łódź")


@given(st.text(alphabet=st.characters(), max_size=60))
def test_any_text_has_a_key_and_the_key_is_plain(name):
    key = fold(name)
    assert key == key.strip()
    assert "  " not in key
    assert not any(unicodedata.category(character) in {"Cs", "Cf", "Cc"} for character in key)
    assert key == key.casefold()  # not "no capitals": Cherokee folds to its capitals


@given(st.text(alphabet=st.characters(max_codepoint=0x6FF), max_size=60))
@example("¼\u0334")
def test_folding_twice_changes_nothing(name):
    assert fold(fold(name)) == fold(name)
