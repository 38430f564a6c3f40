"""Why there is no way by sea, in words: each refusal says what is wrong, where, and what to do."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from georoutes import passages
from georoutes.errors import NoPathError
from georoutes.networks.base import distance_km, position
from georoutes.networks.sea.approach import REACH_KM
from georoutes.networks.sea.sphere import sphere_km

if TYPE_CHECKING:
    from gazetteer.place import Place
    from georoutes.networks.sea import Sea
    from georoutes.networks.sea.access import Access

_PORTS, _LOOKED_AT, _PORTS_KEPT = 3, 400, 8192
_TOWNS, _TOWN_KM = 5, 15.0


def inland(sea: Sea, place: Place) -> NoPathError:
    """Refuse a place that no ship reaches."""
    away = sphere_km(sea.lanes.node, (place.lon, place.lat))
    return NoPathError(
        f"{place.name} ({position((place.lon, place.lat))}) lies {away.min():,.0f} km from water that ships "
        f"reach, and the limit is {REACH_KM:.0f} km. {_ports(sea, place)}"
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
    avoid: tuple[str, ...],
    asked: tuple[str, ...],
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
        return _apart(sea, places, ends)
    usual = sea.lanes.bits(passages.closed_for((), asked, draft_m))
    if avoid and sea.find(*ends, asked, usual) is not None:
        return NoPathError(
            f"Every sea path {names} is closed by avoid ({', '.join(avoid)}). "
            "Leave one of these open, or split the leg and use another mode for a part."
        )
    used = {name for edge in free.edges if edge >= 0 for name in sea.lanes.names(int(sea.lanes.tags[edge]))}
    table = passages.known()
    shallow = sorted(name for name in used if draft_m is not None and draft_m > table[name].draft_m)
    shut = sorted(name for name in used if table[name].closed)
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


def _apart(sea: Sea, places: tuple[Place, Place], ends: tuple[Access, Access]) -> NoPathError:
    """Say which of two places ships do not reach from the sea, or that their waters are not joined."""
    reached = [sea.lanes.at_sea(end.seeds.node.tolist()) if len(end.seeds) else False for end in ends]
    lost = [place for place, there in zip(places, reached, strict=True) if not there]
    blame = " and ".join(place.name for place in lost or places)
    spots = " and ".join(f"{place.name} ({position((place.lon, place.lat))})" for place in places)
    lie = "lie" if len(lost) == len(places) else "lies"
    why = (
        f"{blame} {lie} on a water that ships do not reach from the sea"
        if lost
        else "their waters are not joined"
    )
    ports = "".join(_ports(sea, place) for place in (lost or places)[:1])
    return NoPathError(
        f"No sea path joins {spots}: {why}. {ports}Begin or end the leg at a seaport, or use another mode."
    )


def _ports(sea: Sea, place: Place) -> str:
    """Name the nearest ports that ships reach from the open sea, and how far they are."""
    from georoutes.locate import default_gazetteer  # noqa: PLC0415  loads for a refusal only

    named: dict[str, float] = {}
    lon = (place.lon + 180.0) % 360.0 - 180.0  # a place may be on any turn of the globe
    for near in default_gazetteer().reverse(lon, place.lat, limit=_LOOKED_AT, types=["port"]).places:
        if _is_real(sea, near.place):
            named.setdefault(_town_of(near.place), near.distance_km)
            if len(named) == _PORTS:
                break
    if not named:
        return ""
    return f"The nearest ports are {', '.join(f'{name} ({km:,.0f} km)' for name, km in named.items())}. "


def _town_of(port: Place) -> str:
    return port.name.removeprefix("Port of ")


@functools.lru_cache(maxsize=_PORTS_KEPT)
def _is_real(sea: Sea, port: Place) -> bool:
    """Whether ships reach a port, and a town of its name is near: lists have ports far from their place."""
    from gazetteer import HintError  # noqa: PLC0415
    from georoutes.locate import default_gazetteer  # noqa: PLC0415

    if not sea.is_port(port):
        return False
    try:
        towns = default_gazetteer().search(_town_of(port), country=port.country, types=["town"], limit=_TOWNS)
    except HintError:  # a code of islands that have no entry of their own, such as UM
        return False
    here = (port.lon, port.lat)
    return any(distance_km((town.place.lon, town.place.lat), here) <= _TOWN_KM for town in towns)
