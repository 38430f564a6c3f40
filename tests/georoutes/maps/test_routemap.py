"""The page as text: what stands in it, what never may, and what bad frames are told."""

import base64
import hashlib
import io
import json
import re
import warnings
from pathlib import Path

import folium
import folium.plugins
import geopandas
import numpy as np
import pandas as pd
import pytest
import sample_route
from shapely.geometry import LineString, MultiLineString, Point

from georoutes.errors import FrameError, WriteError
from georoutes.maps import RouteMap
from georoutes.maps.tiles import USUAL

AWKWARD = [
    "<b>bold</b>",
    "</script><!--",
    "{{ 1234567*3 }}",
    "{% bad",
    "{# gone #}",
    "`${1234567*3}`",
    "\\u003cb\\u003e",
    "&lt;b&gt;",
    "a\x00b\ud800c\u2028d\u2029e\x1bf",
    "abc\u202ecba\u2066x\u2069",
    'Rostov "na-Donu" & O\'Brien <Co> 5<6>4 100% #7 C:\\temp `q` {x} 나진항 Порт Ванино',
]
NEVER = ("<b>bold", "</script><!--", "3703701", "\u202e", "\x00")


def sample() -> RouteMap:
    return RouteMap(sample_route.legs(), sample_route.places(), sample_route.claims(), title="A title")


def line_frame(**columns: list) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(columns, geometry=[LineString([(0, 0), (10, 10)])], crs=4326)


def _column(text: str, frame: pd.DataFrame) -> pd.Series:
    """One text in every row; as objects, because a column of strings may refuse a lone surrogate."""
    return pd.Series([text] * len(frame), index=frame.index, dtype=object)


