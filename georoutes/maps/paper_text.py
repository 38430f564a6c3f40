"""The words on a figure: title, stops, legend, scale and credits. Text from data is never read as markup."""

from __future__ import annotations

import textwrap
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from georoutes.maps.basemap import country_names
from georoutes.maps.ink import Stroke, colours, line_of, strokes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from georoutes.maps.projection import Projection

CJK = (
    "Noto Sans CJK JP",
    "Noto Sans CJK KR",
    "Noto Sans CJK SC",
    "Noto Sans KR",
    "Malgun Gothic",
    "Hiragino Sans",
)
MOST_NAMED = 60
MOST_LISTED = 4
NEAR = 6e6  # metres; a map less wide names smaller countries
LETTER_PT = 0.56
"""Width of a letter as a share of its height; names are placed before they are drawn."""


def place_labels(
    axes: Axes, stops: list[dict[str, Any]], lines: list[Any], projection: Projection, worldview: str | None
) -> None:
    """Put a number and a name to each stop, then name countries where there is room."""
    width, height = (float(size) * 72 for size in axes.get_figure().get_size_inches())  # type: ignore[union-attr]
    box = axes.get_position()
    span = np.array([box.width * width, box.height * height])
    low = np.array([axes.get_xlim()[0], axes.get_ylim()[0]])
    size = np.array([np.ptp(axes.get_xlim()), np.ptp(axes.get_ylim())])

    def on_paper(points: Any) -> Any:  # noqa: ANN401 - an array, in points of the figure
        return (np.asarray(points) - low) / size * span

    crossed = [on_paper(line) for line in lines[:MOST_NAMED]]
    room = _Room(span, np.vstack(crossed) if crossed else np.empty((0, 2)))
    ground = projection.points(np.array([stop["at"] for stop in stops])) if stops else np.empty((0, 2))
    ink = colours()
    merged: dict[tuple[str, float, float], str] = {}
    for stop in stops:
        key = (stop["name"], *stop["at"])
        merged[key] = " · ".join(filter(None, [merged.get(key, ""), stop["number"]]))
    for at in on_paper(ground):
        room.take(at, 7)
    for stop, at, place in zip(stops[:MOST_NAMED], on_paper(ground), ground, strict=False):
        number = merged.pop((stop["name"], *stop["at"]), None)
        if number is None:
            continue
        area = stop["area"] or stop.get("denied")
        badge = {
            "boxstyle": "circle,pad=0.25",
            "facecolor": "white" if area else ink["ink"],
            "linewidth": 0.8,
        }
        badge |= {"edgecolor": ink["ink"], "linestyle": "--" if area else "-"}
        axes.text(float(place[0]), float(place[1]), number or " ", ha="center", va="center", fontsize=7,
                  weight="bold", zorder=6, color=ink["ink"] if area else "white", parse_math=False,
                  clip_on=True, bbox=badge)  # fmt: skip
        if (spot := room.beside(at, stop["name"], 9)) is not None:
            _halo(axes, spot / span * size + low, stop["name"], 9, ink["ink"], weight="bold")
    if worldview:
        _countries(axes, room, projection, worldview, (low, size, span))


def _countries(
    axes: Axes, room: _Room, projection: Projection, worldview: str, scale: tuple[Any, Any, Any]
) -> None:
    low, size, span = scale
    named = 0
    for name, rank, lon, lat in country_names(worldview):
        if not projection.reaches(lon, lat) or named > 24:  # noqa: PLR2004 - names that a figure has room for
            continue
        place = projection.points(np.array([[lon, lat]]))[0]
        at = (place - low) / size * span
        if rank < 4 + 3 * (size[0] < NEAR) and (spot := room.at(at, name, 7)) is not None:
            _halo(axes, spot / span * size + low, name, 7, colours()["country"])
            named += 1


