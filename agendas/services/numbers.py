"""Numbers of meetings: per group, kind and Buddhist calendar year, drawn once, never used again."""

from django.utils.crypto import get_random_string

from agendas.models import Meeting
from agendas.queries.preparing import next_number
from workgroups.models import Workgroup


def draw_number(meeting):
    """Give the meeting the next number of its series, in the caller's transaction: two at once wait for each other."""
    Workgroup.objects.select_for_update().get(pk=meeting.host_group_id)
    meeting.number, meeting.year_be = next_number(meeting)


def address(meeting):
    """The slug that a called meeting has for good: `1-2564`, `special-1-2564`, or the day where it has no number."""
    if meeting.number is not None:
        prefix = "special-" if meeting.kind == Meeting.Kind.SPECIAL else ""
        return f"{prefix}{meeting.number}-{meeting.year_be}"
    wanted, place = meeting.date.isoformat(), 1
    others = Meeting.objects.filter(host_group=meeting.host_group, host_agency=meeting.host_agency)
    taken = set(others.exclude(pk=meeting.pk).filter(slug__startswith=wanted).values_list("slug", flat=True))
    slug = wanted
    while slug in taken:
        place += 1
        slug = f"{wanted}-{place}"
    return slug


def draft_address():
    """A slug for a draft, which has no number yet."""
    return f"draft-{get_random_string(8, 'abcdefghjkmnpqrstuvwxyz23456789')}"
