"""Lines by their stations: which edges they are made of, because the data know no lines."""

from __future__ import annotations

import csv
import itertools
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from georoutes.networks.build.edges import Edges, Floats, Ints, on_sphere
from georoutes.networks.flags import Flag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LINES = Path(__file__).with_name("trunk_lines.csv")
GAUGES = Path(__file__).with_name("gauge_lines.csv")
LENGTHS = Path(__file__).with_name("known_lengths.csv")

_STATION_KM = 20.0
_MOST_OFF = 0.08  # lengths of a line in the data that are off by more are those of another line
_ABSURD = 1.6  # a stretch this much longer than the straight line is a gap or a misplaced station


class Line(NamedTuple):
    """A line by its stations (degrees, longitude first); its gauges in mm and its length, where known."""

    name: str
    stations: Floats
    gauges: tuple[int, ...] = ()
    km: float = 0.0


def read_lines(mode: str, table: Path = LINES) -> list[Line]:
    """Read the lines of one mode from a table beside this file."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["mode"] == mode]
    lines = []
    for row in rows:
        stations = [station.split()[-2:] for station in row["stations"].split(";")]
        gauges = tuple(int(mm) for mm in row.get("gauge_mm", "").split("|") if mm)
        km = float(row.get("km", 0.0))
        lines.append(Line(row["name"], np.array(stations, dtype=np.float64), gauges, km))
    return lines


def mark_trunk(edges: Edges, lines: Sequence[Line], say: Callable[[str], None]) -> Edges:
    """Set `Flag.TRUNK` on the edges of each line.

    Parameters
    ----------
    edges
        The graph before pruning, where every station has a node near it.
    lines
        The lines.
    say
        Told of each stretch that the network cannot follow; it stays unmarked.
    """
    flags = edges.flags.copy()
    for _, along in edges_of(edges, lines, say):
        flags[along] |= np.uint8(Flag.TRUNK)
    return replace(edges, flags=flags)


def correct_lengths(edges: Edges, lines: Sequence[Line], say: Callable[[str], None]) -> Edges:
    """Stretch each line to its known length: the data were simplified, and come out about one per cent short.

    The parameters are those of `mark_trunk`. A line that is off by more than some per cent stays as it is.
    """
    km = edges.km.copy()
    for line, along in edges_of(edges, lines, say):
        found = float(edges.km[along].sum())
        if abs(found - line.km) > _MOST_OFF * line.km:
            say(f"{line.name}: {line.km:.0f} km known, {found:.0f} km in the data; left as it is")
            continue
        km[along] = edges.km[along] * (line.km / found)
    return replace(edges, km=km)


def edges_of(edges: Edges, lines: Sequence[Line], say: Callable[[str], None]) -> Iterator[tuple[Line, Ints]]:
    """Find the edges of the shortest paths from station to station of each line.

    An edge that a line enters and leaves again (a spur to a station) is not among them. The other parameters
    are those of `mark_trunk`.
    """
    matrix = edges.matrix()
    _, component = connected_components(matrix, directed=False)
    tree = cKDTree(on_sphere(edges.lonlat))
    index = {pair: i for i, pair in enumerate(zip(edges.tail.tolist(), edges.head.tolist(), strict=True))}
    for line in lines:
        stations = line.stations
        away, nodes = _stations(tree, component, stations)
        walk: list[int] = []
        for i, (a, b) in enumerate(itertools.pairwise(nodes)):
            straight = float(
                np.linalg.norm(on_sphere(stations[i : i + 1]) - on_sphere(stations[i + 1 : i + 2]))
            )
            far, before = dijkstra(matrix, indices=a, return_predecessors=True, limit=_ABSURD * straight + 20)
            if max(away[i], away[i + 1]) > _STATION_KM or not np.isfinite(far[b]):
                say(f"{line.name}: no stretch from station {i + 1} to {i + 2}; left unmarked")
                continue
            steps = [b]
            while steps[-1] != a:
                steps.append(int(before[steps[-1]]))
            walk += [index[min(pair), max(pair)] for pair in zip(steps[:0:-1], steps[-2::-1], strict=True)]
        once, times = np.unique(np.array(walk, dtype=np.int64), return_counts=True)
        yield line, once[times == 1]


def _stations(tree: cKDTree, component: Ints, stations: Floats) -> tuple[Floats, list[int]]:
    """Nearest node of each station in the component that most stations lie next to, and how far it is."""
    _, nearest = tree.query(on_sphere(stations))
    main = int(np.bincount(component[nearest]).argmax())
    members = np.flatnonzero(component == main)
    away, row = cKDTree(tree.data[members]).query(on_sphere(stations))
    return away, members[row].tolist()
