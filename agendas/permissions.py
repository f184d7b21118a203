"""Who may do what with meetings, resolutions and actions."""

from agendas.models.items import CLOSED_READERS, Visibility
from workgroups.models import Grant
from workgroups.permissions import holds, is_secretariat, is_secretary


def can_prepare(user, meeting):
    """Prepare, call, record and adopt: the host group's secretaries; an agency's consultation the secretariat."""
    return is_secretariat(user) or (meeting.host_group_id is not None and is_secretary(user, meeting.host_group))


def can_prepare_for(user, group):
    return is_secretary(user, group)


def is_member(user, meeting):
    """Has a part in the host group: reads what is for members, and the link to join."""
    if is_secretariat(user):
        return True
    return meeting.host_group_id is not None and holds(user, *Grant.GROUP_ROLES, group=meeting.host_group)


def can_open(user, item):
    """Read the papers and the text of an item of a visible meeting."""
    if item.visibility == Visibility.PUBLIC or is_secretariat(user):
        return True
    group = item.meeting.host_group
    roles = CLOSED_READERS if item.visibility == Visibility.CLOSED else Grant.GROUP_ROLES
    return group is not None and holds(user, *roles, group=group)


def can_answer_for(user, meeting):
    """Type in the replies of seats and the addresses that letters go to: the host group's secretaries and officers."""
    if is_secretariat(user):
        return True
    roles = (Grant.Role.OFFICER, Grant.Role.SECRETARY)
    return meeting.host_group_id is not None and holds(user, *roles, group=meeting.host_group)


def can_report(user, action):
    """Report on an action: officers and secretaries of its group."""
    return is_secretariat(user) or holds(user, Grant.Role.OFFICER, Grant.Role.SECRETARY, group=action.group)


def can_verify(user, action):
    """Verify an action or send it back: the group's secretaries, but nobody what they reported themselves."""
    return is_secretary(user, action.group) and not is_own_report(user, action)


def can_see_evidence(user, action):
    """Open what was handed in with a report: whoever has a part in the group and may see the action."""
    return is_secretariat(user) or holds(user, *Grant.GROUP_ROLES, group=action.group)


def is_own_report(user, action):
    """Whether `user` is who last reported that it is done: signed in, or by a personal link to their own address."""
    reports = [update for update in action.updates.all() if update.status == action.Status.REPORTED_DONE]
    if not reports:
        return False
    last = reports[-1]  # updates stand in the order of their hour
    own_link = last.attendance is not None and last.attendance.email.lower() == user.email.lower()
    return last.by_id == user.pk or own_link
