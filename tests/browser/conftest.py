"""A real browser without any network: what it asks for, complains about or runs is written down."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "georoutes" / "maps"))  # for the made-up route

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND",
]


@dataclass
class Opened:
    """A page, and what the browser had to say about it."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def _chromium() -> str | None:
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))),
        None,
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = (
        pytest.importorskip("playwright.sync_api")
        if not os.environ.get("GEOROUTES_REQUIRE_BROWSER")
        else None
    )
    path = _chromium()
    if path is None or (playwright is None and not os.environ.get("GEOROUTES_REQUIRE_BROWSER")):
        message = "no Chromium was found: the map's page was NOT tested in a browser (apt install chromium)"
        if os.environ.get("GEOROUTES_REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with sync_playwright() as running:
        started = running.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def context(browser: Any) -> Iterator[Any]:
    """One offline profile for all pages: making one takes about a quarter of a second."""
    made = browser.new_context(offline=True, locale="en-GB", timezone_id="UTC", reduced_motion="reduce")
    made.set_default_timeout(8_000)
    made.route(
        "**/*",
        lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort(),
    )
    yield made
    made.close()


@pytest.fixture
def open_map(context: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Open a map in a window of a size; at the end: no request but the file, and no complaint."""
    opened: list[Opened] = []

    def open_it(map_: Any, width: int = 1280, height: int = 800) -> Opened:
        file = tmp_path / f"map{len(opened)}.html"
        file.write_text(map_ if isinstance(map_, str) else map_.to_html(), encoding="utf-8")
        result = Opened(context.new_page())
        opened.append(result)
        page = result.page
        page.set_viewport_size({"width": width, "height": height})
        page.add_init_script("window.__ran = []; window.__pwn = (id) => window.__ran.push(id);")
        page.on("request", lambda request: result.requests.append(request.url))
        page.on(
            "console",
            lambda said: result.complaints.append(said.text) if said.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda error: result.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (result.complaints.append(dialog.message), dialog.dismiss()))
        page.goto(file.as_uri())
        page.wait_for_selector('html[data-ready="1"]', state="attached", timeout=15_000)
        return result

    yield open_it
    try:
        for result in opened:
            assert [url for url in result.requests if not url.startswith("data:")] == result.requests[:1]
            assert result.complaints == []
            assert result.page.evaluate("window.__ran") == []
    finally:
        for result in opened:
            result.page.close()
