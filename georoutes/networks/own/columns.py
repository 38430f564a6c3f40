"""What the columns of a frame of lines say of them: whether they are railways or roads, and their gauge.

The columns are those of OpenStreetMap and of what is made of it: its own tags, the shapefiles of Geofabrik,
and Overture.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from georoutes.errors import FrameError
from georoutes.networks.own.osm import ASIDE, KINDS

if TYPE_CHECKING:
    import geopandas as gpd

Ints = npt.NDArray[np.int64]

_FCLASS = "fclass"
_SUBTYPE, _CLASS = "subtype", "class"
_GAUGE = "gauge"
_GAUGES_MM = (200, 3000)
_BOTH_WAYS = frozenset({"", "no", "0", "false", "b", "none", "nan"})
_SHOWN = 6


class Gauges(NamedTuple):
    """Track gauges of lines.

    Parameters
    ----------
    known
        Each combination once, in millimetres, of tracks that run side by side or share a rail.
    number
        For each line the number of its own, -1 where the column says nothing.
    """

    known: list[tuple[int, ...]]
    number: Ints


def of_mode(frame: gpd.GeoDataFrame, mode: str) -> gpd.GeoDataFrame:
    """Keep the rows that a column says to be of a mode; all of them where no column tells.

    Parameters
    ----------
    frame
        Lines.
    mode
        ``rail`` or ``road``.

    Raises
    ------
    FrameError
        There are such columns, and no row is of the mode.
    """
    tag, kinds = KINDS[mode]
    columns = {str(column) for column in frame.columns}
    if tag in columns:
        told, good = tag, frame[tag].isin(kinds)
    elif _FCLASS in columns:
        told, good = _FCLASS, frame[_FCLASS].isin(kinds)
    elif _SUBTYPE in columns and frame[_SUBTYPE].isin(["road", "rail"]).any():
        told, good = _SUBTYPE, frame[_SUBTYPE] == mode
        if mode == "road" and _CLASS in columns:
            good &= frame[_CLASS].isin(kinds)
        elif _CLASS in columns:
            good &= ~frame[_CLASS].isin(["subway", "tram", "monorail", "funicular"])
    elif {key for key, _ in KINDS.values()} & columns:
        told, good = (
            next(key for key, _ in KINDS.values() if key in columns),
            np.zeros(len(frame), dtype=bool),
        )
    else:
        return frame
    if mode == "rail" and "service" in columns:
        good &= ~frame["service"].isin(ASIDE)
    if not good.any():
        found = ", ".join(sorted({str(value) for value in frame[told].dropna()})[:_SHOWN]) or "nothing"
        raise FrameError(
            f"no row is a {mode} by its column {told!r}, which has {found}; rename that column if it means "
            "something else"
        )
    return frame[good]


def gauges(frame: gpd.GeoDataFrame) -> Gauges:
    """Read the column ``gauge``: millimetres, and several with a semicolon between them.

    >>> import geopandas, shapely
    >>> line = shapely.LineString([(0, 0), (1, 1)])
    >>> gauges(geopandas.GeoDataFrame({"gauge": ["1520;1435", None]}, geometry=[line, line])).known
    [(1520, 1435)]
    """
    if _GAUGE not in frame.columns:
        return Gauges([], np.full(len(frame), -1, dtype=np.int64))
    texts = frame[_GAUGE].astype(object).where(frame[_GAUGE].notna(), "").astype(str)
    known: dict[tuple[int, ...], int] = {}
    number = np.full(len(frame), -1, dtype=np.int64)
    read = {text: _read(text) for text in texts.unique()}
    for row, text in enumerate(texts):
        if read[text]:
            number[row] = known.setdefault(read[text], len(known))
    return Gauges(list(known), number)


def _read(text: str) -> tuple[int, ...]:
    found = [int(digits) for digits in re.findall(r"\d{3,4}", text)]
    low, high = _GAUGES_MM
    return tuple(dict.fromkeys(mm for mm in found if low <= mm <= high))


def one_way(frame: gpd.GeoDataFrame) -> int:
    """How many rows the column ``oneway`` says to be for one direction only."""
    if "oneway" not in frame.columns:
        return 0
    texts = frame["oneway"].astype(object).where(frame["oneway"].notna(), "").astype(str).str.lower()
    return int((~texts.isin(_BOTH_WAYS)).sum())
