"""A case into its three frames: legs, places and claims."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point

from georoutes import dates
from georoutes.errors import LimitError, NoPathError
from georoutes.frames.columns import CLAIM_COLUMNS, CRS, DAYS, LEG_COLUMNS, PLACE_COLUMNS, days, path_cells
from georoutes.locate import locate
from georoutes.trace import trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gazetteer import Gazetteer, Place
    from georoutes.locate import Reference
    from georoutes.model import Case, Leg, Path, Route

_GEONAMES = "Place names: GeoNames (CC BY 4.0)"


class Frames(NamedTuple):
    """All that a map or a file needs of a case."""

    legs: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    claims: pd.DataFrame
    title: str = ""
    subtitle: str = ""
    status: str = ""


def case_frames(
    case: Case, *, gazetteer: Gazetteer | None = None, progress: Callable[[str], None] = lambda _: None
) -> Frames:
    """Turn a case into its three frames, tracing every leg.

    Parameters
    ----------
    case
        The case.
    gazetteer
        Where names are looked up; the bundled one when left out.
    progress
        Called with a line of text before each slow step.
    """
    found = locate(case, gazetteer=gazetteer)
    return Frames(
        _legs(case, found, progress),
        _places(case, found),
        claims(case),
        case.title,
        case.subtitle or "",
        case.status,
    )


def legs(case: Case, *, gazetteer: Gazetteer | None = None) -> gpd.GeoDataFrame:
    """Trace the legs of a case.

    Parameters
    ----------
    case
        The case.
    gazetteer
        Where names are looked up; the bundled one when left out.

    Returns
    -------
    geopandas.GeoDataFrame
        One row for each leg, columns `LEG_COLUMNS`, kilometres, EPSG:4326. A leg that its claims only deny
        has no geometry. ``spans`` is JSON: the stretches of the line, each with its kind, its kilometres
        and its vertices.

    Raises
    ------
    NoPathError
        When a network does not join two places.
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
    return _legs(case, locate(case, gazetteer=gazetteer), lambda _: None)


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


def claims(case: Case) -> pd.DataFrame:
    """List what the sources of a case say.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    pandas.DataFrame
        One row for each claim, denials included, columns `CLAIM_COLUMNS`.

    Examples
    --------
    >>> from georoutes.model import Case
    >>> leg = {"from": "Odesa", "to": "Istanbul", "mode": "sea", "claims": ["c1"]}
    >>> case = Case(title="Grain", claims={"c1": {"quote": "left Odesa"}}, routes={"grain": {"legs": [leg]}})
    >>> claims(case)[["id", "about", "quote"]].iloc[0].tolist()
    ['c1', 'grain leg 1', 'left Odesa']
    """
    return pd.DataFrame(list(_claim_rows(case)), columns=list(CLAIM_COLUMNS))


def _legs(case: Case, found: Mapping[Reference, Place], progress: Callable[[str], None]) -> gpd.GeoDataFrame:
    rows = []
    for name, route in case.routes.items():
        for number, leg in enumerate(route.legs, start=1):
            ends = f"{_label(leg.origin, case, found)} → {_label(leg.destination, case, found)}"
            progress(f"{name}, leg {number}: {ends} by {leg.mode}")
            try:
                rows.append(_leg_row(case, name, number, found))
            except (NoPathError, LimitError) as error:
                raise type(error)(f"route {name!r}, leg {number} ({ends} by {leg.mode}): {error}") from error
    frame = pd.DataFrame(rows, columns=list(LEG_COLUMNS))
    for column in DAYS:
        frame[column] = days(frame[column])
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=CRS)


