"""What can be seen over water: straight lines that meet no land."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from georoutes.networks.sea.sphere import EARTH_KM, along, counted, lonlats, vectors

if TYPE_CHECKING:
    from georoutes.networks.base import Point
    from georoutes.networks.sea.chart import Chart

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_STEP_KM, _PIECE_KM = 0.25, 16.0
_PIECES = 12  # looked at together first: most of a long line is far from any shore
_END_KM = 8.0


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
    km = angle * EARTH_KM
    pieces = np.maximum(np.ceil(km / _PIECE_KM), 1).astype(np.int64)
    piece_km = km / pieces
    blocked = np.zeros(len(b), dtype=bool)

    def doubtful(line: Ints, first: Ints, count: npt.NDArray[np.integer]) -> Bools:
        """Find out which stretches of lines that are not blocked may not be clear of land."""
        share = (first + count / 2) / pieces[line]
        spot = lonlats(along(a[line], b[line], share, angle[line]))
        close = np.flatnonzero(chart.clear_km(spot) <= piece_km[line] * count / 2 + aside_km)
        blocked[line[close[~chart.water(spot[close])]]] = True  # a middle on land spares a closer look
        mark = np.zeros(len(line), dtype=bool)
        mark[close] = ~blocked[line[close]]
        return mark

    line, rank = counted((pieces + _PIECES - 1) // _PIECES)
    first = rank * _PIECES
    count = np.minimum(pieces[line] - first, _PIECES)
    if (count > 1).any():
        mark = doubtful(line, first, count)
        line, first, count = line[mark], first[mark], count[mark]
    group, rank = counted(count)
    line, first = line[group], first[group] + rank
    mark = doubtful(line, first, np.ones(len(line), dtype=np.int64))
    _walk(chart, (a, b, angle), (line[mark], first[mark], pieces), aside_km, blocked)
    return ~blocked


def _walk(
    chart: Chart,
    lines: tuple[Floats, Floats, Floats],
    parts: tuple[Ints, Ints, Ints],
    aside_km: float,
    blocked: Bools,
) -> None:
    """Look at every quarter of a kilometre of some pieces, and mark the lines that meet land."""
    (a, b, angle), (line, first, pieces) = lines, parts
    if len(line) == 0:
        return
    piece_km = angle[line] * EARTH_KM / pieces[line]
    steps = np.maximum(np.ceil(piece_km / _STEP_KM), 1).astype(np.int64)
    piece, rank = counted(steps)
    whole = line[piece]
    at = (first[piece] + (rank + 0.5) / steps[piece]) / pieces[whole]
    on = along(a[whole], b[whole], at, angle[whole])
    wet = chart.water(lonlats(on))
    if aside_km:
        from_end = np.minimum(at, 1.0 - at) * angle[whole] * EARTH_KM
        open_ = np.flatnonzero(wet & (from_end > max(_END_KM, 2 * aside_km)))
        across = np.cross(a, b)
        across *= (aside_km / EARTH_KM / np.maximum(np.linalg.norm(across, axis=1), 1e-12))[:, None]
        aside = across[whole[open_]]
        both = chart.water(lonlats(np.concatenate([on[open_] - aside, on[open_] + aside])))
        wet[open_] = both[: len(open_)] & both[len(open_) :]
    blocked[whole[~wet]] = True
