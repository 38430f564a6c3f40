"""Movements, each once: their places, their paths, their cells."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NoReturn

import pandas as pd

from gazetteer import Place
from gazetteer.errors import AmbiguousPlaceError, GazetteerError
from georoutes.errors import GeoroutesError, LimitError, NoPathError, OptionError
from georoutes.frames.columns import path_cells
from georoutes.locate import at
from georoutes.many import each

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer import Gazetteer
    from georoutes.networks.base import Router

Movement = tuple[Any, Any, str]
"""Origin, destination and mode, as they stand in the table."""

FIGURES = (
    "length_km", "direct_km", "assumed_km", "connector_km", "healed_km", "gauge_changes", "countries",
    "passages", "warnings",
)  # fmt: skip
_PANDAS_3 = int(pd.__version__.partition(".")[0]) > 2  # noqa: PLR2004  whose texts can be missing
_NO_FIGURES = (*[float("nan")] * 5, pd.NA, "", "", "")
_AT_FAULT = (GeoroutesError, GazetteerError, ValueError)  # ValueError: a position off the globe


def solve(  # noqa: PLR0913  see `route_frame`
    movements: Sequence[Movement],
    *,
    limits: tuple[tuple[str, ...], tuple[str, ...]],
    geometry: bool,
    rows: Sequence[Any] | None,
    networks: Sequence[Router],
    finder: Finder,
    bar: Bar,
) -> pd.DataFrame:
    """Trace movements.

    Parameters
    ----------
    movements
        Each once.
    limits, geometry, networks
        As for `route_frame`.
    rows
        The label of the row of each, for the message of the first at fault; None puts messages into cells.
    finder
        Looks up what the movements name.
    bar
        Told of each movement that is done.

    Returns
    -------
    pandas.DataFrame
        A row for each, with the columns that `route_frame` adds.
    """
    outcomes: list[Any] = [None] * len(movements)
    faults: dict[int, Exception] = {}
    by_mode: defaultdict[str, dict[tuple[int, int], int]] = defaultdict(dict)
    again: list[tuple[int, int]] = []
    places: dict[int, Place] = {}  # by the record, which is quicker than by what stands in it
    for number, (origin, destination, mode) in enumerate(movements):
        try:
            ends = finder.ends(origin, destination, mode)
        except _AT_FAULT as error:
            outcomes[number] = error if geometry else _figures(error)
            faults[number] = error
            bar.step()
        else:
            one, other = ends
            places[id(one)], places[id(other)] = ends
            first = by_mode[mode].setdefault((id(one), id(other)), number)
            if first != number:
                again.append((number, first))
    for mode, legs in by_mode.items():
        numbers = list(legs.values())
        pairs = [(places[one], places[other]) for one, other in legs]
        for leg, outcome in each(pairs, mode, limits, geometry=geometry, networks=networks):
            number = numbers[leg]
            outcomes[number] = outcome if geometry else _figures(outcome)
            if isinstance(outcome, Exception):
                faults[number] = outcome
            bar.step()
    for number, first in again:
        outcomes[number] = outcomes[first]
        bar.step()
    if faults and rows is not None:
        _raise(faults[min(faults)], rows[min(faults)])
    return _drawn(outcomes) if geometry else _typed(pd.DataFrame(outcomes, columns=["error", *FIGURES]))


def _raise(error: Exception, row: Any) -> NoReturn:  # noqa: ANN401  a label of any kind
    """Raise an error that names its row."""
    if type(error) in {NoPathError, LimitError, OptionError}:
        raise type(error)(f"row {row!r}: {error}") from error
    error.add_note(f"This is in row {row!r} of the table.")
    raise error


def _drawn(outcomes: Sequence[Any]) -> pd.DataFrame:
    rows = [
        {"error": str(outcome), **path_cells(None)}
        if isinstance(outcome, Exception)
        else {"error": pd.NA, **path_cells(outcome)}
        for outcome in outcomes
    ]
    return _typed(pd.DataFrame(rows, columns=["error", *path_cells(None)]))


def _figures(outcome: Any) -> tuple[Any, ...]:  # noqa: ANN401  figures or an error
    """Cells of a row without a line: a plain tuple, of which there can be very many."""
    if isinstance(outcome, Exception):
        return (str(outcome), *_NO_FIGURES)
    words = "; ".join(outcome.countries), ", ".join(outcome.passages), "\n".join(outcome.warnings)
    return (pd.NA, *outcome[:6], *words)


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
    """Looks each name up once; one that could be several places is settled by the other end of its row."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.known: dict[Any, Place | Exception] = {}

    def ends(self, origin: Any, destination: Any, mode: str) -> tuple[Place, Place]:  # noqa: ANN401  cells
        """Find the two ends of a movement."""
        one, other = self._alone(origin), self._alone(destination)
        if isinstance(one, AmbiguousPlaceError) or isinstance(other, AmbiguousPlaceError):
            one, other = at(origin, destination, gazetteer=self.gazetteer, by_ship=mode == "sea")
        for end in (one, other):
            if isinstance(end, Exception):
                raise end
        return one, other  # type: ignore[return-value]  # no exceptions are left

    def _alone(self, reference: Any) -> Place | Exception:  # noqa: ANN401  a cell of a table
        if isinstance(reference, Place):
            return reference
        if reference is None or reference is pd.NA or reference is pd.NaT or reference != reference:  # noqa: PLR0124
            return OptionError("no place is given")
        if not isinstance(reference, (str, tuple)):
            return at(reference, gazetteer=self.gazetteer)[0]
        if reference not in self.known:
            try:
                self.known[reference] = at(reference, gazetteer=self.gazetteer)[0]
            except (GazetteerError, ValueError) as error:
                self.known[reference] = error
        return self.known[reference]


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
