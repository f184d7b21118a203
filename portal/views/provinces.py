"""A province and its districts: the air here, and who works on it."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from places import queries as places
from places.models import District, Province
from pm25.charts import air_class
from pm25.local import district_air, nearest_with_air, province_air, read_year
from pm25.national import national_air
from pm25.pictures import air_picture
from pm25.queries.local import framed_province
from pm25.sentences import page_title, share_text, source_words, title_words
from pm25.tables import by_region
from portal.queries import province_groups

LONGEST = 100


@require_safe
def provinces(request):
    """`?q=`: the only place of that name is opened at once, else what was found is listed."""
    text = request.GET.get("q", "")[:LONGEST].strip()
    found = _found(text)
    if len(found) == 1:
        return redirect(found[0])
    air = national_air(yesterday=False)
    context = {"q": text, "found": found, "air": air, "map_items": air.map_items(), "regions": by_region(air.nows)}
    return render(request, "portal/provinces.html", context)


@require_safe
def province(request, slug):
    """`?year=`: the year of the calendar, Buddhist or common; one that cannot be shown is answered by this year's."""
    row = _framed(slug)
    asked = request.GET.get("year", "")
    chosen = read_year(asked)
    air = province_air(row, chosen)
    context = {
        "province": row,
        "today": timezone.localdate(),
        "air": air,
        "now": air.now,
        "title": page_title(row.name, air.now),
        "asked_year": asked if asked and chosen not in air.years else "",
        "nearest": nearest_with_air(row, places.all_provinces()) if air.now.state == "none" else [],
        "map_items": _map_items(row, air.now),
        "districts": row.districts.all(),
        "groups": province_groups(row, timezone.localdate()),
        "share_text": _share_text(request, title_words(row), air),
    }
    return render(request, "portal/province.html", context)


@require_safe
def district(request, slug, district):
    row = _district(slug, district)
    air = district_air(row)
    context = {
        "district": row,
        "province": row.province,
        "today": timezone.localdate(),
        "air": air,
        "now": air.now,
        "title": page_title(f"{row.name} {row.province.name}", air.now),
        "share_text": _share_text(request, _full_name(row), air),
    }
    return render(request, "portal/district.html", context)


@require_safe
def province_share(request, slug):
    row = _framed(slug)
    heading = _("ฝุ่น PM2.5 %(place)s") % {"place": title_words(row)}
    now = province_air(row).now
    return air_picture(request, heading=heading, now=now, footer=settings.SITE_URL + row.get_absolute_url())


@require_safe
def district_share(request, slug, district):
    row = _district(slug, district)
    heading = _("ฝุ่น PM2.5 %(place)s") % {"place": _full_name(row)}
    return air_picture(
        request, heading=heading, now=district_air(row).now, footer=settings.SITE_URL + row.get_absolute_url()
    )


def _found(text):
    """A province of exactly this name, in any spelling, alone; else all provinces and districts that the text means."""
    if not text:
        return []
    exact = places.find_province(text)
    return [exact] if exact else places.search(text)


def _framed(slug):
    """The province called `slug`, with its zoomed map."""
    row = framed_province(slug)
    if row is None:
        raise Http404(Province._meta.verbose_name)
    return row


def _map_items(row, now):
    """The province in its colour; the others are its neighbours' names and addresses."""
    beside = {code for code, *_ in row.zoomed.get("neighbours", [])}
    others = [other for other in places.all_provinces() if other.code in beside]
    names = [{"province": other, "href": other.get_absolute_url()} for other in others]
    return [*names, {"province": row, "css_class": air_class(now)}]


def _district(slug, district):
    return get_object_or_404(District.objects.with_province(), province__slug=slug, slug=district)


def _full_name(district):
    return f"{title_words(district)} {title_words(district.province)}"


def _share_text(request, place, air):
    source = source_words(air.sources, air.now.is_sample)
    return share_text(place, air.now, source=source, url=settings.SITE_URL + request.path)
