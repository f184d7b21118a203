"""ค่าเป้าหมาย: what a province or a group is to reach in a year, from where, and which agencies answer for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kpis.fields import ValueField
from kpis.models.cycles import Cycle
from kpis.models.indicators import Indicator, IndicatorVersion
from kpis.models.schemes import SchemeLevel, ScoringScheme
from kpis.models.scopes import own, sees_all
from kpis.scoring import Direction, Level, Rule

SHAPES = ["province__outline", "province__zoomed", "province__shape_path", "province__callout_places"]


class TargetQuerySet(models.QuerySet):
    def agreed(self):
        return self.filter(status=Target.Status.AGREED)

    def public(self):
        """Agreed targets of cycles that are no longer prepared."""
        return self.agreed().exclude(cycle__status=Cycle.Status.DRAFT)

    def visible_to(self, user):
        """Public ones, and those of the groups and provinces that `user` serves."""
        if sees_all(user):
            return self
        public = Q(status=Target.Status.AGREED) & ~Q(cycle__status=Cycle.Status.DRAFT)
        return self.filter(public | own(user))

    def served_by(self, user):
        """Targets that `user` may report on as officer or secretary."""
        return self.filter(own(user))

    def real(self):
        """Without demonstration data: what a download, a feed or a harvest may carry."""
        return self.filter(is_demo=False)

    def with_all(self):
        """With what a page says of a target, and what its rule is made of."""
        return self.with_levels().select_related("scheme").prefetch_related("scheme__bands")

    def with_levels(self):
        levels = models.Prefetch("levels", TargetLevel.objects.select_related("level"))
        return self.with_all_but_levels().prefetch_related(levels)

    def with_all_but_levels(self):
        return self.select_related("indicator", "version", "cycle", "province", "group").defer(*SHAPES)


class Target(models.Model):
    """One indicator for one province (or one group without a province) in one fiscal year.

    Draft, then agreed: from then on it changes only by a resolution, and what it was before is kept.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("ร่าง")
        AGREED = "agreed", _("เห็นชอบแล้ว")

    MOVES = {Status.DRAFT: [Status.AGREED], Status.AGREED: []}

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="targets", verbose_name=_("รอบการประเมิน"))
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="targets", verbose_name=_("ตัวชี้วัด"), editable=False
    )
    version = models.ForeignKey(IndicatorVersion, models.PROTECT, related_name="targets", verbose_name=_("นิยามตัวชี้วัด"))
    province = models.ForeignKey(
        "places.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="kpi_targets",
        verbose_name=pgettext_lazy("หนึ่งจังหวัด", "จังหวัด"),
    )
    group = models.ForeignKey(
        "workgroups.Workgroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="kpi_targets",
        verbose_name=pgettext_lazy("หนึ่งคณะ", "คณะทำงาน"),
        help_text=_("คณะที่เจ้าหน้าที่เป็นผู้รายงาน เว้นว่างเมื่อใช้คณะทำงานของจังหวัด"),
    )
    scheme = models.ForeignKey(ScoringScheme, models.PROTECT, related_name="targets", verbose_name=_("เกณฑ์การให้คะแนน"))
    baseline_value = ValueField(_("ข้อมูลพื้นฐาน"), null=True, blank=True)
    baseline_year_be = models.PositiveSmallIntegerField(_("ปีฐาน พ.ศ."), null=True, blank=True)
    baseline_source_th = models.CharField(_("ที่มาของข้อมูลพื้นฐาน"), max_length=300, blank=True)
    is_assessable = models.BooleanField(_("ประเมินได้"), default=True)
    not_assessable_th = models.CharField(_("เหตุที่ยังประเมินไม่ได้"), max_length=500, blank=True)
    assessable_from_be = models.PositiveSmallIntegerField(_("ประเมินได้ตั้งแต่ปีงบประมาณ พ.ศ."), null=True, blank=True)
    status = models.CharField(_("สถานะ"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    agreed_on = models.DateField(_("เห็นชอบเมื่อ"), null=True, blank=True, editable=False)
    resolution = models.ForeignKey(
        "agendas.Resolution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="kpi_targets",
        verbose_name=_("กำหนดโดยมติ"),
    )
    activities = models.ManyToManyField(
        "plans.Activity", blank=True, related_name="kpi_targets", verbose_name=_("กิจกรรมที่เกี่ยวข้อง")
    )
    note_th = models.TextField(_("หมายเหตุ"), blank=True)
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("ค่าเป้าหมาย")
        verbose_name_plural = _("ค่าเป้าหมาย")
        ordering = ["cycle", "indicator", "province", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "indicator", "province"],
                condition=Q(province__isnull=False),
                name="target_of_province_once",
                violation_error_message=_("จังหวัดนี้มีค่าเป้าหมายของตัวชี้วัดนี้ในปีนี้แล้ว แก้รายการเดิม"),
            ),
            models.UniqueConstraint(
                fields=["cycle", "indicator", "group"],
                condition=Q(province__isnull=True),
                name="target_of_group_once",
                violation_error_message=_("คณะทำงานนี้มีค่าเป้าหมายของตัวชี้วัดนี้ในปีนี้แล้ว แก้รายการเดิม"),
            ),
            models.CheckConstraint(
                condition=Q(province__isnull=False) | Q(group__isnull=False),
                name="target_has_place",
                violation_error_message=_("เลือกจังหวัดหรือคณะทำงานที่ค่าเป้าหมายนี้เป็นของ"),
            ),
            models.CheckConstraint(
                condition=Q(is_assessable=True, not_assessable_th="")
                | Q(is_assessable=False) & ~Q(not_assessable_th=""),
                name="target_says_why_not",
                violation_error_message=_("ยังประเมินไม่ได้ต้องบอกเหตุ และประเมินได้ต้องไม่มีเหตุค้างอยู่"),
            ),
            models.CheckConstraint(
                condition=Q(baseline_value__isnull=True) | Q(baseline_year_be__isnull=False),
                name="target_baseline_dated",
                violation_error_message=_("ข้อมูลพื้นฐานต้องระบุปีฐาน"),
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(agreed_on__isnull=False), name="target_agreed_dated"
            ),
        ]

    def __str__(self):
        return f"{self.indicator} · {self.place}"

    def get_absolute_url(self):
        return reverse("kpis:target", args=[self.indicator.code, self.place.slug]) + f"?year={self.cycle.slug}"

    @property
    def place(self):
        """Whose target it is: a Province or a Workgroup, which both have a name."""
        return self.province or self.group

    @property
    def is_agreed(self):
        return self.status == self.Status.AGREED

    def rule(self):
        """The Rule by which values are scored, of levels that have a threshold. Needs `with_all` in a list."""
        uses_baseline = self.scheme.below_min == ScoringScheme.BelowMin.FROM_BASELINE
        return Rule(
            direction=Direction(self.version.direction),
            levels=tuple(row.as_level() for row in self.levels.all()),
            is_linear=self.scheme.is_linear,
            baseline=self.baseline_value if uses_baseline else None,
            cap=self.scheme.cap,
            rounding=self.scheme.rounding,
            digits=self.scheme.digits,
            bands=self.scheme.band_rules(),
        )


