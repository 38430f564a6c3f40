"""Networks of one's own: lines meet where they should, gaps are told and bridged only when asked."""

from __future__ import annotations

import json
import math
import pickle
from itertools import pairwise

import geopandas as gpd
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LinearRing, LineString, MultiLineString, Point
from typer.testing import CliRunner

import georoutes as gr
from georoutes import cli
from georoutes.errors import WrongTypeError
from georoutes.networks.base import distance_km

WEST, EAST = LineString([(10.0, 50.0), (10.5, 50.0)]), LineString([(10.52, 50.0), (12.0, 50.0)])
LONG = LineString([(8.0, 50.0), (10.5, 50.0)])
BRANCH = LineString([(10.2, 50.2), (10.2, 50.0)])  # ends on WEST, without a vertex there
BRIDGE = LineString([(10.1, 49.9), (10.1, 50.1)])  # crosses WEST


def lines(*shapes, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs="EPSG:4326")


def test_an_end_on_another_line_joins_it_and_a_crossing_does_not():
    network = gr.Network.from_lines(lines(WEST, BRANCH, BRIDGE))
    path = gr.path((10.2, 50.2), (10.0, 50.0), mode="rail", networks=[network])
    straight = distance_km((10.2, 50.2), (10.2, 50.0)) + distance_km((10.2, 50.0), (10.0, 50.0))
    assert path.length_km == pytest.approx(straight, abs=0.005)
    assert path.connector_km < 0.005
    assert len(network.components()) == 2
    assert len(gr.Network.from_lines(lines(WEST, BRANCH, BRIDGE), crossings=True).components()) == 1


CROSS = [((24.0, 50.0), (24.1, 50.0)), ((24.1, 50.0), (24.2, 50.0)), ((24.1, 49.9), (24.1, 50.1))]
ENDS_ON_A_LINE = {
    "four ways": [LineString(line) for line in CROSS],
    "T": [LineString([(24.0, 50.0), (24.2, 50.0)]), LineString([(24.1, 50.0), (24.1, 50.1)])],
    "three ends": [
        LineString([(24.0, 50.0), (24.2, 50.0)]),
        *(LineString([(24.1, 50.0), far]) for far in ((24.1, 50.1), (24.05, 50.1), (24.15, 49.9))),
    ],
    "the end of a ring": [
        LinearRing([(24.1, 50.0), (24.2, 50.1), (24.0, 50.1)]), LineString([(24.0, 50.0), (24.2, 50.0)]),
    ],
    "ends on a ring": [
        LinearRing([(24.0, 50.0), (24.2, 50.0), (24.2, 50.2), (24.0, 50.2)]),
        LineString([(24.1, 50.0), (24.1, 49.0)]), LineString([(24.1, 50.0), (24.0, 49.5), (24.0, 49.0)]),
    ],
    "parts": [MultiLineString(CROSS[:2]), LineString(CROSS[2])],
    "heights": [LineString([(*a, 7.0), (*b, 9.0)]) for a, b in CROSS],
}  # fmt: skip


@pytest.mark.parametrize("shapes", ENDS_ON_A_LINE.values(), ids=ENDS_ON_A_LINE)
def test_ends_that_meet_on_a_line_join_it(shapes):
    network = gr.Network.from_lines(lines(*shapes))
    assert len(network.components()) == 1
    assert network.gaps().empty


def test_a_line_that_ends_on_itself_is_joined_there():
    network = gr.Network.from_lines(
        lines(LineString([(24.0, 50.0), (24.2, 50.0), (24.2, 50.1), (24.1, 50.1), (24.1, 50.0)]))
    )
    path = gr.path((24.0, 50.0), (24.1, 50.1), mode="rail", networks=[network])
    assert path.length_km == pytest.approx(path_of((24.0, 50.0), (24.1, 50.0), (24.1, 50.1)), abs=0.01)


def path_of(*points):
    return sum(distance_km(a, b) for a, b in pairwise(points))


