"""Where the places of a case are: its own entries first, then the gazetteer, names settled by each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer import AmbiguousPlaceError, Gazetteer, HintError, Place, PlaceNotFoundError, credit
from georoutes.errors import CaseError
from georoutes.lands import land_of
from georoutes.named import Reference, at, at_position, default_gazetteer, named_or_id, settled_by_the_sea
from georoutes.remedies import in_case, or_passage, remedy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from gazetteer import Match
    from georoutes.model import Case, PlaceEntry

    Keys = tuple[str | int, ...]

COUNTRIES = ("country", "territory")
"""What a seat of power stands for."""

NEAR_RADIUS_KM = 15.0
"""Radius of the disc for "near" when the case gives none."""

__all__ = [
    "COUNTRIES",
    "NEAR_RADIUS_KM",
    "PlaceError",
    "Reference",
    "at",
    "credits_of",
    "default_gazetteer",
    "label",
    "locate",
    "or_passage",
    "remedy",
    "settled_by_context",
]


class PlaceError(CaseError):
    """A place of a case cannot be settled; ``keys`` lead to it in the case."""

    def __init__(self, message: str, keys: Keys) -> None:
        super().__init__(message)
        self.keys = keys


def locate(case: Case, *, gazetteer: Gazetteer | None = None) -> dict[Reference, Place]:
    """Find every place that the legs of a case name.

    Parameters
    ----------
    case
        The case.
    gazetteer
        Where names are looked up; the bundled one when left out.

    Returns
    -------
    dict
        From the reference as it stands in the legs (a name, an id or a position) to its place.

    Raises
    ------
    PlaceError
        When a name is unknown or could be several places; the message says how to settle it.
    """
    return _found(case, gazetteer).places


def settled_by_context(case: Case, *, gazetteer: Gazetteer | None = None) -> dict[str, Match]:
    """Return the names of a case that only the other names of their route settle, with their rivals."""
    gazetteer = gazetteer or default_gazetteer()
    matches = _found(case, gazetteer).matches
    return {name: match for name, match in matches.items() if match.rivals and _is_ambiguous(name, gazetteer)}


def _is_ambiguous(name: str, gazetteer: Gazetteer) -> bool:
    try:
        gazetteer.resolve(name)
    except AmbiguousPlaceError:
        return True
    return False


def _found(case: Case, gazetteer: Gazetteer | None) -> _Finder:
    finder = _Finder(case.places, gazetteer or default_gazetteer())
    for key in case.places:
        finder.find(key, ("places", key))
    for name, route in case.routes.items():
        stops = [stop for leg in route.legs for stop in leg.stops]
        calls = {end for leg in route.legs if leg.mode == "sea" for end in (leg.origin, leg.destination)}
        finder.settle(stops, ("routes", name), calls)
    for key, claim in case.claims.items():
        for asserted in claim.checks:
            named = [asserted.origin, asserted.destination]
            finder.settle([name for name in named if name and name not in finder.places], ("claims", key))
    for keys, reference in _references(case):
        try:
            finder.find(reference, keys)
        except PlaceError as error:
            unknown = error.__cause__
            if isinstance(unknown, PlaceNotFoundError) and _is_on_sea(case, keys):
                told = or_passage(unknown)
                raise PlaceError(in_case(told, str(reference)), error.keys) from told
            raise
    for keys, entry in _avoided(case):
        if entry in case.places or land_of(entry, finder.gazetteer) is None:
            finder.find(entry, keys)
    return finder


def _is_on_sea(case: Case, keys: Keys) -> bool:
    """Whether keys lead to what a leg by sea passes."""
    match keys:
        case ("routes", str(route), "legs", int(number), "via", _):
            return case.routes[route].legs[number].mode == "sea"
    return False


def label(reference: Reference, case: Case, places: Mapping[Reference, Place]) -> str:
    """Return the name of a place as the case writes it."""
    if not isinstance(reference, str):
        return places[reference].name
    entry = case.places.get(reference)
    return (entry.name if entry else None) or reference


def credits_of(places: Iterable[Place]) -> tuple[str, ...]:
    """Return the credit lines that are due to those who say where the places are."""
    return tuple(dict.fromkeys(line for place in places if (line := credit(place))))


def _avoided(case: Case) -> Iterator[tuple[Keys, str]]:
    """List what legs by land are to avoid: countries, borders, and places."""
    for name, route in case.routes.items():
        for number, leg in enumerate(route.legs):
            if leg.mode in {"rail", "road"}:
                yield from (
                    (("routes", name, "legs", number, "avoid", i), entry) for i, entry in enumerate(leg.avoid)
                )


def _references(case: Case) -> Iterator[tuple[Keys, Reference]]:
    for name, route in case.routes.items():
        for number, leg in enumerate(route.legs):
            keys: Keys = ("routes", name, "legs", number)
            yield (*keys, "from"), leg.origin
            yield (*keys, "to"), leg.destination
            for i, reference in enumerate(leg.via):
                if reference not in leg.via_places:
                    continue
                yield (*keys, "via", i), reference
    for key, claim in case.claims.items():
        for i, asserted in enumerate(claim.checks):
            named = {"from": asserted.origin, "to": asserted.destination, "region": asserted.region}
            for word, place in named.items():
                if place is not None:
                    yield ("claims", key, "checks", i, word), place


class _Finder:
    """Places found so far; entries of the case are settled before names, and names by each other."""

    def __init__(self, entries: Mapping[str, PlaceEntry], gazetteer: Gazetteer) -> None:
        self.entries = entries
        self.gazetteer = gazetteer
        self.places: dict[Reference, Place] = {}
        self.matches: dict[str, Match] = {}

    def settle(self, references: Sequence[Reference], keys: Keys, calls: Collection[Reference] = ()) -> None:
        """Look up together the names that stand in one route, so that near ones help each other.

        A name means one place in the whole case: two routes that settle it differently are an error. At
        ``calls`` a ship calls, so inland places are not meant.
        """
        names = [
            name for name in dict.fromkeys(references) if isinstance(name, str) and name not in self.entries
        ]
        for name, settled in zip(names, self.gazetteer.resolve_all(names), strict=True):
            match = settled or (settled_by_the_sea(name, self.gazetteer) if name in calls else None)
            if match is None:
                continue
            known = self.matches.setdefault(name, match).place
            if known.id != match.place.id:
                entry = f'"{name} {known.country}": {{name: {name}, country: {known.country}}}'
                message = (
                    f"{name!r} would be {known.name}, {known.country}, in one route and {match.place.name}, "
                    f"{match.place.country}, in this one; give each an entry under `places`, such as {entry}"
                )
                raise PlaceError(message, keys)
            self.places[name] = known

    def find(self, reference: Reference, keys: Keys, within: tuple[str, ...] = ()) -> Place:
        """Return the place of a reference that stands at these keys."""
        if reference not in self.places:
            if not isinstance(reference, str):
                self.places[reference] = at_position(reference)
            elif reference in self.entries:
                self.places[reference] = self._from_entry(reference, within)
            else:
                self.places[reference] = self._look_up(reference, keys, reference)
        return self.places[reference]

    def _from_entry(self, key: str, within: tuple[str, ...]) -> Place:
        entry = self.entries[key]
        name = entry.name or key
        if entry.lon is not None and entry.lat is not None:
            here = (entry.lon, entry.lat)
            return _named(at_position(here), entry, key, entry.radius_km or 0.0, source="given in the case")
        if entry.reading == "metonym":
            found = self._look_up(name, ("places", key), key, country=entry.country, types=COUNTRIES)
            source = f"{found.source}; the source writes “{key}” for its government"
            return _named(found, entry, found.id, found.radius_km, source=source)
        if entry.near is None:
            types = None if entry.type is None else [entry.type]
            found = self._look_up(
                name, ("places", key), key, country=entry.country, types=types, id_=entry.id
            )
            return _named(
                found, entry, found.id, found.radius_km if entry.radius_km is None else entry.radius_km
            )
        if key in within:
            circle = " → ".join([*within[within.index(key) :], key])
            raise PlaceError(f"places lie near each other in a circle: {circle}", ("places", key, "near"))
        base = self._near(entry.near, key, within, entry.country)
        radius = max(NEAR_RADIUS_KM, base.radius_km) if entry.radius_km is None else entry.radius_km
        return _named(base, entry, key, radius, source=f"near {base.name} ({base.source})")

    def _near(self, reference: Reference, key: str, within: tuple[str, ...], country: str | None) -> Place:
        keys: Keys = ("places", key, "near")
        # "Tikhoretsk: {near: Tikhoretsk}" is near the town of that name and not near itself
        if isinstance(reference, str) and (reference == key or reference not in self.entries):
            return self._look_up(reference, keys, reference, country=country)
        return self.find(reference, keys, (*within, key))

    def _look_up(  # noqa: PLR0913  what stands in an entry
        self,
        name: str,
        keys: Keys,
        key: str,
        *,
        country: str | None = None,
        types: Sequence[str] | None = None,
        id_: str | None = None,
    ) -> Place:
        try:
            if id_ is not None:
                return self.gazetteer.get(id_)
            return named_or_id(self.gazetteer, name, country=country, types=types)
        except (PlaceNotFoundError, AmbiguousPlaceError) as error:
            raise PlaceError(in_case(error, key), keys) from error
        except HintError as error:
            raise PlaceError(str(error), keys) from error


def _named(place: Place, entry: PlaceEntry, id_: str, radius_km: float, source: str = "") -> Place:
    """Return the place under the name, type and extent that the case gives it."""
    return Place(
        id=id_,
        name=entry.name or (place.name if entry.near is None and entry.lon is None else id_),
        type=entry.type or ("site" if entry.near is not None else place.type),
        country=entry.country or place.country,
        admin1=place.admin1,
        lon=place.lon,
        lat=place.lat,
        radius_km=radius_km,
        population=0 if source else place.population,
        source=source or place.source,
    )
