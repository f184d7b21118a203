"""Public pages of the groups."""

from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.documents.views import serve
from workgroups.downloads import roster_csv
from workgroups.forms import GroupFilterForm, RosterDateForm
from workgroups.models import AppointmentOrder, PolicyLevel, Workgroup
from workgroups.queries import VACANT, challenge_years, counts, find_groups, group_page, group_tree, standing
from workgroups.queries import roster as read_roster


@require_safe
def index(request):
    """All groups as a tree, or what `?q=`, `?kind=` and `?province=` find."""
    form = GroupFilterForm(request.GET)
    wanted = form.wanted()
    today = timezone.localdate()
    context = {"form": form, "wanted": wanted, "filtered": any(wanted.values())}
    if context["filtered"]:
        context["nodes"] = find_groups(today, **wanted)
    else:
        context["nodes"] = group_tree(today)
        context["counts"] = counts()
    if not wanted["kind"] and not wanted["province"]:
        context["years"] = challenge_years(wanted["text"])
    return render(request, "workgroups/index.html", context)


@require_safe
def group(request, slug):
    """One group with its roster of a day: `?on=` as a person types it, else today."""
    try:
        found = group_page(slug, request.user)
    except Workgroup.DoesNotExist as error:
        raise Http404(_("ไม่พบคณะทำงานนี้")) from error
    form = _day_form(request)
    on = form.day()
    seats = read_roster(found, on)
    context = {"group": found, "form": form, "on": on, "seats": seats, "standing": standing(found, on)}
    context["chair"] = next((seat for seat in seats if seat.post.role == seat.post.Role.CHAIR), None)
    context["before_origin"] = bool(found.origin_date and on < found.origin_date)
    context["vacant"] = [seat for seat in seats if seat.state == VACANT]
    context["only_chair"] = len(seats) == 1 and context["chair"] is not None
    return render(request, "workgroups/group.html", context)


@require_safe
def roster(request, slug):
    """The roster of a day as CSV; 400 with a sentence for a day that cannot be read, 404 for demonstration data."""
    found = get_object_or_404(Workgroup.objects.public(), slug=slug)
    if found.is_demo:
        raise Http404(_("ข้อมูลสาธิตไม่มีไฟล์ดาวน์โหลด"))
    form = _day_form(request)
    if not form.is_valid():
        return HttpResponseBadRequest("\n".join(form.errors["on"]), content_type="text/plain; charset=utf-8")
    on = form.day()
    response = HttpResponse(roster_csv(found, read_roster(found, on), on), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="roster-{found.slug}-{on.isoformat()}.csv"'
    return response


@require_safe
def order(request, slug, pk):
    """The file of an appointment order, for those who may see the order."""
    orders = AppointmentOrder.objects.visible_to(request.user).select_related("file").filter(file__isnull=False)
    return serve(request, get_object_or_404(orders, group__slug=slug, pk=pk).file)


@require_safe
def challenges(request):
    """The policy challenges of all years with their agencies, due months and levels."""
    context = {"years": challenge_years(), "levels": PolicyLevel.objects.all()}
    return render(request, "workgroups/challenges.html", context)


def _day_form(request):
    return RosterDateForm({"on": request.GET.get("on", "")})
