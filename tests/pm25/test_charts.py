"""Geometry of the charts: per cent along x, pixels along y, gaps kept."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pm25.charts import distribution, gauge, hours_chart, year_calendar
from pm25.charts.axis import axis_for

BANGKOK = ZoneInfo("Asia/Bangkok")


@dataclass(frozen=True)
class Band:
    level: int
    lower: Decimal
    upper: Decimal | None


@dataclass(frozen=True)
class DayMean:
    value: Decimal
    band: Band | None = None
    over: bool | None = None


@dataclass(frozen=True)
class Now:
    state: str
    band: Band | None = None


BANDS = [
    Band(1, Decimal("0"), Decimal("15.0")),
    Band(2, Decimal("15.1"), Decimal("25.0")),
    Band(3, Decimal("25.1"), Decimal("37.5")),
    Band(4, Decimal("37.6"), Decimal("75.0")),
    Band(5, Decimal("75.1"), None),
]
END = datetime(2026, 11, 20, 9, 0, tzinfo=BANGKOK)
LIMIT = Decimal("37.5")


def hours(*values, end=END):
    """Readings of the hours up to `end`, the last value last; None is a missing hour."""
    back = len(values) - 1
    return {end - timedelta(hours=back - place): Decimal(str(v)) for place, v in enumerate(values) if v is not None}


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        ("4", [0, 5]),
        ("20", [0, 5, 10, 15, 20]),
        ("41.25", [0, 20, 40, 60]),
        ("48.3", [0, 20, 40, 60]),
        ("160", [0, 50, 100, 150, 200]),
        ("999", [0, 250, 500, 750, 1000]),
    ],
)
def test_axis_has_round_lines(highest, ticks):
    axis = axis_for(Decimal(highest))

    assert [int(tick) for tick in axis.ticks] == ticks


@given(st.decimals(min_value=0, max_value=10000, places=1))
def test_axis_holds_its_value_with_at_most_five_lines(highest):
    axis = axis_for(highest)

    assert axis.top >= highest
    assert axis.ticks[0] == 0
    assert axis.ticks[-1] == axis.top
    assert len(axis.ticks) <= 5


def test_gauge_gives_each_band_the_same_width_and_writes_its_upper_bound():
    scale = gauge(BANDS, Decimal("48.3"))

    assert [(field.level, field.x, field.width) for field in scale.fields] == [
        (1, "0", "20"),
        (2, "20", "20"),
        (3, "40", "20"),
        (4, "60", "20"),
        (5, "80", "20"),
    ]
    assert [(mark.x, mark.label) for mark in scale.marks] == [("20", "15"), ("40", "25"), ("60", "37.5"), ("80", "75")]
    assert scale.needle == "65.76"


@pytest.mark.parametrize(
    ("value", "needle"),
    [("0", "0"), ("15.0", "20"), ("15.1", "20.2"), ("37.5", "60"), ("75.0", "80"), ("112.6", "90"), ("900", "100")],
)
def test_gauge_needle_is_in_the_field_of_its_band(value, needle):
    assert gauge(BANDS, Decimal(value)).needle == needle


def test_gauge_without_a_value_or_bands_has_no_needle():
    assert gauge(BANDS).needle is None
    assert gauge([], Decimal(5)).needle is None


def test_distribution_counts_bands_and_keeps_what_is_not_fresh_apart():
    nows = [Now("fresh", BANDS[3])] * 2 + [Now("fresh", BANDS[0]), Now("late"), Now("none")]

    result = distribution(nows, BANDS)

    assert [(share.level, share.count, share.x, share.width) for share in result.shares] == [
        (1, 1, "0", "20"),
        (2, 0, "20", "0"),
        (3, 0, "20", "0"),
        (4, 2, "20", "40"),
        (5, 0, "60", "0"),
    ]
    assert (result.absent.count, result.absent.x, result.absent.width) == (2, "60", "40")
    assert (result.total, result.fresh, result.late, result.none) == (5, 3, 1, 1)
    assert [share.level for share in result.parts] == [1, 4, 0]


def test_distribution_leaves_out_a_number_that_would_not_fit():
    nows = [Now("fresh", BANDS[0])] * 97 + [Now("fresh", BANDS[1])] * 3

    labels = [share.label for share in distribution(nows, BANDS).parts]

    assert labels == ["97", ""]


def test_distribution_of_nothing_is_empty():
    result = distribution([], BANDS)

    assert (result.total, result.parts) == (0, [])


def test_hours_break_the_line_where_an_hour_is_missing():
    chart = hours_chart(hours(10, 20, None, 30, None, 40, 50), end=END, hours=7)

    assert len(chart.lines) == 2
    assert chart.lines[0].startswith("M0 ")
    assert chart.lines[0].count("L") == 1
    assert [(dot.x, dot.y) for dot in chart.dots] == [("53.5", "123")]
    assert chart.missing == 2


def test_hours_draw_values_to_scale():
    chart = hours_chart(hours(0, 60), end=END, hours=2)

    assert chart.lines == ("M0 210L1000 0",)
    assert (chart.last_dot.x, chart.last_dot.y) == ("99", "18")
    assert chart.scale.grid == ("210", "140", "70", "0")


def test_hours_name_highest_lowest_and_latest():
    chart = hours_chart(hours(30, 61.2, 18.4, 25), end=END, hours=4, limit=LIMIT)

    assert (chart.highest.value, chart.highest.at.hour) == (Decimal("61.2"), 7)
    assert (chart.lowest.value, chart.lowest.at.hour) == (Decimal("18.4"), 8)
    assert chart.latest.value == 25
    assert [label.label for label in chart.labels] == ["25.0", "61.2"]


def test_hours_write_one_label_where_two_would_touch():
    chart = hours_chart(hours(*[10] * 46, 50, 48), end=END)

    assert [label.label for label in chart.labels] == ["48.0"]


def test_hours_always_show_the_limit():
    chart = hours_chart(hours(5, 6), end=END, hours=2, limit=LIMIT)

    assert chart.scale.limit.label == "37.5"
    assert Decimal(chart.scale.limit_y) > 0


def test_hours_mark_midnight_and_noon_in_local_time():
    chart = hours_chart({}, end=END)

    assert [label.label for label in chart.clock.labels] == [
        "12.00 น.",
        "00.00 น.",
        "19 พ.ย.",
        "12.00 น.",
        "00.00 น.",
        "20 พ.ย.",
    ]
    assert len(chart.clock.midnights) == 2


def test_hours_without_any_value_draw_an_empty_plot():
    chart = hours_chart({}, end=END)

    assert (chart.lines, chart.dots, chart.labels, chart.last_dot) == ((), (), (), None)
    assert (chart.highest, chart.lowest, chart.latest, chart.missing) == (None, None, None, 48)


def test_hours_read_aware_times_of_any_zone():
    utc = {END.astimezone(ZoneInfo("UTC")): Decimal(12)}

    assert hours_chart(utc, end=END).latest.value == 12


def test_year_tells_measured_missing_today_and_ahead_apart():
    measured = {date(2026, 11, 18): DayMean(Decimal("48.3"), BANDS[3])}

    year = year_calendar(measured, 2026, today=date(2026, 11, 20))
    november = year.months[10]

    assert [(day.state, day.label) for day in november.days[16:22]] == [
        ("missing", "–"),
        ("measured", "48.3"),
        ("missing", "–"),
        ("today", "วันนี้"),
        ("ahead", ""),
        ("ahead", ""),
    ]
    assert [day.css_class for day in november.days[16:21]] == ["gap", "q4", "gap", "today", "ahead"]
    assert november.days[30].css_class == "no"


def test_year_has_twelve_rows_of_thirty_one_cells():
    year = year_calendar({}, 2024, today=date(2026, 11, 20))

    assert [len(month.days) for month in year.months] == [31] * 12
    assert sum(day.date is not None for month in year.months for day in month.days) == 366


def test_year_counts_days_over_their_limit():
    values = {
        date(2023, 5, 31): DayMean(Decimal("45.0"), BANDS[3], over=False),
        date(2023, 6, 1): DayMean(Decimal("37.5"), BANDS[2], over=False),
        date(2023, 6, 2): DayMean(Decimal("37.6"), BANDS[3], over=True),
        date(2023, 6, 3): DayMean(Decimal("37.6"), BANDS[3], over=None),
    }

    year = year_calendar(values, 2023, today=date(2026, 11, 20))

    assert [month.over for month in year.months][4:6] == [0, 1]
    assert (year.over, year.measured) == (1, 4)


def test_year_sums_up_a_month():
    values = {date(2026, 1, 1): DayMean(Decimal("10.0")), date(2026, 1, 2): DayMean(Decimal("20.5"))}

    january = year_calendar(values, 2026, today=date(2026, 1, 3)).months[0]

    assert (january.mean, january.highest, january.missing, january.over) == (Decimal("15.3"), Decimal("20.5"), 0, 0)


def test_year_drops_the_decimal_where_three_digits_fill_the_cell():
    values = {date(2026, 1, 1): DayMean(Decimal("102.4"), BANDS[4])}

    january = year_calendar(values, 2026, today=date(2026, 2, 1)).months[0]

    assert january.days[0].label == "102"
