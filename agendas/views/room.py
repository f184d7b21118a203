"""Attendance in the room, on a phone: one touch on one seat, the quorum as it stands, the meeting opened."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agendas.forms.room import REASONS, ElectronicForm, GuestForm, HoldForm, MarkForm, SeatForm
from agendas.models import Attendance, ElectronicRecord, Meeting
from agendas.queries.attendance import quorum
from agendas.services import attendance as services
from agendas.services.meetings import hold_meeting
from agendas.services.refusals import MeetingRefused
from agendas.views.scopes import GET_POST, in_words, on_form, prepared_meeting, sent

OPEN = (*Meeting.COMING, Meeting.Status.HELD, Meeting.Status.MINUTES_DRAFT, Meeting.Status.MINUTES_CIRCULATED)


@never_cache
@login_required
@require_safe
def room(request, host, slug):
    """The seats of the day, guests, and who registered at the door."""
    meeting = prepared_meeting(request, host, slug)
    rows = list(meeting.attendances.select_related("confirmed_by"))
    context = _shared(meeting) | {
        "seats": [row for row in rows if row.is_member],
        "guests": [row for row in rows if not row.is_member],
        "left": sum(row.is_member and row.status == Attendance.Status.EXPECTED for row in rows),
        "guest_form": GuestForm(),
    }
    return render(request, "agendas/room/room.html", context)


@never_cache
@login_required
@require_safe
def room_state(request, host, slug):
    """The quorum and how many wait at the door, for a page that looks again by itself."""
    meeting = prepared_meeting(request, host, slug)
    return JsonResponse(_state(request, meeting))


@login_required
@require_POST
def seat_mark(request, host, slug, pk):
    """One touch. Asked for JSON it answers with the row and the quorum as they now stand, or 422 with the reasons."""
    meeting = prepared_meeting(request, host, slug)
    row, reasons = get_object_or_404(meeting.attendances, pk=pk), []
    form = MarkForm(request.POST)
    if form.is_valid():
        try:
            row = services.record_attendance(row, by=request.user, **form.facts(), **_late(meeting, row, form))
        except MeetingRefused as refusal:
            reasons = refusal.reasons
    else:
        reasons = [_("กดปุ่มของแถวนี้อีกครั้ง")]
    if request.accepts("text/html"):
        for reason in reasons:
            messages.error(request, reason)
        return redirect(f"{request.path.rsplit('seats/', 1)[0]}#seat-{row.pk}")
    if reasons:
        return JsonResponse({"reasons": reasons}, status=422)
    return JsonResponse(_state(request, meeting) | {"row": _row(request, meeting, row)})


@never_cache
@login_required
@require_http_methods(GET_POST)
def seat(request, host, slug, pk):
    """Everything of one row."""
    meeting = prepared_meeting(request, host, slug)
    row = get_object_or_404(meeting.attendances, pk=pk)
    form = SeatForm(sent(request), instance=row)
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            services.record_attendance(row, by=request.user, **form.cleaned_data)
            messages.success(request, _("บันทึกการเข้าประชุมแล้ว"))
            return redirect("agendas:room", host, slug)
    context = _shared(meeting) | {"row": row, "form": form}
    return render(request, "agendas/room/seat.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def seats_rest(request, host, slug):
    """All seats that are still open: absent, for one reason."""
    meeting = prepared_meeting(request, host, slug)
    with in_words(request):
        rows = services.mark_rest_absent(meeting, by=request.user, reason=request.POST.get("absent_reason", "")[:200])
        messages.success(request, _("บันทึกว่าไม่มาประชุม %(count)s ตำแหน่ง") % {"count": len(rows)})
    return redirect("agendas:room", host, slug)


@login_required
@require_POST
def guest_new(request, host, slug):
    meeting = prepared_meeting(request, host, slug)
    form = GuestForm(request.POST)
    if form.is_valid():
        with in_words(request):
            services.add_guest(
                meeting,
                by=request.user,
                status=Attendance.Status.PRESENT,
                confirmed_by=request.user,
                **form.cleaned_data,
            )
            messages.success(request, _("เพิ่มผู้เข้าร่วมประชุมแล้ว"))
    for problems in form.errors.values():
        messages.error(request, problems[0])
    return redirect("agendas:room", host, slug)


@login_required
@require_POST
def guest_remove(request, host, slug, pk):
    meeting = prepared_meeting(request, host, slug)
    with in_words(request):
        services.remove_guest(get_object_or_404(meeting.attendances, pk=pk), by=request.user)
    return redirect("agendas:room", host, slug)


@login_required
@require_POST
def registration(request, host, slug, pk):
    """The clerk confirms or declines who registered at the door."""
    meeting = prepared_meeting(request, host, slug)
    row = get_object_or_404(meeting.attendances, pk=pk)
    act = services.confirm_registration if request.POST.get("answer") == "here" else services.decline_registration
    with in_words(request):
        act(row, by=request.user)
    return redirect("agendas:room", host, slug)


@login_required
@require_POST
def roster_refresh(request, host, slug):
    """Take the roster of the day in again."""
    meeting = prepared_meeting(request, host, slug)
    with in_words(request):
        services.refresh_roster(meeting, by=request.user)
        messages.success(request, _("ปรับรายชื่อตามตำแหน่ง ณ วันประชุมแล้ว"))
    return redirect("agendas:room", host, slug)


@never_cache
@login_required
@require_http_methods(GET_POST)
def electronic(request, host, slug):
    """What is kept of a meeting by electronic means."""
    meeting = prepared_meeting(request, host, slug)
    kept = ElectronicRecord.objects.filter(meeting=meeting).first()
    form = ElectronicForm(sent(request), instance=kept)
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            services.keep_electronic_record(meeting, by=request.user, **form.cleaned_data)
            messages.success(request, _("บันทึกหลักฐานการประชุมแล้ว"))
            return redirect("agendas:room", host, slug)
    context = _shared(meeting) | {"form": form}
    return render(request, "agendas/room/electronic.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(GET_POST)
def hold(request, host, slug):
    """Open the meeting: from here its minutes are written."""
    meeting = prepared_meeting(request, host, slug)
    lacks = meeting.decides and not quorum(meeting).is_met
    now = timezone.localtime().time().replace(second=0, microsecond=0)
    initial = {
        "presided_by": meeting.presided_by,
        "presided_by_post": meeting.presided_by_post,
        "opened_at": meeting.opened_at or now,
    }
    form = HoldForm(sent(request), initial=initial, decides=meeting.decides, lacks_quorum=lacks)
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            hold_meeting(meeting, by=request.user, **form.cleaned_data)
            messages.success(request, _("เปิดประชุมแล้ว บันทึกรายงานได้"))
            return redirect("agendas:record", host, slug)
    context = _shared(meeting) | {"form": form, "lacks": lacks}
    return render(request, "agendas/room/hold.html", context, status=422 if form.errors else 200)


def _shared(meeting):
    return {
        "meeting": meeting,
        "quorum": quorum(meeting),
        "waiting": _waiting(meeting),
        "reasons": REASONS,
        "is_open": meeting.status in OPEN,
        "is_today": meeting.date == timezone.localdate(),
        "tab": "room",
        "electronic": meeting.mode != Meeting.Mode.ONSITE,
    }


def _waiting(meeting):
    return list(meeting.attendances.filter(registered_at__isnull=False, status=Attendance.Status.EXPECTED))


def _state(request, meeting):
    waiting = _waiting(meeting)
    context = {"quorum": quorum(meeting), "meeting": meeting}
    return {
        "quorum": render_to_string("agendas/room/quorum.html", context, request),
        "waiting": [row.pk for row in waiting],
    }


def _row(request, meeting, row):
    return render_to_string("agendas/room/seat_row.html", _shared(meeting) | {"row": row}, request)


def _late(meeting, row, form):
    """The hour of arrival of who comes after the meeting was opened, on its day; nobody's who came before."""
    now = timezone.localtime()
    came = form.cleaned_data["status"] in (Attendance.Status.PRESENT, Attendance.Status.SUBSTITUTE)
    late = meeting.opened_at and meeting.date == now.date() and now.time() > meeting.opened_at
    if not came or not late or row.arrived_at or meeting.closed_at:
        return {}
    return {"arrived_at": now.time().replace(second=0, microsecond=0)}
