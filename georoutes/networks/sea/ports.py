"""How known ports are joined to the network, worked out beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from georoutes.networks.sea.approach import CONNECTOR_COST, Approach, harbour_cost
from georoutes.networks.sea.sphere import EARTH_KM, vectors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from georoutes.networks.base import Point
    from georoutes.networks.sea.lanes import Lanes

Floats = npt.NDArray[np.float64]
Arrays = dict[str, npt.NDArray[Any]]

_DIGITS = 1e6  # of the position of a port


class Ports:
    """Approaches by position; read-only.

    Parameters
    ----------
    lanes
        The network.
    arrays
        What `packed` gave.
    """

    def __init__(self, lanes: Lanes, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self._lanes = lanes
        self._key = arrays["port"]
        self._start = arrays["port_start"]
        self._gap_km = arrays["port_gap_km"]
        self._first = np.concatenate([[0], np.cumsum(arrays["port_nodes"], dtype=np.int64)])
        self._node = arrays["port_node"]
        self._bends = arrays["port_bends"]
        self._first_bend = np.concatenate([[0], np.cumsum(np.maximum(self._bends, 0), dtype=np.int64)])
        self._bend = arrays["port_bend"]
        self._bent_km = arrays["port_bent_km"]
        self._first_bent = np.cumsum(self._bends >= 0)

    def __len__(self) -> int:
        return len(self._key)

    def row(self, point: Point) -> int | None:
        """Find a port by its position; None for any other place."""
        key = _key(point)
        row = int(np.searchsorted(self._key, key))
        return row if row < len(self._key) and self._key[row] == key and _point(key) == point else None

    def point(self, row: int) -> Point:
        """Longitude and latitude of a port."""
        return _point(int(self._key[row]))

    def approach(self, row: int) -> Approach | None:
        """Give what `georoutes.networks.sea.approach.approach` found for a port."""
        gap_km = float(self._gap_km[row])
        if np.isnan(gap_km):
            return None
        entry = range(self._first[row], self._first[row + 1])
        x, y = self._start[row].tolist()
        start = self.point(row) if gap_km == 0.0 else (x, y)
        node = self._node[entry.start : entry.stop]
        chord = self._lanes.vectors[node] - vectors(np.array([start]))[0]
        straight = (EARTH_KM * np.linalg.norm(chord, axis=1)).tolist()
        nodes = []
        for number, k, km in zip(node.tolist(), entry, straight, strict=True):
            bends: tuple[Point, ...] = ()
            if self._bends[k] >= 0:
                km = float(self._bent_km[self._first_bent[k] - 1])  # noqa: PLW2901
                rows = self._bend[self._first_bend[k] : self._first_bend[k + 1]].tolist()
                bends = tuple((x, y) for x, y in rows)
            nodes.append((number, harbour_cost(km) + CONNECTOR_COST * gap_km, km, bends))
        return Approach(start, gap_km, tuple(nodes))


def _key(point: Point) -> int:
    return (round(point[0] * _DIGITS) << 32) + round(point[1] * _DIGITS)


def _point(key: int) -> Point:
    y = (key + (1 << 31)) % (1 << 32) - (1 << 31)
    return ((key - y) >> 32) / _DIGITS, y / _DIGITS


def packed(points: Sequence[Point], found: Sequence[Approach | None], lanes: Lanes) -> Arrays:
    """Put approaches into arrays.

    Parameters
    ----------
    points
        Longitude and latitude of each port; those that six digits do not give exactly are left out.
    found
        Its approach.
    lanes
        The network.
    """
    rows = sorted({_key(point): k for k, point in enumerate(points) if _point(_key(point)) == point}.items())
    ways = [found[k] for _, k in rows]
    nodes = [node for way in ways if way for node in way.nodes]
    starts = vectors(np.array([way.start for way in ways if way for _ in way.nodes]))
    chord = EARTH_KM * np.linalg.norm(lanes.vectors[[node for node, *_ in nodes]] - starts, axis=1)
    bent = [
        bool(bends) or km != straight
        for (_, _, km, bends), straight in zip(nodes, chord.tolist(), strict=True)
    ]
    return {
        "port": np.array([key for key, _ in rows], dtype=np.int64),
        "port_start": np.array([way.start if way and way.gap_km else (0.0, 0.0) for way in ways]),
        "port_gap_km": np.array([way.gap_km if way else np.nan for way in ways]),
        "port_nodes": np.array([len(way.nodes) if way else 0 for way in ways], dtype=np.uint8),
        "port_node": np.array([node for node, *_ in nodes], dtype=np.int32),
        "port_bends": np.array(
            [len(node[3]) if b else -1 for node, b in zip(nodes, bent, strict=True)], dtype=np.int16
        ),
        "port_bend": np.array([point for *_, bends in nodes for point in bends]).reshape(-1, 2),
        "port_bent_km": np.array([node[2] for node, b in zip(nodes, bent, strict=True) if b]),
    }
