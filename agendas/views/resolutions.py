"""Points of an item, orders of the chair, dissent, and the words for the public."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from agendas.forms.resolutions import (
    ConfirmForm,
    DirectiveForm,
    DissentForm,
    ResolutionForm,
    RewordForm,
    SummaryForm,
    suggestion,
    work_formset,
    work_of,
)
from agendas.models import AgendaItem, Dissent, Resolution
from agendas.services import directives as orders
from agendas.services import resolutions as services
from agendas.services.confirmation import confirm_decisions
from agendas.services.refusals import Conflict
from agendas.views.places import record_link
from agendas.views.scopes import GET_POST, in_words, on_form, prepared_meeting, sent


@never_cache
@login_required
@require_http_methods(GET_POST)
def resolution_new(request, host, slug, pk):
    """A further point of an item."""
    meeting = prepared_meeting(request, host, slug)
    item = get_object_or_404(AgendaItem.objects.select_related("section"), pk=pk, section__meeting=meeting)
    item.section.meeting = meeting
    return _point(request, meeting, item, Resolution(item=item, meeting=meeting))


@never_cache
@login_required
@require_http_methods(GET_POST)
def resolution_change(request, host, slug, number):
    """A draft whole; of a confirmed point the wording, with the chair's word for it."""
    meeting, point = _own_point(request, host, slug, number)
    if point.is_final:
        messages.error(request, _("มตินี้เป็นที่สุดแล้ว แก้ไขด้วยมติใหม่ในการประชุมครั้งต่อไป"))
        return redirect("agendas:record", host, slug)
    return _reword(request, meeting, point) if point.is_decided else _point(request, meeting, point.item, point)


@login_required
@require_POST
def resolution_sentence(request, host, slug, pk):
    """The sentence that the ticks of an unsent form make, as JSON."""
    meeting = prepared_meeting(request, host, slug)
    item = get_object_or_404(AgendaItem.objects.select_related("section"), pk=pk, section__meeting=meeting)
    form, work = ResolutionForm(request.POST, meeting=meeting), work_formset(request.POST, meeting)
    form.is_valid()
    return JsonResponse({"text": suggestion(form.cleaned_data, _ready(work), item)})


@login_required
@require_POST
def resolution_drop(request, host, slug, number):
    meeting, point = _own_point(request, host, slug, number)
    with in_words(request):
        services.drop_resolution(point, by=request.user)
        messages.success(request, _("ลบร่างมติแล้ว"))
    return _back(meeting, point.item)


