"""Names, numbers and counts on the map of a figure, each where it hides least."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from georoutes.maps.basemap import country_names
from georoutes.maps.ink import colours
from georoutes.maps.paper_text import families

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from georoutes.maps.projection import Projection

MOST_NAMED = 60
NEAR = 6e6  # metres; a map less wide names smaller countries
BADGE = 14.0
"""Points across the number of a stop."""

SPREAD_ROUNDS = 12
FAR_OFF = (24.0, 40.0, 60.0)
"""Points between a badge and its name where there is no room beside it."""

LETTER_PT = 0.56
"""Width of a letter as a share of its height; names are placed before they are drawn."""

BOLD = 1.2
"""Width of a bold letter as a share of another."""


def place_labels(
    axes: Axes,
    stops: list[dict[str, Any]],
    lines: list[tuple[Any, str, str]],
    projection: Projection,
    worldview: str | None,
) -> list[str]:
    """Put a number and a name to each stop, then name countries where there is room.

    Parameters
    ----------
    axes
        What is drawn on.
    stops
        As `page_data` has them.
    lines
        Points of each line, how many legs it stands for in words, and its colour.
    projection
        Of the map.
    worldview
        Whose names of countries are used.

    Returns
    -------
    list of str
        The number and name of each stop for whose name there is no room on the map.
    """
    paper = _Paper.of(axes)
    crossed = [paper.spots(line) for line, _, _ in lines[:MOST_NAMED]]
    room = _Room(paper.span, np.vstack(crossed) if crossed else np.empty((0, 2)))
    unnamed = _stops(axes, stops, projection, paper, room, lines)
    if worldview:
        _countries(axes, room, projection, worldview, paper)
    return unnamed


@dataclass(frozen=True)
class _Paper:
    """Between places on the ground, in metres of the projection, and spots on the paper, in points."""

    low: Any
    size: Any
    span: Any

    @classmethod
    def of(cls, axes: Axes) -> _Paper:
        inches = axes.get_figure().get_size_inches()  # type: ignore[union-attr]
        box = axes.get_position()
        return cls(
            np.array([axes.get_xlim()[0], axes.get_ylim()[0]]),
            np.array([np.ptp(axes.get_xlim()), np.ptp(axes.get_ylim())]),
            np.array([box.width * inches[0], box.height * inches[1]]) * 72,
        )

    def spots(self, places: Any) -> Any:  # noqa: ANN401 - an array
        return (np.asarray(places) - self.low) / self.size * self.span

    def places(self, spots: Any) -> Any:  # noqa: ANN401 - an array
        return spots / self.span * self.size + self.low


def _marks(stops: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Make one mark for each place; one that is visited twice carries both numbers."""
    merged: dict[tuple[str, float, float], dict[str, Any]] = {}
    for stop in stops[:MOST_NAMED]:
        key = (stop["name"], *stop["at"])
        numbers = filter(None, [merged.get(key, {}).get("number", ""), stop["number"]])
        merged[key] = merged.get(key, stop) | {"number": " · ".join(numbers)}
    return list(merged.values())


def _stops(  # noqa: PLR0913, PLR0917 - all that lies on a map
    axes: Axes,
    stops: list[dict[str, Any]],
    projection: Projection,
    paper: _Paper,
    room: _Room,
    lines: list[tuple[Any, str, str]],
) -> list[str]:
    """Draw the badges; name stops beside them, count the legs on lines, then name stops farther off."""
    marks = _marks(stops)
    if not marks:
        return []
    places = projection.points(np.array([mark["at"] for mark in marks]))
    badges = _spread(paper.spots(places))
    for mark, place, at in zip(marks, places, badges, strict=True):
        _badge(axes, mark, place, paper.places(at))
        room.take(at, BADGE / 2)
    left = []
    for mark, at in zip(marks, badges, strict=True):
        if (spot := room.beside(at, mark["name"], 9)) is not None:
            _halo(axes, paper.places(spot), mark["name"], 9, colours()["ink"], weight="bold")
        elif mark["name"] and room.shows(at):
            left.append((mark, at))
    for line, words, color in lines:
        if words and (spot := room.along(paper.spots(line), words, 7)) is not None:
            _pill(axes, paper.places(spot), words, color)
    unnamed = []
    for mark, at in left:
        spot, edge = room.away(at, mark["name"], 9)
        if spot is None:
            unnamed.append(f"{mark['number']} {mark['name']}".strip())
            continue
        axes.plot(
            *np.transpose(paper.places(np.array([at, edge]))), color=colours()["ink"], lw=0.6, zorder=4.9
        )
        _halo(axes, paper.places(spot), mark["name"], 9, colours()["ink"], weight="bold")
    return unnamed


def _spread(places: Any) -> Any:  # noqa: ANN401 - an array
    """Move badges apart that would cover one another, in points of the figure."""
    at = np.array(places, dtype=float)
    for _ in range(SPREAD_ROUNDS):
        for one in range(len(at)):
            for other in range(one):
                away = at[one] - at[other]
                far = float(np.hypot(*away))
                if far < BADGE:
                    push = (away / far if far > 0.1 else np.array([1.0, 0.0])) * (BADGE - far) / 2  # noqa: PLR2004
                    at[one] += push
                    at[other] -= push
    return at


