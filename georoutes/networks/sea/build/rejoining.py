"""Join traced waters that no straight edge joins to the rest, along the ways that were sampled there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from georoutes.networks.sea.build import lattice
from georoutes.networks.sea.build.grids import FINE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from georoutes.networks.sea.build.grids import Bytes
    from georoutes.networks.sea.build.sampling import Edge

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_EARTH_KM = 6371.0088
_AROUND_KM = 60.0  # how far a traced water may be from the rest
_HARBOUR_COST = 2.0
_LINKS, _LINK_KM = 8, 12.0  # how many nodes a corner is tried with, and how far away


def rejoin(
    used: Iterable[Edge], lonlat: Floats, pairs: Ints, tips: Ints, grids: tuple[Bytes, Bytes]
) -> tuple[Floats, Ints]:
    """Find ways from lost ends of traced waters to the rest.

    Parameters
    ----------
    used
        Edges of sampled ways.
    lonlat, pairs
        Nodes and edges of the network so far.
    tips
        Ends of traced waters.
    grids
        Codes of the distance to the shore on the coarse grid, and packed water of the fine grid.

    Returns
    -------
    lonlat, pairs
        Nodes with corners added at the end, and edges to add.
    """
    count = len(lonlat)
    part = connected_components(_matrix(pairs, np.ones(len(pairs)), count), directed=False)[1]
    rest = part == np.bincount(part).argmax()
    lost = np.unique(tips[~rest[tips]])
    if len(lost) == 0:
        return lonlat, np.empty((0, 2), dtype=np.int64)
    corners, edges = _corners(used, lonlat[lost])
    place = np.concatenate([lonlat, corners])
    numbers = count + np.arange(len(corners))
    links = np.concatenate(
        [
            edges + count,
            _near(place, numbers, np.flatnonzero(rest)),
            _near(place, lost, numbers),
            _near(place, lost, np.flatnonzero(rest)),
        ]
    )
    far, water = grids
    cost = lattice.costs(far, place, links)
    doubtful = np.flatnonzero(~np.isfinite(cost))
    wet = doubtful[lattice.wet(water, place, links[doubtful], FINE)]
    cost[wet] = _HARBOUR_COST * lattice.lengths(place, links[wet])
    links, cost = links[np.isfinite(cost)], cost[np.isfinite(cost)]
    # all the rest is one node, the last
    whole = np.where(np.append(rest, np.zeros(len(corners), dtype=bool)), len(place), np.arange(len(place)))
    _, before = dijkstra(
        _matrix(whole[links], cost, len(place) + 1), indices=len(place), return_predecessors=True
    )
    wanted = np.zeros(len(place) + 1, dtype=bool)
    here = lost
    while len(here := here[(before[here] >= 0) & ~wanted[here]]):
        wanted[here] = True
        here = before[here]
    on_way = _on_tree(whole[links], before, wanted)
    added = np.unique(links[on_way & (links >= count).any(axis=1)])
    added = added[added >= count]
    number = np.concatenate([np.arange(count), np.full(len(corners), -1)])
    number[added] = count + np.arange(len(added))
    return np.concatenate([lonlat, place[added]]), np.sort(number[links[on_way]], axis=1)


def _on_tree(
    links: Ints, before: npt.NDArray[np.int32], wanted: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Whether a link leads from a node that is wanted to the one before it."""
    a, b = links.T
    return np.asarray((wanted[a] & (before[a] == b)) | (wanted[b] & (before[b] == a)))


def _matrix(pairs: Ints, cost: Floats, count: int) -> csr_matrix:
    """Edges both ways, of parallel ones the cheapest."""
    order = np.lexsort((cost, pairs.max(axis=1), pairs.min(axis=1)))
    pairs, cost = np.sort(pairs[order], axis=1), cost[order]
    first = np.unique(pairs, axis=0, return_index=True)[1]
    half = csr_matrix((cost[first], pairs[first].T), shape=(count, count))
    return half + half.T


def _corners(used: Iterable[Edge], lost: Floats) -> tuple[Floats, Ints]:
    """Corners of sampled ways around some points, and the edges between them."""
    ends = np.array([(*a, *b) for a, b in used])
    kd = cKDTree(lattice.vectors(lost))
    near = [
        kd.query(lattice.vectors(side))[0] < _AROUND_KM / _EARTH_KM for side in (ends[:, :2], ends[:, 2:])
    ]
    ends = ends[near[0] & near[1]]
    corners, number = np.unique(ends.reshape(-1, 2), axis=0, return_inverse=True)
    return corners, number.reshape(-1, 2)


def _near(place: Floats, some: Ints, others: Ints) -> Ints:
    """Pairs of nodes near each other."""
    away, near = cKDTree(lattice.vectors(place[others])).query(lattice.vectors(place[some]), k=_LINKS)
    row, column = np.nonzero(away < _LINK_KM / _EARTH_KM)
    return np.stack([some[row], others[near[row, column]]], axis=1)
