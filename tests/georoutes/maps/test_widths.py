"""Width by quantity, and bundles of legs that run alike."""

import geopandas
import numpy as np
import pytest
from shapely.geometry import LineString

from georoutes.frames import check_legs
from georoutes.maps.bundles import bundled
from georoutes.maps.layers import leg_records
from georoutes.maps.widths import figure_of, widen


def legs(*quantities: str, claims: str = "") -> list[dict]:
    return [{"row": n, "quantity": q, "claims": [claims], "parts": [1]} for n, q in enumerate(quantities)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("more than 1,000 containers", (1000, "containers")), ("26500", (26500, "")), ("1.5 million t", (1.5, "million t")),
        ("3,000-5,000 shells", None), ("a set", None), ("", None), ("10 t; 12 t", None),
    ],
)  # fmt: skip
def test_figures(words: str, expected: tuple | None) -> None:
    assert figure_of(words) == expected


def test_width_is_in_proportion_where_units_agree() -> None:
    some = legs("100 t", "about 50 t", "a lot")
    assert widen(some, {}) == {"unit": "t", "most": 100.0, "wide": 6.0}
    assert [leg.get("wide") for leg in some] == [6.0, 3.0, None]


@pytest.mark.parametrize("quantities", [("100 t", "50 trucks"), ("100 t", ""), ("0 t", "0 t"), ()])
def test_no_width_where_nothing_can_be_compared(quantities: tuple) -> None:
    some = legs(*quantities)
    assert widen(some, {}) == {}
    assert not any("wide" in leg for leg in some)


def test_running_total_is_no_width() -> None:
    assert widen(legs("100 t", "50 t", claims="sum"), {"sum": {"cumulative": True}}) == {}


def test_legs_that_run_alike_become_one_line() -> None:
    lines = [LineString([(0, 0), (10, 10)])] * 3 + [
        LineString([(10, 10), (0, 0)]),
        LineString([(0, 0), (90, 0)]),
        None,
    ]
    frame = geopandas.GeoDataFrame(
        {"origin": ["A", "A", "B", "C", "A", "X"], "destination": list("DEDAZY"), "mode": ["road"] * 6}, geometry=lines, crs=4326
    )  # fmt: skip
    out = bundled(leg_records(check_legs(frame)))
    assert [record.get("count") for record, _ in out] == [3, 1, 1, None]
    assert [record["row"] for record, _ in out] == [0, 1, 2, 3]
    assert (out[0][0]["origin"], out[0][0]["destination"]) == ("", "")
    assert np.array_equal(out[0][1][0].points, [[0, 0], [10, 10]])
