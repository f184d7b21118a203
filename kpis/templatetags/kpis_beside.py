"""What other apps' pages show of indicators: a province, a decision, an activity, an agenda item, the desk."""

from django import template
from django.utils import timezone

from kpis.models import Target
from kpis.models.scopes import own, sees_all
from kpis.queries.associations import (
    is_old,
    province_results,
    snapshots_of_item,
    targets_of_activity,
    targets_of_resolution,
)
from kpis.queries.reports import tasks_of

register = template.Library()


@register.inclusion_tag("kpis/of_province.html")
def province_kpis(province):
    """{% province_kpis province %}: the newest results of a province, real ones before demonstration."""
    results = province_results(province)
    rows = [(result, is_old(result)) for result in results]
    return {"province": province, "rows": rows, "is_demo": bool(results) and results[0].target.is_demo}


@register.inclusion_tag("kpis/beside.html")
def resolution_kpis(resolution):
    """{% resolution_kpis resolution %}: the targets that it set or changed, for its trace."""
    return {"targets": targets_of_resolution(resolution), "of": "resolution"}


@register.inclusion_tag("kpis/beside.html")
def activity_kpis(activity):
    """{% activity_kpis activity %}: the targets that it is linked with."""
    return {"targets": targets_of_activity(activity), "of": "activity"}


@register.inclusion_tag("kpis/on_the_table.html")
def item_kpis(item):
    """{% item_kpis item %}: the values that were on the table with an agenda item on the day."""
    return {"rows": snapshots_of_item(item)}


@register.inclusion_tag("kpis/desk.html", takes_context=True)
def kpis_desk(context):
    """{% kpis_desk %}: what waits to be reported, for officers; the way to all reports, for who oversees them."""
    user = context["user"]
    if not user.is_authenticated:
        return {"shown": False}
    serves = Target.objects.agreed().filter(own(user)).exists()
    waiting = sum(task.is_waiting for task in tasks_of(user, timezone.localdate())) if serves else 0
    return {"shown": serves or sees_all(user), "serves": serves, "oversees": sees_all(user), "waiting": waiting}
