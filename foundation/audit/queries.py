"""What pages read from the audit chain."""

from django.db import DEFAULT_DB_ALIAS

from foundation.audit.models import Entry


def head() -> Entry | None:
    """The last entry of the chain, with its `seq`, `hash` and `at` only; None in an empty portal."""
    return Entry.objects.using(DEFAULT_DB_ALIAS).order_by("-seq").only("seq", "hash", "at").first()


def history(obj):
    """The entries about `obj`, the newest first."""
    return Entry.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk)).order_by("-seq")


def recorded_by_request(obj, number: str) -> bool:
    """Whether an entry about `obj` was written under the request `number` already."""
    return bool(number) and history(obj).filter(request_id=number).exists()


def holds(seq: int, noted: str) -> bool:
    """Whether entry `seq` of the chain has the hash `noted`, which may be its first 12 signs or more."""
    return Entry.objects.filter(seq=seq, hash__startswith=noted).exists()
