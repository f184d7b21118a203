"""Where satellites saw fires: by province and day."""

from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation.thai.dates import date_words
from places.models import Province
from pm25.charts import bar_chart, hotspot_map
from pm25.local import read_year
from pm25.models import Hotspot
from pm25.queries.hotspots import WEEK, hotspot_span, hotspots_known, season

DAY = timedelta(days=1)
FEW_DAYS = 14


@require_safe
def hotspots(request):
    """`?span=season&year=2569&province=lampang`: without a span the last seven days; what is not known is left out."""
    known, today = hotspots_known(), timezone.localdate()
    in_season = request.GET.get("span") == "season"
    years = known.years or [today.year]
    asked = read_year(request.GET.get("year"))
    year = asked if asked in years else years[0]
    first, last = season(year) if in_season else (today - WEEK + DAY, today)
    provinces = list(Province.objects.light())
    province = next((row for row in provinces if row.slug == request.GET.get("province")), None)
    found = hotspot_span(first, last, province=province, is_sample=known.is_sample)
    days = found.every_day
    context = {
        "known": known,
        "found": found,
        "in_season": in_season,
        "year": year,
        "years": years,
        "province": province,
        "provinces": provinces,
        "days": days,
        "chart": bar_chart([count for _, count in days], _labels([day for day, _ in days])),
        "rows": _ranked(found, provinces),
        "items": [] if province else hotspot_map(provinces, found.provinces, "season" if in_season else "week", year),
        "confidences": [(word, found.confidences.get(code, 0)) for code, word in Hotspot.Confidence.choices],
    }
    return render(request, "pm25/hotspots.html", context)


def _ranked(found, provinces):
    """(province, count), the most first; provinces without a detection are left out."""
    rows = [(row, found.provinces[row.pk]) for row in provinces if row.pk in found.provinces]
    return sorted(rows, key=lambda row: (-row[1], row[0].sort_key))


def _labels(days):
    """What is written under the bars: every day of a few, else the month at its first day."""
    if len(days) <= FEW_DAYS:
        return [str(day.day) for day in days]
    return [date_words(day, "short_month").split(" ")[0] if day.day == 1 else "" for day in days]
