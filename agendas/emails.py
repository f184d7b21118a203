"""Letters about meetings and actions, in Thai. They go to the outbox in the caller's transaction, one of each key.

A seat or guest with an address gets a letter with a personal link; the group's people with accounts get one that leads
to their desk. Whoever has both gets the first only.
"""

from dataclasses import dataclass, replace

from django.template.loader import render_to_string
from django.utils import translation

from agendas.calendars import personal_calendar
from agendas.links import absolute, meeting_link, personal_link
from agendas.models import Action
from agendas.queries.readers import WRITERS, doer, invited, users_of
from foundation.notices.services import queue_notice

MEETING, MINUTES, ACTION = "agendas.meeting", "agendas.minutes", "agendas.action"


@dataclass(frozen=True)
class Reader:
    """Whom a letter goes to; `link` is where they answer, `key` their part of the letter's key."""

    to: str
    name: str
    key: str
    link: str
    is_personal: bool


def send_invitations(meeting):
    """Invite everybody who has an address and was not invited yet."""
    _send_all(meeting, "invitation", MEETING, with_calendar=True)


def send_change(meeting, reason=""):
    """Tell of another day, hour, place or way to join, or that the meeting is put off; calendars follow."""
    _send_all(meeting, "change", MEETING, f"{meeting.sequence}:", with_calendar=True, reason=reason)


def send_cancellation(meeting, reason=""):
    """Tell that the meeting will not be; calendars drop it."""
    _send_all(meeting, "cancellation", MEETING, f"{meeting.sequence}:", with_calendar=True, reason=reason)


def send_circulation(meeting):
    """Send the draft minutes round: where they are read, and by when corrections are asked for."""
    _send_all(meeting, "circulation", MINUTES, f"{meeting.minutes_versions.count()}:")


def send_adoption(meeting):
    """Tell that the minutes are adopted, and where they are."""
    _send_all(meeting, "adoption", MINUTES)


def send_reply_reminder(attendance):
    """Ask a seat once more that has not answered; `attendance` comes with its meeting."""
    meeting = attendance.meeting
    _send(meeting, _seat(attendance), "reply_reminder", MEETING, f"{meeting.sequence}:")


def send_action_reminder(action, *, step, today):
    """Remind those who do `action`; `step` names the reminder ("before-7", "late-2"), which makes it one letter."""
    seat = doer(action, today)
    readers = [replace(_seat(seat), key="seat")] if seat else []
    known = {reader.to for reader in readers}
    users = [user for user in users_of(action.group, WRITERS) if user.email not in known]
    readers += [_user(user) for user in users if Action.objects.visible_to(user).filter(pk=action.pk).exists()]
    facts = {"action": action, "owner": owner_words(action)}
    facts |= {"days": (action.due_on - today).days, "late": action.days_late(today)}
    for reader in readers:
        mark = f"{action.pk}:{action.due_on:%Y%m%d}:{step}:"
        _send(action.meeting, reader, "action_reminder", ACTION, mark, **facts)


def owner_words(action):
    """Who does an action, in Thai: the title of the seat or the name of the agency."""
    post = action.owner_post
    return (post.title_th or post.role_label) if post else action.owner_agency.name_th


def line_text(meeting, letter, **facts):
    """The short text of `letter` to copy into LINE: nothing that only those invited may see."""
    with translation.override("th"):
        context = {"meeting": meeting, "page": meeting_link(meeting), **facts}
        return render_to_string(f"agendas/email/{letter}_line.txt", context).strip()


def _send_all(meeting, letter, kind, mark="", **facts):
    seats = [_seat(row) for row in invited(meeting)]
    known = {reader.to for reader in seats}
    users = [_user(user) for user in users_of(meeting.host_group) if user.email not in known]
    for reader in [*seats, *users]:
        _send(meeting, reader, letter, kind, mark, **facts)


def _send(meeting, reader, letter, kind, mark="", *, with_calendar=False, **facts):
    calendar = ""
    if with_calendar:
        calendar = personal_calendar(meeting, to=reader.to, name=reader.name, link=reader.link)
    with translation.override("th"):
        context = {"meeting": meeting, "reader": reader, "page": meeting_link(meeting), **facts}
        text = render_to_string(f"agendas/email/{letter}.txt", context)
    subject, _, body = text.strip().partition("\n")
    queue_notice(
        kind=kind,
        to=reader.to,
        subject=subject,
        body=body.strip() + "\n",
        key=f"agendas.{letter}:{meeting.pk}:{mark}{reader.key}",
        private=reader.is_personal or bool(meeting.join_url),
        calendar=calendar,
    )


def _seat(attendance):
    name = attendance.name or attendance.post_title
    return Reader(attendance.email.lower(), name, attendance.key.hex, personal_link(attendance), True)


def _user(user):
    return Reader(user.email, user.name, f"user{user.pk}", absolute("portal:desk"), False)
