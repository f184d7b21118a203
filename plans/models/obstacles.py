"""ข้อจำกัดที่ต้องการปลดล็อก: what a province cannot solve by itself, who can, and what came back."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agendas.models.scopes import granted_groups
from workgroups.models import Grant
from workgroups.permissions import is_secretariat


class ObstacleQuerySet(models.QuerySet):
    def public(self):
        """Every one: what blocks a province is for everybody to read."""
        return self

    def open(self):
        """Neither unlocked nor refused nor withdrawn."""
        return self.exclude(status__in=Obstacle.ENDED)

    def real(self):
        """Without demonstration data: what a download, a feed or a harvest may carry."""
        return self.filter(is_demo=False, group__is_demo=False)

    def waiting_for(self, user):
        """Referred to a group whose agenda `user` prepares, and not on one yet."""
        rows = self.filter(status=Obstacle.Status.REFERRED, item__isnull=True)
        return rows if is_secretariat(user) else rows.filter(referred_to__in=granted_groups(user, Grant.Role.SECRETARY))

    def with_groups(self):
        return self.select_related("group__province", "referred_to", "agency").defer(
            "group__province__outline", "group__province__zoomed", "group__province__shape_path"
        )


class Obstacle(models.Model):
    """One obstacle of a group. Its story is in `events`; the status is a copy of the newest."""

    class Kind(models.TextChoices):
        WORK = "work", pgettext_lazy("ข้อจำกัด", "งาน")
        BUDGET = "budget", pgettext_lazy("ข้อจำกัด", "งบประมาณ")
        SYSTEM = "system", _("ระบบและข้อมูล")
        PEOPLE = "people", pgettext_lazy("ข้อจำกัด", "คน")
        LAW = "law", _("กฎหมาย/ระเบียบ")
        STRUCTURE = "structure", pgettext_lazy("ข้อจำกัด", "โครงสร้าง")

    class Status(models.TextChoices):
        RAISED = "raised", pgettext_lazy("ข้อจำกัด", "เสนอแล้ว")
        REFERRED = "referred", _("ส่งต่อแล้ว")
        ANSWERED = "answered", _("ได้รับคำตอบแล้ว")
        UNLOCKED = "unlocked", _("ปลดล็อกแล้ว")
        NOT_UNLOCKED = "not_unlocked", _("ปลดล็อกไม่ได้")
        WITHDRAWN = "withdrawn", _("ถอนเรื่องแล้ว")

    MOVES = {
        Status.RAISED: [Status.REFERRED, Status.ANSWERED, Status.WITHDRAWN],
        Status.REFERRED: [Status.ANSWERED, Status.WITHDRAWN],
        Status.ANSWERED: [Status.UNLOCKED, Status.NOT_UNLOCKED, Status.REFERRED],
        Status.UNLOCKED: [],
        Status.NOT_UNLOCKED: [],
        Status.WITHDRAWN: [],
    }
    ENDED = (Status.UNLOCKED, Status.NOT_UNLOCKED, Status.WITHDRAWN)

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(
        "workgroups.Workgroup",
        models.PROTECT,
        related_name="obstacles",
        verbose_name=pgettext_lazy("หนึ่งคณะ", "คณะทำงาน"),
    )
    kind = models.CharField(_("ประเภท"), max_length=10, choices=Kind)
    title_th = models.CharField(_("ข้อจำกัด"), max_length=300, help_text=_("ประโยคเดียว ติดขัดเรื่องใด"))
    detail_th = models.TextField(_("รายละเอียดและผลที่เกิดขึ้น"), max_length=5000, blank=True)
    proposal_th = models.TextField(_("ข้อเสนอให้ปลดล็อก"), max_length=3000)
    agency = models.ForeignKey(
        "workgroups.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="obstacles",
        verbose_name=_("หน่วยงานที่ปลดล็อกได้"),
    )
    activity = models.ForeignKey(
        "plans.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="obstacles",
        verbose_name=_("กิจกรรมที่ติดขัด"),
    )
    status = models.CharField(_("สถานะ"), max_length=12, choices=Status, default=Status.RAISED, editable=False)
    raised_on = models.DateField(_("เสนอเมื่อ"), default=timezone.localdate, editable=False)
    referred_to = models.ForeignKey(
        "workgroups.Workgroup",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="referred_obstacles",
        verbose_name=_("ส่งต่อให้"),
    )
    item = models.ForeignKey(
        "agendas.AgendaItem",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="obstacles",
        verbose_name=_("พิจารณาในวาระ"),
    )
    answer_th = models.TextField(_("คำตอบ"), max_length=5000, blank=True, editable=False)
    answered_on = models.DateField(_("ตอบเมื่อ"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        "agendas.Resolution",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="answered_obstacles",
        verbose_name=_("ตอบโดยมติ"),
    )
    ended_on = models.DateField(_("สิ้นสุดเมื่อ"), null=True, blank=True, editable=False)
    ended_reason_th = models.CharField(_("ผลหรือเหตุผล"), max_length=1000, blank=True, editable=False)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="raised_obstacles", editable=False
    )
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    unaudited_fields = ("key",)
    objects = ObstacleQuerySet.as_manager()

    class Meta:
        verbose_name = _("ข้อจำกัดที่ต้องการปลดล็อก")
        verbose_name_plural = _("ข้อจำกัดที่ต้องการปลดล็อก")
        ordering = ["raised_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="referred") | Q(referred_to__isnull=False), name="obstacle_referred_to_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["answered", "unlocked", "not_unlocked"])
                | (~Q(answer_th="") & Q(answered_on__isnull=False)),
                name="obstacle_answered_in_words",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["unlocked", "not_unlocked", "withdrawn"])
                | (~Q(ended_reason_th="") & Q(ended_on__isnull=False)),
                name="obstacle_ended_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.title_th

    def get_absolute_url(self):
        return reverse("plans:obstacle", args=[self.pk])

    @property
    def has_ended(self):
        return self.status in self.ENDED

    @property
    def shows_demo(self):
        return self.is_demo or self.group.is_demo

    def age(self, today):
        """Whole days from the day it was raised to its end, or to `today` while it is open."""
        return max(0, ((self.ended_on or today) - self.raised_on).days)


class ObstacleEvent(models.Model):
    """One step of an obstacle, append-only."""

    obstacle = models.ForeignKey(Obstacle, models.PROTECT, related_name="events", verbose_name=_("ข้อจำกัด"))
    at = models.DateTimeField(_("เมื่อ"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="obstacle_events", verbose_name=_("โดย")
    )
    status = models.CharField(_("เป็นสถานะ"), max_length=12, choices=Obstacle.Status)
    text_th = models.TextField(_("ข้อความ"), max_length=5000, blank=True)
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)

    class Meta:
        verbose_name = _("ความเคลื่อนไหวของข้อจำกัด")
        verbose_name_plural = _("ความเคลื่อนไหวของข้อจำกัด")
        ordering = ["obstacle", "at", "pk"]

    def __str__(self):
        return f"{self.obstacle} → {self.get_status_display()}"
