"""GeoParquet: the legs, one row each, for tools that read columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from georoutes.errors import WriteError
from georoutes.export.lines import split

if TYPE_CHECKING:
    from pathlib import Path

    from georoutes.frames import Frames


def write(content: Frames, path: Path) -> None:
    """Write the legs as GeoParquet 1.1, basis and attribution in each row.

    Parameters
    ----------
    content
        What to write.
    path
        Where to.

    Raises
    ------
    WriteError
        When pyarrow is not installed.
    """
    try:
        split(content.legs).to_parquet(path, index=False, schema_version="1.1.0", write_covering_bbox=True)
    except ImportError as error:
        message = f"{path.name}: GeoParquet needs pyarrow; run pip install 'georoutes[parquet]'"
        raise WriteError(message) from error
