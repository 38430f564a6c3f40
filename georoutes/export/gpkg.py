"""GeoPackage with the layers legs, places and claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyogrio

from georoutes.export.lines import split

if TYPE_CHECKING:
    from pathlib import Path

    from georoutes.frames import Frames


def write(content: Frames, path: Path) -> None:
    """Write frames as a GeoPackage.

    Parameters
    ----------
    content
        What to write.
    path
        Where to.
    """
    legs = split(content.legs)
    pyogrio.write_dataframe(
        legs, path, layer="legs", driver="GPKG", geometry_type="MultiLineString", promote_to_multi=True
    )
    pyogrio.write_dataframe(
        content.places, path, layer="places", driver="GPKG", geometry_type="Point", append=True
    )
    pyogrio.write_dataframe(content.claims, path, layer="claims", driver="GPKG", append=True)
