"""What stands beside an indicator in the chain: places, resolutions, activities, agenda items. Links, never causes."""

from django.db.models import Q
from django.utils import timezone

from kpis.kept import kept
from kpis.models import MeetingSnapshot, Report, Target
from kpis.queries.board import Result, is_stale

NEWEST = 3


def province_results(province):
    """The newest published results of a province, one for each of its first indicators, real ones before demonstration:
    [Result]. At most two queries a minute."""
    return kept(f"province:{province.pk}:{timezone.localdate()}", lambda: _province_results(province))


def _province_results(province):
    reports = Report.objects.published().filter(target__province=province, published_score__points__isnull=False)
    reports = reports.select_related("target__indicator", "target__version", "target__cycle", "published_score")
    reports = reports.select_related("round__cycle", "target__province").prefetch_related("round__cycle__rounds")
    reports = reports.defer("target__province__outline", "target__province__zoomed", "target__province__shape_path")
    ordered = sorted(
        reports, key=lambda row: (row.target.is_demo, -row.round.until.toordinal(), row.target.indicator.order)
    )
    found = {}
    for row in ordered:
        if not found or row.target.is_demo == next(iter(found.values())).target.is_demo:
            found.setdefault(row.target.indicator_id, Result(row.target, row.round, row.published_score, row))
    return list(found.values())[:NEWEST]


def is_old(result):
    """No score is shown as the state of things where a later round is overdue."""
    return is_stale(result.round, timezone.localdate())


def targets_of_resolution(resolution):
    """The public targets that a resolution set or amended, and those linked with an activity that comes from it."""
    linked = Q(resolution=resolution) | Q(amendments__resolution=resolution)
    linked |= Q(activities__resolution=resolution) | Q(activities__action__resolution=resolution)
    return _listed(Target.objects.public().filter(linked))


def targets_of_activity(activity):
    """The public targets that an activity is linked with."""
    return _listed(Target.objects.public().filter(activities=activity))


def snapshots_of_item(item):
    """What was on the table with an agenda item."""
    rows = MeetingSnapshot.objects.filter(item=item)
    related = ["target__indicator", "target__version", "target__cycle", "target__province", "target__group", "round"]
    return list(rows.select_related(*related).defer("target__province__outline", "target__province__zoomed"))


def groups_with_baseline(groups):
    """{group key: (words, address)} of the groups whose place has an agreed target with a baseline: step three of the
    road of plans."""
    provinces = {group.province_id: group for group in groups if group.province_id}
    targets = Target.objects.public().filter(province__in=provinces, baseline_value__isnull=False)
    found = {}
    for target in targets.with_all_but_levels().order_by("cycle__is_demo", "-cycle__year_be", "indicator__order"):
        group = provinces[target.province_id]
        found.setdefault(group.pk, (target.indicator.name, target.get_absolute_url()))
    return found


def _listed(targets):
    return list(targets.distinct().with_all_but_levels().order_by("-cycle__year_be", "indicator__order", "province"))
