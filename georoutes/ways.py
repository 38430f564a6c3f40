"""Ways through places of change: which are the best, and which of them differ."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from georoutes.errors import NoPathError
from georoutes.networks.base import distance_km
from georoutes.transfers import (
    CHANGE_HOURS,
    Limits,
    burden,
    direct_effort,
    effort,
    hubs,
    is_reached,
    joined_by_road,
    likeliest,
    table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gazetteer import Gazetteer, Place

_HUBS = {1: 90, 2: 60}  # so many places at each change of mode, by the number of changes
_FEW_HUBS = 20
_KEPT = 3  # partial ways that are kept for each place
_SAME_KM = 40.0  # places of change so close together are one and the same to the reader
_SAME_SHARE = 0.05  # or, on a short journey, within this share of the whole distance
_FAR_SHARE = 0.25  # half of the offers change modes farther apart
_ONE_PORT_KM = 15.0  # quays so close together in one country are one port
_SHARED = 2  # offers that a place of change stands in, while there are others
_SEEN = 60  # ways looked at for each one asked for
_COASTING_KM = 300.0  # nobody ships so near along one coast in order to go on by land
_SPARE = 4  # drawn for each one asked for, because the line of some cannot be found


Floats = npt.NDArray[np.float64]


class _Stops(Protocol):
    """What has places of change."""

    @property
    def stops(self) -> tuple[Place, ...]: ...


Offer = TypeVar("Offer", bound=_Stops)


def ranked(
    ends: tuple[Place, Place], modes: Sequence[str], limits: Limits, gazetteer: Gazetteer
) -> list[tuple[Place, ...]]:
    """List ways between two places, those that take the least time through the likeliest places first.

    Parameters
    ----------
    ends
        Where the journey begins and ends.
    modes
        In the order of travel.
    limits
        Of the journey.
    gazetteer
        Knows ports, airports and towns.

    Returns
    -------
    list of tuple of Place
        Where each way begins, changes modes and ends. Odd ones are among them only if all are odd.
    """
    layers = _layers(ends, modes, limits, gazetteer)
    burdens = {place.id: burden(place, gazetteer) for layer in layers[1:-1] for place in layer}
    layers[1:-1] = [_merged(layer, burdens) for layer in layers[1:-1]]
    found = (list(_through(layers, modes, limits, burdens, strict=strict)) for strict in (True, False))
    return next((ways for ways in found if ways), [])


def _layers(
    ends: tuple[Place, Place], modes: Sequence[str], limits: Limits, gazetteer: Gazetteer
) -> list[list[Place]]:
    """Where each leg may begin and end: places that the first leg and the last do reach."""
    most = _HUBS.get(len(modes) - 1, _FEW_HUBS)
    changes = list(pairwise(modes))
    layers = []
    for number, pair in enumerate(changes):
        places = hubs(ends, pair, limits, gazetteer)
        is_outer = (number == 0, number == len(changes) - 1)
        sides: list[Floats] = []
        for end, mode, outer in zip(ends, pair, is_outer, strict=True):
            if places and outer:
                spent = effort(mode, table(mode, [end], places, limits)[0])
                is_joined = np.isfinite(spent)
                places = [place for place, joined in zip(places, is_joined, strict=True) if joined]
                sides = [side[is_joined] for side in sides]
                sides.append(spent[is_joined])
            elif places:
                sides.append(direct_effort(mode, end, places))
        if places and not all(is_outer):
            reached = np.array([is_reached(place, pair) for place in places], dtype=bool)
            places = [place for place, is_good in zip(places, reached, strict=True) if is_good]
            sides = [side[reached] for side in sides]
        layers.append(likeliest(places, (sides[0], sides[1]), most) if places else [])
    return [[ends[0]], *layers, [ends[1]]]


def _merged(places: Sequence[Place], burdens: Mapping[str, float]) -> list[Place]:
    """Leave out ports next to a weightier one."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda place: burdens[place.id]):
        if place.type == "port" and any(_is_one_port(place, other) for other in kept):
            continue
        kept.append(place)
    return kept


