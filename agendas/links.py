"""Personal links: who holds one acts for one seat, or one guest, at one meeting, without an account.

A link is the key of an `Attendance`, signed with the hour it was written. A new key makes older links useless.
"""

import datetime
import uuid

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation

from agendas.models import Attendance

SALT = "agendas.reply"
# A link lives for so long after its letter, and at least so long after the meeting and the last day for corrections
DAYS_AFTER_LETTER = 30
DAYS_AFTER_MEETING = 14
DAYS_AFTER_CORRECTIONS = 3


class LinkUnknown(Exception):
    """Nobody was given this link, or another one took its place."""


class LinkExpired(Exception):
    """The link was good and its days are over."""


def write_token(attendance):
    """The signed part of a personal link: letters, digits, `-`, `_` and `.` only."""
    return signing.TimestampSigner(sep=".", salt=SALT).sign(attendance.key.hex)


def read_token(token, *, now=None):
    """The Attendance of a link. Raises LinkUnknown or LinkExpired; the work is the same whatever is wrong with it."""
    signer = signing.TimestampSigner(sep=".", salt=SALT)
    try:
        key = uuid.UUID(hex=signer.unsign(token))
        written = _written(signer, token)
    except (signing.BadSignature, ValueError):
        key, written = uuid.uuid4(), timezone.now()
    rows = Attendance.objects.select_related("meeting__host_group", "meeting__host_agency", "post__agency", "person")
    attendance = rows.filter(key=key).first()
    if attendance is None:
        raise LinkUnknown
    if timezone.localdate(now) > last_day(attendance.meeting, timezone.localdate(written)):
        raise LinkExpired
    return attendance


def last_day(meeting, written):
    """The last day of a link to `meeting` that was written on the day `written`."""
    days = [
        written + datetime.timedelta(days=DAYS_AFTER_LETTER),
        meeting.date + datetime.timedelta(days=DAYS_AFTER_MEETING),
    ]
    if meeting.corrections_by:
        days.append(meeting.corrections_by + datetime.timedelta(days=DAYS_AFTER_CORRECTIONS))
    return max(days)


def personal_link(attendance):
    """The absolute Thai address of the page where the holder answers."""
    return absolute("agendas:reply", write_token(attendance))


def meeting_link(meeting):
    """The absolute Thai address of the public page of `meeting`."""
    with translation.override("th"):
        return settings.SITE_URL + meeting.get_absolute_url()


def absolute(name, *args):
    """The absolute Thai address of the page `name`."""
    with translation.override("th"):
        return settings.SITE_URL + reverse(name, args=args)


def _written(signer, token):
    _, _, stamp = signing.Signer(sep=".", salt=SALT).unsign(token).rpartition(".")
    return datetime.datetime.fromtimestamp(signing.b62_decode(stamp), datetime.UTC)
