"""From a place to the network: the connector to the water, and the way over water to nodes in sight."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from georoutes.networks.sea.chart import CELLS
from georoutes.networks.sea.sight import sees

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from georoutes.networks.base import Point
    from georoutes.networks.sea.chart import Chart
    from georoutes.networks.sea.lanes import Lanes

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

REACH_KM = 25.0
"""A place farther than this from water has no leg by sea."""

CONNECTOR_COST = 3.0
"""What a kilometre of the connector costs."""

_HARBOUR_COST, _HARBOUR_KM = 1.6, 50.0  # what a kilometre near a harbour costs: nothing is known of the shore

_CELL_KM = 111.195 / CELLS
_BESIDE_KM = 5.0
_LOOKS = (1.5, 6.0, REACH_KM)
_NEAREST, _PER_SECTOR, _SECTORS, _LOOK = 10, 2, 8, 120
_CLOSE_KM, _FARTHEST_KM = 60.0, 400.0
_OPEN_KM, _OCEAN_KM = 50, 3000.0  # so far from land nodes are looked for over the whole ocean
_WINDOWS = (12.0, 40.0, 100.0)
_ENOUGH = 4
_POOR, _POOR_KM = 2.0, 3.0  # a first look that finds nothing so near is followed by a closer one
_ROUND_KM = 30.0


@dataclass(frozen=True)
class Approach:
    """How a place is joined to the network.

    Parameters
    ----------
    start
        Where the water begins.
    gap_km
        How far that is from the place: the connector.
    nodes
        Nodes that can be reached, with the cost and kilometres of each way, and its points between the start
        and the node.
    """

    start: Point
    gap_km: float
    nodes: tuple[tuple[int, float, float, tuple[Point, ...]], ...]


def approach(chart: Chart, lanes: Lanes, point: Point) -> Approach | None:
    """Join a place to the network; None where it lies too far from water.

    Parameters
    ----------
    chart
        Water.
    lanes
        The network.
    point
        Longitude and latitude in degrees.
    """
    wet = chart.nearest_water(*point, _LOOKS)
    if wet is None or wet[2] > 0.0:
        traced = _by_traced_water(lanes, point)
        # water no nearer than by a cell of the chart is no better than a fairway
        if wet is None or (traced is not None and traced.gap_km < wet[2] + _CELL_KM):
            return traced
    start = (wet[0], wet[1])
    found = _in_sight(chart, lanes, start)
    if not found or min(km for _, km, _ in found) > _ROUND_KM:
        found += _round_corners(chart, lanes, start)
    extra = CONNECTOR_COST * wet[2]
    nodes = tuple((node, harbour_cost(km) + extra, km, points) for node, km, points in found)
    if nodes and lanes.usual_water[[node for node, _, _ in found]].any():
        return Approach(start, wet[2], nodes)
    traced = _by_traced_water(lanes, point)
    near = traced is not None and (not nodes or traced.gap_km < wet[2] + _BESIDE_KM)
    return traced if near else Approach(start, wet[2], nodes)


def harbour_cost(km: float) -> float:
    """Cost of a way from a place to a node: dear at first, then that of the open sea."""
    return km + (_HARBOUR_COST - 1.0) * min(km, _HARBOUR_KM)


def _by_traced_water(lanes: Lanes, point: Point) -> Approach | None:
    """Join a place to the nearest node of a traced water, if one is within reach."""
    nodes, km = lanes.near(point, REACH_KM)
    traced = np.flatnonzero(lanes.traced[nodes])
    if len(traced) == 0:
        return None
    # a river is better than the canal beside it that is closed unless asked for
    usual = traced[lanes.usual_water[nodes[traced]]]
    if len(usual) and km[usual[0]] < km[traced[0]] + _BESIDE_KM:
        traced = usual
    node, away = int(nodes[traced[0]]), float(km[traced[0]])
    return Approach(_pair(lanes, node), away, ((node, CONNECTOR_COST * away, 0.0, ()),))


def _in_sight(chart: Chart, lanes: Lanes, start: Point) -> list[tuple[int, float, tuple[Point, ...]]]:
    """Nodes in sight, out of the nearest and the nearest in each direction."""
    if chart.clear_km(np.array([start]))[0] >= _OPEN_KM:
        near, km = lanes.near(start, _OCEAN_KM)
    else:
        near, km = lanes.near(start, _CLOSE_KM)
        if len(near) < _LOOK:
            near, km = lanes.near(start, _FARTHEST_KM)
        near, km = near[:_LOOK], km[:_LOOK]
    east = ((lanes.node[near, 0] - start[0] + 180.0) % 360.0 - 180.0) * math.cos(math.radians(start[1]))
    angle = np.arctan2(east, lanes.node[near, 1] - start[1])
    sector = ((angle + math.pi) / (2 * math.pi) * _SECTORS).astype(int) % _SECTORS
    if len(near) == 0:
        return []
    order = np.argsort(sector, kind="stable")
    rank = np.arange(len(near)) - np.searchsorted(sector[order], sector[order])
    chosen = np.arange(len(near)) < _NEAREST
    chosen[order[rank < _PER_SECTOR]] = True
    rows = np.flatnonzero(chosen)
    rows = rows[sees(chart, start, lanes.node[near[rows]])]
    if len(rows) == 0 or km[rows[0]] > _POOR * km[0] + _POOR_KM:
        rows = np.flatnonzero(sees(chart, start, lanes.node[near[:_LOOK]]))
    return [(int(near[row]), float(km[row]), ()) for row in rows.tolist()]


def _round_corners(chart: Chart, lanes: Lanes, start: Point) -> list[tuple[int, float, tuple[Point, ...]]]:
    """Nodes that can be reached over the cells of the chart where none is in sight."""
    for reach in _WINDOWS:
        water, lons, lats = chart.window(*start, reach)
        nodes, _ = lanes.near(start, reach * 1.4)
        if len(nodes) == 0:
            continue
        found = _over_cells(chart, lanes, start, nodes, (water, lons, lats))
        if found:
            return found
    return []


def _over_cells(
    chart: Chart,
    lanes: Lanes,
    start: Point,
    nodes: Ints,
    window: tuple[npt.NDArray[np.bool_], Floats, Floats],
) -> list[tuple[int, float, tuple[Point, ...]]]:
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415

    water, lons, lats = window
    turn = 360.0 * np.round((start[0] - lanes.node[nodes, 0]) / 360.0)
    row = np.round((lats[0] - lanes.node[nodes, 1]) / (lats[0] - lats[1])).astype(int)
    column = np.round((lanes.node[nodes, 0] + turn - lons[0]) / (lons[1] - lons[0])).astype(int)
    inside = (row >= 0) & (row < len(lats)) & (column >= 0) & (column < len(lons))
    inside[inside] = water[row[inside], column[inside]]
    nodes, cells = nodes[inside], (row * len(lons) + column)[inside]
    if len(nodes) == 0:
        return []
    down = round((lats[0] - start[1]) / (lats[0] - lats[1]))
    origin = down * len(lons) + round((start[0] - lons[0]) / (lons[1] - lons[0]))
    km, before = dijkstra(
        _cell_graph(water, math.cos(math.radians(start[1])), abs(lats[1] - lats[0]) * 111.195),
        indices=origin,
        return_predecessors=True,
    )
    best = np.argsort(km[cells])[:_ENOUGH]
    found = []
    for cell, node in zip(cells[best].tolist(), nodes[best].tolist(), strict=True):
        if not np.isfinite(km[cell]):
            continue
        way = [cell]
        while before[way[-1]] >= 0:
            way.append(int(before[way[-1]]))
        points = [(float(lons[c % len(lons)]), float(lats[c // len(lons)])) for c in way[::-1]]
        found.append(
            (node, float(km[cell]), _straight(chart, [start, *points[1:-1], _pair(lanes, node)])[1:-1])
        )
    return found


def _pair(lanes: Lanes, node: int) -> Point:
    x, y = lanes.node[node].tolist()
    return x, y


def _straight(chart: Chart, points: list[Point]) -> tuple[Point, ...]:
    """Leave out the points that a straight line over water does without."""
    kept, i = [points[0]], 0
    while i < len(points) - 1:
        seen = np.flatnonzero(sees(chart, points[i], np.array(points[i + 1 : i + 60])))
        i += int(seen[-1]) + 1 if len(seen) else 1
        kept.append(points[i])
    return tuple(kept)


def _cell_graph(water: npt.NDArray[np.bool_], squeeze: float, high: float) -> csr_matrix:
    """Cells of water joined to their eight neighbours; kilometres."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415

    rows, columns = water.shape
    number = np.arange(rows * columns).reshape(rows, columns)
    parts = []
    for down, right in ((0, 1), (1, 0), (1, 1), (1, -1)):
        west = slice(max(0, -right), columns - max(0, right))
        east = slice(max(0, right), columns - max(0, -right))
        a, b = number[: rows - down, west], number[down:, east]
        both = water[: rows - down, west] & water[down:, east]
        parts.append((a[both], b[both], np.full(int(both.sum()), high * math.hypot(down, right * squeeze))))
    tail, head, km = (np.concatenate(column) for column in zip(*parts, strict=True))
    matrix = csr_matrix((km, (tail, head)), shape=(rows * columns, rows * columns))
    return matrix + matrix.T
