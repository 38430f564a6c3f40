"""The distinct ways by sea."""

from __future__ import annotations

import pytest

import georoutes as gr

ROTTERDAM, SHANGHAI = (4.14, 51.95), (121.62, 31.36)


@pytest.fixture(scope="module")
def ways():
    return gr.alternatives(ROTTERDAM, SHANGHAI, mode="sea", speed_knots=14)


def test_there_are_four_ways_from_rotterdam_to_shanghai(ways):
    names = [way.name for way in ways]
    assert {"suez", "panama", "cape of good hope", "northern sea route"} <= set(names)
    lengths = [way.path.length_km for way in ways]
    assert lengths == sorted(lengths)
    assert ways[0].extra_km == 0
    by_name = dict(zip(names, lengths, strict=True))
    assert by_name["suez"] == pytest.approx(10_521 * 1.852, rel=0.03)
    assert by_name["cape of good hope"] == pytest.approx(13_800 * 1.852, rel=0.03)


def test_days_are_told_only_when_a_speed_is_given(ways):
    suez = next(way for way in ways if way.name == "suez")
    assert suez.days == pytest.approx(10_521 / 14 / 24, rel=0.03)
    assert all(way.days is None for way in gr.alternatives((30.74, 46.49), (28.95, 41.01)))


def test_where_there_is_one_way_it_is_told_alone():
    (way,) = gr.alternatives((30.74, 46.49), (28.95, 41.01))
    assert way.name == "direct"
    assert way.path.passages == ("bosporus",)


def test_draught_and_avoid_leave_ways_out():
    names = {
        way.name for way in gr.alternatives(ROTTERDAM, SHANGHAI, draft_m=21, avoid=["northern sea route"])
    }
    assert "suez" not in names
    assert "northern sea route" not in names
    assert "cape of good hope" in names


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"mode": "rail"}, "Only the sea"),
        ({"speed_knots": 0}, "speed_knots is 0"),
        ({"avoid": ["sues"]}, "did you mean 'suez'"),
        ({"draft_m": -1}, "draft_m is -1"),
    ],
)
def test_wrong_words_are_refused(options, message):
    with pytest.raises(gr.LimitError, match=message):
        gr.alternatives(ROTTERDAM, SHANGHAI, **options)


def test_passages_in_a_case_are_no_places(tmp_path):
    case = tmp_path / "case.yaml"
    case.write_text(
        "title: By the Cape\nroutes:\n  grain:\n    legs:\n"
        "      - {from: [4.14, 51.95], to: [121.62, 31.36], mode: sea, via: [Cape of Good Hope], draft_m: 14}\n",
        encoding="utf-8",
    )
    read = gr.read_case(case)
    leg = gr.legs(read).iloc[0]
    assert leg["length_km"] == pytest.approx(13_800 * 1.852, rel=0.03)
    assert len(gr.places(read)) == 2


def test_only_ships_have_a_draught():
    with pytest.raises(gr.LimitError, match="Only a ship has a draught"):
        gr.path((37.62, 55.75), (30.52, 50.45), mode="air", draft_m=5)
