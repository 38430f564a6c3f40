"""Which of several places is the one that a name lies near, told by what lies near each of them."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING

from gazetteer.distance import distance_km
from gazetteer.scoring import SETTLED
from gazetteer.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.place import Match, Place
    from gazetteer.scoring import Candidate

_LEAST_SHARE = 0.001
_MOST_CANDIDATES = 50


def settled_nearby(options: Sequence[Match], found: Iterable[Sequence[Candidate]]) -> Place | None:
    """Return the one place that some names can be meant to lie near, or None where that leaves doubt.

    "Boston" and "Cambridge" may both be several places; but one Cambridge lies beside one Boston. Each pair
    counts as much as both are likely and as they are close.

    Parameters
    ----------
    options
        What the name of the place nearby may mean.
    found
        The candidates of each name that lies near it.
    """
    options = [option for option in options if option.score >= _LEAST_SHARE]
    weights = [log10(option.score) for option in options]
    for candidates in filter(None, found):
        for at, option in enumerate(options):
            weights[at] += _support(candidates[:_MOST_CANDIDATES], option.place)
    top = max(weights, default=0.0)
    likelihoods = [10 ** (weight - top) for weight in weights]
    best = max(range(len(options)), key=likelihoods.__getitem__, default=None)
    if best is None or likelihoods[best] < SETTLED * sum(likelihoods):
        return None
    return options[best].place


def _support(candidates: Sequence[Candidate], near: Place) -> float:
    """Return how likely one of some candidates is meant near a place, in powers of ten."""
    strengths = [
        each.strength + WEIGHTS.near.decade * log10(_gap_km(each.place, near) + WEIGHTS.near.softening_km)
        for each in candidates
    ]
    top = max(strengths)
    return top + log10(sum(10 ** (strength - top) for strength in strengths))


def _gap_km(place: Place, near: Place) -> float:
    """Return how far a place lies from the edge of another; a long river gains little by being long."""
    apart = distance_km(place.lon, place.lat, near.lon, near.lat) - near.radius_km
    return max(0.0, apart - min(place.radius_km, WEIGHTS.near.widest_km))
