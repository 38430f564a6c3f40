"""Which nodes and edges lie on ways between places far apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from numba import njit
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from georoutes.passages import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from georoutes.networks.sea.build.network import Network

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Task = tuple[int, list[int]]

_FAR = 250.0
_ALSO_CLOSED = {"": None, "suez": 400, "kiel": 400}
"""From how many ports ways are looked at, to all of them; None for all: each has ways of its own."""
_AT_ONCE = 40


class Majors:
    """The search for nodes and edges with a cheapest way over them that is long on either side.

    Parameters
    ----------
    whole
        The network.
    bits
        Of the passages.
    ports
        Nodes between which ways are looked at.
    """

    def __init__(self, whole: Network, bits: Mapping[str, int], ports: Ints) -> None:
        self.whole = whole
        self.count = len(whole.lonlat)
        self.ports = ports
        shut = sum(bits[name] for name, passage in known().items() if passage.closed)
        self.matrices = []
        for also in _ALSO_CLOSED:
            use = (whole.tags & np.uint32(shut | bits.get(also, 0))) == 0
            a, b = whole.pairs[use].T
            half = csr_matrix((whole.cost[use], (a, b)), shape=(self.count, self.count))
            self.matrices.append((half + half.T).tocsr())

    def tasks(self) -> list[Task]:
        """Give parts of the work: which matrix, and from which nodes."""
        shuffled = np.random.default_rng(1).permutation(self.ports)
        found: list[Task] = []
        for number, most in enumerate(_ALSO_CLOSED.values()):
            sources = shuffled[:most].tolist()
            found += [(number, sources[k : k + _AT_ONCE]) for k in range(0, len(sources), _AT_ONCE)]
        return found

    def part(self, task: Task) -> tuple[Bools, Ints]:
        """Do a part of the work: nodes found, and edges as two numbers in one."""
        number, sources = task
        nodes = np.zeros(self.count, dtype=bool)
        ends = np.zeros(self.count, dtype=bool)
        ends[self.ports] = True
        keys = np.empty(0, dtype=np.int64)
        for source in sources:
            far, before = dijkstra(self.matrices[number], indices=source, return_predecessors=True)
            reached = np.isfinite(far)
            behind = np.where(ends & reached, far, -np.inf)
            _carry(np.argsort(far), before, behind)
            node = np.flatnonzero(reached & (far > _FAR) & (before >= 0)).astype(np.int64)
            parent = before[node].astype(np.int64)
            long = behind[node] - far[parent] > _FAR
            node, parent = node[long], parent[long]
            nodes[node] = nodes[parent] = True
            keys = np.union1d(keys, np.minimum(node, parent) * self.count + np.maximum(node, parent))
        return nodes, keys

    def merge(self, parts: Iterable[tuple[Bools, Ints]]) -> tuple[Bools, Bools]:
        """Merge what the parts found: for each node and each edge whether it is of long ways."""
        nodes = np.zeros(self.count, dtype=bool)
        keys = np.empty(0, dtype=np.int64)
        for some, more in parts:
            nodes |= some
            keys = np.union1d(keys, more)
        pairs = self.whole.pairs
        return nodes, np.isin(pairs.min(axis=1) * self.count + pairs.max(axis=1), keys)


@njit(cache=True)
def _carry(order, before, behind):  # type: ignore[no-untyped-def]
    """Let every node know the farthest port behind it, from the outermost inwards."""
    for k in range(len(order) - 1, -1, -1):
        node = order[k]
        parent = before[node]
        if parent >= 0 and behind[node] > behind[parent]:
            behind[parent] = behind[node]
