"""What pages read instead of readings: recomputed in the transaction that changes the readings, never by hand."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from pm25.fields import ThousandthsField, half_up
from pm25.models.stations import Parameter, Series

HOURS_OF_DAY = 24


class Latest(models.Model):
    """The newest usable reading of a series; a series without one has no row."""

    period_end = models.DateTimeField(_("สิ้นสุดช่วงเวลา"))
    series = models.OneToOneField(
        Series, on_delete=models.CASCADE, primary_key=True, related_name="latest", verbose_name=_("ชุดค่าที่ตรวจวัด")
    )
    value = ThousandthsField(_("ค่า"), db_column="value_thousandths")
    flags = models.SmallIntegerField(_("ข้อสังเกตด้านคุณภาพ"), default=0)

    class Meta:
        verbose_name = _("ค่าล่าสุด")
        verbose_name_plural = _("ค่าล่าสุด")
        ordering = ["series"]

    def __str__(self):
        return f"{self.series_id} {self.period_end:%Y-%m-%d %H:%M} {self.value}"


class DailyMean(models.Model):
    """The mean of a series' usable hourly values of one Thai day: the hours ending 01:00 … 24:00 at +07:00.

    `mean` is null where fewer than `settings.COMPLETENESS_PERCENT` of the 24 hours are there; `total` is their sum, so
    that the mean of several stations is rounded once.
    """

    pk = models.CompositePrimaryKey("series_id", "day")
    day = models.DateField(_("วัน"))
    series = models.ForeignKey(
        Series,
        on_delete=models.DO_NOTHING,
        related_name="daily_means",
        db_constraint=False,
        db_index=False,
        verbose_name=_("ชุดค่าที่ตรวจวัด"),
    )
    total = ThousandthsField(_("ผลรวม"), db_column="total_thousandths")
    mean = ThousandthsField(_("ค่าเฉลี่ยรายวัน"), db_column="mean_thousandths", null=True, blank=True)
    hours = models.SmallIntegerField(_("จำนวนชั่วโมง"))

    class Meta:
        verbose_name = _("ค่าเฉลี่ยรายวัน")
        verbose_name_plural = _("ค่าเฉลี่ยรายวัน")
        ordering = ["series_id", "day"]
        indexes = [models.Index(fields=["day"], name="dailymean_day")]
        constraints = [
            models.CheckConstraint(condition=models.Q(hours__gte=1, hours__lte=24), name="dailymean_hours_of_day"),
        ]

    def __str__(self):
        return f"{self.series_id} {self.day} {self.mean} ({self.hours}/24)"

    @property
    def is_valid(self):
        return self.mean is not None

    @property
    def shown(self):
        """The mean rounded once to 0.1, for pages and bands; None where the day is incomplete."""
        return half_up(self.total / self.hours) if self.is_valid else None

    @property
    def completeness(self):
        """Share of the day's hours that are there, in whole per cent rounded down."""
        return int(Decimal(self.hours) * 100 / HOURS_OF_DAY)


class ProvinceDay(models.Model):
    """A province's mean of one day: the mean of its public reference stations' complete days, rounded once to 0.1."""

    day = models.DateField(_("วัน"))
    province = models.ForeignKey(
        "places.Province", on_delete=models.PROTECT, related_name="air_days", db_index=False, verbose_name=_("จังหวัด")
    )
    mean = ThousandthsField(_("ค่าเฉลี่ยรายวัน"), db_column="mean_thousandths")
    stations = models.SmallIntegerField(_("จำนวนสถานี"))
    rule = models.SmallIntegerField(_("รุ่นของวิธีคำนวณ"))
    is_sample = models.BooleanField(_("ข้อมูลตัวอย่าง"), default=False)
    parameter = models.CharField(_("สิ่งที่วัด"), max_length=20, default=Parameter.PM25)

    class Meta:
        verbose_name = _("ค่าเฉลี่ยรายวันของจังหวัด")
        verbose_name_plural = _("ค่าเฉลี่ยรายวันของจังหวัด")
        ordering = ["province", "day"]
        constraints = [
            models.UniqueConstraint(fields=["province", "parameter", "is_sample", "day"], name="provinceday_unique"),
            models.CheckConstraint(condition=models.Q(stations__gte=1), name="provinceday_has_station"),
        ]
        indexes = [models.Index(fields=["day"], name="provinceday_day")]

    def __str__(self):
        return f"{self.province_id} {self.day} {self.mean}"
