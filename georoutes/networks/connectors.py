"""Which points of a network a place may be joined to: on its land, in its country.

A connector is a straight line of unknown course. It may lead over a field, but a ferry or a bridge that the
data do not have is nothing to be assumed in silence.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gazetteer import outlines
from georoutes.networks.base import distance_km, position

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.place import Place
    from georoutes.networks.base import Point
    from georoutes.networks.snaps import Floats, Snap

WATER_KM = 1.0
"""A connector may cross this much sea: the outlines are good to about a kilometre."""

HARBOUR_KM = 2.0
"""And this much where it begins: the position of a harbour town may lie off the generalised shore."""

PORT_KM = 3.0
"""And this much from a port, which may lie in a basin that the outlines have not."""

FOREIGN_KM = 2.0
"""A connector may lead over a border if it is no longer than this: the place lies on the border."""

SHORE_KM = 5.0
"""On one land mass a connector may cross a bay or an inlet, if it keeps this near to that land."""

_OF_WATER = "km of water"
_STEP_KM = 0.2
_LAND_KM = 10.0  # a harbour town or the end of a bridge is off the shore of the generalised outlines


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
    return _known(country, outlines.countries().at(np.array([(lon, lat)])).tolist())


def _known(country: str, where: Iterable[int]) -> frozenset[str]:
    drawn = {str(outlines.countries().code[i]) for i in where if i >= 0}
    return frozenset(({*country.split("|")} | drawn) - {""})


def homes_of(places: Sequence[Place]) -> list[frozenset[str]]:
    """Give the homes of many places at once; see `homes`."""
    where = outlines.countries().at(np.array([(place.lon, place.lat) for place in places]).reshape(-1, 2))
    return [_known(place.country, [row]) for place, row in zip(places, where.tolist(), strict=True)]


def usable(
    places: Sequence[Place], near: Sequence[Sequence[Snap]], served: frozenset[str]
) -> list[tuple[list[Snap], list[Refused]]]:
    """Choose the nearest point in each part, country and gauge that each place may be joined to.

    Parameters
    ----------
    places
        The places.
    near
        For each, points of the network near it, nearest first.
    served
        Codes of the countries that have a line of their own. A place in another one may be joined to a line
        that ends at the border, as the one over the causeway to Singapore does.

    Returns
    -------
    list of (chosen, refused)
        For each place, both nearest first. What is farther than the chosen point of its part, country and
        gauge is in neither. A part that could only be joined over water is joined along the shore or over a
        bay, if it is on the land mass of the place.
    """
    home = homes_of(places)
    unserved = [codes if codes.isdisjoint(served) else frozenset() for codes in home]
    chosen: list[dict[tuple[int, str, int], Snap]] = [{} for _ in places]
    refused: list[list[Refused]] = [[] for _ in places]
    wet: list[list[Snap]] = [[] for _ in places]
    left = [(i, snap) for i, snaps in enumerate(near) for snap in snaps]
    while left:  # the nearest of each group, and of the groups that those do not serve the next
        now: dict[tuple[int, tuple[int, str, int]], Snap] = {}
        later = []
        for i, snap in left:
            group = (snap.component, snap.country, snap.gauge)
            if group not in chosen[i] and now.setdefault((i, group), snap) is not snap:
                later.append((i, snap))
        foreign = [key for key, snap in now.items() if home[key[0]] and snap.country not in home[key[0]]]
        at_border = {key for key in foreign if _is_at_border(now[key], unserved[key[0]])}
        abroad = [key for key in foreign if key not in at_border and now[key].away_km > FOREIGN_KM]
        for (i, _), snap in ((key, now.pop(key)) for key in abroad):
            reason = f"in another country, {outlines.country_name(snap.country)}"
            refused[i].append(Refused(snap, reason))
        crossed = _water([(places[i].lon, places[i].lat) for i, _ in now], list(now.values()))
        for ((i, group), snap), (harbour, water) in zip(now.items(), crossed, strict=True):
            # a line that ends at the border may end off its shore, as the outlines draw it
            off_shore = PORT_KM if places[i].type == "port" else HARBOUR_KM
            if harbour > off_shore or water > (HARBOUR_KM if (i, group) in at_border else WATER_KM):
                refused[i].append(Refused(snap, f"beyond {harbour + water:,.0f} {_OF_WATER}"))
                wet[i].append(snap)
            else:
                chosen[i][group] = snap
        left = later
    for place, some, others in zip(places, chosen, wet, strict=True):
        parts = {snap.component for snap in some.values()}
        for snap in sorted(others, key=_away):
            if snap.component not in parts and _along_shore((place.lon, place.lat), snap.point):
                parts.add(snap.component)
                some[snap.component, snap.country, snap.gauge] = snap
    return [
        (sorted(some.values(), key=_away), sorted(others, key=lambda other: other.snap.away_km))
        for some, others in zip(chosen, refused, strict=True)
    ]


def _is_at_border(snap: Snap, unserved: frozenset[str]) -> bool:
    """Whether a point lies on the border of one of some countries, as well as the outlines tell."""
    return bool(unserved and unserved & outlines.countries().codes_near(*snap.point, FOREIGN_KM))


@functools.lru_cache(maxsize=100_000)
def _along_shore(a: Point, b: Point) -> bool:
    """Whether two points are on one land mass, from which the straight line between them never goes far."""
    mass = outlines.land().nearest(*a, _LAND_KM)[0]
    if mass < 0 or outlines.land().nearest(*b, _LAND_KM)[0] != mass:
        return False
    line = _samples(a, b, int(distance_km(a, b)) + 1)
    off = line[outlines.land().at(line) != mass]
    return all(mass in outlines.land().within(lon, lat, SHORE_KM) for lon, lat in off.tolist())


def _away(snap: Snap) -> float:
    return snap.away_km


def _water(points: Sequence[tuple[float, float]], snaps: Sequence[Snap]) -> list[tuple[float, float]]:
    """Kilometres of sea under each connector: before it first meets land, and after."""
    found = [(0.0, 0.0)] * len(snaps)
    if not snaps:
        return found
    # straight in degrees, as the connector is drawn
    dry = outlines.land().covers(np.stack([np.array(points), [snap.point for snap in snaps]], axis=1))
    some = np.flatnonzero(~dry).tolist()
    if not some:
        return found
    counts = [int(snaps[i].away_km / _STEP_KM) + 1 for i in some]
    lines = [_samples(points[i], snaps[i].point, count) for i, count in zip(some, counts, strict=True)]
    wet = outlines.land().at(np.concatenate(lines)) < 0
    for i, part in zip(some, np.split(wet, np.cumsum(counts)[:-1]), strict=True):
        step = snaps[i].away_km / len(part)
        first = int(np.argmin(part)) if not part.all() else len(part)
        found[i] = (first * step, float(part[first:].sum()) * step)
    return found


def _samples(a: tuple[float, float], b: tuple[float, float], count: int) -> Floats:
    """Middles of equal pieces of a straight line in degrees, which takes the short way round."""
    step = np.array([(b[0] - a[0] + 180.0) % 360.0 - 180.0, b[1] - a[1]])
    middles: Floats = np.array(a) + ((np.arange(count) + 0.5) / count)[:, None] * step
    return middles


@functools.lru_cache(maxsize=100_000)
def water_km(place: Point, snap: Snap) -> float:
    """Kilometres of sea under the connector from a place to a point of the network."""
    return sum(_water([place], [snap])[0]) if snap.away_km > WATER_KM else 0.0


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


def begins(refused: Refused, place: Place) -> str:
    """Say where a part of the network begins that a place must not be joined to; see `describe`."""
    snap, reason = refused
    advice = " (a ferry, or a bridge that the data do not have)" if reason.endswith(_OF_WATER) else ""
    return f"{snap.away_km:,.0f} km from {place.name} at {position(snap.point)}, which is {reason}{advice}"
