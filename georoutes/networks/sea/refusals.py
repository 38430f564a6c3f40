"""Why there is no way by sea, in words: each refusal says what is wrong, where, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from georoutes import passages
from georoutes.errors import NoPathError
from georoutes.networks.base import position
from georoutes.networks.sea.approach import REACH_KM
from georoutes.networks.sea.lanes import vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.place import Place
    from georoutes.networks.sea import Sea
    from georoutes.networks.sea.lanes import Lanes
    from georoutes.networks.sea.search import Access

_EARTH_KM = 6371.0088
_PORTS = 3


def inland(lanes: Lanes, place: Place) -> NoPathError:
    """Refuse a place that no ship reaches."""
    away = _sphere_km(lanes.vectors, place)
    return NoPathError(
        f"{place.name} ({position((place.lon, place.lat))}) lies {away.min():,.0f} km from water that ships "
        f"reach, and the limit is {REACH_KM:.0f} km. {_ports(lanes, place)}"
        "Begin or end the leg at a port, or use another mode."
    )


def same_water(origin: Place, destination: Place, start: Access) -> NoPathError:
    """Refuse two places with the same quay."""
    return NoPathError(
        f"{origin.name} and {destination.name} reach the water at the same point "
        f"({position(start.approach.start)}), so there is no leg by sea between them; "
        "leave the leg out or correct one of its ends."
    )


def no_way(
    sea: Sea,
    places: tuple[Place, Place],
    avoid: Sequence[str],
    asked: Sequence[str],
    draft_m: float | None,
) -> NoPathError:
    """Say why no way was found: what is closed, by whom, or that the waters are not joined."""
    origin, destination = places
    names = f"from {origin.name} to {destination.name}"
    ends = sea.access(origin, 0), sea.access(destination, 0)
    free = sea.find(*ends, asked, 0)
    if free is None and asked and sea.find(*ends, (), 0) is not None:
        return NoPathError(
            f"No sea path {names} goes through {', then '.join(asked)}; leave via out or correct it."
        )
    if free is None:
        return NoPathError(
            f"No sea path joins {origin.name} ({position((origin.lon, origin.lat))}) and {destination.name} "
            f"({position((destination.lon, destination.lat))}): one of them lies on a water that no ship "
            f"leaves. {_ports(sea.lanes, origin)}Begin or end the leg at a seaport, or use another mode."
        )
    used = {name for edge in free.edges if edge >= 0 for name in sea.lanes.names(int(sea.lanes.tags[edge]))}
    avoided = sorted(used & {member for name in avoid for member in passages.members(name)})
    table = passages.known()
    shallow = sorted(name for name in used if draft_m is not None and draft_m > table[name].draft_m)
    shut = sorted(name for name in used if table[name].closed and name not in avoided)
    if avoided:
        return NoPathError(
            f"Every sea path {names} is closed by avoid ({', '.join(avoided)}). "
            "Leave that passage open, or split the leg and use another mode for a part."
        )
    if shallow:
        return NoPathError(
            f"Every sea path {names} is too shallow for a draught of {draft_m:g} m ({', '.join(shallow)}). "
            "Give the draught of a smaller ship, or use another mode."
        )
    return NoPathError(
        f"The sea path {names} leads through {', '.join(shut)} ({table[shut[0]].note}), which is closed "
        f"unless asked for: give via=[{shut[0]!r}], or use another mode."
        if shut
        else f"Every sea path {names} is closed. Give fewer limits, or use another mode."
    )


def _ports(lanes: Lanes, place: Place) -> str:
    """Name the nearest ports."""
    away = _sphere_km(vectors(lanes.port), place)
    best = np.argsort(away)[: 4 * _PORTS]
    named = list(dict.fromkeys(f"{lanes.port_name[k]} ({away[k]:,.0f} km)" for k in best.tolist()))[:_PORTS]
    return f"The nearest ports are {', '.join(named)}. "


def _sphere_km(nodes: np.typing.NDArray[np.float64], place: Place) -> np.typing.NDArray[np.float64]:
    chord = np.linalg.norm(nodes - vectors(np.array([(place.lon, place.lat)])), axis=1)
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.clip(chord / 2, 0.0, 1.0)))
