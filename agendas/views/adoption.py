"""From draft minutes to adopted ones, and meetings of the past."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agendas.forms.fields import ReasonForm
from agendas.forms.minutes import AdoptionForm, AnswerForm, CirculationForm, PastForm, ScanForm
from agendas.models import MeetingRules
from agendas.queries.blockers import blockers
from agendas.services.adoption import adopt, answer_correction, circulate, reopen_minutes
from agendas.services.past import add_scan, record_past_meeting
from agendas.views.places import record_link
from agendas.views.scopes import GET_POST, in_words, on_form, own_groups, prepared_meeting, sent
from foundation.documents.views import serve


@never_cache
@login_required
@require_http_methods(GET_POST)
def minutes_circulate(request, host, slug):
    """What is still missing, and by when corrections are asked for."""
    meeting = prepared_meeting(request, host, slug)
    days = MeetingRules.of(meeting.host_group).correction_days
    initial = {"corrections_by": timezone.localdate() + datetime.timedelta(days=days)}
    form = CirculationForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            circulate(meeting, by=request.user, **form.cleaned_data)
            messages.success(request, _("เวียนร่างรายงานการประชุมแล้ว"))
            return redirect("agendas:record", host, slug)
    context = {"meeting": meeting, "form": form, "blockers": blockers(meeting)}
    return render(request, "agendas/record/circulate.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(GET_POST)
def minutes_reopen(request, host, slug):
    """Take circulated minutes back to the draft."""
    meeting = prepared_meeting(request, host, slug)
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            reopen_minutes(meeting, by=request.user, **form.cleaned_data)
            messages.success(request, _("นำร่างรายงานกลับมาแก้แล้ว ฉบับที่เวียนไปยังเก็บไว้ตามเดิม"))
            return redirect("agendas:record", host, slug)
    context = {"meeting": meeting, "form": form, "title": _("นำร่างรายงานกลับมาแก้")}
    return render(request, "agendas/record/form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def correction_answer(request, host, slug, pk):
    """Say what becomes of a request."""
    meeting = prepared_meeting(request, host, slug)
    correction, form = get_object_or_404(meeting.corrections, pk=pk), AnswerForm(request.POST)
    if form.is_valid():
        with in_words(request):
            answer_correction(correction, by=request.user, **form.cleaned_data)
            messages.success(request, _("บันทึกคำตอบแล้ว"))
    else:
        messages.error(request, _("เลือกว่าแก้ตามที่ขอหรือไม่แก้"))
    return redirect(f"{record_link(meeting)}#corrections")


@never_cache
@login_required
@require_http_methods(GET_POST)
def minutes_adopt(request, host, slug):
    """How the minutes became official; after that nothing changes."""
    meeting = prepared_meeting(request, host, slug)
    form = AdoptionForm(sent(request), meeting=meeting)
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            adopt(meeting, by=request.user, **form.cleaned_data)
            messages.success(request, _("รับรองรายงานการประชุมแล้ว มติเป็นที่สุด"))
            return redirect("agendas:record", host, slug)
    context = {"meeting": meeting, "form": form, "blockers": blockers(meeting)}
    return render(request, "agendas/record/adopt.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(GET_POST)
def past_new(request):
    """A meeting of the past in its final state."""
    form = PastForm(sent(request), request.FILES or None, groups=own_groups(request))
    if request.method == "POST" and form.is_valid():
        with on_form(form, "scan"):
            meeting = record_past_meeting(by=request.user, **form.facts())
            messages.success(request, _("เพิ่มการประชุมที่ผ่านมาแล้ว สำเร็จ: %(meeting)s") % {"meeting": meeting})
            return redirect("agendas:record", meeting.host.slug, meeting.slug)
    context = {"form": form}
    return render(request, "agendas/record/past_new.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(GET_POST)
def past_scan(request, host, slug):
    """One more scanned copy of the minutes of a past meeting."""
    meeting = prepared_meeting(request, host, slug)
    if not meeting.is_past_entry:
        raise Http404
    form = ScanForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with on_form(form, "scan"):
            add_scan(meeting, by=request.user, upload=form.cleaned_data["scan"])
            messages.success(request, _("เก็บไฟล์สแกนแล้ว"))
            return redirect("agendas:record", host, slug)
    context = {"meeting": meeting, "form": form, "title": _("ส่งไฟล์สแกนรายงานการประชุม")}
    return render(request, "agendas/record/form.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def past_scan_file(request, host, slug, number):
    """The scanned minutes for who keeps them; what the public may read of a meeting is on its own page."""
    meeting = prepared_meeting(request, host, slug)
    version = get_object_or_404(meeting.minutes_versions.select_related("file"), number=number, stage="scanned")
    return serve(request, version.file, as_attachment=False)
