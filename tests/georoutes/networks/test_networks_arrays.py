"""The package's own data, when something has happened to them."""

import pytest

from georoutes import DataError
from georoutes.networks.arrays import read_arrays
from georoutes.networks.rail import DATA


def test_missing_data_say_how_to_make_them(tmp_path):
    with pytest.raises(DataError, match="missing; install the package again"):
        read_arrays(tmp_path / "rail.npz")


@pytest.mark.parametrize("content", [b"", b"not arrays", DATA.read_bytes()[:10_000]])
def test_damaged_data_are_named(content, tmp_path):
    (tmp_path / "rail.npz").write_bytes(content)
    with pytest.raises(DataError, match=r"rail.npz: the network data are damaged"):
        read_arrays(tmp_path / "rail.npz")
