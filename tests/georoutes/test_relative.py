"""What a text's own words for a day mean, and when they mean nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from georoutes import dates
from georoutes.relative import resolve


@pytest.mark.parametrize(
    ("words", "published", "meant"),
    [
        ("last week", "2023-08-02", "2023-07-24/2023-07-30"),  # a Wednesday
        ("on Monday", "2023-08-02", "2023-07-31"),
        ("Wednesday", "2023-08-02", "2023-08-02"),
        ("In November", "2023-08-02", "2022-11"),
        ("in August", "2023-10-14", "2023-08"),
        ("July 15", "2023-08-02", "2023-07-15"),
        ("on Oct. 13", "2023-10-14", "2023-10-13"),
        ("31 December", "2024-01-02", "2023-12-31"),
        ("29 February", "2024-03-02", "2024-02-29"),
        ("later this month", "2023-09-05~", "2023-09~"),
        ("last month", "2023-10-14", "2023-09"),
        ("last month", "2024-01-31", "2023-12"),
        ("last year", "2023-09-05", "2022"),
        ("last September", "2024-06-19~", "2023-09~"),
        ("as of last February", "2024-06-19", "2024-02"),
        ("earlier this year", "2024-06-19", "2024"),
        ("yesterday", "2024-03-01", "2024-02-29"),
        ("three days ago", "2023-10-14", "2023-10-11~"),
        ("two months ago", "2023-10-14", "2023-08~"),
        ("last  Month", "2023-10", "2023-09"),
        ("yesterday", "2023-10", "2023-09-30/2023-10-30"),
    ],
)
def test_words_are_read_by_the_day_of_publication(words, published, meant):
    assert resolve(words, published) == meant
    assert dates.parse(meant).text == meant


@pytest.mark.parametrize("published", [None, "../2023-10-14", "2023-10-14/..", "XXXX-10"])
def test_without_a_day_of_publication_they_stay_unresolved(published):
    assert resolve("last month", published) is None


@pytest.mark.parametrize("words", ["", "recently", "after the visit", "next month", "30 February", "last"])
def test_words_that_are_not_known_stay_unresolved(words):
    assert resolve(words, "2023-10-14") is None


@given(
    st.one_of(st.text(max_size=30), st.from_regex(r"(last|this|\d{1,3}) (week|month|years ago|may|monday)")),
    st.dates(),
)
def test_any_words_and_any_day_give_a_date_or_nothing(words, published):
    meant = resolve(words, published.isoformat())
    assert meant is None or dates.parse(meant).text == meant
