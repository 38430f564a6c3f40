"""In a real browser: what is doubted, denied, contradicted or overtaken looks so."""

from collections.abc import Callable

import geopandas
import pandas as pd
import pytest
import sample_route
from shapely.geometry import LineString, Point

from georoutes.maps import RouteMap

pytestmark = pytest.mark.browser

Open = Callable[..., object]

LINES = [LineString([(28, 41), (30, 46)]), LineString([(28, 41), (35.8, 34.4)])]


def voyage(claims: list[str], modality: list[str], **columns: list) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(
        {"origin": ["A", "B"], "destination": ["B", "C"], "mode": ["sea", "sea"], "basis": ["network"] * 2}
        | {"claims": claims, "modality": modality, "length_km": [600.0, 1500.0]}
        | columns,
        geometry=LINES,
        crs=4326,
    )


def claims(*rows: dict) -> pd.DataFrame:
    return pd.DataFrame([{"source": "Example Wire"} | row for row in rows]).fillna("")


def test_what_became_of_a_claim_stands_right_behind_it(open_map: Open) -> None:
    said = claims(
        {"id": "left", "says": "It left."},
        {"id": "bound", "says": "It is bound for C.", "superseded_by": "refused", "author": "An Author"},
        {"id": "other", "says": "It carries corn."},
        {"id": "refused", "says": "The buyer refused.", "conflicts_with": "bound"},
        {"id": "here", "says": "each took the place", "superseded_by": "there"},
        {"id": "there", "says": "of the other", "superseded_by": "here"},
    )
    legs = voyage(["here, there, left", "bound, other"], ["observed", "predicted"])
    page = open_map(RouteMap(legs, claims=said)).page
    page.locator("#legs .leg").first.click()
    ids = "all => all.map(one => one.dataset.claim)"
    assert sorted(page.locator("#details figure").evaluate_all(ids)) == ["here", "left", "there"]
    leg = page.locator("#legs .leg").nth(1)
    assert "see what became of it" in leg.inner_text()
    leg.click()
    order = "all => all.map(one => one.dataset.claim || one.textContent)"
    assert page.locator("#details h3, #details figure").evaluate_all(order) == [
        "Said by", "bound", "What became of it", "refused", "Said by", "other",
    ]  # fmt: skip
    assert "Example Wire, An Author" in page.locator("[data-claim=bound] figcaption").inner_text()
    assert page.locator("#claims-button").is_hidden()  # each claim is shown with its leg


def test_claims_that_conflict_stand_side_by_side_whichever_says_so(open_map: Open) -> None:
    said = claims(
        {"id": "own", "says": "24 trucks", "conflicts_with": "other"}, {"id": "other", "says": "19 trucks"}
    )
    page = open_map(RouteMap(voyage(["own", "other"], ["reported", ""]), claims=said)).page
    for leg, order in ((0, ["own", "other"]), (1, ["other", "own"])):
        page.locator("#legs .leg").nth(leg).click()
        assert page.locator("#details h3").first.inner_text() == "CONFLICTING"
        one, two = (page.locator(f"[data-claim={name}]").bounding_box() for name in order)
        assert one["y"] == two["y"]
        assert one["x"] + one["width"] <= two["x"]


