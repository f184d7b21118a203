"""Addresses of rows, worked out once: a page links to 77 provinces, and `reverse` takes its time for each."""

from functools import lru_cache

from django.core.signals import setting_changed
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language


def address(name, *args):
    """What `reverse(name, args=args)` says in the language of the page."""
    return _address(name, args, get_language(), get_urlconf(), get_script_prefix())


@lru_cache(maxsize=8192)
def _address(name, args, language, urlconf, prefix):
    return reverse(name, args=args)


setting_changed.connect(lambda **kwargs: _address.cache_clear(), weak=False, dispatch_uid="foundation.ui.addresses")
