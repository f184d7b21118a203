"""Years, months and seasons from the totals that are kept: means are made of totals, never of means."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import TruncMonth

from pm25.fields import half_up
from pm25.models import (
    Averaging,
    CountryDay,
    DailyMean,
    Parameter,
    ProvinceDay,
    ProvinceMonth,
    Station,
    StationMonth,
)
from pm25.queries.days import hourly_series

SEASON = range(1, 6)  # January to May, when most of the year's dust comes
SHAPES = ("highest_province__outline", "highest_province__zoomed")
ENOUGH = 75  # per cent of the days, for a mean that stands for its time


@dataclass(frozen=True)
class Stretch:
    """Days from `first` to `last`, both included, of which some are known."""

    first: date
    last: date
    days: int
    over: int

    @property
    def possible(self):
        """How many days there were up to now."""
        return (self.last - self.first).days + 1

    @property
    def share(self):
        """Known days in whole per cent, rounded down."""
        return self.days * 100 // max(1, self.possible)

    @property
    def is_thin(self):
        return self.share < ENOUGH


@dataclass(frozen=True)
class PlaceStretch(Stretch):
    """A province or a station: `over` counts days above the limit that held on each; µg/m³, means rounded to 0.1."""

    total: Decimal
    highest: Decimal | None
    highest_day: date | None

    @property
    def mean(self):
        return half_up(self.total / self.days) if self.days else None


@dataclass(frozen=True)
class CountryStretch(Stretch):
    """The country: `over` and `known` count province-days, `days_over` days with any province above the limit.

    `most` is the most provinces above it on one day, `peak` the highest mean of a province on one day.
    """

    known: int
    days_over: int
    most: int
    peak: Decimal

    @property
    def mean_over(self):
        """How many provinces were above the limit on a day, in the mean, rounded to 0.1."""
        return half_up(Decimal(self.over) / self.days)

    @property
    def mean_known(self):
        return half_up(Decimal(self.known) / self.days)

    mean = mean_over


def months_of(place, *, is_sample=False):
    """Rows of StationMonth or ProvinceMonth of PM2.5, the oldest first, for `stretches`."""
    if isinstance(place, Station):
        rows = StationMonth.objects.filter(
            series__station=place, series__parameter=Parameter.PM25, series__averaging=Averaging.HOUR
        )
    else:
        rows = ProvinceMonth.objects.filter(province=place, parameter=Parameter.PM25, is_sample__in=[is_sample])
    return list(rows.order_by("month"))


def months_of_country(*, is_sample):
    """Sums of CountryDay of each month, the oldest first, for `stretches`."""
    rows = CountryDay.objects.filter(parameter=Parameter.PM25, is_sample=is_sample).order_by()
    rows = rows.annotate(month=TruncMonth("day")).values("month")
    sums = rows.annotate(
        known=Sum("provinces"),
        above=Sum("over"),
        most=Max("over"),
        peak=Max("highest"),
        days=Count("pk"),
        days_over=Count("pk", filter=Q(over__gt=0)),
    )
    return [CountryMonth(**row) for row in sums.order_by("month")]


@dataclass(frozen=True)
class CountryMonth:
    month: date
    known: int
    above: int
    most: int
    peak: Decimal
    days: int
    days_over: int


def stretch(months, first, last):
    """All of `months` (of one kind, not none of them) as one stretch of the days `first` to `last`."""
    sums = {"first": first, "last": last, "days": sum(row.days for row in months)}
    if isinstance(months[0], CountryMonth):
        return CountryStretch(
            **sums,
            over=sum(row.above for row in months),
            known=sum(row.known for row in months),
            days_over=sum(row.days_over for row in months),
            most=max(row.most for row in months),
            peak=max(row.peak for row in months),
        )
    known = [row for row in months if row.highest is not None]
    highest = max(known, key=lambda row: (row.highest, -row.month.toordinal()), default=None)
    return PlaceStretch(
        **sums,
        over=sum(row.over for row in months),
        total=sum(row.total for row in months),
        highest=highest.highest if highest else None,
        highest_day=highest.highest_day if highest else None,
    )


def peaks_of_country(years, *, is_sample):
    """{year: (CountryDay with the most provinces above, CountryDay with the highest mean)}, the first ones of each."""
    wanted = Q(pk__in=[])
    for row in years:
        wanted |= Q(day__range=(row.first, row.last)) & (Q(over=row.most) | Q(highest=row.peak))
    days = CountryDay.objects.filter(wanted, parameter=Parameter.PM25, is_sample=is_sample)
    days = list(days.select_related("highest_province").defer(*SHAPES).order_by("day"))
    return {
        row.first.year: (_first(days, row, "over", row.most), _first(days, row, "highest", row.peak)) for row in years
    }


def _first(days, row, name, value):
    return next(day for day in days if row.first <= day.day <= row.last and getattr(day, name) == value)


def by_month(months, until):
    """A stretch of every month, up to the day `until`."""
    return [stretch([row], row.month, min(_end_of(row.month), max(row.month, until))) for row in months]


def by_year(months, until):
    """A stretch of every common year with a month, the newest first; the last one ends with the day `until`."""
    return _grouped(months, until, date(1, 12, 31), range(1, 13))


def by_season(months, until):
    """A stretch of every season, 1 January to 31 May, with a month; the newest first."""
    return _grouped(months, until, date(1, 5, 31), SEASON)


def newest_day(place, today, *, is_sample=False):
    """The last day that can be known: `today` once its mean is there, else yesterday. `place` None is the country."""
    if isinstance(place, Station):
        days = DailyMean.objects.filter(series__in=hourly_series(place, is_sample=is_sample), mean__isnull=False)
    elif place is None:
        days = CountryDay.objects.filter(parameter=Parameter.PM25, is_sample=is_sample)
    else:
        days = ProvinceDay.objects.filter(province=place, parameter=Parameter.PM25, is_sample=is_sample)
    return today if days.filter(day=today).exists() else today - timedelta(days=1)


def _grouped(months, until, end, within):
    years = sorted({row.month.year for row in months if row.month.month in within}, reverse=True)
    return [
        stretch(
            [row for row in months if row.month.year == year and row.month.month in within],
            date(year, 1, 1),
            min(end.replace(year=year), max(date(year, 1, 1), until)),
        )
        for year in years
    ]


def _end_of(month):
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
