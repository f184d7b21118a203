"""What a group says of itself in a round, and beside it, never instead of it, what the reviewer found."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecosystem.models.frame import Component, DiscussionPoint, Level
from ecosystem.models.rounds import Round
from workgroups.models import Grant
from workgroups.permissions import is_reviewer, is_secretariat


class AssessmentQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Assessment.Status.PUBLISHED)

    def visible_to(self, user):
        """Published ones, those of one's own groups, and for reviewers all that were handed in."""
        if is_secretariat(user):
            return self
        if not user.is_authenticated:
            return self.published()
        grants = Grant.objects.current().filter(user=user, role__in=Assessment.WRITERS, group__isnull=False)
        seen = Q(status=Assessment.Status.PUBLISHED) | Q(group__in=grants.values("group"))
        if is_reviewer(user):
            seen |= ~Q(status=Assessment.Status.DRAFT)
        return self.filter(seen)

    def real(self):
        """Without demonstration data: what a download, a feed or a harvest may carry."""
        return self.filter(is_demo=False)


class Assessment(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", _("ร่าง")
        SUBMITTED = "submitted", _("ส่งแล้ว รอตรวจ")
        RETURNED = "returned", _("ส่งกลับให้แก้ไข")
        REVIEWED = "reviewed", _("ทวนสอบแล้ว")
        PUBLISHED = "published", _("เผยแพร่แล้ว")

    MOVES = {
        Status.DRAFT: [Status.SUBMITTED],
        Status.SUBMITTED: [Status.RETURNED, Status.REVIEWED],
        Status.RETURNED: [Status.SUBMITTED],
        Status.REVIEWED: [Status.PUBLISHED],
        Status.PUBLISHED: [],
    }
    WRITABLE = (Status.DRAFT, Status.RETURNED)
    WRITERS = (Grant.Role.SECRETARY, Grant.Role.OFFICER)

    round = models.ForeignKey(Round, models.PROTECT, related_name="assessments", verbose_name=_("รอบการประเมินตนเอง"))
    group = models.ForeignKey(
        "workgroups.Workgroup",
        models.PROTECT,
        related_name="assessments",
        verbose_name=pgettext_lazy("หนึ่งคณะ", "คณะทำงาน"),
    )
    status = models.CharField(_("สถานะ"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="submitted_assessments",
        verbose_name=_("ผู้ส่ง"),
        editable=False,
    )
    return_note_th = models.TextField(_("เหตุที่ส่งกลับ"), blank=True, max_length=2000, editable=False)
    published_on = models.DateField(_("เผยแพร่เมื่อ"), null=True, blank=True, editable=False)
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("การประเมินตนเอง")
        verbose_name_plural = _("การประเมินตนเอง")
        ordering = ["-round__opens", "group"]
        constraints = [
            models.UniqueConstraint(fields=["round", "group"], name="assessment_once_a_round"),
            models.CheckConstraint(
                condition=Q(status="published", published_on__isnull=False)
                | (~Q(status="published") & Q(published_on__isnull=True)),
                name="assessment_published_dated",
            ),
        ]

    def __str__(self):
        return f"{self.group} · {self.round}"

    def get_absolute_url(self):
        return reverse("ecosystem:assessment", args=[self.group.slug, self.round_id])

    @property
    def is_writable(self):
        return self.status in self.WRITABLE


class Answer(models.Model):
    """One component. `level` is the group's own, `review_level` the reviewer's; `version` notices two writers."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="answers", verbose_name=_("การประเมินตนเอง"))
    component = models.ForeignKey(Component, models.PROTECT, related_name="answers", verbose_name=_("องค์ประกอบ"))
    level = models.PositiveSmallIntegerField(_("ระดับที่ประเมินตนเอง"), choices=Level, null=True, blank=True)
    reason_th = models.TextField(_("เหตุผลและหลักฐาน"), blank=True, max_length=5000)
    evidence = models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assessment_evidence",
        verbose_name=_("ไฟล์หลักฐาน"),
    )
    obstacle_th = models.TextField(_("ปัญหาและอุปสรรค"), blank=True, max_length=3000)
    proposal_th = models.TextField(_("ข้อเสนอ"), blank=True, max_length=3000)
    review_level = models.PositiveSmallIntegerField(
        _("ระดับที่ผู้ทวนสอบเห็น"), choices=Level, null=True, blank=True, editable=False
    )
    review_note_th = models.TextField(_("ความเห็นของผู้ทวนสอบ"), blank=True, max_length=3000, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    unaudited_fields = ("version",)

    class Meta:
        verbose_name = _("คำตอบ")
        verbose_name_plural = _("คำตอบ")
        ordering = ["assessment", "component__order"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "component"], name="answer_once"),
            models.CheckConstraint(
                condition=(Q(level__isnull=True) | Q(level__lte=5))
                & (Q(review_level__isnull=True) | Q(review_level__lte=5)),
                name="answer_levels",
            ),
        ]

    def __str__(self):
        return f"{self.assessment}: {self.component}"

    @property
    def differs(self):
        """Whether the reviewer saw another level than the group."""
        return None not in (self.level, self.review_level) and self.level != self.review_level


class PointNote(models.Model):
    """What a group recorded under one of the points of discussion."""

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="point_notes", verbose_name=_("การประเมินตนเอง")
    )
    point = models.ForeignKey(DiscussionPoint, models.PROTECT, related_name="point_notes", verbose_name=_("ประเด็นหารือ"))
    text_th = models.TextField(_("บันทึก"), blank=True, max_length=5000)

    class Meta:
        verbose_name = _("บันทึกประเด็นหารือ")
        verbose_name_plural = _("บันทึกประเด็นหารือ")
        ordering = ["assessment", "point__order"]
        constraints = [models.UniqueConstraint(fields=["assessment", "point"], name="point_note_once")]

    def __str__(self):
        return f"{self.assessment}: {self.point}"


class AssessmentEvent(models.Model):
    """One change of state; the audit chain holds the same for good."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="events", verbose_name=_("การประเมินตนเอง"))
    at = models.DateTimeField(_("เมื่อ"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="assessment_events", verbose_name=_("โดย")
    )
    before = models.CharField(_("จากสถานะ"), max_length=10, choices=Assessment.Status, blank=True)
    after = models.CharField(_("เป็นสถานะ"), max_length=10, choices=Assessment.Status)
    note_th = models.TextField(_("หมายเหตุ"), blank=True)

    class Meta:
        verbose_name = _("เหตุการณ์ของการประเมิน")
        verbose_name_plural = _("เหตุการณ์ของการประเมิน")
        ordering = ["assessment", "at", "pk"]

    def __str__(self):
        return f"{self.assessment} → {self.get_after_display()}"
