"""Corners near the ends of a way that it can do without, because the next are in clear sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from georoutes.networks.sea.drawing import Way
from georoutes.networks.sea.lanes import DRY
from georoutes.networks.sea.search import STRAIGHT
from georoutes.networks.sea.sight import open_between
from georoutes.networks.sea.sphere import EARTH_KM, PIECE_KM, circle, counted, vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from georoutes.networks.base import Point
    from georoutes.networks.sea.access import Access
    from georoutes.networks.sea.lanes import Lanes
    from georoutes.networks.sea.search import Found
    from georoutes.networks.sea.waters import Waters

    Stretch = tuple[Point, ...]

_ASIDE_KM = 4.0
_SKIP, _TRIES = 8, 2
_WORTH_KM, _WORTH = 1.0, 0.002  # a corner is cut when that saves so much


class Shortcuts:
    """How far ways can go straight from their first points; kept for a while, and safe to share by threads.

    Parameters
    ----------
    kept
        How many are kept before all are forgotten.
    """

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._known: dict[tuple[int, Stretch], int] = {}

    def among(self, waters: Waters, stretches: Sequence[Stretch]) -> list[int]:
        """Find in each stretch the farthest point that the first sees and that it is worth going straight to.

        Parameters
        ----------
        waters
            Where ships can go.
        stretches
            Points of ways.

        Returns
        -------
        list
            For each stretch the number of the point, or 0.
        """
        keys = [(waters.closed, stretch) for stretch in stretches]
        if len(self._known) > self._kept:
            self._known = {}
        known = self._known  # other threads may forget it
        if new := [key for key in dict.fromkeys(keys) if key not in known]:
            known.update(zip(new, shortcuts(waters, [stretch for _, stretch in new]), strict=True))
        return [known[key] for key in keys]

    def points_of(self, waters: Waters, a: Access, b: Access, found: Found) -> Way:
        """Points of the whole way over water, without the corners near its ends that it can do without."""
        lanes = waters.lanes
        ways = {node: points for node, _, _, points in a.approach.nodes}
        ends = {node: points for node, _, _, points in b.approach.nodes}
        corners, dry = _corners(lanes, found)
        head = [a.approach.start, *ways[found.nodes[0]]]
        tail = [*ends[found.nodes[-1]][::-1], b.approach.start]
        way = Way([*head, *corners, *tail], [False] * len(head) + dry + [False] * len(tail))
        back = _turned(way)
        tries = [_stretch(end, first) for end in (way, back) for first in range(_TRIES)]
        self.among(waters, [stretch for stretch in tries if stretch])  # one look at many lines is faster
        return _turned(self._cut(waters, _turned(self._cut(waters, way))))

    def _cut(self, waters: Waters, way: Way) -> Way:
        """Go straight from each of the first points to the farthest of the next that is in clear sight."""
        for first in range(_TRIES):
            stretch = _stretch(way, first)
            if not stretch:
                break
            far = first + self.among(waters, [stretch])[0]
            if far > first:
                points, dry = way
                way = Way([*points[: first + 1], *points[far:]], [*dry[:first], False, *dry[far:]])
        return way


def _corners(lanes: Lanes, found: Found) -> tuple[list[Point], list[bool]]:
    """Points of a way on the network, and for each piece between two whether the data have no water there."""
    edges = np.array(found.edges, dtype=np.int64)
    dry = ((lanes.flags[edges] & DRY > 0) & (edges != STRAIGHT)).tolist()
    corners = [(x, y) for x, y in lanes.node[found.nodes].tolist()]
    chord = np.linalg.norm(np.diff(lanes.vectors[found.nodes], axis=0), axis=1)
    for number in np.flatnonzero(chord * EARTH_KM > PIECE_KM)[::-1].tolist():
        between = circle(*lanes.node[found.nodes[number : number + 2]])
        corners[number + 1 : number + 1] = between
        dry[number:number] = dry[number : number + 1] * len(between)
    return corners, dry


def _turned(way: Way) -> Way:
    return Way(way.points[::-1], way.dry[::-1])


def _stretch(way: Way, first: int) -> Stretch:
    """Points from one of a way on to which it may go straight, none over land; empty where it is the next."""
    last = min(first + _SKIP, len(way.points) - 1)
    while last > first + 1 and any(way.dry[first:last]):
        last -= 1
    return tuple(way.points[first : last + 1]) if last >= first + 2 else ()


def shortcuts(waters: Waters, stretches: Sequence[Stretch]) -> list[int]:
    """Find in each stretch the farthest point that the first sees and that it is worth going to, or 0."""
    owner, rank = counted(np.array([len(stretch) for stretch in stretches]))
    lonlat = np.array([point for stretch in stretches for point in stretch])
    v = vectors(lonlat)
    first = np.flatnonzero(rank == 0)[owner]
    straight = 2 * EARTH_KM * np.arcsin(np.minimum(np.linalg.norm(v - v[first], axis=1) / 2, 1.0))
    steps = np.linalg.norm(np.diff(v, axis=0, prepend=v[:1]), axis=1) * EARTH_KM
    so_far = np.cumsum(steps)
    saved = so_far - so_far[first] - straight
    worth = np.flatnonzero((saved > np.maximum(_WORTH_KM, _WORTH * straight)) & (rank > 1))
    seen = open_between(waters.chart, v[first[worth]], v[worth], aside_km=_ASIDE_KM)
    if seen.any():
        seen[seen] = ~waters.crossed(lonlat[first[worth[seen]]], lonlat[worth[seen]])
    far = [0] * len(stretches)
    for row in worth[seen].tolist():
        far[owner[row]] = int(rank[row])
    return far
