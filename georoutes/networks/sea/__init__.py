"""Sea: from quay to quay, off the land, by the way that ships take.

The network is distilled from a shoreline (see `georoutes.networks.sea.build`): the corners that ships round
when they keep off the coast, traced straits, canals and rivers to big ports, and the straight ways between.
"""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import replace
from importlib import import_module
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from georoutes import passages
from georoutes.errors import LimitError
from georoutes.networks.base import distance_km, ends, is_position, position
from georoutes.networks.limits import check_draft, check_limits, check_passages
from georoutes.networks.sea import detours, refusals
from georoutes.networks.sea.access import access
from georoutes.networks.sea.approach import approach
from georoutes.networks.sea.chart import Chart
from georoutes.networks.sea.drawing import ATTRIBUTION, METHOD, draw, finish
from georoutes.networks.sea.graphs import ENGINE
from georoutes.networks.sea.lanes import Lanes
from georoutes.networks.sea.matrix import lengths
from georoutes.networks.sea.oceans import over_ocean
from georoutes.networks.sea.search import STRAIGHT, between, far_between, is_near, near_between, through
from georoutes.networks.sea.shortcuts import Shortcuts
from georoutes.networks.sea.straight import direct
from georoutes.networks.sea.tables import Tables
from georoutes.networks.sea.waters import Waters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.place import Place
    from georoutes.model.path import Path
    from georoutes.networks.base import Point
    from georoutes.networks.sea.access import Access
    from georoutes.networks.sea.approach import Approach
    from georoutes.networks.sea.drawing import Way
    from georoutes.networks.sea.graphs import Graph, Spread
    from georoutes.networks.sea.search import Found

Floats = npt.NDArray[np.float64]

CHART = FilePath(__file__).with_name("chart.npz")
LANES = FilePath(__file__).with_name("lanes.npz")
TABLES = FilePath(__file__).with_name("tables.npz")

_QUAY_KM = 10.0
_PLACES_KEPT = 2048
_SPREADS_KEPT = 64  # a seventh of a megabyte each
_WAYS_KEPT = 1024
_SHORTCUTS_KEPT = 4096
_WITHOUT_ENGINE = 4  # new places until SciPy is worth the time that it takes to load
_OFTEN = 4  # searches to everywhere take as long as so many to one place


