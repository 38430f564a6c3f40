"""Whole numbers on disk: small in the wheel, quick to open.

An array is stored as the differences between neighbours (where that is smaller), folded to numbers without a
sign, and cut into planes of bytes: the high bytes of a sorted array are nearly all zero, and a common
compressor makes next to nothing of them.
"""

from __future__ import annotations

import io
import struct
import tokenize
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np

from georoutes.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import numpy.typing as npt

_SEPARATOR = "."  # in a stored plane's name: name of the array, type, whether differences, columns, number
_WORTH = 0.8
_THREADS = 4
_DAMAGE = (  # what the readers of zip files and arrays raise
    ArithmeticError, AttributeError, EOFError, LookupError, MemoryError, NotImplementedError, OSError,
    RuntimeError, StopIteration, SyntaxError, TypeError, ValueError, struct.error, tokenize.TokenError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip
_REMEDY = "install the package again, or make them with: python -m georoutes.networks.build"


def write_packed(path: Path, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Write named arrays of whole numbers, one or two-dimensional, or of text.

    Parameters
    ----------
    path
        The file; it appears under its name only when it is whole.
    arrays
        By names without a full stop.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "numbers.npz"
    >>> write_packed(path, {"n": np.array([5, 7, -2], dtype=np.int32), "text": np.array(["a", "bc"])})
    >>> read_packed(path)["n"].tolist(), read_packed(path)["text"].tolist()
    ([5, 7, -2], ['a', 'bc'])
    """
    temporary = path.with_name(path.name + ".part")
    with zipfile.ZipFile(temporary, "w") as file:
        for name, array in arrays.items():
            for key, part in _stored(name, array):
                content = io.BytesIO()
                np.lib.format.write_array(content, part, allow_pickle=False)
                file.writestr(*_deflated(f"{key}.npy", content.getvalue()))
    temporary.replace(path)


def read_packed(path: Path, remedy: str = _REMEDY) -> dict[str, npt.NDArray[Any]]:
    """Read what `write_packed` wrote.

    Parameters
    ----------
    path
        The file.
    remedy
        What to do when it cannot be read, for the message.

    Raises
    ------
    DataError
        The file is missing, as in a checkout that was never built, or damaged.
    """
    try:
        # opened here, because np.load leaves a file that is no archive open
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            names = list(dict.fromkeys(tuple(key.split(_SEPARATOR)[:4]) for key in file.files))
            with ThreadPoolExecutor(_THREADS) as pool:  # what takes the time leaves Python's lock alone
                parts = pool.map(lambda name: _restored(name, file), names)
                return dict(parts)
    except FileNotFoundError:
        raise DataError(f"{path}: the network data are missing; {remedy}") from None
    except _DAMAGE as error:
        raise DataError(f"{path}: the network data are damaged; {remedy}") from error


def _deflated(name: str, content: bytes) -> tuple[zipfile.ZipInfo, bytes, int]:
    """Arguments of `ZipFile.writestr`: compressed where it is worth the time to undo it."""
    worth = len(zlib.compress(content)) < _WORTH * len(content)
    return zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED if worth else zipfile.ZIP_STORED


def _stored(name: str, array: npt.NDArray[Any]) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    """Names and contents of the planes of an array as they are written."""
    if array.dtype.kind not in "iu":
        yield name, array
        return
    width = array.shape[1] if array.ndim == 2 else 0  # noqa: PLR2004  rows and columns
    whole = array.astype(np.int64)
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, *whole.shape[1:]), dtype=np.int64))
    planes = {"0": _planes(whole), "1": _planes(steps)}
    best = min(planes, key=lambda key: len(zlib.compress(planes[key].tobytes(), 1)))
    for number, plane in enumerate(planes[best]):
        yield _SEPARATOR.join([name, array.dtype.str[1:], best, str(width), str(number)]), plane


def _planes(whole: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
    """Fold numbers (0, -1, 1, -2, ...) and cut them into planes of bytes, the lowest first."""
    folded = np.where(whole < 0, -2 * whole - 1, 2 * whole).astype("<u8").T.ravel()
    largest = int(folded.max(initial=0))
    size = next(size for size in range(1, 9) if largest < 256**size)
    return np.ascontiguousarray(folded.view(np.uint8).reshape(-1, 8)[:, :size].T)


def _restored(name: tuple[str, ...], file: Mapping[str, npt.NDArray[Any]]) -> tuple[str, npt.NDArray[Any]]:
    """Undo `_stored`."""
    if len(name) == 1:
        return name[0], file[name[0]]
    kind, differences, width = name[1:4]
    prefix = _SEPARATOR.join(name) + _SEPARATOR
    planes = [file[key] for key in sorted(key for key in file if key.startswith(prefix))]
    whole = _unfolded(planes, np.uint64) if kind[1:] == "8" else _unfolded(planes, np.uint32)
    if int(width):
        whole = whole.reshape(int(width), -1)
    if differences == "1":
        whole = np.cumsum(whole, axis=-1, dtype=whole.dtype)
    return name[0], np.ascontiguousarray(whole.T).astype(np.dtype(kind), copy=False)


def _unfolded(planes: list[npt.NDArray[Any]], wide: type[np.unsignedinteger[Any]]) -> npt.NDArray[Any]:
    """Put planes of bytes together and unfold the numbers, in place as far as possible."""
    folded: npt.NDArray[Any] = planes[-1].astype(wide)
    for plane in planes[-2::-1]:
        folded <<= wide(8)
        folded |= plane
    odd = folded & wide(1)
    folded >>= wide(1)
    folded ^= np.negative(odd)  # all ones where the number was negative
    return folded.view(np.dtype(f"i{folded.itemsize}"))