def test_cargo_vehicle_running_total_other_claims_and_legend(open_map: Open) -> None:
    total = {"id": "sum", "quantity": "310", "unit": "trucks", "cumulative": True}
    legs = voyage(
        ["sum", ""],
        ["", ""],
        cargo=["flour", ""],
        vehicle=["The Star", ""],
        passages=["dover, cape of good hope", ""],
        quantity=["24 trucks; 310 trucks", ""],
    )
    others = [{"id": "a", "says": "a"}, {"id": "no", "says": "no", "polarity": "deny"}]
    page = open_map(RouteMap(legs, claims=claims(total, *others))).page
    assert page.locator("#claims-button").inner_text() == "Also said, about no single leg: 1 claim, 1 denial"
    mode = page.locator("#modes line").first
    assert (mode.get_attribute("stroke"), mode.get_attribute("stroke-dasharray")) == ("var(--sea)", "none")
    kinds = page.locator("#kinds li")
    assert kinds.all_inner_texts() == ["As the source gives it (none here)", "Inferred on a network"]
    strokes = [kinds.nth(n).locator("line").first for n in range(2)]
    assert {stroke.get_attribute("stroke") for stroke in strokes} == {"var(--plain)"}
    assert [stroke.get_attribute("stroke-dasharray") == "none" for stroke in strokes] == [True, False]
    page.locator("#legs .leg").first.click()
    rows = dict(
        zip(
            page.locator("#details dt").all_inner_texts(),
            page.locator("#details dd").all_inner_texts(),
            strict=True,
        )
    )
    assert (rows["Cargo"], rows["Vehicle"]) == ("flour", "The Star")
    assert rows["Passages"] == "Dover, Cape of Good Hope"
    assert rows["Quantity"] == "24 trucks; 310 trucks (running total)"
    assert "310 trucks, a running total" in page.locator("#details figcaption").inner_text()


def test_doubted_leg_is_hollow_in_list_legend_and_map(open_map: Open) -> None:
    page = open_map(RouteMap(voyage(["", ""], ["observed", "predicted"]))).page
    assert "predicted, not reported as done" in page.locator("#legs .leg").nth(1).inner_text()
    assert "1 leg that is only predicted" in page.locator("#facts").inner_text()
    white = "all => all.filter(one => one.getAttribute('stroke') === 'var(--halo)').length"
    for leg, hollow in ((0, 0), (1, 1)):
        assert page.locator(f"#legs .leg[data-leg='{leg}'] line").evaluate_all(white) == hollow
        drawn = page.locator(f"#map .leaflet-lines-pane path[data-leg='{leg}']")
        assert drawn.evaluate_all(white) == hollow
        outline = drawn.first
        assert outline.get_attribute("stroke") == "var(--sea)"  # at full strength: 4:1 on the water
        assert outline.get_attribute("stroke-opacity") == "1"
    entry = page.locator("#kinds [data-kind=doubted]")
    assert entry.inner_text() == "Hollow: only predicted"
    assert entry.locator("line").evaluate_all(white) == 1


def test_places_of_a_denied_leg_are_hollow_dots(open_map: Open) -> None:
    legs = voyage(["", ""], ["", ""], polarity=["deny", "deny"])
    places = geopandas.GeoDataFrame(
        {"name": ["A", "B"], "precision": ["area", "place"], "radius_km": [80.0, 20.0]},
        geometry=[Point(30, 46), Point(28, 41)],
        crs=4326,
    )
    page = open_map(RouteMap(legs, places)).page
    assert page.locator("#map .chip, #map .leaflet-discs-pane path").count() == 0
    dots = page.locator("#map [data-denied-stop]")
    assert dots.evaluate_all("all => all.map(one => one.getAttribute('fill'))") == ["var(--halo)"] * 2
    assert "Nothing to draw" in page.locator("#facts").inner_text()
    assert page.locator("#kinds [data-kind=denied]").is_visible()
    dots.first.dispatch_event("click")
    assert "a leg that is denied" in page.locator("#details").inner_text()


def test_empty_map_says_so(open_map: Open) -> None:
    page = open_map(RouteMap()).page
    assert page.locator("#side").inner_text().startswith("Nothing to draw")


def test_part_drawn_by_hand_can_be_found(open_map: Open) -> None:
    page = open_map(RouteMap(sample_route.legs(), sample_route.places())).page
    assert "km of it drawn by hand" in page.locator("#facts").inner_text()
    page.locator("#legs .leg").nth(1).click()
    page.get_by_role("button", name="Show the part drawn by hand").click()
    assert page.evaluate("georoutes.map.getZoom()") >= 7
    assert page.evaluate("georoutes.map.getBounds().contains([43.1, 132.5])")


