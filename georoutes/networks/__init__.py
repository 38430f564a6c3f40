"""Networks: the line of one leg by sea, rail, road or air.

>>> from gazetteer.place import Place
>>> lyon = Place("x:1", "Lyon", "station", "FR", lon=4.8594, lat=45.7606)
>>> paris = Place("x:2", "Paris", "station", "FR", lon=2.3735, lat=48.8443)
>>> round(open_network("rail").path(paris, lyon).length_km / 10) * 10
430
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import TYPE_CHECKING

from georoutes.errors import LimitError, WrongTypeError
from georoutes.networks import limits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from georoutes.model.path import Path
    from georoutes.networks.base import Router

MODES = ("sea", "rail", "road", "air")

NOT_LOOKED_FOR = "not looked for"
"""Many paths are searched for together, which does not meet the lines that each could have taken instead."""


@functools.cache
def open_network(mode: str) -> Router:
    """Open the network of one mode; opened once, then shared. It is read-only and safe to use from threads.

    Parameters
    ----------
    mode
        ``sea``, ``rail``, ``road`` or ``air``.

    Raises
    ------
    ValueError
        There is no network of that mode.
    DataError
        The compiled data are missing, which only happens in a checkout that was never built, or damaged.

    Examples
    --------
    >>> open_network("air").mode
    'air'
    >>> open_network("river")
    Traceback (most recent call last):
    ...
    ValueError: No network for the mode 'river'; known are sea, rail, road, air.
    """
    # imported here: SciPy and Shapely load when a network is first used
    if mode == "sea":
        from georoutes.networks.sea import open_sea  # noqa: PLC0415

        return open_sea()
    if mode == "rail":
        from georoutes.networks.rail import open_rail  # noqa: PLC0415

        return open_rail()
    if mode == "road":
        from georoutes.networks.road import open_road  # noqa: PLC0415

        return open_road()
    if mode == "air":
        from georoutes.networks.air import Air  # noqa: PLC0415

        return Air()
    raise ValueError(f"No network for the mode {mode!r}; known are {', '.join(MODES)}.")


def listed(networks: Sequence[Router] | Router) -> tuple[Router, ...]:
    """Take one network, or several.

    Raises
    ------
    WrongTypeError
        It is something else.
    """
    if isinstance(networks, Iterable):
        return tuple(networks)
    if hasattr(networks, "path"):
        return (networks,)
    raise WrongTypeError(f"networks is {networks!r}; give networks made with gr.Network, one or a list")


def opener(networks: Sequence[Router] = ()) -> Callable[[str], Router]:
    """Give what opens the network of a mode: one of those given, or else the bundled one.

    Parameters
    ----------
    networks
        Networks that take the place of the bundled ones, at most one for each mode.

    Raises
    ------
    LimitError
        Two of them are for the same mode, or one is no network.
    """
    own: dict[str, Router] = {}
    for network in listed(networks):
        mode = getattr(network, "mode", None)
        if mode not in MODES:
            raise LimitError(f"networks has {type(network).__name__}, which is no network; see gr.Network")
        if own.setdefault(mode, network) is not network:
            raise LimitError(f"networks has two for {mode}; choose one, or join their lines in one frame")
    return lambda mode: own.get(mode) or open_network(mode)


def check_limits(
    mode: str,
    countries: Sequence[str] = (),
    avoid: Sequence[str] = (),
    draft_m: float | None = None,
) -> None:
    """Check the limits of a leg without opening its network.

    Parameters
    ----------
    mode
        Of the leg. One that has no network has nothing to limit: only the kind of the entries is checked.
    countries
        ISO 3166-1 alpha-2 codes (rail and road), in either case.
    avoid
        Country codes, borders such as ``KP-RU`` and surroundings of places (rail and road), or names of
        straits and canals (sea), in either case.
    draft_m
        Draught of a ship in metres (sea).

    Raises
    ------
    LimitError
        An entry is not known, the mode cannot be limited so, or a text stands where a list should.

    Examples
    --------
    >>> check_limits("rail", countries=["ru", "KP"])
    >>> check_limits("sea", avoid=["bosprus"])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    georoutes.errors.LimitError: avoid has 'bosprus', which is not known; did you mean 'bosporus'? ...
    """
    limits.check_limits(mode, countries, avoid)
    limits.check_draft(mode, draft_m)


def join(paths: Sequence[Path]) -> Path:
    """Join the paths of a leg that was traced through places on the way.

    Parameters
    ----------
    paths
        At least one path, each beginning where the one before ends.

    Returns
    -------
    Path
        One path: kilometres added, stretches shifted, longitudes running on over the antimeridian, every
        warning and credit once. Where the parts differ in basis the whole is ``network``; the stretches tell.

    Raises
    ------
    ValueError
        There is no path, or two of them do not meet.

    Examples
    --------
    >>> from gazetteer.place import Place
    >>> a, b, c = (Place("x", str(lon), "airport", lon=lon, lat=60.0) for lon in (170.0, 179.0, -172.0))
    >>> air = open_network("air")
    >>> path = join([air.path(a, b), air.path(b, c)])
    >>> path.geometry.coords[-1]
    (188.0, 60.0)
    """
    from georoutes.networks.base import join_paths  # noqa: PLC0415  (Shapely loads when first used)

    return join_paths(paths)
