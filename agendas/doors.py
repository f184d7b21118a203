"""The code on the wall: whoever reads it in the room registers for one meeting, on its day only."""

import datetime

from django.conf import settings
from django.core import signing
from django.utils import timezone

from agendas.models import Meeting

SALT = "agendas.register"


class DoorClosed(Exception):
    """The code was never ours, or its meeting has moved, ended or gone by."""


def write_door(meeting):
    """The signed part of the address: it names the meeting and its day, so a moved meeting has another one."""
    return signing.Signer(salt=SALT).sign(f"{meeting.pk}.{meeting.date:%Y%m%d}")


def read_door(token, *, today=None):
    """The meeting whose day is today or to come. Raises DoorClosed."""
    try:
        key, _, day = signing.Signer(salt=SALT).unsign(token).partition(".")
        date = datetime.datetime.strptime(day, "%Y%m%d").replace(tzinfo=datetime.UTC).date()
    except (signing.BadSignature, ValueError):
        raise DoorClosed from None
    meeting = Meeting.objects.with_host().filter(pk=key, date=date).first()
    is_open = meeting is not None and (meeting.is_coming or meeting.status == Meeting.Status.HELD)
    if not is_open or date < (today or timezone.localdate()):
        raise DoorClosed
    return meeting


def door_link(meeting):
    """The absolute Thai address that the code holds."""
    return f"{settings.SITE_URL}/agendas/register/{write_door(meeting)}/"
