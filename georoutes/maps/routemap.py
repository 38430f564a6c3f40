"""RouteMap: a Folium map of sourced routes that opens without a network."""

from __future__ import annotations

import html
import os
from typing import TYPE_CHECKING, Any, BinaryIO

import folium
from branca.element import Figure

from georoutes.files import replacing
from georoutes.frames import check_legs
from georoutes.maps import layers, legend
from georoutes.maps.basemap import VIEWS, Box, basemap_for, close_boxes, view_box
from georoutes.maps.cells import text
from georoutes.maps.facts import facts
from georoutes.maps.page import Page
from georoutes.maps.stock import collect
from georoutes.maps.stops import stop_records, stops_from_legs
from georoutes.maps.tiles import check_tiles

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

NATURAL_EARTH = "Basemap: Natural Earth"

FINE_EXTENT = 3.0
"""A map smaller than this, in degrees, keeps coordinates to 1 m; a larger one to 11 m."""

MANY = 40
"""Legs or stops; a map of more is looked at as a whole."""

WIDE_AREA_KM = 100.0
"""A place known this roughly is not looked at closely."""

WHOLE_WORLD = (-150.0, -50.0, 170.0, 70.0)


class RouteMap(folium.Map):
    """A map of routes in one HTML file: its program, its basemap and its data inside, and nothing requested.

    It is a :class:`folium.Map`: Folium's own layers can be added to it. Those that need files from a network
    are added with a warning.

    Parameters
    ----------
    legs
        Lines in EPSG:4326, longitude before latitude; columns as in ``georoutes.frames.LEG_COLUMNS``, of
        which only the geometry is required. A leg with ``polarity`` "deny" is listed and never drawn.
    places
        Points with the columns ``PLACE_COLUMNS``, in the order of the stops. Without it the ends that the
        legs name become the stops.
    claims
        What the sources say, with the columns ``CLAIM_COLUMNS``; the legs refer to it by id.
    title, subtitle
        What the map shows, as plain text.
    status
        "draft" prints a watermark.
    tiles
        Name of online tiles, such as "OpenStreetMap" or "OpenTopoMap" (those of ``xyzservices`` that need no
        key), to lay over the basemap. Whoever opens the map then tells the tiles' host which part of the
        world is looked at. None, the default, requests nothing.
    worldview
        Whose borders are drawn: "un", "defacto", or None for no borders and no country names. Borders that
        the two views draw differently are dotted in both.

    Raises
    ------
    FrameError
        A frame is not a GeoDataFrame, or holds a geometry that cannot be drawn; or ``tiles`` is not a name
        that is known.
    ValueError
        ``worldview`` is none of the above.

    Examples
    --------
    >>> import geopandas
    >>> from shapely import LineString
    >>> line = LineString([(130.3, 42.2), (132.3, 42.9)])
    >>> lines = geopandas.GeoDataFrame({"mode": ["sea"]}, geometry=[line], crs=4326)
    >>> page = RouteMap(lines, title="One crossing").to_html()
    >>> "<title>One crossing</title>" in page
    True
    """

    def __init__(  # noqa: PLR0913 - three frames, and by name what the map is to look like
        self,
        legs: geopandas.GeoDataFrame | None = None,
        places: geopandas.GeoDataFrame | None = None,
        claims: pd.DataFrame | None = None,
        *,
        title: str = "",
        subtitle: str = "",
        status: str = "",
        tiles: str | None = None,
        worldview: str | None = "un",
    ) -> None:
        if worldview is not None and worldview not in VIEWS:
            raise ValueError(f"worldview is {worldview!r}, but it is one of {', '.join(VIEWS)} or None")
        check_tiles(tiles)
        super().__init__(tiles=tiles)
        # Folium keeps these lists on the class, so that changing one would change every map.
        self.default_js: list[tuple[str, str]] = []
        self.default_css: list[tuple[str, str]] = []
        self.title = text(title)
        self.worldview = worldview
        self._data = _page_data(legs, places, claims)
        self._close = self._data.pop("close")
        self._data |= {"title": self.title, "subtitle": text(subtitle), "status": text(status)}
        self._data["credits"] += [_view_words(worldview)] if worldview else []
        self._data["tiles"] = bool(tiles)
        RoutePage(self)

    def to_html(self, *, compress: bool = True) -> str:
        """Return the page as text; the same input gives the same text.

        Parameters
        ----------
        compress
            Pack the basemap with gzip, which browsers before 2023 cannot open. False writes it plainly, which
            makes the page two to three times as large.
        """
        page = self.get_root()
        extras = collect(self, page)
        west, south, east, north = self._data["bounds"] or WHOLE_WORLD
        basemap = basemap_for(view_box(west, south, east, north), self.worldview, self._close)
        return Page(self.title, self._data, basemap, extras, compress=compress).html()

    def save(  # type: ignore[override] # Folium also takes bytes as a path, and options for its template
        self,
        outfile: str | os.PathLike[str] | BinaryIO,
        *,
        compress: bool = True,
    ) -> None:
        """Write the page to a file: first to a temporary one beside it, which then takes its name.

        Parameters
        ----------
        outfile
            A path, or a file open for bytes.
        compress
            As in :meth:`to_html`.

        Raises
        ------
        WriteError
            The file cannot be written; whatever was there before is still there.
        """
        page = self.to_html(compress=compress).encode()
        if not isinstance(outfile, str | os.PathLike):
            outfile.write(page)
            return
        with replacing(outfile) as unfinished:
            unfinished.write_bytes(page)

    def render(self, **_: Any) -> str:  # noqa: ANN401 - Folium's signature
        """Return the page as text."""
        return self.to_html()

    def _repr_html_(self, **_: Any) -> str:  # noqa: ANN401 - Folium's signature
        """Show the page in a notebook, in a frame that cannot reach the notebook."""
        return (
            '<iframe title="Map of routes" sandbox="allow-scripts allow-popups" '
            'style="width:100%;height:600px;border:1px solid #ccc" '
            f'srcdoc="{html.escape(self.to_html())}"></iframe>'
        )


