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
