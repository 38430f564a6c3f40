"""What all records of a case share: frozen, checked, and helpful about wrong keys."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from georoutes import dates


class Misplaced(ValueError):  # noqa: N818  it never leaves this package: pydantic wraps it
    """A fault in a part of the record being checked; ``where`` leads from the record to that part."""

    def __init__(self, message: str, *where: str | int) -> None:
        super().__init__(message)
        self.where = where


def nearest(word: str, known: list[str]) -> str:
    """Return advice for a word that is not known: the nearest known one, or all of them.

    Examples
    --------
    >>> nearest("form", ["from", "to", "mode"])
    "did you mean 'from'?"
    >>> nearest("colour", ["from", "to", "mode"])
    'known here: from, mode, to'
    """
    close = difflib.get_close_matches(word[:100], known, n=1)
    return f"did you mean {close[0]!r}?" if close else f"known here: {', '.join(sorted(known))}"


class Record(BaseModel):
    """A part of a case. It cannot be changed after it was made, and holds no key that is not its own."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        populate_by_name=True,
        use_attribute_docstrings=True,
        allow_inf_nan=False,
    )

    @model_validator(mode="before")
    @classmethod
    def _advise_on_unknown_keys(cls, data: Any) -> Any:  # noqa: ANN401  anything may stand in a file
        if isinstance(data, Mapping):
            known = [field.alias or name for name, field in cls.model_fields.items()]
            for key in data:
                if key not in known and key not in cls.model_fields:
                    raise Misplaced(f"unknown key {key!r}; {nearest(str(key), known)}", key)
        return data


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _edtf(text: str) -> str:
    return dates.parse(text).text


def _place_reference(value: object) -> object:
    if isinstance(value, str):
        if not value.strip():
            raise ValueError("a place cannot be empty; write its name")
        position = as_position(value)
        if position is None:
            return value.strip()
        check_position(*position)
        return position
    if isinstance(value, (list, tuple)) and len(value) == 2:  # noqa: PLR2004  longitude and latitude
        try:
            lon, lat = float(value[0]), float(value[1])
        except (TypeError, ValueError):
            raise ValueError("a position is [longitude, latitude], two numbers in degrees") from None
        check_position(lon, lat)
        return (lon, lat)
    raise ValueError("a place is a name, the id of an entry in `places`, or [longitude, latitude]")


def as_position(text: str) -> tuple[float, float] | None:
    """Read "longitude,latitude" as a position; None for every other text, which is a name.

    Parameters
    ----------
    text
        Two numbers in degrees with a comma between them, or anything else.

    Examples
    --------
    >>> as_position("30.7, 46.5"), as_position("Paris, Texas")
    ((30.7, 46.5), None)
    """
    lon, comma, lat = text.partition(",")
    try:
        return (float(lon), float(lat)) if comma else None
    except ValueError:
        return None


def check_position(lon: float, lat: float) -> None:
    """Refuse a position that is not on the globe.

    Parameters
    ----------
    lon, lat
        Degrees on WGS84.

    Raises
    ------
    ValueError
        When a number is not finite or out of range.
    """
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise ValueError("longitude and latitude must be finite numbers in degrees")
    if not -180 <= lon <= 180:  # noqa: PLR2004  the range of longitudes
        raise ValueError(f"longitude {lon} is not between -180 and 180")
    if not -90 <= lat <= 90:  # noqa: PLR2004  the range of latitudes
        swapped = " (longitude comes first)" if abs(lon) <= 90 else ""  # noqa: PLR2004
        raise ValueError(f"latitude {lat} is not between -90 and 90{swapped}")


def _country(text: str) -> str:
    if len(text) != 2 or not (text.isascii() and text.isalpha()):  # noqa: PLR2004  ISO 3166-1 alpha-2
        raise ValueError(f"{text[:40]!r} is not an ISO 3166-1 code of two letters, such as UA")
    return text.upper()


Text = Annotated[str, StringConstraints(min_length=1)]
"""A text that is not empty."""

Id = Annotated[str, StringConstraints(pattern=r"^[\w.:-]+( [\w.:-]+)*$", max_length=200)]
"""The name of an entry in a mapping: letters of any script, digits, and ``_ . : -``."""

CountryCode = Annotated[str, AfterValidator(_country), Field(json_schema_extra={"pattern": "^[A-Za-z]{2}$"})]
"""ISO 3166-1 code of two letters."""

Edtf = Annotated[
    str,
    BeforeValidator(_as_text),
    AfterValidator(_edtf),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "description": "Date in EDTF (ISO 8601-2)",
            "examples": ["2023-10-13", "../2023-10-13", "2023-09~", "2023-09-07/2023-10-01"],
        }
    ),
]
"""A date in EDTF, kept as written."""

PlaceReference = Annotated[
    str | tuple[float, float],
    BeforeValidator(_place_reference),
    WithJsonSchema(
        {
            "description": "A name, the id of an entry in `places`, or [longitude, latitude] in degrees",
            "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
            ],
        }
    ),
]
"""A place as a leg names it."""
