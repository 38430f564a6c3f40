"""Plain frozen records: what a case holds, without any geometry engine."""

from georoutes.model.assertion import Assertion
from georoutes.model.case import Case
from georoutes.model.claim import Claim, Quantity
from georoutes.model.leg import DrawnLine, Leg
from georoutes.model.path import Crossing, Path, Span
from georoutes.model.place import PlaceEntry
from georoutes.model.route import Route
from georoutes.model.source import Source
from georoutes.model.vehicle import Vehicle

__all__ = [
    "Assertion",
    "Case",
    "Claim",
    "Crossing",
    "DrawnLine",
    "Leg",
    "Path",
    "PlaceEntry",
    "Quantity",
    "Route",
    "Source",
    "Span",
    "Vehicle",
]
