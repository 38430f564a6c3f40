"""The package's own data, when something has happened to them."""

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from georoutes import DataError
from georoutes.networks.arrays import read_arrays
from georoutes.networks.mapped import read_mapped, write_mapped
from georoutes.networks.rail import DATA

READERS = pytest.mark.parametrize("read", [read_arrays, read_mapped])


@READERS
def test_missing_data_say_how_to_make_them(read, tmp_path):
    with pytest.raises(DataError, match="missing; install the package again"):
        read(tmp_path / "rail.network")


@READERS
@pytest.mark.parametrize("content", [b"", b"not arrays", DATA.read_bytes()[:10_000]])
def test_damaged_data_are_named(read, content, tmp_path):
    (tmp_path / "rail.network").write_bytes(content)
    with pytest.raises(DataError, match=r"rail.network: the network data are damaged"):
        read(tmp_path / "rail.network")


@settings(deadline=None)
@given(
    st.sampled_from(["i1", "u1", "i2", "i4", "u4", "i8"]),
    st.integers(0, 2),
    st.lists(st.integers(-(2**40), 2**40), max_size=40),
)
def test_numbers_come_back_as_they_went(kind, width, numbers):
    info = np.iinfo(kind)
    array = np.array([min(max(n, info.min // 4), info.max // 4) for n in numbers], dtype=kind)
    if width:
        array = array[: len(array) // width * width].reshape(-1, width)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "numbers.npz"
        write_mapped(path, {"numbers": array, "words": np.array(["", "ø"])})
        back = read_mapped(path)
    assert back["numbers"].dtype == array.dtype
    assert back["numbers"].tolist() == array.tolist()
    assert back["words"].tolist() == ["", "ø"]