class Sea:
    """Sea paths from quay to quay; read-only and safe to share between threads.

    Parameters
    ----------
    chart
        Where there is water.
    lanes
        The network.
    tables
        What was worked out of them beforehand, which makes paths faster and no different.
    """

    mode = "sea"

    def __init__(self, chart: Chart, lanes: Lanes, tables: Tables | None = None) -> None:
        self.chart = chart
        self.lanes = lanes
        self.tables = tables
        self._approach = functools.lru_cache(maxsize=_PLACES_KEPT)(self._find_approach)
        self._access = functools.lru_cache(maxsize=_PLACES_KEPT)(self._find_access)
        self._spread = functools.lru_cache(maxsize=_SPREADS_KEPT)(self._find_spread)
        self._asked: Counter[tuple[Point, int]] = Counter()
        self._far = functools.lru_cache(maxsize=_WAYS_KEPT)(self._find_far)
        self._shortcuts = Shortcuts(_SHORTCUTS_KEPT)

    def path(  # noqa: PLR0913  the words of a leg
        self,
        origin: Place,
        destination: Place,
        *,
        countries: Sequence[str] = (),
        avoid: Sequence[str] = (),
        through: Sequence[str] = (),
        draft_m: float | None = None,
        advise: bool = False,
    ) -> Path:
        """Find the way that ships take; see `Router.path`.

        Parameters
        ----------
        origin, destination
            The reported ends; the line begins and ends exactly there.
        countries
            Not for the sea.
        avoid
            Straits and canals that it must not use.
        through
            Straits and canals that it uses, in order. Those closed by ice are opened so.
        draft_m
            Draught of the ship in metres: closes canals that are not deep enough.
        advise
            Whether to look, where the way is a long detour, for a closed passage that would make it much
            shorter, and to name it in a warning. It takes as long as a few more paths.

        Raises
        ------
        NoPathError
            A place is not on the sea, the two are on different waters, or every way is closed.
        LimitError
            A passage is not known, or asked for and avoided at once.
        """
        _, avoid = check_limits(self.mode, countries, avoid)
        asked = check_passages("via", through)
        check_draft(self.mode, draft_m)
        both = sorted(set(asked) & set(avoid))
        if both:
            raise LimitError(f"{', '.join(both)} is asked for and avoided at once; leave one of the two out.")
        a, b = ends(origin, destination)
        closed = passages.closed_for(avoid, asked, draft_m)
        bits = self.lanes.bits(closed)
        start, end = self.access(origin, bits), self.access(destination, bits)
        if distance_km(start.approach.start, end.approach.start) == 0.0:
            raise refusals.same_water(origin, destination, start)
        way, used = self._way(start, end, asked, bits)
        if way is None:
            raise refusals.no_way(self, (origin, destination), avoid, asked, draft_m)
        path = finish((origin, destination), draw(a, way, b), used)
        detour = detours.about(path)
        if detour and advise and not asked:
            detour += detours.shorter(self, (origin, destination), path, closed, (avoid, draft_m))
        return replace(path, warnings=(*path.warnings, *detour))

    def lengths(
        self,
        origins: Sequence[Place],
        destinations: Sequence[Place],
        *,
        avoid: Sequence[str] = (),
        draft_m: float | None = None,
    ) -> Floats:
        """Measure the ways between many places, without their lines.

        Parameters
        ----------
        origins, destinations
            Places.
        avoid, draft_m
            As for `path`.

        Returns
        -------
        numpy.ndarray
            Kilometres, a row for each origin and a column for each destination; nan where there is no way.
            They are those of the network: `path` is straighter near its ends, by a small part of a per cent
            on a long way.

        Examples
        --------
        >>> from gazetteer.place import Place
        >>> odesa = Place("x:1", "Odesa", "port", "UA", lon=30.74, lat=46.49)
        >>> istanbul = Place("x:2", "Istanbul", "port", "TR", lon=28.95, lat=41.01)
        >>> open_sea().lengths([odesa], [istanbul, odesa]).shape
        (1, 2)
        """
        _, avoid = check_limits(self.mode, (), avoid)
        check_draft(self.mode, draft_m)
        closed = self.lanes.bits(passages.closed_for(avoid, (), draft_m))
        a, b = (
            [self._access((place.lon, place.lat), closed) if is_position(place) else None for place in places]
            for places in (origins, destinations)
        )
        return lengths(self._waters(closed), a, b)

    def access(self, place: Place, closed: int) -> Access:
        """Join a place to the network.

        Parameters
        ----------
        place
            The place.
        closed
            Bits of the passages that are closed.

        Raises
        ------
        NoPathError
            It lies too far from water.
        """
        found = self._access((place.lon, place.lat), closed)
        if found is None:
            raise refusals.inland(self, place)
        return found

    def is_port(self, place: Place) -> bool:
        """Whether ships get to a place from the open sea."""
        point = (place.lon, place.lat)
        if len(self.lanes.near(point, _QUAY_KM)[0]) == 0:
            return False
        found = self._access(point, 0)
        if found is None or distance_km(point, found.approach.start) > _QUAY_KM:
            return False
        return self.lanes.at_sea(found.seeds.node)

    def _waters(self, closed: int) -> Waters:
        return Waters(self.chart, self.lanes, closed)

    def _find_approach(self, point: Point) -> Approach | None:
        row = self.tables.ports.row(point) if self.tables else None
        if self.tables is None or row is None:
            return approach(self.chart, self.lanes, point)
        return self.tables.ports.approach(row)

    def _find_access(self, point: Point, closed: int) -> Access | None:
        if self._access.cache_info().misses > _WITHOUT_ENGINE:
            import_module(ENGINE)
        found = self._approach(point)
        return None if found is None else access(self._waters(closed), point, found)

    def _way(self, a: Access, b: Access, asked: Sequence[str], closed: int) -> tuple[Way | None, list[str]]:
        """Find the points of the way, and the passages it uses in order."""
        straight = None if asked else direct(self._waters(closed), a, b)
        if straight is not None:
            p, q = np.array(straight.points[:1]), np.array(straight.points[-1:])
            return straight, self.lanes.names(int(self.lanes.gates.crossed(p, q)[0]))
        found = self.find(a, b, asked, closed)
        if found is None:
            return None, []
        return self._shortcuts.points_of(self._waters(closed), a, b, found), self._used(found)

    def _used(self, found: Found) -> list[str]:
        """Passages of a way, in order, each once."""
        edges = np.array(found.edges, dtype=np.int64)
        straight = edges == STRAIGHT
        tags = np.where(straight, 0, self.lanes.tags[edges])
        if straight.any():
            line = self.lanes.node[found.nodes]
            tags[straight] = self.lanes.gates.crossed(line[:-1][straight], line[1:][straight])
        names = [name for bits in dict.fromkeys(tags[tags > 0].tolist()) for name in self.lanes.names(bits)]
        return list(dict.fromkeys(names))

    def find(self, a: Access, b: Access, asked: Sequence[str], closed: int) -> Found | None:
        """Find the way on the network."""
        waters = self._waters(closed)
        if asked:
            return through(waters, a, b, [passages.members(name) for name in asked])
        found = near_between(waters, a, b) if is_near(a, b) else None
        if found is None and len(a.gateways) and len(b.gateways):
            found = self._far(a.place, b.place, closed)
        return between(waters, a, b) if found is None else found

    def _find_far(self, origin: Point, destination: Point, closed: int) -> Found | None:
        """Find the way between places far apart."""
        waters, (a, b) = (
            self._waters(closed),
            (self._access(place, closed) for place in (origin, destination)),
        )
        assert a is not None  # noqa: S101  asked for only when there are gateways
        assert b is not None  # noqa: S101
        graph, spread = self._search(a, b, closed)
        found = far_between(graph, spread, a, b)
        return None if found is None else over_ocean(waters, a, b, found)

    def _search(self, a: Access, b: Access, closed: int) -> tuple[Graph, Spread]:
        """Search from one place to another, or to everywhere when much is asked from the one."""
        graph, key = self._waters(closed).long_ways, (a.place, closed)
        if self.tables and self.tables.landmarks.covers(closed) and self._asked[key] < _OFTEN:
            if len(self._asked) > _PLACES_KEPT:
                self._asked.clear()
            self._asked[key] += 1
            if (found := self.tables.landmarks.search(graph, a.gateways, b.gateways)) is not None:
                return found
        return graph, self._spread(a.place, closed)

    def _find_spread(self, place: Point, closed: int) -> Spread:
        """Find the ways from a place to all nodes of long ways."""
        access = self._access(place, closed)
        assert access is not None  # noqa: S101  asked for only when there is one
        cost, before = self.lanes.graph(closed, major=True).search(access.gateways)
        small = np.uint16 if len(before) <= np.iinfo(np.uint16).max else np.int32
        return cost.astype(np.float32), np.where(before < 0, len(before), before).astype(small)


@functools.cache
def open_sea() -> Sea:
    """Open the sea network.

    Raises
    ------
    DataError
        A file is missing or damaged, or they do not belong together.
    """
    lanes = Lanes.open(LANES)
    return Sea(Chart.open(CHART), lanes, Tables.open(TABLES, (CHART, LANES), lanes))


__all__ = ["ATTRIBUTION", "METHOD", "Sea", "open_sea", "position"]
