"""Where goods may change from one mode to another, and how far it is by each mode between such places."""

from __future__ import annotations

import math
import re
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes import passages
from georoutes.errors import LimitError
from georoutes.many import Terms, figures
from georoutes.networks import open_network, opener
from georoutes.networks.base import GEOD
from georoutes.networks.figures import KM, Pairs
from georoutes.networks.joining import LOOK_KM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer import Gazetteer, Place
    from georoutes.networks.base import Router
    from georoutes.networks.figures import Figures

Floats = npt.NDArray[np.float64]

KMH = {"sea": 26.0, "rail": 35.0, "road": 50.0, "air": 700.0}
"""Usual speeds of freight, which make kilometres by one mode comparable with those by another."""

DAY_KM = 500.0
"""A driver goes so far in a day, and rests for what is left of it."""

DEAR_KM = 500.0
"""Beyond so many kilometres by rail or road each counts twice its hours, because it costs more than by ship.

Orders of magnitude of freight rates for a tonne-kilometre: 0.01 US dollars by sea, 0.03 by rail, 0.1 by road.
On a short leg the time that is saved makes up for that, and on a long one it does not.
"""

CHANGE_HOURS = 24.0
"""What a change of mode takes."""

_LEAST_KM = 5.0  # a shorter leg is a move within the port
_LEAST_BY_LAND_KM = 10.0  # and this within the town
_QUAY_KM = 10.0  # from a port or town to its station
_FAR_KM = 25.0  # one farther than this from the line has no station
_CARTED = 20.0  # kilometres to the line beyond those of a quay count so many times: it is one more change
_NEAREST = 600
_WIDER = 4  # look so many times as far for places in the countries given
_TOWNS, _INHABITANTS = 400, 10_000


class Limits(NamedTuple):
    """What holds for every leg: the only countries, by code; what to avoid, as typed; where to look."""

    countries: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    networks: tuple[Router, ...] = ()
    gazetteer: Gazetteer | None = None

    def of(self, mode: str) -> dict[str, Any]:
        """Limits of a leg by a mode: passages are for ships, countries for land."""
        if mode == "air":
            return {}
        by_sea = [entry for entry in self.avoid if passages.canonical(entry) in passages.names()]
        if mode == "sea":
            return {"avoid": by_sea}
        return {
            "countries": self.countries,
            "avoid": [entry for entry in self.avoid if entry not in by_sea],
        }


_BIG_TOWN, _SMALL_TOWN = 100_000, 1_000
_AROUND_KM = {"port": 12.0, "airport": 40.0}
_BURDEN_HOURS = 12.0  # for each tenth part of a big town
_OUTSIDE_HOURS = 0.1  # for each kilometre to it: of two ports at one town, that in it comes first
_NO_FREIGHT = re.compile(r"\b(air (force|base)|afb|naval|navy|army|military|raf|closed)\b", re.IGNORECASE)


def burden(place: Place, gazetteer: Gazetteer) -> float:
    """Hours by which a port or airport stands behind others, as far as the towns around it tell its weight.

    No list of cargo is free to be used, so a harbour beside a village counts for less than one of a big town.
    They only choose what is offered, and are no part of the hours of a suggestion.

    Parameters
    ----------
    place
        Where goods would change.
    gazetteer
        Knows the towns.
    """
    if place.type not in _AROUND_KM:
        return 0.0
    if "supplement" in place.source:  # written down by hand because it matters
        return 0.0
    near = gazetteer.reverse(place.lon, place.lat, limit=40, types=["town"]).places
    return min(
        (
            _BURDEN_HOURS * math.log10(_BIG_TOWN / min(max(town.population, _SMALL_TOWN), _BIG_TOWN))
            + km * _OUTSIDE_HOURS
            for town, km in near
            if km <= _AROUND_KM[place.type]
        ),
        default=_BURDEN_HOURS * math.log10(_BIG_TOWN / _SMALL_TOWN),
    )


def hours(mode: str, km: Floats | float) -> Floats:
    """Hours that a leg takes at usual speeds of freight, with a driver's rest.

    Parameters
    ----------
    mode
        ``sea``, ``rail``, ``road`` or ``air``.
    km
        Its length in kilometres.

    Examples
    --------
    >>> float(hours("sea", 2600.0)), float(hours("road", 400.0)), float(hours("road", 1500.0))
    (100.0, 8.0, 58.0)
    """
    length = np.asarray(km, dtype=np.float64)
    if mode != "road":
        return np.asarray(length / KMH[mode])
    return np.asarray(
        np.minimum(length, DAY_KM) / KMH["road"] + np.maximum(length - DAY_KM, 0.0) * 24 / DAY_KM
    )


def effort(mode: str, km: Floats | float) -> Floats:
    """Hours of a leg, those on long ways by land twice: what ways are ordered by; see `DEAR_KM`.

    Parameters
    ----------
    mode
        ``sea``, ``rail``, ``road`` or ``air``.
    km
        Its length in kilometres.

    Examples
    --------
    >>> float(effort("sea", 2600.0)), float(effort("road", 1500.0)), float(effort("rail", 700.0))
    (100.0, 106.0, 25.714285714285715)
    """
    whole = hours(mode, km)
    return 2 * whole - hours(mode, np.minimum(km, DEAR_KM)) if mode in {"rail", "road"} else whole


