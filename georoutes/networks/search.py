"""The cheapest path between two places on a rail or road network."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from georoutes.networks.graph import Floats, LandGraph, Piece, Snap

if TYPE_CHECKING:
    from collections.abc import Sequence

Access = tuple[Snap, float]
"""A point of the network, and what it costs to get there from the place."""


class Found(NamedTuple):
    """A path on the network.

    Parameters
    ----------
    start, end
        Where it begins and ends.
    pieces
        Parts of edges in travelling order.
    """

    start: Snap
    end: Snap
    pieces: list[Piece]


def shortest(
    graph: LandGraph, starts: Sequence[Access], ends: Sequence[Access], cost: Floats, limit: float
) -> Found | None:
    """Find the cheapest path from any start to any end (Dijkstra).

    Parameters
    ----------
    graph
        The network.
    starts, ends
        Points of the network near the two places.
    cost
        Cost of each edge; infinite where it must not be used.
    limit
        Give up beyond this cost.

    Returns
    -------
    Found or None
        None where no path is cheap enough.
    """
    per_km = cost / graph.arrays["km"]
    first: dict[int, tuple[float, Snap]] = {}
    for snap, access in starts:
        for node, km in _both_ends(graph, snap):
            value = access + km * per_km[snap.edge]
            if value < first.get(node, (np.inf, snap))[0]:
                first[node] = (value, snap)
    far, before = _dijkstra(graph, {node: value for node, (value, _) in first.items()}, cost, limit)
    through = [
        (float(far[node] + km * per_km[snap.edge] + access), snap, node)
        for snap, access in ends
        for node, km in _both_ends(graph, snap)
    ]
    value, end, node = min(through, key=lambda row: row[0])
    along = _along_one_edge(starts, ends, per_km)
    if along is not None and along[0] <= value:
        return along[1]
    if not np.isfinite(value):
        return None
    nodes = [node]
    while before[nodes[-1]] != len(graph.arrays["node"]):
        nodes.append(int(before[nodes[-1]]))
    start = first[nodes[-1]][1]
    return Found(start, end, _pieces(graph, start, nodes[::-1], end))


def _along_one_edge(
    starts: Sequence[Access], ends: Sequence[Access], per_km: Floats
) -> tuple[float, Found] | None:
    """Cost and course of the cheapest way that never leaves one edge, if both ends lie on one."""
    found = [
        (
            start_access + end_access + abs(start.at_km - end.at_km) * float(per_km[end.edge]),
            Found(start, end, [Piece(end.edge, start.at_km, end.at_km)]),
        )
        for start, start_access in starts
        for end, end_access in ends
        if start.edge == end.edge
    ]
    return min(found, key=lambda row: row[0], default=None)


def _dijkstra(
    graph: LandGraph, first: dict[int, float], cost: Floats, limit: float
) -> tuple[Floats, npt.NDArray[np.int32]]:
    """Costs from a virtual node that is joined to each first node; its number is the node count."""
    rows, n = graph.rows, len(graph.arrays["node"])
    matrix = csr_matrix(
        (
            np.concatenate([cost[rows.data], np.maximum(list(first.values()), 1e-9)]),
            np.concatenate([rows.indices, np.array(list(first), dtype=rows.indices.dtype)]),
            np.concatenate([rows.indptr, [rows.indptr[-1] + len(first)]]),
        ),
        shape=(n + 1, n + 1),
    )
    far, before = dijkstra(matrix, indices=n, return_predecessors=True, limit=limit)
    return far, before


def _both_ends(graph: LandGraph, snap: Snap) -> tuple[tuple[int, float], tuple[int, float]]:
    """Nodes at the ends of a snap's edge and the kilometres to each."""
    a = graph.arrays
    rest = float(a["km"][snap.edge]) - snap.at_km
    return (int(a["tail"][snap.edge]), snap.at_km), (int(a["head"][snap.edge]), rest)


def _pieces(graph: LandGraph, start: Snap, nodes: list[int], end: Snap) -> list[Piece]:
    """Edges through the nodes, with the parts of edges at either end."""
    a, rows = graph.arrays, graph.rows

    def at(edge: int, node: int) -> float:
        return 0.0 if int(a["tail"][edge]) == node else float(a["km"][edge])

    pieces = [Piece(start.edge, start.at_km, at(start.edge, nodes[0]))]
    for u, v in pairwise(nodes):
        row = slice(rows.indptr[u], rows.indptr[u + 1])
        edge = int(rows.data[row][rows.indices[row] == v][0])
        pieces.append(Piece(edge, at(edge, u), at(edge, v)))
    pieces.append(Piece(end.edge, at(end.edge, nodes[-1]), end.at_km))
    return [piece for piece in pieces if piece.from_km != piece.to_km]
