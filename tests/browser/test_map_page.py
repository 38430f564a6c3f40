"""The page in a real browser: what a reader sees, clicks and types, with every network blocked."""

from collections.abc import Callable
from functools import cache

import folium
import geopandas
import numpy as np
import pandas as pd
import pytest
import sample_route
from shapely.geometry import LineString, Point

from georoutes.maps import RouteMap

pytestmark = pytest.mark.browser

HOSTILE = [
    "<script>__pwn(1)</script>",
    "<img src=x onerror=__pwn(1)>",
    "</script><script>__pwn(1)</script>",
    '<a href="javascript:__pwn(1)">source</a>',
    "javascript:__pwn(1)",
    '" autofocus tabindex=0 onfocus=__pwn(1) x="',
    "`);__pwn(1);(`",
    "\\u003cimg src=x onerror=__pwn(1)\\u003e",
    "&lt;img src=x onerror=__pwn(1)&gt;",
    '");__pwn(1);//',
    "{{ 1234567*3 }}",
    "{% bad",
    '<img src="https://picture.example/t.gif">',
    "<svg onload=__pwn(1)>",
    "data:text/html,<script>__pwn(1)</script>",
    '<div style="position:fixed;inset:0"><form action=https://form.example/><input name=p></form></div>',
    "__proto__",
    'Rostov "na-Donu" & O\'Brien <Co> 5<6>4 100% #7 C:\\temp \\n `q` {x} 나진항 Порт Ванино',
]

Open = Callable[..., object]


def sample(**more: str) -> RouteMap:
    return RouteMap(
        sample_route.legs(), sample_route.places(), sample_route.claims(), title="From Rajin on", **more
    )


@cache
def sample_page() -> str:
    """Write the sample's page once for all tests that only read it."""
    return sample().to_html()


def inside(page, selector: str) -> bool:
    """Say whether an element lies inside the window."""
    box = page.locator(selector).first.bounding_box()
    size = page.viewport_size
    return (
        box["x"] >= 0
        and box["y"] >= 0
        and box["x"] + box["width"] <= size["width"]
        and box["y"] + box["height"] <= size["height"]
    )


def test_legs_stops_and_panels_are_there(open_map: Open) -> None:
    page = open_map(sample_page()).page
    assert page.title() == page.locator("h1").inner_text() == "From Rajin on"
    for mode in ("sea", "rail"):
        assert page.locator(f"#map path[data-mode={mode}]").count() > 3
    assert page.locator("#map path[data-mode=air]").count() == 0
    assert page.locator("#map [data-stop]").all_inner_texts() == ["1", "2", "3"]
    assert sorted(page.locator("#map .label.stop").all_inner_texts()) == ["Dunay", "Rajin", "Tikhoretsk"]
    for stop in range(3):
        assert inside(page, f"#map [data-stop='{stop}']")
    assert "Natural Earth" in page.locator("#foot").inner_text()
    assert "do not imply endorsement" in page.locator("#foot").inner_text()
    assert page.locator("#denied .leg").inner_text().startswith("Pyongyang → Vladivostok")
    assert page.locator("html").get_attribute("lang") == "en"


def test_labels_and_panels_do_not_cover_one_another(open_map: Open) -> None:
    page = open_map(sample_page()).page
    measured = "all => all.map((one) => one.getBoundingClientRect().toJSON())"
    boxes = page.locator("#map .label, #map .chip, #side, #inset").evaluate_all(measured)
    assert len(boxes) > 20
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            apart = (
                a["x"] + a["width"] <= b["x"] + 3 or b["x"] + b["width"] <= a["x"] + 3
                or a["y"] + a["height"] <= b["y"] + 3 or b["y"] + b["height"] <= a["y"] + 3
            )  # fmt: skip
            assert apart, (a, b)


def test_details_by_click_and_by_keyboard(open_map: Open) -> None:
    page = open_map(sample_page()).page
    button = page.locator("#legs .leg").nth(1)
    button.focus()
    page.keyboard.press("Enter")
    details = page.locator("#details")
    assert details.is_visible()
    said = details.inner_text()
    for words in (
        "Dunay → Tikhoretsk", "not after 13 Oct 2023", "of which 35 km drawn by hand", "the source does not give it",
        "“they were then loaded on wagons and moved west”", "An unnamed official", "reportedly",
        "The end is an area of 15 km.", "“no such shipment has ever taken place”",
    ):  # fmt: skip
        assert words in said
    assert page.evaluate("document.activeElement.id") == "details"
    page.keyboard.press("Escape")
    assert not details.is_visible()
    assert page.evaluate("document.activeElement.dataset.leg") == "1"
    page.locator("#map path[data-leg='1'][stroke-opacity='0']").last.dispatch_event("click")
    assert details.is_visible()


