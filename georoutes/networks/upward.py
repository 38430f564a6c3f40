"""A contraction hierarchy as arrays: its upward arcs, each with the figures of the way that it stands for.

The hierarchy is made by ch-router (``pip install georoutes[fast]``), which takes seconds, and read out of the
file that it saves (RoutingKit's own format). Every arc of it stands for a way on the network, so kilometres,
gauge changes and countries can be added up along few arcs instead of thousands of edges.
"""

from __future__ import annotations

import hashlib
import struct
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.errors import DataError, WriteError
from georoutes.files import replacing
from georoutes.networks.courses import Courses
from georoutes.networks.flags import Flag

if TYPE_CHECKING:
    from georoutes.networks.search import Space

Ints = npt.NDArray[np.int64]

DECIMETRES = 10_000.0
"""In a kilometre of cost; the engine counts in whole numbers of 32 bits."""

_HEADER = struct.Struct("<QIII4x")
_MAGIC = 0x436F6E7448696572
_BLOCK_BITS = 512  # the bits of a table are padded to so many
_VERSION = 1  # of the cached file


class Upward(NamedTuple):
    """The arcs of a hierarchy that lead from a node to one of higher rank.

    Parameters
    ----------
    rank
        Of each node of the network. Nodes go by their ranks below.
    first
        Arcs from rank r are ``first[r]`` to ``first[r + 1]``.
    head
        Rank where each arc ends.
    cost
        What it costs, as for the edges of the space.
    figures
        For each arc: metres, assumed metres, healed metres, changes of gauge.
    course
        For each arc the countries passed, as a number in `courses`.
    courses
        What the numbers mean.
    """

    rank: Ints
    first: Ints
    head: Ints
    cost: npt.NDArray[np.float64]
    figures: npt.NDArray[np.int32]
    course: npt.NDArray[np.int32]
    courses: Courses


def open_upward(space: Space) -> Upward:
    """Prepare a network for fast figures, or take what was prepared before from the user's cache folder.

    Parameters
    ----------
    space
        The network; it is kept in the cache only where no limits close a part of it.

    Raises
    ------
    DataError
        The engine's file has another format than expected.
    """
    if not np.isfinite(space.cost).all():
        return _prepared(space)
    import platformdirs  # noqa: PLC0415  loads when first used

    folder = platformdirs.user_cache_path("georoutes", appauthor=False) / "hierarchies"
    file = folder / f"{_digest(space)}.npz"
    try:
        return _read(file)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        upward = _prepared(space)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with replacing(file) as unfinished:
            arrays = {name: value for name, value in upward._asdict().items() if name != "courses"}
            np.savez(unfinished, **arrays, courses=np.array(upward.courses.texts(), dtype=np.str_))
    except (OSError, WriteError):
        pass  # no cache to be had; the next process prepares it anew
    return upward


