"""Who must still prove a second factor, whose session has ended by the clock, and what no cache may keep."""

import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from foundation.accounts.queries import has_second_factor

SEEN_EVERY_SECONDS = 60
SECOND_FACTOR_VIEWS = {
    "accounts:second_factor",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}


class SessionAgeMiddleware:
    """Ends a session `SESSION_COOKIE_AGE` after signing in, and that of staff after `SESSION_IDLE_SECONDS` of rest.

    Without a session cookie neither the session nor the user is touched, so that public pages stay cacheable.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if _is_signed_in(request):
            response.headers["Cache-Control"] = "no-store"
        return response

    def process_view(self, request, view, args, kwargs):
        if not _is_signed_in(request):
            return None
        now = time.time()
        if self.has_ended(request, now):
            logout(request)
            messages.warning(request, _("หมดเวลาใช้งานแล้ว เพื่อความปลอดภัยระบบจึงออกจากบัญชีให้ เข้าสู่ระบบอีกครั้งเพื่อทำงานต่อ"))
            return None if request.method in ("GET", "HEAD") else redirect("account_login")
        if now - request.session.get("seen_at", 0) > SEEN_EVERY_SECONDS:
            request.session["seen_at"] = now
            UserSession.objects.create_from_request(request)
        return None

    def has_ended(self, request, now):
        signed_in_at = request.session.get("signed_in_at", 0)
        if now - signed_in_at > settings.SESSION_COOKIE_AGE:
            return True
        idle = now - request.session.get("seen_at", signed_in_at)
        return request.user.needs_second_factor and idle > settings.SESSION_IDLE_SECONDS


class SecondFactorMiddleware:
    """Staff and superusers without a second factor see only the pages that set one up, except in a demonstration."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if settings.DEMO or request.resolver_match.view_name in SECOND_FACTOR_VIEWS or not _is_signed_in(request):
            return None
        if not request.user.needs_second_factor or has_second_factor(request.user):
            return None
        return redirect("accounts:second_factor")


def _is_signed_in(request):
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
