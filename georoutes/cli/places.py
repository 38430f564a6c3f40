"""The command that looks a place up."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003  typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

import georoutes as gr
from georoutes.cli.common import complain, out

if TYPE_CHECKING:
    from georoutes.candidates import Answer


def place(  # noqa: PLR0913, PLR0917  the options of the design
    name: Annotated[str, typer.Argument(help="A name in any script.", show_default=False)],
    country: Annotated[
        str | None, typer.Option(help="ISO code of two letters, such as RU.", show_default=False)
    ] = None,
    near: Annotated[
        str | None, typer.Option(help="A place that it is near, or 'lon,lat'.", show_default=False)
    ] = None,
    type_: Annotated[
        list[str] | None,
        typer.Option("--type", help="Type of place; may be given again.", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many candidates to show.")] = 10,
    map_: Annotated[
        Path | None,
        typer.Option("--map", metavar="OUT.html", help="Draw the candidates as a map.", show_default=False),
    ] = None,
    index: Annotated[
        Path | None,
        typer.Option(help="An index made by `python -m gazetteer.build`.", show_default=False),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="For machines: one object in UTF-8.")] = False,
) -> None:
    """Look a place up: the candidates, best first, why, and which one is taken.

    Exit code 0 when one is taken; 1 when the name is unknown or may be several places; 2 for wrong usage.
    """
    from gazetteer import Gazetteer, HintError
    from georoutes import candidates

    close_to = _reference(near) if near else None
    try:
        answer = candidates.ask(
            Gazetteer(index), name, limit=limit, country=country, near=close_to, types=type_ or None
        )
    except HintError as error:
        raise typer.BadParameter(candidates.shown(str(error))) from error
    if map_ is not None and answer.candidates:
        gr.draw(places=candidates.frame(answer), title=candidates.headline(answer)).save(map_)
    if as_json:
        sys.stdout.buffer.write(candidates.as_json(answer))
    else:
        _show(answer)
    if answer.taken is None:
        raise typer.Exit(1)


def _reference(text: str) -> str | tuple[float, float]:
    """Read 'lon,lat' as a position and anything else as a name."""
    lon, comma, lat = text.partition(",")
    try:
        return (float(lon), float(lat)) if comma else text
    except ValueError:
        return text


def _show(answer: Answer) -> None:
    """Print the verdict and then what it rests on."""
    from gazetteer.explain import described
    from georoutes.candidates import shown, table

    if answer.taken is None:
        complain(answer.message)
    else:
        out.print(
            f"[bold green]taken:[/] {escape(shown(described(answer.taken)))}", soft_wrap=True, highlight=False
        )
    if not answer.candidates:
        return
    if out.is_terminal:
        out.print(table(answer, width=out.width), highlight=False)
    else:
        # A pipe has no width: nothing is folded or cut.
        Console(width=100_000, highlight=False).print(table(answer))
