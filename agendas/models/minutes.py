"""The minutes as they were sent out and adopted, whole and for good, and what members asked to have corrected."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agendas.models.attendance import Attendance
from agendas.models.items import AgendaItem
from agendas.models.marks import MarkedModel
from agendas.models.meetings import Meeting


class MinutesVersion(MarkedModel):
    """รายงานการประชุม as one set of facts (`body`, see `services.minutes.minutes_body`), append-only.

    `sha256` is of the canonical JSON of the body: what a printed copy carries.
    """

    class Stage(models.TextChoices):
        CIRCULATED = "circulated", _("ร่างที่เวียน")
        ADOPTED = "adopted", _("ฉบับรับรอง")
        SCANNED = "scanned", _("ฉบับสแกน")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes_versions", verbose_name=_("การประชุม"))
    number = models.PositiveSmallIntegerField(_("ฉบับที่"))
    stage = models.CharField(_("ขั้น"), max_length=10, choices=Stage)
    body = models.JSONField(_("เนื้อหา"), default=dict)
    sha256 = models.CharField("SHA-256", max_length=64)
    file = models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="scanned_minutes",
        verbose_name=_("ไฟล์สแกน"),
    )
    at = models.DateTimeField(_("เมื่อ"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="minutes_versions", verbose_name=_("โดย")
    )

    class Meta:
        verbose_name = _("รายงานการประชุม")
        verbose_name_plural = _("รายงานการประชุม")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_version_unique"),
            models.CheckConstraint(
                condition=Q(stage="scanned", file__isnull=False) | ~Q(stage="scanned"), name="minutes_scan_has_file"
            ),
        ]

    def __str__(self):
        return f"{self.meeting} ({self.number})"


class Adoption(MarkedModel):
    """How and when the minutes became official (รับรองรายงานการประชุม)."""

    class Method(models.TextChoices):
        SAME_MEETING = "same_meeting", _("รับรองในการประชุมเดียวกัน")
        NEXT_MEETING = "next_meeting", _("รับรองในการประชุมครั้งต่อมา")
        CIRCULATION = "circulation", _("เวียนรับรอง")

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="adoption", verbose_name=_("การประชุม"))
    method = models.CharField(_("วิธีรับรอง"), max_length=12, choices=Method)
    on = models.DateField(_("วันที่รับรอง"))
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="adoptions", verbose_name=_("รับรองในวาระ")
    )
    with_changes = models.BooleanField(_("โดยมีการแก้ไข"), default=False)
    evidence_th = models.CharField(_("หลักฐาน"), max_length=300, blank=True)
    version = models.ForeignKey(MinutesVersion, models.PROTECT, related_name="adoptions", verbose_name=_("ฉบับที่รับรอง"))

    class Meta:
        verbose_name = _("การรับรองรายงานการประชุม")
        verbose_name_plural = _("การรับรองรายงานการประชุม")
        ordering = ["-on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(method="next_meeting") | Q(item__isnull=False), name="adoption_next_meeting_has_item"
            )
        ]

    def __str__(self):
        return str(self.meeting)


class Correction(models.Model):
    """What somebody asked to have changed in draft minutes before the deadline, and what became of it."""

    class Status(models.TextChoices):
        RECEIVED = "received", _("รอพิจารณา")
        ACCEPTED = "accepted", _("แก้ตามที่ขอ")
        DECLINED = "declined", _("ไม่แก้")

    MOVES = {
        Status.RECEIVED: [Status.ACCEPTED, Status.DECLINED],
        Status.ACCEPTED: [Status.DECLINED],
        Status.DECLINED: [Status.ACCEPTED],
    }

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="corrections", verbose_name=_("การประชุม"))
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("เรื่อง")
    )
    attendance = models.ForeignKey(
        Attendance, models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("ผู้ขอ")
    )
    asked_by = models.CharField(_("ผู้ขอแก้ไข"), max_length=200)
    text_th = models.TextField(_("ขอแก้เป็น"), max_length=5000)
    at = models.DateTimeField(_("เมื่อ"), default=timezone.now)
    status = models.CharField(_("ผล"), max_length=10, choices=Status, default=Status.RECEIVED)
    answer_th = models.CharField(_("คำตอบ"), max_length=500, blank=True)

    personal_fields = ("asked_by",)

    class Meta:
        verbose_name = _("คำขอแก้ไขร่างรายงาน")
        verbose_name_plural = _("คำขอแก้ไขร่างรายงาน")
        ordering = ["meeting", "at", "pk"]

    def __str__(self):
        return f"{self.meeting}: {self.asked_by}"