def test_a_connector_past_a_line_that_is_not_joined_is_told():
    network = gr.Network.from_lines(
        lines(LineString([(24.0, 50.0), (24.09, 50.0)]), LineString([(24.1, 49.9), (24.1, 50.1)]))
    )
    path = gr.path((24.05, 50.0), (24.1, 50.1), mode="rail", networks=[network])
    assert path.connector_km > 3.0
    assert any("not joined to the one used" in text for text in path.warnings)
    assert repr(network) == "<Network: rail, 29 km in 2 parts, lines of your own>"


def test_gaps_are_told_with_their_places_and_bridged_only_when_told():
    apart = gr.Network.from_lines(lines(LONG, EAST))
    gaps = apart.gaps()
    assert gaps["km"].tolist() == pytest.approx([distance_km((10.5, 50.0), (10.52, 50.0))], abs=0.01)
    assert gaps["near"].iloc[0].endswith(", DE")
    assert apart.gaps(1.0).empty
    assert apart.components()["km"].is_monotonic_decreasing
    ends = (8.0, 50.0), (12.0, 50.0)
    with pytest.raises(gr.NoPathError):
        gr.path(*ends, mode="rail", networks=[apart])
    healed = gr.Network.from_lines(lines(LONG, EAST), heal_km=2.0)
    path = gr.path(*ends, mode="rail", networks=[healed])
    assert path.healed_km == pytest.approx(1.43, abs=0.01)
    assert any("gap in the data" in text for text in path.warnings)


def test_a_column_of_lengths_counts():
    network = gr.Network.from_lines(lines(WEST, track=[40.0]), length="track", title="tracks", credit="ACME")
    path = gr.path((10.0, 50.0), (10.5, 50.0), mode="rail", networks=[network])
    assert path.length_km == pytest.approx(40.0, abs=0.01)
    assert "tracks" in path.method
    assert path.attribution == ("ACME",)


def test_lines_are_taken_in_any_coordinate_system_and_over_the_antimeridian():
    utm = lines(WEST).to_crs("EPSG:32632")
    assert gr.Network.from_lines(utm).km == pytest.approx(gr.Network.from_lines(lines(WEST)).km, abs=0.01)
    far = LineString([(178.0, -17.0), (182.0, -17.0)])
    path = gr.path(
        (178.5, -17.0),
        (-178.5, -17.0),
        mode="road",
        networks=[gr.Network.from_lines(lines(far), mode="road")],
    )
    assert path.length_km == pytest.approx(distance_km((178.5, -17.0), (-178.5, -17.0)), rel=0.001)


def test_one_file_holds_a_network(tmp_path):
    network = gr.Network.from_lines(lines(WEST, EAST), mode="road", heal_km=2.0)
    network.save(tmp_path / "my.network")
    opened = gr.Network.open(tmp_path / "my.network")
    assert (opened.mode, opened.km) == ("road", network.km)
    again = pickle.loads(pickle.dumps(opened))  # noqa: S301  our own
    assert again.km == network.km
    assert len(pickle.dumps(opened)) < 1000  # a worker opens the file
    with pytest.raises(gr.DataError, match="for road, not for rail"):
        gr.Network.open(tmp_path / "my.network", mode="rail")
    with pytest.raises(gr.WriteError, match=r"ends in \.network"):
        network.save(tmp_path / "my.txt")


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8), st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_a_clear_error(tmp_path_factory, at, patch, cut):
    file = tmp_path_factory.mktemp("damaged") / "my.network"
    gr.Network.from_lines(lines(WEST)).save(file)
    whole = file.read_bytes()
    at %= len(whole)
    file.write_bytes(whole[:at] if cut else whole[:at] + patch + whole[at + len(patch) :])
    try:
        assert gr.Network.open(file).km > 0
    except gr.DataError:
        return


NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=5), max_size=5))
@settings(max_examples=60, deadline=None)
def test_any_lines_make_a_network_or_a_clear_error(rows):
    try:
        network = gr.Network.from_lines(lines(*map(LineString, rows)), crossings=True)
    except gr.FrameError:
        return
    assert network.km > 0
    assert math.isfinite(network.km)


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (lines(Point(1, 2)), "found Point"),
        (lines(WEST).set_crs(None, allow_override=True), "no coordinate system"),
        (lines(), "no line in the frame"),
        (lines(WEST, km=[float("nan")]), "missing or below zero"),
        (lines(WEST), "no column 'km'"),
        ([WEST], "GeoDataFrame, not as list"),
    ],
)
def test_what_is_no_network_is_refused(frame, said):
    with pytest.raises(gr.FrameError, match=said):
        gr.Network.from_lines(frame, length="km" if "km" in said or "below" in said else None)


