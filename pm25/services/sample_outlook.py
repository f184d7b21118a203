"""Sample forecasts and hotspots of a demonstration: invented, always the same, in the source of the samples."""

import zlib
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from places.models import Province
from pm25.fields import half_up
from pm25.models import Forecast, Hotspot, Parameter, ProvinceDay

ISSUES = 35  # days
HOTSPOT_DAYS = 400
DAYS_AHEAD = 3
ISSUED, SEEN = time(8), time(13, 40)
BATCH = 1000
MONTHS = {1: 0.6, 2: 1.4, 3: 2.0, 4: 1.5, 5: 0.3, 11: 0.5, 12: 0.5}
REGIONS = {Province.Region.NORTH: 6.0, Province.Region.WEST: 4.0, Province.Region.NORTHEAST: 3.0}
SATELLITES = ("N", "N20", "N21")


def add_sample_outlook(source, run):
    """Add the issues and detections that `source`, that of the samples, lacks up to now, as brought by `run`."""
    provinces = list(Province.objects.light())
    Forecast.objects.bulk_create(_forecasts(source, run, provinces), batch_size=BATCH)
    Hotspot.objects.bulk_create(_hotspots(run, provinces), batch_size=BATCH)


def remove_sample_outlook(source):
    """Delete all that `add_sample_outlook` made."""
    Forecast.objects.filter(source=source).delete()
    Hotspot.objects.filter(is_sample=True).delete()


def _forecasts(source, run, provinces):
    """Each morning says that the next days will be like yesterday, more or less."""
    now, today = timezone.now(), timezone.localdate()
    there = set(Forecast.objects.filter(source=source).order_by().values_list("issued_at", flat=True).distinct())
    means = ProvinceDay.objects.filter(
        parameter=Parameter.PM25, is_sample=True, day__gte=today - timedelta(days=ISSUES + 1)
    )
    means = {(row.province_id, row.day): row.mean for row in means.order_by()}
    for age in range(ISSUES):
        day = today - timedelta(days=age)
        issued_at = timezone.make_aware(datetime.combine(day, ISSUED))
        if issued_at > now or issued_at in there:
            continue
        for province in provinces:
            before = means.get((province.pk, day - timedelta(days=1)))
            for ahead in range(1, DAYS_AHEAD + 1) if before is not None else ():
                swing = Decimal(_chance(province.code, day, ahead) - 0.5) * Decimal("0.2") * ahead
                yield Forecast(
                    source=source,
                    province=province,
                    issued_at=issued_at,
                    valid_for=day + timedelta(days=ahead),
                    value=half_up(before * (1 + swing)),
                    run=run,
                )


def _hotspots(run, provinces):
    today = timezone.localdate()
    last = Hotspot.objects.filter(is_sample=True).order_by("-day").values_list("day", flat=True).first()
    day = max(filter(None, (last, today - timedelta(days=HOTSPOT_DAYS)))) + timedelta(days=1)
    while day < today:
        at = timezone.make_aware(datetime.combine(day, SEEN))
        for province in provinces:
            for number in range(_count(province, day)):
                yield _hotspot(run, province, at, number)
        day += timedelta(days=1)


def _count(province, day):
    usual = MONTHS.get(day.month, 0.05) * REGIONS.get(province.region, 1.0)
    return int(usual * _chance(province.code, day, "hot") ** 2)


def _hotspot(run, province, at, number):
    north, east = (_chance(province.code, at.date(), number, way) - 0.5 for way in ("lat", "lon"))
    return Hotspot(
        at=at,
        day=timezone.localdate(at),
        satellite=SATELLITES[number % len(SATELLITES)],
        instrument="VIIRS",
        lat=_degrees(province.lat + north * 0.6),
        lon=_degrees(province.lon + east * 0.6),
        province=province,
        confidence=Hotspot.Confidence.NOMINAL,
        confidence_sent="nominal",
        is_sample=True,
        run=run,
    )


def _degrees(value):
    return Decimal(f"{value:.5f}")


def _chance(*parts):
    """Between 0 and 1, the same for the same parts."""
    return zlib.crc32("|".join(map(str, parts)).encode()) / 2**32
