"""Putting lines together: spans cover them, joins keep them, longitudes run on."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from georoutes.errors import NoPathError
from georoutes.networks import MODES, join, open_network
from georoutes.networks.base import LineBuilder, ends, geodesic_points, position

if TYPE_CHECKING:
    from georoutes.model.path import Path

points = st.tuples(st.integers(-180, 179).map(float), st.integers(-85, 85).map(float))
kinds = st.sampled_from(["network", "assumed", "connector"])
stretches = st.lists(
    st.tuples(kinds, st.lists(points, min_size=1, max_size=4), st.integers(0, 500)), min_size=1
)


def build(origin: tuple[float, float], parts: list[tuple[str, list[tuple[float, float]], int]]) -> Path:
    line = LineBuilder(origin)
    for kind, vertices, km in parts:
        line.add(kind, vertices, float(km))  # type: ignore[arg-type]
    return line.build(basis="network", method="test", warnings=["one."], attribution=["two"])


@given(points, stretches)
def test_spans_cover_the_line_without_gap_and_differ_from_their_neighbours(origin, parts):
    path = build(origin, parts)
    assert path.spans[0].from_vertex == 0
    assert path.spans[-1].to_vertex == len(path.geometry.coords) - 1
    assert path.spans[-1].to_km == path.length_km == sum(km for _, _, km in parts)
    for a, b in pairwise(path.spans):
        assert (a.to_km, a.to_vertex) == (b.from_km, b.from_vertex)
        assert (a.kind, a.note) != (b.kind, b.note)


@given(points, stretches)
def test_longitudes_run_on_and_keep_their_place(origin, parts):
    path = build(origin, parts)
    given_points = [origin, *(p for _, vertices, _ in parts for p in vertices)]
    lons = [x for x, _ in path.geometry.coords]
    assert all(abs(b - a) <= 180.0 for a, b in pairwise(lons))
    assert [x % 360.0 for x in lons] == [x % 360.0 for x, _ in given_points]


@example(
    (95.0, 0.0), [("network", [(-86.0, 0.0)], 0)], [("network", [(-9.0, 0.0), (171.0, 0.0)], 0)]
)  # half a turn
@given(points, stretches, stretches)
def test_join_is_what_building_at_once_gives(origin, first, second):
    a = build(origin, first)
    meeting = first[-1][1][-1]
    joined = join([a, build(meeting, second)])
    whole = build(origin, first + second)
    assert list(joined.geometry.coords) == list(whole.geometry.coords)
    assert joined.length_km == pytest.approx(whole.length_km)
    assert [(s.kind, s.from_vertex, s.to_vertex) for s in joined.spans] == [
        (s.kind, s.from_vertex, s.to_vertex) for s in whole.spans
    ]
    assert joined.warnings == ("one.",)
    assert joined.attribution == ("two",)


def test_join_of_one_is_that_path():
    path = build((0.0, 0.0), [("network", [(1.0, 1.0)], 5)])
    assert join([path]) is path


def test_join_refuses_nothing_and_paths_that_do_not_meet():
    path = build((0.0, 0.0), [("network", [(1.0, 1.0)], 5)])
    with pytest.raises(ValueError, match="at least one"):
        join([])
    with pytest.raises(ValueError, match=r"do not meet: one ends at 1\.00° N, 1\.00° E"):
        join([path, path])


def test_same_place_is_no_leg(place):
    with pytest.raises(NoPathError, match="same place"):
        ends(place("A", 10.0, 20.0), place("B", 10.0, 20.0))


def test_unknown_mode_names_the_known_ones():
    with pytest.raises(ValueError, match=", ".join(MODES)):
        open_network("mule")


def test_geodesic_points_are_no_farther_apart_than_asked():
    assert len(geodesic_points((0.0, 0.0), (1.0, 0.0), 25.0)) == 4


def test_position_is_for_people():
    assert position((190.0, -5.5)) == "5.50° S, 170.00° W"
