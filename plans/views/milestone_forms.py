"""Milestones: set, put right, dropped, and checked by somebody else than who reported."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plans.forms.activities import CheckForm, MilestoneForm
from plans.permissions import can_check
from plans.services import add_milestone, change_milestone, check_milestone, drop_milestone, send_back_milestone
from plans.views.writing import GET_POST, answer, attempt, own_activity


@login_required
@require_http_methods(GET_POST)
def milestone_new(request, slug, year, number):
    activity = own_activity(request, slug, year, number)
    form = MilestoneForm(request.POST or None, activity=activity)

    def add(told):
        add_milestone(activity, by=request.user, **form.facts())
        return activity

    return answer(
        request,
        form,
        add,
        title=_("เพิ่มหลักหมาย"),
        lead=activity.title_th,
        send=_("เพิ่มหลักหมาย"),
        done=_("เพิ่มหลักหมายแล้ว"),
        back=activity,
    )


@login_required
@require_http_methods(GET_POST)
def milestone_edit(request, slug, year, number, pk):
    activity = own_activity(request, slug, year, number)
    milestone = _of(activity, pk)
    form = MilestoneForm(request.POST or None, instance=_of(activity, pk), activity=activity)

    def change(told):
        change_milestone(milestone, by=request.user, **form.facts())
        return activity

    return answer(request, form, change, title=_("แก้ไขหลักหมาย"), send=_("บันทึก"), done=_("บันทึกแล้ว"), back=activity)


@login_required
@require_POST
def milestone_drop(request, slug, year, number, pk):
    activity = own_activity(request, slug, year, number)
    milestone = _of(activity, pk)
    reason = request.POST.get("reason", "")[:500]
    return attempt(
        request,
        lambda: drop_milestone(milestone, by=request.user, reason=reason),
        done=_("ลบหลักหมายแล้ว"),
        back=activity,
    )


@login_required
@require_http_methods(GET_POST)
def milestone_check(request, slug, year, number, pk):
    activity = own_activity(request, slug, year, number)
    milestone = _of(activity, pk)
    if not can_check(request.user, milestone):
        raise PermissionDenied

    def check(told):
        if told["verdict"] == "checked":
            check_milestone(milestone, by=request.user, text_th=told["text_th"])
        else:
            send_back_milestone(milestone, by=request.user, reason=told["text_th"])
        return activity

    return answer(
        request,
        CheckForm(request.POST or None),
        check,
        title=_("ตรวจสอบหลักหมาย"),
        lead=milestone.title_th,
        send=_("บันทึกผลการตรวจสอบ"),
        done=_("บันทึกผลการตรวจสอบแล้ว"),
        back=activity,
    )


def _of(activity, pk):
    milestone = get_object_or_404(activity.milestones.all(), pk=pk)
    milestone.activity = activity
    return milestone
