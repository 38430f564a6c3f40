"""Turn frames into the plain data that the page draws.

Longitudes become continuous: each leg is moved to the copy of the world that lies nearest to where the leg
before it ended, so that a line over the antimeridian is drawn unbroken. Coordinates leave as delta-encoded
integers, longitude before latitude.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import LineString

from georoutes.errors import FrameError
from georoutes.maps.arcs import rounded
from georoutes.maps.cells import flag, listed, number, sentences, text
from georoutes.maps.timeline import time_of
from georoutes.passages import in_words

if TYPE_CHECKING:
    import geopandas
    import pandas as pd
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

MODES = ("sea", "rail", "road", "air", "river", "unknown")
KINDS = ("reported", "network", "assumed", "geodesic", "schematic", "connector", "given")

LEG_TEXTS = (
    "route", "leg", "origin", "destination", "when", "method", "modality", "cargo", "containers", "quantity",
    "vehicle", "polarity", "option",
)  # fmt: skip
CLAIM_TEXTS = (
    "about", "by", "quote", "says", "source", "author", "title", "published", "url", "polarity", "modality",
    "words", "negation", "quantity", "unit", "as_of", "superseded_by",
)  # fmt: skip
CLAIM_LISTS = ("disputes", "conflicts_with")

DOUBTED = frozenset({"alleged", "predicted", "sought", "conditional"})
"""Modalities that do not say that it happened."""

MODALITIES = DOUBTED | {"observed", "reported"}

ARC_POINTS = 32
ARC_BULGE = 0.16
"""How far a schematic arc bows out, as a share of its length on the map."""

SHORT_LINE = 100
"""A line of no more points than this is drawn as it is."""

LANE_STEPS = 20
"""Steps of a lane in the page."""

DRAWN_STEPS = 40_000
"""A leg is simplified to this fraction of its extent: below a pixel until the reader has zoomed in far."""

MERCATOR_LIMIT = 85.0
LATITUDE_LIMIT = 90.0
CHAINED_DEGREES = 2.0
"""A leg that starts within this distance of the last one's end goes on from there."""


@dataclass(frozen=True)
class Part:
    """A piece of a leg drawn in one style: continuous longitudes, why, and how far aside (`corridors`)."""

    kind: str
    points: Points
    note: str = ""
    lanes: Points | None = None


Legs = list[tuple[dict[str, Any], list[Part]]]
"""What is read of each leg: its texts, and its styled parts."""


def leg_records(legs: geopandas.GeoDataFrame) -> Legs:
    """Read each leg's texts and its styled parts, in the order of the frame.

    Raises
    ------
    FrameError
        A geometry holds a coordinate that is no longitude or latitude.
    """
    columns = {str(name): legs[name].tolist() for name in legs.columns if name != legs.geometry.name}
    columns = {name: cells for name, cells in columns.items() if any(cell != "" for cell in cells)}
    lines = _lines_of(legs.geometry.to_numpy())
    records = []
    last_end: float | None = None
    centre: float | None = None
    for row, drawn in enumerate(lines):
        cells = {name: values[row] for name, values in columns.items()}
        record = _leg_texts(cells, row)
        denied = record.get("polarity") == "deny"
        record["denied"] = denied
        parts = [] if denied else _parts(drawn, record["basis"], cells.get("spans"), row)
        if parts:
            parts = _near(parts, last_end, centre)
            last_end = float(parts[-1].points[-1, 0])
            centre = centre if centre is not None else float(parts[0].points[0, 0] + last_end) / 2
        records.append((record, parts))
    return records


