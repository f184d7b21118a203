"""The life of a meeting: made, called, its agenda fixed, held, put off, called off, concluded."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agendas.emails import send_cancellation, send_change, send_invitations
from agendas.models import (
    AgendaItem,
    AgendaSection,
    ItemPaper,
    Meeting,
    MeetingMove,
    MeetingRules,
    Referral,
    SectionKind,
    SectionTemplate,
)
from agendas.numbering import numbers
from agendas.queries.agenda import sections_of
from agendas.queries.attendance import quorum
from agendas.services.attendance import take_in_roster
from agendas.services.moves import locked, move, need
from agendas.services.numbers import address, draft_address, draw_number
from foundation.audit.services import record, snapshot

CHANGED = [
    "title_th",
    "title_en",
    "venue_th",
    "venue_en",
    "mode",
    "platform",
    "join_url",
    "presided_by",
    "presided_by_post",
]
CHANGED += ["recorded_by", "recorded_by_post", "checked_by", "checked_by_post", "reply_by", "papers_by", "note_th"]
CHANGED += ["summary_th", "opinion_th", "opened_at", "closed_at"]
DAY = ["date", "starts", "ends"]
DEADLINES = ["reply_by", "papers_by"]
# What people who were invited must be told of
TOLD = {"venue_th", "mode", "platform", "join_url"}


@transaction.atomic
def create_meeting(*, by, date, host_group=None, host_agency=None, kind=Meeting.Kind.ORDINARY, about=(), **facts):
    """A draft with the sections that the group's agendas begin with. `facts` are fields of the meeting."""
    meeting = Meeting(host_group=host_group, host_agency=host_agency, kind=kind, date=date, **facts)
    meeting.slug = draft_address()
    meeting.is_demo = bool(host_group and host_group.is_demo)
    meeting.full_clean(exclude=["slug"])
    _need_deadlines(meeting)
    meeting.save()
    meeting.about.set(about)
    AgendaSection.objects.bulk_create(
        AgendaSection(meeting=meeting, order=order, kind=kind_, title_th=title_th, title_en=title_en)
        for order, (kind_, title_th, title_en) in enumerate(_template(meeting), 1)
    )
    record("agendas.create", meeting, by=by, after=snapshot(meeting))
    return meeting


@transaction.atomic
def change_meeting(meeting, *, by, **facts):
    """Change facts that are not its day: see `reschedule`. Those invited hear of another place or way to join."""
    meeting = locked(meeting)
    ended = (Meeting.Status.ADOPTED, Meeting.Status.CONCLUDED, Meeting.Status.CANCELLED)
    need(meeting.status not in ended, _("การประชุมนี้สิ้นสุดแล้ว แก้ไขไม่ได้"))
    before = snapshot(meeting)
    about = facts.pop("about", None)
    unknown = facts.keys() - {*CHANGED, *DAY}
    if unknown:
        raise TypeError(f"not for change_meeting: {sorted(unknown)}")
    if meeting.status != Meeting.Status.DRAFT:
        day = {name: facts.pop(name) for name in DAY if name in facts}
        need(
            all(getattr(meeting, name) == value for name, value in day.items()), _("เปลี่ยนวันหรือเวลาด้วยปุ่ม “เลื่อนการประชุม”")
        )
    told = meeting.is_coming and any(name in TOLD and getattr(meeting, name) != value for name, value in facts.items())
    for name, value in facts.items():
        setattr(meeting, name, value)
    meeting.sequence += told
    meeting.full_clean()
    _need_deadlines(meeting)
    meeting.save()
    if about is not None:
        meeting.about.set(about)
    record("agendas.change", meeting, by=by, before=before, after=snapshot(meeting))
    if told:
        send_change(meeting)
    return meeting


@transaction.atomic
def discard_meeting(meeting, *, by):
    """Delete a draft that was never called; a called meeting is cancelled instead."""
    meeting = locked(meeting)
    need(meeting.status == Meeting.Status.DRAFT, _("การประชุมที่เชิญแล้วลบไม่ได้ ให้ยกเลิกการประชุมแทน"))
    need(not meeting.deferred_here.exists(), _("มีมติเลื่อนเรื่องมาพิจารณาในการประชุมนี้ เชิญประชุมแล้วยกเลิกแทนการลบ"))
    before, key = snapshot(meeting), meeting.pk
    Referral.objects.filter(item__section__meeting=meeting).update(item=None)
    ItemPaper.objects.filter(item__section__meeting=meeting).delete()
    meeting.papers.all().delete()
    meeting.delete()
    meeting.pk = key
    record("agendas.discard", meeting, by=by, before=before)


