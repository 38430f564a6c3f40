"""The command line: parses, calls, prints. It decides nothing.

Exit codes: 0 done; 1 the input is at fault, with one message and no traceback; 2 wrong usage.
"""

from __future__ import annotations

import gc
import io
import json
import sys
import webbrowser
from contextlib import contextmanager
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.markup import escape

import georoutes as gr
from gazetteer.errors import GazetteerError
from georoutes.files import replacing
from georoutes.passages import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from georoutes.candidates import Answer
    from georoutes.frames import Frames

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help="From what the news reports about a supply movement to an honest, sourced map of it.\n\n"
    "Begin with `georoutes new case.yaml`, then `georoutes map case.yaml --open`.",
)
_out = Console()
_err = Console(stderr=True)

CaseFile = Annotated[Path, typer.Argument(metavar="CASE", help="A case file (YAML).", show_default=False)]


# the modes of the model, whose import would slow every command down
Mode = Literal["sea", "rail", "road", "air", "river", "unknown"]


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


_MAPS = (".html", ".htm", ".png", ".svg", ".pdf")

_GARBAGE = 200_000
"""New objects between two collections: with Python's own number these take a tenth of a short command."""

_LEAST_KM = 0.05
"""Less is 0.0 when it is printed."""

_Countries = Annotated[list[str] | None, typer.Option("--countries", hidden=True)]
"""What an option is called in a case and in Python; here it is one code at a time."""

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
        _err.print(f"[bold red]error:[/] {escape(_said(error))}", soft_wrap=True, highlight=False)
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


