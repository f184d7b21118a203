"""The country's days of a year: how many provinces were above the limit of each, and which."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, Min, Sum
from django.utils import timezone

from places.models import Province
from pm25.models import CountryDay, Parameter, ProvinceDay, ProvinceMonth
from pm25.queries.standards import DAY

PM25 = Parameter.PM25


@dataclass(frozen=True)
class ProvinceAbove:
    """A province above the limit on a day; `value` in µg/m³."""

    province: Province
    value: Decimal


@dataclass(frozen=True)
class DayAbove:
    """A day with provinces above the limit, the highest value first; `counted` provinces had a mean."""

    day: date
    counted: int
    provinces: list[ProvinceAbove]


def known_years():
    """`(first year, is_sample)`: samples only where no real day is known; first year None where none is. One query."""
    rows = CountryDay.objects.filter(parameter=PM25).order_by().values_list("is_sample").annotate(first=Min("day"))
    firsts = dict(rows)
    is_sample = False not in firsts and True in firsts
    first = firsts.get(is_sample)
    return (first.year if first else None), is_sample


def country_days(year, *, is_sample):
    """{day: (provinces above, provinces with a mean)} of the Gregorian `year`, up to yesterday."""
    last = min(date(year, 12, 31), timezone.localdate() - DAY)
    days = CountryDay.objects.filter(parameter=PM25, is_sample=is_sample, day__range=(date(year, 1, 1), last))
    return {day: (over, counted) for day, over, counted in days.values_list("day", "over", "provinces")}


def years_of_provinces(year, provinces, *, is_sample):
    """[(Province, days above, known days, highest mean)] of the `year`, the most days above first."""
    first, last = date(year, 1, 1), date(year, 12, 1)
    months = ProvinceMonth.objects.filter(parameter=PM25, is_sample=is_sample, month__range=(first, last)).order_by()
    sums = months.values_list("province_id").annotate(over=Sum("over"), known=Sum("days"), highest=Max("highest"))
    rows = [(provinces[pk], over, known, highest) for pk, over, known, highest in sums]
    return sorted(rows, key=lambda row: (-row[1], row[0].sort_key))


def days_above(month, provinces, scales, counts, *, is_sample):
    """DayAbove of every day of the month that begins on `month`, the newest first; `counts` is of `country_days`."""
    last = min((month.replace(day=28) + 4 * DAY).replace(day=1) - DAY, timezone.localdate() - DAY)
    rows = ProvinceDay.objects.filter(scales.above(month, last), parameter=PM25, is_sample=is_sample)
    found = defaultdict(list)
    for day, pk, mean in rows.order_by("-mean").values_list("day", "province_id", "mean"):
        found[day].append(ProvinceAbove(provinces[pk], mean))
    return [DayAbove(day, counts.get(day, (0, 0))[1], found[day]) for day in sorted(found, reverse=True)]
