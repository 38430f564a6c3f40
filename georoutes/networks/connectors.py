"""Which points of a network a place may be joined to: on its land, in its country.

A connector is a straight line of unknown course. It may lead over a field, but a ferry or a bridge that the
data do not have is nothing to be assumed in silence.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gazetteer import outlines
from georoutes.networks.base import position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.place import Place
    from georoutes.networks.graph import Floats, Snap

WATER_KM = 1.0
"""A connector may cross this much sea: the outlines are good to about a kilometre."""

HARBOUR_KM = 2.0
"""And this much where it begins: the position of a harbour town may lie off the generalised shore."""

FOREIGN_KM = 2.0
"""A connector may lead over a border if it is no longer than this: the place lies on the border."""

_STEP_KM = 0.2


class Refused(NamedTuple):
    """A point of the network that a place must not be joined to, and why.

    Parameters
    ----------
    snap
        The point.
    reason
        Where it is, seen from the place.
    """

    snap: Snap
    reason: str


def homes(place: Place) -> frozenset[str]:
    """Codes of the countries that a place may be counted to: its own, and that of the outlines there.

    The two differ where a territory is disputed; either is a home then.

    Examples
    --------
    >>> from gazetteer.place import Place
    >>> sorted(homes(Place("x:1", "Kerch", "town", "UA", lon=36.47, lat=45.35)))
    ['RU', 'UA']
    """
    return _homes(place.country, place.lon, place.lat)


@functools.lru_cache(maxsize=100_000)
def _homes(country: str, lon: float, lat: float) -> frozenset[str]:
    layer = outlines.countries()
    where = layer.at(np.array([(lon, lat)]))
    drawn = {str(layer.code[i]) for i in where[where >= 0]}
    return frozenset(({*country.split("|")} | drawn) - {""})


def usable(place: Place, snaps: Sequence[Snap]) -> tuple[list[Snap], list[Refused]]:
    """Choose the nearest point in each part, country and gauge that a place may be joined to.

    Parameters
    ----------
    place
        The place.
    snaps
        Points of the network near it, nearest first.

    Returns
    -------
    chosen, refused
        Both nearest first.
    """
    home = homes(place)
    chosen: dict[tuple[int, str, int], Snap] = {}
    refused = []
    for snap, (harbour, water) in zip(snaps, _water((place.lon, place.lat), snaps), strict=True):
        group = (snap.component, snap.country, snap.gauge)
        if group in chosen:
            continue
        if home and snap.country not in home and snap.away_km > FOREIGN_KM:
            refused.append(Refused(snap, f"in another country, {outlines.country_name(snap.country)}"))
        elif harbour > HARBOUR_KM or water > WATER_KM:
            refused.append(Refused(snap, f"beyond {harbour + water:,.0f} km of water"))
        else:
            chosen[group] = snap
    return list(chosen.values()), refused


def _water(point: tuple[float, float], snaps: Sequence[Snap]) -> list[tuple[float, float]]:
    """Kilometres of sea under each connector: before it first meets land, and after."""
    counts = [int(snap.away_km / _STEP_KM) + 1 for snap in snaps]
    if not counts:
        return []
    # straight in degrees, as the connector is drawn
    lines = [_samples(point, snap.point, count) for snap, count in zip(snaps, counts, strict=True)]
    wet = outlines.land().at(np.concatenate(lines)) < 0
    found = []
    for part, snap in zip(np.split(wet, np.cumsum(counts)[:-1]), snaps, strict=True):
        step = snap.away_km / len(part)
        first = int(np.argmin(part)) if not part.all() else len(part)
        found.append((first * step, float(part[first:].sum()) * step))
    return found


def _samples(a: tuple[float, float], b: tuple[float, float], count: int) -> Floats:
    """Middles of equal pieces of a straight line in degrees, which takes the short way round."""
    step = np.array([(b[0] - a[0] + 180.0) % 360.0 - 180.0, b[1] - a[1]])
    middles: Floats = np.array(a) + ((np.arange(count) + 0.5) / count)[:, None] * step
    return middles


def describe(refused: Refused, way: str) -> str:
    """Put a refused point into words.

    Parameters
    ----------
    refused
        The point.
    way
        What a line of the network is called.
    """
    snap, reason = refused
    return f"{snap.away_km:,.0f} km from the {way} at {position(snap.point)}, which is {reason}"
