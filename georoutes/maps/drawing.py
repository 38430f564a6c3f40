"""From a case, or from anybody's frames, to a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from georoutes.errors import WrongTypeError
from georoutes.frames import Frames
from georoutes.frames.subjects import subject_frames
from georoutes.maps.routemap import RouteMap

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import pandas as pd

    from gazetteer import Gazetteer
    from georoutes.choices import Alternative
    from georoutes.model import Case, Path, Route
    from georoutes.networks.base import Router
    from georoutes.suggestions import Suggestion

    Way = Path | Suggestion | Alternative


def draw(  # noqa: PLR0913  one argument for the case, the rest by name
    case: Case | Route | Frames | Way | Sequence[Way] | None = None,
    *,
    legs: gpd.GeoDataFrame | None = None,
    places: gpd.GeoDataFrame | None = None,
    claims: pd.DataFrame | None = None,
    title: str = "",
    tiles: str | None = None,
    worldview: str | None = "un",
    label: str | None = None,
    networks: Sequence[Router] = (),
    gazetteer: Gazetteer | None = None,
) -> RouteMap:
    """Draw a case, a route, paths, or frames of your own, as an interactive map.

    Parameters
    ----------
    case
        The case; its legs are traced. Or one of its routes, drawn without claims and sources, which are the
        case's, and with its places looked up by their names; or a path, a suggestion, an alternative or a
        list of these. Left out when frames are given.
    legs
        Lines in any coordinate system that the frame names. All columns but the geometry are optional. These
        mean something (all of them are `georoutes.LEG_COLUMNS`): ``origin`` and ``destination`` name the leg
        and its stops; ``mode`` is sea, rail, road, air, river or unknown; ``basis`` says where the line comes
        from (reported, network, assumed, geodesic, schematic); ``when`` is EDTF, or ``earliest`` and
        ``latest`` are days; ``length_km``, ``assumed_km`` and ``connector_km`` are kilometres; ``cargo``,
        ``containers``, ``quantity``, ``vehicle``, ``method``, ``passages``, ``warnings`` and
        ``attribution`` are text; ``claims`` and ``denials`` are ids in the frame of claims, joined by
        commas; ``polarity`` is affirm or deny; ``modality`` is as in a case. Any other column is shown
        with its leg as it stands.
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
    label
        The column of ``legs`` that says what each leg is called. Without it a leg is called by its origin and
        destination, or else by the frame's ``label``, ``name`` or ``title``.
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
    CaseError
        When a place cannot be settled; a route alone does not know the places that its case describes.
    WrongTypeError
        When it is none of these.

    Examples
    --------
    >>> from georoutes.model import Case
    >>> leg = {"from": [37.62, 55.75], "to": [30.52, 50.45], "mode": "air"}
    >>> type(draw(Case(title="A flight", routes={"flight": {"legs": [leg]}}))).__name__
    'RouteMap'
    """
    if case is not None:
        if legs is not None or places is not None or claims is not None:
            raise WrongTypeError("draw takes a case or frames, not both")
        content = subject_frames(case, networks=networks, gazetteer=gazetteer)
        if not isinstance(content, Frames):
            return RouteMap(content, title=title, tiles=tiles, worldview=worldview, label=label)
        return RouteMap(
            content.legs,
            content.places,
            content.claims,
            title=title or content.title,
            subtitle=content.subtitle,
            status=content.status,
            tiles=tiles,
            worldview=worldview,
            label=label,
        )
    if legs is None and places is None:
        raise WrongTypeError("draw needs a case (gr.read_case reads one), or legs= or places=")
    return RouteMap(legs, places, claims, title=title, tiles=tiles, worldview=worldview, label=label)
