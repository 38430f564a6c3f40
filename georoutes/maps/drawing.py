"""From a case, or from anybody's frames, to a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from georoutes.frames import Frames, case_frames
from georoutes.maps.routemap import RouteMap

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import pandas as pd

    from gazetteer import Gazetteer
    from georoutes.model import Case
    from georoutes.networks.base import Router


def draw(  # noqa: PLR0913  one argument for the case, the rest by name
    case: Case | Frames | None = None,
    *,
    legs: gpd.GeoDataFrame | None = None,
    places: gpd.GeoDataFrame | None = None,
    claims: pd.DataFrame | None = None,
    title: str = "",
    tiles: str | None = None,
    worldview: str | None = "un",
    networks: Sequence[Router] = (),
    gazetteer: Gazetteer | None = None,
) -> RouteMap:
    """Draw a case, or frames of your own, as an interactive map.

    Parameters
    ----------
    case
        The case; its legs are traced. Left out when frames are given.
    legs
        Lines in any coordinate system that the frame names; ``mode`` and the other columns of
        `georoutes.frames.LEG_COLUMNS` are used where they are there.
    places
        Points, with the columns `georoutes.frames.PLACE_COLUMNS` where they are there.
    claims
        Rows with the columns `georoutes.frames.CLAIM_COLUMNS`.
    title
        Title of a map of frames; a case has its own.
    tiles
        Name of an online background, used only when asked for: its host then sees what is viewed.
    worldview
        Whose boundaries are drawn: ``un``, ``defacto`` or None for none.
    networks
        Networks of your own, by which the case's legs are traced; see `Network`.
    gazetteer
        Where names are looked up; the bundled one when left out.

    Returns
    -------
    RouteMap
        A `folium.Map`; its ``save`` writes one HTML file that opens without any network.

    Raises
    ------
    FrameError
        When a frame is not what it should be.

    Examples
    --------
    >>> from georoutes.model import Case
    >>> leg = {"from": [37.62, 55.75], "to": [30.52, 50.45], "mode": "air"}
    >>> type(draw(Case(title="A flight", routes={"flight": {"legs": [leg]}}))).__name__
    'RouteMap'
    """
    if case is not None:
        if legs is not None or places is not None or claims is not None:
            raise TypeError("draw takes a case or frames, not both")
        content = (
            case if isinstance(case, Frames) else case_frames(case, networks=networks, gazetteer=gazetteer)
        )
        return RouteMap(
            content.legs,
            content.places,
            content.claims,
            title=title or content.title,
            subtitle=content.subtitle,
            status=content.status,
            tiles=tiles,
            worldview=worldview,
        )
    if legs is None and places is None:
        raise TypeError("draw needs a case, or legs= or places=")
    return RouteMap(legs, places, claims, title=title, tiles=tiles, worldview=worldview)
