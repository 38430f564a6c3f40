"""Put the network together: corners of sampled ways, traced waters, and the edges that join them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from georoutes.networks.sea.build import ashore, lattice, rejoining
from georoutes.networks.sea.build.grids import FINE
from georoutes.networks.sea.lanes import DRY, TRACED
from georoutes.passages import known

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from georoutes.networks.sea.build.fairways import Fairway
    from georoutes.networks.sea.build.grids import Bytes
    from georoutes.networks.sea.build.sampling import Edge
    from georoutes.networks.sea.build.shoreline import Rings

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_BUSIEST = 1500  # all of these are tried with each other
_EARTH_KM = 6371.0088
_HARBOUR_COST, _TRACED_COST = 2.0, 1.5
_WELD_KM = 1.5
_ASHORE_KM = 0.02  # a piece with more than this on land has no water in the data
_OVER_KM = 0.3  # no weld of an entrance leads over more land
_WELDS = 8
_BESIDE_KM, _DRY_KM = 2.0, 2.0  # how far from a passage an entrance must be, and how much land it may have
_POLISH, _POLISH_SOURCES, _POLISH_TARGETS, _POLISH_NEAR = 1, 700, 60, 2_500.0
_TIP = (30, 30.0)  # how many nodes, and how far away, the end of a harbour entrance is tried with
_CORNERS = (12, 40.0)  # the same among corners of sampled ways: there may be many others beside it
_MOUTH = (80, 150.0)  # the same for the end of a fairway


@dataclass(frozen=True)
class Network:
    """What `georoutes.networks.sea.build.pack.pack_lanes` writes, without the major nodes."""

    lonlat: Floats
    pairs: Ints
    km: Floats
    cost: Floats
    flags: Bytes
    tags: npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Chains:
    """Traced waters as nodes and edges.

    Parameters
    ----------
    lonlat
        Nodes, each once.
    pairs, passage
        Edges between them, and the passage each belongs to.
    owner
        For each node, the traced water it belongs to; where several meet, one of them.
    tips
        First and last node of each traced water.
    """

    lonlat: Floats
    pairs: Ints
    passage: npt.NDArray[np.str_]
    owner: Ints
    tips: Ints


def chain(fairways: Sequence[Fairway]) -> Chains:
    """Make nodes and edges of traced waters."""
    points = np.round(np.concatenate([fairway.lonlat for fairway in fairways]), 5)
    lonlat, number = np.unique(points, axis=0, return_inverse=True)
    number = number.ravel()
    stops = np.cumsum([0, *(len(fairway.lonlat) for fairway in fairways)])
    parts = [number[a:b] for a, b in pairwise(stops.tolist())]
    pairs = np.concatenate([np.stack([part[:-1], part[1:]], axis=1) for part in parts])
    passage = np.concatenate([np.full(len(fairway.lonlat) - 1, fairway.passage) for fairway in fairways])
    owner = np.zeros(len(lonlat), dtype=np.int64)
    owner[number] = np.repeat(np.arange(len(parts)), np.diff(stops))
    real = pairs[:, 0] != pairs[:, 1]
    tips = np.array([(part[0], part[-1]) for part in parts])
    return Chains(lonlat, np.sort(pairs, axis=1)[real], passage[real], owner, tips)


def build(
    used: Mapping[Edge, int],
    fairways: Sequence[Fairway],
    far: Bytes,
    water: Bytes,
    rings: Rings,
    progress: Callable[[str], None],
) -> Network:
    """Make the network.

    Parameters
    ----------
    used
        Edges of sampled ways, and how often each was used.
    fairways
        Traced waters; those without a name are entrances of harbours.
    far
        Codes of the distance to the shore on the coarse grid.
    water
        Packed bits of the fine grid: water that ships reach.
    rings
        The shoreline, which tells where a traced water has none.
    progress
        Told of each step.
    """
    fairways = _of_use(fairways, rings)
    chains = chain(fairways)
    lonlat, pairs, busy = lattice.merge(used, chains.lonlat, far)
    progress(f"{len(lonlat)} nodes, {len(chains.lonlat)} of them traced")
    pairs, cost = _clear_edges(lonlat, pairs, busy, len(chains.lonlat), far, progress)
    named = np.array([bool(fairway.name) for fairway in fairways])
    short = _short_edges(lonlat, pairs, chains, named, water)
    welds = _welds(chains, named, rings)
    lonlat, more = rejoining.rejoin(
        used,
        lonlat,
        np.concatenate([pairs, short, welds, chains.pairs]),
        np.unique(chains.tips),
        (far, water),
    )
    progress(f"{len(more)} edges join traced waters to the rest")
    short = np.concatenate([short, more])
    clear = ~_touching(rings, far, water, lonlat, np.concatenate([pairs, short]))
    progress(f"{len(clear)} straight edges, {(~clear).sum()} of them touch land")
    pairs, cost, short = pairs[clear[: len(pairs)]], cost[clear[: len(pairs)]], short[clear[len(pairs) :]]
    parts = [pairs, short, welds, chains.pairs]
    every = np.concatenate(parts)
    kind = np.repeat(np.arange(4), [len(part) for part in parts])
    km = lattice.lengths(lonlat, every)
    price = np.select(
        [kind == 0, kind == 3],
        [np.append(cost, np.zeros(len(km) - len(cost))), _TRACED_COST * km],
        _HARBOUR_COST * km,
    )
    flags = np.where(kind >= 2, TRACED, 0).astype(np.uint8)
    traced = np.flatnonzero(kind >= 2)
    flags[traced[ashore.land_km(rings, lonlat, every[traced], km[traced]) > _ASHORE_KM]] |= DRY
    passage = np.append(np.full(len(km) - len(chains.passage), ""), chains.passage)
    tags = _tags(lonlat, every, passage)
    whole = _joined(Network(lonlat, every, km, price, flags, tags))
    progress(f"{len(whole.lonlat)} nodes and {len(whole.pairs)} edges hang together")
    return whole


def _of_use(fairways: Sequence[Fairway], rings: Rings) -> list[Fairway]:
    """Leave out entrances beside a canal or strait, which would lead round it, and those mostly over land."""
    lonlat = np.concatenate([fairway.lonlat for fairway in fairways])
    owner = np.repeat(np.arange(len(fairways)), [len(fairway.lonlat) for fairway in fairways])
    first = np.flatnonzero(owner[:-1] == owner[1:])
    pairs = np.stack([first, first + 1], axis=1)
    land = ashore.land_km(rings, lonlat, pairs, lattice.lengths(lonlat, pairs))
    dry = np.bincount(owner[first], land, len(fairways)) > _DRY_KM
    passage = np.array([bool(fairway.passage) for fairway in fairways])
    v = lattice.vectors(lonlat)
    beside = cKDTree(v[passage[owner]]).query(v)[0] * _EARTH_KM < _BESIDE_KM
    dry[owner[beside]] = True
    return [fairway for fairway, out in zip(fairways, dry.tolist(), strict=True) if fairway.name or not out]


def _clear_edges(
    lonlat: Floats, pairs: Ints, busy: Floats, traced: int, far: Bytes, progress: Callable[[str], None]
) -> tuple[Ints, Floats]:
    """Edges over open water of the coarse grid, without those that are of no use."""
    corners = slice(traced, None)
    busiest = np.sort(traced + np.argsort(-busy[corners], kind="stable")[:_BUSIEST])
    tried = np.unique(
        np.concatenate(
            [
                pairs,
                lattice.neighbours(far, lonlat, busy, traced),
                lattice.among(busiest),
            ]
        ),
        axis=0,
    )
    progress(f"{len(tried)} edges are tried")
    tried, cost = _useful(far, lonlat, tried)
    progress(f"{len(tried)} are clear and of use")
    for number in range(_POLISH):
        more = polish(far, lonlat, tried, cost, np.arange(traced, len(lonlat)), seed=number)
        progress(f"{len(more)} edges cut a corner of a sampled way")
        tried, cost = _useful(far, lonlat, np.unique(np.concatenate([tried, more]), axis=0))
    return tried, cost


def _useful(far: Bytes, lonlat: Floats, pairs: Ints) -> tuple[Ints, Floats]:
    """Straight edges over water, without those of no use."""
    cost = lattice.costs(far, lonlat, pairs)
    clear = np.isfinite(cost)
    pairs, cost = pairs[clear], cost[clear]
    useful = lattice.thin(pairs, cost)
    return pairs[useful], cost[useful]


def polish(far: Bytes, lonlat: Floats, pairs: Ints, cost: Floats, ends: Ints, *, seed: int) -> Ints:
    """Find edges that the network lacks: shortcuts between nodes of cheapest ways on it."""
    rng = np.random.default_rng(seed)
    count = len(lonlat)
    matrix = csr_matrix((cost, (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    matrix += matrix.T
    found = []
    for number, source in enumerate(rng.choice(ends, _POLISH_SOURCES, replace=False).tolist()):
        limit = _POLISH_NEAR if number % 3 else np.inf
        spent, before = dijkstra(matrix, indices=source, return_predecessors=True, limit=limit)
        reached = ends[np.isfinite(spent[ends])]
        for target in rng.choice(reached, min(_POLISH_TARGETS, len(reached)), replace=False).tolist():
            way = [target]
            while before[way[-1]] >= 0:
                way.append(int(before[way[-1]]))
            nodes = np.array(way)
            kept = nodes[lattice.shortcuts(far, lonlat[nodes])]
            found.append(np.sort(np.stack([kept[:-1], kept[1:]], axis=1), axis=1))
    return np.unique(np.concatenate(found), axis=0)


def _short_edges(
    lonlat: Floats, pairs: Ints, chains: Chains, named: npt.NDArray[np.bool_], water: Bytes
) -> Ints:
    """Edges over water that only the fine grid has."""
    degree = np.bincount(pairs.ravel(), minlength=len(lonlat))
    lonely = np.flatnonzero((np.arange(len(lonlat)) < len(chains.lonlat)) | (degree < 3))
    tips = np.unique(chains.tips)
    mouths = np.unique(chains.tips[named])
    tried = np.unique(
        np.concatenate(
            [
                lattice.short_pairs(lonlat, lonely),
                lattice.short_pairs(lonlat, tips, *_TIP),
                lattice.short_pairs(lonlat, tips, *_CORNERS, first=len(chains.lonlat)),
                lattice.short_pairs(lonlat, mouths, *_MOUTH),
            ]
        ),
        axis=0,
    )
    return np.asarray(tried[lattice.wet(water, lonlat, tried, FINE)])


def _touching(rings: Rings, far: Bytes, water: Bytes, lonlat: Floats, pairs: Ints) -> npt.NDArray[np.bool_]:
    """Say which straight edges touch land by the shoreline itself, which a grid may miss at a corner."""
    line, x, y = lattice.off_water(far, water, lonlat, pairs)
    touching = np.zeros(len(pairs), dtype=bool)
    touching[line[ashore.on_land(rings, np.stack([x, y], axis=1))]] = True
    return touching


def _welds(chains: Chains, named: npt.NDArray[np.bool_], rings: Rings) -> Ints:
    """Edges from the ends of traced waters to other traced waters beside them, over water where that goes."""
    kd = cKDTree(lattice.vectors(chains.lonlat))
    tried, over = [], []
    for number, tips in enumerate(chains.tips.tolist()):
        for tip in tips:
            near = np.array(kd.query_ball_point(kd.data[tip], _WELD_KM / _EARTH_KM))
            near = near[chains.owner[near] != number]
            order = np.argsort(np.linalg.norm(kd.data[near] - kd.data[tip], axis=1), kind="stable")
            tried += [(tip, int(node)) for node in near[order[:_WELDS]]]
            over += [np.inf if named[number] else _OVER_KM] * min(len(near), _WELDS)
    pairs = np.array(tried).reshape(-1, 2)
    land = ashore.land_km(rings, chains.lonlat, pairs, lattice.lengths(chains.lonlat, pairs))
    pairs, land = pairs[land <= over], land[land <= over]
    # of each tip the first over water, or else the nearest
    order = np.lexsort((np.arange(len(pairs)), land > _ASHORE_KM, pairs[:, 0]))
    pairs = np.sort(pairs[order[np.unique(pairs[order, 0], return_index=True)[1]]], axis=1)
    return np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)


def _tags(lonlat: Floats, pairs: Ints, passage: npt.NDArray[np.str_]) -> npt.NDArray[np.uint32]:
    """Bits of the passages that each edge uses."""
    tags = np.zeros(len(pairs), dtype=np.uint32)
    for bit, (name, entry) in enumerate(known().items()):
        hit = passage == name
        for k in range(0, len(entry.gate), 2):
            hit |= lattice.crosses(lonlat, pairs, np.array(entry.gate[k : k + 2]))
        tags[hit] |= np.uint32(1 << bit)
    return tags


def _joined(n: Network) -> Network:
    """Keep one edge for each pair, and the largest part that hangs together."""
    order = np.lexsort((n.tags, n.cost, n.pairs[:, 1], n.pairs[:, 0]))
    first = np.concatenate([[True], (n.pairs[order][1:] != n.pairs[order][:-1]).any(axis=1)])
    kept = order[first]
    kept = kept[n.km[kept] > 0]
    count = len(n.lonlat)
    matrix = csr_matrix((n.cost[kept], (n.pairs[kept, 0], n.pairs[kept, 1])), shape=(count, count))
    part = connected_components(matrix, directed=False)[1]
    inside = part == np.bincount(part).argmax()
    number = np.cumsum(inside) - 1
    kept = kept[inside[n.pairs[kept, 0]]]
    return Network(
        n.lonlat[inside], number[n.pairs[kept]], n.km[kept], n.cost[kept], n.flags[kept], n.tags[kept]
    )
