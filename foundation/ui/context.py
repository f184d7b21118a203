"""What every template may use."""

from django.conf import settings
from django.urls import translate_url

from foundation.ui.menu import menu_for


def site(request):
    """The portal's name, its menu, this page's address in the other language, whether this is a demonstration."""
    path = request.get_full_path()
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
        "menu": menu_for(request.path),
        "url_th": translate_url(path, "th"),
        "url_en": translate_url(path, "en"),
    }
