"""What was reported about an activity, checked or sent back; append-only."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.models.activities import Activity, Milestone


class Update(models.Model):
    """One report. `key` is made by the form: the same one sent twice is the same row."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("รายงานความก้าวหน้า")
        DONE = "done", _("รายงานว่าแล้วเสร็จ")
        CHECKED = "checked", _("ตรวจสอบแล้ว")
        SENT_BACK = "sent_back", _("ส่งกลับให้แก้ไข")
        STATUS = "status", _("กำหนดสถานะ")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="updates", verbose_name=_("กิจกรรม"))
    milestone = models.ForeignKey(
        Milestone, models.PROTECT, null=True, blank=True, related_name="updates", verbose_name=_("หลักหมาย")
    )
    kind = models.CharField(_("ประเภท"), max_length=10, choices=Kind, default=Kind.PROGRESS)
    at = models.DateTimeField(_("เมื่อ"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="activity_updates", verbose_name=_("โดย")
    )
    text_th = models.TextField(_("ความก้าวหน้า"), max_length=5000)
    actual = models.DecimalField(_("จำนวนที่ทำได้สะสม"), max_digits=12, decimal_places=2, null=True, blank=True)
    spent = models.DecimalField(_("เบิกจ่ายสะสม (บาท)"), max_digits=14, decimal_places=2, null=True, blank=True)
    late_reason_th = models.CharField(_("เหตุที่ล่าช้า"), max_length=500, blank=True)
    evidence = models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activity_evidence",
        verbose_name=_("หลักฐาน"),
    )
    evidence_is_public = models.BooleanField(_("เผยแพร่หลักฐาน"), default=False)
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    unaudited_fields = ("key",)

    class Meta:
        verbose_name = _("ความก้าวหน้าของกิจกรรม")
        verbose_name_plural = _("ความก้าวหน้าของกิจกรรม")
        ordering = ["activity", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(actual__isnull=True) | Q(actual__gte=0)) & (Q(spent__isnull=True) | Q(spent__gte=0)),
                name="update_numbers",
                violation_error_message=_("จำนวนต้องไม่ติดลบ"),
            ),
            models.CheckConstraint(
                condition=Q(evidence_is_public=False) | Q(evidence__isnull=False), name="update_public_evidence_exists"
            ),
        ]

    def __str__(self):
        return self.text_th[:80]
