"""The line of a leg, and where the line comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gazetteer.htmltable import html_table

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
class Crossing:
    """A place where a path by land meets a border or a change of track gauge.

    Parameters
    ----------
    kind
        ``border`` or ``gauge``.
    at_km
        How far along the path, counted like `Path.length_km`.
    lon, lat
        Where, in degrees.
    before, after
        Country codes on either side of a border; track gauges in millimetres on either side of a break.

    Examples
    --------
    >>> str(Crossing("border", 51.2, 130.64, 42.42, "KP", "RU"))
    'border KP-RU at 51 km (42.42° N, 130.64° E)'
    """

    kind: Literal["border", "gauge"]
    at_km: float
    lon: float
    lat: float
    before: str
    after: str

    def __str__(self) -> str:
        where = f"{abs(self.lat):.2f}° {'NS'[self.lat < 0]}, {abs(self.lon):.2f}° {'EW'[self.lon < 0]}"
        unit = " mm" if self.kind == "gauge" else ""
        return f"{self.kind} {self.before}-{self.after}{unit} at {self.at_km:,.0f} km ({where})"


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
    countries
        Code and kilometres of each country that a path by rail or road passes, in travelling order.
    crossings
        Borders and changes of track gauge on a path by rail or road, in travelling order.
    healed_km
        Those of the assumed kilometres that bridge small gaps in the data.
    direct_km
        The shortest line over the ellipsoid between the two ends.
    mode
        How the leg moves; ``unknown`` where nobody said.
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
    countries: tuple[tuple[str, float], ...] = ()
    crossings: tuple[Crossing, ...] = ()
    healed_km: float = 0.0
    direct_km: float = float("nan")
    mode: str = "unknown"

    @property
    def detour(self) -> float:
        """How many times as long as the shortest line between its ends the path is."""
        return self.length_km / self.direct_km if self.direct_km else float("nan")

    def _repr_html_(self) -> str:
        """Show the path in a notebook as a small table."""
        kilometres = {
            "Drawn by hand": self.assumed_km,
            "To and from the network": self.connector_km,
            "Over small gaps in the data": self.healed_km,
        }
        return html_table(
            f"Path of {self.length_km:,.1f} km",
            [
                ("Basis", self.basis),
                ("Method", self.method),
                ("Shortest line", f"{self.direct_km:,.1f} km" if self.direct_km > 0 else ""),
                *((words, f"{km:,.1f} km" if km else "") for words, km in kilometres.items()),
                ("By way of", ", ".join(self.passages)),
                ("Countries", ", ".join(f"{code} {km:,.0f} km" for code, km in self.countries)),
                ("Crossings", "; ".join(map(str, self.crossings))),
                ("Warnings", " ".join(self.warnings)),
                ("Data", "; ".join(self.attribution)),
            ],
        )

    def __repr__(self) -> str:
        (west, south), (east, north) = (self.geometry.coords[i][:2] for i in (0, -1))
        told = len(self.warnings)
        return (
            f"<Path: {west:g}, {south:g} to {east:g}, {north:g}; {self.length_km:,.1f} km; "
            f"basis {self.basis}; {told or 'no'} {'warning' if told == 1 else 'warnings'}>"
        )
