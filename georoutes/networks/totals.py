"""Figures of many paths at once, for those who need no lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.networks.flags import Flag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from georoutes.networks.graph import Floats, LandGraph, Snap

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

    `countries` holds the codes of the countries passed, `gauges` how often the track gauge changes.
    """

    length_km: Floats
    connector_km: Floats
    assumed_km: Floats
    healed_km: Floats
    gauges: Ints
    countries: list[tuple[str, ...]]


class Sums(NamedTuple):
    """Figures of one path in kilometres, and the countries that it passes; see `Totals`."""

    network_km: float
    connector_km: float
    assumed_km: float
    healed_km: float
    gauges: float
    countries: tuple[str, ...]

    @classmethod
    def of(cls, graph: LandGraph, walk: Walk) -> Sums:
        """Add up one path."""
        whole = totals(graph, [walk])
        joining = float(whole.connector_km[0])
        return cls(
            float(whole.length_km[0]) - joining,
            joining,
            float(whole.assumed_km[0]),
            float(whole.healed_km[0]),
            float(whole.gauges[0]),
            whole.countries[0],
        )


def gathered(sums: Sequence[Sums]) -> Totals:
    """Put figures that are added up already side by side."""
    columns = np.array([row[:5] for row in sums], dtype=np.float64).reshape(-1, 5).T
    network, connector, assumed, healed, gauges = columns
    countries = [row.countries for row in sums]
    return Totals(network + connector, connector, assumed, healed, gauges.astype(np.int64), countries)


def totals(graph: LandGraph, walks: Sequence[Walk]) -> Totals:
    """Add up paths, all at once."""
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

    joining = np.array([walk.start.away_km + walk.end.away_km for walk in walks], dtype=float)
    return Totals(
        np.bincount(owner_all, weights=km, minlength=count) + joining,
        joining,
        summed(kind > 0),
        summed(kind == Flag.HEALED),
        np.bincount(owner[flags[edge] & Flag.GAUGE > 0], minlength=count),
        _countries(graph, walks, edge, owner),
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
