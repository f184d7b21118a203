"""The replies of a group's seats, and what its members do signed in: read, propose, correct."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agendas.forms.replies import AddressForm, CorrectionForm, ProposalForm, ReplyForm
from agendas.links import write_token
from agendas.permissions import can_answer_for, can_prepare, is_member
from agendas.queries import seats as reading
from agendas.queries.meetings import at_address
from agendas.services.refusals import MeetingRefused
from agendas.services.replies import answer, renew_link, set_address
from agendas.services.wishes import ask_correction, may_correct, may_propose, submit_proposal
from agendas.views.replies import GET_POST, done, item_choices, pack_response, posted


@login_required
@require_safe
def replies(request, host, slug):
    """Who comes, who sends whom, who has not answered; officers and secretaries type in what they are told."""
    meeting = _of_members(request, host, slug)
    rows = list(meeting.attendances.select_related("post").order_by("-is_member", "order", "pk"))
    counts = {key: sum(row.reply == key for row in rows) for key in ("yes", "substitute", "no", "")}
    context = {
        "meeting": meeting,
        "rows": rows,
        "coming": counts["yes"] + counts["substitute"],
        "away": counts["no"],
        "silent": counts[""],
        "can_answer": can_answer_for(request.user, meeting),
        "can_prepare": can_prepare(request.user, meeting),
        "is_open": meeting.is_coming,
        "own": [row for row in rows if row.email and row.email.lower() == request.user.email],
    }
    return render(request, "agendas/replies.html", context)


@login_required
@require_http_methods(GET_POST)
def seat_reply(request, host, slug, pk):
    """What a seat answered by telephone or letter."""
    meeting, seat = _seat(request, host, slug, pk)
    form = ReplyForm(posted(request)[0], attendance=seat)
    if form.is_valid() and done(form, answer, seat, by=request.user, **form.cleaned_data):
        messages.success(request, _("บันทึกคำตอบรับแล้ว"))
        return redirect("agendas:replies", host, slug)
    return _form_page(request, "agendas/seat_reply.html", {"meeting": meeting, "seat": seat, "form": form})


@login_required
@require_http_methods(GET_POST)
def seat_address(request, host, slug, pk):
    """Where letters to a seat go."""
    meeting, seat = _seat(request, host, slug, pk)
    form = AddressForm(posted(request)[0], initial={"email": seat.email})
    if form.is_valid() and done(form, set_address, seat, by=request.user, **form.cleaned_data):
        messages.success(request, _("บันทึกอีเมลแล้ว"))
        return redirect("agendas:replies", host, slug)
    return _form_page(request, "agendas/seat_address.html", {"meeting": meeting, "seat": seat, "form": form})


@login_required
@require_POST
def seat_link(request, host, slug, pk):
    """Send the seat a new link; the old one is of no use any more."""
    seat = _seat(request, host, slug, pk)[1]
    try:
        renew_link(seat, by=request.user)
    except MeetingRefused as refusal:
        messages.error(request, " ".join(refusal.reasons))
    else:
        messages.success(request, _("ส่งลิงก์ใหม่แล้ว ลิงก์เดิมใช้ไม่ได้อีก"))
    return redirect("agendas:replies", host, slug)


@login_required
@require_safe
def my_seat(request, host, slug):
    """The page of the seat whose letters go to the user's own address."""
    meeting = get_object_or_404(at_address(host, slug).visible_to(request.user))
    seat = meeting.attendances.filter(email__iexact=request.user.email).order_by("-is_member", "order").first()
    if seat is None:
        raise Http404
    return redirect("agendas:reply", write_token(seat))


@login_required
@require_safe
def paper_pack(request, host, slug):
    """The papers of all items that the user opens, as one ZIP."""
    meeting = _of_members(request, host, slug)
    files = reading.pinned_versions(reading.agenda_for(meeting, reading.user_opens(request.user)))
    if not files:
        raise Http404
    return pack_response(meeting, files)


@login_required
@require_http_methods(GET_POST)
def propose(request, host, slug):
    """Ask to have a matter on the agenda."""
    meeting = _of_members(request, host, slug)
    if not may_propose(meeting, timezone.localdate()):
        raise Http404
    form = ProposalForm(posted(request)[0])
    if form.is_valid() and done(form, submit_proposal, meeting, by=request.user, **form.cleaned_data):
        messages.success(request, _("ส่งเรื่องให้เลขานุการแล้ว"))
        return redirect("agendas:replies", host, slug)
    return _form_page(request, "agendas/propose.html", {"meeting": meeting, "form": form})


@login_required
@require_http_methods(GET_POST)
def draft_minutes(request, host, slug):
    """Read the draft that went round, and ask to have it corrected while there is time."""
    meeting = _of_members(request, host, slug)
    if meeting.status != meeting.Status.MINUTES_CIRCULATED:
        raise Http404
    sections = reading.draft_minutes(meeting, reading.user_opens(request.user))
    form = CorrectionForm(posted(request)[0], items=item_choices(sections))
    if form.is_valid() and done(form, ask_correction, meeting, by=request.user, **form.cleaned_data):
        messages.success(request, _("ส่งคำขอแก้ไขแล้ว"))
        return redirect("agendas:draft_minutes", host, slug)
    context = {
        "meeting": meeting,
        "form": form,
        "sections": sections,
        "may_correct": may_correct(meeting, timezone.localdate()),
        "corrections": meeting.corrections.filter(asked_by=str(request.user), attendance=None).select_related("item"),
    }
    return _form_page(request, "agendas/draft_minutes.html", context)


def _of_members(request, host, slug):
    """The meeting, for those who have a part in its group; for anybody else it is not there."""
    meeting = get_object_or_404(at_address(host, slug).visible_to(request.user))
    if not is_member(request.user, meeting):
        raise Http404
    return meeting


def _seat(request, host, slug, pk):
    meeting = _of_members(request, host, slug)
    if not can_answer_for(request.user, meeting):
        raise PermissionDenied
    return meeting, get_object_or_404(meeting.attendances.select_related("post"), pk=pk)


def _form_page(request, template, context):
    return render(request, template, context, status=422 if context["form"].errors else 200)
