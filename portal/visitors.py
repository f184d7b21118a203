"""Who asks: somebody whom we know or who is filling in a form, or just the public, reading."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage


def is_public_reading(request) -> bool:
    """Whether this only reads and comes with no cookie of a session, a form or a message, and no credentials.

    Whoever wrote something had a form, and with it its cookie: so nobody who looks for what they wrote is among these.
    """
    private = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, CookieStorage.cookie_name)
    return (
        request.method in ("GET", "HEAD")
        and not any(name in request.COOKIES for name in private)
        and "Authorization" not in request.headers
    )
