"""A place with what Linked Places Format says of it, and the feature that says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gazetteer.errors import PlacesFileError
from gazetteer.linked_geometry import point_and_extent
from gazetteer.linked_types import read_type, written_type
from gazetteer.names import fold
from gazetteer.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LEAST_RADIUS_KM = 1.0
_OWN_PROPERTIES = ("title", "ccodes", "admin1", "radius_km", "population", "source")
_UNDERSTOOD = frozenset(
    {"@id", "id", "type", "properties", "names", "types", "geometry", "when", "descriptions", "links"}
)
_CODE_LENGTH = 2
_LONGEST_KM = 20_040.0


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name of a place.

    Parameters
    ----------
    text
        The name.
    lang
        Its language as a tag (BCP 47), or "".
    citations
        Where it is found, as in the format: objects with ``label`` and ``@id``.
    when
        When it was in use, as in the format, or None.
    """

    text: str
    lang: str = ""
    citations: tuple[Mapping[str, Any], ...] = ()
    when: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class LinkedPlace:
    """A place with its names, times, descriptions and links.

    Parameters
    ----------
    place
        The place.
    names
        All its names; the one of ``place`` where none is given.
    when
        When the place existed, as in the format, or None.
    descriptions, links
        As in the format.
    extra
        Members of the feature that this package only keeps.

    Examples
    --------
    >>> depot = Place("my:depot", "Depot 7", "site", "RU", lon=40.12, lat=45.85, radius_km=2, source="J. Doe")
    >>> LinkedPlace(depot).names[0].text
    'Depot 7'
    """

    place: Place
    names: tuple[Toponym, ...] = ()
    when: Mapping[str, Any] | None = None
    descriptions: tuple[Mapping[str, Any], ...] = ()
    links: tuple[Mapping[str, Any], ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Give the place at least one name, cited to its source as the format wants it."""
        if not self.names:
            citations = ({"label": self.place.source},) if self.place.source else ()
            object.__setattr__(self, "names", (Toponym(self.place.name, citations=citations),))


def feature_of(linked: LinkedPlace) -> dict[str, Any]:
    """Return a place as a feature of Linked Places Format."""
    place = linked.place
    values = (place.name, _codes(place), place.admin1, place.radius_km, place.population, place.source)
    properties = {key: value for key, value in zip(_OWN_PROPERTIES, values, strict=True) if value}
    members: dict[str, Any] = {
        "properties": properties | linked.extra.get("properties", {}),
        "when": linked.when,
        "names": [_written_name(name) for name in linked.names],
        "types": _kept_types(linked) or [written_type(place.type)],
        "geometry": _kept_shape(linked) or _written_point(place),
        "links": list(linked.links),
        "descriptions": list(linked.descriptions),
    }
    kept = {key: value for key, value in linked.extra.items() if key not in members}
    return {"@id": place.id, "type": "Feature", **{k: v for k, v in members.items() if v}, **kept}


def _kept_shape(linked: LinkedPlace) -> Any:  # noqa: ANN401 - JSON
    """Return the shape that was read, unless the place has been moved since."""
    shape = linked.extra.get("geometry")
    located = point_and_extent(shape)
    return shape if located and located[:2] == (linked.place.lon, linked.place.lat) else None


def _kept_types(linked: LinkedPlace) -> Any:  # noqa: ANN401 - JSON
    """Return the types that were read, unless the place has been given another since."""
    types = linked.extra.get("types", [])
    classes = linked.extra.get("properties", {}).get("fclasses", [])
    return types if read_type(types, classes) == linked.place.type else None


def record_of(feature: object, source: str) -> LinkedPlace | None:
    """Return the place of a feature; None if the feature says that it is not located.

    Parameters
    ----------
    feature
        What JSON made of it.
    source
        Who says so, where the feature does not say.

    Raises
    ------
    PlacesFileError
        If it is no feature of the format; the message says what is wrong and what to do.
    """
    if not isinstance(feature, dict):
        raise PlacesFileError(f"a feature must be an object, not {type(feature).__name__}")
    located = point_and_extent(feature.get("geometry"))
    if located is None:
        return None
    properties = _of_kind(feature, "properties", dict, {})
    types = _objects(feature, "types")
    lon, lat, extent_km = located
    radius_km = _amount(properties, "radius_km", max(extent_km, _LEAST_RADIUS_KM))
    if radius_km > _LONGEST_KM:
        raise PlacesFileError(f"radius_km: {radius_km:g} km is more than half way round the Earth")
    place = Place(
        id=_id(feature),
        name=_title(properties),
        type=read_type(types, _of_kind(properties, "fclasses", list, [])),
        country=_country(properties),
        admin1=_text(properties, "admin1"),
        lon=lon,
        lat=lat,
        radius_km=radius_km,
        population=int(_amount(properties, "population", 0)),
        source=_text(properties, "source") or source,
    )
    return LinkedPlace(
        place=place,
        names=tuple(_name(each) for each in _objects(feature, "names")),
        when=_of_kind(feature, "when", dict, None) or None,
        descriptions=tuple(_objects(feature, "descriptions")),
        links=tuple(_objects(feature, "links")),
        extra=_extra(feature, place),
    )


def _extra(feature: dict[str, Any], place: Place) -> dict[str, Any]:
    """Return the members of a feature that would be lost if it were written from the place alone."""
    kept = {key: value for key, value in feature.items() if key not in _UNDERSTOOD}
    for key, canonical in (("geometry", _written_point(place)), ("types", [written_type(place.type)])):
        if feature.get(key) and feature[key] != canonical:
            kept[key] = feature[key]
    properties = feature.get("properties") or {}
    others = {key: value for key, value in properties.items() if key not in _OWN_PROPERTIES}
    return kept | ({"properties": others} if others else {})


def _written_point(place: Place) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _codes(place: Place) -> list[str]:
    return [code for code in place.country.split("|") if code]


def _written_name(name: Toponym) -> dict[str, Any]:
    members = {"lang": name.lang, "citations": list(name.citations), "when": name.when}
    return {"toponym": name.text, **{key: value for key, value in members.items() if value}}


def _name(each: dict[str, Any]) -> Toponym:
    text = _text(each, "toponym")
    if not fold(text):
        raise PlacesFileError(f"names: {text!r} has neither letter nor digit; give each name a toponym")
    return Toponym(
        text=text,
        lang=_text(each, "lang"),
        citations=tuple(_objects(each, "citations")),
        when=_of_kind(each, "when", dict, None) or None,
    )


def _id(feature: dict[str, Any]) -> str:
    id_ = _text(feature, "@id") or _text(feature, "id")
    if not id_:
        raise PlacesFileError('it has no "@id"; give it one that stays the same, such as "my:depot-7"')
    return id_


def _title(properties: dict[str, Any]) -> str:
    title = _text(properties, "title")
    if not fold(title):
        raise PlacesFileError('its properties have no "title"; write there what the place is called')
    return title


def _country(properties: dict[str, Any]) -> str:
    codes = _of_kind(properties, "ccodes", list, [])
    for code in codes:
        if not (isinstance(code, str) and len(code) == _CODE_LENGTH and code.isascii() and code.isalpha()):
            raise PlacesFileError(f"ccodes: {code!r} is not a country's two-letter code (ISO 3166-1)")
    return "|".join(dict.fromkeys(code.upper() for code in codes))


def _text(members: dict[str, Any], key: str) -> str:
    text: str = _of_kind(members, key, str, "").strip()
    if not text.isprintable():
        raise PlacesFileError(f"{key}: {text[:60]!r} has a character that cannot be printed; remove it")
    return text


def _amount(members: dict[str, Any], key: str, default: float) -> float:
    value = members.get(key)
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise PlacesFileError(f"{key}: {str(value)[:60]!r} is not a number from 0 on")
    return float(value)


def _objects(members: dict[str, Any], key: str) -> list[dict[str, Any]]:
    values: list[Any] = _of_kind(members, key, list, [])
    for value in values:
        if not isinstance(value, dict):
            raise PlacesFileError(f"{key}: must be a list of objects; {str(value)[:60]!r} is none")
    return values


def _of_kind(members: dict[str, Any], key: str, kind: Callable[..., Any], default: Any) -> Any:  # noqa: ANN401 - JSON
    value = members.get(key)
    if value is None:
        return default
    if not isinstance(value, kind):  # type: ignore[arg-type]
        words = {"dict": "an object", "list": "a list", "str": "a text"}
        raise PlacesFileError(f"{key}: must be {words[kind.__name__]}, not {str(value)[:60]!r}")
    return value