@app.command(
    epilog="Example: `georoutes map examples/najin_tikhoretsk.yaml -o map.html --open`",
)
def map(  # noqa: A001  the command's name is the promise
    case: CaseFile,
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
    target = _map_beside(case) if output is None else _apart(output, case)
    if target.suffix.lower() not in _MAPS:
        raise gr.WriteError(f"{target}: no map has the suffix {target.suffix!r}; choose {', '.join(_MAPS)}")
    with _progress() as say:
        content = _frames(case, say, network)
        say(f"drawing {len(content.legs):,} legs")
        _draw(content, target, tiles)
    _out.print(f"{target}  ({target.stat().st_size / 1000:.0f} kB)", highlight=False)
    if open_:
        webbrowser.open(target.resolve().as_uri())


_VERDICTS = {
    "differs": "bold red",
    "wrong": "bold red",
    "missing": "bold yellow",
    "note": "bold",
    "agrees": "bold green",
}
"""What a check can come to, the worst first, and how a terminal shows it."""


@app.command(epilog="Example: `georoutes check case.yaml --text article=article.txt`")
def check(
    case: CaseFile,
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
    from georoutes.casefile import read_texts

    findings = gr.check(gr.read_case(case), texts=read_texts(text or []))
    worst_first = {verdict: rank for rank, verdict in enumerate(_VERDICTS)}
    findings = findings.sort_values("verdict", key=lambda said: said.map(worst_first), kind="stable")
    if findings.empty:
        _out.print(f"{case}: nothing to report", highlight=False)
        return
    for about, check_, asserted, found, verdict, data in findings.astype(str).to_numpy():
        said = f" ({escape(asserted)})" if asserted else ""
        by = "" if data == "case file" else escape(f"  [{data}]")
        style = _VERDICTS.get(verdict, "bold")
        line = f"[{style}]{verdict}[/] {escape(about)}: {check_}{said}: {escape(found)}{by}"
        _out.print(line, highlight=False, soft_wrap=True)
    counts = findings["verdict"].value_counts(sort=False)
    _out.print(", ".join(f"{count} {verdict}" for verdict, count in counts.items()), highlight=False)
    if strict and not {"wrong", "differs"}.isdisjoint(counts.index):
        raise typer.Exit(1)


@app.command(epilog="Example: `georoutes export case.yaml case.gpkg`")
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
    with _progress() as say:
        content = _frames(case, say, network)
        gr.write(content, _apart(output, case))
    empty = output.name.endswith((".bib", ".csl.json")) and (content.sources is None or content.sources.empty)
    _out.print(f"{output}{'  (empty: the case names no sources)' if empty else ''}", highlight=False)


@app.command(context_settings=_POSITIONS, epilog="Example: `georoutes place Vostochny --type spaceport`")
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


@app.command(
    context_settings=_POSITIONS, epilog="Example: `georoutes path Odesa Istanbul --mode sea -o leg.geojson`"
)
def path(  # noqa: PLR0913, PLR0917  the options of the design
    origin: Annotated[str, typer.Argument(metavar="FROM", help="A name, or 'lon,lat'.", show_default=False)],
    destination: Annotated[
        str, typer.Argument(metavar="TO", help="A name, or 'lon,lat'.", show_default=False)
    ],
    mode: Annotated[Mode, typer.Option(help="How it moved.", show_default=False)],
    via: Annotated[
        list[str] | None,
        typer.Option(help="A place on the way, or a strait or canal (sea); may be given again."),
    ] = None,
    avoid: Annotated[
        list[str] | None,
        typer.Option(help="A passage (sea) or country code (rail, road); may be given again."),
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option(help="Allow only this country code (rail, road); may be given again.")
    ] = None,
    draft: Annotated[
        float | None, typer.Option(help="Draught of the ship in metres: closes shallow canals (sea).")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Write it: .html, or what `export` writes.", show_default=False),
    ] = None,
    network: NetworkFiles = None,
    countries: _Countries = None,
) -> None:
    """Find the line between two places by one mode, and say what it rests on."""
    from georoutes.casefile import build_case
    from georoutes.frames import case_frames

    with _progress() as say:
        say(f"{origin} → {destination} by {mode}")
        ends = {"from": origin, "to": destination, "via": via or []}
        limits = {"avoid": avoid or [], "countries": [*(country or []), *(countries or [])]}
        ship = {} if draft is None else {"draft_m": draft}
        leg = {**ends, "mode": mode, **limits, **ship}
        words = {"title": f"{origin} to {destination}", "routes": {"path": {"legs": [leg]}}}
        networks = _networks(network)
        try:
            content = case_frames(build_case(words), networks=networks, progress=say)
        except gr.GeoroutesError as error:
            raise _without_case(error) from None
        if output is not None and output.suffix.lower() in {".html", ".htm"}:
            gr.draw(content).save(output)
        elif output is not None:
            gr.write(content, output)
    row = content.legs.iloc[0]
    _out.print(f"{row.length_km:,.1f} km  basis: {row.basis}", highlight=False)
    parts = {"assumed": row.assumed_km, "connectors": row.connector_km}
    told = ", ".join(f"{name} {km:,.1f} km" for name, km in parts.items() if km >= _LEAST_KM)
    if told:
        _out.print(f"of which {told}", highlight=False)
    if row.passages:
        _out.print(f"by way of {in_words(row.passages.split(', '))}", highlight=False, soft_wrap=True)
    for crossing in filter(None, row.crossings.split("\n")):
        _out.print(crossing, highlight=False, soft_wrap=True)
    for warning in filter(None, row.warnings.split("\n")):
        _out.print(f"warning: {escape(warning)}", highlight=False, soft_wrap=True)
    if row.method:
        _out.print(f"method: {escape(row.method)}", highlight=False, soft_wrap=True)
    if row.attribution:
        _out.print(f"data: {escape(row.attribution)}", highlight=False, soft_wrap=True)


@app.command(
    context_settings=_POSITIONS,
    epilog="Example: `georoutes suggest Rajin Tikhoretsk --mode sea --mode rail --country KP --country RU`",
)
def suggest(  # noqa: PLR0913, PLR0917  the words of a case
    origin: Annotated[str, typer.Argument(metavar="FROM", help="A name, or 'lon,lat'.", show_default=False)],
    destination: Annotated[
        str, typer.Argument(metavar="TO", help="A name, or 'lon,lat'.", show_default=False)
    ],
    mode: Annotated[
        list[str], typer.Option(help="sea, rail, road or air; given again for each leg.", show_default=False)
    ],
    avoid: Annotated[
        list[str] | None,
        typer.Option(help="A passage (sea) or country code (rail, road); may be given again."),
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option(help="Allow only this country code; may be given again.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=20, help="How many to offer.")] = 5,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="OUT.html", help="Draw them as a map.", show_default=False),
    ] = None,
    network: NetworkFiles = None,
    countries: _Countries = None,
) -> None:
    """Offer ways by several modes, through real ports and stations. No source says so: they enter no case."""
    with _progress() as say:
        say(f"{origin} → {destination} by {', '.join(mode)}")
        offers = gr.suggest(
            origin,
            destination,
            modes=mode,
            countries=[*(country or []), *(countries or [])],
            avoid=avoid or [],
            limit=limit,
            networks=_networks(network),
        )
        if output is not None:
            from georoutes.suggestions import options

            gr.draw(legs=options(offers), title=f"Suggestions: {origin} to {destination}").save(output)
    for number, offer in enumerate(offers, start=1):
        legs = [f"{path.length_km:,.0f} km by {way}" for path, way in zip(offer.paths, mode, strict=True)]
        through = ", ".join(place.name for place in offer.stops[1:-1])
        line = f"{number}. by {through}: {', '.join(legs)} ({offer.length_km:,.0f} km)"
        line += f", about {offer.hours:,.0f} h"
        _out.print(escape(line), highlight=False, soft_wrap=True)
    hours = "Fewest hours first, at usual speeds of freight and a day for each change of mode."
    _out.print(f"{hours} Suggestions of the router; no source reports them.", highlight=False, soft_wrap=True)


@app.command(
    context_settings=_POSITIONS,
    epilog="Example: `georoutes alternatives Rotterdam Shanghai --avoid panama --speed 14`",
)
def alternatives(
    origin: Annotated[str, typer.Argument(metavar="FROM", help="A name, or 'lon,lat'.", show_default=False)],
    destination: Annotated[
        str, typer.Argument(metavar="TO", help="A name, or 'lon,lat'.", show_default=False)
    ],
    avoid: Annotated[
        list[str] | None, typer.Option(help="A strait or canal that no way may use; may be given again.")
    ] = None,
    draft: Annotated[
        float | None, typer.Option(help="Draught of the ship in metres: closes shallow canals.")
    ] = None,
    speed: Annotated[
        float | None, typer.Option(help="Nautical miles an hour; days at sea are told only when it is given.")
    ] = None,
) -> None:
    """Compare the distinct ways between two places by sea: Suez or the Cape, Kiel or the Danish straits."""
    from rich.table import Table

    from georoutes.passages import known

    with _progress() as say:
        say(f"{origin} → {destination} by sea")
        ways = gr.alternatives(origin, destination, avoid=avoid or [], draft_m=draft, speed_knots=speed)
    table = Table(box=None, pad_edge=False)
    table.add_column("by way of", overflow="fold")
    for heading in ("km", "longer by", *(["days"] if speed else [])):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("through", overflow="fold")
    for way in ways:
        days = [] if way.days is None else [f"{way.days:.1f}"]
        figures = (f"{way.path.length_km:,.0f}", f"{way.extra_km:,.0f}", *days)
        limits = [known()[name].note for name in way.path.passages if known()[name].closed]
        table.add_row(
            " ".join([way.name, *(f"({note})" for note in dict.fromkeys(limits))]),
            *figures,
            ", ".join(way.path.passages) or "-",
        )
    # a pipe has no width: nothing is folded there
    (_out if _out.is_terminal else Console(width=1_000)).print(table, highlight=False)
    for credit in dict.fromkeys(text for way in ways for text in way.path.attribution):
        _out.print(f"data: {escape(credit)}", highlight=False, soft_wrap=True)


@app.command(epilog="Example: `georoutes new case.yaml`")
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
    _out.print(f"{output}  (now edit it, then: georoutes map {output})", highlight=False)


@app.command(epilog="Example: `georoutes fmt case.yaml`")
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
        if formatted == text:
            _out.print(f"{case}: as it should be", highlight=False)
        elif check:
            would_change = True
            _out.print(f"{case}: would change", highlight=False)
        else:
            with replacing(case) as unfinished:
                unfinished.write_text(formatted, encoding="utf-8", newline="\n")
            _out.print(f"{case}: formatted", highlight=False)
    if would_change:
        raise typer.Exit(1)


@app.command(epilog="Example: `georoutes watch case.yaml --open`")
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
    networks = _networks(network)
    try:
        server = Watch(case, port=port, tiles=tiles, networks=networks, tell=_tell)
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


@app.command(epilog="Example: `georoutes schema > case.schema.json`")
def schema() -> None:
    """Print the JSON Schema of case files, for editors."""
    typer.echo(json.dumps(gr.schema(), ensure_ascii=False, indent=2))


def _draw(content: Frames, target: Path, tiles: str | None) -> None:
    """Write a map, or a figure where the name of the file asks for one."""
    if target.suffix.lower() not in {".png", ".svg", ".pdf"}:
        gr.draw(content, tiles=tiles).save(target)
        return
    from georoutes.maps.paper import save_figure

    if tiles:
        raise gr.WriteError(f"{target}: a figure has no online background; leave out --tiles")
    save_figure(gr.figure(content), target)


def _tell(error: str) -> None:
    """Say on the terminal what is wrong with the case that is watched."""
    _err.print(f"[bold red]error:[/] {escape(error)}", soft_wrap=True, highlight=False)


def _networks(given: list[str] | None) -> list[gr.Network]:
    """Open the networks that are given as MODE=FILE."""
    found = []
    for text in given or []:
        mode, _, file = text.partition("=")
        if mode not in {"rail", "road"} or not file:
            raise typer.BadParameter(f"{text!r} is not like rail=lines.parquet", param_hint="--network")
        found.append(gr.Network.open(file, mode=mode))
    return found


def _frames(case: Path, say: Callable[[str], None], network: list[str] | None = None) -> Frames:
    from georoutes.casefile import pointing_into
    from georoutes.frames import case_frames

    say(f"reading {case}")
    networks = _networks(network)
    with pointing_into(case):
        return case_frames(gr.read_case(case), networks=networks, progress=say)


def _map_beside(case: Path) -> Path:
    """Give the name of the map beside a case, which must be a file for that."""
    if case.is_dir():
        raise gr.CaseError("this is a folder; name the case file in it", file=str(case))
    if case.exists() and not case.is_file():
        raise gr.WriteError(f"{case}: this is no file that a map could lie beside; name the map with -o")
    return case.with_suffix(".html")


def _apart(output: Path, case: Path) -> Path:
    """Refuse to write over the case that is read."""
    if output.resolve() == case.resolve():
        raise gr.WriteError(f"{output}: this is the case itself; name another file with -o")
    return output


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """Show what is being done while it takes time; on a terminal only, and not in the output."""
    with _err.status("…") as status:
        yield lambda text: status.update(escape(text))


def _without_case(error: Exception) -> Exception:
    """Give the cause of an error about a case, to somebody who wrote none."""
    while isinstance(error.__cause__, (gr.GeoroutesError, GazetteerError)):
        error = error.__cause__
    return error


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
        _err.print(f"[bold red]error:[/] {escape(answer.message)}", soft_wrap=True, highlight=False)
    else:
        _out.print(
            f"[bold green]taken:[/] {escape(shown(described(answer.taken)))}", soft_wrap=True, highlight=False
        )
    if not answer.candidates:
        return
    if _out.is_terminal:
        _out.print(table(answer, width=_out.width), highlight=False)
    else:
        # A pipe has no width: nothing is folded or cut.
        Console(width=100_000, highlight=False).print(table(answer))
