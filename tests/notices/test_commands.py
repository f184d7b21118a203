import pytest
from django.core import mail
from django.core.management import call_command

from foundation.notices.services import queue_notice
from foundation.notices.tasks import send_due

pytestmark = pytest.mark.django_db


def test_send_notices_says_how_many_were_sent(capsys):
    queue_notice(kind="a.b", to="a@b.example", subject="เรื่อง", body="ความ", key="1")

    call_command("send_notices")
    call_command("send_notices", verbosity=0)

    assert capsys.readouterr().out == "sent=1\n"
    assert len(mail.outbox) == 1


def test_task_sends_what_is_due():
    queue_notice(kind="a.b", to="a@b.example", subject="เรื่อง", body="ความ", key="1")

    send_due()

    assert len(mail.outbox) == 1
    assert send_due.name == "foundation.notices.tasks.send_due"