def test_denial_names_who_denies_and_links_are_web_addresses_only(open_map: Open) -> None:
    page = open_map(sample_page()).page
    page.locator("#denied .leg").click()
    said = page.locator("#details").inner_text()
    assert "Denied: not drawn." in said
    assert "DENIED BY" in said
    assert "A foreign ministry" in said
    page.locator("#legs .leg").first.click()
    addresses = [node.get_attribute("href") for node in page.locator("#details a").all()]
    assert addresses == ["https://example.org/boxes"]
    assert page.locator("#details a").first.get_attribute("rel") == "noopener noreferrer"
    assert "javascript:void(0)" in page.locator("#details").inner_text()


def test_legend_hides_and_shows_a_mode(open_map: Open) -> None:
    page = open_map(sample_page()).page
    box = page.get_by_label("By sea (1)")
    assert box.is_checked()
    box.focus()
    page.keyboard.press("Space")
    assert page.locator("#map > .leaflet-map-pane path[data-mode=sea]").count() == 0
    assert page.locator("#map > .leaflet-map-pane path[data-mode=rail]").count() > 0
    page.keyboard.press("Space")
    assert page.locator("#map > .leaflet-map-pane path[data-mode=sea]").count() > 0
    assert page.locator("#kinds li").evaluate_all("all => all.map(one => one.dataset.kind)") == [
        "reported", "network", "assumed", "connector", "area",
    ]  # fmt: skip


def test_everything_that_can_be_pressed_has_a_name(open_map: Open) -> None:
    page = open_map(sample_page()).page
    page.locator("#legs .leg").first.click()
    for node in page.locator("button, a[href], input, summary").all():
        assert node.evaluate(
            "n => (n.getAttribute('aria-label') || n.title || n.innerText || n.closest('label')?.innerText || '').trim()"
        )


def test_phone(open_map: Open) -> None:
    page = open_map(sample_page(), width=360, height=740).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not page.locator("#legs .leg").first.is_visible()
    assert all(inside(page, f"#map [data-stop='{stop}']") for stop in range(3))
    page.locator("#legs-box summary").click()
    page.locator("#legs .leg").first.click()
    assert inside(page, "#details")
    assert page.locator("#close").bounding_box()["height"] >= 24


def test_short_leg_has_a_close_up_that_zooms(open_map: Open) -> None:
    page = open_map(sample_page()).page
    before = page.evaluate("georoutes.map.getZoom()")
    page.locator("#inset-button").click()
    assert page.evaluate("georoutes.map.getZoom()") > before + 2
    page.locator("#home").click()
    assert page.evaluate("georoutes.map.getZoom()") == before


def test_draft_is_marked_and_a_plain_basemap_is_drawn(open_map: Open) -> None:
    page = open_map(sample(status="draft").to_html(compress=False)).page
    assert page.locator("#map canvas").count() >= 1
    assert page.locator("#watermark").is_visible()
    assert "Draft" in page.locator("#side header").inner_text()


def test_line_over_the_date_line_is_one_short_line(open_map: Open) -> None:
    line = LineString([(158.6, 53.0), (179.0, 54.0), (-179.0, 54.0), (-123.0, 48.0)])
    frame = geopandas.GeoDataFrame(
        {"origin": ["A"], "destination": ["B"], "mode": ["sea"]}, geometry=[line], crs=4326
    )
    page = open_map(RouteMap(frame)).page
    assert inside(page, "#map [data-stop='0']")
    assert inside(page, "#map [data-stop='1']")
    ends = [page.locator(f"#map [data-stop='{stop}']").bounding_box()["x"] for stop in range(2)]
    drawn = page.locator("#map path[data-kind=given]").last.bounding_box()
    assert drawn["width"] == pytest.approx(ends[1] - ends[0], abs=30)


