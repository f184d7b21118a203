"""What is known of a year's air: by source and province for the country, by station for one province."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise

from django.utils import timezone

from places.models import Province
from pm25.models import Source, Station
from pm25.models.rollups import HOURS_OF_DAY
from pm25.queries.bad_days import day_end
from pm25.queries.completeness import (
    first_year,
    hourly_series,
    import_sums,
    known_days,
    measuring_sources,
    month_hours,
    province_days_known,
    recent_flags,
    revised_hours,
)
from pm25.queries.now import enough_hours
from pm25.queries.standards import DAY

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Part:
    """`hours` there of `expected`; `percent` is rounded down, so that 100 means all; None where none was expected."""

    hours: int
    expected: int

    @property
    def percent(self):
        if not self.expected:
            return None
        return int((Decimal(self.hours) * 100 / self.expected).to_integral_value(ROUND_FLOOR))

    @property
    def css_class(self):
        """m0 … m3: under half, under three quarters, under 95 per cent, more."""
        return "" if self.percent is None else f"m{sum(self.percent >= step for step in (50, 75, 95))}"


@dataclass(frozen=True)
class KnownRow:
    """One source, province or station. `months` has a Part for each month; `days` counts those with a mean."""

    of: Source | Province | Station
    stations: int
    whole: Part
    months: list[Part]
    days: int | None
    newest: datetime | None
    imports: dict | None = None
    gap: int | None = None
    flags: list | None = None
    revised: int = 0


@dataclass(frozen=True)
class Completeness:
    year: int
    years: list[int]
    province: Province | None
    total: Part
    expected_days: int
    months: list[date]
    sources: list[KnownRow]
    rows: list[KnownRow]
    without: list[Province]
    is_sample: bool


def completeness(provinces, year=None, province=None) -> Completeness:
    """Of the country: five queries. Of one `province`: nine, over its own stations."""
    where = {"station__province": province} if province else {"station__province__isnull": False}
    series = hourly_series(**where)
    is_sample = any(row.station.is_sample for row in series)
    today = timezone.localdate()
    first = first_year(is_sample=is_sample) or today.year
    years = list(range(today.year, min(first, today.year) - 1, -1))
    year = year if year in years else years[0]
    hours, expected = month_hours(series, year), _expected(year)
    sums = import_sums(measuring_sources(series), year)
    by_source = _grouped(series, lambda row: row.station.source)
    sources = [_row(of, rows, hours, expected, imports=sums.get(of.pk)) for of, rows in by_source.items()]
    rows = (
        _stations(series, hours, expected, year) if province else _provinces(series, hours, expected, provinces, year)
    )
    measured = {row.station.province_id for row in series if row.station.is_reference}
    return Completeness(
        year=year,
        years=years,
        province=province,
        total=Part(sum(row.whole.hours for row in sources), sum(row.whole.expected for row in sources)),
        expected_days=_days_of(sum(expected)),
        months=[date(year, number, 1) for number in range(1, 13)],
        sources=sources,
        rows=rows,
        without=[] if province else [row for row in provinces if row.pk not in measured],
        is_sample=is_sample,
    )


def _expected(year):
    """The hours of each month of the Gregorian `year` that are over."""
    now = timezone.now()
    ends = [day_end(date(year + number // 12, number % 12 + 1, 1) - DAY) for number in range(13)]
    return [max(0, int((min(end, now) - begin) / HOUR)) for begin, end in pairwise(ends)]


def _days_of(hours):
    """The days that can have a mean after so many hours: the last one as soon as it has enough of them."""
    days, rest = divmod(hours, HOURS_OF_DAY)
    return days + int(enough_hours(rest))


def _grouped(series, key):
    found = {}
    for row in series:
        found.setdefault(key(row), []).append(row)
    return found


def _row(of, series, hours, expected, **facts):
    months = [
        Part(sum(hours[row.pk].get(number, (0, 0))[0] for row in series), count * len(series))
        for number, count in enumerate(expected, start=1)
    ]
    whole = Part(sum(part.hours for part in months), sum(part.expected for part in months))
    newest = max((row.latest.period_end for row in series if hasattr(row, "latest")), default=None)
    return KnownRow(of, len(series), whole, months, facts.pop("days", None), newest, **facts)


def _provinces(series, hours, expected, provinces, year):
    """By name: reference stations alone, as for the province's means."""
    by_pk = {row.pk: row for row in provinces}
    series = [row for row in series if row.station.is_reference]
    days = province_days_known(year, is_sample=any(row.station.is_sample for row in series))
    grouped = _grouped(series, lambda row: row.station.province_id)
    rows = [_row(by_pk[pk], found, hours, expected, days=days.get(pk, 0)) for pk, found in grouped.items()]
    return sorted(rows, key=lambda row: row.of.sort_key)


def _stations(series, hours, expected, year):
    days, flags, revised = known_days(series, year), recent_flags(series), revised_hours(series, year)
    return [
        _row(
            row.station,
            [row],
            hours,
            expected,
            days=sum(known for _hours, known in hours[row.pk].values()),
            gap=_longest_gap(days[row.pk], year),
            flags=flags[row.pk],
            revised=revised.get(row.pk, 0),
        )
        for row in series
    ]


def _longest_gap(days, year):
    """The most days in a row without a usable hour, from 1 January to the last day that is over."""
    longest, run = 0, 0
    day, last = date(year, 1, 1), min(date(year, 12, 31), timezone.localdate() - DAY)
    while day <= last:
        run = 0 if day in days else run + 1
        longest, day = max(longest, run), day + DAY
    return longest
