"""มติที่ประชุม: the numbered points of a decision, what the public is told of them, and where they were sent on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from agendas.models.items import CLOSED_READERS, AgendaItem, Visibility
from agendas.models.marks import MarkedModel
from agendas.models.meetings import Meeting
from agendas.models.scopes import granted_groups
from workgroups.models import Grant
from workgroups.permissions import is_secretariat


class ResolutionQuerySet(models.QuerySet):
    def decided(self):
        """Confirmed by the chair or final: what anybody may rely on."""
        return self.filter(status__in=[Resolution.Status.CONFIRMED, Resolution.Status.FINAL])

    def public(self):
        """Decided ones of items that anybody may read."""
        return self.decided().filter(item__visibility=Visibility.PUBLIC)

    def visible_to(self, user):
        """Public ones; in one's own groups those of items that one may read; drafts for those who type them."""
        if is_secretariat(user):
            return self
        host = "item__section__meeting__host_group__in"
        decided = Q(status__in=[Resolution.Status.CONFIRMED, Resolution.Status.FINAL])
        members = Q(item__visibility=Visibility.MEMBERS, **{host: granted_groups(user)})
        closed = Q(item__visibility=Visibility.CLOSED, **{host: granted_groups(user, *CLOSED_READERS)})
        typed = Q(**{host: granted_groups(user, Grant.Role.SECRETARY)})
        return self.filter((decided & (Q(item__visibility=Visibility.PUBLIC) | members | closed)) | typed)

    def real(self):
        """Without demonstration data: what a download, a feed or a harvest may carry."""
        return self.filter(item__section__meeting__is_demo=False)


class Resolution(MarkedModel):
    """One point. `number` counts within the meeting (its address), `point` within the item.

    Draft, then confirmed by the chair (actions start), then final when the minutes are adopted: from then on the
    database refuses any change. A correction is a new resolution that `corrects` this one.
    """

    class Outcome(models.TextChoices):
        NOTED = "noted", _("รับทราบ")
        APPROVED = "approved", _("เห็นชอบ")
        APPROVED_IN_PRINCIPLE = "approved_in_principle", _("เห็นชอบในหลักการ")
        APPROVED_WITH_CHANGES = "approved_with_changes", _("เห็นชอบโดยมีข้อสังเกต")
        AUTHORISED = "authorised", _("อนุมัติ")
        ADOPTED = "adopted", _("รับรอง")
        REJECTED = "rejected", _("ไม่เห็นชอบ")
        DEFERRED = "deferred", _("เลื่อนการพิจารณา")
        REFERRED = "referred", _("ส่งเรื่องให้พิจารณา")
        ASSIGNED = "assigned", pgettext_lazy("มติ", "มอบหมาย")
        WITHDRAWN = "withdrawn", _("ถอนเรื่อง")

    class Status(models.TextChoices):
        DRAFT = "draft", _("ร่างมติ")
        CONFIRMED = "confirmed", _("มติ (รอรับรองรายงานการประชุม)")
        FINAL = "final", _("มติ")

    MOVES = {
        Status.DRAFT: [Status.CONFIRMED],
        Status.CONFIRMED: [Status.FINAL],
        Status.FINAL: [],
    }

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="resolutions", verbose_name=_("เรื่อง"))
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="resolutions", verbose_name=_("การประชุม"))
    number = models.PositiveSmallIntegerField(_("ลำดับในการประชุม"), editable=False)
    point = models.PositiveSmallIntegerField(_("ข้อที่"), default=1, editable=False)
    outcome = models.CharField(_("ผล"), max_length=24, choices=Outcome)
    is_assigned = models.BooleanField(_("มอบหมายงานด้วย"), default=False)
    text_th = models.TextField(_("ข้อความมติ"), max_length=10000)
    text_en = models.TextField(_("ข้อความมติภาษาอังกฤษ"), max_length=10000, blank=True)
    observation_th = models.TextField(_("ข้อสังเกตของที่ประชุม"), max_length=5000, blank=True)
    deferred_to = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="deferred_here", verbose_name=_("เลื่อนไปพิจารณาใน")
    )
    deferred_next = models.BooleanField(_("เลื่อนไปครั้งต่อไป"), default=False)
    referred_to = models.ForeignKey(
        "workgroups.Workgroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="referred_here",
        verbose_name=_("ส่งเรื่องให้"),
    )
    votes_for = models.PositiveSmallIntegerField(_("เสียงเห็นด้วย"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("เสียงไม่เห็นด้วย"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("งดออกเสียง"), null=True, blank=True)
    status = models.CharField(_("สถานะ"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    confirmed_by = models.CharField(_("ประธานผู้ยืนยัน"), max_length=200, blank=True)
    confirmed_on = models.DateField(_("ยืนยันเมื่อ"), null=True, blank=True)
    confirmed_evidence_th = models.CharField(_("หลักฐานการยืนยัน"), max_length=300, blank=True)
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by", verbose_name=_("แก้ไขมติ")
    )
    originates = models.ManyToManyField(
        "workgroups.Workgroup", blank=True, related_name="originating_resolutions", verbose_name=_("เป็นมติที่มาของ")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="typed_resolutions", editable=False
    )

    unaudited_fields = ("version",)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("มติที่ประชุม")
        verbose_name_plural = _("มติที่ประชุม")
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="resolution_number_unique"),
            models.UniqueConstraint(fields=["item", "point"], name="resolution_point_unique"),
            models.CheckConstraint(
                condition=~Q(outcome="deferred") | Q(deferred_to__isnull=False) | Q(deferred_next=True),
                name="resolution_deferred_somewhere",
                violation_error_message=_("เลือกว่าเลื่อนไปพิจารณาในการประชุมใด หรือครั้งต่อไป"),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="referred") | Q(referred_to__isnull=False),
                name="resolution_referred_to_a_group",
                violation_error_message=_("เลือกคณะทำงานที่ส่งเรื่องให้"),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["confirmed", "final"]) | Q(confirmed_on__isnull=False),
                name="resolution_confirmed_dated",
            ),
        ]

    def __str__(self):
        return f"{self.meeting.label} {_('มติ')} {self.number}"

    def get_absolute_url(self):
        return reverse("agendas:resolution", args=[self.meeting.host.slug, self.meeting.slug, self.number])

    @property
    def text(self):
        return self.text_en if self.text_en and get_language() == "en" else self.text_th

    @property
    def is_decided(self):
        return self.status != self.Status.DRAFT

    @property
    def is_final(self):
        return self.status == self.Status.FINAL

    @property
    def assigns(self):
        """Whether it gives somebody work to do."""
        return self.is_assigned or self.outcome == self.Outcome.ASSIGNED

    @property
    def label(self):
        """`2.1` or, of several points of an item, `2.1 (3)`."""
        return f"{self.item.number_label} ({self.point})"


