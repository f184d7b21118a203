"""The life of a plan: draft → consulted → approved by a resolution → in force → closed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agendas.models import Resolution
from foundation.audit.services import record, snapshot
from plans.models import Activity, Plan
from plans.services.refusals import PlanRefused, need
from plans.services.writing import demo_of, locked, put, same_version
from plans.standing import standing_of
from workgroups.models import Workgroup

WRITTEN = ["title_th", "title_en", "summary_th"]


@transaction.atomic
def create_plan(*, by, group, fiscal_year, title_th, is_demo=None, **facts):
    """A draft. One plan for a group and fiscal year (พ.ศ.): ValidationError for a second one."""
    group = Workgroup.objects.select_for_update().get(pk=group.pk)
    need(group.status == Workgroup.Status.ACTIVE, _("คณะทำงานนี้สิ้นสุดแล้ว จึงสร้างแผนใหม่ไม่ได้"))
    plan = Plan(group=group, fiscal_year=fiscal_year, title_th=title_th, created_by=by)
    plan.is_demo = demo_of(group) if is_demo is None else is_demo
    put(plan, facts)
    record("plans.create", plan, by=by, after=snapshot(plan))
    return plan


@transaction.atomic
def change_plan(plan, *, by, version=None, reason="", **facts):
    """Change the words of a plan; after its resolution only for a reason. Raises Conflict, PlanRefused."""
    plan = locked(plan)
    same_version(plan, version)
    need_writable(plan, reason)
    before = snapshot(plan)
    put(plan, {name: value for name, value in facts.items() if name in WRITTEN})
    record_change("plans.change", plan, by=by, before=before, reason=reason)
    return plan


@transaction.atomic
def discard_plan(plan, *, by):
    """Delete a draft that nobody has reported on."""
    plan = locked(plan)
    need(plan.status == Plan.Status.DRAFT, _("ลบได้เฉพาะร่างแผน"))
    need(not plan.activities.filter(updates__isnull=False).exists(), _("มีรายงานความก้าวหน้าแล้ว จึงลบแผนนี้ไม่ได้"))
    blocked = plan.activities.filter(obstacles__isnull=False).exists()
    need(not blocked, _("มีข้อจำกัดที่อ้างถึงกิจกรรมในแผนนี้ จึงลบแผนนี้ไม่ได้"))
    before, name = snapshot(plan), str(plan)
    plan.activities.all().delete()
    key = plan.pk
    plan.delete()
    plan.pk = key
    record("plans.discard", plan, by=by, before=before, object_label=name)


@transaction.atomic
def consult_plan(plan, *, by, on, note_th):
    """Opinions on the draft were heard: whose and how is part of the plan, and the plan becomes public."""
    plan = locked(plan)
    need(plan.activities.exists(), _("แผนยังไม่มีกิจกรรม เพิ่มอย่างน้อยหนึ่งกิจกรรมก่อน"))
    need(note_th.strip(), _("บันทึกว่ารับฟังความเห็นจากใคร อย่างไร"))
    need(on <= timezone.localdate(), _("วันที่รับฟังความเห็นต้องไม่เป็นวันข้างหน้า"))
    return _move(plan, Plan.Status.CONSULTED, by=by, consulted_on=on, consulted_note_th=note_th)


@transaction.atomic
def return_plan(plan, *, by, reason):
    """Take a plan back to a draft, for a reason that stays in its history."""
    plan = locked(plan)
    need(reason.strip(), _("ใส่เหตุผลที่ส่งแผนกลับเป็นร่าง"))
    return _move(plan, Plan.Status.DRAFT, by=by, reason=reason)


@transaction.atomic
def approve_plan(plan, *, by, resolution, on=None):
    """Record the resolution that approved the plan. Refuses with every activity that is not whole yet."""
    plan = locked(plan)
    resolution = Resolution.objects.select_related("meeting").get(pk=resolution.pk)
    need(resolution.is_decided, _("มตินี้ยังเป็นร่าง เลือกมติที่ประธานยืนยันแล้ว"))
    need(resolution.meeting.host_group_id in _bodies(plan), _("เลือกมติของคณะทำงานนี้ หรือของคณะที่อยู่เหนือขึ้นไป"))
    blockers = whole(plan)
    if blockers:
        raise PlanRefused(*blockers)
    return _move(plan, Plan.Status.APPROVED, by=by, approved_by=resolution, approved_on=on or resolution.meeting.date)


@transaction.atomic
def start_plan(plan, *, by, on=None):
    return _move(locked(plan), Plan.Status.IN_FORCE, by=by, in_force_on=on or timezone.localdate())


@transaction.atomic
def close_plan(plan, *, by, note_th, on=None):
    """End a plan with what came of it. Nothing of it changes afterwards."""
    plan = locked(plan)
    need(note_th.strip(), _("สรุปว่าแผนได้ผลอย่างไรก่อนปิดแผน"))
    today = timezone.localdate()
    waiting = [
        row.number
        for row in plan.activities.prefetch_related("milestones")
        if standing_of(row, row.milestones.all(), today).status == Activity.Status.REPORTED_DONE
    ]
    numbers = ", ".join(map(str, waiting))
    need(not waiting, _("กิจกรรมที่ %(numbers)s รายงานว่าแล้วเสร็จแต่ยังไม่มีผู้ตรวจสอบ") % {"numbers": numbers})
    return _move(plan, Plan.Status.CLOSED, by=by, closed_on=on or today, closing_note_th=note_th)


def whole(plan):
    """Sentences on what keeps the plan from being approved; empty when nothing does."""
    activities = list(plan.activities.prefetch_related("milestones", "serves"))
    if not activities:
        return [_("แผนยังไม่มีกิจกรรม เพิ่มอย่างน้อยหนึ่งกิจกรรมก่อน")]
    blockers = []
    for row in activities:
        words = {"number": row.number}
        if not row.has_origin:
            blockers.append(_("กิจกรรมที่ %(number)s ยังไม่ระบุที่มา เลือกมติ งานที่มอบหมาย หรือเขียนที่มาอื่น") % words)
        if not row.milestones.all():
            blockers.append(_("กิจกรรมที่ %(number)s ยังไม่มีหลักหมาย เพิ่มอย่างน้อยหนึ่งหลักหมาย") % words)
        if not any(item.kind == item.Kind.MEASURE for item in row.serves.all()):
            blockers.append(_("กิจกรรมที่ %(number)s ยังไม่เลือกมาตรการ") % words)
    return blockers


def need_writable(plan, reason=""):
    """Refuse a change of a closed plan, and an unreasoned one after the resolution."""
    need(not plan.is_closed, _("แผนนี้สิ้นสุดแล้ว แก้ไขไม่ได้"))
    need(plan.is_open or reason.strip(), _("แผนนี้เห็นชอบแล้ว ใส่เหตุผลที่แก้ไข ซึ่งจะเก็บไว้ในประวัติ"))


def record_change(action, row, *, by, before, reason=""):
    after = snapshot(row)
    if after != before:
        record(action, row, by=by, before=before, after=after | ({"reason": reason} if reason else {}))


def _bodies(plan):
    """The groups whose resolution may approve: the plan's own and those above it."""
    group, keys = plan.group, []
    while group is not None and group.pk not in keys:
        keys.append(group.pk)
        group = group.parent
    return keys


def _move(plan, status, *, by, reason="", **facts):
    """Give the plan the next state with the facts that belong to it; the audit chain keeps both."""
    if status not in Plan.MOVES[plan.status]:
        raise PlanRefused(
            _("แผนอยู่ในสถานะ “%(now)s” จึงเปลี่ยนเป็น “%(wanted)s” ไม่ได้")
            % {"now": plan.get_status_display(), "wanted": Plan.Status(status).label}
        )
    before = snapshot(plan)
    plan.status = status
    put(plan, facts)
    record("plans.move", plan, by=by, before=before, after=snapshot(plan) | ({"reason": reason} if reason else {}))
    return plan
