"""What happens in allauth becomes history of ours."""

import time

from django.contrib.auth import update_session_auth_hash
from django.db import transaction

from foundation.accounts.adapters import security, traceless
from foundation.accounts.queries import SECOND_FACTORS
from foundation.accounts.services import end_sessions
from foundation.audit.services import record


def note_sign_in(request, user, **kwargs):
    """The clock of `SessionAgeMiddleware` starts."""
    request.session["signed_in_at"] = time.time()


def record_password(user, **kwargs):
    record("accounts.change_password", user, by=user)


def record_email(user, **kwargs):
    record("accounts.change_email", user, by=user)


@transaction.atomic
def secure_with_second_factor(request, user, authenticator, **kwargs):
    """Sessions that began with the password alone end; this one, which proved who it is, goes on."""
    if authenticator.type not in SECOND_FACTORS:
        return
    end_sessions(user, by=user)
    update_session_auth_hash(request, user)
    record("accounts.add_second_factor", user, by=user)


def record_lost_factor(user, authenticator, **kwargs):
    if authenticator.type not in SECOND_FACTORS:
        return
    record("accounts.remove_second_factor", user, by=user)


def log_wrong_code(user, **kwargs):
    security.warning("authn.fail", extra={"account": traceless(user.email), "step": "second factor"})
