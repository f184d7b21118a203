"""How much of a year's air is known."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from places.models import Province
from pm25.completeness import completeness as known
from pm25.local import read_year


@require_safe
def completeness(request):
    """`?year=<Buddhist or common>&province=<slug>`: the country by province, or one province by station."""
    provinces = list(Province.objects.light())
    slug, asked = request.GET.get("province", ""), request.GET.get("year", "")
    province = next((row for row in provinces if row.slug == slug), None)
    if slug and province is None:
        raise Http404(Province._meta.verbose_name)
    year = read_year(asked)
    page = known(provinces, year, province)
    context = {"page": page, "provinces": provinces, "asked_year": asked if asked and year not in page.years else ""}
    return render(request, "pm25/completeness.html", context)