def test_country_of_a_stop_is_named_however_small(open_map: Open) -> None:
    places = geopandas.GeoDataFrame(
        {"name": ["Odesa", "Tripoli"]}, geometry=[Point(30.73, 46.48), Point(35.85, 34.43)], crs=4326
    )
    page = open_map(RouteMap(places=places)).page
    assert {"Lebanon", "Ukraine"} <= set(page.locator("#map .label.country").all_inner_texts())


def test_phone_keeps_the_chosen_leg_between_the_panels(open_map: Open) -> None:
    legs = voyage(["", ""], ["observed", "predicted"])
    page = open_map(
        RouteMap(legs, title="A title", subtitle="Words that take two lines. " * 4), 390, 844
    ).page
    assert "only predicted" in page.locator("#facts").inner_text()
    assert page.locator("#facts").is_visible()
    page.locator("#legs-box summary").click()
    page.locator("#legs .leg").first.click()
    line = page.locator("#map path[data-leg='0']").first.bounding_box()
    top, bottom = page.locator("#side").bounding_box(), page.locator("#details").bounding_box()
    assert line["y"] > top["y"] + top["height"]
    assert line["y"] + line["height"] < bottom["y"]


def test_denial_is_told_in_its_own_word(open_map: Open) -> None:
    said = claims(
        {"id": "a", "quote": "has balked at sending", "polarity": "deny", "negation": "refused"},
        {"id": "b", "quote": "sent", "polarity": "affirm"},
        {"id": "c", "quote": "we did not", "polarity": "deny", "disputes": "b"},
        {"id": "d", "quote": "it may never come", "polarity": "deny", "negation": "doubted", "disputes": "b"},
    )
    legs = voyage(["a", "b"], ["", ""], polarity=["deny", "affirm"])
    page = open_map(RouteMap(legs, claims=said)).page
    assert "refused" in page.locator("#denied .leg").inner_text()
    page.locator("#denied .leg").click()
    assert "Refused: not drawn." in page.locator("#details").inner_text()
    assert page.locator("#details .denies").all_inner_texts() == ["Refused"]
    page.locator("#legs .leg").click()
    assert page.locator("#details .denies").all_inner_texts() == ["Denied", "Doubted"]


def test_figures_of_different_days_stand_in_one_table_and_are_not_added(open_map: Open) -> None:
    said = claims(
        {
            "id": "late",
            "quantity": "11,000",
            "unit": "crates",
            "as_of": "2024-06-19",
            "conflicts_with": "first",
        },
        {"id": "first", "quantity": "1,000", "unit": "crates", "as_of": "../2023-10-13", "cumulative": True},
        {"id": "alone", "quantity": "7", "unit": "ships"},
    )
    page = open_map(RouteMap(voyage(["first", "late"], ["", ""]), claims=said)).page
    page.locator("#legs .leg").first.click()
    rows = page.locator("#details .figures tbody tr").all_inner_texts()
    assert [row.split("\t")[:2] for row in rows] == [
        ["not after 13 Oct 2023", "1,000 crates"],
        ["19 Jun 2024", "11,000 crates"],
    ]
    assert "Not to be added" in page.locator("#details .figures caption").inner_text()
    assert "12,000" not in page.content()
    page.get_by_role("button", name="Figures that differ: 2").click()
    assert page.locator("#details figure").count() == 2


def test_one_long_arc_leaves_the_first_view_and_says_so(open_map: Open) -> None:
    near = [LineString([(125 + n, 35), (133 + n, 45)]) for n in range(8)]
    legs = geopandas.GeoDataFrame(
        {"origin": ["A"] * 8 + ["Far"], "destination": ["B"] * 8 + ["C"], "basis": ["schematic"] * 9},
        geometry=[*near, LineString([(-100, 40), (128, 37)])],
        crs=4326,
    )
    page = open_map(RouteMap(legs)).page
    sees = "(lon) => georoutes.map.getBounds().contains([40, lon])"
    assert not page.evaluate(sees, 260)
    assert page.locator("#map .label.outside").inner_text() == "from Far"
    button = page.locator("#outside")
    assert "1 arc leaves this view: Far → C" in button.inner_text()
    button.click()
    assert page.evaluate(sees, 260)
    assert page.locator("#map .label.outside").count() == 0
    button.click()
    assert not page.evaluate(sees, 260)
    page.locator("#home").click()
    assert page.evaluate(sees, 260)