def _leg_texts(cells: dict[str, Any], row: int) -> dict[str, Any]:
    record: dict[str, Any] = {name: text(cells.get(name)) for name in LEG_TEXTS}
    said = text(cells.get("mode"))
    record["mode"] = said.strip().lower() if said.strip().lower() in MODES else "unknown"
    record["said_mode"] = said
    record["basis"] = text(cells.get("basis")).strip().lower()
    record |= {name: number(cells.get(name)) for name in ("length_km", "assumed_km", "connector_km")}
    record |= {name: text(cells.get(name))[:10] for name in ("earliest", "latest")}
    record["time"] = time_of(record["when"], record["earliest"], record["latest"])
    record |= {name: listed(cells.get(name)) for name in ("claims", "denials")}
    record["passages"] = in_words(listed(cells.get("passages")))
    record["warnings"] = sentences(cells.get("warnings"))
    # A leg that rests on several claims has several modalities; one that says it happened is enough.
    record["modalities"] = _modalities(record.pop("modality"))
    record["doubted"] = bool(record["modalities"]) and DOUBTED.issuperset(record["modalities"])
    record["row"] = row
    return record


def _modalities(said: str) -> list[str]:
    """Split at commas only what is a list of modalities, and leave other words as they are."""
    ways = listed(said)
    return ways if MODALITIES.issuperset(ways) else [said]


def _lines_of(geometries: Any) -> list[list[Points]]:  # noqa: ANN401 - an array of geometries
    """Read the lines of each leg, with continuous longitudes, all legs at once."""
    lines, legs = shapely.get_parts(geometries, return_index=True)
    points, owners = shapely.get_coordinates(lines, return_index=True)
    wrong = ~np.isfinite(points).all(axis=1) | (np.abs(points[:, 1]) > LATITUDE_LIMIT)
    if wrong.any():
        raise FrameError(
            f"legs: row {legs[owners[wrong.argmax()]]} has a coordinate that is not a longitude and latitude "
            "in degrees; lon comes before lat, in EPSG:4326",
        )
    counts = np.bincount(owners, minlength=len(lines))
    starts = np.cumsum(counts) - counts
    jumps = np.diff(points[:, 0], prepend=points[:1, 0])
    jumps[starts[counts > 0]] = 0
    turns = np.cumsum(np.rint(jumps / 360))
    points[:, 0] -= 360 * (turns - turns[starts[owners]])
    out: list[list[Points]] = [[] for _ in geometries]
    for leg, start, count in zip(legs.tolist(), starts.tolist(), counts.tolist(), strict=True):
        if count:
            out[leg].append(points[start : start + count])
    return out


def _parts(lines: list[Points], basis: str, spans: object, row: int) -> list[Part]:
    """Cut one leg's lines into parts of one style."""
    if not lines:
        return []
    kind = basis if basis in KINDS else "given"
    if kind == "schematic" and len(lines) == 1 and len(lines[0]) == 2:  # noqa: PLR2004 - from end to end
        return [Part("schematic", _arc(lines[0]))]
    if len(lines) == 1:
        parts = _cut(lines[0], kind, _read_spans(spans, row))
        return [_smooth(part) for part in parts] if kind == "schematic" else parts
    for before, after in pairwise(lines):
        after[:, 0] += 360 * round((before[-1, 0] - after[0, 0]) / 360)
    return [Part(kind, line) for line in lines]


def _read_spans(cell: object, row: int) -> list[dict[str, Any]]:
    raw = cell if isinstance(cell, str) else text(cell)  # longer than a text that is shown
    if not raw:
        return []
    try:
        spans = json.loads(raw)
        checked = [
            {**span, "from_vertex": int(span["from_vertex"]), "to_vertex": int(span["to_vertex"])}
            for span in spans
        ]
    except (ValueError, TypeError, KeyError) as error:
        raise FrameError(
            f"legs: the spans of row {row} are not a JSON list of objects with kind, from_vertex and "
            "to_vertex",
        ) from error
    return checked


def _cut(line: Points, kind: str, spans: list[dict[str, Any]]) -> list[Part]:
    parts = []
    for span in spans:
        piece = line[max(span["from_vertex"], 0) : span["to_vertex"] + 1]
        if len(piece) > 1:
            named = text(span.get("kind"))
            parts.append(Part(named if named in KINDS else kind, piece, text(span.get("note"))))
    return parts or [Part(kind, line)]


def _smooth(part: Part) -> Part:
    return replace(part, points=rounded(part.points)) if part.kind == "schematic" else part