def _badge(axes: Axes, mark: dict[str, Any], place: Any, at: Any) -> None:  # noqa: ANN401 - points
    """Draw a number; where it had to move, a dot shows the place and a thin line leads there."""
    ink = colours()
    area = mark["area"] or mark.get("denied")
    axes.plot(*zip(place, at, strict=True), color=ink["ink"], lw=0.6, zorder=5.5)
    if not area:
        axes.plot(*place, "o", color=ink["ink"], ms=3, mec="white", mew=0.5, zorder=5.6)
    box = {
        "boxstyle": "circle,pad=0.25",
        "facecolor": "white" if area else ink["ink"],
        "linewidth": 0.8,
        "edgecolor": ink["ink"],
        "linestyle": "--" if area else "-",
    }
    axes.text(float(at[0]), float(at[1]), mark["number"] or " ", ha="center", va="center", fontsize=7,
              weight="bold", zorder=6, color=ink["ink"] if area else "white", parse_math=False, clip_on=True,
              bbox=box)  # fmt: skip


def _pill(axes: Axes, at: Any, words: str, color: str) -> None:  # noqa: ANN401 - a point
    box = {
        "boxstyle": "round,pad=0.22,rounding_size=0.6",
        "facecolor": "white",
        "edgecolor": color,
        "linewidth": 0.8,
    }
    axes.text(float(at[0]), float(at[1]), words, ha="center", va="center", fontsize=7, zorder=5,
              color=colours()["ink"], clip_on=True, bbox=box)  # fmt: skip


def _countries(axes: Axes, room: _Room, projection: Projection, worldview: str, paper: _Paper) -> None:
    named = 0
    for name, rank, lon, lat in country_names(worldview):
        if not projection.reaches(lon, lat) or named > 24:  # noqa: PLR2004 - names that a figure has room for
            continue
        at = paper.spots(projection.points(np.array([[lon, lat]]))[0])
        if rank < 4 + 3 * (paper.size[0] < NEAR) and (spot := room.at(at, name, 7)) is not None:
            _halo(axes, paper.places(spot), name, 7, colours()["country"])
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
        """Find the place next to a badge that hides least: where text begins, at half its height."""
        width, gap = _width(words, size, bold=True), BADGE / 2 + 3
        starts = [(gap, 0), (-gap - width, 0), (-width / 2, size * 1.5), (-width / 2, -size * 1.5),
                  (gap, size), (gap, -size), (-gap - width, size), (-gap - width, -size)]  # fmt: skip
        return self._best([at + np.array(start) for start in starts], width, size)

    def away(self, at: Any, words: str, size: float) -> tuple[Any, Any]:  # noqa: ANN401 - points
        """Find a place farther off, to which a line from the badge leads past no other badge or name.

        Returns
        -------
        spot, edge
            Where text begins, at half its height, and where the line ends; None for no room.
        """
        width = _width(words, size, bold=True)
        for far in FAR_OFF:
            starts = []
            for x, y in ((x, y) for y in (0, far / 2, -far / 2, far, -far) for x in (far, -far)):
                way = at + np.linspace(BADGE / 2 + 1, math.hypot(x, y) - 2, 12)[:, None] * np.array(
                    [x, y]
                ) / math.hypot(x, y)
                if not any(self._covers(spot) for spot in way):
                    starts.append(at + np.array([x if x > 0 else x - width, y]))
            if starts and (spot := self._best(starts, width, size)) is not None:
                return spot, spot if spot[0] > at[0] else spot + np.array([width, 0])
        return None, None

    def _covers(self, spot: Any) -> bool:  # noqa: ANN401 - a point
        x, y = spot
        return any(left < x < right and low < y < high for left, low, right, high in self._taken)

    def at(self, at: Any, words: str, size: float) -> Any:  # noqa: ANN401 - a point
        """Say where text centred at a point begins, if nothing is there."""
        width = _width(words, size)
        return self._best([at - np.array([width / 2, 0])], width, size, most=0)

    def along(self, line: Any, words: str, size: float) -> Any:  # noqa: ANN401 - an array
        """Find a free place on a line for words that are centred there; None where it is too short."""
        way = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        width = _width(words, size) + size
        if way[-1] < 2 * width:
            return None
        for share in (0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.22):
            at = np.array([np.interp(share * way[-1], way, line[:, axis]) for axis in (0, 1)])
            box = (at[0] - width / 2, at[1] - size * 0.8, at[0] + width / 2, at[1] + size * 0.8)
            if self._free(box):
                self._taken.append(box)
                return at
        return None

    def shows(self, at: Any) -> bool:  # noqa: ANN401 - a point
        """Tell whether a point is on the map."""
        return bool((at > 0).all() and (at < self._span).all())

    def _free(self, box: tuple[float, float, float, float]) -> bool:
        inside = box[0] > 0 and box[1] > 0 and box[2] < self._span[0] and box[3] < self._span[1]
        return inside and not any(
            box[0] < b[2] and box[2] > b[0] and box[1] < b[3] and box[3] > b[1] for b in self._taken
        )

    def _best(self, starts: list[Any], width: float, size: float, most: int | None = None) -> Any:  # noqa: ANN401
        options = []
        for order, start in enumerate(starts):
            box = (start[0] - 1, start[1] - size * 0.7, start[0] + width + 1, start[1] + size * 0.7)
            if not self._free(box):
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


def _width(words: str, size: float, *, bold: bool = False) -> float:
    latin = LETTER_PT * (BOLD if bold else 1)
    return sum(size * (1.0 if ord(letter) > 0x2E80 else latin) for letter in words) + 4  # noqa: PLR2004 - CJK
