"""Who comes by a personal link: found, limited, and never kept by a browser or a cache."""

from functools import wraps

from allauth.core.internal.ratelimit import consume, respond_429
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from agendas.links import LinkExpired, LinkUnknown, read_token

# Of an office behind one address many may answer at once; nobody guesses a signature in so many tries
RATES = {"wrong": "60/h/ip", "write": "30/m/key", "pack": "6/m/key"}


def by_link(*, limit="write"):
    """The view is called with the Attendance of the link in place of its token; an unknown link answers 404, one whose
    days are over 410. `limit` names the rate of what costs most."""

    def decorate(view):
        @never_cache
        @wraps(view)
        def guarded(request, token, **kwargs):
            try:
                attendance = read_token(token)
            except LinkUnknown:
                return _closed(request, 404) if _may(request, "wrong") else respond_429(request)
            except LinkExpired:
                return _closed(request, 410)
            if (request.method == "POST" or limit == "pack") and not _may(request, limit, attendance.key.hex):
                return respond_429(request)
            request.token = token
            return _private(view(request, attendance, **kwargs))

        return guarded

    return decorate


def _may(request, action, key=None):
    return consume(request, app="agendas.links", action=action, config=RATES, key=key, limit_get=True)


def _closed(request, status):
    return _private(render(request, "agendas/link_closed.html", {"expired": status == 410}, status=status))


def _private(response):
    """The address is a key: no other site hears of it (same-origin, so that forms still say where they come from) and
    nothing of it is kept or listed."""
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
