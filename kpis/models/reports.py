"""รายงานผลตัวชี้วัด: one report for each target and round, who looked at it, and the scores it was given."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpis.fields import ValueField
from kpis.models.cycles import Round
from kpis.models.machine import MachineValue
from kpis.models.scopes import own, sees_all
from kpis.models.targets import Target


class ReportQuerySet(models.QuerySet):
    def published(self):
        """Reports of which a result has been published, corrected ones among them."""
        return self.filter(published_score__isnull=False)

    def visible_to(self, user):
        """Published ones, and those of the groups and provinces that `user` serves."""
        return self if sees_all(user) else self.filter(Q(published_score__isnull=False) | own(user, "target__"))

    def open_to(self, user):
        """Those that `user` may read as they stand now, before publication too."""
        return self if sees_all(user) else self.filter(own(user, "target__"))

    def real(self):
        """Without demonstration data: what a download, a feed or a harvest may carry."""
        return self.filter(target__is_demo=False)

    def with_all(self):
        related = [
            *("target__indicator", "target__version", "target__cycle", "target__scheme", "target__province"),
            *("target__group", "round__cycle", "machine", "score", "published_score", "reported_by"),
        ]
        shapes = ["outline", "zoomed", "shape_path", "callout_places"]
        rows = self.select_related(*related).defer(*(f"target__province__{name}" for name in shapes))
        return rows.prefetch_related("target__levels__level", "target__scheme__bands", "target__scheme__levels")


class Report(models.Model):
    """What was reached by the end of a round. All owners of the target share it.

    `revision` counts the times it was handed in. `published_score` is what the public sees; it stays until a corrected
    report is published.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("ร่าง")
        SUBMITTED = "submitted", _("ส่งแล้ว รอตรวจ")
        RETURNED = "returned", _("ส่งกลับให้แก้ไข")
        APPROVED = "approved", _("จังหวัดเห็นชอบแล้ว")
        ACCEPTED = "accepted", _("สำนักงาน ก.พ.ร. รับรองผลแล้ว")
        PUBLISHED = "published", _("เผยแพร่แล้ว")

    MOVES = {
        Status.DRAFT: [Status.SUBMITTED],
        Status.SUBMITTED: [Status.RETURNED, Status.APPROVED],
        Status.RETURNED: [Status.SUBMITTED],
        Status.APPROVED: [Status.RETURNED, Status.ACCEPTED],
        Status.ACCEPTED: [Status.RETURNED, Status.PUBLISHED],
        Status.PUBLISHED: [Status.RETURNED],
    }
    WRITABLE = (Status.DRAFT, Status.RETURNED)

    target = models.ForeignKey(Target, models.PROTECT, related_name="reports", verbose_name=_("ค่าเป้าหมาย"))
    round = models.ForeignKey(Round, models.PROTECT, related_name="reports", verbose_name=_("รอบรายงาน"))
    status = models.CharField(_("สถานะ"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    revision = models.PositiveSmallIntegerField(_("ส่งครั้งที่"), default=0, editable=False)
    value = ValueField(_("ผลการดำเนินงาน"), null=True, blank=True)
    numerator = ValueField(_("ตัวตั้ง"), null=True, blank=True)
    denominator = ValueField(_("ตัวหาร"), null=True, blank=True)
    is_assessable = models.BooleanField(_("ประเมินได้"), default=True)
    not_assessable_th = models.CharField(_("เหตุที่ยังประเมินไม่ได้"), max_length=500, blank=True)
    assessable_from_be = models.PositiveSmallIntegerField(_("ประเมินได้ตั้งแต่ปีงบประมาณ พ.ศ."), null=True, blank=True)
    difference_th = models.TextField(_("เหตุที่ต่างจากค่าที่คำนวณ"), max_length=2000, blank=True)
    narrative_th = models.TextField(_("ผลการดำเนินงานโดยสรุป"), max_length=5000, blank=True)
    obstacle_th = models.TextField(_("ปัญหาและอุปสรรค"), max_length=5000, blank=True)
    weather_th = models.TextField(_("สภาพอากาศและหมอกควันข้ามแดน"), max_length=2000, blank=True)
    machine = models.ForeignKey(
        MachineValue, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("ค่าที่คำนวณ")
    )
    corrected_machine = models.ForeignKey(
        MachineValue,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="correcting",
        verbose_name=_("ค่าที่คำนวณใหม่หลังปรับแก้"),
        editable=False,
    )
    score = models.ForeignKey(
        "kpis.Score", models.PROTECT, null=True, blank=True, related_name="current_of", editable=False
    )
    published_score = models.ForeignKey(
        "kpis.Score", models.PROTECT, null=True, blank=True, related_name="published_of", editable=False
    )
    published_at = models.DateTimeField(_("เผยแพร่เมื่อ"), null=True, blank=True, editable=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="kpi_reports", editable=False
    )
    submitted_at = models.DateTimeField(_("ส่งเมื่อ"), null=True, blank=True, editable=False)
    saved_at = models.DateTimeField(_("บันทึกเมื่อ"), default=timezone.now, editable=False)
    form_key = models.UUIDField(null=True, blank=True, editable=False)
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    objects = ReportQuerySet.as_manager()
    unaudited_fields = ("form_key",)

    class Meta:
        verbose_name = _("รายงานผลตัวชี้วัด")
        verbose_name_plural = _("รายงานผลตัวชี้วัด")
        ordering = ["round", "target", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["target", "round"], name="report_once"),
            models.CheckConstraint(
                condition=Q(is_assessable=True, not_assessable_th="")
                | Q(is_assessable=False) & ~Q(not_assessable_th=""),
                name="report_says_why_not",
                violation_error_message=_("ยังประเมินไม่ได้ต้องบอกเหตุ"),
            ),
            models.CheckConstraint(
                condition=Q(is_assessable=True) | Q(value__isnull=True), name="report_not_assessable_has_no_value"
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | ~Q(denominator=0),
                name="report_denominator_not_zero",
                violation_error_message=_("ตัวหารเป็น 0 ไม่ได้"),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "returned"])
                | Q(submitted_at__isnull=False, reported_by__isnull=False),
                name="report_submitted_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_score__isnull=False, published_at__isnull=False),
                name="report_published_scored",
            ),
        ]
        indexes = [models.Index(fields=["status", "round"], name="report_status_round")]

    def __str__(self):
        return f"{self.target} · {self.round.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("kpis:report", args=[self.target_id, self.round.kind])

    @property
    def is_writable(self):
        return self.status in self.WRITABLE

    @property
    def is_reopened(self):
        """A published result is being corrected."""
        return self.published_score_id is not None and self.status != self.Status.PUBLISHED

    def differs_from_machine(self):
        """The officer's value is another than the one that was computed."""
        machine = self.machine
        return (
            machine is not None and machine.value is not None and self.value is not None and self.value != machine.value
        )


