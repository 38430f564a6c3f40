"""Figures of many paths at once, for those who need no lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.networks.flags import Flag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from georoutes.networks.courses import Courses, Numbers
    from georoutes.networks.graph import Floats, LandGraph
    from georoutes.networks.snaps import Snap

Ints = npt.NDArray[np.int64]


class Walk(NamedTuple):
    """A path on the network, as the search finds it.

    Parameters
    ----------
    start, end
        Where it begins and ends.
    nodes
        The nodes passed; none where it never leaves one edge.
    edge
        The edges between them, one less than nodes.
    """

    start: Snap
    end: Snap
    nodes: Ints
    edge: Ints


class Totals(NamedTuple):
    """Figures of some paths, in their order, in kilometres; see `georoutes.model.Path` for each.

    `is_found` says which of them there are at all, `gauges` how often the track gauge changes; `course` holds
    the numbers of the countries passed, which `courses` knows.
    """

    is_found: npt.NDArray[np.bool_]
    network_km: Floats
    connector_km: Floats
    assumed_km: Floats
    healed_km: Floats
    gauges: Floats
    course: Numbers
    courses: Courses

    @classmethod
    def blank(cls, count: int, courses: Courses) -> Totals:
        """Make room for paths that are not found yet."""
        return cls.of_columns(
            np.zeros(count, dtype=bool), np.zeros((5, count)), np.zeros(count, dtype=np.int32), courses
        )

    @classmethod
    def of_columns(
        cls, is_found: npt.NDArray[np.bool_], rows: Floats, course: Numbers, courses: Courses
    ) -> Totals:
        """Take the five figures as the rows of one array, which is not copied."""
        network, connector, assumed, healed, gauges = rows
        return cls(is_found, network, connector, assumed, healed, gauges, course, courses)

    @property
    def length_km(self) -> Floats:
        """Kilometres on the network and to it."""
        return self.network_km + self.connector_km

    def put(self, rows: Ints | Sequence[int], others: Totals) -> None:
        """Put the figures of other paths, whose courses are numbered alike, into some rows."""
        columns: list[npt.NDArray[Any]] = [*self[:7]]
        for column, other in zip(columns, others[:7], strict=True):
            column[rows] = other


def totals(graph: LandGraph, walks: Sequence[Walk], courses: Courses) -> Totals:
    """Add up paths, all at once, and number the countries that they pass."""
    count = len(walks)
    edge = np.concatenate([np.zeros(0, dtype=np.int64), *(walk.edge for walk in walks)])
    owner = np.repeat(np.arange(count), [len(walk.edge) for walk in walks])
    flags = graph.arrays["flags"]

    # the parts of edges at either end are few: they join the whole edges at the end of the list
    parts = [_ends_of(graph, walk) for walk in walks]
    edge_all = np.concatenate([edge, np.array([row[0] for pair in parts for row in pair], dtype=np.int64)])
    km = np.concatenate([graph.km[edge], np.array([row[1] for pair in parts for row in pair], dtype=float)])
    owner_all = np.concatenate([owner, np.repeat(np.arange(count), 2)])
    kind = flags[edge_all] & (Flag.LINK | Flag.HEALED)

    def summed(chosen: npt.NDArray[np.bool_]) -> Floats:
        return np.bincount(owner_all[chosen], weights=km[chosen], minlength=count).astype(np.float64)

    return Totals(
        np.ones(count, dtype=bool),
        np.bincount(owner_all, weights=km, minlength=count).astype(np.float64),
        np.array([walk.start.away_km + walk.end.away_km for walk in walks], dtype=np.float64),
        summed(kind > 0),
        summed(kind == Flag.HEALED),
        np.bincount(owner[flags[edge] & Flag.GAUGE > 0], minlength=count).astype(np.float64),
        np.array(
            [courses.number(course) for course in _countries(graph, walks, edge, owner)], dtype=np.int32
        ),
        courses,
    )


def _ends_of(graph: LandGraph, walk: Walk) -> tuple[tuple[int, float], tuple[int, float]]:
    """Edge and kilometres of the first and of the last part of a walk."""
    start, end = walk.start, walk.end
    if len(walk.nodes) == 0:
        return (start.edge, abs(start.at_km - end.at_km)), (end.edge, 0.0)
    tail = graph.arrays["tail"]
    first = 0.0 if tail[start.edge] == walk.nodes[0] else float(graph.km[start.edge])
    last = 0.0 if tail[end.edge] == walk.nodes[-1] else float(graph.km[end.edge])
    return (start.edge, abs(start.at_km - first)), (end.edge, abs(end.at_km - last))


def _countries(graph: LandGraph, walks: Sequence[Walk], edge: Ints, owner: Ints) -> list[tuple[str, ...]]:
    """Codes of the countries that each walk passes: where it begins, and past each border."""
    a = graph.arrays
    first = [a["node_country"][walk.nodes[0]] if len(walk.nodes) else None for walk in walks]
    passed = [
        [walk.start.country] if node is None else [walk.start.country, str(a["country"][node])]
        for walk, node in zip(walks, first, strict=True)
    ]
    names = a["country"].tolist()
    border = np.flatnonzero(a["flags"][edge] & Flag.BORDER)
    sides = [a["node_country"][a[end][edge[border]]].tolist() for end in ("tail", "head")]
    for walk, one, other in zip(owner[border].tolist(), *sides, strict=True):
        here = passed[walk]
        here.append(names[other] if names[one] == here[-1] else names[one])
    return [
        tuple(dict.fromkeys([*codes, walk.end.country])) for walk, codes in zip(walks, passed, strict=True)
    ]
