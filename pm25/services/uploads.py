"""What a person does with an upload: hand in a table, say how it reads, try it, confirm it, give it up."""

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.audit.services import record, snapshot
from foundation.documents.services import UploadRefused, store_file
from foundation.documents.tables import text_encoding
from pm25.importers import table_guesses
from pm25.importers.problems import ImportProblem
from pm25.importers.table_files import Table
from pm25.importers.table_mapping import Mapping
from pm25.importers.table_times import BY_END, Writing
from pm25.models import Upload

TASK = "pm25.tasks.import_uploads"
MOST_UNFINISHED = 30
PREVIEW_ROWS = 20
PREVIEW_CELL = 60
KNOWN_SHAPE = [Upload.Status.CHECKED, Upload.Status.IMPORTING, Upload.Status.DONE]
READING = ["encoding", "delimiter", "sheet", "header_line", "first_line"]


class UploadStepRefused(Exception):
    """The upload is not where this step begins, or somebody else has changed it; the message says what to do."""


@transaction.atomic
def start_upload(file, *, group, by) -> Upload:
    """Store an uploaded table for `group` and read its first rows. Raises UploadRefused with a sentence."""
    if Upload.objects.unfinished().filter(group=group).count() >= MOST_UNFINISHED:
        raise UploadRefused(
            _("คณะทำงานนี้มีไฟล์ที่ยังไม่เสร็จ %(count)s ไฟล์ นำเข้าหรือยกเลิกไฟล์เก่าก่อน") % {"count": MOST_UNFINISHED}
        )
    stored = store_file(file, by=by, table=True)
    upload = Upload(group=group, file=stored, by=by, is_demo=settings.DEMO)
    encoding = "" if _table(upload).is_workbook else text_encoding(stored.path)
    try:
        _read(upload, {"encoding": encoding})
    except ImportProblem as problem:
        raise UploadRefused(problem.words, code=problem.code) from problem
    upload.save()
    record("pm25.upload_table", upload, by=by, after=snapshot(upload))
    return upload


@transaction.atomic
def read_upload(upload, *, reading) -> Upload:
    """Read the table's first rows anew, as `reading` says. Raises UploadStepRefused, ImportProblem."""
    upload = _locked(upload)
    _need(upload.may_be_mapped)
    _read(upload, reading)
    upload.save()
    return upload


@transaction.atomic
def keep_mapping(upload, *, mapping) -> Upload:
    """Keep what the form says so far, complete or not: nothing typed is lost with a session."""
    upload = _locked(upload)
    _need(upload.may_be_mapped)
    upload.mapping = mapping
    upload.save(update_fields=["mapping"])
    return upload


@transaction.atomic
def check_upload(upload, *, mapping, by) -> Upload:
    """Put a trial run of a complete `mapping` into the queue."""
    upload = _locked(upload)
    upload.mapping, upload.checked, upload.check_no = mapping, {}, upload.check_no + 1
    return _queue(upload, Upload.Status.CHECKING)


@transaction.atomic
def confirm_upload(upload, *, check_no, by) -> Upload:
    """Put the import into the queue, for who has seen the trial run `check_no`. Confirmed twice it is imported once."""
    upload = _locked(upload)
    if upload.status in (Upload.Status.IMPORTING, Upload.Status.DONE) and upload.check_no == check_no:
        return upload
    _need(upload.check_no == check_no)
    before = snapshot(upload)
    _queue(upload, Upload.Status.IMPORTING)
    record("pm25.confirm_upload", upload, by=by, before=before, after=snapshot(upload))
    return upload


@transaction.atomic
def change_upload(upload) -> Upload:
    """Go back to the mapping."""
    return _move(_locked(upload), Upload.Status.DRAFT)


@transaction.atomic
def withdraw_upload(upload, *, by) -> Upload:
    upload = _locked(upload)
    before = snapshot(upload)
    _move(upload, Upload.Status.WITHDRAWN)
    record("pm25.withdraw_upload", upload, by=by, before=before, after=snapshot(upload))
    return upload


def table_of(upload) -> Table:
    """The stored table with the way in which it is read."""
    return _table(upload)


