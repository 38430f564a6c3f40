"""Parts of the sea network on their own: cells of points, tiles, graphs, what is seen."""

from __future__ import annotations

import subprocess
import sys
import threading
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from georoutes.networks.base import GEOD
from georoutes.networks.sea import open_sea
from georoutes.networks.sea.graphs import Seeds, both_ways
from georoutes.networks.sea.meshes import Mesh
from georoutes.networks.sea.shortcuts import Shortcuts, shortcuts
from georoutes.networks.sea.sight import open_between, sees
from georoutes.networks.sea.sphere import along, lonlats, sphere_km, vectors
from georoutes.networks.sea.tiles import Tiles
from georoutes.networks.sea.waters import Waters

RNG = np.random.default_rng(7)
SPOTS = np.concatenate(
    [
        np.column_stack([RNG.uniform(-180, 180, 3_000), np.degrees(np.arcsin(RNG.uniform(-1, 1, 3_000)))]),
        [(-180, 5), (180, 5), (0, 90), (77, -90), (179.999, -0.5)],
    ]
)


@settings(deadline=None)
@given(st.floats(-540, 540), st.floats(-90, 90), st.floats(0.1, 12_000))
def test_no_point_near_a_place_is_missed(lon, lat, km):
    given_ = Mesh(SPOTS).around((lon, lat), km)
    assert (np.diff(given_) > 0).all()
    near = np.flatnonzero(sphere_km(SPOTS, (lon, lat)) <= km)
    assert np.isin(near, given_).all()


@settings(deadline=None)
@given(st.integers(0, len(SPOTS) - 1), st.floats(0, 360), st.floats(0.1, 3_000), st.integers(0, 2**25 - 1))
def test_no_gate_that_a_line_crosses_is_far_from_its_start(spot, azimuth, km, bits):
    gates = open_sea().lanes.gates
    start = SPOTS[spot]
    lon, lat, _ = GEOD.fwd(*start, azimuth, km * 1000)
    end = np.array([[lon, lat]])
    if gates.crossed(start[None], end, bits)[0]:
        assert gates.near(tuple(start), float(sphere_km(end, tuple(start))[0]), bits)


def test_shortcuts_found_together_are_those_found_one_by_one():
    sea = open_sea()
    waters = Waters(sea.chart, sea.lanes, sea.lanes.usual)
    rng = np.random.default_rng(3)
    starts = sea.lanes.node[rng.choice(np.flatnonzero(sea.lanes.major), 40)]
    stretches = [
        tuple((x, y) for x, y in (start + np.cumsum(rng.normal(0, 0.4, (7, 2)), axis=0)).tolist())
        for start in starts
    ]
    together = Shortcuts(100).among(waters, stretches)
    assert any(together)
    assert together == [shortcuts(waters, [stretch])[0] for stretch in stretches]
    few = Shortcuts(3)
    assert together == [few.among(waters, [stretch])[0] for stretch in stretches]


def test_tiles_are_the_same_after_they_were_forgotten_and_between_threads():
    size, count = 16, 40
    tiles = RNG.integers(0, 256, (count, size), dtype=np.uint8)
    packed = [zlib.compress(tile.tobytes()) for tile in tiles]
    store = Tiles(b"".join(packed), np.cumsum([0, *map(len, packed)]), size, room=7)
    wrong = []

    def look(seed: int) -> None:
        rng = np.random.default_rng(seed)
        for _ in range(200):
            number, byte = rng.integers(0, count, 5), rng.integers(0, size, 5)
            if not np.array_equal(store.bytes_at(number, byte), tiles[number, byte]):
                wrong.append(seed)

    threads = [threading.Thread(target=look, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    every = np.repeat(np.arange(count), size), np.tile(np.arange(size), count)
    assert np.array_equal(store.bytes_at(*every), tiles.ravel())  # more at once than there is room for
    assert np.array_equal(store.tile(3), tiles[3])


@pytest.mark.parametrize("count", [30, 70_000])
def test_a_graph_of_both_ways_has_the_ways_of_its_edges(count):
    key = np.unique(RNG.integers(0, count * count, 5 * min(count, 10_000)))
    tail, head = np.unique(np.sort(np.column_stack([key // count, key % count]), axis=1), axis=0).T
    tail, head = tail[tail < head].astype(np.int32), head[tail < head].astype(np.int32)
    cost = RNG.uniform(1, 9, len(tail))
    graph = both_ways(np.arange(count), (tail, head), cost, np.arange(len(tail)))
    start = int(tail[0])
    found, before = graph.search(Seeds.of([(start, 0.0, 0.0)]))
    matrix = csr_matrix((cost, (tail, head)), shape=(count, count))
    assert found == pytest.approx(dijkstra(matrix, directed=False, indices=start), abs=1e-8)
    goal = int(np.flatnonzero(np.isfinite(found))[-1])
    nodes, edges = graph.way(before, goal)
    assert (nodes[0], nodes[-1]) == (start, goal)
    assert cost[edges].sum() == pytest.approx(found[goal], abs=1e-8)
    starts = Seeds.of([(start, 2.0, 0.0), (goal, 0.5, 0.0), (start, 1.0, 0.0)])
    for limit in (6.0, 15.0):
        for quick, plain in zip(
            graph.search(starts, limit), graph.search_plainly(starts, limit), strict=True
        ):
            assert (np.where(quick < 0, -1, quick) == plain).all()


def test_a_first_path_is_found_before_scipy_is_loaded():
    code = """if True:
        import sys
        from gazetteer.place import Place
        from georoutes.networks import open_network
        ends = Place("", "A", "port", lon=4.14, lat=51.95), Place("", "B", "port", lon=121.62, lat=31.36)
        sea = open_network("sea")
        path = sea.path(*ends)
        assert "scipy" not in sys.modules and "pydantic" not in sys.modules
        print(path.length_km, len(path.geometry.coords))
        again = type(sea)(sea.chart, sea.lanes, sea.tables)
        import scipy.sparse.csgraph
        path = again.path(*ends)
        print(path.length_km, len(path.geometry.coords))
    """
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    first, second = run.stdout.splitlines()
    assert first == second


def test_lines_seen_together_are_those_seen_one_by_one_and_all_their_points_are_on_water():
    chart = open_sea().chart
    a = np.column_stack([RNG.uniform(-60, 20, 300), RNG.uniform(-40, 60, 300)])
    b = a + RNG.normal(0, 8, a.shape)
    seen = open_between(chart, vectors(a), vectors(b), aside_km=4.0)
    assert seen.tolist() == [
        bool(sees(chart, tuple(p), q[None], aside_km=4.0)[0]) for p, q in zip(a.tolist(), b, strict=True)
    ]
    assert 20 < seen.sum() < 250
    share = np.linspace(0, 1, 3_000)[1:-1]
    for p, q in zip(vectors(a[seen]), vectors(b[seen]), strict=True):
        angle = np.full(len(share), np.arccos(np.clip(p @ q, -1, 1)))
        on = lonlats(along(p[None], q[None], share, angle))
        assert chart.water(on).mean() > 0.998  # a corner of a cell may lie between two looks
