"""From a name and checked hints to the places that it may mean, or to the error that says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer import explain
from gazetteer.distance import distance_km
from gazetteer.errors import PlaceNotFoundError
from gazetteer.forms import parted, spelt_out, turned
from gazetteer.names import MAX_NAME_LENGTH, lookup_keys
from gazetteer.place import COUNTRY_TYPES, DIVISION_TYPES
from gazetteer.scoring import (
    SETTLED,
    Candidate,
    candidates,
    matches,
    ordered,
    weighed_by_distance,
)
from gazetteer.wanted import Wanted
from gazetteer.words import is_adjective

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import ModuleType
    from typing import Protocol

    from gazetteer.index import Entry, Index
    from gazetteer.place import Match, Place

    class Online(Protocol):
        """A service that is asked for names the index does not know; see `gazetteer.online`."""

        def entries(self, name: str, country: str | None) -> Sequence[Entry]:
            """Return the places that bear the name; none where the service does not answer."""

        def trouble(self, name: str, country: str | None) -> str:
            """Return why the service did not answer for a name, in words, or ""."""


_LEAST_SHARE = 0.05
_MOST_SIMILAR = 5
_MOST_DIVISIONS = 10


class Lookup:
    """Looks names up in an index.

    Parameters
    ----------
    index
        Where to look.
    online
        Whom to ask for names that the index does not know under the hints given, if anybody.
    """

    def __init__(self, index: Index, online: Online | None = None) -> None:
        self._index = index
        self._online = online

    def candidates(
        self,
        name: str,
        country: str | None,
        near: Place | None,
        types: frozenset[str] | None,
        *,
        demonyms: bool = False,
    ) -> list[Candidate]:
        """Return what a name may mean under checked hints, best first."""
        if not isinstance(name, str):
            raise TypeError(f"a name must be a str, not {type(name).__name__}: {name!r}")
        if not demonyms and country is None and types is None and is_adjective(name):
            return []
        found = self._filed_under(name, country, types, demonyms=demonyms)
        if not found:
            found = self._turned(name, country, types) or self._said_to_lie_in(name, country, types)
        if not found:
            found = _alike().romanised(self._index, Wanted(name, country, types))
        if not found and self._online is not None:
            entries = self._online.entries(name, country)
            found = candidates(name, [each for each in entries if types is None or each.place.type in types])
        return found if near is None else weighed_by_distance(found, near)

    def divisions(self, keys: Iterable[str]) -> list[str]:
        """Return those of some folded names that a country, a territory or a unit bears."""
        return list(self._index.division_keys(list(keys)))

    def not_found(self, name: str, country: str | None, types: frozenset[str] | None) -> PlaceNotFoundError:
        """Return the error for a name that means no place under these hints, with what comes near."""
        found = matches(name, self._filed_under(name, None, None), _MOST_SIMILAR)
        if is_adjective(name) and country is None and types is None:
            message = explain.adjective(name, found)
        elif found:
            message = explain.only_elsewhere(name, country, types, found)
        elif part := self._known_part(name, country, types):
            known, found = part
            message = explain.only_in_part(name, known, found)
        else:
            found = self.similar(name, country, types, _MOST_SIMILAR, widely=True)
            message = explain.unknown(name, country, types, found)
        if self._online is not None and (trouble := self._online.trouble(name, country)):
            message += f"\n  ({trouble})"
        return PlaceNotFoundError(message, name=name, candidates=found)

    def similar(
        self,
        name: str,
        country: str | None,
        types: frozenset[str] | None,
        limit: int,
        *,
        widely: bool = False,
    ) -> list[Match]:
        """Return places whose names resemble one that means nothing under these hints, best first."""
        if is_adjective(name) and country is None and types is None:
            return []
        found: list[Match] = _alike().similar(self._index, Wanted(name, country, types), limit, widely=widely)
        return found

    def _known_part(
        self, name: str, country: str | None, types: frozenset[str] | None
    ) -> tuple[str, list[Match]] | None:
        """Return the beginning of an address that is known by itself, and what it may mean."""
        for head, _ in parted(name):
            found = matches(head, self._filed_under(head, country, types), _MOST_SIMILAR)
            if found:
                return head, found
        return None

    def _filed_under(
        self,
        name: str,
        country: str | None,
        types: frozenset[str] | None,
        *,
        demonyms: bool = False,
    ) -> list[Candidate]:
        if len(name) > MAX_NAME_LENGTH:
            return []
        wanted = Wanted(name, country, types)
        for at, key in enumerate(lookup_keys(name)):
            entries = [
                entry
                for entry in self._index.entries(key)
                # "the West" is not the town of West: no town is called with an article that its name lacks.
                if wanted.fits(entry) and not (at and entry.place.type == "town")
            ]
            found = candidates(name.strip()[len("the ") :] if at else name, entries, demonyms=demonyms)
            if found:
                return found
        return []

    def _turned(self, name: str, country: str | None, types: frozenset[str] | None) -> list[Candidate]:
        """Read "Korea, South": a country whose name has its first words last."""
        wanted = COUNTRY_TYPES if types is None else COUNTRY_TYPES & types
        for form in turned(name) if wanted else ():
            if found := self._filed_under(form, country, wanted):
                return found
        return []

    def _said_to_lie_in(
        self, name: str, country: str | None, types: frozenset[str] | None
    ) -> list[Candidate]:
        """Read "Moscow, Idaho" and "Moscow, Idaho, USA": what stands first lies in what follows.

        What follows may be two things ("CA" is California or Canada): then both are tried.
        """
        for head, tail in parted(name):
            groups = [self._within(head, division, types) for division in self._divisions(tail, country)]
            # Inhabitants do not say which of two countries was meant, so the best of each group are equal.
            top = max((group[0].strength for group in groups if group), default=0.0)
            best: dict[str, Candidate] = {}
            for group in filter(None, groups):
                for candidate in group:
                    best.setdefault(candidate.place.id, candidate.shifted(top - group[0].strength))
            if best:
                return ordered(best.values())
        return []

    def _divisions(self, name: str, country: str | None) -> list[Place]:
        """Return the countries and units that the end of an address may mean; none where that is unsure."""
        bare = spelt_out(name)
        found = (
            self._filed_under(bare, None, DIVISION_TYPES)
            or self._turned(bare, None, DIVISION_TYPES)
            or self._said_to_lie_in(bare, None, DIVISION_TYPES)
        )
        within = matches(bare, found, _MOST_DIVISIONS)
        if sum(match.score for match in within) < SETTLED:
            return []
        places = [match.place for match in within if match.score >= _LEAST_SHARE]
        return [place for place in places if country is None or country in place.country.split("|")]

    def _within(self, name: str, division: Place, types: frozenset[str] | None) -> list[Candidate]:
        """Return what a name may mean in a country or a unit of one."""
        if division.type in COUNTRY_TYPES and not division.country:
            return []
        if types == DIVISION_TYPES:
            name = spelt_out(name)
        found = self._filed_under(name, division.country or None, types)
        reason = f"in {division.name}, as the name says"
        if division.type in COUNTRY_TYPES:
            return [candidate.held(reason) for candidate in found]
        if division.admin1:
            counted = [each for each in found if each.place.admin1 == division.admin1]
            # A town may have been made a unit of its own since: it lies there all the same.
            held = counted or [each for each in found if _holds(division, each.place)]
            return [candidate.held(reason) for candidate in held]
        return weighed_by_distance(found, division)


def _holds(area: Place, place: Place) -> bool:
    return distance_km(area.lon, area.lat, place.lon, place.lat) <= area.radius_km


def _alike() -> ModuleType:
    """Return the module for names that the index does not have: most programs never meet one."""
    from gazetteer import alike  # noqa: PLC0415 - it costs as much to load as all that a known name needs

    return alike
