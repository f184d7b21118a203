"""The days and hours of a place as rows of numbers for a chart, and the stations to choose from."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Sum
from django.utils import timezone

from places.models import Province
from pm25.fields import half_up
from pm25.models import (
    CountryDay,
    DailyMean,
    Hotspot,
    Parameter,
    ProvinceDay,
    Reading,
    Source,
    Standard,
    Station,
    StationMonth,
)
from pm25.queries.days import hourly_series

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SEEN = [Station.Status.PUBLIC, Station.Status.CLOSED]


@dataclass(frozen=True)
class Row:
    """Numbers that follow each other without a gap, from `first` on; None where nothing is known."""

    first: date | datetime
    values: dict[str, list]

    def __len__(self):
        return max(map(len, self.values.values()))


def days_of(place, first, last, *, is_sample=False) -> Row | None:
    """Daily means of a Province or Station as `value`, µg/m³ to 0.1, from the first known day on; None without any."""
    if isinstance(place, Station):
        rows = DailyMean.objects.filter(
            series__in=hourly_series(place, is_sample=is_sample), day__range=(first, last), mean__isnull=False
        )
        found = rows.order_by("day").values_list("day", "total", "hours")
        return _dense({day: (_float(half_up(total / hours)),) for day, total, hours in found}, last, ["value"])
    rows = ProvinceDay.objects.filter(
        province=place, parameter=Parameter.PM25, is_sample__in=[is_sample], day__range=(first, last)
    )
    found = rows.order_by("day").values_list("day", "mean")
    return _dense({day: (_float(mean),) for day, mean in found}, last, ["value"])


def days_of_country(first, last, *, is_sample) -> Row | None:
    """How the provinces stood on each day: `median` and `highest` in µg/m³, of `provinces` known `over` the limit."""
    names = ["median", "highest", "over", "provinces"]
    rows = CountryDay.objects.filter(parameter=Parameter.PM25, is_sample__in=[is_sample], day__range=(first, last))
    found = rows.order_by("day").values_list("day", *names)
    return _dense({day: (_float(a), _float(b), c, d) for day, a, b, c, d in found}, last, names)


def hours_of(place, first, last, *, is_sample=False) -> Row:
    """The means of the hours that end in the Thai days `first` to `last` (datetimes at midnight, `last` excluded).

    Of a province: the mean of its public reference stations that sent this hour.
    """
    readings = Reading.objects.usable().filter(
        series__in=list(hourly_series(place, is_sample=is_sample)), period_end__gt=first, period_end__lte=last
    )
    rows = readings.order_by().values_list("period_end").annotate(Sum("value"), Count("series_id"))
    found = {at: _float(half_up(total / count)) for at, total, count in rows}
    times = [first + HOUR * number for number in range(1, int((last - first) / HOUR) + 1)]
    return Row(times[0], {"value": [found.get(at) for at in times]})


def hotspots_of(place, first, last, *, is_sample) -> Row:
    """How many hotspots satellites saw on each day in a Province, or in the country (None); samples beside samples."""
    rows = Hotspot.objects.filter(day__range=(first, last), is_sample__in=[False, is_sample])
    rows = rows.filter(province=place) if place else rows.filter(province__isnull=False)
    found = dict(rows.order_by().values_list("day").annotate(Count("pk")))
    days = (first + DAY * number for number in range((last - first).days + 1))
    return Row(first, {"count": [found.get(day, 0) for day in days]})


def limits_of_pm25():
    """All limits of PM2.5, daily and annual, each with the days it held, the oldest first."""
    return list(Standard.objects.filter(parameter=Parameter.PM25).order_by("valid_from"))


def country_shows_samples():
    """Whether the days of the country are samples: where no real one is known."""
    return not CountryDay.objects.filter(parameter=Parameter.PM25, is_sample=False).exists()


def stations_with_months(province, *, is_sample):
    """The stations of a province with days to show, by name; samples only where nothing else was measured."""
    months = StationMonth.objects.filter(series__station=OuterRef("pk"), series__parameter=Parameter.PM25)
    stations = Station.objects.filter(Exists(months), province=province, status__in=SEEN).select_related("source")
    if not is_sample:
        stations = stations.exclude(source__kind=Source.Kind.SAMPLE)
    return list(stations.order_by("sort_key", "code"))


def province_called(slug):
    """The Province with this slug, without its shape; None where there is none."""
    return Province.objects.light().filter(slug=slug).first()


def _dense(found, last, names):
    """One place for every day from the first known one to `last`; today has one only where it is known already."""
    if not found:
        return None
    first, nothing = min(found), (None,) * len(names)
    last = min(last, max(timezone.localdate() - DAY, max(found)))
    days = [found.get(first + DAY * number, nothing) for number in range((last - first).days + 1)]
    return Row(first, dict(zip(names, map(list, zip(*days, strict=True)), strict=True)))


def _float(value):
    return float(value)
