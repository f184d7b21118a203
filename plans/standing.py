"""How far an activity is: derived from its milestones, unless an officer said otherwise and why. Pure functions."""

import datetime
from dataclasses import dataclass

from plans.models import Activity

Status = Activity.Status
CHIPS = {
    Status.PLANNED: "mute",
    Status.GOING: "go",
    Status.REPORTED_DONE: "wait",
    Status.DONE: "ok",
    Status.SUSPENDED: "mute",
    Status.CANCELLED: "mute",
}


@dataclass(frozen=True)
class Standing:
    """`days_late` is 0 in time; `late_since` the day that was missed, `late_what` the milestone it is of, None for the
    end of the whole activity. `done` of `total` milestones were reported done, `checked` of them seen by another."""

    status: Status
    done: int
    checked: int
    total: int
    days_late: int = 0
    late_since: datetime.date | None = None
    late_what: object = None

    @property
    def label(self):
        return self.status.label

    @property
    def chip(self):
        return CHIPS[self.status]

    @property
    def is_late(self):
        return self.days_late > 0


def standing_of(activity, milestones, today) -> Standing:
    """The standing of `activity` with its `milestones` on the day `today`."""
    milestones = list(milestones)
    done = sum(row.is_done for row in milestones)
    checked = sum(row.is_checked for row in milestones)
    status = _status(activity, done, checked, len(milestones))
    since, what = _missed(activity, milestones, status)
    days = max(0, (today - since).days) if since else 0
    if not days:
        since = what = None
    return Standing(status, done, checked, len(milestones), days, since, what)


def _status(activity, done, checked, total):
    if activity.override:
        return Status(activity.override)
    if total and checked == total:
        return Status.DONE
    if total and done == total:
        return Status.REPORTED_DONE
    return Status.GOING if done or activity.reported_on else Status.PLANNED


def _missed(activity, milestones, status):
    """The first day that was or will be missed as things stand, and the milestone due then (None: the end of all)."""
    if status in (Status.DONE, Status.REPORTED_DONE, Status.CANCELLED, Status.SUSPENDED):
        return None, None
    open_ones = [row for row in milestones if not row.is_done]
    first = min(open_ones, key=lambda row: row.due, default=None)
    if first is not None and first.due <= activity.ends:
        return first.due, first
    return activity.ends, None
