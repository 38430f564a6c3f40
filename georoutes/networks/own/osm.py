"""Lines out of OpenStreetMap: what osmnx downloads, and extracts as PBF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
from shapely.geometry import LineString

from georoutes.errors import DataError, FrameError, MissingExtraError

if TYPE_CHECKING:
    import os

KINDS = {
    "rail": ("railway", frozenset({"rail", "narrow_gauge", "light_rail"})),
    "road": (
        "highway",
        frozenset(
            f"{kind}{link}"
            for kind in (
                "motorway",
                "trunk",
                "primary",
                "secondary",
                "tertiary",
                "unclassified",
                "residential",
            )
            for link in ("", "_link")
        ),
    ),
}
"""By mode the key of OpenStreetMap, and the values that are ways for it."""

ASIDE = frozenset({"yard", "siding"})
"""Values of the tag ``service`` of tracks that lead nowhere."""


def _is_used(tags: Any, key: str, kinds: frozenset[str]) -> bool:  # noqa: ANN401  osmium is an extra
    """Whether a way is one of those that the network is made of."""
    return tags.get(key) in kinds and tags.get("service") not in ASIDE


def lines_of_graph(graph: Any) -> gpd.GeoDataFrame:  # noqa: ANN401  networkx is no dependency
    """Take the lines and lengths of a graph of osmnx.

    Raises
    ------
    FrameError
        It is no such graph.
    """
    try:
        spot = {node: (float(about["x"]), float(about["y"])) for node, about in graph.nodes(data=True)}
        rows = [
            (about.get("geometry") or LineString([spot[a], spot[b]]), float(about["length"]) / 1000.0)
            for a, b, about in graph.edges(data=True)
        ]
        crs = graph.graph.get("crs", "EPSG:4326")
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise FrameError(
            f"this is no graph of osmnx ({type(error).__name__}: {error}); its nodes need x and y, its edges "
            "length in metres"
        ) from None
    return gpd.GeoDataFrame(
        {"length_km": [km for _, km in rows]}, geometry=[line for line, _ in rows], crs=crs
    )


def lines_of_pbf(path: str | os.PathLike[str], mode: str) -> gpd.GeoDataFrame:
    """Read the railways or roads of an extract of OpenStreetMap; yards and sidings are left out.

    Raises
    ------
    MissingExtraError
        osmium is not installed.
    DataError
        The file is missing, damaged or no extract.
    """
    try:
        import osmium  # noqa: PLC0415  an extra
    except ModuleNotFoundError:
        raise MissingExtraError(
            "reading extracts of OpenStreetMap needs osmium: pip install 'georoutes[osm]'"
        ) from None
    key, kinds = KINDS[mode]
    lines, gauge = [], []
    if not Path(path).is_file():
        raise DataError(f"{path}: there is no such file")
    try:
        for way in osmium.FileProcessor(str(path), osmium.osm.NODE | osmium.osm.WAY).with_locations():
            if isinstance(way, osmium.osm.Way) and _is_used(way.tags, key, kinds):
                # a way that leaves the extract has nodes without a position
                points = [(node.lon, node.lat) for node in way.nodes if node.location.valid()]
                if len(points) > 1:
                    lines.append(LineString(points))
                    gauge.append(way.tags.get("gauge"))
    except (RuntimeError, ValueError, OSError) as error:
        raise DataError(f"{path}: cannot be read as an extract of OpenStreetMap ({error})") from error
    if not lines:
        raise DataError(f"{path}: no way with {key}={', '.join(sorted(kinds))} in it")
    return gpd.GeoDataFrame({"gauge": gauge} if mode == "rail" else {}, geometry=lines, crs="EPSG:4326")
