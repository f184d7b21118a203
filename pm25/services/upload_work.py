"""The work on uploads behind the pages: a trial run that is undone, then the import, each all or nothing.

The row is the queue. Who works on it holds its lock until the end, so a killed worker lets go of it and another takes
over; nothing of the first is left, for it wrote in one transaction.
"""

import json
import logging
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from foundation.documents.models import StoredFile
from pm25.importers.fetching import Fetched
from pm25.importers.parsed import Parsed
from pm25.importers.problems import ImportProblem
from pm25.importers.table_files import Table
from pm25.importers.table_mapping import NAME, Found, Mapping, parse_table
from pm25.models import Source, Upload
from pm25.services import ledger
from pm25.services.imports import write
from pm25.services.uploads import mapping_of, ring, table_of

logger = logging.getLogger(__name__)

GRACE = timedelta(seconds=60)  # from taking a row to holding its lock
MOST_ATTEMPTS = 3
EVERY = 0.5  # seconds between two marks of progress
Status = Upload.Status
KILLED = ImportProblem(
    "killed",
    "ระบบหยุดกลางทาง 3 ครั้ง ยังไม่มีค่าใดถูกบันทึก แบ่งไฟล์ให้เล็กลงแล้วส่งใหม่ หรือแจ้งผู้ดูแลระบบ",
    "The work was cut off three times; nothing was kept. Split the file, or tell the operator.",
)


class Overtaken(Exception):
    """Somebody else has the upload in hand, or it has been changed."""


@dataclass
class Adapter:
    """What `write` takes for one upload: its table as its mapping says, and what the reading has met."""

    table: Table
    mapping: Mapping
    found: Found = field(default_factory=Found)
    parsed: Parsed | None = None
    NAME = NAME

    def parse_file(self, path, fetched_at, origin):
        self.parsed = parse_table(self.table, self.mapping, fetched_at, self.found)
        return self.parsed


def import_uploads() -> list[Upload]:
    """Do all work that waits; returns the uploads that this call brought to an end. Safe to run twice at once."""
    done = []
    while (upload := _claim()) is not None:
        try:
            done.append(_work(upload))
        except Overtaken:
            logger.warning("upload overtaken: %s", upload.pk)
        except OperationalError:
            logger.exception("upload left for later: %s", upload.pk)
            break
    return done


def sweep_uploads():
    """Have done what the doorbell missed: by a worker of its own where there is one, else here."""
    if not settings.REDIS_URL:
        import_uploads()
    elif Upload.objects.queued().exists():
        ring()


def progress_of(upload) -> dict:
    """{"percent": 0 to 100 or None, "lines": read so far} of the work in hand."""
    try:
        return json.loads(_progress_path(upload).read_text())
    except (OSError, ValueError):
        return {"percent": 0, "lines": 0}


def upload_source(group) -> Source:
    """The source of what `group` uploads: its own, so that it never corrects another's values."""
    slug = f"upload-{group.slug}"
    slug = slug if len(slug) <= 50 else f"upload-group-{group.pk}"
    source, _is_new = Source.objects.get_or_create(
        slug=slug,
        defaults={
            "name_th": f"ค่าที่{group.short_th or group.name_th}ส่งเป็นไฟล์"[:300],
            "name_en": f"Files from {group.short_en or group.name_en or group.slug}"[:300],
            "kind": Source.Kind.LOWCOST,
            "attribution_th": f"{group.name_th}"[:500],
            "attribution_en": f"{group.name_en}"[:500],
        },
    )
    return source


def _claim():
    """Take the oldest upload that waits, or that a killed worker left; None where there is none."""
    now = timezone.now()
    waiting = Upload.objects.queued().filter(Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - GRACE))
    if not waiting.exists():
        return None
    try:
        with transaction.atomic():
            upload = waiting.select_for_update(skip_locked=True).order_by("moved_at", "pk").first()
            if upload is None:
                return None
            upload.attempts, upload.claimed_at = upload.attempts + 1, now
            upload.save(update_fields=["attempts", "claimed_at"])
            return upload
    except OperationalError:  # SQLite has one writer, and it is at work
        return None


