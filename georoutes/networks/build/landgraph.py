"""Compile the rail or the road network: clean, tag, heal, prune, index, pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from georoutes.networks.build.borders import split_at_borders
from georoutes.networks.build.chains import prune
from georoutes.networks.build.edges import simplify
from georoutes.networks.build.gauges import split_by_gauge
from georoutes.networks.build.heal import add_links, heal_components, heal_dead_ends, read_links
from georoutes.networks.build.pack import pack
from georoutes.networks.build.tagging import mark_borders, smooth, tag_nodes
from georoutes.networks.build.trunk import LENGTHS, correct_lengths, mark_trunk, read_lines
from georoutes.networks.flags import Flag

if TYPE_CHECKING:
    from collections.abc import Callable

    from georoutes.networks.build.literals import RawGraph

Arrays = dict[str, Any]

_SOURCE_UNIT = 100  # the data have three decimals of a degree


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
    edges = correct_lengths(edges, read_lines(mode, LENGTHS), say)
    edges, codes, gauge = split_by_gauge(edges, codes, mode, say)
    border = codes[edges.tail] != codes[edges.head]
    keep = np.zeros(len(edges.lonlat), dtype=bool)
    keep[edges.tail[border]] = keep[edges.head[border]] = True
    chains = prune(edges, keep)
    codes, gauge = codes[chains.node], gauge[chains.node]
    marked = mark_borders(chains.edges, codes)
    say(f"{mode}: {len(marked.lonlat):,} nodes, {len(marked.km):,} edges after pruning")
    return pack(chains._replace(edges=marked), codes, links, gauge, unit=_SOURCE_UNIT)
