"""งานที่มอบหมาย: who is to do what by when, what was reported, and who saw for themselves that it is done."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agendas.models.items import CLOSED_READERS, Visibility
from agendas.models.marks import MarkedModel
from agendas.models.resolutions import Directive, Resolution
from agendas.models.scopes import granted_groups
from workgroups.models import Grant
from workgroups.permissions import is_secretariat


class ActionQuerySet(models.QuerySet):
    def running(self):
        """Not yet verified nor closed."""
        return self.exclude(status__in=Action.ENDED)

    def overdue(self, today):
        return self.running().filter(due_on__lt=today)

    def public(self):
        """Actions of decisions that anybody may read."""
        by_resolution = Q(
            resolution__status__in=[Resolution.Status.CONFIRMED, Resolution.Status.FINAL],
            resolution__item__visibility=Visibility.PUBLIC,
        )
        directed = Q(directive__status=Directive.Status.CONFIRMED)
        unclosed = Q(directive__item__isnull=True) | Q(directive__item__visibility=Visibility.PUBLIC)
        return self.filter(by_resolution | (directed & unclosed))

    def visible_to(self, user):
        """Public ones, and those of the groups in which `user` has a part (closed items: members and secretaries)."""
        if is_secretariat(user):
            return self
        own = Q(group__in=granted_groups(user))
        closed = Q(resolution__item__visibility=Visibility.CLOSED) | Q(directive__item__visibility=Visibility.CLOSED)
        readers = Q(group__in=granted_groups(user, *CLOSED_READERS))
        drafts = Q(resolution__status=Resolution.Status.DRAFT) | Q(directive__status=Directive.Status.DRAFT)
        typed = Q(group__in=granted_groups(user, Grant.Role.SECRETARY))
        public = self.public().order_by().values("pk")
        return self.filter(Q(pk__in=public) | typed | (own & ~drafts & (~closed | readers)))

    def real(self):
        """Without demonstration data: what a download, a feed or a harvest may carry."""
        return self.filter(group__is_demo=False)


class Action(models.Model):
    """Work that a resolution or a directive gave to a seat or an agency. Lateness is derived, never stored."""

    class Status(models.TextChoices):
        OPEN = "open", _("ยังไม่ดำเนินการ")
        IN_PROGRESS = "in_progress", _("อยู่ระหว่างดำเนินการ")
        REPORTED_DONE = "reported_done", _("รายงานว่าแล้วเสร็จ (รอตรวจสอบ)")
        SENT_BACK = "sent_back", _("ส่งกลับให้แก้ไข")
        VERIFIED = "verified", _("แล้วเสร็จ (ตรวจสอบแล้ว)")
        CANCELLED = "cancelled", _("ยุติเรื่อง")

    MOVES = {
        Status.OPEN: [Status.IN_PROGRESS, Status.REPORTED_DONE, Status.CANCELLED],
        Status.IN_PROGRESS: [Status.REPORTED_DONE, Status.CANCELLED],
        Status.REPORTED_DONE: [Status.VERIFIED, Status.SENT_BACK, Status.CANCELLED],
        Status.SENT_BACK: [Status.IN_PROGRESS, Status.REPORTED_DONE, Status.CANCELLED],
        Status.VERIFIED: [],
        Status.CANCELLED: [],
    }
    ENDED = (Status.VERIFIED, Status.CANCELLED)

    group = models.ForeignKey(
        "workgroups.Workgroup", models.PROTECT, related_name="actions", verbose_name=_("คณะทำงาน"), editable=False
    )
    resolution = models.ForeignKey(
        Resolution, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name=_("มติที่ประชุม")
    )
    directive = models.ForeignKey(
        Directive, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name=_("ข้อสั่งการ")
    )
    title_th = models.CharField(_("งาน"), max_length=600)
    owner_post = models.ForeignKey(
        "workgroups.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("ตำแหน่งผู้รับผิดชอบ"),
    )
    owner_agency = models.ForeignKey(
        "workgroups.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("หน่วยงานผู้รับผิดชอบ"),
    )
    supporters = models.ManyToManyField(
        "workgroups.Agency", blank=True, related_name="supported_actions", verbose_name=_("หน่วยงานสนับสนุน")
    )
    due_on = models.DateField(_("กำหนดแล้วเสร็จ"))
    status = models.CharField(_("สถานะ"), max_length=14, choices=Status, default=Status.OPEN, editable=False)
    closed_by = models.ForeignKey(
        Resolution, models.PROTECT, null=True, blank=True, related_name="closed_actions", verbose_name=_("ยุติโดยมติ")
    )
    done_on = models.DateField(_("ตรวจสอบเมื่อ"), null=True, blank=True, editable=False)
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("งานที่มอบหมาย")
        verbose_name_plural = _("งานที่มอบหมาย")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolution__isnull=False, directive__isnull=True)
                | Q(resolution__isnull=True, directive__isnull=False),
                name="action_one_origin",
                violation_error_message=_("งานต้องมาจากมติหรือข้อสั่งการอย่างใดอย่างหนึ่ง"),
            ),
            models.CheckConstraint(
                condition=Q(owner_post__isnull=False, owner_agency__isnull=True)
                | Q(owner_post__isnull=True, owner_agency__isnull=False),
                name="action_one_owner",
                violation_error_message=_("เลือกผู้รับผิดชอบหนึ่งราย: ตำแหน่งในคณะทำงานหรือหน่วยงาน"),
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | Q(closed_by__isnull=False), name="action_closed_by_resolution"
            ),
            models.CheckConstraint(
                condition=~Q(status="verified") | Q(done_on__isnull=False), name="action_verified_dated"
            ),
        ]

    def __str__(self):
        return self.title_th

    def get_absolute_url(self):
        return reverse("agendas:action", args=[self.pk])

    @property
    def owner(self):
        return self.owner_post or self.owner_agency

    @property
    def origin(self):
        return self.resolution or self.directive

    @property
    def meeting(self):
        return self.origin.meeting

    @property
    def has_ended(self):
        return self.status in self.ENDED

    def days_late(self, today):
        """Whole days past the due date while the work is not verified; 0 when it is in time."""
        return 0 if self.has_ended else max(0, (today - self.due_on).days)


class ActionUpdate(MarkedModel):
    """What was reported, verified or sent back, append-only."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="updates", verbose_name=_("งานที่มอบหมาย"))
    at = models.DateTimeField(_("เมื่อ"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="action_updates", verbose_name=_("โดย")
    )
    reporter = models.CharField(_("ผู้รายงาน"), max_length=200, blank=True)
    attendance = models.ForeignKey(
        "agendas.Attendance", models.PROTECT, null=True, blank=True, related_name="action_updates", editable=False
    )
    status = models.CharField(_("สถานะ"), max_length=14, choices=Action.Status)
    text_th = models.TextField(_("ความก้าวหน้า"), max_length=5000)
    percent = models.PositiveSmallIntegerField(_("ร้อยละ"), null=True, blank=True)
    evidence = models.ForeignKey(
        "documents.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="action_evidence",
        verbose_name=_("หลักฐาน"),
    )

    personal_fields = ("reporter",)

    class Meta:
        verbose_name = _("ความก้าวหน้าของงาน")
        verbose_name_plural = _("ความก้าวหน้าของงาน")
        ordering = ["action", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100),
                name="action_update_percent",
                violation_error_message=_("ใส่ร้อยละ 0 ถึง 100"),
            )
        ]

    def __str__(self):
        return self.text_th[:80]

    @property
    def demonstrates(self):
        return self.action.is_demo


class DueChange(MarkedModel):
    """A due date that was moved, and why; append-only."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="due_changes", verbose_name=_("งานที่มอบหมาย"))
    at = models.DateTimeField(_("เมื่อ"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="due_changes", verbose_name=_("โดย")
    )
    old_due = models.DateField(_("กำหนดเดิม"))
    new_due = models.DateField(_("กำหนดใหม่"))
    reason_th = models.TextField(_("เหตุผล"), max_length=2000)

    class Meta:
        verbose_name = _("การเลื่อนกำหนด")
        verbose_name_plural = _("การเลื่อนกำหนด")
        ordering = ["action", "at", "pk"]

    def __str__(self):
        return f"{self.action}: {self.old_due} → {self.new_due}"

    @property
    def demonstrates(self):
        return self.action.is_demo
