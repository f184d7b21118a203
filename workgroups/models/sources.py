"""Where a fact comes from, and what the reference files have written."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourcedModel(models.Model):
    """A fact with the document it was read in and the date for which the document speaks."""

    source = models.CharField(_("แหล่งที่มา"), max_length=300, blank=True, help_text=_("ชื่อเอกสารที่อ่านข้อมูลนี้มา"))
    source_url = models.URLField(_("ที่อยู่ของแหล่งที่มา"), max_length=500, blank=True)
    as_of = models.DateField(_("ข้อมูล ณ วันที่"), null=True, blank=True, help_text=_("วันที่ที่เอกสารกล่าวถึง ไม่ใช่วันที่บันทึก"))

    class Meta:
        abstract = True


class LoadedFact(models.Model):
    """What `load_workgroups` last wrote for one row of a reference file.

    A field whose value still equals `values` follows the file; another one was edited by staff and is left alone.
    A row that staff deleted is not written again.
    """

    key = models.CharField(max_length=200, unique=True)
    object_type = models.CharField(max_length=100)
    object_id = models.BigIntegerField()
    values = models.JSONField(default=dict)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("ข้อมูลตั้งต้นที่นำเข้าแล้ว")
        verbose_name_plural = _("ข้อมูลตั้งต้นที่นำเข้าแล้ว")
        ordering = ["key"]

    def __str__(self):
        return self.key
