"""Join what belongs together: small gaps in the data, and the links drawn by hand."""

from __future__ import annotations

import csv
import heapq
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

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
"""A dead end within `GAP_KM` of what it faces is joined to it when the way round is longer than this."""

FACING_KM = 9.0
"""Two dead ends that point at each other are joined over a gap of at most this."""

FACING_DETOUR_KM = 150.0
"""And only when the way round is longer than this."""

_STUB_KM = 8.0  # a shorter line that ends near another is a siding or a works railway
_BEARING_KM = 2.0  # the last part of a line, which says where it points
_TOUCHING_KM = 0.3
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


def heal_components(edges: Edges, codes: Codes, widest_km: float = GAP_KM) -> Edges:
    """Bridge gaps of at most `widest_km` between components, never over a border or to another shore.

    The shortest gaps come first, and each joins two components that were still apart.
    """
    _, component = connected_components(edges.matrix(), directed=False)
    pairs = _near_pairs(edges.lonlat, np.flatnonzero(_real(edges)), widest_km)
    pairs = pairs[
        (component[pairs[:, 0]] != component[pairs[:, 1]]) & (codes[pairs[:, 0]] == codes[pairs[:, 1]])
    ]
    pairs, gaps = _bridgeable(edges.lonlat, pairs, widest_km)
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
    """Join a dead end to what it faces when the way round is absurd.

    A line cut in the middle leaves two dead ends; if both halves hang together elsewhere, the components
    say nothing and a path silently takes a long way round. The data were clipped to the land, so bridges and
    lines along a shore are cut most often, and there two dead ends that point at each other are joined over a
    wider gap. A dead end of a longer line is also joined to a line that it points at from close by.
    """
    ends = dead_ends(edges)
    pairs = np.concatenate([_facing(edges, ends), _towards(edges, ends)])
    pairs = pairs[codes[pairs[:, 0]] == codes[pairs[:, 1]]]
    pairs, gaps = _bridgeable(edges.lonlat, pairs, FACING_KM)
    matrix = edges.matrix()
    steps = (matrix.indices.tolist(), matrix.indptr.tolist(), matrix.data.tolist())
    chosen: list[int] = []
    joined: set[int] = set()
    for row in np.argsort(gaps, kind="stable").tolist():
        a, b = pairs[row].tolist()
        detour = DETOUR_KM if gaps[row] <= GAP_KM else FACING_DETOUR_KM
        if a not in joined and (b not in joined or b not in ends) and not _within(steps, a, b, detour):
            chosen.append(row)
            joined |= {a, b}
    return edges.plus(pairs[chosen, 0], pairs[chosen, 1], gaps[chosen], Flag.HEALED)


class DeadEnd(NamedTuple):
    """Where a line ends: how long it is back to the next junction, and which way it points there."""

    stub_km: float
    towards: Floats


def dead_ends(edges: Edges) -> dict[int, DeadEnd]:
    """Find the dead ends of the data, by node."""
    matrix, place = edges.matrix(), on_sphere(edges.lonlat)
    indptr, neighbours, km = matrix.indptr.tolist(), matrix.indices.tolist(), matrix.data.tolist()
    found = {}
    for end in np.flatnonzero((edges.degree() == 1) & _real(edges)).tolist():
        before, node, stub, back = -1, end, 0.0, None
        while stub < _STUB_KM or back is None:
            on = [i for i in range(indptr[node], indptr[node + 1]) if neighbours[i] != before]
            if len(on) != 1:
                break
            before, node, stub = node, neighbours[on[0]], stub + km[on[0]]
            if back is None and np.linalg.norm(place[node] - place[end]) > _BEARING_KM:
                back = node
        step = place[end] - place[node if back is None else back]
        found[end] = DeadEnd(stub, step / max(float(np.linalg.norm(step)), 1e-9))
    return found


