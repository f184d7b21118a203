"""What waits for the one who is signed in: activities to report, milestones to check, obstacles to take up."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation.thai.fiscal import fiscal_year
from plans.models import Activity, Obstacle, Plan
from plans.queries.timeline import timeline
from plans.views.writing import own_groups
from workgroups.permissions import is_secretariat


@login_required
@require_safe
def work(request):
    """The plans that the user writes and their activities that are not closed, the late ones first."""
    groups = own_groups(request)
    plans = Plan.objects.written_by(request.user).with_group().exclude(status=Plan.Status.CLOSED)
    activities = Activity.objects.filter(plan__in=plans)
    found = timeline(activities, fiscal_year(timezone.localdate()))
    waiting = [
        (row.activity, milestone)
        for row in found.rows
        for milestone in row.activity.milestones.all()
        if milestone.is_done and not milestone.is_checked and milestone.reported_by_id != request.user.pk
    ]
    context = {"groups": groups, "plans": plans, "found": found, "waiting": waiting}
    return render(request, "plans/work.html", context)


@login_required
@require_safe
def intake(request):
    """Obstacles that were sent to the bodies whose agendas the user prepares and that are on none yet."""
    rows = list(Obstacle.objects.waiting_for(request.user).with_groups())
    if not rows and not is_secretariat(request.user):
        raise Http404
    today = timezone.localdate()
    for row in rows:
        row.days = row.age(today)
    return render(request, "plans/intake.html", {"rows": rows})
