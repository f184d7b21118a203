"""Whose targets and reports a person serves: the one rule of the querysets of kpis."""

from django.db.models import Q

from workgroups.models import Grant
from workgroups.permissions import is_reviewer, is_secretariat

REPORTERS = [Grant.Role.OFFICER, Grant.Role.SECRETARY]


def sees_all(user):
    """The secretariat and OPDC's reviewers see every group's reports, published or not."""
    return is_secretariat(user) or is_reviewer(user)


def own(user, prefix=""):
    """The condition that a target (`prefix` "target__" of a report) is of a group or province that `user` serves."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    grants = Grant.objects.current().filter(user=user, role__in=REPORTERS)
    groups = grants.values("group")
    provinces = grants.filter(group__province__isnull=False).values("group__province")
    by_province = Q(**{f"{prefix}group__isnull": True, f"{prefix}province__in": provinces})
    return Q(**{f"{prefix}group__in": groups}) | by_province