def hubs(
    ends: tuple[Place, Place], modes: tuple[str, str], limits: Limits, gazetteer: Gazetteer
) -> list[Place]:
    """Places around two ends where goods may change from one mode to the other.

    Parameters
    ----------
    ends
        Where the whole journey begins and ends.
    modes
        The mode before and the mode after.
    limits
        Of the journey: a hub lies in one of its countries.
    gazetteer
        Knows ports, airports and towns.

    Raises
    ------
    LimitError
        Nothing joins the two modes.
    """
    kinds = _kinds(*modes)
    count = _NEAREST if kinds != ("town",) else _TOWNS
    found: dict[str, Place] = {}
    for end in ends:
        looked = count * _WIDER if limits.countries else count
        nearest = gazetteer.reverse(end.lon, end.lat, limit=looked, types=kinds).places
        places = (nearby.place for nearby in nearest)
        found.update(islice(((place.id, place) for place in places if _is_fit(place, limits)), count))
    return list(found.values())


def _is_fit(place: Place, limits: Limits) -> bool:
    allowed = not limits.countries or place.country in limits.countries
    is_large = place.type != "town" or place.population >= _INHABITANTS
    return allowed and is_large and not _NO_FREIGHT.search(place.name)


def likeliest(places: Sequence[Place], sides: tuple[Floats, Floats], most: int) -> list[Place]:
    """Choose the likeliest places of change.

    Parameters
    ----------
    places
        To choose from.
    sides
        For each the effort from where the journey begins, and to where it ends.
    most
        At most so many.
    """
    # those near either end are always among them: a bound by straight lines knows no land and water, and
    # offers that differ much are more to choose from
    orders = (sides[0] + sides[1], *sides)
    ranks = [np.argsort(order, kind="stable").tolist() for order in orders]
    mixed = dict.fromkeys(number for row in zip(*ranks, strict=True) for number in row)
    return [places[number] for number in list(mixed)[:most]]


def is_reached(place: Place, modes: tuple[str, str]) -> bool:
    """Whether ships get to a place where goods are to change to or from one."""
    sea: Any = open_network("sea")
    return "sea" not in modes or bool(sea.is_port(place))


def direct_effort(mode: str, end: Place, places: Sequence[Place]) -> Floats:
    """Effort between an end and places in a straight line: less than it can be."""
    return effort(mode, direct_km(end, places))


def _kinds(before: str, after: str) -> tuple[str, ...]:
    both = {before, after}
    if both == {"sea", "air"}:
        raise LimitError(
            "Ships and aircraft do not meet: give a mode between them, such as modes=['sea', 'road', 'air']."
        )
    if "sea" in both:
        return ("port",)
    return ("airport",) if "air" in both else ("town",)


def table(mode: str, origins: Sequence[Place], ends: Sequence[Place], limits: Limits) -> Floats:
    """Kilometres by a mode from each origin to each end; nan where there is no leg.

    Parameters
    ----------
    mode
        ``sea``, ``rail``, ``road`` or ``air``.
    origins, ends
        The places.
    limits
        Of the journey.
    """
    km: Floats
    if len(origins) > len(ends):  # one search from each origin: the fewer the better
        return table(mode, ends, origins, limits).T
    if mode == "sea":
        sea: Any = opener(limits.networks)("sea")
        km = sea.lengths(origins, ends, **limits.of("sea"))
    elif mode == "air":
        km = np.stack([direct_km(place, ends) for place in origins])
    else:
        places = [*origins, *ends]
        here, there = np.meshgrid(
            np.arange(len(origins)), np.arange(len(origins), len(places)), indexing="ij"
        )
        terms = Terms(**limits.of(mode), networks=limits.networks, gazetteer=limits.gazetteer)
        found = figures(Pairs(places, here.ravel(), there.ravel()), mode, terms)
        km = _usable_km(found).reshape(here.shape)
    return np.where(km >= _LEAST_KM, km, np.nan)


def joined_by_road(a: Place, b: Place) -> bool:
    """Whether both places are near one part of the bundled network of roads."""
    network: Any = open_network("road")
    joining = network.limited((), ()).joining
    one, other = (
        {snap.component for snap, _ in ways} for ways in joining.access([(a, LOOK_KM), (b, LOOK_KM)])
    )
    return not one.isdisjoint(other)


def _usable_km(found: Figures) -> Floats:
    """Kilometres of legs that are for the most part on the network; nan for the others."""
    length, joining = (found.km[:, KM.index(name)] for name in ("length_km", "connector_km"))
    far = (joining > 2 * _FAR_KM) | (length - joining < _LEAST_BY_LAND_KM)
    return np.where(far, np.nan, length + _CARTED * np.maximum(joining - 2 * _QUAY_KM, 0.0))


def direct_km(place: Place, others: Sequence[Place]) -> Floats:
    """Kilometres from a place to others over the ellipsoid."""
    count = len(others)
    lon, lat = np.full(count, place.lon), np.full(count, place.lat)
    there = np.array([(other.lon, other.lat) for other in others])
    return np.asarray(GEOD.inv(lon, lat, there[:, 0], there[:, 1])[2]) / 1000.0
