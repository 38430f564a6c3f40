"""Commands that read a case: as a map, as findings, as files for other tools; and the case watched."""

from __future__ import annotations

import webbrowser
from pathlib import Path  # noqa: TC003  typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

import georoutes as gr
from georoutes.cli.common import (
    STANDARD_INPUT,
    CaseFile,
    CaseOrInput,
    NetworkFiles,
    apart,
    case_text,
    complain,
    open_networks,
    out,
    progress,
    read_frames,
)

if TYPE_CHECKING:
    from georoutes.frames import Frames

_MAPS = (".html", ".htm", ".png", ".svg", ".pdf")


_VERDICTS = {
    "differs": "bold red",
    "wrong": "bold red",
    "missing": "bold yellow",
    "note": "bold",
    "agrees": "bold green",
}
"""What a check can come to, the worst first, and how a terminal shows it."""


def map(  # noqa: A001  the command's name is the promise
    case: CaseOrInput,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help="The HTML file; beside the case file when left out. Ending in .png, .svg or .pdf: a figure.",
            show_default=False,
        ),
    ] = None,
    tiles: Annotated[
        str | None,
        typer.Option(
            help="Online background by name, such as OpenStreetMap. Its host then sees what is viewed."
        ),
    ] = None,
    network: NetworkFiles = None,
    *,
    open_: Annotated[bool, typer.Option("--open", help="Open the map in the browser.")] = False,
) -> None:
    """Draw a case as an interactive map: one HTML file that opens without any network."""
    target = _map_beside(case) if output is None else apart(output, case)
    if target.suffix.lower() not in _MAPS:
        raise gr.WriteError(f"{target}: no map has the suffix {target.suffix!r}; choose {', '.join(_MAPS)}")
    with progress() as say:
        content = read_frames(case, say, network)
        say(f"drawing {len(content.legs):,} legs")
        _draw(content, target, tiles)
    out.print(f"{target}  ({target.stat().st_size / 1000:.0f} kB)", highlight=False)
    if open_:
        webbrowser.open(target.resolve().as_uri())


def check(
    case: CaseOrInput,
    text: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SOURCE=FILE",
            help="The text of a source, in which its quotes are looked for; may be given again.",
            show_default=False,
        ),
    ] = None,
    *,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 if anything is wrong or differs.")
    ] = False,
) -> None:
    """Check a case: form, references, places, quotes, and what its claims say of the geography."""
    from georoutes.casefile import parse_case, read_texts

    words, name = case_text(case)
    findings = gr.check(parse_case(words, name), texts=read_texts(text or []))
    worst_first = {verdict: rank for rank, verdict in enumerate(_VERDICTS)}
    findings = findings.sort_values("verdict", key=lambda said: said.map(worst_first), kind="stable")
    if findings.empty:
        out.print(f"{name}: nothing to report", highlight=False)
        return
    for about, check_, asserted, found, verdict, data in findings.astype(str).to_numpy():
        said = f" ({escape(asserted)})" if asserted else ""
        by = "" if data == "case file" else escape(f"  [{data}]")
        style = _VERDICTS.get(verdict, "bold")
        line = f"[{style}]{verdict}[/] {escape(about)}: {check_}{said}: {escape(found)}{by}"
        out.print(line, highlight=False, soft_wrap=True)
    counts = findings["verdict"].value_counts(sort=False)
    out.print(", ".join(f"{count} {verdict}" for verdict, count in counts.items()), highlight=False)
    if strict and not {"wrong", "differs"}.isdisjoint(counts.index):
        raise typer.Exit(1)


def export(
    case: CaseFile,
    output: Annotated[
        Path,
        typer.Argument(
            metavar="OUT",
            help="Ends in .geojson, .gpkg, .kml, .parquet, .csv, .csl.json or .bib.",
            show_default=False,
        ),
    ],
    network: NetworkFiles = None,
) -> None:
    """Write a case for other tools, by the suffix of OUT: GIS, Google Earth, tables, lists of sources."""
    with progress() as say:
        content = read_frames(case, say, network)
        gr.write(content, apart(output, case))
    empty = output.name.endswith((".bib", ".csl.json")) and (content.sources is None or content.sources.empty)
    out.print(f"{output}{'  (empty: the case names no sources)' if empty else ''}", highlight=False)


def watch(
    case: CaseFile,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Where to listen; 0 takes a free port.")] = 0,
    tiles: Annotated[
        str | None, typer.Option(help="Online background by name, such as OpenStreetMap.", show_default=False)
    ] = None,
    network: NetworkFiles = None,
    *,
    open_: Annotated[bool, typer.Option("--open", help="Open the map in the browser.")] = False,
) -> None:
    """Show a case in the browser and draw it anew whenever its file is saved; on this machine only."""
    from georoutes.casefile import read_text
    from georoutes.watch import Watch

    read_text(case)  # one that is not there will hardly appear
    networks = open_networks(network)
    try:
        server = Watch(case, port=port, tiles=tiles, networks=networks, tell=complain)
    except OSError as error:
        raise gr.WriteError(f"port {port} cannot be used ({error.strerror}); leave --port out") from error
    with server:
        typer.echo(f"{server.url}  (Ctrl-C ends it)")
        if open_:
            webbrowser.open(server.url)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            typer.echo("ended")


def _draw(content: Frames, target: Path, tiles: str | None) -> None:
    """Write a map, or a figure where the name of the file asks for one."""
    if target.suffix.lower() not in {".png", ".svg", ".pdf"}:
        gr.draw(content, tiles=tiles).save(target)
        return
    from georoutes.maps.paper import save_figure

    if tiles:
        raise gr.WriteError(f"{target}: a figure has no online background; leave out --tiles")
    save_figure(gr.figure(content), target)


def _map_beside(case: Path) -> Path:
    """Give the name of the map beside a case, which must be a file for that."""
    if str(case) == STANDARD_INPUT:
        raise gr.WriteError("the case comes from the standard input; name the map with -o")
    if case.is_dir():
        raise gr.CaseError("this is a folder; name the case file in it", file=str(case))
    if case.exists() and not case.is_file():
        raise gr.WriteError(f"{case}: this is no file that a map could lie beside; name the map with -o")
    return case.with_suffix(".html")
