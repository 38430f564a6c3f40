"""What the commands share: the terminal, options, and how a case gets from its file to frames."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

import georoutes as gr

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from georoutes.frames import Frames

out = Console()
err = Console(stderr=True)

CaseFile = Annotated[Path, typer.Argument(metavar="CASE", help="A case file (YAML).", show_default=False)]

STANDARD_INPUT = "-"
"""In place of a case file: the case comes from the standard input."""

CaseOrInput = Annotated[
    Path,
    typer.Argument(
        metavar="CASE", help="A case file (YAML), or - for the standard input.", show_default=False
    ),
]

NetworkFiles = Annotated[
    list[str] | None,
    typer.Option(
        "--network",
        metavar="MODE=FILE",
        help="A network of your own for rail or road: lines (.parquet, .gpkg, .geojson), an extract (.pbf) "
        "or a saved one (.network).",
        show_default=False,
    ),
]

_CODE = 2  # letters of a country's code in ISO 3166-1

Countries = Annotated[list[str] | None, typer.Option("--countries", hidden=True)]
"""What an option is called in a case and in Python; here it is one code at a time."""


def open_networks(given: list[str] | None, modes: Collection[str] = ("rail", "road")) -> list[gr.Network]:
    """Open the networks that are given as MODE=FILE, and refuse one that no leg by these modes would use."""
    found = []
    for text in given or []:
        mode, _, file = text.partition("=")
        if mode not in {"rail", "road"} or not file:
            raise typer.BadParameter(f"{text!r} is not like rail=lines.parquet", param_hint="--network")
        if mode not in modes:
            raise typer.BadParameter(
                f"{text!r} is a network for {mode}, and the way is by {', '.join(modes)}; leave it out, or "
                f"give it for {' or '.join(modes)} if it is one",
                param_hint="--network",
            )
        found.append(gr.Network.open(file, mode=mode))
    return found


def one_each(option: str, given: list[str] | None) -> list[str]:
    """Take what an option was given, and refuse several codes in one text."""
    for text in given or []:
        codes = [code.strip() for code in text.split(",")]
        if len(codes) > 1 and all(len(code) == _CODE and code.isalpha() for code in codes):
            again = " ".join(f"{option} {code}" for code in codes)
            raise typer.BadParameter(f"{text!r} is more than one; write {again}", param_hint=option)
    return given or []


def as_mode(text: str) -> str:
    """Take a mode in either case."""
    from georoutes.model.leg import MODES
    from georoutes.model.record import nearest

    mode = text.strip().lower()
    if mode not in MODES:
        raise typer.BadParameter(f"{text!r} is not a mode; {nearest(mode, list(MODES))}", param_hint="--mode")
    return mode


def read_frames(case: Path, say: Callable[[str], None], network: list[str] | None = None) -> Frames:
    """Trace the case of a file, and point into the file where that fails."""
    from georoutes.casefile import parse_case, pointing_into
    from georoutes.frames import case_frames

    say(f"reading {case}")
    networks = open_networks(network)
    text, name = case_text(case)
    with pointing_into(name, text):
        return case_frames(parse_case(text, name), networks=networks, progress=say)


def case_text(case: Path) -> tuple[str, str]:
    """Read the text of a case, from the standard input where its name is ``-``; also what errors call it."""
    from georoutes.casefile import decoded, read_text

    if str(case) != STANDARD_INPUT:
        return read_text(case), str(case)
    return decoded(sys.stdin.buffer.read(), "standard input"), "standard input"


def apart(output: Path, case: Path) -> Path:
    """Refuse to write over the case that is read."""
    if output.resolve() == case.resolve():
        raise gr.WriteError(f"{output}: this is the case itself; name another file with -o")
    return output


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show what is being done while it takes time; on a terminal only, and not in the output."""
    with err.status("…") as status:
        yield lambda text: status.update(escape(text))


def complain(error: str) -> None:
    """Say on the terminal what is wrong."""
    err.print(f"[bold red]error:[/] {escape(error)}", soft_wrap=True, highlight=False)
