"""What a map or a figure shows, as plain data: legs, stops, claims, legend, credits and bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from georoutes.frames import check_legs
from georoutes.maps import legend
from georoutes.maps.arcs import drawn_once
from georoutes.maps.basemap import close_boxes, view_words
from georoutes.maps.bundles import BUNDLED_ABOVE, bundled
from georoutes.maps.cells import text
from georoutes.maps.corridors import side_by_side
from georoutes.maps.facts import facts, many_words
from georoutes.maps.focus import MOST_LEGS, Bounds, Reach, focus
from georoutes.maps.layers import Legs, claim_records, encode_parts, leg_records, ways_over_water
from georoutes.maps.own import labels, own_cells, own_columns
from georoutes.maps.stops import stop_records, stops_from_legs
from georoutes.maps.widths import widen

if TYPE_CHECKING:
    import geopandas

    from georoutes.maps.ground import Box

NATURAL_EARTH = "Basemap: Natural Earth"

FINE_EXTENT = 3.0
"""A map smaller than this, in degrees, keeps coordinates to 1 m; a larger one to 11 m."""

MANY = 40
"""Legs or stops; a map of more is looked at as a whole."""

WIDE_AREA_KM = 100.0
"""A place known this roughly is not looked at closely."""


def page_data(
    legs: Any,  # noqa: ANN401 - checked here
    places: Any,  # noqa: ANN401 - checked here
    claims: Any,  # noqa: ANN401 - read cell by cell
    worldview: str | None,
    label: str | None = None,
) -> dict[str, Any]:
    """Read the three frames into what a map or a figure shows."""
    read = _read(legs, label) if legs is not None else []
    given = len(read)
    if given > BUNDLED_ABOVE:
        read = bundled(read)
    named = claim_records(claims) if claims is not None else {}
    records = [record | {"parts": parts} for record, parts in read]
    widths = widen(records, named)
    read, drawn_with = drawn_once(list(zip(records, (parts for _, parts in read), strict=True)))
    stops = stop_records(places, read) if places is not None else stops_from_legs(read)
    lines = [part.points for _, parts in read for part in parts]
    # What is only denied does not widen the view, unless there is nothing else to look at.
    bounds = _bounds(lines, [stop for stop in stops if not stop.get("denied")]) or _bounds([], stops)
    first, outside = _first_view(read, stops)
    small = bounds and max(bounds[2] - bounds[0], bounds[3] - bounds[1]) < FINE_EXTENT
    scale = 100_000 if small else 10_000
    own = [[] if row in drawn_with else parts for row, (_, parts) in enumerate(read)]
    encoded = encode_parts(side_by_side(own), scale)
    for row, record in enumerate(records):
        record["parts"] = encoded[drawn_with.get(row, row)]
    ways = {(record["basis"], record["mode"]) for record in records}
    said = "; ".join(sorted({credit for frame in (legs, places) for credit in _credits(frame) if credit}))
    return {
        "close": _close_to(read, stops),
        "ways": ways_over_water(records, scale),
        "scale": scale,
        "bounds": bounds,
        "first": first,
        "outside": outside,
        "facts": facts(records, any_stop=bool(stops)) if given == len(read) else "",
        "note": many_words(given, len(read)),
        "legend": legend.legend(records, stops) | {"width": widths},
        "basis_words": {
            f"{basis}|{mode}": legend.basis_sentence(basis, mode) for basis, mode in sorted(ways)
        },
        "modality_words": legend.MODALITY_WORDS,
        "own": [text(column) for column in own_columns(legs)] if legs is not None else [],
        "legs": [
            _sparse(leg | ({"parts": [], "drawn_with": drawn_with[row]} if row in drawn_with else {}))
            for row, leg in enumerate(records)
        ],
        "stops": stops,
        "claims": named,
        "credits": [
            *([f"Data: {said}"] if said else []),
            NATURAL_EARTH,
            *([view_words(worldview)] if worldview else []),
        ],
    }


def _read(legs: Any, label: str | None) -> Legs:  # noqa: ANN401 - checked here
    """Read the legs, with what the frame calls them and what it says of them beyond the known columns."""
    read = leg_records(check_legs(legs))
    for (record, _), name, cells in zip(read, labels(legs, label), own_cells(legs), strict=True):
        record |= {"label": name, "own": cells if any(cells) else []}
    return read


def _sparse(leg: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the page knows without being told: most of a file of many legs would be that."""
    known = {"polarity": "affirm", "said_mode": leg["mode"], "row": leg["row"]}
    known |= {"earliest": leg["earliest"], "latest": leg["latest"]}
    return {
        key: value
        for key, value in leg.items()
        if value is not False and value not in ("", None, [], {}) and known.get(key) != value
    }


def _bounds(lines: list[Any], stops: list[dict[str, Any]]) -> list[float]:
    """West, south, east and north of all that is drawn, in continuous longitudes; [] for nothing."""
    corners = [(*line.min(axis=0), *line.max(axis=0)) for line in lines]
    corners += [tuple(stop["at"] * 2) for stop in stops]
    if not corners:
        return []
    west, south, east, north = zip(*corners, strict=True)
    return [round(float(v), 4) for v in (min(west), min(south), max(east), max(north))]


def _first_view(read: Legs, stops: list[dict[str, Any]]) -> tuple[Bounds, list[int]]:
    """Choose the first view; a stop that no leg left out of it ends at is in it."""
    if len(read) > MOST_LEGS:
        return [], []
    reaches = {
        row: Reach(_bounds([part.points for part in parts], []), arc=record["basis"] == "schematic")
        for row, (record, parts) in enumerate(read)
        if parts
    }
    first, outside = focus(reaches)
    if not first:
        return [], []
    ends = {read[row][0][end] for row in outside for end in ("origin", "destination")}
    loose = [stop["at"] for stop in stops if not stop.get("denied") and stop["name"] not in ends]
    west, south, east, north = first
    if any(not (west <= lon <= east and south <= lat <= north) for lon, lat in loose):
        return [], []
    return first, outside


def _close_to(read: Legs, stops: list[dict[str, Any]]) -> tuple[Box, ...]:
    if max(len(read), len(stops)) > MANY:
        return ()
    legs = [_bounds([part.points for part in parts], []) for _, parts in read if parts]
    return close_boxes(legs, [stop["at"] for stop in stops if stop["radius_km"] < WIDE_AREA_KM])


def _credits(frame: geopandas.GeoDataFrame | None) -> list[str]:
    if frame is None or "attribution" not in frame.columns:
        return []
    return [credit.strip() for cell in frame["attribution"] for credit in text(cell).split("; ")]
