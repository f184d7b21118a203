"""The ledger of imports: what was fetched, what came of it, what was refused and why."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pm25.models.sources import Source


class ImportRunQuerySet(models.QuerySet):
    def done(self):
        return self.filter(status=ImportRun.Status.DONE)

    def failed(self):
        return self.filter(status=ImportRun.Status.FAILED)

    def real(self):
        return self.exclude(source__kind=Source.Kind.SAMPLE)


class ImportRun(models.Model):
    """One import. A scheduled one owns its hour: `window_start` is unique for a source's adapter; a file has none."""

    class Status(models.TextChoices):
        RUNNING = "running", _("กำลังนำเข้า")
        DONE = "done", _("สำเร็จ")
        FAILED = "failed", _("ไม่สำเร็จ")

    id = models.AutoField(primary_key=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="runs", verbose_name=_("แหล่งข้อมูล"))
    adapter = models.CharField(_("ตัวอ่านข้อมูล"), max_length=40)
    window_start = models.DateTimeField(_("ชั่วโมงที่นำเข้า"), null=True, blank=True)
    status = models.CharField(_("สถานะ"), max_length=20, choices=Status, default=Status.RUNNING)
    attempts = models.PositiveSmallIntegerField(_("จำนวนครั้งที่พยายาม"), default=0)
    started_at = models.DateTimeField(_("เริ่มเมื่อ"))
    finished_at = models.DateTimeField(_("เสร็จเมื่อ"), null=True, blank=True)
    origin = models.CharField(_("ไฟล์หรือที่อยู่"), max_length=1000, blank=True)
    size = models.BigIntegerField(_("ขนาด (ไบต์)"), null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    new = models.IntegerField(_("เพิ่มใหม่"), default=0)
    unchanged = models.IntegerField(_("ไม่เปลี่ยน"), default=0)
    revised = models.IntegerField(_("ปรับแก้"), default=0)
    rejected = models.IntegerField(_("ไม่รับ"), default=0)
    late = models.IntegerField(_("มาช้า"), default=0)
    pending_stations = models.IntegerField(_("สถานีใหม่ที่รอตรวจ"), default=0)
    error_code = models.CharField(_("รหัสข้อผิดพลาด"), max_length=40, blank=True)
    message_th = models.TextField(_("คำอธิบาย"), blank=True)
    message_en = models.TextField(_("คำอธิบายภาษาอังกฤษ"), blank=True)
    error_id = models.CharField(_("เลขอ้างอิงข้อผิดพลาด"), max_length=40, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="import_runs",
        null=True,
        blank=True,
        verbose_name=_("ผู้นำเข้า"),
    )

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("รอบการนำเข้าข้อมูล")
        verbose_name_plural = _("รอบการนำเข้าข้อมูล")
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "adapter", "window_start"], name="run_window_unique"),
            models.CheckConstraint(
                condition=models.Q(status="running") | models.Q(finished_at__isnull=False), name="run_finished_at_set"
            ),
        ]
        indexes = [models.Index(fields=["source", "adapter", "-started_at"], name="run_source_started")]

    def __str__(self):
        return f"{self.adapter} {timezone.localtime(self.started_at):%Y-%m-%d %H:%M}"


class Reject(models.Model):
    """A value that was not taken, with its reason and what the source sent."""

    run = models.ForeignKey(
        ImportRun, on_delete=models.CASCADE, related_name="rejects", verbose_name=_("รอบการนำเข้าข้อมูล")
    )
    line = models.IntegerField(_("บรรทัดหรือลำดับ"), null=True, blank=True)
    reason = models.CharField(_("เหตุ"), max_length=40)
    message_th = models.CharField(_("คำอธิบาย"), max_length=500, blank=True)
    raw = models.CharField(_("ข้อมูลที่ส่งมา"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("ข้อมูลที่ไม่รับ")
        verbose_name_plural = _("ข้อมูลที่ไม่รับ")
        ordering = ["run", "line", "id"]

    def __str__(self):
        return f"{self.line}: {self.reason}"
