"""Who counts: the quorum of a meeting as the attendance stands."""

from dataclasses import dataclass

from agendas.models import Attendance, MeetingRules


@dataclass(frozen=True)
class Quorum:
    """`seats` in the roster of the day, `present` of them filled by a member or a substitute, `needed` to decide."""

    seats: int
    present: int
    needed: int

    @property
    def is_met(self):
        return self.seats > 0 and self.present >= self.needed

    @property
    def missing(self):
        return max(0, self.needed - self.present)


def quorum(meeting) -> Quorum:
    """The quorum by the group's rule over its seats; what was written down when the meeting was held stays."""
    statuses = list(meeting.attendances.seats().values_list("status", flat=True))
    present = sum(status in (Attendance.Status.PRESENT, Attendance.Status.SUBSTITUTE) for status in statuses)
    if meeting.quorum_needed is not None:
        return Quorum(meeting.seats_counted, present, meeting.quorum_needed)
    return Quorum(len(statuses), present, MeetingRules.of(meeting.host_group).quorum(len(statuses)))
