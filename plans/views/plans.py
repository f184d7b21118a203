"""Plans for everybody: a fiscal year with what is late first, one plan, one activity."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation.documents.views import serve
from foundation.thai.fiscal import fiscal_year
from plans.models import Activity, Obstacle, Plan, Update
from plans.permissions import can_decide, can_see_evidence, can_write
from plans.queries.pages import activity_page, plan_page, served_by_kind
from plans.queries.timeline import plan_years, timeline
from plans.services import whole
from plans.standing import standing_of
from plans.views.asked import asked_choice, asked_year


@require_safe
def index(request):
    """`?year=2570&province=lampang`: what is not known is taken as this year and all provinces."""
    years = plan_years(request.user)
    year = asked_year(request, years) if "year" in request.GET else fiscal_year(timezone.localdate())
    plans = list(Plan.objects.visible_to(request.user).filter(fiscal_year=year).with_group())
    provinces = {plan.group.province.slug: plan.group.province for plan in plans if plan.group.province}
    province = asked_choice(request, "province", provinces)
    activities = Activity.objects.visible_to(request.user).filter(plan__fiscal_year=year)
    if province:
        activities = activities.filter(plan__group__province__slug=province)
    context = {
        "year": year,
        "years": years,
        "plans": [plan for plan in plans if not province or plan.group.province == provinces[province]],
        "provinces": sorted(provinces.values(), key=lambda row: row.sort_key),
        "province": provinces.get(province),
        "found": timeline(activities, year),
        "open_obstacles": Obstacle.objects.public().open().count(),
    }
    return render(request, "plans/index.html", context)


@require_safe
def plan(request, slug, year):
    try:
        row = plan_page(request.user, slug, year)
    except Plan.DoesNotExist as missing:
        raise Http404 from missing
    writes = can_write(request.user, row.group)
    context = {
        "plan": row,
        "found": timeline(Activity.objects.filter(plan=row), year, late_first=False),
        "writes": writes,
        "decides": writes and can_decide(request.user, row.group),
        "blockers": whole(row) if writes and row.is_open else [],
    }
    return render(request, "plans/plan.html", context)


@require_safe
def activity(request, slug, year, number):
    try:
        row = activity_page(request.user, slug, year, number)
    except Activity.DoesNotExist as missing:
        raise Http404 from missing
    today, milestones = timezone.localdate(), list(row.milestones.all())
    writes = can_write(request.user, row.plan.group)
    context = {
        "activity": row,
        "plan": row.plan,
        "standing": standing_of(row, milestones, today),
        "milestones": milestones,
        "served": served_by_kind(row),
        "obstacles": row.obstacles.all(),
        "today": today,
        "writes": writes,
    }
    return render(request, "plans/activity.html", context)


@require_safe
def evidence(request, pk):
    """A file that proves a report, where the reporter published it; else for those who write for the group."""
    rows = Update.objects.select_related("evidence", "activity__plan__group").filter(evidence__isnull=False)
    update = get_object_or_404(rows, pk=pk)
    if not can_see_evidence(request.user, update):
        raise Http404
    return serve(request, update.evidence)
