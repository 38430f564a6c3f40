"""One entry for all formats: the suffix chooses, and a failure leaves nothing behind."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from georoutes.errors import WriteError
from georoutes.export import csv, geojson, gpkg
from georoutes.files import replacing
from georoutes.frames import Frames, case_frames

if TYPE_CHECKING:
    from gazetteer import Gazetteer
    from georoutes.model import Case

_FORMATS = {".csv": csv.write, ".geojson": geojson.write, ".gpkg": gpkg.write}


def write(case: Case | Frames, path: str | os.PathLike[str], *, gazetteer: Gazetteer | None = None) -> None:
    """Write a case to a file that other tools read.

    Parameters
    ----------
    case
        The case, or frames made from one.
    path
        Where to; the suffix chooses the format. ``.geojson`` holds legs, places and claims in one file (RFC
        7946), ``.gpkg`` in three layers, and ``.csv`` holds the legs with their lines as WKT. A file that is
        there already is replaced.
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
    georoutes.errors.WriteError: flight.shp: no writer for '.shp'; choose .csv, .geojson or .gpkg
    """
    suffix = Path(path).suffix.lower()
    if suffix not in _FORMATS:
        *most, last = _FORMATS
        raise WriteError(f"{os.fspath(path)}: no writer for {suffix!r}; choose {', '.join(most)} or {last}")
    content = case if isinstance(case, Frames) else case_frames(case, gazetteer=gazetteer)
    with replacing(path) as unfinished:
        _FORMATS[suffix](content, unfinished)
