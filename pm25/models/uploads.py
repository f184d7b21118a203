"""Tables of readings that officers hand in: from the file to the readings in steps that can be taken again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.documents.models import StoredFile
from pm25.models.runs import ImportRun
from workgroups.models import Grant
from workgroups.permissions import is_secretariat

UPLOADERS = [Grant.Role.OFFICER, Grant.Role.SECRETARY]


class UploadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The uploads of the groups that `user` serves as officer or secretary; all of them for the secretariat."""
        if is_secretariat(user):
            return self
        if not user.is_authenticated:
            return self.none()
        grants = Grant.objects.current().filter(user=user, role__in=UPLOADERS)
        return self.filter(group__in=grants.values("group"))

    def queued(self):
        """What waits for a worker, or is in one's hands."""
        return self.filter(status__in=Upload.WORK)

    def unfinished(self):
        return self.exclude(status__in=[Upload.Status.DONE, Upload.Status.WITHDRAWN])


class Upload(models.Model):
    """One table. `reading` says how its text is read, `mapping` which column is what, as the form keeps them.

    `columns` and `preview` are what the reading shows: the headings and the first lines as [number, cells]. `checked`
    is what the trial run told, `check_no` which one it was: a confirmation names the one that its person has seen.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("รอจับคู่คอลัมน์")
        CHECKING = "checking", _("กำลังลองนำเข้า")
        CHECKED = "checked", _("ลองแล้ว รอยืนยัน")
        IMPORTING = "importing", _("กำลังนำเข้า")
        DONE = "done", _("นำเข้าแล้ว")
        FAILED = "failed", _("ไม่สำเร็จ")
        WITHDRAWN = "withdrawn", _("ยกเลิกแล้ว")

    MOVES = {
        Status.DRAFT: [Status.CHECKING, Status.WITHDRAWN],
        Status.CHECKING: [Status.CHECKED, Status.FAILED],
        Status.CHECKED: [Status.IMPORTING, Status.DRAFT, Status.WITHDRAWN],
        Status.IMPORTING: [Status.DONE, Status.FAILED],
        Status.FAILED: [Status.DRAFT, Status.WITHDRAWN],
        Status.DONE: [],
        Status.WITHDRAWN: [],
    }
    WORK = [Status.CHECKING, Status.IMPORTING]

    group = models.ForeignKey(
        "workgroups.Workgroup",
        models.PROTECT,
        related_name="reading_uploads",
        verbose_name=pgettext_lazy("หนึ่งคณะ", "คณะทำงาน"),
    )
    file = models.ForeignKey(
        "documents.StoredFile", models.PROTECT, related_name="reading_uploads", verbose_name=_("ไฟล์")
    )
    status = models.CharField(_("สถานะ"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    reading = models.JSONField(_("วิธีอ่านไฟล์"), default=dict, blank=True, editable=False)
    columns = models.JSONField(_("หัวคอลัมน์"), default=list, blank=True, editable=False)
    preview = models.JSONField(_("บรรทัดแรก ๆ ของไฟล์"), default=list, blank=True, editable=False)
    fingerprint = models.CharField(_("ลายนิ้วมือของหัวตาราง"), max_length=64, blank=True, editable=False)
    mapping = models.JSONField(_("การจับคู่คอลัมน์"), default=dict, blank=True, editable=False)
    checked = models.JSONField(_("ผลการลองนำเข้า"), default=dict, blank=True, editable=False)
    check_no = models.PositiveIntegerField(_("ลองครั้งที่"), default=0, editable=False)
    attempts = models.PositiveSmallIntegerField(_("จำนวนครั้งที่พยายาม"), default=0, editable=False)
    claimed_at = models.DateTimeField(_("เริ่มทำเมื่อ"), null=True, blank=True, editable=False)
    run = models.OneToOneField(
        ImportRun,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="upload",
        verbose_name=_("รอบการนำเข้าข้อมูล"),
    )
    message_th = models.TextField(_("คำอธิบาย"), blank=True, editable=False)
    message_en = models.TextField(_("คำอธิบายภาษาอังกฤษ"), blank=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reading_uploads",
        verbose_name=_("ผู้ส่งไฟล์"),
    )
    is_demo = models.BooleanField(_("ข้อมูลสาธิต"), default=False, editable=False)
    created_at = models.DateTimeField(_("ส่งเมื่อ"), default=timezone.now)
    moved_at = models.DateTimeField(_("เปลี่ยนสถานะเมื่อ"), default=timezone.now, editable=False)

    objects = UploadQuerySet.as_manager()
    unaudited_fields = ("reading", "columns", "preview", "mapping", "checked", "message_th", "message_en")

    class Meta:
        verbose_name = _("ไฟล์ค่าที่ตรวจวัดซึ่งเจ้าหน้าที่ส่ง")
        verbose_name_plural = _("ไฟล์ค่าที่ตรวจวัดซึ่งเจ้าหน้าที่ส่ง")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="done", run__isnull=False) | ~Q(status="done"), name="upload_done_has_run"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "checking", "checked", "importing", "done", "failed", "withdrawn"]),
                name="upload_status_known",
            ),
        ]
        indexes = [
            models.Index(fields=["group", "fingerprint"], name="upload_group_shape"),
            models.Index(fields=["status", "claimed_at"], name="upload_status_claimed"),
        ]

    def __str__(self):
        return f"{self.file.name}"

    def get_absolute_url(self):
        return reverse("pm25:upload", args=[self.pk])

    @property
    def is_workbook(self):
        return self.file.content_type == StoredFile.ContentType.XLSX

    @property
    def is_readable(self):
        """Whether it is known how the file becomes a table: its columns, and where the data begin."""
        return bool((self.is_workbook or self.reading.get("delimiter")) and self.reading.get("first_line"))

    @property
    def is_at_work(self):
        return self.status in self.WORK

    @property
    def may_be_mapped(self):
        return self.status == self.Status.DRAFT

    @property
    def may_be_changed(self):
        """Whether a person may go back to the mapping."""
        return self.Status.DRAFT in self.MOVES[self.status]

    @property
    def may_be_withdrawn(self):
        return self.Status.WITHDRAWN in self.MOVES[self.status]
