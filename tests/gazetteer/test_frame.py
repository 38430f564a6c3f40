"""Tables of names: every row keeps its place, its reasons or what went wrong."""

import subprocess
import sys

import geopandas
import numpy as np
import pandas as pd
import pytest
from shapely import Point

from gazetteer import ColumnError, Gazetteer, HintError, PlaceNotFoundError, resolve_frame
from gazetteer.frame import COLUMNS

ADDED = [f"place_{name}" for name in COLUMNS] + ["geometry"]


class Counting(Gazetteer):
    """A gazetteer that counts how often it is asked."""

    asked = 0

    def match(self, name, **hints):
        """Count, and answer."""
        self.asked += 1
        return super().match(name, **hints)


@pytest.fixture
def table():
    """Names of all sorts, under an index of no order."""
    names = ["Najin", "Tripoli", "Xyzzyville", "나진", None, np.nan, "  ", 7, ["Najin"], pd.NA, "x" * 10_000]
    index = [f"row {number % 4}" for number in range(len(names))]
    return pd.DataFrame({"name": names, "id": range(len(names))}, index=index)


def test_every_row_is_kept_with_its_place_or_the_reason(table):
    before = table.copy()
    found = resolve_frame(table, "name")
    assert isinstance(found, geopandas.GeoDataFrame)
    assert found.crs == "EPSG:4326"
    assert list(found.columns) == ["name", "id", *ADDED]
    assert found.index.equals(table.index)
    pd.testing.assert_frame_equal(table, before)
    assert found["place_name"].tolist()[0] == found["place_name"].tolist()[3] == "Rajin"
    assert found.geometry.isna().tolist() == [False, True, True, False] + [True] * 7
    assert found.geometry.iloc[0] == Point(130.28308, 42.25559)
    errors = found["place_error"].tolist()
    assert "may be any of" in errors[1]
    assert "LB" in found["place_rivals"].tolist()[1]
    assert "no place is known as" in errors[2]
    assert errors[4] == errors[5] == errors[6] == errors[9] == "there is no name"
    assert errors[7] == "'7' is no text but int"
    assert "list" in errors[8]
    assert "at most 200 characters" in errors[10]


def test_the_columns_can_be_written_to_a_file(table, tmp_path):
    found = resolve_frame(table.drop(columns="name").assign(name="Najin"), "name")
    found.to_file(tmp_path / "found.gpkg")
    again = geopandas.read_file(tmp_path / "found.gpkg")
    assert again["place_radius_km"].dtype == again["place_score"].dtype == float
    assert (again["place_source"] == "GeoNames").all()


def test_an_empty_table_has_the_same_columns():
    found = resolve_frame(pd.DataFrame({"name": pd.Series([], dtype=str)}), "name")
    assert list(found.columns) == ["name", *ADDED]
    assert found.crs == "EPSG:4326"
    assert len(found) == 0


@pytest.mark.parametrize("names", [["Najin", "Dunay"], ["Xyzzyville"], ["Najin", "Xyzzyville", None]])
def test_the_types_of_the_columns_do_not_depend_on_the_answers(names):
    empty = resolve_frame(pd.DataFrame({"name": pd.Series([], dtype=object)}), "name")
    found = resolve_frame(pd.DataFrame({"name": pd.Series(names, dtype=object)}), "name")
    assert found.dtypes.to_dict() == empty.dtypes.to_dict()
    assert {name for name in ADDED if found[name].dtype == float} == {"place_score", "place_radius_km"}
    taken = found["place_id"].notna()
    assert [error is None for error in found["place_error"]] == taken.tolist()
    assert all(found["place_name"][row] is None for row in found.index[~taken])


def test_an_ambiguous_place_nearby_is_settled_row_by_row():
    table = pd.DataFrame({"name": ["Cambridge", "Najin"]})
    found = resolve_frame(table, "name", near="Boston")
    assert found["place_country"].tolist() == ["US", None]
    assert found["place_error"].tolist()[1].startswith("near: 'Boston' may be any of")


def test_a_name_is_looked_up_once_however_often_it_occurs():
    with Counting() as counting:
        found = resolve_frame(pd.DataFrame({"name": ["Najin", "Dunay"] * 5000}), "name", gazetteer=counting)
        assert counting.asked == 2
    assert found["place_id"].tolist()[:2] == ["geonames:2042645", found["place_id"].tolist()[-1]]


def test_ten_thousand_different_names_are_looked_up(gazetteer):
    rows = gazetteer._index._rows("SELECT name FROM place WHERE type = 'town' LIMIT 10000", ())
    found = resolve_frame(pd.DataFrame({"name": [row[0] for row in rows]}), "name")
    assert (found["place_id"].notna() ^ found["place_error"].notna()).all()


