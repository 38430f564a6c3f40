"""Names marked in texts: what the words beside them and the other names make of them. Truth from general knowledge."""

import re

import pytest

from gazetteer.cues import capitalised, links, setting
from gazetteer.weights import WEIGHTS


def read(marked):
    """Return the text without its brackets, and the spans that they stood around."""
    text, spans = "", []
    for plain, name in re.findall(r"([^\[]*)(?:\[([^\]]+)\])?", marked):
        text += plain
        if name:
            spans.append((len(text), len(text) + len(name)))
            text += name
    return text, spans


def meant(gazetteer, marked):
    text, spans = read(marked)
    return gazetteer.resolve_mentions(text, spans)


def test_two_unlikely_meanings_side_by_side_win_together(gazetteer):
    """There is a Paris and a Henry County in many states, and both only in Tennessee."""
    paris, county = meant(gazetteer, "Deputies of [Henry County] drove to [Paris] at night.")[::-1]
    assert (paris.place.country, paris.place.admin1) == ("US", "TN")
    assert county.place.admin1 == "TN"


@pytest.mark.parametrize(
    ("marked", "country"),
    [
        ("[Hyderabad], in the Pakistani province of Sindh", "PK"),
        ("the Egyptian port of [Alexandria]", "EG"),
        ("[Valencia], the third city of Venezuela", "VE"),
        ("Russia's [Dunay]", "RU"),
        ("[Vancouver], Washington", "US"),
        ("[London], Ontario", "CA"),
        ("[Tripoli] (Lebanon)", "LB"),
    ],
)
def test_a_country_or_unit_counts_though_nobody_marked_it(gazetteer, marked, country):
    assert meant(gazetteer, marked)[0].place.country == country


@pytest.mark.parametrize(
    ("marked", "type_"),
    [
        ("the port of [Vostochny] near Nakhodka", "port"),
        ("a launch from [Vostochny] Cosmodrome", "spaceport"),
        ("the [Tumen] River", "river"),
        ("the city of [Tumen] in Jilin", "town"),
        ("wells of the [Harris] County water board", "admin"),
    ],
)
def test_the_words_beside_a_name_tell_its_type(gazetteer, marked, type_):
    assert meant(gazetteer, marked)[0].place.type == type_


def test_reasons_name_the_other_name(gazetteer):
    tripoli = meant(gazetteer, "from [Beirut] to [Tripoli]")[1]
    assert any("Beirut" in reason and "named with it" in reason for reason in tripoli.reasons)
    assert tripoli.rivals[0].country == "LY"


def test_a_name_has_one_meaning_in_a_text_unless_the_text_says_otherwise(gazetteer):
    first, _, second, _, third = meant(
        gazetteer, "[Paris], [Texas], is smaller than [Paris], [France]. The mayor of [Paris] laughed."
    )
    assert (first.place.country, second.place.country) == ("US", "FR")
    assert third.place.id in {first.place.id, second.place.id}


def test_what_nobody_knows_is_none(gazetteer):
    assert meant(gazetteer, "between [Xyzzyville] and [Moscow]")[0] is None


def test_the_order_of_the_spans_is_the_order_of_the_answers(gazetteer):
    text, spans = read("from [Beirut] to [Tripoli]")
    assert gazetteer.resolve_mentions(text, spans[::-1]) == gazetteer.resolve_mentions(text, spans)[::-1]


def test_spans_may_overlap(gazetteer):
    text = "Vostochny Cosmodrome"
    assert all(gazetteer.resolve_mentions(text, [(0, 9), (0, 20), (0, 20)]))


def test_many_names_in_one_text(gazetteer):
    names = [
        "Springfield",
        "San Jose",
        "Victoria",
        "Alexandria",
        "Georgetown",
        "Paris",
        "Moscow",
        "Tripoli",
    ] * 40
    text, spans = read(" and ".join(f"[{name}]" for name in names))
    assert len(gazetteer.resolve_mentions(text, spans)) == len(names)


@pytest.mark.parametrize(
    ("marked", "doubt"),
    [
        ("Mr. [Houston] left", "may be a person"),
        ("asked John [Kirby]", "may be a person"),
        ("[Virginia] Woolf", "may be a person"),
        ("[Grad] rockets", "may be a thing"),
        ("an [IT] firm", "may be any two letters"),
        ("a roast [turkey]", "may be a common noun"),
        ("in [Kharkiv]", ""),
        ("Norman, [OK]", ""),
        ("the [US] said", ""),
    ],
)
def test_words_that_make_a_name_doubtful(marked, doubt):
    text, spans = read(marked)
    assert setting(text, *spans[0]).doubt == doubt


def test_settings_at_the_ends_of_a_text():
    assert setting("Paris", 0, 5) == ((), (), "", "")
    assert setting("the River Plate", 10, 15).longer == ("River Plate",)
    assert list(links("", [])) == []
    assert capitalised("", []) == {}


def test_weights_are_whole():
    assert len(WEIGHTS.context.decay) == 5
    assert WEIGHTS.kind.official > WEIGHTS.kind.alternate > WEIGHTS.kind.weak


def test_a_demonym_means_its_country_and_says_so(gazetteer):
    match = meant(gazetteer, "the [Lebanese] army")[0]
    assert (match.place.country, match.kind) == ("LB", "demonym")
    assert gazetteer.search("Lebanese") == []
