"""Measure maps of many legs against folium.GeoJson: time in Python, size of the file, time until it is ready.

Run as ``python tests/benchmarks/many_legs.py [LEGS ...]``. Both pages are opened in Chromium; Folium's own
files are answered from a folder of npm packages given in FOLIUM_ASSETS (leaflet 1.9 and jquery), or else are
refused, which makes Folium's page quicker than it is.
"""

import gc
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import folium
import geopandas
import numpy as np
from playwright.sync_api import Page, Route, sync_playwright
from shapely import linestrings

from georoutes.maps import RouteMap

POINTS = 50
ROUNDS = 3
NEEDED = {"leaflet.js": "leaflet/dist/leaflet.js", "leaflet.css": "leaflet/dist/leaflet.css",
          "jquery": "jquery/dist/jquery.min.js"}  # fmt: skip


def frame(legs: int) -> geopandas.GeoDataFrame:
    """Winding lines all over the world, with what a leg usually says of itself."""
    random = np.random.default_rng(1)
    starts = np.column_stack([random.uniform(-150, 150, legs), random.uniform(-50, 60, legs)])
    steps = random.normal(0, 0.3, (legs, POINTS, 2)).cumsum(axis=1)
    modes = np.array(["sea", "rail", "road", "air"])[random.integers(0, 4, legs)]
    columns = {"origin": [f"A{n}" for n in range(legs)], "destination": [f"B{n}" for n in range(legs)]}
    return geopandas.GeoDataFrame(
        columns | {"mode": modes}, geometry=linestrings(starts[:, None, :] + steps), crs=4326
    )


def ours(legs: geopandas.GeoDataFrame) -> str:
    """Page of this project."""
    return RouteMap(legs, title="Many legs").to_html()


def foliums(legs: geopandas.GeoDataFrame) -> str:
    """Page of folium.GeoJson with a tooltip, which is the least that says what a line is."""
    map_ = folium.Map(tiles=None)
    names = ["origin", "destination", "mode"]
    folium.GeoJson(legs, tooltip=folium.GeoJsonTooltip(names)).add_to(map_)
    west, south, east, north = legs.total_bounds
    map_.fit_bounds([(south, west), (north, east)])
    return str(map_.get_root().render())


def ready(page: Page, html: str, folder: Path) -> float:
    """Milliseconds from opening until the lines have been painted."""
    file = folder / "map.html"
    file.write_text(html, encoding="utf-8")
    begun = time.perf_counter()
    page.goto(file.as_uri())
    page.wait_for_function(
        "document.documentElement.dataset.ready === '1' || document.querySelectorAll('path.leaflet-interactive').length > 99",
        timeout=120_000,
    )
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return (time.perf_counter() - begun) * 1000


def answer(route: Route) -> None:
    """Give Folium's page the files that it asks for, as far as they are here."""
    url, folder = route.request.url, os.environ.get("FOLIUM_ASSETS")
    if url.startswith("file:"):
        route.continue_()
    elif folder and (
        found := [path for name, path in NEEDED.items() if name in url and "bootstrap" not in url]
    ):
        route.fulfill(path=Path(folder) / found[0])
    else:
        route.abort()


def measure(page: Page, legs: int, folder: Path) -> dict[str, dict[str, float]]:
    """Medians of both, taken in turns in one run."""
    data = frame(legs)
    taken: dict[str, dict[str, list[float]]] = {}
    for _ in range(ROUNDS):
        for name, make in (("georoutes", ours), ("folium", foliums)):
            gc.collect()
            begun = time.perf_counter()
            html = make(data)
            python = time.perf_counter() - begun
            kept = taken.setdefault(name, {"python s": [], "MB": [], "ready ms": []})
            kept["python s"].append(python)
            kept["MB"].append(len(html.encode()) / 1e6)
            kept["ready ms"].append(ready(page, html, folder))
    return {
        name: {what: statistics.median(all_) for what, all_ in kept.items()} for name, kept in taken.items()
    }


def main() -> None:
    """Measure and print."""
    with sync_playwright() as running, tempfile.TemporaryDirectory() as folder:
        browser = running.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.route("**/*", answer)
        for legs in [int(one) for one in sys.argv[1:]] or [1000, 10_000]:
            found = measure(page, legs, Path(folder))
            ratios = {what: found["georoutes"][what] / found["folium"][what] for what in found["folium"]}
            print(json.dumps({"legs": legs, **found, "ratio": ratios}, default=float, indent=1))
        browser.close()


if __name__ == "__main__":
    main()
