"""In a real browser: the time bar, the tables, and the page in the dark, on paper and for every reader."""

import re
from collections.abc import Callable

import folium
import geopandas
import pytest
import sample_route
from shapely.geometry import LineString, Point

from georoutes.maps import RouteMap

pytestmark = pytest.mark.browser

Open = Callable[..., object]


def dated(*when: str, **columns: list) -> RouteMap:
    lines = [LineString([(10 * n, 40), (10 * n + 8, 45)]) for n in range(len(when))]
    names = {
        "origin": [f"A{n}" for n in range(len(when))],
        "destination": [f"B{n}" for n in range(len(when))],
    }
    frame = geopandas.GeoDataFrame(
        names | {"mode": ["sea"] * len(when), "when": list(when)} | columns, geometry=lines, crs=4326
    )
    return RouteMap(frame, title="Dated")


def sample() -> RouteMap:
    return RouteMap(sample_route.legs(), sample_route.places(), sample_route.claims(), title="From Rajin on")


def drawn(page, leg: int) -> bool:
    return page.locator(f"#map .leaflet-lines-pane path[data-leg='{leg}']").count() > 0


def test_slider_shows_a_day_at_a_time_and_keeps_what_has_no_date(open_map: Open) -> None:
    page = open_map(dated("2024-03-01/2024-03-10", "2024-03-08~", "2024-03-20", "")).page
    assert page.locator("#time-day").inner_text() == "All dates"
    assert all(drawn(page, leg) for leg in range(4))
    slider = page.get_by_label("Show one day")
    assert (slider.get_attribute("min"), slider.get_attribute("max")) == ("19783", "19802")
    slider.focus()
    page.keyboard.press("Home")
    for _ in range(7):
        page.keyboard.press("ArrowRight")
    assert page.locator("#time-day").inner_text() == "8 Mar 2024"
    assert page.locator("#time-says").inner_text() == (
        "1 on this day · 1 perhaps on this day · 1 later, not shown · 1 leg without a date is shown all the time."
    )
    assert slider.get_attribute("aria-valuetext").startswith("8 Mar 2024: 1 on this day")
    assert [drawn(page, leg) for leg in range(4)] == [True, True, False, True]
    assert page.locator("#legs .tag").all_inner_texts() == [
        "on this day", "perhaps on this day", "later than this day", "no date",
    ]  # fmt: skip
    bands = [page.locator(f"#map .leaflet-casing-pane path[data-leg='{leg}']") for leg in (0, 1)]
    assert [band.get_attribute("stroke") for band in bands] == ["var(--now)"] * 2
    assert [band.get_attribute("stroke-dasharray") for band in bands] == [None, "3 6"]
    page.keyboard.press("End")
    assert page.locator("#legs .tag").nth(0).inner_text() == "before this day"
    page.get_by_role("button", name="All dates").click()
    assert all(drawn(page, leg) for leg in range(4))
    assert page.evaluate("document.activeElement.id") == "day"


def test_bars_are_solid_where_sure_and_shaded_where_possible(open_map: Open) -> None:
    page = open_map(
        dated("2024-03-01/2024-03-10", "../2024-03-08", "2024-02", modality=["", "", "observed"])
    ).page
    kinds = "all => all.map(one => one.getAttribute('class'))"
    assert sorted(page.locator("#time-bars rect").evaluate_all(kinds)) == ["may", "may", "may", "sure"]
    assert page.locator("#day").get_attribute("min") == str(19754 - 14)  # an open end goes on for a fortnight


def test_what_is_only_predicted_is_sure_on_no_day(open_map: Open) -> None:
    page = open_map(dated("2024-03-01/2024-03-10", modality=["predicted"])).page
    page.locator("#day").focus()
    page.keyboard.press("Home")
    assert page.locator("#legs .tag").inner_text() == "perhaps on this day"


def test_play_goes_from_date_to_date_where_motion_is_not_wanted(open_map: Open) -> None:
    later = [f"2024-04-{day:02}" for day in range(1, 21)]  # so that it goes on long enough to be stopped
    page = open_map(dated("2024-03-01/2024-03-10", "2024-03-20", *later)).page
    play = page.get_by_role("button", name="Play")
    play.focus()
    page.keyboard.press("Enter")
    assert page.locator("#time-day").inner_text() == "1 Mar 2024"
    page.get_by_text("10 Mar 2024", exact=True).wait_for()
    page.get_by_role("button", name="Pause").click()
    assert page.get_by_role("button", name="Play").is_visible()


