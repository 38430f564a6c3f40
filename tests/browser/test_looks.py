"""The two examples look as they did: small pictures of their maps, compared with a tolerance.

To renew the pictures after a change that was meant and looked at: GEOROUTES_NEW_PICTURES=1 pytest tests/browser.
"""

import io
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import georoutes as gr

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PICTURES = Path(__file__).parent / "pictures"
SMALL = (160, 100)
"""Pixels of a picture."""

FAR = 40
"""Difference, of 255, from which a pixel counts as another."""

MOST_APART = 0.002
"""Share of such pixels; the railway of the main example has three times as many."""

Open = Callable[..., object]


@cache
def page_of(name: str) -> str:
    return gr.draw(gr.read_case(ROOT / "examples" / f"{name}.yaml")).to_html()


def small(png: bytes) -> np.ndarray:
    image = pytest.importorskip("PIL.Image").open(io.BytesIO(png)).convert("RGB")
    return np.asarray(image.resize(SMALL), dtype=float)


def apart(one: np.ndarray, other: np.ndarray) -> float:
    return float((np.abs(one - other).max(axis=2) > FAR).mean())


@pytest.mark.parametrize("name", ["najin_tikhoretsk", "grain_odesa_tripoli"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_examples_look_as_they_did(open_map: Open, name: str, scheme: str) -> None:
    page = open_map(page_of(name)).page
    page.emulate_media(color_scheme=scheme)
    # Without its words, because every machine has fonts of its own.
    words = "#side, #time, #foot, #inset, #watermark, .leaflet-labels-pane, .leaflet-control-container"
    page.evaluate(
        "(words) => document.querySelectorAll(words).forEach((node) => { node.style.display = 'none'; })",
        words,
    )
    page.wait_for_function("document.getElementById('map').offsetHeight === innerHeight")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)))")
    seen = small(page.screenshot())
    kept = PICTURES / f"{name}_{scheme}.png"
    if os.environ.get("GEOROUTES_NEW_PICTURES"):
        pytest.importorskip("PIL.Image").fromarray(seen.astype(np.uint8)).save(kept, optimize=True)
    assert apart(seen, small(kept.read_bytes())) <= MOST_APART
    if scheme == "light":
        page.evaluate("document.querySelector('.leaflet-lines-pane').remove()")
        assert apart(small(page.screenshot()), small(kept.read_bytes())) > MOST_APART  # a lost line is seen


@pytest.mark.parametrize("name", ["najin_tikhoretsk", "grain_odesa_tripoli"])
def test_examples_are_small(name: str) -> None:
    assert len(page_of(name).encode()) <= 400_000
