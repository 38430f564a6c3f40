"""Steps of the build of the sea network on small made-up shorelines."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from georoutes.networks.sea.build import ashore

DEGREE_KM = 111.2


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
