"""One entry for all formats: the suffix chooses, and a failure leaves nothing behind."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from georoutes.errors import WriteError
from georoutes.files import replacing
from georoutes.frames import Frames, case_frames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer import Gazetteer
    from georoutes.model import Case
    from georoutes.networks.base import Router

_FORMATS = {
    ".bib": ("citations", "write_bibtex"),
    ".csl.json": ("citations", "write_csl"),
    ".csv": ("csv", "write"),
    ".geojson": ("geojson", "write"),
    ".gpkg": ("gpkg", "write"),
    ".kml": ("kml", "write"),
    ".parquet": ("parquet", "write"),
}
"""The module and the function that writes each; a module loads when it is needed."""


def write(
    case: Case | Frames,
    path: str | os.PathLike[str],
    *,
    networks: Sequence[Router] = (),
    gazetteer: Gazetteer | None = None,
) -> None:
    """Write a case to a file that other tools read.

    Parameters
    ----------
    case
        The case, or frames made from one.
    path
        Where to; the suffix chooses the format. ``.geojson`` holds legs, places and claims in one file (RFC
        7946), ``.gpkg`` in layers that QGIS shows in colours and over time, ``.kml`` in folders with the
        quotes in balloons. ``.parquet`` (GeoParquet) and ``.csv`` (lines as WKT) hold the legs,
        ``.csl.json`` and ``.bib`` the sources. A file that is there already is replaced.
    networks
        Networks of your own, by which the case's legs are traced; see `Network`.
    gazetteer
        Where names are looked up; the bundled one when left out.

    Raises
    ------
    WriteError
        When the format is not known or the file cannot be written; nothing is left behind.

    Examples
    --------
    >>> from georoutes.model import Case
    >>> leg = {"from": [37.62, 55.75], "to": [30.52, 50.45], "mode": "air"}
    >>> write(Case(title="A flight", routes={"flight": {"legs": [leg]}}), "flight.shp")
    Traceback (most recent call last):
    georoutes.errors.WriteError: flight.shp: no writer for '.shp'; choose .bib, .csl.json, .csv, ...
    """
    file = os.fspath(path)
    suffix = next((suffix for suffix in _FORMATS if file.lower().endswith(suffix)), None)
    if suffix is None:
        *most, last = _FORMATS
        found = Path(path).suffix.lower()
        raise WriteError(f"{file}: no writer for {found!r}; choose {', '.join(most)} or {last}")
    content = case if isinstance(case, Frames) else case_frames(case, networks=networks, gazetteer=gazetteer)
    module, function = _FORMATS[suffix]
    write_format = getattr(import_module(f"georoutes.export.{module}"), function)
    with replacing(path) as unfinished:
        write_format(content, unfinished)