@never_cache
@login_required
@require_http_methods(GET_POST)
def dissent_new(request, host, slug, number):
    meeting, point = _own_point(request, host, slug, number)
    form = DissentForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            services.add_dissent(point, by=request.user, **form.cleaned_data)
            return _back(meeting, point.item)
    context = {"meeting": meeting, "form": form, "point": point, "title": _("บันทึกความเห็นแย้ง")}
    return render(request, "agendas/record/form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def dissent_drop(request, host, slug, pk):
    meeting = prepared_meeting(request, host, slug)
    dissent = get_object_or_404(Dissent.objects.select_related("resolution__item"), pk=pk, resolution__meeting=meeting)
    with in_words(request):
        services.drop_dissent(dissent, by=request.user)
    return _back(meeting, dissent.resolution.item)


@never_cache
@login_required
@require_http_methods(GET_POST)
def summary(request, host, slug, number):
    """Plain words for the public, and where."""
    meeting, point = _own_point(request, host, slug, number)
    kept = getattr(point, "public_summary", None)
    initial = {"text_th": kept.text_th, "text_en": kept.text_en, "districts": kept.districts.all()} if kept else {}
    form = SummaryForm(sent(request), initial=initial, group=meeting.host_group)
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            services.set_summary(point, by=request.user, **form.cleaned_data)
            messages.success(request, _("บันทึกสรุปสำหรับประชาชนแล้ว"))
            return _back(meeting, point.item)
    context = {"meeting": meeting, "form": form, "point": point, "title": _("สรุปสำหรับประชาชน")}
    return render(request, "agendas/record/form.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(GET_POST)
def directive_new(request, host, slug):
    meeting = prepared_meeting(request, host, slug)
    item = AgendaItem.objects.filter(section__meeting=meeting, pk=_number(request.GET.get("item"))).first()
    return _order(request, meeting, None, {"given_by": meeting.presided_by, "item": item})


@never_cache
@login_required
@require_http_methods(GET_POST)
def directive_change(request, host, slug, number):
    meeting, order = _own_order(request, host, slug, number)
    return _order(request, meeting, order, {name: getattr(order, name) for name in ("text_th", "given_by", "item")})


@login_required
@require_POST
def directive_drop(request, host, slug, number):
    meeting, order = _own_order(request, host, slug, number)
    with in_words(request):
        orders.drop_directive(order, by=request.user)
        messages.success(request, _("ลบร่างข้อสั่งการแล้ว"))
    return _back(meeting, order.item)


@never_cache
@login_required
@require_http_methods(GET_POST)
def decisions_confirm(request, host, slug):
    """What the chair confirmed: work starts, and the public sees the points."""
    meeting = prepared_meeting(request, host, slug)
    form = ConfirmForm(
        sent(request), meeting=meeting, initial={"confirmed_by": meeting.presided_by, "on": meeting.date}
    )
    if request.method == "GET":
        for name in ("resolutions", "directives"):
            form.initial[name] = form.fields[name].queryset
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            confirm_decisions(meeting, by=request.user, **form.cleaned_data)
            messages.success(request, _("บันทึกการยืนยันของประธานแล้ว งานที่มอบหมายเริ่มนับ"))
            return _back(meeting)
    context = {"meeting": meeting, "form": form}
    return render(request, "agendas/record/confirm.html", context, status=422 if form.errors else 200)


def _point(request, meeting, item, point):
    form = ResolutionForm(sent(request), instance=point, meeting=meeting)
    work = work_formset(sent(request), meeting, point.actions.all() if point.pk else ())
    status, conflict = 200, None
    if request.method == "POST":
        valid = form.is_valid() & work.is_valid()
        if "suggest" in request.POST:
            form = _suggested(request, meeting, item, point, form, work)
        elif valid:
            try:
                with on_form(form):
                    _save_point(request, item, point, form, work_of(work))
                    messages.success(request, _("บันทึกร่างมติแล้ว รอประธานยืนยัน"))
                    return _back(meeting, item)
            except Conflict as refusal:
                conflict, status = refusal, 409
                form = _with(request, form, meeting, point, version=refusal.version)
        if not conflict and "suggest" not in request.POST:
            status = 422
    context = {"meeting": meeting, "item": item, "point": point, "form": form, "work": work, "conflict": conflict}
    return render(request, "agendas/record/resolution.html", context, status=status)


def _save_point(request, item, point, form, work):
    if point.pk is None:
        services.add_resolution(item, by=request.user, actions=work, **form.facts())
    else:
        version = form.cleaned_data["version"] or 0
        services.change_resolution(point, by=request.user, version=version, actions=work, **form.facts())


def _suggested(request, meeting, item, point, form, work):
    """The form as it was filled, with the sentence that its ticks make."""
    text = suggestion(form.cleaned_data, _ready(work), item)
    if not text:
        messages.info(request, _("เลือกผลการพิจารณาก่อน และหากมอบหมายให้ใส่งาน ผู้รับผิดชอบ และกำหนดให้ครบ"))
        return form
    return _with(request, form, meeting, point, text_th=text)


def _with(request, form, meeting, point, **values):
    data = request.POST.copy()
    data.update({})
    for name, value in values.items():
        data[name] = value
    again = ResolutionForm(data, instance=point, meeting=meeting)
    again._errors = {}  # a form shown again to go on filling: nothing is wrong with it yet
    again.cleaned_data = {}
    return again


def _ready(work):
    """The rows of work that are complete already."""
    work.is_valid()
    return [facts for form in work if not form.errors for facts in [form.facts()] if facts]


def _reword(request, meeting, point):
    initial = {name: getattr(point, name) for name in ("text_th", "observation_th", "confirmed_by", "version")}
    form = RewordForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        confirmed = {name: told[name] for name in ("confirmed_by", "confirmed_on", "confirmed_evidence_th")}
        words = {name: told[name] for name in ("text_th", "observation_th", "version")}
        try:
            with on_form(form):
                services.change_resolution(point, by=request.user, confirmed=confirmed, **words)
                messages.success(request, _("แก้ถ้อยคำของมติแล้ว"))
                return _back(meeting, point.item)
        except Conflict as refusal:
            form.add_error("text_th", _("ข้อความที่บันทึกไว้ล่าสุด: %(text)s") % {"text": refusal.theirs})
    context = {"meeting": meeting, "form": form, "point": point, "title": _("แก้ถ้อยคำของมติที่ยืนยันแล้ว")}
    return render(request, "agendas/record/form.html", context, status=422 if form.errors else 200)


def _order(request, meeting, order, initial):
    form = DirectiveForm(sent(request), meeting=meeting, initial=initial)
    work = work_formset(sent(request), meeting, order.actions.all() if order else ())
    if request.method == "POST" and form.is_valid() & work.is_valid():
        with on_form(form):
            facts = {"by": request.user, "actions": work_of(work), **form.cleaned_data}
            order = orders.change_directive(order, **facts) if order else orders.add_directive(meeting, **facts)
            messages.success(request, _("บันทึกร่างข้อสั่งการแล้ว รอประธานยืนยัน"))
            return _back(meeting, order.item)
    bad = form.errors or (work.is_bound and not work.is_valid())
    context = {"meeting": meeting, "form": form, "work": work, "order": order}
    return render(request, "agendas/record/directive.html", context, status=422 if bad else 200)


def _own_point(request, host, slug, number):
    meeting = prepared_meeting(request, host, slug)
    point = get_object_or_404(meeting.resolutions.select_related("item__section"), number=number)
    point.meeting = point.item.section.meeting = meeting
    return meeting, point


def _own_order(request, host, slug, number):
    meeting = prepared_meeting(request, host, slug)
    return meeting, get_object_or_404(meeting.directives.select_related("item"), number=number)


def _back(meeting, item=None):
    place = f"#item-{item.pk}" if item else ""
    return redirect(f"{record_link(meeting)}{place}")


def _number(text):
    return int(text) if text and text.isdecimal() and len(text) < 12 else None