def _and_named(text: str, frame: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Add one more column, which has the text for its name."""
    more = frame.assign(more=1)
    return more.set_axis(pd.Index([*frame.columns, text], dtype=object), axis=1).set_geometry("geometry")


def data_of(page: str) -> dict:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_page_is_small_and_asks_for_nothing() -> None:
    page = sample().to_html()
    assert len(page.encode()) < 450_000
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", page)
    assert not re.search(r"url\(\s*['\"]?(https?:|//|images)", page)


def test_same_input_gives_same_bytes() -> None:
    assert sample().to_html() == sample().to_html()


def test_rendering_twice_changes_nothing() -> None:
    map_ = sample()
    folium.Marker((45, 40), popup="a pop-up").add_to(map_)
    assert map_.to_html() == map_.to_html() == map_.get_root().render()


def test_policy_names_every_script_and_style_by_its_hash() -> None:
    page = sample().to_html()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    for kind in ("script", "style"):
        for code in re.findall(rf"<{kind}>(.*?)</{kind}>", page, re.DOTALL):
            digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy[1]
    assert "unsafe" not in policy[1]
    assert "default-src 'none'" in policy[1]


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_in_every_cell_stays_text(text: str) -> None:
    legs, places, claims = sample_route.legs(), sample_route.places(), sample_route.claims()
    for frame in (legs, places, claims):
        for column in frame.columns:
            if frame[column].map(lambda cell: isinstance(cell, str)).all() and column != "spans":
                frame[column] = _column(text, frame)
    legs, places = _and_named(text, legs), _and_named(text, places)
    page = RouteMap(legs, places, claims, title=text, subtitle=text, status=text).to_html()
    assert not [mark for mark in NEVER if mark in page]
    page.encode()


def test_plain_text_comes_through_as_written() -> None:
    text = AWKWARD[-1]
    data = data_of(RouteMap(line_frame(origin=[text], mode=[text]), title=text).to_html())
    assert data["title"] == data["legs"][0]["origin"] == data["legs"][0]["said_mode"] == text


def test_direction_changing_characters_are_made_visible() -> None:
    data = data_of(RouteMap(line_frame(origin=["abc\u202ecba"])).to_html())
    assert data["legs"][0]["origin"] == "abc⟨U+202E⟩cba"


def test_island_holds_no_character_that_html_or_a_template_could_take() -> None:
    page = RouteMap(line_frame(origin=["<>&{}%#`$\u2028\u2029"])).to_html()
    island = page.split('id="data">')[1].split("</script>")[0]
    assert not re.search(r"[<>&%#`$\u2028\u2029]", island)
    assert "{{" not in island


def test_denied_leg_is_listed_and_not_drawn() -> None:
    legs = sample_route.legs()
    legs.loc[2, "geometry"] = LineString([(125, 39), (132, 43)])
    denied = data_of(RouteMap(legs).to_html())["legs"][2]
    assert denied["denied"]
    assert "parts" not in denied


@pytest.mark.parametrize(
    ("modality", "doubted"),
    [("alleged", True), ("alleged, sought", True), ("observed, alleged", False), ("", False)],
)
def test_leg_is_doubted_only_where_every_claim_is(modality: str, doubted: bool) -> None:  # noqa: FBT001 - a case of the test
    data = data_of(RouteMap(line_frame(modality=[modality])).to_html())
    assert data["legs"][0].get("doubted", False) == doubted
    assert bool(data["legend"]["marks"]) == doubted


def test_cumulative_is_read_from_words_too() -> None:
    claims = pd.DataFrame({"id": ["a", "b", "c"], "cumulative": [True, "True", "False"]})
    data = data_of(RouteMap(line_frame(), claims=claims).to_html())
    assert [data["claims"][key]["cumulative"] for key in "abc"] == [True, True, False]


def test_spans_become_parts_that_meet() -> None:
    data = data_of(sample().to_html())
    parts = data["legs"][1]["parts"]
    assert [part["kind"] for part in parts] == ["connector", "assumed", "network"]
    ends = [np.array(part["line"]).reshape(-1, 2).sum(axis=0) for part in parts]
    starts = [np.array(part["line"][:2]) for part in parts]
    assert np.array_equal(ends[0], starts[1])
    assert np.array_equal(ends[1], starts[2])


@pytest.mark.parametrize("spans", ["nonsense", "[1]", '[{"kind": "network"}]', "{}x"])
def test_spans_that_are_none_are_an_error(spans: str) -> None:
    with pytest.raises(FrameError, match="spans of row 0"):
        RouteMap(line_frame(spans=[spans]))


def test_two_point_schematic_leg_is_bowed() -> None:
    data = data_of(RouteMap(line_frame(basis=["schematic"])).to_html())
    assert len(data["legs"][0]["parts"][0]["line"]) > 20


def test_line_over_the_antimeridian_is_continuous() -> None:
    wrapped = LineString([(158, 53), (179, 53), (-179, 53), (-123, 48)])
    split = MultiLineString([[(237, 48), (181, 50)], [(-179, 50), (-180, 50)], [(180, 50), (170, 50)]])
    frame = geopandas.GeoDataFrame(geometry=[wrapped, split], crs=4326)
    data = data_of(RouteMap(frame).to_html())
    assert data["bounds"][0] == pytest.approx(158)
    assert data["bounds"][2] == pytest.approx(237)


def test_stop_stands_on_the_copy_of_the_world_where_its_leg_is_drawn() -> None:
    frame = geopandas.GeoDataFrame(
        {"origin": ["A"], "destination": ["B"]}, geometry=[LineString([(158, 53), (237, 48)])], crs=4326
    )
    places = geopandas.GeoDataFrame(
        {"name": ["A", "B"]}, geometry=[Point(158, 53), Point(-123, 48)], crs=4326
    )
    assert data_of(RouteMap(frame, places).to_html())["stops"][1]["at"] == [237, 48]


def test_missing_cells_and_geometries() -> None:
    frame = geopandas.GeoDataFrame(
        {"origin": [None, np.nan, pd.NA, pd.NaT], "length_km": [None, np.nan, "x", 3.0], "spans": [None] * 4},
        geometry=[None, LineString(), MultiLineString([[(0, 0), (1, 1)]]), LineString([(0, 0), (1, 1)])],
        crs=4326,
    )
    drawn = [bool(leg.get("parts")) for leg in data_of(RouteMap(frame).to_html())["legs"]]
    assert drawn == [False, False, True, True]


def test_empty_frames_and_no_frames() -> None:
    empty = sample_route.legs().iloc[:0]
    assert (
        data_of(RouteMap(empty, sample_route.places().iloc[:0], sample_route.claims().iloc[:0]).to_html())[
            "legs"
        ]
        == []
    )
    assert data_of(RouteMap().to_html())["bounds"] == []


def test_frame_with_only_a_geometry_under_another_name() -> None:
    frame = line_frame().rename_geometry("way")
    assert data_of(RouteMap(frame).to_html())["legs"][0]["parts"]


def test_projected_frame_is_brought_to_degrees() -> None:
    assert data_of(RouteMap(line_frame().to_crs(3857)).to_html())["bounds"] == pytest.approx([0, 0, 10, 10])


@pytest.mark.parametrize(
    ("geometry", "advice"),
    [
        (Point(0, 0), "must be lines, found Point"),
        (LineString([(0, 0), (10, 95)]), "lon comes before lat"),
        (LineString([(0, 0), (np.inf, 5)]), "not a longitude and latitude"),
    ],
)
def test_geometry_that_is_no_leg_is_an_error(geometry: object, advice: str) -> None:
    with pytest.raises(FrameError, match=advice):
        RouteMap(geopandas.GeoDataFrame(geometry=[geometry], crs=4326))


def test_frames_of_the_wrong_kind_are_errors() -> None:
    with pytest.raises(FrameError, match="must be a GeoDataFrame"):
        RouteMap(pd.DataFrame({"mode": ["sea"]}))
    with pytest.raises(FrameError, match="have no geometry"):
        RouteMap(geopandas.GeoDataFrame({"mode": ["sea"]}))
    with pytest.raises(FrameError, match="must be points"):
        RouteMap(places=line_frame())
    with pytest.raises(ValueError, match="worldview"):
        RouteMap(worldview="mine")


def test_tiles_that_are_not_known_name_some_that_are() -> None:
    with pytest.raises(FrameError, match="'OpenTopMap'; did you mean OpenTopoMap"):
        RouteMap(tiles="OpenTopMap")
    with pytest.raises(FrameError, match="among those that can be had are OpenStreetMap"):
        RouteMap(tiles="Zyxwvut")
    with pytest.raises(FrameError, match="needs a key"):
        RouteMap(tiles="Thunderforest Outdoors")


def test_every_name_that_a_message_gives_can_be_had() -> None:
    for name in USUAL:
        assert RouteMap(tiles=name).to_html()


def test_view_is_named_and_none_draws_no_border() -> None:
    for view, word in (("un", "United Nations"), ("defacto", "de facto")):
        assert word in str(data_of(RouteMap(worldview=view).to_html())["credits"])
    plain = data_of(RouteMap(worldview=None).to_html(compress=False))
    assert plain["basemap"]["world"]["borders"] == plain["basemap"]["countries"]["names"] == []


def test_shore_is_fine_near_places_and_short_legs() -> None:
    basemap = data_of(sample().to_html(compress=False))["basemap"]
    boxes = [layer["box"] for layer in basemap["close"]]
    assert any(west < 130.3 and east > 132.3 for west, _, east, _ in boxes)
    assert any(west < 40.1 < east for west, _, east, _ in boxes)
    assert all(len(layer["land"]) for layer in basemap["close"])


def test_both_views_dot_the_borders_that_they_draw_differently() -> None:
    frame = geopandas.GeoDataFrame(geometry=[LineString([(32, 44.5), (37, 47)])], crs=4326)
    views = [
        data_of(RouteMap(frame, worldview=v).to_html(compress=False))["basemap"] for v in ("un", "defacto")
    ]
    un, de_facto = (view["detail"] for view in views)
    assert un["borders"] == de_facto["borders"]
    assert de_facto["dotted"] == un["other"] != []


def test_thousand_legs_stay_small() -> None:
    random = np.random.default_rng(7)
    lines = [
        LineString(np.cumsum(random.normal(0, 0.5, (50, 2)), axis=0) + random.uniform(-50, 50, 2))
        for _ in range(1000)
    ]
    frame = geopandas.GeoDataFrame({"mode": ["sea", "rail"] * 500}, geometry=lines, crs=4326)
    assert len(RouteMap(frame).to_html()) < 1_700_000


def test_save_to_path_and_open_file(tmp_path: Path) -> None:
    sample().save(tmp_path / "map.html")
    held = io.BytesIO()
    sample().save(held)
    assert (tmp_path / "map.html").read_bytes() == held.getvalue()
    assert [file.name for file in tmp_path.iterdir()] == ["map.html"]


def test_failed_save_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "map.html").mkdir()
    with pytest.raises(WriteError, match="not a file"):
        sample().save(tmp_path / "map.html")
    with pytest.raises(WriteError):
        sample().save(tmp_path / "no folder" / "map.html")
    assert [file.name for file in tmp_path.iterdir()] == ["map.html"]


def test_notebook_frame_is_sandboxed() -> None:
    shown = sample()._repr_html_()
    assert 'sandbox="allow-scripts allow-popups"' in shown
    assert "<script" not in shown


def test_folium_layers_without_files_of_their_own_can_be_added() -> None:
    map_ = sample()
    folium.Marker((45, 40), tooltip="here").add_to(map_)
    folium.GeoJson({"type": "Point", "coordinates": [1, 2]}).add_to(map_)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        page = map_.to_html()
    assert "L.marker" in page
    assert not re.search(r"_[0-9a-f]{32}", page)


def test_folium_layer_that_needs_a_network_says_so() -> None:
    map_ = sample()
    folium.plugins.Fullscreen().add_to(map_)
    with pytest.warns(UserWarning, match="without a network"):
        page = map_.to_html()
    assert 'src="https://' in page


def test_files_of_a_folium_layer_are_put_in_from_a_folder(tmp_path: Path) -> None:
    library = tmp_path / "node_modules" / "leaflet.fullscreen"
    library.mkdir(parents=True)
    (library / "Control.FullScreen.min.js").write_text(
        "/* </script> */ window.full = 1;\n//# sourceMappingURL=x.map"
    )
    (library / "Control.FullScreen.css").write_text(
        "a { background: url(icon.svg) } b { src: url('gone.woff') }"
    )
    (library / "icon.svg").write_text("<svg/>")
    map_ = sample()
    folium.plugins.Fullscreen().add_to(map_)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        map_.save(tmp_path / "map.html", assets=tmp_path / "node_modules")
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "https://cdn" not in page
    assert "window.full = 1;" in page
    assert "/* </script>" not in page
    assert "url(data:image/svg+xml;base64," in page
    assert "gone.woff" not in page
    assert "sourceMappingURL" not in page
    with pytest.raises(NotADirectoryError, match="no folder"):
        map_.to_html(assets=tmp_path / "nothing")


def test_tile_layer_that_was_added_says_that_it_needs_a_network() -> None:
    map_ = sample()
    folium.TileLayer("OpenStreetMap").add_to(map_)
    with pytest.warns(UserWarning, match=r"pictures from tile\.openstreetmap\.org"):
        map_.to_html()


def test_icon_gives_the_same_bytes_again() -> None:
    map_ = sample()
    folium.Marker((45, 40), icon=folium.DivIcon(html="<b>x</b>")).add_to(map_)
    assert map_.to_html() == map_.to_html()


def test_folium_layer_with_template_characters_is_refused() -> None:
    for text in ("{{ 1234567*3 }}", "{% bad"):
        map_ = sample()
        folium.Marker((45, 40), tooltip=text).add_to(map_)
        with pytest.raises(FrameError, match="template"):
            map_.to_html()


def test_one_map_does_not_change_another() -> None:
    before = list(folium.Map.default_js)
    map_ = sample()
    map_.add_js_link("extra", "https://example.org/extra.js")
    assert folium.Map.default_js == before
    assert RouteMap().default_js == []


def test_tiles_open_the_policy_to_their_host_alone() -> None:
    page = RouteMap(line_frame(), tiles="OpenStreetMap").to_html()
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert "img-src data: https://tile.openstreetmap.org;" in policy[1]
    assert policy[1].count("http") == 1
