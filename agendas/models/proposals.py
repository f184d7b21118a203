"""Matters that members ask to have on an agenda; the secretary takes them up or says why not."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agendas.models.attendance import Attendance
from agendas.models.items import AgendaItem
from agendas.models.meetings import Meeting


class Proposal(models.Model):
    class Status(models.TextChoices):
        RECEIVED = "received", _("รอพิจารณา")
        TAKEN_UP = "taken_up", _("บรรจุวาระแล้ว")
        DECLINED = "declined", _("ไม่บรรจุ")

    MOVES = {Status.RECEIVED: [Status.TAKEN_UP, Status.DECLINED], Status.TAKEN_UP: [], Status.DECLINED: []}

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="proposals", verbose_name=_("การประชุม"))
    attendance = models.ForeignKey(
        Attendance, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name=_("ผู้เสนอ")
    )
    proposed_by = models.CharField(_("ผู้เสนอ"), max_length=300)
    title_th = models.CharField(_("เรื่อง"), max_length=1000)
    brief_th = models.TextField(_("สรุปเรื่อง"), blank=True, max_length=20000)
    status = models.CharField(_("สถานะ"), max_length=10, choices=Status, default=Status.RECEIVED, editable=False)
    answer_th = models.CharField(_("คำตอบ"), max_length=500, blank=True)
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name=_("บรรจุเป็น")
    )
    at = models.DateTimeField(_("เมื่อ"), default=timezone.now)

    personal_fields = ("proposed_by",)

    class Meta:
        verbose_name = _("เรื่องที่เสนอเข้าวาระ")
        verbose_name_plural = _("เรื่องที่เสนอเข้าวาระ")
        ordering = ["meeting", "at", "pk"]

    def __str__(self):
        return self.title_th
