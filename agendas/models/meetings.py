"""A meeting: who meets, when, under which number, and how far it has come."""

import datetime
import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from agendas.models.scopes import granted_groups
from workgroups.models import Grant
from workgroups.models.sources import SourcedModel
from workgroups.permissions import is_secretariat

TH = datetime.timezone(datetime.timedelta(hours=7), "Asia/Bangkok")


class MeetingQuerySet(models.QuerySet):
    def public(self):
        """What anybody may see: everything but drafts."""
        return self.exclude(status=Meeting.Status.DRAFT)

    def visible_to(self, user):
        """Public ones, and the drafts of the groups whose meetings `user` prepares."""
        if is_secretariat(user):
            return self
        return self.filter(
            ~Q(status=Meeting.Status.DRAFT) | Q(host_group__in=granted_groups(user, Grant.Role.SECRETARY))
        )

    def prepared_by(self, user):
        """The meetings that `user` may prepare."""
        return self if is_secretariat(user) else self.filter(host_group__in=granted_groups(user, Grant.Role.SECRETARY))

    def real(self):
        """Without demonstration data: what a download, a feed or a harvest may carry."""
        return self.filter(is_demo=False)

    def upcoming(self, today):
        return self.filter(date__gte=today, status__in=[Meeting.Status.CALLED, Meeting.Status.AGENDA_FROZEN])

    def with_host(self):
        return self.select_related("host_group__province", "host_agency").defer(
            "host_group__province__outline", "host_group__province__zoomed"
        )


