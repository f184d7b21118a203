"""The agenda builder: items and sections, put in order by drag or by button."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from agendas.forms.agenda import ItemForm, NewItemForm, SectionForm
from agendas.forms.fields import ReasonForm
from agendas.models import AgendaItem, Meeting
from agendas.services import agenda as services
from agendas.services.refusals import Conflict
from agendas.views.scopes import GET_POST, in_words, on_form, prepared_meeting, sent

END = 10_000  # a place beyond every other


@never_cache
@login_required
@require_http_methods(GET_POST)
def item_new(request, host, slug):
    """`?section=<key>` is where the matter goes unless another is chosen."""
    meeting = prepared_meeting(request, host, slug)
    asked = request.GET.get("section", "")
    form = NewItemForm(sent(request), meeting=meeting, initial={"section": asked if asked.isdecimal() else None})
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            item = services.add_item(form.cleaned_data["section"], by=request.user, **form.facts())
            messages.success(request, _("เพิ่มเรื่องแล้ว: %(title)s") % {"title": item.title})
            return back_to(meeting, item)
    context = {"meeting": meeting, "form": form}
    return render(request, "agendas/preparing/item_new.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(GET_POST)
def item_change(request, host, slug, pk):
    """Where somebody else saved the item since it was opened, both texts are shown and nothing is written yet."""
    meeting = prepared_meeting(request, host, slug)
    item = own_item(meeting, pk)
    form, theirs = ItemForm(sent(request), instance=own_item(meeting, pk)), None
    if request.method == "POST" and form.is_valid():
        try:
            with on_form(form):
                services.change_item(item, by=request.user, version=form.cleaned_data["version"], **form.facts())
                messages.success(request, _("บันทึกเรื่องแล้ว"))
                return back_to(meeting, item)
        except Conflict as conflict:
            form.add_error(None, conflict.reasons[0])
            theirs = _differences(form, conflict.theirs)
            form.data = form.data.copy()
            form.data["version"] = conflict.theirs.version
    context = {"meeting": meeting, "item": item, "form": form, "theirs": theirs, "pins": _pins(item)}
    return render(request, "agendas/preparing/item_change.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def item_move(request, host, slug, pk):
    """`step` is up, down, or to: then `section` and `place` say where, without a place at its end."""
    meeting = prepared_meeting(request, host, slug)
    item = own_item(meeting, pk)
    with in_words(request):
        section, place = _wanted(request, meeting, item)
        moved = services.move_item(item, by=request.user, section=section, place=place)
        told = {"title": moved.title, "place": moved.order, "section": moved.section.title}
        messages.success(request, _("ย้าย “%(title)s” ไปเป็นลำดับที่ %(place)s ของ “%(section)s” แล้ว") % told)
    return back_to(meeting, item)


@never_cache
@login_required
@require_http_methods(GET_POST)
def item_withdraw(request, host, slug, pk):
    meeting = prepared_meeting(request, host, slug)
    item = own_item(meeting, pk)
    needs_reason = meeting.status != Meeting.Status.DRAFT or item.proposals.exists() or item.referrals.exists()
    form = ReasonForm(sent(request))
    form.fields["reason"].required = needs_reason
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            services.withdraw_item(item, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("ถอนเรื่องแล้ว: %(title)s") % {"title": item.title})
            return redirect("agendas:prepare", host, slug)
    context = {"meeting": meeting, "item": item, "form": form, "needs_reason": needs_reason}
    return render(request, "agendas/preparing/item_withdraw.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(GET_POST)
def section_new(request, host, slug):
    meeting = prepared_meeting(request, host, slug)
    form = SectionForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            services.add_section(meeting, by=request.user, **form.cleaned_data)
            messages.success(request, _("เพิ่มหัวข้อแล้ว"))
            return redirect("agendas:prepare", host, slug)
    context = {"meeting": meeting, "form": form, "section": None}
    return render(request, "agendas/preparing/section.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(GET_POST)
def section_change(request, host, slug, pk):
    meeting = prepared_meeting(request, host, slug)
    section = get_object_or_404(meeting.sections, pk=pk)
    form = SectionForm(sent(request), instance=section)
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            services.change_section(section, by=request.user, **form.cleaned_data)
            messages.success(request, _("บันทึกหัวข้อแล้ว"))
            return redirect("agendas:prepare", host, slug)
    context = {"meeting": meeting, "form": form, "section": section}
    return render(request, "agendas/preparing/section.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def section_move(request, host, slug, pk):
    """`step` is up or down."""
    meeting = prepared_meeting(request, host, slug)
    section = get_object_or_404(meeting.sections, pk=pk)
    order = list(meeting.sections.order_by("order", "pk").values_list("pk", flat=True))
    place = order.index(section.pk) + 1 + (-1 if request.POST.get("step") == "up" else 1)
    with in_words(request):
        services.move_section(section, by=request.user, place=place)
        messages.success(request, _("ย้ายหัวข้อ “%(title)s” แล้ว") % {"title": section.title})
    return redirect(f"{reverse('agendas:prepare', args=[host, slug])}#section-{section.pk}")


@login_required
@require_POST
def section_remove(request, host, slug, pk):
    meeting = prepared_meeting(request, host, slug)
    section = get_object_or_404(meeting.sections, pk=pk)
    with in_words(request):
        services.remove_section(section, by=request.user)
        messages.success(request, _("ลบหัวข้อ “%(title)s” แล้ว") % {"title": section.title})
    return redirect("agendas:prepare", host, slug)


def own_item(meeting, pk):
    item = get_object_or_404(AgendaItem.objects.select_related("section"), pk=pk, section__meeting=meeting)
    item.section.meeting = meeting
    return item


def back_to(meeting, item):
    address = reverse("agendas:prepare", args=[meeting.host.slug, meeting.slug])
    return redirect(f"{address}#item-{item.pk}")


def _wanted(request, meeting, item):
    """(section, place) of what was asked."""
    step = request.POST.get("step")
    if step in ("up", "down"):
        order = list(item.section.items.standing().order_by("order", "pk").values_list("pk", flat=True))
        here = order.index(item.pk) + 1 if item.pk in order else 1
        return item.section, max(1, here + (-1 if step == "up" else 1))
    asked, place = request.POST.get("section", ""), request.POST.get("place", "")
    section = get_object_or_404(meeting.sections, pk=int(asked) if asked.isdecimal() else 0)
    return section, int(place) if place.isdecimal() and len(place) < 5 else END


def _differences(form, theirs):
    """(label, what is stored, what was typed) of the fields that differ."""
    found = []
    for name, typed in form.facts().items():
        stored = getattr(theirs, name)
        if stored != typed:
            field = form.fields[name]
            choices = dict(getattr(field, "choices", ()))
            found.append((field.label, choices.get(stored, stored), choices.get(typed, typed)))
    return found


def _pins(item):
    return item.item_papers.select_related("paper", "version__file").order_by("order", "pk")
