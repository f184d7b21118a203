"""How scores are made: scales, interpolation, cap, rounding and bands, as versioned data. A change is a new version."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kpis.scoring import BandRule
from workgroups.models import SourcedModel


class ScoringScheme(SourcedModel):
    """One version of a scale. Once a target uses it, it stays as it is."""

    class Kind(models.TextChoices):
        LEVELS = "levels", _("ระดับ 50 75 100")
        FIVE = "five", _("ระดับ 1 ถึง 5")
        MILESTONES = "milestones", _("ขั้นตอนความสำเร็จ")

    class Interpolation(models.TextChoices):
        LINEAR = "linear", _("เทียบตามสัดส่วนระหว่างระดับ")
        NONE = "none", _("ได้คะแนนตามระดับที่ถึง")

    class BelowMin(models.TextChoices):
        ZERO = "zero", _("ต่ำกว่าระดับแรกได้ 0")
        FROM_BASELINE = "from_baseline", _("เทียบตามสัดส่วนจากข้อมูลพื้นฐาน")

    class Rounding(models.TextChoices):
        HALF_UP = "half_up", _("ครึ่งปัดขึ้น")
        HALF_EVEN = "half_even", _("ครึ่งปัดเข้าหาเลขคู่")
        DOWN = "down", _("ปัดทิ้ง")

    code = models.SlugField(_("รหัส"), max_length=40)
    version = models.PositiveSmallIntegerField(_("ฉบับที่"), default=1)
    name_th = models.CharField(_("ชื่อ"), max_length=200)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=200, blank=True)
    kind = models.CharField(_("ประเภท"), max_length=10, choices=Kind)
    interpolation = models.CharField(_("ระหว่างระดับ"), max_length=10, choices=Interpolation)
    below_min = models.CharField(_("ไม่ถึงระดับแรก"), max_length=14, choices=BelowMin, default=BelowMin.ZERO)
    cap = models.DecimalField(_("คะแนนสูงสุด"), max_digits=6, decimal_places=2, default=100)
    rounding = models.CharField(_("การปัดเศษ"), max_length=10, choices=Rounding, default=Rounding.HALF_UP)
    digits = models.PositiveSmallIntegerField(_("ทศนิยมของคะแนน"), default=2, validators=[MaxValueValidator(2)])
    note_th = models.TextField(_("หมายเหตุ"), blank=True)

    class Meta:
        verbose_name = _("เกณฑ์การให้คะแนน")
        verbose_name_plural = _("เกณฑ์การให้คะแนน")
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="scheme_version_unique"),
            models.CheckConstraint(condition=Q(cap__gt=0), name="scheme_cap_positive"),
            models.CheckConstraint(condition=Q(digits__lte=2), name="scheme_digits"),
        ]

    def __str__(self):
        return _("%(name)s (ฉบับที่ %(version)s)") % {"name": self.name_th, "version": self.version}

    @property
    def is_linear(self):
        return self.interpolation == self.Interpolation.LINEAR

    def band_rules(self):
        """Prefetch `bands` for a list."""
        return tuple(BandRule(band.key, band.least) for band in self.bands.all())


class SchemeLevel(models.Model):
    """What a level of the scale is called and how much it gives."""

    scheme = models.ForeignKey(ScoringScheme, models.CASCADE, related_name="levels", verbose_name=_("เกณฑ์การให้คะแนน"))
    code = models.CharField(_("ระดับ"), max_length=10)
    score = models.DecimalField(_("คะแนน"), max_digits=6, decimal_places=2)
    name_th = models.CharField(_("ชื่อ"), max_length=100, blank=True)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("ระดับของเกณฑ์")
        verbose_name_plural = _("ระดับของเกณฑ์")
        ordering = ["scheme", "score"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="scheme_level_code_unique"),
            models.UniqueConstraint(fields=["scheme", "score"], name="scheme_level_score_unique"),
            models.CheckConstraint(condition=Q(score__gte=0), name="scheme_level_score_not_negative"),
        ]

    def __str__(self):
        return f"{self.code} {self.name_th}".strip()


class SchemeBand(models.Model):
    """A band of scores, from `least` up to the next: how a score is coloured and called."""

    scheme = models.ForeignKey(ScoringScheme, models.CASCADE, related_name="bands", verbose_name=_("เกณฑ์การให้คะแนน"))
    key = models.SlugField(_("รหัส"), max_length=20)
    least = models.DecimalField(_("ตั้งแต่"), max_digits=6, decimal_places=2)
    name_th = models.CharField(_("ชื่อ"), max_length=100)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=100, blank=True)
    tone = models.PositiveSmallIntegerField(_("สีของช่อง (1 ต่ำสุด ถึง 4 สูงสุด)"))

    class Meta:
        verbose_name = _("ช่วงคะแนน")
        verbose_name_plural = _("ช่วงคะแนน")
        ordering = ["scheme", "least"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "key"], name="scheme_band_key_unique"),
            models.UniqueConstraint(fields=["scheme", "least"], name="scheme_band_least_unique"),
            models.CheckConstraint(condition=Q(tone__gte=1, tone__lte=4), name="scheme_band_tone"),
        ]

    def __str__(self):
        return self.name_th
