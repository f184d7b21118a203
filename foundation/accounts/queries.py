"""Reads of more than one model."""

import hashlib

from allauth.mfa.models import Authenticator
from django.utils import timezone

from foundation.accounts.models import Invitation

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def token_hash(token):
    """SHA-256 of an invitation's token, as stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_invitation(token):
    """The invitation that `token` opens now, or None if it is unknown, expired, used or withdrawn."""
    return Invitation.objects.open(timezone.now()).filter(token_hash=token_hash(token)).first()


def has_second_factor(user):
    """Whether `user` has an authenticator app or a security key; recovery codes alone are none."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=SECOND_FACTORS).exists()
