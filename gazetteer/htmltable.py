"""A small table for notebooks: what is known, row by row. All text is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEFT = 'style="text-align: left"'


def html_table(title: str, rows: Iterable[tuple[str, str]]) -> str:
    """Write rows of two cells as an HTML table, without those that say nothing.

    >>> html_table("A & B", [("Country", ""), ("Region", "")])
    '<table><caption>A &amp; B</caption></table>'
    """
    cells = "".join(
        f'<tr><th scope="row" {_LEFT}>{escape(name)}</th><td {_LEFT}>{escape(value)}</td></tr>'
        for name, value in rows
        if value
    )
    return f"<table><caption>{escape(title)}</caption>{cells}</table>"
