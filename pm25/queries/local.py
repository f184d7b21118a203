"""The air of one place for its own page, in few queries whatever the history: its stations, hours and days."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from foundation.audit.kept import kept
from places.models import Province
from pm25.fields import half_up
from pm25.models import Averaging, FlagInterval, Parameter, ProvinceDay, Reading, Series, Standard, Station
from pm25.queries.days import DayValue
from pm25.queries.now import FRESH, AirNow, RunningMean, enough_hours, province_air, station_air
from pm25.queries.stations import distance_km, real_province_ids

SHOWN = timedelta(hours=48)
DAY = timedelta(hours=24)
COUNTED = [Station.Status.PUBLIC, Station.Status.CLOSED]  # a closed station's readings hide samples too
BOX = 1.2  # degrees to each side of a district in which stations are looked for: about 130 km


@dataclass(frozen=True)
class StationAir:
    """A station now. `hours` counts the usable ones of the 24 that end at its newest hour; None where it sends none."""

    station: Station
    now: AirNow
    mean: RunningMean | None
    by_hour: dict
    running: dict
    hours: int | None
    has_readings: bool
    distance_km: float | None = None

    @property
    def is_real(self):
        """Whether this station's readings hide the samples of its province."""
        return self.has_readings and self.station.is_reference and not self.station.is_sample


@dataclass(frozen=True)
class PlaceAir:
    """`by_hour` maps the end of an hour to µg/m³; `averaging` says of what kind these values are.

    `end` is the newest of these hours while it is fresh, else the hour that has just ended.
    """

    now: AirNow
    stations: tuple[StationAir, ...]
    by_hour: dict
    averaging: str
    end: datetime

    @property
    def is_sample(self):
        return any(row.station.is_sample for row in self.stations)


@kept
def framed_province(slug):
    """The province called `slug` with its zoomed map, or None."""
    return Province.objects.defer("outline").filter(slug=slug).first()


def first_days(province):
    """The first days with a real mean and with one of samples; None where there is no such day."""
    return (
        Province.objects.filter(pk=province.pk)
        .values_list(_first_day(is_sample=False), _first_day(is_sample=True))
        .get()
    )


def station_for_page(code):
    """The station of `code` with source, province and district, today's `limit` and whether it `has_intervals`.

    None where there is none.
    """
    stations = Station.objects.select_related("source", "province", "district")
    stations = stations.defer("province__outline", "province__zoomed")
    intervals = Exists(FlagInterval.objects.filter(station=OuterRef("pk")))
    stations = stations.annotate(limit=Subquery(_limit_on(timezone.localdate())), has_intervals=intervals)
    return stations.filter(code=code).first()


def province_stations(province, scales):
    """StationAir of the province's public stations, sample stations only where no real reading ever came."""
    rows = _stations(scales, station__province=province, station__status__in=COUNTED)
    real = any(row.is_real for row in rows)
    shown = [row for row in rows if row.station.status == Station.Status.PUBLIC]
    return tuple(row for row in shown if not (real and row.station.is_sample))


def province_place(province, stations, days, scales):
    """PlaceAir of a province from its `stations` and its `days` (of `province_days`)."""
    counted = [row for row in stations if row.station.is_reference]
    yesterday = timezone.localdate() - timedelta(days=1)
    before = days.get(yesterday)
    is_sample = any(row.station.is_sample for row in counted)
    previous = {(province.pk, is_sample): before.value if before else None}
    means = [row.mean for row in counted if row.mean]
    return _place(province_air(means, timezone.now(), scales, previous, province), stations, counted)


def province_days(province, year, *, is_sample, scales):
    """{day: DayValue} of the Gregorian `year`, and of yesterday: the days with a mean."""
    yesterday = timezone.localdate() - timedelta(days=1)
    rows = ProvinceDay.objects.filter(
        Q(day__range=(date(year, 1, 1), date(year, 12, 31))) | Q(day=yesterday),
        province=province,
        parameter=Parameter.PM25,
        is_sample__in=[is_sample],
    ).annotate(limit=Subquery(_limit_on(OuterRef("day"))))
    found = rows.order_by().values_list("day", "mean", "limit", "stations")
    return {day: _day_value(day, mean, limit, count, scales) for day, mean, limit, count in found}


def near_stations(district, scales, *, most=6):
    """StationAir of the stations nearest to `district`, its own first, each with its distance.

    Where the district's position is unknown: its own stations, then the province's, without a distance.
    """
    own, around = Q(station__district=district), Q(station__province=district.province_id)
    if district.is_placed:
        around = Q(
            station__lat__range=(district.lat - BOX, district.lat + BOX),
            station__lon__range=(district.lon - BOX, district.lon + BOX),
        )
    real = real_province_ids()
    rows = [
        replace(row, distance_km=_distance(district, row.station))
        for row in _stations(scales, own | around, station__status=Station.Status.PUBLIC)
        if not (row.station.is_sample and row.station.province_id in real)
    ]
    rows.sort(key=lambda row: (row.station.district_id != district.pk, *_by_distance(row)))
    return tuple(rows[:most])


