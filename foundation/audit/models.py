"""The audit chain: who did what to which object, each entry holding the hash of the one before it."""

import datetime
import hashlib
import json

from django.db import models
from django.utils.translation import gettext_lazy as _

GENESIS = "0" * 64


class Entry(models.Model):
    """One thing that was done. Rows are only ever added: triggers refuse any change.

    There are no foreign keys, so that every app may write here and the erasure of a person or an object leaves the
    chain whole. `before` and `after` hold text, whole numbers, truth values and lists or dicts of them; personal
    fields by name only.
    """

    seq = models.BigIntegerField(_("ลำดับ"), primary_key=True)
    at = models.DateTimeField(_("เมื่อ"))
    actor_id = models.BigIntegerField(_("เลขผู้ใช้"), null=True)
    actor_label = models.CharField(_("ผู้ดำเนินการ"), max_length=200)
    action = models.CharField(_("การดำเนินการ"), max_length=60)
    object_type = models.CharField(_("ประเภทข้อมูล"), max_length=100, blank=True)
    object_id = models.CharField(_("เลขรายการ"), max_length=100, blank=True)
    object_label = models.CharField(_("รายการ"), max_length=300, blank=True)
    before = models.JSONField(_("ก่อน"), null=True)
    after = models.JSONField(_("หลัง"), null=True)
    request_id = models.CharField(_("รหัสคำขอ"), max_length=64, blank=True)
    prev_hash = models.CharField(_("แฮชของรายการก่อน"), max_length=64, unique=True)
    hash = models.CharField(_("แฮช"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("ประวัติการดำเนินการ")
        verbose_name_plural = _("ประวัติการดำเนินการ")
        ordering = ["-seq"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "seq"], name="audit_entry_object"),
            models.Index(fields=["action", "seq"], name="audit_entry_action"),
            models.Index(fields=["request_id"], name="audit_entry_request"),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(seq__gt=0), name="audit_entry_seq_positive")]

    def __str__(self):
        return f"{self.seq} {self.object_label}"

    def computed_hash(self):
        """SHA-256 over the previous hash and the entry's own content, as hexadecimal text.

        The content is JSON in UTF-8 with sorted keys and no spaces; the moment in UTC with microseconds.
        """
        content = {
            "seq": self.seq,
            "at": self.at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
            "actor_id": self.actor_id,
            "actor_label": self.actor_label,
            "action": self.action,
            "object_type": self.object_type,
            "object_id": self.object_id,
            "object_label": self.object_label,
            "before": self.before,
            "after": self.after,
            "request_id": self.request_id,
        }
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256((self.prev_hash + text).encode()).hexdigest()
