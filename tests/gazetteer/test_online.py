"""Names asked of a real HTTP server on this machine: one that is slow, wrong, down, rude or hostile."""

import ast
import itertools
import json
import multiprocessing
import pickle
import threading
import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.exc import GeocoderQueryError, GeocoderTimedOut
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from hypothesis import given, settings
from hypothesis import strategies as st

import gazetteer as package
from gazetteer import Gazetteer, HintError, OnlineError, OnlineWarning, PlaceNotFoundError, credit
from gazetteer.online import FromGeopy, Nominatim
from gazetteer.online_answers import parsed, restored, stored
from gazetteer.online_cache import AnswerCache

QUAY = {
    "osm_type": "way",
    "osm_id": 123,
    "lat": "42.1000",
    "lon": "130.2000",
    "category": "harbour",
    "type": "yes",
    "place_rank": 30,
    "importance": 0.3,
    "name": "Причал Семь",
    "display_name": "Quay Seven, Primorsky Krai, Russia",
    "address": {"country_code": "ru"},
    "boundingbox": ["42.09", "42.11", "130.19", "130.21"],
    "namedetails": {"name": "Причал Семь", "name:en": "Quay Seven", "old_name": "Quay Number Seven"},
}


class Server(ThreadingHTTPServer):
    """Answers with what the test says, one answer after another, the last again and again."""

    daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = [QUAY]
        self.asked = []

    @property
    def url(self):
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"

    def say(self, *answers):
        """Say what to answer: rows, or a status, headers and a body."""
        self.answers = list(answers)


