"""Files that people hand in: known by their content, kept outside every public folder, served by a view only."""

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """One stored file. `content_type` comes from its content, never from its sender; `name` is text, never a path."""

    class ContentType(models.TextChoices):
        PDF = "application/pdf", "PDF"
        DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word (.docx)"
        XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel (.xlsx)"
        CSV = "text/csv", "CSV"
        PNG = "image/png", "PNG"
        JPEG = "image/jpeg", "JPG"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("ชื่อไฟล์"), max_length=200)
    label = models.CharField(_("คำอธิบาย"), max_length=300, blank=True)
    content_type = models.CharField(_("ชนิดไฟล์"), max_length=100, choices=ContentType)
    size = models.PositiveIntegerField(_("ขนาด (ไบต์)"))
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stored_files",
        verbose_name=_("ผู้ส่งไฟล์"),
    )
    created_at = models.DateTimeField(_("ส่งเมื่อ"), default=timezone.now)

    class Meta:
        verbose_name = _("ไฟล์")
        verbose_name_plural = _("ไฟล์")
        ordering = ["-created_at", "id"]
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="stored_file_not_empty")]

    def __str__(self):
        return self.label or self.name

    def get_absolute_url(self):
        return reverse("documents:download", args=[self.pk])

    @property
    def path(self):
        """Where the bytes lie: nothing of it comes from the sender."""
        return Path(settings.MEDIA_ROOT) / self.pk.hex[:2] / self.pk.hex