@pytest.mark.parametrize("when", [("", ""), ("2024-03-01", "2024-03-01"), ("soon", "never")])
def test_without_two_days_there_is_no_time_bar(open_map: Open, when: tuple[str, str]) -> None:
    assert open_map(dated(*when)).page.locator("#time").is_hidden()


def test_tables_say_all_and_lead_to_a_leg(open_map: Open) -> None:
    page = open_map(sample()).page
    page.get_by_role("button", name="All of it as tables").click()
    tables = page.locator("#tables table")
    assert tables.locator("caption").all_inner_texts() == ["Legs", "Places", "What the sources say"]
    assert "Warnings" in tables.nth(0).locator("thead").inner_text()
    assert tables.nth(0).locator("tbody tr").count() == 3
    assert "Denied: not drawn." in tables.nth(0).locator("tbody tr").nth(2).inner_text()
    assert "within about 15 km" in tables.nth(1).inner_text()
    assert "42.256° N, 130.283° E" in tables.nth(1).inner_text()
    assert "“no such shipment has ever taken place”" in tables.nth(2).inner_text()
    page.keyboard.press("Escape")
    assert not page.locator("#tables").is_visible()
    assert page.evaluate("document.activeElement.id") == "tables-button"
    page.keyboard.press("Enter")
    page.locator("#tables").get_by_role("button", name="Dunay → Tikhoretsk").click()
    assert page.locator("#details-title").inner_text() == "Dunay → Tikhoretsk"


