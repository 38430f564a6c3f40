"""Any text at all: an answer or one of our errors, in bounded time, and printable."""

import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gazetteer import AmbiguousPlaceError, Gazetteer, PlaceNotFoundError
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


@settings(max_examples=60, deadline=None)
@given(ANY_TEXT, ANY_TEXT)
def test_any_country_and_type(country, kind):
    for hints in ({"country": country}, {"types": [kind]}):
        try:
            WHOLE.search("Najin", **hints)
        except ValueError as error:
            str(error).encode("utf-8")