def test_hostile_text_is_shown_as_written_and_never_run(open_map: Open) -> None:
    # One leg, two places and one claim for each text, which stands in every column, and names one more column.
    ids = [str(n) for n in range(len(HOSTILE))]
    ends = [[(n * 3.0, 40.0), (n * 3.0 + 2, 43.0)] for n in range(len(HOSTILE))]
    leg_columns = [
        "route",
        "origin",
        "destination",
        "mode",
        "when",
        "method",
        "warnings",
        "modality",
        "quantity",
        "cargo",
        "containers",
        "vehicle",
        "attribution",
    ]
    claim_columns = [
        "says",
        "by",
        "quote",
        "source",
        "title",
        "published",
        "url",
        "words",
        "quantity",
        "unit",
        "as_of",
        "modality",
        "negation",
    ]
    legs = geopandas.GeoDataFrame(
        dict.fromkeys([*leg_columns, *HOSTILE], HOSTILE) | {"claims": ids, "denials": [f"d{n}" for n in ids]},
        geometry=[LineString(line) for line in ends], crs=4326,
    )  # fmt: skip
    places = geopandas.GeoDataFrame(
        dict.fromkeys(["name", "role", "type", "country", "source"], HOSTILE),
        geometry=[Point(line[0]) for line in ends],
        crs=4326,
    )
    claim = pd.DataFrame(dict.fromkeys(claim_columns, HOSTILE))
    claims = pd.concat([claim.assign(id=ids), claim.assign(id=[f"d{n}" for n in ids])])
    everything = " ".join(HOSTILE)
    page = open_map(
        RouteMap(legs, places, claims, title=everything, subtitle=everything, status=everything)
    ).page
    assert page.locator("title").text_content() == page.locator("h1").text_content() == everything
    assert page.locator("#subtitle").text_content() == everything
    foot = page.locator("#foot").text_content()
    live = (
        "script[src], img, iframe, form, [onfocus], [onerror], [onload], a[href^=javascript], a[href^=data]"
    )
    page.locator("#tables-button").click()
    cells = page.locator("#tables th, #tables td, #tables bdi").all_text_contents()
    assert all(text in cells for text in HOSTILE)
    assert page.locator(live).count() == 0
    page.locator("#tables-close").click()
    for n, text in enumerate(HOSTILE):
        page.locator("#legs .leg").nth(n).click()
        assert page.locator("#details-title").text_content() == f"{text} → {text}"
        assert page.locator("#details blockquote").all_text_contents() == [f"“{text}”"] * 2
        assert page.locator("#details figure > p").all_text_contents() == [text] * 2
        assert page.locator("#details .warning").all_text_contents() == [text]
        said = page.locator("#details").text_content()
        assert f"When{text}Cargo{text}" in said
        assert f"{text} {text} (as of {text})" in said
        assert page.locator("#details cite").first.text_content() == text
        assert text in foot
        assert page.locator(live).count() == 0
        page.locator(f"#map [data-stop='{n}']").dispatch_event("click")
        assert page.locator("#details-title").text_content() == text
        assert "3703701" not in page.content()


def test_claims_that_no_leg_rests_on_are_listed_with_their_denials(open_map: Open) -> None:
    legs = geopandas.GeoDataFrame(geometry=[LineString([(0, 0), (3, 3)])], crs=4326)
    claims = pd.DataFrame(
        {
            "id": ["denial", "other", "total"],
            "about": ["", "", "all deliveries"],
            "quote": ["we sold nothing", "", "a thousand in all"],
            "says": ["", "seen at sea", ""],
            "polarity": ["deny", "affirm", "affirm"],
            "disputes": ["total", "", ""],
        }
    )
    page = open_map(RouteMap(legs, claims=claims, title="x")).page
    page.get_by_role("button", name="Also said").click()
    cards = page.locator("#details figure")
    assert [card.get_attribute("data-claim") for card in cards.all()] == ["other", "total", "denial"]
    assert "all deliveries" in (cards.nth(1).text_content() or "")
    assert "Denied" in (cards.nth(2).text_content() or "")


def test_frame_without_a_size_fits_once_it_is_shown(open_map: Open) -> None:
    hidden = f'<iframe hidden style="width:900px;height:600px" sandbox="allow-scripts" srcdoc="{_quoted(sample().to_html())}"></iframe>'
    script = "<script>document.documentElement.dataset.ready = 1</script>"
    opened = open_map(f"<!doctype html><meta charset=utf-8>{hidden}{script}")
    opened.page.evaluate("document.querySelector('iframe').hidden = false")
    frame = opened.page.frame_locator("iframe")
    frame.locator("html[data-ready='1']").wait_for(state="attached")
    assert frame.locator("#map [data-stop='2']").is_visible()
    opened.requests[:] = opened.requests[:1]  # the frame's own document, about:srcdoc


