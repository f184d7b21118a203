"""Uploads as their pages show them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from pm25.models import Upload

PAGE = 50
HEAVY = ["reading", "columns", "preview", "mapping", "checked", "message_th", "message_en"]


@dataclass(frozen=True)
class Sample:
    """A value as it was read, with the line that it came from."""

    line: int
    station: str
    parameter: str
    averaging: str
    end: datetime
    value: Decimal
    unit: str
    flagged: bool


@dataclass(frozen=True)
class ShownReject:
    line: int | None
    reason: str
    message_th: str
    raw: str


def uploads_of(user, *, before=""):
    """`(uploads, older)`: those that `user` may see, newest first, and whether there are more."""
    rows = Upload.objects.visible_to(user).select_related("group", "file", "by").defer(*HEAVY).order_by("-pk")
    if before.isdecimal() and len(before) < 12:
        rows = rows.filter(pk__lt=int(before))
    rows = list(rows[: PAGE + 1])
    return rows[:PAGE], len(rows) > PAGE


def twin_of(upload):
    """The upload of the same group that has brought this very file in already, or None."""
    done = Upload.objects.filter(group=upload.group_id, status=Upload.Status.DONE, file__sha256=upload.file.sha256)
    return done.exclude(pk=upload.pk).defer(*HEAVY).order_by("-pk").first()


def shown_samples(upload):
    rows = upload.checked.get("samples", [])
    return [
        Sample(line, station, parameter, averaging, datetime.fromisoformat(end), Decimal(value), unit, flagged)
        for line, station, parameter, averaging, end, value, unit, flagged in rows
    ]


def shown_rejects(upload):
    """What the import refused, or else the trial run; the first ones."""
    if upload.run_id:
        rows = upload.run.rejects.order_by("id").values_list("line", "reason", "message_th", "raw")
    else:
        rows = upload.checked.get("rejects", [])
    return [ShownReject(*row) for row in rows]