def _read(file: Path) -> Upward:
    with file.open("rb") as raw, np.load(raw, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    courses = Courses.of(arrays.pop("courses").tolist())
    return Upward(**arrays, courses=courses)


def _digest(space: Space) -> str:
    """Hash all that decides the hierarchy and its figures."""
    digest = hashlib.blake2b(str(_VERSION).encode(), digest_size=12)
    arrays = space.graph.arrays
    for name in ("tail", "head", "metres", "flags", "node_country", "country"):
        digest.update(np.ascontiguousarray(arrays[name]).data)
    digest.update(_weights(space).data)
    return digest.hexdigest()


def _weights(space: Space) -> npt.NDArray[np.uint32]:
    return np.round(space.cost[np.isfinite(space.cost)] * DECIMETRES).astype(np.uint32)


def _prepared(space: Space) -> Upward:
    """Let the engine rank the nodes and find the arcs; add up the figures of each arc."""
    from routingkit_ch import ContractionHierarchy  # noqa: PLC0415  an extra

    graph = space.graph
    use = np.flatnonzero(np.isfinite(space.cost))
    tail, head = (graph.arrays[end][use].astype(np.uint32) for end in ("tail", "head"))
    weight = _weights(space)
    engine = ContractionHierarchy.build(
        len(graph.arrays["node"]),
        np.concatenate([tail, head]),
        np.concatenate([head, tail]),
        np.concatenate([weight, weight]),
    )
    with tempfile.TemporaryDirectory(prefix="georoutes-") as folder:
        file = Path(folder) / "hierarchy"
        engine.save(str(file))
        content = np.fromfile(file, dtype="<u4")
    del engine
    return _with_figures(space, use, *_parsed(content))


class _Side(NamedTuple):
    """The upward arcs of one direction, as the engine's file lists them."""

    tail: Ints
    head: Ints
    cost: Ints
    is_edge: npt.NDArray[np.bool_]
    one: Ints
    other: Ints


def _parsed(content: npt.NDArray[np.uint32]) -> tuple[Ints, _Side, _Side]:
    """Take the engine's file apart: the ranks, the arcs to leave by, and those to arrive by."""
    magic, n, *counts = _HEADER.unpack(content[: _HEADER.size // 4].tobytes())
    words = [(count + _BLOCK_BITS - 1) // _BLOCK_BITS * _BLOCK_BITS // 32 for count in counts]
    sizes = [n]
    for count, bits in zip(counts, words, strict=True):
        sizes += [n + 1, count, count, bits, count, count]
    if magic != _MAGIC or _HEADER.size // 4 + sum(sizes) != len(content):
        raise DataError("ch-router's file has another format than this version of georoutes reads")
    rank, *rest = np.split(content[_HEADER.size // 4 :], np.cumsum(sizes)[:-1])
    sides = []
    for start, count in zip((0, 6), counts, strict=True):
        first, head, cost, bits, one, other = (part.astype(np.int64) for part in rest[start : start + 6])
        is_edge = np.unpackbits(bits.astype("<u4").view(np.uint8), bitorder="little")[:count].astype(bool)
        tail = np.repeat(np.arange(n), np.diff(first))
        sides.append(_Side(tail, head, cost, is_edge, one, other))
    return rank.astype(np.int64), sides[0], sides[1]


def _with_figures(space: Space, use: Ints, rank: Ints, leave: _Side, arrive: _Side) -> Upward:
    """Add up what each arc stands for, from the edges upwards; keep the cheapest between two nodes."""
    graph, count = space.graph, len(leave.head)
    is_edge = np.concatenate([leave.is_edge, arrive.is_edge])
    # an arc that is no edge is an arc to arrive by, which is travelled first, and one to leave by
    one = np.concatenate([leave.one, arrive.one]) + np.where(is_edge, 0, count)
    other = np.concatenate([leave.other, arrive.other])
    figures = np.zeros((len(is_edge), 4), dtype=np.int32)
    course = np.zeros(len(is_edge), dtype=np.int32)
    courses = Courses([str(code) for code in graph.arrays["country"]])
    arc = np.flatnonzero(is_edge)
    edge, turned = use[one[arc] % len(use)], one[arc] >= len(use)
    flags, metres = graph.arrays["flags"][edge], graph.arrays["metres"][edge]
    kind = flags & (Flag.LINK | Flag.HEALED)
    figures[arc, 0] = metres
    figures[arc, 1] = np.where(kind > 0, metres, 0)
    figures[arc, 2] = np.where(kind == Flag.HEALED, metres, 0)
    figures[arc, 3] = flags & Flag.GAUGE > 0
    ends = [
        graph.arrays["node_country"][graph.arrays[end][edge]].astype(np.int64) for end in ("tail", "head")
    ]
    course[arc] = courses.joined(np.where(turned, ends[1], ends[0]), np.where(turned, ends[0], ends[1]))
    known, left = is_edge.copy(), np.flatnonzero(~is_edge)
    while len(left):
        ready = known[one[left]] & known[other[left]]
        now, left = left[ready], left[~ready]
        figures[now] = figures[one[now]] + figures[other[now]]
        course[now] = courses.joined(course[one[now]], course[other[now]])
        known[now] = True
    course[count:] = courses.reversed(course[count:])  # upwards is against the way of travel
    tail, head, cost = (
        np.concatenate(columns)
        for columns in ((leave.tail, arrive.tail), (leave.head, arrive.head), (leave.cost, arrive.cost))
    )
    key = tail * len(rank) + head
    order = np.lexsort((cost, key))
    order = order[np.flatnonzero(np.diff(key[order], prepend=-1))]
    first = np.searchsorted(tail[order], np.arange(len(rank) + 1))
    return Upward(rank, first, head[order], cost[order] / DECIMETRES, figures[order], course[order], courses)
