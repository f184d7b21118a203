"""The text of minutes while it may be written, and the versions that are kept of the whole."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from agendas.models import AgendaItem, Meeting, MinutesVersion
from agendas.queries.minutes import body_hash, minutes_body
from agendas.services.moves import locked, need
from agendas.services.refusals import Conflict
from foundation.audit.services import record

__all__ = ["keep_version", "minutes_body", "open_item", "write_minutes"]


@transaction.atomic
def write_minutes(item, *, by, version, minutes_th):
    """Save what was said on an item. `version` is the one that the writer had opened; where another one was saved
    since, raises Conflict with the text that is stored: nothing is written over. The same text twice is one saving.

    The chain notes that the text changed and what it hashes to; the text itself is kept in the versions.
    """
    item = open_item(item)
    text = minutes_th.replace("\r\n", "\n").replace("\x00", "").strip()
    if text == item.minutes_th:
        return item
    if item.version != version:
        reason = _("มีผู้บันทึกข้อความของเรื่องนี้หลังจากที่คุณเปิดไว้ เทียบสองข้อความแล้วบันทึกอีกครั้ง")
        raise Conflict(reason, item.minutes_th, item.version)
    before = _digest(item.minutes_th)
    item.minutes_th = text
    item.version += 1
    item.full_clean(exclude=["section"])
    item.save(update_fields=["minutes_th", "version"])
    record("agendas.write", item, by=by, before=before, after=_digest(text))
    return item


def open_item(item):
    """The item as it is now, its meeting held until the transaction ends; refused where minutes are closed."""
    meeting = locked(Meeting(pk=item.section.meeting_id))
    item = AgendaItem.objects.select_for_update(of=["self"]).select_related("section").get(pk=item.pk)
    item.section.meeting = meeting
    need_open_minutes(meeting)
    need(not item.is_withdrawn, _("เรื่องนี้ถอนจากระเบียบวาระแล้ว บันทึกการพิจารณาไม่ได้"))
    return item


def need_open_minutes(meeting):
    need(
        meeting.status != Meeting.Status.ADOPTED,
        _("รับรองรายงานการประชุมแล้ว แก้ไขไม่ได้ หากมติคลาดเคลื่อนให้แก้ด้วยมติใหม่ในการประชุมครั้งต่อไป"),
    )
    need(meeting.minutes_open, _("บันทึกรายงานได้ตั้งแต่เปิดประชุมจนถึงก่อนรับรองรายงาน"))
    need(not meeting.minutes_missing_th, _("การประชุมนี้แจ้งไว้ว่าไม่มีรายงานการประชุม จึงบันทึกรายงานไม่ได้"))


def keep_version(meeting, stage, *, by, body=None, file=None):
    """Write one more version of the minutes of a locked meeting; it never changes."""
    body = minutes_body(meeting) if body is None else body
    last = meeting.minutes_versions.order_by("-number").values_list("number", flat=True).first() or 0
    sha256 = file.sha256 if stage == MinutesVersion.Stage.SCANNED else body_hash(body)
    return MinutesVersion.objects.create(
        meeting=meeting, number=last + 1, stage=stage, body=body, sha256=sha256, file=file, by=by
    )


def _digest(text):
    return {"minutes_th": f"{len(text)} · {hashlib.sha256(text.encode()).hexdigest()[:16]}"}
