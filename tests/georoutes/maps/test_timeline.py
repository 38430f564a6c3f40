"""Which days of a leg are sure, and which are only possible."""

import pytest

from georoutes.maps.timeline import time_of


def day(number: int) -> int:
    """Days of March 2024, counted as the page counts."""
    return 19782 + number


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2024-03-05", {"may": (day(5), day(5)), "sure": (day(5), day(5))}),
        ("2024-03", {"may": (day(1), day(31))}),
        ("2024-03-05~", {"may": (day(5), day(5))}),
        ("2024-03-05/2024-03-09", {"may": (day(5), day(9)), "sure": (day(5), day(9))}),
        ("2024-03-05?/2024-03-09", {"may": (day(5), day(9))}),
        ("../2024-03-09", {"may": (None, day(9))}),
        ("2024-03-05/..", {"may": (day(5), None), "sure": (day(5), day(5))}),
        ("2024-03-05/", {"may": (day(5), None), "sure": (day(5), day(5))}),
        ("2024-02/2024-03", {"may": (day(-28), day(31)), "sure": (day(0), day(1))}),
        ("2024-03-XX", {"may": (day(1), day(31))}),
        ("2024-02-30", {}), ("../..", {}), ("2024-03-09/2024-03-05", {}), ("some day", {}), ("", {}),
    ],
)  # fmt: skip
def test_days_of_edtf(when: str, expected: dict) -> None:
    assert time_of(when, "", "") == expected


def test_columns_of_days_say_when_there_is_no_edtf() -> None:
    assert time_of("", "2024-03-05", "2024-03-09") == {"may": (day(5), day(9))}
    assert time_of("in spring", "", "2024-03-09") == {"may": (None, day(9))}
    assert time_of("", "2024-03-09", "2024-03-05") == time_of("", "no day", "") == {}
