"""Many legs by one mode: by land they are searched for together."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from georoutes.errors import LimitError, NoPathError
from georoutes.networks import opener
from georoutes.trace import between, finished

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from georoutes.model import Path
    from georoutes.networks.base import Router
    from georoutes.networks.figures import Figures, Limits, Pairs
    from georoutes.networks.overland import Ints, Overland

_BY_LAND = frozenset({"rail", "road"})


def paths(
    pairs: Pairs,
    mode: str,
    limits: Limits = ((), ()),
    networks: Sequence[Router] = (),
    done: Callable[[int], None] = lambda _: None,
) -> Iterator[tuple[int, Path | Exception]]:
    """Draw legs by one mode.

    Parameters
    ----------
    pairs
        Their two ends, each pair once.
    mode
        Of all of them.
    limits
        The only countries allowed, and what to avoid, for all of them.
    networks
        As for `georoutes.path`.
    done
        Told how many more are done.

    Yields
    ------
    int, Path or error
        The number of the leg, and its path or why there is none; in any order.
    """
    together, alone = _divided(pairs, mode)
    for row in alone:
        yield row, _alone(pairs, row, mode, limits, networks)
        done(1)
    if len(together) == 0:
        return
    from georoutes.networks import figures  # noqa: PLC0415  (SciPy loads when a network is first used)

    some = figures.Pairs(pairs.places, pairs.origins[together], pairs.destinations[together])
    try:
        for row, path in figures.paths(cast("Overland", opener(networks)(mode)), some, limits):
            yield (
                int(together[row]),
                path if isinstance(path, Exception) else finished(path, some.ends(row)),
            )
            done(1)
    except LimitError as error:
        yield from ((row, error) for row in together.tolist())


def figures(
    pairs: Pairs,
    mode: str,
    limits: Limits = ((), ()),
    networks: Sequence[Router] = (),
    done: Callable[[int], None] = lambda _: None,
) -> Figures:
    """Give the figures of legs by one mode, without their lines; the parameters are those of `paths`."""
    from georoutes.networks import figures as by_land  # noqa: PLC0415  (see `paths`)

    together, alone = _divided(pairs, mode)
    found = by_land.Figures.blank(len(pairs.origins))
    for row in alone:
        found.put_path(row, _alone(pairs, row, mode, limits, networks))
        done(1)
    if len(together):
        some = by_land.Pairs(pairs.places, pairs.origins[together], pairs.destinations[together])
        try:
            found.put(together, by_land.figures(cast("Overland", opener(networks)(mode)), some, limits))
        except LimitError as error:
            found.error[together] = error
        done(len(together))
    return found


def _divided(pairs: Pairs, mode: str) -> tuple[Ints, list[int]]:
    """Tell the legs that are searched for together from those that are traced one by one."""
    is_area = np.array([place.is_area for place in pairs.places], dtype=bool)
    alone = is_area[pairs.origins] | is_area[pairs.destinations] | (mode not in _BY_LAND)
    return np.flatnonzero(~alone), np.flatnonzero(alone).tolist()


def _alone(pairs: Pairs, row: int, mode: str, limits: Limits, networks: Sequence[Router]) -> Path | Exception:
    """Trace one leg by itself."""
    try:
        return between(pairs.ends(row), mode=mode, countries=limits[0], avoid=limits[1], networks=networks)
    except (NoPathError, LimitError) as error:
        return error
