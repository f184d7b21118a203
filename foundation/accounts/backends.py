"""How an account is recognised and what staff may do in the admin."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from foundation.accounts.permissions import staff_may


class SignInBackend(AuthenticationBackend):
    """E-mail and password through allauth, rate limits and second factor with it; staff have the portal's models."""

    def user_can_authenticate(self, user):
        """Also asked on each request: closing an account, or ending a demonstration, ends its sessions."""
        return super().user_can_authenticate(user) and (settings.DEMO or not user.is_demo)

    def has_perm(self, user_obj, perm, obj=None):
        if user_obj.is_active and user_obj.is_staff and staff_may(perm):
            return True
        return super().has_perm(user_obj, perm, obj)

    def has_module_perms(self, user_obj, app_label):
        if user_obj.is_active and user_obj.is_staff and staff_may(f"{app_label}.view_user"):
            return True
        return super().has_module_perms(user_obj, app_label)
