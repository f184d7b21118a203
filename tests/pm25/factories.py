"""Rows of the air: provinces with square shapes, stations, series, readings."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import factory
from django.utils import timezone

from foundation.documents.models import StoredFile
from places.models import District, Province
from pm25.models import (
    Averaging,
    BurnRecord,
    Forecast,
    FuelRequest,
    Hotspot,
    ImportRun,
    Parameter,
    Reading,
    Series,
    Source,
    Station,
    Upload,
)


def square(lat, lon, size=0.5):
    """A ring of [lon, lat] around a point, `size` degrees to each side."""
    west, east, south, north = lon - size, lon + size, lat - size, lat + size
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


class ProvinceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Province
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"{n % 80 + 11}")
    iso = factory.LazyAttribute(lambda province: f"TH-{province.code}")
    slug = factory.LazyAttribute(lambda province: f"province-{province.code}")
    name_th = factory.LazyAttribute(lambda province: f"จังหวัดทดสอบ {province.code}")
    name_en = factory.LazyAttribute(lambda province: f"Province {province.code}")
    region = Province.Region.NORTH
    lat = 15.0
    lon = 100.0
    outline = factory.LazyAttribute(lambda province: square(province.lat, province.lon))
    source = "ทดสอบ"
    as_of = date(2026, 11, 20)

    class Params:
        lampang = factory.Trait(code="52", slug="lampang", name_th="ลำปาง", name_en="Lampang", lat=18.29, lon=99.49)
        sing_buri = factory.Trait(
            code="17", slug="sing-buri", name_th="สิงห์บุรี", name_en="Sing Buri", region="central", lat=14.89, lon=100.40
        )
        chiang_mai = factory.Trait(
            code="50", slug="chiang-mai", name_th="เชียงใหม่", name_en="Chiang Mai", lat=18.79, lon=98.98
        )


class DistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = District
        django_get_or_create = ("code",)

    province = factory.SubFactory(ProvinceFactory, lampang=True)
    code = factory.Sequence(lambda n: f"52{n:02d}")
    slug = factory.LazyAttribute(lambda district: f"district-{district.code}")
    name_th = factory.LazyAttribute(lambda district: f"อำเภอทดสอบ {district.code}")
    name_en = factory.LazyAttribute(lambda district: f"District {district.code}")
    source = "ทดสอบ"
    as_of = date(2026, 11, 20)


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Source
        django_get_or_create = ("slug",)

    slug = "air4thai"
    name_th = "กรมควบคุมมลพิษ"
    name_en = "Pollution Control Department"
    kind = Source.Kind.REFERENCE
    redistribution_allowed = True
    schedule = Source.Schedule.HOURLY
    adapters = factory.LazyFunction(lambda: ["air4thai_current", "air4thai_history"])

    class Params:
        sample = factory.Trait(slug="sample", kind=Source.Kind.SAMPLE, schedule="", adapters=[])


class StationFactory(factory.django.DjangoModelFactory):
    """A public reference station of Lampang."""

    class Meta:
        model = Station

    source = factory.SubFactory(SourceFactory)
    source_station_id = factory.Sequence(lambda n: f"t{n}")
    code = factory.LazyAttribute(lambda station: f"{station.source.slug}-{station.source_station_id}")
    name_th = factory.LazyAttribute(lambda station: f"สถานี {station.source_station_id}")
    name_en = factory.LazyAttribute(lambda station: f"Station {station.source_station_id}")
    province = factory.SubFactory(ProvinceFactory, lampang=True)
    status = Station.Status.PUBLIC
    is_reference = True
    lat = 18.29
    lon = 99.49


class SeriesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Series
        django_get_or_create = ("station", "parameter", "averaging")

    station = factory.SubFactory(StationFactory)
    parameter = Parameter.PM25
    averaging = Averaging.HOUR
    unit = "µg/m³"


class ImportRunFactory(factory.django.DjangoModelFactory):
    """A run that is at work, outside of the schedule."""

    class Meta:
        model = ImportRun

    source = factory.SubFactory(SourceFactory)
    adapter = "air4thai_current"
    attempts = 1
    started_at = factory.LazyFunction(timezone.now)


class ReadingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reading

    series = factory.SubFactory(SeriesFactory)
    run = factory.SubFactory(ImportRunFactory)
    period_end = datetime(2026, 1, 15, 5, tzinfo=UTC)
    value = Decimal("12.5")


class BurnRecordFactory(factory.django.DjangoModelFactory):
    """A burning of rice straw in Lampang."""

    class Meta:
        model = BurnRecord

    district = factory.SubFactory(DistrictFactory)
    burned_on = date(2026, 3, 15)
    area_rai = Decimal("12.50")
    cause = BurnRecord.Cause.RICE


class FuelRequestFactory(factory.django.DjangoModelFactory):
    """A request of Lampang that waits."""

    class Meta:
        model = FuelRequest

    district = factory.SubFactory(DistrictFactory)
    planned_on = date(2026, 12, 15)
    area_rai = Decimal("30")


class UploadFactory(factory.django.DjangoModelFactory):
    """A table whose mapping is open; its file is a row alone."""

    class Meta:
        model = Upload

    group = factory.SubFactory("tests.workgroups.factories.WorkgroupFactory")
    file = factory.LazyFunction(
        lambda: StoredFile.objects.create(name="ค่าฝุ่น.csv", content_type="text/csv", size=1, sha256="0" * 64)
    )
    reading = factory.LazyFunction(
        lambda: {"encoding": "utf-8-sig", "delimiter": ",", "header_line": 1, "first_line": 2, "sheets": []}
    )
    columns = factory.LazyFunction(lambda: ["station", "time", "value"])
    preview = factory.LazyFunction(lambda: [[1, ["station", "time", "value"]], [2, ["37t", "2026-02-01 01:00", "12"]]])


def this_hour():
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def hours_ago(hours):
    return this_hour() - timedelta(hours=hours)


class ForecastFactory(factory.django.DjangoModelFactory):
    """What was said in the morning of 14 January 2026 of Lampang's next day."""

    class Meta:
        model = Forecast

    source = factory.SubFactory(SourceFactory, slug="pcd_forecast", kind=Source.Kind.FORECAST, schedule="")
    province = factory.SubFactory(ProvinceFactory, lampang=True)
    issued_at = datetime(2026, 1, 14, 1, tzinfo=UTC)
    valid_for = date(2026, 1, 15)
    value = Decimal("41.2")
    run = factory.SubFactory(ImportRunFactory, source=factory.SelfAttribute("..source"))


class HotspotFactory(factory.django.DjangoModelFactory):
    """A detection in Lampang by NOAA-20, early in the afternoon."""

    class Meta:
        model = Hotspot

    at = datetime(2026, 3, 15, 6, 40, tzinfo=UTC)
    day = factory.LazyAttribute(lambda hotspot: timezone.localdate(hotspot.at))
    satellite = "N20"
    instrument = "VIIRS"
    lat = factory.Sequence(lambda n: Decimal("18.29") + Decimal(n % 10_000).scaleb(-5))
    lon = Decimal("99.49")
    province = factory.SubFactory(ProvinceFactory, lampang=True)
    confidence = Hotspot.Confidence.NOMINAL
    confidence_sent = "nominal"
    run = factory.SubFactory(
        ImportRunFactory, adapter="firms", source=factory.SubFactory(SourceFactory, slug="firms", kind="satellite")
    )
