"""What anybody may read: the year's board, one indicator, one place, one target."""

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kpis.charts import dumbbells, target_bar
from kpis.models import Indicator, IndicatorVersion, SchemeBand
from kpis.permissions import can_oversee
from kpis.queries.board import (
    agency_weights,
    board,
    cycles_of_indicator,
    pick_cycle,
    results_of,
    shown_cycles,
    targets_of_indicator,
    targets_of_place,
    told_rounds,
)
from kpis.sentences import board_finding
from kpis.services.freezing import open_items
from places.models import Province


@require_safe
def index(request):
    """`?year=2569&round=m12&region=north`: what is not known is answered by the newest with results."""
    cycles = shown_cycles()
    told = told_rounds()
    cycle = pick_cycle(cycles, request.GET.get("year", ""), told)
    region = request.GET.get("region", "")
    region = region if region in Province.Region.values else ""
    found = board(cycle, request.GET.get("round", ""), region=region, told=told) if cycle else None
    context = {
        "cycles": cycles,
        "cycle": cycle,
        "board": found,
        "finding": board_finding(found) if found else "",
        "regions": Province.Region.choices,
        "region": region,
        "bands": _bands(found),
        "can_oversee": can_oversee(request.user),
        "can_freeze": bool(open_items(request.user)),
    }
    return render(request, "kpis/index.html", context)


@require_safe
def indicator(request, code):
    """`?year=2569`: definition, places, every round and what changed in the method."""
    versions = list(IndicatorVersion.objects.filter(indicator__code=code).select_related("indicator"))
    row = versions[0].indicator if versions else get_object_or_404(Indicator, code=code)
    cycles = cycles_of_indicator(row)
    cycle = pick_cycle(cycles, request.GET.get("year", ""))
    targets = targets_of_indicator(row, cycle) if cycle else []
    results = results_of(targets)
    context = {
        "indicator": row,
        "versions": versions,
        "version": targets[0].version if targets else versions[0] if versions else None,
        "cycles": cycles,
        "cycle": cycle,
        "rounds": list(cycle.rounds.all()) if cycle else [],
        "rows": [(target, results.get(target.pk, [])) for target in targets],
        "chart": dumbbells(targets, results),
    }
    return render(request, "kpis/indicator.html", context)


@require_safe
def province(request, slug):
    """All indicators of one province, of every year."""
    row = get_object_or_404(Province.objects.light(), slug=slug)
    targets = targets_of_place(row)
    prefetch_related_objects([target.cycle for target in targets], "rounds")
    results = results_of(targets)
    years = {}
    for target in targets:
        years.setdefault(target.cycle, []).append((target, results.get(target.pk, [])))
    return render(request, "kpis/province.html", {"place": row, "years": list(years.items())})


@require_safe
def target(request, code, place):
    """One indicator of one place: `?year=2569` is opened, the other years are listed."""
    targets = [found for found in _targets(place) if found.indicator.code == code]
    asked = next((found for found in targets if found.cycle.slug == request.GET.get("year")), None)
    shown = asked or next(iter(targets), None)
    if shown is None:
        raise Http404
    results = results_of(targets)
    own = results.get(shown.pk, [])
    context = {
        "target": shown,
        "indicator": shown.indicator,
        "results": own,
        "newest": own[0] if own else None,
        "others": [(found, results.get(found.pk, [])) for found in targets if found is not shown],
        "bar": target_bar(shown, own[0].value if own else None),
        "owners": sorted(shown.owners.all(), key=lambda owner: ["lead", "co", "support"].index(owner.role)),
        "weights": agency_weights(shown.cycle),
        "activities": list(shown.activities.public().with_plan()),
        "amendments": list(shown.amendments.select_related("resolution")),
        "today": timezone.localdate(),
    }
    return render(request, "kpis/target.html", context)


def _targets(place):
    """The public targets of the province of that name, else of the group."""
    return targets_of_place(place, by="province__slug") or targets_of_place(place, by="group__slug")


def _bands(found):
    """The bands of the scores on the board, the best first: those of the scheme of its first target."""
    cells = found.cells if found else []
    return list(SchemeBand.objects.filter(scheme=cells[0].target.scheme_id).order_by("-least")) if cells else []
