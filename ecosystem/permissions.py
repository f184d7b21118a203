"""Who may do what with a self-assessment."""

from ecosystem.models import Assessment
from workgroups.permissions import holds, is_reviewer, is_secretariat, is_secretary


def can_write(user, group):
    """Answer for the group: its officers and secretaries, and the secretariat."""
    return is_secretariat(user) or holds(user, *Assessment.WRITERS, group=group)


def can_submit(user, assessment):
    return is_secretary(user, assessment.group)


def can_review(user, assessment):
    """OPDC's reviewers and the secretariat, but nobody what they handed in themselves."""
    return (is_reviewer(user) or is_secretariat(user)) and assessment.submitted_by_id != user.pk


def can_publish(user):
    return is_reviewer(user) or is_secretariat(user)
