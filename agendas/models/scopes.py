"""Which groups a person serves: the one rule that the querysets of meetings, items and actions share."""

from workgroups.models import Grant


def granted_groups(user, *roles):
    """The keys of the groups in which `user` holds one of `roles` today, any role where none is named."""
    if not user.is_authenticated:
        return Grant.objects.none().values("group")
    grants = Grant.objects.current().filter(user=user, group__isnull=False)
    return (grants.filter(role__in=roles) if roles else grants).values("group")
