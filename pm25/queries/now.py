"""The air now: 24-hour running means of public reference stations, with an honest state."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.utils import timezone

from places.models import Province
from pm25.fields import half_up
from pm25.models import (
    Averaging,
    Band,
    DailyMean,
    Latest,
    Parameter,
    ProvinceDay,
    Reading,
    Source,
    Station,
)
from pm25.queries.standards import Scales

FRESH = timedelta(hours=3)
SEEN = [Station.Status.PUBLIC, Station.Status.CLOSED]


@dataclass(frozen=True)
class AirNow:
    """One place's PM2.5 now, in µg/m³.

    `value` is rounded once, half up, to 0.1; `band` and thus colour and advice only while `state` is "fresh" (at most
    three hours old); "late" keeps the last value with its time; "none" has neither. `previous` is yesterday's mean.
    """

    value: Decimal | None = None
    band: Band | None = None
    at: datetime | None = None
    state: str = "none"
    is_sample: bool = False
    station_count: int = 0
    previous: Decimal | None = None
    province: Province | None = None


@dataclass(frozen=True)
class RunningMean:
    """A station's newest 24-hour mean, µg/m³, not rounded, and the end of its period; None where too few hours came."""

    station_id: int
    province_id: int | None
    at: datetime
    value: Decimal | None
    is_sample: bool


def national_now(scales=None, *, yesterday=True):
    """AirNow of every province, `province` set (without its outline), in the order of the Thai alphabet."""
    provinces, previous = Province.objects.light(), {}
    if yesterday:
        provinces = provinces.annotate(of_yesterday=_yesterday(is_sample=False), sampled=_yesterday(is_sample=True))
        previous = {(row.pk, False): row.of_yesterday for row in provinces}
        previous |= {(row.pk, True): row.sampled for row in provinces}
    now = province_now(list(provinces), scales, previous=previous)
    return [now[province.pk] for province in provinces]


def province_now(provinces, scales=None, *, previous=None):
    """{province id: AirNow} for each of `provinces`: the mean of its fresh stations' 24-hour running means.

    A province with any real reading shows no samples. Three queries, whatever the number of provinces; two where the
    caller has `previous`, yesterday's means by (province id, is_sample).
    """
    provinces = list(provinces)
    by_province = defaultdict(list)
    for mean in _running_means(series__station__province__in=provinces):
        by_province[mean.province_id].append(mean)
    if previous is None:
        previous = _previous_of_provinces(provinces)
    scales, moment = scales or Scales(), timezone.now()
    return {row.pk: province_air(by_province[row.pk], moment, scales, previous, row) for row in provinces}


def station_now(stations, scales=None):
    """{station id: AirNow} for each of `stations`, public or not."""
    ids = [station.pk for station in stations]
    means = {mean.station_id: mean for mean in _running_means(public=False, series__station__in=ids)}
    previous, scales, moment = _previous_of_stations(ids), scales or Scales(), timezone.now()
    return {pk: station_air(means.get(pk), moment, scales, previous.get(pk)) for pk in ids}


def province_air(means, moment, scales, previous, province):
    """AirNow of `province` from its stations' RunningMean; `previous` maps (province id, is_sample) to yesterday's."""
    real = [mean for mean in means if not mean.is_sample]
    is_sample = bool(means) and not real
    means = [mean for mean in real or means if mean.value is not None]
    before = previous.get((province.pk, is_sample))
    if not means:
        return AirNow(previous=before, province=province)
    newest = max(mean.at for mean in means)
    used = [mean for mean in means if mean.at >= min(newest, moment) - FRESH]
    fresh = [mean for mean in used if mean.at >= moment - FRESH]
    value = half_up(sum(mean.value for mean in fresh or used) / len(fresh or used))
    return AirNow(
        value=value,
        band=scales.band(value, timezone.localdate(moment)) if fresh else None,
        at=newest,
        state="fresh" if fresh else "late",
        is_sample=is_sample,
        station_count=len(fresh or used),
        previous=before,
        province=province,
    )


