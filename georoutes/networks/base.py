"""What every network offers, and how a line is put together from stretches."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
import shapely
from pyproj import Geod

from georoutes.errors import NoPathError
from georoutes.model.path import Basis, Crossing, Path, Span, SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from gazetteer.place import Place

GEOD = Geod(ellps="WGS84")

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

HEALED = "gap in the data, bridged"
"""The note of a stretch that the build bridged."""

_SAME_PLACE_KM = 0.001
_POSITION = re.compile(r"[\d.,]+°? [NS], [\d.,]+°? [EW]")
_TURN, _POLE = 360.0, 90.0


class Router(Protocol):
    """A way to travel: finds the line of one leg by one mode.

    Implementations are read-only once opened and safe to share between threads.
    """

    mode: str

    def path(
        self, origin: Place, destination: Place, *, countries: Sequence[str] = (), avoid: Sequence[str] = ()
    ) -> Path:
        """Find the best path between two places.

        Parameters
        ----------
        origin, destination
            The reported ends; the line begins and ends exactly there.
        countries
            ISO 3166-1 alpha-2 codes that the path may use (rail and road); empty for all.
        avoid
            Country codes, borders and surroundings of places (rail and road), or names of straits and canals
            (sea), that it must not use.

        Returns
        -------
        Path
            The line, its length, and what the reader must know about it.

        Raises
        ------
        NoPathError
            There is no such path; the message says where it fails.
        LimitError
            An entry of `countries` or `avoid` is not known.
        """
        ...


def distance_km(a: Point, b: Point) -> float:
    """Ellipsoidal distance between two points in kilometres (Karney's method, WGS84).

    Examples
    --------
    >>> round(distance_km((130.28308, 42.25559), (132.33542, 42.87879)))
    182
    """
    return float(GEOD.inv(a[0], a[1], b[0], b[1])[2]) / 1000.0


def geodesic_points(a: Point, b: Point, step_km: float) -> list[Point]:
    """Inner points of the shortest line from a to b, evenly spaced by at most `step_km`."""
    count = int(distance_km(a, b) // step_km)
    return [(float(x), float(y)) for x, y in GEOD.npts(a[0], a[1], b[0], b[1], count)] if count else []


def position(point: Point) -> str:
    """Write a point for people, latitude first.

    Examples
    --------
    >>> position((-70.5, 42.25))
    '42.25° N, 70.50° W'
    """
    lon = (point[0] + 180.0) % _TURN - 180.0
    return f"{abs(point[1]):.2f}° {'N' if point[1] >= 0 else 'S'}, {abs(lon):.2f}° {'E' if lon >= 0 else 'W'}"


def located(place: Place) -> str:
    """Write a place with its position, and a position that is its own name once.

    Examples
    --------
    >>> from gazetteer.place import Place
    >>> located(Place("x:1", "Vyborg", "town", "FI", lon=28.75, lat=60.71))
    'Vyborg (60.71° N, 28.75° E)'
    >>> located(Place("at:28.75,60.71", "60.710 N, 28.750 E", "place", lon=28.75, lat=60.71))
    '60.710 N, 28.750 E'
    """
    if place.name == "" or _POSITION.fullmatch(place.name):
        return place.name or position((place.lon, place.lat))
    return f"{place.name} ({position((place.lon, place.lat))})"


def is_position(place: Place) -> bool:
    """Say whether a place has a position on the globe; longitudes may be of any turn."""
    return math.isfinite(place.lon) and abs(place.lat) <= _POLE


def ends(origin: Place, destination: Place) -> tuple[Point, Point]:
    """Points of the two ends, after checking that they are on the globe and differ.

    Raises
    ------
    NoPathError
        An end has no position, or both ends are the same place.
    """
    for place in (origin, destination):
        if not is_position(place):
            raise NoPathError(
                f"{place.name} has the position (longitude {place.lon}, latitude {place.lat}), which is "
                "not on the globe; correct it."
            )
    a, b = (origin.lon, origin.lat), (destination.lon, destination.lat)
    if distance_km(a, b) < _SAME_PLACE_KM:
        raise NoPathError(
            f"{located(origin)} and {destination.name} are the same place, so there is no leg "
            "between them; leave the leg out or correct one of its ends."
        )
    return a, b


class Journey(NamedTuple):
    """What a path passes; see `Path` for each."""

    countries: tuple[tuple[str, float], ...] = ()
    crossings: tuple[Crossing, ...] = ()


@dataclass
class LineBuilder:
    """Puts a line together, stretch by stretch, and keeps count of kilometres and vertices.

    Parameters
    ----------
    origin
        Where the line begins: longitude and latitude in degrees.

    Examples
    --------
    >>> line = LineBuilder((179.0, 60.0))
    >>> line.add("connector", [(179.5, 60.0)], 27.9)
    >>> line.add("network", [(-179.0, 60.0)], 83.7)
    >>> path = line.build(basis="network", method="example")
    >>> list(path.geometry.coords)
    [(179.0, 60.0), (179.5, 60.0), (181.0, 60.0)]
    >>> path.connector_km, path.spans[1].from_vertex, path.spans[1].to_vertex
    (27.9, 1, 2)
    """

    origin: Point
    end: Point = field(init=False)
    spans: list[Span] = field(init=False, default_factory=list)
    length_km: float = field(init=False, default=0.0)
    _parts: list[npt.NDArray[np.float64]] = field(init=False)
    _count: int = field(init=False, default=1)

    def __post_init__(self) -> None:
        self.end = self.origin
        self._parts = [np.array([self.origin], dtype=np.float64)]

    def add(
        self, kind: SpanKind, points: Sequence[Point] | npt.NDArray[np.float64], km: float, note: str = ""
    ) -> None:
        """Add a stretch from the current end of the line.

        Parameters
        ----------
        kind
            What the stretch is. A stretch like the one before becomes part of it.
        points
            Its vertices without the first, on any turn of the globe; each is reached the short way round.
        km
            Its counted length.
        note
            See `Span`.
        """
        self.add_stretches(points, [(kind, note, len(points), km)])

    def add_stretches(
        self,
        points: Sequence[Point] | npt.NDArray[np.float64],
        stretches: Iterable[tuple[SpanKind, str, int, float]],
    ) -> None:
        """Add stretches one after the other; see `add`.

        Parameters
        ----------
        points
            The vertices of all.
        stretches
            Kind and note of each, how many of the vertices are its own, and its counted length.
        """
        lonlat = np.array(points, dtype=np.float64).reshape(-1, 2)
        if len(lonlat):
            # whole turns are counted apart, so that a position given keeps its digits
            steps = np.diff(lonlat[:, 0], prepend=self.end[0])
            # half a turn is to the east on any turn of the globe, which rounding to even would not give
            turns = np.ceil(steps / _TURN - 0.5)
            if turns.any():
                lonlat[:, 0] -= _TURN * np.cumsum(turns)
            self._parts.append(lonlat)
            self.end = (float(lonlat[-1, 0]), float(lonlat[-1, 1]))
        for kind, note, count, km in stretches:
            first, start = self._count - 1, self.length_km
            self._count, self.length_km = self._count + count, self.length_km + km
            if self.spans and (self.spans[-1].kind, self.spans[-1].note) == (kind, note):
                before = self.spans.pop()
                start, first = before.from_km, before.from_vertex
            self.spans.append(Span(kind, start, self.length_km, first, self._count - 1, note))

    def move_end(self, point: Point) -> None:
        """Let the line end at a point a few metres from where it does, on the same turn of the globe."""
        lon = point[0] + _TURN * round((self.end[0] - point[0]) / _TURN)
        self.end = (lon, point[1])
        self._parts[-1][-1] = self.end

    def vertices(self) -> npt.NDArray[np.float64]:
        """All vertices: longitude and latitude in degrees."""
        if len(self._parts) > 1:
            self._parts = [np.concatenate(self._parts)]
        return self._parts[0]

    def build(  # noqa: PLR0913  each is a field of the path
        self,
        *,
        basis: Basis,
        method: str,
        passages: Sequence[str] = (),
        warnings: Sequence[str] = (),
        attribution: Sequence[str] = (),
        journey: Journey = Journey(),  # noqa: B008  it cannot be changed
    ) -> Path:
        """Finish the line; see `Path` for the parameters."""
        return Path(
            geometry=shapely.linestrings(self.vertices()),
            length_km=self.length_km,
            basis=basis,
            method=method,
            assumed_km=self._km("assumed"),
            connector_km=self._km("connector"),
            passages=tuple(passages),
            warnings=tuple(warnings),
            attribution=tuple(attribution),
            spans=tuple(self.spans),
            countries=journey.countries,
            crossings=journey.crossings,
            healed_km=self._km("assumed", HEALED),
            direct_km=distance_km(self.origin, self.end),
        )

    def _km(self, kind: SpanKind, note: str | None = None) -> float:
        """Kilometres of the stretches of one kind."""
        return sum(
            (s.to_km - s.from_km for s in self.spans if s.kind == kind and note in {None, s.note}), 0.0
        )


def _joined(paths: Sequence[Path]) -> Journey:
    """Put together what paths end to end pass."""
    countries: defaultdict[str, float] = defaultdict(float)
    crossings = []
    before = 0.0
    for path in paths:
        for code, km in path.countries:
            countries[code] += km
        crossings += [replace(crossing, at_km=crossing.at_km + before) for crossing in path.crossings]
        before += path.length_km
    return Journey(tuple(countries.items()), tuple(crossings))


def join_paths(paths: Sequence[Path]) -> Path:
    """Join paths end to end; see `georoutes.networks.join`."""
    if not paths:
        raise ValueError("join needs at least one path.")
    if len(paths) == 1:
        return paths[0]
    origin = paths[0].geometry.coords[0]
    line = LineBuilder((origin[0], origin[1]))
    for before, path in zip([None, *paths], paths, strict=False):
        here = path.geometry.coords[0]
        if before is not None and distance_km(before.geometry.coords[-1], here) > _SAME_PLACE_KM:
            raise ValueError(
                f"The paths do not meet: one ends at {position(before.geometry.coords[-1])}, "
                f"the next begins at {position(here)}."
            )
        points = [(x, y) for x, y in path.geometry.coords]
        for span in path.spans:
            stretch = points[span.from_vertex + 1 : span.to_vertex + 1]
            line.add(span.kind, stretch, span.to_km - span.from_km, span.note)
    kinds = {path.basis for path in paths}
    return line.build(
        basis=paths[0].basis if len(kinds) == 1 else "network",
        method="; ".join(dict.fromkeys(path.method for path in paths)),
        passages=list(dict.fromkeys(name for path in paths for name in path.passages)),
        warnings=list(dict.fromkeys(text for path in paths for text in path.warnings)),
        attribution=list(dict.fromkeys(text for path in paths for text in path.attribution)),
        journey=_joined(paths),
    )
