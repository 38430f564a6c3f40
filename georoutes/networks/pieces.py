"""A path on a rail or road network, as arrays: a long one has thousands of edges."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from georoutes.networks.graph import Floats, LandGraph
    from georoutes.networks.rivals import Rival
    from georoutes.networks.snaps import Snap
    from georoutes.networks.totals import Walk

Ints = npt.NDArray[np.int64]


class Found(NamedTuple):
    """A path on the network: where it begins and ends, and the parts of edges in travelling order.

    Where the search looked for it, also a line that the path could have taken.
    """

    start: Snap
    end: Snap
    pieces: Pieces
    rival: Rival | None = None

    @classmethod
    def of(cls, graph: LandGraph, walk: Walk, rival: Rival | None = None) -> Found:
        """Take what the search found."""
        return cls(walk.start, walk.end, Pieces.of(graph, walk), rival)


class Pieces(NamedTuple):
    """Parts of edges in travelling order; a part is backwards when it ends before it begins.

    Parameters
    ----------
    edge
        Number of each edge.
    from_km, to_km
        Where each part begins and ends, in kilometres from the edge's tail.
    """

    edge: Ints
    from_km: Floats
    to_km: Floats

    @property
    def km(self) -> Floats:
        """Length of each part."""
        return np.abs(self.to_km - self.from_km)

    @property
    def forward(self) -> npt.NDArray[np.bool_]:
        """Which parts lead from the tail of the edge towards its head."""
        return self.from_km <= self.to_km

    def part(self, start: int, stop: int) -> Pieces:
        """Take some of the parts."""
        return Pieces(self.edge[start:stop], self.from_km[start:stop], self.to_km[start:stop])

    @classmethod
    def of(cls, graph: LandGraph, walk: Walk) -> Pieces:
        """Follow a walk from its start to its end."""
        start, end, nodes, edge = walk
        if len(nodes) == 0:
            return cls(np.array([end.edge]), np.array([start.at_km]), np.array([end.at_km]))
        tail, km = graph.arrays["tail"], graph.km
        forward = tail[edge] == nodes[:-1]
        first = 0.0 if tail[start.edge] == nodes[0] else float(km[start.edge])
        last = 0.0 if tail[end.edge] == nodes[-1] else float(km[end.edge])
        whole = km[edge]
        pieces = cls(
            np.concatenate([[start.edge], edge, [end.edge]]),
            np.concatenate([[start.at_km], np.where(forward, 0.0, whole), [last]]),
            np.concatenate([[first], np.where(forward, whole, 0.0), [end.at_km]]),
        )
        used = pieces.from_km != pieces.to_km
        return cls(*(column[used] for column in pieces))

    def runs(self, kind: npt.NDArray[Any]) -> list[tuple[int, int]]:
        """Bounds of the runs of parts of the same kind."""
        if len(self.edge) == 0:
            return []
        cuts = np.flatnonzero(np.diff(kind)) + 1
        return list(zip([0, *cuts.tolist()], [*cuts.tolist(), len(kind)], strict=True))


def drawn(graph: LandGraph, pieces: Pieces) -> tuple[Floats, list[int]]:
    """Vertices of a path after its first one, degrees, longitude first, on any turn of the globe.

    Parameters
    ----------
    graph
        The network.
    pieces
        The path on it; only its first and last part may be less than a whole edge.

    Returns
    -------
    vertices, ends
        The vertices of parts a to b are ``vertices[ends[a] : ends[b]]``.
    """
    whole = (pieces.km == graph.km[pieces.edge]).tolist()
    begin = 0 if not whole or whole[0] else 1
    stop = len(whole) - 1 if len(whole) > begin and not whole[-1] else len(whole)
    parts = [graph.line(pieces.part(i, i + 1))[1:] for i in range(begin)]
    parts.append(_whole(graph, pieces.part(begin, stop)))
    parts += [graph.line(pieces.part(i, i + 1))[1:] for i in range(stop, len(whole))]
    start, edge = graph.arrays["start"], pieces.edge[begin:stop]
    inner = (start[edge + 1] - start[edge] + 1).tolist()
    counts = [len(parts[0])] * begin + inner + [len(part) for part in parts[begin + 1 :]]
    return np.concatenate(parts), [0, *itertools.accumulate(counts)]


def _whole(graph: LandGraph, pieces: Pieces) -> Floats:
    """Vertices of whole edges, each without its first."""
    a, edge, forward = graph.arrays, pieces.edge, pieces.forward
    inner = a["start"][edge + 1] - a["start"][edge]
    last = np.cumsum(inner + 1) - 1  # where the vertices of each edge end
    vertices = np.empty((int(last[-1]) + 1 if len(last) else 0, 2))
    is_inner = np.ones(len(vertices), dtype=bool)
    is_inner[last] = False
    rank = np.arange(len(vertices)) - np.repeat(last - inner, inner + 1)
    begins = np.repeat(np.where(forward, a["start"][edge], a["start"][edge + 1] - 1), inner + 1)
    row = begins + rank * np.repeat(np.where(forward, 1, -1), inner + 1)
    vertices[is_inner] = a["shape"][row[is_inner]]
    vertices[last] = a["node"][np.where(forward, a["head"][edge], a["tail"][edge])]
    degrees: Floats = vertices * graph.unit
    return degrees
