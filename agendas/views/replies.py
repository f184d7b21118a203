"""What a seat does by its personal link, without an account: answer, read, propose, correct, report."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agendas.exports import paper_pack
from agendas.forms.actions import ReportForm
from agendas.forms.replies import CorrectionForm, ProposalForm, ReplyForm
from agendas.queries.seats import agenda_for, draft_minutes, own_actions, pinned_versions, seat_opens
from agendas.services.actions import report_progress
from agendas.services.refusals import MeetingRefused
from agendas.services.replies import answer
from agendas.services.wishes import ask_correction, may_correct, may_propose, submit_proposal
from agendas.views.links import by_link
from foundation.documents.views import serve

GET_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_POST)
@by_link()
def reply(request, attendance):
    """The seat's own page: what is asked of it and what it may read. A POST is the answer to the invitation."""
    meeting, today = attendance.meeting, timezone.localdate()
    form = ReplyForm(posted(request)[0], attendance=attendance)
    if form.is_valid() and done(form, answer, attendance, **form.cleaned_data):
        messages.success(request, _("บันทึกคำตอบรับแล้ว เปลี่ยนได้จนถึงวันประชุม"))
        return redirect("agendas:reply", request.token)
    sections = agenda_for(meeting, seat_opens(attendance))
    context = {
        "form": form,
        "may_reply": meeting.is_coming and attendance.status == attendance.Status.EXPECTED,
        "sections": sections,
        "has_papers": bool(pinned_versions(sections)),
        "may_propose": attendance.is_member and may_propose(meeting, today),
        "proposals": attendance.proposals.order_by("at"),
        "may_correct": attendance.is_member and may_correct(meeting, today),
        "actions": own_actions(attendance, today),
        "today": today,
    }
    return _page(request, attendance, "agendas/reply.html", context, form)


@require_safe
@by_link()
def reply_paper(request, attendance, pk):
    """A file on the table of an item that the seat opens."""
    for _item, _paper, stored in pinned_versions(agenda_for(attendance.meeting, seat_opens(attendance))):
        if stored.paper_versions.filter(pk=pk).exists():
            return serve(request, stored)
    raise Http404


@require_safe
@by_link(limit="pack")
def reply_pack(request, attendance):
    """All of those files as one ZIP."""
    files = pinned_versions(agenda_for(attendance.meeting, seat_opens(attendance)))
    if not files:
        raise Http404
    return pack_response(attendance.meeting, files)


@require_http_methods(GET_POST)
@by_link()
def reply_propose(request, attendance):
    """Ask to have a matter on the agenda."""
    meeting = attendance.meeting
    if not attendance.is_member or not may_propose(meeting, timezone.localdate()):
        raise Http404
    form = ProposalForm(posted(request)[0])
    if form.is_valid() and done(form, submit_proposal, meeting, attendance=attendance, **form.cleaned_data):
        messages.success(request, _("ส่งเรื่องให้เลขานุการแล้ว ผลจะขึ้นในหน้านี้"))
        return redirect("agendas:reply", request.token)
    return _page(request, attendance, "agendas/reply_propose.html", {"form": form}, form)


@require_http_methods(GET_POST)
@by_link()
def reply_minutes(request, attendance):
    """Read the draft that went round, and ask to have it corrected while there is time."""
    meeting = attendance.meeting
    if not attendance.is_member or meeting.status != meeting.Status.MINUTES_CIRCULATED:
        raise Http404
    sections = draft_minutes(meeting, seat_opens(attendance))
    form = CorrectionForm(posted(request)[0], items=item_choices(sections))
    if form.is_valid() and done(form, ask_correction, meeting, attendance=attendance, **form.cleaned_data):
        messages.success(request, _("ส่งคำขอแก้ไขแล้ว"))
        return redirect("agendas:reply_minutes", request.token)
    context = {
        "form": form,
        "sections": sections,
        "may_correct": may_correct(meeting, timezone.localdate()),
        "corrections": attendance.corrections.select_related("item"),
    }
    return _page(request, attendance, "agendas/reply_minutes.html", context, form)


@require_http_methods(GET_POST)
@by_link()
def reply_action(request, attendance, pk):
    """Report on one of the seat's own open actions."""
    action = get_object_or_404(own_actions(attendance), pk=pk)
    form = ReportForm(*posted(request))
    if form.is_valid() and done(form, report_progress, action, attendance=attendance, **form.cleaned_data):
        messages.success(request, _("บันทึกความก้าวหน้าแล้ว"))
        return redirect("agendas:reply", request.token)
    context = {
        "form": form,
        "action": action,
        "updates": action.updates.select_related("evidence"),
        "today": timezone.localdate(),
    }
    return _page(request, attendance, "agendas/reply_action.html", context, form)


def posted(request):
    """What was posted and its files; of a page that is only read None and None, also where a post is empty."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def done(form, service, *args, **facts):
    """Call `service`; what it refuses stands on the form."""
    try:
        service(*args, **facts)
    except MeetingRefused as refusal:
        form.add_error(None, refusal.reasons)
    except ValidationError as refusal:  # a file that is refused, a text too long
        form.add_error(None, refusal.messages)
    else:
        return True
    return False


def item_choices(sections):
    """What corrections may be about: the items of a draft as it is read."""
    return [
        (str(item["id"]), f"{item['number']} {item['title']}"[:200])
        for each in sections or []
        for item in each["listed"]
    ]


def pack_response(meeting, files):
    return FileResponse(paper_pack(files), as_attachment=True, filename=f"{meeting.host.slug}-{meeting.slug}.zip")


def _page(request, attendance, template, context, form):
    context |= {"attendance": attendance, "meeting": attendance.meeting, "token": request.token}
    return render(request, template, context, status=422 if form.errors else 200)
