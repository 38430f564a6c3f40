"""What a frame of one's own says of its legs beyond the columns that mean something here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from georoutes.errors import FrameError
from georoutes.frames import LEG_COLUMNS
from georoutes.maps.cells import text

if TYPE_CHECKING:
    import geopandas

NAMING = ("label", "name", "title")
"""Columns that name a leg without origin and destination, whatever their case; the first that is there."""


UNSHOWN = frozenset({"route", "direct_km", "healed_km", "countries_km", "crossings", "independent_sources"})
"""Columns of our own that the map of a case has no place for; those of anybody else say something."""

OURS = "spans"
"""A column that nobody's frames have but our own."""


def own_columns(legs: geopandas.GeoDataFrame) -> list[str]:
    """Name the columns that mean nothing here and are shown as they are, in the order of the frame.

    >>> import geopandas
    >>> own_columns(geopandas.GeoDataFrame({"mode": ["sea"], "tonnes": [3]}, geometry=[None], crs=4326))
    ['tonnes']
    >>> own_columns(geopandas.GeoDataFrame({"route": ["R1"]}, geometry=[None], crs=4326))
    ['route']
    """
    shapes = set(legs.columns[legs.dtypes.astype(str) == "geometry"])
    shown = set(LEG_COLUMNS) - (set() if OURS in legs.columns else UNSHOWN)
    return [column for column in legs.columns if column not in shown and column not in shapes]


def own_cells(legs: geopandas.GeoDataFrame) -> list[list[str]]:
    """Return each leg's own cells as clean text, in the order of `own_columns`."""
    columns = [[text(cell) for cell in legs[column]] for column in own_columns(legs)]
    return [list(row) for row in zip(*columns, strict=True)] if columns else [[] for _ in range(len(legs))]


def labels(legs: geopandas.GeoDataFrame, label: str | None) -> list[str]:
    """Return what each leg is called; "" where its ends name it, or nothing does.

    Raises
    ------
    FrameError
        The frame has no column ``label``.
    """
    if label is not None and label not in legs.columns:
        known = ", ".join(str(column) for column in legs.columns)
        raise FrameError(f"label is {label!r}, but the legs have no such column; they have {known}")
    column = label or next(
        (one for word in NAMING for one in own_columns(legs) if str(one).lower() == word), None
    )
    if column is None:
        return [""] * len(legs)
    names = [text(cell) for cell in legs[column]]
    if label is not None:
        return names
    ends = [legs[end].map(text).tolist() for end in ("origin", "destination") if end in legs.columns]
    named = [any(row) for row in zip(*ends, strict=True)] if ends else [False] * len(legs)
    return ["" if has_ends else name for name, has_ends in zip(names, named, strict=True)]
