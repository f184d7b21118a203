"""From the held meeting to adopted minutes. Nothing is decided by closing, and nothing adopted ever changes."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agendas.emails import send_adoption, send_circulation
from agendas.models import Adoption, AgendaItem, Correction, Dissent, Meeting, MinutesVersion, Resolution
from agendas.queries.blockers import blockers
from agendas.queries.minutes import minutes_body, spoken
from agendas.services.minutes import keep_version
from agendas.services.moves import locked, move, need
from agendas.services.refusals import MeetingRefused
from foundation.audit.services import record, snapshot

__all__ = ["adopt", "answer_correction", "begin_minutes", "blockers", "circulate", "reopen_minutes"]

Method = Adoption.Method


@transaction.atomic
def begin_minutes(meeting, *, by):
    """Start the minutes of a held meeting."""
    meeting = locked(meeting)
    before = snapshot(meeting)
    need(meeting.decides, _("การประชุมประเภทนี้ไม่มีรายงานให้รับรอง บันทึกสรุปแล้วกด “สรุปผล”"))
    need(not meeting.minutes_missing_th, _("การประชุมนี้แจ้งไว้ว่าไม่มีรายงานการประชุม"))
    return move(meeting, Meeting.Status.MINUTES_DRAFT, by=by, before=before)


@transaction.atomic
def circulate(meeting, *, by, corrections_by, today=None):
    """Send the draft out; corrections may be asked for until the end of the day `corrections_by`."""
    meeting = locked(meeting)
    before = snapshot(meeting)
    today = today or timezone.localdate()
    need(corrections_by is not None and corrections_by >= today, _("กำหนดขอแก้ไขต้องไม่เป็นวันที่ผ่านไปแล้ว"))
    _need_nothing(meeting)
    meeting.corrections_by = corrections_by
    keep_version(meeting, MinutesVersion.Stage.CIRCULATED, by=by)
    move(meeting, Meeting.Status.MINUTES_CIRCULATED, by=by, before=before)
    send_circulation(meeting)
    return meeting


@transaction.atomic
def reopen_minutes(meeting, *, by, reason):
    """Take circulated minutes back to the draft, for a reason; what was circulated is kept as it was."""
    meeting = locked(meeting)
    before = snapshot(meeting)
    need((reason or "").strip(), _("ใส่เหตุผลที่นำรายงานกลับมาแก้"))
    need(
        meeting.status == Meeting.Status.MINUTES_CIRCULATED,
        _("นำกลับมาแก้ได้เฉพาะรายงานที่เวียนแล้วและยังไม่รับรอง"),
    )
    return move(meeting, Meeting.Status.MINUTES_DRAFT, by=by, before=before, reason=reason.strip())


@transaction.atomic
def answer_correction(correction, *, by, status, answer_th=""):
    """Say what becomes of a request; a refusal needs words. The text itself is changed by `write_minutes`."""
    meeting = locked(Meeting(pk=correction.meeting_id))
    correction = Correction.objects.select_for_update().get(pk=correction.pk)
    need(meeting.minutes_open, _("รับรองรายงานการประชุมแล้ว ตอบคำขอแก้ไขไม่ได้"))
    need(
        status == correction.status or status in Correction.MOVES[correction.status],
        _("คำขอนี้ตอบแล้ว เปิดหน้านี้ใหม่เพื่อดูคำตอบล่าสุด"),
    )
    need(status != Correction.Status.RECEIVED, _("เลือกว่าแก้ตามที่ขอหรือไม่แก้"))
    need(status != Correction.Status.DECLINED or answer_th.strip(), _("ใส่เหตุผลที่ไม่แก้ เพื่อให้ผู้ขอทราบ"))
    before = snapshot(correction)
    correction.status, correction.answer_th = status, answer_th.strip()
    correction.full_clean()
    correction.save()
    record("agendas.correct", correction, by=by, before=before, after=snapshot(correction))
    return correction


@transaction.atomic
def adopt(meeting, *, by, method, on, item=None, with_changes=False, evidence_th="", today=None):
    """Make the minutes official: one last version, resolutions final, attendance and text frozen by the database.

    `item` is the item of a later meeting that adopted them (method next_meeting). `with_changes` must be said where
    the words differ from those that were circulated last.
    """
    meeting = locked(meeting)
    before = snapshot(meeting)
    evidence_th = (evidence_th or "").strip()
    need(meeting.decides, _("การประชุมประเภทนี้ไม่มีรายงานให้รับรอง"))
    _need_state(meeting, method)
    _need_nothing(meeting)
    need(on is not None and meeting.date <= on <= (today or timezone.localdate()), _wrong_day())
    _need_way(meeting, method, on, item, evidence_th)
    body = minutes_body(meeting)
    _need_said_changes(meeting, body, with_changes)
    version = keep_version(meeting, MinutesVersion.Stage.ADOPTED, by=by, body=body)
    adoption = Adoption.objects.create(
        meeting=meeting,
        method=method,
        on=on,
        item=item if method == Method.NEXT_MEETING else None,
        with_changes=with_changes,
        evidence_th=evidence_th,
        version=version,
    )
    freeze(meeting, by=by)
    meeting.adopted_on = on
    move(meeting, Meeting.Status.ADOPTED, by=by, before=before, action="agendas.adopt")
    record("agendas.adopt", adoption, by=by, after=snapshot(adoption))
    send_adoption(meeting)
    return meeting


def freeze(meeting, *, by):
    """Make every row that the minutes speak of final; from here the triggers refuse a change."""
    for resolution in meeting.resolutions.filter(status=Resolution.Status.CONFIRMED):
        was = snapshot(resolution)
        resolution.status = Resolution.Status.FINAL
        resolution.save(update_fields=["status"])
        record("agendas.resolve", resolution, by=by, before=was, after=snapshot(resolution))
    Dissent.objects.filter(resolution__meeting=meeting).update(is_final=True)
    AgendaItem.objects.filter(section__meeting=meeting).update(is_final=True)
    meeting.attendances.update(is_final=True)


def _need_nothing(meeting):
    left = blockers(meeting)
    if left:
        raise MeetingRefused(*left)


def _wrong_day():
    return _("วันที่รับรองต้องไม่ก่อนวันประชุมและไม่เกินวันนี้")


def _need_state(meeting, method):
    need(not meeting.minutes_missing_th, _("การประชุมนี้แจ้งไว้ว่าไม่มีรายงานการประชุม จึงรับรองไม่ได้"))
    if meeting.status == Meeting.Status.MINUTES_DRAFT:
        need(method == Method.SAME_MEETING, _("เวียนร่างรายงานก่อนรับรอง เว้นแต่รับรองในการประชุมเดียวกัน"))
    else:
        need(meeting.status == Meeting.Status.MINUTES_CIRCULATED, _("รับรองได้เมื่อจัดทำรายงานและเวียนแล้ว"))


def _need_way(meeting, method, on, item, evidence_th):
    if method == Method.SAME_MEETING:
        need(on == meeting.date, _("รับรองในการประชุมเดียวกัน วันที่รับรองต้องเป็นวันประชุม"))
    elif method == Method.NEXT_MEETING:
        _need_later_item(meeting, on, item)
    else:
        need(method == Method.CIRCULATION, _("เลือกวิธีรับรองรายงาน"))
        need(evidence_th, _("การเวียนรับรองต้องมีหลักฐาน เช่น เลขที่หนังสือเวียนและผลการตอบรับ"))
        need(on >= meeting.corrections_by, _("ยังไม่พ้นกำหนดขอแก้ไขร่างรายงาน"))


def _need_later_item(meeting, on, item):
    need(item is not None and item.adopts_id == meeting.pk, _("เลือกวาระรับรองรายงานของการประชุมครั้งนี้ในการประชุมครั้งต่อมา"))
    later = item.section.meeting
    need(not item.is_withdrawn and later.has_taken_place, _("การประชุมที่จะรับรองยังไม่ได้ประชุม"))
    need(later.host_group_id == meeting.host_group_id, _("รับรองได้เฉพาะในการประชุมของคณะเดียวกัน"))
    need(later.date == on, _("วันที่รับรองต้องเป็นวันของการประชุมที่รับรอง"))
    adopted = item.resolutions.decided().filter(outcome=Resolution.Outcome.ADOPTED)
    need(adopted.exists(), _("การประชุมครั้งต่อมายังไม่มีมติรับรองที่ประธานยืนยันแล้ว"))


def _need_said_changes(meeting, body, with_changes):
    sent = meeting.minutes_versions.filter(stage=MinutesVersion.Stage.CIRCULATED).order_by("-number").first()
    if sent is not None and spoken(sent.body) != spoken(body):
        need(with_changes, _("ข้อความต่างจากร่างที่เวียน เลือก “โดยมีการแก้ไข” หรือเวียนร่างใหม่"))
