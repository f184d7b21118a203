"""How much of a year is known: hours of stations by month, days of provinces, what the ledger says of sources."""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Count, Q, Sum
from django.utils import timezone

from pm25.flags import Flag
from pm25.models import (
    Averaging,
    DailyMean,
    ImportRun,
    Parameter,
    ProvinceMonth,
    Reading,
    Revision,
    Series,
    Source,
    Station,
    StationMonth,
)
from pm25.queries.bad_days import day_end
from pm25.queries.standards import DAY

RECENT = timedelta(days=30)


def hourly_series(**where):
    """The hourly PM2.5 series of public stations, with station, source and newest value; samples only by themselves.

    Where any real station is among them the samples are left out: half of a list that is invented says nothing.
    """
    rows = Series.objects.filter(
        parameter=Parameter.PM25, averaging=Averaging.HOUR, station__status=Station.Status.PUBLIC, **where
    )
    rows = list(rows.select_related("station__source", "latest").order_by("station__sort_key", "station__code"))
    real = [row for row in rows if not row.station.is_sample]
    return real or rows


def month_hours(series, year):
    """{series id: {number of the month: (hours, days with a mean)}} of the Gregorian `year`."""
    rows = StationMonth.objects.filter(series__in=series, month__range=(date(year, 1, 1), date(year, 12, 1)))
    found = defaultdict(dict)
    for pk, month, hours, days in rows.order_by().values_list("series_id", "month", "hours", "days"):
        found[pk][month.month] = hours, days
    return found


def province_days_known(year, *, is_sample):
    """{province id: days of the `year` with a mean}."""
    months = ProvinceMonth.objects.filter(parameter=Parameter.PM25, is_sample=is_sample)
    months = months.filter(month__range=(date(year, 1, 1), date(year, 12, 1))).order_by()
    return dict(months.values_list("province_id").annotate(days=Sum("days")))


def first_year(*, is_sample):
    """The first year with a known day of a province, or None."""
    months = ProvinceMonth.objects.filter(parameter=Parameter.PM25, is_sample=is_sample).order_by("month")
    first = months.values_list("month", flat=True).first()
    return first.year if first else None


def import_sums(sources, year):
    """{source id: sums of the year's runs: new, revised, late, rejected, failed}; values of all parameters."""
    begin, end = day_end(date(year, 1, 1) - DAY), day_end(date(year, 12, 31))
    runs = ImportRun.objects.filter(source__in=sources, started_at__gte=begin, started_at__lt=end).order_by()
    sums = {name: Sum(name) for name in ("new", "revised", "late", "rejected")}
    failed = Count("pk", filter=Q(status=ImportRun.Status.FAILED))
    return {row["source_id"]: row for row in runs.values("source_id").annotate(**sums, failed=failed)}


def known_days(series, year):
    """{series id: set of the days of the `year` with at least one usable hour}."""
    rows = DailyMean.objects.filter(series__in=series, day__range=(date(year, 1, 1), date(year, 12, 31))).order_by()
    found = defaultdict(set)
    for pk, day in rows.values_list("series_id", "day"):
        found[pk].add(day)
    return found


def recent_flags(series):
    """{series id: (readings, flagged, late)} of the last 30 days."""
    rows = Reading.objects.filter(series__in=series, period_end__gt=timezone.now() - RECENT).order_by()
    found = defaultdict(lambda: [0, 0, 0])
    for pk, flags, count in rows.values_list("series_id", "flags").annotate(count=Count("period_end")):
        found[pk][0] += count
        found[pk][1] += count if flags & ~Flag.LATE else 0
        found[pk][2] += count if flags & Flag.LATE else 0
    return found


def revised_hours(series, year):
    """{series id: hours of the `year` that their source corrected}."""
    begin, end = day_end(date(year, 1, 1) - DAY), day_end(date(year, 12, 31))
    rows = Revision.objects.filter(series__in=series, period_end__gt=begin, period_end__lte=end).order_by()
    return dict(rows.values_list("series_id").annotate(count=Count("period_end", distinct=True)))


def measuring_sources(series):
    """The sources of `series`, each once, by name."""
    found = {row.station.source_id: row.station.source for row in series}
    return sorted(found.values(), key=lambda source: (source.kind != Source.Kind.REFERENCE, source.slug))
