"""Letters to send and whether their readers want them: the row is the queue."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NoticeQuerySet(models.QuerySet):
    def due(self, now):
        """Waiting for their first or next try; a row that a sender took and never answered for is due again."""
        return self.filter(status__in=Notice.WAITING, next_try_at__lte=now)


class Notice(models.Model):
    """One letter to one address. `next_try_at` is also the lease of the sender that is at it."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("รอส่ง")
        SENT = "sent", _("ส่งแล้ว")
        FAILED = "failed", _("ส่งไม่สำเร็จ รอลองใหม่")
        GIVEN_UP = "given_up", _("เลิกส่ง")
        MUTED = "muted", _("ผู้รับไม่รับทางอีเมล")

    WAITING = (Status.QUEUED, Status.FAILED)

    kind = models.CharField(_("เรื่อง"), max_length=60)
    to = models.EmailField(_("ถึง"))
    subject = models.CharField(_("หัวข้อ"), max_length=200)
    body = models.TextField(_("ข้อความ"), blank=True)
    calendar = models.TextField(_("นัดหมายที่แนบ"), blank=True, help_text=_("iCalendar ที่มี METHOD"))
    key = models.CharField(_("กุญแจ"), max_length=200, unique=True, help_text=_("กุญแจหนึ่งส่งได้ครั้งเดียว"))
    private = models.BooleanField(_("มีลิงก์ลับ"), default=False, help_text=_("ข้อความไม่แสดงและถูกลบเมื่อส่งแล้ว"))
    status = models.CharField(_("สถานะ"), max_length=10, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("จำนวนครั้งที่ลอง"), default=0)
    next_try_at = models.DateTimeField(_("ลองครั้งถัดไป"), default=timezone.now)
    last_error = models.CharField(_("ปัญหาครั้งล่าสุด"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("เข้าคิวเมื่อ"), default=timezone.now)
    sent_at = models.DateTimeField(_("ส่งเมื่อ"), null=True, blank=True)

    personal_fields = ("to", "subject", "body", "calendar", "key")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("จดหมายแจ้ง")
        verbose_name_plural = _("จดหมายแจ้ง")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], condition=Q(status__in=["queued", "failed"]), name="notice_waiting"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False) | (~Q(status="sent") & Q(sent_at=None)),
                name="notice_sent_at_when_sent",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["queued", "sent", "failed", "given_up", "muted"]), name="notice_status_known"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.created_at:%Y-%m-%d}"


class NoticePreference(models.Model):
    """What one person wants to hear of by e-mail; without a row, everything."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences", verbose_name=_("ผู้ใช้")
    )
    kind = models.CharField(_("เรื่อง"), max_length=60)
    email = models.BooleanField(_("รับทางอีเมล"), default=True)

    class Meta:
        verbose_name = _("การรับแจ้งเตือน")
        verbose_name_plural = _("การรับแจ้งเตือน")
        ordering = ["user_id", "kind"]
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="notice_preference_one_per_kind")]

    def __str__(self):
        return self.kind
