"""Inviting people and accepting an invitation."""

import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.emails import invitation_link, send_invitation
from foundation.accounts.models import Invitation, User
from foundation.accounts.permissions import can_invite
from foundation.accounts.queries import token_hash
from foundation.audit.services import record, snapshot


class AlreadyHasAccount(Exception):
    """The address belongs to an account already; says what to do instead."""


class InvitationClosed(Exception):
    """The invitation is unknown, expired, used or withdrawn: all the same to who holds the link."""


@transaction.atomic
def invite(email, name, *, by, is_staff=False, is_superuser=False):
    """Invite a person, replacing an unused invitation to the same address; `.link` is on the returned object only.

    Raises PermissionDenied (see permissions.can_invite) and AlreadyHasAccount.
    """
    email = email.strip().lower()
    if not can_invite(by, is_staff=is_staff, is_superuser=is_superuser):
        raise PermissionDenied
    if User.objects.filter(email=email).exists():
        raise AlreadyHasAccount(_("มีบัญชีที่ใช้อีเมลนี้แล้ว ถ้าเจ้าของลืมรหัสผ่าน ให้กดลืมรหัสผ่านที่หน้าเข้าสู่ระบบ"))
    now = timezone.now()
    Invitation.objects.unused().filter(email=email).update(withdrawn_at=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        name=name.strip(),
        is_staff=is_staff or is_superuser,
        is_superuser=is_superuser,
        token_hash=token_hash(token),
        invited_by=by,
        created_at=now,
        expires_at=now + timedelta(days=settings.INVITATION_DAYS),
    )
    invitation.link = invitation_link(token)
    send_invitation(invitation, invitation.link)
    record("accounts.invite", invitation, by=by, after=snapshot(invitation))
    return invitation


@transaction.atomic
def accept(token, *, password):
    """Open the account that the invitation promises, its address verified; raises InvitationClosed."""
    now = timezone.now()
    invitation = Invitation.objects.open(now).select_for_update().filter(token_hash=token_hash(token)).first()
    if invitation is None or User.objects.filter(email=invitation.email).exists():
        raise InvitationClosed
    user = User.objects.create_user(
        invitation.email,
        password,
        name=invitation.name,
        is_staff=invitation.is_staff,
        is_superuser=invitation.is_superuser,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    record("accounts.accept_invitation", user, by=user, after=snapshot(user))
    return user


@transaction.atomic
def withdraw(invitation, *, by):
    """Close an unused invitation; raises PermissionDenied and InvitationClosed."""
    if not can_invite(by, is_staff=invitation.is_staff):
        raise PermissionDenied
    changed = Invitation.objects.unused().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
    if not changed:
        raise InvitationClosed
    invitation.refresh_from_db()
    record("accounts.withdraw_invitation", invitation, by=by)
    return invitation