def test_leg_says_its_cargo_in_the_list(open_map: Open) -> None:
    page = open_map(RouteMap(voyage(["", ""], ["", ""], cargo=["corn", ""]))).page
    assert page.locator("#legs .cargo").all_inner_texts() == ["corn"]


def test_legs_that_are_alike_share_a_line_that_opens_them_all(open_map: Open) -> None:
    arc = LineString([(127, 40), (120, 46), (100, 60)])
    legs = geopandas.GeoDataFrame(
        {"origin": ["A"] * 4, "destination": ["B"] * 4, "mode": ["sea"] * 4, "basis": ["schematic"] * 4,
         "modality": ["reported", "reported", "reported", "predicted"], "cargo": ["shells", "food", "oil", "guns"],
         "when": ["2024-03-01", "2024-03-05", "2024-03-09", "2024-03-09"], "containers": ["MSKU1234565", "", "", ""]},
        geometry=[arc] * 4, crs=4326,
    )  # fmt: skip
    page = open_map(RouteMap(legs)).page
    lines = "all => [...new Set(all.map(one => one.dataset.leg))]"
    assert page.locator("#map .leaflet-lines-pane path").evaluate_all(lines) == ["0", "3"]
    assert page.locator("#map .label.alike").all_inner_texts() == ["3 legs"]
    assert page.locator("#legs .leg").count() == 4
    page.locator("#map path[data-leg='0'][stroke-opacity='0']").last.dispatch_event("click")
    details = page.locator("#details")
    assert "A → B: 3 legs" in details.inner_text()
    assert "It is no sum" in details.inner_text()
    assert details.locator(".leg .cargo").all_inner_texts() == ["shells", "food", "oil"]
    pressed = "all => all.map(one => one.getAttribute('aria-pressed'))"
    assert page.locator("#legs .leg").evaluate_all(pressed) == ["true", "true", "true", "false"]
    details.locator(".leg").first.focus()
    page.keyboard.press("Enter")
    assert "MSKU1234565" in details.inner_text()
    assert (
        page.locator("#map .leaflet-casing-pane path[data-leg='0']").get_attribute("stroke") == "var(--mark)"
    )
    page.locator("#alike").focus()
    page.keyboard.press("Enter")  # from one leg to all of its line
    assert "A → B: 3 legs" in details.inner_text()
    page.keyboard.press("Escape")
    slider = page.get_by_label("Show one day")
    slider.fill("19787")  # 5 March: one leg is later
    assert page.locator("#map .label.alike").all_inner_texts() == ["2 legs"]
    assert (
        page.locator("#map .leaflet-casing-pane path[data-leg='0']").get_attribute("stroke") == "var(--now)"
    )
    assert page.locator("#map .leaflet-lines-pane path[data-leg='3']").count() == 0


def test_arrow_between_names_that_run_to_the_left_points_from_the_first_to_the_second(open_map: Open) -> None:
    names = {"origin": ["ميناء أوديسا", "חיפה"], "destination": ["חיפה", "ميناء أوديسا"]}
    page = open_map(RouteMap(voyage(["", ""], ["", ""], **names), title="شحنة القمح")).page
    first = page.locator("#legs .leg > bdi").first
    places = first.evaluate(
        """(node) => {
          const text = node.firstChild;
          return [...text.data].map((letter, at) => {
            const range = document.createRange();
            range.setStart(text, at);
            range.setEnd(text, at + 1);
            return [letter, range.getBoundingClientRect().x];
          });
        }"""
    )
    x = dict(places)
    assert x["م"] < x["→"] < x["ח"]
    assert page.locator("h1 bdi").evaluate("node => getComputedStyle(node).direction") == "rtl"
