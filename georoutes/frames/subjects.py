"""What else can be drawn than a case and frames: a route by itself, paths, and offers of ways."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from georoutes.errors import CaseError, WrongTypeError
from georoutes.frames.columns import CRS, path_cells
from georoutes.frames.from_case import Frames, case_frames
from georoutes.model import Case, Path, Route

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer import Gazetteer
    from georoutes.networks.base import Router

WITHOUT_CLAIMS = "Drawn without its claims and sources; draw the case to see who says so."


def case_of(route: Route) -> Case:
    """Make a case of a route alone; what its legs rest on is left out, since a route does not hold it.

    >>> leg = {"from": [37.62, 55.75], "to": [30.52, 50.45], "mode": "air", "claims": ["c1"]}
    >>> case_of(Route(cargo="mail", legs=[leg])).subtitle
    'Drawn without its claims and sources; draw the case to see who says so.'
    """
    bare = route.model_copy(
        update={"legs": tuple(leg.model_copy(update={"claims": ()}) for leg in route.legs)}
    )
    named = route.title or route.cargo or f"{route.legs[0].origin} to {route.legs[-1].destination}"
    resting = any(leg.claims for leg in route.legs)
    return Case(title=named, subtitle=WITHOUT_CLAIMS if resting else None, routes={"route": bare})


def subject_frames(
    subject: Any,  # noqa: ANN401  this is the check
    *,
    networks: Sequence[Router],
    gazetteer: Gazetteer | None,
) -> Frames | gpd.GeoDataFrame:
    """Turn what is to be drawn into frames; of ways alone, into their legs."""
    if isinstance(subject, Frames):
        return subject
    if isinstance(subject, Route):
        return route_frames(subject, networks=networks, gazetteer=gazetteer)
    if isinstance(subject, Case):
        return case_frames(subject, networks=networks, gazetteer=gazetteer)
    return legs_of(subject)


def route_frames(route: Route, *, networks: Sequence[Router], gazetteer: Gazetteer | None) -> Frames:
    """Turn a route alone into frames; where a place cannot be settled, say that the case would know it."""
    try:
        return case_frames(case_of(route), networks=networks, gazetteer=gazetteer)
    except CaseError as error:
        error.add_note("A route alone has not the places that its case describes; draw the case instead.")
        raise


def legs_of(subject: Any) -> gpd.GeoDataFrame:  # noqa: ANN401  this is the check
    """Return the legs of a path, a suggestion, an alternative, or a list of these.

    Raises
    ------
    WrongTypeError
        It is none of these.
    """
    found = [_one(each) for each in (subject if isinstance(subject, list | tuple) else [subject])]
    if not found:
        raise WrongTypeError("draw was given an empty list; there is nothing to draw")
    return gpd.GeoDataFrame(pd.concat(found, ignore_index=True), geometry="geometry", crs=CRS)


def _one(subject: Any) -> gpd.GeoDataFrame:  # noqa: ANN401  this is the check
    if isinstance(subject, gpd.GeoDataFrame):
        raise WrongTypeError(
            "a frame goes by name: draw(legs=frame) for lines, draw(places=frame) for points"
        )
    if isinstance(subject, str | PurePath):
        raise WrongTypeError(
            f"draw was given the text {str(subject)!r}; read a case's file with gr.read_case"
        )
    if callable(legs := getattr(subject, "legs", None)):
        return legs()
    path = getattr(subject, "path", subject)
    if not isinstance(path, Path):
        raise WrongTypeError(
            f"draw takes a Case, a Route, a Path, a Suggestion, a list of the last two, or frames as "
            f"legs= and places=; not a {type(subject).__name__}"
        )
    row = path_cells(path) | {
        "mode": getattr(subject, "mode", path.mode),
        "label": getattr(subject, "name", ""),
    }
    return gpd.GeoDataFrame([row], geometry="geometry", crs=CRS)
