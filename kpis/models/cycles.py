"""รอบการประเมิน: the fiscal year, and the rounds in which its results are reported."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.thai.fiscal import fiscal_year_span
from workgroups.models import SourcedModel


class CycleQuerySet(models.QuerySet):
    def real(self):
        """Without demonstration data: what a download, a feed or a harvest may carry."""
        return self.filter(is_demo=False)

    def shown(self):
        """What the public pages list: cycles that are no longer prepared."""
        return self.exclude(status=Cycle.Status.DRAFT)


class Cycle(SourcedModel):
    """One fiscal year, 1 October to 30 September, by its Buddhist number."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("เตรียมรอบ")
        OPEN = "open", _("เปิดรายงาน")
        CLOSED = "closed", _("ปิดรอบแล้ว")

    MOVES = {Status.DRAFT: [Status.OPEN], Status.OPEN: [Status.CLOSED], Status.CLOSED: [Status.OPEN]}

    year_be = models.PositiveSmallIntegerField(_("ปีงบประมาณ พ.ศ."))
    status = models.CharField(_("สถานะ"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    note_th = models.TextField(_("หมายเหตุ"), blank=True)
    indicators = models.ManyToManyField(
        "kpis.Indicator",
        blank=True,
        related_name="cycles",
        verbose_name=_("ตัวชี้วัดที่เอกสารระบุ"),
        help_text=_("ตัวชี้วัดของปีที่ยังไม่ทราบค่าเป้าหมายก็ใส่ได้"),
    )
    checked_at = models.DateTimeField(_("ตรวจค่าจากการตรวจวัดเมื่อ"), null=True, blank=True, editable=False)
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = _("รอบการประเมิน")
        verbose_name_plural = _("รอบการประเมิน")
        ordering = ["-year_be", "is_demo"]
        constraints = [
            models.UniqueConstraint(fields=["year_be", "is_demo"], name="cycle_year_unique"),
            models.CheckConstraint(
                condition=Q(year_be__gte=2540, year_be__lte=2699),
                name="cycle_year_buddhist",
                violation_error_message=_("กรอกปีงบประมาณเป็น พ.ศ. เช่น 2569"),
            ),
        ]

    def __str__(self):
        return _("ปีงบประมาณ พ.ศ. %(year)s") % {"year": self.year_be}

    @property
    def slug(self):
        """How addresses name it: 2569, of a demonstration 2569-demo."""
        return f"{self.year_be}-demo" if self.is_demo else str(self.year_be)

    @property
    def span(self):
        """First and last day."""
        return fiscal_year_span(self.year_be)


class Round(models.Model):
    """A time to report in: for the days from the start of the year to `until`, open from one day to another.

    Reports are due on `due`; after `closes` only a named exception lets one in.
    """

    class Kind(models.TextChoices):
        MONTHS_6 = "m6", _("รอบ 6 เดือน")
        MONTHS_9 = "m9", _("รอบ 9 เดือน")
        MONTHS_12 = "m12", _("รอบ 12 เดือน")
        QUARTER_1 = "q1", _("ไตรมาส 1")
        QUARTER_2 = "q2", _("ไตรมาส 2")
        QUARTER_3 = "q3", _("ไตรมาส 3")
        QUARTER_4 = "q4", _("ไตรมาส 4")

    MONTHS = {"m6": 6, "m9": 9, "m12": 12, "q1": 3, "q2": 6, "q3": 9, "q4": 12}

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="rounds", verbose_name=_("รอบการประเมิน"))
    kind = models.CharField(_("รอบ"), max_length=4, choices=Kind)
    until = models.DateField(_("ผลถึงวันที่"))
    open_from = models.DateField(_("เปิดรายงานวันที่"))
    due = models.DateField(_("กำหนดส่ง"))
    closes = models.DateField(_("ปิดรับวันที่"))

    class Meta:
        verbose_name = _("รอบรายงาน")
        verbose_name_plural = _("รอบรายงาน")
        ordering = ["cycle", "until"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "kind"], name="round_kind_unique"),
            models.UniqueConstraint(fields=["cycle", "until"], name="round_until_unique"),
            models.CheckConstraint(
                condition=Q(open_from__lte=F("due"), due__lte=F("closes")),
                name="round_window",
                violation_error_message=_("เรียงวันให้ถูก: เปิดรายงาน กำหนดส่ง ปิดรับ"),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.cycle}"

    @property
    def first_day(self):
        """The first day that the results are about: values are of the year so far."""
        return self.cycle.span[0]

    def is_open(self, today, closes=None):
        return self.open_from <= today <= (closes or self.closes)

    @property
    def short(self):
        months = self.MONTHS[self.kind]
        if self.kind.startswith("q"):
            return f"Q{self.kind[1]}" if get_language() == "en" else self.get_kind_display()
        return _("%(n)s เดือน") % {"n": months}


class RoundException(models.Model):
    """Why one target may be reported after a round has closed, until when, and who allowed it; append-only."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="exceptions", verbose_name=_("รอบรายงาน"))
    target = models.ForeignKey("kpis.Target", models.PROTECT, related_name="exceptions", verbose_name=_("ค่าเป้าหมาย"))
    until = models.DateField(_("ขยายถึงวันที่"))
    reason_th = models.TextField(_("เหตุผล"), max_length=2000)
    at = models.DateTimeField(_("เมื่อ"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="round_exceptions", verbose_name=_("โดย")
    )
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    class Meta:
        verbose_name = _("การขยายเวลา")
        verbose_name_plural = _("การขยายเวลา")
        ordering = ["round", "target", "-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason_th=""), name="round_exception_has_reason")]

    def __str__(self):
        return f"{self.target} → {self.until}"