def _halo(  # noqa: PLR0913 - text has these
    axes: Axes,
    at: Any,  # noqa: ANN401 - a point
    words: str,
    size: float,
    color: str,
    *,
    weight: str = "normal",
) -> None:
    from matplotlib.patheffects import withStroke  # noqa: PLC0415 - an extra

    axes.text(float(at[0]), float(at[1]), words, fontsize=size, color=color, ha="left", va="center", zorder=5,
              parse_math=False, family=families(), clip_on=True, weight=weight,
              path_effects=[withStroke(linewidth=2, foreground="white")])  # fmt: skip


class _Room:
    """What is taken on the paper, in points."""

    def __init__(self, span: Any, lines: Any) -> None:  # noqa: ANN401 - arrays
        self._span, self._lines = span, lines
        self._taken: list[tuple[float, float, float, float]] = []

    def take(self, at: Any, reach: float) -> None:  # noqa: ANN401 - a point
        self._taken.append((*(at - reach), *(at + reach)))

    def beside(self, at: Any, words: str, size: float) -> Any:  # noqa: ANN401 - a point
        """Find the place next to a point that hides least: where text begins, at half its height."""
        width, gap = _width(words, size), size * 0.95
        starts = [(gap, 0), (-gap - width, 0), (-width / 2, size * 1.5), (-width / 2, -size * 1.5),
                  (gap, size), (gap, -size), (-gap - width, size), (-gap - width, -size)]  # fmt: skip
        return self._best([at + np.array(start) for start in starts], width, size)

    def at(self, at: Any, words: str, size: float) -> Any:  # noqa: ANN401 - a point
        """Say where text centred at a point begins, if nothing is there."""
        width = _width(words, size)
        return self._best([at - np.array([width / 2, 0])], width, size, most=0)

    def _best(self, starts: list[Any], width: float, size: float, most: int | None = None) -> Any:  # noqa: ANN401
        options = []
        for order, start in enumerate(starts):
            box = (start[0] - 1, start[1] - size * 0.7, start[0] + width + 1, start[1] + size * 0.7)
            inside = box[0] > 0 and box[1] > 0 and box[2] < self._span[0] and box[3] < self._span[1]
            if not inside or any(
                box[0] < b[2] and box[2] > b[0] and box[1] < b[3] and box[3] > b[1] for b in self._taken
            ):
                continue
            x, y = self._lines[:, 0], self._lines[:, 1]
            hidden = int(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).sum())
            if most is None or hidden <= most:
                options.append((hidden * 10 + order, order, box, start))
        if not options:
            return None
        _, _, box, start = min(options, key=lambda option: option[:2])
        self._taken.append(box)
        return start


def _width(words: str, size: float) -> float:
    return sum(size * (1.0 if ord(letter) > 0x2E80 else LETTER_PT) for letter in words) + 4  # noqa: PLR2004 - CJK


@cache
def families() -> list[str]:
    """Return the fonts that are here, those with East Asian letters behind the usual one."""
    from matplotlib import font_manager  # noqa: PLC0415 - an extra

    here = set(font_manager.get_font_names())
    return ["DejaVu Sans", *(name for name in CJK if name in here)]


