"""Reads for single pages: a plan, an activity with its neighbours, an obstacle."""

from django.db.models import Count, Prefetch, Q

from agendas.models import Action, Resolution
from plans.models import Activity, FrameItem, Obstacle, Plan, Situation, Update


def plan_page(user, slug, year):
    """The plan with its group and the resolution that approved it, if `user` may see that. Raises Plan.DoesNotExist."""
    plan = Plan.objects.visible_to(user).with_group().get(group__slug=slug, fiscal_year=year)
    plan.shown_resolution = shown_resolution(user, plan.approved_by_id)
    return plan


def activity_page(user, slug, year, number):
    """The activity with all that its page shows. Raises Activity.DoesNotExist."""
    updates = Update.objects.select_related("evidence", "milestone", "by").order_by("-at", "-pk")
    activity = (
        Activity.objects.visible_to(user)
        .with_plan()
        .prefetch_related("serves", "supporting", "districts", Prefetch("updates", updates, to_attr="shown_updates"))
        .get(plan__group__slug=slug, plan__fiscal_year=year, number=number)
    )
    activity.shown_resolution = shown_resolution(user, activity.resolution_id)
    actions = Action.objects.visible_to(user).select_related("owner_post", "owner_agency")
    activity.shown_action = actions.filter(pk=activity.action_id).first() if activity.action_id else None
    return activity


def shown_resolution(user, key):
    """The resolution of `key` with its meeting, or None where there is none or `user` may not read it."""
    if key is None:
        return None
    rows = Resolution.objects.visible_to(user).select_related(
        "item", "meeting__host_group", "meeting__host_agency", "public_summary"
    )
    return rows.filter(pk=key).first()


def served_by_kind(activity):
    """(label of the kind, items) of what the activity serves, in the order of the form."""
    items = list(activity.serves.all())
    groups = [(FrameItem.Kind(kind).label, [item for item in items if item.kind == kind]) for kind in FrameItem.SERVED]
    return [(label, found) for label, found in groups if found]


def find_obstacles(*, status="", kind="", province=""):
    """Obstacles for the public list, the oldest open ones first."""
    rows = Obstacle.objects.public().with_groups()
    if status == "open":
        rows = rows.open()
    elif status:
        rows = rows.filter(status=status)
    if kind:
        rows = rows.filter(kind=kind)
    if province:
        rows = rows.filter(group__province__slug=province)
    return sorted(rows, key=lambda row: (row.has_ended, row.raised_on, row.pk))


def obstacle_counts():
    """How many obstacles there are in each state; one query."""
    counts = {status: Count("pk", filter=Q(status=status)) for status in Obstacle.Status.values}
    return Obstacle.objects.public().order_by().aggregate(**counts)


def situations_of(user, group):
    """The versions of the group's situation texts that `user` may see, by agenda, the newest first."""
    rows = Situation.objects.visible_to(user).filter(group=group).select_related("agenda").order_by("agenda", "-number")
    found = {}
    for row in rows:
        found.setdefault(row.agenda, []).append(row)
    return found