class TargetLevel(models.Model):
    """What must be reached for one level of the scale. `upper` only where the value is to lie in a range."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="levels", verbose_name=_("ค่าเป้าหมาย"))
    level = models.ForeignKey(SchemeLevel, models.PROTECT, related_name="target_levels", verbose_name=_("ระดับ"))
    threshold = ValueField(_("ค่าที่ต้องถึง"))
    upper = ValueField(_("ไม่เกิน"), null=True, blank=True)
    text_th = models.CharField(_("ขั้นตอน"), max_length=300, blank=True, help_text=_("สำหรับขั้นตอนความสำเร็จ"))

    class Meta:
        verbose_name = _("ระดับของค่าเป้าหมาย")
        verbose_name_plural = _("ระดับของค่าเป้าหมาย")
        ordering = ["target", "level__score"]
        constraints = [
            models.UniqueConstraint(fields=["target", "level"], name="target_level_once"),
            models.UniqueConstraint(
                fields=["target", "threshold"],
                name="target_threshold_distinct",
                violation_error_message=_("แต่ละระดับต้องมีค่าต่างกัน"),
            ),
        ]

    def __str__(self):
        return f"{self.level.code}: {self.threshold}"

    def as_level(self):
        return Level(self.level.code, self.level.score, self.threshold, self.upper)


class Owner(models.Model):
    """An agency that answers for a target. All of a target's owners share its one report."""

    class Role(models.TextChoices):
        LEAD = "lead", _("หน่วยงานเจ้าภาพ")
        CO = "co", _("หน่วยงานร่วมรับผิดชอบ")
        SUPPORT = "support", _("หน่วยงานสนับสนุน")

    target = models.ForeignKey(Target, models.CASCADE, related_name="owners", verbose_name=_("ค่าเป้าหมาย"))
    agency = models.ForeignKey(
        "workgroups.Agency", models.PROTECT, related_name="kpi_ownerships", verbose_name=_("หน่วยงาน")
    )
    role = models.CharField(_("บทบาท"), max_length=8, choices=Role, default=Role.LEAD)
    weight = models.DecimalField(
        _("น้ำหนัก"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("น้ำหนักของตัวชี้วัดทั้งหมดของหน่วยงานในปีนี้รวมกันต้องได้ 100"),
    )

    class Meta:
        verbose_name = _("หน่วยงานผู้รับผิดชอบ")
        verbose_name_plural = _("หน่วยงานผู้รับผิดชอบ")
        ordering = ["target", "role", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["target", "agency"], name="owner_once"),
            models.UniqueConstraint(
                fields=["target"],
                condition=Q(role="lead"),
                name="owner_one_lead",
                violation_error_message=_("มีหน่วยงานเจ้าภาพได้หน่วยเดียว"),
            ),
            models.CheckConstraint(
                condition=Q(weight__isnull=True) | Q(weight__gt=0, weight__lte=100),
                name="owner_weight_range",
                violation_error_message=_("กรอกน้ำหนักมากกว่า 0 ถึง 100 หรือเว้นว่าง"),
            ),
        ]

    def __str__(self):
        return f"{self.agency} ({self.get_role_display()})"


class TargetAmendment(models.Model):
    """What an agreed target was before a resolution changed it; append-only."""

    target = models.ForeignKey(Target, models.PROTECT, related_name="amendments", verbose_name=_("ค่าเป้าหมาย"))
    resolution = models.ForeignKey(
        "agendas.Resolution", models.PROTECT, related_name="target_amendments", verbose_name=_("แก้ไขโดยมติ")
    )
    reason_th = models.TextField(_("เหตุผล"), max_length=2000)
    before = models.JSONField(_("เดิม"), default=dict)
    after = models.JSONField(_("ใหม่"), default=dict)
    at = models.DateTimeField(_("เมื่อ"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="target_amendments", verbose_name=_("โดย")
    )
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    class Meta:
        verbose_name = _("การแก้ไขค่าเป้าหมาย")
        verbose_name_plural = _("การแก้ไขค่าเป้าหมาย")
        ordering = ["target", "at", "pk"]

    def __str__(self):
        return f"{self.target} ({self.at:%Y-%m-%d})"
