"""Hours and days of one province or station, every hour and day in its place, gaps as None."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Sum
from django.utils import timezone

from pm25.fields import half_up
from pm25.models import Averaging, Band, DailyMean, Parameter, ProvinceDay, Reading, Series, Source, Station
from pm25.queries.standards import Scales
from pm25.queries.stations import real_province_ids


@dataclass(frozen=True)
class HourValue:
    """The mean of the hour that ends at `at` (aware), µg/m³ rounded to 0.1; None where nothing usable came."""

    at: datetime
    value: Decimal | None
    stations: int


@dataclass(frozen=True)
class DayValue:
    """One Thai day. `over` says whether the mean is above the limit of that day; None without a mean or a limit."""

    day: date
    value: Decimal | None
    band: Band | None
    over: bool | None
    stations: int
    hours: int | None = None


def hours(place, hours=48):
    """The last `hours` full hours of a Province or a Station, oldest first, as HourValue."""
    end = timezone.now().replace(minute=0, second=0, microsecond=0)
    begin = end - timedelta(hours=hours)
    readings = Reading.objects.usable().filter(
        series__in=list(hourly_series(place)), period_end__gt=begin, period_end__lte=end
    )
    rows = readings.order_by().values("period_end").annotate(total=Sum("value"), count=Count("series_id"))
    found = {row["period_end"]: row for row in rows}
    times = [begin + timedelta(hours=n) for n in range(1, hours + 1)]
    return [_hour(at, found.get(at)) for at in times]


def year_days(place, year):
    """Every day of the Gregorian `year`, up to yesterday, of a Province or a Station, as DayValue."""
    last = min(date(year, 12, 31), timezone.localdate() - timedelta(days=1))
    found = _province_days(place, year) if not isinstance(place, Station) else _station_days(place, year)
    scales = Scales()
    days = (date(year, 1, 1) + timedelta(days=n) for n in range((last - date(year, 1, 1)).days + 1))
    return [_day(day, *found.get(day, (None, 0, None)), scales) for day in days]


def years_with_days(place):
    """The Gregorian years with at least one daily mean of a Province or a Station, newest first."""
    if isinstance(place, Station):
        days = DailyMean.objects.filter(series__in=hourly_series(place))
    else:
        days = ProvinceDay.objects.filter(province=place, parameter=Parameter.PM25, is_sample=shows_samples(place))
    return [day.year for day in days.order_by().dates("day", "year", order="DESC")]


def _hour(at, row):
    return HourValue(at, half_up(row["total"] / row["count"]), row["count"]) if row else HourValue(at, None, 0)


def _day(day, value, stations, hours_there, scales):
    limit = scales.limit(day)
    over = None if value is None or limit is None else value > limit
    return DayValue(day, value, scales.band(value, day), over, stations, hours_there)


def hourly_series(place, *, is_sample=None):
    """The hourly PM2.5 series of a Station, or of the stations that count for a Province.

    `is_sample` says which of a Province, where that is known already.
    """
    series = Series.objects.filter(parameter=Parameter.PM25, averaging=Averaging.HOUR)
    if isinstance(place, Station):
        return series.filter(station=place)
    series = series.filter(station__province=place, station__status=Station.Status.PUBLIC, station__is_reference=True)
    if shows_samples(place) if is_sample is None else is_sample:
        return series.filter(station__source__kind=Source.Kind.SAMPLE)
    return series.exclude(station__source__kind=Source.Kind.SAMPLE)


def shows_samples(province):
    """Whether the days and hours of a province are samples: where no real reading ever came."""
    return province.pk not in real_province_ids()


def _province_days(province, year):
    rows = ProvinceDay.objects.filter(
        province=province, parameter=Parameter.PM25, is_sample=shows_samples(province), day__year=year
    )
    return {row.day: (row.mean, row.stations, None) for row in rows}


def _station_days(station, year):
    rows = DailyMean.objects.filter(series__in=hourly_series(station), day__year=year)
    return {row.day: (row.shown, 1, row.hours) for row in rows}
