"""Legs that share a way run side by side; legs that cross or meet do not move."""

import numpy as np
import pytest

from georoutes.maps.corridors import side_by_side
from georoutes.maps.layers import Part, encode_parts

EAST = np.column_stack([np.linspace(0, 10, 50), np.linspace(0, 1, 50)])


def lanes_of(*lines: np.ndarray) -> list:
    out = side_by_side([[Part("network", np.asarray(line, dtype=float))] for line in lines])
    return [parts[0].lanes for parts in out]


def right_of(line: np.ndarray, lanes: np.ndarray | None) -> float:
    """How far to the south of an eastward line its middle is drawn."""
    if lanes is None:
        return 0.0
    heads_east = line[-1][0] > line[0][0]
    return float(lanes[len(lanes) // 2]) * (1 if heads_east else -1)


@pytest.mark.parametrize("back", [False, True])
def test_two_legs_on_one_way_take_two_sides(back: bool) -> None:  # noqa: FBT001 - a case of the test
    other = EAST[::-1] if back else EAST
    one, two = lanes_of(EAST, other)
    assert right_of(EAST, one) == pytest.approx(-0.5)
    assert right_of(other, two) == pytest.approx(0.5)


def test_three_legs_take_three_lanes() -> None:
    middle = [right_of(EAST, lanes) for lanes in lanes_of(EAST, EAST, EAST)]
    assert middle == pytest.approx([-1, 0, 1])


def test_lines_come_together_at_their_ends() -> None:
    lanes = lanes_of(EAST, EAST)[0]
    assert abs(lanes[0]) < abs(lanes[len(lanes) // 2])


def test_only_the_shared_stretch_moves() -> None:
    branch = np.vstack([EAST[:25], EAST[24] + np.array([[0.1, 1], [0.2, 6]])])
    for lanes in lanes_of(EAST, branch):
        assert lanes[len(lanes) // 4] != 0
        assert lanes[-1] == 0


@pytest.mark.parametrize(
    "other", [[(5, -5), (5, 5)], [(10, 1), (20, 2)], [(0, 3), (10, 4)], [(5, 0.5), (5, 0.5)]]
)
def test_legs_that_cross_meet_or_keep_apart_stay(other: list) -> None:
    assert lanes_of(EAST, np.array(other)) == [None, None]


def test_one_leg_and_none() -> None:
    assert lanes_of(EAST) == [None]
    assert side_by_side([[], []]) == [[], []]


def test_page_gets_a_lane_for_each_vertex() -> None:
    parts = [[Part("connector", EAST[:2]), Part("network", EAST[1:])], [Part("network", EAST)], []]
    for pieces in encode_parts(side_by_side(parts), 10_000)[:2]:
        for piece in pieces:
            assert len(piece["lanes"]) == len(piece["line"]) / 2
            assert any(piece["lanes"])
