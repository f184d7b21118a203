"""Which limit and which band held on a day."""

from datetime import timedelta
from functools import cached_property
from itertools import pairwise

from django.db.models import Q, Subquery
from django.utils import timezone

from foundation.audit.kept import kept
from pm25.models import Band, Parameter, Standard

DAY = timedelta(days=1)


def standard_on(day, *, parameter=Parameter.PM25, averaging=Standard.Span.DAY):
    """The Standard that held on `day`, or None."""
    return Standard.objects.valid_on(day).filter(parameter=parameter, averaging=averaging).first()


class Scales:
    """All bands and daily limits of one parameter, each read once and when first asked for, to look many days up.

    Today's limit comes with the bands, so that a page about now asks once for both.
    """

    def __init__(self, parameter=Parameter.PM25):
        self._parameter = parameter
        self._today = timezone.localdate()
        self._bands_on = {}

    @cached_property
    def _bands(self):
        return _all_bands(self._parameter, self._today)

    @cached_property
    def _limits(self):
        return _all_limits(self._parameter)

    def bands(self, day):
        """The bands that held on `day`, the cleanest first; [] where no scale was in force."""
        if day not in self._bands_on:
            scale = next((band.scale_id for band in self._bands if _holds(band.scale, day)), None)
            self._bands_on[day] = [band for band in self._bands if band.scale_id == scale]
        return self._bands_on[day]

    def band(self, value, day):
        """The Band of `value`, a Decimal in µg/m³ already rounded to 0.1; None without a value or a scale."""
        if value is None:
            return None
        return next((band for band in self.bands(day) if band.upper is None or value <= band.upper), None)

    def limit(self, day):
        """The daily limit of `day` as a Decimal in µg/m³, or None."""
        if day == self._today and self._bands:
            return self._bands[0].limit_today
        return next((limit.value for limit in self._limits if _holds(limit, day)), None)

    def stretches(self, first, last):
        """`(first, last, limit)` of each run of days within `first` to `last` that has one daily limit."""
        changes = {day for row in self._limits for day in (row.valid_from, _day_after(row.valid_to)) if day}
        cuts = [first, *sorted(day for day in changes if first < day <= last), last + DAY]
        found = [(begin, after - DAY, self.limit(begin)) for begin, after in pairwise(cuts)]
        return [(begin, end, limit) for begin, end, limit in found if limit is not None]

    def above(self, first, last):
        """The condition that a row of `first` to `last` has a `mean` above the limit of its own `day`."""
        found = Q(pk__in=[])
        for begin, end, limit in self.stretches(first, last):
            found |= Q(day__range=(begin, end), mean__gt=limit)
        return found


@kept
def _all_bands(parameter, today):
    limit = _daily_limits(parameter).valid_on(today).order_by("-valid_from").values("value")
    bands = Band.objects.filter(scale__parameter=parameter).select_related("scale")
    return list(bands.annotate(limit_today=Subquery(limit[:1])).order_by("-scale__valid_from", "level"))


@kept
def _all_limits(parameter):
    return list(_daily_limits(parameter).order_by("-valid_from"))


def _daily_limits(parameter):
    return Standard.objects.filter(parameter=parameter, averaging=Standard.Span.DAY)


def _day_after(day):
    return day and day + DAY


def _holds(dated, day):
    return dated.valid_from <= day and (dated.valid_to is None or day <= dated.valid_to)
