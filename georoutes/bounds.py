"""What a path by land keeps to and avoids: names become codes, borders, and surroundings of places."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from gazetteer import AmbiguousPlaceError, Place, PlaceNotFoundError
from georoutes.errors import LimitError
from georoutes.lands import code_of, land_of, unknown
from georoutes.locate import at, default_gazetteer, remedy
from georoutes.networks.limits import Around, entries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer import Gazetteer
    from georoutes.locate import Reference

AROUND_KM = 10.0
"""A place to avoid is passed no nearer than this, and not within its extent where that is larger."""

_BY_LAND = frozenset({"rail", "road"})
_COUNTRIES = "Give countries by name or by ISO 3166-1 alpha-2 code, such as RU"


def settled(
    mode: str,
    countries: Sequence[str] = (),
    avoid: Sequence[Place | Reference] = (),
    *,
    known: Mapping[Reference, Place] = MappingProxyType({}),
    gazetteer: Gazetteer | None = None,
) -> tuple[Sequence[str], Sequence[str]]:
    """Turn what limits a leg into what networks know.

    Parameters
    ----------
    mode
        Of the leg; only rail and road have such limits, and others are handed on as they are.
    countries
        Names or codes of countries.
    avoid
        Names or codes of countries, borders such as ``KP-RU`` or ``North Korea-Russia``, or places.
    known
        Places that are settled already, by what refers to them.
    gazetteer
        Where names are looked up; the bundled one when left out.

    Raises
    ------
    LimitError
        An entry is not known, or is an area without a settled line around it.

    Examples
    --------
    >>> settled("rail", ["Russia", "kp"], ["China", "KP-RU", "Khasan"])[0]
    ('RU', 'KP')
    """
    if mode not in _BY_LAND:
        return countries, avoid  # type: ignore[return-value]  # the network of the mode judges them
    source = gazetteer or default_gazetteer()
    codes = {text: code_of(text, source) for text in entries("countries", countries)}
    if None in codes.values():
        raise unknown("countries", [text for text, code in codes.items() if code is None], _COUNTRIES)
    avoided = [
        (_land(entry, known, source) if isinstance(entry, str) else None) or _around(entry, known, source)
        for entry in entries("avoid", avoid, (str, tuple, Place))
    ]
    return tuple(code for code in codes.values() if code), tuple(avoided)


def _land(entry: str, known: Mapping[Reference, Place], gazetteer: Gazetteer) -> str | None:
    return None if entry in known or isinstance(entry, Around) else land_of(entry, gazetteer)


def _around(entry: Place | Reference, known: Mapping[Reference, Place], gazetteer: Gazetteer) -> Around:
    """Draw a circle around a place."""
    if isinstance(entry, Around):
        return entry
    try:
        place = known.get(entry) if isinstance(entry, str) else None
        place = place or at(entry, gazetteer=gazetteer)[0]
    except PlaceNotFoundError as error:
        advice = f"{_COUNTRIES}, a border such as KP-RU, or a place"
        places = [match.place.name for match in error.candidates]
        raise unknown("avoid", [str(entry)], advice, places) from error
    except AmbiguousPlaceError as error:
        raise LimitError(f"avoid has {entry!r}: {error}\n{remedy(error)}") from error
    if place.is_area:
        raise LimitError(
            f"avoid has {entry!r}, which is an area ({place.type}); give a country, a border such as "
            "KP-RU, or places in it."
        )
    return Around(place.name, place.lon, place.lat, max(AROUND_KM, place.radius_km))
