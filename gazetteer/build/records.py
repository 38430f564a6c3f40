"""What the sources hand to the writer: one record for a place, one for a name of it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import IntEnum

_LISTED = 5.3


class NameKind(IntEnum):
    """How good a name is as evidence that its place is meant; the smaller the better."""

    CODE = -1
    """A code in capitals (NO, PRK, TX). Counts only where it is written so, and whatever the place's size."""
    OFFICIAL = 0
    ALTERNATE = 1
    WEAK = 2
    """A romanisation of a foreign spelling, by machine or of a kind that English text seldom uses."""
    DEMONYM = 3
    """The word for people and things of a place ("Russian"). Means the place in running text only."""


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A place with all its names, as one source knows it. Degrees on WGS84, km; see `gazetteer.Place`."""

    id: str
    name: str
    type: str
    lon: float
    lat: float
    radius_km: float
    country: str = ""
    admin1: str = ""
    population: int = 0
    is_capital: bool = False
    source: str = "GeoNames"
    names: tuple[tuple[str, NameKind], ...] = ()

    def with_names(self, names: tuple[tuple[str, NameKind], ...]) -> PlaceRecord:
        """Return a copy with more names."""
        return replace(self, names=self.names + names)

    @property
    def prominence(self) -> float:
        """How likely the place is to be meant when nothing but its name is known, in powers of ten.

        Towns and countries by their inhabitants, at least 100. Anything else that is listed without a number
        was listed by hand because texts speak of it: it ranks with a town of 200,000 or, if it is a large
        area, higher. Lines do not gain by their length: a cargo seldom begins or ends in "the Danube".
        """
        if self.population:
            prominence = math.log10(max(self.population, 100))
        elif self.source == "GeoNames":
            prominence = 2.0 if self.type == "town" else 3.5
        elif self.type in {"airport", "port"} and "supplement" not in self.source:
            prominence = 2.5  # of a list of thousands
        elif self.type in {"river", "canal", "strait"}:
            prominence = _LISTED
        else:
            prominence = max(_LISTED, 3.5 + math.log10(max(self.radius_km, 1.0)))
        if self.type in {"country", "territory"}:
            prominence += 1.0  # a text that can mean a country mostly does
        elif self.type == "admin" and self.population:
            # And one that can mean a town mostly means the town, not the unit; the more so if nobody has
            # found the unit worth a line of the supplement.
            prominence -= 0.5 if "supplement" in self.source else 1.0
        return prominence + (0.3 if self.is_capital else 0.0)
