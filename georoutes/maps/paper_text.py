"""The words on a figure: title, stops, legend, scale and credits. Text from data is never read as markup."""

from __future__ import annotations

import textwrap
from functools import cache
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

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
MOST_LISTED = 4


@cache
def families() -> list[str]:
    """Return the fonts that are here, those with East Asian letters behind the usual one."""
    from matplotlib import font_manager  # noqa: PLC0415 - an extra

    here = set(font_manager.get_font_names())
    return ["DejaVu Sans", *(name for name in CJK if name in here)]


def draw_texts(
    drawing: Figure,
    axes: Axes,
    data: dict[str, Any],
    words: tuple[str, ...],
    projection: Projection,
) -> None:
    """Write what stands above and below the map; ``unnamed`` of the data are stops without a name on it."""
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
    _below_legend(drawing, data)
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


def _below_legend(drawing: Figure, data: dict[str, Any]) -> None:
    """Write the names for which the map has no room, and what is denied."""
    denied = [_ends(leg) for leg in data["legs"] if leg.get("denied")]
    said = []
    if data["unnamed"]:
        said.append((f"Not named on the map: {'; '.join(data['unnamed'])}", "ink"))
    if denied:
        more = f" and {len(denied) - MOST_LISTED} more" if len(denied) > MOST_LISTED else ""
        said.append((f"Denied, not drawn: {'; '.join(denied[:MOST_LISTED])}{more}", "deny"))
    for (words, ink), y in zip(said, (0.083, 0.063) if len(said) > 1 else (0.072,), strict=False):
        drawing.text(0.02, y, wrapped(words, 150, 1), fontsize=8, va="center", color=colours()[ink],
                     ha="left", parse_math=False, family=families())  # fmt: skip


def _ends(leg: dict[str, Any]) -> str:
    if leg.get("label"):
        return str(leg["label"])
    ends = leg.get("origin", "?"), leg.get("destination", "?")
    # Between names that run to the left the arrow would point backwards.
    leftward = any(bidirectional(letter) in {"R", "AL"} for end in ends for letter in end)
    return (" \u200e→\u200e " if leftward else " → ").join(ends)


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
