"""The secretary's desk: meetings to prepare, a new one, and the page on which one is prepared."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agendas.forms.meetings import KindForm, MeetingForm
from agendas.models import Meeting, Proposal
from agendas.queries.arising import actions_arising
from agendas.queries.preparing import (
    builder_sections,
    checks,
    invited,
    meetings_done,
    meetings_to_prepare,
    referrals_waiting,
    waiting_to_come,
)
from agendas.services.carrying import carry_over as bring
from agendas.services.meetings import change_meeting, create_meeting
from agendas.steps import steps_of
from agendas.views.scopes import GET_POST, in_words, on_form, own_groups, prepared_meeting, sent
from workgroups.models import Agency
from workgroups.permissions import is_secretariat


@never_cache
@login_required
@require_safe
def preparing(request):
    """`?group=lampang` shows one group's; `?page=2` older ones that are done."""
    groups = own_groups(request)
    group = groups.filter(slug=request.GET.get("group", "")).first()
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isdecimal() and 0 < int(asked[:4]) < 1000 else 1
    done, older = meetings_done(request.user, group=group, page=page)
    context = {
        "groups": groups,
        "group": group,
        "meetings": meetings_to_prepare(request.user, group=group),
        "done": done,
        "older": page + 1 if older else None,
        "waiting": referrals_waiting([group] if group else groups),
    }
    return render(request, "agendas/preparing/preparing.html", context)


@never_cache
@login_required
@require_http_methods(GET_POST)
def meeting_new(request):
    """First `?group=lampang&kind=ordinary` (or `agency=opdc`), then the facts that this kind asks for."""
    groups = own_groups(request)
    agencies = Agency.objects.order_by("sort_key") if is_secretariat(request.user) else None
    asked = bool(request.GET.keys() & {"kind", "agency"})
    chosen = KindForm(request.GET if asked else None, groups=groups, agencies=agencies, initial=_first(request, groups))
    if not chosen.is_valid():
        return render(request, "agendas/preparing/meeting_kind.html", {"form": chosen})
    host = {"host_group": chosen.cleaned_data["group"], "host_agency": chosen.cleaned_data.get("agency")}
    draft = Meeting(kind=chosen.cleaned_data["kind"], **host)
    form = MeetingForm(sent(request), instance=draft)
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            meeting = create_meeting(by=request.user, kind=draft.kind, **host, **form.facts())
            messages.success(request, _("สร้างร่างการประชุมแล้ว จัดระเบียบวาระแล้วเชิญประชุมเมื่อพร้อม"))
            return redirect("agendas:prepare", meeting.host.slug, meeting.slug)
    context = {"form": form, "meeting": draft, "host": draft.host}
    return render(request, "agendas/preparing/meeting_new.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(GET_POST)
def meeting_change(request, host, slug):
    meeting = prepared_meeting(request, host, slug)
    form = MeetingForm(sent(request), instance=prepared_meeting(request, host, slug))
    if request.method == "POST" and form.is_valid():
        with on_form(form):
            change_meeting(meeting, by=request.user, **form.facts())
            messages.success(request, _("บันทึกข้อมูลการประชุมแล้ว"))
            return redirect("agendas:prepare", host, slug)
    context = {"form": form, "meeting": meeting}
    return render(request, "agendas/preparing/meeting_change.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_safe
def prepare(request, host, slug):
    meeting = prepared_meeting(request, host, slug)
    sections = builder_sections(meeting)
    proposals = list(meeting.proposals.order_by("at", "pk"))
    is_draft = meeting.status == Meeting.Status.DRAFT
    context = {
        "meeting": meeting,
        "sections": sections,
        "coming": waiting_to_come(meeting),
        "arising": actions_arising(meeting),
        "proposals": [row for row in proposals if row.status == Proposal.Status.RECEIVED],
        "decided": [row for row in proposals if row.status != Proposal.Status.RECEIVED],
        "papers": meeting.papers.filter(item_papers__isnull=True).order_by("pk"),
        "steps": steps_of(meeting),
        "checks": checks(meeting, sections, invited(meeting), timezone.localdate()) if is_draft else [],
    }
    return render(request, "agendas/preparing/prepare.html", context)


@login_required
@require_POST
def carry_over(request, host, slug):
    meeting = prepared_meeting(request, host, slug)
    with in_words(request):
        items = bring(meeting, by=request.user)
        if items:
            messages.success(request, _("ยกมาแล้ว %(count)s เรื่อง ตรวจหัวข้อและลำดับด้านล่าง") % {"count": len(items)})
        else:
            messages.info(request, _("ไม่มีเรื่องให้ยกมา เรื่องที่ค้างอยู่ในระเบียบวาระแล้ว"))
    return redirect("agendas:prepare", host, slug)


def _first(request, groups):
    """What the first form begins with: the group that was looked at, or the only one."""
    group = groups.filter(slug=request.GET.get("group", "")).first() or (groups[0] if len(groups) == 1 else None)
    return {"group": group.slug if group else None, "kind": Meeting.Kind.ORDINARY}
