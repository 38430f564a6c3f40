"""Air: geodesics."""

from __future__ import annotations

import pytest

from georoutes.errors import NoPathError
from georoutes.networks import open_network


def test_geodesic_over_the_antimeridian_runs_on(place, checked):
    tokyo, seattle = place("Tokyo", 35.55, 139.78), place("Seattle", 47.45, -122.31)
    path = checked(open_network("air").path(tokyo, seattle), tokyo, seattle)
    assert path.basis == "geodesic"
    assert path.length_km == pytest.approx(7730, abs=5)
    assert len(path.geometry.coords) >= 64
    assert path.geometry.coords[-1][0] == pytest.approx(237.69)


def test_antipodes_are_drawn_with_a_warning(place, checked):
    a, b = place("A", 10.0, 20.0), place("B", -10.0, -160.0)
    path = checked(open_network("air").path(a, b), a, b)
    assert path.length_km == pytest.approx(20_003.9, abs=1)
    assert "not unique" in path.warnings[0]


def test_over_the_pole(place, checked):
    a, b = place("A", 80.0, 0.0), place("B", 80.0, 180.0)
    assert checked(open_network("air").path(a, b), a, b).length_km == pytest.approx(2234, abs=2)


def test_same_place_is_refused(place):
    with pytest.raises(NoPathError, match="same place"):
        open_network("air").path(place("A", 1.0, 1.0), place("A", 1.0, 1.0))


def test_limits_are_refused_rather_than_ignored(place):
    with pytest.raises(ValueError, match="cannot keep to countries"):
        open_network("air").path(place("A", 1.0, 1.0), place("B", 2.0, 1.0), countries=["FR"])
