"""Mark the edges of well-known trunk lines, because the data know no classes of line."""

from __future__ import annotations

import csv
import itertools
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from georoutes.networks.build.edges import Edges, Floats, Ints, on_sphere
from georoutes.networks.flags import Flag

if TYPE_CHECKING:
    from collections.abc import Callable

LINES = Path(__file__).with_name("trunk_lines.csv")

_STATION_KM = 20.0
_ABSURD = 1.6  # a stretch this much longer than the straight line is a gap or a misplaced station


def read_lines(mode: str) -> list[tuple[str, Floats]]:
    """Read name and stations (degrees, longitude first) of each trunk line of one mode."""
    with LINES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["mode"] == mode]
    lines = []
    for row in rows:
        stations = [station.split()[-2:] for station in row["stations"].split(";")]
        lines.append((row["name"], np.array(stations, dtype=np.float64)))
    return lines


def mark_trunk(edges: Edges, lines: list[tuple[str, Floats]], say: Callable[[str], None]) -> Edges:
    """Flag the edges of the shortest paths from station to station of each line.

    Parameters
    ----------
    edges
        The graph before pruning, where every station has a node near it.
    lines
        Name and stations of each line.
    say
        Told of each stretch that the network cannot follow; it stays unmarked.

    Returns
    -------
    Edges
        The same graph with `Flag.TRUNK` set. An edge that a line enters and leaves again (a spur to a
        station) is not marked.
    """
    matrix = edges.matrix()
    _, component = connected_components(matrix, directed=False)
    tree = cKDTree(on_sphere(edges.lonlat))
    index = {pair: i for i, pair in enumerate(zip(edges.tail.tolist(), edges.head.tolist(), strict=True))}
    flags = edges.flags.copy()
    for name, stations in lines:
        away, nodes = _stations(tree, component, stations)
        walk: list[int] = []
        for i, (a, b) in enumerate(itertools.pairwise(nodes)):
            straight = float(
                np.linalg.norm(on_sphere(stations[i : i + 1]) - on_sphere(stations[i + 1 : i + 2]))
            )
            far, before = dijkstra(matrix, indices=a, return_predecessors=True, limit=_ABSURD * straight + 20)
            if max(away[i], away[i + 1]) > _STATION_KM or not np.isfinite(far[b]):
                say(f"trunk line {name}: no stretch from station {i + 1} to {i + 2}; left unmarked")
                continue
            steps = [b]
            while steps[-1] != a:
                steps.append(int(before[steps[-1]]))
            walk += [index[min(pair), max(pair)] for pair in zip(steps[:0:-1], steps[-2::-1], strict=True)]
        once, times = np.unique(walk, return_counts=True)
        flags[once[times == 1].astype(np.int64)] |= np.uint8(Flag.TRUNK)
    return replace(edges, flags=flags)


def _stations(tree: cKDTree, component: Ints, stations: Floats) -> tuple[Floats, list[int]]:
    """Nearest node of each station in the component that most stations lie next to, and how far it is."""
    _, nearest = tree.query(on_sphere(stations))
    main = int(np.bincount(component[nearest]).argmax())
    members = np.flatnonzero(component == main)
    away, row = cKDTree(tree.data[members]).query(on_sphere(stations))
    return away, members[row].tolist()
