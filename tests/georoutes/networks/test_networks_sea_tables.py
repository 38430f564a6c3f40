"""What is worked out beforehand for the sea changes nothing but the time."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from georoutes.errors import DataError, NoPathError
from georoutes.networks.arrays import content
from georoutes.networks.sea import CHART, LANES, TABLES, Sea, landmarks, open_sea, ports
from georoutes.networks.sea.approach import approach
from georoutes.networks.sea.tables import Tables

RNG = np.random.default_rng(3)


@pytest.fixture(name="sea")
def sea_fixture():
    return open_sea()


@pytest.fixture(name="known")
def known_fixture(sea):
    return [
        sea.tables.ports.point(row)
        for row in np.random.default_rng(3).permutation(len(sea.tables.ports)).tolist()
    ]


def test_the_approaches_of_ports_are_those_that_are_computed(sea, known):
    table = sea.tables.ports
    bent = [
        row
        for row in range(0, len(table), 7)
        if any(way[3] for way in getattr(table.approach(row), "nodes", ()))
    ]
    rows = [table.row(point) for point in known[:120]] + bent[:20]
    assert len(bent) > 20
    for row in rows:
        assert table.approach(row) == approach(sea.chart, sea.lanes, table.point(row))


def test_other_places_are_not_in_the_table(sea, known):
    table = sea.tables.ports
    for lon, lat in known[:50]:
        assert table.row((lon, lat)) is not None
        assert table.row((lon + 1e-9, lat)) is None
        assert table.row((lon + 360.0, lat)) is None
        assert table.row((lat, -91.0)) is None


@pytest.mark.parametrize("avoid", [(), ("suez",), ("panama", "malacca")])
def test_with_landmarks_the_cheapest_way_is_that_of_a_search_of_everything(sea, known, avoid):
    closed = sea.lanes.usual | sea.lanes.bits(avoid)
    graph = sea.lanes.graph(closed, major=True)
    accesses = [sea._access(point, closed) for point in known[:200]]
    ends = [end for end in accesses if end is not None and len(end.gateways)]
    found = 0
    for k in range(12):
        spread = graph.search(ends[k].gateways)
        for end in ends[k + 1 : k + 30]:
            whole = graph.cheapest(spread, end.gateways)
            answer = sea.tables.landmarks.search(graph, ends[k].gateways, end.gateways)
            if answer is None:
                continue
            part, near = answer
            best = part.cheapest(near, end.gateways.at(part.has(end.gateways.node)))
            assert whole is not None
            assert best is not None
            assert best[1] == pytest.approx(whole[1], abs=1e-6)
            found += 1
    assert found > 250


def test_landmarks_serve_only_while_nothing_more_is_open(sea):
    suez = sea.lanes.bits(["suez"])
    assert sea.tables.landmarks.covers(sea.lanes.usual | suez)
    assert not sea.tables.landmarks.covers(suez)


def test_paths_are_the_same_without_tables(sea, known, place):
    plain = Sea(sea.chart, sea.lanes)
    for number, (a, b) in enumerate(zip(known[:25], known[25:50], strict=True)):
        ends = place("A", a[1], a[0]), place("B", b[1], b[0])
        try:
            expected = plain.path(*ends)
        except NoPathError:
            with pytest.raises(NoPathError):
                sea.path(*ends)
            continue
        assert sea.path(*ends) == expected, number


def test_a_place_asked_for_often_gives_the_same_paths(sea, place):
    fresh = Sea(sea.chart, sea.lanes, sea.tables)
    hub = place("Rotterdam", 51.95, 4.14)
    others = [
        place("X", lat, lon) for lat, lon in [(31.36, 121.62), (-33.9, 18.43), (40.7, -74.02), (1.26, 103.8)]
    ]
    others += [place("Y", 35.1, 129.04), place("Z", -34.9, -56.2)]
    often = [fresh.path(hub, other).length_km for other in others]
    assert often == [Sea(sea.chart, sea.lanes, sea.tables).path(hub, other).length_km for other in others]


def test_tables_of_other_data_are_refused(tmp_path, sea):
    other = tmp_path / "lanes.npz"
    np.savez_compressed(other, node=np.arange(3))
    with pytest.raises(
        DataError, match=r"tables.npz: it was not made from chart.npz and lanes.npz as they are"
    ):
        Tables.open(TABLES, (CHART, other), sea.lanes)
    damaged = tmp_path / "tables.npz"
    damaged.write_bytes(TABLES.read_bytes()[:90_000])
    with pytest.raises(DataError, match=r"tables.npz: the network data are damaged"):
        Tables.open(damaged, (CHART, LANES), sea.lanes)
    shutil.copy(LANES, tmp_path / "copy.npz")
    assert content(tmp_path / "copy.npz") == content(LANES)


def test_what_is_packed_comes_back(sea, known):
    points = [*known[:40], (0.0, 0.1234567), (-179.999999, -89.5)]
    ways = [approach(sea.chart, sea.lanes, point) for point in points]
    table = ports.Ports(sea.lanes, ports.packed(points, ways, sea.lanes))
    assert len(table) == 41  # seven digits have no room
    for point, way in zip(points, ways, strict=True):
        row = table.row(point)
        assert row is None if point == points[40] else table.approach(row) == way
    away = RNG.uniform(0, 30_000, (3, int(sea.lanes.major.sum())))
    away[1, 5] = np.inf
    again = landmarks.unpacked(sea.lanes, landmarks.packed(sea.lanes, away)).away
    assert again[1, 5] == 131_070
    near = np.isfinite(away)
    assert ((away[near] - again[near] >= 0) & (away[near] - again[near] < landmarks.UNIT_KM + 0.01)).all()
