"""What can be seen over water: straight lines that meet no land."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.networks.sea.sphere import EARTH_KM, along, counted, cross, lonlats, vectors

if TYPE_CHECKING:
    from georoutes.networks.base import Point
    from georoutes.networks.sea.chart import Chart

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_STEP_KM, _PIECE_KM = 0.25, 16.0
_PIECES = 12  # looked at together first: most of a long line is far from any shore
_END_KM, _STRIDE = 8.0, 8
_GLANCES = np.array([0.02, 0.1, 0.3, 0.5, 0.7, 0.9])


def sees(chart: Chart, start: Point, targets: Floats, *, aside_km: float = 0.0) -> Bools:
    """Say which targets can be reached in a straight line over water.

    Parameters
    ----------
    chart
        Water.
    start
        Where the lines begin.
    targets
        Array (n, 2) in degrees.
    aside_km
        Water is asked for this far on either side too, but near the two ends.
    """
    b = vectors(targets)
    return open_between(chart, np.broadcast_to(vectors(np.array([start])), b.shape), b, aside_km=aside_km)


def on_water(chart: Chart, a: Floats, b: Floats, shares: Floats) -> Bools:
    """Say of a few points on each straight line whether all are on water, before a closer look.

    Parameters
    ----------
    chart
        Water.
    a, b
        Ends of the lines: unit vectors.
    shares
        Where to look, between 0 and 1.
    """
    share = shares[:, None, None]
    on = a * (1.0 - share) + b * share
    return np.asarray(chart.water(lonlats(on.reshape(-1, 3))).reshape(on.shape[:2]).all(axis=0))


def open_between(chart: Chart, a: Floats, b: Floats, *, aside_km: float = 0.0) -> Bools:
    """Say which straight lines are over water.

    Parameters
    ----------
    chart
        Water.
    a, b
        Ends of the lines: unit vectors.
    aside_km
        Water is asked for this far on either side too, but near the two ends.
    """
    angle = 2.0 * np.arcsin(np.clip(np.linalg.norm(b - a, axis=1) / 2, 0.0, 1.0))
    pieces = np.maximum(np.ceil(angle * (EARTH_KM / _PIECE_KM)), 1).astype(np.int64)
    lines = _Lines(a, b, angle, pieces)
    seen = _glance(chart, lines)
    left = np.flatnonzero(seen)
    if len(left):
        lines = lines if len(left) == len(b) else _Lines(a[left], b[left], angle[left], pieces[left])
        seen[left] = _look_closely(chart, lines, aside_km)
    return seen


class _Lines(NamedTuple):
    """Straight lines: unit vectors of their ends, angles in radians, and how many pieces each is cut into."""

    a: Floats
    b: Floats
    angle: Floats
    pieces: Ints

    def at(self, line: Ints, share: Floats) -> Floats:
        """Give unit vectors of points on lines."""
        return along(self.a[line], self.b[line], share, self.angle[line])

    def km(self, line: Ints) -> Floats:
        """Kilometres of the pieces of lines."""
        return np.asarray(self.angle[line] * EARTH_KM / self.pieces[line])

    def steps(self, line: Ints) -> Ints:
        """Count the looks at a piece of each line."""
        return np.maximum(np.ceil(self.km(line) / _STEP_KM), 1).astype(np.int64)


def _glance(chart: Chart, lines: _Lines) -> Bools:
    """Look at a few of the spots of each line: most lines that meet land do so at one of them."""
    every = np.arange(len(lines.b))
    spots = lines.pieces * lines.steps(every)
    share = (np.floor(_GLANCES[:, None] * spots) + 0.5) / spots
    on = lines.at(np.tile(every, len(_GLANCES)), share.ravel())
    return np.asarray(chart.water(lonlats(on)).reshape(share.shape).all(axis=0))


def _look_closely(chart: Chart, lines: _Lines, aside_km: float) -> Bools:
    """Look at lines stretch by stretch: those far from any shore need no look at every spot."""
    blocked = np.zeros(len(lines.b), dtype=bool)

    def doubtful(line: Ints, first: Ints, count: Ints) -> Bools:
        share = (first + count / 2) / lines.pieces[line]
        spot = lonlats(lines.at(line, share))
        close = np.flatnonzero(chart.clear_km(spot) <= lines.km(line) * count / 2 + aside_km)
        blocked[line[close[~chart.water(spot[close])]]] = True  # a middle on land spares a closer look
        mark = np.zeros(len(line), dtype=bool)
        mark[close] = ~blocked[line[close]]
        return mark

    line, rank = counted((lines.pieces + _PIECES - 1) // _PIECES)
    first = rank * _PIECES
    count = np.minimum(lines.pieces[line] - first, _PIECES)
    if (count > 1).any():
        mark = doubtful(line, first, count)
        line, first, count = line[mark], first[mark], count[mark]
    group, rank = counted(count)
    line, first = line[group], first[group] + rank
    mark = doubtful(line, first, np.ones(len(line), dtype=np.int64))
    if mark.any():
        _walk(chart, lines, (line[mark], first[mark]), aside_km, blocked)
    return ~blocked


def _walk(chart: Chart, lines: _Lines, parts: tuple[Ints, Ints], aside_km: float, blocked: Bools) -> None:
    """Look at every quarter of a kilometre of some pieces, and mark the lines that meet land."""
    line, first = parts
    steps = lines.steps(line)
    piece, rank = counted(steps)
    whole = line[piece]
    at = (first[piece] + (rank + 0.5) / steps[piece]) / lines.pieces[whole]
    for few in (True, False):
        # every eighth spot first: most of what meets land does so there
        chosen = np.flatnonzero((rank % _STRIDE == _STRIDE // 2) == few)
        chosen = chosen[~blocked[whole[chosen]]]
        if len(chosen):
            _look(chart, lines, (whole[chosen], at[chosen]), aside_km, blocked)


def _look(chart: Chart, lines: _Lines, spots: tuple[Ints, Floats], aside_km: float, blocked: Bools) -> None:
    """Look at some spots, and mark the lines that are on land there."""
    whole, at = spots
    on = lines.at(whole, at)
    blocked[whole[~chart.water(lonlats(on))]] = True
    if not aside_km:
        return
    from_end = np.minimum(at, 1.0 - at) * lines.angle[whole] * EARTH_KM
    open_ = np.flatnonzero((from_end > max(_END_KM, 2 * aside_km)) & ~blocked[whole])
    if len(open_) == 0:
        return
    across = cross(lines.a, lines.b)
    across *= (aside_km / EARTH_KM / np.maximum(np.linalg.norm(across, axis=1), 1e-12))[:, None]
    aside = across[whole[open_]]
    for beside in (on[open_] - aside, on[open_] + aside):
        blocked[whole[open_[~chart.water(lonlats(beside))]]] = True
