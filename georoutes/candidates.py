"""What ``georoutes place`` shows of a name: the candidates as a table, as JSON, and as a frame for a map.

Text from data is shown as it is written: it is never markup, and characters that steer a terminal are spelt
out.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gazetteer import AmbiguousPlaceError, PlaceNotFoundError, credit

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from rich.console import RenderableType

    from gazetteer import Gazetteer, Match, Place

_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"
"""Part of the spelling in Persian and in Indian scripts, though Unicode files them with the controls."""


_GAP = "  "
_SCORE, _NAME, _COUNTRY = 1, 2, 4
_NARROWEST_NAME = 12
_WIDEST_COUNTRY = 8
"""Two codes; the countries of a long river are folded."""
_LEAST_SCORE = 0.01
_EXTENT_KM = 10.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a name was taken for, what else it may mean, and why nothing was taken.

    Parameters
    ----------
    name
        The name that was asked for.
    taken
        The place it is taken for, or None.
    candidates
        What it may mean, best first; names that look like it where it is unknown.
    verdict
        ``taken``, ``ambiguous`` or ``unknown``.
    message
        Why nothing was taken, in one line; "" where something was.
    """

    name: str
    taken: Place | None
    candidates: tuple[Match, ...]
    verdict: str
    message: str = ""

    def is_taken(self, match: Match) -> bool:
        """Whether a candidate is the place that is taken."""
        return self.taken is not None and match.place.id == self.taken.id


def ask(gazetteer: Gazetteer, name: str, *, limit: int, **hints: Any) -> Answer:  # noqa: ANN401 - of `resolve`
    """Ask for a name, and keep what an error has to show.

    Parameters
    ----------
    gazetteer
        Where to look.
    name
        The name.
    limit
        How many candidates to keep at most.
    **hints
        As `Gazetteer.resolve` takes them.

    Raises
    ------
    HintError
        If a hint is wrong.

    Examples
    --------
    >>> from gazetteer import Gazetteer
    >>> ask(Gazetteer(), "Tripoli", limit=3).verdict, ask(Gazetteer(), "Najin", limit=3).verdict
    ('ambiguous', 'taken')
    """
    # The hints are checked here, so that a faulty one is not taken for an unknown name below.
    found = tuple(gazetteer.search(name, limit=limit, **hints))
    try:
        taken = gazetteer.resolve(name, **hints)
    except (AmbiguousPlaceError, PlaceNotFoundError) as error:
        verdict = "ambiguous" if isinstance(error, AmbiguousPlaceError) else "unknown"
        message = str(error).partition("\n")[0].rstrip(":")
        return Answer(name, None, found or tuple(error.candidates[:limit]), verdict, message)
    return Answer(name, taken, found, "taken")


def as_json(answer: Answer) -> bytes:
    r"""Return an answer for machines: one JSON object in UTF-8, with a line end.

    Its keys, which stay: ``name``; ``verdict`` (taken, ambiguous or unknown); ``taken`` (a place or null);
    ``message``; ``candidates``, each with ``rank`` (from 1), ``taken`` (true or false), ``score``, ``name``
    (the one that matched), ``kind``, ``reasons`` and ``place``. A place has the fields of `gazetteer.Place`.

    Examples
    --------
    >>> as_json(Answer("Xyzzy", None, (), "unknown", "no such place"))[:40]
    b'{\n "name": "Xyzzy",\n "verdict": "unknown'
    """
    content = {
        "name": answer.name,
        "verdict": answer.verdict,
        "taken": asdict(answer.taken) if answer.taken else None,
        "message": answer.message,
        "candidates": [
            {
                "rank": rank,
                "taken": answer.is_taken(match),
                "score": match.score,
                "name": match.name,
                "kind": match.kind,
                "reasons": match.reasons,
                "place": asdict(match.place),
            }
            for rank, match in enumerate(answer.candidates, start=1)
        ],
    }
    # A lone surrogate has no UTF-8; as "\udc80" it is JSON all the same.
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def table(answer: Answer, *, width: int | None = None) -> RenderableType:
    """Return the candidates as a table.

    Parameters
    ----------
    answer
        What to show.
    width
        Columns of the terminal; long names are folded and the reasons stand below each candidate. None for a
        file or a pipe: one line for each candidate, nothing folded and nothing left out.
    """
    return _plain_table(answer) if width is None else _screen_table(answer, width)


def headline(answer: Answer) -> str:
    """Return the title of a map of the candidates.

    Examples
    --------
    >>> headline(Answer("Xyzzy", None, (), "ambiguous"))
    'Where is Xyzzy? 0 candidates, none is taken'
    """
    count = f"{len(answer.candidates)} candidate{'s' * (len(answer.candidates) != 1)}"
    what = f"{answer.taken.name} is taken" if answer.taken else "none is taken"
    return f"Where is {shown(answer.name)}? {count}, {what}"


