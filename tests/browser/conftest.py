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


class Windows:
    """Pages that one test after the other uses: a new one takes as long to make as a map to open."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._pages: list[Any] = []
        self._heard: list[Opened] = []

    def take(self, place: int) -> Opened:
        """Return a page as good as new; the page of one place is the same in every test."""
        if place == len(self._pages):
            self._pages.append(self._context.new_page())
            self._heard.append(Opened(self._pages[-1]))
            self._listen(place)
        page = self._pages[place]
        page.bring_to_front()
        page.emulate_media(media="screen", color_scheme="light", reduced_motion="reduce")
        self._heard[place] = Opened(page)
        return self._heard[place]

    def keep_one(self) -> None:
        """Close all pages but the first, which a browser would draw less often behind another."""
        for page in self._pages[1:]:
            page.close()
        del self._pages[1:], self._heard[1:]

    def _listen(self, place: int) -> None:
        page = self._pages[place]
        page.add_init_script("window.__ran = []; window.__pwn = (id) => window.__ran.push(id);")
        page.on("request", lambda request: self._heard[place].requests.append(request.url))
        page.on("console", lambda said: self._complain(place, said.text, said.type in {"error", "warning"}))
        page.on("pageerror", lambda error: self._complain(place, str(error)))
        page.on("dialog", lambda dialog: (self._complain(place, dialog.message), dialog.dismiss()))

    def _complain(self, place: int, words: str, bad: bool = True) -> None:  # noqa: FBT001, FBT002
        if bad:
            self._heard[place].complaints.append(words)


@pytest.fixture(scope="session")
def windows(context: Any) -> Windows:
    return Windows(context)


@pytest.fixture
def open_map(windows: Windows, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Open a map in a window of a size; at the end: no request but the file, and no complaint."""
    opened: list[Opened] = []

    def open_it(map_: Any, width: int = 1280, height: int = 800) -> Opened:
        file = tmp_path / f"map{len(opened)}.html"
        file.write_text(map_ if isinstance(map_, str) else map_.to_html(), encoding="utf-8")
        result = windows.take(len(opened))
        opened.append(result)
        page = result.page
        page.set_viewport_size({"width": width, "height": height})
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
        windows.keep_one()
