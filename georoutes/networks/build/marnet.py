"""Compile searoute's sea lanes (marnet) to arrays."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

import numpy as np

from gazetteer import outlines
from georoutes.networks.build.edges import GEOD, Floats, Ints, geodesic_km, simplify

if TYPE_CHECKING:
    from pathlib import Path

_DIGITS = 5
_MIN_SAMPLES = 2
# A lane with more than this over land, and mostly there, is none: such lanes join the Caspian to the ocean.
_INLAND_KM = 20.0


def compile_sea(source: Path) -> dict[str, Any]:
    """Compile the sea lanes.

    Parameters
    ----------
    source
        ``marnet_searoute.geojson`` of searoute 1.6.0.

    Returns
    -------
    dict
        ``node`` (degrees, longitude first), ``tail``, ``head``, ``km`` (ellipsoidal), ``land_km`` (how much
        of each edge lies on land at 1:10m, passages apart), ``passage`` (-1 or a position in
        ``passage_name``). Lanes mostly over land are left out.
    """
    collection = json.loads(source.read_text(encoding="utf-8"))
    index: dict[tuple[float, float], int] = {}
    rows: list[tuple[int, int, str]] = []
    for feature in collection["features"]:
        geometry, passage = feature["geometry"], feature["properties"].get("passage", "")
        lines = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
        for line in lines:
            keys = [(round((x + 180.0) % 360.0 - 180.0, _DIGITS), round(y, _DIGITS)) for x, y in line]
            nodes = [index.setdefault(key, len(index)) for key in keys]
            rows += [(a, b, passage) for a, b in itertools.pairwise(nodes)]
    lonlat = np.array(list(index))
    names = sorted({passage for _, _, passage in rows if passage})
    tail, head = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    tag = np.array([names.index(row[2]) if row[2] else -1 for row in rows], dtype=np.int16)
    untagged = np.zeros(len(tag), dtype=np.uint8)
    edges = simplify(lonlat, tail, head, geodesic_km(lonlat, tail, head), (untagged, tag))
    land_km = np.where(edges.link < 0, _land_share(lonlat, edges.tail, edges.head) * edges.km, 0.0)
    wet = (land_km < _INLAND_KM) | (land_km < edges.km / 2)
    return {
        "node": lonlat,
        "tail": edges.tail[wet].astype(np.int32),
        "head": edges.head[wet].astype(np.int32),
        "km": edges.km[wet],
        "land_km": land_km[wet],
        "passage": edges.link[wet].astype(np.int8),
        "passage_name": np.array(names),
    }


def _land_share(lonlat: Floats, tail: Ints, head: Ints) -> Floats:
    """Share of each edge (a geodesic) that lies on land, sampled about every 2 km."""
    samples = []
    for a, b in zip(lonlat[tail], lonlat[head], strict=True):
        count = max(int(GEOD.inv(a[0], a[1], b[0], b[1])[2] / 2000.0), _MIN_SAMPLES)
        samples.append(np.array(GEOD.npts(a[0], a[1], b[0], b[1], count)))
    number = np.repeat(np.arange(len(tail)), [len(points) for points in samples])
    wet = outlines.land().at(np.concatenate(samples)) < 0
    share: Floats = 1.0 - np.bincount(number, weights=wet) / np.bincount(number)
    return share
