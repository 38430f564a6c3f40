"""Many legs by one mode: by land they are searched for together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from georoutes.bounds import settled
from georoutes.errors import LimitError, NoPathError
from georoutes.networks import check_limits, opener
from georoutes.networks.limits import Around
from georoutes.passages import canonical, names
from georoutes.trace import between, finished

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gazetteer import Gazetteer, Place
    from georoutes.locate import Reference
    from georoutes.model import Path
    from georoutes.networks.base import Router
    from georoutes.networks.figures import Figures, Pairs
    from georoutes.networks.limits import Limits
    from georoutes.networks.overland import Ints, Overland

BY_LAND = frozenset({"rail", "road"})


class Terms(NamedTuple):
    """What holds for many legs: see `georoutes.path` for each."""

    countries: Sequence[str] = ()
    avoid: Sequence[Place | Reference] = ()
    networks: Sequence[Router] = ()
    gazetteer: Gazetteer | None = None
    mixed: bool = False
    """Whether the legs may differ in mode: each limit then holds for the modes that know it."""

    def limits(self, mode: str) -> Limits:
        """Limits as the networks know them."""
        countries, avoid = self.countries, self.avoid
        if self.mixed:
            countries = countries if mode in BY_LAND else ()
            by = [("sea",) if _is_passage(entry) else BY_LAND for entry in avoid]
            avoid = [entry for entry, modes in zip(avoid, by, strict=True) if mode in modes]
        return settled(mode, countries, avoid, gazetteer=self.gazetteer)

    def check(self, modes: Iterable[str]) -> None:
        """Refuse limits that no row of a table could keep.

        Raises
        ------
        LimitError
            An entry is not known, or the mode of all rows cannot be limited so.
        """
        for mode in ("rail", "sea") if self.mixed else modes:
            check_limits(mode, *self.limits(mode))


def _is_passage(entry: object) -> bool:
    """Whether an entry of avoid is a strait or a canal, which only ships can avoid."""
    return isinstance(entry, str) and canonical(entry) in names()


def paths(
    pairs: Pairs,
    mode: str,
    terms: Terms,
    done: Callable[[int], None] = lambda _: None,
) -> Iterator[tuple[int, Path | Exception]]:
    """Draw legs by one mode.

    Parameters
    ----------
    pairs
        Their two ends, each pair once.
    mode
        Of all of them.
    terms
        What holds for all of them.
    done
        Told how many more are done.

    Yields
    ------
    int, Path or error
        The number of the leg, and its path or why there is none; in any order.
    """
    try:
        limits = terms.limits(mode)
    except LimitError as error:
        yield from ((row, error) for row in range(len(pairs.origins)))
        return
    together, alone = _divided(pairs, mode, limits)
    for row in alone:
        yield row, _alone(pairs, row, mode, limits, terms)
        done(1)
    if len(together) == 0:
        return
    from georoutes.networks import figures  # noqa: PLC0415  (SciPy loads when a network is first used)

    some = figures.Pairs(pairs.places, pairs.origins[together], pairs.destinations[together])
    for row, path in figures.paths(cast("Overland", opener(terms.networks)(mode)), some, limits):
        yield (
            int(together[row]),
            path if isinstance(path, Exception) else finished(path, some.ends(row), mode),
        )
        done(1)


def figures(
    pairs: Pairs,
    mode: str,
    terms: Terms,
    done: Callable[[int], None] = lambda _: None,
) -> Figures:
    """Give the figures of legs by one mode, without their lines; the parameters are those of `paths`."""
    from georoutes.networks import figures as by_land  # noqa: PLC0415  (see `paths`)

    found = by_land.Figures.blank(len(pairs.origins))
    try:
        limits = terms.limits(mode)
    except LimitError as error:
        found.error[:] = error
        return found
    together, alone = _divided(pairs, mode, limits)
    for row in alone:
        found.put_path(row, _alone(pairs, row, mode, limits, terms))
        done(1)
    if len(together):
        some = by_land.Pairs(pairs.places, pairs.origins[together], pairs.destinations[together])
        network = cast("Overland", opener(terms.networks)(mode))
        found.put(together, by_land.figures(network, some, limits))
        done(len(together))
    return found


def _divided(pairs: Pairs, mode: str, limits: Limits) -> tuple[Ints, list[int]]:
    """Tell the legs that are searched for together from those that are traced one by one."""
    around = [entry for entry in limits[1] if isinstance(entry, Around)]
    is_own = np.array(
        [
            place.is_area or any(entry.holds(place.lon, place.lat) for entry in around)
            for place in pairs.places
        ],
        dtype=bool,
    )
    alone = is_own[pairs.origins] | is_own[pairs.destinations] | (mode not in BY_LAND)
    return np.flatnonzero(~alone), np.flatnonzero(alone).tolist()


def _alone(pairs: Pairs, row: int, mode: str, limits: Limits, terms: Terms) -> Path | Exception:
    """Trace one leg by itself."""
    countries, avoid = limits
    try:
        return between(pairs.ends(row), mode=mode, countries=countries, avoid=avoid, networks=terms.networks)
    except (NoPathError, LimitError) as error:
        return error
