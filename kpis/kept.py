"""What pages of other apps show of indicators, kept for a minute and forgotten at any write to this app's tables."""

import uuid

from django.core.cache import cache
from django.db import transaction

MARK = "kpis-mark"
SECONDS = 60


def kept(name, make):
    """What `make()` gave under `name` since the last write; made anew after a minute in any case."""
    return cache.get_or_set(f"kpis:{cache.get(MARK, '')}:{name}", make, SECONDS)


def forget(**kwargs):
    """Answer `post_save` and `post_delete`: after the commit nothing that was kept is shown any more."""
    transaction.on_commit(_mark)


def _mark():
    cache.set(MARK, uuid.uuid4().hex, None)
