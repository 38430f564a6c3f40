"""Files written whole or not at all."""

import os

import pytest

from georoutes import WriteError
from georoutes.files import replacing


def test_a_failure_keeps_what_was_there(tmp_path):
    target = tmp_path / "a.txt"
    target.write_text("old")

    def fail_halfway():
        with replacing(target) as unfinished:
            unfinished.write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_link_is_followed(tmp_path):
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    with replacing(tmp_path / "link.txt") as unfinished:
        unfinished.write_text("new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_device_or_folder_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "."):
        with pytest.raises(WriteError, match="not a file"), replacing(tmp_path / name):
            pass


@pytest.mark.parametrize("name", ["no/such/folder/a.txt", "a" * 300])
def test_a_name_that_cannot_be_is_one_clear_error(name, tmp_path):
    with pytest.raises(WriteError, match="cannot be written"), replacing(tmp_path / name) as unfinished:
        unfinished.write_text("x")
    assert list(tmp_path.iterdir()) == []
