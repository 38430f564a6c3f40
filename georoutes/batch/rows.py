"""A table of movements in, a table of legs out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd

from gazetteer import Place
from georoutes.batch.solve import FIGURES, LINES, Bar, Finder, Ints, Movements, solve
from georoutes.errors import FrameError, OptionError, WrongTypeError
from georoutes.frames.columns import CRS
from georoutes.locate import default_gazetteer
from georoutes.many import Terms
from georoutes.model.leg import MODES
from georoutes.networks import listed
from georoutes.networks.limits import entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer import Gazetteer
    from georoutes.locate import Reference
    from georoutes.networks.base import Router

BLOCK = 100_000
"""Rows that are worked on together, so that only the table and its result grow in memory."""

_KEYS = frozenset({str, tuple})


def route_frame(  # noqa: PLR0913  what is asked of every row, all by name
    frame: Any,  # noqa: ANN401  pandas or Dask
    *,
    origin: str = "origin",
    destination: str = "destination",
    mode: str = "mode",
    countries: Sequence[str] = (),
    avoid: Sequence[str] = (),
    geometry: bool = True,
    errors: Literal["raise", "coerce"] = "raise",
    progress: bool = False,
    networks: Sequence[Router] = (),
    gazetteer: Gazetteer | None = None,
) -> Any:  # noqa: ANN401  of the kind that was given
    """Trace every row of a table.

    A name is looked up once for the whole table (where it could be several places, the other end of its row
    settles it), and a movement that stands in many rows is traced once.

    Rows are worked on in blocks of 100,000, and duplicates are found within a block; what grows with the
    table is the result alone: 0.2 kB for a row of figures, and 20 kB for one with a line by rail in Europe.
    Of a Dask frame each worker has one part in memory at a time.

    Whether another line could have been taken, and how long the way is by such lines, is looked for by `path`
    alone, because it needs a search of its own; a row by rail or road says so in the column ``rivals``.

    Parameters
    ----------
    frame
        One movement in each row: a pandas DataFrame, or a Dask DataFrame, whose parts are traced by the
        workers, each of which opens a network once.
    origin, destination
        The columns that hold names, `Place` records, points or (longitude, latitude) pairs in degrees.
    mode
        The column that holds ``sea``, ``rail``, ``road``, ``air``, ``river`` or ``unknown``; or one of these
        words, for all rows.
    countries, avoid
        The only countries that rail and road may use, and what to avoid; see `path`. Where modes are a
        column, each holds for the rows whose mode knows it: countries and places by rail and road, straits
        and canals by sea. One that is not known is an error at once, whatever ``errors`` is.
    geometry
        Whether to draw the lines. Without them, the figures alone: many times as fast, and small.
    errors
        ``raise``: the first row that cannot be traced is an error. ``coerce``: its text goes into the column
        ``error``, which is missing (NA) in the others, and the row keeps its place without a line.
    progress
        Whether to show a bar; a Dask frame has Dask's own.
    networks
        Networks of your own, which take the place of the bundled ones of their modes; see `Network`. Workers
        open the file of one that was saved.
    gazetteer
        Where names are looked up; the bundled one when left out.

    Returns
    -------
    geopandas.GeoDataFrame
        The table's own columns and index, and ``length_km``, ``direct_km``, ``assumed_km``,
        ``connector_km``, ``healed_km``, ``gauge_changes``, ``countries``, ``passages``, ``rivals``,
        ``warnings`` and ``error``; without lines, that is all, in a pandas DataFrame. With lines, also what
        else `legs` says of a path (``basis``, ``countries_km``, ``crossings``, …), and the line in
        EPSG:4326. For a Dask frame, the same of dask_geopandas or Dask.

    Raises
    ------
    FrameError
        When a column is missing, or has a name that the result uses.
    NoPathError, PlaceNotFoundError, AmbiguousPlaceError
        With ``errors="raise"``, for the first row at fault.
    OptionError
        Likewise, when a row has no place or a position off the globe; or for another ``errors``.
    LimitError
        When a limit is not known, or the one mode of all rows cannot have it.
    WrongTypeError
        When the table is none.

    Examples
    --------
    >>> table = pd.DataFrame({"from": [(37.62, 55.75)], "to": [(30.52, 50.45)]})
    >>> route_frame(table, origin="from", destination="to", mode="air")["length_km"].round().tolist()
    [757.0]
    """
    if not hasattr(frame, "columns"):
        raise WrongTypeError(f"the table is a {type(frame).__name__}; give a DataFrame of pandas or Dask")
    columns = (
        (origin, destination) if mode in MODES and mode not in frame.columns else (origin, destination, mode)
    )
    added = ("error", *(LINES if geometry else FIGURES))
    _check(frame, columns, added, errors)
    options: dict[str, Any] = {"columns": (origin, destination, mode), "geometry": geometry, "errors": errors}
    limits = entries("countries", countries), entries("avoid", avoid, (str, tuple, Place))
    options |= {"limits": limits, "networks": listed(networks)}
    if not isinstance(frame, pd.DataFrame):
        from georoutes.batch.parts import route_parts  # noqa: PLC0415  Dask is an extra

        return route_parts(frame, options)
    return trace_rows(frame, **options, progress=progress, gazetteer=gazetteer)


def trace_rows(  # noqa: PLR0913  see `route_frame`
    frame: pd.DataFrame,
    *,
    columns: tuple[str, str, str],
    limits: tuple[tuple[str, ...], tuple[Place | Reference, ...]],
    geometry: bool,
    errors: str,
    progress: bool = False,
    networks: Sequence[Router] = (),
    gazetteer: Gazetteer | None = None,
) -> Any:  # noqa: ANN401  with lines or without
    """Trace a pandas table; the parameters are those of `route_frame`."""
    gazetteer = gazetteer or default_gazetteer()
    finder, bar = Finder(gazetteer), Bar(len(frame), shown=progress)
    mixed = columns[2] in frame.columns
    terms = Terms(*limits, networks, gazetteer, mixed)
    terms.check([columns[2]])
    parts = []
    for start in range(0, max(len(frame), 1), BLOCK):
        block = frame.iloc[start : start + BLOCK]
        movements, first, row = _movements(block, columns)
        solved = solve(
            movements,
            terms=terms,
            geometry=geometry,
            rows=None if errors == "coerce" else _Rows(block.index, start, first),
            finder=finder,
            bar=bar,
        )
        parts.append(solved.take(row))
        bar.step(len(block) - len(first))
    bar.close()
    cells = pd.concat(parts).set_axis(frame.index)
    whole = pd.concat([frame, cells], axis="columns")
    return gpd.GeoDataFrame(whole, geometry="geometry", crs=CRS) if geometry else whole


class _Rows(NamedTuple):
    """Rows of a table, to be named in messages: by their number from 0, and by a label that is another."""

    labels: pd.Index
    start: int
    first: Ints

    def name(self, movement: int) -> str:
        """Name the row where a movement stands first."""
        number = int(self.first[movement])
        label = self.labels[number]
        label = label.item() if hasattr(label, "item") else label
        same = type(label) is int and label == self.start + number
        return f"row {label!r}" if same else f"row {label!r} (number {self.start + number:,}, from 0)"


def _movements(frame: pd.DataFrame, columns: tuple[str, str, str]) -> tuple[Movements, Ints, Ints]:
    """Find the movements in a table, each once, the row where each stands first, and which each row has."""
    origin, destination, mode = columns
    seen: dict[Any, int] = {}
    references: list[Any] = []
    ends = [_numbered(frame[column], seen, references) for column in (origin, destination)]
    modes: list[Any] = []
    by = _numbered(frame[mode], {}, modes) if mode in frame.columns else np.zeros(len(frame), dtype=np.int64)
    key = (by * len(references) + ends[0]) * len(references) + ends[1]
    _, first, row = np.unique(key, return_index=True, return_inverse=True)
    # in the order in which they stand in the table, so that the first fault is that of the first row
    order = np.argsort(first, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    first = first[order]
    movements = Movements(references, modes or [mode], ends[0][first], ends[1][first], by[first])
    return movements, first, place[row]


def _numbered(column: pd.Series, seen: dict[Any, int], references: list[Any]) -> Ints:
    """Give what stands in a column numbers, like cells the same."""
    numbers = []
    for cell in column.tolist():
        # points and lists cannot be keys of a dict, but their text can
        key = cell if type(cell) in _KEYS else (type(cell), cell.wkt if hasattr(cell, "wkt") else repr(cell))
        number = seen.setdefault(key, len(references))
        if number == len(references):
            references.append(cell)
        numbers.append(number)
    return np.array(numbers, dtype=np.int64)


def _check(frame: Any, columns: tuple[str, ...], added: tuple[str, ...], errors: str) -> None:  # noqa: ANN401
    if errors not in {"raise", "coerce"}:
        raise OptionError(f"errors is {errors!r}; it is 'raise' or 'coerce'")
    names = list(frame.columns)
    for column in columns:
        if names.count(column) != 1:
            problem = "has no column" if column not in names else "has more than one column"
            raise FrameError(f"the table {problem} {column!r}; it has {', '.join(map(str, names))}")
    taken = [column for column in added if column in names]
    if taken:
        raise FrameError(
            f"the table has {', '.join(taken)} already; rename or drop what the result would replace"
        )
