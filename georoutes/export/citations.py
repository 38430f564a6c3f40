"""The sources of a case as a list that reference managers read: CSL-JSON and BibTeX."""

from __future__ import annotations

import itertools
import json
import re
from typing import TYPE_CHECKING, Any

from georoutes import dates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd

    from georoutes.frames import Frames

_CSL_TYPES = {
    "news": "article-newspaper", "imagery": "graphic", "statement": "speech", "report": "report",
    "dataset": "dataset", "other": "document",
}  # fmt: skip
_BIBTEX_TYPES = {"news": ("article", "journal"), "report": ("techreport", "institution")}
_ANY_TYPE = ("misc", "howpublished")
"""Type of an entry, and the field for who published it. Without an author only this one is complete."""
_ESCAPES = {
    # BibTeX counts braces, also those behind a backslash: so none may stand alone
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#",
    "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_PLAIN_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?([~?%]?)", re.ASCII)


def write_csl(content: Frames, path: Path) -> None:
    """Write the sources as CSL-JSON.

    Parameters
    ----------
    content
        What to write.
    path
        Where to.
    """
    items = [_csl(row) for _, row in _rows(content)]
    path.write_text(json.dumps(items, ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8")


def write_bibtex(content: Frames, path: Path) -> None:
    """Write the sources as BibTeX in UTF-8.

    Parameters
    ----------
    content
        What to write.
    path
        Where to.
    """
    entries = []
    used = {row["id"] for _, row in _rows(content)}  # an id that can be a key is one
    for _, row in _rows(content):
        key = _key(row["id"], used)
        fields = ",\n".join(f"  {name} = {{{text}}}" for name, text in _bibtex(row))
        entries.append(f"@{_type(row)[0]}{{{key},\n{fields}\n}}\n")
    path.write_text("\n".join(entries), encoding="utf-8")


def _key(wanted: str, used: set[str]) -> str:
    """Return the id without what a key may not hold, and unlike all others."""
    bare = re.sub(r"[^A-Za-z0-9:.-]+", "", wanted) or "source"
    if bare == wanted:
        return bare
    numbered = (f"{bare}-{number}" for number in itertools.count(2))
    key = next(each for each in (bare, *itertools.islice(numbered, len(used) + 1)) if each not in used)
    used.add(key)
    return key


def _rows(content: Frames) -> Iterator[tuple[Any, pd.Series[Any]]]:
    return iter(()) if content.sources is None else content.sources.iterrows()


def _csl(row: pd.Series[Any]) -> dict[str, Any]:
    item: dict[str, Any] = {"id": row["id"], "type": _CSL_TYPES[row["type"]]}
    if row["author"]:
        item["author"] = [{"literal": name} for name in row["author"].split("; ")]
    texts = {
        "title": "title", "publisher": "publisher", "URL": "url", "archive_location": "archived",
        "language": "lang", "license": "licence", "note": "note",
    }  # fmt: skip
    item |= {name: row[column] for name, column in texts.items() if row[column]}
    if item["type"] == "article-newspaper" and "publisher" in item:
        item["container-title"] = item.pop("publisher")
    for name, column in (("issued", "published"), ("accessed", "accessed")):
        if row[column]:
            item[name] = _csl_date(row[column])
    return item


def _csl_date(text: str) -> dict[str, Any]:
    """Return an EDTF date as CSL has them: a day, month or year, or two; any other as it is written."""
    ends = [_PLAIN_DATE.fullmatch(end) for end in text.split("/")]
    plain = [end for end in ends if end]
    if len(plain) < len(ends) or len(ends) > 2:  # noqa: PLR2004  a first and a last
        return {"literal": text}
    parts = [[int(part) for part in end.groups()[:3] if part] for end in plain]
    return {"date-parts": parts} | ({"circa": True} if any(end[4] for end in plain) else {})


def _type(row: pd.Series[Any]) -> tuple[str, str]:
    return _BIBTEX_TYPES.get(row["type"], _ANY_TYPE) if row["author"] else _ANY_TYPE


def _bibtex(row: pd.Series[Any]) -> Iterator[tuple[str, str]]:
    texts = {
        "title": row["title"] or row["publisher"] or row["id"],
        "author": " and ".join("{" + _escaped(name) + "}" for name in row["author"].split("; ") if name),
        _type(row)[1]: row["publisher"],
        "language": row["lang"],
    }
    for name, text in texts.items():
        if text and name == "title":
            yield name, f"{{{_escaped(text)}}}"  # in braces, or a style may take its capitals away
        elif text:
            yield name, text if name == "author" else _escaped(text)
    if row["published"]:
        day = dates.parse(row["published"]).earliest or dates.parse(row["published"]).latest
        yield "date", row["published"].replace("{", "").replace("}", "")  # BibLaTeX reads EDTF
        if day:
            yield "year", str(day.year)
    if row["url"] or row["archived"]:
        # in a URL only what would end the field must be hidden
        yield "url", (row["archived"] or row["url"]).replace("{", "%7B").replace("}", "%7D")
    if row["accessed"]:
        yield "urldate", _escaped(row["accessed"])
    if row["note"] or row["archived"]:
        yield (
            "note",
            _escaped(
                row["note"] or f"Copy of {row['url']}" if row["url"] else row["note"] or "Archived copy"
            ),
        )


def _escaped(text: str) -> str:
    """Return a text in which no sign means anything to TeX."""
    return "".join(_ESCAPES.get(sign, sign) for sign in " ".join(text.split()))
