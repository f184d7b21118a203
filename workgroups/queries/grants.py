"""What a person may do today."""

from workgroups.models import Grant


def current_grants(user):
    """The rights of `user` in force today in Thailand, each with its group and province; none when signed out."""
    if not user.is_authenticated:
        return []
    return list(Grant.objects.current().filter(user=user).select_related("group__province").order_by("group", "role"))
