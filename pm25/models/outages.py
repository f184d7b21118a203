"""When a source fell silent, and whether anybody was told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pm25.models.sources import Source


class OutageQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ended_at=None)


class Outage(models.Model):
    """A time without data of a source that is fetched on the schedule: at most one at a time is open."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="outages", verbose_name=_("แหล่งข้อมูล"))
    began_at = models.DateTimeField(_("ไม่มีข้อมูลตั้งแต่"), help_text=_("เวลาของค่าใหม่ที่สุดก่อนขาดหาย"))
    told_at = models.DateTimeField(_("แจ้งเมื่อ"), null=True, blank=True)
    ended_at = models.DateTimeField(_("กลับมาเมื่อ"), null=True, blank=True)

    objects = OutageQuerySet.as_manager()

    class Meta:
        verbose_name = _("ช่วงที่แหล่งข้อมูลขาดหาย")
        verbose_name_plural = _("ช่วงที่แหล่งข้อมูลขาดหาย")
        ordering = ["-began_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["source"], condition=models.Q(ended_at=None), name="outage_one_open"),
        ]

    def __str__(self):
        return f"{self.source_id} {self.began_at:%Y-%m-%d %H:%M}"
