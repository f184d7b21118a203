"""Write the audit chain, and check it."""

from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.utils import timezone

from foundation.audit.models import GENESIS, Entry
from foundation.audit.requests import current_request_id
from foundation.audit.snapshots import differing, label, plain, snapshot
from foundation.audit.triggers import lock_chain

__all__ = ["Verification", "record", "snapshot", "verify"]

SYSTEM = "ระบบ"
ANONYMOUS = "ผู้ที่ไม่ได้ลงชื่อเข้าใช้"


@dataclass(frozen=True)
class Verification:
    """`count` entries hold; if not all do, `broken` is the number of the first that does not and `reason` says why."""

    count: int
    head: str
    broken: int | None = None
    reason: str = ""


def record(action: str, obj, *, by=None, before=None, after=None, object_label="") -> Entry:
    """Add one entry to the chain: `by` (a user, or None for the portal itself) did `action` to `obj`.

    `obj` is an object that has its key, a model class (an import of many rows), or None. Of `before` and `after`,
    dicts as `snapshot` makes them, only what differs is kept when both are given. Call it as the last write of the
    transaction: on PostgreSQL it queues for a lock that is held to the end. The words of an action are in
    `actions.py`.
    """
    if before is not None and after is not None:
        before, after = differing(before, after)
    with transaction.atomic(using=DEFAULT_DB_ALIAS):
        lock_chain()
        entries = Entry.objects.using(DEFAULT_DB_ALIAS)
        last = entries.order_by("-seq").only("seq", "hash").first()
        entry = Entry(
            seq=last.seq + 1 if last else 1,
            at=timezone.now(),
            actor_id=by.pk if by is not None else None,
            actor_label=_actor(by),
            action=action,
            request_id=current_request_id(),
            before=plain(before),
            after=plain(after),
            prev_hash=last.hash if last else GENESIS,
            **_subject(obj, object_label),
        )
        entry.hash = entry.computed_hash()
        entry.save(using=DEFAULT_DB_ALIAS, force_insert=True)
    return entry


def verify(*, known_head: tuple[int, str] | None = None) -> Verification:
    """Recompute every hash in order; stop at the first entry that does not hold.

    With `known_head`, the number and hash of a head noted down earlier (whole, or its first signs), the chain must
    still hold it: that shows a tail that was cut off or rewritten as a whole.
    """
    count, head = 0, GENESIS
    for entry in Entry.objects.using(DEFAULT_DB_ALIAS).order_by("seq").iterator(chunk_size=2000):
        reason = _fault(entry, count, head, known_head)
        if reason:
            return Verification(count, head, entry.seq, reason)
        count, head = entry.seq, entry.hash
    if known_head and known_head[0] > count:
        return Verification(count, head, count + 1, "รายการหายไปจากท้ายประวัติ")
    return Verification(count, head)


def _fault(entry, count, head, known_head):
    if entry.seq != count + 1:
        return f"รายการที่ {count + 1} หายไป"
    if entry.prev_hash != head:
        return "ไม่ต่อจากรายการก่อน"
    if entry.hash != entry.computed_hash():
        return "เนื้อหาไม่ตรงกับค่าแฮช"
    if known_head and entry.seq == known_head[0] and not entry.hash.startswith(known_head[1]):
        return "ไม่ตรงกับค่าแฮชที่จดไว้"
    return ""


def _actor(by):
    if by is None:
        return SYSTEM
    if by.is_anonymous:
        return ANONYMOUS
    return (by.get_full_name() or f"{by._meta.verbose_name} {by.pk}")[:200]


def _subject(obj, object_label):
    """Which object the entry is about, as columns."""
    if obj is None:
        return {"object_label": object_label[:300]}
    if isinstance(obj, type) and issubclass(obj, models.Model):
        name = object_label or str(obj._meta.verbose_name_plural)
        return {"object_type": obj._meta.label_lower, "object_label": name[:300]}
    if obj.pk is None:
        raise ValueError("an audit entry is about an object that has been saved")
    return {
        "object_type": obj._meta.label_lower,
        "object_id": str(obj.pk),
        "object_label": (object_label or label(obj))[:300],
    }
