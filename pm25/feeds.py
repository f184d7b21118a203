"""Days above the limit for feed readers and programs: Atom, in Thai."""

import hashlib
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from foundation.thai.dates import thai_date
from foundation.thai.dates.names import BE_OFFSET
from places.models import Province
from pm25.queries.bad_days import bad_days, day_end
from pm25.sentences import UNIT

SECONDS = 600
FIRST_YEAR = 2026  # of the tag: URIs; part of every id, so it stays


class DayFeed(Atom1Feed):
    """An Atom feed that says itself when it changed, so that an empty one stays the same too."""

    def latest_post_date(self):
        return self.feed["changed"]


@require_safe
def bad_days_feed(request):
    """`?province=<slug>`: that province alone. One entry for each province and complete day above that day's limit."""
    slug = request.GET.get("province", "")
    province = get_object_or_404(Province.objects.light(), slug=slug) if slug else None
    with translation.override("th"):
        days = bad_days(province)
        changed = max([day_end(timezone.localdate() - timedelta(days=1)), *(day.updated for day in days)])
        content = _feed(days, province, changed).writeString("utf-8")
    return _answer(request, content, changed)


def _answer(request, content, changed):
    """The document, or 304 where the reader has this very one."""
    etag = quote_etag(hashlib.sha256(content.encode()).hexdigest()[:32])
    stamp = int(changed.timestamp())
    response = get_conditional_response(request, etag=etag, last_modified=stamp)
    if response is None:
        response = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    response["ETag"], response["Last-Modified"] = etag, http_date(stamp)
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    return response


def _feed(days, province, changed):
    place = _text(province.title_th) if province else "ทุกจังหวัด"
    sources = {source.pk: source for day in days for source in day.sources}
    feed = DayFeed(
        title=f"วันที่ฝุ่น PM2.5 เกินค่ามาตรฐาน {place}",
        link=_absolute(province.get_absolute_url() if province else reverse("pm25:bad_days")),
        description="ค่าเฉลี่ยรายวันของจังหวัดที่เกินค่ามาตรฐานของวันนั้น นับเฉพาะวันที่จบแล้วและไม่รวมข้อมูลตัวอย่าง",
        language="th",
        author_name=str(settings.SITE_NAME),
        author_link=settings.SITE_URL,
        feed_url=_absolute(reverse("bad_days_feed") + (f"?province={province.slug}" if province else "")),
        feed_guid=_tag(f"bad-days/{province.slug}" if province else "bad-days"),
        feed_copyright=_text(" · ".join(row.attribution_th or row.name_th for row in sources.values())) or None,
        changed=timezone.localtime(changed),
    )
    for day in days:
        feed.add_item(**_entry(day))
    return feed


def _entry(day):
    names = _text(", ".join(source.name_th for source in day.sources)) or "ไม่ระบุ"
    place, value = _text(day.province.title_th), f"{day.value:.1f} {UNIT}"
    summary = (
        f"ค่าเฉลี่ย 24 ชั่วโมงของ{place}วันที่ {thai_date(day.day)} คือ {value} จาก {day.stations} สถานี "
        f"เกินค่ามาตรฐานของวันนั้น {day.limit.normalize():f} {UNIT} ที่มา: {names}"
    )
    return {
        "title": f"{place} {thai_date(day.day)} PM2.5 {value} เกินค่ามาตรฐาน",
        "link": _absolute(f"{day.province.get_absolute_url()}?year={day.day.year + BE_OFFSET}#year"),
        "description": escape(summary),
        "unique_id": _tag(f"bad-days/{day.province.slug}/{day.day.isoformat()}"),
        "pubdate": day_end(day.day),
        "updateddate": timezone.localtime(day.updated),
        "author_name": names,
        "categories": [day.province.iso],
    }


def _text(name):
    """A name without the signs that XML cannot hold."""
    return "".join(sign for sign in name if sign.isprintable())


def _tag(name):
    """A tag: URI (RFC 4151) of this portal, the same for ever."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{FIRST_YEAR}:pm25/{name}"


def _absolute(path):
    return f"{settings.SITE_URL}{path}"
