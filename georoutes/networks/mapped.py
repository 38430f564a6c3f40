"""Named arrays in one file that is mapped into memory: nothing is unpacked, and processes share it.

The file is a zip archive of uncompressed ``.npy`` members, each of which begins at a multiple of 64 bytes;
`numpy.load` reads it as well. The wheel compresses it on the way to the user.
"""

from __future__ import annotations

import io
import math
import struct
import tokenize
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np

from georoutes.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy.typing as npt

_SUFFIX = ".npy"
_BOUNDARY = 64
_LOCAL_HEADER = struct.Struct(
    "<4s22xHH"
)  # of a member: signature, lengths of its name and of what follows it
_SIGNATURE = b"PK\x03\x04"
_PADDING = struct.Struct("<HH")
_PADDING_ID = 0xD935  # what archives call a field that is there to move what follows it
_DAMAGE = (  # what the readers of zip files and arrays raise
    ArithmeticError, AttributeError, EOFError, LookupError, MemoryError, NotImplementedError, OSError,
    RuntimeError, StopIteration, SyntaxError, TypeError, ValueError, struct.error, tokenize.TokenError,
    zipfile.BadZipFile,
)  # fmt: skip
_REMEDY = "install the package again, or make them with: python -m georoutes.networks.build"


def write_mapped(path: Path, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Write named arrays of numbers or text.

    Parameters
    ----------
    path
        The file; it appears under its name only when it is whole.
    arrays
        By their names.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "numbers.network"
    >>> write_mapped(path, {"n": np.array([5, 7, -2], dtype=np.int32), "text": np.array(["a", "bc"])})
    >>> read_mapped(path)["n"].tolist(), read_mapped(path)["text"].tolist()
    ([5, 7, -2], ['a', 'bc'])
    """
    temporary = path.with_name(path.name + ".part")
    with zipfile.ZipFile(temporary, "w") as file:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(array), allow_pickle=False)
            member = zipfile.ZipInfo(name + _SUFFIX)
            begin = file.start_dir + 30 + len(member.filename.encode()) + _PADDING.size
            rest = -begin % _BOUNDARY
            member.extra = _PADDING.pack(_PADDING_ID, rest) + bytes(rest)
            file.writestr(member, content.getvalue())
    temporary.replace(path)


def read_mapped(path: Path, remedy: str = _REMEDY, *, verify: bool = False) -> dict[str, npt.NDArray[Any]]:
    """Map what `write_mapped` wrote into memory; the arrays cannot be written to.

    Parameters
    ----------
    path
        The file.
    remedy
        What to do when it cannot be read, for the message.
    verify
        Whether to read it all and compare it with the sums that the archive keeps.

    Raises
    ------
    DataError
        The file is missing, as in a checkout that was never built, or damaged.
    """
    try:
        with zipfile.ZipFile(path) as file:
            members = file.infolist()
            if verify and file.testzip() is not None:
                raise zipfile.BadZipFile("sums that do not agree")
        whole = np.memmap(path, dtype=np.uint8, mode="r")
        return {member.filename.removesuffix(_SUFFIX): _member(whole, member) for member in members}
    except FileNotFoundError:
        raise DataError(f"{path}: the network data are missing; {remedy}") from None
    except _DAMAGE as error:
        raise DataError(f"{path}: the network data are damaged; {remedy}") from error


def _member(whole: npt.NDArray[np.uint8], member: zipfile.ZipInfo) -> npt.NDArray[Any]:
    """Find an array in the mapped file."""
    start = member.header_offset
    head = whole[start : start + 30].tobytes()
    signature, name, extra = _LOCAL_HEADER.unpack(head)
    start += len(head) + name + extra
    if signature != _SIGNATURE or member.compress_type != zipfile.ZIP_STORED:
        raise ValueError("not written by this version of georoutes")
    if start + member.file_size > len(whole):
        raise ValueError("cut off")
    content = whole[start : start + member.file_size]
    header = io.BytesIO(content[:4096].tobytes())
    if np.lib.format.read_magic(header) != (1, 0):
        raise ValueError("another format of arrays")
    shape, by_column, kind = np.lib.format.read_array_header_1_0(header)
    size = math.prod(shape) * kind.itemsize
    if by_column or kind.hasobject or len(content) - header.tell() != size:
        raise ValueError("another size than the header says")
    return content[header.tell() :].view(kind).reshape(shape).view(np.ndarray)
