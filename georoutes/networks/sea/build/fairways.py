"""Traced waters: the passages and river ways of ``fairways.csv``, and the entrances of harbours."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.networks.sea.build.grids import FINE, sphere_km

if TYPE_CHECKING:
    from collections.abc import Iterator

    from georoutes.networks.sea.build.tracing import Chart

Floats = npt.NDArray[np.float64]

TABLE = Path(__file__).with_name("fairways.csv")

_LONGEST_KM = 3.0
_ASIDE_KM, _WINDOW = 1.0, 0.45
_GAIN_KM, _RIVER_GAIN_KM = 0.5, 2.0  # how much nearer a trace comes to a port than what is there already
_AROUND = 0.15  # the way by water may lead away from the nearest water first
_LAND = 60.0
_OFF_KM, _MOVED_KM, _FJORD_FINE = 2.0, 2.5, 600


class Fairway(NamedTuple):
    """A traced water.

    Parameters
    ----------
    name
        Of the water; empty for the entrance of a harbour.
    passage
        The passage it belongs to, or "".
    lonlat
        Vertices, degrees, longitude first.
    """

    name: str
    passage: str
    lonlat: Floats


def trace_table(chart: Chart) -> list[Fairway]:
    """Trace every row of ``fairways.csv``."""
    found = []
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            stops = [(float(lon), float(lat)) for lon, lat in (p.split() for p in row["stops"].split(";"))]
            trace = chart.trace(stops, per_degree=int(row["fine"]), land=float(row["land"] or _LAND))
            found.append(Fairway(row["name"], row["passage"], divide(trace.lonlat)))
    return found


def divide(lonlat: Floats) -> Floats:
    """Put vertices in so that no piece is longer than three kilometres, and take metre-long ones out."""
    lonlat = lonlat[np.concatenate([[True], sphere_km(lonlat[:-1], lonlat[1:]) > 1e-3])]
    parts = np.maximum(np.ceil(sphere_km(lonlat[:-1], lonlat[1:]) / _LONGEST_KM), 1).astype(int)
    piece = np.repeat(np.arange(len(parts)), parts)
    share = (np.arange(len(piece)) - np.repeat(np.cumsum(parts) - parts, parts)) / parts[piece]
    points = lonlat[piece] + (lonlat[piece + 1] - lonlat[piece]) * share[:, None]
    return np.concatenate([points, lonlat[-1:]])


def entrances(
    chart: Chart, water: npt.NDArray[np.uint8], fairways: Floats, ports: Floats
) -> Iterator[Fairway]:
    """Trace the way from each port that has no water beside it to the nearest water.

    Parameters
    ----------
    chart
        The shoreline.
    water
        Packed bits of the fine grid: water that ships reach.
    fairways
        Points of traced waters that have a name, which need no entrance beside them.
    ports
        Positions, degrees, longitude first.
    """
    for lon, lat in ports.tolist():
        target = _nearest(water, lon, lat)
        if target is None:
            continue
        away, best = min(target[2], float(sphere_km(np.array([(lon, lat)]), fairways).min())), None
        if away < _ASIDE_KM:
            continue
        for rivers, gain in ((False, _GAIN_KM), (True, _RIVER_GAIN_KM)):
            if away > gain:
                margin = min(_WINDOW, target[2] / 111.0 + _AROUND)
                for trace in chart.reach((lon, lat), water, margin=margin, rivers=rivers):
                    if trace.moved_km < away - gain:
                        away, best = trace.moved_km, trace
        if best is not None:
            yield Fairway("", "", divide(best.lonlat))


def fjords(chart: Chart, wide: npt.NDArray[np.uint8], ports: Floats) -> Iterator[Fairway]:
    """Trace the way from each port off the open sea to it, through waters that the coarse grid closes.

    Parameters
    ----------
    chart
        The shoreline.
    wide
        Packed bits of the fine grid: water that ships reach on the coarse grid.
    ports
        Positions, degrees, longitude first.
    """
    for lon, lat in ports.tolist():
        target = _nearest(wide, lon, lat)
        if target is None or target[2] < _OFF_KM:
            continue
        margin = target[2] / 111.0 + _AROUND
        for trace in chart.reach((lon, lat), wide, margin=margin, per_degree=_FJORD_FINE, ways=2):
            if trace.moved_km < _MOVED_KM:
                yield Fairway("", "", divide(trace.lonlat))


def _nearest(water: npt.NDArray[np.uint8], lon: float, lat: float) -> tuple[float, float, float] | None:
    """Find the nearest cell of water and its distance in kilometres, within 0.45 degrees."""
    squeeze = np.cos(np.radians(lat))
    row, wide = int((90.0 - lat) * FINE), int(_WINDOW / max(squeeze, 0.1) * FINE)
    high = int(_WINDOW * FINE)
    column = int((lon + 180.0) * FINE)
    rows = np.arange(max(row - high, 0), min(row + high + 1, 180 * FINE))
    columns = np.arange(column - wide, column + wide + 1) % (360 * FINE)
    bits = (water[rows[:, None], columns[None, :] >> 3] >> (7 - (columns & 7))) & 1
    i, j = np.nonzero(bits)
    if len(i) == 0:
        return None
    east = ((columns[j] + 0.5) / FINE - 180.0 - lon + 180.0) % 360.0 - 180.0
    north = 90.0 - (rows[i] + 0.5) / FINE - lat
    away = np.hypot(east * squeeze, north) * 111.195
    best = int(np.argmin(away))
    return lon + float(east[best]), lat + float(north[best]), float(away[best])
