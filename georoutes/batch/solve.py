"""Movements, each once: their places, their paths, their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from gazetteer.errors import AmbiguousPlaceError, GazetteerError
from georoutes.errors import GeoroutesError, LimitError, NoPathError, OptionError
from georoutes.frames.columns import path_cells
from georoutes.locate import at
from georoutes.many import BY_LAND, Terms, figures, paths
from georoutes.networks import NOT_LOOKED_FOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer import Gazetteer, Place
    from georoutes.model import Path
    from georoutes.networks.figures import Figures, Pairs

Ints = npt.NDArray[np.int64]

FIGURES = (
    "length_km", "direct_km", "assumed_km", "connector_km", "healed_km", "gauge_changes", "countries",
    "passages", "rivals", "warnings",
)  # fmt: skip
_OF_BOTH = ("gauge_changes", "countries", "rivals")  # which `legs` does not have, and both kinds of tables do
LINES = (*path_cells(None), *_OF_BOTH)
"""What is added to a table with lines."""
_PANDAS_3 = int(pd.__version__.partition(".")[0]) > 2  # noqa: PLR2004  whose texts can be missing
_AT_FAULT = (GeoroutesError, GazetteerError, ValueError)  # ValueError: a position off the globe


class Movements(NamedTuple):
    """Movements, each once: what each cell refers to, and which cells stand together.

    Parameters
    ----------
    references
        What stands in the columns of origins and destinations, each once.
    modes
        What stands in the column of modes, each once.
    origin, destination, mode
        For each movement the number of its reference, of the other one, and of its mode.
    """

    references: Sequence[Any]
    modes: Sequence[str]
    origin: Ints
    destination: Ints
    mode: Ints


class Rows(Protocol):
    """Names rows of a table."""

    def name(self, movement: int) -> str:
        """Name the row where a movement stands first."""
        ...


def solve(  # noqa: PLR0913  see `route_frame`
    movements: Movements,
    *,
    terms: Terms,
    geometry: bool,
    rows: Rows | None,
    finder: Finder,
    bar: Bar,
) -> pd.DataFrame:
    """Trace movements.

    Parameters
    ----------
    movements
        Each once.
    terms
        What holds for all of them.
    geometry
        Whether to draw the lines.
    rows
        The names of their rows, for the message of the first at fault; None puts messages into cells.
    finder
        Looks up what the movements name.
    bar
        Told of each movement that is done.

    Returns
    -------
    pandas.DataFrame
        A row for each, with the columns that `route_frame` adds.
    """
    from georoutes.networks.figures import Figures, Pairs  # noqa: PLC0415  (SciPy loads when it is needed)

    count = len(movements.origin)
    ends, error = _ends(movements, finder)
    bar.step(int((ends[0] < 0).sum()))
    drawn = np.full(count, None, dtype=object)
    table = Figures.blank(count)
    table.error[:] = error
    for number, mode in enumerate(movements.modes):
        some = np.flatnonzero((movements.mode == number) & (ends[0] >= 0))
        if len(some) == 0:
            continue
        keys = ends[0][some] * len(finder.places) + ends[1][some]
        each, of = np.unique(keys, return_inverse=True)
        pairs = _used(Pairs(finder.places, *np.divmod(each, len(finder.places))))
        bar.step(len(some) - len(each))
        if geometry:
            outcomes = np.full(len(each), None, dtype=object)
            for row, path in paths(pairs, mode, terms, bar.step):
                outcomes[row] = path
            drawn[some] = outcomes[of]
        else:
            table.put(some, figures(pairs, mode, terms, bar.step).take(of))
    found = np.where(ends[0] < 0, error, drawn) if geometry else table.error
    faults = [row for row, outcome in enumerate(found) if isinstance(outcome, Exception)]
    if faults and rows is not None:
        _raise(found[faults[0]], rows.name(faults[0]))
    return _drawn(found) if geometry else _figures(table, faults)


def _ends(movements: Movements, finder: Finder) -> tuple[tuple[Ints, Ints], npt.NDArray[np.object_]]:
    """Numbers of both places of each movement, -1 where one is not to be found, and why."""
    error = np.full(len(movements.origin), None, dtype=object)
    alone = [finder.alone(reference) for reference in movements.references]
    number = np.array([finder.number(found) for found in alone], dtype=np.int64)
    ends = number[movements.origin], number[movements.destination]
    for row in np.flatnonzero((ends[0] < 0) | (ends[1] < 0)).tolist():
        cells = int(movements.origin[row]), int(movements.destination[row])
        mode = movements.modes[int(movements.mode[row])]
        try:
            found = finder.together(*((movements.references[i], alone[i]) for i in cells), mode=mode)
        except _AT_FAULT as problem:
            ends[0][row] = ends[1][row] = -1
            error[row] = problem
        else:
            for end, place in zip(ends, found, strict=True):
                end[row] = finder.number(place)
    return ends, error


def _used(pairs: Pairs) -> Pairs:
    """Leave out the places that no pair has."""
    used, number = np.unique(np.concatenate(pairs[1:]), return_inverse=True)
    return type(pairs)([pairs.places[i] for i in used.tolist()], *np.split(number, 2))


def _raise(error: Exception, row: str) -> NoReturn:
    """Raise an error that names its row."""
    if type(error) in {NoPathError, LimitError, OptionError}:
        raise type(error)(f"{row}: {error}") from error
    error.add_note(f"This is in {row} of the table.")
    raise error


def _drawn(outcomes: Iterable[Any]) -> pd.DataFrame:
    rows = [
        {"error": str(outcome), **_cells(None)}
        if isinstance(outcome, Exception)
        else {"error": pd.NA, **_cells(outcome)}
        for outcome in outcomes
    ]
    frame = _typed(pd.DataFrame(rows, columns=["error", *LINES]))
    return frame[[column for column in frame if column != "geometry"] + ["geometry"]]


def _cells(path: Path | None) -> dict[str, Any]:
    """Fill the cells of a row with a line: those of `legs`, and those that a table of figures has."""
    if path is None:
        return {**path_cells(None), "gauge_changes": float("nan"), "countries": "", "rivals": ""}
    searched = path.basis == "network" and path.mode in BY_LAND
    return {
        **path_cells(path),
        "gauge_changes": sum(crossing.kind == "gauge" for crossing in path.crossings),
        "countries": "; ".join(code for code, _ in path.countries),
        "rivals": NOT_LOOKED_FOR if searched else "",
    }


def _figures(table: Figures, faults: Sequence[int]) -> pd.DataFrame:
    error = np.full(len(table.error), pd.NA, dtype=object)
    error[faults] = [str(table.error[row]) for row in faults]
    texts = table.countries, table.passages, table.rivals, table.warnings
    columns = (error, *table.km.T, table.gauge_changes, *texts)
    return _typed(pd.DataFrame(dict(zip(("error", *FIGURES), columns, strict=True))))


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Give columns their types, which an empty table needs no less: Dask asks one what it will get."""
    errors = frame["error"].astype("string").astype("str" if _PANDAS_3 else object)
    kinds = {
        column: "float64" if column.endswith("_km") and column != "countries_km" else "str"
        for column in frame.columns
        if column not in {"error", "geometry"}
    }
    return frame.assign(error=errors).astype(
        {**kinds, **({"gauge_changes": "Int64"} if "gauge_changes" in kinds else {})}
    )


