"""Import one file or one answer of a source: parse it, write what differs, and put it in the ledger."""

import logging
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from pm25.importers import ADAPTERS
from pm25.importers.duplicates import without_known_places
from pm25.importers.fetching import Client, Fetched
from pm25.importers.parsed import Parsed
from pm25.importers.problems import ImportProblem
from pm25.importers.store import Counts, store
from pm25.models import ImportRun, Source
from pm25.services import ledger

logger = logging.getLogger(__name__)

LARGEST_FILE = 100 * 1024 * 1024
LATE = timedelta(hours=3)
LOOKED_FOR = timedelta(seconds=1)  # the hour that ends as a window begins is the newest that its run looks for
PASSED_OVER = {"far_away"}  # read well, and of no use here
ENOUGH_TO_JUDGE = 100  # values: of fewer, refused ones say nothing about the file


def adapter_named(name):
    """The adapter of that name; ImportProblem names those there are."""
    if name not in ADAPTERS:
        there = ", ".join(ADAPTERS)
        raise ImportProblem("adapter", f"ไม่มีตัวอ่านชื่อ {name} ที่มีคือ {there}", f"No adapter {name}; there are {there}.")
    return ADAPTERS[name]


def import_origin(adapter, origin, *, by=None, dry_run=False, progress=None) -> ImportRun:
    """Import a file by its path, or an address of one of the adapter's hosts. Raises ImportProblem after noting it.

    With `dry_run` everything is tried and nothing kept, not even the run. `progress` as in `write`.
    """
    source = _source(adapter)
    if dry_run:
        return _try(adapter, source, origin, progress)
    run = ledger.open_run(source, adapter.NAME, origin=_public(origin), by=by)
    try:
        return write(adapter, run, _read(adapter, origin), by=by, progress=progress)
    except ImportProblem as problem:
        ledger.fail(run, problem, by=by)
        raise


def write(adapter, run, fetched: Fetched, *, covers=(), by=None, progress=None) -> ImportRun:
    """Parse what was fetched, store it and mark the run done, all or nothing. Raises ImportProblem, Overtaken.

    `progress(done_bytes, total_bytes)` is called now and then while readings are stored.
    """
    try:
        size, parsed = fetched.size, _parse(adapter, fetched)
        if not parsed.is_lazy:
            rows = sum(map(len, (*parsed.blocks, parsed.hotspots, parsed.forecasts)))
            _check_plausible(parsed, rows)
        if getattr(adapter, "SECOND_HAND", False):
            parsed = without_known_places(parsed, run.source)
        with transaction.atomic():
            run = ledger.lock(run)
            run.origin, run.size, run.sha256 = fetched.url[:1000], size, fetched.sha256
            counts = getattr(adapter, "store", store)(
                parsed, run, late_before=_late_before(run, fetched), progress=_of(size, progress)
            )
            if parsed.is_lazy:
                _check_plausible(parsed, counts.new + counts.unchanged + counts.revised)
            ledger.cover(run, covers)
            return ledger.finish(run, counts, by=by)
    except (ImportProblem, ledger.Overtaken):
        raise
    except Exception as error:
        logger.exception("import broke: %s %s", adapter.NAME, fetched.url)
        raise broken() from error


def broken():
    return ImportProblem(
        "internal", "ระบบนำเข้าขัดข้อง แจ้งผู้ดูแลระบบพร้อมเลขอ้างอิง", "The importer itself failed; tell the operator."
    )


def _parse(adapter, fetched):
    if fetched.path is not None:
        return adapter.parse_file(fetched.path, fetched.fetched_at, fetched.url)
    return adapter.parse(fetched.content, fetched.fetched_at, fetched.url)


def _of(size, progress):
    """What `store` calls with the bytes that it has done, or with None where it cannot tell."""

    def told(done):
        if progress is not None:
            progress(size if done is None else min(done, size), size)

    return told


def _try(adapter, source, origin, progress):
    fetched = _read(adapter, origin)
    with transaction.atomic():
        run = write(adapter, ledger.open_run(source, adapter.NAME), fetched, progress=progress)
        transaction.set_rollback(True)
    return run


def _read(adapter, origin) -> Fetched:
    if "://" in origin:
        return Client().get(origin, hosts=adapter.HOSTS)
    path = Path(origin)
    try:
        size = path.stat().st_size
        if hasattr(adapter, "parse_file"):  # reads it piece by piece, whatever its size
            path.open("rb").close()
            return Fetched(_public(origin), b"", timezone.now(), path)
        if size > LARGEST_FILE:
            raise ImportProblem("too_large", f"ไฟล์ {origin} ใหญ่เกิน 100 MB", f"{origin} is larger than 100 MB.")
        return Fetched(_public(origin), path.read_bytes(), timezone.now())
    except OSError as error:
        raise ImportProblem(
            "no_file", f"เปิดไฟล์ {origin} ไม่ได้ ตรวจชื่อและสิทธิ์", f"{origin} cannot be opened: {error.strerror}."
        ) from error


def _public(origin):
    """What the ledger shows: an address, or the name of a file without the operator's folders."""
    return origin if "://" in origin else Path(origin).name


def _source(adapter):
    source = Source.objects.filter(slug=adapter.SOURCE).first()
    if source is None:
        raise ImportProblem(
            "no_source", "ยังไม่มีแหล่งข้อมูลนี้ สั่ง load_pilot ก่อน", "This source is not there yet: run load_pilot first."
        )
    return source


def _check_plausible(parsed: Parsed, taken):
    """A file of which more than half is refused is the wrong file, or was made in a way that nobody knows."""
    unread = [reject for reject in parsed.rejects if reject.reason not in PASSED_OVER]
    refused = len(unread) + parsed.rejects_beyond
    if refused + taken >= ENOUGH_TO_JUDGE and refused > taken:
        first = unread[0]
        raise ImportProblem(
            "implausible",
            f"ไม่รับทั้งไฟล์ เพราะอ่านไม่ได้ {refused} จาก {refused + taken} ค่า เช่น {first.raw}: {first.message_th}",
            f"Refused as a whole: {refused} of {refused + taken} values cannot be read, such as {first.raw}.",
        )


def _late_before(run, fetched):
    """Hours that ended before it came late: three hours ago or more, and we had looked for them already."""
    if run.window_start is None:
        return None
    earlier = ImportRun.objects.done().filter(
        source_id=run.source_id, adapter=run.adapter, window_start__lt=run.window_start, attempts__gt=0
    )
    last = earlier.order_by("-window_start").first()
    return min(fetched.fetched_at - LATE, last.window_start + LOOKED_FOR) if last else None


def describe(counts: ImportRun | Counts) -> str:
    """The line that the command line prints: readings of all parameters."""
    names = ("new", "unchanged", "revised", "rejected")
    return " ".join(f"{name}={getattr(counts, name)}" for name in names)