def _work(upload):
    if upload.attempts > MOST_ATTEMPTS:
        return _end(upload, Status.FAILED, problem=KILLED)
    mark = _Progress(upload)
    adapter = Adapter(table_of(upload), mapping_of(upload))
    try:
        return (_import if upload.status == Status.IMPORTING else _check)(upload, adapter, mark)
    except ImportProblem as problem:
        if isinstance(problem.__cause__, OperationalError):
            raise problem.__cause__ from None
        return _fail(upload, adapter, problem)
    finally:
        mark.path.unlink(missing_ok=True)


def _check(upload, adapter, mark):
    """Import as in earnest, note what came of it, and undo it all."""
    with transaction.atomic():
        locked = _hold(upload)
        source = upload_source(locked.group)
        before = set(source.stations.values_list("source_station_id", flat=True))
        run = _write(locked, source, adapter, mark)
        counts = {name: getattr(run, name) for name in ledger.COUNTED}
        rejects = [list(row) for row in run.rejects.order_by("id").values_list("line", "reason", "message_th", "raw")]
        transaction.set_rollback(True)
    stations = list(adapter.found.stations)
    checked = {
        "counts": counts,
        "rejects": rejects,
        "samples": [_sample(*each) for each in adapter.found.samples],
        "known": [code for code in stations if code in before],
        "new": [code for code in stations if code not in before],
    }
    return _end(upload, Status.CHECKED, checked=checked)


def _import(upload, adapter, mark):
    with transaction.atomic():
        locked = _hold(upload)
        locked.run = _write(locked, upload_source(locked.group), adapter, mark)
        locked.status, locked.moved_at = Status.DONE, timezone.now()
        locked.save(update_fields=["run", "status", "moved_at"])
    return locked


def _write(upload, source, adapter, mark):
    run = ledger.open_run(source, NAME, by=upload.by)
    fetched = Fetched(_origin(upload), b"", timezone.now(), upload.file.path)
    return write(adapter, run, fetched, by=upload.by, progress=lambda done, total: mark(done, total, adapter.table))


def _origin(upload):
    """What the public ledger calls the file: its own name may name a person."""
    ending = "xlsx" if upload.file.content_type == StoredFile.ContentType.XLSX else "csv"
    return f"upload-{upload.pk}.{ending}"


def _fail(upload, adapter, problem):
    rejects = adapter.parsed.rejects if adapter.parsed else []
    checked = {"rejects": [[row.line, row.reason, row.message_th, row.raw] for row in rejects]}
    with transaction.atomic():
        failed = _end(upload, Status.FAILED, problem=problem, checked=checked)
        if upload.status == Status.IMPORTING:
            run = ledger.open_run(upload_source(failed.group), NAME, origin=_origin(failed), by=failed.by)
            ledger.fail(run, problem, by=failed.by)
    return failed


@transaction.atomic
def _end(upload, status, *, problem=None, checked=None):
    locked = _hold(upload)
    locked.status, locked.moved_at, locked.checked = status, timezone.now(), checked or {}
    locked.message_th, locked.message_en = (problem.message_th, problem.message_en) if problem else ("", "")
    locked.save(update_fields=["status", "moved_at", "checked", "message_th", "message_en"])
    return locked


def _hold(upload):
    """The row, locked to the end of the transaction, if it is still ours. Raises Overtaken."""
    row = Upload.objects.select_for_update(of=("self",)).select_related("group", "file", "by").get(pk=upload.pk)
    if (row.status, row.attempts, row.check_no) != (upload.status, upload.attempts, upload.check_no):
        raise Overtaken
    return row


def _sample(line, key, end, value):
    number = str(value.thousandths / 1000)
    return [line, key.station, key.parameter, str(key.averaging), end.isoformat(), number, key.unit, bool(value.flags)]


def _progress_path(upload):
    return Path(settings.MEDIA_ROOT) / "progress" / f"upload-{upload.pk}"


class _Progress:
    """How far the work is, where every web worker can read it: not in the database, whose lock the work may hold."""

    def __init__(self, upload):
        self.path, self.told_at = _progress_path(upload), 0.0

    def __call__(self, done, total, table):
        if time.monotonic() - self.told_at < EVERY:
            return
        self.told_at = time.monotonic()
        percent = None if table.done_bytes is None else min(100, int(100 * done / max(total, 1)))
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = self.path.with_suffix(".new")
        new.write_text(json.dumps({"percent": percent, "lines": table.done_lines}))
        new.replace(self.path)
