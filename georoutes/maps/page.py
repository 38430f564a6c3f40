"""Assemble the page: one HTML file that holds its program, its styles and its data, and asks for nothing.

No text from data passes a template. It stands in one JSON island, and the page's program puts it on the
screen as text only. The Content-Security-Policy allows the page's own scripts, by their hashes, and nothing
from anywhere else.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from georoutes.maps.cells import island


@dataclass(frozen=True)
class Extras:
    """What Folium layers, added by the user, bring into the page; all empty for the map alone."""

    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    markup: tuple[str, ...] = ()
    script_links: tuple[str, ...] = ()
    style_links: tuple[str, ...] = ()
    image_hosts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there is anything."""
        return any((self.scripts, self.styles, self.markup, self.script_links, self.style_links))


@dataclass(frozen=True)
class Page:
    """Everything that makes one page."""

    title: str
    data: dict[str, Any]
    basemap: dict[str, Any]
    extras: Extras = field(default_factory=Extras)
    compress: bool = True

    def html(self) -> str:
        """Return the whole page."""
        scripts = [asset("leaflet/leaflet.js").replace("//# sourceMappingURL=leaflet.js.map", "").strip()]
        if self.extras:
            scripts.append(_icons() + asset("stock.js"))
        scripts += [program(), *self.extras.scripts]
        styles = [_local_css(asset("leaflet/leaflet.css"), keep_images=bool(self.extras)), asset("page.css")]
        styles = [_lean_css(style) for style in styles]
        if not self.extras:
            styles[0] = _without_layers(styles[0])
        data = island(self.data | {"basemap": _packed(self.basemap) if self.compress else self.basemap})
        rules = policy(scripts, styles, self.extras)
        return "\n".join(
            (
                '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
                f'<meta http-equiv="Content-Security-Policy" content="{rules}">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                '<meta name="referrer" content="no-referrer">\n<meta name="generator" content="georoutes">',
                f"<title>{html.escape(self.title or 'Map of routes')}</title>",
                *(f"<style>{style}</style>" for style in styles),
                *(f'<link rel="stylesheet" href="{html.escape(url)}">' for url in self.extras.style_links),
                *self.extras.styles,
                f"</head>\n<body>\n{asset('body.htm')}",
                *self.extras.markup,
                f'<script type="application/json" id="data">{data}</script>',
                f"<script>{scripts[0]}</script>",
                *(f'<script src="{html.escape(url)}"></script>' for url in self.extras.script_links),
                *(f"<script>{script}</script>" for script in scripts[1:]),
                "</body>\n</html>\n",
            )
        )


def policy(scripts: list[str], styles: list[str], extras: Extras) -> str:
    """Return the Content-Security-Policy: these scripts and styles, and nothing from elsewhere.

    >>> policy([], [], Extras())[:19]
    "default-src 'none';"
    """
    linked = sorted({_origin(url) for url in (*extras.script_links, *extras.style_links)})
    style_rules = ["'unsafe-inline'"] if extras else [_hash(style) for style in styles]
    rules = {
        "default-src": ["'none'"],
        "script-src": [*(_hash(script) for script in scripts), *linked],
        "style-src": [*style_rules, *linked],
        "img-src": ["data:", *extras.image_hosts, *linked],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    if linked or extras.styles:
        rules["font-src"] = ["data:", *linked]
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


PROGRAM = (
    "elements", "words", "theme", "styles", "geometry", "canvas", "basemap", "legs", "many", "stops",
    "labels", "leaflet-map", "claims", "figures", "panels", "tables", "time", "view", "inset", "main",
)  # fmt: skip


def program() -> str:
    """Join the files of the page's program, in the order in which they build on one another."""
    parts = "".join(_lean(asset(f"page/{name}.js")) for name in PROGRAM)
    return f'"use strict";\n(() => {{\n{parts}}})();'


_COMMENT = re.compile(r"\s// [^\"'`]*$")
"""A comment behind code; one with a quotation mark might be part of a string, and stays."""


def _lean(code: str) -> str:
    """Leave out what a browser does not read: indentation and comments."""
    lines = (_COMMENT.sub("", line).strip() for line in code.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def _lean_css(css: str) -> str:
    """Leave out the comments and the white space of a style sheet."""
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)).strip()


_RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
_LAYERS = re.compile(r"leaflet-(popup|tooltip|control-layers|control-attribution|oldie)|lvml")


def _without_layers(css: str) -> str:
    """Leave out the styles of what only Folium layers bring: pop-ups, tooltips, the list of layers.

    >>> _without_layers(".leaflet-popup { a: b } .leaflet-popup, .leaflet-pane { c: d }")
    ' .leaflet-popup, .leaflet-pane { c: d }'
    """
    return _RULE.sub(
        lambda rule: "" if all(_LAYERS.search(one) for one in rule[1].split(",")) else rule[0], css
    )


def asset(name: str) -> str:
    """Text of a file in the package's ``assets`` folder."""
    return files("georoutes.maps").joinpath(f"assets/{name}").read_text(encoding="utf-8")


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def _origin(url: str) -> str:
    found = re.match(r"https?://[^/\s;,'\"]+", url)
    return found[0] if found else "'none'"


_GZIP_LEVEL = 9  # twice the time of level 7, a tenth of a second, and 1 per cent less


def _packed(basemap: dict[str, Any]) -> dict[str, str]:
    raw = json.dumps(basemap, ensure_ascii=False, separators=(",", ":")).encode()
    return {"gzip": base64.b64encode(gzip.compress(raw, _GZIP_LEVEL, mtime=0)).decode()}


def _data_url(name: str) -> str:
    raw = files("georoutes.maps").joinpath(f"assets/leaflet/{name}").read_bytes()
    return f"data:image/png;base64,{base64.b64encode(raw).decode()}"


def _local_css(css: str, *, keep_images: bool) -> str:
    """Leaflet's styles without its image files, which a single page does not have beside it."""
    if keep_images:
        css = css.replace("url(images/layers.png)", f"url({_data_url('layers.png')})")
    return re.sub(r"url\((?!data:|#)[^)]*\)", "none", css)


def _icons() -> str:
    """Give Leaflet's own marker, for Folium layers that use it, pictures that need no request."""
    urls = {"iconUrl": _data_url("marker-icon.png"), "shadowUrl": _data_url("marker-shadow.png")}
    urls["iconRetinaUrl"] = urls["iconUrl"]
    return f"L.Icon.Default.imagePath = '';\nL.Icon.Default.mergeOptions({json.dumps(urls)});\n"
