"""Why there is no path by land: each reason with where, how far, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gazetteer.outlines import country_name
from georoutes.errors import LimitError, NoPathError
from georoutes.networks import notes
from georoutes.networks.base import distance_km, located, position
from georoutes.networks.connectors import begins, describe, usable
from georoutes.networks.gaps import nearest_gap
from georoutes.networks.limits import Around
from georoutes.networks.snaps import snaps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from gazetteer.place import Place
    from georoutes.networks.base import Point
    from georoutes.networks.overland import Overland
    from georoutes.networks.pieces import Found
    from georoutes.networks.snaps import Floats, Snap

REACH_KM = 100.0
"""A place farther than this from the network has no path."""

MOVED_KM = 0.001
ABSURD = 4.0
ABSURD_KM = 500.0
"""A path this many times as long as the straight line, and this much longer, is refused."""


def refuse_far(net: Overland, place: Place, allowed: npt.NDArray[np.bool_], limits: str) -> None:
    """Raise when a place has nothing within reach that it may be joined to."""
    point = (place.lon, place.lat)
    way = f"{net.profile.way[0]}{limits}"
    ((chosen, refused),) = usable([place], snaps(net.graph, [point], REACH_KM, allowed), net.graph.served)
    if chosen:
        return
    nearest = next(
        (found[0] for km in (300.0, 1000.0, 3000.0) if (found := snaps(net.graph, [point], km, allowed)[0])),
        None,
    )
    if refused:
        where = describe(refused[0], way)
        rule = "the place cannot be joined to it without a crossing that the data do not have"
    else:
        rule = f"the limit is {REACH_KM:.0f} km"
        where = (
            f"{nearest.away_km:,.0f} km from the nearest {way}, which is at {position(nearest.point)}"
            if nearest
            else f"more than 3,000 km from any {way}"
        )
    raise NoPathError(
        f"{located(place)} lies {where}; {rule}. "
        "Check the place, let the leg begin or end nearer the network, or use another mode."
    )


def refuse_avoided(ends: tuple[Place, Place], avoid: Sequence[str]) -> None:
    """Raise when an end of a path lies in what the path is to avoid."""
    for place in ends:
        for entry in avoid:
            if isinstance(entry, Around) and entry.holds(place.lon, place.lat):
                raise LimitError(
                    f"avoid closes {entry}, and {place.name} lies there; leave it out, or let the leg begin "
                    "or end elsewhere."
                )


def too_little(length_km: Floats, connector_km: Floats) -> npt.NDArray[np.bool_]:
    """Whether paths are hardly on the network."""
    used = length_km - connector_km
    return (used < MOVED_KM) | (used < connector_km)


def too_long(length_km: Floats | float, direct_km: Floats | float) -> npt.NDArray[np.bool_]:
    """Whether paths are so long that a gap in the data is likelier than a detour."""
    length, direct = np.asarray(length_km), np.asarray(direct_km)
    absurd: npt.NDArray[np.bool_] = (length > ABSURD * direct) & (length - direct > ABSURD_KM)
    return absurd


def require_use(
    net: Overland, ends: tuple[Place, Place], used_km: float, joining_km: float, point: Point | None
) -> None:
    """Raise when little of the path is on the network: that would be a mode in name alone."""
    origin, destination = ends
    if used_km < MOVED_KM:
        where = f" ({position(point)})" if point else ""
        raise NoPathError(
            f"{origin.name} and {destination.name} reach the {net.profile.way[0]} at the same point{where}, "
            f"so there is no leg by {net.mode} between them; leave the leg out or correct one of its ends."
        )
    if used_km < joining_km:
        raise NoPathError(
            f"Only {used_km:,.0f} km of the way from {origin.name} to {destination.name} are on the "
            f"{net.profile.way[0]}, and {joining_km:,.0f} km lead to and from it, so this is no leg by "
            f"{net.mode}; let it begin or end nearer the network, or use another mode."
        )


def refuse_absurd(
    net: Overland, ends: tuple[Place, Place], km: float, crossed: Callable[[], Sequence[str]]
) -> None:
    """Raise when the only way is so long that a gap in the data is likelier than a detour."""
    origin, destination = ends
    direct = distance_km((origin.lon, origin.lat), (destination.lon, destination.lat))
    if not too_long(km, direct):
        return
    codes = [code for code in crossed() if code]
    names = ", ".join(country_name(code) for code in codes)
    raise NoPathError(
        f"The only way by {net.mode} in the data from {origin.name} to {destination.name} is "
        f"{km:,.0f} km long, {km / direct:.0f} times the straight line ({direct:,.0f} km), through "
        f"{names}: there is water or a gap in the data between them. If it is the way taken, give places "
        f"with via or countries: [{', '.join(codes)}]; or else use another mode for a part."
    )


def no_way(
    net: Overland, origin: Place, destination: Place, countries: Sequence[str], avoid: Sequence[str]
) -> str:
    """Say why two places that are both near the network are not joined."""
    allowed = net.limited(tuple(countries), tuple(avoid)).allowed
    places = (origin, destination)
    found = snaps(net.graph, [(place.lon, place.lat) for place in places], REACH_KM, allowed)
    near = usable(places, found, net.graph.served)
    reasons = []
    if countries or avoid:
        reasons = [_without_limits(net, origin, destination, countries, avoid)]
    if not (countries or avoid) or not reasons[0]:
        reasons = [_gap(net, allowed, *(chosen for chosen, _ in near))]
    for place, other, (_, refused), (others, _) in zip(places, places[::-1], near, near[::-1], strict=True):
        parts = {snap.component for snap in others}
        missed = next((row for row in refused if row.snap.component in parts), None)
        if missed:
            reasons.append(f"The {net.profile.way[1]} that reach {other.name} begin {begins(missed, place)}.")
    return (
        f"No {net.profile.way[0]} in the data joins {located(origin)} and {located(destination)}"
        f"{in_words(countries, avoid)}. "
        f"{' '.join(reasons)} Split the leg at a port or border, or use another mode for a part."
    )


def _without_limits(
    net: Overland, origin: Place, destination: Place, countries: Sequence[str], avoid: Sequence[str]
) -> str:
    """Tell of the way that there would be without limits."""
    found = net.find(origin, destination, net.limited((), ()))
    if found is None:
        return ""
    passed = list(notes.by_country(net.graph, found.pieces))
    names = ", ".join(country_name(code) for code in passed)
    closed = f"Every way is closed by avoid ({', '.join(avoid)}). " if avoid and not countries else ""
    return (
        f"{closed}Without these limits there is a way of {on_network(found):,.0f} km through {names}; "
        f"allow it with countries: [{', '.join(passed)}]."
    )


def _gap(net: Overland, allowed: npt.NDArray[np.bool_], starts: Sequence[Snap], goals: Sequence[Snap]) -> str:
    """Tell where the parts of the network that hold the two ends come nearest to each other."""
    gap = nearest_gap(net.graph, allowed, [snap.edge for snap in starts], [snap.edge for snap in goals])
    if gap is None:
        return "There may be water or a gap in the data between them."
    (a, b), km = gap, distance_km(gap[0], gap[1])
    return (
        f"Their parts of the network come nearest to each other at {position(a)} and {position(b)}, "
        f"{km:,.1f} km apart: water, a border without a line, or a gap in the data.{net.mending}"
    )


def on_network(found: Found) -> float:
    """Kilometres of a path without its connectors."""
    return float(found.pieces.km.sum())


def in_words(countries: Sequence[str], avoid: Sequence[str]) -> str:
    """Put the limits of a search into words."""
    within = f" within {', '.join(countries)}" if countries else ""
    return within + (f" without {', '.join(avoid)}" if avoid else "")
