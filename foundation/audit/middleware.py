"""A number for each request, in its logs, its audit entries, its answer and its error page; and one line of log."""

import logging
import time

import structlog

from foundation.audit.requests import new_request_id, request_numbered

HEADER = "X-Request-ID"

logger = structlog.get_logger("portal.requests")


class RequestIdMiddleware:
    """Outermost but for the security headers, so that everything below works under the request's number.

    A number from a proxy is kept if it is 8 to 64 letters, digits or hyphens.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        started = time.perf_counter()
        with request_numbered(new_request_id(request.headers.get(HEADER, ""))) as number:
            request.request_id = number
            response = self.get_response(request)
            response[HEADER] = number
            _log(request, response, time.perf_counter() - started)
        return response


def _log(request, response, seconds):
    """One line without the address, which may hold a token: the route says enough."""
    route = request.resolver_match.view_name if request.resolver_match else ""
    logger.log(
        _level(route, response.status_code),
        "request",
        method=request.method,
        route=route or "-",
        status=response.status_code,
        ms=round(seconds * 1000, 1),
        user_id=_user_id(request),
    )


def _level(route, status):
    if status >= 500:
        return logging.ERROR
    return logging.INFO if route or status >= 400 else logging.DEBUG


def _user_id(request):
    """The user, if somebody asked for it already; the log alone must not open the session."""
    user = getattr(request, "_cached_user", None)
    return user.pk if user is not None else None
