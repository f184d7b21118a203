"""What provinces cannot solve by themselves: the public list with ages, and one obstacle with its story."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from places.models import Province
from plans.models import Obstacle
from plans.permissions import can_answer, can_decide, can_take_up, can_write, writable_groups
from plans.queries.pages import find_obstacles, obstacle_counts, shown_resolution
from plans.views.asked import asked_choice


@require_safe
def obstacles(request):
    """`?status=open&kind=law&province=lampang`: what is not known is taken as all."""
    status = asked_choice(request, "status", ["open", *Obstacle.Status.values])
    kind = asked_choice(request, "kind", Obstacle.Kind.values)
    provinces = list(Province.objects.light().filter(workgroups__obstacles__isnull=False).distinct())
    province = asked_choice(request, "province", [row.slug for row in provinces])
    today = timezone.localdate()
    rows = find_obstacles(status=status, kind=kind, province=province)
    for row in rows:
        row.days = row.age(today)
    context = {
        "rows": rows,
        "counts": obstacle_counts(),
        "statuses": Obstacle.Status,
        "status": status,
        "kinds": Obstacle.Kind,
        "kind": kind,
        "provinces": provinces,
        "province": province,
        "has_demo": any(row.shows_demo for row in rows),
        "writes": request.user.is_authenticated and writable_groups(request.user).exists(),
    }
    return render(request, "plans/obstacles.html", context)


@require_safe
def obstacle(request, pk):
    return render(request, "plans/obstacle.html", obstacle_context(request, found_obstacle(pk)))


def found_obstacle(pk):
    rows = Obstacle.objects.public().with_groups()
    return get_object_or_404(rows.select_related("activity__plan__group", "item__section__meeting__host_group"), pk=pk)


def obstacle_context(request, row):
    """What the page of an obstacle shows, and what its reader may do next."""
    user = request.user
    row.days = row.age(timezone.localdate())
    item = row.item if row.item and row.item.is_public and row.item.meeting.status != "draft" else None
    return {
        "obstacle": row,
        "item": item,
        "resolution": shown_resolution(user, row.answered_by_id),
        "events": row.events.select_related("by"),
        "activity": row.activity if row.activity and row.activity.plan.status != "draft" else None,
        "writes": can_write(user, row.group),
        "decides": can_decide(user, row.group),
        "takes_up": row.status == Obstacle.Status.REFERRED and row.item_id is None and can_take_up(user, row),
        "answers": row.status in (Obstacle.Status.RAISED, Obstacle.Status.REFERRED) and can_answer(user, row),
    }
