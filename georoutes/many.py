"""Many legs by one mode: by land they are searched for together."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from georoutes.errors import LimitError, NoPathError
from georoutes.networks import opener
from georoutes.trace import between, finished

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gazetteer import Place
    from georoutes.model import Path
    from georoutes.networks.base import Router
    from georoutes.networks.figures import Figures, Limits
    from georoutes.networks.overland import Overland

_BY_LAND = frozenset({"rail", "road"})


def each(  # noqa: PLR0913  all by name but the legs, their mode and its limits
    legs: Sequence[tuple[Place, Place]],
    mode: str,
    limits: Limits = ((), ()),
    *,
    geometry: bool = True,
    networks: Sequence[Router] = (),
    fast: bool | None = None,
) -> Iterator[tuple[int, Path | Figures | Exception]]:
    """Trace legs by one mode.

    Parameters
    ----------
    legs
        Their two ends, each pair once.
    mode
        Of all of them.
    limits
        The only countries allowed, and what to avoid, for all of them.
    geometry
        Whether to draw the lines; without, the outcome of each is its figures.
    networks
        As for `georoutes.path`.
    fast
        Whether to use the faster engine; left out, it is used where it is installed and worth it.

    Yields
    ------
    int, Path or Figures or error
        The number of the leg, and its path or why there is none; in any order.
    """
    together = [i for i, ends in enumerate(legs) if mode in _BY_LAND and not any(end.is_area for end in ends)]
    for i in sorted({*range(len(legs))} - {*together}):
        yield i, _alone(legs[i], mode, limits, geometry=geometry, networks=networks)
    if not together:
        return
    from georoutes.networks import figures  # noqa: PLC0415  (SciPy loads when a network is first used)

    network = cast("Overland", opener(networks)(mode))
    ends = [legs[i] for i in together]
    try:
        for row, outcome in figures.each(network, ends, limits, geometry=geometry, fast=fast):
            if isinstance(outcome, (NoPathError, figures.Figures)):
                yield together[row], outcome
            else:
                yield together[row], finished(outcome, ends[row])
    except LimitError as error:
        yield from ((i, error) for i in together)


def _alone(
    ends: tuple[Place, Place], mode: str, limits: Limits, *, geometry: bool, networks: Sequence[Router]
) -> Path | Figures | Exception:
    """Trace one leg by itself."""
    try:
        path = between(ends, mode=mode, countries=limits[0], avoid=limits[1], networks=networks)
    except (NoPathError, LimitError) as error:
        return error
    return path if geometry else _figures(path)


def _figures(path: Path) -> Figures:
    from georoutes.networks.figures import Figures  # noqa: PLC0415  (see `each`)

    gauges = sum(crossing.kind == "gauge" for crossing in path.crossings)
    countries = tuple(code for code, _ in path.countries)
    km = (path.length_km, path.direct_km, path.assumed_km, path.connector_km, path.healed_km)
    return Figures(*km, gauges, countries, path.warnings, path.passages)
