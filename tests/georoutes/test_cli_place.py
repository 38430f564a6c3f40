"""``georoutes place``: a name is shown with all that it may mean, to people, to machines and on a map."""

import io
import json
import os
import pty
import re
import subprocess
import sys
import unicodedata

import pytest
from rich.cells import cell_len
from rich.console import Console

from gazetteer import Place
from gazetteer.index import BUNDLED_INDEX
from gazetteer.place import Match
from georoutes.candidates import Answer, as_json, shown, table

PROGRAM = "import sys; from georoutes.cli import main; sys.argv[0] = 'georoutes'; main()"
KEYS = ["name", "verdict", "taken", "message", "candidates"]
CANDIDATE_KEYS = ["rank", "taken", "score", "name", "kind", "reasons", "place"]
PLACE_KEYS = ["id", "name", "type", "country", "admin1", "lon", "lat", "radius_km", "population", "source"]


@pytest.fixture
def place(tmp_path, command, monkeypatch):
    """Run the command; in a process of its own where that has an environment or gets bytes."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, **environment):
        if not environment and not any(isinstance(each, bytes) for each in arguments):
            return command("place", *arguments)
        process = [sys.executable, "-c", PROGRAM, "place", *arguments]
        env = {**os.environ, "PYTHONUTF8": "1", **environment}
        return subprocess.run(process, cwd=tmp_path, capture_output=True, env=env, check=False, timeout=100)

    return run


def on_a_terminal(width, *arguments):
    """Run the command on a terminal of some columns; return its exit code and what the terminal was sent."""
    parent, child = pty.openpty()
    env = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": str(width), "TERM": "xterm"}
    command = [sys.executable, "-c", PROGRAM, "place", *arguments]
    with subprocess.Popen(command, stdin=child, stdout=child, stderr=child, env=env) as process:
        os.close(child)
        sent = b""
        try:
            while part := os.read(parent, 65536):
                sent += part
        except OSError:  # Linux says so that the other end is closed
            pass
    os.close(parent)
    return process.returncode, sent.decode()


def plain(sent):
    return re.sub(r"\x1b\[[0-9;]*m", "", sent).splitlines()


def test_what_is_taken_is_said_first(place):
    done = place("나진")
    first, head, row = done.stdout.decode().splitlines()
    assert (done.returncode, done.stderr) == (0, b"")
    assert first == "taken: Rajin, town, KP, lon 130.283, lat 42.256 (geonames:2042645)"
    assert head.split()[:4] == ["rank", "score", "taken", "name"]
    rank, score, taken, *named = row.split()[:5]
    assert (rank, taken, named) == ("1", "yes", ["Rajin", "(나진)"])
    assert float(score) > 0.95


def test_none_is_taken_where_several_may_be_meant(place):
    done = place("Tripoli")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("error: 'Tripoli' may be any of ")
    rows = [line.split() for line in done.stdout.decode().splitlines()[1:]]
    assert {row[2] for row in rows} == {"no"}
    assert {"LY", "LB"} <= {row[5] for row in rows}


def test_hints_and_limit(place):
    assert b"taken: Tripoli, town, LB" in place("Tripoli", "--country", "lb").stdout
    assert b"taken: Tripoli, town, LY" in place("Tripoli", "--near", "20.07,32.12").stdout
    assert b"spaceport, RU" in place("Vostochny", "--type", "spaceport").stdout
    assert len(place("San José", "--limit", "3").stdout.splitlines()) == 4


def test_another_index_may_be_asked(place, tmp_path):
    done = place("Najin", "--index", str(BUNDLED_INDEX))
    assert done.returncode == 0
    (tmp_path / "no.sqlite").write_bytes(b"no index")
    done = place("Najin", "--index", "no.sqlite")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"error: no.sqlite: ")


def test_an_unknown_name_is_an_error_with_what_looks_like_it(place):
    done = place("Xqzzyville")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"'Xqzzyville'" in done.stderr
    similar = place("Vladivostk")
    assert similar.returncode == 1
    assert b"Vladivostok" in similar.stdout


@pytest.mark.parametrize(
    "arguments",
    [(), ("a", "b"), ("Najin", "--type", "rivr"), ("Najin", "--type", "[red]x[/blue]"), ("Najin", "--country", "Atlantis"),
     ("Najin", "--near", "500,0"), ("Najin", "--limit", "0"), ("Najin", "--limit", "many"), ("Najin", "--map")],
)  # fmt: skip
def test_wrong_usage_has_exit_code_2(place, arguments):
    done = place(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "verdict", "code"),
    [("나진", "taken", 0), ("Tripoli", "ambiguous", 1), ("Xqzzyville", "unknown", 1)],
)
def test_json_has_the_same_keys_whatever_the_answer(place, name, verdict, code):
    done = place(name, "--json", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    content = json.loads(done.stdout.decode("utf-8"))
    assert (done.returncode, done.stderr) == (code, b"")
    assert list(content) == KEYS
    assert (content["name"], content["verdict"]) == (name, verdict)
    assert bool(content["taken"]) == (verdict == "taken") == (not content["message"])
    for rank, candidate in enumerate(content["candidates"], start=1):
        assert list(candidate) == CANDIDATE_KEYS
        assert list(candidate["place"]) == PLACE_KEYS
        assert candidate["rank"] == rank
        assert candidate["taken"] == (candidate["place"] == content["taken"])


HOSTILE = [
    "[red]Najin[/red]", "[/]", "[link=https://example.org]x[/link]", "<b>Najin</b>", "Naj\x1b[31min\x07", "\u202eNajin",
    "Najin\u2066", "طرابلس", "a\u0301" * 50, "%s{0}", "\\u0041", "x" * 5000, ":smile:", "\ufeff", " ", "“”",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_as_it_is_written(place, name):
    done = place(name)
    assert done.returncode in {0, 1}
    for said in (done.stdout.decode(), done.stderr.decode()):
        assert "Traceback" not in said
        assert all(unicodedata.category(c) not in {"Cc", "Cf", "Cs"} or c in "\n\u200c\u200d" for c in said)
    assert json.loads(place(name, "--json").stdout)["name"] == name


def test_bytes_that_are_no_text_are_shown_too(place):
    done = place(b"Xqz\xff\xfezy", "--json")
    assert json.loads(done.stdout)["name"] == "Xqz\udcff\udcfezy"
    assert rb"'Xqz\udcff\udcfezy'" in place(b"Xqz\xff\xfezy").stderr


def test_a_terminal_without_the_letters_gets_their_numbers(place):
    done = place("나진", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert rb"\ub098\uc9c4" in done.stdout


@pytest.mark.parametrize("columns", ["10", "80", "400"])
def test_a_pipe_gets_everything_whatever_the_width(place, columns):
    sent = place("Danube", COLUMNS=columns).stdout
    assert sent == place("Danube").stdout
    assert b"AT|BG|DE|HR|HU|MD|RO|RS|SK|UA" in sent
    assert b"\x1b" not in sent


@pytest.mark.parametrize("width", [80, 120])
def test_a_table_fits_the_terminal_and_lines_up(width):
    code, sent = on_a_terminal(width, "대구", "--limit", "5")
    lines = plain(sent)
    assert code in {0, 1}
    assert all(cell_len(line) <= width for line in lines[1:])  # the first is a sentence
    head = next(line for line in lines if line.lstrip().startswith("score"))
    start = cell_len(head[: head.index("type")])
    rows = [line for line in lines if re.match(r"\s*(→ )?\s*\d+ +[<0-9.]+ ", line)]
    assert rows
    for row in rows:
        found = next(match.start() for match in re.finditer(r"(?<=  )[a-z-]+  ", row))
        assert cell_len(row[:found]) == start


def test_a_narrow_terminal_leaves_nothing_out():
    _, sent = on_a_terminal(30, "Tumen")
    said = "".join("".join(plain(sent)).split())
    for word in ("Tyumen", "geonames:1488754", "supplement:tumen-river", "768,358"):
        assert word in said


def test_what_is_taken_is_marked_on_the_terminal():
    _, sent = on_a_terminal(80, "Tripoli", "--near", "Beirut")
    marked = [line for line in plain(sent) if line.startswith("→ 1")]
    assert len(marked) == 1
    assert "LB" in marked[0]


def test_the_map_shows_the_candidates_with_their_credit(place, tmp_path):
    done = place("Tumen", "--map", "tumen.html", "--json")
    page = (tmp_path / "tumen.html").read_text(encoding="utf-8")
    assert done.returncode == 1
    assert json.loads(done.stdout)["verdict"] == "ambiguous"
    assert "Where is Tumen? 4 candidates, none is taken" in page
    assert "GeoNames (CC BY 4.0)" in page
    assert "https://tile" not in page


def test_no_map_of_nothing_and_none_over_a_folder(place, tmp_path):
    assert place("Xqzzyville", "--map", "x.html").returncode == 1
    assert list(tmp_path.iterdir()) == []
    done = place("Najin", "--map", ".")
    assert done.returncode == 1
    assert b"this is not a file" in done.stderr


def test_names_from_data_are_not_markup_either():
    bad = Place("x:1", "[red]A\x1b[31m\u202e<b>", "town", "XX", "\x07", 1.0, 2.0, 3.0)
    answer = Answer("[red]", bad, (Match(bad, 1.0, "]\n[", "exact", ("[/] why",)),), "taken")
    for width in (None, 20, 80, 200):
        console = Console(width=width or 1000, file=io.StringIO())
        console.print(table(answer, width=width))
        said = "".join(console.file.getvalue().split())
        assert r"[red]A\x1b[31m\u202e<b>" in said
        assert r"(]\n[)" in said
        assert "[/]why" in said
    assert json.loads(as_json(answer))["taken"]["name"] == bad.name


def test_letters_of_every_script_stay_as_they_are():
    for name in ("나진", "می‌خواهم", "क्ष", "ไทย", "Łódź", "東京"):
        assert shown(name) == name


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("Vladivostk",), "no place is known as 'Vladivostk'; there are similar names"),
        (("Najin", "--country", "RU"), "no place is known as 'Najin' in RU, but without that hint one is"),
        (("Najin, Xyzzyland",), "no place is known as 'Najin, Xyzzyland', but places are known as 'Najin' alone"),
        (("Russian",), "'Russian' says where people or things come from and is not taken for a place"),
    ],
)  # fmt: skip
def test_the_message_is_a_whole_sentence(place, arguments, message):
    assert json.loads(place(*arguments, "--json").stdout)["message"] == message
    assert place(*arguments).stderr.decode() == f"error: {message}\n"
