"""Letters about accounts, in Thai, as plain text. They go to the outbox by a signal, in the caller's transaction."""

import uuid

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from foundation.accounts.signals import mail_requested


def invitation_link(token):
    """The absolute address where the holder of `token` sets a password."""
    with translation.override("th"):
        return settings.SITE_URL + reverse("accounts:invitation", args=[token])


def send_invitation(invitation, link):
    with translation.override("th"):
        text = render_to_string("accounts/email/invitation.txt", {"invitation": invitation, "link": link})
    subject, _, body = text.strip().partition("\n")
    request_mail(
        to=invitation.email,
        subject=subject,
        body=body,
        key=f"accounts.invitation:{invitation.pk}",
        kind="accounts.invitation",
    )


def request_mail(*, to, subject, body, kind, key=""):
    """Ask for a letter that holds a secret link; without a `key` each call is a letter of its own."""
    mail_requested.send(
        sender=request_mail,
        kind=kind,
        to=to,
        subject=subject.strip(),
        body=body.strip() + "\n",
        key=key or f"{kind}:{uuid.uuid4()}",
        private=True,
    )
