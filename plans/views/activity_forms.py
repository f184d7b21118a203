"""Activities for those who write and report them."""

from django.contrib.auth.decorators import login_required
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plans.forms.activities import ActivityForm, ReportForm, StatusForm
from plans.services import add_activity, change_activity, drop_activity, override_status, report_progress
from plans.standing import standing_of
from plans.views.writing import GET_POST, answer, attempt, own_activity, own_plan


@login_required
@require_http_methods(GET_POST)
def activity_new(request, slug, year):
    plan = own_plan(request, slug, year)
    form = ActivityForm(request.POST or None, plan=plan, user=request.user)
    return answer(
        request,
        form,
        lambda told: add_activity(plan, by=request.user, reason=told.get("reason", ""), **form.facts()),
        title=_("เพิ่มกิจกรรม"),
        lead=plan.title_th,
        send=_("เพิ่มกิจกรรม"),
        done=_("เพิ่มกิจกรรมแล้ว เพิ่มหลักหมายต่อเพื่อให้เห็นว่าทำถึงไหน"),
        back=plan,
    )


@login_required
@require_http_methods(GET_POST)
def activity_edit(request, slug, year, number):
    activity = own_activity(request, slug, year, number)
    form = ActivityForm(
        request.POST or None, instance=own_activity(request, slug, year, number), plan=activity.plan, user=request.user
    )
    return answer(
        request,
        form,
        lambda told: change_activity(
            activity, by=request.user, version=told["version"], reason=told.get("reason", ""), **form.facts()
        ),
        title=_("แก้ไขกิจกรรม"),
        send=_("บันทึก"),
        done=_("บันทึกแล้ว"),
        back=activity,
    )


@login_required
@require_POST
def activity_drop(request, slug, year, number):
    activity = own_activity(request, slug, year, number)
    plan = activity.plan
    return attempt(request, lambda: drop_activity(activity, by=request.user), done=_("ลบกิจกรรมแล้ว"), back=plan)


@login_required
@require_http_methods(GET_POST)
def activity_report(request, slug, year, number):
    """The form that is filled in on a phone; the same one sent twice counts once."""
    activity = own_activity(request, slug, year, number)
    standing = standing_of(activity, activity.milestones.all(), timezone.localdate())
    form = ReportForm(request.POST or None, request.FILES or None, activity=activity, is_late=standing.is_late)

    def report(told):
        report_progress(activity, by=request.user, **told)
        return activity

    return answer(
        request,
        form,
        report,
        title=_("รายงานความก้าวหน้า"),
        lead=activity.title_th,
        send=_("ส่งรายงาน"),
        done=_("บันทึกรายงานแล้ว"),
        back=activity,
    )


@login_required
@require_http_methods(GET_POST)
def activity_status(request, slug, year, number):
    activity = own_activity(request, slug, year, number)
    form = StatusForm(request.POST or None, initial={"status": activity.override})
    return answer(
        request,
        form,
        lambda told: override_status(activity, by=request.user, **told),
        title=_("กำหนดสถานะกิจกรรม"),
        lead=_("ปกติสถานะมาจากหลักหมาย กำหนดเองเมื่อหลักหมายบอกไม่ได้ เช่น พักไว้หรือยุติ"),
        send=_("บันทึก"),
        done=_("บันทึกแล้ว"),
        back=activity,
    )
