"""A place that the gazetteer cannot settle by its name alone."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from gazetteer.place import PLACE_TYPES
from georoutes.model.record import CountryCode, PlaceReference, Record, Text, nearest


def _place_type(text: str) -> str:
    if text not in PLACE_TYPES:
        raise ValueError(f"{text!r} is not a type of place; {nearest(text, list(PLACE_TYPES))}")
    return text


class PlaceEntry(Record):
    """What a case says of a place: where it is, or how to tell it from others of its name."""

    name: Text | None = None
    """The name, as the source writes it; the entry's id when left out."""
    id: Text | None = None
    """The gazetteer's id, such as ``geonames:2042645``, when nothing else tells it from others."""
    near: PlaceReference | None = None
    """The source says only that it is near this place: it is drawn as a disc around it."""
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    """Longitude in degrees."""
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    """Latitude in degrees."""
    radius_km: Annotated[float, Field(ge=0, le=20_000)] | None = None
    """How far the truth may be from the point, in kilometres."""
    country: CountryCode | None = None
    """ISO 3166-1 code of two letters, to tell it from others of its name."""
    type: (
        Annotated[str, AfterValidator(_place_type), Field(json_schema_extra={"enum": list(PLACE_TYPES)})]
        | None
    ) = None
    """Type of place, to tell it from others of its name."""
    reading: Literal["literal", "metonym"] = "literal"
    """``metonym``: the source's word is a seat of power that stands for its government, so ``name`` is the
    country: "Beijing sent" is China."""
    note: Text | None = None
    """How the analyst knows."""

    @model_validator(mode="after")
    def _is_at_one_place(self) -> PlaceEntry:
        if (self.lon is None) != (self.lat is None):
            raise ValueError("`lon` and `lat` go together; one of them is missing")
        if sum(way is not None for way in (self.id, self.near, self.lon)) > 1:
            raise ValueError("a place has one of `id`, `near`, or `lon` and `lat`")
        if self.reading == "metonym" and (self.name is None or self.near or self.lon is not None):
            raise ValueError("`reading: metonym` needs `name`: the country whose government is meant")
        return self
