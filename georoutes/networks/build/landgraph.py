"""Compile the rail or the road network: clean, tag, heal, prune, index, pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from scipy.sparse.csgraph import connected_components

from georoutes.networks.build.borders import split_at_borders
from georoutes.networks.build.chains import Chains, prune
from georoutes.networks.build.edges import Floats, simplify
from georoutes.networks.build.heal import Link, add_links, heal_components, heal_dead_ends, read_links
from georoutes.networks.build.tagging import Codes, mark_borders, smooth, tag_nodes
from georoutes.networks.build.trunk import mark_trunk, read_lines
from georoutes.networks.flags import Flag
from georoutes.networks.grid import cells_of_segments

if TYPE_CHECKING:
    from collections.abc import Callable

    from georoutes.networks.build.literals import RawGraph

Arrays = dict[str, Any]


def compile_land(raw: RawGraph, mode: str, say: Callable[[str], None]) -> Arrays:
    """Compile one network.

    Parameters
    ----------
    raw
        The graph as scgraph-data gives it.
    mode
        ``rail`` or ``road``: which rows of the overlays apply.
    say
        Told of each step.

    Returns
    -------
    dict
        The arrays that `georoutes.networks.graph.LandGraph` reads.
    """
    links = read_links(mode)
    edges = add_links(simplify(raw.lonlat, raw.tail, raw.head, raw.km), links)
    say(f"{mode}: {len(edges.lonlat):,} nodes, {len(edges.km):,} edges, {len(links)} links drawn by hand")
    codes = smooth(edges, tag_nodes(edges.lonlat))
    edges, codes = split_at_borders(edges, codes)
    edges = heal_dead_ends(heal_components(edges, codes), codes)
    say(f"{mode}: {int((edges.flags & Flag.HEALED > 0).sum())} gaps healed")
    edges = mark_trunk(edges, read_lines(mode), say)
    border = codes[edges.tail] != codes[edges.head]
    keep = np.zeros(len(edges.lonlat), dtype=bool)
    keep[edges.tail[border]] = keep[edges.head[border]] = True
    chains = prune(edges, keep)
    codes = codes[chains.node]
    marked = mark_borders(chains.edges, codes)
    say(f"{mode}: {len(marked.lonlat):,} nodes, {len(marked.km):,} edges after pruning")
    return pack(chains._replace(edges=marked), codes, links)


def pack(chains: Chains, codes: Codes, links: list[Link]) -> Arrays:
    """Lay a pruned graph out as the arrays that the library opens."""
    edges = chains.edges
    names, country = np.unique(codes, return_inverse=True)
    _, component = connected_components(edges.matrix(), directed=False)
    cell_start, cell_segment = cells_of_segments(*_segments(chains))
    return {
        "node": _fixed(edges.lonlat),
        "node_country": country.astype(np.uint8),
        "node_component": component.astype(np.int32),
        "tail": edges.tail.astype(np.int32),
        "head": edges.head.astype(np.int32),
        "km": edges.km.astype(np.float32),
        "flags": edges.flags,
        "link": edges.link.astype(np.int8),
        "start": chains.start.astype(np.int32),
        "shape": _fixed(chains.shape),
        "shape_km": chains.shape_km.astype(np.float32),
        "cell_start": cell_start.astype(np.int32),
        "cell_segment": cell_segment.astype(np.int32),
        "country": names,
        "link_name": np.array([link.name for link in links], dtype=np.str_),
        "link_note": np.array([link.note for link in links], dtype=np.str_),
    }


def _fixed(lonlat: Floats) -> npt.NDArray[np.int32]:
    """Degrees as whole units of 1e-5 degree: a metre, and half the bytes."""
    return np.round(lonlat.reshape(-1, 2) * 1e5).astype(np.int32)


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
