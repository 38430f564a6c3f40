"""Many paths by land at once, as lines or as figures alone."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from georoutes.errors import NoPathError
from georoutes.networks import notes, refusals
from georoutes.networks.base import GEOD
from georoutes.networks.connectors import homes
from georoutes.networks.limits import check_limits
from georoutes.networks.totals import totals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.place import Place
    from georoutes.model.path import Path
    from georoutes.networks.overland import Overland
    from georoutes.networks.totals import Totals, Walk

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
    for place in (place for pair in ends for place in pair):
        number_of.setdefault((place.id, place.lon, place.lat), len(number_of))
    places: list[Place] = [ends[0][0]] * len(number_of)
    pairs = []
    for pair in ends:
        keys = [number_of[place.id, place.lon, place.lat] for place in pair]
        for key, place in zip(keys, pair, strict=True):
            places[key] = place
        pairs.append((keys[0], keys[1]))
    reasons = _Reasons(net, limits)
    found = net.walks(places, pairs, limits=limits, fast=fast)
    while chunk := list(islice(found, _CHUNK)):
        walked = [(number, walk) for number, walk in chunk if walk is not None]
        yield from ((number, reasons.of(*ends[number])) for number, walk in chunk if walk is None)
        if not geometry:
            yield from _measured(net, ends, walked, limits[0])
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
        self.allowed = net.limited(*(tuple(limit) for limit in limits)).allowed
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
        try:
            refusals.refuse_far(self.net, place, self.allowed, self.words)
        except NoPathError as error:
            return error
        return None


def _measured(
    net: Overland,
    ends: Sequence[tuple[Place, Place]],
    walked: Sequence[tuple[int, Walk]],
    countries: Sequence[str],
) -> Iterator[tuple[int, Figures | NoPathError]]:
    """Add up what was walked, and judge it as a drawn path is judged."""
    if not walked:
        return
    sums = totals(net.graph, [walk for _, walk in walked])
    points = np.array([[(place.lon, place.lat) for place in ends[number]] for number, _ in walked])
    direct = np.asarray(GEOD.inv(*points[:, 0].T, *points[:, 1].T)[2]) / 1000.0
    strange = refusals.too_little(sums.length_km, sums.connector_km) | (direct < refusals.MOVED_KM)
    if not countries:
        strange |= refusals.too_long(sums.length_km, direct)
    for row, (number, walk) in enumerate(walked):
        if strange[row]:
            try:
                net.path_of(ends[number], walk, countries)
            except NoPathError as error:
                yield number, error
                continue
        yield number, _figures(sums, row, float(direct[row]), ends[number], countries)


def _figures(
    sums: Totals, row: int, direct: float, ends: tuple[Place, Place], countries: Sequence[str]
) -> Figures:
    length, assumed = float(sums.length_km[row]), float(sums.assumed_km[row])
    warnings = []
    if assumed:
        warnings.append(f"{assumed:.1f} km are assumed.")
    passed = sums.countries[row]
    if len(passed) > 1:
        unnamed = {*passed} - {*countries} - homes(ends[0]) - homes(ends[1])
        warnings += notes.unnamed([code for code in passed if code in unnamed])
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
