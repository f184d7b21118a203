"""กิจกรรม: who does what where and by when, and the milestones by which one can see how far it is."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plans.models.plans import Plan
from plans.models.scopes import written_groups
from workgroups.permissions import is_secretariat

MOST_MONEY = Decimal("999999999999.99")
MOST = Decimal("9999999999.99")


class ActivityQuerySet(models.QuerySet):
    def public(self):
        return self.exclude(plan__status=Plan.Status.DRAFT)

    def visible_to(self, user):
        """Those of plans that `user` may see."""
        if is_secretariat(user):
            return self
        return self.filter(~Q(plan__status=Plan.Status.DRAFT) | Q(plan__group__in=written_groups(user)))

    def real(self):
        """Without demonstration data: what a download, a feed or a harvest may carry."""
        return self.filter(plan__is_demo=False, plan__group__is_demo=False)

    def standing(self):
        """Not stopped for good."""
        return self.exclude(override=Activity.Status.CANCELLED)

    def with_plan(self):
        """Each with its plan, group, province and lead, and the milestones that tell how far it is: two queries."""
        return (
            self.select_related("plan__group__province", "lead")
            .defer(
                "plan__group__province__outline",
                "plan__group__province__zoomed",
                "plan__group__province__shape_path",
            )
            .prefetch_related("milestones")
        )


class Activity(models.Model):
    """One activity. `number` counts within the plan (its address). Lateness and, but for an override, the status are
    derived from the milestones: see `plans.standing`."""

    class Kind(models.TextChoices):
        ACTIVITY = "activity", _("กิจกรรม")
        PROJECT = "project", _("โครงการ")
        ENFORCEMENT = "enforcement", _("การบังคับใช้กฎหมาย")
        REWARD = "reward", _("รางวัลพื้นที่ไม่เผา")

    class Status(models.TextChoices):
        PLANNED = "planned", _("ยังไม่เริ่ม")
        GOING = "going", _("กำลังดำเนินการ")
        REPORTED_DONE = "reported_done", _("รายงานว่าแล้วเสร็จ (รอตรวจสอบ)")
        DONE = "done", _("แล้วเสร็จ (ตรวจสอบแล้ว)")
        SUSPENDED = "suspended", _("พักไว้")
        CANCELLED = "cancelled", _("ยุติกิจกรรม")

    # What an officer may say instead of the milestones; "done" comes from milestones that somebody else checked
    OVERRIDES = (Status.PLANNED, Status.GOING, Status.SUSPENDED, Status.CANCELLED)

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="activities", verbose_name=_("แผนปฏิบัติการ"))
    number = models.PositiveSmallIntegerField(_("ลำดับในแผน"), editable=False)
    kind = models.CharField(_("ประเภท"), max_length=12, choices=Kind, default=Kind.ACTIVITY)
    title_th = models.CharField(_("ชื่อกิจกรรม"), max_length=300)
    title_en = models.CharField(_("ชื่อกิจกรรมภาษาอังกฤษ"), max_length=300, blank=True)
    detail_th = models.TextField(_("รายละเอียด"), max_length=5000, blank=True)
    resolution = models.ForeignKey(
        "agendas.Resolution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("มาจากมติ"),
    )
    action = models.ForeignKey(
        "agendas.Action",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("มาจากงานที่มอบหมาย"),
    )
    origin_note_th = models.CharField(
        _("ที่มาอื่น"), max_length=500, blank=True, help_text=_("ใส่เมื่อไม่ได้มาจากมติหรืองานที่มอบหมาย เช่น แผนพัฒนาจังหวัด")
    )
    serves = models.ManyToManyField("plans.FrameItem", blank=True, related_name="activities", verbose_name=_("สนองต่อ"))
    lead = models.ForeignKey(
        "workgroups.Agency", models.PROTECT, related_name="led_activities", verbose_name=_("หน่วยงานรับผิดชอบหลัก")
    )
    supporting = models.ManyToManyField(
        "workgroups.Agency", blank=True, related_name="supported_activities", verbose_name=_("หน่วยงานสนับสนุน")
    )
    districts = models.ManyToManyField(
        "places.District",
        blank=True,
        related_name="activities",
        verbose_name=_("อำเภอ"),
        help_text=_("ไม่เลือก = ทั้งจังหวัด"),
    )
    starts = models.DateField(_("เริ่ม"))
    ends = models.DateField(_("สิ้นสุด"))
    budget = models.DecimalField(
        _("งบประมาณ (บาท)"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_MONEY)],
        help_text=_("เว้นว่างเมื่อยังไม่ทราบ ใส่ 0 เมื่อไม่ใช้งบประมาณ"),
    )
    budget_source_th = models.CharField(_("แหล่งงบประมาณ"), max_length=200, blank=True)
    output_th = models.CharField(_("ผลผลิต"), max_length=500, help_text=_("สิ่งที่นับได้เมื่อทำเสร็จ"))
    unit_th = models.CharField(_("หน่วยนับ"), max_length=60, blank=True, help_text=_("เช่น ครั้ง ราย หมู่บ้าน"))
    planned = models.DecimalField(
        _("จำนวนตามแผน"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(MOST)],
    )
    actual = models.DecimalField(
        _("จำนวนที่ทำได้"), max_digits=12, decimal_places=2, null=True, blank=True, editable=False
    )
    spent = models.DecimalField(_("เบิกจ่ายแล้ว (บาท)"), max_digits=14, decimal_places=2, null=True, editable=False)
    override = models.CharField(_("สถานะที่กำหนดเอง"), max_length=14, choices=Status, blank=True, editable=False)
    override_reason_th = models.CharField(_("เหตุผลที่กำหนดสถานะเอง"), max_length=500, blank=True, editable=False)
    late_reason_th = models.CharField(_("เหตุที่ล่าช้า"), max_length=500, blank=True, editable=False)
    reported_on = models.DateField(_("รายงานล่าสุด"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    unaudited_fields = ("version",)
    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("กิจกรรม")
        verbose_name_plural = _("กิจกรรม")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="activity_number_unique"),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="activity_period",
                violation_error_message=_("วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"),
            ),
            models.CheckConstraint(
                condition=(Q(budget__isnull=True) | Q(budget__gte=0, budget__lte=MOST_MONEY))
                & (Q(spent__isnull=True) | Q(spent__gte=0, spent__lte=MOST_MONEY)),
                name="activity_money",
                violation_error_message=_("จำนวนเงินต้องไม่ติดลบ"),
            ),
            models.CheckConstraint(
                condition=(Q(planned__isnull=True) | Q(planned__gte=0, planned__lte=MOST))
                & (Q(actual__isnull=True) | Q(actual__gte=0, actual__lte=MOST)),
                name="activity_numbers",
                violation_error_message=_("จำนวนต้องไม่ติดลบ"),
            ),
            models.CheckConstraint(
                condition=Q(planned__isnull=True) | ~Q(unit_th=""),
                name="activity_planned_in_units",
                violation_error_message=_("ใส่หน่วยนับของจำนวนตามแผน เช่น ครั้ง"),
            ),
            models.CheckConstraint(
                condition=Q(override="") | ~Q(override_reason_th=""), name="activity_override_reasoned"
            ),
            models.CheckConstraint(
                condition=Q(override__in=["", "planned", "going", "suspended", "cancelled"]),
                name="activity_override_known",
            ),
        ]

    def __str__(self):
        return self.title_th

    def get_absolute_url(self):
        return reverse("plans:activity", args=[self.plan.group.slug, self.plan.fiscal_year, self.number])

    @property
    def title(self):
        return self.title_en if self.title_en and get_language() == "en" else self.title_th

    @property
    def has_origin(self):
        return bool(self.resolution_id or self.action_id or self.origin_note_th)

    @property
    def counts(self):
        """Whether it is measured by a number."""
        return self.planned is not None or self.actual is not None


class Milestone(models.Model):
    """A point in time by which something can be seen; reported done by one person and checked by another."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="milestones", verbose_name=_("กิจกรรม"))
    title_th = models.CharField(_("สิ่งที่จะแล้วเสร็จ"), max_length=300)
    due = models.DateField(_("กำหนดแล้วเสร็จ"))
    done_on = models.DateField(_("แล้วเสร็จเมื่อ"), null=True, blank=True, editable=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="reported_milestones", editable=False
    )
    checked_on = models.DateField(_("ตรวจสอบเมื่อ"), null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="checked_milestones", editable=False
    )

    class Meta:
        verbose_name = _("หลักหมายของกิจกรรม")
        verbose_name_plural = _("หลักหมายของกิจกรรม")
        ordering = ["activity", "due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True) | Q(done_on__isnull=False), name="milestone_done_before_checked"
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | Q(reported_by__isnull=True) | ~Q(checked_by=F("reported_by")),
                name="milestone_checked_by_another",
                violation_error_message=_("ผู้รายงานตรวจสอบงานของตนเองไม่ได้ ให้ผู้อื่นตรวจสอบ"),
            ),
        ]

    def __str__(self):
        return self.title_th

    @property
    def is_done(self):
        return self.done_on is not None

    @property
    def is_checked(self):
        return self.checked_on is not None
