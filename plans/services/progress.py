"""Reports on activities: what was done, with evidence, and somebody else who saw it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.audit.services import record, snapshot
from foundation.documents.models import StoredFile
from foundation.documents.services import store_file
from plans.models import Activity, Milestone, Plan, Update
from plans.services.refusals import PlanRefused, need
from plans.services.writing import locked
from pm25.photos import clean_photo

REPORTABLE = (Plan.Status.CONSULTED, Plan.Status.APPROVED, Plan.Status.IN_FORCE)
PICTURES = (b"\xff\xd8\xff", b"\x89PNG")


@transaction.atomic
def report_progress(
    activity,
    *,
    by,
    key,
    text_th,
    milestone=None,
    done_on=None,
    actual=None,
    spent=None,
    late_reason_th="",
    upload=None,
    evidence_is_public=False,
    at=None,
    is_demo=None,
) -> tuple[Update, bool]:
    """Write what was done; returns the update and whether it is new.

    `key` (UUID) names the filled-in form: sent again it gives the first update back. With `milestone` it is reported
    done on `done_on`. `actual` and `spent` are totals so far. Raises PlanRefused, UploadRefused, ValidationError.
    """
    plan = locked(activity.plan)  # a second copy of the same form waits here
    told = _told(key, by)
    if told:
        return told, False
    activity = locked(activity)
    need(plan.status in REPORTABLE, _("รายงานได้เมื่อแผนรับฟังความเห็นแล้วและยังไม่สิ้นสุด"))
    need(activity.override != Activity.Status.CANCELLED, _("กิจกรรมนี้ยุติแล้ว จึงรายงานไม่ได้"))
    update = Update(
        key=key, activity=activity, by=by, text_th=text_th, actual=actual, spent=spent, late_reason_th=late_reason_th
    )
    update.is_demo = plan.shows_demo if is_demo is None else is_demo
    if milestone is not None:
        update.kind, update.milestone = Update.Kind.DONE, _reported(activity, milestone, by, done_on)
    if upload is not None:
        update.evidence = _stored(upload, activity, by)
        update.evidence_is_public = evidence_is_public
    if at is not None:
        update.at = at
    update.full_clean()
    update.save(force_insert=True)
    before = snapshot(activity)
    _take(activity, update)
    record("plans.report", activity, by=by, before=before, after=snapshot(activity) | {"update": update.text_th})
    return update, True


@transaction.atomic
def check_milestone(milestone, *, by, text_th="", on=None):
    """Say that one saw for oneself that it is done. Not the person who reported it."""
    milestone = _waiting(milestone)
    need(milestone.reported_by_id != by.pk, _("ผู้รายงานตรวจสอบงานของตนเองไม่ได้ ให้ผู้อื่นตรวจสอบ"))
    before = snapshot(milestone)
    milestone.checked_by, milestone.checked_on = by, on or timezone.localdate()
    milestone.full_clean()
    milestone.save()
    _note(milestone, Update.Kind.CHECKED, by, text_th or _("ตรวจสอบแล้ว"))
    record("plans.check", milestone, by=by, before=before, after=snapshot(milestone))
    return milestone


@transaction.atomic
def send_back_milestone(milestone, *, by, reason):
    """Say that it is not done, and why; it is open again."""
    milestone = _waiting(milestone)
    need(reason.strip(), _("ใส่เหตุผลที่ส่งกลับ เพื่อให้ผู้รายงานทราบว่าต้องแก้อะไร"))
    before = snapshot(milestone)
    milestone.done_on = milestone.reported_by = None
    milestone.save()
    _note(milestone, Update.Kind.SENT_BACK, by, reason)
    record("plans.check", milestone, by=by, before=before, after=snapshot(milestone) | {"reason": reason})
    return milestone


def _told(key, by):
    """The update that this form made already."""
    update = Update.objects.filter(key=key).first()
    if update is not None and update.by_id != by.pk:
        raise PlanRefused(_("แบบนี้ถูกส่งโดยผู้อื่นแล้ว เปิดแบบใหม่แล้วกรอกอีกครั้ง"))
    return update


def _reported(activity, milestone, by, done_on):
    milestone = locked(milestone)
    need(milestone.activity_id == activity.pk, _("เลือกหลักหมายของกิจกรรมนี้"))
    need(not milestone.is_done, _("หลักหมายนี้รายงานว่าแล้วเสร็จไปแล้ว"))
    done_on = done_on or timezone.localdate()
    need(done_on <= timezone.localdate(), _("วันที่แล้วเสร็จต้องไม่เป็นวันข้างหน้า"))
    need(done_on >= activity.plan.span[0], _("วันที่แล้วเสร็จต้องไม่มาก่อนปีงบประมาณของแผน"))
    milestone.done_on, milestone.reported_by = done_on, by
    milestone.save()
    return milestone


def _stored(upload, activity, by) -> StoredFile:
    """Evidence; a picture without where and by which telephone it was taken."""
    head = upload.read(8)
    upload.seek(0)
    if head.startswith(PICTURES):
        upload = clean_photo(upload)
    return store_file(upload, by=by, label=f"{activity.plan.fiscal_year}/{activity.number} {activity.title_th}"[:300])


def _take(activity, update):
    """The newest figures on the activity itself; a figure that was not told leaves the one before."""
    activity.reported_on = timezone.localdate(update.at)
    for name in ("actual", "spent"):
        if getattr(update, name) is not None:
            setattr(activity, name, getattr(update, name))
    if update.late_reason_th:
        activity.late_reason_th = update.late_reason_th
    activity.full_clean()
    activity.save()


def _waiting(milestone):
    plan = locked(milestone.activity.plan)
    milestone = Milestone.objects.select_for_update().select_related("activity__plan__group").get(pk=milestone.pk)
    need(not plan.is_closed, _("แผนนี้สิ้นสุดแล้ว แก้ไขไม่ได้"))
    need(milestone.is_done and not milestone.is_checked, _("หลักหมายนี้ไม่ได้รอตรวจสอบ"))
    return milestone


def _note(milestone, kind, by, text_th):
    plan = milestone.activity.plan
    Update.objects.create(
        activity=milestone.activity, milestone=milestone, kind=kind, by=by, text_th=text_th, is_demo=plan.shows_demo
    )
