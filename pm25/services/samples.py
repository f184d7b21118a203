"""Sample stations and readings for a demonstration, in a source of their own; never beside real readings."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from foundation.audit.services import record
from foundation.thai.models import prepared
from places.models import District, Province
from pm25.importers import sample
from pm25.importers.parsed import Parsed, StationRow
from pm25.importers.store import store
from pm25.models import (
    Averaging,
    CountryDay,
    DailyMean,
    ImportRun,
    Latest,
    ProvinceDay,
    ProvinceMonth,
    Reading,
    Reject,
    Series,
    Source,
    Station,
    StationMonth,
    StationPosition,
)
from pm25.services import ledger
from pm25.services.sample_outlook import add_sample_outlook, remove_sample_outlook

SLUG = "sample"
DAYS = 400
MARK_TH, MARK_EN = "(ข้อมูลตัวอย่าง)", "(sample data)"
PROVINCES_OF_STAND_INS = "52"
# The department's four stations of Lampang: id, names, district, position as published
STAND_INS = (
    ("37t", "สถานีอุตุนิยมวิทยาลำปาง", "Lampang Meteorological Station", "5201", 18.2783, 99.5064),
    ("38t", "โรงพยาบาลส่งเสริมสุขภาพตำบลบ้านสบป้าด", "Ban Sop Pat Health Promoting Hospital", "5202", 18.2507, 99.7640),
    ("39t", "โรงพยาบาลส่งเสริมสุขภาพตำบลท่าสี", "Tha Si Health Promoting Hospital", "5202", 18.4194, 99.7270),
    ("40t", "การประปาส่วนภูมิภาคแม่เมาะ", "Provincial Waterworks, Mae Mo", "5202", 18.2827, 99.6599),
)


def load_samples(stdout):
    """Create the sample source with its stations, and fill it up to the present hour; may be run again."""
    with transaction.atomic():
        source = _source()
        _make_stations(source)
    run = top_up_samples()
    written = run.new if run else 0
    if written:
        record("load", source, after={"stations": source.stations.count(), "readings": written})
    stdout.write(f"pm25: ค่าตัวอย่าง | samples={written}")


def top_up_samples() -> ImportRun | None:
    """Add what the samples lack up to the present hour. None where there are no samples, or nothing is missing."""
    source = Source.objects.filter(slug=SLUG).first()
    if source is None:
        return None
    until = timezone.now().replace(minute=0, second=0, microsecond=0)
    since = _filled_to(source) or until - timedelta(days=DAYS)
    if since >= until:
        return None
    return _fill(source, since, until)


@transaction.atomic
def remove_samples():
    """Delete the sample source with everything that came from it."""
    source = Source.objects.filter(slug=SLUG).first()
    if source is None:
        return
    series = list(Series.objects.filter(station__source=source).values_list("pk", flat=True))
    for model in (Reading, DailyMean, StationMonth, Latest):
        model.objects.filter(series_id__in=series).delete()
    for model in (ProvinceDay, ProvinceMonth, CountryDay):
        model.objects.filter(is_sample=True).delete()
    Reject.objects.filter(run__source=source).delete()
    remove_sample_outlook(source)
    Series.objects.filter(pk__in=series).delete()
    StationPosition.objects.filter(station__source=source).delete()
    for rows in (source.stations.all(), source.runs.all()):
        rows.delete()
    source.delete()


@transaction.atomic
def _fill(source, since, until):
    run = ledger.lock(ledger.open_run(source, sample.NAME, origin="sample"))
    stations = list(source.stations.with_places())
    places = [sample.place(station.source_station_id, station.province.region) for station in stations]
    parsed = Parsed(
        stations=[StationRow(station.source_station_id, until, described=False) for station in stations],
        blocks=sample.generate(places, since=since, until=until),
        rejects=[],
    )
    counts = store(parsed, run, watch=False)
    add_sample_outlook(source, run)
    return ledger.close(run, counts)


def _filled_to(source):
    """The time up to which every sample station has hours, or None."""
    ends = Latest.objects.filter(series__station__source=source, series__averaging=Averaging.HOUR)
    newest = list(ends.values_list("period_end", flat=True))
    if len(newest) < source.stations.count() or not newest:
        return None
    run = source.runs.done().order_by("-started_at").first()
    return run.started_at.replace(minute=0, second=0, microsecond=0) if run else None


def _source():
    return Source.objects.update_or_create(
        slug=SLUG,
        defaults={
            "name_th": "ข้อมูลตัวอย่าง",
            "name_en": "Sample data",
            "kind": Source.Kind.SAMPLE,
            "licence": "ข้อมูลที่สร้างขึ้นเพื่อการสาธิต ไม่ใช่ค่าที่ตรวจวัดได้ ห้ามนำไปใช้",
            "attribution_th": "ค่าที่สร้างขึ้นเพื่อการสาธิต ไม่ใช่ค่าที่ตรวจวัดได้",
            "attribution_en": "Values invented for a demonstration, not measured",
            "redistribution_allowed": False,
        },
    )[0]


def _make_stations(source):
    provinces = {province.code: province for province in Province.objects.light()}
    wanted = [_province_station(source, province) for province in provinces.values()]
    if PROVINCES_OF_STAND_INS in provinces:
        wanted += _stand_ins(source, provinces[PROVINCES_OF_STAND_INS])
    there = set(source.stations.values_list("source_station_id", flat=True))
    missing = [station for station in wanted if station.source_station_id not in there]
    Station.objects.bulk_create(prepared(missing))
    now = timezone.now()
    StationPosition.objects.bulk_create(
        StationPosition(station=station, valid_from=now, lat=station.lat, lon=station.lon, source=SLUG)
        for station in missing
    )


def _province_station(source, province):
    return _station(source, province.code, province.name_th, province.name_en, province, province.lat, province.lon)


def _stand_ins(source, province):
    districts = {district.code: district for district in District.objects.filter(province=province)}
    for code, name_th, name_en, district, lat, lon in STAND_INS:
        station = _station(source, code, name_th, name_en, province, lat, lon)
        station.district = districts.get(district)
        yield station


def _station(source, code, name_th, name_en, province, lat, lon):
    return Station(
        source=source,
        source_station_id=code,
        code=f"{SLUG}-{code}",
        name_th=f"{name_th} {MARK_TH}",
        name_en=f"{name_en} {MARK_EN}",
        area_th=province.title_th,
        area_en=province.title_en,
        type="SAMPLE",
        province=province,
        status=Station.Status.PUBLIC,
        is_reference=True,
        lat=lat,
        lon=lon,
    )
