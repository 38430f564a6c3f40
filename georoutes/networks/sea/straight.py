"""Straighten ways: the whole of one where nothing is between its ends, and corners near the ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from georoutes.networks.base import distance_km, geodesic_points
from georoutes.networks.sea.drawing import Way
from georoutes.networks.sea.lanes import DRY
from georoutes.networks.sea.search import STRAIGHT
from georoutes.networks.sea.sight import on_water, open_between, sees
from georoutes.networks.sea.sphere import EARTH_KM, vectors

if TYPE_CHECKING:
    from collections.abc import Callable

    from georoutes.networks.base import Point
    from georoutes.networks.sea.access import Access
    from georoutes.networks.sea.search import Found
    from georoutes.networks.sea.waters import Waters

    Shortcut = Callable[[tuple[Point, ...], int], int]

_DIRECT_KM = 250.0  # farther, a straight way keeps off the coast too
_ASIDE_KM = 4.0
_OFF_KM = 8.0  # the sphere that is looked at is not the earth
_SKIP, _TRIES = 8, 2
_WORTH_KM, _WORTH = 1.0, 0.002  # a corner is cut when that saves so much
_SHARES = np.arange(1, 10) / 10
_GLANCES = 40


def points_of(shortcut: Shortcut, waters: Waters, a: Access, b: Access, found: Found) -> Way:
    """Points of the whole way over water, with the corners near its ends that it can do without left out."""
    lanes, closed = waters.lanes, waters.closed
    ways = {node: points for node, _, _, points in a.approach.nodes}
    ends = {node: points for node, _, _, points in b.approach.nodes}
    corners = [tuple(point) for point in lanes.node[found.nodes].tolist()]
    edges = np.array(found.edges, dtype=np.int64)
    dry = ((lanes.flags[edges] & DRY > 0) & (edges != STRAIGHT)).tolist()
    head = [a.approach.start, *ways[found.nodes[0]]]
    tail = [*ends[found.nodes[-1]][::-1], b.approach.start]
    points = [*head, *corners, *tail]
    dry = [False] * len(head) + dry + [False] * len(tail)
    points, dry = _cut(shortcut, points, dry, closed)
    points, dry = _cut(shortcut, points[::-1], dry[::-1], closed)
    return Way(points[::-1], dry[::-1])


def _cut(
    shortcut: Shortcut, points: list[Point], dry: list[bool], closed: int
) -> tuple[list[Point], list[bool]]:
    """Go straight from each of the first points to the farthest of the next that is in clear sight."""
    for first in range(_TRIES):
        last = min(first + _SKIP, len(points) - 1)
        while last > first + 1 and any(dry[first:last]):
            last -= 1
        if last < first + 2:
            break
        far = first + shortcut(tuple(points[first : last + 1]), closed)
        if far > first:
            points, dry = [*points[: first + 1], *points[far:]], [*dry[:first], False, *dry[far:]]
    return points, dry


def shortcut(waters: Waters, points: tuple[Point, ...]) -> int:
    """Find the farthest of some points that the first sees and that it is worth going straight to, or 0."""
    targets = np.array(points)
    v = vectors(targets)
    straight = 2 * EARTH_KM * np.arcsin(np.clip(np.linalg.norm(v - v[0], axis=1) / 2, 0.0, 1.0))
    steps = np.linalg.norm(v[1:] - v[:-1], axis=1) * EARTH_KM
    saved = np.concatenate([[0.0], np.cumsum(steps)]) - straight
    worth = np.flatnonzero(saved > np.maximum(_WORTH_KM, _WORTH * straight))
    worth = worth[worth > 1]
    if len(worth) == 0:
        return 0
    start = np.broadcast_to(v[0], (len(worth), 3))
    seen = open_between(waters.chart, start, v[worth], aside_km=_ASIDE_KM)
    if seen.any():
        seen &= ~waters.crossed(np.repeat([points[0]], len(worth), axis=0), targets[worth])
    return int(worth[np.flatnonzero(seen)[-1]]) if seen.any() else 0


def direct(waters: Waters, a: Access, b: Access) -> Way | None:
    """Go straight where nothing is in the way."""
    p, q = a.approach.start, b.approach.start
    aside = 0.0 if distance_km(p, q) < _DIRECT_KM else _OFF_KM
    target = np.array([q])
    if not on_water(waters.chart, vectors(np.array([p])), vectors(target), _SHARES)[0]:  # most meet land
        return None
    glance = np.array(geodesic_points(p, q, distance_km(p, q) / _GLANCES))
    if not waters.chart.water(glance).all():  # before a closer look
        return None
    if not sees(waters.chart, p, target, aside_km=aside)[0] or waters.crossed(np.array([p]), target)[0]:
        return None
    return Way([p, q], [False])