def test_page_in_the_dark_and_on_paper(open_map: Open) -> None:
    page = open_map(sample()).page
    land = "(() => { const c = document.querySelector('.leaflet-base-pane canvas').cloneNode();"
    land += "const p = c.getContext('2d', { willReadFrequently: true });"
    land += "p.drawImage(document.querySelector('.leaflet-base-pane canvas'), 0, 0); const d = p"
    land += (
        ".getImageData(0, 0, c.width, c.height).data; const n = {}; for (let i = 0; i < d.length; i += 400) {"
    )
    land += "const k = [d[i], d[i + 1], d[i + 2]].join(); n[k] = (n[k] || 0) + 1; }"
    land += "return Object.keys(n).sort((a, b) => n[b] - n[a]).slice(0, 2).sort() })()"
    light = page.evaluate(land)
    assert "245,243,236" in light
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("getComputedStyle(document.body).color === 'rgb(236, 239, 242)'")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert "43,48,54" in page.evaluate(land)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(land) == light
    assert page.locator("#tables table").count() == 3
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("#legend-box").is_visible()
    assert not page.locator("#legs-box").is_visible()  # it would be cut off; the tables have it whole
    credits_end, tables_begin = (
        page.locator(name).evaluate(
            "node => node.getBoundingClientRect()[node.id === 'foot' ? 'bottom' : 'top']"
        )
        for name in ("#foot", "#tables")
    )
    assert credits_end <= tables_begin  # on the page with the map
    page.emulate_media(media="screen", color_scheme="dark")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert "43,48,54" in page.evaluate(land)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_fault_is_found_by_axe(open_map: Open, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_map(sample()).page
    page.emulate_media(color_scheme=scheme)
    for state in ("", "#legs .leg >> nth=1", "#tables-button"):
        if state:
            page.locator(state).click()
        found = axe.run(page).response["violations"]
        grave = [
            (one["id"], [node["target"] for node in one["nodes"]])
            for one in found
            if one["impact"] in {"serious", "critical"}
        ]
        assert grave == []


def test_names_in_a_script_of_one_language_say_so(open_map: Open) -> None:
    page = open_map(dated("2024", origin=["나진항"], destination=["Dunay"])).page
    page.get_by_role("button", name="All of it as tables").click()
    assert page.locator("#tables bdi[lang=ko]").all_inner_texts() == ["1 나진항"]


def test_open_ends_of_the_bar_tell_no_day_that_nobody_stated(open_map: Open) -> None:
    page = open_map(dated("../2023-10-13", "2023-10-01/2023-10-05", "2023-10-03/..")).page
    assert page.locator("#time-ends span").all_inner_texts() == ["before 1 Oct 2023", "after 13 Oct 2023"]
    page.get_by_label("Show one day").focus()
    page.keyboard.press("Home")
    assert page.locator("#time-day").inner_text() == "before 1 Oct 2023"
    for _ in range(14):
        page.keyboard.press("ArrowRight")
    assert page.locator("#time-day").inner_text() == "1 Oct 2023"
    page.keyboard.press("End")
    assert page.get_by_label("Show one day").get_attribute("aria-valuetext").startswith("after 13 Oct 2023:")


def test_foreign_columns_stand_with_their_leg_and_in_the_table(open_map: Open) -> None:
    names = ["a", "<img src=x onerror=alert(1)>", "العربية"]
    lines = [LineString([(10 * n, 40), (10 * n + 0.2, 40.2)]) for n in range(3)]
    frame = geopandas.GeoDataFrame(
        {"name": names, "kept <b>by</b>": ["x", "{{7*7}}", ""]}, geometry=lines, crs=4326
    )
    opened = open_map(RouteMap(frame))
    page = opened.page
    assert page.locator("#legs .leg > bdi").all_inner_texts() == names
    assert not page.locator("#sources-hint").is_visible()
    assert not page.locator("#inset").is_visible()
    page.locator(".leg").nth(1).click()
    shown = dict(
        zip(
            page.locator("#details dt").all_inner_texts(),
            page.locator("#details dd").all_inner_texts(),
            strict=True,
        )
    )
    assert shown["kept <b>by</b>"] == "{{7*7}}"
    page.locator("#close").click()
    page.locator("#tables-button").click()
    heads = page.locator("#tables thead th").all_inner_texts()
    assert heads[-2:] == ["name", "kept <b>by</b>"]
    assert not opened.complaints


def combined(count: int = 10) -> RouteMap:
    """Draw arcs out of one country, whose circle would cover its neighbours."""
    lines = [LineString([(31, 49), (31 + 4 * n, 30 + n)]) for n in range(1, count + 1)]
    frame = geopandas.GeoDataFrame(
        {
            "origin": ["Ukraine"] * count,
            "destination": [f"Place {n}" for n in range(count)],
            "mode": ["road"] * count,
            "when": ["2024-03-01"] * (count - 1) + ["2024-04-01"],
            "modality": ["reported"] * (count - 1) + ["alleged"],
        },
        geometry=lines,
        crs=4326,
    )
    places = geopandas.GeoDataFrame(
        {
            "name": ["Ukraine", "Donbas"],
            "type": ["country", "region"],
            "precision": "area",
            "radius_km": 600.0,
        },
        geometry=[Point(31, 49), Point(38, 48)],
        crs=4326,
    )
    return RouteMap(frame, places, title="Combined")


def test_map_of_many_legs_can_be_read(open_map: Open) -> None:
    page = open_map(combined()).page
    assert page.locator("#map .leaflet-discs-pane path").count() == 1  # of the region, not of the country
    assert page.locator("#time-says").inner_text() == "10 dated legs, 1 of them not said to have happened"
    legend, legs = (page.locator(name).bounding_box()["y"] for name in ("#legend-box", "#legs-box"))
    assert legend < legs
    page.locator("#to-legs").click()
    page.wait_for_function("document.activeElement.id === 'legs'")
    top = page.locator("#legs-box").bounding_box()["y"]
    panel = page.locator("#side").bounding_box()
    assert panel["y"] - 1 <= top < panel["y"] + panel["height"]
    assert page.locator("#map path.dim").count() == 0
    page.locator(".leg[data-leg='2']").click()
    assert page.locator("#map path.dim[data-leg='2']").count() == 0
    assert page.locator("#map path.dim[data-leg='3']").count() > 0
    page.keyboard.press("Escape")
    assert page.locator("#map path.dim").count() == 0


def test_credits_are_whole_on_a_phone(open_map: Open) -> None:
    page = open_map(combined(), width=390, height=844).page
    tall, seen = page.evaluate(
        "[document.getElementById('foot').scrollHeight, document.getElementById('foot').clientHeight]"
    )
    assert tall <= seen


def test_markers_of_folium_with_an_icon_are_drawn_without_a_network(open_map: Open) -> None:
    drawn = dated("2024-03-01", "2024-03-02")
    folium.Marker([42, 5], icon=folium.Icon(color="red")).add_to(drawn)
    with pytest.warns(UserWarning, match="without a network"):
        page_text = drawn.to_html()
    page_text = re.sub(
        r'<script src="http[^>]*></script>|<link rel="stylesheet" href="http[^>]*>', "", page_text
    )
    page = open_map(page_text).page
    assert page.locator("#map img.leaflet-marker-icon").count() == 1
