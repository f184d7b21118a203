"""Letters before and after a day that is due. The outbox's keys make each one letter, however often this runs."""

import datetime

from django.db.models import Q
from django.utils import timezone

from agendas.emails import ACTION, MEETING, send_action_reminder, send_reply_reminder
from agendas.models import Action, Attendance, Meeting
from agendas.queries.seats import started
from foundation.notices.models import Notice

BEFORE = (1, 7)
AWAKE = range(7, 20)  # hours in which letters may ring
DAYS_BEFORE_REPLY, DAYS_BEFORE_MEETING = 1, 3
MEMORY_DAYS = 40  # longer than any reminder stays due
TODO = (Action.Status.OPEN, Action.Status.IN_PROGRESS, Action.Status.SENT_BACK)


def send_reminders(now=None):
    """Queue what is to be reminded of today; returns how many actions and seats were. Nothing is queued at night."""
    now = timezone.localtime(now)
    if now.hour not in AWAKE:
        return 0
    return remind_of_actions(now.date()) + remind_of_replies(now.date())


def remind_of_actions(today):
    """Seven days and one day before an action is due, then once in every week that it is late."""
    last = today + datetime.timedelta(days=max(BEFORE))
    rows = started().filter(status__in=TODO, due_on__lte=last)
    rows = rows.select_related(
        "group", "owner_post", "owner_agency", "resolution__meeting__host_group", "directive__meeting__host_group"
    )
    reminded = _marks(ACTION, "agendas.action_reminder:", parts=5)
    count = 0
    for action in rows:
        step = step_of(action, today)
        if f"{action.meeting.pk}:{action.pk}:{action.due_on:%Y%m%d}:{step}" not in reminded:
            send_action_reminder(action, step=step, today=today)
            count += 1
    return count


def step_of(action, today):
    """The reminder that is due: `before-7`, `before-1`, then `late-1` in the first week, `late-2` in the second."""
    days = (action.due_on - today).days
    if days < 0:
        return f"late-{(-days - 1) // 7 + 1}"
    return f"before-{next(step for step in BEFORE if days <= step)}"


def remind_of_replies(today):
    """Seats that have not answered by the day before the last day, or three days before the meeting: once a date."""
    by_day = today + datetime.timedelta(days=DAYS_BEFORE_REPLY)
    by_meeting = today + datetime.timedelta(days=DAYS_BEFORE_MEETING)
    near = Q(meeting__reply_by__lte=by_day) | Q(meeting__reply_by=None, meeting__date__lte=by_meeting)
    rows = Attendance.objects.filter(
        near, reply="", meeting__status__in=Meeting.COMING, meeting__date__gte=today, meeting__called_on__lt=today
    )
    reminded = _marks(MEETING, "agendas.reply_reminder:", parts=4)
    count = 0
    for seat in rows.exclude(email="").select_related("meeting__host_group", "meeting__host_agency"):
        if f"{seat.meeting_id}:{seat.meeting.sequence}:{seat.key.hex}" not in reminded:
            send_reply_reminder(seat)
            count += 1
    return count


def _marks(kind, start, *, parts):
    """What was reminded of before, by the part of the letters' keys that does not name the reader."""
    recent = timezone.now() - datetime.timedelta(days=MEMORY_DAYS)
    keys = Notice.objects.filter(kind=kind, key__startswith=start, created_at__gte=recent).values_list("key", flat=True)
    return {":".join(key.split(":")[1:parts]) for key in keys}
