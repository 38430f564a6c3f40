"""Leg → Path: the only user of the networks.

The router fills in the line of one leg. It never invents a leg, a mode or an order of places, and where an
end is an area it draws an arc that says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from numbers import Real
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict, cast

import numpy as np
from pyproj import Geod
from shapely.geometry import LineString

from gazetteer import Place, PlaceNotFoundError
from georoutes.bounds import settled
from georoutes.errors import LimitError, NoPathError, WrongTypeError
from georoutes.locate import at, credits_of, label, or_passage
from georoutes.model import Path, Span
from georoutes.model.leg import MODES
from georoutes.model.record import nearest
from georoutes.networks import check_limits, join, open_network, opener
from georoutes.passages import split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gazetteer import Gazetteer
    from georoutes.locate import Reference
    from georoutes.model import Case, Leg
    from georoutes.model.leg import DrawnLine
    from georoutes.networks.base import Router

_NETWORK_MODES = frozenset({"sea", "rail", "road", "air"})
_DISC_KM = 10.0
_WGS84 = Geod(ellps="WGS84")


def path(  # noqa: PLR0913  each is a word of the case file
    origin: Place | Reference,
    destination: Place | Reference,
    *,
    mode: str,
    via: Sequence[Place | Reference] | Place | str | None = (),
    avoid: Sequence[Place | Reference] = (),
    countries: Sequence[str] = (),
    draft_m: float | None = None,
    networks: Sequence[Router] = (),
    gazetteer: Gazetteer | None = None,
) -> Path:
    """Find the line from a place to a place by one mode.

    Parameters
    ----------
    origin, destination
        Names, `Place` records, points or (longitude, latitude) in degrees.
    mode
        ``sea``, ``rail``, ``road``, ``air``, ``river`` or ``unknown``; the last two have no network and
        give a schematic arc.
    via
        Places on the way, in order, or one; by sea also names of straits and canals, such as
        ``cape of good hope``. That opens those that are closed otherwise, such as
        ``northern sea route`` and ``volga-don``.
    avoid
        By sea, straits and canals that may not be used. By rail and road countries (a name or an ISO
        code), borders (``KP-RU``, ``North Korea-Russia``), and places, which are passed no nearer than
        10 km, and not within their extent.
    countries
        The only countries that rail and road may use: names or ISO codes.
    draft_m
        Draught of the ship in metres: closes canals that are not deep enough for it.
    networks
        Networks of your own, which take the place of the bundled ones of their modes; see `Network`.
    gazetteer
        Where names are looked up; the bundled one when left out.

    Returns
    -------
    Path
        Lengths in kilometres on the WGS84 ellipsoid, geometry in EPSG:4326 with longitude first.

    Raises
    ------
    NoPathError
        When the network does not join the places.
    PlaceNotFoundError, AmbiguousPlaceError
        When a name cannot be settled.
    LimitError
        When the mode is not known, or the network does not know what it is limited to.
    ValueError
        When a position is not on the globe.

    Examples
    --------
    >>> flight = path((37.62, 55.75), (30.52, 50.45), mode="air")
    >>> round(flight.length_km), flight.basis
    (757, 'geodesic')
    """
    places, through = split(_on_the_way(via), mode=mode)
    try:
        stops = at(origin, *places, destination, gazetteer=gazetteer, by_ship=mode == "sea")
    except PlaceNotFoundError as error:
        if mode == "sea" and error.name in places:
            raise or_passage(error) from error
        raise
    return between(
        stops,
        mode=mode,
        avoid=avoid,
        countries=countries,
        through=through,
        draft_m=draft_m,
        networks=networks,
        advise=True,
        gazetteer=gazetteer,
    )


def _on_the_way(via: Sequence[Place | Reference] | Place | str | None) -> Sequence[Place | Reference]:
    """Take places on the way: a list of them, one, or none."""
    if via is None:
        return ()
    if isinstance(via, (str, Place)) or hasattr(via, "geom_type"):
        return (cast("Place | Reference", via),)
    if not isinstance(via, Iterable):
        raise WrongTypeError(
            f"via is {via!r}; give places on the way in a list, such as ['Omsk', (73.4, 55.0)]"
        )
    stops = tuple(via)
    if len(stops) == 2 and all(isinstance(number, Real) for number in stops):  # noqa: PLR2004  a position
        raise WrongTypeError(
            f"via is {via!r}, one position; give a list of places: [(lon, lat)], here [{via!r}]"
        )
    return stops


def trace(leg: Leg, places: Mapping[Reference, Place], *, networks: Sequence[Router] = ()) -> Path:
    """Find the line of a leg.

    Parameters
    ----------
    leg
        The leg.
    places
        Its places, as `georoutes.locate.locate` gives them.
    networks
        As for `path`.

    Raises
    ------
    NoPathError
        When the network does not join the places.
    """
    stops = [places[reference] for reference in leg.stops]
    if leg.path is not None:
        return _told(_drawn(stops, leg.path), stops, leg.mode)
    through = split(leg.via, mode=leg.mode).passages
    limits: Limits = {"avoid": leg.avoid, "countries": leg.countries, "draft_m": leg.draft_m}
    return between(
        stops, mode=leg.mode, through=through, networks=networks, advise=True, known=places, **limits
    )


class Limits(TypedDict):
    """What limits a path, as a leg writes it."""

    avoid: Sequence[str]
    countries: Sequence[str]
    draft_m: float | None


class LegError(NoPathError):
    """A leg of a case has no path; ``keys`` lead to the leg in the case."""

    def __init__(self, message: str, keys: tuple[str | int, ...]) -> None:
        super().__init__(message)
        self.keys = keys


class TracedLeg(NamedTuple):
    """A leg of a case with its path; a leg that is only denied has none."""

    route: str
    number: int
    leg: Leg
    path: Path | None


def trace_case(
    case: Case,
    places: Mapping[Reference, Place],
    *,
    networks: Sequence[Router] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[TracedLeg]:
    """Trace the legs of a case in order; legs with the same ends and limits are traced once.

    Parameters
    ----------
    case
        The case.
    places
        Its places, as `georoutes.locate.locate` gives them.
    networks
        As for `path`.
    progress
        Called with a line of text before each leg.

    Raises
    ------
    LegError
        When a network does not join the places of a leg.
    """
    known: dict[tuple[object, ...], Path] = {}
    for name, route in case.routes.items():
        for number, leg in enumerate(route.legs, start=1):
            if case.is_denied(leg):
                yield TracedLeg(name, number, leg, None)
                continue
            ends = f"{label(leg.origin, case, places)} → {label(leg.destination, case, places)}"
            progress(f"{name}, leg {number}: {ends} by {leg.mode}")
            key = (
                leg.origin,
                leg.destination,
                leg.via,
                leg.mode,
                leg.avoid,
                leg.countries,
                leg.draft_m,
                leg.path,
            )
            if key not in known:
                try:
                    known[key] = trace(leg, places, networks=networks)
                except (NoPathError, LimitError) as error:
                    message = f"route {name!r}, leg {number} ({ends} by {leg.mode}): {error}"
                    raise LegError(message, ("routes", name, "legs", number - 1)) from error
            yield TracedLeg(name, number, leg, known[key])


def between(  # noqa: PLR0913  what limits a leg, each by name
    stops: Sequence[Place],
    *,
    mode: str,
    avoid: Sequence[Place | Reference] = (),
    countries: Sequence[str] = (),
    through: Sequence[Sequence[str]] = (),
    draft_m: float | None = None,
    networks: Sequence[Router] = (),
    advise: bool = False,
    known: Mapping[Reference, Place] = MappingProxyType({}),
    gazetteer: Gazetteer | None = None,
) -> Path:
    """Find the line through places in order.

    Parameters
    ----------
    stops
        At least two places.
    mode, avoid, countries, draft_m
        As for `path`.
    through
        Straits and canals (sea) between the first two places, between the second and the third, and so on.
    networks
        As for `path`.
    advise
        Whether to look for what would make a long detour by sea shorter.
    known, gazetteer
        Where the names of countries and places to avoid are settled; see `georoutes.bounds.settled`.
    """
    if mode not in MODES:
        raise LimitError(f"{mode!r} is not a mode; {nearest(str(mode), list(MODES))}")
    if mode not in _NETWORK_MODES:
        reason = (
            f"There is no network for the mode {mode!r}" if mode != "unknown" else "The mode is not known"
        )
        return _told(join([_arc(a, b, reason) for a, b in pairwise(stops)]), stops, mode)
    areas = [stop.name for stop in stops if stop.is_area]
    if areas:
        verb = "is an area" if len(areas) == 1 else "are areas"
        reason = f"{' and '.join(dict.fromkeys(areas))} {verb} (name a place inside for a path)"
        return _told(join([_arc(a, b, reason) for a, b in pairwise(stops)]), stops, mode)
    network = opener(networks)(mode)
    countries, avoid = settled(mode, countries, avoid, known=known, gazetteer=gazetteer)
    check_limits(mode, countries, avoid, draft_m)
    limits: dict[str, Any] = {"countries": countries, "avoid": avoid}
    if mode == "sea":
        limits |= {"draft_m": draft_m, "advise": advise}
    parts = [
        network.path(a, b, **limits, **({"through": names} if names else {}))
        for (a, b), names in zip(pairwise(stops), [*through, *[()] * len(stops)], strict=False)
    ]
    if len(parts) == 1 or mode not in {"rail", "road"}:
        return finished(join(parts), stops, mode)
    from georoutes.networks.notes import of_stretch, of_whole_leg  # noqa: PLC0415  loads with the networks

    whole = join([of_stretch(part, a, b) for part, (a, b) in zip(parts, pairwise(stops), strict=True)])
    return finished(of_whole_leg(whole, stops, countries), stops, mode)


def finished(path: Path, stops: Sequence[Place], mode: str) -> Path:
    """Say of a path on a network what is to be said of its places, and its mode.

    Parameters
    ----------
    path
        As the network gave it.
    stops
        Its ends, and the places on the way.
    mode
        Of the leg.
    """
    return _told(replace(path, warnings=(*_disc_warnings(stops), *path.warnings)), stops, mode)


def _told(path: Path, stops: Sequence[Place], mode: str) -> Path:
    """Add the mode, and the credits of those who say where the places are."""
    return replace(path, mode=mode, attribution=(*path.attribution, *credits_of(stops)))


def _disc_warnings(stops: Sequence[Place]) -> list[str]:
    return [
        f"{stop.name} is known to within {stop.radius_km:g} km; the line ends at the middle of that disc."
        for stop in (stops[0], stops[-1])
        if stop.radius_km >= _DISC_KM and stop.type not in {"town", "port", "airport"}
    ]


def _arc(origin: Place, destination: Place, reason: str) -> Path:
    """Draw an arc between the reference points of two places; its length is not a distance travelled."""
    if (origin.lon, origin.lat) == (destination.lon, destination.lat):
        raise NoPathError(
            f"{origin.name} and {destination.name} have one and the same reference point, so there is "
            "nothing to draw; name a place inside each"
        )
    line = open_network("air").path(origin, destination)
    length = round(line.length_km)
    warning = (
        f"{reason}, so the line is an arc between reference points and not a path; "
        f"its {length:,} km are no distance travelled."
    )
    span = Span("schematic", 0.0, float(length), 0, len(line.geometry.coords) - 1)
    return replace(
        line,
        length_km=float(length),
        basis="schematic",
        method="arc between reference points",
        warnings=(warning,),
        spans=(span,),
    )


def _drawn(stops: Sequence[Place], drawn: DrawnLine) -> Path:
    """Take the line from the case instead of a network. An area is no end of a line: it is left out."""
    first, last = stops[0], stops[-1]
    head = [] if first.is_area else [(first.lon, first.lat)]
    tail = [] if last.is_area else [(last.lon, last.lat)]
    points = np.array([*head, *drawn.line, *tail])
    areas = [stop.name for stop in (first, last) if stop.is_area]
    if len(points) < 2:  # noqa: PLR2004  a line
        raise NoPathError(
            f"{' and '.join(areas)}: an area is no end of a line; give the line at least two points"
        )
    points[:, 0] = np.unwrap(points[:, 0], period=360)
    length = round(_WGS84.line_length(points[:, 0], points[:, 1]) / 1000, 3)
    return Path(
        geometry=LineString(points),
        length_km=length,
        basis=drawn.basis,
        method="line given in the case",
        assumed_km=length if drawn.basis == "assumed" else 0.0,
        warnings=tuple(
            f"{name} is an area, so the line covers only the points that are given." for name in areas
        ),
        spans=(Span(drawn.basis, 0.0, length, 0, len(points) - 1),),
    )
