"""Where two parts of a network that do not hang together come nearest to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from georoutes.networks.base import Point
    from georoutes.networks.graph import Floats, LandGraph


def nearest_gap(
    graph: LandGraph, allowed: npt.NDArray[np.bool_], starts: Sequence[int], goals: Sequence[int]
) -> tuple[Point, Point] | None:
    """Find the two nearest nodes of the parts that hold some edges and some others.

    Parameters
    ----------
    graph
        The network.
    allowed
        Which edges may be used.
    starts, goals
        Edges near either end.

    Returns
    -------
    tuple or None
        The two points, degrees, longitude first; None when an end has no edge or both lie in one part.
    """
    tail, head, n = graph.arrays["tail"], graph.arrays["head"], len(graph.arrays["node"])
    use = np.flatnonzero(allowed)
    joined = csr_matrix((np.ones(len(use), dtype=np.int8), (tail[use], head[use])), shape=(n, n))
    _, part = connected_components(joined, directed=False)
    sides = [np.isin(part, part[tail[list(edges)]]) for edges in (starts, goals)]
    if not starts or not goals or (sides[0] & sides[1]).any():
        return None
    here, there = (np.flatnonzero(side) for side in sides)
    away, row = cKDTree(_on_sphere(graph, there)).query(_on_sphere(graph, here))
    best = int(np.argmin(away))
    (a, b), (c, d) = (graph.position(int(node)) for node in (here[best], there[row[best]]))
    return (a, b), (c, d)


def _on_sphere(graph: LandGraph, nodes: npt.NDArray[np.int64]) -> Floats:
    """Turn positions into unit vectors: distances between them have no seam and no pole."""
    lon, lat = np.radians(graph.arrays["node"][nodes] * 1e-5).T
    vectors: Floats = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    return vectors
