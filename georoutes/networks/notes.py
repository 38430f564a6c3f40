"""What the reader of the map must know about a path by rail or road, each thing in a sentence."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.outlines import country_name
from georoutes.model.path import Crossing
from georoutes.networks.base import GEOD, Journey, distance_km, position
from georoutes.networks.connectors import homes
from georoutes.networks.flags import Flag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.place import Place
    from georoutes.networks.base import LineBuilder
    from georoutes.networks.graph import LandGraph, Piece
    from georoutes.networks.profile import Profile
    from georoutes.networks.search import Found

_CHORD_KM = 20.0
_DETOUR = 1.8
_TRANSIT_KM = 1.0  # less than this in a third country is an artefact of generalised outlines


def about(  # noqa: PLR0913  (everything that is known about a path once it is found)
    graph: LandGraph,
    profile: Profile,
    places: tuple[Place, Place],
    found: Found,
    *,
    countries: Sequence[str],
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
    line
        The whole path as drawn.
    """
    start, end, pieces = found
    texts = [
        f"{place.name} lies {snap.away_km:.0f} km from the {profile.way[0]} used; "
        "the connector to it is a straight line of unknown course."
        for place, snap in zip(places, (start, end), strict=True)
        if snap.away_km > profile.near_km
    ]
    direct = distance_km((places[0].lon, places[0].lat), (places[1].lon, places[1].lat))
    texts += [*_assumed(graph, pieces), *_transit(graph, places, found, countries)]
    texts += _gauges(journey(graph, found).crossings)
    if line.length_km > _DETOUR * direct:
        texts.append(
            f"The path is {line.length_km / direct:.1f} times as long as the straight line "
            f"({line.length_km:,.0f} km against {direct:,.0f} km): a true detour, or a gap in the data."
        )
    return texts + _generalised(line)


def _assumed(graph: LandGraph, pieces: list[Piece]) -> list[str]:
    """Sentences about links drawn by hand and gaps bridged."""
    a = graph.arrays
    links: defaultdict[int, float] = defaultdict(float)
    gaps = []
    for piece in pieces:
        flags, km = int(a["flags"][piece.edge]), abs(piece.to_km - piece.from_km)
        if flags & Flag.LINK:
            links[int(a["link"][piece.edge])] += km
        elif flags & Flag.HEALED:
            gaps.append(km)
    texts = [f"{km:.0f} km are assumed, {a['link_name'][i]}: {a['link_note'][i]}." for i, km in links.items()]
    if gaps:
        count = "One gap" if len(gaps) == 1 else f"{len(gaps)} gaps"
        texts.append(f"{count} in the data ({sum(gaps):.1f} km in all), bridged by straight lines.")
    return texts


def by_country(graph: LandGraph, pieces: list[Piece]) -> dict[str, float]:
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
    totals: defaultdict[str, float] = defaultdict(float)
    for piece in pieces:
        nodes = [a["tail"][piece.edge], a["head"][piece.edge]]
        for node in nodes if piece.from_km <= piece.to_km else nodes[::-1]:
            totals[graph.country_of(int(node))] += abs(piece.to_km - piece.from_km) / 2
    return {code: km for code, km in totals.items() if km > _TRANSIT_KM}


def journey(graph: LandGraph, found: Found) -> Journey:
    """List what a path passes: countries with their kilometres, borders, changes of gauge.

    Parameters
    ----------
    graph
        The network.
    found
        The path on it.
    """
    crossings = []
    at_km = found.start.away_km
    flags = graph.arrays["flags"]
    for piece in found.pieces:
        if flags[piece.edge] & (Flag.BORDER | Flag.GAUGE):
            nodes = [int(graph.arrays[end][piece.edge]) for end in ("tail", "head")]
            a, b = nodes if piece.from_km <= piece.to_km else nodes[::-1]
            if flags[piece.edge] & Flag.BORDER:
                sides = (graph.country_of(a), graph.country_of(b))
                crossings.append(Crossing("border", at_km, *graph.position(a), *sides))
            else:
                gauges = (str(graph.gauge_of(a)), str(graph.gauge_of(b)))
                crossings.append(Crossing("gauge", at_km, *graph.position(a), *gauges))
        at_km += abs(piece.to_km - piece.from_km)
    return Journey(tuple(by_country(graph, found.pieces).items()), tuple(crossings))


def _gauges(crossings: Sequence[Crossing]) -> list[str]:
    """Tell of changes of track gauge."""
    return [
        f"The track gauge changes from {crossing.before} to {crossing.after} mm at "
        f"{position((crossing.lon, crossing.lat))}: goods change trains there, or wagons their wheels."
        for crossing in crossings
        if crossing.kind == "gauge"
    ]


def _transit(
    graph: LandGraph, places: tuple[Place, Place], found: Found, countries: Sequence[str]
) -> list[str]:
    """Tell of countries crossed that neither end nor the limits name."""
    expected = set(countries)
    for place, snap in zip(places, (found.start, found.end), strict=True):
        expected |= homes(place) or {snap.country}
    crossed = [
        f"{country_name(code)} ({km:,.0f} km)"
        for code, km in by_country(graph, found.pieces).items()
        if code not in expected
    ]
    return (
        [f"The path crosses {', '.join(crossed)}, which no end or limit of the leg names."] if crossed else []
    )


def _generalised(line: LineBuilder) -> list[str]:
    """Tell of long straight pieces of the drawing."""
    on_network = [span for span in line.spans if span.kind != "connector"]
    if not on_network:
        return []
    drawn = np.array(line.coords[on_network[0].from_vertex : on_network[-1].to_vertex + 1])
    km = np.asarray(GEOD.inv(drawn[:-1, 0], drawn[:-1, 1], drawn[1:, 0], drawn[1:, 1])[2]) / 1000.0
    long = km[km > _CHORD_KM]
    if len(long) == 0:
        return []
    return [
        (
            f"The drawn line is generalised: {long.sum():,.0f} km of it are straight pieces longer than "
            f"{_CHORD_KM:.0f} km, the longest {long.max():,.0f} km. The length is the one the data give."
        )
    ]
