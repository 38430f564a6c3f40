"""Road: plausible lengths, refusals."""

from __future__ import annotations

import pytest

import georoutes as gr
from georoutes.errors import NoPathError
from georoutes.networks import open_network


@pytest.mark.parametrize(
    ("origin", "destination", "km"),
    [
        (("Berlin", 52.52, 13.40, "DE"), ("Munich", 48.137, 11.575, "DE"), 585),
        (("Paris", 48.857, 2.352, "FR"), ("Lyon", 45.76, 4.835, "FR"), 465),
        (("Kyiv", 50.45, 30.52, "UA"), ("Lviv", 49.84, 24.03, "UA"), 540),
    ],
)
def test_lengths_by_main_roads(place, checked, origin, destination, km):
    a, b = place(*origin), place(*destination)
    path = checked(open_network("road").path(a, b), a, b)
    assert path.length_km == pytest.approx(km, rel=0.05)


def test_over_the_sea_is_refused(place):
    with pytest.raises(NoPathError, match="joins Reykjavik"):
        open_network("road").path(place("Reykjavik", 64.147, -21.94, "IS"), place("Oslo", 59.91, 10.75, "NO"))


def test_a_range_of_lengths_by_road_is_said_to_be_a_lower_estimate():
    # published lengths are about 1,105 km; the data leave out the bends of the mountain road
    path = gr.path("Lima", "Cusco", mode="road")
    (text,) = [text for text in path.warnings if "another main road" in text]
    assert "By the lines in the data the way is between" in text
    assert "a lower estimate (roads are drawn some per cent short, in mountains up to a third)" in text
