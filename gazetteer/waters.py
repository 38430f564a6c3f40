"""Which sea, strait or lake a point lies in: told by discs, so the answer is approximate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.distance import distance_km

if TYPE_CHECKING:
    from collections.abc import Collection

    from gazetteer.index import Index
    from gazetteer.place import Place

_LEAST_KM = 5.0
_FEW = 2_000
_PART = 0.5
"""Where the middle of a bay or gulf and half of its disc lie in a larger water, it is a part of that."""
_OWN_RIGHT_KM = 250.0
"""A sea so large stands for itself, though a disc around its neighbour may reach over it."""
_LARGEST_LAKE_KM = 400.0
"""What is larger is a group of lakes with land between."""
_OPEN_LAKE = 0.5
"""Only the inner half of a lake's disc counts: lakes are long, and discs reach to their far ends."""

_POLAR_CIRCLE, _SOUTHERN = 66.5, -60.0
_OCEANS = (
    "supplement:arctic-ocean", "supplement:southern-ocean", "supplement:indian-ocean",
    "supplement:north-atlantic", "supplement:south-atlantic", "supplement:north-pacific",
    "supplement:south-pacific",
)  # fmt: skip
_WHOLE_OCEANS = frozenset({*_OCEANS, "supplement:pacific-ocean", "supplement:atlantic-ocean"})
# Up to a latitude, the longitudes where the Atlantic becomes the Pacific, and the Indian Ocean the Pacific.
_AMERICAS = ((-18.0, -69.0), (0.0, -75.0), (9.0, -77.5), (13.0, -86.0), (18.0, -95.0), (90.0, -100.0))
_INDIES = ((-38.0, 147.0), (-20.0, 140.0), (-8.0, 129.0), (-3.0, 104.0), (1.0, 100.0), (90.0, 98.5))
_AFRICA = 20.0
_NORTH_OF_INDIAN = 30.0


def waters_at(index: Index, lon: float, lat: float) -> tuple[Place, ...]:
    """Return the water at a point that is not on land, and the larger one that it is a part of, if any.

    The smallest sea, strait or lake whose disc holds the point, judged by its disc alone: near a shore the
    neighbour may be meant. An ocean only where no sea fits, by plain lines of longitude and latitude.

    Parameters
    ----------
    index
        Where the waters are.
    lon, lat
        The point, in degrees.
    """
    found = [
        place
        for place in _around(index, lon, lat, ("sea", "strait", "lake"), 1.0)
        if place.id not in _WHOLE_OCEANS
    ]
    if not found:
        ocean = index.place(ocean_at(lon, lat))
        return (ocean,) if ocean else ()
    smallest, *larger = found
    wholes = [place for place in larger if _is_part_of(smallest, place)]
    return (smallest, *wholes[:1])


def lake_at(index: Index, lon: float, lat: float) -> tuple[Place, ...]:
    """Return the lake at a point within the outline of land, which is drawn without its lakes; none or one.

    A lake counts in the inner half of its disc; whether a place lies there on its shore is for the caller
    to see.
    """
    found = _around(index, lon, lat, ("lake",), _OPEN_LAKE)[:1]
    return tuple(place for place in found if place.radius_km <= _LARGEST_LAKE_KM)


def ocean_at(lon: float, lat: float) -> str:
    """Return the id of the ocean at a point of the open sea.

    Examples
    --------
    >>> ocean_at(-30.0, 40.0), ocean_at(-123.0, -48.0), ocean_at(75.0, -10.0)
    ('supplement:north-atlantic', 'supplement:south-pacific', 'supplement:indian-ocean')
    """
    arctic, southern, indian, *_ = _OCEANS
    if lat > _POLAR_CIRCLE:
        return arctic
    if lat < _SOUTHERN:
        return southern
    if _AFRICA <= lon < _line(_INDIES, lat) and lat < _NORTH_OF_INDIAN:
        return indian
    is_atlantic = _line(_AMERICAS, lat) < lon < _line(_INDIES, lat)
    half = "north" if lat >= 0 else "south"
    return f"supplement:{half}-{'atlantic' if is_atlantic else 'pacific'}"


def _line(line: tuple[tuple[float, float], ...], lat: float) -> float:
    return next(lon for up_to, lon in line if lat <= up_to)


def _around(index: Index, lon: float, lat: float, types: Collection[str], part: float) -> list[Place]:
    """Return the waters of some types whose discs, or a part of them, hold a point, smallest first."""
    places = [place for type_ in types for place in index.of_type(type_, _FEW, _LEAST_KM)]
    around = [each for each in places if distance_km(lon, lat, each.lon, each.lat) <= part * each.radius_km]
    return sorted(around, key=lambda each: (each.radius_km, each.id))


def _is_part_of(small: Place, large: Place) -> bool:
    apart = distance_km(small.lon, small.lat, large.lon, large.lat)
    return small.radius_km < _OWN_RIGHT_KM and apart + _PART * small.radius_km <= large.radius_km
