"""What happened to a meeting: every change of state, and the tombstone of every day it was moved from."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agendas.models.marks import MarkedModel
from agendas.models.meetings import Meeting


class MeetingEvent(MarkedModel):
    """One change of state, append-only. The meeting's `status` is a copy of the newest."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="events", verbose_name=_("การประชุม"))
    at = models.DateTimeField(_("เมื่อ"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="meeting_events", verbose_name=_("โดย")
    )
    before = models.CharField(_("จากสถานะ"), max_length=20, choices=Meeting.Status, blank=True)
    after = models.CharField(_("เป็นสถานะ"), max_length=20, choices=Meeting.Status)
    reason = models.TextField(_("เหตุผล"), blank=True)

    class Meta:
        verbose_name = _("เหตุการณ์ของการประชุม")
        verbose_name_plural = _("เหตุการณ์ของการประชุม")
        ordering = ["meeting", "at", "pk"]

    def __str__(self):
        return f"{self.meeting} → {self.get_after_display()}"


class MeetingMove(MarkedModel):
    """A day that the meeting was called for and did not happen on: shown struck through; its old address leads on."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="moves", verbose_name=_("การประชุม"))
    at = models.DateTimeField(_("เมื่อ"), default=timezone.now)
    old_date = models.DateField(_("วันเดิม"))
    old_starts = models.TimeField(_("เวลาเดิม"), null=True, blank=True)
    old_slug = models.SlugField(_("ที่อยู่เว็บเดิม"), max_length=40)
    new_date = models.DateField(_("วันใหม่"), null=True, blank=True)
    reason = models.TextField(_("เหตุผล"))

    class Meta:
        verbose_name = _("การเลื่อนวันประชุม")
        verbose_name_plural = _("การเลื่อนวันประชุม")
        ordering = ["meeting", "at", "pk"]

    def __str__(self):
        return f"{self.meeting}: {self.old_date} → {self.new_date}"
