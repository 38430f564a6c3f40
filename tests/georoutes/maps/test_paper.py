"""The static figure: what it shows, that text is never markup, and that files are whole and repeatable."""

from pathlib import Path

import geopandas
import numpy as np
import pytest
import sample_route
from shapely.geometry import LineString, Point

import georoutes as gr
from georoutes.errors import WriteError
from georoutes.frames import Frames
from georoutes.maps.paper import save_figure
from georoutes.maps.projection import Projection

pytest.importorskip("matplotlib")


def sample(status: str = "reviewed"):
    frames = Frames(
        sample_route.legs(), sample_route.places(), sample_route.claims(), "From Rajin on", "", status
    )
    return gr.figure(frames)


def points(*places: tuple[float, float]) -> list[Point]:
    return [Point(place) for place in places]


def words(drawing) -> list[str]:
    return [one.get_text() for one in drawing.findobj(lambda one: hasattr(one, "get_text"))]


def test_figure_says_what_the_map_says() -> None:
    said = words(sample("draft"))
    assert {"From Rajin on", "Rajin", "Dunay", "Tikhoretsk", "1", "2", "3", "DRAFT"} <= set(said)
    assert {"By sea (1)", "Inferred on a network", "Area in which the place lies"} <= set(said)
    assert any("Denied, not drawn: Pyongyang → Vladivostok" in one for one in said)
    assert any("OpenStreetMap contributors" in one and "endorsement" in one for one in said)
    assert "DRAFT" not in words(sample())


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_files_are_repeatable(kind: str, tmp_path: Path) -> None:
    for name in ("a", "b"):
        save_figure(sample(), tmp_path / f"{name}.{kind}")
    assert (tmp_path / f"a.{kind}").read_bytes() == (tmp_path / f"b.{kind}").read_bytes()


def test_failed_save_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(WriteError):
        save_figure(sample(), tmp_path / "no folder" / "map.png")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", [r"$\frac{1}{", "$x$", "<b>{{ 1234567*3 }}", r"\textbf{x}", "%s %(x)s {x}"])
def test_text_is_shown_as_written(text: str, tmp_path: Path) -> None:
    legs = sample_route.legs()
    for column in ("origin", "destination", "cargo", "when", "attribution"):
        legs[column] = text
    places = sample_route.places()
    places["name"] = text
    drawing = gr.figure(legs=legs, places=places, title=text)
    save_figure(drawing, tmp_path / "map.svg")
    assert words(drawing).count(text) >= 4


@pytest.mark.parametrize(
    "line",
    [
        [(158, 53), (179, 54), (-179, 54), (-123, 48)], [(0, 89), (180, 89)], [(0, -60), (0, -89.9)],
        [(-150, 10), (20, -10), (160, 5)], [(30.5, 46.4), (30.5, 46.4)], [(-0.1, 51.5), (179.8, -51.4)],
    ],
)  # fmt: skip
def test_lines_anywhere_are_inside_the_figure(line: list, tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame({"mode": ["sea"]}, geometry=[LineString(line)], crs=4326)
    drawing = gr.figure(legs=frame)
    axes = drawing.axes[0]
    drawn = np.vstack(
        [one.get_xydata() for one in axes.get_lines() or axes.artists if hasattr(one, "get_xydata")]
    )
    assert np.isfinite(drawn).all()
    for values, (low, high) in ((drawn[:, 0], axes.get_xlim()), (drawn[:, 1], axes.get_ylim())):
        assert low <= values.min()
        assert values.max() <= high
    save_figure(drawing, tmp_path / "map.png")


def test_areas_keep_their_size() -> None:
    for bounds, square in (([40, 42, 132, 57], (100, 50)), ([-170, -60, 170, 70], (100, 50))):
        projection = Projection.of(bounds)
        lon, lat = square
        ring = projection.line(
            np.array([(lon, lat), (lon + 1, lat), (lon + 1, lat + 1), (lon, lat + 1), (lon, lat)])
        )
        x, y = ring.T
        area = abs(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2e6
        assert area == pytest.approx(7_865, rel=0.01)  # km² of that degree on the WGS 84 ellipsoid


def test_without_anything_to_draw_it_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="case, or legs="):
        gr.figure()


def test_legend_leaves_nothing_out_and_the_far_corner_has_land() -> None:
    lines = [LineString([(0, 45), (140, 45)])] * 4
    legs = geopandas.GeoDataFrame(
        {"mode": ["sea", "rail", "road", "air"], "basis": ["network", "assumed", "geodesic", "schematic"],
         "modality": ["", "", "", "alleged"]},
        geometry=lines, crs=4326,
    )  # fmt: skip
    drawing = gr.figure(legs=legs, title="Four ways")
    assert any("Hollow: only alleged" in one.get_text() for one in drawing.texts)
    assert Projection.of([0, 45, 140, 45]).reaches(-10.0, 40.0)  # Spain, west of the first leg


def test_what_is_only_denied_is_shown_where_it_would_be() -> None:
    legs = geopandas.GeoDataFrame(
        {"origin": ["A"], "destination": ["B"], "polarity": ["deny"]}, geometry=[None], crs=4326
    )
    places = geopandas.GeoDataFrame(
        {"name": ["A", "B"]}, geometry=points((37.6, 55.7), (30.5, 50.4)), crs=4326
    )
    drawing = gr.figure(legs=legs, places=places)
    assert np.ptp(drawing.axes[0].get_xlim()) < 2e6  # metres, and not the world
    assert {"A", "B"} <= {one.get_text() for one in drawing.axes[0].texts}


def test_numbers_and_names_in_a_crowd_keep_apart_and_none_is_lost() -> None:
    spots = [(127 + 0.05 * n, 39 + 0.05 * (n % 3)) for n in range(12)]
    names = [f"Place number {n}" for n in range(12)]
    places = geopandas.GeoDataFrame({"name": names}, geometry=points(*spots), crs=4326)
    legs = geopandas.GeoDataFrame({"mode": ["sea"]}, geometry=[LineString([(60, 30), (140, 45)])], crs=4326)
    drawing = gr.figure(legs=legs, places=places)
    numbers = [one for one in drawing.axes[0].texts if one.get_text().isdigit()]
    at = drawing.axes[0].transData.transform([one.get_position() for one in numbers]) * 72 / drawing.dpi
    away = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)) + 99 * np.eye(len(at))
    assert away.min() > 9  # points, and a number is 7 high
    said = {one.get_text() for one in drawing.axes[0].texts}
    below = " ".join(one.get_text() for one in drawing.texts)
    assert all(name in said or f"{n + 1} {name}" in below or "[…]" in below for n, name in enumerate(names))
