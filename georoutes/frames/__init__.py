"""The one gate to GeoDataFrames: cases into frames, column lists, and checks at the door.

Frames are EPSG:4326, longitude first. Lines are continuous: one that crosses the antimeridian runs on beyond
180 or -180 degrees, and is split when it is written to a file. Text that is not known is "", a day that is
not known is NaT, a number that is not known is NaN. Ids and passages in one cell are joined by ", ", credits
by "; " and warnings by line ends.
"""

from georoutes.frames.columns import (
    CLAIM_COLUMNS,
    LEG_COLUMNS,
    PLACE_COLUMNS,
    SOURCE_COLUMNS,
    check_legs,
    check_places,
)
from georoutes.frames.fan import fanned
from georoutes.frames.from_case import Frames, case_frames, legs, places
from georoutes.frames.said import claims

__all__ = [
    "CLAIM_COLUMNS",
    "LEG_COLUMNS",
    "PLACE_COLUMNS",
    "SOURCE_COLUMNS",
    "Frames",
    "case_frames",
    "check_legs",
    "check_places",
    "claims",
    "fanned",
    "legs",
    "places",
]
