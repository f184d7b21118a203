"""Who measures, and on what terms the readings may be passed on."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class SourceQuerySet(models.QuerySet):
    def scheduled(self):
        return self.filter(schedule=Source.Schedule.HOURLY)

    def samples(self):
        return self.filter(kind=Source.Kind.SAMPLE)

    def real(self):
        return self.exclude(kind=Source.Kind.SAMPLE)


class Source(models.Model):
    """A provider of readings. Its stations are told apart by the provider's own ids."""

    class Kind(models.TextChoices):
        REFERENCE = "reference", _("เครื่องมือมาตรฐาน")
        LOWCOST = "lowcost", _("เครื่องวัดแบบเซ็นเซอร์")
        MODEL = "model", _("ค่าประมาณจากแบบจำลอง")
        SATELLITE = "satellite", _("ดาวเทียม")
        FORECAST = "forecast", _("ค่าพยากรณ์")
        SAMPLE = "sample", _("ข้อมูลตัวอย่าง")

    class Schedule(models.TextChoices):
        NONE = "", _("ไม่ดึงเอง")
        HOURLY = "hourly", _("ทุกชั่วโมง")

    id = models.AutoField(primary_key=True)
    slug = models.SlugField(_("รหัส"), unique=True)
    name_th = models.CharField(_("ชื่อ"), max_length=300)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=300)
    kind = models.CharField(_("ชนิด"), max_length=20, choices=Kind)
    url = models.URLField(_("ที่อยู่เว็บ"), blank=True)
    licence = models.CharField(_("สัญญาอนุญาต"), max_length=300, blank=True)
    attribution_th = models.CharField(_("ข้อความอ้างอิงแหล่งที่มา"), max_length=500, blank=True)
    attribution_en = models.CharField(_("ข้อความอ้างอิงภาษาอังกฤษ"), max_length=500, blank=True)
    redistribution_allowed = models.BooleanField(_("เผยแพร่ต่อได้"), default=False)
    schedule = models.CharField(_("กำหนดดึงข้อมูล"), max_length=20, choices=Schedule, blank=True, default=Schedule.NONE)
    adapters = models.JSONField(_("ตัวอ่านข้อมูล"), default=list, blank=True, help_text=_("ชื่อตัวอ่านที่ดึงตามกำหนด เรียงตามลำดับ"))

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("แหล่งข้อมูล")
        verbose_name_plural = _("แหล่งข้อมูล")
        ordering = ["slug"]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return self.name_en if get_language() == "en" else self.name_th

    @property
    def is_sample(self):
        return self.kind == self.Kind.SAMPLE