def test_only_land_has_lines_and_one_network_serves_a_mode():
    with pytest.raises(gr.FrameError, match="'sea'"):
        gr.Network.from_lines(lines(WEST), mode="sea")
    with pytest.raises(gr.FrameError, match="heal_km"):
        gr.Network.from_lines(lines(WEST), heal_km=-1)
    one, other = gr.Network.from_lines(lines(WEST)), gr.Network.from_lines(lines(EAST))
    with pytest.raises(gr.LimitError, match="two for rail"):
        gr.path((10.0, 50.0), (10.5, 50.0), mode="rail", networks=[one, other])
    with pytest.raises(gr.LimitError, match="no network"):
        gr.path((10.0, 50.0), (10.5, 50.0), mode="rail", networks=["rail.parquet"])


def test_a_table_and_a_map_take_ones_own_network(tmp_path):
    network = gr.Network.from_lines(lines(WEST, MultiLineString([BRANCH])))
    case = tmp_path / "case.yaml"
    case.write_text(
        "georoutes: 1\ntitle: Own\nroutes:\n  r:\n    legs:\n      - {from: [10.0, 50.0], to: [10.2, 50.2], mode: rail}\n",
        encoding="utf-8",
    )
    legs = gr.legs(gr.read_case(case), networks=[network])
    assert "lines of your own" in legs["method"].iloc[0]
    gr.draw(gr.read_case(case), networks=[network]).save(tmp_path / "own.html")
    table = gpd.GeoDataFrame({"from": [(10.0, 50.0)], "to": [(10.2, 50.2)]})
    rows = gr.route_frame(table, origin="from", destination="to", mode="rail", networks=[network])
    assert rows["length_km"].iloc[0] == pytest.approx(legs["length_km"].iloc[0])


@pytest.mark.parametrize("name", ["my.parquet", "my.gpkg", "my.geojson", "my.network"])
def test_the_command_line_takes_a_network(tmp_path, name):
    file = tmp_path / name
    if name == "my.network":
        gr.Network.from_lines(lines(WEST, BRANCH)).save(file)
    elif name == "my.parquet":
        lines(WEST, BRANCH).to_parquet(file)
    else:
        lines(WEST, BRANCH).to_file(file)
    command = ["path", "10.0,50.0", "10.2,50.2", "--mode", "rail", "--network", f"rail={file}"]
    result = CliRunner().invoke(cli.app, command)
    assert result.exit_code == 0, result.output
    assert "36.6 km" in result.output


def test_a_wrong_network_on_the_command_line_is_wrong_usage(tmp_path):
    run = CliRunner()
    command = ["path", "10.0,50.0", "10.2,50.2", "--mode", "rail", "--network"]
    assert run.invoke(cli.app, [*command, "my.parquet"]).exit_code == 2
    result = run.invoke(cli.app, [*command, f"rail={tmp_path / 'none.parquet'}"])
    assert isinstance(result.exception, gr.DataError)
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 and nothing else")
    result = run.invoke(cli.app, [*command, f"rail={tmp_path / 'bad.parquet'}"])
    assert isinstance(result.exception, gr.DataError)


def test_a_graph_of_osmnx_is_a_network():
    graph = nx.MultiDiGraph(crs="EPSG:4326")
    graph.add_node(1, x=10.0, y=50.0)
    graph.add_node(2, x=10.5, y=50.0)
    graph.add_node(3, x=10.5, y=50.1)
    graph.add_edge(1, 2, length=36_000.0)
    graph.add_edge(2, 3, length=20_000.0, geometry=LineString([(10.5, 50.0), (10.55, 50.05), (10.5, 50.1)]))
    network = gr.Network.from_osmnx(graph)
    path = gr.path((10.0, 50.0), (10.5, 50.1), mode="road", networks=[network])
    assert path.length_km == pytest.approx(56.0, abs=0.01)
    assert "OpenStreetMap" in path.attribution[0]
    with pytest.raises(gr.FrameError, match="no graph of osmnx"):
        gr.Network.from_osmnx(nx.path_graph(3))


