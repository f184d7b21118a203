"""Months of stations and provinces, days of the country: totals that pages add up, kept with the daily means.

A mean of a longer time is made from totals, `sum(total) / sum(days)`, never from means of months. It stands beside the
share of its days that are known: a year of which much is missing is not comparable with the annual limit.
"""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from pm25.fields import ThousandthsField
from pm25.models.stations import Parameter, Series


class Month(models.Model):
    """`total` is the sum of the `days` known daily means, in the unit of the parameter; `highest` is rounded to 0.1.

    `over` counts the days whose mean, rounded to 0.1, was above the daily limit that held on that day.
    """

    month = models.DateField(_("วันแรกของเดือน"))
    total = ThousandthsField(_("ผลรวมของค่าเฉลี่ยรายวัน"), db_column="total_thousandths", default=0)
    highest = ThousandthsField(_("ค่าเฉลี่ยรายวันสูงสุด"), db_column="highest_thousandths", null=True, blank=True)
    days = models.SmallIntegerField(_("วันที่มีค่า"))
    over = models.SmallIntegerField(_("วันที่เกินค่ามาตรฐาน"))
    highest_on = models.SmallIntegerField(_("วันที่ที่สูงสุด"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def highest_day(self) -> date | None:
        """The first day with the highest mean."""
        return self.month.replace(day=self.highest_on) if self.highest_on else None


class StationMonth(Month):
    """A month of a series of hourly PM2.5 or PM10 with at least one usable hour; `hours` counts these."""

    pk = models.CompositePrimaryKey("series_id", "month")
    series = models.ForeignKey(
        Series,
        on_delete=models.DO_NOTHING,
        related_name="months",
        db_constraint=False,
        db_index=False,
        verbose_name=_("ชุดค่าที่ตรวจวัด"),
    )
    hours = models.SmallIntegerField(_("จำนวนชั่วโมง"))

    class Meta:
        verbose_name = _("เดือนของสถานี")
        verbose_name_plural = _("เดือนของสถานี")
        ordering = ["series_id", "month"]

    def __str__(self):
        return f"{self.series_id} {self.month:%Y-%m} {self.days}"


class ProvinceMonth(Month):
    """A month of a province with at least one ProvinceDay; samples have rows of their own."""

    province = models.ForeignKey(
        "places.Province", on_delete=models.PROTECT, related_name="air_months", db_index=False, verbose_name=_("จังหวัด")
    )
    is_sample = models.BooleanField(_("ข้อมูลตัวอย่าง"), default=False)
    parameter = models.CharField(_("สิ่งที่วัด"), max_length=20, default=Parameter.PM25)

    class Meta:
        verbose_name = _("เดือนของจังหวัด")
        verbose_name_plural = _("เดือนของจังหวัด")
        ordering = ["province", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "parameter", "is_sample", "month"], name="provincemonth_unique"
            ),
            models.CheckConstraint(condition=models.Q(days__gte=1), name="provincemonth_has_day"),
        ]
        indexes = [models.Index(fields=["month"], name="provincemonth_month")]

    def __str__(self):
        return f"{self.province_id} {self.month:%Y-%m} {self.days}"


class CountryDay(models.Model):
    """How the provinces stood on one day. No mean of the country: none is official.

    Of `provinces` with a mean `over` were above the limit of that day; `median` and `highest` are of their means, in
    steps of 0.1. Samples have rows of their own.
    """

    day = models.DateField(_("วัน"))
    median = ThousandthsField(_("มัธยฐานของจังหวัด"), db_column="median_thousandths")
    highest = ThousandthsField(_("จังหวัดที่สูงสุด"), db_column="highest_thousandths")
    highest_province = models.ForeignKey(
        "places.Province", on_delete=models.PROTECT, related_name="+", verbose_name=_("จังหวัดที่สูงสุด")
    )
    provinces = models.SmallIntegerField(_("จังหวัดที่มีค่า"))
    over = models.SmallIntegerField(_("จังหวัดที่เกินค่ามาตรฐาน"))
    is_sample = models.BooleanField(_("ข้อมูลตัวอย่าง"), default=False)
    parameter = models.CharField(_("สิ่งที่วัด"), max_length=20, default=Parameter.PM25)

    class Meta:
        verbose_name = _("วันของประเทศ")
        verbose_name_plural = _("วันของประเทศ")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["parameter", "is_sample", "day"], name="countryday_unique"),
            models.CheckConstraint(condition=models.Q(provinces__gte=1), name="countryday_has_province"),
        ]

    def __str__(self):
        return f"{self.day} {self.over}/{self.provinces}"
