"""Too many legs to tell apart: those that run alike are drawn as one line, wider the more there are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from georoutes.maps.layers import Legs, Part

BUNDLED_ABOVE = 10_000
"""Legs; a browser draws no more in the time that a reader waits."""

MOST_BUNDLES = 4_000
FINEST = 96
"""Legs run alike if at each quarter of the way they are in the same of so many squares across the map."""

SAME = ("route", "origin", "destination", "when", "method", "cargo", "containers", "vehicle", "passages")
"""Texts that a bundle keeps where all of its legs say the same."""


def bundled(legs: Legs) -> Legs:
    """Draw legs of one mode that run alike as one; each bundle's record has their ``count``.

    Legs that are not drawn stay as they are. The line of a bundle is that of its first leg.
    """
    drawn = [(record, parts) for record, parts in legs if parts]
    marks = np.array([_marks(parts) for _, parts in drawn])
    extent = float(np.ptp(marks, axis=(0, 1)).max()) or 1.0
    groups: dict[tuple[Any, ...], list[int]] = {}
    squares = FINEST
    while True:
        cells = np.floor(marks / (extent / squares)).astype(int).reshape(len(drawn), -1).tolist()
        groups = defaultdict(list)
        for index, ((record, _), cell) in enumerate(zip(drawn, cells, strict=True)):
            groups[record["mode"], record["doubted"], record["basis"], *cell].append(index)
        if len(groups) <= MOST_BUNDLES or squares <= 1:
            break
        squares //= 2
    out = [_bundle([drawn[index] for index in members]) for members in groups.values()]
    out += [(record, parts) for record, parts in legs if not parts]
    for row, (record, _) in enumerate(out):
        record["row"] = row
    return out


def _marks(parts: list[Part]) -> Any:  # noqa: ANN401 - a numpy array
    """Where a leg is at each quarter of its points."""
    points = parts[0].points if len(parts) == 1 else np.vstack([part.points for part in parts])
    return points[[round(quarter * (len(points) - 1) / 4) for quarter in range(5)]]


def _bundle(members: Legs) -> tuple[dict[str, Any], list[Part]]:
    first, parts = members[0]
    if len(members) == 1:
        return first | {"count": 1}, parts
    same = {
        key: first[key] if all(record[key] == first[key] for record, _ in members) else "" for key in SAME
    }
    claims = list(dict.fromkeys(claim for record, _ in members for claim in record["claims"]))
    unknown: dict[str, Any] = {
        "leg": "",
        "label": "",
        "own": [],
        "quantity": "",
        "warnings": [],
        "time": {},
        "length_km": None,
        "assumed_km": None,
    }
    return first | same | unknown | {"claims": claims, "connector_km": None, "count": len(members)}, parts
