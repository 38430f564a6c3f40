import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from georoutes import DateError, dates


def day(text):
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2023-10-13", "2023-10-13", "2023-10-13"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-09~", "2023-09-01", "2023-09-30"),
        ("2023?", "2023-01-01", "2023-12-31"),
        ("2023-09-07/2023-10-01", "2023-09-07", "2023-10-01"),
        ("../2023-10-13", None, "2023-10-13"),
        ("/2023-10-13", None, "2023-10-13"),
        ("2023-10-13/..", "2023-10-13", None),
        ("2023-10-13/", "2023-10-13", None),
        ("../..", None, None),
        ("2001-21", "2001-03-01", "2001-05-31"),
        ("156X", "1560-01-01", "1569-12-31"),
        ("1984?/2004~", "1984-01-01", "2004-12-31"),
        ("Y170000002", None, None),
        ("1661", "1661-01-01", "1661-12-31"),
    ],
)
def test_the_days_that_a_date_allows(text, earliest, latest):
    date = dates.parse(text)
    assert (date.text, date.earliest, date.latest) == (text, day(earliest), day(latest))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "..",
        "last month",
        "2023-02-30",
        "2023-13",
        "13.10.2023",
        "2004/2003",
        "2023-10-13\x00",
        "9" * 200,
    ],
)
def test_what_is_no_date_is_refused_with_advice(text):
    with pytest.raises(DateError, match=r"write EDTF|swap its two ends"):
        dates.parse(text)


@given(st.one_of(st.text(max_size=40), st.text("0123456789-/.~?%XYEST:{}[], ", max_size=40)))
def test_any_text_gives_a_date_or_a_clear_error(text):
    try:
        date = dates.parse(text)
    except DateError:
        return
    assert date.earliest is None or date.latest is None or date.earliest <= date.latest
