"""Which ways ships take: many cheapest ways between ports, pulled taut; their corners are the network."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from georoutes.networks.sea.build.grids import COARSE, decode, sphere_km
from georoutes.networks.sea.build.ways import cost_at, pull, search
from georoutes.passages import known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from georoutes.networks.sea.build.grids import Bytes, Tree

Floats = npt.NDArray[np.float64]
Edge = tuple[tuple[float, float], tuple[float, float]]

POOL_CELLS = 150
"""Water of fewer cells is a pool, which a traced water does not end in."""

JOINING = frozenset(
    {
        *("Suez Canal", "Panama Canal", "Kiel Canal", "Corinth Canal", "Bosporus", "Dardanelles"),
        *("Kanmon Strait", "Kurushima Strait", "Bisan Seto", "Akashi Strait", "St Lawrence Seaway"),
        *(
            "St Lawrence River",
            "Welland Canal",
            "Detroit River",
            "St Clair River",
            "St Marys River",
            "Volga-Don",
        ),
    }
)
"""Traced waters that join two waters of the tree; the others lead to ports."""

_COAST_KM, _POLES = (1.5, 8.0), 79.0
_DIGITS = 3
_NEAREST, _NEARBY = 8, 6
_NEAR_COST = 800.0
_FAR_TARGETS, _LONELY_TARGETS = 70, 40
_LOCAL_ROUNDS, _FAR_ROUNDS = 2, 2


class Link(NamedTuple):
    """A traced water as an edge between two cells of the tree."""

    name: str
    passage: str
    tail: int
    head: int
    km: float


@dataclass
class Sea:
    """The water tree with what a search needs.

    Parameters
    ----------
    tree, far
        Water, and distances to the shore, on the coarse grid.
    links
        Traced waters that the coarse grid closes.
    gates
        For each passage that is a line across the water, the cells on it.
    """

    tree: Tree
    far: Bytes
    links: list[Link]
    gates: dict[str, npt.NDArray[np.int32]]

    def __post_init__(self) -> None:
        tree = self.tree
        row = np.clip(((90.0 - tree.lonlat[:, 1]) * COARSE).astype(int), 0, self.far.shape[0] - 1)
        column = ((tree.lonlat[:, 0] + 180.0) * COARSE).astype(int) % self.far.shape[1]
        table = np.array([cost_at(code) for code in range(256)], dtype=np.float32)
        factor = table[self.far[row, column]]
        rows = np.repeat(np.arange(len(tree.lonlat)), np.diff(tree.indptr))
        cost = tree.km * (factor[rows] + factor[tree.indices]) / 2
        tail = np.array(
            [link.tail for link in self.links] + [link.head for link in self.links], dtype=np.int64
        )
        head = np.array(
            [link.head for link in self.links] + [link.tail for link in self.links], dtype=np.int64
        )
        extra = np.array([1.5 * link.km for link in self.links] * 2, dtype=np.float32)
        order = np.argsort(np.concatenate([rows, tail]), kind="stable")
        self.indices = np.concatenate([tree.indices, head.astype(np.int32)])[order]
        self.cost = np.concatenate([cost, extra]).astype(np.float32)[order]
        self.indptr = tree.indptr + np.concatenate(
            [[0], np.cumsum(np.bincount(tail, minlength=len(tree.lonlat)))]
        )
        self.link_of = {}
        for number, link in enumerate(self.links):
            self.link_of[link.tail, link.head] = self.link_of[link.head, link.tail] = number

    def shut(self, closed: Iterable[str]) -> npt.NDArray[np.bool_]:
        """Cells that a search must not enter when passages are closed."""
        mask = np.zeros(len(self.tree.lonlat), dtype=bool)
        for name in closed:
            mask[self.gates.get(name, [])] = True
        return mask

    def costs(self, closed: Iterable[str]) -> npt.NDArray[np.float32]:
        """Costs of the edges when passages are closed."""
        names = set(closed)
        cost = self.cost
        for link in self.links:
            if link.passage in names:
                cost = cost.copy() if cost is self.cost else cost
                for u, v in ((link.tail, link.head), (link.head, link.tail)):
                    e = self.indptr[u] + np.flatnonzero(
                        self.indices[self.indptr[u] : self.indptr[u + 1]] == v
                    )
                    cost[e] = np.inf
        return cost

    def taut(self, cells: Sequence[int], rounds: int) -> Iterator[Floats]:
        """Pull a way of cells taut, from traced water to traced water."""
        parts: list[list[int]] = [[cells[0]]]
        for u, v in pairwise(cells):
            if (u, v) in self.link_of:
                parts.append([v])
            else:
                parts[-1].append(v)
        for part in parts:
            if len(part) > 1:
                x, y = self.tree.lonlat[part].T.copy()
                yield np.stack(pull(self.far, x, y, rounds), axis=1)


def nearest_cells(
    tree: Tree, choice: npt.NDArray[np.int64], lonlat: Floats
) -> tuple[npt.NDArray[np.int64], Floats]:
    """Nearest of the cells chosen to each point, and how far it is in kilometres."""
    kd = cKDTree(_vectors(tree.lonlat[choice]))
    found = choice[kd.query(_vectors(lonlat))[1]]
    return found, sphere_km(lonlat, tree.lonlat[found])


def _vectors(lonlat: Floats) -> Floats:
    p, q = np.radians(lonlat).T
    return np.stack([np.cos(q) * np.cos(p), np.cos(q) * np.sin(p), np.sin(q)], axis=1)


def _way(before: npt.NDArray[np.int32], cell: int) -> list[int]:
    way = [int(cell)]
    while before[way[-1]] >= 0:
        way.append(int(before[way[-1]]))
    return way


def sample(
    sea: Sea, ports: npt.NDArray[np.int64], source: int, closed: Sequence[str], *, far: bool, seed: int
) -> list[Edge]:
    """Cheapest ways from one cell to others, as edges between their corners.

    Parameters
    ----------
    sea
        The water.
    ports
        Cells where ports lie, the choice of targets.
    source
        The cell to start from.
    closed
        Passages closed.
    far
        Whether to go to ports all over the world or to those nearby only, if there are any.
    seed
        Of the random choice of targets.
    """
    rng = np.random.default_rng(seed)
    before, reached = _reached(sea, ports, source, closed, np.inf if far else _NEAR_COST)
    lonely = not far and len(reached) < _NEAREST
    if lonely:
        before, reached = _reached(sea, ports, source, closed, np.inf)
    if far or lonely:
        most = _FAR_TARGETS if far else _LONELY_TARGETS
        targets = rng.choice(reached, min(most, len(reached)), replace=False)
    else:
        rest = reached[_NEAREST:]
        targets = np.concatenate(
            [reached[:_NEAREST], rng.choice(rest, min(_NEARBY, len(rest)), replace=False)]
        )
    edges = []
    for target in targets:
        for line in sea.taut(_way(before, target), _FAR_ROUNDS if far else _LOCAL_ROUNDS):
            corners = [(round(x, _DIGITS), round(y, _DIGITS)) for x, y in line.tolist()]
            edges += [(min(a, b), max(a, b)) for a, b in pairwise(corners) if a != b]
    return edges


def _reached(
    sea: Sea, ports: npt.NDArray[np.int64], source: int, closed: Sequence[str], radius: float
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Search from a cell: cells before, and the ports within a radius, nearest first."""
    most = np.float32(radius)
    best, before = search(sea.indptr, sea.indices, sea.costs(closed), sea.shut(closed), source, most)
    spent = best[ports]
    reached = ports[np.isfinite(spent) & (spent > 0) & (spent <= most)]
    return before, reached[np.argsort(best[reached])]


