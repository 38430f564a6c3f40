"""Compiled networks on disk: named arrays in one file."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

from georoutes.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt


def read_arrays(path: Path) -> dict[str, npt.NDArray[Any]]:
    """Read the arrays that `georoutes.networks.build` wrote.

    Parameters
    ----------
    path
        The compiled file.

    Raises
    ------
    DataError
        The file is missing, as in a checkout that was never built, or damaged.
    """
    remedy = "install the package again, or make them with: python -m georoutes.networks.build"
    try:
        # opened here, because np.load leaves a file that is no archive open
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            return {key: file[key] for key in file.files}
    except FileNotFoundError:
        raise DataError(f"{path}: the network data are missing; {remedy}") from None
    except (ValueError, EOFError, OSError, zipfile.BadZipFile, zlib.error) as error:
        raise DataError(f"{path}: the network data are damaged; {remedy}") from error


def content(*paths: Path) -> str:
    """Give a short text that tells the content of some files of arrays: it changes with any of their arrays.

    It is made from the checksums that the files carry, so that nothing is unpacked.

    Parameters
    ----------
    paths
        Compiled files.
    """
    digest = hashlib.blake2b(digest_size=12)
    for path in paths:
        with zipfile.ZipFile(path) as file:
            for member in file.infolist():
                digest.update(f"{member.filename} {member.file_size} {member.CRC}\n".encode())
    return digest.hexdigest()
