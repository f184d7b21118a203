"""Whose rows a person may see and write: the rule that the querysets of plans, obstacles and texts share."""

from agendas.models.scopes import granted_groups
from workgroups.models import Grant

WRITERS = (Grant.Role.OFFICER, Grant.Role.SECRETARY)


def written_groups(user):
    """The keys of the groups whose plans `user` writes today."""
    return granted_groups(user, *WRITERS)
