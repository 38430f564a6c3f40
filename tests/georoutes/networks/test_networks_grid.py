"""The grid in which pieces of a network are found."""

from __future__ import annotations

import numpy as np

from georoutes.networks.grid import cells_near, cells_of_segments


def test_long_pieces_are_found_in_every_cell_they_cross():
    start, segment = cells_of_segments(np.array([[179.0, 0.1]]), np.array([[-178.0, 0.1]]))
    assert segment.tolist() == [0] * 7
    for lon in (179.1, 180.0, -179.9, -178.1):
        assert any(start[c] < start[c + 1] for c in cells_near(lon, 0.1, 5.0))


def test_cells_near_the_pole_go_round_it():
    assert len(np.unique(cells_near(0.0, 89.9, 50.0) % 720)) == 720