def draw_texts(
    drawing: Figure, axes: Axes, data: dict[str, Any], words: tuple[str, ...], projection: Projection
) -> None:
    """Write what stands above and below the map."""
    title, subtitle, status = words
    ink = colours()
    plain: dict[str, Any] = {"parse_math": False, "family": families(), "ha": "left"}
    drawing.text(
        0.02, 0.965, wrapped(title, 78, 1), fontsize=15, weight="bold", va="top", color=ink["ink"], **plain
    )
    drawing.text(0.02, 0.918, wrapped(subtitle, 130, 1), fontsize=10, va="top", color=ink["ink"], **plain)
    outside = [f"{_ends(data['legs'][row])} leaves the map" for row in data["outside"]]
    facts = [data["facts"], data["note"], *outside, "Draft: not yet reviewed" if status == "draft" else ""]
    drawing.text(
        0.02,
        0.892,
        wrapped(" · ".join(filter(None, facts)), 160, 2),
        fontsize=8,
        va="top",
        color=ink["soft"],
        **plain,
    )
    if status == "draft":
        axes.text(0.5, 0.5, "DRAFT", transform=axes.transAxes, fontsize=90, weight="bold", rotation=20,
                  ha="center", va="center", color=ink["deny"], alpha=0.08, zorder=7)  # fmt: skip
    _legend(drawing, data)
    denied = [_ends(leg) for leg in data["legs"] if leg.get("denied")]
    if denied:
        more = f" and {len(denied) - MOST_LISTED} more" if len(denied) > MOST_LISTED else ""
        said = f"Denied, not drawn: {'; '.join(denied[:MOST_LISTED])}{more}"
        drawing.text(0.02, 0.072, wrapped(said, 150, 1), fontsize=8, va="center", color=ink["deny"], **plain)
    credits_ = " · ".join([*data["credits"], "Made with georoutes"])
    drawing.text(
        0.02,
        0.012,
        wrapped(credits_, 190, 3),
        fontsize=6.5,
        va="bottom",
        color=ink["soft"],
        linespacing=1.25,
        **plain,
    )
    _scale(axes, projection)


def _ends(leg: dict[str, Any]) -> str:
    return f"{leg.get('origin', '?')} → {leg.get('destination', '?')}"


def _legend(drawing: Figure, data: dict[str, Any]) -> None:
    """Lay out the modes, the kinds of line and the marks in columns below the map."""
    entries: list[tuple[list[Stroke], str]] = [
        (strokes(one["mode"], "mode"), f"{one['words']} ({one['legs']})") for one in data["legend"]["modes"]
    ]
    entries += [(strokes("plain", one["kind"]), one["words"]) for one in data["legend"]["kinds"]]
    if width := data["legend"]["width"]:
        entries.append(
            (strokes("plain", "reported", wide=width["wide"]), f"Width: {width['most']:,g} {width['unit']}")
        )
    for one in data["legend"]["marks"]:
        hollow = strokes("plain", "network", hollow=True) if one["kind"] == "doubted" else []
        entries.append((hollow, one["words"]))
    rows = 3
    columns = 3 if len(entries) <= 3 * rows else 4
    for index, (layers, said) in enumerate(entries[: rows * columns]):
        x, y = 0.02 + 0.99 / columns * (index // rows), 0.166 - 0.028 * (index % rows)
        for stroke in layers:
            drawing.add_artist(line_of([x, x + 0.04], [y, y], stroke))
        if not layers:
            drawing.text(x + 0.02, y, "◌", fontsize=12, ha="center", va="center", color=colours()["ink"])
        words = wrapped(said, 138 // columns, 2)
        drawing.text(x + 0.05, y, words, fontsize=25.5 / columns, va="center", color=colours()["ink"],
                     linespacing=0.95, parse_math=False, family=families())  # fmt: skip


def _scale(axes: Axes, projection: Projection) -> None:
    """Draw a scale bar in the corner; on a map of the world it would hold in its middle only."""
    if projection.world:
        return
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    metres, words = projection.scale_bar(right - left)
    x, y = right - (right - left) * 0.02, bottom + (top - bottom) * 0.035
    ink = colours()["ink"]
    axes.plot(
        [x - metres, x - metres, x, x],
        [y + (top - bottom) * 0.012, y, y, y + (top - bottom) * 0.012],
        color=ink,
        lw=1.1,
        zorder=6,
    )
    axes.text(
        x - metres / 2,
        y + (top - bottom) * 0.012,
        words,
        fontsize=8,
        ha="center",
        va="bottom",
        color=ink,
        zorder=6,
    )


def wrapped(words: str, width: int, lines: int) -> str:
    """Break words into so many lines at most.

    >>> wrapped("a long line of words", 12, 1)
    'a long […]'
    """
    return "\n".join(textwrap.wrap(words, width, max_lines=lines, placeholder=" […]"))
