"""Discs that hold a country's people: for countries whose largest island is not where most of them live."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from gazetteer.distance import distance_km

if TYPE_CHECKING:
    from collections.abc import Sequence

    Town = tuple[float, float, int]
    Vector = tuple[float, float, float]

_ENOUGH = 0.94
"""A disc that holds so great a share of the people in towns is left as it is: Portugal without the Azores."""
_WIDEN_TO = 0.995
"""Else it is drawn anew around so great a share: the last few live on far islands that nobody means."""
_STEPS = 200
_MARGIN, _MARGIN_KM = 1.05, 3.0
_NOT_MUCH_LARGER = 1.5
"""The point stays, and only the radius grows, where that makes the disc so many times larger at most."""


def disc_of_people(disc: tuple[float, float, float], towns: Sequence[Town]) -> tuple[float, float, float]:
    """Return a disc if it holds most of the people in some towns, else one that holds nearly all of them.

    Parameters
    ----------
    disc
        Longitude and latitude in degrees, radius in km.
    towns
        Longitude, latitude and inhabitants of each town, in any order.

    Examples
    --------
    >>> towns = [(179.0, -17.0, 500), (-179.0, -17.0, 500)]
    >>> lon, lat, radius_km = disc_of_people((179.0, -17.0, 50.0), towns)
    >>> abs(round(lon)), round(lat), round(radius_km)
    (180, -17, 115)
    >>> disc_of_people((179.0, -17.0, 500.0), towns)
    (179.0, -17.0, 500.0)
    """
    lon, lat, radius_km = disc
    held = sum(town[2] for town in towns if distance_km(lon, lat, *town[:2]) <= radius_km)
    if held >= _ENOUGH * sum(town[2] for town in towns):
        return disc
    kept = _nearest_share(towns)
    middle = _degrees(_middle([_vector(*town[:2]) for town in kept]))
    reach_km, reach_from_point_km = (
        max(distance_km(*spot, *town[:2]) for town in kept) for spot in (middle, (lon, lat))
    )
    if reach_from_point_km <= _NOT_MUCH_LARGER * reach_km:
        reach_km = max(reach_from_point_km, radius_km)
    else:
        lon, lat = middle
    return round(lon, 3), round(lat, 3), round(_MARGIN * reach_km + _MARGIN_KM)


def _vector(lon: float, lat: float) -> Vector:
    """Return a point on the unit sphere, where the antimeridian is no edge."""
    lon, lat = math.radians(lon), math.radians(lat)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def _degrees(vector: Vector) -> tuple[float, float]:
    x, y, z = vector
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def _nearest_share(towns: Sequence[Town]) -> list[Town]:
    """Return the towns nearest to where people live on average, which hold nearly all of them."""
    sums = [0.0, 0.0, 0.0]
    for *spot, people in towns:
        for axis, value in enumerate(_vector(*spot)):
            sums[axis] += people * value
    lon, lat = _degrees((sums[0], sums[1], sums[2]))
    missing = _WIDEN_TO * sum(town[2] for town in towns)
    kept = []
    for town in sorted(towns, key=lambda town: (distance_km(lon, lat, *town[:2]), town)):
        if missing > 0 and town[2]:
            kept.append(town)
            missing -= town[2]
    return kept


def _middle(points: Sequence[Vector]) -> Vector:
    """Return the middle of the smallest ball around points: each step goes nearer to the farthest of them."""
    x, y, z = points[0]
    for step in range(1, _STEPS):
        far = max(points, key=lambda point: math.dist(point, (x, y, z)))
        x, y, z = (here + (there - here) / (step + 1) for here, there in zip((x, y, z), far, strict=True))
    return x, y, z