def station_air(mean, moment, scales, previous):
    """AirNow of one station from its RunningMean, or None."""
    if mean is None or mean.value is None:
        return AirNow(previous=previous)
    fresh = mean.at >= moment - FRESH
    value = half_up(mean.value)
    return AirNow(
        value=value,
        band=scales.band(value, timezone.localdate(moment)) if fresh else None,
        at=mean.at,
        state="fresh" if fresh else "late",
        is_sample=mean.is_sample,
        station_count=1,
        previous=previous,
    )


def enough_hours(count):
    """Whether `count` usable hours of 24 are enough for a mean."""
    return count * 100 >= 24 * settings.COMPLETENESS_PERCENT


def _running_means(*, public=True, **where):
    """The newest 24-hour running mean of each station: as its source sends it, else of its own last 24 hours.

    For the public a closed station is there without its value: having measured, it still hides its province's samples.
    """
    newest = Latest.objects.filter(
        series__parameter=Parameter.PM25, series__averaging__in=[Averaging.RUNNING_DAY, Averaging.HOUR], **where
    )
    if public:
        newest = newest.filter(series__station__status__in=SEEN, series__station__is_reference=True)
    rows = newest.annotate(
        station_id=F("series__station_id"),
        province_id=F("series__station__province_id"),
        averaging=F("series__averaging"),
        kind=F("series__station__source__kind"),
        closed=Q(series__station__status=Station.Status.CLOSED),
    )
    sent, hourly = {}, {}
    for row in rows:
        (sent if row.averaging == Averaging.RUNNING_DAY else hourly)[row.station_id] = row
    derived = _derived(
        [row for pk, row in hourly.items() if pk not in sent or row.period_end - sent[pk].period_end >= FRESH]
    )
    too_few = {pk: (row, None) for pk, row in hourly.items()}
    values = too_few | {pk: (row, row.value) for pk, row in sent.items()} | derived
    hidden = {pk for pk, (row, _value) in values.items() if public and row.closed}
    return [
        RunningMean(
            pk, row.province_id, row.period_end, None if pk in hidden else value, row.kind == Source.Kind.SAMPLE
        )
        for pk, (row, value) in values.items()
    ]


def _derived(rows):
    """{station id: (row, mean)} of the 24 hours that end at each row's `period_end`, where enough of them are there."""
    if not rows:
        return {}
    ends = {row.series_id: row for row in rows}
    first = min(row.period_end for row in rows) - timedelta(hours=24)
    recent = Reading.objects.usable().filter(series_id__in=ends, period_end__gt=first)
    if len({row.period_end for row in rows}) > 1:  # else `first` says it, without arithmetic for every row
        recent = recent.filter(period_end__gt=F("series__latest__period_end") - timedelta(hours=24))
    sums = recent.order_by().values("series_id").annotate(total=Sum("value"), count=Count("period_end"))
    return {
        ends[row["series_id"]].station_id: (ends[row["series_id"]], row["total"] / row["count"])
        for row in sums
        if enough_hours(row["count"])
    }


def _yesterday(*, is_sample):
    """The mean of yesterday of the province of the outer query."""
    yesterday = timezone.localdate() - timedelta(days=1)
    days = ProvinceDay.objects.filter(
        province=OuterRef("pk"), parameter=Parameter.PM25, is_sample=is_sample, day=yesterday
    )
    return Subquery(days.values("mean")[:1])


def _previous_of_provinces(provinces):
    yesterday = timezone.localdate() - timedelta(days=1)
    rows = ProvinceDay.objects.filter(day=yesterday, parameter=Parameter.PM25, province__in=provinces)
    return {(row.province_id, row.is_sample): row.mean for row in rows}


def _previous_of_stations(ids):
    yesterday = timezone.localdate() - timedelta(days=1)
    rows = DailyMean.objects.filter(
        day=yesterday,
        series__station__in=ids,
        series__parameter=Parameter.PM25,
        series__averaging=Averaging.HOUR,
    ).annotate(station_id=F("series__station_id"))
    return {row.station_id: row.shown for row in rows}
