"""Pages of meetings and resolutions for everybody."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agendas.forms.public import MonthForm, RegisterForm
from agendas.models import Meeting
from agendas.permissions import can_prepare, is_member
from agendas.queries import public, register
from agendas.queries.meetings import at_address
from workgroups.models import Agency, Workgroup


@require_safe
def index(request):
    """The next meeting, a month, the latest resolutions; or what `?q=` finds."""
    form, today = MonthForm(request.GET), timezone.localdate()
    text = form.text()
    context = {"form": form, "q": text, "today": today}
    if text:
        context["found"] = public.search(request.user, text, today)
    else:
        context |= public.front(request.user, today, form.first(today))
    return render(request, "agendas/index.html", context)


@require_safe
def resolutions(request):
    """ทะเบียนมติ, those with overdue work first."""
    today = timezone.localdate()
    groups, years = register.choices(request.user)
    form = RegisterForm(request.GET, groups=groups, years=years)
    rows = register.register(request.user, today, **form.wanted())
    page = Paginator(rows, public.PAGE).get_page(request.GET.get("page"))
    page.object_list = public.with_progress(page.object_list, today)
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {"form": form, "page": page, "kept": kept.urlencode(), "wanted": form.wanted(), "today": today}
    context["counts"] = register.counts(request.user, today)
    return render(request, "agendas/resolutions.html", context)


@require_safe
def host(request, host):
    """The meetings of a group or an agency, newest first."""
    found = Workgroup.objects.public().filter(slug=host).first() or Agency.objects.filter(slug=host).first()
    if found is None:
        raise Http404(_("ไม่พบคณะทำงานหรือหน่วยงานนี้"))
    name = "host_group" if isinstance(found, Workgroup) else "host_agency"
    rows = public.meetings(request.user).filter(**{name: found}).order_by("-date", "-starts", "-pk")
    page = Paginator(rows, public.PAGE).get_page(request.GET.get("page"))
    context = {"host": found, "page": page, "is_group": name == "host_group", "today": timezone.localdate()}
    return render(request, "agendas/host.html", context)


@require_safe
def meeting(request, host, slug):
    """One meeting: its state, its agenda, what it decided, who came. An address it had before leads on to it."""
    found = at_address(host, slug).visible_to(request.user).first()
    if found is None:
        return _led_on(host, slug)
    today = timezone.localdate()
    context = {
        "meeting": found,
        "sections": public.agenda_of(found, request.user, today),
        "directives": public.directives_of(found, request.user, today),
        "moves": list(found.moves.all()),
        "people": public.people_of(found) if found.has_taken_place else None,
        "about": list(found.about.all()),
        "is_member": is_member(request.user, found),
        "can_prepare": can_prepare(request.user, found),
        "reason": _reason(found),
        "adoption": getattr(found, "adoption", None) if found.status == Meeting.Status.ADOPTED else None,
    }
    return render(request, "agendas/meeting.html", context)


@require_safe
def resolution(request, host, slug, number):
    """The trace of one resolution: where it came from, what it says, what came of it."""
    held = get_object_or_404(at_address(host, slug).visible_to(request.user))
    found = get_object_or_404(public.resolutions(request.user), meeting=held, number=number)
    today = timezone.localdate()
    found.progress = public.progress(found.work, today)
    for action in found.work:
        action.late = action.days_late(today)
    context = {
        "resolution": found,
        "meeting": found.meeting,
        "summary": getattr(found, "public_summary", None),
        "origins": list(found.originates.all()),
        "dissents": list(found.dissents.all()),
        "corrections": list(found.corrected_by.decided().select_related("meeting__host_group", "meeting__host_agency")),
        "referral": getattr(found, "referral", None),
        "is_member": is_member(request.user, found.meeting),
    }
    return render(request, "agendas/resolution.html", context)


def _led_on(host, slug):
    now = public.moved_from(host, slug)
    if now is None:
        raise Http404(_("ไม่พบการประชุมนี้ หากเป็นร่าง จะเห็นได้เมื่อเลขานุการเชิญประชุม"))
    return redirect(now)


def _reason(found):
    if found.status not in public.GONE:
        return ""
    event = found.events.filter(after=found.status).order_by("-at", "-pk").first()
    return event.reason if event else ""
