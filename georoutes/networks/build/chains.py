"""Prune nodes that only bend a line: they become the shape of one longer edge."""

from __future__ import annotations

import itertools
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.networks.build.edges import Edges, Floats, Ints, simplify

_THROUGH = 2  # edges at a node that a line merely passes


class Chains(NamedTuple):
    """A pruned graph whose edges keep their shape.

    Parameters
    ----------
    edges
        The pruned graph; its nodes are the junctions, dead ends and places where something changes.
    start
        Array (edges + 1): the shape of edge i is rows start[i] to start[i + 1] of the next two.
    shape
        Inner vertices, from tail to head, degrees, longitude first.
    shape_km
        Kilometres from the tail to each inner vertex, counted along the edge.
    node
        For each node its number before pruning.
    """

    edges: Edges
    start: Ints
    shape: Floats
    shape_km: Floats
    node: Ints


def prune(edges: Edges, keep: npt.NDArray[np.bool_]) -> Chains:
    """Merge chains of degree-2 nodes into single edges.

    Parameters
    ----------
    edges
        The graph.
    keep
        Nodes that must stay although a line only passes through them.

    Returns
    -------
    Chains
        The pruned graph. Where two chains join the same nodes, or a chain returns to where it began, a node
        in the middle stays, so no line is lost.
    """
    keep = keep | _something_changes(edges)
    while True:
        walks = _walk(edges, keep)
        stays = _middles(walks)
        if not stays:
            return _assemble(edges, walks)
        keep[stays] = True


def _something_changes(edges: Edges) -> npt.NDArray[np.bool_]:
    """Nodes that are not passed through, or where the kind of edge changes."""
    kind = edges.flags.astype(np.int64) + 256 * (edges.link.astype(np.int64) + 1)
    low = np.full(len(edges.lonlat), np.iinfo(np.int64).max)
    high = np.full(len(edges.lonlat), -1)
    for end in (edges.tail, edges.head):
        np.minimum.at(low, end, kind)
        np.maximum.at(high, end, kind)
    changes: npt.NDArray[np.bool_] = (edges.degree() != _THROUGH) | (low != high)
    return changes


def _walk(edges: Edges, keep: npt.NDArray[np.bool_]) -> list[list[int]]:
    """Every chain once, as the nodes from one kept node to the next."""
    matrix = edges.matrix()
    indptr, neighbours, kept = matrix.indptr.tolist(), matrix.indices.tolist(), keep.tolist()
    seen = bytearray(len(kept))
    walks = []

    def follow(start: int, node: int) -> list[int]:
        walk = [start, node]
        while not kept[node]:
            seen[node] = 1
            a, b = neighbours[indptr[node]], neighbours[indptr[node] + 1]
            node = b if a == walk[-2] else a
            walk.append(node)
        return walk

    for start in np.flatnonzero(keep).tolist():
        for node in neighbours[indptr[start] : indptr[start + 1]]:
            if (kept[node] and start < node) or (not kept[node] and not seen[node]):
                walks.append(follow(start, node))  # noqa: PERF401  (`follow` changes what `seen` says next)
    for start in np.flatnonzero(~keep).tolist():  # rings without any junction
        if not seen[start]:
            kept[start] = True
            keep[start] = True
            walks.append(follow(start, neighbours[indptr[start]]))
    return walks


def _middles(walks: list[list[int]]) -> list[int]:
    """Inner nodes to keep so that no two chains, and no chain alone, join the same pair of nodes."""
    stays = []
    taken: set[tuple[int, int]] = set()
    for walk in sorted(walks, key=len):
        pair = (min(walk[0], walk[-1]), max(walk[0], walk[-1]))
        if pair[0] == pair[1]:
            stays += [walk[len(walk) // 3], walk[2 * len(walk) // 3]]
        elif pair in taken:
            stays.append(walk[len(walk) // 2])
        taken.add(pair)
    return stays


def _assemble(edges: Edges, walks: list[list[int]]) -> Chains:
    """Turn the chains into arrays, in the order of `simplify`."""
    walks = [walk if walk[0] < walk[-1] else walk[::-1] for walk in walks]
    walks.sort(key=lambda walk: (walk[0], walk[-1]))
    position = {pair: i for i, pair in enumerate(zip(edges.tail.tolist(), edges.head.tolist(), strict=True))}
    km = edges.km.tolist()
    lengths, shape, shape_km, first = [], [], [], []
    for walk in walks:
        steps = [position[min(a, b), max(a, b)] for a, b in itertools.pairwise(walk)]
        along = np.cumsum([km[step] for step in steps])
        first.append(steps[0])
        lengths.append(along[-1])
        shape.append(walk[1:-1])
        shape_km.append(along[:-1])
    node, ends = np.unique([[walk[0], walk[-1]] for walk in walks], return_inverse=True)
    ends = ends.reshape(-1, 2)
    pruned = simplify(
        edges.lonlat[node], ends[:, 0], ends[:, 1], lengths, (edges.flags[first], edges.link[first])
    )
    if len(pruned.km) != len(walks):
        raise AssertionError("Pruning lost an edge; parallel chains must have been split before.")
    start = np.concatenate(([0], np.cumsum([len(part) for part in shape])))
    inner = np.array([i for part in shape for i in part], dtype=np.int64)
    return Chains(pruned, start, edges.lonlat[inner], np.concatenate([np.zeros(0), *shape_km]), node)
