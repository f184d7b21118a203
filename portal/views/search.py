"""One box over all kinds: places, groups, stations."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.queries import found


@require_safe
def search(request):
    """`?q=`: at most 100 signs are read; an empty box shows how to search."""
    text = request.GET.get("q", "")[:100].strip()
    return render(request, "portal/search.html", {"q": text, "kinds": found(text, request.user) if text else []})
