"""The air of the whole country, now."""

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from pm25.national import national_air
from pm25.pictures import country_picture
from pm25.queries.pages import used_sources
from pm25.sentences import share_finding, source_words
from pm25.tables import province_table


@require_safe
def index(request):
    """`?sort=value|name|region&dir=asc|desc`: anything else is taken as the default, the highest value first."""
    air, sources = national_air(yesterday=False), used_sources()
    url = settings.SITE_URL + request.path
    context = {
        "today": timezone.localdate(),
        "air": air,
        "items": air.map_items(),
        "sources": sources,
        "table": province_table(air.nows, request.GET.get("sort"), request.GET.get("dir")),
        "share_text": share_finding(air.finding, air.nows, source=source_words(sources, air.is_sample), url=url),
    }
    return render(request, "pm25/index.html", context)


@require_safe
def share(request):
    return country_picture(request, air=national_air(yesterday=False), footer=settings.SITE_URL + reverse("pm25:index"))