def _arc(ends: Points) -> Points:
    """Bow a straight line out to its left, so that a flow does not cover its return."""
    lat = np.radians(np.clip(ends[:, 1], -MERCATOR_LIMIT, MERCATOR_LIMIT))
    flat = np.column_stack([ends[:, 0], np.degrees(np.arctanh(np.sin(lat)))])
    along = flat[1] - flat[0]
    control = flat.mean(axis=0) + np.array([-along[1], along[0]]) * ARC_BULGE * 2
    t = np.linspace(0, 1, ARC_POINTS)[:, None]
    curve = (1 - t) ** 2 * flat[0] + 2 * t * (1 - t) * control + t**2 * flat[1]
    return np.column_stack([curve[:, 0], np.degrees(np.arcsin(np.tanh(np.radians(curve[:, 1]))))])


def _near(parts: list[Part], last_end: float | None, centre: float | None) -> list[Part]:
    """Move a leg to the copy of the world where it goes on from the last, or lies nearest to the first."""
    if last_end is None or centre is None:
        return parts
    start = parts[0].points[0, 0]
    gap = abs((start - last_end + 180) % 360 - 180)
    if gap <= CHAINED_DEGREES:
        turns = round((last_end - start) / 360)
    else:
        turns = round((centre - (start + parts[-1].points[-1, 0]) / 2) / 360)
    if not turns:
        return parts
    return [replace(part, points=part.points + np.array([360.0 * turns, 0.0])) for part in parts]


def encode_parts(legs: list[list[Part]], scale: int) -> list[list[dict[str, Any]]]:
    """Simplify and delta-encode the parts of all legs in steps of 1/scale degree."""
    lines = [points for parts in legs for points in _simplified(parts, scale)]
    if not lines:
        return [[] for _ in legs]
    counts = np.array([len(line) for line in lines])
    steps = np.rint(np.vstack(lines) * scale).astype(np.int64)
    starts = np.cumsum(counts) - counts
    deltas = np.diff(steps, axis=0, prepend=0)
    deltas[starts] = steps[starts]
    numbers = deltas.ravel().tolist()
    ends = iter((2 * np.cumsum(counts)).tolist())
    at = 0
    out = []
    for parts in legs:
        encoded = []
        for part in parts:
            end = next(ends)
            piece: dict[str, Any] = {"kind": part.kind, "line": numbers[at:end]}
            if part.note:
                piece["note"] = part.note
            if part.lanes is not None:
                piece["lanes"] = np.rint(part.lanes * LANE_STEPS).astype(int).tolist()
            encoded.append(piece)
            at = end
        out.append(encoded)
    return out


def ways_over_water(records: list[dict[str, Any]], scale: int) -> list[Points]:
    """Lines, as drawn, on the network of the sea: no connectors, and nothing that is assumed or schematic."""
    return [
        np.cumsum(np.array(part["line"]).reshape(-1, 2), axis=0) / scale
        for record in records
        if record["mode"] == "sea"
        for part in record["parts"]
        if part["kind"] == "network"
    ]


def _simplified(parts: list[Part], scale: int) -> list[Points]:
    """Leave out points of long lines that nobody could see."""
    if all(len(part.points) <= SHORT_LINE for part in parts):
        return [part.points for part in parts]
    corners = np.vstack([part.points for part in parts])
    tolerance = max(float(np.ptp(corners, axis=0).max()) / DRAWN_STEPS, 0.5 / scale)
    return [
        shapely.get_coordinates(shapely.simplify(LineString(part.points), tolerance))
        if len(part.points) > SHORT_LINE and part.lanes is None
        else part.points
        for part in parts
    ]


def claim_records(claims: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Read the claims, by id; a claim without an id cannot be referred to and is left out."""
    out: dict[str, dict[str, Any]] = {}
    for row in claims.to_dict("records"):
        cells = {str(name): value for name, value in row.items()}
        if key := text(cells.get("id")):
            claim: dict[str, Any] = {name: text(cells.get(name)) for name in CLAIM_TEXTS}
            claim |= {name: listed(cells.get(name)) for name in CLAIM_LISTS}
            out[key] = claim | {"cumulative": flag(cells.get("cumulative"))}
    return out
