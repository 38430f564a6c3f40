"""Road: the cheapest path over OpenStreetMap main roads, borders weighted."""

from __future__ import annotations

from pathlib import Path

from georoutes.networks.graph import LandGraph
from georoutes.networks.overland import Overland
from georoutes.networks.profile import OSM, Profile

DATA = Path(__file__).with_name("data") / "road.network"

_KMH = 50.0  # a usual average speed of lorries, which turns hours lost into kilometres

PROFILE = Profile(
    mode="road",
    way=("main road", "main roads"),
    border_km=3 * _KMH,
    open_border_km=0.0,
    gauge_km=0.0,
    trunk_factor=1.0,
    near_km=25.0,
    many=2000,
    method=(
        "road: cheapest path on the main roads of scgraph-data 2.0.0 (OpenStreetMap), lengths as in the "
        "data; a border outside Schengen counts as 3 hours at 50 km/h"
    ),
    credit=OSM,
    shortness=", a lower estimate (roads are drawn some per cent short, in mountains up to a third)",
)


def open_road() -> Overland:
    """Open the compiled road network."""
    return Overland(LandGraph.open(DATA), PROFILE)
