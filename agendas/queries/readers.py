"""Who hears of a meeting or an action: seats and guests with an address, and people with accounts."""

from django.utils import timezone

from agendas.models import Attendance
from foundation.accounts.models import User
from workgroups.models import Grant, Membership

MEMBERS = (Grant.Role.SECRETARY, Grant.Role.OFFICER, Grant.Role.MEMBER)
WRITERS = (Grant.Role.SECRETARY, Grant.Role.OFFICER)


def invited(meeting):
    """The rows of a meeting that can be written to, in the order of the roster."""
    rows = list(meeting.attendances.exclude(email="").select_related("post", "person"))
    for row in rows:
        row.meeting = meeting
    return rows


def users_of(group, roles=MEMBERS):
    """Active people who hold one of `roles` in `group` today, each once; none where there is no group."""
    if group is None:
        return []
    grants = Grant.objects.current().filter(group=group, role__in=roles)
    return list(User.objects.filter(is_active=True, pk__in=grants.values("user")).order_by("email"))


def is_held(attendance, today=None):
    """Whether the person of the row still holds its seat; a row without a name goes with the seat, a guest has none."""
    if attendance.post_id is None or attendance.person_id is None:
        return attendance.post_id is not None
    terms = Membership.objects.as_of(today or timezone.localdate())
    return terms.filter(post=attendance.post_id, person=attendance.person_id).exists()


def doer(action, today=None):
    """The newest row of the seat that does `action` which has an address and whose person still holds it, or None."""
    rows = Attendance.objects.exclude(email="").filter(meeting__host_group=action.group_id, is_member=True)
    if action.owner_post_id:
        rows = rows.filter(post=action.owner_post_id)
    else:
        rows = rows.filter(post__agency=action.owner_agency_id)
    newest = rows.select_related("meeting__host_group", "post", "person").order_by("-meeting__date", "-pk").first()
    return newest if newest is not None and is_held(newest, today) else None
