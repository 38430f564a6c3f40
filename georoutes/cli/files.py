"""Commands about case files themselves: begin one, write it in one form, describe them all."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

import georoutes as gr
from georoutes.cli.common import err, out
from georoutes.files import replacing


def new(
    output: Annotated[Path, typer.Argument(metavar="OUT", help="The case file to begin.")] = Path(
        "case.yaml"
    ),
) -> None:
    """Write a commented starter case. A file that exists is never replaced."""
    starter = resources.files("georoutes").joinpath("starter.yaml").read_text(encoding="utf-8")
    with replacing(output) as unfinished:
        if output.exists():
            raise gr.WriteError(f"{output}: there is such a file already; choose another name")
        unfinished.write_text(starter, encoding="utf-8")
    out.print(f"{output}  (now edit it, then: georoutes map {output})", highlight=False)


def fmt(
    cases: Annotated[list[Path], typer.Argument(metavar="CASE...", help="Case files.", show_default=False)],
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if a file would change.")
    ] = False,
) -> None:
    """Write cases in one form, so that only what was changed differs. Comments stay."""
    from georoutes.canonical import canonical
    from georoutes.casefile import read_text

    would_change = False
    for case in cases:
        text = read_text(case)
        formatted = canonical(text, str(case))
        if not _has_routes(formatted):
            why = "it has no `routes:`, so it is no case; only its form is looked at"
            err.print(f"[bold yellow]warning:[/] {escape(str(case))}: {why}", soft_wrap=True, highlight=False)
        if formatted == text:
            out.print(f"{case}: as it should be", highlight=False)
        elif check:
            would_change = True
            out.print(f"{case}: would change", highlight=False)
        else:
            with replacing(case) as unfinished:
                unfinished.write_text(formatted, encoding="utf-8", newline="\n")
            out.print(f"{case}: formatted", highlight=False)
    if would_change:
        raise typer.Exit(1)


def _has_routes(formatted: str) -> bool:
    """Tell whether a text in canonical form has the one thing that makes it a case."""
    return any(line.startswith("routes:") for line in formatted.splitlines())


def schema() -> None:
    """Print the JSON Schema of case files, for editors."""
    typer.echo(json.dumps(gr.schema(), ensure_ascii=False, indent=2))
