"""Read the packaged basemap, and cut it to a box."""

from __future__ import annotations

import gzip
import json
import math
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from georoutes.maps.ground import Box

CLOSE_UP = "10m"

DETAIL = 5000
"""Widths of a view in the smallest detail that its land keeps: a quarter of a pixel, until one zooms in."""

COARSE_DETAIL = 0.01
COARSE_SCALE = 200
"""Above so many degrees of detail, coordinates in steps of 1/200 degree are fine enough."""

POLYGONS = ("land", "lakes")
LINES = ("rivers", "borders", "contested", "un", "defacto")


@lru_cache(maxsize=4)
def load(name: str) -> dict[str, Any]:
    """Return a file of the basemap as it is packaged."""
    packed = files("georoutes.maps").joinpath(f"assets/basemap/{name}.json.gz").read_bytes()
    loaded: dict[str, Any] = json.loads(gzip.decompress(packed))
    return loaded


@lru_cache(maxsize=3)
def shapes(name: str) -> tuple[int, dict[str, Any]]:
    """Return a basemap as arrays of geometries in degrees."""
    if name == CLOSE_UP:
        with files("georoutes.maps").joinpath(f"assets/basemap/{name}.npz").open("rb") as file:
            raw = dict(np.load(file))
        scale = int(raw["scale"])
        return scale, {"land": _polygons(raw["steps"], raw["numbers"], raw["rings"], scale)}
    raw = load(name)
    scale = raw["scale"]
    out: dict[str, Any] = {}
    for key in POLYGONS:
        if polygons := raw.get(key):
            steps, numbers = _flat([ring for polygon in polygons for ring in polygon])
            out[key] = _polygons(steps, numbers, np.array([len(polygon) for polygon in polygons]), scale)
    for key in LINES:
        if lines := raw.get(key):
            points, owners = _decoded(*_flat(lines), scale)
            out[key] = shapely.linestrings(points, indices=owners)
    return scale, out


def _flat(lines: list[list[int]]) -> tuple[Any, Any]:
    """Lay delta-encoded lines end to end; also how many numbers each has."""
    steps = np.fromiter(chain.from_iterable(lines), dtype=np.int64)
    return steps, np.array([len(line) for line in lines])


def _polygons(steps: Any, numbers: Any, rings: Any, scale: int) -> Any:  # noqa: ANN401 - numpy arrays
    """Make polygons of delta-encoded rings; ``rings`` counts those of each polygon."""
    points, owners = _decoded(steps, numbers, scale)
    linear = shapely.linearrings(points, indices=owners)
    return shapely.polygons(linear, indices=np.repeat(np.arange(len(rings)), rings))


def _decoded(steps: Any, numbers: Any, scale: int) -> tuple[Any, Any]:  # noqa: ANN401 - numpy arrays
    """Undo the delta encoding of many lines at once: their points in degrees, and the line of each point."""
    counts = numbers // 2
    sums = np.cumsum(steps.reshape(-1, 2), axis=0, dtype=np.int64)
    starts = np.cumsum(counts) - counts
    before = np.where((starts > 0)[:, None], sums[starts - 1], 0)  # what all lines before have added up to
    owners = np.repeat(np.arange(len(counts)), counts)
    return (sums - before[owners]) / scale, owners


@lru_cache(maxsize=16)
def cut(name: str, box: Box) -> tuple[int, dict[str, Any]]:
    """Cut a basemap to a box, on the copies of the world that the box touches."""
    scale, every = shapes(name)
    detail = 0.0 if name == CLOSE_UP else box.width / DETAIL
    if detail > COARSE_DETAIL:
        scale = COARSE_SCALE
    turns = range(math.floor((box.west - 10) / 360 + 0.5), math.floor((box.east + 10) / 360 + 0.5) + 1)
    out: dict[str, Any] = {}
    for key, geometries in every.items():
        parts: list[Any] = []
        for shift in (360 * turn for turn in turns):
            found = shapely.clip_by_rect(geometries, box.west - shift, box.south, box.east - shift, box.north)
            found = found[~shapely.is_empty(found)]
            if detail > COARSE_DETAIL:
                found = shapely.simplify(found, detail)
            parts.append(_turned(shapely.get_parts(found), shift))
        out[key] = np.concatenate(parts)
    return scale, out


def _turned(found: Any, degrees: float) -> Any:  # noqa: ANN401 - arrays of geometries
    return shapely.transform(found, lambda lonlat: lonlat + np.array([degrees, 0.0])) if degrees else found


def encode(part: Any, scale: int) -> list[Any]:  # noqa: ANN401 - shapely geometry
    """Write a polygon or a line as the page reads it; nothing for a point."""
    if part.geom_type == "Polygon":
        return [[_deltas(ring, scale) for ring in (part.exterior, *part.interiors)]]
    if part.geom_type == "LineString":
        return [_deltas(part, scale)]
    return []


def _deltas(line: Any, scale: int) -> list[int]:  # noqa: ANN401 - shapely geometry
    steps = np.rint(shapely.get_coordinates(line) * scale).astype(int)
    steps[1:] -= steps[:-1].copy()
    return [int(value) for value in steps.ravel()]
