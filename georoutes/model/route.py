"""The legs of one cargo, in order."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from georoutes.model.claim import Amount
from georoutes.model.container import ContainerNumber
from georoutes.model.leg import Leg
from georoutes.model.record import Record, Text


class Route(Record):
    """Ordered legs of one cargo."""

    title: Text | None = None
    """What moved, in a few words."""
    cargo: Text | None = None
    """What was moved."""
    quantity: Amount | None = None
    """How much."""
    containers: tuple[ContainerNumber, ...] = ()
    """Numbers of the containers that it was in (ISO 6346), where a source shows them."""
    legs: Annotated[tuple[Leg, ...], Field(min_length=1)]
    """The legs in the order of travel."""
    note: Text | None = None
    """For readers of the case."""

    def __repr__(self) -> str:
        """One line, for a notebook: where to where, and how."""
        way, last = "", None
        for leg in self.legs:
            way += "" if leg.origin == last else f"{'; ' if way else ''}{leg.origin}"
            way += f" → {leg.destination}"
            last = leg.destination
        modes = ", ".join(dict.fromkeys(leg.mode for leg in self.legs))
        about = self.title or self.cargo
        return f"<Route {f'{about!r}: ' if about else ''}{way} ({modes})>"
