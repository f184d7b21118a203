"""What somebody said the air would be: never a reading, and kept as it was said."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pm25.fields import ThousandthsField
from pm25.models.runs import ImportRun
from pm25.models.sources import Source


class ForecastQuerySet(models.QuerySet):
    def of_provinces(self):
        """Those of whole provinces, not of a district."""
        return self.filter(district__isnull=True)


class Forecast(models.Model):
    """The PM2.5 of one Thai day as `source` foresaw it at `issued_at`: the day's mean in µg/m³, or a band's level.

    A later forecast of the same day is another row. A row is never changed, so that what was said can be held against
    what came.
    """

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="forecasts", verbose_name=_("ผู้พยากรณ์"))
    province = models.ForeignKey(
        "places.Province",
        on_delete=models.PROTECT,
        related_name="forecasts",
        db_index=False,
        verbose_name=_("จังหวัด"),
    )
    district = models.ForeignKey(
        "places.District",
        on_delete=models.PROTECT,
        related_name="forecasts",
        null=True,
        blank=True,
        verbose_name=_("อำเภอ"),
    )
    issued_at = models.DateTimeField(_("พยากรณ์เมื่อ"))
    valid_for = models.DateField(_("วันที่พยากรณ์ถึง"))
    value = ThousandthsField(_("ค่าเฉลี่ยรายวัน (µg/m³)"), db_column="value_thousandths", null=True, blank=True)
    level = models.PositiveSmallIntegerField(_("ระดับ"), null=True, blank=True)
    run = models.ForeignKey(
        ImportRun, on_delete=models.PROTECT, related_name="forecasts", verbose_name=_("รอบการนำเข้าข้อมูล")
    )

    objects = ForecastQuerySet.as_manager()

    class Meta:
        verbose_name = _("ค่าพยากรณ์")
        verbose_name_plural = _("ค่าพยากรณ์")
        ordering = ["-issued_at", "province", "district", "valid_for"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "province", "issued_at", "valid_for"],
                condition=Q(district__isnull=True),
                name="forecast_province_unique",
            ),
            models.UniqueConstraint(
                fields=["source", "district", "issued_at", "valid_for"],
                condition=Q(district__isnull=False),
                name="forecast_district_unique",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(level__isnull=False), name="forecast_says_something"
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=5), name="forecast_level_known"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0, value__lte=1000), name="forecast_value_possible"
            ),
        ]
        indexes = [
            models.Index(fields=["province", "valid_for"], name="forecast_province_day"),
            models.Index(fields=["valid_for"], name="forecast_day"),
        ]

    def __str__(self):
        return f"{self.source_id} {self.province_id} {self.issued_at:%Y-%m-%d %H:%M} → {self.valid_for}"

    @property
    def days_ahead(self):
        """How many days after its Thai day of issue the forecast is for."""
        return (self.valid_for - timezone.localdate(self.issued_at)).days