class Score(models.Model):
    """One scoring of a report: what went in, what came out and why; append-only.

    `points` is null where nothing was to be scored, with the reason: never 0.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="scores", verbose_name=_("รายงานผลตัวชี้วัด"))
    revision = models.PositiveSmallIntegerField(_("ส่งครั้งที่"))
    value = ValueField(_("ค่าจริง"), null=True, blank=True)
    points = models.DecimalField(_("คะแนน"), max_digits=6, decimal_places=2, null=True, blank=True)
    band = models.CharField(_("ช่วงคะแนน"), max_length=20, blank=True)
    tone = models.PositiveSmallIntegerField(_("สีของช่อง"), null=True, blank=True)
    reason_th = models.CharField(_("เหตุที่ไม่คิดคะแนน"), max_length=600, blank=True)
    inputs = models.JSONField(_("ข้อมูลที่ใช้คำนวณ"), default=dict)
    explanation_th = models.TextField(_("คำอธิบายคะแนน"))
    at = models.DateTimeField(_("คำนวณเมื่อ"), default=timezone.now)
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    class Meta:
        verbose_name = _("คะแนน")
        verbose_name_plural = _("คะแนน")
        ordering = ["report", "-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(points__isnull=False, value__isnull=False, reason_th="")
                | Q(points__isnull=True, value__isnull=True) & ~Q(reason_th=""),
                name="score_or_reason",
            )
        ]

    def __str__(self):
        return f"{self.report}: {self.points}"


class ReportEvent(models.Model):
    """One change of state, append-only: who, when, why, and for an approval the person it was given by."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="events", verbose_name=_("รายงานผลตัวชี้วัด"))
    at = models.DateTimeField(_("เมื่อ"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="report_events", verbose_name=_("โดย")
    )
    before = models.CharField(_("จากสถานะ"), max_length=10, choices=Report.Status, blank=True)
    after = models.CharField(_("เป็นสถานะ"), max_length=10, choices=Report.Status)
    revision = models.PositiveSmallIntegerField(_("ส่งครั้งที่"), default=0)
    reason_th = models.TextField(_("เหตุผล"), max_length=2000, blank=True)
    approver_name = models.CharField(_("ผู้เห็นชอบ"), max_length=200, blank=True)
    approver_post = models.CharField(_("ตำแหน่งผู้เห็นชอบ"), max_length=200, blank=True)
    reference_th = models.CharField(_("เลขที่หนังสือหรือบันทึก"), max_length=200, blank=True)
    evidence = models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="kpi_approvals",
        verbose_name=_("หลักฐานการเห็นชอบ"),
    )
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    personal_fields = ("approver_name",)

    class Meta:
        verbose_name = _("เหตุการณ์ของรายงาน")
        verbose_name_plural = _("เหตุการณ์ของรายงาน")
        ordering = ["report", "at", "pk"]

    def __str__(self):
        return f"{self.report} → {self.get_after_display()}"


