"""CSV: the legs, one row each, with their lines as WKT."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from georoutes.export.lines import split

if TYPE_CHECKING:
    from pathlib import Path

    from georoutes.frames import Frames

_FORMULA = re.compile(r"[\s\x00-\x1f\u200b\ufeff'\"]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
"""What a spreadsheet may take for a formula: also behind blanks and quotes, and in wide letters."""
_NEXT_CELL = re.compile(r"([;\t\r\n])(?=[\s'\"]*[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""What may begin a cell or a row of its own where a spreadsheet takes another sign than the comma."""


def write(content: Frames, path: Path) -> None:
    """Write the legs as CSV in UTF-8.

    Parameters
    ----------
    content
        What to write. A text that a spreadsheet would take for a formula gets an apostrophe before it.
    path
        Where to.
    """
    table = pd.DataFrame(split(content.legs).to_wkt())
    table.map(_harmless).to_csv(path, index=False, encoding="utf-8", date_format="%Y-%m-%d")


def _harmless(value: Any) -> Any:  # noqa: ANN401  what a frame holds
    if not isinstance(value, str):
        return value
    text = _NEXT_CELL.sub(r"\1'", value)
    return f"'{text}" if _FORMULA.match(text) else text
