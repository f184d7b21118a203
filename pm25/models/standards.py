"""Legal limits and the bands of the index: dated data, because old readings keep the rule of their day."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pm25.fields import ThousandthsField
from pm25.models.stations import Parameter


class DatedQuerySet(models.QuerySet):
    def valid_on(self, day):
        return self.filter(Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class Standard(models.Model):
    """The most that a mean may be, from one day to another (both included)."""

    class Span(models.TextChoices):
        DAY = "P1D", _("24 ชั่วโมง")
        YEAR = "P1Y", _("1 ปี")

    parameter = models.CharField(_("สิ่งที่วัด"), max_length=20, default=Parameter.PM25)
    averaging = models.CharField(_("ช่วงเวลาเฉลี่ย"), max_length=5, choices=Span)
    value = ThousandthsField(_("ค่ามาตรฐาน"), db_column="value_thousandths")
    unit = models.CharField(_("หน่วย"), max_length=20)
    valid_from = models.DateField(_("ใช้ตั้งแต่"))
    valid_to = models.DateField(_("ใช้ถึง"), null=True, blank=True)
    source_th = models.CharField(_("ที่มา"), max_length=500)
    source_url = models.URLField(_("ที่อยู่ของที่มา"), blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("ค่ามาตรฐาน")
        verbose_name_plural = _("ค่ามาตรฐาน")
        ordering = ["parameter", "averaging", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["parameter", "averaging", "valid_from"], name="standard_from_unique"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="standard_ends_after_start"
            ),
        ]

    def __str__(self):
        return f"{self.parameter} {self.averaging} {self.value} {self.unit}"


class BandScale(models.Model):
    """A set of bands and the days it is for."""

    parameter = models.CharField(_("สิ่งที่วัด"), max_length=20, default=Parameter.PM25)
    name_th = models.CharField(_("ชื่อ"), max_length=300)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=300)
    valid_from = models.DateField(_("ใช้ตั้งแต่"))
    valid_to = models.DateField(_("ใช้ถึง"), null=True, blank=True)
    source_th = models.CharField(_("ที่มา"), max_length=500)
    source_url = models.URLField(_("ที่อยู่ของที่มา"), blank=True)
    advice_source_th = models.CharField(_("ที่มาของคำแนะนำ"), max_length=500, blank=True)
    advice_as_of = models.DateField(_("คำแนะนำ ณ วันที่"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("เกณฑ์ระดับคุณภาพอากาศ")
        verbose_name_plural = _("เกณฑ์ระดับคุณภาพอากาศ")
        ordering = ["parameter", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["parameter", "valid_from"], name="bandscale_from_unique"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="bandscale_ends_after_start"
            ),
        ]

    def __str__(self):
        return self.name_th


class Band(models.Model):
    """One level of a scale: the word, the colour and what to do. The bounds are both included, in steps of 0.1."""

    scale = models.ForeignKey(
        BandScale, on_delete=models.CASCADE, related_name="bands", verbose_name=_("เกณฑ์ระดับคุณภาพอากาศ")
    )
    level = models.PositiveSmallIntegerField(_("ระดับ"))
    lower = ThousandthsField(_("ตั้งแต่"), db_column="lower_thousandths")
    upper = ThousandthsField(_("ถึง"), db_column="upper_thousandths", null=True, blank=True)
    name_th = models.CharField(_("ชื่อ"), max_length=100)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=100)
    colour = models.CharField(_("สี"), max_length=7, validators=[RegexValidator(r"^#[0-9a-f]{6}$")])
    colour_name_th = models.CharField(_("ชื่อสี"), max_length=40, blank=True)
    advice_general_th = models.TextField(_("คำแนะนำสำหรับประชาชนทั่วไป"))
    advice_general_en = models.TextField(_("คำแนะนำสำหรับประชาชนทั่วไป ภาษาอังกฤษ"))
    advice_risk_th = models.TextField(_("คำแนะนำสำหรับกลุ่มเสี่ยง"))
    advice_risk_en = models.TextField(_("คำแนะนำสำหรับกลุ่มเสี่ยง ภาษาอังกฤษ"))
    advice_school_th = models.TextField(_("คำแนะนำสำหรับโรงเรียน"))
    advice_school_en = models.TextField(_("คำแนะนำสำหรับโรงเรียน ภาษาอังกฤษ"))

    class Meta:
        verbose_name = _("ระดับคุณภาพอากาศ")
        verbose_name_plural = _("ระดับคุณภาพอากาศ")
        ordering = ["scale", "level"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "level"], name="band_level_unique"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="band_level_known"),
            models.CheckConstraint(
                condition=Q(upper__isnull=True) | Q(upper__gte=F("lower")), name="band_upper_above_lower"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return self.name_en if get_language() == "en" else self.name_th
