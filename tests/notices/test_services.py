import socket
import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from foundation.accounts.emails import request_mail
from foundation.audit.models import Entry
from foundation.notices import kinds, services
from foundation.notices.models import Notice, NoticePreference
from foundation.notices.services import queue_notice, retry, send_due, set_preferences
from tests.accounts.factories import UserFactory
from tests.notices.mail_server import MailServer

Status = Notice.Status


def queue(key="a:1", **fields):
    values = {"kind": "agendas.called", "to": "somsri@agency.example", "subject": "เชิญประชุม", "body": "ครั้งที่ 2/2564"}
    return queue_notice(key=key, **values | fields)


def dead_port():
    """A loopback port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def smtp(settings):
    """Send by SMTP to a port of the test's choice."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 2

    def use(port):
        settings.EMAIL_PORT = port

    use(dead_port())
    return use


@pytest.fixture
def smtp_server():
    """A loopback mail server that answers RCPT and DATA as told and keeps what it took."""
    servers = []

    def start(*, rcpt="250 ok", data="250 taken", hang_up=False):
        server = MailServer(rcpt, data, hang_up)
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.close()


@pytest.mark.django_db
def test_queue_notice_keeps_one_row_for_a_key():
    first = queue()

    again = queue(subject="อีกครั้ง")

    assert again == first
    assert Notice.objects.get().subject == "เชิญประชุม"
    assert first.status == Status.QUEUED


@pytest.mark.django_db
def test_queue_notice_writes_the_subject_on_one_line():
    notice = queue(subject="เชิญประชุม\r\nBcc: everybody@example.org")

    assert notice.subject == "เชิญประชุม Bcc: everybody@example.org"


@pytest.mark.django_db
def test_queue_notice_goes_when_the_transaction_rolls_back():
    def queue_and_fail():
        with transaction.atomic():
            queue()
            raise LookupError

    with pytest.raises(LookupError):
        queue_and_fail()

    assert Notice.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("redis_url", "rings"), [("", 0), ("redis://127.0.0.1:1", 1)])
def test_queue_notice_rings_after_the_commit_where_there_is_a_broker(
    settings, monkeypatch, django_capture_on_commit_callbacks, redis_url, rings
):
    settings.REDIS_URL = redis_url
    rung = []
    monkeypatch.setattr(services, "_ring", lambda: rung.append(1))

    with django_capture_on_commit_callbacks(execute=True):
        queue()
        queue()
        assert rung == []

    assert len(rung) == rings


@pytest.mark.django_db(transaction=True)
def test_queue_notice_survives_a_broker_that_is_gone(settings, monkeypatch):
    settings.REDIS_URL = "redis://127.0.0.1:1"

    def gone():
        raise OSError("connection refused")

    monkeypatch.setattr(services, "_ring", gone)

    queue()

    assert Notice.objects.get().status == Status.QUEUED


@pytest.mark.django_db
def test_send_due_sends_each_letter_once():
    queue("a:1")
    queue("a:2", to="somchai@agency.example")

    assert send_due() == 2
    assert send_due() == 0

    assert [(letter.to, letter.subject, letter.body) for letter in mail.outbox] == [
        (["somsri@agency.example"], "เชิญประชุม", "ครั้งที่ 2/2564"),
        (["somchai@agency.example"], "เชิญประชุม", "ครั้งที่ 2/2564"),
    ]
    assert [(notice.status, notice.attempts, notice.sent_at is not None) for notice in Notice.objects.all()] == [
        (Status.SENT, 1, True),
        (Status.SENT, 1, True),
    ]
    assert mail.outbox[0].extra_headers["Message-ID"] != mail.outbox[1].extra_headers["Message-ID"]


@pytest.mark.django_db
def test_send_due_stops_at_the_limit():
    for number in range(5):
        queue(f"a:{number}")

    assert send_due(limit=3) == 3

    assert Notice.objects.filter(status=Status.QUEUED).count() == 2


@pytest.mark.django_db
def test_send_due_forgets_the_secret_link_once_sent():
    queue(private=True, body="https://portal.example/accounts/invitation/secret/")

    send_due()

    assert "secret" in mail.outbox[0].body
    assert Notice.objects.get().body == ""


@pytest.mark.django_db
def test_send_due_leaves_a_row_that_another_sender_holds_until_its_lease_ends():
    queue()
    assert services._take() is not None

    assert send_due() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert send_due() == 1

    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_send_due_keeps_every_row_when_the_server_refuses(smtp):
    for number in range(3):
        queue(f"a:{number}")
    began = time.monotonic()

    assert send_due() == 0

    assert time.monotonic() - began < 5
    rows = Notice.objects.order_by("id").values_list("status", "attempts")
    assert list(rows) == [(Status.FAILED, 1), (Status.QUEUED, 0), (Status.QUEUED, 0)]
    first = Notice.objects.order_by("id").first()
    assert "ConnectionRefusedError" in first.last_error
    assert timedelta(seconds=50) < first.next_try_at - timezone.now() <= timedelta(minutes=1)


