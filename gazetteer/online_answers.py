"""What an online service answers, checked and turned into places.

A server is not trusted: what is missing, of the wrong kind or out of range is left out, and its texts lose
what cannot be printed.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from gazetteer.distance import distance_km
from gazetteer.index import Entry
from gazetteer.names import MAX_NAME_LENGTH, fold, lookup_keys
from gazetteer.place import PLACE_TYPES, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OFFICIAL, _ALTERNATE = 0, 1
_LEAST_PROMINENCE, _PROMINENCE_OF_IMPORTANCE = 2.0, 4.0
"""Powers of ten. Nominatim's importance goes from 0 to 1: a village has about 0.3, Paris 0.9."""
_LEAST_KM, _LARGEST_KM = 0.1, 10_000.0
_HALF_TURN, _POLE = 180.0, 90.0
_MOST_NAMES = 200
_CODE_LENGTH = 2
_COUNTRY_RANK = 4
_SETTLEMENTS = (
    "city",
    "town",
    "village",
    "hamlet",
    "suburb",
    "neighbourhood",
    "quarter",
    "isolated_dwelling",
)
_DIVISIONS = ("state", "province", "region", "county", "district", "municipality", "state_district")

# OpenStreetMap's key and value; "*" stands for any value.
_TYPE_OF_TAG = {
    ("place", "country"): "country",
    ("place", "sea"): "sea",
    ("place", "ocean"): "sea",
    ("place", "island"): "island",
    ("place", "islet"): "island",
    ("place", "archipelago"): "island",
    **{("place", value): "admin" for value in _DIVISIONS},
    **{("place", value): "town" for value in (*_SETTLEMENTS, "locality", "borough", "city_block", "farm")},
    ("waterway", "river"): "river",
    ("waterway", "stream"): "river",
    ("waterway", "canal"): "canal",
    ("water", "*"): "lake",
    ("natural", "water"): "lake",
    ("natural", "strait"): "strait",
    ("natural", "bay"): "sea",
    ("natural", "peak"): "mountain",
    ("natural", "volcano"): "mountain",
    ("natural", "mountain_range"): "mountain",
    ("natural", "ridge"): "mountain",
    ("natural", "desert"): "region",
    ("natural", "peninsula"): "region",
    ("natural", "plateau"): "region",
    ("natural", "valley"): "region",
    ("aeroway", "aerodrome"): "airport",
    ("aeroway", "airstrip"): "airport",
    ("aeroway", "spaceport"): "spaceport",
    ("railway", "*"): "station",
    ("harbour", "*"): "port",
    ("landuse", "harbour"): "port",
    ("landuse", "port"): "port",
    ("industrial", "port"): "port",
    ("amenity", "ferry_terminal"): "port",
    ("landuse", "military"): "military",
    ("military", "*"): "military",
    ("barrier", "border_control"): "border-crossing",
    ("building", "*"): "building",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A place that a service knows, with all the names that it bears there.

    Parameters
    ----------
    place
        The place.
    names
        Its names in any language; the first is the place's own.
    importance
        From 0 to 1, as the service has it.
    """

    place: Place
    names: tuple[str, ...]
    importance: float


def parsed(content: object, source: str) -> list[Answer]:
    """Return the places in a service's answer, as `json.loads` has read it.

    Parameters
    ----------
    content
        A list of objects as Nominatim's ``format=jsonv2`` has them.
    source
        Who says so.

    Raises
    ------
    ValueError
        If it is no such list, or nothing in it is a place.

    Examples
    --------
    >>> row = {"osm_type": "node", "osm_id": 7, "lat": "42.1", "lon": "130.2", "name": "Quay"}
    >>> parsed([row | {"category": "harbour"}], "OpenStreetMap Nominatim")[0].place.id
    'osm:node/7'
    """
    if not isinstance(content, list):
        raise ValueError("a list of places was expected")  # noqa: TRY004 - the server's fault, not the caller's
    answers = [answer for row in content if isinstance(row, dict) and (answer := _answer(row, source))]
    if content and not answers:
        raise ValueError("nothing in the list is a place")
    return answers


def stored(answers: list[Answer]) -> str:
    """Return answers as a text to be kept."""
    return json.dumps([asdict(answer) for answer in answers])


def restored(text: str) -> list[Answer]:
    """Return the answers of a text that was kept.

    Raises
    ------
    ValueError
        If it has been damaged.
    """
    try:
        rows = json.loads(text)
        return [Answer(Place(**row["place"]), tuple(row["names"]), float(row["importance"])) for row in rows]
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def entries(answers: list[Answer], name: str, country: str | None) -> Iterator[Entry]:
    """Yield the places that bear just this name in just this country.

    A service may also answer with what it takes for similar: that is left out.

    Parameters
    ----------
    answers
        What the service said.
    name
        The name; of "Dunay, Russia" the part before the comma may be the place's name.
    country
        ISO 3166-1 alpha-2, or None.
    """
    wanted = {*lookup_keys(name), *lookup_keys(name.partition(",")[0])}
    for answer in answers:
        if country is not None and answer.place.country != country:
            continue
        for text in answer.names:
            if fold(text) in wanted:
                kind = _OFFICIAL if text == answer.names[0] else _ALTERNATE
                prominence = _LEAST_PROMINENCE + _PROMINENCE_OF_IMPORTANCE * answer.importance
                yield Entry(answer.place, prominence, text, kind, f"asked online of {answer.place.source}")


def _answer(row: Mapping[str, Any], source: str) -> Answer | None:
    lon, lat = _number(row.get("lon")), _number(row.get("lat"))
    if lon is None or lat is None or abs(lon) > _HALF_TURN or abs(lat) > _POLE:
        return None
    names = _names(row)
    id_ = _id(row, source, lon, lat)
    if not names or not id_:
        return None
    importance = _number(row.get("importance")) or 0.0
    place = Place(
        id=id_,
        name=names[0],
        type=_type(row),
        country=_country(row),
        lon=lon,
        lat=lat,
        radius_km=_radius_km(row.get("boundingbox"), lon, lat),
        source=source,
    )
    return Answer(place, names, min(max(importance, 0.0), 1.0))


def _names(row: Mapping[str, Any]) -> tuple[str, ...]:
    details = row.get("namedetails")
    details = details if isinstance(details, dict) else {}
    full = row.get("display_name")
    heads = [full.partition(",")[0]] if isinstance(full, str) else []
    texts = [details.get("name:en"), row.get("name"), details.get("name"), *heads, *details.values()]
    cleaned = (_clean(text) for text in texts[:_MOST_NAMES] if isinstance(text, str))
    return tuple(dict.fromkeys(text for text in cleaned if fold(text)))


def _clean(text: str) -> str:
    """Return a text without control characters, of a length that a name may have."""
    return "".join(filter(str.isprintable, text[:MAX_NAME_LENGTH])).strip()


def _id(row: Mapping[str, Any], source: str, lon: float, lat: float) -> str:
    type_, number = _word(row, "osm_type"), row.get("osm_id")
    if type_ in {"node", "way", "relation"} and isinstance(number, int) and number > 0:
        return f"osm:{type_}/{number}"
    return "" if type_ else f"{fold(source).replace(' ', '-')}:{lat:.5f},{lon:.5f}"


def _type(row: Mapping[str, Any]) -> str:
    key, value = _word(row, "category") or _word(row, "class"), _word(row, "type")
    if not key and value in PLACE_TYPES:
        return value
    if (key, value) == ("boundary", "administrative"):
        return _administrative(row)
    if (key, value) == ("natural", "water") and _word(row, "addresstype") in {"river", "canal"}:
        return _word(row, "addresstype")
    return _TYPE_OF_TAG.get((key, value)) or _TYPE_OF_TAG.get((key, "*"), "site")


def _administrative(row: Mapping[str, Any]) -> str:
    """Return what a boundary encloses: OpenStreetMap draws one around countries and villages alike."""
    kind, rank = _word(row, "addresstype"), _number(row.get("place_rank"))
    if kind == "country" or (rank is not None and rank <= _COUNTRY_RANK):
        return "country"
    return "town" if kind in _SETTLEMENTS else "admin"


def _word(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def _country(row: Mapping[str, Any]) -> str:
    address = row.get("address")
    code = address.get("country_code") if isinstance(address, dict) else None
    is_code = isinstance(code, str) and len(code) == _CODE_LENGTH and code.isascii() and code.isalpha()
    return str(code).upper() if is_code else ""


def _radius_km(box: object, lon: float, lat: float) -> float:
    """Return how far the corners of a box (south, north, west, east) are from the point."""
    sides = [_number(side) for side in box] if isinstance(box, list) else []
    if len(sides) != 4:  # noqa: PLR2004 - sides
        return 1.0
    south, north, west, east = (0.0 if side is None else side for side in sides)
    if not (-_POLE <= south <= north <= _POLE and max(abs(west), abs(east)) <= _HALF_TURN):
        return 1.0
    farthest = max(distance_km(lon, lat, side, end) for side in (west, east) for end in (south, north))
    return round(min(max(farthest, _LEAST_KM), _LARGEST_KM), 3)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
