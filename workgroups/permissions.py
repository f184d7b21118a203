"""Who may do what in a group. A seat gives no right; a grant in force today does."""

from workgroups.models import Grant


def holds(user, *roles, group=None):
    """Whether `user` has one of `roles` today: in `group`, or with None one of the central roles."""
    return user.is_authenticated and Grant.objects.current().filter(user=user, role__in=roles, group=group).exists()


def is_secretariat(user):
    """Staff of the central secretariat: everything of every group."""
    return user.is_superuser or holds(user, Grant.Role.SECRETARIAT)


def is_reviewer(user):
    """Accepts results for OPDC."""
    return holds(user, Grant.Role.REVIEWER)


def is_secretary(user, group):
    """Prepares the meetings of `group` and approves for it."""
    return is_secretariat(user) or holds(user, Grant.Role.SECRETARY, group=group)