def mapping_of(upload) -> Mapping:
    """The mapping that the form has kept and checked, as the parser takes it."""
    said, reading = upload.mapping, upload.reading
    return Mapping(
        layout=said["layout"],
        writing=Writing(said["date_order"], said["era"], said.get("hour_label") or BY_END, said["averaging"]),
        date_column=said["date_column"],
        hour_column=said.get("hour_column"),
        station_column=said.get("station_column"),
        station=said.get("station") or "",
        value_column=said.get("value_column"),
        station_columns=tuple(said.get("station_columns") or ()),
        parameter_column=said.get("parameter_column"),
        parameter=said.get("parameter") or "",
        unit_column=said.get("unit_column"),
        unit=said.get("unit") or "",
        decimal_comma=said.get("decimal") == ",",
        header_line=reading.get("header_line") or 0,
        first_line=reading["first_line"],
    )


def ring():
    """Wake a worker after the commit; without a broker the sweep finds the row."""
    if settings.REDIS_URL:
        transaction.on_commit(lambda: current_app.signature(TASK).delay(), robust=True)


def _read(upload, said):
    """Fill in how the table reads, its columns and first rows, and what is certain or known of its mapping."""
    upload.reading = {name: said.get(name) for name in READING} | {"sheets": upload.reading.get("sheets") or []}
    table = _table(upload)
    if table.is_workbook and not upload.reading["sheets"]:
        upload.reading["sheets"] = table.sheet_names()
    if not table.is_workbook and upload.reading["delimiter"] is None:
        upload.reading["delimiter"] = table.delimiter = table_guesses.delimiter(table)
    rows = table_guesses.sample(table)
    if not rows:
        raise ImportProblem("empty", "ตารางว่าง เลือกไฟล์หรือแผ่นงานที่มีข้อมูล", "The table is empty.")
    before = upload.columns, upload.fingerprint
    upload.fingerprint = table_guesses.fingerprint(rows, table.is_workbook)
    known = _known(upload) if not upload.mapping else None
    _fill_lines(upload.reading, rows, known)
    width = max(len(row.cells) for row in rows)
    headings = next((row.cells for row in rows if row.number == upload.reading["header_line"]), [])
    upload.columns = [cell[:200] for cell in headings] + [""] * (width - len(headings))
    upload.preview = [[row.number, [cell[:PREVIEW_CELL] for cell in row.cells]] for row in rows[:PREVIEW_ROWS]]
    if known is not None and known.columns[: len(upload.columns)] == upload.columns[: len(known.columns)]:
        upload.mapping = {**known.mapping, "remembered": True}
    elif not upload.mapping or before != (upload.columns, upload.fingerprint):
        data = [row for row in rows if row.number >= (upload.reading["first_line"] or 1)]
        upload.mapping = table_guesses.guesses(upload.columns, data)


def _fill_lines(reading, rows, known):
    if reading["header_line"] is None:
        reading["header_line"] = table_guesses.header_line(rows)
    if reading["first_line"] is None:
        reading["first_line"] = table_guesses.first_line(rows)
    if known is not None:
        for name in ("header_line", "first_line"):
            reading[name] = known.reading[name] if reading[name] is None else reading[name]


def _known(upload):
    """The group's last table of this shape that was tried with success."""
    alike = Upload.objects.filter(group=upload.group, fingerprint=upload.fingerprint, status__in=KNOWN_SHAPE)
    return alike.exclude(pk=upload.pk).order_by("-moved_at", "-pk").first()


def _table(upload):
    said = upload.reading
    return Table(
        upload.file.path,
        upload.file.content_type,
        encoding=said.get("encoding") or "utf-8-sig",
        delimiter=said.get("delimiter") or "",
        sheet=said.get("sheet") or 1,
    )


def _locked(upload):
    return Upload.objects.select_for_update().get(pk=upload.pk)


def _need(truth):
    if not truth:
        raise UploadStepRefused(_("ไฟล์นี้เปลี่ยนไปแล้ว อาจมีผู้อื่นหรือหน้าต่างอื่นทำต่อ ตรวจดูใหม่ก่อนทำต่อ"))


def _move(upload, status):
    _need(status in upload.MOVES[upload.status])
    upload.status, upload.moved_at = status, timezone.now()
    upload.save()
    return upload


def _queue(upload, status):
    upload.attempts, upload.claimed_at, upload.message_th, upload.message_en = 0, None, "", ""
    _move(upload, status)
    ring()
    return upload
