"""Many movements at once."""

import pandas as pd
import pytest
from shapely.geometry import Point

import georoutes as gr
from gazetteer import PlaceNotFoundError

TABLE = pd.DataFrame(
    {
        "ship": ["a", "b", "c", "d"],
        "from": ["Odesa", (30.7, 46.4), "Odesa", "Xqzzyville"],
        "to": ["Kyiv", "Istanbul", "Kyiv", "Kyiv"],
        "mode": ["air", "air", "air", "air"],
    },
    index=[10, 20, 30, 40],
)


def test_rows_keep_their_place_and_errors_are_a_column():
    legs = gr.route_frame(TABLE, origin="from", destination="to", errors="coerce")
    assert legs.index.tolist() == [10, 20, 30, 40]
    assert legs["ship"].tolist() == ["a", "b", "c", "d"]
    assert legs["length_km"].iloc[0] == pytest.approx(442, abs=5)  # Odesa to Kyiv as the crow flies
    assert legs["length_km"].iloc[0] == legs["length_km"].iloc[2]
    assert "Xqzzyville" in legs["error"].iloc[3]
    assert legs.geometry.isna().tolist() == [False, False, False, True]
    assert legs.crs == "EPSG:4326"


def test_an_error_is_raised_unless_asked_otherwise():
    with pytest.raises(PlaceNotFoundError, match="Xqzzyville"):
        gr.route_frame(TABLE, origin="from", destination="to")


def test_a_missing_column_is_named():
    with pytest.raises(gr.FrameError, match="no column 'origin'; it has ship, from, to, mode"):
        gr.route_frame(TABLE)


@pytest.mark.parametrize("column", ["geometry", "length_km", "error"])
def test_a_column_that_the_result_would_replace_is_refused(column):
    with pytest.raises(gr.FrameError, match=f"has {column} already"):
        gr.route_frame(TABLE.assign(**{column: 1}), origin="from", destination="to")


def test_an_unknown_way_with_errors_is_refused():
    with pytest.raises(ValueError, match="'raise' or 'coerce'"):
        gr.route_frame(TABLE, origin="from", destination="to", errors="ignor")


def test_a_column_that_stands_twice_is_refused():
    twice = pd.concat([TABLE, TABLE[["from"]]], axis="columns")
    with pytest.raises(gr.FrameError, match="more than one column 'from'"):
        gr.route_frame(twice, origin="from", destination="to")


def test_an_empty_point_or_a_missing_name_is_an_error_of_its_row():
    table = pd.DataFrame({"from": [Point(), float("nan"), None], "to": "Kyiv", "mode": "air"})
    legs = gr.route_frame(table, origin="from", destination="to", errors="coerce")
    assert (legs["error"] != "").all()


def test_an_empty_table_gives_an_empty_frame():
    legs = gr.route_frame(TABLE.iloc[:0], origin="from", destination="to")
    assert len(legs) == 0
    assert "length_km" in legs
    assert legs.crs == "EPSG:4326"


@pytest.mark.parametrize("geometry", [True, False])
def test_each_row_says_which_passages_it_uses(geometry):
    table = pd.DataFrame({"from": ["30.74,46.49"], "to": [(28.95, 41.01)]})
    legs = gr.route_frame(table, origin="from", destination="to", mode="sea", geometry=geometry)
    assert legs["passages"].tolist() == ["bosporus"]


@pytest.mark.parametrize(
    ("index", "words"),
    [(None, r"row 1: "), ([10, 20], r"row 20 \(number 1, from 0\): "), (["a", "b"], r"row 'b' \(number 1")],
)
def test_the_first_row_at_fault_is_named_plainly(index, words):
    table = pd.DataFrame({"origin": ["Moscow"] * 2, "destination": ["Tula", "Moscow"]}, index=index)
    with pytest.raises(gr.NoPathError, match=f"^{words}"):
        gr.route_frame(table, mode="rail")
