"""Many paths by land at once, as lines or as figures alone."""

from __future__ import annotations

import functools
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from georoutes.errors import NoPathError
from georoutes.networks import notes, refusals
from georoutes.networks.base import GEOD
from georoutes.networks.base import ends as both_ends
from georoutes.networks.connectors import homes
from georoutes.networks.limits import check_limits
from georoutes.networks.totals import gathered, totals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.place import Place
    from georoutes.model.path import Path
    from georoutes.networks.overland import Overland
    from georoutes.networks.totals import Totals

_CHUNK = 2_000  # paths whose figures are added up together

Limits = tuple["Sequence[str]", "Sequence[str]"]
"""The countries allowed, and what to avoid."""


class Figures(NamedTuple):
    """What is known of a path that is not drawn: kilometres, and what `Path` says of each."""

    length_km: float
    direct_km: float
    assumed_km: float
    connector_km: float
    healed_km: float
    gauge_changes: int
    countries: tuple[str, ...]
    warnings: tuple[str, ...]
    passages: tuple[str, ...] = ()


def each(
    net: Overland,
    ends: Sequence[tuple[Place, Place]],
    limits: Limits = ((), ()),
    *,
    geometry: bool,
    fast: bool | None = None,
) -> Iterator[tuple[int, Path | Figures | NoPathError]]:
    """Find the path of each pair of places.

    Parameters
    ----------
    net
        The network.
    ends
        Origin and destination, each pair once.
    limits
        The countries allowed, and what to avoid; they hold for all.
    geometry
        Whether to draw the paths.
    fast
        As for `Overland.walks`.

    Yields
    ------
    int, Path or Figures or NoPathError
        The number of the pair, and its path or why there is none; in any order.
    """
    limits = check_limits(net.mode, *limits)
    number_of: dict[tuple[str, float, float], int] = {}
    places: list[Place] = []
    met: dict[int, int] = {}  # by the record, which is quicker than by what stands in it
    for place in (place for pair in ends for place in pair):
        if id(place) not in met:
            met[id(place)] = number = number_of.setdefault((place.id, place.lon, place.lat), len(places))
            if number == len(places):
                places.append(place)
    pairs = [(met[id(origin)], met[id(destination)]) for origin, destination in ends]
    reasons = _Reasons(net, limits)
    if not geometry and net.is_fast(len(pairs), fast=fast):
        quick = net.sums(places, pairs, limits=limits)
        while some := list(islice(quick, _CHUNK)):
            yield from ((number, reasons.of(*ends[number])) for number, row in some if row is None)
            summed = [(number, row) for number, row in some if row is not None]
            whole = gathered([row for _, row in summed])
            yield from _judged(net, ends, [number for number, _ in summed], whole, limits)
        return
    found = net.walks(places, pairs, limits=limits, fast=fast)
    while chunk := list(islice(found, _CHUNK)):
        walked = [(number, walk) for number, walk in chunk if walk is not None]
        yield from ((number, reasons.of(*ends[number])) for number, walk in chunk if walk is None)
        if not geometry:
            whole = totals(net.graph, [walk for _, walk in walked])
            yield from _judged(net, ends, [number for number, _ in walked], whole, limits)
            continue
        for number, walk in walked:
            try:
                yield number, net.path_of(ends[number], walk, limits[0])
            except NoPathError as error:
                yield number, error


class _Reasons:
    """Why pairs have no path, without a search for the gap; what is wrong with a place is found out once."""

    def __init__(self, net: Overland, limits: Limits) -> None:
        self.net = net
        self.words = refusals.in_words(*limits)
        self.limited = net.limited(*(tuple(limit) for limit in limits))
        self.known: dict[str, NoPathError | None] = {}

    def of(self, origin: Place, destination: Place) -> NoPathError:
        """Say why there is no path from a place to a place."""
        for place in (origin, destination):
            if place.id not in self.known:
                self.known[place.id] = self._about(place)
            reason = self.known[place.id]
            if reason is not None:
                return reason
        names = f"{origin.name} and {destination.name}{self.words}"
        return NoPathError(
            f"No {self.net.profile.way[0]} in the data joins {names}; georoutes.path tells where the gap is."
        )

    def _about(self, place: Place) -> NoPathError | None:
        if self.net.access(place, refusals.REACH_KM, self.limited):
            return None
        try:
            refusals.refuse_far(self.net, place, self.limited.allowed, self.words)
        except NoPathError as error:
            return error
        return None


def _judged(
    net: Overland,
    ends: Sequence[tuple[Place, Place]],
    numbers: Sequence[int],
    sums: Totals,
    limits: Limits,
) -> Iterator[tuple[int, Figures | NoPathError]]:
    """Judge what was added up as a drawn path is judged."""
    if not numbers:
        return
    points = np.array([[(place.lon, place.lat) for place in ends[number]] for number in numbers])
    direct = np.asarray(GEOD.inv(*points[:, 0].T, *points[:, 1].T)[2]) / 1000.0
    strange = refusals.too_little(sums.length_km, sums.connector_km) | (direct < refusals.MOVED_KM)
    if not limits[0]:
        strange |= refusals.too_long(sums.length_km, direct)
    for row, number in enumerate(numbers):
        if strange[row]:
            try:
                _refuse(net, ends[number], sums, row, limits)
            except NoPathError as error:
                yield number, error
                continue
        yield number, _figures(sums, row, float(direct[row]), ends[number], limits[0])


@functools.lru_cache(maxsize=100_000)
def _unnamed(
    passed: tuple[str, ...], countries: tuple[str, ...], home: frozenset[str], other: frozenset[str]
) -> list[str]:
    """Tell of the countries passed that neither a limit names nor an end lies in."""
    return notes.unnamed([code for code in passed if code not in {*countries, *home, *other}])


def _refuse(net: Overland, pair: tuple[Place, Place], sums: Totals, row: int, limits: Limits) -> None:
    """Raise what a drawn path would raise, where it would."""
    length, joining = float(sums.length_km[row]), float(sums.connector_km[row])
    both_ends(*pair)
    refusals.require_use(net, pair, length - joining, joining, None)
    if not limits[0]:
        refusals.refuse_absurd(net, pair, length, lambda: sums.countries[row])


def _figures(
    sums: Totals, row: int, direct: float, ends: tuple[Place, Place], countries: Sequence[str]
) -> Figures:
    length, assumed = float(sums.length_km[row]), float(sums.assumed_km[row])
    warnings = []
    if assumed:
        warnings.append(f"{assumed:.1f} km are assumed.")
    passed = sums.countries[row]
    if len(passed) > 1:
        warnings += _unnamed(passed, tuple(countries), *(homes(place) for place in ends))
    if length > notes.DETOUR * direct:
        warnings.append(f"The path is {length / direct:.1f} times as long as the straight line.")
    return Figures(
        length,
        direct,
        assumed,
        float(sums.connector_km[row]),
        float(sums.healed_km[row]),
        int(sums.gauges[row]),
        passed,
        tuple(warnings),
    )
