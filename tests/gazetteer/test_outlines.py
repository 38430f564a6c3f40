"""Land and countries."""

from __future__ import annotations

import numpy as np

from gazetteer import outlines


def test_points_are_found_on_either_side_of_the_antimeridian():
    layer = outlines.countries()
    found = layer.at(np.array([(178.0, 67.0), (-178.0, 67.0), (182.0, 67.0), (0.0, -89.0), (0.0, 0.0)]))
    assert [str(layer.code[i]) if i >= 0 else "" for i in found] == ["RU", "RU", "RU", "AQ", ""]


def test_no_strips_of_land_over_the_open_ocean():
    lat = np.arange(-60.0, 60.0, 7.0)
    across = np.array([(lon, y) for lon in (-140.0, -30.0) for y in lat])
    assert (outlines.land().at(across) < 0).mean() > 0.95


def test_a_window_may_cross_the_antimeridian():
    parts = outlines.land().window(175.0, 60.0, 190.0, 72.0)
    assert min(part.bounds[0] for part in parts) >= 175.0
    assert max(part.bounds[2] for part in parts) > 185.0