def gate_cells(tree: Tree) -> dict[str, npt.NDArray[np.int32]]:
    """Cells on the gate of each passage that has one."""
    found = {}
    for name, passage in known().items():
        parts = []
        for k in range(0, len(passage.gate), 2):
            a, b = _vectors(np.array(passage.gate[k : k + 2]))
            share = np.linspace(0.0, 1.0, int(np.degrees(np.linalg.norm(b - a)) * COARSE * 3) + 2)[:, None]
            x, y, z = (a + share * (b - a)).T
            row = ((90.0 - np.degrees(np.arctan2(z, np.hypot(x, y)))) * COARSE).astype(int)
            column = ((np.degrees(np.arctan2(y, x)) + 180.0) * COARSE).astype(int) % tree.cell.shape[1]
            parts.append(tree.cell[row, column])
        if parts:
            cells = np.concatenate(parts)
            found[name] = np.unique(cells[cells >= 0])
    return found


def off_the_coast(sea: Sea, reached: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Cells that ships reach a few kilometres off the shore, ice apart."""
    lonlat = sea.tree.lonlat[reached]
    row = np.clip(((90.0 - lonlat[:, 1]) * COARSE).astype(int), 0, sea.far.shape[0] - 1)
    code = sea.far[row, ((lonlat[:, 0] + 180.0) * COARSE).astype(int) % sea.far.shape[1]]
    km = np.array([decode(value) for value in range(256)])[code]
    return np.asarray(reached[(km >= _COAST_KM[0]) & (km <= _COAST_KM[1]) & (np.abs(lonlat[:, 1]) < _POLES)])


def spread(
    tree: Tree, cells: npt.NDArray[np.int64], per_degree: float, others: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Keep one cell of each square of a grid, none where there is one of the others."""
    squares = np.floor((tree.lonlat + 360.0) * per_degree).astype(np.int64) @ np.array([1_000_000, 1])
    fresh = cells[~np.isin(squares[cells], squares[others])]
    return np.asarray(fresh[np.sort(np.unique(squares[fresh], return_index=True)[1])])


def ports_near(
    nodes: Floats, ports: Floats, reach_km: float
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Nodes nearest to ports, each once, and which ports have one within reach."""
    away, near = cKDTree(_vectors(nodes)).query(_vectors(ports))
    close = np.flatnonzero(away * 6371.0088 < reach_km)
    return np.unique(near[close]), close
