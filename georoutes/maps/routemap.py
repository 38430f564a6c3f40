"""RouteMap: a Folium map of sourced routes that opens without a network."""

from __future__ import annotations

import html
import os
from typing import TYPE_CHECKING, Any, BinaryIO

import folium
from branca.element import Figure

from georoutes.files import replacing
from georoutes.maps.basemap import basemap_for, check_worldview, shore_credit, view_box
from georoutes.maps.cells import text
from georoutes.maps.content import page_data
from georoutes.maps.page import Page
from georoutes.maps.stock import collect
from georoutes.maps.tiles import check_tiles

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

MANY_LEGS = 1000
"""A map of the world with so many legs does without the finer shore, which they would cover."""

WHOLE_WORLD = (-150.0, -50.0, 170.0, 70.0)


class RouteMap(folium.Map):
    """A map of routes in one HTML file: its program, its basemap and its data inside, and nothing requested.

    It is a :class:`folium.Map`: Folium's own layers can be added to it. Those that need files from a network
    are added with a warning.

    Parameters
    ----------
    legs
        Lines in EPSG:4326, longitude before latitude; columns as in ``georoutes.frames.LEG_COLUMNS``, of
        which only the geometry is required; other columns are shown as they are. A leg with ``polarity``
        "deny" is listed and never drawn.
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
    label
        The column of ``legs`` that says what each leg is called. Without it a leg is called by its origin and
        destination, or else by the frame's ``label``, ``name`` or ``title``.

    Raises
    ------
    FrameError
        A frame is not a GeoDataFrame, or holds a geometry that cannot be drawn; or ``tiles`` is not a name
        that is known, or ``label`` no column.
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
        label: str | None = None,
    ) -> None:
        check_worldview(worldview)
        check_tiles(tiles)
        super().__init__(tiles=tiles)
        # Folium keeps these lists on the class, so that changing one would change every map.
        self.default_js: list[tuple[str, str]] = []
        self.default_css: list[tuple[str, str]] = []
        self.title = text(title)
        self._own = frozenset(self._children)  # the tiles that were asked for by name
        self.worldview = worldview
        self._data = page_data(legs, places, claims, worldview, label)
        self._close, self._ways = self._data.pop("close"), self._data.pop("ways")
        self._data |= {"title": self.title, "subtitle": text(subtitle), "status": text(status)}
        self._data["tiles"] = bool(tiles)
        RoutePage(self)

    def to_html(self, *, compress: bool = True, assets: str | os.PathLike[str] | None = None) -> str:
        """Return the page as text; the same input gives the same text.

        Parameters
        ----------
        compress
            Pack the basemap with gzip, which browsers before 2023 cannot open. False writes it plainly, which
            makes the page two to three times as large.
        assets
            A folder with files that Folium layers on this map load from a network, such as ``node_modules``:
            what is found there is put into the page. Without it such layers are saved with a warning.
        """
        page = self.get_root()
        extras = collect(self, page, self._own, assets)
        whole = self._data["bounds"] or WHOLE_WORLD
        basemap = basemap_for(
            view_box(*(self._data["first"] or whole)),
            view_box(*whole),
            self.worldview,
            close=self._close,
            ways=self._ways,
            coarse=len(self._data["legs"]) >= MANY_LEGS,
        )
        data = self._data
        if basemap["sea"]["land"]:
            data = data | {"credits": shore_credit(data["credits"])}
        return Page(self.title, data, basemap, extras, compress=compress).html()

    def save(  # type: ignore[override] # Folium also takes bytes as a path, and options for its template
        self,
        outfile: str | os.PathLike[str] | BinaryIO,
        *,
        compress: bool = True,
        assets: str | os.PathLike[str] | None = None,
    ) -> None:
        """Write the page to a file: first to a temporary one beside it, which then takes its name.

        Parameters
        ----------
        outfile
            A path, or a file open for bytes.
        compress, assets
            As in :meth:`to_html`.

        Raises
        ------
        WriteError
            The file cannot be written; whatever was there before is still there.
        """
        page = self.to_html(compress=compress, assets=assets).encode()
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
