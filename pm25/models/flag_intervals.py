"""Hours that the secretariat holds out of use, or warns of, and why; lifted again, never deleted."""

from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pm25.models.stations import Series, Station

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


class FlagIntervalQuerySet(models.QuerySet):
    def standing(self):
        """Not lifted."""
        return self.filter(lifted_at__isnull=True)

    def holding(self):
        """Readings are out of use because of them."""
        return self.standing().filter(level=FlagInterval.Level.HOLD)


class FlagInterval(models.Model):
    """A time in which the values of a station, or of one of its series, are not to be trusted.

    It covers what was measured after `begins` and up to `ends` (full hours; without an end until it is lifted): an
    hourly value that is labelled by its end from one hour after `begins` to `ends`, and every running mean that holds
    such an hour. While a `hold` stands, its readings carry Flag.HELD_OUT.
    """

    class Level(models.TextChoices):
        HOLD = "hold", _("ไม่ใช้ค่าในช่วงนี้")
        WARN = "warn", _("ใช้ค่าได้ แต่ควรระวัง")

    class Code(models.TextChoices):
        FAULT = "fault", _("เครื่องวัดขัดข้อง")
        CALIBRATION = "calibration", _("สอบเทียบหรือซ่อมบำรุง")
        NEARBY = "nearby", _("มีการก่อสร้างหรือแหล่งฝุ่นใกล้สถานี")
        POSITION = "position", _("ตำแหน่งสถานีน่าสงสัย")
        INDOOR = "indoor", _("เครื่องวัดอยู่ในอาคาร")
        OTHER = "other", _("เหตุอื่น")

    station = models.ForeignKey(
        Station, on_delete=models.PROTECT, related_name="flag_intervals", verbose_name=_("สถานีตรวจวัดคุณภาพอากาศ")
    )
    series = models.ForeignKey(
        Series,
        on_delete=models.PROTECT,
        related_name="flag_intervals",
        null=True,
        blank=True,
        verbose_name=_("ชุดค่าที่ตรวจวัด"),
        help_text=_("เว้นว่างไว้ถ้าหมายถึงทุกค่าของสถานี"),
    )
    code = models.CharField(_("เหตุ"), max_length=20, choices=Code)
    level = models.CharField(_("ผล"), max_length=10, choices=Level, default=Level.HOLD)
    reason = models.CharField(
        _("คำอธิบาย"), max_length=500, help_text=_("ประชาชนอ่านข้อความนี้ในหน้าสถานี เช่น หัววัดชำรุด รออะไหล่")
    )
    begins = models.DateTimeField(_("ตั้งแต่"))
    ends = models.DateTimeField(_("ถึง"), null=True, blank=True, help_text=_("เว้นว่างไว้ถ้ายังไม่รู้ว่าจะใช้ค่าได้เมื่อใด"))
    at = models.DateTimeField(_("บันทึกเมื่อ"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="flag_intervals",
        null=True,
        blank=True,
        verbose_name=_("ผู้บันทึก"),
    )
    lifted_at = models.DateTimeField(_("ยกเลิกเมื่อ"), null=True, blank=True)
    lifted_reason = models.CharField(_("เหตุที่ยกเลิก"), max_length=500, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="lifted_flag_intervals",
        null=True,
        blank=True,
        verbose_name=_("ผู้ยกเลิก"),
    )

    objects = FlagIntervalQuerySet.as_manager()

    class Meta:
        verbose_name = _("ช่วงที่ไม่ใช้ค่า")
        verbose_name_plural = _("ช่วงที่ไม่ใช้ค่า")
        ordering = ["-begins", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("begins")),
                name="flag_ends_after_begin",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="flag_has_reason"),
            models.CheckConstraint(condition=Q(level__in=["hold", "warn"]), name="flag_level_known"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_reason="", lifted_by__isnull=True)
                | Q(lifted_at__isnull=False) & ~Q(lifted_reason=""),
                name="flag_lifted_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["station", "-begins"], name="flag_station_begins")]

    def __str__(self):
        return f"{self.station.code} {timezone.localtime(self.begins):%Y-%m-%d %H:%M} {self.get_code_display()}"

    def clean(self):
        if self.series_id and self.station_id and self.series.station_id != self.station_id:
            raise ValidationError({"series": _("ชุดค่าที่เลือกไม่ใช่ของสถานีนี้ เลือกใหม่")})
        if self.begins and self.begins < EARLIEST:
            raise ValidationError({"begins": _("เวลาเริ่มเก่าเกินไป ตรวจปี พ.ศ.")})
        if self.begins and self.ends and self.ends <= self.begins:
            raise ValidationError({"ends": _("เวลาสิ้นสุดต้องอยู่หลังเวลาเริ่ม")})
        if not self.reason.strip():
            raise ValidationError({"reason": _("บอกเหตุ ประชาชนจะเห็นข้อความนี้ในหน้าสถานี")})

    @property
    def is_lifted(self):
        return self.lifted_at is not None

    @property
    def holds(self):
        """Whether readings are out of use because of it."""
        return self.level == self.Level.HOLD and not self.is_lifted
