"""Compiling an index from small sources."""

import hashlib
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from gazetteer import Gazetteer, PlaceNotFoundError
from gazetteer.build import PACKAGES, compile_index, inputs, installation
from gazetteer.build.geonames import town_radius_km
from gazetteer.build.records import NameKind, PlaceRecord
from gazetteer.build.supplement import COLUMNS, parsed_names
from gazetteer.build.writer import write_index
from gazetteer.index import Index


def test_towns_and_countries_come_with_all_their_names(small):
    moscow = small.resolve("Москва")
    assert (moscow.id, moscow.type, moscow.country, moscow.source) == ("geonames:2", "town", "RU", "GeoNames")
    assert small.resolve("Moscú") == moscow
    assert small.resolve("Russia").radius_km > 4000
    assert small.search("莫斯科")[0].kind == "exact"
    assert small.search("mosike")[0].kind == "romanised"


def test_a_country_that_no_map_shows_lies_at_its_capital(small):
    islands = small.resolve("Falkland Islands")
    assert (islands.lon, islands.lat) == (-57.85, -51.69)
    assert islands.source == "GeoNames"


def test_a_country_without_map_and_capital_is_left_out(small):
    with pytest.raises(PlaceNotFoundError):
        small.resolve("Bouvet Island")


def test_the_better_known_namesake_comes_first(small):
    assert small.search("Moscow")[0].score > 0.95
    assert [match.place.country for match in small.search("Moscow")] == ["RU", "US"]


def test_a_supplement_row_becomes_a_place(small):
    sea = small.resolve("Northern Sea")
    assert (sea.id, sea.type, sea.lon, sea.lat, sea.radius_km) == ("supplement:north", "sea", 40, 75, 800)
    assert small.search("Sever")[0].kind == "romanised"
    assert small.search("Север")[0].kind == "exact"


def test_the_same_sources_give_the_same_file(small_sources, small_index, tmp_path):
    towns, tables = small_sources
    again = tmp_path / "again.sqlite"
    compile_index(again, towns=towns, supplement_tables=tables)
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (small_index, again)}
    assert len(digests) == 1


def test_progress_is_told(small_sources, tmp_path):
    lines = []
    towns, tables = small_sources
    compile_index(tmp_path / "x.sqlite", progress=lines.append, towns=towns, supplement_tables=tables)
    assert lines[0] == "reading towns and countries"
    assert "names" in lines[-1]


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("supplement:a,A,sea,,,1,2,3,,,", "some.csv:2: note must not be empty"),
        ("supplement:a,A,see,,,1,2,3,,,n", "some.csv:2: unknown type see"),
        ("supplement:a,A,sea,,,east,2,3,,,n", "some.csv:2: could not convert string to float: 'east'"),
        ("supplement:a,A,sea,,,200,2,3,,,n", "supplement:a: 200.0, 2.0 is nowhere on Earth"),
        ("supplement:a,A,sea,,,nan,2,3,,,n", "supplement:a: nan, 2.0 is nowhere on Earth"),
        ("supplement:a,...,sea,,,1,2,3,,,n", "supplement:a: '...' has neither letter nor digit"),
        ("supplement:a,A,sea,,,1,2,3,,B,n", "some.csv:2: 'B' is not of the form language:name"),
        ("supplement:a,A,sea,,,1,2,3", "some.csv:2: 11 fields expected"),
        ("supplement:a,A,sea,,,1,2,3,,,n,more", "some.csv:2: 11 fields expected"),
        ("geonames:99,,,,,,,,,en:B,n", "some.csv:2: no source has a place geonames:99 to be corrected"),
        (
            "supplement:a,A,sea,,,1,2,3,,,n\nsupplement:a,B,sea,,,1,2,3,,,n",
            "some.csv:3: the id supplement:a is there",
        ),
    ],
)
def test_a_faulty_row_is_named_and_leaves_nothing_behind(small_sources, tmp_path, row, complaint):
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "some.csv").write_text(",".join(COLUMNS) + "\n" + row + "\n", "utf-8")
    target = tmp_path / "out" / "x.sqlite"
    target.parent.mkdir()
    with pytest.raises(ValueError, match=re.escape(complaint)):
        compile_index(target, towns=small_sources[0], supplement_tables=tables)
    assert list(target.parent.glob("*")) == []


def test_a_table_with_other_columns_is_refused(small_sources, tmp_path):
    (tmp_path / "some.csv").write_text("id,name\nsupplement:a,A\n", "utf-8")
    with pytest.raises(ValueError, match="the columns must be id, name, type"):
        compile_index(tmp_path / "x.sqlite", towns=small_sources[0], supplement_tables=tmp_path)


