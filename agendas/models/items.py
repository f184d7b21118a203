"""What is on the agenda: sections, and the items under them with their papers and what was said."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from agendas.models.marks import MarkedModel
from agendas.models.meetings import Meeting
from agendas.models.rules import SectionKind
from agendas.models.scopes import granted_groups
from workgroups.models import Grant
from workgroups.permissions import is_secretariat


class Visibility(models.TextChoices):
    PUBLIC = "public", _("เปิดเผย")
    MEMBERS = "members", _("เฉพาะคณะทำงาน")
    CLOSED = "closed", _("ลับ")


class AgendaSection(models.Model):
    """ระเบียบวาระที่ 1, 2 …: `number` is written down when the agenda is fixed, until then it is the place in the list."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sections", verbose_name=_("การประชุม"))
    order = models.PositiveSmallIntegerField(_("ลำดับ"))
    kind = models.CharField(_("ประเภท"), max_length=20, choices=SectionKind)
    title_th = models.CharField(_("หัวข้อ"), max_length=300)
    title_en = models.CharField(_("หัวข้อภาษาอังกฤษ"), max_length=300, blank=True)
    number = models.PositiveSmallIntegerField(_("ระเบียบวาระที่"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("หัวข้อระเบียบวาระ")
        verbose_name_plural = _("หัวข้อระเบียบวาระ")
        ordering = ["meeting", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], condition=Q(number__isnull=False), name="section_number_unique"
            )
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        return self.title_en if self.title_en and get_language() == "en" else self.title_th


class AgendaItemQuerySet(models.QuerySet):
    def standing(self):
        """Not withdrawn."""
        return self.filter(withdrawn_reason="")

    def visible_to(self, user):
        """Items whose title `user` may read: of meetings that are visible, closed ones in one's own groups only."""
        own = Q(section__meeting__host_group__in=granted_groups(user, *CLOSED_READERS))
        return self._of_visible_meetings(user, ~Q(visibility=Visibility.CLOSED) | own)

    def open_to(self, user):
        """Items whose papers and text `user` may read: public ones, and one's own groups' others."""
        members = Q(section__meeting__host_group__in=granted_groups(user))
        closed = Q(section__meeting__host_group__in=granted_groups(user, *CLOSED_READERS))
        rule = (
            Q(visibility=Visibility.PUBLIC)
            | (Q(visibility=Visibility.MEMBERS) & members)
            | (Q(visibility=Visibility.CLOSED) & closed)
        )
        return self._of_visible_meetings(user, rule)

    def public(self):
        """What anybody may read whole."""
        return self.filter(visibility=Visibility.PUBLIC).exclude(section__meeting__status=Meeting.Status.DRAFT)

    def _of_visible_meetings(self, user, rule):
        if is_secretariat(user):
            return self
        drafts = Q(section__meeting__status=Meeting.Status.DRAFT)
        prepared = Q(section__meeting__host_group__in=granted_groups(user, Grant.Role.SECRETARY))
        return self.filter(rule, ~drafts | prepared)


CLOSED_READERS = (Grant.Role.SECRETARY, Grant.Role.MEMBER)


class AgendaItem(MarkedModel):
    """One matter. Numbers are derived from the place and written down when the agenda is fixed; after that an item
    is withdrawn, never deleted. `version` goes up with every saved text, so that two writers notice each other."""

    section = models.ForeignKey(AgendaSection, models.CASCADE, related_name="items", verbose_name=_("ระเบียบวาระที่"))
    order = models.PositiveSmallIntegerField(_("ลำดับ"))
    title_th = models.CharField(_("เรื่อง"), max_length=1000)
    title_en = models.CharField(_("เรื่อง (ภาษาอังกฤษ)"), max_length=1000, blank=True)
    asks_th = models.CharField(_("ขอให้ที่ประชุม"), max_length=300, blank=True, help_text=_("เช่น ขอเสนอเพื่อโปรดทราบ"))
    brief_th = models.TextField(_("สรุปเรื่อง"), blank=True, max_length=20000)
    presenter = models.CharField(_("ผู้เสนอ"), max_length=300, blank=True)
    number_label = models.CharField(_("เลขวาระ"), max_length=12, blank=True, editable=False)
    is_late = models.BooleanField(_("วาระเพิ่มเติม"), default=False, editable=False)
    visibility = models.CharField(_("การเปิดเผย"), max_length=8, choices=Visibility, default=Visibility.PUBLIC)
    closed_ground_th = models.CharField(_("เหตุตามกฎหมายที่ไม่เปิดเผย"), max_length=300, blank=True)
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_to", verbose_name=_("ยกมาจาก")
    )
    adopts = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="adopted_by", verbose_name=_("รับรองรายงานของ")
    )
    lists_actions = models.BooleanField(_("แสดงตารางผลการดำเนินงานตามมติและข้อสั่งการ"), default=False)
    minutes_th = models.TextField(_("บันทึกการพิจารณา"), blank=True, max_length=50000)
    withdrawn_reason = models.CharField(_("เหตุที่ถอนเรื่อง"), max_length=300, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    is_final = models.BooleanField(_("อยู่ในรายงานที่รับรองแล้ว"), default=False, editable=False)

    unaudited_fields = ("version",)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("เรื่องในระเบียบวาระ")
        verbose_name_plural = _("เรื่องในระเบียบวาระ")
        ordering = ["section", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility="public") | ~Q(closed_ground_th=""),
                name="item_closed_for_a_reason",
                violation_error_message=_("เรื่องที่ไม่เปิดเผยต้องระบุเหตุตามกฎหมาย"),
            )
        ]

    def __str__(self):
        return f"{self.number_label} {self.title}".strip()

    @property
    def title(self):
        return self.title_en if self.title_en and get_language() == "en" else self.title_th

    @property
    def meeting(self):
        return self.section.meeting

    @property
    def is_withdrawn(self):
        return bool(self.withdrawn_reason)

    @property
    def is_public(self):
        return self.visibility == Visibility.PUBLIC

    @property
    def needs_decision(self):
        """Whether the meeting cannot end without a resolution on it."""
        kinds = (SectionKind.FOR_CONSIDERATION, SectionKind.ADOPT_MINUTES)
        return self.section.kind in kinds and not self.is_withdrawn
