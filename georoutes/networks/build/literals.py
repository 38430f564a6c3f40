"""Read the graphs of scgraph-data 2.0.0 without importing them.

Its modules begin with an import that scgraph 3 no longer offers, and `ast.literal_eval` of one needs
gigabytes. They hold two literals, though, that are only numbers and brackets::

    graph=[{1: 2.02, 0: 0.0}, {0: 2.02}, ...]      # neighbour: km, one dict for each node
    nodes=[[59.33, 18.06], ...]                    # latitude, longitude
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_NUMBERS_ONLY = bytes.maketrans(b"{}[]:,", b"      ")
_OUTSIDE_NUMBERS = b" {}[]:,\n"


class RawGraph(NamedTuple):
    """A graph as the data give it: zero self-loops and both directions included.

    Parameters
    ----------
    lonlat
        Array (n, 2) of node positions in degrees, longitude first.
    tail, head
        Node numbers of each entry.
    km
        Length of each entry in kilometres.
    """

    lonlat: npt.NDArray[np.float64]
    tail: npt.NDArray[np.int32]
    head: npt.NDArray[np.int32]
    km: npt.NDArray[np.float64]


def locate(package: str, *parts: str) -> Path:
    """Find a file of an installed package without importing it.

    Parameters
    ----------
    package
        Import name, for example ``scgraph_data``.
    *parts
        Path of the file inside the package.

    Raises
    ------
    FileNotFoundError
        The package or the file is missing.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(
            f"The package {package} is needed to build the networks; install the pinned one."
        )
    path = Path(spec.submodule_search_locations[0], *parts)
    if not path.is_file():
        raise FileNotFoundError(
            f"{path.name} is missing in {package}; install the version pinned in pyproject."
        )
    return path


def parse_graph(source: bytes) -> RawGraph:
    r"""Parse the text of a scgraph-data module.

    Parameters
    ----------
    source
        The text of the module.

    Returns
    -------
    RawGraph
        Its nodes and entries.

    Raises
    ------
    ValueError
        The text does not look as described in this module.

    Examples
    --------
    >>> raw = parse_graph(b"graph=[{1: 2.02, 0: 0.0}, {0: 2.02}]\\nnodes=[[59.3, 18.0], [60, 18]]\\n")
    >>> raw.lonlat.tolist(), raw.tail.tolist(), raw.head.tolist()
    ([[18.0, 59.3], [18.0, 60.0]], [0, 0, 1], [1, 0, 0])
    """
    entries, braces = _literal(source, b"graph=[")
    coordinates, _ = _literal(source, b"nodes=[")
    if len(entries) % 2 or len(coordinates) % 2 or len(braces) * 2 != len(coordinates):
        raise ValueError(
            f"The graph has {len(entries)} numbers in {len(braces)} rows for {len(coordinates)} coordinates; "
            "this is not the format of scgraph-data 2.0.0."
        )
    tail = np.repeat(np.arange(len(braces), dtype=np.int32), braces)
    pairs = entries.reshape(-1, 2)
    return RawGraph(
        coordinates.reshape(-1, 2)[:, ::-1].copy(), tail, pairs[:, 0].astype(np.int32), pairs[:, 1]
    )


def _literal(source: bytes, start: bytes) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """All numbers of one literal, and how many pairs each of its dicts has."""
    begin = source.find(b"\n" + start) + 1 if not source.startswith(start) else 0
    end = source.find(b"\n", begin)
    text = source[begin + len(start) : end]
    if source[begin : begin + len(start)] != start or text.translate(
        None, _OUTSIDE_NUMBERS + b"0123456789.-+e"
    ):
        raise ValueError(
            f"No literal {start.decode()}...] of numbers found; not the format of scgraph-data 2.0.0."
        )
    numbers = np.array(text.translate(_NUMBERS_ONLY).split(), dtype=np.float64)
    symbols = np.frombuffer(text, dtype=np.uint8)
    closing = np.flatnonzero(symbols == ord("}"))
    colons = np.flatnonzero(symbols == ord(":"))
    per_row = np.diff(np.searchsorted(colons, closing), prepend=0)
    return numbers, per_row