def _is_one_port(a: Place, b: Place) -> bool:
    near = distance_km((a.lon, a.lat), (b.lon, b.lat)) < _ONE_PORT_KM
    return near and a.country == b.country


def _through(
    layers: Sequence[Sequence[Place]],
    modes: Sequence[str],
    limits: Limits,
    burdens: Mapping[str, float],
    *,
    strict: bool,
) -> Iterator[tuple[Place, ...]]:
    """Ways through the layers, the one that takes the least time and the likeliest places first.

    Those that are odd are left out where this is strict.
    """
    if not all(layers):
        return
    partial: list[tuple[float, tuple[Place, ...]]] = [(0.0, (layers[0][0],))]
    for mode, here, there in zip(modes, layers, layers[1:], strict=False):
        hours = effort(mode, table(mode, here, there, limits)) + CHANGE_HOURS
        row = {place.id: i for i, place in enumerate(here)}
        final = there is layers[-1]
        grown: list[tuple[float, tuple[Place, ...]]] = []
        for column, place in enumerate(there):
            ways = sorted(
                (
                    (
                        spent + float(hours[row[stops[-1].id], column]) + burdens.get(place.id, 0.0),
                        (*stops, place),
                    )
                    for spent, stops in partial
                    if hours[row[stops[-1].id], column] > 0  # and so no nan
                ),
                key=lambda way: way[0],
            )
            good = (way for way in ways if not (strict and _is_odd(way[1], mode)))
            grown += good if final else islice(good, _KEPT)
        partial = grown
    yield from (stops for _, stops in sorted(partial, key=lambda way: way[0]))


def chosen(
    ways: Sequence[tuple[Place, ...]], draw: Callable[[tuple[Place, ...]], Offer], limit: int
) -> list[Offer]:
    """Draw the best ways that differ much from each other, and then the best of the rest.

    Parameters
    ----------
    ways
        The best first.
    draw
        Finds the lines of one; what it gives has the ``stops``.
    limit
        How many to draw at most.
    """
    offers: list[Offer] = []
    tried: set[int] = set()
    direct = distance_km(*((end.lon, end.lat) for end in (ways[0][0], ways[0][-1]))) if ways else 0.0
    same = max(_ONE_PORT_KM, min(_SAME_KM, _SAME_SHARE * direct))
    passes = (
        (max(same, _FAR_SHARE * direct), limit - limit // 2, 1),
        (same, limit, _SHARED),
        (same, limit, limit),
    )
    for apart_km, most, shared in passes:
        for number, stops in enumerate(ways[: _SEEN * limit]):
            if len(offers) >= most or len(tried) >= _SPARE * limit + _SPARE:
                break
            used = [sum(stop in offer.stops for offer in offers) for stop in stops[1:-1]]
            if number in tried or max(used) >= shared:
                continue
            if any(_alike(stops, offer.stops, apart_km) for offer in offers):
                continue
            tried.add(number)
            try:
                offers.append(draw(stops))
            except NoPathError:
                continue
    return offers


def _alike(stops: Sequence[Place], others: Sequence[Place], apart_km: float) -> bool:
    """Whether two ways change modes at the same places, or next to them."""
    pairs = zip(stops[1:-1], others[1:-1], strict=True)
    return all(distance_km((a.lon, a.lat), (b.lon, b.lat)) < apart_km for a, b in pairs)


def _is_odd(stops: Sequence[Place], mode: str) -> bool:
    """Whether the last leg of a way is one that nobody would choose.

    A ship only moves between near ports of one country that land joins, which is a mode in name alone; or
    the way leads back to a country that it has left.
    """
    before = [stop.country for stop in stops[:-1]]
    country = stops[-1].country
    back = bool(country) and country in before and country != before[-1]
    return back or (mode == "sea" and _is_token(*stops[-2:]))


def _is_token(a: Place, b: Place) -> bool:
    near = distance_km((a.lon, a.lat), (b.lon, b.lat)) < _COASTING_KM
    return near and a.country == b.country and joined_by_road(a, b)
