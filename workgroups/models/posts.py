"""Seats, who sits on them from when to when, and when one stands empty."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.thai.dates import date_words
from workgroups.constraints import NoOverlap
from workgroups.models.agencies import Tier
from workgroups.models.groups import Workgroup
from workgroups.models.sources import SourcedModel

_END_BEFORE_START = _("วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม")


class PeriodQuerySet(models.QuerySet):
    def as_of(self, day):
        """Rows that hold on `day`; an unknown start counts as earlier, an open end as still running."""
        return self.overlapping(day, day)

    def overlapping(self, start, end):
        """Rows that share a day with the time from `start` to `end`; None stands for unknown and for open."""
        begun = Q() if end is None else Q(start__isnull=True) | Q(start__lte=end)
        running = Q() if start is None else Q(end__isnull=True) | Q(end__gte=start)
        return self.filter(begun & running)


class Post(SourcedModel):
    """A seat of a group. It stays when its holder changes; without a recorded name it is not vacant."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("ประธานคณะทำงาน")
        VICE_CHAIR = "vice_chair", _("รองประธานคณะทำงาน")
        MEMBER = "member", pgettext_lazy("บทบาท", "คณะทำงาน")
        MEMBER_SECRETARY = "member_secretary", _("คณะทำงานและเลขานุการ")
        MEMBER_ASSISTANT_SECRETARY = "member_assistant_secretary", _("คณะทำงานและผู้ช่วยเลขานุการ")

    class FilledBy(models.TextChoices):
        OFFICE = "office", _("โดยตำแหน่ง")
        REPRESENTATIVE = "representative", _("ผู้แทนหน่วยงาน")
        PERSON = "person", _("บุคคล (ระบุชื่อ)")

    ROLE_LABELS = {
        Workgroup.Kind.COMMISSION: {
            Role.CHAIR: _("ประธานกรรมการ"),
            Role.VICE_CHAIR: _("รองประธานกรรมการ"),
            Role.MEMBER: _("กรรมการ"),
            Role.MEMBER_SECRETARY: _("กรรมการและเลขานุการ"),
            Role.MEMBER_ASSISTANT_SECRETARY: _("กรรมการและผู้ช่วยเลขานุการ"),
        },
        Workgroup.Kind.SUBCOMMITTEE: {
            Role.CHAIR: _("ประธานอนุกรรมการ"),
            Role.VICE_CHAIR: _("รองประธานอนุกรรมการ"),
            Role.MEMBER: _("อนุกรรมการ"),
            Role.MEMBER_SECRETARY: _("อนุกรรมการและเลขานุการ"),
            Role.MEMBER_ASSISTANT_SECRETARY: _("อนุกรรมการและผู้ช่วยเลขานุการ"),
        },
    }

    group = models.ForeignKey(
        Workgroup, models.PROTECT, related_name="posts", verbose_name=pgettext_lazy("หนึ่งคณะ", "คณะทำงาน")
    )
    order = models.PositiveSmallIntegerField(_("ลำดับ"))
    title_th = models.CharField(
        _("ตำแหน่ง"), max_length=500, blank=True, help_text=_("ตามเอกสาร เว้นว่างได้เฉพาะที่นั่งของบุคคลที่ระบุชื่อ")
    )
    title_en = models.CharField(_("ตำแหน่งภาษาอังกฤษ"), max_length=500, blank=True)
    role = models.CharField(_("บทบาท"), max_length=30, choices=Role, default=Role.MEMBER)
    role_th = models.CharField(_("คำเรียกบทบาท"), max_length=200, blank=True, help_text=_("เว้นว่างเพื่อใช้คำตามประเภทคณะ"))
    role_en = models.CharField(_("คำเรียกบทบาทภาษาอังกฤษ"), max_length=200, blank=True)
    filled_by = models.CharField(_("วิธีได้มา"), max_length=20, choices=FilledBy)
    agency = models.ForeignKey(
        "workgroups.Agency", models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("หน่วยงาน")
    )
    tier = models.CharField(
        _("ระดับหน่วยงาน"), max_length=20, choices=Tier, blank=True, help_text=_("เว้นว่างเพื่อใช้ระดับของหน่วยงาน")
    )
    appointed_by = models.ForeignKey(
        "workgroups.AppointmentOrder",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("คำสั่งแต่งตั้ง"),
    )
    start = models.DateField(_("มีที่นั่งตั้งแต่วันที่"), null=True, blank=True, help_text=_("เว้นว่างเมื่อไม่ปรากฏในเอกสาร"))
    end = models.DateField(_("มีที่นั่งถึงวันที่"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("ตำแหน่งในคณะทำงาน")
        verbose_name_plural = _("ตำแหน่งในคณะทำงาน")
        ordering = ["group", "order", "pk"]
        indexes = [models.Index(fields=["group", "order"], name="post_group_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="post_period",
                violation_error_message=_END_BEFORE_START,
            ),
            models.CheckConstraint(
                condition=Q(filled_by="person") | ~Q(title_th=""),
                name="post_title_unless_person",
                violation_error_message=_("กรอกชื่อตำแหน่ง เว้นว่างได้เฉพาะที่นั่งของบุคคลที่ระบุชื่อ"),
            ),
        ]

    def __str__(self):
        return f"{self.order}. {self.title_th or self.role_label}"

    @property
    def role_label(self):
        """The word for the role in this kind of group; words of the seat's own stand before it."""
        return self.role_th or self.role_label_en

    role_label_th = role_label

    @property
    def role_label_en(self):
        """In the language of the page, as all words of ours; empty where the seat has words of its own in Thai only."""
        if self.role_th:
            return self.role_en
        return self.ROLE_LABELS.get(self.group.kind, {}).get(self.role) or self.get_role_display()


class Membership(SourcedModel):
    """One person on one seat for one stretch of time, both days inclusive."""

    class Kind(models.TextChoices):
        REGULAR = "regular", _("ดำรงตำแหน่ง")
        ACTING = "acting", _("รักษาการ")
        ALTERNATE = "alternate", _("ผู้แทนสำรอง")

    post = models.ForeignKey(Post, models.PROTECT, related_name="memberships", verbose_name=_("ตำแหน่งในคณะทำงาน"))
    person = models.ForeignKey("workgroups.Person", models.PROTECT, related_name="memberships", verbose_name=_("บุคคล"))
    kind = models.CharField(_("ลักษณะ"), max_length=10, choices=Kind, default=Kind.REGULAR)
    start = models.DateField(_("ตั้งแต่วันที่"), null=True, blank=True, help_text=_("เว้นว่างเมื่อไม่ปรากฏวันแต่งตั้ง"))
    end = models.DateField(_("ถึงวันที่"), null=True, blank=True, help_text=_("วันสุดท้ายที่ดำรงตำแหน่ง"))
    appointed_by = models.ForeignKey(
        "workgroups.AppointmentOrder",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("คำสั่งแต่งตั้ง"),
    )

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("การดำรงตำแหน่ง")
        verbose_name_plural = _("การดำรงตำแหน่ง")
        ordering = ["post", F("start").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="membership_period",
                violation_error_message=_END_BEFORE_START,
            ),
            NoOverlap(
                fields=["post", "kind"],
                start="start",
                end="end",
                name="membership_no_overlap",
                violation_error_message=_("ช่วงเวลานี้ซ้อนกับ %(other)s สิ้นสุดรายเดิมก่อน หรือแก้วันที่"),
            ),
            NoOverlap(
                fields=["post", "person"],
                start="start",
                end="end",
                name="membership_person_once",
                violation_error_message=_("บุคคลนี้อยู่ในตำแหน่งนี้ในช่วงเวลาเดียวกันแล้ว (%(other)s) แก้วันที่หรือเลือกบุคคลอื่น"),
            ),
        ]

    def __str__(self):
        return str(self.person)

    def clean(self):
        """A vacant seat has no holder; an alternate may stand by."""
        if self.kind == self.Kind.ALTERNATE or self.post_id is None:
            return
        vacancy = self.post.vacancies.overlapping(self.start, self.end).first()
        if vacancy is not None:
            raise ValidationError(
                _("ตำแหน่งนี้ประกาศว่างตั้งแต่ %(date)s แก้การประกาศก่อน หรือแก้วันที่"),
                code="vacant",
                params={"date": date_words(vacancy.start)},
            )


class VacancyDeclaration(models.Model):
    """A vacant seat (ตำแหน่งว่าง): declared with a date and a reason; a seat without a recorded name is not vacant."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="vacancies", verbose_name=_("ตำแหน่งในคณะทำงาน"))
    start = models.DateField(_("ว่างตั้งแต่วันที่"))
    end = models.DateField(_("ว่างถึงวันที่"), null=True, blank=True)
    reason = models.CharField(_("เหตุที่ว่าง"), max_length=300)
    source = models.CharField(_("แหล่งที่มา"), max_length=300, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("การประกาศตำแหน่งว่าง")
        verbose_name_plural = _("การประกาศตำแหน่งว่าง")
        ordering = ["post", "start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="vacancy_period",
                violation_error_message=_END_BEFORE_START,
            ),
            NoOverlap(
                fields=["post"],
                start="start",
                end="end",
                name="vacancy_no_overlap",
                violation_error_message=_("ประกาศว่างไว้แล้วในช่วงเวลานี้ (%(other)s) แก้วันที่"),
            ),
        ]

    def __str__(self):
        return self.reason

    def clean(self):
        """A seat that somebody holds is not vacant."""
        if self.post_id is None or self.start is None:
            return
        held = self.post.memberships.overlapping(self.start, self.end).exclude(kind=Membership.Kind.ALTERNATE).first()
        if held is not None:
            raise ValidationError(
                _("ตำแหน่งนี้มี %(person)s ดำรงอยู่ในช่วงเวลานี้ สิ้นสุดการดำรงตำแหน่งก่อน"),
                code="taken",
                params={"person": held.person.full_name_th},
            )