@transaction.atomic
def call_meeting(meeting, *, by, today=None):
    """Draw the number, take in the roster of the day of the meeting and invite. Notice shorter than the rule: ด่วน."""
    meeting = locked(meeting)
    today = today or timezone.localdate()
    before = snapshot(meeting)
    need(meeting.status == Meeting.Status.DRAFT, _("เชิญประชุมได้จากร่างเท่านั้น"))
    need(meeting.date >= today, _("วันประชุมผ่านไปแล้ว แก้วันประชุม หรือใช้ “เพิ่มการประชุมที่ผ่านมาแล้ว”"))
    need(meeting.title_th or meeting.decides, _("ใส่เรื่องที่ประชุมก่อนเชิญ"))
    ended = meeting.host_group_id is not None and meeting.host_group.status != "active"
    need(not ended, _("คณะทำงานนี้สิ้นสุดแล้ว จึงเรียกประชุมไม่ได้"))
    if meeting.decides and meeting.number is None:
        draw_number(meeting)
    meeting.slug = address(meeting)
    _note_call(meeting, today)
    move(meeting, Meeting.Status.CALLED, by=by, before=before)
    take_in_roster(meeting)
    send_invitations(meeting)
    return meeting


@transaction.atomic
def fix_agenda(meeting, *, by):
    """Write the numbers down; from now on items are withdrawn or added late, never moved."""
    meeting = locked(meeting)
    before = snapshot(meeting)
    sections = sections_of(meeting)
    need(
        not meeting.decides or any(section.listed for section in sections),
        _("ระเบียบวาระยังไม่มีเรื่อง เพิ่มอย่างน้อยหนึ่งเรื่องก่อน"),
    )
    labels = numbers(sections)
    for section in sections:
        section.number = int(labels[section])
        section.save(update_fields=["number"])
        for item in section.listed:
            item.number_label = labels[item]
            item.save(update_fields=["number_label"])
    return move(meeting, Meeting.Status.AGENDA_FROZEN, by=by, before=before)


@transaction.atomic
def reopen_agenda(meeting, *, by, reason):
    """Take the numbers off again, for a reason."""
    meeting = locked(meeting)
    before = snapshot(meeting)
    need(reason.strip(), _("ใส่เหตุผลที่เปิดแก้ระเบียบวาระ"))
    need(meeting.status == Meeting.Status.AGENDA_FROZEN, _("ระเบียบวาระยังเปิดแก้ได้อยู่แล้ว"))
    _take_numbers_off(meeting)
    return move(meeting, Meeting.Status.CALLED, by=by, before=before, reason=reason)


@transaction.atomic
def hold_meeting(meeting, *, by, no_quorum_reason="", **facts):
    """The meeting took place. Without a quorum it is recorded only with the reason why it decided all the same."""
    meeting = locked(meeting)
    before = snapshot(meeting)
    count = quorum(meeting)
    for name, value in facts.items():
        setattr(meeting, name, value)
    meeting.no_quorum_reason = no_quorum_reason.strip()
    need(meeting.date <= timezone.localdate(), _("ยังไม่ถึงวันประชุม"))
    if meeting.decides:
        need(count.present, _("ยังไม่ได้บันทึกการเข้าประชุม บันทึกผู้มาประชุมก่อน"))
        need(count.is_met or meeting.no_quorum_reason, _("ไม่ครบองค์ประชุม หากประชุมต่อต้องระบุเหตุผล"))
        need(meeting.presided_by, _("ใส่ชื่อประธานในที่ประชุม"))
        meeting.quorum_needed, meeting.seats_counted = count.needed, count.seats
    meeting.full_clean()
    return move(meeting, Meeting.Status.HELD, by=by, before=before)


@transaction.atomic
def postpone_meeting(meeting, *, by, reason):
    """Put it off without a new day: the old one stays as a tombstone and calendars are told."""
    meeting = locked(meeting)
    before = snapshot(meeting)
    need(reason.strip(), _("ใส่เหตุผลที่เลื่อนการประชุม"))
    need(meeting.is_coming, _("เลื่อนได้เฉพาะการประชุมที่เชิญแล้วและยังไม่ประชุม"))
    _leave_tombstone(meeting, None, reason)
    _take_numbers_off(meeting)
    meeting.sequence += 1
    move(meeting, Meeting.Status.POSTPONED, by=by, before=before, reason=reason)
    send_change(meeting, reason=reason)
    return meeting


