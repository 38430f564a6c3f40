"""Places named by themselves, outside a case: names, ids, positions and points."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from gazetteer import Gazetteer, Place, PlaceNotFoundError
from georoutes.errors import OptionError
from georoutes.model.record import as_position, check_position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer import Match

Reference = str | tuple[float, float]
"""A name or an id; or longitude and latitude in degrees."""


@functools.cache
def default_gazetteer() -> Gazetteer:
    """Return the bundled gazetteer; it is read-only, so all may share it."""
    return Gazetteer()


def at(*places: Place | Reference, gazetteer: Gazetteer | None = None, by_ship: bool = False) -> list[Place]:
    """Turn names, positions and points into places; names settle each other.

    Parameters
    ----------
    *places
        Names, (longitude, latitude) pairs in degrees, the same as text ("30.7,46.5"), `Place` records, or
        points: anything with ``x`` and ``y``, such as a shapely point.
    gazetteer
        Where names are looked up; the bundled one when left out.
    by_ship
        Whether a ship calls at them: then a name that could be several places is the one by the sea.

    Returns
    -------
    list of Place
        In the order given.

    Raises
    ------
    PlaceNotFoundError, AmbiguousPlaceError
        As `Gazetteer.resolve` does.
    OptionError
        When a position is not on the globe.

    Examples
    --------
    >>> at((30.7233, 46.4825))[0].name
    '46.483 N, 30.723 E'
    """
    references = [_read(place) for place in places]
    names = list(dict.fromkeys(place for place in references if isinstance(place, str)))
    known: dict[str, Place] = {}
    if names:
        source = gazetteer or default_gazetteer()
        for name, settled in zip(names, source.resolve_all(names), strict=True):
            match = settled or (settled_by_the_sea(name, source) if by_ship else None)
            known[name] = match.place if match else named_or_id(source, name)
    return [known[place] if isinstance(place, str) else _at_point(place) for place in references]


def settled_by_the_sea(name: str, gazetteer: Gazetteer) -> Match | None:
    """Return what a name means where a ship calls; see `georoutes.seaside`."""
    from georoutes.seaside import by_the_sea  # noqa: PLC0415 - the outlines of the world, for a name in doubt only

    return by_the_sea(name, gazetteer)


def named_or_id(gazetteer: Gazetteer, text: str, **hints: Any) -> Place:  # noqa: ANN401  of `resolve`
    """Find a place by its name, or by its id as errors write it, such as geonames:2210247."""
    if ":" in text:
        try:
            return gazetteer.get(text)
        except PlaceNotFoundError:
            pass  # a name may have a colon
    return gazetteer.resolve(text, **hints)


def _read(place: Any) -> Any:  # noqa: ANN401  any point class
    """Read "longitude,latitude" as a position, and leave everything else as it is."""
    position = as_position(place) if isinstance(place, str) else None
    return place if position is None else position


def _at_point(place: Any) -> Place:  # noqa: ANN401  any point class
    if isinstance(place, Place):
        return place
    if getattr(place, "is_empty", False):
        raise OptionError("an empty point is no place")
    return at_position((place.x, place.y) if hasattr(place, "x") and hasattr(place, "y") else place)


def at_position(position: Sequence[float]) -> Place:
    """Make a place of longitude and latitude in degrees; its name is the position."""
    try:
        lon, lat = (float(number) for number in position)
    except (TypeError, ValueError):
        raise OptionError(
            f"{position!r} is not a place; give a name, a Place or (longitude, latitude)"
        ) from None
    try:
        check_position(lon, lat)
    except ValueError as error:
        raise OptionError(str(error)) from None
    name = f"{abs(lat):.3f} {'N' if lat >= 0 else 'S'}, {abs(lon):.3f} {'E' if lon >= 0 else 'W'}"
    return Place(f"position:{lon:.5f},{lat:.5f}", name, "site", lon=lon, lat=lat, source="position given")
