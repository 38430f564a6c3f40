"""Lay a pruned graph out as the arrays that the library opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from scipy.sparse.csgraph import connected_components

from georoutes.networks.build.edges import simplify
from georoutes.networks.grid import cells_of_segments

if TYPE_CHECKING:
    from georoutes.networks.build.chains import Chains
    from georoutes.networks.build.edges import Floats, Ints
    from georoutes.networks.build.heal import Link
    from georoutes.networks.build.tagging import Codes

_UNIT = 1e-5
_ORDER_BITS = 16


def pack(
    chains: Chains, codes: Codes, links: list[Link], gauge: Ints | None = None, *, unit: int = 1
) -> dict[str, npt.NDArray[Any]]:
    """Lay a pruned graph out as the arrays that `georoutes.networks.graph.LandGraph` reads.

    Parameters
    ----------
    chains
        The pruned graph.
    codes
        Country of each of its nodes.
    links
        The links drawn by hand, for their names and notes.
    gauge
        Track gauge at each node in millimetres; 0, or left out, where it is not known.
    unit
        Positions are rounded to this many hundred-thousandths of a degree.
    """
    order = _along_a_curve(chains.edges.lonlat)
    chains, codes = _renumbered(chains, order), codes[order]
    gauge = np.zeros(len(order), dtype=np.int64) if gauge is None else gauge[order]
    edges = chains.edges
    names, country = np.unique(codes, return_inverse=True)
    gauges, of_node = np.unique(gauge, return_inverse=True)
    _, component = connected_components(edges.matrix(), directed=False)
    cell_start, cell_segment = cells_of_segments(*_segments(chains))
    return {
        "node": _fixed(edges.lonlat, unit),
        "node_country": country.astype(np.uint8),
        "node_component": component.astype(np.int32),
        "node_gauge": of_node.astype(np.uint8),
        "tail": edges.tail.astype(np.int32),
        "head": edges.head.astype(np.int32),
        "metres": _metres(edges.km),
        "flags": edges.flags,
        "link": edges.link.astype(np.int16),
        "start": chains.start.astype(np.int32),
        "shape": _fixed(chains.shape, unit),
        "shape_metres": _steps(chains),
        "cell_start": cell_start.astype(np.int32),
        "cell_segment": cell_segment.astype(np.int32),
        "country": names,
        "gauge": gauges.astype(np.int16),
        "link_name": np.array([link.name for link in links], dtype=np.str_),
        "link_note": np.array([link.note for link in links], dtype=np.str_),
    }


def _along_a_curve(lonlat: Floats) -> Ints:
    """Order nodes along a Z-curve, so that neighbours on the ground are neighbours in the file."""
    share = (lonlat + np.array([180.0, 90.0])) / np.array([360.0, 180.0])
    cell = np.clip(share * 2**_ORDER_BITS, 0, 2**_ORDER_BITS - 1).astype(np.int64)
    code = np.zeros(len(lonlat), dtype=np.int64)
    for bit in range(_ORDER_BITS):
        code |= (cell[:, 0] >> bit & 1) << (2 * bit) | (cell[:, 1] >> bit & 1) << (2 * bit + 1)
    return np.argsort(code, kind="stable")


def _renumbered(chains: Chains, order: Ints) -> Chains:
    """Put nodes into an order, and edges into that of their ends."""
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    old = chains.edges
    tail, head = rank[old.tail], rank[old.head]
    turned = tail > head
    edges = simplify(old.lonlat[order], tail, head, old.km, (old.flags, old.link))
    by_ends = np.lexsort((np.maximum(tail, head), np.minimum(tail, head)))
    count = np.diff(chains.start)
    start = np.concatenate([[0], np.cumsum(count[by_ends])])
    rows = [
        np.arange(chains.start[edge + 1] - 1, chains.start[edge] - 1, -1)
        if turned[edge]
        else np.arange(chains.start[edge], chains.start[edge + 1])
        for edge in by_ends[count[by_ends] > 0].tolist()
    ]
    inner = np.concatenate([np.zeros(0, dtype=np.int64), *rows])
    whole = np.repeat(old.km[by_ends], count[by_ends])
    backwards = np.repeat(turned[by_ends], count[by_ends])
    shape_km = np.where(backwards, whole - chains.shape_km[inner], chains.shape_km[inner])
    return chains._replace(
        edges=edges, start=start, shape=chains.shape[inner], shape_km=shape_km, node=chains.node[order]
    )


def _metres(km: Floats) -> npt.NDArray[np.int32]:
    return np.maximum(np.round(km * 1000.0), 1.0).astype(np.int32)


def _steps(chains: Chains) -> npt.NDArray[np.int32]:
    """Metres to each inner vertex from the one before it, or from the tail."""
    metres = np.round(chains.shape_km * 1000.0).astype(np.int64)
    steps = np.diff(metres, prepend=0)
    first = chains.start[:-1][np.diff(chains.start) > 0]
    steps[first] = metres[first]
    return steps.astype(np.int32)


def _fixed(lonlat: Floats, unit: int) -> npt.NDArray[np.int32]:
    """Degrees as whole units of 1e-5 degree: about a metre."""
    return (np.round(lonlat.reshape(-1, 2) / (_UNIT * unit)) * unit).astype(np.int32)


def _segments(chains: Chains) -> tuple[Any, Any]:
    """List the ends of all straight pieces, edge by edge; an edge has one more than inner vertices."""
    edges = chains.edges
    count = np.diff(chains.start)
    first = np.cumsum(count + 2) - (count + 2)
    line = np.empty((int((count + 2).sum()), 2))
    line[first] = edges.lonlat[edges.tail]
    line[first + count + 1] = edges.lonlat[edges.head]
    inner = np.ones(len(line), dtype=bool)
    inner[first] = inner[first + count + 1] = False
    line[inner] = chains.shape
    begins = np.ones(len(line), dtype=bool)
    begins[first + count + 1] = False
    at = np.flatnonzero(begins)
    return line[at], line[at + 1]
