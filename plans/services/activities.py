"""Activities and their milestones: written, changed, dropped; what an officer says instead of the milestones."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from foundation.audit.services import record, snapshot
from plans.models import Activity, Milestone, Plan, Update
from plans.services.plans import need_writable, record_change
from plans.services.refusals import need
from plans.services.writing import locked, put, same_version

LINKS = ["serves", "supporting", "districts"]


@transaction.atomic
def add_activity(plan, *, by, reason="", milestones=(), **facts):
    """The next activity of the plan. `milestones` are (title, due), `facts` fields and LINKS.

    Raises PlanRefused where dates do not nest or a district lies in another province, ValidationError for the fields.
    """
    plan = locked(plan)
    need_writable(plan, reason)
    links = {name: list(facts.pop(name, ())) for name in LINKS}
    last = plan.activities.aggregate(last=Max("number"))["last"] or 0
    activity = Activity(plan=plan, number=last + 1)
    _check(plan, facts, links)
    put(activity, facts)
    for name, rows in links.items():
        getattr(activity, name).set(rows)
    for title_th, due in milestones:
        _check_due(activity, due)
        put(Milestone(activity=activity), {"title_th": title_th, "due": due})
    record("plans.add_activity", activity, by=by, after=_state(activity) | _because(reason))
    return activity


@transaction.atomic
def change_activity(activity, *, by, version=None, reason="", **facts):
    """Change what an activity says; after the plan's resolution only for a reason. Raises Conflict, PlanRefused."""
    plan = locked(activity.plan)
    activity = locked(activity)
    same_version(activity, version)
    need_writable(plan, reason)
    before = _state(activity)
    links = {name: list(facts.pop(name)) for name in LINKS if name in facts}
    kept = {name: getattr(activity, name) for name in ("starts", "ends", "resolution", "action")}
    _check(plan, kept | facts, links)
    outside = [
        row.title_th
        for row in activity.milestones.all()
        if not facts.get("starts", activity.starts) <= row.due <= facts.get("ends", activity.ends)
    ]
    need(
        not outside, _("หลักหมาย “%(title)s” จะอยู่นอกช่วงของกิจกรรม แก้กำหนดของหลักหมายก่อน") % {"title": "”, “".join(outside)}
    )
    put(activity, facts)
    for name, rows in links.items():
        getattr(activity, name).set(rows)
    after = _state(activity)
    if after != before:
        record("plans.change_activity", activity, by=by, before=before, after=after | _because(reason))
    return activity


@transaction.atomic
def drop_activity(activity, *, by):
    """Delete an activity of a plan that is not approved yet; later it is stopped by `override_status` instead."""
    plan = locked(activity.plan)
    activity = locked(activity)
    need(plan.is_open, _("แผนเห็นชอบแล้ว ลบกิจกรรมไม่ได้ ให้กำหนดสถานะเป็น “ยุติกิจกรรม” พร้อมเหตุผล"))
    need(not activity.updates.exists(), _("กิจกรรมนี้มีรายงานความก้าวหน้าแล้ว จึงลบไม่ได้"))
    need(not activity.obstacles.exists(), _("มีข้อจำกัดที่อ้างถึงกิจกรรมนี้ จึงลบไม่ได้"))
    before, name, key = _state(activity), str(activity), activity.pk
    activity.delete()
    activity.pk = key
    record("plans.drop_activity", activity, by=by, before=before, object_label=name)


@transaction.atomic
def override_status(activity, *, by, status, reason):
    """Say a status instead of the one of the milestones, or with "" let them speak again; always with a reason."""
    plan = locked(activity.plan)
    activity = locked(activity)
    need(not plan.is_closed, _("แผนนี้สิ้นสุดแล้ว แก้ไขไม่ได้"))
    need(reason.strip(), _("ใส่เหตุผลที่กำหนดสถานะเอง"))
    need(
        status == "" or status in Activity.OVERRIDES,
        _("สถานะแล้วเสร็จมาจากหลักหมายที่ผู้อื่นตรวจสอบแล้วเท่านั้น"),
    )
    before = snapshot(activity)
    put(activity, {"override": status, "override_reason_th": reason if status else ""})
    Update.objects.create(activity=activity, kind=Update.Kind.STATUS, by=by, text_th=reason, is_demo=plan.shows_demo)
    record("plans.override", activity, by=by, before=before, after=snapshot(activity) | _because(reason))
    return activity


