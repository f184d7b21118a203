"""Calendars and feeds of meetings for programs: iCalendar and Atom, in Thai; demonstration data is in none of them
but that of its own group."""

import datetime
import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from agendas.calendars import public_calendar
from agendas.links import meeting_link
from agendas.models import Meeting, Resolution
from foundation.thai.dates import thai_date
from workgroups.models import Agency, Workgroup

MOST = 60
SECONDS = 600
YEARS_BACK = 2
FIRST_YEAR = 2026  # of the tag: URIs; part of every id, so it stays
BEGINNING = datetime.datetime(FIRST_YEAR, 1, 1, tzinfo=datetime.UTC)


@require_safe
def calendar(request):
    """Every meeting that was called, of the last two years and to come."""
    return _calendar(request, _recent(Meeting.objects.public().real()), "การประชุมคณะทำงานภาครัฐระบบเปิด")


@require_safe
def host_calendar(request, host):
    """The meetings of one group or agency; a demonstration group's say so in their names."""
    found = Workgroup.objects.public().filter(slug=host).first() or Agency.objects.filter(slug=host).first()
    if found is None:
        raise Http404
    name = "host_group" if isinstance(found, Workgroup) else "host_agency"
    rows = Meeting.objects.public().filter(**{name: found})
    mark = " (ข้อมูลสาธิต)" if getattr(found, "is_demo", False) else ""
    return _calendar(request, _recent(rows), f"{getattr(found, 'short_th', '') or found.name_th}{mark}")


@require_safe
def meetings_feed(request):
    """Meetings as they were called, moved, held or called off, the last change first."""
    rows = Meeting.objects.public().real().with_host().order_by("-changed_at")[:MOST]
    entries = [_of_meeting(meeting) for meeting in rows]
    return _feed(request, "การประชุมของคณะทำงานภาครัฐระบบเปิด", "agendas:index", "meetings", entries)


@require_safe
def resolutions_feed(request):
    """Public resolutions that the chair confirmed or that are final, the newest first."""
    rows = (
        Resolution.objects.public()
        .real()
        .select_related("item", "meeting__host_group", "meeting__host_agency", "public_summary")
    )
    entries = [_of_resolution(row) for row in rows.order_by("-confirmed_on", "-pk")[:MOST]]
    return _feed(request, "มติของคณะทำงานภาครัฐระบบเปิด", "agendas:resolutions", "resolutions", entries)


def _recent(rows):
    since = timezone.localdate().replace(day=1) - datetime.timedelta(days=365 * YEARS_BACK)
    return list(rows.filter(date__gte=since).with_host().order_by("date", "pk"))


def _calendar(request, rows, name):
    content = public_calendar(rows, name=name)
    changed = max((row.changed_at for row in rows), default=BEGINNING)
    response = _answer(request, content, changed, "text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return response


def _of_meeting(meeting):
    words = f"{meeting.host.name_th} {meeting.label}"
    with translation.override("th"):
        state = str(meeting.get_status_display())
    return {
        "title": f"{state}: {words} {thai_date(meeting.date)}",
        "link": meeting_link(meeting),
        "description": meeting.title_th or words,
        "pubdate": meeting.created_at,
        "updateddate": meeting.changed_at,
        "unique_id": f"urn:uuid:{meeting.uid}",
    }


def _of_resolution(row):
    summary = getattr(row, "public_summary", None)
    with translation.override("th"):
        link = settings.SITE_URL + reverse(
            "agendas:resolution", args=[row.meeting.host.slug, row.meeting.slug, row.number]
        )
        outcome = str(row.get_outcome_display())
    day = datetime.datetime.combine(row.confirmed_on, datetime.time(), timezone.get_default_timezone())
    return {
        "title": f"{outcome}: {row.meeting.host.name_th} {row.meeting.label} มติที่ {row.number}",
        "link": link,
        "description": summary.text_th if summary else row.text_th,
        "pubdate": day,
        "updateddate": day,
        "unique_id": f"tag:{urlsplit(settings.SITE_URL).hostname},{FIRST_YEAR}:resolutions/{row.pk}",
    }


class ChangedFeed(Atom1Feed):
    """An Atom feed that says itself when it changed, so that an empty one stays the same too."""

    def latest_post_date(self):
        return self.feed["changed"]


def _feed(request, title, page, name, entries):
    changed = max((entry["updateddate"] for entry in entries), default=BEGINNING)
    with translation.override("th"):
        link = settings.SITE_URL + reverse(page)
    feed = ChangedFeed(
        title=title,
        link=link,
        description=title,
        language="th",
        feed_url=settings.SITE_URL + reverse(f"{name}_feed"),
        feed_guid=f"tag:{urlsplit(settings.SITE_URL).hostname},{FIRST_YEAR}:agendas/{name}",
        author_name="ภาครัฐระบบเปิด",
        changed=changed,
    )
    for entry in entries:
        feed.add_item(**entry)
    return _answer(request, feed.writeString("utf-8").encode(), changed, "application/atom+xml; charset=utf-8")


def _answer(request, content, changed, content_type):
    """The document, or 304 where the reader has this very one."""
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    stamp = int(changed.timestamp())
    response = get_conditional_response(request, etag=etag, last_modified=stamp)
    if response is None:
        response = HttpResponse(content, content_type=content_type)
    response.headers["ETag"], response.headers["Last-Modified"] = etag, http_date(stamp)
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    return response
