"""Obstacles: raised, referred upward onto an agenda, answered, unlocked or not."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.audit.services import record, snapshot
from plans.models import Obstacle, ObstacleEvent
from plans.services.agenda import place_on_agenda
from plans.services.refusals import PlanRefused, need
from plans.services.writing import demo_of, locked, put
from workgroups.models import Workgroup

Status = Obstacle.Status
NOON = datetime.time(12)


@transaction.atomic
def raise_obstacle(*, by, group, key, kind, title_th, proposal_th, raised_on=None, is_demo=None, **facts):
    """State what blocks the group; returns the obstacle and whether it is new. The same `key` twice is the same row."""
    group = Workgroup.objects.select_for_update().get(pk=group.pk)  # a second copy of the same form waits here
    told = Obstacle.objects.filter(key=key).first()
    if told is not None:
        need(told.raised_by_id == by.pk, _("แบบนี้ถูกส่งโดยผู้อื่นแล้ว เปิดแบบใหม่แล้วกรอกอีกครั้ง"))
        return told, False
    activity = facts.get("activity")
    need(activity is None or activity.plan.group_id == group.pk, _("เลือกกิจกรรมของคณะทำงานเดียวกัน"))
    obstacle = Obstacle(key=key, group=group, kind=kind, title_th=title_th, proposal_th=proposal_th, raised_by=by)
    obstacle.raised_on = raised_on or timezone.localdate()
    obstacle.is_demo = demo_of(group) if is_demo is None else is_demo
    put(obstacle, facts)
    _note(obstacle, by, title_th, on=obstacle.raised_on)
    record("plans.obstacle", obstacle, by=by, after=snapshot(obstacle))
    return obstacle, True


@transaction.atomic
def change_obstacle(obstacle, *, by, **facts):
    """Say it better while nobody has been asked yet."""
    obstacle = locked(obstacle)
    need(obstacle.status == Status.RAISED, _("เรื่องนี้ส่งต่อหรือมีคำตอบแล้ว แก้ข้อความไม่ได้"))
    activity = facts.get("activity")
    need(activity is None or activity.plan.group_id == obstacle.group_id, _("เลือกกิจกรรมของคณะทำงานเดียวกัน"))
    before = snapshot(obstacle)
    put(obstacle, facts)
    after = snapshot(obstacle)
    if after != before:
        record("plans.obstacle", obstacle, by=by, before=before, after=after)
    return obstacle


@transaction.atomic
def refer_obstacle(obstacle, *, by, to_group, note_th="", on=None):
    """Send it to a body that may unlock it; it waits there until its secretary puts it on an agenda."""
    obstacle = locked(obstacle)
    need(to_group.pk != obstacle.group_id, _("ส่งต่อให้คณะอื่น ไม่ใช่คณะของตนเอง"))
    need(to_group.status == Workgroup.Status.ACTIVE, _("คณะนี้สิ้นสุดแล้ว เลือกคณะที่ยังปฏิบัติงานอยู่"))
    text_th = note_th or str(to_group)
    return _move(obstacle, Status.REFERRED, text_th, by=by, on=on, referred_to=to_group, item=None)


@transaction.atomic
def take_up_obstacle(obstacle, *, by, meeting):
    """Put a referred obstacle on the agenda of a meeting of the body that it was sent to."""
    obstacle = locked(obstacle)
    need(obstacle.status == Status.REFERRED, _("รับเข้าวาระได้เฉพาะเรื่องที่ส่งต่อมา"))
    need(obstacle.item_id is None, _("เรื่องนี้อยู่ในวาระแล้ว"))
    need(meeting.host_group_id == obstacle.referred_to_id, _("เลือกการประชุมของคณะที่รับเรื่อง"))
    before = snapshot(obstacle)
    item = place_on_agenda(meeting, obstacle, by=by)
    put(obstacle, {"item": item})
    _note(obstacle, by, _("รับเข้าระเบียบวาระ %(meeting)s") % {"meeting": meeting.label})
    record("plans.move_obstacle", obstacle, by=by, before=before, after=snapshot(obstacle))
    return obstacle


@transaction.atomic
def answer_obstacle(obstacle, *, by, answer_th, resolution=None, on=None):
    """Write what the body, or the agency, answered; with the resolution where there is one."""
    obstacle = locked(obstacle)
    need(answer_th.strip(), _("ใส่คำตอบ"))
    need(resolution is None or resolution.is_decided, _("มตินี้ยังเป็นร่าง เลือกมติที่ประธานยืนยันแล้ว"))
    on = on or timezone.localdate()
    need(obstacle.raised_on <= on <= timezone.localdate(), _("วันที่ตอบต้องไม่มาก่อนวันที่เสนอ และไม่เป็นวันข้างหน้า"))
    facts = {"answer_th": answer_th, "answered_on": on, "answered_by": resolution}
    return _move(obstacle, Status.ANSWERED, answer_th, by=by, on=on, **facts)


@transaction.atomic
def end_obstacle(obstacle, *, by, status, reason, on=None):
    """Say whether it was unlocked, or that it is withdrawn, and why."""
    obstacle = locked(obstacle)
    need(status in Obstacle.ENDED, _("เลือกผล: ปลดล็อกแล้ว ปลดล็อกไม่ได้ หรือถอนเรื่อง"))
    need(reason.strip(), _("ใส่ผลหรือเหตุผล"))
    on = on or timezone.localdate()
    need(obstacle.raised_on <= on <= timezone.localdate(), _("วันที่สิ้นสุดต้องไม่มาก่อนวันที่เสนอ และไม่เป็นวันข้างหน้า"))
    return _move(obstacle, status, reason, by=by, on=on, ended_on=on, ended_reason_th=reason)


def _move(obstacle, status, text_th, *, by, on=None, **facts):
    """Give the obstacle the next state; its events and the audit chain keep the step."""
    if status not in Obstacle.MOVES[obstacle.status]:
        raise PlanRefused(
            _("ข้อจำกัดอยู่ในสถานะ “%(now)s” จึงเปลี่ยนเป็น “%(wanted)s” ไม่ได้")
            % {"now": obstacle.get_status_display(), "wanted": Status(status).label}
        )
    before = snapshot(obstacle)
    obstacle.status = status
    put(obstacle, facts)
    _note(obstacle, by, text_th, on=on)
    record("plans.move_obstacle", obstacle, by=by, before=before, after=snapshot(obstacle))
    return obstacle


def _note(obstacle, by, text_th, *, on=None):
    """An event of now, or of an earlier day at noon where that is when it happened."""
    now = timezone.now()
    at = now if on is None or on == timezone.localdate() else timezone.make_aware(datetime.datetime.combine(on, NOON))
    ObstacleEvent.objects.create(
        obstacle=obstacle, at=at, by=by, status=obstacle.status, text_th=text_th, is_demo=obstacle.shows_demo
    )
