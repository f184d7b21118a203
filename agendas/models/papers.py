"""Papers of a meeting: every version is kept, and an item points at the very version that was on the table."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agendas.models.items import AgendaItem
from agendas.models.meetings import Meeting


class Paper(models.Model):
    """เอกสารประกอบการประชุม. A paper with a secrecy class is registered by number only, never uploaded."""

    class Secrecy(models.TextChoices):
        NORMAL = "normal", _("ปกติ")
        CONFIDENTIAL = "confidential", _("ลับ")
        SECRET = "secret", _("ลับมาก")
        TOP_SECRET = "top_secret", _("ลับที่สุด")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers", verbose_name=_("การประชุม"))
    title_th = models.CharField(_("ชื่อเอกสาร"), max_length=300)
    secrecy = models.CharField(_("ชั้นความลับ"), max_length=12, choices=Secrecy, default=Secrecy.NORMAL)
    register_number = models.CharField(_("เลขทะเบียนเอกสารลับ"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("เอกสารประกอบการประชุม")
        verbose_name_plural = _("เอกสารประกอบการประชุม")
        ordering = ["meeting", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(secrecy="normal") | ~models.Q(register_number=""),
                name="paper_secret_registered",
                violation_error_message=_("เอกสารลับต้องระบุเลขทะเบียน และไม่ส่งไฟล์เข้าระบบ"),
            )
        ]

    def __str__(self):
        return self.title_th


class PaperVersion(models.Model):
    """One file of a paper; a later one never takes its place."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="versions", verbose_name=_("เอกสารประกอบการประชุม"))
    number = models.PositiveSmallIntegerField(_("ฉบับที่"))
    file = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, related_name="paper_versions", verbose_name=_("ไฟล์")
    )
    note_th = models.CharField(_("สิ่งที่เปลี่ยน"), max_length=300, blank=True)
    at = models.DateTimeField(_("ส่งเมื่อ"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="paper_versions", verbose_name=_("ผู้ส่งไฟล์")
    )

    class Meta:
        verbose_name = _("ฉบับของเอกสาร")
        verbose_name_plural = _("ฉบับของเอกสาร")
        ordering = ["paper", "number"]
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="paper_version_unique")]

    def __str__(self):
        return f"{self.paper} ({self.number})"


class ItemPaper(models.Model):
    """The version of a paper that belongs to an item. `is_tabled`: put there after the agenda was fixed."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="item_papers", verbose_name=_("เรื่อง"))
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="item_papers", verbose_name=_("เอกสาร"))
    version = models.ForeignKey(
        PaperVersion, models.PROTECT, null=True, blank=True, related_name="item_papers", verbose_name=_("ฉบับที่")
    )
    order = models.PositiveSmallIntegerField(_("ลำดับ"), default=1)
    is_tabled = models.BooleanField(_("แจกในที่ประชุม"), default=False)

    class Meta:
        verbose_name = _("เอกสารของเรื่อง")
        verbose_name_plural = _("เอกสารของเรื่อง")
        ordering = ["item", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "paper"], name="item_paper_once")]

    def __str__(self):
        return str(self.paper)
