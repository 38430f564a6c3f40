"""What is asked for: a name and checked hints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer.index import Entry


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for.

    Parameters
    ----------
    name
        A name.
    country
        An ISO 3166-1 alpha-2 code, or None.
    types
        The types of place that are welcome, or None.
    """

    name: str
    country: str | None = None
    types: frozenset[str] | None = None

    def fits(self, entry: Entry) -> bool:
        """Whether the place of an entry is welcome."""
        return (self.country is None or self.country in entry.place.country.split("|")) and (
            self.types is None or entry.place.type in self.types
        )
