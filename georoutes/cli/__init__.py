"""The command line: parses, calls, prints. It decides nothing.

Exit codes: 0 done; 1 the input is at fault, with one message and no traceback; 2 wrong usage.
"""

from __future__ import annotations

import gc
import io
import sys
from importlib.metadata import version
from typing import Annotated

import typer

import georoutes as gr
from gazetteer.errors import GazetteerError
from georoutes.cli import cases, files, places, ways
from georoutes.cli.common import complain

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help="From what the news reports about a supply movement to an honest, sourced map of it.\n\n"
    "Begin with `georoutes new case.yaml`, then `georoutes map case.yaml --open`.",
)

_GARBAGE = 200_000
"""New objects between two collections: with Python's own number these take a tenth of a short command."""

# "-3.7,40.4" is a position and no option
_POSITIONS = {"ignore_unknown_options": True}


def main() -> None:
    """Run the command line."""
    gc.set_threshold(_GARBAGE)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name may not fit the terminal's characters
    try:
        app()
    except (gr.GeoroutesError, GazetteerError) as error:
        complain(_said(error))
        sys.exit(1)


def _said(error: Exception) -> str:
    """Say what is wrong, and of a name what to write instead."""
    from gazetteer import AmbiguousPlaceError, PlaceNotFoundError

    if not isinstance(error, (AmbiguousPlaceError, PlaceNotFoundError)):
        return str(error)
    from georoutes.locate import remedy

    return f"{error}\n  {remedy(error)}"


def _print_version(wanted: bool) -> None:  # noqa: FBT001  typer's callback
    if wanted:
        typer.echo(f"georoutes {version('georoutes')}")
        raise typer.Exit


@app.callback()
def options(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options of the program itself; its help stands with ``app``."""


for _command, _example, _settings in (
    (cases.map, "map examples/najin_tikhoretsk.yaml -o map.html --open", {}),
    (cases.check, "check case.yaml --text article=article.txt", {}),
    (cases.export, "export case.yaml case.gpkg", {}),
    (places.place, "place Vostochny --type spaceport", _POSITIONS),
    (ways.path, "path Odesa Istanbul --mode sea -o leg.geojson", _POSITIONS),
    (
        ways.suggest,
        "suggest Rajin Tikhoretsk --mode sea --mode rail --country KP --country RU",
        _POSITIONS,
    ),
    (ways.alternatives, "alternatives Rotterdam Shanghai --avoid panama --speed 14", _POSITIONS),
    (files.new, "new case.yaml", {}),
    (files.fmt, "fmt case.yaml", {}),
    (cases.watch, "watch case.yaml --open", {}),
    (files.schema, "schema > case.schema.json", {}),
):
    app.command(epilog=f"Example: `georoutes {_example}`", context_settings=_settings)(_command)