def test_folium_marker_on_the_same_map(open_map: Open) -> None:
    map_ = sample()
    folium.Marker((55, 83), popup="A stop of my own").add_to(map_)
    page = open_map(map_).page
    page.locator("#map img.leaflet-marker-icon").click()
    assert page.locator(".leaflet-popup-content").inner_text() == "A stop of my own"


def test_folium_layers_choose_the_view(open_map: Open) -> None:
    map_ = sample()
    group = folium.FeatureGroup("Mine").add_to(map_)
    folium.PolyLine([(50, 80), (52, 84)]).add_to(group)
    folium.Circle((51, 82), radius=40_000).add_to(map_)
    folium.LayerControl().add_to(map_)
    map_.fit_bounds([(50, 80), (52, 84)])
    page = open_map(map_).page
    west, south, east, north = map(
        float, page.evaluate("georoutes.map.getBounds().toBBoxString()").split(",")
    )
    assert 70 < west < 80
    assert 84 < east < 94
    assert 40 < south < 50
    assert 52 < north < 60
    assert page.locator(".leaflet-control-layers").is_visible()


def test_thousand_legs_are_ready_soon(open_map: Open) -> None:
    lines = [LineString([(n % 40, n / 40), (n % 40 + 3, n / 40 + 2)]) for n in range(1000)]
    frame = geopandas.GeoDataFrame({"mode": ["sea", "road"] * 500}, geometry=lines, crs=4326)
    page = open_map(RouteMap(frame)).page
    assert painted(page, ".leaflet-lines-pane canvas") > 3000
    page.locator("#legs .leg").nth(999).click()
    assert page.locator("#legs .leg").nth(999).get_attribute("aria-pressed") == "true"
    page.locator("#home").click()
    page.locator("#close").click()
    at = page.evaluate(
        "(() => { const p = georoutes.map.latLngToContainerPoint([1, 21.5]); return [p.x, p.y]; })()"
    )
    page.mouse.click(*at)
    assert page.locator("#details").is_visible()


def test_ten_thousand_legs_are_drawn_simply_and_more_in_bundles(open_map: Open) -> None:
    random = np.random.default_rng(0)
    ends = np.array([(2.0, 48.0), (12.0, 42.0), (20.0, 52.0), (30.0, 50.0)])
    lines = [
        LineString(ends[pair] + random.normal(0, 0.01, (2, 2))) for pair in random.integers(0, 4, (10_500, 2))
    ]
    frame = geopandas.GeoDataFrame({"mode": ["road"] * len(lines)}, geometry=lines, crs=4326)
    page = open_map(RouteMap(frame.iloc[:9000])).page
    assert "9,000 legs, drawn simply" in page.locator("#note").inner_text()
    assert painted(page, ".leaflet-lines-pane canvas") > 500
    page = open_map(RouteMap(frame)).page
    assert page.locator("#note").inner_text().startswith("10,500 legs, drawn as ")
    assert page.locator("#legs .leg").count() < 200
    assert "legs that run alike" not in page.locator("#kinds").inner_text()
    assert page.locator("#kinds [data-kind=width]").count() == 2
    page.locator("#legs .leg").first.click()
    assert "that run alike, drawn as one" in page.locator("#details").inner_text()


def painted(page, selector: str) -> int:
    """Count the pixels of a canvas on which something was drawn."""
    return page.evaluate(
        """(selector) => {
          const seen = document.querySelector(selector);
          const copy = seen.cloneNode();
          const context = copy.getContext("2d", { willReadFrequently: true });
          context.drawImage(seen, 0, 0);
          const { data } = context.getImageData(0, 0, copy.width, copy.height);
          let count = 0;
          for (let i = 3; i < data.length; i += 4) if (data[i]) count += 1;
          return count;
        }""",
        selector,
    )


def _quoted(page: str) -> str:
    return page.replace("&", "&amp;").replace('"', "&quot;")


def test_close_up_hides_what_the_map_hides(open_map: Open) -> None:
    page = open_map(sample_page()).page
    line = page.locator("#inset-map path[data-mode=sea]").first
    line.wait_for(state="attached")
    box = page.locator("#modes input[data-mode=sea]")
    box.click()
    assert page.locator("#inset-map path[data-mode=sea]").count() == 0
    box.click()
    assert page.locator("#inset-map path[data-mode=sea]").count() > 0
