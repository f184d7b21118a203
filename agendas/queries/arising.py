"""ผลการดำเนินงานตามมติและข้อสั่งการ: the work of earlier meetings as its owners reported it by the day of a meeting."""

import datetime
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from agendas.models import Action, ActionUpdate, AgendaItem, Directive, Meeting, Resolution
from agendas.models.meetings import TH


@dataclass(frozen=True)
class Arising:
    """One action with its state and last report by the day of the meeting; `days_late` 0 when in time or ended."""

    action: Action
    status: str
    update: ActionUpdate | None
    days_late: int

    @property
    def status_label(self):
        return Action.Status(self.status).label


def actions_arising(meeting, actions=None) -> list[Arising]:
    """The work of the group's earlier meetings that was still to do on the day of `meeting`, or was verified since the
    group met before: as it stands now where the meeting is to come, as it stood that day where it has been. Of
    `actions` (a queryset, such as those that a reader may see) where given."""
    if meeting.host_group_id is None:
        return []
    end = datetime.datetime.combine(meeting.date + datetime.timedelta(days=1), datetime.time(), TH)
    updates = ActionUpdate.objects.order_by("at", "pk")
    if meeting.has_taken_place:
        updates = updates.filter(at__lt=end)
    last_time = _met_before(meeting)
    decided = Q(resolution__status__in=[Resolution.Status.CONFIRMED, Resolution.Status.FINAL]) | Q(
        directive__status=Directive.Status.CONFIRMED
    )
    earlier = (Q(resolution__meeting__date__lte=meeting.date) | Q(directive__meeting__date__lte=meeting.date)) & ~(
        Q(resolution__meeting=meeting) | Q(directive__meeting=meeting)
    )
    chosen = Action.objects.all() if actions is None else actions
    found = (
        chosen.filter(decided, earlier, group=meeting.host_group_id)
        .select_related("owner_post", "owner_agency", "resolution__meeting", "directive__meeting", "closed_by")
        .prefetch_related(Prefetch("updates", updates, to_attr="until"))
        .order_by("due_on", "pk")
    )
    rows = (_row(action, meeting) for action in found)
    return [row for row in rows if row.status not in Action.ENDED or _ended_since(row, last_time)]


def lists_actions(meeting):
    """Whether an item of the agenda shows the table."""
    return AgendaItem.objects.standing().filter(section__meeting=meeting, lists_actions=True).exists()


def _row(action, meeting):
    last = action.until[-1] if action.until else None
    status = last.status if last else Action.Status.OPEN
    if not meeting.has_taken_place:
        status = action.status
    late = (meeting.date - action.due_on).days if status not in Action.ENDED else 0
    return Arising(action, status, last, max(0, late))


def _ended_since(row, last_time):
    return row.update is not None and last_time is not None and row.update.at.astimezone(TH).date() > last_time


def _met_before(meeting):
    """The day on which the group met last before `meeting`; None if it never did."""
    rows = Meeting.objects.filter(
        host_group=meeting.host_group_id, status__in=Meeting.TAKEN_PLACE, date__lt=meeting.date
    )
    return rows.exclude(pk=meeting.pk).order_by("-date").values_list("date", flat=True).first()
