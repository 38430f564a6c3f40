"""A ship, train or aircraft, by the numbers that outlast its names."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, model_validator
from stdnum import imo as imo_number
from stdnum.exceptions import ValidationError as NumberError

from georoutes.model.record import CountryCode, Edtf, Record, Text


def _imo(text: str) -> str:
    try:
        digits: str = imo_number.validate(text)
    except NumberError:
        raise ValueError(
            f"{text[:40]!r} is not an IMO number: seven digits, the last worked out from the others"
        ) from None
    return digits


def _mmsi(text: str) -> str:
    if len(text) != 9 or not (text.isascii() and text.isdecimal()):  # noqa: PLR2004  ITU-R M.585
        raise ValueError(f"{text[:40]!r} is not an MMSI: nine digits, without a check digit")
    if not 201 <= int(text[:3]) <= 775:  # noqa: PLR2004  the country digits that the ITU gives to ships
        raise ValueError(f"{text!r} is not the MMSI of a ship: it begins with 201 to 775, for its flag")
    return text


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class Vehicle(Record):
    """What carried the cargo. Flag and name hold for a day, the IMO number for the ship's life.

    Examples
    --------
    >>> Vehicle(name="Razoni", type="ship", imo="IMO 9086526").imo
    '9086526'
    """

    name: Text | None = None
    """Its name at the time."""
    type: Literal["ship", "train", "aircraft", "lorry", "other"] | None = None
    """What it is."""
    names: tuple[Text, ...] = ()
    """Other names, earlier and later."""
    flag: CountryCode | None = None
    """The state of its flag: an ISO code."""
    as_of: Edtf | None = None
    """The day for which name and flag hold."""
    imo: Annotated[str, BeforeValidator(_as_text), AfterValidator(_imo)] | None = None
    """IMO number of the ship; its check digit must be right."""
    mmsi: Annotated[str, BeforeValidator(_as_text), AfterValidator(_mmsi)] | None = None
    """Number of the ship's radio station: nine digits."""
    note: Text | None = None
    """For readers of the case."""

    @model_validator(mode="after")
    def _is_known_by_something(self) -> Vehicle:
        if not (self.name or self.imo or self.mmsi):
            raise ValueError("a vehicle needs `name`, `imo` or `mmsi`")
        return self

    def __str__(self) -> str:
        """Return name, flag and numbers, for example ``Razoni (flag SL, IMO 9086526)``."""
        numbers = [
            f"flag {self.flag}" if self.flag else "",
            f"IMO {self.imo}" if self.imo else "",
            f"MMSI {self.mmsi}" if self.mmsi else "",
        ]
        known = ", ".join(filter(None, numbers))
        return f"{self.name} ({known})" if self.name and known else self.name or known
