"""Sources that fell silent: noticed by the sweep, told once by e-mail, and told again when they are back."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from foundation.notices.services import queue_notice
from foundation.thai.dates import datetime_words
from pm25.models import Outage, Source
from pm25.queries.ledger import last_heard
from pm25.queries.now import FRESH

KIND = "pm25.import_failing"


def watch_sources():
    """Open, tell of and close the outages of the sources on the schedule. Twice at once tells nobody twice."""
    now, heard = timezone.now(), last_heard()
    outages = {outage.source_id: outage for outage in Outage.objects.open().select_related("source")}
    for source in Source.objects.scheduled():
        since, outage = heard.get(source.pk), outages.pop(source.pk, None)
        if since is not None and since >= now - FRESH:
            if outage:
                _end(outage, now)
            continue
        if outage is None:
            outage, _ = Outage.objects.get_or_create(source=source, ended_at=None, defaults={"began_at": since or now})
        if outage.told_at is None and outage.began_at <= now - FRESH:
            _tell(outage, now)
    for outage in outages.values():  # nobody asks these sources any more
        Outage.objects.open().filter(pk=outage.pk).update(ended_at=now)


@transaction.atomic
def _tell(outage, now):
    if not settings.SECRETARIAT_EMAIL:
        return
    if not Outage.objects.open().filter(pk=outage.pk, told_at=None).update(told_at=now):
        return
    _letter(
        outage,
        "silent",
        subject=f"ไม่มีข้อมูลฝุ่นเข้ามาเกิน 3 ชั่วโมง: {outage.source.name_th}",
        body=(
            f"แหล่งข้อมูลนี้ไม่มีข้อมูลใหม่ตั้งแต่ {datetime_words(outage.began_at)}\n"
            "ระบบยังลองดึงข้อมูลต่อไปเอง และจะเติมชั่วโมงที่ขาดเมื่อแหล่งข้อมูลกลับมา\n"
            "ถ้าหน้ารอบการนำเข้าไม่มีรอบใหม่เลย ให้แจ้งผู้ดูแลระบบตรวจว่างานเบื้องหลังทำงานอยู่"
        ),
    )


@transaction.atomic
def _end(outage, now):
    if not Outage.objects.open().filter(pk=outage.pk).update(ended_at=now) or outage.told_at is None:
        return
    _letter(
        outage,
        "back",
        subject=f"ข้อมูลฝุ่นกลับมาแล้ว: {outage.source.name_th}",
        body=f"แหล่งข้อมูลนี้ขาดหายตั้งแต่ {datetime_words(outage.began_at)} และกลับมาเมื่อ {datetime_words(now)}",
    )


def _letter(outage, what, *, subject, body):
    if settings.SECRETARIAT_EMAIL:
        queue_notice(
            kind=KIND,
            to=settings.SECRETARIAT_EMAIL,
            subject=subject,
            body=f"{body}\n\nดูรอบการนำเข้าข้อมูล: {settings.SITE_URL}/pm25/imports/",
            key=f"source-{what}-{outage.pk}",
        )
