"""Ways over several modes, as an offer: nothing here ever gets into a case by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from gazetteer.errors import GazetteerError
from georoutes.bounds import settled
from georoutes.errors import LimitError, NoPathError, OptionError
from georoutes.frames.columns import CRS, path_cells
from georoutes.locate import at, default_gazetteer
from georoutes.model import Leg, Route
from georoutes.networks import listed
from georoutes.networks.base import ends
from georoutes.networks.limits import entries
from georoutes.trace import between
from georoutes.transfers import CHANGE_HOURS, KMH, Limits, effort, hours
from georoutes.ways import chosen, ranked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer import Gazetteer, Place
    from georoutes.locate import Reference
    from georoutes.model import Path
    from georoutes.networks.base import Router

NOTE = "Suggested by the router: no source says that it went this way."

_LONGEST = 3.0  # a way that takes so many times as long as the best is no offer
_MOST_MODES = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way over several modes that nobody reported.

    Parameters
    ----------
    route
        Its legs, one for each mode, in the form that a case has; its note says that it is a suggestion. Put
        it into a case only when a source says so.
    stops
        Where it begins, changes mode and ends.
    paths
        The line of each leg.
    hours
        What it takes at usual speeds of freight (sea 26, rail 35, road 50, air 700 km/h; by road 500 km a day
        after the first) and a day for each change of mode: an order of magnitude, and nothing that happened.
    effort
        What offers are ordered by: the hours, and those beyond 500 km of a leg by rail or road once more,
        because they cost more than by ship (orders of magnitude of freight rates for a tonne-kilometre: 0.01
        US dollars by sea, 0.03 by rail, 0.1 by road).
    """

    route: Route
    stops: tuple[Place, ...]
    paths: tuple[Path, ...]
    hours: float
    effort: float

    @property
    def length_km(self) -> float:
        """Kilometres of all legs."""
        return sum(path.length_km for path in self.paths)

    def __repr__(self) -> str:
        modes = ", ".join(
            f"{path.length_km:,.0f} km by {leg.mode}"
            for leg, path in zip(self.route.legs, self.paths, strict=True)
        )
        told = len({text for path in self.paths for text in path.warnings} - {NOTE})
        stops = " to ".join(stop.name for stop in self.stops)
        return (
            f"<Suggestion: {stops}; {modes}; about {self.hours:,.0f} h; "
            f"{told or 'no'} {'warning' if told == 1 else 'warnings'}>"
        )

    def legs(self) -> gpd.GeoDataFrame:
        """Give the legs as a frame, for ``draw(legs=...)``; each says in ``warnings`` what it is."""
        rows = [
            {
                "route": self.route.title,
                "leg": number,
                "origin": a.name,
                "destination": b.name,
                "mode": leg.mode,
                **path_cells(path),
            }
            for number, (leg, path, (a, b)) in enumerate(
                zip(self.route.legs, self.paths, pairwise(self.stops), strict=True), start=1
            )
        ]
        return gpd.GeoDataFrame(rows, geometry="geometry", crs=CRS)


def options(offers: Sequence[Suggestion]) -> gpd.GeoDataFrame:
    """Give all offers as one frame, for ``draw(legs=...)``: options to choose from, each leg once.

    Parameters
    ----------
    offers
        As `suggest` gives them.

    Returns
    -------
    geopandas.GeoDataFrame
        As `Suggestion.legs`; ``option`` has the numbers of the options that a leg is part of, from 1.
    """
    numbers: dict[tuple[object, ...], list[int]] = {}
    for number, offer in enumerate(offers, start=1):
        for leg, (a, b) in zip(offer.route.legs, pairwise(offer.stops), strict=True):
            numbers.setdefault((leg.mode, a.id, b.id), []).append(number)
    parts = []
    for number, offer in enumerate(offers, start=1):
        of_leg = [
            numbers[leg.mode, a.id, b.id]
            for leg, (a, b) in zip(offer.route.legs, pairwise(offer.stops), strict=True)
        ]
        names = [", ".join(map(str, shared)) for shared in of_leg]
        titles = [f"Option {name}" if "," not in name else f"Options {name}" for name in names]
        first = [shared[0] == number for shared in of_leg]
        parts.append(offer.legs().assign(route=titles, option=names)[first])
    return gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), geometry="geometry", crs=CRS)


