"""Many movements at once: a table of origins and destinations in, a GeoDataFrame of legs out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import geopandas as gpd
import pandas as pd

from gazetteer.errors import GazetteerError
from georoutes.errors import FrameError, NoPathError
from georoutes.frames.columns import CRS, path_cells
from georoutes.locate import at, default_gazetteer
from georoutes.trace import between

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer import Gazetteer


def route_frame(  # noqa: PLR0913  three columns and three options, all by name
    frame: pd.DataFrame,
    *,
    origin: str = "origin",
    destination: str = "destination",
    mode: str = "mode",
    errors: Literal["raise", "coerce"] = "raise",
    gazetteer: Gazetteer | None = None,
) -> gpd.GeoDataFrame:
    """Trace every row of a table.

    Parameters
    ----------
    frame
        One movement in each row.
    origin, destination
        The columns that hold names, `Place` records, points or (longitude, latitude) pairs in degrees.
    mode
        The column that holds ``sea``, ``rail``, ``road``, ``air``, ``river`` or ``unknown``.
    errors
        ``raise``: the first row that cannot be traced is an error. ``coerce``: its text goes into the column
        ``error`` and the row keeps its place without a line.
    gazetteer
        Where names are looked up; the bundled one when left out.

    Returns
    -------
    geopandas.GeoDataFrame
        The table's own columns and index, with ``length_km``, ``basis``, ``method``, ``assumed_km``,
        ``connector_km``, ``warnings``, ``attribution``, ``spans``, ``error`` and the line in EPSG:4326. A
        pair that stands in many rows is traced once.

    Raises
    ------
    FrameError
        When a column is missing, or has a name that the result uses.
    NoPathError, PlaceNotFoundError, AmbiguousPlaceError
        With ``errors="raise"``, for the first row at fault.

    Examples
    --------
    >>> table = pd.DataFrame({"from": [(37.62, 55.75)], "to": [(30.52, 50.45)], "by": ["air"]})
    >>> route_frame(table, origin="from", destination="to", mode="by")["length_km"].round().tolist()
    [757.0]
    """
    columns = (origin, destination, mode)
    _check(frame, columns, errors)
    source = gazetteer or default_gazetteer()
    rows = list(zip(*(frame[column] for column in columns), strict=True))
    solved = {key: _row(parts, source, errors) for key, parts in _distinct(rows).items()}
    cells = pd.DataFrame([solved[_key(row)] for row in rows], index=frame.index)
    if cells.empty:
        cells = pd.DataFrame(columns=["error", *path_cells(None)], index=frame.index)
    return gpd.GeoDataFrame(pd.concat([frame, cells], axis="columns"), geometry="geometry", crs=CRS)


def _check(frame: pd.DataFrame, columns: tuple[str, ...], errors: str) -> None:
    if errors not in {"raise", "coerce"}:
        raise ValueError(f"errors is {errors!r}; it is 'raise' or 'coerce'")
    names = list(frame.columns)
    for column in columns:
        if names.count(column) != 1:
            problem = "has no column" if column not in names else "has more than one column"
            raise FrameError(f"the table {problem} {column!r}; it has {', '.join(map(str, names))}")
    taken = [column for column in ("error", *path_cells(None)) if column in names]
    if taken:
        raise FrameError(
            f"the table has {', '.join(taken)} already; rename or drop what the result would replace"
        )


def _distinct(rows: Iterable[tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    return {_key(row): row for row in rows}


def _key(row: tuple[Any, ...]) -> str:
    # points and lists cannot be keys of a dict, but their text can
    return repr([str(part) if hasattr(part, "wkt") else part for part in row])


def _row(
    movement: tuple[Any, ...], gazetteer: Gazetteer, errors: Literal["raise", "coerce"]
) -> dict[str, Any]:
    origin, destination, mode = movement
    try:
        stops = at(origin, destination, gazetteer=gazetteer)
        path = between(stops, mode=mode)
    except (NoPathError, GazetteerError, ValueError) as error:  # ValueError: a position off the globe
        if errors == "raise":
            raise
        return {"error": str(error), **path_cells(None)}
    return {"error": "", **path_cells(path)}
