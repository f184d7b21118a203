"""The readings themselves and what was corrected in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pm25.fields import ThousandthsField
from pm25.flags import ERROR_MASK, Flag
from pm25.models.runs import ImportRun
from pm25.models.stations import Series


class ReadingQuerySet(models.QuerySet):
    def usable(self):
        """What means and pages may use: a value without an error flag."""
        return self.alias(errors=models.F("flags").bitand(ERROR_MASK)).filter(errors=0, value__isnull=False)


class Reading(models.Model):
    """One value of one series, for the period that ends at `period_end` (UTC).

    `value` is what the source sent, also where an error flag says that nobody may use it; `raw` is the text itself
    where the value alone does not say what came. The table is made by hand (0002): partitions by year on PostgreSQL,
    WITHOUT ROWID on SQLite, wide columns first. It has no foreign keys in the database, for two look-ups a row would
    double the time of a bulk import; series and runs are never deleted while readings stand.
    """

    pk = models.CompositePrimaryKey("series_id", "period_end")
    period_end = models.DateTimeField(_("สิ้นสุดช่วงเวลา"))
    series = models.ForeignKey(
        Series,
        on_delete=models.DO_NOTHING,
        related_name="readings",
        db_constraint=False,
        db_index=False,
        verbose_name=_("ชุดค่าที่ตรวจวัด"),
    )
    run = models.ForeignKey(
        ImportRun,
        on_delete=models.DO_NOTHING,
        related_name="readings",
        db_constraint=False,
        db_index=False,
        verbose_name=_("รอบการนำเข้าข้อมูล"),
    )
    value = ThousandthsField(_("ค่า"), db_column="value_thousandths", null=True, blank=True)
    flags = models.SmallIntegerField(_("ข้อสังเกตด้านคุณภาพ"), default=0)
    raw = models.TextField(_("ข้อความที่แหล่งข้อมูลส่งมา"), null=True, blank=True)  # noqa: DJ001 - NULL costs no byte

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("ค่าที่ตรวจวัดได้")
        verbose_name_plural = _("ค่าที่ตรวจวัดได้")
        ordering = ["series_id", "period_end"]

    def __str__(self):
        return f"{self.series_id} {self.period_end:%Y-%m-%d %H:%M} {self.value}"

    @property
    def usable(self):
        """The value as a Decimal in the series' unit; None where an error flag forbids its use."""
        return None if self.flags & ERROR_MASK else self.value

    @property
    def flag_set(self):
        return Flag(self.flags)


class Revision(models.Model):
    """What a reading was before a source corrected it. Written once, never changed."""

    series = models.ForeignKey(
        Series, on_delete=models.PROTECT, related_name="revisions", db_index=False, verbose_name=_("ชุดค่าที่ตรวจวัด")
    )
    period_end = models.DateTimeField(_("สิ้นสุดช่วงเวลา"))
    old_value = ThousandthsField(_("ค่าเดิม"), db_column="old_thousandths", null=True, blank=True)
    new_value = ThousandthsField(_("ค่าใหม่"), db_column="new_thousandths", null=True, blank=True)
    old_flags = models.SmallIntegerField(_("ข้อสังเกตเดิม"), default=0)
    new_flags = models.SmallIntegerField(_("ข้อสังเกตใหม่"), default=0)
    old_raw = models.TextField(_("ข้อความเดิม"), null=True, blank=True)  # noqa: DJ001 - as in Reading
    old_run = models.ForeignKey(
        ImportRun, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("รอบที่นำค่าเดิมเข้า")
    )
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("รอบที่ปรับแก้"))
    at = models.DateTimeField(_("ปรับแก้เมื่อ"))

    class Meta:
        verbose_name = _("ค่าที่ปรับแก้ย้อนหลัง")
        verbose_name_plural = _("ค่าที่ปรับแก้ย้อนหลัง")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["series", "period_end"], name="revision_series_period")]

    def __str__(self):
        return f"{self.series_id} {self.period_end:%Y-%m-%d %H:%M}: {self.old_value} → {self.new_value}"

    @property
    def old_usable(self):
        """The value before; None where an error flag forbade its use, such as a mark for a missing value."""
        return None if self.old_flags & ERROR_MASK else self.old_value

    @property
    def new_usable(self):
        return None if self.new_flags & ERROR_MASK else self.new_value
