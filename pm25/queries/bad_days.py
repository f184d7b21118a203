"""Days on which a province's mean was above the limit of that day: measured ones of complete days, never samples."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from places.models import Province
from pm25.models import Averaging, DailyMean, Parameter, ProvinceDay, Reading, Revision, Source, Station
from pm25.queries.standards import Scales

BACK = timedelta(days=366)
DAY = timedelta(days=1)
MOST = 300
STILL_FILLING = timedelta(days=7)  # sources send missing hours of the last three days again


@dataclass(frozen=True)
class BadDay:
    """One province's day above the limit, both in µg/m³. `updated` is when its mean last changed."""

    province: Province
    day: date
    value: Decimal
    limit: Decimal
    stations: int
    sources: tuple[Source, ...]
    updated: datetime


def bad_days(province=None):
    """The newest BadDays of the last 366 days, at most 300, of all provinces or of one: six queries at most.

    Today is not over and left out; so is a day that a source takes part in whose readings may not be passed on.
    """
    today, scales = timezone.localdate(), Scales()
    rows = ProvinceDay.objects.filter(
        scales.above(today - BACK, today - DAY), parameter=Parameter.PM25, is_sample__in=[False]
    )
    if province:
        rows = rows.filter(province=province)
    closed = _counted(province=OuterRef("province"), source__redistribution_allowed=False).filter(day=OuterRef("day"))
    shapes = [f"province__{name}" for name in ("outline", "zoomed", "shape_path", "callout_places")]
    rows = rows.filter(~Exists(closed)).select_related("province").defer(*shapes)
    rows = list(rows.order_by("-day", "province_id")[:MOST])
    means = _means(rows)
    updates, sources = _updates(means), _sources(means)
    return [
        BadDay(
            province=row.province,
            day=row.day,
            value=row.mean,
            limit=scales.limit(row.day),
            stations=row.stations,
            sources=tuple(sources[pk] for pk in sorted({mean[1] for mean in means[row.province_id, row.day]})),
            updated=max([day_end(row.day), *(updates[mean[0], row.day] for mean in means[row.province_id, row.day])]),
        )
        for row in rows
    ]


def day_end(day):
    """The moment at which the Thai day is over."""
    return timezone.make_aware(datetime.combine(day + DAY, time()))


def _counted(**station):
    """DailyMeans that count for a province."""
    facts = {"status": Station.Status.PUBLIC, "is_reference": True, **station}
    return DailyMean.objects.filter(
        series__parameter=Parameter.PM25,
        series__averaging=Averaging.HOUR,
        mean__isnull=False,
        **{f"series__station__{name}": value for name, value in facts.items()},
    ).exclude(series__station__source__kind=Source.Kind.SAMPLE)


def _means(rows):
    """{(province id, day): [(series id, source id), …]} of what the rows were computed from."""
    found = defaultdict(list)
    if not rows:
        return found
    counted = _counted(province__in={row.province_id for row in rows}).filter(day__in={row.day for row in rows})
    names = ["series__station__province_id", "day", "series_id", "series__station__source_id"]
    for province, day, series, source in counted.order_by().values_list(*names):
        found[province, day].append((series, source))
    return found


def _sources(means):
    return Source.objects.in_bulk({source for pairs in means.values() for _series, source in pairs})


def _updates(means):
    """{(series id, day): the moment} of the last correction, or of the last import of hours of a recent day."""
    found = defaultdict(lambda: datetime.min.replace(tzinfo=timezone.get_current_timezone()))
    series = {pk for pairs in means.values() for pk, _source in pairs}
    if not series:
        return found
    days = {day for _province, day in means}
    begin, end = day_end(min(days) - DAY), day_end(max(days))
    corrected = Revision.objects.filter(series__in=series, period_end__gt=begin, period_end__lte=end).order_by()
    for pk, hour_end, at in corrected.values_list("series_id", "period_end", "at"):
        key = pk, timezone.localdate(hour_end - timedelta(seconds=1))
        found[key] = max(found[key], at)
    recent = {f"day{number}": day for number, day in enumerate(days) if day >= timezone.localdate() - STILL_FILLING}
    for row in _last_imports(series, recent):
        for name, day in recent.items():
            if row[name]:
                found[row["series_id"], day] = max(found[row["series_id"], day], row[name])
    return found


def _last_imports(series, recent):
    """For each series, by the names of the days in `recent`, when the last run that brought an hour of it ended."""
    if not recent:
        return []
    spans = {name: Q(period_end__gt=day_end(day - DAY), period_end__lte=day_end(day)) for name, day in recent.items()}
    begin, end = day_end(min(recent.values()) - DAY), day_end(max(recent.values()))
    hours = Reading.objects.filter(series__in=series, period_end__gt=begin, period_end__lte=end).order_by()
    return hours.values("series_id").annotate(**{n: Max("run__finished_at", filter=span) for n, span in spans.items()})
