"""The line of a leg, and where the line comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from shapely.geometry import LineString

Basis = Literal["reported", "network", "assumed", "geodesic", "schematic"]
"""Where a line comes from.

``reported``: the source gives it. ``network``: inferred on a network. ``assumed``: drawn by hand.
``geodesic``: the shortest line over the ellipsoid. ``schematic``: an arc between areas; not a path.
"""

SpanKind = Literal["reported", "network", "assumed", "geodesic", "schematic", "connector"]
"""What a stretch of a path is: its basis, or the ``connector`` from a reported place to the network."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a path, by its distance from the origin.

    Parameters
    ----------
    kind
        What the stretch is.
    from_km, to_km
        Where it begins and ends, in kilometres along the path, counted like `Path.length_km`.
    from_vertex, to_vertex
        Where it begins and ends on the line drawn: positions in ``geometry.coords``, both included. The
        counted kilometres of a network can exceed those of the simplified line, so a stretch is cut out
        of the drawing by its vertices and never by its kilometres.
    note
        For people: why this stretch is not like the rest, for example the name of an assumed link.

    Examples
    --------
    >>> Span("assumed", 0.9, 45.7, 1, 6, note="branch line").length_km
    44.8
    """

    kind: SpanKind
    from_km: float
    to_km: float
    from_vertex: int
    to_vertex: int
    note: str = ""

    @property
    def length_km(self) -> float:
        """Length in kilometres, rounded to the metre."""
        return round(self.to_km - self.from_km, 3)


@dataclass(frozen=True, slots=True)
class Path:
    """The line of a leg.

    Parameters
    ----------
    geometry
        From the reported origin to the reported destination, connectors included; EPSG:4326, longitude
        first. The line is continuous: where it crosses the antimeridian its longitudes run on beyond
        180 or -180. Files are split there when they are written.
    length_km
        Length of the whole line over the WGS84 ellipsoid, connectors included. A network edge counts with
        the length that the data give it, which may exceed the length of the simplified line drawn.
    basis
        Where the line comes from.
    method
        How it was made, with the version of the data, for people to read.
    assumed_km
        Kilometres that were drawn by hand because the data have a gap.
    connector_km
        Kilometres between the reported ends and the network.
    passages
        Names of the straits and canals used.
    warnings
        What the reader of the map must know, each a full sentence.
    attribution
        Credits of the data used.
    spans
        The stretches of the line in order; they cover it without a gap.
    """

    geometry: LineString
    length_km: float
    basis: Basis
    method: str
    assumed_km: float = 0.0
    connector_km: float = 0.0
    passages: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    attribution: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
