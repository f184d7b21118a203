"""The steps of an action, each a page with a form: report, verify, send back, another day, close."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agendas.forms.actions import CloseForm, DueForm, ReportForm, SendBackForm, VerifyForm
from agendas.models import Action, Resolution
from agendas.permissions import can_report, can_see_evidence, can_verify
from agendas.services.actions import change_due, close_action, report_progress, send_back_action, verify_action
from agendas.views.replies import GET_POST, done, posted
from foundation.documents.views import serve
from workgroups.permissions import is_secretary

RELATED = ["group", "owner_post__group", "owner_agency", "resolution__meeting__host_group"]
RELATED += ["directive__meeting__host_group", "closed_by"]


@require_safe
def action(request, pk):
    """What was given to whom by when, and how far it is; who reported and the evidence for the group's people only."""
    rows = Action.objects.visible_to(request.user).select_related(*RELATED)
    found = get_object_or_404(rows.prefetch_related("supporters", "due_changes", "closed_by__meeting"), pk=pk)
    context = {
        "action": found,
        "updates": found.updates.select_related("evidence"),
        "inside": request.user.is_authenticated and can_see_evidence(request.user, found),
        "today": timezone.localdate(),
    }
    return render(request, "agendas/action.html", context)


@login_required
@require_http_methods(GET_POST)
def action_report(request, pk):
    """How far it is, with evidence; done waits to be verified by somebody else."""
    found = _action(request, pk, can_report)
    form = ReportForm(*posted(request))
    return _step(request, found, form, report_progress, "agendas/action_report.html", _("บันทึกความก้าวหน้าแล้ว"))


@login_required
@require_http_methods(GET_POST)
def action_verify(request, pk):
    """Somebody else has seen that it is done."""
    found = _action(request, pk, can_verify)
    form = VerifyForm(posted(request)[0])
    return _step(request, found, form, verify_action, "agendas/action_verify.html", _("บันทึกผลการตรวจสอบแล้ว"))


@login_required
@require_http_methods(GET_POST)
def action_send_back(request, pk):
    """It is not done yet, and why."""
    found = _action(request, pk, can_verify)
    form = SendBackForm(posted(request)[0])
    return _step(request, found, form, send_back_action, "agendas/action_send_back.html", _("ส่งกลับให้แก้ไขแล้ว"))


@login_required
@require_http_methods(GET_POST)
def action_due(request, pk):
    """Another due date, for a reason."""
    found = _action(request, pk, _is_secretary)
    form = DueForm(posted(request)[0])
    return _step(request, found, form, change_due, "agendas/action_due.html", _("เปลี่ยนกำหนดแล้ว"))


@login_required
@require_http_methods(GET_POST)
def action_close(request, pk):
    """End it undone by a resolution of the group."""
    found = _action(request, pk, _is_secretary)
    resolutions = (
        Resolution.objects.decided().filter(meeting__host_group=found.group).order_by("-meeting__date", "number")
    )
    form = CloseForm(posted(request)[0], resolutions=resolutions.select_related("meeting__host_group"))
    return _step(request, found, form, close_action, "agendas/action_close.html", _("ยุติงานแล้ว"))


@login_required
@require_safe
def action_evidence(request, pk, update):
    """The file of one report, for the people of the group."""
    found = get_object_or_404(Action.objects.visible_to(request.user).select_related("group"), pk=pk)
    if not can_see_evidence(request.user, found):
        raise Http404
    report = get_object_or_404(found.updates.exclude(evidence=None).select_related("evidence"), pk=update)
    return serve(request, report.evidence)


def _action(request, pk, may):
    found = get_object_or_404(Action.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    if not can_see_evidence(request.user, found):
        raise Http404
    if not may(request.user, found):
        raise PermissionDenied
    return found


def _is_secretary(user, found):
    return is_secretary(user, found.group)


def _step(request, found, form, service, template, said):
    if form.is_valid() and done(form, service, found, by=request.user, **form.cleaned_data):
        messages.success(request, said)
        return redirect(found)
    context = {
        "action": found,
        "inside": True,
        "form": form,
        "updates": found.updates.select_related("evidence"),
        "today": timezone.localdate(),
    }
    return render(request, template, context, status=422 if form.errors else 200)