def _facing(edges: Edges, ends: dict[int, DeadEnd]) -> Ints:
    """Pairs of dead ends that are close together, or farther apart and pointing at each other."""
    node = np.array(list(ends), dtype=np.int64)
    pairs = _near_pairs(edges.lonlat, node, FACING_KM)
    place = on_sphere(edges.lonlat)
    good = [
        np.linalg.norm(place[b] - place[a]) <= GAP_KM
        or (
            min(ends[a].stub_km, ends[b].stub_km) >= _STUB_KM
            and _points_at(ends[a], place[b] - place[a])
            and _points_at(ends[b], place[a] - place[b])
        )
        for a, b in pairs.tolist()
    ]
    chosen: Ints = pairs[np.array(good, dtype=bool)]
    return chosen


def _towards(edges: Edges, ends: dict[int, DeadEnd]) -> Ints:
    """Pairs of the dead end of a longer line and the nearest node that it points at from close by."""
    node = np.array([end for end, about in ends.items() if about.stub_km >= _STUB_KM], dtype=np.int64)
    through = np.flatnonzero((edges.degree() > 1) & _real(edges))
    place = on_sphere(edges.lonlat)
    near = cKDTree(place[through]).query_ball_point(place[node], GAP_KM)
    pairs = []
    for end, others in zip(node.tolist(), near, strict=True):
        ahead = [
            (float(np.linalg.norm(step)), int(other))
            for other in through[others].tolist()
            if _points_at(ends[end], step := place[other] - place[end])
        ]
        if ahead:
            pairs.append((end, min(ahead)[1]))
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _points_at(end: DeadEnd, step: Floats) -> bool:
    """Whether a dead end points along a step, to within sixty degrees; a short step has no direction."""
    km = float(np.linalg.norm(step))
    return km < _TOUCHING_KM or float(end.towards @ step) > km / 2.0


def _bridgeable(lonlat: Floats, pairs: Ints, widest_km: float = GAP_KM) -> tuple[Ints, Floats]:
    """Pairs whose gap is small and leads over no wide water, and their gaps."""
    gaps = geodesic_km(lonlat, pairs[:, 0], pairs[:, 1])
    good = (gaps <= widest_km) & ~over_water(lonlat, pairs, gaps)
    return pairs[good], gaps[good]


def _real(edges: Edges) -> npt.NDArray[np.bool_]:
    """Nodes of the data: a line drawn by hand is too rough to say what lies next to it."""
    real = np.zeros(len(edges.lonlat), dtype=bool)
    of_data = edges.flags & Flag.LINK == 0
    real[edges.tail[of_data]] = real[edges.head[of_data]] = True
    return real


def _within(
    steps: tuple[list[int], list[int], list[float]], start: int, goal: int, farthest_km: float
) -> bool:
    """Whether the network joins two nodes within a distance (Dijkstra, cut off there)."""
    neighbours, indptr, km = steps
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
            if step <= farthest_km and step < best.get(neighbours[entry], np.inf):
                best[neighbours[entry]] = step
                heapq.heappush(queue, (step, neighbours[entry]))
    return False


def _near_pairs(lonlat: Floats, nodes: Ints, widest_km: float = GAP_KM) -> Ints:
    """Pairs of the given nodes that lie close to each other."""
    if len(nodes) == 0:
        return np.zeros((0, 2), dtype=np.int64)
    found = cKDTree(on_sphere(lonlat[nodes])).query_pairs(widest_km, output_type="ndarray")
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
        if start == end or _passed(edges, link, end):  # a link out of the data: only one of its ends is there
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


def _passed(edges: Edges, link: Link, node: int | None) -> bool:
    """Whether a link comes nearer to a node on its way than where it ends."""
    if node is None:
        return False
    away = np.linalg.norm(on_sphere(link.lonlat) - on_sphere(edges.lonlat[[node]]), axis=1)
    return bool(away.argmin() < len(away) - 1)


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
