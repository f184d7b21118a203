"""Where readings are taken, and the series that each place gives."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.thai.models import NamedModel
from foundation.ui.addresses import address
from pm25.models.sources import Source


class Parameter(models.TextChoices):
    """What is measured. A source may send others: a series keeps any short name."""

    PM25 = "pm25", "PM2.5"
    PM10 = "pm10", "PM10"
    O3 = "o3", _("โอโซน (O₃)")
    CO = "co", _("คาร์บอนมอนอกไซด์ (CO)")
    NO2 = "no2", _("ไนโตรเจนไดออกไซด์ (NO₂)")
    SO2 = "so2", _("ซัลเฟอร์ไดออกไซด์ (SO₂)")
    WIND_SPEED = "ws", _("ความเร็วลม")
    WIND_DIRECTION = "wd", _("ทิศทางลม")
    TEMPERATURE = "temp", _("อุณหภูมิ")
    HUMIDITY = "rh", _("ความชื้นสัมพัทธ์")


class Averaging(models.TextChoices):
    """Over what time a value is a mean (ISO 8601 duration), ending at the reading's `period_end`."""

    HOUR = "PT1H", _("ค่าเฉลี่ยรายชั่วโมง")
    EIGHT_HOURS = "PT8H", _("ค่าเฉลี่ย 8 ชั่วโมง (ย้อนหลัง)")
    RUNNING_DAY = "PT24H", _("ค่าเฉลี่ย 24 ชั่วโมง (ย้อนหลัง)")
    DAY = "P1D", _("ค่าเฉลี่ยรายวัน")


class StationQuerySet(models.QuerySet):
    def with_places(self):
        """With source, province and district, without the provinces' shapes: about 10 kB a row."""
        shapes = [f"province__{name}" for name in ("outline", "zoomed")]
        return self.select_related("source", "province", "district").defer(*shapes)

    def public(self):
        return self.filter(status=Station.Status.PUBLIC)

    def pending(self):
        return self.filter(status=Station.Status.PENDING)

    def reference(self):
        return self.filter(is_reference=True)

    def samples(self):
        return self.filter(source__kind=Source.Kind.SAMPLE)

    def real(self):
        return self.exclude(source__kind=Source.Kind.SAMPLE)


class Station(NamedModel):
    """A place of measurement, known by its source's id and by a public code that never changes (37t).

    `as_sent` keeps the description of `described_at` in the source's own words, so that an import changes what the
    source changed and leaves what the secretariat mended.
    """

    class Status(models.TextChoices):
        PENDING = "pending", _("รอตรวจ")
        PUBLIC = "public", _("เผยแพร่")
        CLOSED = "closed", _("ปิดแล้ว")

    MOVES = {
        Status.PENDING: {Status.PUBLIC, Status.CLOSED},
        Status.PUBLIC: {Status.PENDING, Status.CLOSED},
        Status.CLOSED: {Status.PUBLIC},
    }

    id = models.AutoField(primary_key=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="stations", verbose_name=_("แหล่งข้อมูล"))
    source_station_id = models.CharField(_("รหัสของแหล่งข้อมูล"), max_length=100, help_text=_("ตัวพิมพ์เล็ก ไม่มีช่องว่างหัวท้าย"))
    code = models.SlugField(_("รหัสสถานี"), max_length=110, unique=True)
    area_th = models.CharField(_("ที่ตั้ง"), max_length=500, blank=True)
    area_en = models.CharField(_("ที่ตั้งภาษาอังกฤษ"), max_length=500, blank=True)
    type = models.CharField(_("ประเภทสถานี"), max_length=40, blank=True, help_text=_("ตามที่แหล่งข้อมูลระบุ เช่น GROUND"))
    province = models.ForeignKey(
        "places.Province",
        on_delete=models.PROTECT,
        related_name="stations",
        null=True,
        blank=True,
        verbose_name=_("จังหวัด"),
    )
    district = models.ForeignKey(
        "places.District",
        on_delete=models.PROTECT,
        related_name="stations",
        null=True,
        blank=True,
        verbose_name=_("อำเภอ"),
    )
    status = models.CharField(_("สถานะ"), max_length=20, choices=Status, default=Status.PENDING)
    is_reference = models.BooleanField(_("เครื่องมือมาตรฐาน"), default=False)
    lat = models.FloatField(_("ละติจูด"), null=True, blank=True, help_text=_("ตำแหน่งล่าสุดที่เชื่อถือได้"))
    lon = models.FloatField(_("ลองจิจูด"), null=True, blank=True)
    described_at = models.DateTimeField(_("คำอธิบายสถานี ณ วันที่"), null=True, blank=True, editable=False)
    as_sent = models.JSONField(default=dict, editable=False)

    objects = StationQuerySet.as_manager()

    class Meta(NamedModel.Meta):
        verbose_name = _("สถานีตรวจวัดคุณภาพอากาศ")
        verbose_name_plural = _("สถานีตรวจวัดคุณภาพอากาศ")
        constraints = [
            models.UniqueConstraint(fields=["source", "source_station_id"], name="station_source_id_unique"),
            models.CheckConstraint(
                condition=models.Q(status__in=["pending", "public", "closed"]), name="station_status_known"
            ),
        ]
        indexes = [models.Index(fields=["province", "status"], name="station_province_status")]

    def get_absolute_url(self):
        return address("pm25:station", self.code)

    def search_parts(self):
        return [self.name_th, self.name_en, self.code, self.area_th, self.area_en]

    @property
    def is_sample(self):
        return self.source.is_sample


