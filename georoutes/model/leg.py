"""One movement by one mode, from a stop to a stop."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from georoutes import passages
from georoutes.model.claim import Amount
from georoutes.model.record import Edtf, Id, PlaceReference, Record, Text, check_position

Mode = Literal["sea", "rail", "road", "air", "river", "unknown"]
MODES: tuple[str, ...] = get_args(Mode)

Position = tuple[float, float]


class DrawnLine(Record):
    """A line that is not left to the router."""

    basis: Literal["reported", "assumed"]
    """``reported``: the source gives the line. ``assumed``: the analyst drew it."""
    line: Annotated[tuple[Position, ...], Field(min_length=1)]
    """Positions [longitude, latitude] between the two ends, in order."""

    @model_validator(mode="after")
    def _on_the_globe(self) -> DrawnLine:
        for lon, lat in self.line:
            check_position(lon, lat)
        return self


class Leg(Record):
    """A movement from a stop to a stop. Its mode, order and waypoints are evidence, so they are input."""

    origin: PlaceReference = Field(alias="from")
    """Where it begins."""
    destination: PlaceReference = Field(alias="to")
    """Where it ends."""
    mode: Mode
    """How it moved."""
    when: Edtf | None = None
    """When it moved."""
    via: tuple[PlaceReference, ...] = ()
    """Places that it passed, in order; for a ship also straits and canals by name (see `stops`)."""
    countries: tuple[Text, ...] = ()
    """The only countries that a path by rail or road may use: names, or ISO codes of two letters."""
    draft_m: Annotated[float, Field(gt=0, lt=40)] | None = None
    """Draught of the ship in metres (sea): canals that are not deep enough for it are closed."""
    avoid: tuple[Text, ...] = ()
    """What the path may not use: passages (sea); countries, borders and places (rail, road)."""
    path: DrawnLine | None = None
    """The line, when the source gives it or the analyst draws it; otherwise the router finds one."""
    claims: tuple[Id, ...] = ()
    """The claims that this leg rests on."""
    cargo: Text | None = None
    """What was moved, when it differs from the route's cargo."""
    quantity: Amount | None = None
    """How much moved on this leg. It says nothing of the claims' totals and is never added up."""
    vehicle: Text | None = None
    """Ship, train or aircraft: the id of an entry in `vehicles`, or as the source names it."""
    note: Text | None = None
    """For readers of the case."""

    @model_validator(mode="after")
    def _goes_somewhere(self) -> Leg:
        if self.origin == self.destination and not self.via:
            raise ValueError(f"the leg begins and ends at the same place, {self.origin!r}")
        if self.path is not None and (self.via or self.countries or self.avoid or self.draft_m):
            raise ValueError(
                "a leg with `path` has its line; `via`, `countries`, `avoid` and `draft_m` "
                "tell the router to find one"
            )
        return self

    @property
    def via_places(self) -> tuple[PlaceReference, ...]:
        """What of `via` are places: for a ship, the name of a strait or canal is none."""
        return tuple(passages.split(self.via, mode=self.mode).places)

    @property
    def stops(self) -> tuple[PlaceReference, ...]:
        """Origin, places on the way, destination."""
        return (self.origin, *self.via_places, self.destination)