class Finder:
    """Looks each name up once and numbers the places; the other end of a row settles a name of several."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.known: dict[Any, Place | Exception] = {}
        self.places: list[Place] = []
        self._numbers: dict[tuple[str, float, float], int] = {}

    def number(self, found: Place | Exception) -> int:
        """Give a place its number; -1 for none."""
        if isinstance(found, Exception):
            return -1
        number = self._numbers.setdefault((found.id, found.lon, found.lat), len(self.places))
        if number == len(self.places):
            self.places.append(found)
        return number

    def together(self, *cells: tuple[Any, Place | Exception], mode: str) -> list[Place]:
        """Find the two ends of a movement, of which one at least could not be found by itself."""
        if any(isinstance(found, AmbiguousPlaceError) for _, found in cells):
            return at(*(reference for reference, _ in cells), gazetteer=self.gazetteer, by_ship=mode == "sea")
        raise next(found for _, found in cells if isinstance(found, Exception))

    def alone(self, reference: Any) -> Place | Exception:  # noqa: ANN401  a cell of a table
        """Find what a cell refers to, or why it refers to nothing."""
        key = reference if type(reference) in {str, tuple} else None
        if key is not None and key in self.known:
            return self.known[key]
        if reference is None or reference is pd.NA or reference is pd.NaT or reference != reference:  # noqa: PLR0124
            return OptionError("no place is given")
        try:
            found: Place | Exception = at(reference, gazetteer=self.gazetteer)[0]
        except _AT_FAULT as error:
            found = error
        if key is not None:
            self.known[key] = found
        return found


class Bar:
    """A bar of progress, or none."""

    def __init__(self, total: int, *, shown: bool) -> None:
        self.bar = None
        if shown:
            from rich.progress import Progress  # noqa: PLC0415  loads only when it is shown

            self.bar = Progress()
            self.bar.start()
            self.task = self.bar.add_task("movements", total=total)

    def step(self, done: int = 1) -> None:
        """Count movements that are done."""
        if self.bar is not None:
            self.bar.advance(self.task, done)

    def close(self) -> None:
        """Leave the last state on the screen."""
        if self.bar is not None:
            self.bar.stop()