class Meeting(SourcedModel):
    """One meeting. `date`, `starts` and `ends` are on Thailand's clock; `year_be` is the Buddhist calendar year."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("การประชุม")
        SPECIAL = "special", _("การประชุมครั้งพิเศษ")
        CONSULTATION = "consultation", _("การประชุมหารือ")
        SITUATION = "situation", _("การประชุมติดตามสถานการณ์")

    class Mode(models.TextChoices):
        ONSITE = "onsite", _("ในห้องประชุม")
        ELECTRONIC = "electronic", _("ผ่านสื่ออิเล็กทรอนิกส์")
        HYBRID = "hybrid", _("ผสมผสาน")

    class Status(models.TextChoices):
        DRAFT = "draft", _("ร่าง")
        CALLED = "called", _("เชิญประชุมแล้ว")
        AGENDA_FROZEN = "agenda_frozen", _("ระเบียบวาระสมบูรณ์")
        HELD = "held", _("ประชุมแล้ว")
        MINUTES_DRAFT = "minutes_draft", _("อยู่ระหว่างจัดทำรายงานการประชุม")
        MINUTES_CIRCULATED = "minutes_circulated", _("เวียนรายงานการประชุม (รอรับรอง)")
        ADOPTED = "adopted", _("รับรองรายงานการประชุมแล้ว")
        CONCLUDED = "concluded", _("สรุปผลแล้ว")
        POSTPONED = "postponed", _("เลื่อนการประชุม")
        CANCELLED = "cancelled", _("ยกเลิกการประชุม")

    MOVES = {
        Status.DRAFT: [Status.CALLED],
        Status.CALLED: [Status.AGENDA_FROZEN, Status.POSTPONED, Status.CANCELLED],
        Status.AGENDA_FROZEN: [Status.HELD, Status.CALLED, Status.POSTPONED, Status.CANCELLED],
        Status.HELD: [Status.MINUTES_DRAFT, Status.CONCLUDED],
        Status.MINUTES_DRAFT: [Status.MINUTES_CIRCULATED, Status.ADOPTED],
        Status.MINUTES_CIRCULATED: [Status.MINUTES_DRAFT, Status.ADOPTED],
        Status.ADOPTED: [],
        Status.CONCLUDED: [],
        Status.POSTPONED: [Status.CALLED, Status.CANCELLED],
        Status.CANCELLED: [],
    }
    # Until the agenda is fixed its items may be moved; until minutes are adopted their text may be written
    OPEN_AGENDA = (Status.DRAFT, Status.CALLED, Status.POSTPONED)
    COMING = (Status.CALLED, Status.AGENDA_FROZEN)
    TAKEN_PLACE = (
        Status.HELD,
        Status.MINUTES_DRAFT,
        Status.MINUTES_CIRCULATED,
        Status.ADOPTED,
        Status.CONCLUDED,
    )
    # Kinds with a number and resolutions; the others end in a summary or in directives
    NUMBERED = (Kind.ORDINARY, Kind.SPECIAL)

    host_group = models.ForeignKey(
        "workgroups.Workgroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=pgettext_lazy("หนึ่งคณะ", "คณะทำงาน"),
    )
    host_agency = models.ForeignKey(
        "workgroups.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("หน่วยงานที่จัด"),
        help_text=_("เฉพาะการประชุมหารือ"),
    )
    about = models.ManyToManyField(
        "workgroups.Workgroup", blank=True, related_name="consulted_on", verbose_name=_("เกี่ยวกับคณะทำงาน")
    )
    kind = models.CharField(_("ประเภท"), max_length=12, choices=Kind, default=Kind.ORDINARY)
    number = models.PositiveSmallIntegerField(_("ครั้งที่"), null=True, blank=True)
    year_be = models.PositiveSmallIntegerField(_("ปี พ.ศ."), null=True, blank=True)
    number_inferred = models.BooleanField(_("เลขครั้งอนุมานจากหลักฐานอื่น"), default=False)
    number_note_th = models.TextField(_("ที่มาของเลขครั้ง"), blank=True)
    slug = models.SlugField(_("ชื่อในที่อยู่เว็บ"), max_length=40)
    title_th = models.CharField(_("เรื่องที่ประชุม"), max_length=600, blank=True)
    title_en = models.CharField(_("เรื่องที่ประชุมภาษาอังกฤษ"), max_length=600, blank=True)
    date = models.DateField(_("วันที่ประชุม"))
    starts = models.TimeField(_("เริ่มเวลา"), null=True, blank=True)
    ends = models.TimeField(_("ถึงเวลา"), null=True, blank=True)
    opened_at = models.TimeField(_("เริ่มประชุมเวลา"), null=True, blank=True)
    closed_at = models.TimeField(_("เลิกประชุมเวลา"), null=True, blank=True)
    venue_th = models.CharField(_("สถานที่"), max_length=300, blank=True)
    venue_en = models.CharField(_("สถานที่ภาษาอังกฤษ"), max_length=300, blank=True)
    mode = models.CharField(_("รูปแบบการประชุม"), max_length=10, choices=Mode, default=Mode.ONSITE)
    platform = models.CharField(_("ระบบประชุม"), max_length=120, blank=True, help_text=_("เช่น Zoom หรือ Microsoft Teams"))
    join_url = models.URLField(_("ลิงก์เข้าประชุม"), max_length=500, blank=True, help_text=_("เห็นเฉพาะผู้ได้รับเชิญ"))
    presided_by = models.CharField(_("ประธานในที่ประชุม"), max_length=200, blank=True)
    presided_by_post = models.CharField(_("ตำแหน่งของประธานในที่ประชุม"), max_length=300, blank=True)
    recorded_by = models.CharField(_("ผู้จดรายงานการประชุม"), max_length=200, blank=True)
    recorded_by_post = models.CharField(_("ตำแหน่งของผู้จดรายงานการประชุม"), max_length=300, blank=True)
    checked_by = models.CharField(_("ผู้ตรวจรายงานการประชุม"), max_length=200, blank=True)
    checked_by_post = models.CharField(_("ตำแหน่งของผู้ตรวจรายงานการประชุม"), max_length=300, blank=True)
    status = models.CharField(_("สถานะ"), max_length=20, choices=Status, default=Status.DRAFT, editable=False)
    called_on = models.DateField(_("เชิญเมื่อ"), null=True, blank=True, editable=False)
    is_urgent = models.BooleanField(_("ด่วน"), default=False, editable=False)
    reply_by = models.DateField(_("ตอบรับภายในวันที่"), null=True, blank=True)
    papers_by = models.DateField(_("ส่งเอกสารภายในวันที่"), null=True, blank=True)
    corrections_by = models.DateField(_("ขอแก้ไขร่างรายงานภายในวันที่"), null=True, blank=True)
    quorum_needed = models.PositiveSmallIntegerField(_("องค์ประชุมที่ต้องมี"), null=True, blank=True, editable=False)
    seats_counted = models.PositiveSmallIntegerField(_("ตำแหน่งที่นับองค์ประชุม"), null=True, blank=True, editable=False)
    no_quorum_reason = models.TextField(_("เหตุที่พิจารณาเมื่อไม่ครบองค์ประชุม"), blank=True)
    summary_th = models.TextField(_("สรุปผลการหารือ"), blank=True)
    opinion_th = models.TextField(_("ความเห็น"), blank=True)
    note_th = models.TextField(_("หมายเหตุ"), blank=True)
    is_past_entry = models.BooleanField(_("บันทึกย้อนหลัง"), default=False, editable=False)
    minutes_missing_th = models.TextField(_("เหตุที่ไม่มีรายงานการประชุม"), blank=True)
    adopted_on = models.DateField(_("รับรองเมื่อ"), null=True, blank=True, editable=False)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)
    created_at = models.DateTimeField(_("สร้างเมื่อ"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("แก้ไขล่าสุด"), auto_now=True)

    personal_fields = ("join_url",)
    unaudited_fields = ("changed_at",)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("การประชุม")
        verbose_name_plural = _("การประชุม")
        ordering = ["-date", "-starts", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(host_group__isnull=False, host_agency__isnull=True)
                | Q(host_group__isnull=True, host_agency__isnull=False, kind="consultation"),
                name="meeting_one_host",
                violation_error_message=_("เลือกคณะทำงานที่จัดประชุม หน่วยงานจัดได้เฉพาะการประชุมหารือ"),
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(year_be__isnull=False, kind__in=["ordinary", "special"]),
                name="meeting_number_in_year",
                violation_error_message=_("เลขครั้งต้องมีปี พ.ศ. และใช้กับการประชุมที่มีเลขครั้งเท่านั้น"),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "cancelled"])
                | Q(number__isnull=False)
                | Q(kind__in=["consultation", "situation"]),
                name="meeting_called_numbered",
            ),
            models.CheckConstraint(
                condition=Q(year_be__isnull=True) | Q(year_be__gte=2480, year_be__lte=2700),
                name="meeting_year_be",
                violation_error_message=_("ใส่ปี พ.ศ. เช่น 2569"),
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                name="meeting_hours",
                violation_error_message=_("เวลาเลิกประชุมต้องหลังเวลาเริ่ม"),
            ),
            models.CheckConstraint(
                condition=~Q(status="adopted") | Q(adopted_on__isnull=False), name="meeting_adopted_dated"
            ),
            models.UniqueConstraint(
                fields=["host_group", "kind", "year_be", "number"],
                condition=Q(number__isnull=False),
                name="meeting_number_unique",
                violation_error_message=_("คณะทำงานนี้มีการประชุมเลขครั้งนี้แล้ว"),
            ),
            models.UniqueConstraint(
                fields=["host_group", "slug"], condition=Q(host_group__isnull=False), name="meeting_slug_of_group"
            ),
            models.UniqueConstraint(
                fields=["host_agency", "slug"], condition=Q(host_agency__isnull=False), name="meeting_slug_of_agency"
            ),
        ]
        indexes = [models.Index(fields=["date", "status"], name="meeting_date_status")]

    def __str__(self):
        return f"{self.label} · {self.host}"

    def get_absolute_url(self):
        return reverse("agendas:meeting", args=[self.host.slug, self.slug])

    @property
    def host(self):
        return self.host_group or self.host_agency

    @property
    def label(self):
        """What the meeting is called among those of its host, in the language of the page: "ครั้งที่ 1/2564"."""
        if self.number is None:
            return str(self.get_kind_display())
        words = _("ครั้งพิเศษที่ %(number)s") if self.kind == self.Kind.SPECIAL else _("ครั้งที่ %(number)s")
        return words % {"number": self.series_number}

    @property
    def series_number(self):
        """`1/2564` as it stands in documents; demonstration meetings carry their mark in it."""
        number, mark = f"{self.number}/{self.year_be}", _("สาธิต")
        return f"{number} ({mark})" if self.is_demo else number

    @property
    def title(self):
        return self.title_en if self.title_en and get_language() == "en" else self.title_th

    @property
    def venue(self):
        return self.venue_en if self.venue_en and get_language() == "en" else self.venue_th

    @property
    def begins(self):
        """The planned beginning as an instant, midnight in Thailand where the hour is not known."""
        return datetime.datetime.combine(self.date, self.starts or datetime.time(), TH)

    @property
    def decides(self):
        """Whether this kind of meeting passes resolutions and has minutes to adopt."""
        return self.kind in self.NUMBERED

    @property
    def has_open_agenda(self):
        return self.status in self.OPEN_AGENDA

    @property
    def is_coming(self):
        return self.status in self.COMING

    @property
    def has_taken_place(self):
        return self.status in self.TAKEN_PLACE

    @property
    def minutes_open(self):
        """Whether the minutes' text may be written now."""
        return self.status in (self.Status.HELD, self.Status.MINUTES_DRAFT, self.Status.MINUTES_CIRCULATED)
