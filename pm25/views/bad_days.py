"""The days on which a province was above the standard, by year and month."""

from datetime import date

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from places.models import Province
from pm25.charts.country import country_year
from pm25.local import read_year
from pm25.queries import Scales
from pm25.queries.country_days import country_days, days_above, known_years, years_of_provinces
from pm25.queries.pages import used_sources

MONTHS = [str(number) for number in range(1, 13)]


@require_safe
def bad_days(request):
    """`?year=<Buddhist or common>&month=1…12`; the newest month with such a day where none or a wrong one is asked."""
    today, scales = timezone.localdate(), Scales()
    first_year, is_sample = known_years()
    years = list(range(today.year, min(first_year or today.year, today.year) - 1, -1))
    asked, chosen = request.GET.get("year", ""), read_year(request.GET.get("year", ""))
    year = chosen if chosen in years else years[0]
    days = country_days(year, is_sample=is_sample)
    calendar = country_year(days, year, today=today)
    month = _month(request.GET.get("month", ""), calendar)
    provinces = {row.pk: row for row in Province.objects.light()}
    context = {
        "calendar": calendar,
        "years": years,
        "asked_year": asked if asked and chosen not in years else "",
        "is_sample": is_sample,
        "limits": scales.stretches(date(year, 1, 1), date(year, 12, 31)),
        "month": month,
        "days": days_above(month.first_day, provinces, scales, days, is_sample=is_sample) if month else [],
        "provinces": years_of_provinces(year, provinces, is_sample=is_sample),
        "sources": [] if is_sample else used_sources(),
    }
    return render(request, "pm25/bad_days.html", context)


def _month(asked, calendar):
    """The month asked for, else the newest with a day above the limit, else None."""
    if asked in MONTHS:
        return calendar.months[int(asked) - 1]
    return next((month for month in reversed(calendar.months) if month.bad), None)