@pytest.mark.django_db
def test_send_due_sends_all_when_the_server_is_back(smtp, smtp_server):
    for number in range(3):
        queue(f"a:{number}")
    send_due()
    server = smtp_server()
    smtp(server.port)

    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        assert send_due() == 3

    assert len(server.taken) == 3
    assert server.connections == 1
    assert set(Notice.objects.values_list("status", "last_error")) == {(Status.SENT, "")}


@pytest.mark.django_db
def test_send_due_ends_the_run_when_the_server_hangs_up(smtp, smtp_server):
    queue("a:1")
    queue("a:2")
    smtp(smtp_server(hang_up=True).port)

    assert send_due() == 0

    assert list(Notice.objects.order_by("id").values_list("status", "attempts")) == [
        (Status.FAILED, 1),
        (Status.QUEUED, 0),
    ]


@pytest.mark.django_db
def test_send_due_gives_up_on_an_address_that_does_not_exist_and_goes_on(smtp, smtp_server):
    queue("a:1", private=True)
    smtp(smtp_server(rcpt="550 no such user <somsri@agency.example>").port)

    send_due()

    notice = Notice.objects.get()
    assert (notice.status, notice.attempts, notice.body) == (Status.GIVEN_UP, 1, "")
    assert notice.to not in notice.last_error


@pytest.mark.django_db
def test_send_due_tries_a_busy_mailbox_again(smtp, smtp_server):
    queue("a:1")
    queue("a:2")
    smtp(smtp_server(rcpt="451 try later").port)

    send_due()

    assert list(Notice.objects.values_list("status", flat=True)) == [Status.FAILED, Status.FAILED]


@pytest.mark.django_db
def test_send_due_waits_longer_each_time_and_gives_up_in_the_end(smtp):
    notice = queue()
    now, waits = timezone.now(), []

    while notice.status != Status.GIVEN_UP:
        with time_machine.travel(now, tick=False):
            send_due()
        notice.refresh_from_db()
        waits.append(notice.next_try_at - now)
        now = notice.next_try_at

    assert waits[:-1] == services.WAITS
    assert notice.attempts == len(services.WAITS) + 1


@pytest.mark.django_db
def test_send_due_gives_up_on_a_letter_that_cannot_be_written(monkeypatch):
    def broken(self):
        raise ValueError("bad header")

    queue()
    monkeypatch.setattr("django.core.mail.EmailMessage.message", broken)

    send_due()

    assert Notice.objects.get().status == Status.GIVEN_UP


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_send_due_by_many_senders_at_once_sends_nothing_twice(monkeypatch):
    for number in range(40):
        queue(f"a:{number}")
    sent, lock = [], threading.Lock()

    def slowly(self, letters):
        time.sleep(0.005)
        with lock:
            sent.extend(letter.extra_headers["Message-ID"] for letter in letters)

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", slowly)

    def work():
        try:
            send_due()
        finally:
            connection.close()

    senders = [threading.Thread(target=work) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert len(sent) == len(set(sent)) == 40
    assert set(Notice.objects.values_list("status", "attempts")) == {(Status.SENT, 1)}


@pytest.mark.django_db
def test_retry_queues_a_letter_that_was_given_up():
    person = UserFactory()
    notice = queue()
    Notice.objects.update(status=Status.GIVEN_UP, attempts=9)

    assert retry(notice, by=person) is True

    notice.refresh_from_db()
    assert (notice.status, notice.attempts) == (Status.QUEUED, 0)
    entry = Entry.objects.latest("seq")
    assert (entry.action, entry.object_id) == ("notices.retry", str(notice.pk))


@pytest.mark.django_db
def test_retry_leaves_a_sent_letter_alone():
    notice = queue()
    send_due()

    assert retry(notice, by=UserFactory()) is False

    assert Notice.objects.get().status == Status.SENT


@pytest.fixture
def a_kind(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {})
    kinds.register("agendas.called", "เชิญประชุม")


@pytest.mark.django_db
def test_preferences_mute_what_a_person_does_not_want(a_kind):
    person = UserFactory()
    set_preferences(person, wanted=set())

    assert queue(to=person.email.upper()).status == Status.MUTED
    assert send_due() == 0

    set_preferences(person, wanted={"agendas.called"})
    assert queue("a:2", to=person.email).status == Status.QUEUED
    assert NoticePreference.objects.count() == 1


@pytest.mark.django_db
def test_preferences_never_mute_letters_about_the_account():
    person = UserFactory()
    NoticePreference.objects.create(user=person, kind="accounts.invitation", email=False)

    assert queue(kind="accounts.invitation", to=person.email).status == Status.QUEUED


@pytest.mark.django_db
def test_mail_of_accounts_comes_into_the_outbox():
    request_mail(to="a@agency.example", subject="คำเชิญ", body="ลิงก์", kind="accounts.invitation", key="k")

    notice = Notice.objects.get()
    assert (notice.kind, notice.to, notice.private, notice.key) == (
        "accounts.invitation",
        "a@agency.example",
        True,
        "k",
    )
