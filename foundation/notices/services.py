"""Queue letters and send them: never in a request, never two of the same key, never lost to a broken mail server."""

import hashlib
import logging
import re
import smtplib
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.utils import timezone

from foundation.audit.services import record
from foundation.notices import kinds
from foundation.notices.models import Notice, NoticePreference

logger = logging.getLogger(__name__)
TASK = "foundation.notices.tasks.send_due"
# After each failed try the next waits longer; the ninth failure, two days on, is the last
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440)]
# How long one try may take: a sender that dies in it leaves the row to the next one after that
LEASE = timedelta(minutes=10)
METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)


@transaction.atomic
def queue_notice(*, kind, to, subject, body, key, private=False, calendar=""):
    """Put a letter into the outbox, or return the one that `key` has there already.

    The row is written in the caller's transaction and the sender woken after its commit. `private` letters hold a
    secret link: the admin never shows their body and it is deleted once sent. `calendar` is an iCalendar object (RFC
    5545) with its METHOD: mail programs put it into the reader's calendar, change it there or take it out (RFC 6047).
    """
    notice, is_new = Notice.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "to": to,
            "subject": " ".join(subject.split())[:200],
            "body": body,
            "calendar": calendar,
            "private": private,
            "status": Notice.Status.MUTED if _is_muted(kind, to) else Notice.Status.QUEUED,
        },
    )
    if is_new and settings.REDIS_URL:
        transaction.on_commit(_ring, robust=True)
    return notice


def queue_mail(sender, *, kind, to, subject, body, key, private, **kwargs):
    """Answer `accounts.signals.mail_requested`."""
    queue_notice(kind=kind, to=to, subject=subject, body=body, key=key, private=private)


def send_due(limit=100):
    """Send up to `limit` letters that are due; returns how many were sent. Safe to run twice at once.

    A failure that would befall every letter (no connection, sign-in refused) ends the run and costs one try of one row.
    """
    sent = 0
    with _mail_server() as server:
        for _ in range(limit):
            notice = _take()
            if notice is None or not _try(notice, server):
                break
            sent += notice.status == Notice.Status.SENT
    return sent


@transaction.atomic
def retry(notice, *, by):
    """Let a letter that was given up or waits for its next try be sent now."""
    changed = (
        Notice.objects.filter(pk=notice.pk, status__in=[Notice.Status.FAILED, Notice.Status.GIVEN_UP])
        .exclude(body="")
        .update(status=Notice.Status.QUEUED, attempts=0, next_try_at=timezone.now())
    )
    if changed:
        record("notices.retry", notice, by=by)
    return bool(changed)


@transaction.atomic
def set_preferences(user, *, wanted):
    """Keep for each kind that may be switched off whether it is in `wanted`; a setting of one's own, so not audited."""
    for kind, _ in kinds.choices():
        NoticePreference.objects.update_or_create(user=user, kind=kind, defaults={"email": kind in wanted})


def _ring():
    current_app.signature(TASK).delay()


def _is_muted(kind, to):
    if not kinds.may_be_muted(kind):
        return False
    return NoticePreference.objects.filter(user__email=to.lower(), kind=kind, email=False).exists()


@transaction.atomic
def _take():
    """Take one due row for ourselves: until its lease ends no other sender sees it."""
    now = timezone.now()
    rows = Notice.objects.due(now).order_by("next_try_at", "id")
    notice = rows.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked).first()
    if notice is None:
        return None
    notice.attempts += 1
    notice.next_try_at = now + LEASE
    notice.save(update_fields=["attempts", "next_try_at"])
    return notice


def _try(notice, server):
    """Send it and write down what came of it; False when the server itself is at fault."""
    try:
        server.open()
        server.send_messages([_letter(notice, server)])
    except smtplib.SMTPRecipientsRefused as problem:
        _note_failure(notice, problem, for_good=all(500 <= code < 600 for code, _ in problem.recipients.values()))
        return True
    except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as problem:
        _note_failure(notice, problem, for_good=500 <= problem.smtp_code < 600)
        return True
    except (OSError, smtplib.SMTPException) as problem:
        _note_failure(notice, problem)
        return False
    except ValueError as problem:
        _note_failure(notice, problem, for_good=True)
        return True
    notice.status = Notice.Status.SENT
    notice.sent_at = timezone.now()
    notice.last_error = ""
    _forget_secrets(notice)
    notice.save(update_fields=["status", "sent_at", "last_error", "body", "calendar"])
    return True


def _note_failure(notice, problem, *, for_good=False):
    for_good = for_good or notice.attempts > len(WAITS)
    notice.status = Notice.Status.GIVEN_UP if for_good else Notice.Status.FAILED
    if not for_good:
        notice.next_try_at = timezone.now() + WAITS[notice.attempts - 1]
    if for_good:
        _forget_secrets(notice)
    notice.last_error = _without_address(problem, notice.to)[:300]
    notice.save(update_fields=["status", "next_try_at", "last_error", "body", "calendar"])
    logger.warning("notice not sent", extra={"notice": notice.pk, "problem": type(problem).__name__})


def _forget_secrets(notice):
    if notice.private:
        notice.body = notice.calendar = ""


def _without_address(problem, address):
    return f"{type(problem).__name__}: {problem}".replace(address, "…")


def _letter(notice, server):
    """One Message-ID for each key: if a sender dies before it writes down that it sent, mailboxes drop the second."""
    host = urlsplit(settings.SITE_URL).hostname
    headers = {
        "Message-ID": f"<{hashlib.sha256(notice.key.encode()).hexdigest()[:32]}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    letter = EmailMessage(notice.subject, notice.body, to=[notice.to], headers=headers, connection=server)
    method = METHOD.search(notice.calendar)
    if method:
        letter.attach("meeting.ics", notice.calendar, f"text/calendar; method={method[1]}")
    return letter


@contextmanager
def _mail_server():
    """One connection for a run: opened by its first letter, closed at the end whatever became of it."""
    server = get_connection()
    try:
        yield server
    finally:
        try:
            server.close()
        except (OSError, smtplib.SMTPException):
            logger.info("mail server was gone at the end")
