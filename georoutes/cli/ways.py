"""Commands that look for ways between two places."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  typer reads the annotations
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

import georoutes as gr
from gazetteer.errors import GazetteerError
from georoutes.cli.common import Countries, NetworkFiles, as_mode, one_each, open_networks, out, progress
from georoutes.passages import in_words

_AVOID = (
    "What it must not use: a strait or canal (sea); a country, a border such as KP-RU, or a place (rail, "
    "road). May be given again."
)
_COUNTRY = "Allow only this country, by name or code (rail, road); may be given again."

_LEAST_KM = 0.05
"""Less is 0.0 when it is printed."""


def path(  # noqa: PLR0913, PLR0917  the options of the design
    origin: Annotated[str, typer.Argument(metavar="FROM", help="A name, or 'lon,lat'.", show_default=False)],
    destination: Annotated[
        str, typer.Argument(metavar="TO", help="A name, or 'lon,lat'.", show_default=False)
    ],
    mode: Annotated[
        str,
        typer.Option(metavar="MODE", help="sea, rail, road, air, river or unknown.", show_default=False),
    ],
    via: Annotated[
        list[str] | None,
        typer.Option(help="A place on the way, or a strait or canal (sea); may be given again."),
    ] = None,
    avoid: Annotated[
        list[str] | None,
        typer.Option(help=_AVOID),
    ] = None,
    country: Annotated[list[str] | None, typer.Option(help=_COUNTRY)] = None,
    draft: Annotated[
        float | None, typer.Option(help="Draught of the ship in metres: closes shallow canals (sea).")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Write it: .html, or what `export` writes.", show_default=False),
    ] = None,
    network: NetworkFiles = None,
    countries: Countries = None,
) -> None:
    """Find the line between two places by one mode, and say what it rests on."""
    from georoutes.casefile import build_case
    from georoutes.frames import case_frames

    mode = as_mode(mode)
    allowed = one_each("--country", [*(country or []), *(countries or [])])
    with progress() as say:
        say(f"{origin} → {destination} by {mode}")
        ends = {"from": origin, "to": destination, "via": via or []}
        limits = {"avoid": one_each("--avoid", avoid), "countries": allowed}
        ship = {} if draft is None else {"draft_m": draft}
        leg = {**ends, "mode": mode, **limits, **ship}
        words = {"title": f"{origin} to {destination}", "routes": {"path": {"legs": [leg]}}}
        networks = open_networks(network, [mode])
        try:
            content = case_frames(build_case(words), networks=networks, progress=say)
        except gr.GeoroutesError as error:
            raise _without_case(error) from None
        if output is not None and output.suffix.lower() in {".html", ".htm"}:
            gr.draw(content).save(output)
        elif output is not None:
            gr.write(content, output)
    row = content.legs.iloc[0]
    out.print(f"{row.length_km:,.1f} km  basis: {row.basis}", highlight=False)
    parts = {"assumed": row.assumed_km, "connectors": row.connector_km}
    told = ", ".join(f"{name} {km:,.1f} km" for name, km in parts.items() if km >= _LEAST_KM)
    if told:
        out.print(f"of which {told}", highlight=False)
    if row.passages:
        out.print(f"by way of {in_words(row.passages.split(', '))}", highlight=False, soft_wrap=True)
    for crossing in filter(None, row.crossings.split("\n")):
        out.print(crossing, highlight=False, soft_wrap=True)
    for warning in filter(None, row.warnings.split("\n")):
        out.print(f"warning: {escape(warning)}", highlight=False, soft_wrap=True)
    if row.method:
        out.print(f"method: {escape(row.method)}", highlight=False, soft_wrap=True)
    if row.attribution:
        out.print(f"data: {escape(row.attribution)}", highlight=False, soft_wrap=True)


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
        typer.Option(help=_AVOID),
    ] = None,
    country: Annotated[list[str] | None, typer.Option(help=_COUNTRY)] = None,
    limit: Annotated[int, typer.Option(min=1, max=20, help="How many to offer.")] = 5,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="OUT.html", help="Draw them as a map.", show_default=False),
    ] = None,
    network: NetworkFiles = None,
    countries: Countries = None,
) -> None:
    """Offer ways by several modes, through real ports and stations. No source says so: they enter no case."""
    modes = [as_mode(text) for text in mode]
    allowed = one_each("--country", [*(country or []), *(countries or [])])
    with progress() as say:
        say(f"{origin} → {destination} by {', '.join(modes)}")
        offers = gr.suggest(
            origin,
            destination,
            modes=modes,
            countries=allowed,
            avoid=one_each("--avoid", avoid),
            limit=limit,
            networks=open_networks(network, modes),
        )
        if output is not None:
            from georoutes.suggestions import options

            gr.draw(legs=options(offers), title=f"Suggestions: {origin} to {destination}").save(output)
    for number, offer in enumerate(offers, start=1):
        legs = [f"{path.length_km:,.0f} km by {way}" for path, way in zip(offer.paths, modes, strict=True)]
        through = ", ".join(place.name for place in offer.stops[1:-1])
        line = f"{number}. by {through}: {', '.join(legs)} ({offer.length_km:,.0f} km)"
        line += f", about {offer.hours:,.0f} h"
        out.print(escape(line), highlight=False, soft_wrap=True)
    order = (
        "Fewest hours first, at usual speeds of freight and a day for each change of mode; those beyond "
        "500 km by rail or road count twice, for their cost."
    )
    out.print(f"{order} Suggestions of the router; no source reports them.", highlight=False, soft_wrap=True)


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

    with progress() as say:
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
    (out if out.is_terminal else Console(width=1_000)).print(table, highlight=False)
    for credit in dict.fromkeys(text for way in ways for text in way.path.attribution):
        out.print(f"data: {escape(credit)}", highlight=False, soft_wrap=True)


def _without_case(error: Exception) -> Exception:
    """Give the cause of an error about a case, to somebody who wrote none."""
    while isinstance(error.__cause__, (gr.GeoroutesError, GazetteerError)):
        error = error.__cause__
    return error
