"""Which place a name means where a ship calls: the mode of a leg is evidence of where its ends are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gazetteer import outlines

if TYPE_CHECKING:
    from gazetteer import Gazetteer, Match, Place

_LOOKED_AT = 20
_REACH_KM = 20.0
_LEAST_SCORE, _LEAST_SHARE = 0.25, 0.9
_EARTH_KM = 6371.0


def by_the_sea(name: str, gazetteer: Gazetteer) -> Match | None:
    """Return the place that a name most likely means where a ship calls, or None where doubt is left.

    A name that could be several places is settled where all likely ones but one lie inland. What is unlikely
    by itself is never taken, however near the sea: a ship to "Santiago" may stand for the country's ports.
    Ports up a river are not weighed; they need a word of their own.

    Parameters
    ----------
    name
        The name, which the gazetteer alone could not settle.
    gazetteer
        Where names are looked up.

    Examples
    --------
    >>> from gazetteer import Gazetteer
    >>> by_the_sea("Odessa", Gazetteer()).place.country, by_the_sea("Tripoli", Gazetteer())
    ('UA', None)
    """
    # a name that nothing here has is never taken for one that looks like it
    found = [match for match in gazetteer.search(name, limit=_LOOKED_AT) if match.kind != "misspelt"]
    coastal = [match for match in found if _has_ships(match.place, gazetteer)]
    if not coastal:
        return None
    best = coastal[0]
    share = best.score / sum(match.score for match in coastal) if best.score else 0.0
    if best.score < _LEAST_SCORE or share < _LEAST_SHARE:
        return None
    rivals = tuple(match.place for match in found if match is not best)
    reason = "a ship calls there, and the other likely ones lie inland"
    return replace(best, score=round(share, 4), reasons=(*best.reasons, reason), rivals=rivals)


def _has_ships(place: Place, gazetteer: Gazetteer) -> bool:
    """Whether a place has both a port and a shore in reach: lists of ports hold inland depots as well."""
    ports = gazetteer.reverse(place.lon, place.lat, limit=1, types=["port"]).places
    return bool(ports) and ports[0].distance_km <= _REACH_KM + place.radius_km and _is_coastal(place)


def _is_coastal(place: Place) -> bool:
    shore = np.radians(outlines.land().coordinates)
    lon, lat = np.radians((place.lon, place.lat))
    half = np.sin((shore[:, 1] - lat) / 2) ** 2
    half += np.cos(shore[:, 1]) * np.cos(lat) * np.sin((shore[:, 0] - lon) / 2) ** 2
    km = 2 * _EARTH_KM * np.arcsin(np.sqrt(half.min()))
    return bool(km <= _REACH_KM + place.radius_km)
