"""Cards with the air of one place, to be framed by other sites."""

from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from places.models import District, Province
from pm25 import cards

SECONDS = 300
LANGUAGES = ["th", "en"]


@require_safe
@csp_update({"frame-src": ["'self'"]})
def card(request):
    """How to put a card on a page of one's own; `?province=<slug>` gives the lines for that place."""
    provinces = list(Province.objects.light())
    asked = request.GET.get("province", "")
    chosen = next((row for row in provinces if row.slug == asked), None)
    shown = chosen or next(iter(provinces), None)
    context = {
        "provinces": provinces,
        "unknown": asked if asked and chosen is None else "",
        "shown": shown,
        "district": shown.districts.first() if shown else None,
        "src": reverse("pm25:province_card", args=[shown.slug]) if shown else "",
        "codes": [(language, _address(shown, language)) for language in LANGUAGES] if shown else [],
    }
    return render(request, "pm25/card.html", context)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@cache_control(public=True, max_age=SECONDS)
def province_card(request, slug):
    province = get_object_or_404(Province.objects.light(), slug=slug)
    return render(request, "pm25/place_card.html", {"card": cards.province_card(province)})


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@cache_control(public=True, max_age=SECONDS)
def district_card(request, slug, district):
    row = get_object_or_404(District.objects.with_province(), province__slug=slug, slug=district)
    return render(request, "pm25/place_card.html", {"card": cards.district_card(row)})


def _address(province, language):
    with override(language):
        return settings.SITE_URL + reverse("pm25:province_card", args=[province.slug])