class Handler(BaseHTTPRequestHandler):
    """Sends the next answer."""

    def do_GET(self):
        """Send it, or do what it does."""
        server = self.server
        server.asked.append((parse_qs(urlsplit(self.path).query), dict(self.headers)))
        answer = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
        if callable(answer):
            answer(self)
            return
        status, headers, body = answer if isinstance(answer, tuple) else (200, {}, json.dumps([answer]))
        body = body if isinstance(body, bytes) else body.encode()
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Keep quiet."""


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def server():
    """A running server."""
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def service(server, tmp_path):
    """A function that makes a service for the server."""

    def make(**options):
        chosen = {
            "attempts": 1,
            "seconds_apart": 0.0,
            "cache": tmp_path / "online.sqlite",
            "domain": server.url,
        }
        return Nominatim("tests/1.0 (me@example.org)", **chosen | options)

    return make


@pytest.fixture
def unsettled(small_index):
    """A function that returns the message for a name that nobody knows."""

    def message(online, name="Quay Seven", **hints):
        with pytest.raises(PlaceNotFoundError) as caught, pytest.warns(OnlineWarning):
            Gazetteer(small_index, online=online).resolve(name, **hints)
        return str(caught.value)

    return message


# What is asked, and of what


def test_a_name_that_nothing_here_knows_is_asked_for(server, service, small_index):
    match = Gazetteer(small_index, online=service()).match("Quay Seven")
    assert match.place.id == "osm:way/123"
    assert (match.place.name, match.place.type, match.place.country) == ("Quay Seven", "port", "RU")
    assert (match.place.lon, match.place.lat) == (130.2, 42.1)
    assert match.place.radius_km == pytest.approx(1.4, abs=0.1)
    assert match.place.source == "OpenStreetMap Nominatim"
    assert credit(match.place) == "Places: © OpenStreetMap contributors (ODbL)"
    assert "asked online of OpenStreetMap Nominatim" in match.reasons
    [(query, headers)] = server.asked
    assert (query["q"], query["format"]) == (["Quay Seven"], ["jsonv2"])
    assert headers["User-Agent"] == "tests/1.0 (me@example.org)"


@pytest.mark.parametrize("name", ["Moscow", "mosike", "Москва", "Port Stanley", "Hamlet, Russia"])
def test_a_name_that_the_index_knows_is_never_asked_for(server, service, small_index, name):
    Gazetteer(small_index, online=service()).search(name)
    assert server.asked == []


@pytest.mark.parametrize("name", ["", "  ", "...", "SF", "x" * 201, "Russian"])
def test_what_is_no_name_is_never_asked_for(server, service, small_index, name):
    assert Gazetteer(small_index, online=service()).search(name) == []
    assert server.asked == []


def test_hints_hold_for_the_answer_too(server, service, small_index):
    gazetteer = Gazetteer(small_index, online=service())
    assert gazetteer.resolve("Quay Seven", country="RU", types=["port"]).id == "osm:way/123"
    assert server.asked[0][0]["countrycodes"] == ["ru"]
    with pytest.raises(PlaceNotFoundError):
        gazetteer.resolve("Quay Seven", country="FK")
    with pytest.raises(PlaceNotFoundError):
        gazetteer.resolve("Quay Seven", types=["town"])


def test_any_name_of_the_place_finds_it_but_nothing_similar_does(service, small_index):
    gazetteer = Gazetteer(small_index, online=service())
    for name in ("quay seven", "Причал Семь", "Quay Number Seven", "Quay Seven, Primorye"):
        assert gazetteer.resolve(name).id == "osm:way/123"
    with pytest.raises(PlaceNotFoundError):
        gazetteer.resolve("Quay Eight")


def test_lists_and_mentions_are_asked_for_as_well(service, small_index):
    found = Gazetteer(small_index, online=service()).resolve_all(["Moscow", "Quay Seven"])
    assert found[1].place.id == "osm:way/123"


def test_two_places_of_one_name_are_ambiguous(server, service, small_index):
    server.say((200, {}, json.dumps([QUAY, QUAY | {"osm_id": 9, "lat": "50"}])))
    with pytest.raises(package.AmbiguousPlaceError, match="osm:way/9"):
        Gazetteer(small_index, online=service()).resolve("Quay Seven")


# What is kept


def test_answers_are_kept_also_that_there_is_none(server, service, small_index):
    for _ in range(2):
        gazetteer = Gazetteer(small_index, online=service())
        assert gazetteer.resolve("Quay Seven").id == "osm:way/123"
        assert gazetteer.resolve("Quay Seven").id == "osm:way/123"
    server.say((200, {}, "[]"))
    for _ in range(2):
        with pytest.raises(PlaceNotFoundError):
            gazetteer.resolve("Quay Eight")
    assert len(server.asked) == 2


def test_answers_expire(server, service):
    assert service().entries("Quay Seven")
    assert service(keep_days=0).entries("Quay Seven")
    assert len(server.asked) == 2


def test_a_kept_answer_is_given_while_the_server_is_down(server, service):
    assert service().entries("Quay Seven")
    server.say((500, {}, ""))
    online = service()
    with pytest.warns(OnlineWarning):
        assert online.entries("Quay Eight") == []
    assert online.entries("Quay Seven")


@pytest.mark.parametrize("damage", [b"not a database" * 100, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_damaged_file_of_answers_is_set_aside(server, service, tmp_path, damage):
    (tmp_path / "online.sqlite").write_bytes(damage)
    with pytest.warns(OnlineWarning, match=r"damaged .* set aside as online\.sqlite\.damaged"):
        assert service().entries("Quay Seven")
    assert (tmp_path / "online.sqlite.damaged").read_bytes() == damage
    assert service().entries("Quay Seven")
    assert len(server.asked) == 1


def test_a_damaged_answer_is_asked_for_anew(server, service, tmp_path):
    online = service()
    online.entries("Quay Seven")
    for content in ("?", "[7]", '[{"place": {"id": 1}}]', "null"):
        AnswerCache(tmp_path / "online.sqlite").put(online._key, '["Quay Seven", null]', content, 0)
        assert online.entries("Quay Seven")
    assert len(server.asked) == 5


def test_another_programs_database_is_left_alone(service, small_index, unsettled):
    before = small_index.read_bytes()
    assert "another program's database" in unsettled(service(cache=small_index))
    assert small_index.read_bytes() == before


def test_without_a_place_for_answers_nobody_is_asked(server, service, unsettled, tmp_path):
    (tmp_path / "file").touch()
    assert "no answers can be kept here" in unsettled(service(cache=tmp_path / "file" / "online.sqlite"))
    assert server.asked == []


# How fast is asked


def take_turns(path, turns):
    """Reserve turns as another process does."""
    cache = AnswerCache(path)
    for _ in range(5):
        began = time.time()
        wait = cache.reserve("service", 1.0, 1000.0)
        turns.put((began + wait, time.time() + wait))


def test_turns_of_all_processes_are_a_second_apart(tmp_path):
    context = multiprocessing.get_context("spawn")
    turns = context.Queue()
    workers = [context.Process(target=take_turns, args=(tmp_path / "online.sqlite", turns)) for _ in range(3)]
    for worker in workers:
        worker.start()
    spans = sorted(turns.get(timeout=60) for _ in range(15))
    for worker in workers:
        worker.join()
    # Each turn lies somewhere in its span, so no turn is less than a second after the one before.
    for (earliest, _), (_, latest) in itertools.pairwise(spans):
        assert latest - earliest >= 1.0


def test_the_first_turn_is_now_and_the_next_waits(tmp_path):
    cache = AnswerCache(tmp_path / "online.sqlite")
    assert cache.reserve("a", 1000.0, 2000.0) == 0.0
    assert 900 < cache.reserve("a", 1000.0, 2000.0) <= 1000
    assert cache.reserve("b", 1000.0, 2000.0) == 0.0
    with pytest.raises(OnlineError, match="not to be asked for another"):
        cache.reserve("a", 1000.0, 1.0)


def test_a_turn_reserved_by_a_clock_that_was_wrong_does_not_count(tmp_path, monkeypatch):
    cache = AnswerCache(tmp_path / "online.sqlite")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 1e8)
    cache.reserve("a", 1.0, 10.0)
    monkeypatch.undo()
    assert cache.reserve("a", 1.0, 10.0) == 0.0


def test_sixteen_threads_ask_once(server, service, small_index):
    gazetteer = Gazetteer(small_index, online=service())
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(gazetteer.resolve("Quay Seven").id)) for _ in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["osm:way/123"] * 16
    assert len(server.asked) == 1


# A server that does not do as it should: the error of a name that is not known, with a note


def drip(handler):
    """Send a byte now and then, for ever."""
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b" ")
            time.sleep(0.02)
    except OSError:
        pass


def drip_headers(handler):
    """Send headers for ever."""
    try:
        while True:
            handler.wfile.write(b"HTTP/1.0 200 OK\r\n" if not handler.close_connection else b"X")
            handler.close_connection = True
            time.sleep(0.02)
    except OSError:
        pass


def hang_up(handler):
    """Say nothing and go."""
    handler.connection.close()


@pytest.mark.parametrize(
    ("answer", "note"),
    [
        (lambda _: time.sleep(1.5), "it did not answer within 0.5 s"),
        (drip, "it did not answer within 0.5 s"),
        (drip_headers, "it did not answer within 0.5 s"),
        (hang_up, "could not be asked: Remote end closed connection|Connection reset"),
        ((500, {}, "oh"), "it says 500"),
        ((403, {}, "<h1>blocked</h1>"), "it says 403"),
        ((429, {}, ""), "it says 429"),
        ((204, {}, ""), "its answer cannot be read"),
        ((200, {}, "<!DOCTYPE html><html><body>Hi</body></html>"), "its answer cannot be read"),
        ((200, {}, '[{"osm_type": "way", '), "its answer cannot be read"),
        ((200, {}, b"\xff\xfe["), "its answer cannot be read"),
        ((200, {}, "[" * 100_000), "its answer cannot be read"),
        ((200, {}, '{"error": "bad"}'), "a list of places was expected"),
        ((200, {}, "[1, null]"), "nothing in the list is a place"),
        (QUAY | {"lat": "91"}, "nothing in the list is a place"),
        (QUAY | {"lon": "NaN"}, "nothing in the list is a place"),
        (QUAY | {"lat": None}, "nothing in the list is a place"),
        (QUAY | {"osm_id": "../etc"}, "nothing in the list is a place"),
        ((200, {}, b"[" + b" " * 1_000_001), "more than 1,000,000 bytes"),
        ((302, {"Location": "http://localhost:1/search"}, ""), "sends us to another server, 'localhost'"),
        ((302, {"Location": "https://127.0.0.1/search"}, ""), "sends us to another server"),
        ((302, {"Location": "file:///etc/passwd"}, ""), "sends us to another server|it says 302"),
        ((302, {"Location": "/again"}, ""), "it says 302"),
    ],
)  # fmt: skip
def test_a_server_that_fails_costs_a_note(server, service, unsettled, answer, note):
    server.say(answer)
    message = unsettled(service(timeout=0.5 if callable(answer) else 20))
    first, last = message.splitlines()[0], message.splitlines()[-1]
    assert first == "no place is known as 'Quay Seven'"
    assert "(OpenStreetMap Nominatim could not be asked: " in last
    assert any(part in last for part in note.split("|")), last


def test_a_server_that_is_not_there_costs_a_note(server, service, unsettled):
    server.server_close()
    assert "could not be asked: " in unsettled(service())


def test_a_redirection_on_the_same_server_is_followed(server, service):
    server.say((302, {"Location": f"{server.url}/here"}, ""), QUAY)
    assert service().entries("Quay Seven")


def test_what_passes_is_tried_again(server, service):
    server.say((503, {"Retry-After": "0"}, ""), hang_up, (429, {"Retry-After": formatdate(0)}, ""), QUAY)
    assert service(attempts=4).entries("Quay Seven")
    assert len(server.asked) == 4


def test_what_does_not_pass_is_not_tried_again(server, service, unsettled):
    server.say((403, {}, ""))
    unsettled(service(attempts=3))
    assert len(server.asked) == 1


def test_attempts_are_bounded(server, service, unsettled):
    server.say((503, {"Retry-After": "0"}, ""))
    unsettled(service(attempts=3))
    assert len(server.asked) == 3


def test_who_is_told_to_come_back_much_later_does_not_ask_before(server, service, unsettled):
    server.say((429, {"Retry-After": "3600"}, ""))
    assert "it says 429" in unsettled(service(attempts=3))
    assert "not to be asked for another 3,6" in unsettled(service(attempts=3))  # another process, so to say
    assert len(server.asked) == 1


def test_after_a_failure_the_server_rests(server, service, small_index):
    server.say((500, {}, ""))
    gazetteer = Gazetteer(small_index, online=service())
    with pytest.warns(OnlineWarning) as caught:
        assert gazetteer.resolve_all([f"Quay {number}" for number in range(50)]) == [None] * 50
    assert len(caught) == 1
    assert len(server.asked) == 1


def test_text_from_the_server_is_not_trusted(server, service, small_index):
    evil = {"name": "Quay\x1b[31m Seven\u202e\x00", "name:en": "A" * 10_000, "name:xx": "Quay Seven\u2028"}
    server.say(
        QUAY | {"namedetails": evil, "name": ["?"], "address": {"country_code": "<script>"}, "type": {}}
    )
    match = Gazetteer(small_index, online=service()).match("Quay Seven")
    assert match.place.name.isprintable()
    assert len(match.place.name) <= 200
    assert match.name == "Quay Seven"
    assert match.place.country == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(sorted(QUAY)), JSON).map(lambda row: QUAY | row), max_size=3))
def test_any_answer_gives_places_on_earth_or_a_clear_error(rows):
    try:
        answers = parsed(rows, "somebody")
    except ValueError:
        return
    for answer in answers:
        assert abs(answer.place.lat) <= 90
        assert abs(answer.place.lon) <= 180
        assert 0 < answer.place.radius_km <= 10_000
        assert all(name.isprintable() for name in answer.names)
    assert restored(stored(answers)) == answers


@pytest.mark.parametrize(
    ("tags", "type_"),
    [
        ({"category": "boundary", "type": "administrative", "addresstype": "country"}, "country"),
        ({"category": "boundary", "type": "administrative", "addresstype": "state"}, "admin"),
        ({"category": "boundary", "type": "administrative", "addresstype": "city"}, "town"),
        ({"category": "place", "type": "village"}, "town"),
        ({"category": "place", "type": "sea"}, "sea"),
        ({"category": "waterway", "type": "river"}, "river"),
        ({"category": "natural", "type": "strait"}, "strait"),
        ({"category": "aeroway", "type": "aerodrome"}, "airport"),
        ({"category": "railway", "type": "station"}, "station"),
        ({"category": "military", "type": "naval_base"}, "military"),
        ({"category": "barrier", "type": "border_control"}, "border-crossing"),
        ({"class": "building", "category": "building", "type": "warehouse"}, "building"),
        ({"category": "amenity", "type": "restaurant"}, "site"),
    ],
)
def test_tags_become_types(tags, type_):
    assert parsed([QUAY | tags], "somebody")[0].place.type == type_


# How it is set up


@pytest.mark.parametrize(
    "user_agent",
    ["", "  ", None, "Ünïcode", "two\r\nlines", "x", "abc", "geopy", "Geopy/2.4.1", "python-requests/2.32", "test", "my-application"],
)  # fmt: skip
def test_who_asks_must_say_so(user_agent):
    with pytest.raises(HintError, match="user_agent= must say who asks"):
        Nominatim(user_agent)


@pytest.mark.parametrize(
    "domain", ["", "ftp://a", "a b", "http://", "http://me:pw@a", "a?q=1", "http://a:99999"]
)
def test_a_domain_must_be_a_server(domain):
    with pytest.raises(HintError, match="is no server"):
        Nominatim("tests/1.0", domain=domain)


def test_the_public_server_is_not_hurried():
    with pytest.raises(HintError, match="wants at least 1"):
        Nominatim("tests/1.0", seconds_apart=0.5)
    with pytest.raises(HintError, match="attempts=0"):
        Nominatim("tests/1.0", attempts=0)
    with pytest.raises(HintError, match="timeout=0"):
        Nominatim("tests/1.0", timeout=0)


def test_it_may_be_pickled_with_its_gazetteer(service, small_index):
    again = pickle.loads(pickle.dumps(Gazetteer(small_index, online=service())))  # noqa: S301 - our own
    assert again.resolve("Quay Seven").id == "osm:way/123"


# Any geocoder of geopy


class Canned(Geocoder):
    """A geocoder that answers what it is told."""

    def __init__(self, answer):
        super().__init__()
        self.answer = answer

    def geocode(self, query, *, exactly_one=True):
        """Answer."""
        assert query == "Quay Seven"
        assert exactly_one is False
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_a_geocoder_of_geopy_serves_as_well(small_index, tmp_path):
    geocoder = Canned([Location("Quay Seven, Primorye", (42.1, 130.2), {})])
    online = FromGeopy(geocoder, cache=tmp_path / "a.sqlite")
    place = Gazetteer(small_index, online=online).resolve("Quay Seven")
    assert (place.id, place.source, place.type) == ("canned:42.10000,130.20000", "Canned", "site")


def test_a_geocoder_of_geopy_may_be_given_as_it_is(small_index, tmp_path, monkeypatch):
    monkeypatch.setattr("gazetteer.online_service.default_path", lambda: tmp_path / "b.sqlite")
    geocoder = Canned([Location("Quay Seven, Primorye", (42.1, 130.2), QUAY)])
    place = Gazetteer(small_index, online=geocoder).resolve("Quay Seven")
    assert (place.id, place.type) == ("osm:way/123", "port")


@pytest.mark.parametrize(
    "answer",
    [GeocoderTimedOut("slow"), GeocoderQueryError("bad"), TypeError("bug"), [Location("?", (1, 2), {})], [7]],
)
def test_a_geocoder_of_geopy_that_fails_costs_a_note(unsettled, tmp_path, answer):
    online = FromGeopy(Canned(answer), cache=tmp_path / "a.sqlite", attempts=1)
    assert "(Canned could not be asked: " in unsettled(online)


# One door to the network


def test_only_one_file_may_open_a_connection():
    doors = {
        "socket",
        "ssl",
        "http",
        "urllib.request",
        "ftplib",
        "smtplib",
        "requests",
        "httpx",
        "aiohttp",
        "urllib3",
    }
    opening = set()
    for path in Path(package.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""] + [f"{node.module}.{alias.name}" for alias in node.names]
            if any(name == door or name.startswith(f"{door}.") for name in names for door in doors):
                opening.add(path.name)
    assert opening == {"online.py"}