@transaction.atomic
def reschedule_meeting(meeting, *, by, date, starts=None, ends=None, reason, today=None):
    """Another day or hour for a called or postponed meeting: same number, same UID, a higher SEQUENCE."""
    meeting = locked(meeting)
    before = snapshot(meeting)
    today = today or timezone.localdate()
    need(meeting.is_coming or meeting.status == Meeting.Status.POSTPONED, _("เลื่อนได้เฉพาะการประชุมที่เชิญแล้วและยังไม่ประชุม"))
    need(reason.strip(), _("ใส่เหตุผลที่เลื่อนการประชุม"))
    need(date >= today, _("วันประชุมใหม่ต้องไม่เป็นวันที่ผ่านไปแล้ว"))
    same = (date, starts, ends) == (meeting.date, meeting.starts, meeting.ends)
    need(not same or meeting.status == Meeting.Status.POSTPONED, _("วันและเวลาใหม่ต้องต่างจากเดิม"))
    if meeting.status != Meeting.Status.POSTPONED:
        _leave_tombstone(meeting, date, reason)
    meeting.date, meeting.starts, meeting.ends = date, starts, ends
    for deadline in DEADLINES:
        if getattr(meeting, deadline) and getattr(meeting, deadline) > date:
            setattr(meeting, deadline, None)
    meeting.slug = address(meeting)
    meeting.sequence += 1
    meeting.full_clean()
    _note_call(meeting, today)
    if meeting.status == Meeting.Status.POSTPONED:
        move(meeting, Meeting.Status.CALLED, by=by, before=before, reason=reason)
    else:
        meeting.save()
        record("agendas.change", meeting, by=by, before=before, after=snapshot(meeting) | {"reason": reason})
    take_in_roster(meeting)
    send_change(meeting, reason=reason)
    return meeting


@transaction.atomic
def cancel_meeting(meeting, *, by, reason):
    """Call it off for good; its number is never given to another meeting."""
    meeting = locked(meeting)
    before = snapshot(meeting)
    need(reason.strip(), _("ใส่เหตุผลที่ยกเลิกการประชุม"))
    meeting.sequence += 1
    move(meeting, Meeting.Status.CANCELLED, by=by, before=before, reason=reason)
    send_cancellation(meeting, reason=reason)
    return meeting


@transaction.atomic
def conclude_meeting(meeting, *, by):
    """End a consultation with its summary, or a situation meeting with its directives."""
    meeting = locked(meeting)
    before = snapshot(meeting)
    need(not meeting.decides, _("การประชุมที่มีมติสิ้นสุดเมื่อรับรองรายงานการประชุม"))
    if meeting.kind == Meeting.Kind.CONSULTATION:
        need(meeting.summary_th.strip(), _("ใส่สรุปผลการหารือก่อน"))
    else:
        drafts = meeting.directives.filter(status="draft").count()
        need(not drafts, _("ยังมีข้อสั่งการที่ประธานไม่ได้ยืนยัน %(count)s ข้อ") % {"count": drafts})
    meeting.attendances.update(is_final=True)
    return move(meeting, Meeting.Status.CONCLUDED, by=by, before=before)


def _template(meeting):
    """(kind, Thai title, English title) of the sections that an agenda of the host begins with."""
    own = SectionTemplate.objects.filter(group=meeting.host_group) if meeting.host_group_id else ()
    rows = [(row.kind, row.title_th, row.title_en) for row in own]
    if rows or not meeting.decides:
        return rows
    return [(kind.value, *kind.titles) for kind in SectionKind]


def _note_call(meeting, today):
    notice = MeetingRules.of(meeting.host_group).notice_days
    meeting.called_on = meeting.called_on or today
    meeting.is_urgent = (meeting.date - today).days < notice and meeting.kind != Meeting.Kind.SITUATION


def _need_deadlines(meeting):
    late = any(getattr(meeting, name) and getattr(meeting, name) > meeting.date for name in DEADLINES)
    need(not late, _("กำหนดตอบรับและกำหนดส่งเอกสารต้องไม่หลังวันประชุม"))


def _take_numbers_off(meeting):
    """The agenda is open again: what came late is part of it now, and all numbers are derived anew."""
    AgendaItem.objects.filter(section__meeting=meeting).update(number_label="", is_late=False)
    meeting.sections.update(number=None)


def _leave_tombstone(meeting, new_date, reason):
    MeetingMove.objects.create(
        meeting=meeting,
        old_date=meeting.date,
        old_starts=meeting.starts,
        old_slug=meeting.slug,
        new_date=new_date,
        reason=reason,
    )
