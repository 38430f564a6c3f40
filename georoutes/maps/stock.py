"""Collect what Folium layers that a user added would write into a page, without running it twice.

Folium renders each layer into text and hands that text to a template again. Here the text is taken as it
is: nothing in it is evaluated, and the page's policy learns which hosts it needs.
"""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import folium
from branca.element import CssLink, Element, JavascriptLink
from folium.raster_layers import TileLayer
from jinja2 import TemplateError

from georoutes.errors import FrameError
from georoutes.maps.inlining import with_files
from georoutes.maps.page import Extras

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

_RANDOM_ID = re.compile(r"(?<=[A-Za-z]_)[0-9a-f]{32}(?![0-9a-f])")
_DELIMITERS = ("{{", "{%", "{#")

_ICON_ASSETS = frozenset(
    {"awesome_markers", "awesome_markers_font_css", "awesome_markers_css", "glyphicons_css", "bootstrap_css"}
)
"""Names, in Folium's own lists, of the assets that ``folium.Icon`` draws with."""


def collect(
    map_: folium.Map,
    page: Any,  # noqa: ANN401 - a branca Figure, which has no types
    own: frozenset[str] = frozenset(),
    assets: str | os.PathLike[str] | None = None,
) -> Extras:
    """Render the layers that were added to a map and return what they bring into the page.

    Parameters
    ----------
    map_, page
        The map, and the figure that it stands in.
    own
        Names of the children that the map made itself.
    assets
        A folder with files that the layers would load from a network.

    Raises
    ------
    FrameError
        A layer holds text with the delimiters of a template, which Folium cannot show as text.
    """
    # Rendering adds to the page's parts, and a marker to its own children: it is theirs for this one time.
    parts = (page.header, page.html, page.script, *_walk(_children(map_)))
    kept = [_children(part).copy() for part in parts]
    try:
        for layer in list(_children(map_).values()):
            layer.render()
        extras = _read(map_, page)
    except TemplateError as error:
        raise FrameError(_ADVICE) from error
    finally:
        for part, before in zip(parts, kept, strict=True):
            part._children = before  # noqa: SLF001 - branca has no public way to the children
    if assets is not None:
        extras = with_files(extras, assets)
    if links := (*extras.script_links, *extras.style_links):
        _warn(
            f"a Folium layer on this map loads {len(links)} files from {_hosts(links)}: without a network it "
            "will not show. To put them into the page, give save() or to_html() a folder that holds them: "
            "assets='node_modules'"
        )
    added = {name: child for name, child in _children(map_).items() if name not in own}
    if online := [str(layer.tiles) for layer in _walk(added) if isinstance(layer, TileLayer)]:
        _warn(
            f"a tile layer on this map loads pictures from {_hosts(online)}: without a network it stays empty"
        )
    return extras


def _hosts(urls: Iterable[str]) -> str:
    return ", ".join(sorted({urlsplit(url).netloc for url in urls}))


def _warn(words: str) -> None:
    warnings.warn(words, UserWarning, stacklevel=5)


def _children(element: Element) -> dict[str, Any]:
    children: dict[str, Any] = element._children  # noqa: SLF001 - branca has no public way to the children
    return children


_ADVICE = (
    "a Folium layer on this map holds text with '{{', '{%' or '{#', which Folium would run as a template; "
    "give that text in the legs, places or claims frame, where it is shown as it is, or remove it"
)


def _read(map_: folium.Map, page: Any) -> Extras:  # noqa: ANN401 - a branca Figure
    found: dict[str, list[str]] = {"script": [], "style": [], "markup": []}
    links: dict[str, list[str]] = {"script": [], "style": []}
    for part, kind in ((page.header, "style"), (page.html, "markup"), (page.script, "script")):
        for name, element in _children(part).items():
            if name == "meta_http":
                continue
            if isinstance(element, JavascriptLink | CssLink):
                links["script" if isinstance(element, JavascriptLink) else "style"].append(element.url)
            else:
                found[kind].append(_text(element))
    every = list(_walk(_children(map_)))
    for element in every:  # some layers name files that they leave to another layer to load
        links["script"] += [url for _, url in getattr(element, "default_js", ())]
        links["style"] += [url for _, url in getattr(element, "default_css", ())]
    if any(isinstance(element, folium.Icon) for element in every):
        links["script"] += [url for name, url in folium.Map.default_js if name in _ICON_ASSETS]
        links["style"] += [url for name, url in folium.Map.default_css if name in _ICON_ASSETS]
    code = "\n".join(found["script"]).strip()
    if code:
        code = f"var {map_.get_name()} = window.georoutes.map;\n{code}"
    renamed = _Renamer()
    return Extras(
        scripts=(renamed(code),) if code else (),
        styles=tuple(renamed(style) for style in found["style"]),
        markup=tuple(renamed(markup) for markup in found["markup"]),
        script_links=tuple(dict.fromkeys(links["script"])),
        style_links=tuple(dict.fromkeys(links["style"])),
        image_hosts=tuple(sorted({_tile_host(e) for e in every if isinstance(e, TileLayer)})),
    )


class _Renamer:
    """Number the random ids of elements, so that the same map gives the same bytes."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def __call__(self, code: str) -> str:
        return _RANDOM_ID.sub(lambda found: self._seen.setdefault(found[0], str(len(self._seen))), code)


def _text(element: Element) -> str:
    """Text of a rendered element: taken as it was written, and not rendered a second time."""
    source = getattr(element, "_template_str", None)
    rendered = str(source if source is not None else element.render())
    if any(mark in rendered for mark in _DELIMITERS):
        raise FrameError(_ADVICE)
    return rendered


def _walk(elements: dict[str, Any]) -> Iterator[Any]:
    for element in elements.values():
        yield element
        yield from _walk(_children(element))
        if isinstance(icon := getattr(element, "icon", None), folium.Icon):
            yield icon


def _tile_host(layer: TileLayer) -> str:
    """Source expression, for the policy, of a tile layer's host."""
    url = urlsplit(str(layer.tiles))
    host = url.netloc.replace("{s}", "*")
    if url.scheme not in {"http", "https"} or not re.fullmatch(r"(\*\.)?[A-Za-z0-9.-]+(:\d+)?", host):
        raise FrameError(f"the tiles' address {layer.tiles!r} is not http:// or https:// and a host's name")
    return f"{url.scheme}://{host}"