def test_hints_are_one_for_all_or_a_column():
    table = pd.DataFrame({"name": ["Tripoli", "Tripoli", "Tripoli"], "land": ["LB", "Libya", "Narnia"]})
    assert resolve_frame(table, "name", near="Beirut")["place_country"].tolist() == ["LB"] * 3
    found = resolve_frame(table, "name", country=table["land"])
    assert found["place_country"].tolist()[:2] == ["LB", "LY"]
    assert "'Narnia' is neither an ISO 3166-1 code" in found["place_error"].tolist()[2]
    near = pd.Series([(35.5, 33.9), "Benghazi", None])
    assert resolve_frame(table, "name", near=near)["place_country"].tolist()[:2] == ["LB", "LY"]


def test_types_may_come_from_a_generator():
    table = pd.DataFrame({"name": ["Vostochny", "Volga"]})
    found = resolve_frame(table, "name", types=(each for each in ["spaceport", "river"]))
    assert found["place_type"].tolist() == ["spaceport", "river"]


def test_names_may_settle_each_other_all_or_group_by_group():
    names = ["Tripoli", "Beirut", "Sidon", "Tripoli", "Benghazi", "Misrata", None, "Tripoli"]
    table = pd.DataFrame({"name": names, "text": ["a", "a", "a", "b", "b", "b", "b", None]})
    found = resolve_frame(table, "name", together="text")
    assert found["place_country"].tolist()[:6] == ["LB", "LB", "LB", "LY", "LY", "LY"]
    assert found["place_error"].tolist()[6] == "there is no name"
    assert "may be any of" in found["place_error"].tolist()[7]
    alone = resolve_frame(table.head(3), "name", together=True)
    assert alone["place_country"].tolist() == ["LB"] * 3


def test_thousands_of_names_may_settle_each_other(gazetteer):
    rows = gazetteer._index._rows("SELECT DISTINCT name FROM place WHERE type = 'town' LIMIT 1200", ())
    found = resolve_frame(pd.DataFrame({"name": [row[0] for row in rows]}), "name", together=True)
    assert len(found) == 1200
    assert (found["place_id"].notna() ^ found["place_error"].notna()).all()


def test_a_column_that_would_be_overwritten_is_an_error_with_a_way_out():
    table = pd.DataFrame({"name": ["Najin"], "place_id": [1]})
    with pytest.raises(ColumnError, match=r"already has place_id; rename .* another prefix="):
        resolve_frame(table, "name")
    assert resolve_frame(table, "name", prefix="gz_")["gz_name"].tolist() == ["Rajin"]
    located = geopandas.GeoDataFrame(table[["name"]], geometry=[Point(0, 0)], crs="EPSG:3857")
    with pytest.raises(ColumnError, match="already has geometry"):
        resolve_frame(located, "name")
    found = resolve_frame(located, "name", geometry="where")
    assert found.geometry.name == "where"
    assert found.crs == "EPSG:4326"


def test_a_column_that_is_not_there_is_an_error_with_advice():
    with pytest.raises(ColumnError, match="no column 'nam'; did you mean 'name'"):
        resolve_frame(pd.DataFrame({"name": []}), "nam")
    with pytest.raises(ColumnError, match="several columns 'a'"):
        resolve_frame(pd.DataFrame([[1, 2]], columns=["a", "a"]), "a")
    with pytest.raises(ColumnError, match="no column 'txt'"):
        resolve_frame(pd.DataFrame({"name": ["Najin"]}), "name", together="txt")


def test_a_wrong_hint_for_all_rows_is_an_error():
    table = pd.DataFrame({"name": ["Najin"]})
    with pytest.raises(HintError, match="Narnia"):
        resolve_frame(table, "name", country="Narnia")
    with pytest.raises(PlaceNotFoundError, match="near: "):
        resolve_frame(table, "name", near="Xyzzyville")
    with pytest.raises(HintError, match="not columns"):
        resolve_frame(table, "name", country=table["name"], together=True)
    with pytest.raises(ColumnError, match="country= must be a column of the same table"):
        resolve_frame(table, "name", country=pd.Series(["KP"], index=[9]))


def test_importing_gazetteer_loads_neither_pandas_nor_geopy():
    program = "import sys, gazetteer; gazetteer.resolve_frame; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert {"pandas", "geopandas", "geopy", "numpy", "shapely"}.isdisjoint(loaded.stdout.split())
