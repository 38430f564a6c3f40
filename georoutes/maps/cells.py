"""Read one cell of a frame: whatever it holds, the page gets clean text, a list or a number.

Text is cleaned here once: control characters and lone surrogates, which no HTML file may hold, are removed,
and characters that turn the direction of writing or cannot be seen are shown as their code points, so that
a name cannot look like another one.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from typing import Any

import pandas as pd

LONGEST_TEXT = 4000
"""Characters of one cell that reach the page; no quote, name or warning needs more."""

_REMOVED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_UNSEEN = re.compile(r"[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")
_ESCAPED = re.compile(r"[<>&{}%#`$\u2028\u2029]")


def text(cell: object) -> str:
    r"""Text of a cell, clean; "" for anything missing.

    >>> text(None), text(float("nan")), text("Rajin\x00")
    ('', '', 'Rajin')
    >>> text(pd.Timestamp("2024-01-05"))  # a day, as most columns of dates have them
    '2024-01-05'
    >>> text("abc\u202ecba")
    'abc⟨U+202E⟩cba'
    """
    if type(cell) is str and len(cell) <= LONGEST_TEXT and cell.isascii() and cell.isprintable():
        return cell  # so are most cells of most frames
    if cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    said = cell.isoformat(" ").removesuffix(" 00:00:00") if isinstance(cell, dt.datetime) else str(cell)
    clean = _REMOVED.sub("", said)
    if len(clean) > LONGEST_TEXT:
        clean = clean[:LONGEST_TEXT] + "…"
    return _UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", clean)


def number(cell: object) -> float | None:
    """Read the number of a cell, to one decimal; None for anything that is no finite number.

    >>> number("12.34"), number(float("nan")), number("many")
    (12.3, None, None)
    """
    try:
        value = float(str(cell))
    except ValueError:
        return None
    return round(value, 1) if math.isfinite(value) else None


def flag(cell: object) -> bool:
    """Read a cell that says yes or no, in words too, as a frame read from a file has it.

    >>> flag(True), flag("False"), flag(None)
    (True, False, False)
    """
    return text(cell).strip().lower() in {"true", "yes", "1", "1.0"}


def listed(cell: object) -> list[str]:
    """Split a cell of ids joined by commas.

    >>> listed("c1, c2"), listed(None)
    (['c1', 'c2'], [])
    """
    if isinstance(cell, list | tuple):
        return [text(item) for item in cell if text(item)]
    words = text(cell)
    if not words:
        return []
    return [item.strip() for item in words.split(",") if item.strip()]


def sentences(cell: object) -> list[str]:
    r"""Split a cell of sentences, one a line.

    >>> sentences("One.\nTwo.")
    ['One.', 'Two.']
    """
    if isinstance(cell, list | tuple):
        return [text(item) for item in cell if text(item)]
    return [line.strip() for line in text(cell).split("\n") if line.strip()]


def island(data: Any) -> str:  # noqa: ANN401 - any JSON value
    r"""Write JSON that can stand inside an HTML script element, whatever its texts hold.

    Every character that HTML, a template engine or a JavaScript template could take for its own is written
    as ``\uXXXX``. Outside of strings only the braces occur, and they must stay.

    >>> island({"name": "</script>{{ 1 }}"})
    '{"name":"\\u003c/script\\u003e\\u007b\\u007b 1 \\u007d\\u007d"}'
    """
    raw = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _STRING.sub(_escaped, raw)


_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')


def _escaped(found: re.Match[str]) -> str:
    string = found[0]
    if not _ESCAPED.search(string):
        return string
    return _ESCAPED.sub(lambda character: f"\\u{ord(character[0]):04x}", string)
