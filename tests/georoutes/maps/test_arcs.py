"""Arcs that are alike are one line; nothing that differs is merged, and no width suggests a sum."""

from itertools import pairwise

import geopandas
import numpy as np
import pytest
from shapely.geometry import LineString

import georoutes as gr
from georoutes.maps.arcs import rounded
from georoutes.maps.content import page_data

ARC = LineString([(127, 40), (120, 45), (100, 60)])


def data_of(**columns: list) -> dict:
    rows = len(next(iter(columns.values())))
    columns = {"mode": ["unknown"] * rows, "basis": ["schematic"] * rows} | columns
    lines = columns.pop("lines", [ARC] * rows)
    frame = geopandas.GeoDataFrame(columns, geometry=lines, crs=4326)
    return page_data(frame, None, None, None)


def shares(data: dict) -> list[int | None]:
    return [leg.get("drawn_with") for leg in data["legs"]]


def test_legs_that_are_alike_share_a_line_and_are_all_listed_and_counted() -> None:
    data = data_of(cargo=["shells", "rockets", "food"])
    assert shares(data) == [None, 0, 0]
    assert ["parts" in leg for leg in data["legs"]] == [True, False, False]
    assert [leg["cargo"] for leg in data["legs"]] == ["shells", "rockets", "food"]
    assert data["facts"].startswith("3 legs")
    assert data["legend"]["modes"][0]["legs"] == 3


@pytest.mark.parametrize(
    "columns",
    [
        {"mode": ["sea", "rail"]},
        {"modality": ["reported", "predicted"]},
        {"basis": ["schematic", "network"]},
        {"basis": ["network", "network"]},
        {"lines": [ARC, ARC.reverse()]},
        {"lines": [ARC, LineString([(127, 40), (60, 30), (100, 60)])]},
        {"quantity": ["100 t", "50 t"]},  # each has its own width
    ],
)
def test_what_differs_keeps_its_own_line(columns: dict) -> None:
    data = data_of(**columns)
    assert shares(data) == [None, None]
    one, two = (leg["parts"][0]["line"] for leg in data["legs"])
    lanes = [leg["parts"][0].get("lanes") for leg in data["legs"]]
    assert one != two or lanes[0] != lanes[1]


def test_there_and_back_are_bowed_to_two_sides_and_end_at_the_same_places() -> None:
    lines = []
    for leg in data_of(lines=[ARC, ARC.reverse()])["legs"]:
        steps = np.array(leg["parts"][0]["line"]).reshape(-1, 2)
        lines.append(np.cumsum(steps, axis=0) / 10_000)
    there, back = lines[0], lines[1][::-1]
    assert there[0] == pytest.approx(back[0], abs=1e-3)
    assert there[-1] == pytest.approx(back[-1], abs=1e-3)
    middle = [line[len(line) // 2] for line in (there, back)]
    assert np.hypot(*(middle[0] - middle[1])) > 0.5  # degree


def test_an_arc_by_several_places_has_no_corner_and_meets_them_all() -> None:
    places = np.array([(127, 40), (44, 29), (10, 30), (100, 60)], dtype=float)
    dense = np.vstack([np.linspace(a, b, 40)[:-1] for a, b in pairwise(places)] + [places[-1:]])
    curve = rounded(dense)
    steps = np.diff(curve, axis=0)
    turns = np.abs(np.diff(np.unwrap(np.arctan2(steps[:, 1], steps[:, 0]))))
    assert np.degrees(turns).max() < 60  # the way back turns by 150 degrees
    for place in places:
        assert np.hypot(*(curve - place).T).min() < 0.01
    straight = np.linspace((0, 0), (10, 10), 30)
    assert rounded(straight) is straight


def test_a_figure_says_how_many_legs_a_line_stands_for() -> None:
    frame = geopandas.GeoDataFrame(
        {"mode": ["sea"] * 3, "basis": ["schematic"] * 3, "origin": ["A"] * 3, "destination": ["B"] * 3},
        geometry=[ARC] * 3, crs=4326,
    )  # fmt: skip
    said = [one.get_text() for one in gr.figure(legs=frame).axes[0].texts]
    assert said.count("3 legs") == 1
    assert {"A", "B"} <= set(said)


def test_container_numbers_reach_the_page() -> None:
    assert data_of(containers=["MSKU1234565"])["legs"][0]["containers"] == "MSKU1234565"
