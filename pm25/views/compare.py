"""Provinces compared over a season or a year."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from pm25.comparison import compare as compared
from pm25.local import read_year


@require_safe
def compare(request):
    """`?by=<grouping>&year=<Buddhist or common>&span=season|year`; what cannot be is answered by the default."""
    asked = request.GET.get("year", "")
    year = read_year(asked)
    page = compared(request.GET.get("by", ""), year, request.GET.get("span", ""))
    context = {"page": page, "asked_year": asked if asked and year not in page.years else ""}
    return render(request, "pm25/compare.html", context)
