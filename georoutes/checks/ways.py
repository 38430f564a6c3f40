"""Legs that cannot be: no way by this mode, too fast for it, or a stop outside its country."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import shapely
from shapely import affinity

from gazetteer import outlines
from gazetteer.whereabouts import VIEW
from georoutes.checks.finding import Finding, legs_of
from georoutes.checks.times import earliest, latest
from georoutes.errors import LimitError, NoPathError
from georoutes.trace import trace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazetteer import Match, Place
    from georoutes.locate import Reference
    from georoutes.model import Case, Leg, Path

FASTEST_KMH = {"sea": 75.0, "rail": 320.0, "road": 130.0, "air": 1_100.0, "river": 50.0}
"""What no carrier of the mode keeps up from end to end; slower is plausible, not proven."""

_SHORE_KM = 5.0
_HOURS = 24.0
_KM_PER_DEGREE = 111.195


def ways(case: Case, places: Mapping[Reference, Place]) -> Iterator[Finding]:
    """Trace each leg: what stops it, what its reader must know, and whether its dates leave it time."""
    arcs = []
    for about, leg in legs_of(case):
        if case.is_denied(leg):
            continue
        try:
            path = trace(leg, places)
        except (NoPathError, LimitError) as error:
            yield Finding(about, "has a path", leg.mode, str(error), "wrong", "network")
            continue
        if path.basis == "schematic":
            arcs.append(about)
            continue
        for warning in path.warnings:
            yield Finding(about, "line", leg.mode, warning, "note", path.method.partition(", ")[0])
        yield from _speed(about, leg, path)
    if arcs:
        about = arcs[0] if len(arcs) == 1 else f"{arcs[0]} and {len(arcs) - 1} more"
        found = "an arc, for want of two places and a mode: no path, and its km are no distance travelled"
        yield Finding(about, "line", "", found, "note", "schematic")


def _speed(about: str, leg: Leg, path: Path) -> Iterator[Finding]:
    """Find a leg that its dates leave too little time; they are days, so both count whole."""
    began, ended = earliest(leg.when), latest(leg.when)
    fastest = FASTEST_KMH.get(leg.mode)
    if began is None or ended is None or fastest is None or path.basis == "schematic":
        return
    hours = ((ended - began).days + 1) * _HOURS
    speed = path.length_km / hours
    if speed > fastest:
        asserted = f"{leg.when}: at most {hours:,.0f} h"
        found = (
            f"{path.length_km:,.0f} km, so at least {speed:,.0f} km/h; by {leg.mode} {fastest:,.0f} at most"
        )
        yield Finding(about, "time for the way", asserted, found, "wrong", path.method)


def places(case: Case, found: Mapping[Reference, Place], guesses: Mapping[str, Match]) -> Iterator[Finding]:
    """Look for stops outside the country that they are given, and for names settled by context."""
    for key, entry in case.places.items():
        place = found[key]
        if entry.country is None or place.is_area:
            continue
        lies = countries_at(place)
        if lies and entry.country not in lies:
            named = " or ".join(outlines.country_name(code) for code in sorted(lies))
            yield Finding(
                f"place {key}", "lies in its country", entry.country, f"lies in {named}", "differs", VIEW
            )
    for name, match in guesses.items():
        place = match.place
        rivals = "; ".join(f"{rival.name}, {rival.type}, {rival.country}" for rival in match.rivals[:3])
        said = f"{place.name}, {place.type}, {place.country}, by the names beside it; could be: {rivals}"
        yield Finding(f"place {name}", "is settled", name, said, "note", place.source)


def countries_at(place: Place) -> set[str]:
    """Return the countries that reach into a place's disc; none far out at sea."""
    layer = outlines.countries()
    reach = max(place.radius_km, _SHORE_KM) / _KM_PER_DEGREE
    disc = affinity.scale(
        shapely.Point(place.lon, place.lat).buffer(reach), 1 / max(math.cos(math.radians(place.lat)), 0.01)
    )
    return {str(layer.code[i]) for i in layer.tree.query(disc, predicate="intersects")} - {""}
