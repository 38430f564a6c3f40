"""Many paths by land at once, as lines or as figures alone, which are columns of a table."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.errors import NoPathError
from georoutes.networks import NOT_LOOKED_FOR, notes, refusals
from georoutes.networks.base import GEOD
from georoutes.networks.base import ends as both_ends
from georoutes.networks.connectors import homes_of
from georoutes.networks.courses import Courses
from georoutes.networks.limits import check_limits
from georoutes.networks.totals import Totals, totals

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer.place import Place
    from georoutes.model.path import Path
    from georoutes.networks.graph import Floats
    from georoutes.networks.limits import Limits
    from georoutes.networks.overland import Ints, Overland

_CHUNK = 2_000  # paths whose figures are added up together
_TENTHS = 10.0  # figures in warnings have one decimal

Objects = npt.NDArray[np.object_]


class Pairs(NamedTuple):
    """Places, each once, and the numbers of the ends of each pair among them."""

    places: Sequence[Place]
    origins: Ints
    destinations: Ints

    def ends(self, row: int) -> tuple[Place, Place]:
        """Give the places of one pair."""
        return self.places[self.origins[row]], self.places[self.destinations[row]]


class Figures(NamedTuple):
    """What is known of paths that are not drawn, a row for each; where there is none, why.

    Parameters
    ----------
    km
        Columns `KM`, each as `Path` says it; nan where there is no path.
    gauge_changes
        How often the track gauge changes; nan where there is no path.
    countries
        Codes of the countries passed, with semicolons between them.
    passages
        Straits and canals, with commas between them.
    rivals
        `NOT_LOOKED_FOR` where other lines were not, and "" where there is nothing to look for.
    warnings
        One to a line.
    error
        Why there is no path, or None.
    """

    km: Floats
    gauge_changes: Floats
    countries: Objects
    passages: Objects
    rivals: Objects
    warnings: Objects
    error: Objects

    @classmethod
    def blank(cls, count: int) -> Figures:
        """Make room for figures."""
        countries, passages, rivals, warnings = (np.full(count, "", dtype=object) for _ in range(4))
        km, gauges = np.full((count, len(KM)), np.nan), np.full(count, np.nan)
        error = np.full(count, None, dtype=object)
        return cls(km, gauges, countries, passages, rivals, warnings, error)

    def put(self, rows: Any, others: Figures) -> None:  # noqa: ANN401  whatever can be an index
        """Put other figures into some rows."""
        for column, other in zip(self, others, strict=True):
            column[rows] = other

    def take(self, rows: Ints) -> Figures:
        """Give some rows."""
        found = Figures.blank(len(rows))
        for column, whole in zip(found, self, strict=True):
            column[:] = whole[rows]
        return found

    def put_path(self, row: int, path: Path | Exception) -> None:
        """Put a path that was drawn, or why there is none, into a row."""
        if isinstance(path, Exception):
            self.error[row] = path
            return
        self.km[row] = [getattr(path, name) for name in KM]
        self.gauge_changes[row] = sum(crossing.kind == "gauge" for crossing in path.crossings)
        self.countries[row] = "; ".join(code for code, _ in path.countries)
        self.passages[row] = ", ".join(path.passages)
        self.warnings[row] = "\n".join(path.warnings)


KM = ("length_km", "direct_km", "assumed_km", "connector_km", "healed_km")
"""Names of the columns of kilometres."""


def paths(
    net: Overland, pairs: Pairs, limits: Limits = ((), ()), *, fast: bool | None = None
) -> Iterator[tuple[int, Path | NoPathError]]:
    """Draw the path of each pair.

    Parameters
    ----------
    net
        The network.
    pairs
        Each once.
    limits
        The countries allowed, and what to avoid; they hold for all.
    fast
        Whether to use the faster engine; left out, it is used where it is installed and worth it.

    Yields
    ------
    int, Path or NoPathError
        The number of the pair, and its path or why there is none; in any order.
    """
    limits = check_limits(net.mode, *limits)
    reasons = _Reasons(net, limits)
    fast = net.is_fast(len(pairs.origins), fast=fast)
    for number, walk in net.walks(*pairs, limits, fast=fast):
        ends = pairs.ends(number)
        try:
            yield number, reasons.of(*ends) if walk is None else net.path_of(ends, walk, limits[0])
        except NoPathError as error:
            yield number, error


def figures(net: Overland, pairs: Pairs, limits: Limits = ((), ()), *, fast: bool | None = None) -> Figures:
    """Add up the path of each pair, as `paths` would draw it."""
    limits = check_limits(net.mode, *limits)
    if net.is_fast(len(pairs.origins), fast=fast):
        found = net.sums(*pairs, limits)
    else:
        courses = Courses(net.graph.countries())
        found = Totals.blank(len(pairs.origins), courses)
        every = net.walks(*pairs, limits, fast=False)
        while chunk := list(islice(every, _CHUNK)):
            walked = [(number, walk) for number, walk in chunk if walk is not None]
            whole = totals(net.graph, [walk for _, walk in walked], courses)
            found.put([number for number, _ in walked], whole)
    return _judged(net, pairs, found, limits)


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
        if self.limited.joining.is_joined(place):
            return None
        try:
            refusals.refuse_far(self.net, place, self.limited.allowed, self.words)
        except NoPathError as error:
            return error
        return None


def _judged(net: Overland, pairs: Pairs, sums: Totals, limits: Limits) -> Figures:
    """Judge what was added up as a drawn path is judged."""
    count = len(sums.is_found)
    points = np.array([(place.lon, place.lat) for place in pairs.places], dtype=np.float64).reshape(-1, 2)
    ends = points[pairs.origins], points[pairs.destinations]
    direct = np.asarray(GEOD.inv(*ends[0].T, *ends[1].T)[2]) / 1000.0
    length = sums.length_km
    strange = refusals.too_little(length, sums.connector_km) | (direct < refusals.MOVED_KM)
    if not limits[0]:
        strange |= refusals.too_long(length, direct)
    found = Figures.blank(count)
    reasons = _Reasons(net, limits)
    for row in np.flatnonzero(~sums.is_found).tolist():
        found.error[row] = reasons.of(*pairs.ends(row))
    good = sums.is_found.copy()
    for row in np.flatnonzero(sums.is_found & strange).tolist():
        try:
            _refuse(net, pairs.ends(row), sums, row, limits)
        except NoPathError as error:
            found.error[row], good[row] = error, False
    rows = np.flatnonzero(good)
    columns = (length, direct, sums.assumed_km, sums.connector_km, sums.healed_km)
    found.km[rows] = np.stack(columns, axis=1)[rows]
    found.gauge_changes[rows] = sums.gauges[rows]
    found.rivals[rows] = NOT_LOOKED_FOR
    used, course = np.unique(sums.course[rows], return_inverse=True)
    texts = ["; ".join(sums.courses.passed(number)) for number in used.tolist()]
    found.countries[rows] = np.array([*texts, ""], dtype=object)[course]
    found.warnings[rows] = _warnings(pairs, sums, rows, length / np.maximum(direct, 1e-9), limits[0])
    return found


def _warnings(pairs: Pairs, sums: Totals, rows: Ints, detour: Floats, countries: Sequence[str]) -> Objects:
    """Write the warnings of some rows; each text is made once."""
    homes = homes_of(pairs.places)
    number_of: dict[frozenset[str], int] = {}
    home = np.array([number_of.setdefault(codes, len(number_of)) for codes in homes], dtype=np.int64)
    named = list(number_of)
    far = detour[rows] > notes.DETOUR
    columns = (
        # 0 where nothing is assumed; less than half a tenth is told as 0.0 km, which is not nothing
        np.where(sums.assumed_km[rows] > 0, np.round(sums.assumed_km[rows] * _TENTHS) + 1, 0),
        sums.course[rows],
        home[pairs.origins[rows]],
        home[pairs.destinations[rows]],
        np.where(far, np.round(detour[rows] * _TENTHS), 0),
        sums.gauges[rows],
    )
    keys = [column.astype(np.int64) for column in columns]
    of = np.zeros(len(rows), dtype=np.int64)
    for key in keys:  # the numbers are made small again at every step, so that no product grows too large
        of = np.unique(of * (key.max(initial=0) + 1) + key, return_inverse=True)[1]
    first = np.unique(of, return_index=True)[1]
    texts = []
    for assumed, course, one, other, ratio, gauges in zip(
        *(key[first].tolist() for key in keys), strict=True
    ):
        expected = {*countries, *named[one], *named[other]}
        crossed = [code for code in sums.courses.passed(course) if code not in expected]
        told = [f"{(assumed - 1) / _TENTHS:.1f} km are assumed."] if assumed else []
        told += [*notes.unnamed(crossed), *notes.gauges_change(gauges)]
        if ratio:
            told.append(f"The path is {ratio / _TENTHS:.1f} times as long as the straight line.")
        texts.append("\n".join(told))
    return np.array([*texts, ""], dtype=object)[of]


def _refuse(net: Overland, pair: tuple[Place, Place], sums: Totals, row: int, limits: Limits) -> None:
    """Raise what a drawn path would raise, where it would."""
    length, joining = float(sums.length_km[row]), float(sums.connector_km[row])
    both_ends(*pair)
    refusals.require_use(net, pair, length - joining, joining, None)
    if not limits[0]:
        refusals.refuse_absurd(net, pair, length, lambda: sums.courses.passed(int(sums.course[row])))
