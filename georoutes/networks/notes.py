"""What the reader of the map must know about a path by rail or road, each thing in a sentence."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.outlines import country_name
from georoutes.model.path import Crossing
from georoutes.networks.base import GEOD, Journey, distance_km, position
from georoutes.networks.connectors import HARBOUR_KM, homes, water_km
from georoutes.networks.flags import Flag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.place import Place
    from georoutes.model.path import Path
    from georoutes.networks.base import LineBuilder
    from georoutes.networks.graph import LandGraph
    from georoutes.networks.pieces import Found, Pieces
    from georoutes.networks.profile import Profile

_CHORD_KM = 20.0
_MOST_KM_PER_DEGREE = 112.0
DETOUR = 1.8
_UNNAMED = ", which no end or limit of the leg names."
_TRANSIT_KM = 1.0  # less than this in a third country is an artefact of generalised outlines


def about(  # noqa: PLR0913  (everything that is known about a path once it is found)
    graph: LandGraph,
    profile: Profile,
    places: tuple[Place, Place],
    found: Found,
    *,
    countries: Sequence[str],
    passed: Journey,
    line: LineBuilder,
) -> list[str]:
    """Write the warnings of a path.

    Parameters
    ----------
    graph, profile
        The network.
    places
        The reported ends.
    found
        The path on the network.
    countries
        Codes that the caller allowed.
    passed
        What the path passes, as `journey` lists it.
    line
        The whole path as drawn.
    """
    start, end, pieces, other = found
    texts = [
        f"{place.name} lies {snap.away_km:.0f} km from the {profile.way[0]} used; "
        "the connector to it is a straight line of unknown course."
        for place, snap in zip(places, (start, end), strict=True)
        if snap.away_km > profile.near_km
    ]
    for place, snap in zip(places, (start, end), strict=True):
        water = water_km((place.lon, place.lat), snap)
        if water > HARBOUR_KM:
            texts.append(
                f"The line from {place.name} to the {profile.way[0]} used leads over {water:.0f} km of water "
                "on the generalised outlines, along the shore or over a bay: the data have no bridge, tunnel "
                "or ferry there."
            )
    direct = distance_km((places[0].lon, places[0].lat), (places[1].lon, places[1].lat))
    texts += [*_assumed(graph, pieces), *_transit(places, found, countries, passed)]
    texts += _gauges(passed.crossings)
    length = start.away_km + float(pieces.km.sum()) + end.away_km
    if length > DETOUR * direct:
        texts.append(
            f"The path is {length / direct:.1f} times as long as the straight line "
            f"({length:,.0f} km against {direct:,.0f} km): a true detour, or a gap in the data."
        )
    if other is not None:
        texts.append(
            f"The data have another {profile.way[0]} of {other.km:,.0f} km by {position(other.by)}, in place "
            f"of {other.instead_km:,.0f} km of this path. By the lines in the data the way is between "
            f"{length + other.least_km:,.0f} and {length + other.most_km:,.0f} km long{profile.shortness}; "
            "which one is used, the data do not say. If a source does, give a place on the way with via."
        )
    return texts + _generalised(line, profile)


def _assumed(graph: LandGraph, pieces: Pieces) -> list[str]:
    """Sentences about links drawn by hand and gaps bridged."""
    a, km = graph.arrays, pieces.km
    flags, link = a["flags"][pieces.edge], a["link"][pieces.edge]
    by_hand = flags & Flag.LINK > 0
    texts = []
    for i in dict.fromkeys(link[by_hand].tolist()):
        length = km[by_hand & (link == i)].sum()
        texts.append(f"{length:.0f} km are assumed, {a['link_name'][i]}: {a['link_note'][i]}.")
    gaps = km[(flags & Flag.HEALED > 0) & ~by_hand]
    if len(gaps):
        count = "One gap" if len(gaps) == 1 else f"{len(gaps)} gaps"
        texts.append(f"{count} in the data ({gaps.sum():.1f} km in all), bridged by straight lines.")
    return texts


def by_country(graph: LandGraph, pieces: Pieces) -> dict[str, float]:
    """Kilometres of a path in each country, in the order of the journey.

    Parameters
    ----------
    graph
        The network.
    pieces
        The path on it.

    Returns
    -------
    dict
        From country code to kilometres. Less than a kilometre is left out: the outlines are generalised.
    """
    a = graph.arrays
    ends = np.stack([a["tail"][pieces.edge], a["head"][pieces.edge]], axis=1)
    ends[~pieces.forward] = ends[~pieces.forward, ::-1]
    country = a["node_country"][ends].ravel()
    totals = np.bincount(country, weights=np.repeat(pieces.km / 2, 2), minlength=1)
    names, passed = a["country"], dict.fromkeys(country.tolist())
    return {str(names[i]): float(totals[i]) for i in passed if totals[i] > _TRANSIT_KM}


def journey(graph: LandGraph, found: Found) -> Journey:
    """List what a path passes: countries with their kilometres, borders, changes of gauge.

    Parameters
    ----------
    graph
        The network.
    found
        The path on it.
    """
    pieces = found.pieces
    flags = graph.arrays["flags"][pieces.edge]
    before = found.start.away_km + np.cumsum(pieces.km) - pieces.km
    crossings = []
    for i in np.flatnonzero(flags & (Flag.BORDER | Flag.GAUGE)).tolist():
        nodes = [int(graph.arrays[end][pieces.edge[i]]) for end in ("tail", "head")]
        a, b = nodes if pieces.forward[i] else nodes[::-1]
        at_km, where = float(before[i]), graph.position(a)
        if flags[i] & Flag.BORDER:
            crossings.append(Crossing("border", at_km, *where, graph.country_of(a), graph.country_of(b)))
        else:
            gauges = str(graph.gauge_of(a)), str(graph.gauge_of(b))
            crossings.append(Crossing("gauge", at_km, *where, *gauges))
    return Journey(tuple(by_country(graph, found.pieces).items()), tuple(crossings))


def _gauges(crossings: Sequence[Crossing]) -> list[str]:
    """Tell of changes of track gauge."""
    return [
        f"The track gauge changes from {crossing.before} to {crossing.after} mm at "
        f"{position((crossing.lon, crossing.lat))}: goods change trains there, or wagons their wheels."
        for crossing in crossings
        if crossing.kind == "gauge"
    ]


def gauges_change(times: int) -> list[str]:
    """Tell how often the track gauge changes, where it is not known where."""
    often = {1: "once", 2: "twice"}.get(times, f"{times} times")
    return [f"The track gauge changes {often}: goods change trains there, or wagons their wheels."] * (
        times > 0
    )


def _transit(
    places: tuple[Place, Place], found: Found, countries: Sequence[str], passed: Journey
) -> list[str]:
    """Tell of countries crossed that neither end nor the limits name."""
    expected = set(countries)
    for place, snap in zip(places, (found.start, found.end), strict=True):
        expected |= homes(place) or {snap.country}
    crossed = [
        f"{country_name(code)} ({km:,.0f} km)" for code, km in passed.countries if code not in expected
    ]
    return _crosses(crossed)


def unnamed(codes: Sequence[str]) -> list[str]:
    """Tell of countries crossed that nobody named."""
    return _crosses([country_name(code) for code in codes])


def _crosses(names: Sequence[str]) -> list[str]:
    return [f"The path crosses {', '.join(names)}{_UNNAMED}"] if names else []


def of_stretch(path: Path, origin: Place, destination: Place) -> Path:
    """Let each warning of a part of a leg by places on the way name that part."""
    stretch = f"Between {origin.name} and {destination.name}: "
    return replace(path, warnings=tuple(stretch + text for text in path.warnings))


def of_whole_leg(path: Path, stops: Sequence[Place], countries: Sequence[str]) -> Path:
    """Judge a leg by places on the way as a whole: what one part crosses, another may name.

    Parameters
    ----------
    path
        The parts, joined.
    stops
        The ends of the leg and the places on the way.
    countries
        Codes that the caller allowed.
    """
    expected = {*countries, *(code for stop in stops for code in homes(stop))}
    crossed = [f"{country_name(code)} ({km:,.0f} km)" for code, km in path.countries if code not in expected]
    others = [text for text in path.warnings if not text.endswith(_UNNAMED)]
    return replace(path, warnings=(*_crosses(crossed), *_doubled(path.length_km, stops), *others))


def _doubled(length_km: float, stops: Sequence[Place]) -> list[str]:
    """Tell of a leg that is long for its places, or whose places turn it back; there and back is neither."""
    points = [(stop.lon, stop.lat) for stop in stops]
    straight = sum(distance_km(a, b) for a, b in pairwise(points))
    direct = distance_km(points[0], points[-1])
    names = ", ".join(stop.name for stop in stops)
    if length_km > DETOUR * straight:
        told = (
            f"The whole way is {length_km / straight:.1f} times as long as the straight lines by {names} "
            f"({length_km:,.0f} km against {straight:,.0f} km): true detours, or gaps in the data."
        )
        return [told]
    if direct > _TRANSIT_KM and length_km > DETOUR * direct:
        told = (
            f"The whole way is {length_km / direct:.1f} times as long as the straight line from "
            f"{stops[0].name} to {stops[-1].name} ({length_km:,.0f} km against {direct:,.0f} km), because it "
            f"goes by {names}, in this order."
        )
        return [told]
    return []


def _generalised(line: LineBuilder, profile: Profile) -> list[str]:
    """Tell of long straight pieces of the drawing."""
    on_network = [span for span in line.spans if span.kind != "connector"]
    if not on_network:
        return []
    drawn = line.vertices()[on_network[0].from_vertex : on_network[-1].to_vertex + 1]
    # a degree has at most 112 km, so only few pieces need be measured
    north = np.diff(drawn[:, 1])
    east = np.diff(drawn[:, 0]) * np.cos(np.radians(np.minimum(np.abs(drawn[1:, 1]), np.abs(drawn[:-1, 1]))))
    some = np.flatnonzero(np.hypot(north, east) * _MOST_KM_PER_DEGREE > _CHORD_KM)
    ends = drawn[some], drawn[some + 1]
    km = np.asarray(GEOD.inv(*ends[0].T, *ends[1].T)[2]) / 1000.0
    long = km[km > _CHORD_KM]
    if len(long) == 0:
        return []
    return [
        (
            f"The drawn line is generalised: {long.sum():,.0f} km of it are straight pieces longer than "
            f"{_CHORD_KM:.0f} km, the longest {long.max():,.0f} km. "
            f"The length is the one the data give{profile.shortness}."
        )
    ]
