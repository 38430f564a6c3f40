"""Cut edges where they cross a border, so a station just short of it can be reached from its side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer import outlines
from georoutes.networks.build.edges import Edges, Floats, Ints, simplify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from georoutes.networks.build.tagging import Codes

_MIN_KM = 0.5
_METRE = 0.001
_HALVINGS = 12  # to 1/4096 of the edge: metres, where the outlines are good to a kilometre


def split_at_borders(edges: Edges, codes: Codes) -> tuple[Edges, Codes]:
    """Insert two nodes, a metre apart in the count, where an edge goes from one country to the other.

    Parameters
    ----------
    edges
        The graph before pruning.
    codes
        Country of each node.

    Returns
    -------
    edges, codes
        The same lines; every border edge but the shortest is now a metre long.
    """
    cut = np.flatnonzero((codes[edges.tail] != codes[edges.head]) & (edges.km > _MIN_KM))
    tail, head = edges.tail[cut], edges.head[cut]
    start, step = edges.lonlat[tail], edges.lonlat[head] - edges.lonlat[tail]
    step[:, 0] = (step[:, 0] + 180.0) % 360.0 - 180.0
    share = _crossing(start, step, codes[tail])
    spot = start + step * share[:, None]
    spot[:, 0] = (spot[:, 0] + 180.0) % 360.0 - 180.0
    near = len(edges.lonlat) + np.arange(len(cut))
    far = near + len(cut)
    rest = np.ones(len(edges.km), dtype=bool)
    rest[cut] = False
    lonlat = np.concatenate([edges.lonlat, spot, spot])
    km = edges.km[cut]
    pieces = [
        (tail, near, km * share),
        (near, far, np.full(len(cut), _METRE)),
        (far, head, km * (1.0 - share)),
    ]
    tails, heads, lengths, flags, link = (
        np.concatenate([old[rest], *new]) for old, new in _columns(edges, cut, pieces)
    )
    return simplify(lonlat, tails, heads, lengths, (flags, link)), np.concatenate(
        [codes, codes[tail], codes[head]]
    )


def _columns(edges: Edges, cut: Ints, pieces: list[tuple[Any, Any, Any]]) -> Iterator[tuple[Any, list[Any]]]:
    """Each column of the table beside what the pieces add to it."""
    yield edges.tail, [piece[0] for piece in pieces]
    yield edges.head, [piece[1] for piece in pieces]
    yield edges.km, [piece[2] for piece in pieces]
    yield edges.flags, [edges.flags[cut]] * len(pieces)
    yield edges.link, [edges.link[cut]] * len(pieces)


def _crossing(start: Floats, step: Floats, home: Codes) -> Floats:
    """Share of the way at which each straight piece leaves the country where it begins."""
    layer = outlines.countries()
    low, high = np.zeros(len(start)), np.ones(len(start))
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        where = layer.at(start + step * middle[:, None])
        inside = np.where(where >= 0, layer.code[where], "") == home
        low, high = np.where(inside, middle, low), np.where(inside, high, middle)
    return (low + high) / 2.0
