"""งานที่มอบหมาย: given, reported on, seen to be done by somebody else, put off with a reason, closed by a resolution."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agendas.models import Action, ActionUpdate, DueChange
from agendas.permissions import is_own_report
from agendas.services.moves import need
from foundation.audit.services import record, snapshot
from foundation.documents.services import store_file

Status = Action.Status


@transaction.atomic
def assign_action(
    *, by, title_th, due_on, resolution=None, directive=None, owner_post=None, owner_agency=None, supporters=()
):
    """Give work to a seat of the group or to an agency, by a resolution or a directive. It starts once the chair has
    confirmed what it comes from."""
    origin = resolution or directive
    meeting = origin.meeting
    need(meeting.host_group_id, _("การประชุมที่ไม่มีคณะทำงานมอบหมายงานไม่ได้"))
    need(resolution is None or not resolution.is_final, _("มติเป็นที่สุดแล้ว เพิ่มงานไม่ได้ ให้มอบหมายด้วยมติใหม่"))
    need(
        owner_post is None or owner_post.group_id == meeting.host_group_id,
        _("ตำแหน่งนี้ไม่อยู่ในคณะทำงาน เลือกตำแหน่งในคณะทำงาน หรือเลือกหน่วยงาน"),
    )
    need(due_on >= meeting.date, _("กำหนดแล้วเสร็จต้องไม่ก่อนวันประชุม"))
    action = Action(
        group=meeting.host_group,
        resolution=resolution,
        directive=directive,
        title_th=title_th.strip(),
        owner_post=owner_post,
        owner_agency=owner_agency,
        due_on=due_on,
        is_demo=meeting.is_demo,
    )
    action.full_clean()
    action.save()
    action.supporters.set(supporters)
    record("agendas.assign", action, by=by, after=snapshot(action))
    return action


@transaction.atomic
def report_progress(action, *, status, text_th, by=None, attendance=None, percent=None, evidence=None):
    """Say how far it is (`in_progress`) or that it is done (`reported_done`), as a user or by a seat's personal link.

    `evidence` is an uploaded file; raises UploadRefused with it. Done waits to be verified by somebody else.
    """
    action = _started(action)
    need(status in (Status.IN_PROGRESS, Status.REPORTED_DONE), _("เลือกว่าอยู่ระหว่างดำเนินการหรือแล้วเสร็จ"))
    need(action.status != Status.REPORTED_DONE, _("รายงานว่าแล้วเสร็จไปแล้ว รอการตรวจสอบ"))
    need(text_th.strip(), _("เขียนความก้าวหน้าอย่างน้อยหนึ่งประโยค"))
    need(percent is None or 0 <= percent <= 100, _("ใส่ร้อยละ 0 ถึง 100"))
    before = snapshot(action)
    stored = store_file(evidence, by=by, label=action.title_th[:300]) if evidence else None
    _move(action, status)
    _note(action, text_th, by=by, attendance=attendance, percent=percent, evidence=stored)
    record("agendas.report", action, by=by, before=before, after=snapshot(action))
    return action


@transaction.atomic
def verify_action(action, *, by, text_th, today=None):
    """Somebody other than the reporter has seen that it is done; `text_th` says how."""
    action = _started(action)
    need(action.status == Status.REPORTED_DONE, _("ตรวจสอบได้เมื่อรายงานว่าแล้วเสร็จแล้วเท่านั้น"))
    need(not is_own_report(by, action), _("ผู้รายงานตรวจสอบงานของตนเองไม่ได้ ให้เลขานุการคนอื่นตรวจสอบ"))
    need(text_th.strip(), _("เขียนว่าตรวจสอบอย่างไร"))
    before = snapshot(action)
    action.done_on = today or timezone.localdate()
    _move(action, Status.VERIFIED)
    _note(action, text_th, by=by)
    record("agendas.verify", action, by=by, before=before, after=snapshot(action))
    return action


@transaction.atomic
def send_back_action(action, *, by, text_th):
    """It is not done yet, and why."""
    action = _started(action)
    need(action.status == Status.REPORTED_DONE, _("ส่งกลับได้เมื่อรายงานว่าแล้วเสร็จแล้วเท่านั้น"))
    need(not is_own_report(by, action), _("ผู้รายงานตรวจสอบงานของตนเองไม่ได้ ให้เลขานุการคนอื่นตรวจสอบ"))
    need(text_th.strip(), _("เขียนว่าต้องแก้ไขอะไร"))
    before = snapshot(action)
    _move(action, Status.SENT_BACK)
    _note(action, text_th, by=by)
    record("agendas.verify", action, by=by, before=before, after=snapshot(action))
    return action


@transaction.atomic
def change_due(action, *, by, due_on, reason_th, today=None):
    """Another due date, for a reason that stays."""
    action = _started(action)
    need(reason_th.strip(), _("เขียนเหตุผลที่เลื่อนกำหนด"))
    need(due_on != action.due_on, _("กำหนดใหม่ตรงกับกำหนดเดิม"))
    need(due_on >= (today or timezone.localdate()), _("กำหนดใหม่ต้องไม่เป็นวันที่ผ่านไปแล้ว"))
    before = snapshot(action)
    DueChange.objects.create(action=action, by=by, old_due=action.due_on, new_due=due_on, reason_th=reason_th.strip())
    action.due_on = due_on
    action.save(update_fields=["due_on"])
    record("agendas.postpone_due", action, by=by, before=before, after=snapshot(action))
    return action


@transaction.atomic
def close_action(action, *, by, resolution):
    """End it undone, because the group resolved so."""
    action = _started(action)
    need(resolution.meeting.host_group_id == action.group_id, _("เลือกมติของคณะทำงานเดียวกัน"))
    need(resolution.is_decided, _("ประธานยังไม่ได้ยืนยันมตินี้"))
    before = snapshot(action)
    action.closed_by = resolution
    _move(action, Status.CANCELLED)
    with translation.override("th"):
        words = _("ยุติโดยมติ %(number)s ของ%(meeting)s")
        words %= {"number": resolution.number, "meeting": resolution.meeting.label}
    _note(action, words, by=by)
    record("agendas.close", action, by=by, before=before, after=snapshot(action))
    return action


def _locked(action):
    rows = Action.objects.select_for_update(of=("self",)).select_related("resolution__meeting", "directive__meeting")
    return rows.get(pk=action.pk)


def _started(action):
    """The action as it is now, held until the transaction ends, if it has begun and not ended."""
    action = _locked(action)
    need(action.origin.is_decided, _("ประธานยังไม่ได้ยืนยัน งานนี้จึงยังไม่เริ่ม"))
    need(not action.has_ended, _("งานนี้สิ้นสุดแล้ว แก้ไขไม่ได้"))
    return action


def _move(action, status):
    """Give a locked action its next state; another report of the same state leaves it."""
    if status != action.status:
        need(
            status in Action.MOVES[action.status],
            _("งานอยู่ในสถานะ “%(now)s” จึงเปลี่ยนเป็น “%(wanted)s” ไม่ได้")
            % {"now": action.get_status_display(), "wanted": Status(status).label},
        )
        action.status = status
    action.save(update_fields=["status", "done_on", "closed_by"])


def _note(action, text_th, *, by=None, attendance=None, percent=None, evidence=None):
    reporter = str(by or attendance or "")
    ActionUpdate.objects.create(
        action=action,
        by=by,
        attendance=attendance,
        reporter=reporter[:200],
        status=action.status,
        text_th=text_th.strip(),
        percent=percent,
        evidence=evidence,
    )