def station_place(station, scales):
    """PlaceAir of one station, public or not."""
    rows = _stations(scales, station=station) or [
        StationAir(station, AirNow(), mean=None, by_hour={}, running={}, hours=None, has_readings=False)
    ]
    return _place(rows[0].now, tuple(rows), rows)


def _first_day(*, is_sample):
    """With `is_sample__in`, not `=`, SQLite finds the first day in the unique index instead of reading all days."""
    days = ProvinceDay.objects.filter(province=OuterRef("pk"), parameter=Parameter.PM25, is_sample__in=[is_sample])
    return Subquery(days.order_by("day").values("day")[:1])


def _limit_on(day):
    return (
        Standard.objects.valid_on(day)
        .filter(parameter=Parameter.PM25, averaging=Standard.Span.DAY)
        .order_by("-valid_from")
        .values("value")[:1]
    )


def _day_value(day, mean, limit, stations, scales):
    return DayValue(day, mean, scales.band(mean, day), None if limit is None else mean > limit, stations)


def _distance(district, station):
    if not district.is_placed or station.lat is None or station.lon is None:
        return None
    return distance_km(district.lat, district.lon, station.lat, station.lon)


def _by_distance(row):
    """Nearest first, then by name; a station without a position stands last."""
    return row.distance_km is None, row.distance_km or 0, row.station.sort_key, row.station.code


def _place(now, stations, counted):
    this_hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    by_hour, averaging = _means_by_hour(row.by_hour for row in counted), Averaging.HOUR
    if not any(at > this_hour - SHOWN for at in by_hour):
        by_hour, averaging = _means_by_hour(row.running for row in counted), Averaging.RUNNING_DAY
    newest = max((at for at in by_hour if at <= this_hour), default=this_hour)
    return PlaceAir(now, stations, by_hour, averaging, newest if newest >= this_hour - FRESH else this_hour)


def _means_by_hour(stations):
    """The mean of the stations' values of each hour, rounded once."""
    values = defaultdict(list)
    for by_hour in stations:
        for at, value in by_hour.items():
            values[at].append(value)
    return {at: half_up(sum(found) / len(found)) for at, found in values.items()}


def _stations(scales, *conditions, **where):
    """StationAir of every station with a PM2.5 series that is not waiting for its check, by name. Two queries."""
    series = list(
        Series.objects.filter(
            *conditions,
            parameter=Parameter.PM25,
            averaging__in=[Averaging.HOUR, Averaging.RUNNING_DAY],
            **where,
        )
        .select_related("latest", "station__source", "station__district")
        .order_by("station__sort_key", "station__code")
    )
    readings = _readings(series)
    by_station = defaultdict(dict)
    for one in series:
        by_station[one.station][one.averaging] = one
    return [_station(station, kinds, readings, scales) for station, kinds in by_station.items()]


def _readings(series):
    """{series id: {period_end: value}} of the last three days, and of the last day of a series that stopped before."""
    begin = timezone.now() - SHOWN - DAY
    recent = [one.pk for one in series if _latest(one) and one.latest.period_end > begin + DAY]
    wanted = Q(series__in=recent, period_end__gt=begin)
    for one in series:
        if one.averaging == Averaging.HOUR and _latest(one) and one.pk not in recent:
            end = one.latest.period_end
            wanted |= Q(series=one.pk, period_end__gt=end - DAY, period_end__lte=end)
    found = defaultdict(dict)
    rows = Reading.objects.usable().filter(wanted).order_by()
    for pk, at, value in rows.values_list("series_id", "period_end", "value"):
        found[pk][at] = value
    return found


def _latest(series):
    """The series' Latest, or None where it has no usable reading."""
    return getattr(series, "latest", None)


def _station(station, kinds, readings, scales):
    hourly, running = kinds.get(Averaging.HOUR), kinds.get(Averaging.RUNNING_DAY)
    by_hour = readings[hourly.pk] if hourly else {}
    day = _newest_day(hourly, by_hour)
    mean = _running_mean(station, hourly, running, day)
    return StationAir(
        station=station,
        now=station_air(mean, timezone.now(), scales, None),
        mean=mean,
        by_hour=by_hour,
        running=readings[running.pk] if running else {},
        hours=len(day) if hourly else None,
        has_readings=any(_latest(one) for one in kinds.values()),
    )


def _newest_day(hourly, by_hour):
    """The values of the 24 hours that end at the newest hour."""
    if not hourly or not _latest(hourly):
        return []
    end = hourly.latest.period_end
    return [value for at, value in by_hour.items() if end - DAY < at <= end]


def _running_mean(station, hourly, running, day):
    """As the source sends it; else, or where that is hours older, of the station's own last 24 hours."""
    sent = _latest(running) if running else None
    own = _latest(hourly) if hourly and enough_hours(len(day)) else None
    if own and (not sent or own.period_end - sent.period_end >= FRESH):
        at, value = own.period_end, sum(day) / Decimal(len(day))
    elif sent:
        at, value = sent.period_end, sent.value
    else:
        return None
    return RunningMean(station.pk, station.province_id, at, value, station.is_sample)
