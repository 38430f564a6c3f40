"""Say in which country each node lies, and what each border edge means."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from gazetteer import outlines
from georoutes.networks.build.edges import Edges, Floats, on_sphere
from georoutes.networks.flags import Flag

COUNTRIES = Path(__file__).with_name("countries.csv")

Codes = npt.NDArray[np.str_]

_EXCURSION_KM = 5.0
_ASTRAY_KM = 2.0


def tag_nodes(lonlat: Floats) -> Codes:
    """Give each node the ISO 3166-1 alpha-2 code of its country.

    A node at sea (a bridge, a causeway, a generalised coast) takes the country of the nearest node on land.

    Parameters
    ----------
    lonlat
        Array (n, 2), degrees, longitude first.

    Returns
    -------
    numpy.ndarray
        Codes; "" where nothing near has one.
    """
    layer = outlines.countries()
    where = layer.at(lonlat)
    codes = np.where(where >= 0, layer.code[where], "")
    blank = codes == ""
    if blank.any() and not blank.all():
        _, nearest = cKDTree(on_sphere(lonlat[~blank])).query(on_sphere(lonlat[blank]))
        codes[blank] = codes[~blank][nearest]
    return codes


def smooth(edges: Edges, codes: Codes) -> Codes:
    """Undo excursions over a border that only exist because the outlines are generalised.

    A connected stretch shorter than 5 km in one country, reached from a single other country only, takes
    that country's code, unless it leads farther than 2 km from that country.
    """
    _, number = np.unique(codes, return_inverse=True)
    inside = number[edges.tail] == number[edges.head]
    n = len(codes)
    joined = coo_matrix((np.ones(inside.sum()), (edges.tail[inside], edges.head[inside])), shape=(n, n))
    count, piece = connected_components(joined, directed=False)
    size = np.bincount(piece[edges.tail[inside]], weights=edges.km[inside], minlength=count)
    border_tail = np.concatenate([edges.tail[~inside], edges.head[~inside]])
    border_head = np.concatenate([edges.head[~inside], edges.tail[~inside]])
    low, high = np.full(count, np.iinfo(np.int64).max), np.full(count, -1)
    np.minimum.at(low, piece[border_tail], number[border_head])
    np.maximum.at(high, piece[border_tail], number[border_head])
    # the neighbour must be the larger of the two, or two short stretches would swap their codes
    largest = np.zeros(count)
    np.maximum.at(largest, piece[border_tail], size[piece[border_head]])
    stray = (size < _EXCURSION_KM) & (low == high) & (largest > size)
    names, layer = np.unique(codes), outlines.countries()
    for node in np.flatnonzero(stray[piece]).tolist():
        # a stretch of long straight pieces has few nodes, and says little by its length
        lon, lat = edges.lonlat[node].tolist()
        if names[low[piece[node]]] not in layer.codes_near(lon, lat, _ASTRAY_KM):
            stray[piece[node]] = False
    return np.where(stray[piece], names[np.where(stray, low, 0)[piece]], codes)


def mark_borders(edges: Edges, codes: Codes) -> Edges:
    """Flag edges between two countries, and among them open borders."""
    zone, _ = read_countries()
    flags = edges.flags.copy()
    for i in np.flatnonzero(codes[edges.tail] != codes[edges.head]).tolist():
        a, b = str(codes[edges.tail[i]]), str(codes[edges.head[i]])
        flags[i] |= int(Flag.BORDER)
        if zone.get(a) and zone.get(a) == zone.get(b):
            flags[i] |= int(Flag.OPEN)
    return replace(edges, flags=flags)


def read_countries() -> tuple[dict[str, str], dict[str, int]]:
    """Read ``countries.csv``: zones without border checks, and the usual gauge in millimetres."""
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    zones = {row["country"]: row["zone"] for row in rows}
    return zones, {row["country"]: int(row["gauge_mm"]) for row in rows if row["gauge_mm"]}
