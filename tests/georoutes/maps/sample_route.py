"""A route as the tests draw it: three legs, one of them denied, with claims that were made up for this purpose."""

import json
from itertools import pairwise

import geopandas
import numpy as np
import pandas as pd
from shapely.geometry import LineString, Point

SEA = [
    (130.283, 42.256),
    (130.31, 42.23),
    (130.62, 42.11),
    (131.6, 42.33),
    (132.2, 42.72),
    (132.33, 42.86),
    (132.335, 42.879),
]
RAIL = [
    (132.335, 42.879), (132.36, 42.9), (132.42, 43.0), (132.55, 43.2),  # the connector and the branch
    (131.95, 43.8), (132.5, 44.6), (133.7, 45.9), (135.07, 48.48), (132.0, 48.9), (127.5, 50.3), (123.9, 53.9),
    (119.7, 53.7), (116.0, 52.0), (113.5, 52.03), (107.6, 51.83), (104.3, 52.28), (98.0, 55.9), (92.87, 56.01),
    (82.9, 55.03), (73.37, 54.97), (65.5, 55.5), (61.4, 55.16), (56.0, 54.75), (50.1, 53.2), (45.0, 51.5),
    (44.5, 48.7), (42.1, 47.5), (40.119, 45.853),
]  # fmt: skip


def winding(
    points: list[tuple[float, float]], steps: int = 40
) -> tuple[list[tuple[float, float]], list[int]]:
    """Wind gently between the points as a railway does; also where the points stand in the result."""
    line, at = [points[0]], [0]
    for (x0, y0), (x1, y1) in pairwise(points):
        t = np.linspace(0, 1, steps + 1)[1:]
        sway = np.sin(t * np.pi * 3) * 0.05 * np.hypot(x1 - x0, y1 - y0) * (1 - t)
        line += list(zip(x0 + (x1 - x0) * t - sway * (y1 - y0) / 9, y0 + (y1 - y0) * t + sway, strict=True))
        at.append(len(line) - 1)
    return [(float(x), float(y)) for x, y in line], at


def legs() -> geopandas.GeoDataFrame:
    """Sea, rail and one denied leg by air."""
    rail, at = winding(RAIL)
    spans = [
        {"kind": "connector", "from_km": 0, "to_km": 3, "from_vertex": 0, "to_vertex": at[1]},
        {"kind": "assumed", "from_km": 3, "to_km": 38, "from_vertex": at[1], "to_vertex": at[3],
         "note": "The branch to the bay is drawn by hand: the network lacks it."},
        {"kind": "network", "from_km": 38, "to_km": 9560, "from_vertex": at[3], "to_vertex": len(rail) - 1},
    ]  # fmt: skip
    sea_spans = [
        {"kind": "connector", "from_vertex": 0, "to_vertex": 1},
        {"kind": "network", "from_vertex": 1, "to_vertex": len(SEA) - 1},
    ]
    return geopandas.GeoDataFrame(
        {
            "route": ["containers"] * 3,
            "leg": ["1", "2", "3"],
            "origin": ["Rajin", "Dunay", "Pyongyang"],
            "destination": ["Dunay", "Tikhoretsk", "Vladivostok"],
            "mode": ["sea", "rail", "air"],
            "when": ["2023-09-07/2023-10-01", "../2023-10-13", ""],
            "earliest": pd.to_datetime(["2023-09-07", None, None]),
            "latest": pd.to_datetime(["2023-10-01", "2023-10-13", None]),
            "length_km": [213.4, 9561.2, np.nan],
            "basis": ["network", "network", ""],
            "method": ["shortest way over a sea graph", "shortest way over a rail graph, in Russia only", ""],
            "assumed_km": [0.0, 35.2, np.nan],
            "connector_km": [3.5, 3.1, np.nan],
            "warnings": ["", "35 km of the line are assumed.\nThe end is an area of 15 km.", ""],
            "claims": ["c1", "c2", "c3"],
            "denials": ["c3", "c3", ""],
            "polarity": ["affirm", "affirm", "deny"],
            "modality": ["reported", "reported", ""],
            "cargo": ["boxes", "boxes", ""],
            "quantity": ["more than 1,000 containers", "", ""],
            "vehicle": ["The Example Star", "", ""],
            "attribution": [
                "© OpenStreetMap contributors (ODbL)",
                "© OpenStreetMap contributors (ODbL); GeoNames (CC BY 4.0)",
                "",
            ],
            "spans": [json.dumps(sea_spans), json.dumps(spans), ""],
        },
        geometry=[LineString(SEA), LineString(rail), None],
        crs=4326,
    )


def places() -> geopandas.GeoDataFrame:
    """Three stops; the last is known to 15 km only."""
    return geopandas.GeoDataFrame(
        {
            "id": ["p1", "p2", "p3"],
            "name": ["Rajin", "Dunay", "Tikhoretsk"],
            "type": ["port", "port", "site"],
            "country": ["KP", "RU", "RU"],
            "role": ["origin", "transshipment", "destination"],
            "radius_km": [5.0, 5.0, 15.0],
            "precision": ["place", "place", "near"],
            "source": ["GeoNames", "GeoNames", "GeoNames"],
        },
        geometry=[Point(130.283, 42.256), Point(132.335, 42.879), Point(40.119, 45.853)],
        crs=4326,
    )


def claims() -> pd.DataFrame:
    """Two statements and a denial."""
    return pd.DataFrame(
        {
            "id": ["c1", "c2", "c3"],
            "about": ["1", "2", "1"],
            "polarity": ["affirm", "affirm", "deny"],
            "modality": ["observed", "reported", "reported"],
            "by": ["A government spokesman", "An unnamed official", "A foreign ministry"],
            "quote": [
                "the boxes left the pier by ship in the first week of the month",
                "they were then loaded on wagons and moved west",
                "no such shipment has ever taken place",
            ],
            "source": ["The Example Courier", "The Example Courier", "Example Wire"],
            "published": ["2023-10-14", "2023-10-14", "2023-10-16"],
            "quantity": ["more than 1,000", "", ""],
            "unit": ["containers", "", ""],
            "as_of": ["2023-10-13", "", ""],
            "words": ["", "reportedly", ""],
            "disputes": ["", "", "c1, c2"],
            "title": ["Boxes on the pier", "Boxes on the pier", "Ministry rejects report"],
            "url": ["https://example.org/boxes", "https://example.org/boxes", "javascript:void(0)"],
        },
    )
