"""The first page: is today's air bad, and who is doing what?"""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.front_page import front_page


@require_safe
def home(request):
    return render(request, "portal/home.html", front_page())
