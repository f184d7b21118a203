"""Accounts in the secretariat's pages: invitations instead of new users, services instead of fields."""

from importlib import import_module

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.views.generic import RedirectView

from foundation.accounts.admin.invitations import InvitationAdmin
from foundation.accounts.admin.users import UserAdmin
from foundation.accounts.views import admin_sign_in

__all__ = ["InvitationAdmin", "UserAdmin"]

# allauth and Django register admins of their own, after us: register them now, to take them away for good
for app in ("allauth.account", "allauth.mfa", "allauth.socialaccount", "allauth.usersessions", "django.contrib.auth"):
    import_module(f"{app}.admin")
for model in (EmailAddress, Authenticator, Group, SocialAccount, SocialApp, SocialToken, UserSession):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

admin.site.login = admin_sign_in(admin.site.login)
admin.site.password_change = RedirectView.as_view(pattern_name="account_change_password")
