"""Personal links: what they open, for how long, and what forged, old and foreign ones get."""

import datetime
import uuid

import pytest
import time_machine
from django.core import signing

from agendas.links import LinkExpired, LinkUnknown, personal_link, read_token, write_token
from agendas.services.meetings import reschedule_meeting
from agendas.services.replies import renew_link, set_address
from foundation.notices.models import Notice
from tests.agendas.members import called, group_of

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 12, 1, 3, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOW, tick=False):
        yield


def on(day):
    return time_machine.travel(datetime.datetime.combine(day, datetime.time(3), datetime.UTC), tick=False)


def test_a_link_opens_its_own_seat(client):
    group = group_of("one@agency.example", "two@agency.example")
    seats = list(called(group).attendances.all())

    assert [read_token(write_token(seat)) for seat in seats] == seats
    page = client.get(f"/agendas/reply/{write_token(seats[1])}/")
    assert page.status_code == 200
    assert seats[1].name in page.content.decode()
    assert seats[0].name not in page.content.decode()


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: uuid.uuid4().hex + token[32:],
        lambda token: token.replace(".", ":"),
        lambda token: token.partition(".")[0],
        lambda token: token + "." + token,
        lambda token: "x" * 4000,
        lambda token: "ก",
    ],
)
def test_a_link_that_was_tampered_with_is_not_there(client, change):
    token = write_token(called().attendances.get())

    answer = client.get(f"/agendas/reply/{change(token)}/")

    assert answer.status_code == 404


def test_the_signature_of_another_use_of_the_key_is_not_taken():
    seat = called().attendances.get()
    for salt in ("agendas.register", "django.core.signing"):
        with pytest.raises(LinkUnknown):
            read_token(signing.TimestampSigner(sep=".", salt=salt).sign(seat.key.hex))


def test_a_link_lives_until_two_weeks_after_the_meeting():
    seat = called().attendances.get()
    token = write_token(seat)

    with on(datetime.date(2026, 12, 31)):
        assert read_token(token) == seat
    with on(datetime.date(2027, 1, 1)), pytest.raises(LinkExpired):
        read_token(token)


def test_a_link_lives_until_after_the_last_day_for_corrections():
    meeting = called()
    token = write_token(meeting.attendances.get())
    meeting.corrections_by = datetime.date(2027, 1, 10)
    meeting.save()

    with on(datetime.date(2027, 1, 13)):
        assert read_token(token)
    with on(datetime.date(2027, 1, 14)), pytest.raises(LinkExpired):
        read_token(token)


def test_a_link_of_a_late_letter_lives_thirty_days():
    seat = called().attendances.get()
    with on(datetime.date(2027, 3, 1)):
        token = write_token(seat)

    with on(datetime.date(2027, 3, 31)):
        assert read_token(token) == seat
    with on(datetime.date(2027, 4, 1)), pytest.raises(LinkExpired):
        read_token(token)


def test_an_expired_link_says_so_and_what_to_do(client):
    token = write_token(called().attendances.get())

    with on(datetime.date(2027, 2, 1)):
        answer = client.get(f"/agendas/reply/{token}/")

    assert answer.status_code == 410
    assert "ลิงก์นี้หมดอายุแล้ว" in answer.content.decode()
    assert answer.headers["Cache-Control"].count("no-store") >= 1


def test_another_address_makes_links_of_the_old_one_useless(client):
    seat = called().attendances.get()
    old = write_token(seat)

    seat = set_address(seat, by=None, email="Right@agency.example")

    assert client.get(f"/agendas/reply/{old}/").status_code == 404
    assert client.get(f"/agendas/reply/{write_token(seat)}/").status_code == 200
    assert [notice.to for notice in Notice.objects.order_by("pk")] == ["somsri@agency.example", "right@agency.example"]


def test_a_new_link_is_sent_and_the_old_one_is_dead():
    seat = called().attendances.get()
    old = write_token(seat)

    renew_link(seat, by=None)

    with pytest.raises(LinkUnknown):
        read_token(old)
    assert Notice.objects.count() == 2


def test_the_link_survives_another_day(client):
    meeting = called()
    token = write_token(meeting.attendances.get())

    reschedule_meeting(meeting, by=None, date=datetime.date(2026, 12, 20), reason="เลื่อน")

    assert client.get(f"/agendas/reply/{token}/").status_code == 200


def test_pages_of_a_link_are_kept_nowhere_and_told_to_nobody(client):
    answer = client.get(f"/agendas/reply/{write_token(called().attendances.get())}/")

    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_whoever_tries_many_links_is_slowed_down(client):
    codes = [client.get(f"/agendas/reply/{uuid.uuid4().hex}/").status_code for _ in range(61)]

    assert codes == [404] * 60 + [429]


def test_the_link_in_the_letter_is_absolute_and_without_a_language():
    assert personal_link(called().attendances.get()).startswith("https://testserver/agendas/reply/")
