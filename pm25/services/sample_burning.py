"""Invented burnings and requests of the pilot provinces for a demonstration, marked as such."""

import uuid
import zlib
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from foundation.audit.services import record
from places.models import District
from pm25.models import BurnRecord, FuelRequest

NAMESPACE = uuid.UUID("0f7f6c1e-8f0b-4a53-9a76-25690000d301")
PROVINCES = {"52": 90, "17": 30}  # how many burnings a year
REQUESTS = 12
PLACE = "จุดสมมติเพื่อการสาธิต"
REASON = "วันนั้นคาดว่าอากาศปิด ให้เสนอวันใหม่ (ข้อมูลสาธิต)"
STATUSES = [
    FuelRequest.Status.REQUESTED,
    FuelRequest.Status.ALLOWED,
    FuelRequest.Status.REFUSED,
    FuelRequest.Status.DONE,
]


@transaction.atomic
def load_demo_burning(stdout):
    """Write the burnings of this year and the last up to today, and some requests; may be run again."""
    made = 0
    for code, count in PROVINCES.items():
        districts = list(District.objects.filter(province__code=code).order_by("code"))
        if districts:
            made += _add(BurnRecord, _burns(code, count, districts))
            made += _add(FuelRequest, _requests(code, districts))
    if made:
        record("load", BurnRecord, after={"demo": made})
    stdout.write(f"การเผาสาธิต: เขียน {made} แถว | demonstration burnings")
    return made


def _add(model, rows):
    rows = list(rows)
    known = set(model.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
    new = [row for row in rows if row.key not in known]
    model.objects.bulk_create(new, batch_size=500)
    return len(new)


def _burns(code, count, districts):
    today, causes = timezone.localdate(), list(BurnRecord.Cause)
    for year in (today.year - 1, today.year):
        for number in range(count):
            seed = (code, year, number)
            day = date(year, 1, 10) + timedelta(days=_pick(135, *seed, "day"))
            if day <= today:
                yield BurnRecord(
                    **_facts("burn", seed, districts), burned_on=day, cause=causes[_pick(len(causes), *seed, "cause")]
                )


def _requests(code, districts):
    today = timezone.localdate()
    for number in range(REQUESTS):
        seed, status = (code, today.year, number), STATUSES[number % len(STATUSES)]
        waits, done = status == FuelRequest.Status.REQUESTED, status == FuelRequest.Status.DONE
        planned = today + timedelta(days=5 + number) if waits else today - timedelta(days=5 + number)
        yield FuelRequest(
            **_facts("request", seed, districts),
            planned_on=planned,
            status=status,
            reason=REASON if status == FuelRequest.Status.REFUSED else "",
            decided_at=None if waits else timezone.now(),
            done_on=planned if done else None,
        )


def _facts(kind, seed, districts):
    return {
        "key": uuid.uuid5(NAMESPACE, "|".join(map(str, (kind, *seed)))),
        "district": districts[_pick(len(districts), kind, *seed, "district")],
        "place_th": PLACE,
        "area_rai": Decimal(1 + _pick(400, kind, *seed, "area")) / 4,
        "is_demo": True,
    }


def _pick(count, *parts):
    """A whole number below `count`, the same for the same parts."""
    return zlib.crc32("|".join(map(str, parts)).encode()) % count
