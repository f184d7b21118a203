"""The one place where a meeting changes its state."""

from django.utils.translation import gettext as _

from agendas.models import Meeting, MeetingEvent
from agendas.services.refusals import MeetingRefused
from foundation.audit.services import record, snapshot


def locked(meeting):
    """The meeting as it is now, held until the transaction ends."""
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def move(meeting, status, *, by, before, reason="", action="agendas.move"):
    """Give a locked meeting the next state and save all that the caller changed on it; `before` is its snapshot."""
    if status not in Meeting.MOVES[meeting.status]:
        raise MeetingRefused(
            _("การประชุมอยู่ในสถานะ “%(now)s” จึงเปลี่ยนเป็น “%(wanted)s” ไม่ได้")
            % {"now": meeting.get_status_display(), "wanted": Meeting.Status(status).label}
        )
    old, meeting.status = meeting.status, status
    meeting.save()
    MeetingEvent.objects.create(meeting=meeting, by=by, before=old, after=status, reason=reason)
    record(action, meeting, by=by, before=before, after=snapshot(meeting) | ({"reason": reason} if reason else {}))
    return meeting


def need(condition, *reasons):
    """Refuse with the sentences unless `condition` holds."""
    if not condition:
        raise MeetingRefused(*reasons)
