import contextlib
import datetime as dt
import io

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
        ("2001-24", "2001-12-01", "2002-02-28"),  # a winter ends in the next year
        ("1984-1X", "1984-10-01", "1984-12-31"),
        ("1984-0X~", "1984-01-01", "1984-09-30"),
        ("2004-06-1X", "2004-06-10", "2004-06-19"),
        ("2004-02-2X", "2004-02-20", "2004-02-29"),
        ("1950S2", "1900-01-01", "1999-12-31"),
        ("[2023-10-13]", "2023-10-13", "2023-10-13"),
        ("XXXX-12-XX", None, None),
        ("2023-1X-1X", "2023-10-10", "2023-12-19"),
        ("2023-XX-31", "2023-01-31", "2023-12-31"),
        ("199X-02-29", "1992-02-29", "1996-02-29"),
        ("2001-21~", "2001-03-01", "2001-05-31"),
        ("2001-24?", "2001-12-01", "2002-02-28"),
        ("2001-36%", "2001-10-01", "2001-12-31"),
        ("[1667,1668, 1670..1672]", "1667-01-01", "1672-12-31"),
        ("{1961, 1960-12}", "1960-12-01", "1961-12-31"),
        ("[..1760-12-03]", None, "1760-12-03"),
        ("[1760-01, 1760-02, 1760-12..]", "1760-01-01", None),
        ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12"),
        ("156X-12-25", "1560-12-25", "1569-12-25"),
        ("1XXX-12", "1000-12-01", "1999-12-31"),
        ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03"),
        ("?2004-06-~11", "2004-06-11", "2004-06-11"),
        ("2001-34", "2001-04-01", "2001-06-30"),
        ("Y-17E7", None, None),
        ("-0044/0014", None, "0014-12-31"),
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
        "2004-02-3X",
        "2023-02-3X",
        "2021-02-29",
        "20X3-02-29",
        "2004-01-01..2004-02-01",
        "open",
        "1984-2X",
        "XXXX-13",
        "last week",
        "on Monday",
    ],
)
def test_what_is_no_date_is_refused_with_advice(text):
    with pytest.raises(DateError, match=r"write EDTF|swap its two ends"):
        dates.parse(text)


@given(st.one_of(st.text(max_size=40), st.text("0123456789-/.~?%XYEST:{}[], ", max_size=40)))
def test_any_text_gives_a_date_or_a_clear_error(text):
    with contextlib.redirect_stdout(io.StringIO()) as said:
        try:
            date = dates.parse(text)
        except DateError:
            date = None
    assert said.getvalue() == ""
    assert date is None or date.earliest is None or date.latest is None or date.earliest <= date.latest


def test_the_package_prints_nothing(capsys):
    for text in ("2004-X6~", "2023-X0", "2004-0X~-11"):
        with contextlib.suppress(DateError):
            dates.parse(text)
    assert capsys.readouterr() == ("", "")


# the examples of the Library of Congress, https://www.loc.gov/standards/datetime/ (2019)
LEVEL_0 = [
    "1985-04-12",
    "1985-04",
    "1985",
    "1985-04-12T23:20:30",
    "1985-04-12T23:20:30Z",
    "1985-04-12T23:20:30-04",
    "1985-04-12T23:20:30+04:30",
    "1964/2008",
    "2004-06/2006-08",
    "2004-02-01/2005-02-08",
    "2004-02-01/2005-02",
    "2004-02-01/2005",
    "2005/2006-02",
]
LEVEL_1 = [
    "Y170000002",
    "Y-170000002",
    "2001-21",
    "1984?",
    "2004-06~",
    "2004-06-11%",
    "201X",
    "20XX",
    "2004-XX",
    "1985-04-XX",
    "1985-XX-XX",
    "1985-04-12/..",
    "1985-04/..",
    "1985/..",
    "../1985-04-12",
    "../1985-04",
    "../1985",
    "1985-04-12/",
    "1985-04/",
    "1985/",
    "/1985-04-12",
    "/1985-04",
    "/1985",
    "-1985",
    "1984~/2004-06",
    "1984/2004-06~",
    "1984~/2004~",
    "1984?/2004%",
    "1984-06-02?/2004-08-08~",
]
LEVEL_2 = [
    "Y-17E7", "1950S2", "Y171010000S3", "Y3388E2S3", "2001-34", "[1667,1668, 1670..1672]", "[..1760-12-03]", "[1760-12..]",
    "[1760-01, 1760-02, 1760-12..]", "[1667, 1760-12]", "[..1984]", "{1667,1668, 1670..1672}", "{1960, 1961-12}",
    "{..1984}", "2004-06-11%", "2004-06~-11", "2004?-06-11", "?2004-06-~11", "2004-%06-11", "156X-12-25",
    "15XX-12-25", "XXXX-12-XX", "1XXX-XX", "1XXX-12", "1984-1X", "2004-06-~01/2004-06-~20", "2004-06-XX/2004-07-03",
]  # fmt: skip


@pytest.mark.parametrize("text", [*LEVEL_0, *LEVEL_1, *LEVEL_2])
def test_the_examples_of_the_library_of_congress(text, capsys):
    assert dates.parse(text).text == text
    assert capsys.readouterr() == ("", "")  # the package prints what it cannot read


def test_open_ends_and_far_years_have_no_day():
    assert {text for text in LEVEL_1 if dates.parse(text).earliest is None} == {
        "Y170000002", "Y-170000002", "../1985-04-12", "../1985-04", "../1985", "/1985-04-12", "/1985-04", "/1985", "-1985",
    }  # fmt: skip