@pytest.fixture(name="extract")
def extract_fixture(tmp_path):
    osmium = pytest.importorskip("osmium")
    spots = {1: (10.0, 50.0), 2: (10.2, 50.0), 3: (10.2, 50.2), 4: (10.3, 50.3)}
    ways = [
        ([1, 2], {"railway": "rail"}),
        ([2, 3, 99], {"railway": "rail"}),  # leaves the extract
        ([3, 4], {"railway": "rail", "service": "yard"}),
        ([3, 4], {"highway": "footway"}),
    ]
    file = tmp_path / "extract.osm.pbf"
    with osmium.SimpleWriter(str(file)) as writer:
        for number, spot in spots.items():
            writer.add_node(osmium.osm.mutable.Node(id=number, location=spot))
        for number, (nodes, tags) in enumerate(ways, start=1):
            writer.add_way(osmium.osm.mutable.Way(id=number, nodes=nodes, tags=tags))
    return file


def test_an_extract_of_openstreetmap_is_a_network(extract):
    network = gr.Network.open(extract, mode="rail")
    path = gr.path((10.0, 50.0), (10.2, 50.2), mode="rail", networks=[network])
    assert path.length_km == pytest.approx(36.6, abs=0.05)
    with pytest.raises(gr.DataError, match="no way with highway"):
        gr.Network.from_pbf(extract, mode="road")
    extract.write_bytes(extract.read_bytes()[:40])
    with pytest.raises(gr.DataError, match="cannot be read"):
        gr.Network.from_pbf(extract)
    with pytest.raises(gr.DataError, match="no such file"):
        gr.Network.from_pbf(extract.with_name("none.pbf"))


def test_a_saved_network_says_what_it_is(tmp_path):
    (tmp_path / "x.network").write_text(json.dumps({}), encoding="utf-8")
    with pytest.raises(gr.DataError, match=r"Network\.save"):
        gr.Network.open(tmp_path / "x.network")


def test_a_gap_is_told_with_what_mends_it():
    network = gr.Network.from_lines(lines(LONG, LineString([(13.0, 50.0), (15.0, 50.0)])))
    with pytest.raises(
        gr.NoPathError, match=r"come nearest .* km apart.*network\.gaps\(\).*heal_km=.*command line"
    ):
        gr.path((8.0, 50.0), (15.0, 50.0), mode="rail", networks=[network])


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: gr.Network.from_lines(lines(WEST), heal_km="2"), gr.FrameError, "heal_km is '2'"),
        (lambda: gr.Network.from_lines(lines(WEST)).gaps("5"), gr.FrameError, "within_km is '5'"),
        (lambda: gr.Network.from_lines(lines(WEST)).gaps(-1), gr.FrameError, "within_km is -1"),
        (lambda: gr.Network.open(None), WrongTypeError, "the path is None"),
    ],
)
def test_numbers_and_names_of_the_wrong_kind(call, error, words):
    with pytest.raises(error, match=words):
        call()


@pytest.mark.parametrize(
    ("km", "words"),
    [
        (36_000.0, r"row 1 has 36,000 km in the column 'km', many times the 35\.8 km .* metres or miles\?"),
        (1.0, r"row 1 has 1 km in the column 'km', less than the 35\.8 km straight"),
        (22.3, "miles"),
    ],
)
def test_lengths_that_cannot_be_kilometres_are_refused(km, words):
    frame = lines(LineString([(9.0, 50.0), (9.5, 50.0)]), WEST, km=[40.0, km])
    with pytest.raises(gr.FrameError, match=words):
        gr.Network.from_lines(frame, length="km")
    bends = lines(LineString([(9.0, 50.0), (9.5, 50.0)]), WEST, km=[40.0, 90.0])
    assert gr.Network.from_lines(bends, length="km").km == pytest.approx(130, abs=0.1)
