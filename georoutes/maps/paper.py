"""A static figure of routes for paper, drawn with Matplotlib in the styles of the map."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pyproj
import shapely

from georoutes.errors import GeoroutesError, WrongTypeError
from georoutes.files import replacing
from georoutes.frames import Frames, case_frames
from georoutes.maps.basemap import check_worldview, sea_under, shore_credit
from georoutes.maps.cells import text
from georoutes.maps.content import page_data
from georoutes.maps.ground import Ground, Sheet
from georoutes.maps.ink import Stroke, colours, line_of, strokes
from georoutes.maps.paper_labels import place_labels
from georoutes.maps.paper_text import draw_texts
from georoutes.maps.projection import Projection
from georoutes.maps.shapes import shapes

if TYPE_CHECKING:
    import os

    import geopandas as gpd
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from gazetteer import Gazetteer
    from georoutes.model import Case

SIZE = (10.0, 6.6)
"""Width and height in inches."""

MARGIN = 0.12
"""Land is shown this far beyond the route, as a share of its size."""

LEAST_METRES = 60_000.0
WHOLE_WORLD = [-150.0, -50.0, 170.0, 70.0]
MAP = (0.0, 0.19, 1.0, 0.66)
"""Left, bottom, width and height of the map; words stand above it, the legend and credits below."""

CLOSE_UP = (0.24, 0.24)
"""Width and height of a close-up."""

CLOSE_UP_BELOW = 0.05
"""A leg smaller than this share of the map has a close-up."""

CLOSE = 10.0
"""Degrees from the middle; a map of less has the finest shore, or a way by sea would cross the land."""

MOST_FOR_CLOSE_UP = 20
"""Legs of a map that has one."""

WIDEST_DISC_KM = 1500.0
FINEST = 900.0
"""Widths of the map in the smallest detail of a line."""

DOTS_PER_INCH = 200


def figure(  # noqa: PLR0913  one argument for the case, the rest by name
    case: Case | Frames | None = None,
    *,
    legs: gpd.GeoDataFrame | None = None,
    places: gpd.GeoDataFrame | None = None,
    claims: pd.DataFrame | None = None,
    title: str = "",
    worldview: str | None = "un",
    gazetteer: Gazetteer | None = None,
) -> Figure:
    """Draw a case, or frames of your own, as a static figure; needs ``pip install "georoutes[figure]"``.

    Parameters
    ----------
    case
        The case; its legs are traced. Left out when frames are given.
    legs, places, claims
        Frames as `draw` takes them.
    title
        Title of a figure of frames; a case has its own.
    worldview
        Whose boundaries are drawn: ``un``, ``defacto`` or None for none.
    gazetteer
        Where names are looked up; the bundled one when left out.

    Returns
    -------
    matplotlib.figure.Figure
        10 by 6.6 inches, in an equal-area projection; its ``savefig`` writes PNG, SVG or PDF.

    Raises
    ------
    FrameError
        When a frame is not what it should be.
    GeoroutesError
        Matplotlib is not installed.

    Examples
    --------
    >>> from georoutes.model import Case
    >>> leg = {"from": [37.62, 55.75], "to": [30.52, 50.45], "mode": "air"}
    >>> type(figure(Case(title="A flight", routes={"flight": {"legs": [leg]}}))).__name__
    'Figure'
    """
    try:
        from matplotlib.figure import Figure as Drawing  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise GeoroutesError('a figure needs Matplotlib: pip install "georoutes[figure]"') from error
    check_worldview(worldview)
    if (case is None) == (legs is None and places is None):
        raise WrongTypeError("figure takes a case, or legs= or places=")
    if case is not None:
        content = case if isinstance(case, Frames) else case_frames(case, gazetteer=gazetteer)
        legs, places, claims = content.legs, content.places, content.claims
        words = (title or content.title, content.subtitle, content.status)
    else:
        words = (title, "", "")
    data = page_data(legs, places, claims, worldview)
    drawing = Drawing(figsize=SIZE, facecolor="white")
    axes = drawing.add_axes(MAP)
    projection = Projection.of(data["first"] or data["bounds"] or WHOLE_WORLD)
    lines, unnamed, charted = _fill(axes, data, projection, worldview)
    if charted:
        data["credits"] = shore_credit(data["credits"])
    _close_up(drawing, axes, data, lines, worldview)
    draw_texts(drawing, axes, data | {"unnamed": unnamed}, tuple(text(one) for one in words), projection)
    return drawing


def save_figure(drawing: Figure, output: str | os.PathLike[str]) -> None:
    """Write a figure, whole or not at all, to a .png, .svg or .pdf file; the same again, the same bytes.

    Raises
    ------
    WriteError
        The file cannot be written.
    """
    from matplotlib import rc_context  # noqa: PLC0415 - an extra

    kind = str(output).rpartition(".")[2].lower()
    undated: dict[str, dict[str, Any]] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}
    with replacing(output) as unfinished, rc_context({"svg.hashsalt": "georoutes"}):
        drawing.savefig(unfinished, format=kind, dpi=DOTS_PER_INCH, metadata=undated.get(kind))


def _fill(
    axes: Axes, data: dict[str, Any], projection: Projection, worldview: str | None
) -> tuple[list[Any], list[str], bool]:
    """Draw the map itself; return the lines, stops without room for a name, and whether a chart helped."""
    _frame(axes, data, projection)
    charted = _basemap(axes, data["ways"], projection, worldview)
    drawn = {row: leg for row, leg in enumerate(data["legs"]) if "parts" in leg}
    lines = {row: _leg(axes, leg, data["scale"], projection) for row, leg in drawn.items()}
    _discs(axes, data["stops"], projection)
    counts = Counter(leg.get("drawn_with", row) for row, leg in enumerate(data["legs"]))
    labelled = [
        (line, f"{counts[row]} legs" if counts[row] > 1 else "", strokes(drawn[row]["mode"], "mode")[0].color)
        for row, line in lines.items()
    ]
    unnamed = place_labels(axes, data["stops"], labelled, projection, worldview)
    return list(lines.values()), unnamed, charted


def _close_up(
    drawing: Figure, axes: Axes, data: dict[str, Any], lines: list[Any], worldview: str | None
) -> None:
    """Draw the shortest leg once more, in the emptier lower corner, if its numbers hide it."""
    drawn = [leg for leg in data["legs"] if "parts" in leg]
    sizes = [float(np.ptp(line, axis=0).max()) for line in lines]
    width, height = np.ptp(axes.get_xlim()), np.ptp(axes.get_ylim())
    if not 1 < len(drawn) <= MOST_FOR_CLOSE_UP or min(sizes) > CLOSE_UP_BELOW * width:
        return
    leg = drawn[int(np.argmin(sizes))]
    ends = {leg.get("origin"), leg.get("destination")}
    content = data | {
        "legs": [leg],
        "outside": [],
        "stops": [stop for stop in data["stops"] if stop["name"] in ends],
    }
    across, up = ((np.vstack(lines) - [axes.get_xlim()[0], axes.get_ylim()[0]]) / [width, height]).T
    low = across[up < CLOSE_UP[1] / MAP[3] + 0.15]
    left = (low < 1 / 3).sum() <= (low > 2 / 3).sum()
    x, y = (0.012, MAP[1] + 0.018) if left else (0.988 - CLOSE_UP[0], MAP[1] + 0.085)  # above the scale bar
    inset = drawing.add_axes((x, y, *CLOSE_UP), zorder=8)
    points = np.vstack([_decoded(part["line"], data["scale"]) for part in leg["parts"]])
    bounds = [*points.min(axis=0).tolist(), *points.max(axis=0).tolist()]
    _fill(inset, content, Projection.of(bounds), worldview)
    for spine in inset.spines.values():
        spine.set(color=colours()["ink"], linewidth=1.0)


def _frame(axes: Axes, data: dict[str, Any], projection: Projection) -> None:
    """Set the limits to the route and a margin, in the shape of the axes."""
    legs = [leg for row, leg in enumerate(data["legs"]) if row not in data["outside"]]
    corners = [_decoded(part["line"], data["scale"]) for leg in legs for part in leg.get("parts", [])]
    if not data["outside"]:
        corners += [np.array([stop["at"]]) for stop in data["stops"] if not stop.get("denied")]
    if not corners:  # what is only denied is the whole story
        corners = [np.array([stop["at"]]) for stop in data["stops"]]
    points = projection.points(np.vstack(corners or [np.array(WHOLE_WORLD).reshape(2, 2)]))
    low, high = points.min(axis=0), points.max(axis=0)
    place = axes.get_position()
    shape = (SIZE[0] * place.width) / (SIZE[1] * place.height)
    width, height = np.maximum(high - low, LEAST_METRES) * (1 + 2 * MARGIN)
    width, height = max(width, height * shape), max(height, width / shape)
    x, y = (low + high) / 2
    axes.set(xlim=(x - width / 2, x + width / 2), ylim=(y - height / 2, y + height / 2), xticks=[], yticks=[])
    axes.set_facecolor(colours()["water"])
    for spine in axes.spines.values():
        spine.set(color=colours()["line"], linewidth=0.8)


def _basemap(axes: Axes, ways: list[Any], projection: Projection, worldview: str | None) -> bool:
    """Draw land, the sea that ships find in it, lakes, rivers and borders; say whether there is such sea."""
    from matplotlib.collections import LineCollection, PathCollection  # noqa: PLC0415 - an extra
    from matplotlib.path import Path  # noqa: PLC0415 - an extra

    ink = colours()
    reach = projection.reach(np.ptp([axes.get_xlim(), axes.get_ylim()], axis=1).max())
    _, found = shapes("110m" if projection.world else "50m")
    if reach < CLOSE:
        found = found | shapes("10m")[1]
    sea = sea_under(ways, Ground((Sheet(found["land"]),)))
    fills = (found["land"], ink["land"]), (sea, ink["water"]), (found["lakes"], ink["water"])
    for areas, color in fills:
        polygons = projection.shapes(areas, reach)
        rings = [
            Path.make_compound_path(
                *(Path(np.array(ring.coords), closed=True) for ring in (shape.exterior, *shape.interiors))
            )
            for shape in polygons
            if shape.geom_type == "Polygon"
        ]
        axes.add_collection(PathCollection(rings, facecolor=color, edgecolor="none", zorder=1), autolim=False)
    styles: list[tuple[str, str, float, Any]] = [("rivers", ink["river-line"], 0.5, "-")]
    if worldview:
        other = "defacto" if worldview == "un" else "un"
        dotted = (0, (1.5, 2))
        styles += [("borders", ink["border"], 0.6, "-"), ("contested", ink["dotted"], 0.7, dotted)]
        styles += [(worldview, ink["dotted"], 0.7, dotted), (other, ink["dotted"], 0.6, (0, (1, 3)))]
    for name, color, width, pattern in styles:
        if name in found:
            lines = [np.array(line.coords) for line in projection.shapes(found[name], reach)]
            drawn = LineCollection(lines, colors=color, linewidths=width, linestyles=[pattern], zorder=1.5)
            axes.add_collection(drawn, autolim=False)
    return len(sea) > 0


def _leg(axes: Axes, leg: dict[str, Any], scale: int, projection: Projection) -> Any:  # noqa: ANN401 - points
    """Draw one leg and its arrow; return its points."""
    hollow = bool(leg.get("doubted"))
    tracks = []
    hair = float(np.ptp(axes.get_xlim())) / FINEST
    for part in leg["parts"]:
        # less than a hair of detail: ties on a line that winds more closely would run together
        points = projection.line(_decoded(part["line"], scale))
        if len(points) > 1:
            points = shapely.get_coordinates(shapely.simplify(shapely.linestrings(points), hair))
        layers = strokes(leg["mode"], part["kind"], hollow=hollow, wide=leg.get("wide", 0))
        if not hollow:
            layers = [Stroke("#ffffff", layers[0].width + 2.2), *layers]
        for order, stroke in enumerate(layers):
            axes.add_artist(line_of(points[:, 0], points[:, 1], stroke, zorder=3 + order / 10))
        tracks.append(points)
    track = np.vstack(tracks)
    _arrow(axes, track, strokes(leg["mode"], "mode")[0].color, hollow=hollow)
    return track


def _arrow(axes: Axes, track: Any, color: str, *, hollow: bool) -> None:  # noqa: ANN401 - an array
    """Draw a triangle in the middle of a line that is long enough to show one."""
    steps = np.hypot(*np.diff(track, axis=0).T)
    way = np.concatenate([[0], np.cumsum(steps)])
    width = float(np.ptp(axes.get_xlim()))
    if way[-1] < width / 25:
        return
    reach = width / 150
    ends = [
        np.array([np.interp(at, way, track[:, axis]) for axis in (0, 1)])
        for at in (way[-1] / 2 - reach, way[-1] / 2 + reach)
    ]
    axes.annotate(
        "", xy=tuple(ends[1]), xytext=tuple(ends[0]), zorder=4,
        arrowprops={"arrowstyle": "-|>,head_width=0.28,head_length=0.55", "ec": color, "lw": 1.2,
                    "fc": "white" if hollow else color, "shrinkA": 0, "shrinkB": 0},
    )  # fmt: skip


def _discs(axes: Axes, stops: list[dict[str, Any]], projection: Projection) -> None:
    """Draw the area in which a place lies, as wide on the ground as it is said to be."""
    ground = pyproj.Geod(ellps="WGS84")
    turns = np.linspace(0, 360, 73)
    for stop in stops:
        if stop["area"] and stop["type"] != "country" and 0 < stop["radius_km"] <= WIDEST_DISC_KM:
            lon, lat = stop["at"]
            away = np.full_like(turns, stop["radius_km"] * 1000)
            lons, lats, _ = ground.fwd(np.full_like(turns, lon), np.full_like(turns, lat), turns, away)
            ring = projection.points(np.column_stack([lons, lats]))
            ink = colours()["ink"]
            axes.fill(
                ring[:, 0], ring[:, 1], facecolor=f"{ink}18", edgecolor=ink, lw=0.8, ls=(0, (3, 3)), zorder=2
            )


def _decoded(line: list[int], scale: int) -> Any:  # noqa: ANN401 - an array
    return np.cumsum(np.array(line).reshape(-1, 2), axis=0) / scale
