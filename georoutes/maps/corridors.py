"""Legs that share a corridor are drawn side by side: where, and on which side of it each of them runs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from georoutes.maps.layers import Part

    Array = NDArray[np.float64]

MOST_LEGS = 200
"""Legs; among more there is no room beside a line."""

NEAR = 500
"""Widths of the map in the distance at which legs share a corridor."""

STEP = 250
"""Widths of the map in the distance between two samples."""

LEAST_RUN = 8
"""Samples in a row that are near another leg; lines that only cross have fewer."""

ALONG = 0.85
"""Cosine of the angle between legs that run along one another, in either direction."""

SMOOTH = 7
"""Samples over which a line moves to its lane and back."""


def side_by_side(legs: list[list[Part]]) -> list[list[Part]]:
    """Give the parts of legs that share a corridor their ``lanes``: how far aside each vertex is drawn.

    A lane counts widths of a line, to the right of the leg's direction. Other legs come back as they were.
    """
    drawn = [index for index, parts in enumerate(legs) if parts]
    if not 1 < len(drawn) <= MOST_LEGS:
        return legs
    tracks = [np.vstack([part.points for part in legs[index]]) for index in drawn]
    extent = float(np.ptp(np.vstack(tracks), axis=0).max())
    if not extent:
        return legs
    sampled = [_samples(track, extent / STEP) for track in tracks]
    out = list(legs)
    for index, lanes, (ways, _, _) in zip(drawn, _lanes(sampled, extent / NEAR), sampled, strict=True):
        if lanes.any():
            out[index] = _with_lanes(legs[index], ways, lanes, extent / (8 * NEAR))
    return out


def _samples(track: Array, step: float) -> tuple[Array, Array, Array]:
    """Walk a line in even steps: the way to each sample, where it is, and where the line is heading."""
    way = _walked(track)
    ways = np.linspace(0, way[-1], max(2, int(way[-1] / step) + 1))
    points = _at(track, way, ways)
    ahead = np.gradient(points, axis=0)
    return ways, points, ahead / np.maximum(np.hypot(*ahead.T), 1e-12)[:, None]


def _lanes(sampled: list[tuple[Array, Array, Array]], near: float) -> list[Array]:
    """Find each leg's lane at each of its samples."""
    owners = np.repeat(np.arange(len(sampled)), [len(points) for _, points, _ in sampled])
    starts = np.concatenate([[0], np.cumsum([len(points) for _, points, _ in sampled])])
    points = np.vstack([points for _, points, _ in sampled])
    heading = np.vstack([ahead for _, _, ahead in sampled])
    spots = shapely.points(points)
    one, other = shapely.STRtree(spots).query(spots, predicate="dwithin", distance=near)
    along = (heading[one] * heading[other]).sum(axis=1)
    kept = (owners[one] != owners[other]) & (np.abs(along) > ALONG)
    one, other, along = one[kept], other[kept], along[kept]
    shared = np.zeros((len(points), len(sampled)))  # +1 with, -1 against the other leg's direction, 0 apart
    shared[one, owners[other]] = np.sign(along)
    lanes = []
    for leg in range(len(sampled)):
        mine = shared[starts[leg] : starts[leg + 1]]
        for neighbour in range(len(sampled)):
            mine[:, neighbour] = _long_runs(mine[:, neighbour])
        with_others = mine != 0
        rank = with_others[:, :leg].sum(axis=1)
        size = with_others.sum(axis=1)
        first = np.where(rank > 0, with_others.argmax(axis=1), leg)  # the leg whose direction counts
        sense = np.where(first == leg, 1, mine[np.arange(len(mine)), first])
        raw = np.pad((rank - size / 2) * sense, SMOOTH // 2)
        lanes.append(np.convolve(raw, np.ones(SMOOTH) / SMOOTH, mode="valid"))
    return lanes


def _long_runs(sides: Array) -> Array:
    """Keep the runs of samples that are long enough to be a shared way."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (sides != 0).astype(int), [0]])))
    kept = np.zeros_like(sides)
    for begin, end in edges.reshape(-1, 2):
        if end - begin >= LEAST_RUN:
            kept[begin:end] = sides[begin:end]
    return kept


def _with_lanes(parts: list[Part], ways: Array, lanes: Array, tolerance: float) -> list[Part]:
    """Set each part's lanes; a part gets a vertex at each sample, because a lane begins anywhere."""
    out = []
    begun = 0.0
    for part in parts:
        way = begun + _walked(part.points)
        begun_next = float(way[-1])
        corners = part.points
        if len(corners) > 1:
            corners = shapely.get_coordinates(shapely.simplify(shapely.linestrings(corners), tolerance))
        scale = (way[-1] - begun) / max(_walked(corners)[-1], 1e-12)
        between = ways[(ways > way[0]) & (ways < way[-1])]
        stops = np.concatenate([begun + _walked(corners) * scale, between])
        stops = np.unique(stops)
        out.append(replace(part, points=_at(part.points, way, stops), lanes=np.interp(stops, ways, lanes)))
        begun = begun_next
    return out


def _walked(track: Array) -> Array:
    return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(track, axis=0).T))])


def _at(track: Array, way: Array, ways: Array) -> Array:
    return np.column_stack([np.interp(ways, way, track[:, axis]) for axis in (0, 1)])
