"""Names in one list settle each other: by distance, and by the countries they lie in."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING

from gazetteer.distance import distance_km
from gazetteer.names import fold
from gazetteer.scoring import LONGEST_CODE, Candidate, ordered, shares, strength_of_none

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.place import Place

    _Likely = Sequence[tuple[Candidate, float]]

_ROUNDS = 3
_MOST_CANDIDATES = 12
_LEAST_SHARE = 0.02
_REACH = 20
"""So many different names before and after one are evidence for it."""
_CLOSENESS = 2.0
"""Strength of another name at the same spot; it fades to nothing at about 2,000 km."""
_NAMED_COUNTRY = 2.0
"""Strength of a country named in the list for the places in it."""
_SAME_COUNTRY = 0.8
"""Strength of another name in the same country."""
_SOFTENING_KM = 50.0
_FADED = log10(40.0)
_WIDEST_KM = 300.0
_COUNTRY_TYPES = frozenset({"country", "territory"})


def settled(names: Sequence[str], found: Sequence[Sequence[Candidate]]) -> list[list[Candidate]]:
    """Return the candidates of each name with the evidence of the other names, best first.

    Parameters
    ----------
    names
        The names, in the order in which they were named. One that is there twice is no evidence for itself.
    found
        The candidates of each name without context.
    """
    plain: dict[str, list[Candidate]] = {}
    none: dict[str, float] = {}
    for name, group in zip(names, found, strict=True):
        plain.setdefault(_sense(name), list(group[:_MOST_CANDIDATES]))
        none.setdefault(_sense(name), strength_of_none(name))
    weighed = plain
    for _ in range(_ROUNDS):
        likely = [_likely(group, none[key]) for key, group in weighed.items()]
        weighed = {
            key: ordered(_in_context(candidate, _others(likely, at)) for candidate in group)
            for at, (key, group) in enumerate(plain.items())
        }
    return [weighed[_sense(name)] for name in names]


def _sense(name: str) -> str:
    """Return the key under which names of one meaning fall together; a code is not the word it looks like."""
    key = fold(name)
    return name.strip() if len(key) <= LONGEST_CODE else key


def _likely(group: Sequence[Candidate], none: float) -> _Likely:
    pairs = zip(group, shares(group, none), strict=True)
    return [(candidate, share) for candidate, share in pairs if share >= _LEAST_SHARE]


def _others(likely: Sequence[_Likely], at: int) -> list[_Likely]:
    """Return what the names around one mean; so many that a long list costs no more by the name."""
    first = max(0, at - _REACH)
    return [*likely[first:at], *likely[at + 1 : at + 1 + _REACH]]


def _in_context(candidate: Candidate, others: Sequence[_Likely]) -> Candidate:
    close = sorted((_strongest(other, candidate.place, _closeness) for other in others), reverse=True)
    # The nearest name counts in full, the next one half, and so on: ten names may not outvote all else.
    strength = sum(support / 2**rank for rank, (support, _) in enumerate(close))
    country = max(
        (_strongest(other, candidate.place, _country_support) for other in others), default=(0.0, "")
    )
    reasons = []
    if close and close[0][0] > 0:
        reasons.append(f"close to {close[0][1]}, named with it")
    if country[0] > 0:
        reasons.append(f"in one country with {country[1]}, named with it")
    return candidate.shifted(strength + country[0], *reasons)


def _strongest(likely: _Likely, place: Place, support: Callable[[Place, Place], float]) -> tuple[float, str]:
    """Return the support of another name for a place, by the likeliest of its meanings, and its name."""
    return max(
        ((share * support(place, other.place), other.place.name) for other, share in likely),
        default=(0.0, ""),
    )


def _closeness(place: Place, other: Place) -> float:
    if other.type in _COUNTRY_TYPES and other.radius_km > _WIDEST_KM:
        return 0.0  # nothing is close to Russia; its evidence is that of a country
    apart = distance_km(place.lon, place.lat, other.lon, other.lat)
    # To lie somewhere in a named area is weaker evidence than to lie beside a named town.
    gap = max(0.0, apart - min(place.radius_km, _WIDEST_KM) - min(other.radius_km, _WIDEST_KM / 3))
    return _CLOSENESS * max(0.0, 1 - log10((gap + _SOFTENING_KM) / _SOFTENING_KM) / _FADED)


def _country_support(place: Place, other: Place) -> float:
    if place.type in _COUNTRY_TYPES or not place.country:
        return 0.0
    if not set(place.country.split("|")) & set(other.country.split("|")):
        return 0.0
    return _NAMED_COUNTRY if other.type in _COUNTRY_TYPES else _SAME_COUNTRY