def test_a_failed_build_keeps_the_older_file(tmp_path):
    target = tmp_path / "x.sqlite"
    place = PlaceRecord("a", "A", "town", 0, 0, 1, names=(("A", NameKind.OFFICIAL),))
    write_index([place], target, meta={}, progress=str)
    before = target.read_bytes()
    with pytest.raises(ValueError, match="a is there twice"):
        write_index([place, place], target, meta={}, progress=str)
    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]


def test_names_longer_than_any_place_name_are_left_out(tmp_path):
    names = (("A", NameKind.OFFICIAL), ("b" * 300, NameKind.ALTERNATE))
    write_index([PlaceRecord("a", "A", "town", 0, 0, 1, names=names)], tmp_path / "x", meta={}, progress=str)
    assert Gazetteer(tmp_path / "x").search("b" * 200) == []


def test_of_the_spellings_with_one_key_the_main_one_is_kept_or_one_with_accents(tmp_path):
    names = (
        ("Rason", NameKind.ALTERNATE), ("Rasŏn", NameKind.ALTERNATE), ("rason", NameKind.WEAK),
        ("Najin", NameKind.ALTERNATE), ("Nájin", NameKind.OFFICIAL), ("najin", NameKind.WEAK),
        ("UK", NameKind.CODE), ("Uk", NameKind.ALTERNATE), ("uk", NameKind.WEAK),
    )  # fmt: skip
    place = PlaceRecord("a", "Nájin", "town", 0, 0, 1, names=names)
    write_index([place], tmp_path / "x", meta={}, progress=str)
    index = Index(tmp_path / "x")
    found = {
        key: sorted((entry.name, entry.kind) for entry in index.entries(key))
        for key in ("rason", "najin", "uk")
    }
    assert found == {
        "rason": [("Rasŏn", 1)],
        "najin": [("Nájin", 0)],
        "uk": [("UK", -1), ("Uk", 1), ("uk", 2)],
    }


def test_a_faulty_number_of_geonames_is_refused(tmp_path):
    place = PlaceRecord("geonames:x1", "A", "town", 0, 0, 1, names=(("A", NameKind.OFFICIAL),))
    with pytest.raises(ValueError, match="geonames:x1 is no id of GeoNames"):
        write_index([place], tmp_path / "x", meta={}, progress=str)


def test_names_are_parsed():
    assert parsed_names("") == ()
    assert parsed_names("en:A: B|ru-Latn: C ") == (("A: B", NameKind.ALTERNATE), ("C", NameKind.WEAK))
    assert parsed_names("code:TX") == (("TX", NameKind.CODE),)


@pytest.mark.parametrize(
    ("population", "km"), [(0, 1), (6967, 1.7), (66_224, 4.2), (3_222_000, 20), (20_000_000, 42)]
)
def test_the_radius_of_a_town_grows_with_its_inhabitants(population, km):
    assert town_radius_km(population) == pytest.approx(km, rel=0.03)


def test_inputs_are_files_of_the_package_and_include_every_table():
    paths = inputs()
    assert all(path.is_file() for path in paths)
    names = {path.name for path in paths}
    assert {"names.py", "index.py", "supplement.py", "countries.csv", "rivers.csv", "records.py"} <= names


def test_the_build_imports_nothing_but_the_standard_library(root):
    program = "import sys, gazetteer.build; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True, cwd=root
    )
    outside = set(loaded.stdout.split()) - sys.stdlib_module_names - {"gazetteer", "__main__"}
    assert outside <= {"sitecustomize", "_virtualenv"}


def test_missing_packages_are_all_named_with_their_versions(tmp_path):
    program = "import runpy, sys; sys.argv[1:] = ['-o', 'x.sqlite']; runpy.run_module('gazetteer.build', run_name='__main__')"
    folders = [str(Path(__file__).parents[2]), str(tmp_path)]
    # -S: without the installed packages, as where only the wheel's own are.
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {folders!r}; {program}"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=100, env={"PATH": os.environ["PATH"]},
    )  # fmt: skip
    assert done.returncode == 1
    assert f"({', '.join(PACKAGES)}); install them with: {installation()}" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_versions_are_those_that_a_wheel_is_built_from():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    pinned = {f"{package}=={wanted}" for package, wanted in PACKAGES.items()}
    assert pinned <= set(project["build-system"]["requires"])


def test_help_says_what_is_needed():
    done = subprocess.run(
        [sys.executable, "-m", "gazetteer.build", "--help"], capture_output=True, text=True, check=False, timeout=100
    )  # fmt: skip
    assert done.returncode == 0
    assert installation() in done.stdout