class PublicSummary(models.Model):
    """What a public resolution says in plain words, and where: ours to improve, beside the text and never instead."""

    resolution = models.OneToOneField(
        Resolution, models.CASCADE, related_name="public_summary", verbose_name=_("มติที่ประชุม")
    )
    text_th = models.TextField(_("สรุปสำหรับประชาชน"), max_length=2000)
    text_en = models.TextField(_("สรุปสำหรับประชาชนภาษาอังกฤษ"), max_length=2000, blank=True)
    districts = models.ManyToManyField(
        "places.District", blank=True, related_name="resolution_summaries", verbose_name=_("อำเภอที่เกี่ยวข้อง")
    )

    class Meta:
        verbose_name = _("สรุปสำหรับประชาชน")
        verbose_name_plural = _("สรุปสำหรับประชาชน")
        ordering = ["resolution"]

    def __str__(self):
        return self.text

    @property
    def text(self):
        return self.text_en if self.text_en and get_language() == "en" else self.text_th


class Dissent(MarkedModel):
    """ความเห็นแย้ง: who disagreed and why, part of the minutes."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="dissents", verbose_name=_("มติที่ประชุม"))
    name = models.CharField(_("ผู้มีความเห็นแย้ง"), max_length=200)
    reason_th = models.TextField(_("เหตุผล"), max_length=3000)
    is_final = models.BooleanField(_("อยู่ในรายงานที่รับรองแล้ว"), default=False, editable=False)

    class Meta:
        verbose_name = _("ความเห็นแย้ง")
        verbose_name_plural = _("ความเห็นแย้ง")
        ordering = ["resolution", "pk"]

    def __str__(self):
        return self.name

    @property
    def demonstrates(self):
        return self.resolution.meeting.is_demo


class Referral(models.Model):
    """A matter sent up, down or across: it waits in the other group's intake until that group answers."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("รอรับเรื่อง")
        TAKEN_UP = "taken_up", _("รับเข้าระเบียบวาระแล้ว")
        ANSWERED = "answered", _("ตอบแล้ว")
        DECLINED = "declined", _("ไม่รับเรื่อง")

    MOVES = {
        Status.WAITING: [Status.TAKEN_UP, Status.ANSWERED, Status.DECLINED],
        Status.TAKEN_UP: [Status.ANSWERED],
        Status.ANSWERED: [],
        Status.DECLINED: [],
    }

    resolution = models.OneToOneField(Resolution, models.PROTECT, related_name="referral", verbose_name=_("มติที่ส่งเรื่อง"))
    to_group = models.ForeignKey(
        "workgroups.Workgroup", models.PROTECT, related_name="referrals", verbose_name=_("ส่งให้")
    )
    status = models.CharField(_("สถานะ"), max_length=10, choices=Status, default=Status.WAITING, editable=False)
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="referrals", verbose_name=_("พิจารณาในวาระ")
    )
    sent_on = models.DateField(_("ส่งเมื่อ"), null=True, blank=True)
    reply_th = models.TextField(_("คำตอบ"), max_length=5000, blank=True)
    replied_on = models.DateField(_("ตอบเมื่อ"), null=True, blank=True)

    class Meta:
        verbose_name = _("เรื่องที่ส่งต่อ")
        verbose_name_plural = _("เรื่องที่ส่งต่อ")
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "taken_up"]) | ~Q(reply_th=""), name="referral_answered_in_words"
            )
        ]

    def __str__(self):
        return f"{self.resolution} → {self.to_group}"


class Directive(MarkedModel):
    """ข้อสั่งการของประธาน: work without a resolution. It stands once the chair's words are confirmed."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("ร่าง")
        CONFIRMED = "confirmed", _("ยืนยันแล้ว")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="directives", verbose_name=_("การประชุม"))
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="directives", verbose_name=_("เรื่อง")
    )
    number = models.PositiveSmallIntegerField(_("ข้อที่"), editable=False)
    text_th = models.TextField(_("ข้อสั่งการ"), max_length=5000)
    given_by = models.CharField(_("ผู้สั่งการ"), max_length=200)
    status = models.CharField(_("สถานะ"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    confirmed_on = models.DateField(_("ยืนยันเมื่อ"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("ข้อสั่งการ")
        verbose_name_plural = _("ข้อสั่งการ")
        ordering = ["meeting", "number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="directive_number_unique")]

    def __str__(self):
        return self.text_th[:80]

    @property
    def is_decided(self):
        return self.status == self.Status.CONFIRMED

    @property
    def is_public(self):
        return self.is_decided and (self.item is None or self.item.is_public)
