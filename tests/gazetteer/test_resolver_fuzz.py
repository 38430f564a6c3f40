"""Any text at all: an answer or one of our errors, in bounded time, and printable."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gazetteer import AmbiguousPlaceError, Gazetteer, GazetteerError, HintError, PlaceNotFoundError
from gazetteer.place import PLACE_TYPES

WHOLE = Gazetteer()
ANY_TEXT = st.text(alphabet=st.characters(), max_size=80)
WORDS = st.lists(
    st.sampled_from(["Tripoli", "Port", "of", "the", "Dunay", ",", "%", "_", "'", "St.", "나진"]), max_size=6
)
NAMES = ANY_TEXT | WORDS.map(" ".join)
EXAMPLES = [
    "%", "_", "Mos%", "' OR 1=1 --", '"; DROP TABLE name; --', "\ud800", "Najin\udfff", "\x00", "Naj\x00in",
    "\u202eNajin", "طرابلس", "\u0301" * 80, "ﷺ" * 80, "İ" * 80, "🚢", "*", "NEAR(a b)", "a" * 200, "a" * 201,
]  # fmt: skip


def check(name):
    for match in WHOLE.search(name, limit=3):
        assert 0 <= match.score <= 1
        assert match.place.type in PLACE_TYPES
        assert match.reasons
    message = complaint(name)
    message.encode("utf-8")
    assert message.replace("\n", "").isprintable()
    assert len(message) < 2000


def complaint(name):
    """Return what `resolve` has to say against a name; nothing if it takes it."""
    try:
        WHOLE.resolve(name)
    except (AmbiguousPlaceError, PlaceNotFoundError) as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", EXAMPLES)
def test_hostile_names(name):
    started = time.process_time()
    check(name)
    assert time.process_time() - started < 1


@pytest.mark.parametrize("letter", ["x", "ж", "나", "\u0627", "界", "\u0301", "%", " ", "\ud800"])
@pytest.mark.parametrize("hints", [{}, {"country": "RU"}])
def test_a_megabyte_is_answered_at_once(letter, hints):
    started = time.process_time()
    assert WHOLE.search(letter * 1_000_000, **hints) == []
    assert WHOLE.search("Najin" + letter * 60, **hints) is not None
    assert time.process_time() - started < 1


def test_sixteen_threads_share_one_gazetteer():
    names = ["Najin", "Vladivostk", "Тихорецк", "나진시", "Tihoretsk", "نجف", "xyzzyville", "Tripoli"]
    alone = [WHOLE.search(name) for name in names]
    with ThreadPoolExecutor(16) as threads:
        for found in threads.map(lambda _: [WHOLE.search(name) for name in names], range(64)):
            assert found == alone


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES)
@example("\ud800")
def test_any_name(name):
    check(name)


@settings(max_examples=60, deadline=None)
@given(st.lists(NAMES, max_size=5), st.floats(-180, 180), st.floats(-90, 90))
def test_any_list_of_names(names, lon, lat):
    matches = WHOLE.resolve_all(names, near=(lon, lat))
    assert len(matches) == len(names)


HINTS = st.fixed_dictionaries(
    {},
    optional={
        "country": st.one_of(st.none(), NAMES, st.sampled_from(["RU", "russia", "XX", "Soviet Union"])),
        "near": st.one_of(
            st.none(),
            NAMES,
            st.tuples(st.floats(), st.floats()),
            st.tuples(st.floats(-180, 180), st.floats(-90, 90)),
        ),
        "types": st.one_of(
            st.none(), ANY_TEXT, st.lists(st.one_of(ANY_TEXT, st.sampled_from(PLACE_TYPES)), max_size=3)
        ),
    },
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES, HINTS)
@example("Najin", {"country": "\ud800"})
@example("Najin", {"near": "\x00"})
@example("Najin", {"near": (float("nan"), 0.0)})
@example("Najin", {"types": ["\ud800"]})
@example("Najin", {"country": "x" * 1_000_000})
@example("Najin", {"types": ["x" * 1_000_000]})
@example("Najin", {"near": "x" * 1_000_000})
def test_any_hint(name, hints):
    for ask in (WHOLE.resolve, WHOLE.search, lambda name, **hints: WHOLE.resolve_all([name], **hints)):
        try:
            ask(name, **hints)
        except GazetteerError as error:
            message = str(error)
            assert message.replace("\n", "").isprintable()
            assert len(message) < 2000


@settings(max_examples=100, deadline=None)
@given(st.one_of(NAMES, st.from_regex(r"(geonames|supplement):[0-9]{0,30}", fullmatch=True)))
@example("geonames:" + "9" * 5000)
@example("\x00")
@example("\ud800")
def test_any_id(id_):
    try:
        assert WHOLE.get(id_).id == id_
    except PlaceNotFoundError as error:
        message = str(error)
        assert message.replace("\n", "").isprintable()
        assert len(message) < 2000


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(ANY_TEXT, st.lists(NAMES, max_size=20).map(" ".join)),
    st.lists(st.tuples(st.integers(), st.integers()), max_size=4),
)
def test_any_text_with_any_spans(text, wild):
    words = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
    matches = WHOLE.resolve_mentions(text, words)
    assert len(matches) == len(words)
    try:
        WHOLE.resolve_mentions(text, wild)
    except HintError as error:
        message = str(error)
        assert len(message) < 1000


@pytest.mark.parametrize(
    "letter", ["a", "\x00", "\ud800", "\u202e", "\u0301", "나", "🚢", " ", ",", ".", "-", "ﷺ", "İ"]
)
def test_a_million_characters(letter):
    started = time.process_time()
    long = letter * 1_000_000
    check(long)
    check("Najin" + long)
    assert len(WHOLE.resolve_all([long, "Najin"])) == 2
    assert len(WHOLE.resolve_mentions(long, [(0, len(long)), (5, 10)])) == 2
    with pytest.raises(PlaceNotFoundError):
        WHOLE.get(long)
    assert time.process_time() - started < 10


def test_a_thousand_names_at_once():
    started = time.process_time()
    assert len(WHOLE.resolve_all(["Springfield", "San José", "Tripoli", "Xyzzyville"] * 250)) == 1000
    assert time.process_time() - started < 30


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT, ANY_TEXT)
def test_any_country_and_type(country, kind):
    for hints in ({"country": country}, {"types": [kind]}):
        try:
            WHOLE.search("Najin", **hints)
        except ValueError as error:
            str(error).encode("utf-8")
