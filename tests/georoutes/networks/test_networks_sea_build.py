"""Steps of the build of the sea network on small made-up shorelines."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
import shapely
from scipy import ndimage

from georoutes.networks.sea.build import ashore, straightening

DEGREE_KM = 111.2
NOTHING = shapely.LineString()


def rings(*boxes):
    """Rings round boxes of west, south, east, north."""
    corners = [[(w, s), (e, s), (e, n), (w, n), (w, s)] for w, s, e, n in boxes]
    start = np.cumsum([0, *map(len, corners)])
    return SimpleNamespace(
        lonlat=np.concatenate(corners).astype(float), start=start, box=np.array(boxes, float)
    )


def test_a_lake_on_an_island_is_water_and_an_island_in_it_land():
    shore = rings((0, 0, 4, 4), (1, 1, 3, 3), (1.8, 1.8, 2.2, 2.2))
    points = np.array([(-1, 2), (0.5, 2), (1.5, 2), (2, 2), (3.5, 2), (5, 2)], dtype=float)
    assert ashore.on_land(shore, points).tolist() == [False, True, False, True, True, False]


def test_land_under_a_piece_is_measured():
    lonlat = np.array([(-0.5, 0.05), (0.5, 0.05), (0.5, 1.0)])
    pairs, km = np.array([(0, 1), (1, 2)]), np.array([1.0, 0.95]) * DEGREE_KM
    found = ashore.land_km(rings((0.0, 0.0, 0.25, 0.1)), lonlat, pairs, km)
    assert found[0] == pytest.approx(0.25 * DEGREE_KM, abs=0.3)
    assert found[1] == 0.0


def channel(rows):
    """A window of cells: '#' land, '.' water; what cells cost and how far they are from what is not water."""
    land = np.array([[letter == "#" for letter in row] for row in rows])
    away = ndimage.distance_transform_cdt(np.pad(~land, 1), "taxicab")[1:-1, 1:-1]
    return np.where(land, 60.0, 1.0).astype(np.float32), away.astype(np.int16)


def straight(path, cost, away, shore=NOTHING):
    cells = np.array(path)
    lonlat = cells[:, ::-1] / 1200.0
    return straightening.straighten(cells, lonlat, cost, away, shore).tolist()


def test_a_way_over_open_water_keeps_its_ends_only():
    cost, away = channel(["." * 30] * 30)
    steps = [(5 + k // 2, 5 + (k + 1) // 2) for k in range(30)]
    assert straight(steps, cost, away) == [0, 29]


def test_a_way_round_a_cape_keeps_its_corner():
    cost, away = channel([*["." * 21] * 10, *["." * 10 + "#" + "." * 10] * 11])
    over = (
        [(18 - k, 5) for k in range(13)] + [(5, 6 + k) for k in range(10)] + [(6 + k, 15) for k in range(13)]
    )
    kept = straight(over, cost, away)
    assert kept[0] == 0
    assert kept[-1] == len(over) - 1
    assert 3 <= len(kept) <= 6
    assert all(
        away[round(a[0] + share * (b[0] - a[0])), round(a[1] + share * (b[1] - a[1]))] > 0
        for a, b in pairwise([over[k] for k in kept])
        for share in np.linspace(0, 1, 50)
    )


def test_in_a_narrow_water_no_piece_crosses_the_shore():
    cost, away = channel(["." * 12] * 12)
    path = [(2, c) for c in range(1, 7)] + [(r, 6) for r in range(3, 9)]
    shore = shapely.LineString([(3.5 / 1200, 3.0 / 1200), (3.5 / 1200, 9.0 / 1200)])
    kept = straight(path, cost, np.zeros_like(away), shore)
    line = shapely.LineString([(path[k][1] / 1200, path[k][0] / 1200) for k in kept])
    assert not shapely.intersects(line, shore)
    assert len(kept) < len(path)
