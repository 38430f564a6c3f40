"""Compiled networks on disk: named arrays in one file."""

from __future__ import annotations

import zipfile
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
    except (ValueError, EOFError, OSError, zipfile.BadZipFile) as error:
        raise DataError(f"{path}: the network data are damaged; {remedy}") from error
