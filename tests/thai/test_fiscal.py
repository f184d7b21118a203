"""The fiscal year of the state."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.thai.fiscal import fiscal_year, fiscal_year_span, quarter, quarter_span

YEARS = st.integers(2400, 2743)


@pytest.mark.parametrize(
    ("day", "year", "number"),
    [
        (datetime.date(2020, 9, 30), 2563, 4),
        (datetime.date(2020, 10, 1), 2564, 1),
        (datetime.date(2020, 12, 31), 2564, 1),
        (datetime.date(2021, 1, 1), 2564, 2),
        (datetime.date(2021, 3, 31), 2564, 2),
        (datetime.date(2021, 4, 1), 2564, 3),
        (datetime.date(2021, 7, 1), 2564, 4),
        (datetime.date(2021, 9, 30), 2564, 4),
        (datetime.date(2021, 10, 1), 2565, 1),
    ],
)
def test_year_and_quarter_at_their_borders(day, year, number):
    assert (fiscal_year(day), quarter(day)) == (year, number)


def test_a_moment_counts_by_its_local_date():
    assert fiscal_year(datetime.datetime(2026, 9, 30, 16, 59, tzinfo=datetime.UTC)) == 2569
    assert fiscal_year(datetime.datetime(2026, 9, 30, 17, 0, tzinfo=datetime.UTC)) == 2570


def test_the_span_of_2570():
    assert fiscal_year_span(2570) == (datetime.date(2026, 10, 1), datetime.date(2027, 9, 30))
    assert [quarter_span(2570, number) for number in (1, 2, 3, 4)] == [
        (datetime.date(2026, 10, 1), datetime.date(2026, 12, 31)),
        (datetime.date(2027, 1, 1), datetime.date(2027, 3, 31)),
        (datetime.date(2027, 4, 1), datetime.date(2027, 6, 30)),
        (datetime.date(2027, 7, 1), datetime.date(2027, 9, 30)),
    ]


@pytest.mark.parametrize("number", [0, 5])
def test_there_is_no_fifth_quarter(number):
    with pytest.raises(ValueError, match="quarters 1 to 4"):
        quarter_span(2570, number)


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)))
def test_a_day_lies_in_its_year_and_quarter(day):
    year = fiscal_year(day)
    first, last = fiscal_year_span(year)
    start, end = quarter_span(year, quarter(day))

    assert first <= start <= day <= end <= last


@given(YEARS)
def test_years_and_quarters_follow_without_a_gap(year):
    spans = [quarter_span(year, number) for number in (1, 2, 3, 4)] + [quarter_span(year + 1, 1)]

    assert spans[0][0] == fiscal_year_span(year)[0]
    assert {after[0] - before[1] for before, after in pairwise(spans)} == {datetime.timedelta(days=1)}
