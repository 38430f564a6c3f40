"""Many names at once: a table with a column of names becomes a table of places.

The one module here that uses pandas and geopandas; they load when it is first used.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from contextlib import suppress
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from gazetteer.errors import AmbiguousPlaceError, ColumnError, GazetteerError, HintError, PlaceNotFoundError
from gazetteer.explain import described
from gazetteer.resolver import Gazetteer

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

    from gazetteer.place import Match, Place

    _Near = str | Place | tuple[float, float] | None
    _Answer = Match | GazetteerError

COLUMNS = (
    "id", "name", "type", "country", "score", "kind", "reasons", "rivals", "radius_km", "source", "error",
)  # fmt: skip
"""What `resolve_frame` adds, each with the prefix before it; the geometry comes last."""
_NUMBERS = frozenset({"score", "radius_km"})


def resolve_frame(  # noqa: PLR0913 - each is a question of its own, and all but two are named
    frame: pd.DataFrame,
    column: Hashable,
    *,
    gazetteer: Gazetteer | None = None,
    country: str | pd.Series[Any] | None = None,
    near: _Near | pd.Series[Any] = None,
    types: Iterable[str] | None = None,
    together: bool | Hashable = False,
    prefix: str = "place_",
    geometry: str = "geometry",
) -> geopandas.GeoDataFrame:
    """Return a table with the places that the names in one of its columns mean.

    No name stops the others: where one is unknown, ambiguous, empty or no text, the row has no geometry and
    its ``place_error`` says why. A name that occurs often is looked up once.

    Parameters
    ----------
    frame
        A table; it is not changed.
    column
        Its column with the names.
    gazetteer
        The gazetteer to ask; one with the bundled index by default.
    country, near
        As in `Gazetteer.resolve`, for all rows; or a column of the table, ``frame["land"]``, for each.
    types
        As in `Gazetteer.resolve`.
    together
        True if all names belong together and settle each other, as in `Gazetteer.resolve_all`; or the name of
        a column: then the rows that have the same value there belong together.
    prefix
        What stands before the names of the new columns.
    geometry
        The name of the column of points.

    Returns
    -------
    geopandas.GeoDataFrame
        The table's rows and columns; then ``place_id``, ``place_name``, ``place_type``, ``place_country``,
        ``place_score``, ``place_kind``, ``place_reasons``, ``place_rivals`` (or candidates, where the name is
        not settled), ``place_radius_km``, ``place_source``, ``place_error`` and ``geometry`` (EPSG:4326).
        Score and radius are floats; all others are objects, None where there is nothing to say.

    Raises
    ------
    ColumnError
        If a column is not in the table, or one that would be added is there already.
    HintError
        If a hint for all rows is wrong.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"port": ["Najin", "Dunay", None], "land": ["KP", "RU", "RU"]})
    >>> found = resolve_frame(table, "port", country=table["land"])
    >>> found["place_name"].tolist()[:2], found["place_error"].tolist()[2]
    (['Rajin', 'Dunay'], 'there is no name')
    >>> resolve_frame(table.head(2), "port", together=True)["place_country"].tolist()
    ['KP', 'RU']
    """
    import geopandas  # noqa: PLC0415 (loads when first used)
    import pandas as pd  # noqa: PLC0415 (as above)
    import shapely  # noqa: PLC0415 (as above)

    names = _values(frame, column)
    added = [prefix + name for name in COLUMNS]
    _refuse_existing(frame, [*added, geometry])
    asker = _Asker(Gazetteer() if gazetteer is None else gazetteer, types)
    asker.check(_for_all(country), _for_all(near))
    if together is False:
        answers = asker.one_by_one(names, _per_row(frame, country, "country"), _per_row(frame, near, "near"))
    else:
        if _is_column(country) or _is_column(near):
            raise HintError(
                "country= and near= must be one for all names that settle each other, not columns"
            )
        groups = [True] * len(names) if together is True else _values(frame, together)
        answers = asker.together(names, groups, _for_all(country), _for_all(near))
    result = frame.copy()
    rows = [_row(answer) for answer in answers]
    for position, name in enumerate(COLUMNS):
        # The type is said: pandas guesses another for an empty column, and NaN for what is None in some.
        cells = [row[position] for row in rows]
        type_ = float if name in _NUMBERS else object
        result[prefix + name] = pd.Series(cells, index=result.index, dtype=type_)
    places = [None if isinstance(answer, GazetteerError) else answer.place for answer in answers]
    points = [None if place is None else shapely.Point(place.lon, place.lat) for place in places]
    result[geometry] = geopandas.GeoSeries(points, index=result.index, crs="EPSG:4326")
    return geopandas.GeoDataFrame(result, geometry=geometry)


class _Asker:
    """Asks for names, for each combination of name and hints once."""

    def __init__(self, gazetteer: Gazetteer, types: Iterable[str] | None) -> None:
        self._gazetteer = gazetteer
        self._types = types if types is None or isinstance(types, str) else tuple(types)

    def check(self, country: str | None, near: _Near) -> None:
        """Raise what is wrong with the hints for all names."""
        # That a place nearby may be several is no fault yet: each name may settle which.
        with suppress(AmbiguousPlaceError):
            self._gazetteer.resolve_all([], country=country, near=near, types=self._types)

    def one_by_one(
        self, names: Sequence[Any], countries: Sequence[Any], near: Sequence[Any]
    ) -> list[_Answer]:
        """Return what each name means by itself, or the error."""
        known: dict[tuple[Any, ...], _Answer] = {}
        answers = []
        for row in zip(names, countries, near, strict=True):
            key = tuple(map(_comparable, row))
            if key not in known:
                known[key] = self._answer(*row)
            answers.append(known[key])
        return answers

    def together(
        self, names: Sequence[Any], groups: Sequence[Any], country: str | None, near: _Near
    ) -> list[_Answer]:
        """Return what each name means among the names of its group, or the error."""
        answers: list[_Answer | None] = [_refused(name) for name in names]
        members: dict[Any, list[int]] = {}
        for at, group in enumerate(groups):
            if answers[at] is None:
                members.setdefault(("", at) if _is_missing(group) else _comparable(group), []).append(at)
        for rows in members.values():
            distinct = list(dict.fromkeys(names[at] for at in rows))
            found = self._gazetteer.resolve_all(distinct, country=country, near=near, types=self._types)
            meant = dict(zip(distinct, found, strict=True))
            for at in rows:
                answers[at] = meant[names[at]] or self._unsettled(names[at], country, near)
        return [answer for answer in answers if answer is not None]

    def _answer(self, name: Any, country: Any, near: Any) -> _Answer:  # noqa: ANN401 - whatever the cells hold
        refused = _refused(name)
        if refused is not None:
            return refused
        try:
            return self._gazetteer.match(name, country=country, near=near, types=self._types)
        except (GazetteerError, TypeError) as error:
            return error if isinstance(error, GazetteerError) else HintError(str(error))

    def _unsettled(self, name: str, country: str | None, near: _Near) -> GazetteerError:
        answer = self._answer(name, country, near)
        if isinstance(answer, GazetteerError):
            return answer
        return PlaceNotFoundError("the names beside it leave doubt", name=name, candidates=[answer])


def _refused(name: object) -> GazetteerError | None:
    """Return why a cell cannot be looked up, or None."""
    if _is_missing(name) or (isinstance(name, str) and not name.strip()):
        return PlaceNotFoundError("there is no name")
    if not isinstance(name, str):
        return PlaceNotFoundError(f"{str(name)[:60]!r} is no text but {type(name).__name__}")
    return None


def _row(answer: _Answer) -> tuple[Any, ...]:
    """Return the cells of one answer in the order of `COLUMNS`."""
    if isinstance(answer, GazetteerError):
        candidates = [match.place for match in getattr(answer, "candidates", ())]
        return (*[None] * 7, _listed(candidates), None, None, str(answer))
    place = answer.place
    what = (place.id, place.name, place.type, place.country, answer.score, answer.kind)
    return (*what, "; ".join(answer.reasons), _listed(answer.rivals), place.radius_km, place.source, None)


def _listed(places: Iterable[Place]) -> str:
    return "; ".join(map(described, places))


def _comparable(value: Any) -> Any:  # noqa: ANN401 - as above
    """Return a value that tells equal cells, also where they cannot be hashed or, like NaN, equal nothing."""
    if _is_missing(value):
        return None
    return value if isinstance(value, Hashable) else repr(value)


def _is_missing(value: Any) -> bool:  # noqa: ANN401 - as above
    import pandas as pd  # noqa: PLC0415 (as above)

    return bool(pd.api.types.is_scalar(value) and pd.isna(value))


def _values(frame: pd.DataFrame, column: Hashable) -> list[Any]:
    if column not in frame.columns:
        near = get_close_matches(str(column), map(str, frame.columns), n=1)
        advice = f"did you mean {near[0]!r}?" if near else f"it has {', '.join(map(str, frame.columns))}"
        raise ColumnError(f"the table has no column {column!r}; {advice}")
    values = frame[column]
    if values.ndim > 1:
        raise ColumnError(f"the table has several columns {column!r}; rename all but one")
    return values.tolist()


def _refuse_existing(frame: pd.DataFrame, added: Sequence[str]) -> None:
    there = [name for name in added if name in frame.columns]
    if there:
        remedy = "rename what is there, or give another prefix= or geometry="
        raise ColumnError(f"the table already has {', '.join(there)}; {remedy}")


def _per_row(frame: pd.DataFrame, hint: Any, what: str) -> list[Any]:  # noqa: ANN401 - as in resolve_frame
    if not _is_column(hint):
        return [hint] * len(frame)
    if not hint.index.equals(frame.index):
        raise ColumnError(f"{what}= must be a column of the same table: their indexes differ")
    return [None if _is_missing(value) else value for value in hint.tolist()]


def _for_all(hint: Any) -> Any:  # noqa: ANN401 - as in resolve_frame
    return None if _is_column(hint) else hint


def _is_column(hint: object) -> bool:
    import pandas as pd  # noqa: PLC0415 (as above)

    return isinstance(hint, pd.Series)