class RoutePage(Figure):
    """The root of a RouteMap: renders to the finished page instead of a template."""

    def __init__(self, map_: RouteMap) -> None:
        super().__init__()
        self._map = map_
        self.add_child(map_)

    def render(self, **_: Any) -> str:  # noqa: ANN401 - branca's signature
        """Return the page as text."""
        return self._map.to_html()


def _page_data(legs: Any, places: Any, claims: Any) -> dict[str, Any]:  # noqa: ANN401 - checked here
    """Read the three frames into what the page shows."""
    read = layers.leg_records(check_legs(legs)) if legs is not None else []
    stops = stop_records(places, read) if places is not None else stops_from_legs(read)
    lines = [part.points for _, parts in read for part in parts]
    # What is only denied does not widen the view, unless there is nothing else to look at.
    bounds = _bounds(lines, [stop for stop in stops if not stop.get("denied")]) or _bounds([], stops)
    small = bounds and max(bounds[2] - bounds[0], bounds[3] - bounds[1]) < FINE_EXTENT
    scale = 100_000 if small else 10_000
    records = [
        record
        | {"parts": layers.encode_parts(parts, scale)}
        | {"basis_words": legend.basis_sentence(record["basis"], record["mode"])}
        for record, parts in read
    ]
    said = "; ".join(sorted({credit for frame in (legs, places) for credit in _credits(frame) if credit}))
    return {
        "close": _close_to(read, stops),
        "scale": scale,
        "bounds": bounds,
        "facts": facts(records, any_stop=bool(stops)),
        "legend": legend.legend(records, stops),
        "modality_words": legend.MODALITY_WORDS,
        "legs": [
            {key: value for key, value in leg.items() if value not in ("", None, [], {})} for leg in records
        ],
        "stops": stops,
        "claims": layers.claim_records(claims) if claims is not None else {},
        "credits": [f"Data: {said}", NATURAL_EARTH] if said else [NATURAL_EARTH],
    }


def _bounds(lines: list[Any], stops: list[dict[str, Any]]) -> list[float]:
    """West, south, east and north of all that is drawn, in continuous longitudes; [] for nothing."""
    corners = [(*line.min(axis=0), *line.max(axis=0)) for line in lines]
    corners += [tuple(stop["at"] * 2) for stop in stops]
    if not corners:
        return []
    west, south, east, north = zip(*corners, strict=True)
    return [round(float(v), 4) for v in (min(west), min(south), max(east), max(north))]


def _close_to(read: layers.Legs, stops: list[dict[str, Any]]) -> tuple[Box, ...]:
    if max(len(read), len(stops)) > MANY:
        return ()
    legs = [_bounds([part.points for part in parts], []) for _, parts in read if parts]
    return close_boxes(legs, [stop["at"] for stop in stops if stop["radius_km"] < WIDE_AREA_KM])


def _credits(frame: geopandas.GeoDataFrame | None) -> list[str]:
    if frame is None or "attribution" not in frame.columns:
        return []
    return [credit.strip() for cell in frame["attribution"] for credit in text(cell).split("; ")]


def _view_words(worldview: str) -> str:
    return f"Borders: {VIEWS[worldview]}. Boundaries and names shown do not imply endorsement."
