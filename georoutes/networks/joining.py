"""How places join a network: from how far each may be joined to it, and where."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.networks.connectors import homes_of, usable
from georoutes.networks.refusals import REACH_KM
from georoutes.networks.search import meet
from georoutes.networks.snaps import parts_near, snaps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.place import Place
    from georoutes.networks.graph import LandGraph
    from georoutes.networks.many import Way
    from georoutes.networks.search import Access

Ints = npt.NDArray[np.int64]

LOOK_KM = 25.0
"""Look this far first: most places lie within, and the search is quick."""

_ACCESS_FACTOR = 4.0  # a connector of unknown course is worth this many times its length on the network
_REMEMBERED = 50_000  # places whose ways onto the network stay in memory


class Reach(NamedTuple):
    """Which ends of pairs may be joined from beyond `LOOK_KM`, and which pairs cannot be joined at all.

    Both ends are joined to what is near them. Where that does not lead from one to the other, the end with
    the smaller part of the network near it may be joined from as far as `REACH_KM`; and at last both.
    """

    origin: npt.NDArray[np.bool_]
    destination: npt.NDArray[np.bool_]
    never: npt.NDArray[np.bool_]

    @property
    def may_widen(self) -> npt.NDArray[np.bool_]:
        """Which pairs may be joined from farther away, should limits cut off what is near."""
        return ~self.never & ~(self.origin & self.destination)


class Joining:
    """Joins places to a network within limits, and remembers them; safe to share between threads.

    Parameters
    ----------
    graph
        The network.
    allowed
        Which edges may be used.
    border_km
        What a border costs, as kilometres of travel.
    """

    def __init__(self, graph: LandGraph, allowed: npt.NDArray[np.bool_], border_km: float) -> None:
        self.graph = graph
        self.allowed = allowed
        self.border_km = border_km
        self.known: dict[Way, list[Access]] = {}

    def access(self, ways: Sequence[Way]) -> list[list[Access]]:
        """Ways from places onto the network, with the cost of each."""
        new = list(dict.fromkeys(way for way in ways if way not in self.known))
        made = {}
        for reach in dict.fromkeys(km for _, km in new):
            places = [place for place, km in new if km == reach]
            made.update(
                {(place, reach): row for place, row in zip(places, self._found(places, reach), strict=True)}
            )
        found = [made[way] if way in made else self.known[way] for way in ways]
        self.known.update(made)
        while len(self.known) > _REMEMBERED:
            self.known.pop(next(iter(self.known)), None)
        return found

    def _found(self, places: Sequence[Place], reach_km: float) -> list[list[Access]]:
        near = snaps(self.graph, [(place.lon, place.lat) for place in places], reach_km, self.allowed)
        return [
            [
                (
                    snap,
                    snap.away_km * _ACCESS_FACTOR
                    + (self.border_km if home and snap.country not in home else 0),
                )
                for snap in chosen
            ]
            for home, (chosen, _) in zip(
                homes_of(places), usable(places, near, self.graph.served), strict=True
            )
        ]

    def is_joined(self, place: Place) -> bool:
        """Whether anything within reach may be joined to a place."""
        return any(self.access([(place, km)])[0] for km in (LOOK_KM, REACH_KM))

    def tried(self, origin: Place, destination: Place) -> list[tuple[Way, Way]]:
        """List from how far two places are joined, in the order in which to try; see `Reach`."""
        here, there = ((place, LOOK_KM) for place in (origin, destination))
        far = (origin, REACH_KM), (destination, REACH_KM)
        one, other = self._near([origin, destination]).tolist()
        wider = far[0] if one <= other else here, far[1] if other <= one else there
        return list(dict.fromkeys(((here, there), wider, far)))

    def reach(self, places: Sequence[Place], origins: Ints, destinations: Ints) -> Reach:
        """Find out from how far the ends of pairs are joined."""
        near = _parts(self.access([(place, LOOK_KM) for place in places]))
        found = Reach(*np.zeros((3, len(origins)), dtype=bool))
        rows = np.flatnonzero(~meet(near, origins, destinations))
        if len(rows) == 0:
            return found
        ends = origins[rows], destinations[rows]
        one, other = (self._near(places)[end] for end in ends)
        wide = one <= other, other <= one
        looking = np.unique(np.concatenate([end[far] for end, far in zip(ends, wide, strict=True)]))
        farther = _parts(self.access([(places[i], REACH_KM) for i in looking.tolist()]))
        number = np.zeros(len(places), dtype=np.int64)
        number[looking] = len(places) + np.arange(len(looking))
        joined = meet(
            [*near, *farther], *(np.where(far, number[end], end) for end, far in zip(ends, wide, strict=True))
        )
        found.origin[rows], found.destination[rows] = (~joined | far for far in wide)
        # what may be around the other end is quicker to tell than what it may be joined to
        around = parts_near(self.graph, [(place.lon, place.lat) for place in places], REACH_KM)
        first = len(near) + len(farther)
        sets = (np.where(far, number[end], first + end) for end, far in zip(ends, wide, strict=True))
        found.never[rows] = ~joined & ~meet([*near, *farther, *around], *sets)
        return found

    def _near(self, places: Sequence[Place]) -> Ints:
        """Nodes in the largest part of the network near each place."""
        near = self.access([(place, LOOK_KM) for place in places])
        sizes = [max((self._sizes[snap.component] for snap, _ in ways), default=0) for ways in near]
        return np.array(sizes, dtype=np.int64)

    def lot(
        self, places: Sequence[Place], origins: Ints, destinations: Ints, reach: Reach | None = None
    ) -> tuple[list[Way], list[list[Access]], Ints, Ints]:
        """List the ways onto the network that some pairs use, and the numbers of each pair's among them.

        Parameters
        ----------
        places
            The places, each once.
        origins, destinations
            Numbers of the ends of each pair.
        reach
            From how far they are joined; left out, from as far as may be.
        """
        far = (1, 1) if reach is None else (reach.origin & ~reach.never, reach.destination & ~reach.never)
        keys = np.concatenate([origins * 2 + far[0], destinations * 2 + far[1]])
        used, number = np.unique(keys, return_inverse=True)
        ways = [(places[key >> 1], REACH_KM if key & 1 else LOOK_KM) for key in used.tolist()]
        origins, destinations = np.split(number, 2)
        return ways, self.access(ways), origins, destinations

    @functools.cached_property
    def _sizes(self) -> list[int]:
        """Nodes in each connected part of the network."""
        sizes: list[int] = np.bincount(self.graph.arrays["node_component"]).tolist()
        return sizes


def _parts(access: Sequence[Sequence[Access]]) -> list[frozenset[int]]:
    return [frozenset(snap.component for snap, _ in ways) for ways in access]