class ReviewComment(models.Model):
    """What is to be mended, beside the field it is about; append-only. `revision` is the one it was said of."""

    class Field(models.TextChoices):
        VALUE = "value", _("ผลการดำเนินงาน")
        DIFFERENCE = "difference_th", _("เหตุที่ต่างจากค่าที่คำนวณ")
        NARRATIVE = "narrative_th", _("ผลการดำเนินงานโดยสรุป")
        OBSTACLE = "obstacle_th", _("ปัญหาและอุปสรรค")
        WEATHER = "weather_th", _("สภาพอากาศและหมอกควันข้ามแดน")
        EVIDENCE = "evidence", _("หลักฐาน")
        WHOLE = "", _("ทั้งรายงาน")

    report = models.ForeignKey(Report, models.PROTECT, related_name="comments", verbose_name=_("รายงานผลตัวชี้วัด"))
    revision = models.PositiveSmallIntegerField(_("ส่งครั้งที่"))
    field = models.CharField(_("เรื่อง"), max_length=20, choices=Field, blank=True)
    text_th = models.TextField(_("ความเห็น"), max_length=2000)
    at = models.DateTimeField(_("เมื่อ"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="review_comments", verbose_name=_("โดย")
    )
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    class Meta:
        verbose_name = _("ความเห็นผู้ตรวจ")
        verbose_name_plural = _("ความเห็นผู้ตรวจ")
        ordering = ["report", "at", "pk"]

    def __str__(self):
        return self.text_th[:80]


class Evidence(models.Model):
    """A file handed in with a report; taken back only while the report is with its officer."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="evidence", verbose_name=_("รายงานผลตัวชี้วัด"))
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="kpi_evidence", verbose_name=_("ไฟล์"))
    caption_th = models.CharField(_("คำอธิบาย"), max_length=200, blank=True)
    is_public = models.BooleanField(_("เผยแพร่"), default=False, help_text=_("เลือกเมื่อตรวจแล้วว่าไม่มีข้อมูลส่วนบุคคล"))
    at = models.DateTimeField(_("ส่งเมื่อ"), default=timezone.now)

    class Meta:
        verbose_name = _("หลักฐาน")
        verbose_name_plural = _("หลักฐาน")
        ordering = ["report", "at", "pk"]

    def __str__(self):
        return self.caption_th or str(self.file)
