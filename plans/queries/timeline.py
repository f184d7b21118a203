"""Activities of a fiscal year, the late ones first, each with how far it is and its place on the axis."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone

from foundation.thai.fiscal import fiscal_year
from plans.charts import Bar, YearAxis, year_axis
from plans.models import Activity, Plan
from plans.standing import Standing, standing_of


@dataclass(frozen=True)
class Row:
    activity: Activity
    standing: Standing
    bar: Bar


@dataclass(frozen=True)
class Timeline:
    """`rows` in order; `counts` by status, `late` of them late."""

    axis: YearAxis
    rows: list[Row]

    @property
    def total(self):
        return len(self.rows)

    @property
    def late(self):
        return [row for row in self.rows if row.standing.is_late]

    @property
    def counts(self):
        tally = Counter(row.standing.status for row in self.rows)
        return {status.value: tally[status] for status in Activity.Status}

    @property
    def has_demo(self):
        return any(row.activity.plan.shows_demo for row in self.rows)


def plan_years(user):
    """The fiscal years (พ.ศ.) of plans that `user` may see, newest first, this one always among them."""
    years = set(Plan.objects.visible_to(user).order_by().values_list("fiscal_year", flat=True).distinct())
    return sorted(years | {fiscal_year(timezone.localdate())}, reverse=True)


def timeline(activities, year, *, today=None, late_first=True) -> Timeline:
    """The timeline of `activities`, a queryset; two queries."""
    today = today or timezone.localdate()
    axis = year_axis(year, today)
    rows = [_row(activity, axis, today) for activity in activities.with_plan()]
    if late_first:
        rows.sort(key=lambda row: (-row.standing.days_late, row.activity.starts, row.activity.pk))
    return Timeline(axis, rows)


def _row(activity, axis, today):
    milestones = list(activity.milestones.all())
    standing = standing_of(activity, milestones, today)
    return Row(activity, standing, axis.bar(activity, milestones, standing, today))
