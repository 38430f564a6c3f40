"""The first view leaves out an arc that would shrink all the others, and never a path."""

import pytest

from georoutes.maps.focus import Reach, focus

NEAR = {row: Reach([125.0 + row, 35.0, 135.0 + row, 45.0], arc=True) for row in range(10)}
FAR = [127.0, 37.0, 260.0, 65.0]


def test_two_of_twenty_arcs_may_leave() -> None:
    many = {row: NEAR[row % 10] for row in range(18)}
    back = Reach([125.0, 30.0, 250.0, 60.0], arc=True)
    assert focus(many | {18: Reach(FAR, arc=True), 19: back})[1] == [18, 19]


@pytest.mark.parametrize(
    "legs",
    [
        {},
        NEAR,
        dict(list(NEAR.items())[:4]) | {9: Reach(FAR, arc=True)},  # few legs: each of them matters
        NEAR | {row: Reach(FAR, arc=True) for row in range(10, 15)},  # not one, but many
        NEAR | {10: Reach([125.0, 35.0, 150.0, 45.0], arc=True)},  # little is gained
        NEAR | {10: Reach(FAR, arc=False)},
        NEAR | {10: Reach(FAR, arc=True), 11: Reach(FAR, arc=False)},
    ],
)
def test_everything_is_shown(legs: dict[int, Reach]) -> None:
    assert focus(legs) == ([], [])
