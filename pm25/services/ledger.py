"""Who may import which window, and how an import ends: a row moves from running to done or failed, and only once."""

import logging
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from foundation.audit.services import record
from foundation.notices.services import queue_notice
from pm25.importers.problems import ImportProblem
from pm25.models import ImportRun, Source

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)  # longer than a task may run: an import that is older was killed
FILE_LEASE = timedelta(days=1)  # a file of many years, imported by hand
ALERT_AFTER = 3
KILLED = (
    "การนำเข้ารอบนี้ถูกหยุดกลางคัน จึงไม่ได้บันทึกค่าใดเลย รอบถัดไปจะดึงค่าที่ขาดมาเติม ถ้าเป็นไฟล์ให้นำเข้าใหม่",
    "This import was stopped half way; nothing of it was kept. The next one brings what is missing; send a file again.",
)
COUNTED = ("new", "unchanged", "revised", "rejected", "late", "pending_stations")


class Overtaken(Exception):
    """Somebody else took this import over or finished it; nothing of ours is kept."""


@transaction.atomic
def open_run(source, adapter, *, origin="", by=None) -> ImportRun:
    """A row for an import outside of the schedule."""
    return ImportRun.objects.create(
        source=source, adapter=adapter, origin=origin[:1000], attempts=1, started_at=timezone.now(), by=by
    )


@transaction.atomic
def claim(source, adapter, window) -> ImportRun | None:
    """Take the window of a source's adapter, or None where it is done, in work, or failed a moment ago."""
    now = timezone.now()
    run, is_new = ImportRun.objects.get_or_create(
        source=source, adapter=adapter, window_start=window, defaults={"attempts": 1, "started_at": now}
    )
    if is_new:
        return run
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if not _is_free(run, now):
        return None
    run.status, run.attempts = ImportRun.Status.RUNNING, run.attempts + 1
    run.started_at, run.finished_at = now, None
    run.save()
    return run


def lock(run) -> ImportRun:
    """The row of a running import, locked to the end of the transaction. Raises Overtaken."""
    locked = ImportRun.objects.select_for_update().select_related("source").get(pk=run.pk)
    if locked.status != ImportRun.Status.RUNNING or locked.attempts != run.attempts:
        raise Overtaken
    return locked


def finish(run, counts, *, by=None) -> ImportRun:
    """Mark a locked run as done with its counts, in the transaction that wrote the readings."""
    close(run, counts)
    record("import", run, by=by, after=_summary(run))
    return run


def close(run, counts) -> ImportRun:
    """As `finish`, without an entry in the audit chain: for readings that nobody measured."""
    for name in COUNTED:
        setattr(run, name, getattr(counts, name))
    run.status, run.finished_at = ImportRun.Status.DONE, timezone.now()
    run.error_code = run.message_th = run.message_en = run.error_id = ""
    run.save()
    return run


@transaction.atomic
def fail(run, problem, *, by=None) -> ImportRun:
    """Mark a run as failed, with what to do; warn the secretariat when it is the third time in a row."""
    try:
        run = lock(run)
    except Overtaken:
        return run
    run.status, run.finished_at, run.error_id = ImportRun.Status.FAILED, timezone.now(), uuid.uuid4().hex[:12]
    run.error_code, run.message_th, run.message_en = problem.code, problem.message_th, problem.message_en
    run.save()
    logger.warning("import failed: %s %s %s (%s)", run.adapter, problem.code, run.error_id, problem.message_en)
    _warn_secretariat(run)
    if run.attempts == 1:
        record("import_failed", run, by=by, after=_summary(run))
    return run


def bury_killed(*, before):
    """Mark as failed what was killed at work and will not be taken up again: windows older than `before`, and files."""
    now, running = timezone.now(), ImportRun.objects.filter(status=ImportRun.Status.RUNNING)
    killed = running.filter(window_start__lt=before, started_at__lt=now - LEASE)
    killed |= running.filter(window_start=None, started_at__lt=now - FILE_LEASE)
    for run in killed.exclude(source__kind=Source.Kind.SAMPLE):
        fail(run, ImportProblem("killed", *KILLED))


def cover(run, windows):
    """Mark earlier windows as done whose hours `run` has brought; those in work are left to their worker."""
    now = timezone.now()
    known = {row.window_start: row for row in _of_adapter(run).filter(window_start__in=windows).select_for_update()}
    for window in windows:
        row = known.get(window) or ImportRun(
            source=run.source, adapter=run.adapter, window_start=window, started_at=now
        )
        if row.pk and not _is_free(row, now, retry_at_once=True):
            continue
        row.status, row.finished_at, row.origin, row.sha256 = ImportRun.Status.DONE, now, run.origin, run.sha256
        row.message_th, row.message_en = f"ได้ข้อมูลจากรอบที่ {run.pk}", f"Brought by run {run.pk}"
        row.error_code = row.error_id = ""
        row.save()


def _is_free(run, now, *, retry_at_once=False):
    if run.status == ImportRun.Status.RUNNING:
        return run.started_at < now - LEASE
    if run.status == ImportRun.Status.FAILED:
        return retry_at_once or run.finished_at <= now - timedelta(seconds=settings.SCHEDULE_SECONDS / 6)
    return False


def _of_adapter(run):
    return ImportRun.objects.filter(source_id=run.source_id, adapter=run.adapter)


def _summary(run):
    counts = {name: getattr(run, name) for name in COUNTED}
    return {**counts, "status": run.status, "origin": run.origin, "sha256": run.sha256, "error_code": run.error_code}


def _warn_secretariat(run):
    """One letter for each time that a feed stops."""
    if not settings.SECRETARIAT_EMAIL or run.window_start is None:
        return
    last_done = _of_adapter(run).done().filter(window_start__isnull=False).order_by("-finished_at").first()
    failed = _of_adapter(run).failed().filter(window_start__isnull=False)
    if last_done:
        failed = failed.filter(finished_at__gt=last_done.finished_at)
    if sum(failed.values_list("attempts", flat=True)) < ALERT_AFTER:
        return
    queue_notice(
        kind="pm25.import_failing",
        to=settings.SECRETARIAT_EMAIL,
        subject=f"นำเข้าข้อมูลฝุ่นไม่สำเร็จติดต่อกัน {ALERT_AFTER} ครั้ง: {run.source.name_th}",
        body=(
            f"{run.message_th}\nเลขอ้างอิง {run.error_id}\n\n"
            f"ดูรอบการนำเข้าข้อมูล: {settings.SITE_URL}/pm25/imports/\n"
            f"ระบบจะลองใหม่เอง และจะเติมชั่วโมงที่ขาดเมื่อแหล่งข้อมูลกลับมา"
        ),
        key=f"import-failing-{run.source.slug}-{run.adapter}-{last_done.pk if last_done else 0}",
    )
