"""Fires as satellites see them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pm25.models.runs import ImportRun


class HotspotQuerySet(models.QuerySet):
    def real(self):
        return self.filter(is_sample=False)


class Hotspot(models.Model):
    """One pixel that one satellite saw burning. The same fire is seen by several satellites and in several pixels.

    `day` is the Thai day of `at`; `province` is None abroad. A provisional detection (version …NRT) is updated in its
    row when the final one comes.
    """

    class Confidence(models.TextChoices):
        LOW = "low", _("ความเชื่อมั่นต่ำ")
        NOMINAL = "nominal", _("ความเชื่อมั่นปกติ")
        HIGH = "high", _("ความเชื่อมั่นสูง")

    at = models.DateTimeField(_("เวลาที่ตรวจพบ"))
    day = models.DateField(_("วัน"))
    satellite = models.CharField(_("ดาวเทียม"), max_length=10)
    instrument = models.CharField(_("เครื่องมือ"), max_length=10)
    lat = models.DecimalField(_("ละติจูด"), max_digits=8, decimal_places=5)
    lon = models.DecimalField(_("ลองจิจูด"), max_digits=8, decimal_places=5)
    province = models.ForeignKey(
        "places.Province",
        on_delete=models.PROTECT,
        related_name="hotspots",
        null=True,
        blank=True,
        verbose_name=_("จังหวัด"),
    )
    confidence = models.CharField(_("ความเชื่อมั่น"), max_length=10, choices=Confidence)
    confidence_sent = models.CharField(_("ความเชื่อมั่นตามที่ส่งมา"), max_length=10)
    power = models.DecimalField(_("กำลังความร้อน (เมกะวัตต์)"), max_digits=9, decimal_places=2, null=True, blank=True)
    daynight = models.CharField(_("กลางวันหรือกลางคืน"), max_length=1, blank=True)
    version = models.CharField(_("รุ่นของข้อมูล"), max_length=20, blank=True)
    type = models.CharField(_("ประเภทแหล่งความร้อน"), max_length=10, blank=True)
    is_sample = models.BooleanField(_("ข้อมูลตัวอย่าง"), default=False, editable=False)
    run = models.ForeignKey(
        ImportRun, on_delete=models.PROTECT, related_name="hotspots", verbose_name=_("รอบการนำเข้าข้อมูล")
    )

    objects = HotspotQuerySet.as_manager()

    class Meta:
        verbose_name = _("จุดความร้อน")
        verbose_name_plural = _("จุดความร้อน")
        ordering = ["-at", "satellite", "lat", "lon"]
        constraints = [
            models.UniqueConstraint(fields=["at", "satellite", "lat", "lon"], name="hotspot_pixel_unique"),
            models.CheckConstraint(
                condition=models.Q(confidence__in=["low", "nominal", "high"]), name="hotspot_confidence_known"
            ),
        ]
        indexes = [
            models.Index(fields=["province", "day"], name="hotspot_province_day"),
            models.Index(fields=["day", "province"], name="hotspot_day_province"),
        ]

    def __str__(self):
        return f"{self.satellite} {self.at:%Y-%m-%d %H:%M} {self.lat}, {self.lon}"
