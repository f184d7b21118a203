"""Who was invited, who said they would come, who came: names and posts as they were on the day of the meeting."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agendas.models.marks import MarkedModel
from agendas.models.meetings import Meeting


class AttendanceQuerySet(models.QuerySet):
    def seats(self):
        """Rows of members' seats; the others are guests."""
        return self.filter(is_member=True)

    def in_the_room(self):
        """Those who count for the quorum: members and their substitutes, in the room or by electronic means."""
        return self.filter(is_member=True, status__in=[Attendance.Status.PRESENT, Attendance.Status.SUBSTITUTE])


class Attendance(MarkedModel):
    """One seat, or one guest, at one meeting. `name`, `post_title` and `agency_name` are snapshots: they stay when the
    person leaves the seat. `key` is part of the personal link; a new one makes older links useless."""

    class Reply(models.TextChoices):
        NONE = "", _("ยังไม่ตอบ")
        YES = "yes", _("จะมาประชุม")
        SUBSTITUTE = "substitute", _("ส่งผู้แทน")
        NO = "no", _("ไม่มาประชุม")

    class Status(models.TextChoices):
        EXPECTED = "expected", _("ยังไม่บันทึก")
        PRESENT = "present", _("มาประชุม")
        SUBSTITUTE = "substitute", _("มีผู้มาประชุมแทน")
        ABSENT = "absent", _("ไม่มาประชุม")

    class Channel(models.TextChoices):
        ROOM = "room", _("ในห้องประชุม")
        ELECTRONIC = "electronic", _("ผ่านสื่ออิเล็กทรอนิกส์")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances", verbose_name=_("การประชุม"))
    order = models.PositiveSmallIntegerField(_("ลำดับ"), default=0)
    is_member = models.BooleanField(_("อยู่ในคณะทำงาน"), default=True)
    post = models.ForeignKey(
        "workgroups.Post",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attendances",
        verbose_name=_("ตำแหน่งในคณะทำงาน"),
    )
    person = models.ForeignKey(
        "workgroups.Person", models.PROTECT, null=True, blank=True, related_name="attendances", verbose_name=_("บุคคล")
    )
    name = models.CharField(_("ชื่อ"), max_length=200, blank=True)
    post_title = models.CharField(_("ตำแหน่ง"), max_length=500, blank=True)
    agency_name = models.CharField(_("หน่วยงาน"), max_length=500, blank=True)
    email = models.EmailField(_("อีเมลสำหรับเชิญ"), blank=True)
    reply = models.CharField(_("การตอบรับ"), max_length=10, choices=Reply, blank=True, default=Reply.NONE)
    reply_note = models.CharField(_("ข้อความตอบรับ"), max_length=300, blank=True)
    replied_at = models.DateTimeField(_("ตอบเมื่อ"), null=True, blank=True, editable=False)
    substitute_name = models.CharField(_("ชื่อผู้มาประชุมแทน"), max_length=200, blank=True)
    substitute_post = models.CharField(_("ตำแหน่งของผู้มาประชุมแทน"), max_length=300, blank=True)
    status = models.CharField(_("การเข้าประชุม"), max_length=10, choices=Status, default=Status.EXPECTED)
    absent_reason = models.CharField(_("เหตุที่ไม่มา"), max_length=200, blank=True)
    channel = models.CharField(_("ช่องทาง"), max_length=10, choices=Channel, default=Channel.ROOM)
    identified_by = models.CharField(
        _("วิธีแสดงตน"), max_length=200, blank=True, help_text=_("เมื่อประชุมผ่านสื่ออิเล็กทรอนิกส์ เช่น เลขานุการเห็นหน้าและเรียกชื่อ")
    )
    arrived_at = models.TimeField(_("เข้าประชุมเวลา"), null=True, blank=True)
    left_at = models.TimeField(_("ออกจากที่ประชุมเวลา"), null=True, blank=True)
    registered_at = models.DateTimeField(_("ลงทะเบียนเองเมื่อ"), null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmed_attendances",
        verbose_name=_("ผู้ยืนยัน"),
        editable=False,
    )
    name_is_public = models.BooleanField(_("เผยแพร่ชื่อ"), default=True, help_text=_("เอาออกเมื่อบุคคลภายนอกไม่ยินยอม"))
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    is_final = models.BooleanField(_("อยู่ในรายงานที่รับรองแล้ว"), default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    personal_fields = ("email", "name", "substitute_name", "reply_note", "key")

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("การเข้าประชุม")
        verbose_name_plural = _("การเข้าประชุม")
        ordering = ["meeting", "-is_member", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "post"], condition=Q(post__isnull=False), name="attendance_seat_once"
            ),
            models.CheckConstraint(
                condition=~Q(status="substitute") | ~Q(substitute_name=""),
                name="attendance_substitute_named",
                violation_error_message=_("ใส่ชื่อผู้มาประชุมแทน"),
            ),
            models.CheckConstraint(
                condition=Q(is_member=True) | ~Q(name=""),
                name="attendance_guest_named",
                violation_error_message=_("ใส่ชื่อผู้เข้าร่วมประชุม หรือ “ผู้แทน” ตามด้วยชื่อหน่วยงาน"),
            ),
            models.CheckConstraint(
                condition=Q(arrived_at__isnull=True) | Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at")),
                name="attendance_hours",
                violation_error_message=_("เวลาออกต้องหลังเวลาเข้า"),
            ),
        ]

    def __str__(self):
        return self.name or self.post_title

    @property
    def counts(self):
        return self.is_member and self.status in (self.Status.PRESENT, self.Status.SUBSTITUTE)

    @property
    def came(self):
        return self.status in (self.Status.PRESENT, self.Status.SUBSTITUTE)


class ElectronicRecord(models.Model):
    """What the electronic-meetings decree (2563) asks to be kept of a meeting held by electronic means."""

    meeting = models.OneToOneField(
        Meeting, models.CASCADE, related_name="electronic_record", verbose_name=_("การประชุม")
    )
    identification = models.TextField(_("วิธีแสดงตนของผู้ร่วมประชุม"), blank=True)
    recording_reference = models.CharField(
        _("ที่เก็บบันทึกเสียงหรือภาพ"), max_length=300, blank=True, help_text=_("เลขทะเบียนหรือที่เก็บ ไม่ใช่ลิงก์สาธารณะ")
    )
    kept_until = models.DateField(_("เก็บถึงวันที่"), null=True, blank=True)
    traffic_log = models.CharField(_("ที่เก็บข้อมูลจราจรทางคอมพิวเตอร์"), max_length=300, blank=True)
    faults = models.TextField(_("เหตุขัดข้องระหว่างประชุม"), blank=True)
    votes = models.TextField(_("การออกเสียงลงคะแนน"), blank=True, help_text=_("เปิดเผยหรือลับ และวิธีนับ"))

    class Meta:
        verbose_name = _("หลักฐานการประชุมผ่านสื่ออิเล็กทรอนิกส์")
        verbose_name_plural = _("หลักฐานการประชุมผ่านสื่ออิเล็กทรอนิกส์")
        ordering = ["meeting"]

    def __str__(self):
        return str(self.meeting)
