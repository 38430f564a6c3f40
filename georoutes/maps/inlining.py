"""Put files that Folium layers would load from a network into the page, from a folder that the user has."""

from __future__ import annotations

import base64
import mimetypes
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    import os

    from georoutes.maps.page import Extras

_URL = re.compile(r"""url\(\s*(['"]?)(?!data:|#)(.*?)\1\s*\)""")
_MAP = re.compile(r"//[#@] sourceMappingURL=\S+|/\*# sourceMappingURL=.*?\*/")


def with_files(extras: Extras, folder: str | os.PathLike[str]) -> Extras:
    """Replace links by the files of a folder, at any depth, that have their names.

    Parameters
    ----------
    extras
        What layers bring into the page.
    folder
        Such as ``node_modules``, or one into which the files were downloaded. Of files with one name, that
        whose path is most like the link's is taken. Links that have none stay.

    Raises
    ------
    NotADirectoryError
        There is no such folder.
    """
    root = Path(folder)
    if not root.is_dir():
        raise NotADirectoryError(f"assets is {str(folder)!r}, which is no folder")
    files: dict[str, list[Path]] = {}
    for path in sorted(root.rglob("*")):
        if path.is_file():
            files.setdefault(path.name, []).append(path)
    scripts = {url: found for url in extras.script_links if (found := _named(url, files))}
    styles = {url: found for url in extras.style_links if (found := _named(url, files))}
    return replace(
        extras,
        scripts=(*(_script(path) for path in scripts.values()), *extras.scripts),
        styles=(*(_style(path, files) for path in styles.values()), *extras.styles),
        script_links=tuple(url for url in extras.script_links if url not in scripts),
        style_links=tuple(url for url in extras.style_links if url not in styles),
    )


def _named(url: str, files: dict[str, list[Path]]) -> Path | None:
    """Find the file of a link's name whose path shares most with the link."""
    words = set(re.split(r"[/@]", unquote(urlsplit(url).path)))
    found = files.get(unquote(urlsplit(url).path).rpartition("/")[2], [])
    return max(found, key=lambda path: len(words.intersection(path.parts)), default=None)


def _script(path: Path) -> str:
    code = _MAP.sub("", path.read_text(encoding="utf-8"))
    return re.sub(r"</(?=script)", r"<\\/", code, flags=re.IGNORECASE).strip()


def _style(path: Path, files: dict[str, list[Path]]) -> str:
    """Return a style sheet with its pictures and fonts inside; those that are not there are left out."""

    def inside(found: re.Match[str]) -> str:
        here = _named(found[2], files)
        if here is None:
            return "none"
        kind = mimetypes.guess_type(here.name)[0] or "application/octet-stream"
        return f"url(data:{kind};base64,{base64.b64encode(here.read_bytes()).decode()})"

    css = _URL.sub(inside, _MAP.sub("", path.read_text(encoding="utf-8")))
    return f"<style>{css.replace('</', '<')}</style>"
