"""Rail: the cheapest path over OpenStreetMap railways, borders and gauge breaks weighted."""

from __future__ import annotations

from pathlib import Path

from georoutes.networks.graph import LandGraph
from georoutes.networks.overland import Overland
from georoutes.networks.profile import OSM, Profile

DATA = Path(__file__).with_name("data") / "rail.network"

_KMH = 35.0  # a usual average speed of freight, which turns hours lost into kilometres

PROFILE = Profile(
    mode="rail",
    way=("railway", "railways"),
    border_km=6 * _KMH,
    open_border_km=1 * _KMH,
    gauge_km=24 * _KMH,
    # Light enough that no trunk line draws a path off a line that is much shorter, and enough for the
    # Trans-Siberian against the Baikal-Amur line, which is 9 % shorter between Skovorodino and Taishet and
    # carries less.
    trunk_factor=0.88,
    near_km=10.0,
    many=400,
    method=(
        "rail: cheapest path on scgraph-data 2.0.0 (OpenStreetMap), lengths as in the data; a border counts "
        "as 6 hours (1 within Schengen), a break of gauge as 24 hours at 35 km/h, and a kilometre of a trunk "
        "line as 0.88"
    ),
    credit=OSM,
)


def open_rail() -> Overland:
    """Open the compiled rail network."""
    return Overland(LandGraph.open(DATA), PROFILE)