def frame(answer: Answer) -> gpd.GeoDataFrame:
    """Return the candidates as places to be drawn, best first; score and reasons are their role."""
    import geopandas as gpd  # noqa: PLC0415 - only a map needs it

    places = [match.place for match in answer.candidates]
    columns = {
        "id": [place.id for place in places],
        "name": [place.name for place in places],
        "type": [place.type for place in places],
        "country": [place.country.replace("|", ", ") for place in places],
        "role": [_role(match, answer) for match in answer.candidates],
        "radius_km": [place.radius_km for place in places],
        "precision": ["area" if _has_extent(place) else "place" for place in places],
        "source": [place.source for place in places],
        "attribution": [credit(place) for place in places],
    }
    points = gpd.points_from_xy([place.lon for place in places], [place.lat for place in places])
    return gpd.GeoDataFrame(columns, geometry=points, crs=4326)


def shown(text: str) -> str:
    r"""Return a text as it is written, with characters that steer a terminal spelt out.

    Examples
    --------
    >>> print(shown("Naj\x1b[31min"), shown("\u202eabc"), shown("[red]나진"))
    Naj\x1b[31min \u202eabc [red]나진
    """
    return "".join(
        character.encode("unicode_escape").decode()
        if unicodedata.category(character) in _STEERING and character not in _JOINERS
        else character
        for character in text
    )


def _role(match: Match, answer: Answer) -> str:
    what = "taken" if answer.is_taken(match) else "candidate"
    return f"{what}, score {match.score:.2f}: {'; '.join(match.reasons)}"


def _has_extent(place: Place) -> bool:
    """Whether a disc says more than a dot; that of a town is no more than its usual size."""
    return place.is_area or (place.type != "town" and place.radius_km >= _EXTENT_KM)


def _screen_table(answer: Answer, width: int) -> Group:
    head = ("", "score", "name", "type", "country", "unit", "lon, lat")
    rows = [_screen_cells(rank, match, answer) for rank, match in enumerate(answer.candidates, start=1)]
    widths = [max(map(cell_len, column)) for column in zip(head, *rows, strict=True)]
    widths[_COUNTRY] = min(widths[_COUNTRY], _WIDEST_COUNTRY)
    left = width - sum(widths) + widths[_NAME] - len(_GAP) * (len(widths) - 1)
    widths[_NAME] = min(widths[_NAME], left)
    is_narrow = left < _NARROWEST_NAME
    parts: list[RenderableType] = [] if is_narrow else [_line(head, widths, "bold")]
    for match, row in zip(answer.candidates, rows, strict=True):
        style = "bold green" if answer.is_taken(match) else ""
        parts.append(Text(_GAP.join(row), style=style) if is_narrow else _line(row, widths, style))
        why = shown("; ".join((*match.reasons, match.place.id)))
        parts.append(Padding(Text(why, style="dim"), (0, 0, 0, sum(widths[:_NAME]) + _NAME * len(_GAP))))
    return Group(*parts)


def _screen_cells(rank: int, match: Match, answer: Answer) -> tuple[str, ...]:
    place = match.place
    return (
        f"→ {rank}" if answer.is_taken(match) else f"  {rank}",
        f"{match.score:.2f}" if match.score >= _LEAST_SCORE else f"<{_LEAST_SCORE}",
        _named(match),
        place.type,
        shown(place.country.replace("|", " ")) or "-",
        shown(place.admin1) or "-",
        f"{place.lon:.3f}, {place.lat:.3f} ± {_km(place.radius_km)} km",
    )


def _line(cells: Sequence[str], widths: Sequence[int], style: str) -> Table:
    line = Table.grid(padding=(0, len(_GAP), 0, 0))
    for at, width in enumerate(widths):
        line.add_column(width=width, overflow="fold", justify="right" if at == _SCORE else "left")
    line.add_row(*(Text(cell, style=style) for cell in cells))
    return line


def _plain_table(answer: Answer) -> Table:
    result = Table(box=None, pad_edge=False)
    for column in ("rank", "score", "taken", "name", "type", "country", "admin1"):
        result.add_column(column, no_wrap=True)
    for column in ("lon", "lat", "radius_km"):
        result.add_column(column, no_wrap=True, justify="right")
    for column in ("id", "reasons"):
        result.add_column(column, no_wrap=True)
    for rank, match in enumerate(answer.candidates, start=1):
        place = match.place
        cells = (
            str(rank),
            f"{match.score:.4f}",
            "yes" if answer.is_taken(match) else "no",
            _named(match),
            place.type,
            place.country or "-",
            place.admin1 or "-",
            f"{place.lon:.5f}",
            f"{place.lat:.5f}",
            f"{place.radius_km:g}",
            place.id,
            "; ".join(match.reasons),
        )
        result.add_row(*(Text(shown(cell)) for cell in cells))
    return result


def _named(match: Match) -> str:
    """Return the name of a place, and the one that matched where that is another."""
    other = "" if match.name == match.place.name else f" ({match.name})"
    return shown(match.place.name + other)


def _km(radius_km: float) -> str:
    return f"{radius_km:,.0f}" if radius_km >= 10 else f"{radius_km:.1f}"  # noqa: PLR2004 - two digits suffice
