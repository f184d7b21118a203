"""The page of the minutes: one text per item with autosave, points and orders beneath, and what is still missing."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agendas.forms.minutes import ClosingForm, ConclusionForm, TextForm
from agendas.models import AgendaItem, Meeting
from agendas.queries.blockers import blockers
from agendas.queries.record import loose_directives, record_sections
from agendas.services.adoption import begin_minutes
from agendas.services.meetings import change_meeting, conclude_meeting
from agendas.services.minutes import write_minutes
from agendas.services.past import declare_minutes_missing
from agendas.services.refusals import Conflict, MeetingRefused
from agendas.views.places import record_link
from agendas.views.scopes import GET_POST, in_words, on_form, prepared_meeting, sent

Status = Meeting.Status


@never_cache
@login_required
@require_safe
def record(request, host, slug):
    meeting = prepared_meeting(request, host, slug)
    if not meeting.has_taken_place:
        messages.info(request, _("บันทึกรายงานได้เมื่อเปิดประชุมแล้ว"))
        return redirect("agendas:room", host, slug)
    drafts = meeting.resolutions.filter(status="draft").count() + meeting.directives.filter(status="draft").count()
    context = {
        "meeting": meeting,
        "tab": "record",
        "sections": record_sections(meeting),
        "orders": loose_directives(meeting),
        "blockers": blockers(meeting) if meeting.minutes_open else [],
        "drafts": drafts,
        "can_write": meeting.minutes_open and not meeting.minutes_missing_th,
        "corrections": meeting.corrections.select_related("item", "attendance").order_by("status", "at"),
        "versions": meeting.minutes_versions.select_related("file").order_by("number"),
        "orders_possible": meeting.kind != Meeting.Kind.CONSULTATION,
    }
    return render(request, "agendas/record/record.html", context)


@login_required
@require_POST
def record_text(request, host, slug, pk):
    """Save the text of one item. Asked for JSON it answers with the new version, 409 with the other writer's text or
    422 with the reasons; a browser without scripts gets a page with both texts."""
    meeting = prepared_meeting(request, host, slug)
    item = get_object_or_404(AgendaItem.objects.select_related("section"), pk=pk, section__meeting=meeting)
    form = TextForm(request.POST)
    html = request.accepts("text/html")
    if not form.is_valid():
        reasons = [reason for problems in form.errors.values() for reason in problems]
        return _refused(request, meeting, item, reasons, html)
    told = form.cleaned_data
    try:
        item = write_minutes(item, by=request.user, **told)
    except Conflict as conflict:
        return _conflict(request, meeting, item, told["minutes_th"], conflict, html)
    except MeetingRefused as refusal:
        return _refused(request, meeting, item, refusal.reasons, html, told["minutes_th"])
    if html:
        messages.success(request, _("บันทึกข้อความแล้ว"))
        return redirect(_place(meeting, item))
    return JsonResponse({"version": item.version})


@login_required
@require_POST
def minutes_begin(request, host, slug):
    meeting = prepared_meeting(request, host, slug)
    with in_words(request):
        begin_minutes(meeting, by=request.user)
        messages.success(request, _("เริ่มจัดทำรายงานการประชุมแล้ว"))
    return redirect("agendas:record", host, slug)


@never_cache
@login_required
@require_http_methods(GET_POST)
def record_closing(request, host, slug):
    """When the meeting closed, who presided, who wrote and checked."""
    meeting = prepared_meeting(request, host, slug)
    form = ClosingForm(sent(request), instance=meeting)
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            change_meeting(meeting, by=request.user, **form.cleaned_data)
            messages.success(request, _("บันทึกแล้ว"))
            return redirect("agendas:record", host, slug)
    context = {"meeting": meeting, "form": form, "title": _("เวลาและผู้จัดทำรายงาน")}
    return render(request, "agendas/record/form.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(GET_POST)
def meeting_conclude(request, host, slug):
    """End a consultation with its summary; a situation meeting needs no more than its confirmed directives."""
    meeting = prepared_meeting(request, host, slug)
    if meeting.kind != Meeting.Kind.CONSULTATION:
        if request.method == "POST":
            with in_words(request):
                conclude_meeting(meeting, by=request.user)
                messages.success(request, _("สรุปผลแล้ว"))
        return redirect("agendas:record", host, slug)
    initial = {"summary_th": meeting.summary_th, "opinion_th": meeting.opinion_th}
    form = ConclusionForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            meeting = change_meeting(meeting, by=request.user, **form.cleaned_data)
            if "conclude" in request.POST:
                conclude_meeting(meeting, by=request.user)
            messages.success(request, _("สรุปผลแล้ว") if "conclude" in request.POST else _("บันทึกแล้ว"))
            return redirect("agendas:record", host, slug)
    context = {"meeting": meeting, "form": form}
    return render(request, "agendas/record/conclude.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def minutes_missing(request, host, slug):
    """Declare that the meeting has no minutes."""
    meeting = prepared_meeting(request, host, slug)
    with in_words(request):
        declare_minutes_missing(meeting, by=request.user, reason=request.POST.get("reason", "")[:1000])
        messages.success(request, _("แจ้งว่าไม่มีรายงานการประชุมแล้ว"))
    return redirect("agendas:record", host, slug)


def _place(meeting, item):
    return f"{record_link(meeting)}#item-{item.pk}"


def _conflict(request, meeting, item, mine, conflict, html):
    if not html:
        told = {"reason": conflict.reasons[0], "theirs": conflict.theirs, "version": conflict.version}
        return JsonResponse(told, status=409)
    context = {"meeting": meeting, "item": item, "mine": mine, "conflict": conflict, "reasons": conflict.reasons}
    return render(request, "agendas/record/conflict.html", context, status=409)


def _refused(request, meeting, item, reasons, html, mine=""):
    if not html:
        return JsonResponse({"reasons": reasons}, status=422)
    context = {"meeting": meeting, "item": item, "mine": mine, "reasons": reasons}
    return render(request, "agendas/record/conflict.html", context, status=422)