def suggest(  # noqa: PLR0913  each is a word of the case file
    origin: Place | Reference,
    destination: Place | Reference,
    *,
    modes: Sequence[str],
    countries: Sequence[str] = (),
    avoid: Sequence[str] = (),
    limit: int = 5,
    networks: Sequence[Router] = (),
    gazetteer: Gazetteer | None = None,
) -> list[Suggestion]:
    """Offer ways from a place to a place by some modes in order, through real ports, towns or airports.

    The order of modes is evidence, so it is input; where the mode changed is what is offered. Goods change
    to or from ships in ports, to or from aircraft at airports, between rail and road in towns on both.

    Parameters
    ----------
    origin, destination
        Names, `Place` records, points or (longitude, latitude) in degrees. No areas: nobody knows how far it
        is from a country.
    modes
        Two to five of ``sea``, ``rail``, ``road`` and ``air``, in the order of travel. Each is really used.
    countries
        The only countries that legs by land may use, and that the places of change may lie in: names or
        ISO codes.
    avoid
        What no leg may use: straits and canals (sea); countries, borders and places (rail, road), as for
        `path`.
    limit
        How many to offer at most.
    networks
        Networks of your own, which take the place of the bundled ones of their modes; see `Network`.
    gazetteer
        Where names and places of change are looked up; the bundled one when left out.

    Returns
    -------
    list of Suggestion
        The one of the least `Suggestion.effort` first. None is put into a case.

    Raises
    ------
    NoPathError
        No way by these modes joins the places, or one of them is an area.
    OptionError
        `limit` is no whole number above zero.
    LimitError
        A mode is not known or cannot follow the one before, or a country or passage is not known.

    Examples
    --------
    >>> offers = suggest("Rajin", "Tikhoretsk", modes=["sea", "rail"], countries=["KP", "RU"])
    >>> [leg.mode for leg in offers[0].route.legs], offers[0].stops[1].country
    (['sea', 'rail'], 'RU')
    """
    _check_modes(modes)
    if not isinstance(limit, int) or limit < 1:
        raise OptionError(f"limit is {limit!r}; give how many to offer at most, such as 5")
    source = gazetteer or default_gazetteer()
    first, last = at(origin, destination, gazetteer=source)
    _check_ends(first, last)
    codes, _ = settled("rail", countries, gazetteer=source)
    limits = Limits(tuple(codes), entries("avoid", avoid), listed(networks), source)
    for mode in modes:
        settled(mode, **limits.of(mode), gazetteer=source)
    names = (origin, destination)
    ways = ranked((first, last), modes, limits, source)
    offers = chosen(ways, lambda stops: _drawn(stops, names, modes, limits, source), limit)
    offers.sort(key=lambda offer: offer.effort)
    offers = [offer for offer in offers if offer.effort <= _LONGEST * offers[0].effort]
    if not offers:
        raise NoPathError(
            f"No way by {', then '.join(modes)} was found from {first.name} to {last.name}"
            f"{' within ' + ', '.join(limits.countries) if limits.countries else ''}: of the places of "
            "change nearest to either end, none is joined to both by these modes. Use path for each leg by "
            "itself to see where it fails, or to go through a place that you name."
        )
    return offers


def _check_ends(first: Place, last: Place) -> None:
    for place in (first, last):
        if place.is_area:
            raise NoPathError(
                f"{place.name} is an area ({place.type}), and how far it is from there nobody can say; name "
                "a town, port, station or airport in it."
            )
    ends(first, last)


def _check_modes(modes: Sequence[str]) -> None:
    if isinstance(modes, str):
        raise LimitError(
            f"modes is the text {modes!r}; give two to {_MOST_MODES} in a list, such as ['sea', 'rail']"
        )
    for mode in modes:
        if mode not in KMH:
            raise LimitError(f"unknown mode {mode!r}; those with a network are {', '.join(KMH)}")
    if not 1 < len(modes) <= _MOST_MODES:
        raise LimitError(
            f"modes is {modes!r}; give two to {_MOST_MODES} in order, such as ['sea', 'rail']; for one, "
            "use path"
        )
    for before, after in pairwise(modes):
        if before == after:
            raise LimitError(f"modes has {before!r} twice in a row; that is one leg: give places with via")


def _drawn(
    stops: tuple[Place, ...],
    given: tuple[Place | Reference, Place | Reference],
    modes: Sequence[str],
    limits: Limits,
    gazetteer: Gazetteer,
) -> Suggestion:
    """Find the lines of a way."""
    paths = []
    for mode, pair in zip(modes, pairwise(stops), strict=True):
        path = between(pair, mode=mode, networks=limits.networks, gazetteer=gazetteer, **limits.of(mode))
        paths.append(replace(path, warnings=(NOTE, *path.warnings)))
    names = [_reference(place, gazetteer) for place in stops]
    names[0], names[-1] = (
        end if isinstance(end, str) else name for end, name in zip(given, (names[0], names[-1]), strict=True)
    )
    legs = []
    for mode, (a, b) in zip(modes, pairwise(names), strict=True):
        limited = {key: tuple(value) for key, value in limits.of(mode).items()}
        legs.append(Leg.model_validate({"from": a, "to": b, "mode": mode, "note": NOTE, **limited}))
    through = ", ".join(place.name for place in stops[1:-1])
    title = f"Suggestion: {stops[0].name} to {stops[-1].name} by {through}"
    spent, counted = (
        sum(float(of(mode, path.length_km)) for path, mode in zip(paths, modes, strict=True))
        + CHANGE_HOURS * (len(modes) - 1)
        for of in (hours, effort)
    )
    return Suggestion(
        Route(title=title, legs=tuple(legs), note=NOTE),
        stops,
        tuple(paths),
        spent,
        counted,
    )


def _reference(place: Place, gazetteer: Gazetteer) -> Reference:
    """How a case can write a place: its name, where that finds it again, or else its position."""
    try:
        if gazetteer.resolve(place.name).id == place.id:
            return place.name
    except GazetteerError:
        pass
    return (place.lon, place.lat)
