"""Search ways over the water tree, and pull them taut without bringing them nearer to the shore."""

from __future__ import annotations

import heapq
import math

import numpy as np
from numba import njit

from georoutes.networks.sea.build.grids import COARSE, decode

CLEAR_KM, DREAD = 8.0, 1.5
"""A kilometre costs ``1 + DREAD * (1 - d / CLEAR_KM)²`` d km off the shore, and 1 beyond CLEAR_KM."""

RADIUS = 6371.0088
_SAFE = 0.9  # chamfer distances are up to 8 % too long
_MIN_KM = 0.4
_BESIDE_KM, _BESIDE_MIN_KM = 1.4, 0.1  # beside the shore a line is looked at closely, or it cuts corners
_ROUND = 0.99330562  # squared ratio of the axes of the earth


@njit(cache=True, inline="always")
def cost_at(code):  # type: ignore[no-untyped-def]
    """Cost of a kilometre at a cell with this code of distance."""
    far = decode(code)
    return 1.0 if far >= CLEAR_KM else 1.0 + DREAD * (1.0 - far / CLEAR_KM) ** 2


@njit(cache=True, inline="always")
def vector(lon, lat):  # type: ignore[no-untyped-def]
    """Give the direction of a point from the middle of the earth: planes through that hold geodesics."""
    p, q = math.radians(lon), math.radians(lat)
    x, z = math.cos(q), _ROUND * math.sin(q)
    size = math.sqrt(x * x + z * z)
    return x / size * math.cos(p), x / size * math.sin(p), z / size


@njit(cache=True, inline="always")
def position(x, y, z):  # type: ignore[no-untyped-def]
    """Longitude and latitude of a direction."""
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, _ROUND * math.sqrt(x * x + y * y)))


@njit(cache=True)
def arc(ax, ay, az, bx, by, bz):  # type: ignore[no-untyped-def]
    """Angle between two directions."""
    return 2.0 * math.asin(min(1.0, 0.5 * math.sqrt((ax - bx) ** 2 + (ay - by) ** 2 + (az - bz) ** 2)))


@njit(cache=True)
def line_cost(far, x1, y1, x2, y2, limit):  # type: ignore[no-untyped-def]
    """Cost of the great circle between two points; infinite where it meets land or exceeds the limit."""
    rows, columns = far.shape
    ax, ay, az = vector(x1, y1)
    bx, by, bz = vector(x2, y2)
    angle = arc(ax, ay, az, bx, by, bz)
    if angle > 3.1:  # the course between antipodes is anybody's guess
        return np.inf
    total, length, at = 0.0, angle * RADIUS, 0.0
    sine = math.sin(angle)
    if length > limit:
        return np.inf
    while True:
        if length > 1e-6:
            f, g = math.sin(angle - at / RADIUS) / sine, math.sin(at / RADIUS) / sine
        else:
            f, g = 1.0, 0.0
        lon, lat = position(f * ax + g * bx, f * ay + g * by, f * az + g * bz)
        row = min(rows - 1, int((90.0 - lat) * COARSE))
        code = far[row, int((lon + 180.0) * COARSE) % columns]
        if code == 0:
            return np.inf
        if at >= length:
            return total
        away = decode(code)
        least = _MIN_KM if away > _BESIDE_KM else _BESIDE_MIN_KM
        step = min(max(away * _SAFE - CLEAR_KM, least), length - at)
        total += step * cost_at(code)
        if total + length - at - step > limit:
            return np.inf
        at += step
        if length - at < 1e-6:
            at = length


@njit(cache=True)
def search(indptr, indices, cost, shut, source, radius):  # type: ignore[no-untyped-def]
    """Cheapest ways from a cell to all within a radius: cost and the cell before."""
    count = len(indptr) - 1
    best = np.full(count, np.inf, np.float32)
    before = np.full(count, -1, np.int32)
    best[source] = 0.0
    queue = [(np.float32(0.0), np.int32(source))]
    while len(queue) > 0:
        key, u = heapq.heappop(queue)
        if key > best[u]:
            continue
        if key > radius:
            break
        for e in range(indptr[u], indptr[u + 1]):
            v = indices[e]
            if shut[v]:
                continue
            new = np.float32(key + cost[e])
            if new < best[v]:
                best[v] = new
                before[v] = u
                heapq.heappush(queue, (new, v))
    return best, before


@njit(cache=True)
def _pull_once(far, x, y):  # type: ignore[no-untyped-def]
    """Leave out every point that the straight line does without at no more cost."""
    n = len(x)
    spent = np.zeros(n)
    for k in range(1, n):
        spent[k] = spent[k - 1] + line_cost(far, x[k - 1], y[k - 1], x[k], y[k], 1e18)
    kept = [0]
    i = 0
    while i < n - 1:
        good, step = i + 1, 2
        while i + step < n:
            j = i + step
            limit = (spent[j] - spent[i]) * 1.00005 + 0.001
            if line_cost(far, x[i], y[i], x[j], y[j], limit) > limit:
                break
            good, step = j, step * 2
        low, high = good, min(i + step, n - 1)
        while high - low > 1 or (high > low and high == n - 1):
            j = (low + high + 1) // 2
            limit = (spent[j] - spent[i]) * 1.00005 + 0.001
            if line_cost(far, x[i], y[i], x[j], y[j], limit) <= limit:
                low = j
            elif high == j:
                high = j - 1
            else:
                high = j
            if high <= low:
                break
        i = low
        kept.append(i)
    rows = np.array(kept)
    return x[rows], y[rows]


@njit(cache=True)
def _divide(x, y, step_km, most):  # type: ignore[no-untyped-def]
    """Put points along the great circles."""
    xs, ys = [x[0]], [y[0]]
    for k in range(len(x) - 1):
        ax, ay, az = vector(x[k], y[k])
        bx, by, bz = vector(x[k + 1], y[k + 1])
        angle = arc(ax, ay, az, bx, by, bz)
        parts = min(most, int(angle * RADIUS / step_km) + 1)
        for s in range(1, parts):
            f, g = math.sin(angle * (1 - s / parts)), math.sin(angle * s / parts)
            lon, lat = position(f * ax + g * bx, f * ay + g * by, f * az + g * bz)
            xs.append(lon)
            ys.append(lat)
        xs.append(x[k + 1])
        ys.append(y[k + 1])
    return np.array(xs), np.array(ys)


@njit(cache=True)
def pull(far, x, y, rounds):  # type: ignore[no-untyped-def]
    """Pull a way taut from either end in turn."""
    x, y = _pull_once(far, x, y)
    for _ in range(rounds):
        x, y = _divide(x, y, 2.5, 32)
        x, y = _pull_once(far, x[::-1].copy(), y[::-1].copy())
        x, y = x[::-1].copy(), y[::-1].copy()
    return x, y
