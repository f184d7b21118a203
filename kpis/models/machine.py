"""Values that the portal computes from the air, and the stations that count for a year."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kpis.fields import ValueField
from kpis.models.cycles import Cycle, Round
from kpis.models.targets import Target


class StationSet(models.Model):
    """The stations of a province that count for a fiscal year. Frozen: one that comes later counts from the next."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="station_sets", verbose_name=_("รอบการประเมิน"))
    province = models.ForeignKey(
        "places.Province",
        models.PROTECT,
        related_name="kpi_station_sets",
        verbose_name=pgettext_lazy("หนึ่งจังหวัด", "จังหวัด"),
    )
    stations = models.ManyToManyField("pm25.Station", related_name="kpi_sets", verbose_name=_("สถานี"))
    frozen_at = models.DateTimeField(_("กำหนดเมื่อ"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="station_sets", verbose_name=_("โดย")
    )

    class Meta:
        verbose_name = _("ชุดสถานีของปี")
        verbose_name_plural = _("ชุดสถานีของปี")
        ordering = ["cycle", "province"]
        constraints = [models.UniqueConstraint(fields=["cycle", "province"], name="station_set_once")]

    def __str__(self):
        return f"{self.province} · {self.cycle}"


class MachineValue(models.Model):
    """What the readings gave for a target up to a round's last day, at one time; append-only, the newest counts.

    `provenance` says of what: stations, days known and expected, the standards that held, samples or not. Without
    enough of it `value` is null and `reason_th` says so.
    """

    target = models.ForeignKey(Target, models.PROTECT, related_name="machine_values", verbose_name=_("ค่าเป้าหมาย"))
    round = models.ForeignKey(Round, models.PROTECT, related_name="machine_values", verbose_name=_("รอบรายงาน"))
    value = ValueField(_("ค่าที่คำนวณ"), null=True, blank=True)
    reason_th = models.CharField(_("เหตุที่ไม่มีค่า"), max_length=500, blank=True)
    provenance = models.JSONField(_("ที่มาของค่า"), default=dict)
    computed_at = models.DateTimeField(_("คำนวณเมื่อ"), default=timezone.now)
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    class Meta:
        verbose_name = _("ค่าที่คำนวณจากการตรวจวัด")
        verbose_name_plural = _("ค่าที่คำนวณจากการตรวจวัด")
        ordering = ["target", "round", "-computed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__isnull=False, reason_th="")
                | models.Q(value__isnull=True) & ~models.Q(reason_th=""),
                name="machine_value_or_reason",
            )
        ]
        indexes = [models.Index(fields=["target", "round", "-computed_at"], name="machine_value_newest")]

    def __str__(self):
        return f"{self.target}: {self.value}"
