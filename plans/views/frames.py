"""The national frame, what of it no activity serves, and good practices."""

from itertools import groupby

from django.db.models import Count, Prefetch, Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation.thai.fiscal import fiscal_year
from places.models import ProblemArea, Province
from plans.models import FrameItem, GoodPractice, Plan, RecordedEvent
from plans.permissions import can_judge_practices, writable_groups
from plans.queries.coverage import coverage as coverage_of
from plans.queries.timeline import plan_years
from plans.views.asked import asked_choice, asked_year

COVERED = [FrameItem.Kind.SPECIAL, FrameItem.Kind.APPROACH, FrameItem.Kind.MEASURE]


@require_safe
def framework(request):
    """Every point of the frame, with the number of public activities of this fiscal year that serve it."""
    year = fiscal_year(timezone.localdate())
    served = Q(activities__plan__fiscal_year=year) & ~Q(activities__plan__status=Plan.Status.DRAFT)
    items = FrameItem.objects.annotate(serving=Count("activities", filter=served, distinct=True)).order_by(
        "kind", "order", "pk"
    )
    kinds = {kind: list(rows) for kind, rows in groupby(items, key=lambda item: item.kind)}
    provinces = Prefetch("provinces", Province.objects.light().order_by("sort_key"))
    context = {
        "year": year,
        "kinds": [(kind, kinds[kind]) for kind in FrameItem.Kind if kind in kinds],
        "areas": ProblemArea.objects.prefetch_related(provinces),
        "events": RecordedEvent.objects.filter(province__isnull=True),
    }
    return render(request, "plans/framework.html", context)


@require_safe
def coverage(request):
    """`?year=2570&kind=special`: which of the points has no activity in which province."""
    years = plan_years(request.user)
    year = asked_year(request, years) if "year" in request.GET else fiscal_year(timezone.localdate())
    kind = FrameItem.Kind(asked_choice(request, "kind", COVERED) or FrameItem.Kind.SPECIAL)
    found = coverage_of(Plan.objects.visible_to(request.user).filter(fiscal_year=year), kind)
    has_demo = any(line.plan.shows_demo for line in found.lines)
    context = {"year": year, "years": years, "kind": kind, "kinds": COVERED, "found": found, "has_demo": has_demo}
    return render(request, "plans/coverage.html", context)


@require_safe
def practices(request):
    """`?approach=3`: the good practices of one approach, or all of them."""
    approaches = list(FrameItem.objects.of(FrameItem.Kind.APPROACH))
    asked = asked_choice(request, "approach", [str(row.number) for row in approaches])
    approach = next((row for row in approaches if str(row.number) == asked), None)
    rows = GoodPractice.objects.visible_to(request.user).prefetch_related("approaches").select_related("group")
    if approach:
        rows = rows.filter(approaches=approach)
    practices = list(rows)
    context = {
        "practices": practices,
        "approaches": approaches,
        "approach": approach,
        "has_demo": any(row.is_demo for row in practices),
        "judges": can_judge_practices(request.user),
        "writes": request.user.is_authenticated and writable_groups(request.user).exists(),
    }
    return render(request, "plans/practices.html", context)
