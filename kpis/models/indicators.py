"""ตัวชี้วัด: what is measured and how. A definition changes by a new version, so that old targets keep theirs."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.thai.models import NamedModel
from kpis.scoring import Direction as ScoringDirection
from workgroups.models import SourcedModel

# Words that stand in addresses where a code could: /kpis/matrix/ and so on
RESERVED_CODES = ["matrix", "reports", "cycles", "imports", "documents", "provinces"]


class IndicatorQuerySet(models.QuerySet):
    def real(self):
        """Without demonstration data: what a download, a feed or a harvest may carry."""
        return self.filter(is_demo=False)


class Indicator(NamedModel):
    """A thing to measure, under its name of today; how it is measured stands in its versions."""

    class Stage(models.TextChoices):
        OUTPUT = "output", _("ผลผลิต")
        OUTCOME = "outcome", _("ผลลัพธ์")
        IMPACT = "impact", _("ผลกระทบ")

    code = models.SlugField(_("รหัสในที่อยู่เว็บ"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("ลำดับ"), default=1)
    short_th = models.CharField(_("ชื่อสั้น"), max_length=60, blank=True, help_text=_("ใช้เป็นหัวตาราง"))
    short_en = models.CharField(_("ชื่อสั้นภาษาอังกฤษ"), max_length=60, blank=True)
    is_joint = models.BooleanField(_("ตัวชี้วัดร่วม (Joint KPI)"), default=False)
    stage = models.CharField(_("ขั้นของผล"), max_length=10, choices=Stage, default=Stage.OUTCOME)
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta(NamedModel.Meta):
        verbose_name = _("ตัวชี้วัด")
        verbose_name_plural = _("ตัวชี้วัด")
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(code__in=RESERVED_CODES),
                name="indicator_code_not_reserved",
                violation_error_message=_("รหัสนี้สงวนไว้ เลือกรหัสอื่น"),
            )
        ]

    def get_absolute_url(self):
        return reverse("kpis:indicator", args=[self.code])

    def search_parts(self):
        return [*super().search_parts(), self.code, self.short_th, self.short_en]

    @property
    def heading_th(self):
        return self.short_th or self.name_th

    @property
    def heading_en(self):
        return self.short_en or self.name_en


class IndicatorVersion(SourcedModel):
    """One definition. `kpis.services.indicators` refuses to change it once a target cites it."""

    class Direction(models.TextChoices):
        UP = ScoringDirection.UP.value, _("ยิ่งมากยิ่งดี")
        DOWN = ScoringDirection.DOWN.value, _("ยิ่งน้อยยิ่งดี")
        IN_RANGE = ScoringDirection.IN_RANGE.value, _("อยู่ในช่วงจึงดี")

    class Aggregation(models.TextChoices):
        LAST = "last", _("ค่าล่าสุดของรอบ")
        SUM = "sum", _("ผลรวมสะสมตั้งแต่ต้นปี")
        MEAN = "mean", _("ค่าเฉลี่ยตั้งแต่ต้นปี")
        RATIO = "ratio", _("ร้อยละ (ตัวตั้งหารตัวหาร คูณ 100)")

    class Measure(models.TextChoices):
        """What of the air the value is, where it is computed from readings."""

        ANNUAL_MEAN = "annual_mean", _("ค่าเฉลี่ย PM2.5 ทั้งปี")
        DAYS_ABOVE = "days_above", _("จำนวนวันที่เกินค่ามาตรฐาน")
        GOOD_DAYS_SHARE = "good_days_share", _("ร้อยละของวันที่ไม่เกินค่ามาตรฐาน")
        HOTSPOTS = "hotspots", _("จำนวนจุดความร้อน")
        BURNT_AREA = "burnt_area", _("พื้นที่เผาที่บันทึกไว้ (ไร่)")

    OF_STATIONS = (Measure.ANNUAL_MEAN, Measure.DAYS_ABOVE, Measure.GOOD_DAYS_SHARE)

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="versions", verbose_name=_("ตัวชี้วัด"))
    number = models.PositiveSmallIntegerField(_("นิยามฉบับที่"), default=1)
    definition_th = models.TextField(_("นิยาม"), blank=True)
    definition_en = models.TextField(_("นิยามภาษาอังกฤษ"), blank=True)
    formula_th = models.TextField(_("สูตรคำนวณ"), blank=True)
    formula_en = models.TextField(_("สูตรคำนวณภาษาอังกฤษ"), blank=True)
    rationale_th = models.TextField(_("เหตุผลที่ใช้ตัวชี้วัดนี้"), blank=True)
    data_source_th = models.CharField(_("แหล่งข้อมูลของค่า"), max_length=300, blank=True)
    evidence_th = models.CharField(_("หลักฐานที่ต้องแนบ"), max_length=300, blank=True)
    unit_th = models.CharField(_("หน่วย"), max_length=60, blank=True)
    unit_en = models.CharField(_("หน่วยภาษาอังกฤษ"), max_length=60, blank=True)
    decimals = models.PositiveSmallIntegerField(_("ทศนิยม"), default=0, validators=[MaxValueValidator(4)])
    direction = models.CharField(_("ทิศทาง"), max_length=8, choices=Direction)
    aggregation = models.CharField(_("การรวมค่าในปี"), max_length=8, choices=Aggregation, default=Aggregation.LAST)
    measure = models.CharField(
        _("คำนวณจากค่าที่วัดได้"),
        max_length=20,
        choices=Measure,
        blank=True,
        help_text=_("เว้นว่างเมื่อหน่วยงานกรอกค่าเอง"),
    )
    min_completeness = models.PositiveSmallIntegerField(
        _("ข้อมูลต้องครบอย่างน้อย (ร้อยละของวัน)"), default=75, validators=[MaxValueValidator(100)]
    )
    change_th = models.TextField(_("สิ่งที่เปลี่ยนจากฉบับก่อน"), blank=True)
    breaks_series = models.BooleanField(_("เทียบกับฉบับก่อนไม่ได้"), default=False, help_text=_("กราฟจะแสดงเส้นแบ่งวิธีวัด"))

    class Meta:
        verbose_name = _("นิยามตัวชี้วัด")
        verbose_name_plural = _("นิยามตัวชี้วัด")
        ordering = ["indicator", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="indicator_version_unique"),
            models.CheckConstraint(condition=Q(decimals__lte=4), name="indicator_version_decimals"),
            models.CheckConstraint(condition=Q(min_completeness__lte=100), name="indicator_version_completeness"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(change_th=""),
                name="indicator_version_says_change",
                violation_error_message=_("บอกสิ่งที่เปลี่ยนจากฉบับก่อน"),
            ),
        ]

    def __str__(self):
        return _("%(name)s (นิยามฉบับที่ %(number)s)") % {"name": self.indicator, "number": self.number}

    @property
    def is_measured(self):
        return bool(self.measure)
