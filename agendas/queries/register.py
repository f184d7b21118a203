"""ทะเบียนมติ: every decided resolution with the state of its actions, the latest work first."""

from django.db.models import Count, F, Min, Q

from agendas.models import Action, Resolution
from agendas.queries.public import holding, resolutions

RUNNING = ~Q(actions__status__in=Action.ENDED) & Q(actions__isnull=False)


def register(user, today, *, outcome="", state="", group="", year=None, text=""):
    """The resolutions that the filters leave, those with overdue work first, then the newest.

    `state` is overdue, running, waiting, done or none (no work was given); `year` is the Buddhist year of the meeting.
    """
    rows = resolutions(user).annotate(
        late_since=Min("actions__due_on", filter=RUNNING & Q(actions__due_on__lt=today)),
        running=Count("actions", filter=RUNNING, distinct=True),
        reported=Count("actions", filter=Q(actions__status=Action.Status.REPORTED_DONE), distinct=True),
        given=Count("actions", distinct=True),
    )
    if outcome:
        rows = rows.filter(outcome=outcome)
    if group:
        rows = rows.filter(Q(meeting__host_group__slug=group) | Q(meeting__host_agency__slug=group))
    if year:
        rows = rows.filter(meeting__date__year=year - 543)
    if text:
        rows = rows.filter(holding(text, "text_th", "text_en", "public_summary__text_th", "item__title_th"))
    if state:
        rows = rows.filter(STATES[state])
    return rows.order_by(F("late_since").asc(nulls_last=True), "-meeting__date", "-number")


STATES = {
    "overdue": Q(late_since__isnull=False),
    "running": Q(running__gt=0),
    "waiting": Q(reported__gt=0),
    "done": Q(given__gt=0, running=0),
    "none": Q(given=0),
}


def counts(user, today):
    """How many decided resolutions there are, and how many of them have work, overdue work, or none left to do."""
    rows = register(user, today).order_by()
    return {"total": rows.count()} | {name: rows.filter(rule).count() for name, rule in STATES.items()}


def choices(user):
    """What the register can be filtered by: groups (slug, name) and Buddhist years that have decided resolutions."""
    rows = Resolution.objects.visible_to(user).decided()
    groups = rows.filter(meeting__host_group__isnull=False).values_list(
        "meeting__host_group__slug", "meeting__host_group__short_th", "meeting__host_group__name_th"
    )
    years = rows.dates("meeting__date", "year", order="DESC")
    return sorted({(slug, short or name) for slug, short, name in groups}), [day.year + 543 for day in years]
