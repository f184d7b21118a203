"""แผนปฏิบัติการ: what a group promises to do in one fiscal year."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from foundation.thai.fiscal import fiscal_year_span
from plans.models.scopes import written_groups
from workgroups.models.sources import SourcedModel
from workgroups.permissions import is_secretariat

FIRST_YEAR, LAST_YEAR = 2540, 2640


class PlanQuerySet(models.QuerySet):
    def public(self):
        """Everything but drafts."""
        return self.exclude(status=Plan.Status.DRAFT)

    def visible_to(self, user):
        """Public ones, and the drafts of the groups whose plans `user` writes."""
        if is_secretariat(user):
            return self
        return self.filter(~Q(status=Plan.Status.DRAFT) | Q(group__in=written_groups(user)))

    def written_by(self, user):
        return self if is_secretariat(user) else self.filter(group__in=written_groups(user))

    def real(self):
        """Without demonstration data: what a download, a feed or a harvest may carry."""
        return self.filter(is_demo=False, group__is_demo=False)

    def with_group(self):
        return self.select_related("group__province").defer(
            "group__province__outline", "group__province__zoomed", "group__province__shape_path"
        )


class Plan(SourcedModel):
    """One plan of a group for a fiscal year (พ.ศ.). What happened to it is in the audit chain."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("ร่าง")
        CONSULTED = "consulted", _("รับฟังความเห็นแล้ว")
        APPROVED = "approved", pgettext_lazy("แผน", "เห็นชอบแล้ว")
        IN_FORCE = "in_force", _("มีผลใช้")
        CLOSED = "closed", pgettext_lazy("แผน", "สิ้นสุด")

    MOVES = {
        Status.DRAFT: [Status.CONSULTED],
        Status.CONSULTED: [Status.DRAFT, Status.APPROVED],
        Status.APPROVED: [Status.IN_FORCE],
        Status.IN_FORCE: [Status.CLOSED],
        Status.CLOSED: [],
    }
    # Until the resolution the plan is written freely; after it every change has a reason
    OPEN = (Status.DRAFT, Status.CONSULTED)
    DECIDED = (Status.APPROVED, Status.IN_FORCE, Status.CLOSED)

    group = models.ForeignKey(
        "workgroups.Workgroup", models.PROTECT, related_name="plans", verbose_name=pgettext_lazy("หนึ่งคณะ", "คณะทำงาน")
    )
    fiscal_year = models.PositiveSmallIntegerField(_("ปีงบประมาณ พ.ศ."), help_text=_("เช่น 2570"))
    title_th = models.CharField(_("ชื่อแผน"), max_length=300)
    title_en = models.CharField(_("ชื่อแผนภาษาอังกฤษ"), max_length=300, blank=True)
    summary_th = models.TextField(_("สาระสำคัญของแผน"), max_length=5000, blank=True)
    status = models.CharField(_("สถานะ"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    consulted_on = models.DateField(_("รับฟังความเห็นเมื่อ"), null=True, blank=True, editable=False)
    consulted_note_th = models.TextField(_("รับฟังจากใคร อย่างไร"), max_length=3000, blank=True, editable=False)
    approved_by = models.ForeignKey(
        "agendas.Resolution",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="approved_plans",
        verbose_name=_("เห็นชอบโดยมติ"),
    )
    approved_on = models.DateField(_("เห็นชอบเมื่อ"), null=True, blank=True, editable=False)
    in_force_on = models.DateField(_("มีผลใช้เมื่อ"), null=True, blank=True, editable=False)
    closed_on = models.DateField(_("สิ้นสุดเมื่อ"), null=True, blank=True, editable=False)
    closing_note_th = models.TextField(_("สรุปเมื่อสิ้นสุดแผน"), max_length=5000, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="created_plans", editable=False
    )
    created_at = models.DateTimeField(_("สร้างเมื่อ"), default=timezone.now, editable=False)
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    unaudited_fields = ("version",)
    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("แผนปฏิบัติการ")
        verbose_name_plural = _("แผนปฏิบัติการ")
        ordering = ["-fiscal_year", "group", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "fiscal_year"],
                name="plan_one_a_year",
                violation_error_message=_("คณะทำงานนี้มีแผนของปีงบประมาณนี้แล้ว เปิดแผนเดิมแล้วแก้ไข"),
            ),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=FIRST_YEAR, fiscal_year__lte=LAST_YEAR),
                name="plan_year_be",
                violation_error_message=_("ใส่ปีงบประมาณเป็น พ.ศ. เช่น 2570"),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "consulted"])
                | Q(approved_by__isnull=False, approved_on__isnull=False),
                name="plan_approved_by_resolution",
                violation_error_message=_("แผนที่เห็นชอบแล้วต้องระบุมติที่เห็นชอบ"),
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | (Q(closed_on__isnull=False) & ~Q(closing_note_th="")),
                name="plan_closed_with_summary",
            ),
        ]

    def __str__(self):
        return f"{self.title_th} ({self.fiscal_year})"

    def get_absolute_url(self):
        return reverse("plans:plan", args=[self.group.slug, self.fiscal_year])

    @property
    def title(self):
        return self.title_en if self.title_en and get_language() == "en" else self.title_th

    @property
    def span(self):
        """First and last day of the fiscal year: every activity lies within."""
        return fiscal_year_span(self.fiscal_year)

    @property
    def is_open(self):
        """Whether it may be written without saying why."""
        return self.status in self.OPEN

    @property
    def is_closed(self):
        return self.status == self.Status.CLOSED

    @property
    def shows_demo(self):
        return self.is_demo or self.group.is_demo
