"""A case into its three frames: legs, places and claims."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point

from georoutes import dates
from georoutes.errors import WrongTypeError
from georoutes.frames.columns import CRS, DAYS, LEG_COLUMNS, PLACE_COLUMNS, days, path_cells
from georoutes.frames.explode import explode
from georoutes.frames.said import claims, sources
from georoutes.locate import credits_of, label, locate
from georoutes.model import Case
from georoutes.trace import trace_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gazetteer import Gazetteer, Place
    from georoutes.locate import Reference
    from georoutes.model import Leg, Route
    from georoutes.networks.base import Router
    from georoutes.trace import TracedLeg


class Frames(NamedTuple):
    """All that a map or a file needs of a case."""

    legs: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    claims: pd.DataFrame
    title: str = ""
    subtitle: str = ""
    status: str = ""
    sources: pd.DataFrame | None = None


def case_frames(
    case: Case,
    *,
    networks: Sequence[Router] = (),
    gazetteer: Gazetteer | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Frames:
    """Turn a case into its three frames, tracing every leg.

    Parameters
    ----------
    case
        The case.
    networks
        Networks of your own, which take the place of the bundled ones of their modes; see `Network`.
    gazetteer
        Where names are looked up; the bundled one when left out.
    progress
        Called with a line of text before each slow step.
    """
    if not isinstance(case, Case):
        read = "read its file with gr.read_case" if isinstance(case, (str, PurePath)) else ""
        advice = read or "draw takes frames as legs= and places="
        raise WrongTypeError(f"a case is needed, not a {type(case).__name__}; {advice}")
    found = locate(case, gazetteer=gazetteer)
    return Frames(
        _legs(case, found, progress, networks),
        _places(case, found),
        claims(case),
        case.title,
        case.subtitle or "",
        case.status,
        sources(case),
    )


def legs(
    case: Case,
    *,
    exploded: bool = False,
    networks: Sequence[Router] = (),
    gazetteer: Gazetteer | None = None,
) -> gpd.GeoDataFrame:
    """Trace the legs of a case.

    Parameters
    ----------
    case
        The case.
    exploded
        Give points in time instead of lines, of the paths whose dates have a first and a last day:
        ``movingpandas.TrajectoryCollection(legs(case, exploded=True), "trajectory")``. The times are spread
        evenly over the way and the dates; nobody reported them.
    networks
        Networks of your own, which take the place of the bundled ones of their modes; see `Network`.
    gazetteer
        Where names are looked up; the bundled one when left out.

    Returns
    -------
    geopandas.GeoDataFrame
        One row for each leg, columns `LEG_COLUMNS`, kilometres, EPSG:4326. A leg that its claims only deny
        has no geometry. ``spans`` is JSON: the stretches of the line, each with its kind,
        its kilometres and its vertices; ``passages`` the straits and canals that a ship uses, in order.

    Raises
    ------
    NoPathError
        When a network does not join two places; the message names the leg.
    CaseError
        When a place cannot be settled.

    Examples
    --------
    >>> from georoutes.model import Case
    >>> leg = {"from": [37.62, 55.75], "to": [30.52, 50.45], "mode": "air"}
    >>> frame = legs(Case(title="A flight", routes={"flight": {"legs": [leg]}}))
    >>> frame[["mode", "basis"]].iloc[0].tolist(), round(frame["length_km"].iloc[0])
    (['air', 'geodesic'], 757)
    """
    lines = _legs(case, locate(case, gazetteer=gazetteer), lambda _: None, networks)
    return explode(lines) if exploded else lines


def places(case: Case, *, gazetteer: Gazetteer | None = None) -> gpd.GeoDataFrame:
    """Find the places of a case.

    Parameters
    ----------
    case
        The case.
    gazetteer
        Where names are looked up; the bundled one when left out.

    Returns
    -------
    geopandas.GeoDataFrame
        One row for each stop in the order of travel, columns `PLACE_COLUMNS`; points in EPSG:4326 and
        ``radius_km`` around them. ``precision`` is ``place``, ``site``, ``near`` or ``area``.

    Examples
    --------
    >>> from georoutes.model import Case
    >>> leg = {"from": [37.62, 55.75], "to": [30.52, 50.45], "mode": "air"}
    >>> places(Case(title="A flight", routes={"flight": {"legs": [leg]}}))["role"].tolist()
    ['origin', 'destination']
    """
    return _places(case, locate(case, gazetteer=gazetteer))


def _legs(
    case: Case,
    found: Mapping[Reference, Place],
    progress: Callable[[str], None],
    networks: Sequence[Router],
) -> gpd.GeoDataFrame:
    traced = trace_case(case, found, networks=networks, progress=progress)
    rows = [_leg_row(case, leg, found) for leg in traced]
    frame = pd.DataFrame(rows, columns=list(LEG_COLUMNS))
    for column in DAYS:
        frame[column] = days(frame[column])
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=CRS)


def _leg_row(case: Case, traced: TracedLeg, found: Mapping[Reference, Place]) -> dict[str, Any]:
    route, leg = case.routes[traced.route], traced.leg
    affirmed = [key for key in leg.claims if case.claims[key].polarity == "affirm"]
    when = dates.parse(leg.when) if leg.when else None
    cells = path_cells(traced.path)
    if traced.path is None:  # what is denied is not drawn, but its places are named
        cells["attribution"] = "; ".join(credits_of([found[leg.origin], found[leg.destination]]))
    return {
        "route": traced.route,
        "leg": traced.number,
        "origin": label(leg.origin, case, found),
        "destination": label(leg.destination, case, found),
        "mode": leg.mode,
        "when": leg.when or "",
        "earliest": when.earliest if when else None,
        "latest": when.latest if when else None,
        "claims": ", ".join(leg.claims),
        "denials": ", ".join(_denials(case, leg)),
        "polarity": "affirm" if traced.path else "deny",
        "modality": ", ".join(dict.fromkeys(case.claims[key].modality for key in affirmed or leg.claims)),
        "independent_sources": len(case.independent_sources(leg.claims)),
        "cargo": leg.cargo or route.cargo or "",
        "containers": ", ".join(route.containers),
        "quantity": _quantity(case, route, leg, affirmed),
        "vehicle": str(case.vehicles.get(leg.vehicle or "", leg.vehicle or "")),
        **cells,
    }


def _denials(case: Case, leg: Leg) -> list[str]:
    """Claims that deny the leg, and claims that dispute what it rests on."""
    own = [key for key in leg.claims if case.claims[key].polarity == "deny"]
    against = [key for key, claim in case.claims.items() if set(claim.disputes) & set(leg.claims)]
    return list(dict.fromkeys([*own, *against]))


def _quantity(case: Case, route: Route, leg: Leg, affirmed: Sequence[str]) -> str:
    """Return the leg's own quantity, or those of its claims side by side, or the route's: never a sum."""
    if leg.quantity:
        return str(leg.quantity)
    claimed = [str(case.claims[key].quantity) for key in affirmed if case.claims[key].quantity]
    return "; ".join(dict.fromkeys(claimed)) or (str(route.quantity) if route.quantity else "")


def _places(case: Case, found: Mapping[Reference, Place]) -> gpd.GeoDataFrame:
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for reference, role in _stops(case):
        place = found[reference]
        name = label(reference, case, found)
        row = rows.setdefault(
            (place.id, name),
            {
                "id": place.id,
                "name": name,
                "type": place.type,
                "country": place.country,
                "role": role,
                "radius_km": place.radius_km,
                "precision": _precision(reference, case, place),
                "source": place.source if place.name == name else f"{place.source}: {place.name}",
                "geometry": Point(place.lon, place.lat),
            },
        )
        # one place may be named outright here and by its seat of power there
        if place.source not in row["source"]:
            row["source"] += place.source.removeprefix(row["source"])
    frame = pd.DataFrame(list(rows.values()), columns=list(PLACE_COLUMNS))
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=CRS)


def _stops(case: Case) -> Iterator[tuple[Reference, str]]:
    for route in case.routes.values():
        for number, leg in enumerate(route.legs):
            yield leg.origin, "transshipment" if number else "origin"
            for reference in leg.via_places:
                yield reference, "via"
            yield leg.destination, "destination" if number == len(route.legs) - 1 else "transshipment"


def _precision(reference: Reference, case: Case, place: Place) -> str:
    entry = case.places.get(reference) if isinstance(reference, str) else None
    if entry is not None and entry.near is not None:
        return "near"
    if place.is_area:
        return "area"
    return "site" if place.type in {"site", "building"} else "place"
