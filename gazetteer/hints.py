"""What a caller says beside a name (country, types, a point nearby), checked at the door."""

from __future__ import annotations

import math
import reprlib
from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from gazetteer.errors import HintError
from gazetteer.place import PLACE_TYPES, Place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


def checked_types(types: Iterable[str] | None) -> frozenset[str] | None:
    """Return the types as a set; None where every type is welcome.

    Raises
    ------
    HintError
        If a type is unknown; the message names the one that looks most like it.

    Examples
    --------
    >>> checked_types(["rivr"])
    Traceback (most recent call last):
    ...
    gazetteer.errors.HintError: 'rivr' is no type of place; did you mean 'river'?
    """
    if types is None:
        return None
    wanted = frozenset([types] if isinstance(types, str) else types)
    for unknown in sorted(wanted.difference(PLACE_TYPES), key=str):
        close = get_close_matches(str(unknown), PLACE_TYPES, n=1)
        advice = f"did you mean {close[0]!r}?" if close else f"known are {', '.join(PLACE_TYPES)}"
        raise HintError(f"{reprlib.repr(unknown)} is no type of place; {advice}")
    return wanted


def position(point: Any) -> tuple[float, float]:  # noqa: ANN401 - what it may be is checked
    """Return the longitude and latitude of a pair, or of a point with a ``__geo_interface__``.

    Raises
    ------
    TypeError
        If it is something else.

    Examples
    --------
    >>> position(Place("my:1", "Quay", "port", lon=130.3, lat=42.2))
    (130.3, 42.2)
    """
    shape = getattr(point, "__geo_interface__", point)
    if isinstance(shape, dict):
        shape = (shape.get("geometry") or {}) if shape.get("type") == "Feature" else shape
        point = shape.get("coordinates", ())[:2] if shape.get("type") == "Point" else None
    if not isinstance(point, Sequence) or isinstance(point, str) or len(point) != 2:  # noqa: PLR2004 - a pair
        raise TypeError(f"{point!r} is neither a pair (longitude, latitude) nor a point")
    return point[0], point[1]


def point_as_place(point: tuple[float, float]) -> Place:
    """Return a place without a name at a point (longitude, latitude) in degrees.

    Raises
    ------
    TypeError
        If it is not a pair of numbers.
    HintError
        If the point lies nowhere on Earth; the message says so when the axes seem to be swapped.

    Examples
    --------
    >>> point_as_place((47.5, 142.0))
    Traceback (most recent call last):
    ...
    gazetteer.errors.HintError: (47.5, 142.0): longitude comes first; latitude 142.0 is not between ...
    """
    try:
        lon, lat = map(float, point)
    except (TypeError, ValueError):
        raise TypeError(f"{point!r} is neither a name, a Place nor a pair (longitude, latitude)") from None
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise HintError(f"({lon}, {lat}): longitude and latitude must be finite numbers")
    if not -90 <= lat <= 90:  # noqa: PLR2004 - degrees
        swapped = " (swapped?)" if -90 <= lon <= 90 and -180 <= lat <= 180 else ""  # noqa: PLR2004 - degrees
        raise HintError(
            f"({lon}, {lat}): longitude comes first; latitude {lat} is not between -90 and 90{swapped}"
        )
    if not -180 <= lon <= 180:  # noqa: PLR2004 - degrees
        raise HintError(f"({lon}, {lat}): longitude comes first; {lon} is not between -180 and 180")
    return Place(id="", name=f"({lon:g}, {lat:g})", type="site", lon=lon, lat=lat)
