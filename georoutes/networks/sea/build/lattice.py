"""Make a network of the corners of many ways: merge them, join what sees each other, thin it out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from numba import njit
from pyproj import Geod
from scipy.spatial import cKDTree

from georoutes.networks.sea.build.grids import COARSE, FINE, decode
from georoutes.networks.sea.build.ways import RADIUS, arc, line_cost, position, vector

if TYPE_CHECKING:
    from collections.abc import Mapping

    from georoutes.networks.sea.build.grids import Bytes
    from georoutes.networks.sea.build.sampling import Edge

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_MERGE_KM, _MERGE_SHARE, _MERGE_MOST_KM = 3.0, 1.0, 20.0
_BUSY, _DROPPED = 14, -2  # a corner that is used less often stays only where there is no other
_LONELY_KM = 7.0
_EARTH_KM = 6371.0088
_SECTORS, _IN_SECTOR, _TRIES = 20, 2, 4
_LEVELS = ((1_000_000, 150), (15_000, 250), (2_500, 1_200))
_BATCH = 4_000
_AHEAD = 12
_SHORT, _SHORT_KM = 10, 14.0
_LOOK_KM = 0.03  # how closely a line beside the shore is looked at in the end
_SLACK, _SLACK_KM = 1.0015, 0.1


def merge(used: Mapping[Edge, int], fixed: Floats, far: Bytes) -> tuple[Floats, Ints, Floats]:
    """Merge corners with a busier one nearby: near the shore close by, out at sea farther off.

    Parameters
    ----------
    used
        How often each edge was used.
    fixed
        Points that are nodes in any case and come first: traced waters.
    far
        Distances to the shore.

    Returns
    -------
    lonlat, pairs, busy
        Nodes, edges between them as used, and how often each node was used.
    """
    corners = sorted({corner for edge in used for corner in edge})
    number = {corner: len(fixed) + i for i, corner in enumerate(corners)}
    lonlat = np.concatenate([fixed, np.array(corners)])
    tails = np.array([number[a] for a, _ in used])
    heads = np.array([number[b] for _, b in used])
    times = np.array(list(used.values()))
    busy = np.bincount(tails, times, len(lonlat)) + np.bincount(heads, times, len(lonlat))
    busy[: len(fixed)] += busy.max() + 1
    row = np.minimum(((90.0 - lonlat[:, 1]) * COARSE).astype(int), far.shape[0] - 1)
    shore = np.array([decode(code) for code in range(256)])[
        far[row, ((lonlat[:, 0] + 180.0) * COARSE).astype(int) % far.shape[1]]
    ]
    reach = np.clip(_MERGE_SHARE * shore, _MERGE_KM, _MERGE_MOST_KM)
    kd = cKDTree(vectors(lonlat))
    owner = np.full(len(lonlat), -1)
    for i in np.argsort(-busy, kind="stable"):
        if owner[i] >= 0:
            continue
        near = np.array(kd.query_ball_point(kd.data[i], max(reach[i], _LONELY_KM) / _EARTH_KM))
        apart = np.linalg.norm(kd.data[near] - kd.data[i], axis=1) * _EARTH_KM
        beside = near[(apart < _LONELY_KM) & (near >= len(fixed))]
        if busy[i] < _BUSY and (owner[beside] >= 0).any():
            owner[i] = _DROPPED
            continue
        near = near[(owner[near] < 0) & (near >= len(fixed)) & (apart <= np.minimum(reach[near], reach[i]))]
        owner[near if i >= len(fixed) else i] = i
        owner[i] = i
    kept = np.unique(owner[owner >= 0])
    compact = np.where(owner >= 0, np.searchsorted(kept, owner), -1)
    pairs = np.sort(np.stack([compact[tails], compact[heads]], axis=1), axis=1)
    pairs = np.unique(pairs[(pairs[:, 0] != pairs[:, 1]) & (pairs[:, 0] >= 0)], axis=0)
    return lonlat[kept], pairs, np.bincount(compact[owner >= 0], busy[owner >= 0]).astype(np.float64)


def vectors(lonlat: Floats) -> Floats:
    """Give the unit vectors of points in degrees."""
    p, q = np.radians(lonlat).T
    return np.stack([np.cos(q) * np.cos(p), np.cos(q) * np.sin(p), np.sin(q)], axis=1)


def neighbours(far: Bytes, lonlat: Floats, busy: Floats, fixed: int) -> Ints:
    """Pairs that see each other: of each node and direction the nearest, among all nodes and among busy ones.

    Parameters
    ----------
    far
        Codes of the distance to the shore.
    lonlat
        Nodes.
    busy
        How often each was used: among the busiest, pairs far apart are found.
    fixed
        How many nodes, the first ones, are of traced waters: narrow, and no aim of a line over the open sea.
    """
    v = vectors(lonlat)
    order = np.concatenate([fixed + np.argsort(-busy[fixed:], kind="stable"), np.arange(fixed)])
    found = []
    for count, look in _LEVELS:
        choice = np.sort(order[:count])
        _, near = cKDTree(v[choice]).query(v, k=min(look, len(choice)))
        for first in range(0, len(v), _BATCH):
            rows = np.arange(first, min(first + _BATCH, len(v)))
            found.append(_in_sight(far, lonlat, rows, choice[near[rows]]))
    return np.unique(np.sort(np.concatenate(found), axis=1), axis=0)


@njit(cache=True)
def _in_sight(far, lonlat, rows, near):  # type: ignore[no-untyped-def]
    """For each node the first few in sight in every direction; `near` has candidates, nearest first."""
    pairs = []
    seen = np.zeros(_SECTORS, np.int64)
    tries = np.zeros(_SECTORS, np.int64)
    for r in range(len(rows)):
        a = rows[r]
        seen[:] = 0
        tries[:] = 0
        squeeze = math.cos(math.radians(lonlat[a, 1]))
        for b in near[r]:
            if a == b:
                continue
            east = ((lonlat[b, 0] - lonlat[a, 0] + 180.0) % 360.0 - 180.0) * squeeze
            angle = math.atan2(east, lonlat[b, 1] - lonlat[a, 1])
            sector = int((angle + math.pi) / (2 * math.pi) * _SECTORS) % _SECTORS
            if seen[sector] >= _IN_SECTOR or tries[sector] >= _TRIES:
                continue
            tries[sector] += 1
            if line_cost(far, lonlat[a, 0], lonlat[a, 1], lonlat[b, 0], lonlat[b, 1], 1e18) < 1e17:
                seen[sector] += 1
                pairs.append((a, b))
    out = np.empty((len(pairs), 2), np.int64)
    for k in range(len(pairs)):
        out[k, 0], out[k, 1] = pairs[k]
    return out


def among(choice: Ints) -> Ints:
    """All pairs of some nodes."""
    i, j = np.triu_indices(len(choice), 1)
    return np.sort(np.stack([choice[i], choice[j]], axis=1), axis=1)


def costs(far: Bytes, lonlat: Floats, pairs: Ints) -> Floats:
    """Cost of the straight way between each pair, infinite where it meets land."""
    return np.asarray(_dear(far, lonlat, pairs) * lengths(lonlat, pairs))


@njit(cache=True)
def _dear(far, lonlat, pairs):  # type: ignore[no-untyped-def]
    """Cost of a kilometre of each line."""
    out = np.empty(len(pairs))
    for k in range(len(pairs)):
        x1, y1 = lonlat[pairs[k, 0]]
        x2, y2 = lonlat[pairs[k, 1]]
        km = RADIUS * arc(*vector(x1, y1), *vector(x2, y2))
        out[k] = line_cost(far, x1, y1, x2, y2, 1e18) / max(km, 1e-6)
    return out


@njit(cache=True)
def off_water(far, water, lonlat, pairs):  # type: ignore[no-untyped-def]
    """Points of straight lines that are not on water of the fine grid: the line of each, and where it is."""
    line = [0 for _ in range(0)]
    x, y = [0.0 for _ in range(0)], [0.0 for _ in range(0)]
    for k in range(len(pairs)):
        ax, ay, az = vector(lonlat[pairs[k, 0], 0], lonlat[pairs[k, 0], 1])
        bx, by, bz = vector(lonlat[pairs[k, 1], 0], lonlat[pairs[k, 1], 1])
        angle = arc(ax, ay, az, bx, by, bz)
        at, length = 0.0, angle * RADIUS
        while at < length:
            f, g = math.sin(angle - at / RADIUS), math.sin(at / RADIUS)
            lon, lat = position(f * ax + g * bx, f * ay + g * by, f * az + g * bz)
            row = min(far.shape[0] - 1, int((90.0 - lat) * COARSE))
            code = far[row, int((lon + 180.0) * COARSE) % far.shape[1]]
            if code == 0:
                i = min(water.shape[0] - 1, int((90.0 - lat) * FINE))
                j = int((lon + 180.0) * FINE) % (8 * water.shape[1])
                if (water[i, j >> 3] >> (7 - (j & 7))) & 1 == 0:
                    line.append(k)
                    x.append(lon)
                    y.append(lat)
            at += max(_LOOK_KM, decode(code) * 0.9 - 1.0)
    return np.array(line, dtype=np.int64), np.array(x), np.array(y)


@njit(cache=True)
def shortcuts(far, lonlat):  # type: ignore[no-untyped-def]
    """Choose which points of a way stay when it goes straight wherever that costs no more."""
    n = len(lonlat)
    spent = np.zeros(n)
    for k in range(1, n):
        spent[k] = spent[k - 1] + line_cost(
            far, lonlat[k - 1, 0], lonlat[k - 1, 1], lonlat[k, 0], lonlat[k, 1], 1e18
        )
    kept = [0]
    i = 0
    while i < n - 1:
        best = i + 1
        for j in range(min(n - 1, i + _AHEAD), i + 1, -1):
            limit = min(spent[j] - spent[i], 1e9)  # an edge that grazes land may be open one way only
            if line_cost(far, lonlat[i, 0], lonlat[i, 1], lonlat[j, 0], lonlat[j, 1], limit) <= limit:
                best = j
                break
        kept.append(best)
        i = best
    return np.array(kept)


def thin(pairs: Ints, cost: Floats) -> npt.NDArray[np.bool_]:
    """Tell which edges are of use: no detour over another node is as cheap.

    Parameters
    ----------
    pairs, cost
        Edges and what they cost.
    """
    useful = np.ones(len(pairs), dtype=bool)
    around: list[dict[int, float]] = [{} for _ in range(int(pairs.max()) + 1)]
    for (a, b), c in zip(pairs.tolist(), cost.tolist(), strict=True):
        around[a][b] = around[b][a] = c
    for e in np.argsort(-cost, kind="stable").tolist():
        a, b = pairs[e].tolist()
        c = cost[e]
        limit = c * _SLACK + _SLACK_KM
        there = around[b]
        if any(d < c and v in there and there[v] < c and d + there[v] <= limit for v, d in around[a].items()):
            useful[e] = False
            del around[a][b], around[b][a]
    return useful


def short_pairs(
    lonlat: Floats, choice: Ints, count: int = _SHORT, reach_km: float = _SHORT_KM, first: int = 0
) -> Ints:
    """Pairs of a chosen node with one of its nearest, for waters that the coarse grid closes.

    Parameters
    ----------
    lonlat, choice
        Nodes, and the numbers of those chosen.
    count, reach_km
        How many others each is paired with, and how far away they are at most.
    first
        The first of the nodes that it is paired with.
    """
    kd = cKDTree(vectors(lonlat[first:]))
    away, near = kd.query(vectors(lonlat[choice]), k=count + 1)
    row, column = np.nonzero((away > 0) & (away < reach_km / _EARTH_KM))
    pairs = np.sort(np.stack([choice[row], first + near[row, column]], axis=1), axis=1)
    return np.unique(pairs, axis=0)


@njit(cache=True)
def wet(water, lonlat, pairs, per_degree):  # type: ignore[no-untyped-def]
    """Whether straight lines between pairs stay on water of the fine grid (packed bits)."""
    out = np.ones(len(pairs), np.bool_)
    rows, columns = water.shape[0], 8 * water.shape[1]
    for k in range(len(pairs)):
        x1, y1 = lonlat[pairs[k, 0]]
        x2, y2 = lonlat[pairs[k, 1]]
        if x2 - x1 > 180.0:
            x2 -= 360.0
        elif x2 - x1 < -180.0:
            x2 += 360.0
        count = int(max(abs(x2 - x1), abs(y2 - y1)) * per_degree * 3) + 1
        for s in range(count + 1):
            i = min(rows - 1, int((90.0 - y1 - (y2 - y1) * s / count) * per_degree))
            j = int((x1 + (x2 - x1) * s / count + 180.0) * per_degree) % columns
            if (water[i, j >> 3] >> (7 - (j & 7))) & 1 == 0:
                out[k] = False
                break
    return out


def lengths(lonlat: Floats, pairs: Ints) -> Floats:
    """Ellipsoidal lengths of edges in kilometres."""
    a, b = lonlat[pairs[:, 0]], lonlat[pairs[:, 1]]
    return np.asarray(Geod(ellps="WGS84").inv(a[:, 0], a[:, 1], b[:, 0], b[:, 1])[2]) / 1000.0


def crosses(lonlat: Floats, pairs: Ints, gate: Floats) -> npt.NDArray[np.bool_]:
    """Which edges, as great circles, cross the great circle from one end of a gate to the other."""
    v = vectors(lonlat)
    a, b = v[pairs[:, 0]], v[pairs[:, 1]]
    g, h = vectors(gate)
    normal, wall = np.cross(a, b), np.cross(g, h)
    apart = (np.einsum("ij,j->i", a, wall) * np.einsum("ij,j->i", b, wall)) <= 0
    astride = (normal @ g) * (normal @ h) <= 0
    # two great circles meet twice: the meeting point must lie on both arcs
    meet = np.cross(normal, wall)
    middle = a + b
    same = np.einsum("ij,ij->i", meet, middle) * (meet @ (g + h)) > 0
    return np.asarray(apart & astride & same)