class StationPosition(models.Model):
    """Where a station said it stood, from a time on. A place that cannot be right is kept and marked."""

    id = models.AutoField(primary_key=True)
    station = models.ForeignKey(
        Station, on_delete=models.CASCADE, related_name="positions", verbose_name=_("สถานีตรวจวัดคุณภาพอากาศ")
    )
    valid_from = models.DateTimeField(_("ใช้ตั้งแต่"))
    lat = models.FloatField(_("ละติจูด"), null=True, blank=True)
    lon = models.FloatField(_("ลองจิจูด"), null=True, blank=True)
    as_sent = models.CharField(_("ตามที่แหล่งข้อมูลส่งมา"), max_length=100, blank=True)
    suspect = models.BooleanField(_("น่าสงสัย"), default=False)
    reason = models.CharField(_("เหตุที่น่าสงสัย"), max_length=40, blank=True)
    source = models.CharField(_("ที่มาของตำแหน่ง"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("ตำแหน่งของสถานี")
        verbose_name_plural = _("ตำแหน่งของสถานี")
        ordering = ["station", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["station", "valid_from"], name="position_station_from_unique"),
        ]

    def __str__(self):
        return f"{self.station}: {self.lat}, {self.lon}"


class Series(models.Model):
    """One parameter of one station under one way of averaging: a 24-hour mean is not an hourly value."""

    id = models.AutoField(primary_key=True)
    station = models.ForeignKey(
        Station, on_delete=models.PROTECT, related_name="series", verbose_name=_("สถานีตรวจวัดคุณภาพอากาศ")
    )
    parameter = models.CharField(_("สิ่งที่วัด"), max_length=20)
    averaging = models.CharField(_("ช่วงเวลาเฉลี่ย"), max_length=5, choices=Averaging)
    unit = models.CharField(_("หน่วย"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("ชุดค่าที่ตรวจวัด")
        verbose_name_plural = _("ชุดค่าที่ตรวจวัด")
        ordering = ["station", "parameter", "averaging"]
        constraints = [
            models.UniqueConstraint(fields=["station", "parameter", "averaging"], name="series_station_kind_unique"),
        ]
        indexes = [models.Index(fields=["parameter", "averaging"], name="series_parameter_averaging")]

    def __str__(self):
        return f"{self.station.code} {self.parameter} {self.averaging}"
