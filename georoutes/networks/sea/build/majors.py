"""Which nodes lie on ways between places far apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from numba import njit
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from georoutes.passages import known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from georoutes.networks.sea.build.network import Network

_FAR = 250.0
_SOURCES = 500  # where a passage is closed; all ports otherwise
_ALSO_CLOSED = ("", "suez", "kiel")


def majors(
    whole: Network, bits: Mapping[str, int], ports: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Find the nodes and edges with a cheapest way through them that is long on either side.

    Parameters
    ----------
    whole
        The network.
    bits
        Of the passages.
    ports
        Nodes between which ways are looked at.
    """
    rng = np.random.default_rng(1)
    count = len(whole.lonlat)
    found = np.zeros(count, dtype=bool)
    keys = np.empty(0, dtype=np.int64)
    ends = np.zeros(count, dtype=bool)
    ends[ports] = True
    shut = sum(bits[name] for name, passage in known().items() if passage.closed)
    for also in _ALSO_CLOSED:
        use = (whole.tags & np.uint32(shut | bits.get(also, 0))) == 0
        a, b = whole.pairs[use].T
        matrix = csr_matrix((whole.cost[use], (a, b)), shape=(count, count))
        matrix += matrix.T
        sources = rng.choice(ports, _SOURCES, replace=False) if also else ports
        for source in sources.tolist():
            far, before = dijkstra(matrix, indices=source, return_predecessors=True)
            reached = np.isfinite(far)
            behind = np.where(ends & reached, far, -np.inf)
            _carry(np.argsort(far), before, behind)
            node = np.flatnonzero(reached & (far > _FAR) & (before >= 0)).astype(np.int64)
            parent = before[node].astype(np.int64)
            long = behind[node] - far[parent] > _FAR
            node, parent = node[long], parent[long]
            found[node] = found[parent] = True
            keys = np.union1d(keys, np.minimum(node, parent) * count + np.maximum(node, parent))
    return found, np.isin(whole.pairs.min(axis=1) * count + whole.pairs.max(axis=1), keys)


@njit(cache=True)
def _carry(order, before, behind):  # type: ignore[no-untyped-def]
    """Let every node know the farthest port behind it, from the outermost inwards."""
    for k in range(len(order) - 1, -1, -1):
        node = order[k]
        parent = before[node]
        if parent >= 0 and behind[node] > behind[parent]:
            behind[parent] = behind[node]
