"""How the air has been over the years, and the numbers of its charts."""

import re
from datetime import date, datetime, time, timedelta

from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from places.models import Province
from pm25.models import Standard, Station
from pm25.permissions import can_see_station
from pm25.queries.days import shows_samples
from pm25.queries.local import station_for_page
from pm25.queries.trends import (
    country_shows_samples,
    days_of,
    days_of_country,
    hotspots_of,
    hours_of,
    limits_of_pm25,
    province_called,
)
from pm25.trends import country_trend, place_trend

MOST_DAYS, MOST_HOURS = 4400, 31  # in days: twelve years, a month
YEARS = 10
OLDEST, NEWEST = 1990, 2399  # a greater year is one of the Buddhist era
AGE = 300  # seconds
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
UNIT = "µg/m³"


class Refused(Exception):
    """The numbers asked for cannot be given: what to do, in Thai and English, and the status of the answer."""

    def __init__(self, thai, english, status=400):
        super().__init__(english)
        self.status, self.words = status, {"th": thai, "en": english}


@require_safe
def trends(request):
    """`?place=lampang` or `?station=37t`; without either the country."""
    try:
        place = _place(request)
    except Refused as refused:
        raise Http404(refused.words["th"]) from refused
    trend = country_trend() if place is None else place_trend(place)
    context = {"trend": trend, "provinces": Province.objects.light(), "kind": _kind(place)}
    return render(request, "pm25/trends.html", context)


@require_safe
@conditional_page
def trends_days(request):
    """Values of each day from `from` to `to` (ISO 8601, of the common era, both included), gaps as null.

    `?place=` or `?station=` as on the page. Without `from` the last ten years and this one; the answer begins with the
    first known day. `?layer=hotspots` gives the satellites' hotspots of each day instead.
    """
    return _answer(request, _days)


@require_safe
@conditional_page
def trends_hours(request):
    """Means of the hours that end in the days `from` to `to` (Thai days, both included, at most 31), gaps as null.

    `first` is the end of the first hour, in ISO 8601 and in seconds since 1970 UTC; one value an hour follows.
    """
    return _answer(request, _hours)


def _answer(request, numbers):
    try:
        place = _place(request)
        content, status = numbers(request, place), 200
    except Refused as refused:
        place, content, status = None, {"error": refused.words}, refused.status
    answer = JsonResponse(content, status=status, json_dumps_params={"separators": (",", ":"), "ensure_ascii": False})
    answer["X-Robots-Tag"] = "noindex"
    private = isinstance(place, Station) and place.status == Station.Status.PENDING
    patch_cache_control(answer, **({"private": True} if private else {"public": True, "max_age": AGE}))
    return answer


def _days(request, place):
    today = timezone.localdate()
    last = min(_day(request, "to") or today, today)
    first = _day(request, "from") or date(last.year - YEARS, 1, 1)
    _check(first, last, MOST_DAYS)
    if request.GET.get("layer") == "hotspots":
        return _hotspots(place, first, last)
    if place is None:
        is_sample = country_shows_samples()
        row = days_of_country(first, last, is_sample=is_sample)
    else:
        is_sample = _is_sample(place)
        row = days_of(place, first, last, is_sample=is_sample)
    limits = [row for row in limits_of_pm25() if row.averaging == Standard.Span.DAY]
    return {
        **_head(place, is_sample),
        "unit": UNIT,
        "step": "P1D",
        "from": row and row.first.isoformat(),
        "values": row.values if row else {},
        "limits": [{"from": limit.valid_from, "to": limit.valid_to, "value": float(limit.value)} for limit in limits],
    }


def _hotspots(place, first, last):
    if isinstance(place, Station):
        place = place.province
    is_sample = country_shows_samples() if place is None else shows_samples(place)
    row = hotspots_of(place, first, last, is_sample=is_sample)
    return {**_head(place, is_sample), "step": "P1D", "from": first.isoformat(), "values": row.values}


def _hours(request, place):
    if place is None:
        raise Refused("ค่ารายชั่วโมงมีเฉพาะจังหวัดและสถานี เพิ่ม place หรือ station", "Hourly values need place= or station=")
    first, last = _day(request, "from"), _day(request, "to")
    if first is None or last is None:
        raise Refused("ใส่ from และ to เช่น from=2026-03-01&to=2026-03-14", "Give from= and to=, such as from=2026-03-01")
    _check(first, last, MOST_HOURS)
    is_sample = _is_sample(place)
    row = hours_of(place, _midnight(first), _midnight(last + timedelta(days=1)), is_sample=is_sample)
    return {
        **_head(place, is_sample),
        "unit": UNIT,
        "step": "PT1H",
        "first": timezone.localtime(row.first).isoformat(),
        "epoch": int(row.first.timestamp()),
        "values": row.values,
    }


def _head(place, is_sample):
    name = "th" if place is None else place.code if isinstance(place, Station) else place.slug
    return {"place": name, "kind": _kind(place), "sample": is_sample}


def _kind(place):
    return "country" if place is None else "station" if isinstance(place, Station) else "province"


def _is_sample(place):
    return place.is_sample if isinstance(place, Station) else shows_samples(place)


def _place(request):
    """The Station or Province that is asked for, None for the country. Raises Refused."""
    code, slug = request.GET.get("station", "").strip(), request.GET.get("place", "").strip()
    if code:
        station = station_for_page(code)
        if station is None or not can_see_station(request.user, station):
            raise Refused("ไม่พบสถานีนี้ ดูรหัสสถานีในหน้าจังหวัด", "No such station", status=404)
        return station
    if slug:
        province = province_called(slug)
        if province is None:
            raise Refused("ไม่พบจังหวัดนี้ ใช้ชื่อในที่อยู่ของหน้าจังหวัด เช่น lampang", "No such province", status=404)
        return province
    return None


def _day(request, name):
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text) if ISO_DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or not OLDEST <= day.year <= NEWEST:
        raise Refused(f"ใส่ {name} เป็นวันที่ของปี ค.ศ. เช่น 2026-03-01", f"Give {name}= as a date such as 2026-03-01")
    return day


def _check(first, last, most):
    if last < first:
        raise Refused("วันเริ่มต้องไม่อยู่หลังวันสิ้นสุดและต้องไม่เกินวันนี้", "from must not be after to, nor after today")
    if (last - first).days >= most:
        raise Refused(f"ขอได้ครั้งละไม่เกิน {most} วัน", f"At most {most} days at a time")


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time.min))
