"""Join what belongs together: small gaps in the data, and the links drawn by hand."""

from __future__ import annotations

import csv
import heapq
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from georoutes.networks.build.edges import Edges, Floats, Ints, geodesic_km, on_sphere
from georoutes.networks.build.water import over_water
from georoutes.networks.flags import Flag

LINKS = Path(__file__).with_name("missing_links.csv")

GAP_KM = 2.6
"""Longest gap that is bridged without asking: the widest one known to be false in the rail data is 2.5 km."""

DETOUR_KM = 60.0
"""Two dead ends within `GAP_KM` are joined when the way round is longer than this."""

_LINK_END_KM = 6.0
_LINK_MEETS_KM = 0.2

Codes = npt.NDArray[np.str_]


@dataclass(frozen=True)
class Link:
    """A stretch drawn by hand because the data lack it.

    Parameters
    ----------
    name, note
        For the readers of the map.
    lonlat
        Its vertices in degrees, longitude first.
    km
        Its length as far as known.
    """

    name: str
    note: str
    lonlat: Floats
    km: float


def heal_components(edges: Edges, codes: Codes) -> Edges:
    """Bridge gaps of at most 2.6 km between components, never over a border or to another shore.

    The shortest gaps come first, and each joins two components that were still apart.
    """
    _, component = connected_components(edges.matrix(), directed=False)
    pairs = _near_pairs(edges.lonlat, np.flatnonzero(_real(edges)))
    pairs = pairs[
        (component[pairs[:, 0]] != component[pairs[:, 1]]) & (codes[pairs[:, 0]] == codes[pairs[:, 1]])
    ]
    pairs, gaps = _bridgeable(edges.lonlat, pairs)
    parent = list(range(component.max() + 1))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    chosen = []
    for row in np.argsort(gaps, kind="stable").tolist():
        a, b = root(int(component[pairs[row, 0]])), root(int(component[pairs[row, 1]]))
        if a != b:
            parent[a] = b
            chosen.append(row)
    return edges.plus(pairs[chosen, 0], pairs[chosen, 1], gaps[chosen], Flag.HEALED)


def heal_dead_ends(edges: Edges, codes: Codes) -> Edges:
    """Join two dead ends that face each other when the way round is absurd.

    A line cut in the middle leaves two dead ends; if both halves hang together elsewhere, the components
    say nothing and a path silently takes a long way round.
    """
    pairs = _near_pairs(edges.lonlat, np.flatnonzero((edges.degree() == 1) & _real(edges)))
    pairs = pairs[codes[pairs[:, 0]] == codes[pairs[:, 1]]]
    pairs, gaps = _bridgeable(edges.lonlat, pairs)
    matrix = edges.matrix()
    neighbours, indptr, km = matrix.indices.tolist(), matrix.indptr.tolist(), matrix.data.tolist()
    chosen = [row for row, (a, b) in enumerate(pairs.tolist()) if not _within(neighbours, indptr, km, a, b)]
    return edges.plus(pairs[chosen, 0], pairs[chosen, 1], gaps[chosen], Flag.HEALED)


def _bridgeable(lonlat: Floats, pairs: Ints) -> tuple[Ints, Floats]:
    """Pairs whose gap is small and leads over no wide water, and their gaps."""
    gaps = geodesic_km(lonlat, pairs[:, 0], pairs[:, 1])
    good = (gaps <= GAP_KM) & ~over_water(lonlat, pairs, gaps)
    return pairs[good], gaps[good]


def _real(edges: Edges) -> npt.NDArray[np.bool_]:
    """Nodes of the data: a line drawn by hand is too rough to say what lies next to it."""
    real = np.zeros(len(edges.lonlat), dtype=bool)
    of_data = edges.flags & Flag.LINK == 0
    real[edges.tail[of_data]] = real[edges.head[of_data]] = True
    return real


def _within(neighbours: list[int], indptr: list[int], km: list[float], start: int, goal: int) -> bool:
    """Whether the network joins two nodes within `DETOUR_KM` (Dijkstra, cut off there)."""
    best = {start: 0.0}
    queue = [(0.0, start)]
    while queue:
        far, node = heapq.heappop(queue)
        if node == goal:
            return True
        if far > best[node]:
            continue
        for entry in range(indptr[node], indptr[node + 1]):
            step = far + km[entry]
            if step <= DETOUR_KM and step < best.get(neighbours[entry], np.inf):
                best[neighbours[entry]] = step
                heapq.heappush(queue, (step, neighbours[entry]))
    return False


def _near_pairs(lonlat: Floats, nodes: Ints) -> Ints:
    """Pairs of the given nodes that lie within `GAP_KM` of each other."""
    found = cKDTree(on_sphere(lonlat[nodes])).query_pairs(GAP_KM, output_type="ndarray")
    pairs: Ints = nodes[found.reshape(-1, 2)]
    return pairs


def read_links(mode: str) -> list[Link]:
    """Read the hand-drawn links of one mode from ``missing_links.csv``."""
    with LINKS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["mode"] == mode]
    return [
        Link(
            row["name"],
            row["note"],
            np.array([point.split() for point in row["lonlat"].split(";")], dtype=np.float64),
            float(row["km"]),
        )
        for row in rows
    ]


def add_links(edges: Edges, links: list[Link]) -> Edges:
    """Add the hand-drawn links; an end takes the nearest node, if one is near, or begins a new line.

    An end takes the node that it was drawn to, or else looks for the largest component within 6 km, so that
    a link drawn roughly does not end on a stub.
    The length of a link is shared out over its pieces by their geodesic lengths.
    """
    for number, link in enumerate(links):
        start, end = (_attach(edges, link.lonlat[i]) for i in (0, -1))
        if start == end:  # a short link out of the data: only one of its ends is there
            end = None
        first_new = len(edges.lonlat)
        inner = link.lonlat[1:-1] if start is not None else link.lonlat[:-1]
        fresh = inner if end is not None else np.concatenate([inner, link.lonlat[-1:]])
        chain = ([start] if start is not None else []) + list(range(first_new, first_new + len(fresh)))
        chain += [end] if end is not None else []
        edges = replace(edges, lonlat=np.concatenate([edges.lonlat, fresh]))
        km = geodesic_km(edges.lonlat, np.array(chain[:-1]), np.array(chain[1:]))
        edges = edges.plus(chain[:-1], chain[1:], km * (link.km / km.sum()), Flag.LINK, number)
    return edges


def _attach(edges: Edges, point: Floats) -> int | None:
    """Find the node to which a link's end is joined; None when there is none within 6 km."""
    here = on_sphere(point[None, :])[0]
    away = np.linalg.norm(on_sphere(edges.lonlat) - here, axis=1)
    near = np.flatnonzero(away <= _LINK_END_KM)
    if len(near) == 0:
        return None
    if away.min() <= _LINK_MEETS_KM:
        return int(np.argmin(away))
    _, component = connected_components(edges.matrix(), directed=False)
    size = np.bincount(component)
    best = near[size[component[near]] == size[component[near]].max()]
    return int(best[np.argmin(away[best])])
