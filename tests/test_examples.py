"""Every example runs, and the main ones come out true."""

import json
import runpy

import jsonschema
import pytest
import yaml
from shapely.geometry import Point

import georoutes as gr
from georoutes.casefile import schema


def case_files(folder):
    return sorted(folder.rglob("*.yaml"))


def pytest_generate_tests(metafunc):
    root = metafunc.config.rootpath
    if "case_file" in metafunc.fixturenames:
        files = [*case_files(root / "examples"), root / "georoutes/starter.yaml"]
        metafunc.parametrize("case_file", files, ids=lambda path: path.name)
    if "script" in metafunc.fixturenames:
        metafunc.parametrize("script", sorted((root / "examples").glob("*.py")), ids=lambda path: path.name)


def test_each_case_is_valid_under_the_schema(case_file):
    jsonschema.validate(
        yaml.safe_load(case_file.read_text(encoding="utf-8")), json.loads(json.dumps(schema()))
    )


def test_each_case_can_be_drawn(case_file, tmp_path):
    case = gr.read_case(case_file)
    gr.draw(case).save(tmp_path / "map.html")
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    for name in gr.places(case)["name"]:
        assert name in page


def test_each_script_runs(script, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(script), run_name="__main__")
    assert "Tripoli LB 35.8" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["grain.geojson", "grain.html"]


@pytest.fixture(scope="module")
def najin(examples):
    return gr.legs(gr.read_case(examples / "najin_tikhoretsk.yaml"))


def test_the_reported_route_has_its_two_legs_and_their_bases(najin):
    assert najin["mode"].tolist() == ["sea", "rail"]
    assert najin["basis"].tolist() == ["network", "network"]
    assert najin["origin"].tolist() == ["Najin", "Dunay"]
    assert najin["destination"].tolist() == ["Dunay", "depot near Tikhoretsk"]


def test_the_ship_goes_from_quay_to_quay(najin):
    sea = najin.iloc[0]
    assert Point(sea.geometry.coords[0]).distance(Point(130.28308, 42.25559)) < 1e-6
    assert Point(sea.geometry.coords[-1]).distance(Point(132.33542, 42.87879)) < 1e-6
    assert 182 < sea.length_km < 215  # the great circle has 182 km and cuts two capes


def test_the_train_stays_in_russia_on_the_trans_siberian(najin):
    rail = najin.iloc[1]
    assert 9_600 < rail.length_km < 10_100  # 9,857 by the classic stations from Smolyaninovo, and the branch
    for name, lon, lat in [
        ("Khabarovsk", 135.07, 48.50),
        ("Chita", 113.50, 52.03),
        ("Irkutsk", 104.26, 52.28),
        ("Novosibirsk", 82.90, 55.03),
        ("Omsk", 73.38, 54.94),
    ]:
        assert rail.geometry.distance(Point(lon, lat)) < 0.2, name
    assert "China" not in rail.warnings
    assert "Kazakhstan" not in rail.warnings
    assert 40 < rail.assumed_km < 110  # the branch to Dunay is in no open network


def test_the_depot_is_a_disc_and_not_a_pin(examples):
    depot = gr.places(gr.read_case(examples / "najin_tikhoretsk.yaml")).iloc[-1]
    assert depot["precision"] == "near"
    assert depot["radius_km"] == 15


def test_the_grain_goes_to_tripoli_in_lebanon(examples):
    case = gr.read_case(examples / "grain_odesa_tripoli.yaml")
    tripoli = gr.places(case).set_index("name").loc["Tripoli"]
    assert tripoli["country"] == "LB"
    assert tripoli.geometry.distance(Point(35.85, 34.43)) < 0.1
    lengths = gr.legs(case)["length_km"]
    assert 600 < lengths.iloc[0] < 700  # about 345 nautical miles
    assert 1_300 < lengths.iloc[1] < 1_900
