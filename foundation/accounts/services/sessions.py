"""Closing accounts, ending sessions, giving a person a new start."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from foundation.accounts.models import User
from foundation.accounts.permissions import can_manage
from foundation.audit.services import record, snapshot


@transaction.atomic
def end_sessions(user, *, by):
    """Sign `user` out everywhere, whatever keeps the sessions; also called when somebody loses a right."""
    _end(user)
    record("accounts.end_sessions", user, by=by)
    return user


@transaction.atomic
def disable(user, *, by):
    """Close the account and end its sessions; history stays. Raises PermissionDenied."""
    return _set_active(user, False, by=by, action="accounts.disable")


@transaction.atomic
def enable(user, *, by):
    return _set_active(user, True, by=by, action="accounts.enable")


@transaction.atomic
def remove_second_factor(user, *, by):
    """Take away a lost device and its recovery codes: the next sign-in of staff sets up a new one."""
    if not can_manage(by, user):
        raise PermissionDenied
    Authenticator.objects.filter(user=user).delete()
    _end(user)
    record("accounts.remove_second_factor", user, by=by)
    return user


def _set_active(user, active, *, by, action):
    if not can_manage(by, user):
        raise PermissionDenied
    user = User.objects.select_for_update().get(pk=user.pk)
    before = snapshot(user)
    user.is_active = active
    user.save(update_fields=["is_active"])
    _end(user)
    record(action, user, by=by, before=before, after=snapshot(user))
    return user


def _end(user):
    User.objects.filter(pk=user.pk).update(session_number=F("session_number") + 1)
    user.refresh_from_db(fields=["session_number"])
    for session in UserSession.objects.filter(user=user):
        session.end()
