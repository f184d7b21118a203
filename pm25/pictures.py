"""Pictures for the previews of shared links: the air of one place, or of the country, in the page's language."""

import hashlib

from django.core.cache import cache
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from foundation.thai.dates import datetime_words
from foundation.ui.pictures import share_picture
from pm25.sentences import UNIT, change_words, state_words

SECONDS = 600
KEPT = 24 * 3600
PLAIN = "#e4e8ee"
WHITE = "#ffffff"
NAMED = 3


def air_picture(request, *, heading, now, footer):
    """Answer with the picture of one place's AirNow; `heading` is a whole sentence, `footer` the page's address."""
    lines = []
    if now.at:
        lines.append(_("ค่าเฉลี่ย 24 ชั่วโมง"))
        lines.append(_("ข้อมูล %(time)s") % {"time": datetime_words(now.at, "short")})
    if change := change_words(now):
        lines.append(change)
    return _answer(
        request,
        heading=heading,
        value=f"{now.value:.1f}" if now.value is not None else "",
        unit=UNIT,
        word=state_words(now),
        colour=now.band.colour if now.band else PLAIN,
        lines=lines,
        footer=footer.partition("://")[2],
        sample=now.is_sample,
    )


def country_picture(request, *, air, footer):
    """Answer with the picture of all provinces: how many are above the limit, and the highest values."""
    found = air.finding
    fresh = sorted((now for now in air.nows if now.state == "fresh"), key=lambda now: now.value, reverse=True)
    lines = [f"{now.province.name} {now.value:.1f} {UNIT}" for now in fresh[:NAMED]]
    if found.at:
        lines.append(_("ข้อมูล %(time)s") % {"time": datetime_words(found.at, "short")})
    return _answer(
        request,
        heading=_("ฝุ่น PM2.5 วันนี้ทุกจังหวัด"),
        value=str(found.over) if found.counted else "",
        unit=_("จาก %(counted)s จังหวัด") % {"counted": found.counted or found.total},
        word=_("เกินค่ามาตรฐาน") if found.counted else found.headline,
        colour=WHITE,
        lines=lines,
        footer=footer.partition("://")[2],
        sample=found.is_sample,
    )


def _answer(request, **facts):
    """The PNG, drawn once for the same facts and kept by browsers for ten minutes."""
    version = hashlib.sha256(repr(sorted(facts.items())).encode()).hexdigest()[:32]
    etag = quote_etag(version)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        picture = cache.get_or_set(f"share-picture:{version}", lambda: share_picture(**facts), KEPT)
        response = HttpResponse(picture, content_type="image/png")
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    return response
