"""From draft to invitation, and what may become of a called meeting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agendas.forms.fields import NothingForm, ReasonForm
from agendas.forms.meetings import RescheduleForm
from agendas.models import Meeting
from agendas.queries.preparing import builder_sections, checks, invited, is_short_notice, next_number
from agendas.services import meetings as services
from agendas.steps import STEPS, step_named
from agendas.views.scopes import GET_POST, on_form, prepared_meeting, sent

FORMS = {"fix": NothingForm, "discard": NothingForm, "reschedule": RescheduleForm}
ACTS = {
    "fix": services.fix_agenda,
    "reopen": services.reopen_agenda,
    "reschedule": services.reschedule_meeting,
    "postpone": services.postpone_meeting,
    "cancel": services.cancel_meeting,
    "discard": services.discard_meeting,
}


@never_cache
@login_required
@require_http_methods(GET_POST)
def meeting_call(request, host, slug):
    """Who will be invited and what is missing; a POST invites."""
    meeting = prepared_meeting(request, host, slug)
    if meeting.status != Meeting.Status.DRAFT:
        messages.info(request, _("การประชุมนี้เชิญแล้ว"))
        return redirect("agendas:prepare", host, slug)
    form, today = NothingForm(sent(request)), timezone.localdate()
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            meeting = services.call_meeting(meeting, by=request.user)
            messages.success(request, _("เชิญประชุมแล้ว: %(meeting)s") % {"meeting": meeting})
            return redirect("agendas:prepare", host, meeting.slug)
    seats = invited(meeting)
    found = checks(meeting, builder_sections(meeting), seats, today)
    number, year = next_number(meeting)
    context = {
        "meeting": meeting,
        "form": form,
        "seats": seats,
        "checks": found,
        "blocked": any(check.blocks and not check.is_done for check in found),
        "missing": [check for check in found if not check.is_done],
        "number": f"{number}/{year}" if number else "",
        "urgent": is_short_notice(meeting, today),
    }
    return render(request, "agendas/preparing/meeting_call.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(GET_POST)
def meeting_step(request, host, slug, step):
    """Ask for what the step needs, say what will follow, and take it."""
    meeting = prepared_meeting(request, host, slug)
    chosen = step_named(step, meeting)
    if chosen is None:
        words = {each.name: each.words for each in STEPS}.get(step, step)
        told = {"step": words, "now": meeting.get_status_display()}
        messages.error(request, _("การประชุมอยู่ในสถานะ “%(now)s” จึง%(step)sไม่ได้") % told)
        return redirect("agendas:prepare", host, slug)
    initial = {"starts": meeting.starts, "ends": meeting.ends} if step == "reschedule" else None
    form = FORMS.get(step, ReasonForm)(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            changed = ACTS[step](meeting, by=request.user, **form.cleaned_data)
            messages.success(request, _("%(step)s: เรียบร้อยแล้ว") % {"step": chosen.words})
            if changed is None:
                return redirect("agendas:preparing")
            return redirect("agendas:prepare", host, changed.slug)
    context = {"meeting": meeting, "form": form, "step": chosen}
    return render(request, "agendas/preparing/meeting_step.html", context, status=422 if form.errors else 200)