def _leg_row(case: Case, name: str, number: int, found: Mapping[Reference, Place]) -> dict[str, Any]:
    route = case.routes[name]
    leg = route.legs[number - 1]
    affirmed = [key for key in leg.claims if case.claims[key].polarity == "affirm"]
    denied = bool(leg.claims) and not affirmed
    when = dates.parse(leg.when) if leg.when else None
    return {
        "route": name,
        "leg": number,
        "origin": _label(leg.origin, case, found),
        "destination": _label(leg.destination, case, found),
        "mode": leg.mode,
        "when": leg.when or "",
        "earliest": when.earliest if when else None,
        "latest": when.latest if when else None,
        "claims": ", ".join(leg.claims),
        "denials": ", ".join(_denials(case, leg)),
        "polarity": "deny" if denied else "affirm",
        "modality": ", ".join(dict.fromkeys(case.claims[key].modality for key in affirmed or leg.claims)),
        "cargo": leg.cargo or route.cargo or "",
        "quantity": _quantity(case, route, leg, affirmed),
        "vehicle": leg.vehicle or "",
        # what is denied is listed and never drawn
        **(path_cells(None) if denied else _path_cells(leg, found)),
    }


def _path_cells(leg: Leg, found: Mapping[Reference, Place]) -> dict[str, Any]:
    path: Path = trace(leg, found)
    sources = {found[reference].source for reference in (leg.origin, *leg.via, leg.destination)}
    if any("GeoNames" in source for source in sources):
        path = replace(path, attribution=(*path.attribution, _GEONAMES))
    return path_cells(path)


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


def _label(reference: Reference, case: Case, found: Mapping[Reference, Place]) -> str:
    """Return the name as the source writes it."""
    if not isinstance(reference, str):
        return found[reference].name
    entry = case.places.get(reference)
    return (entry.name if entry else None) or reference


def _places(case: Case, found: Mapping[Reference, Place]) -> gpd.GeoDataFrame:
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for reference, role in _stops(case):
        place = found[reference]
        label = _label(reference, case, found)
        rows.setdefault(
            (place.id, label),
            {
                "id": place.id,
                "name": label,
                "type": place.type,
                "country": place.country,
                "role": role,
                "radius_km": place.radius_km,
                "precision": _precision(reference, case, place),
                "source": place.source if place.name == label else f"{place.source}: {place.name}",
                "geometry": Point(place.lon, place.lat),
            },
        )
    frame = pd.DataFrame(list(rows.values()), columns=list(PLACE_COLUMNS))
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=CRS)


def _stops(case: Case) -> Iterator[tuple[Reference, str]]:
    for route in case.routes.values():
        for number, leg in enumerate(route.legs):
            yield leg.origin, "transshipment" if number else "origin"
            for reference in leg.via:
                yield reference, "via"
            yield leg.destination, "destination" if number == len(route.legs) - 1 else "transshipment"


def _precision(reference: Reference, case: Case, place: Place) -> str:
    entry = case.places.get(reference) if isinstance(reference, str) else None
    if entry is not None and entry.near is not None:
        return "near"
    if place.is_area:
        return "area"
    return "site" if place.type in {"site", "building"} else "place"


def _claim_rows(case: Case) -> Iterator[dict[str, Any]]:
    about: dict[str, list[str]] = {}
    for name, route in case.routes.items():
        for number, leg in enumerate(route.legs, start=1):
            for key in leg.claims:
                about.setdefault(key, []).append(f"{name} leg {number}")
    for key, claim in case.claims.items():
        source = case.sources.get(claim.source or "")
        quantity = claim.quantity
        yield {
            "id": key,
            "about": claim.about or ", ".join(about.get(key, [])),
            "polarity": claim.polarity,
            "modality": claim.modality,
            "by": claim.by or "",
            "quote": claim.quote or "",
            "says": claim.says or "",
            "source": (source.publisher or source.title or claim.source or "") if source else "",
            "published": (source.published or "") if source else "",
            "quantity": quantity.amount if quantity else "",
            "unit": (quantity.unit or "") if quantity else "",
            "as_of": (quantity.as_of or "") if quantity else "",
            "cumulative": bool(quantity and quantity.cumulative),
            "words": claim.words or "",
            "disputes": ", ".join(claim.disputes),
            "conflicts_with": ", ".join(claim.conflicts_with),
            "superseded_by": claim.superseded_by or "",
            "title": (source.title or "") if source else "",
            "author": ", ".join(source.author) if source else "",
            "url": (source.archived or source.url or "") if source else "",
        }
