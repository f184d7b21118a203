"""Who may do what with accounts. The command line (`by` is None) may do everything."""

# Everything in the admin is open to staff, except the apps about sign-in: there they have what is named here
STAFF_ACCOUNT_PERMISSIONS = {
    "accounts.view_user",
    "accounts.change_user",
    "accounts.view_invitation",
    "accounts.add_invitation",
    "accounts.change_invitation",
}
SUPERUSER_APPS = {
    "accounts",
    "account",
    "admin",
    "auth",
    "contenttypes",
    "mfa",
    "sessions",
    "socialaccount",
    "usersessions",
}


def staff_may(permission):
    """Whether being staff is enough for `permission` ("app.verb_model")."""
    app = permission.partition(".")[0]
    return app not in SUPERUSER_APPS or permission in STAFF_ACCOUNT_PERMISSIONS


def can_invite(user, *, is_staff=False, is_superuser=False):
    """Staff invite people; only a superuser makes staff, only the command line makes superusers."""
    if user is None:
        return True
    if is_superuser or not user.is_active:
        return False
    return user.is_superuser or (user.is_staff and not is_staff)


def can_manage(user, account):
    """Whether `user` may disable `account`, end its sessions or reset its sign-in; nobody disables themselves."""
    if user is None:
        return True
    if not user.is_active or user.pk == account.pk:
        return False
    return user.is_superuser or (user.is_staff and not account.needs_second_factor)