@transaction.atomic
def add_milestone(activity, *, by, title_th, due, reason=""):
    """Raises PlanRefused where `due` lies outside of the activity."""
    plan = locked(activity.plan)
    activity = locked(activity)
    need_writable(plan, reason)
    _check_due(activity, due)
    milestone = put(Milestone(activity=activity), {"title_th": title_th, "due": due})
    record("plans.milestone", milestone, by=by, after=snapshot(milestone) | _because(reason))
    return milestone


@transaction.atomic
def change_milestone(milestone, *, by, title_th, due, reason=""):
    plan = locked(milestone.activity.plan)
    milestone = locked(milestone)
    need_writable(plan, reason)
    need(not milestone.is_checked, _("หลักหมายนี้ตรวจสอบแล้ว แก้ไขไม่ได้"))
    _check_due(milestone.activity, due)
    before = snapshot(milestone)
    put(milestone, {"title_th": title_th, "due": due})
    record_change("plans.milestone", milestone, by=by, before=before, reason=reason)
    return milestone


@transaction.atomic
def drop_milestone(milestone, *, by, reason=""):
    plan = locked(milestone.activity.plan)
    milestone = locked(milestone)
    need_writable(plan, reason)
    need(not milestone.updates.exists(), _("หลักหมายนี้มีรายงานแล้ว จึงลบไม่ได้"))
    others = milestone.activity.milestones.exclude(pk=milestone.pk).exists()
    need(plan.is_open or others, _("กิจกรรมของแผนที่เห็นชอบแล้วต้องมีหลักหมายอย่างน้อยหนึ่งหลัก"))
    before, name, key = snapshot(milestone), str(milestone), milestone.pk
    milestone.delete()
    milestone.pk = key
    record("plans.milestone", milestone, by=by, before=before | _because(reason), object_label=name)


def _check(plan: Plan, facts, links):
    first, last = plan.span
    starts, ends = facts["starts"], facts["ends"]
    need(ends >= starts, _("วันสิ้นสุดต้องไม่มาก่อนวันเริ่ม"))
    need(
        first <= starts and ends <= last,
        _("วันของกิจกรรมต้องอยู่ในปีงบประมาณ %(year)s (1 ตุลาคม %(before)s ถึง 30 กันยายน %(year)s)")
        % {"year": plan.fiscal_year, "before": plan.fiscal_year - 1},
    )
    province = plan.group.province_id
    strange = [row.name_th for row in links.get("districts", ()) if province and row.province_id != province]
    need(not strange, _("อำเภอ %(names)s ไม่อยู่ในจังหวัดของคณะทำงาน") % {"names": ", ".join(strange)})
    resolution, action = facts.get("resolution"), facts.get("action")
    need(resolution is None or resolution.is_decided, _("มตินี้ยังเป็นร่าง เลือกมติที่ประธานยืนยันแล้ว"))
    same = resolution is None or action is None or action.resolution_id in (None, resolution.pk)
    need(same, _("งานที่มอบหมายนี้มาจากมติอื่น เลือกมติให้ตรงกัน หรือเลือกเพียงอย่างเดียว"))


def _check_due(activity, due):
    need(
        activity.starts <= due <= activity.ends,
        _("กำหนดของหลักหมายต้องอยู่ในช่วงของกิจกรรม ตั้งแต่วันเริ่มถึงวันสิ้นสุด"),
    )


def _state(activity):
    """The snapshot with what the activity serves, who helps and where."""
    rows = {name: sorted(str(row) for row in getattr(activity, name).all()) for name in LINKS}
    return snapshot(activity) | rows


def _because(reason):
    return {"reason": reason} if reason else {}
