"""What claims say of the geography, measured: distances, borders, coasts, regions and times.

A figure in a text is rounded, a place is known to within its radius, and an outline is drawn at a scale. So a
figure agrees when some value that it may stand for is one that the measurement allows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from pyproj import Geod

from gazetteer import outlines
from gazetteer.whereabouts import VIEW
from georoutes.checks import borders
from georoutes.checks.finding import Finding
from georoutes.checks.ways import FASTEST_KMH, countries_at
from georoutes.errors import LimitError, NoPathError
from georoutes.trace import between

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy.typing as npt

    from gazetteer import Place
    from georoutes.locate import Reference
    from georoutes.model import Assertion, Case

_WGS84 = Geod(ellps="WGS84")
_KM_PER = {"km": 1.0, "mi": 1.609344, "nmi": 1.852}
_HOURS_PER = {"h": 1.0, "days": 24.0}

_ROUNDED = 0.1
"""A figure in a text may be rounded by this share."""
_BORDER_KM = 15.0
"""How far a border at 1:10m may lie from the border itself: a millimetre and a half of the map."""
_COAST_KM = 2.0
_SHORTENED = 0.25
"""By how much a border may be longer than its outline at 1:10m, which leaves bends out."""
_TOO_COARSE = 2.0
"""Where the most that the measurement allows is so many times the least, it decides nothing."""
_ELLIPSOID = "WGS84 ellipsoid"


class Measured(NamedTuple):
    """What was measured, in words; what it allows, in km or hours; and with which data."""

    words: str
    low: float
    high: float
    data: str


def assertions(case: Case, places: Mapping[Reference, Place]) -> Iterator[Finding]:
    """Measure what the claims of a case assert."""
    for key, claim in case.claims.items():
        for asserted in claim.checks:
            yield _finding(f"claim {key}", asserted, places)


def _finding(about: str, asserted: Assertion, places: Mapping[Reference, Place]) -> Finding:
    said = " = ".join(filter(None, (f"“{asserted.words}”" if asserted.words else "", asserted.figure)))
    named = f"{asserted.kind} {'/'.join(asserted.border)}".rstrip()
    try:
        if asserted.kind == "in":
            return _in_region(about, said, asserted, places)
        if asserted.kind == "travel time":
            return _travel_time(about, said, asserted, places)
        measured = _MEASURES[asserted.kind](asserted, places)
    except (LookupError, LimitError) as error:
        return Finding(about, named, said, str(error), "wrong", "network")
    words = measured.words if asserted.figure else f"{measured.words}; no figure is asserted"
    return Finding(about, named, said, words, _verdict(asserted, measured), measured.data)


def _verdict(asserted: Assertion, measured: Measured) -> str:
    scale = _KM_PER.get(asserted.unit or "", 1.0)
    figures = [figure for figure in (asserted.value, asserted.min, asserted.max) if figure is not None]
    if not figures or measured.high > _TOO_COARSE * measured.low:
        return "note"
    low = asserted.value if asserted.value is not None else asserted.min
    high = asserted.value if asserted.value is not None else asserted.max
    at_least = 0.0 if low is None else low * scale * (1 - _ROUNDED)
    at_most = float("inf") if high is None else high * scale * (1 + _ROUNDED)
    return "agrees" if at_least <= measured.high and measured.low <= at_most else "differs"


def _place(reference: Reference | None, places: Mapping[Reference, Place]) -> Place:
    """Return a place that the model has seen to be given."""
    return places[reference]  # type: ignore[index]


def _range(km: float, doubt: float, why: str, data: str) -> Measured:
    low, high = max(km - doubt, 0.0), km + doubt
    allowed = f" ({low:,.0f} to {high:,.0f}, {why})" if doubt >= 1.0 else ""
    return Measured(f"{km:,.0f} km{allowed}", low, high, data)


def _distance(asserted: Assertion, places: Mapping[Reference, Place]) -> Measured:
    a, b = _place(asserted.origin, places), _place(asserted.destination, places)
    _, _, metres = _WGS84.inv(a.lon, a.lat, b.lon, b.lat)
    doubt = a.radius_km + b.radius_km
    return _range(metres / 1000, doubt, "as the places are known", f"{_ELLIPSOID}; {a.source}; {b.source}")


def _to_border(asserted: Assertion, places: Mapping[Reference, Place]) -> Measured:
    place, edges = _place(asserted.origin, places), _border(asserted)
    found = borders.nearest(place.lon, place.lat, edges)
    data = f"border {'/'.join(asserted.border)} of {VIEW}; {place.source}"
    return _to_line(found, place.radius_km + _BORDER_KM, data)


def _to_coast(asserted: Assertion, places: Mapping[Reference, Place]) -> Measured:
    place = _place(asserted.origin, places)
    found = borders.nearest(place.lon, place.lat, borders.coast())
    return _to_line(found, place.radius_km + _COAST_KM, f"coast of Natural Earth 1:10m; {place.source}")


def _to_line(found: borders.Nearest, doubt: float, data: str) -> Measured:
    measured = _range(found.km, doubt, "as place and line are known", data)
    ns, ew = "NS"[found.lat < 0], "EW"[found.lon < 0]
    where = f"to {abs(found.lat):.2f} {ns}, {abs(found.lon):.2f} {ew}"
    return measured._replace(words=f"{measured.words} {where}")


def _length(asserted: Assertion, _: Mapping[Reference, Place]) -> Measured:
    km = borders.length_km(_border(asserted))
    low, high = max(km - 2 * _BORDER_KM, 0.0), km * (1 + _SHORTENED) + 2 * _BORDER_KM
    words = f"{km:,.0f} km ({low:,.0f} to {high:,.0f}, at this scale)"
    if high > _TOO_COARSE * low:
        words += "; the outlines are too coarse for so short a border"
    return Measured(words, low, high, f"border {'/'.join(asserted.border)} of {VIEW}")


def _border(asserted: Assertion) -> npt.NDArray[np.float64]:
    edges = borders.border(*asserted.border)
    if len(edges) == 0:
        named = " and ".join(outlines.country_name(code) for code in asserted.border)
        raise LookupError(f"{named}: no land border in {VIEW}")
    return edges


_MEASURES = {
    "distance": _distance,
    "distance to border": _to_border,
    "distance to coast": _to_coast,
    "length of border": _length,
}


def _in_region(about: str, said: str, asserted: Assertion, places: Mapping[Reference, Place]) -> Finding:
    place, region = _place(asserted.origin, places), _place(asserted.region, places)
    _, _, metres = _WGS84.inv(place.lon, place.lat, region.lon, region.lat)
    away = metres / 1000
    said = said or f"{place.name} in {region.name}"
    if region.type in {"country", "territory"} and region.country:
        return _in_country(about, said, place, region.country)
    outside = away - region.radius_km
    if outside <= 0:
        found, verdict = f"within {region.name}, a disc of {region.radius_km:,.0f} km", "agrees"
    else:
        found = f"{outside:,.0f} km outside {region.name}, a disc of {region.radius_km:,.0f} km"
        verdict = "differs" if outside > place.radius_km else "note"
    return Finding(about, "in", said, found, verdict, f"{region.source}; regions have no sharp border")


def _in_country(about: str, said: str, place: Place, country: str) -> Finding:
    """Say in which country a place lies; on a shore or a border, in which it may lie."""
    index = outlines.countries().at(np.array([(place.lon, place.lat)]))[0]
    drawn = {str(outlines.countries().code[index])} if index >= 0 else countries_at(place)
    named = " or ".join(outlines.country_name(code) for code in sorted(drawn)) or "no country: at sea"
    doubted = country in countries_at(place)  # on a border
    verdict = "agrees" if country in drawn else "note" if doubted else "differs"
    return Finding(about, "in", said, f"lies in {named}", verdict, VIEW)


def _travel_time(about: str, said: str, asserted: Assertion, places: Mapping[Reference, Place]) -> Finding:
    mode = asserted.mode or ""
    try:
        path = between([_place(asserted.origin, places), _place(asserted.destination, places)], mode=mode)
    except NoPathError as error:
        return Finding(about, f"travel time by {mode}", said, str(error), "wrong", "network")
    longest = (asserted.value or asserted.max or asserted.min or 0.0) * _HOURS_PER[asserted.unit or "h"]
    needed = path.length_km / FASTEST_KMH[mode]
    possible = needed <= longest * (1 + _ROUNDED)
    found = f"{path.length_km:,.0f} km, at {FASTEST_KMH[mode]:,.0f} km/h at most: {needed:,.1f} h at least"
    return Finding(
        about, f"travel time by {mode}", said, found, "agrees" if possible else "differs", path.method
    )
