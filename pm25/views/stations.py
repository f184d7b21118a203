"""One station: its value, whether to trust it, and what was corrected."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pm25.charts import hours_chart
from pm25.models import Station
from pm25.permissions import can_see_station
from pm25.pictures import air_picture
from pm25.queries import Scales
from pm25.queries.local import station_for_page, station_place
from pm25.queries.pages import latest_values, recent_flag_intervals, recent_revisions
from pm25.sentences import page_title, share_text, source_words


@require_safe
def station(request, code):
    scales, row = Scales(), _visible(request.user, code)
    place = station_place(row, scales)
    url = settings.SITE_URL + request.path
    source = source_words([row.source], row.is_sample)
    context = {
        "station": row,
        "place": place,
        "now": place.now,
        "bands": scales.bands(timezone.localdate()),
        "title": page_title(row.name, place.now),
        "chart": hours_chart(place.by_hour, end=place.end, limit=row.limit),
        "values": latest_values(row),
        "revisions": recent_revisions(row),
        "intervals": recent_flag_intervals(row) if row.has_intervals else [],
        "positions": row.positions.order_by("-valid_from"),
        "share_text": share_text(row.name, place.now, source=source, url=url),
    }
    return render(request, "pm25/station.html", context)


@require_safe
def station_share(request, code):
    row = _visible(request.user, code)
    heading = _("ฝุ่น PM2.5 %(place)s") % {"place": row.name}
    footer = settings.SITE_URL + row.get_absolute_url()
    return air_picture(request, heading=heading, now=station_place(row, Scales()).now, footer=footer)


def _visible(user, code):
    """The station of `code`; a pending one is there only for who checks it."""
    row = station_for_page(code)
    if row is None or not can_see_station(user, row):
        raise Http404(Station._meta.verbose_name)
    return row
