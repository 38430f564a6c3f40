"""The command line, as a person meets it."""

import json
import subprocess
import sys
from importlib.metadata import entry_points

import geopandas as gpd
import pytest

from georoutes.cli import main

CASE = """\
title: A flight
routes:
  flight:
    legs:
      - {from: [37.62, 55.75], to: [30.52, 50.45], mode: air}
"""


PROGRAM = "import sys; from georoutes.cli import main; sys.argv[0] = 'georoutes'; main()"


@pytest.fixture
def run(tmp_path, command, monkeypatch):
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def georoutes(*arguments):
        done = command(*arguments)
        done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
        return done

    return georoutes


def test_a_process_of_its_own_says_the_same(run, tmp_path):
    for arguments in (("check", "case.yaml"), ("map", "none.yaml"), ("--version",)):
        process = [sys.executable, "-c", PROGRAM, *arguments]
        done = subprocess.run(process, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=100)
        here = run(*arguments)
        assert (done.returncode, done.stdout, done.stderr) == (here.returncode, here.stdout, here.stderr)


def test_a_case_becomes_a_map_beside_it(run, tmp_path):
    done = run("map", "case.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert "case.html" in done.stdout
    assert (tmp_path / "case.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_the_starter_case_can_be_drawn(run, tmp_path):
    assert run("new", "mine.yaml").returncode == 0
    assert run("map", "mine.yaml", "-o", "mine.html").returncode == 0
    assert (tmp_path / "mine.html").exists()


@pytest.mark.parametrize(
    "arguments", [("map", "case.yaml", "-o", "case.yaml"), ("export", "case.geojson", "case.geojson")]
)
def test_the_case_itself_is_never_written_over(run, tmp_path, arguments):
    (tmp_path / "case.geojson").write_text(CASE, encoding="utf-8")
    done = run(*arguments)
    assert done.returncode == 1
    assert "this is the case itself" in done.stderr
    assert (tmp_path / arguments[-1]).read_text(encoding="utf-8") == CASE


def test_a_position_may_be_west_or_south(run):
    done = run("path", "-3.7,40.4", "-58.4,-34.6", "--mode", "air")
    assert "10,0" in done.stdout  # Madrid to Buenos Aires: about 10,050 km
    assert "LB" in run("place", "Tripoli", "--near", "35.5,33.9").stdout


def test_a_leg_without_a_path_is_named_with_its_line(run, tmp_path):
    (tmp_path / "bad.yaml").write_text(CASE.replace("air", "sea"), encoding="utf-8")
    done = run("map", "bad.yaml")
    assert done.returncode == 1
    assert "bad.yaml:5:9: route 'flight', leg 1" in done.stderr
    assert "wrong" in run("check", "bad.yaml").stdout


def test_version(run):
    assert run("--version").stdout.startswith("georoutes 0.")


def test_new_never_replaces_a_file(run, tmp_path):
    done = run("new", "case.yaml")
    assert done.returncode == 1
    assert "such a file already" in done.stderr
    assert (tmp_path / "case.yaml").read_text(encoding="utf-8") == CASE


@pytest.mark.parametrize(
    "arguments", [("map", "bad.yaml"), ("check", "bad.yaml"), ("export", "bad.yaml", "bad.gpkg")]
)
def test_a_fault_is_one_message_and_leaves_no_file(run, tmp_path, arguments):
    (tmp_path / "bad.yaml").write_text(CASE.replace("mode", "mod"), encoding="utf-8")
    done = run(*arguments)
    assert done.returncode == 1
    assert "bad.yaml:5:52: unknown key 'mod'; did you mean 'mode'?" in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.yaml", "case.yaml"]


@pytest.mark.parametrize(
    "arguments", [("map",), ("mapp",), ("path", "a", "b"), ("path", "a", "b", "--mode", "ship")]
)
def test_wrong_usage_has_exit_code_2(run, arguments):
    assert run(*arguments).returncode == 2


def test_check_lists_what_is_missing(run):
    done = run("check", "case.yaml")
    assert done.returncode == 0
    assert "no claim" in done.stdout


def test_export_by_suffix(run, tmp_path):
    assert run("export", "case.yaml", "case.gpkg").returncode == 0
    assert len(gpd.read_file(tmp_path / "case.gpkg", layer="legs")) == 1


def test_path_says_what_it_rests_on_and_writes_it(run, tmp_path):
    done = run("path", "37.62,55.75", "30.52,50.45", "--mode", "air", "-o", "flight.geojson")
    assert "756.9 km" in done.stdout
    assert "geodesic" in done.stdout
    assert len(gpd.read_file(tmp_path / "flight.geojson")) == 3


def test_path_by_sea_names_its_straits(run):
    done = run("path", "30.74,46.49", "28.95,41.01", "--mode", "sea")
    assert "by way of Bosporus" in done.stdout
    assert "through" not in run("path", "37.62,55.75", "30.52,50.45", "--mode", "air").stdout


def test_alternatives_are_compared(run):
    done = run("alternatives", "4.14,51.95", "121.62,31.36", "--avoid", "panama", "--speed", "14")
    assert (done.returncode, done.stderr) == (0, "")
    heading, *rest = done.stdout.splitlines()
    assert heading.split() == ["by", "way", "of", "km", "longer", "by", "days", "through"]
    (suez,) = [line for line in rest if line.startswith("suez ")]
    assert "dover, gibraltar, suez, bab-el-mandeb, malacca" in suez
    assert any(line.startswith("northern sea route (ice) ") for line in rest)
    assert any(line.startswith("cape of good hope ") for line in rest)
    assert not any(line.startswith("panama") for line in rest)
    assert rest[-1].startswith("data: ")
    plain = run("alternatives", "30.74,46.49", "28.95,41.01").stdout
    assert "days" not in plain
    assert "direct" in plain


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("37.62,55.75", "28.95,41.01"), "km from water"),
        (("30.74,46.49", "28.95,41.01", "--avoid", "sues"), "did you mean 'suez'"),
        (("30.74,46.49", "28.95,41.01", "--speed", "0"), "nautical miles an hour"),
        (("30.74,46.49", "28.95,41.01", "--draft", "-1"), "draft_m is -1"),
    ],
)
def test_alternatives_refuse_in_words(run, arguments, words):
    done = run("alternatives", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr


def test_schema_is_json(run):
    assert json.loads(run("schema").stdout)["required"] == ["title", "routes"]


@pytest.mark.parametrize(
    "name",
    ["map", "check", "export", "place", "path", "alternatives", "new", "schema", "fmt", "watch"],
)
def test_help_teaches_by_example(run, name):
    assert f"georoutes {name}" in run(name, "--help").stdout.split("Example")[1]


def test_a_case_comes_from_the_standard_input(tmp_path):
    def told(*arguments, case=CASE):
        command = [sys.executable, "-c", PROGRAM, *arguments]
        return subprocess.run(
            command, cwd=tmp_path, input=case, capture_output=True, text=True, check=False, timeout=100
        )

    assert "missing flight leg 1: has a date" in told("check", "-").stdout
    assert told("map", "-", "-o", "out.html").returncode == 0
    assert (tmp_path / "out.html").exists()
    assert "name the map with -o" in told("map", "-").stderr
    assert (
        "standard input:5:"
        in told("map", "-", "-o", "x.html", case=CASE.replace("[30.52, 50.45]", "Xqzz")).stderr
    )


def test_a_file_without_routes_is_no_case(run, tmp_path):
    (tmp_path / "other.yaml").write_text("a: 1\n", encoding="utf-8")
    done = run("fmt", "other.yaml", "case.yaml")
    assert "other.yaml: it has no `routes:`, so it is no case" in done.stderr
    assert "case.yaml" not in done.stderr


def test_markup_in_a_file_is_not_markup_on_the_terminal(run, tmp_path):
    (tmp_path / "bad.yaml").write_text("'[bold]x[/bold]': 1\n" + CASE, encoding="utf-8")
    assert "[bold]x[/bold]" in run("check", "bad.yaml").stderr


def test_the_command_is_installed():
    (command,) = entry_points(group="console_scripts", name="georoutes")
    assert command.load() is main


def test_quotes_are_checked_against_a_text(run, tmp_path):
    claims = "sources: {s: {published: 2022}}\nclaims: {c: {source: s, quote: it  flew}, d: {source: s, quote: it sailed}}\n"
    (tmp_path / "case.yaml").write_text(CASE + claims, encoding="utf-8")
    (tmp_path / "article.txt").write_text("And so\u00a0it flew\noff.", encoding="utf-8")
    done = run("check", "case.yaml", "--text", "s=article.txt")
    assert done.returncode == 0
    assert "agrees claim c: quote stands in the text (it  flew): line 1, characters 7 to 14" in done.stdout
    assert "wrong claim d" in done.stdout
    assert run("check", "case.yaml", "--text", "s=article.txt", "--strict").returncode == 1


@pytest.mark.parametrize(
    ("option", "message"),
    [("article.txt", "is not SOURCE=FILE"), ("t=case.yaml", "no source 't'"), ("s=none.txt", "no such file")],
)
def test_a_wrong_text_is_one_clear_error(run, option, message):
    done = run("check", "case.yaml", "--text", option)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_text_that_is_no_text_or_is_given_twice(run, tmp_path):
    sources = "sources: {s: {published: 2022}}\n"
    (tmp_path / "case.yaml").write_text(CASE + sources, encoding="utf-8")
    (tmp_path / "picture.bin").write_bytes(bytes(range(256)))
    assert "not in UTF-8 (byte 128)" in run("check", "case.yaml", "--text", "s=picture.bin").stderr
    assert "a folder or a device" in run("check", "case.yaml", "--text", "s=.").stderr
    twice = run("check", "case.yaml", "--text", "s=case.yaml", "--text", "s=case.yaml")
    assert "two texts are given for the source 's'" in twice.stderr


def test_each_verdict_names_its_data(run, tmp_path):
    check = "{kind: distance to border, from: Vostochny Cosmodrome, border: [KP, RU], words: near, max: 100, unit: km}"
    (tmp_path / "case.yaml").write_text(f"{CASE}claims: {{c: {{says: near, checks: [{check}]}}}}\n", "utf-8")
    said = run("check", "case.yaml").stdout
    assert "differs claim c: distance to border KP/RU (“near” = at most 100 km): 1,0" in said
    assert "[border KP/RU of Natural Earth 1:10m: boundaries as they are administered" in said


def test_check_tells_the_worst_first(run, tmp_path):
    (tmp_path / "two.yaml").write_text(
        "title: Two\nsources: {s: {title: A page}}\n"
        "claims: {c: {source: s, by: A, quote: it went}}\n"
        "routes: {r: {legs: [{from: Moscow, to: Kyiv, mode: air, claims: [c]}]}}\n"
    )
    (tmp_path / "s.txt").write_text("Nothing of the kind.")
    told = [
        line.split()[0] for line in run("check", "two.yaml", "--text", "s=s.txt").stdout.splitlines()[:-1]
    ]
    order = ["differs", "wrong", "missing", "note", "agrees"]
    assert told == sorted(told, key=order.index)
    assert len(set(told)) > 1


def test_path_begins_with_kilometres_and_says_by_way_of_what(run):
    first, *rest = run("path", "30.74,46.49", "28.95,41.01", "--mode", "sea").stdout.splitlines()
    assert first.endswith(" km  basis: network")
    assert "by way of Bosporus" in rest
    assert run("path", "Lyon", "Paris", "--mode", "air").stdout.splitlines()[1].startswith("method: ")


@pytest.mark.parametrize("option", ["--country", "--countries"])
def test_countries_are_given_by_either_name(run, option):
    assert run("path", "Lyon", "Paris", "--mode", "rail", option, "FR").returncode == 0
    assert "'XX', which is not known" in run("path", "Lyon", "Paris", "--mode", "rail", option, "XX").stderr


@pytest.mark.parametrize("name", ["line.kml", "line.csv", "line.geojson"])
def test_path_writes_what_export_writes_with_its_passages(run, tmp_path, name):
    done = run("path", "30.74,46.49", "28.95,41.01", "--mode", "sea", "-o", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert "bosporus" in (tmp_path / name).read_text(encoding="utf-8").lower()


def test_an_unsettled_name_without_a_case_gets_a_remedy_that_works_here(run):
    told = run("path", "Tripoli", "Paris", "--mode", "air").stderr
    assert "In the case" not in told
    assert 'Write "Tripoli, LY" or an id, such as geonames:2210247, or a position' in told
    assert run("path", "Tripoli, LY", "Paris", "--mode", "air").returncode == 0
    assert run("path", "geonames:2210247", "Paris", "--mode", "air").returncode == 0
    assert (
        'Write "Tripoli, LY"' in run("suggest", "Tripoli", "Paris", "--mode", "sea", "--mode", "rail").stderr
    )


@pytest.mark.parametrize(
    ("ends", "mode"),
    [(("Paris", "Odesa"), "sea"), (("Honolulu", "Paris"), "road"), (("Lyon", "Lyon"), "air")],
)
def test_an_error_of_path_names_no_route_and_no_leg(run, ends, mode):
    done = run("path", *ends, "--mode", mode)
    assert done.returncode == 1
    assert "route" not in done.stderr.split(":")[1]
    assert "leg 1 (" not in done.stderr


def test_a_wrong_passage_on_the_way_lists_those_that_are_known(run):
    told = run("path", "Odesa", "Istanbul", "--mode", "sea", "--via", "Bosforus").stderr
    assert "did you mean 'bosporus'? Known are bab-el-mandeb" in told


def test_a_mode_is_taken_in_either_case_and_a_wrong_one_is_advised_on(run):
    assert run("path", "Lyon", "Paris", "--mode", "Air").returncode == 0
    wrong = run("path", "Lyon", "Paris", "--mode", "rails")
    told = " ".join(wrong.stderr.replace("│", " ").split())
    assert wrong.returncode == 2
    assert "'rails' is not a mode; did you mean 'rail'?" in told
    assert "Value error" not in told


@pytest.mark.parametrize(
    "words", [("path", "--mode", "rail"), ("suggest", "--mode", "rail", "--mode", "sea")]
)
@pytest.mark.parametrize("option", ["--country", "--avoid"])
def test_several_codes_in_one_option_are_told_to_be_given_again(run, words, option):
    name, *modes = words
    done = run(name, "Berlin", "Prague", *modes, option, "DE,CZ")
    assert done.returncode == 2
    assert f"write {option} DE {option} CZ" in " ".join(done.stderr.replace("│", " ").split())


@pytest.mark.parametrize(
    "words", [("path", "--mode", "rail"), ("suggest", "--mode", "rail", "--mode", "sea")]
)
def test_a_network_that_would_not_be_used_is_refused(run, words):
    name, *modes = words
    done = run(name, "Berlin", "Prague", *modes, "--network", "road=mine.parquet")
    assert done.returncode == 2
    assert "is a network for road, and the way is by rail" in " ".join(done.stderr.replace("│", " ").split())


@pytest.mark.parametrize("name", ["path", "suggest"])
def test_the_help_says_what_limits_can_be_written_as(run, name):
    told = " ".join(run(name, "--help").stdout.replace("│", " ").split())
    assert "by name or code" in told
    assert "a border such as KP-RU" in told


def test_an_area_has_no_way_by_several_modes(run):
    done = run("suggest", "Russia", "Tokyo", "--mode", "rail", "--mode", "sea")
    assert done.returncode == 1
    assert "Russia is an area (country)" in done.stderr
