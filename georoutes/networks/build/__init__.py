"""Compile the network data of the wheel from pinned packages and the tables beside this file.

Run by the wheel build, or by hand with ``python -m georoutes.networks.build``. Needs numpy, scipy, shapely
and pyproj, and the files (never the code) of scgraph-data 2.0.0. The sea is distilled apart, by hand: see
`georoutes.networks.sea.build`.

The tables are hand-written from general knowledge and free of rights (CC0). Positions are degrees, longitude
first, a space between the two and a semicolon between points:

``missing_links.csv``
    ``mode, name, lonlat, km, note``: lines that the data lack. They count as assumed; name and note reach
    the reader of the map. An end within 6 km of the network is joined to it: to the node there, if it was
    drawn to within 200 m of one.
``trunk_lines.csv``
    ``mode, name, stations``: well-known trunk lines by their stations (the last two words of each are its
    position), because the data do not tell a main line from a branch.
``gauge_lines.csv``
    ``mode, name, gauge_mm, stations``: lines whose track gauge is not the usual one of their country; two
    gauges, with a bar between them, where both run.
``known_lengths.csv``
    ``mode, name, km, stations``: lengths of lines by their kilometre posts; the data come out a little short.
``countries.csv``
    ``country, gauge_mm, zone``: the usual track gauge, and zones without border checks.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable

_HERE = Path(__file__).parent
_LAND_SOURCES = {"rail": "world_railways.py", "road": "world_highways.py"}


def inputs() -> list[Path]:
    """List every file of this distribution whose content decides the compiled data.

    The pinned packages are not listed: their versions stand in ``pyproject.toml``.

    Examples
    --------
    >>> "missing_links.csv" in {path.name for path in inputs()}
    True
    """
    networks = _HERE.parent
    outlines = Path(gazetteer.__file__).parent / "outlines"
    beside = [networks / name for name in ("flags.py", "grid.py", "mapped.py")]
    code = [*_HERE.glob("*.py"), outlines / "__init__.py", *beside]
    return sorted([*code, *_HERE.glob("*.csv"), outlines / "outlines.npz"])


def compile_networks(target_dir: Path, *, progress: Callable[[str], None]) -> None:
    """Write ``rail.network`` and ``road.network``.

    Parameters
    ----------
    target_dir
        Directory to write to; made if missing. A file appears under its name only when it is whole.
    progress
        Told of each step, in a few words.

    Raises
    ------
    FileNotFoundError
        A pinned package is not installed.
    ValueError
        A pinned package does not have the format expected.
    """
    # imported here, so that `inputs` works before the build's dependencies are installed
    from georoutes.networks.build.landgraph import compile_land  # noqa: PLC0415
    from georoutes.networks.build.literals import locate, parse_graph  # noqa: PLC0415
    from georoutes.networks.mapped import write_mapped  # noqa: PLC0415

    target_dir.mkdir(parents=True, exist_ok=True)
    for mode, name in _LAND_SOURCES.items():
        progress(f"{mode}: reading {name} of scgraph-data")
        raw = parse_graph(locate("scgraph_data", name).read_bytes())
        write_mapped(target_dir / f"{mode}.network", compile_land(raw, mode, progress))
