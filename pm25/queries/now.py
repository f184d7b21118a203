"""The air now: 24-hour running means of public reference stations, with an honest state."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, F, Sum
from django.utils import timezone

from foundation.audit.kept import kept
from places.models import Province
from places.queries import all_provinces
from pm25.fields import half_up
from pm25.models import (
    Averaging,
    Band,
    DailyMean,
    Latest,
    Parameter,
    ProvinceDay,
    Reading,
    Series,
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


class Measuring(NamedTuple):
    """Whose a series is and what counts of it."""

    station_id: int
    province_id: int | None
    averaging: str
    is_sample: bool
    status: str
    is_reference: bool


class RunningMean(NamedTuple):
    """A station's newest 24-hour mean, µg/m³, not rounded, and the end of its period; None where too few hours came."""

    station_id: int
    province_id: int | None
    at: datetime
    value: Decimal | None
    is_sample: bool


def national_now(scales=None, *, yesterday=True):
    """AirNow of every province, `province` set (without its outline), in the order of the Thai alphabet."""
    previous = _previous_of_provinces(_yesterday()) if yesterday else {}
    return list(_nows(all_provinces(), _national_means(), scales, previous).values())


def province_now(provinces, scales=None):
    """{province id: AirNow} for each of `provinces`: the mean of its fresh stations' 24-hour running means.

    A province with any real reading shows no samples. Three queries beside what is kept, whatever the number of
    provinces.
    """
    means = _provinces_means(series__station__province__in=provinces)
    return _nows(provinces, means, scales, _previous_of_provinces(_yesterday()))


def _nows(provinces, means, scales, previous):
    """As `province_now`, from stations' RunningMean and yesterday's means by (province id, is_sample)."""
    by_province = defaultdict(list)
    for mean in means:
        by_province[mean.province_id].append(mean)
    scales, moment = scales or Scales(), timezone.now()
    return {row.pk: province_air(by_province[row.pk], moment, scales, previous, row) for row in provinces}


def station_now(stations, scales=None):
    """{station id: AirNow} for each of `stations`, public or not."""
    ids = [station.pk for station in stations]
    means = {mean.station_id: mean for mean in _running_means(_measuring(), public=False, series__station__in=ids)}
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


@kept
def _measuring():
    """{series id: Measuring} of all PM2.5 series from which a 24-hour mean can be had."""
    series = Series.objects.filter(
        parameter=Parameter.PM25, averaging__in=[Averaging.RUNNING_DAY, Averaging.HOUR], station__isnull=False
    )
    columns = ("pk", "averaging", "station", "station__province", "station__source__kind", "station__status")
    rows = series.order_by("pk").values_list(*columns, "station__is_reference")
    return {
        pk: Measuring(station, province, averaging, kind == Source.Kind.SAMPLE, status, is_reference)
        for pk, averaging, station, province, kind, status, is_reference in rows
    }


@kept
def _measuring_for_provinces():
    """The part of `_measuring` that counts for provinces: public reference stations, and closed ones.

    A closed station is there without its value: having measured, it still hides its province's samples.
    """
    return {pk: one for pk, one in _measuring().items() if one.status in SEEN and one.is_reference}


@kept
def _national_means():
    """RunningMean of all stations that count for provinces: the same until a reading comes."""
    return _provinces_means()


def _provinces_means(**where):
    return _running_means(_measuring_for_provinces(), series__station__is_reference=True, **where)


def _running_means(measuring, *, public=True, **where):
    """The newest 24-hour running mean of each station: as its source sends it, else of its own last 24 hours."""
    newest = Latest.objects.filter(series__parameter=Parameter.PM25, **where).order_by("series")
    sent, hourly = {}, {}
    for pk, at, value in newest.values_list("series", "period_end", "value"):
        if pk not in measuring:
            continue
        kind = sent if measuring[pk].averaging == Averaging.RUNNING_DAY else hourly
        kind[measuring[pk].station_id] = pk, at, value
    stopped = [
        (pk, at) for station, (pk, at, _) in hourly.items() if station not in sent or at - sent[station][1] >= FRESH
    ]
    means = _means_of_day(stopped)
    values = {station: (pk, at, None) for station, (pk, at, _) in hourly.items()} | sent
    values |= {measuring[pk].station_id: (pk, at, means[pk]) for pk, at in stopped if pk in means}
    return [_running_mean(measuring[pk], at, value, public) for pk, at, value in values.values()]


def _running_mean(one, at, value, public):
    shown = None if public and one.status == Station.Status.CLOSED else value
    return RunningMean(one.station_id, one.province_id, at, shown, one.is_sample)


def _means_of_day(ends):
    """{series id: mean} of the 24 hours that end at the time of each of `ends`, where enough of them are there."""
    if not ends:
        return {}
    first = min(at for _, at in ends) - timedelta(hours=24)
    recent = Reading.objects.usable().filter(series__in=[pk for pk, _ in ends], period_end__gt=first)
    if len({at for _, at in ends}) > 1:  # else `first` says it, without arithmetic for every row
        recent = recent.filter(period_end__gt=F("series__latest__period_end") - timedelta(hours=24))
    sums = recent.order_by().values_list("series").annotate(total=Sum("value"), count=Count("period_end"))
    return {pk: total / count for pk, total, count in sums if enough_hours(count)}


def _yesterday():
    return timezone.localdate() - timedelta(days=1)


@kept
def _previous_of_provinces(yesterday):
    """The means of `yesterday` by (province id, is_sample)."""
    rows = ProvinceDay.objects.filter(day=yesterday, parameter=Parameter.PM25).order_by()
    return {(pk, is_sample): mean for pk, is_sample, mean in rows.values_list("province", "is_sample", "mean")}


def _previous_of_stations(ids):
    rows = DailyMean.objects.filter(
        day=_yesterday(),
        series__station__in=ids,
        series__parameter=Parameter.PM25,
        series__averaging=Averaging.HOUR,
    ).annotate(station_id=F("series__station_id"))
    return {row.station_id: row.shown for row in rows}
