"""The letters of a meeting as they leave: who gets which, once, with which calendar, and what never stands in them."""

import datetime
import email
import email.policy

import pytest
import time_machine
from icalendar import Calendar

from agendas.emails import line_text, send_adoption, send_circulation, send_invitations
from agendas.links import read_token
from agendas.models import Attendance
from agendas.services.meetings import cancel_meeting, change_meeting, postpone_meeting, reschedule_meeting
from foundation.accounts.models import User
from foundation.notices.models import Notice
from foundation.notices.services import send_due, set_preferences
from tests.agendas.members import called, group_of, holder
from tests.notices.mail_server import MailServer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def on_the_day():
    with time_machine.travel(datetime.datetime(2026, 12, 1, 3, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def smtp_server(settings):
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield server
    server.close()


def letters(kind="agendas.meeting", **fields):
    return list(Notice.objects.filter(kind=kind, **fields).order_by("pk"))


def calendar_of(notice):
    calendar = Calendar.from_ical(notice.calendar)
    return str(calendar["METHOD"]), calendar.walk("VEVENT")[0]


def test_invitation_goes_to_seats_with_an_address_and_to_people_with_accounts_once():
    group = group_of("somsri@agency.example", "", "Chai@agency.example")
    holder("secretary", group, email="chai@agency.example")
    holder("officer", group, email="officer@agency.example")
    holder("moderator", group, email="moderator@agency.example")
    holder("secretary", group_of(), email="other@agency.example")

    meeting = called(group)
    send_invitations(meeting)

    assert [notice.to for notice in letters()] == [
        "somsri@agency.example",
        "chai@agency.example",
        "officer@agency.example",
    ]
    assert [notice.private for notice in letters()] == [True, True, False]


def test_invitation_is_a_thai_letter_with_a_link_of_ones_own():
    meeting = called(reply_by=datetime.date(2026, 12, 10))

    notice = letters()[0]
    link = next(line for line in notice.body.splitlines() if "/reply/" in line)
    assert notice.subject == f"เชิญประชุม{meeting.host.name_th} ครั้งที่ 1/2569 วันที่ 16 ธ.ค. 2569"
    assert "โปรดตอบรับภายในวันที่" in notice.body
    assert read_token(link.rstrip("/").rpartition("/")[2]) == meeting.attendances.get()


def test_a_short_notice_is_urgent_in_the_subject():
    called(date=datetime.date(2026, 12, 3))

    assert letters()[0].subject.startswith("ด่วน: เชิญประชุม")


def test_the_link_to_join_stands_in_letters_and_their_calendars_only():
    meeting = called(mode="hybrid", join_url="https://meet.example/secret-room")

    notice = letters()[0]
    assert "https://meet.example/secret-room" in notice.body
    assert "https://meet.example/secret-room" in str(calendar_of(notice)[1]["DESCRIPTION"])
    assert "secret-room" not in line_text(meeting, "invitation")
    assert "/reply/" not in line_text(meeting, "invitation")


def test_another_day_keeps_the_uid_and_raises_the_sequence():
    meeting = called()

    day, hour = datetime.date(2026, 12, 20), datetime.time(13)
    reschedule_meeting(meeting, by=None, date=day, starts=hour, reason="ประธานติดราชการ")

    (method, event), (new_method, new_event) = map(calendar_of, letters())
    assert (method, new_method) == ("REQUEST", "REQUEST")
    assert event["UID"] == new_event["UID"] == str(meeting.uid)
    assert (event["SEQUENCE"], new_event["SEQUENCE"]) == (0, 1)
    assert new_event["DTSTART"].dt.isoformat() == "2026-12-20T13:00:00+07:00"
    assert "เหตุผล: ประธานติดราชการ" in letters()[1].body


def test_a_meeting_put_off_leaves_calendars_and_comes_back():
    meeting = called()

    postpone_meeting(meeting, by=None, reason="น้ำท่วม")
    reschedule_meeting(meeting, by=None, date=datetime.date(2027, 1, 6), reason="น้ำลดแล้ว")

    assert [(method, event["STATUS"], event["SEQUENCE"]) for method, event in map(calendar_of, letters())] == [
        ("REQUEST", "CONFIRMED", 0),
        ("CANCEL", "CANCELLED", 1),
        ("REQUEST", "CONFIRMED", 2),
    ]


def test_another_place_is_told_and_a_note_is_not():
    meeting = called()

    change_meeting(meeting, by=None, note_th="มีอาหารว่าง")
    change_meeting(meeting, by=None, venue_th="ห้องประชุม 2")

    assert len(letters()) == 2
    assert "สถานที่: ห้องประชุม 2" in letters()[1].body


def test_cancellation_takes_the_meeting_out_of_calendars():
    meeting = called()

    cancel_meeting(meeting, by=None, reason="ไม่มีเรื่องพิจารณา")

    method, event = calendar_of(letters()[1])
    assert (method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert letters()[1].subject.startswith("ยกเลิกการประชุม")


def test_letters_about_minutes_have_no_calendar_and_go_once():
    meeting = called()

    for _ in range(2):
        send_circulation(meeting)
        send_adoption(meeting)

    assert [(notice.calendar, notice.subject.split("การ")[0]) for notice in letters("agendas.minutes")] == [
        ("", "เวียนร่างรายงาน"),
        ("", "รับรองรายงาน"),
    ]


def test_a_kind_that_somebody_switched_off_is_not_sent():
    group = group_of()
    user = holder("member", group)
    set_preferences(user, wanted={"agendas.action"})

    called(group)

    assert letters()[0].status == Notice.Status.MUTED


def test_an_account_that_was_closed_gets_no_letter():
    group = group_of()
    user = holder("member", group)
    User.objects.filter(pk=user.pk).update(is_active=False)

    called(group)

    assert letters() == []


def test_a_new_holder_of_the_seat_gets_a_link_and_the_old_one_is_dead():
    meeting = called()
    old = meeting.attendances.get()

    old.person.memberships.update(end=datetime.date(2026, 12, 5))
    old.post.memberships.create(
        person=type(old.person).objects.create(name_th="คนใหม่", email="new@agency.example"),
        start=datetime.date(2026, 12, 6),
    )
    reschedule_meeting(meeting, by=None, date=datetime.date(2026, 12, 20), reason="เลื่อน")

    new = meeting.attendances.get()
    assert (new.pk, new.name, new.email) == (old.pk, "คนใหม่", "new@agency.example")
    assert new.key != old.key
    assert letters()[-1].to == "new@agency.example"


def test_the_letter_leaves_by_smtp_with_a_calendar_that_mail_programs_know(smtp_server):
    called(join_url="https://meet.example/secret-room", mode="electronic")

    sent = send_due()

    letter = email.message_from_bytes(smtp_server.taken[0], policy=email.policy.default)
    part = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
    event = Calendar.from_ical(part.get_content()).walk("VEVENT")[0]
    assert sent == 1
    assert part["Content-Type"].params["method"] == "REQUEST"
    assert part.get_filename() == "meeting.ics"
    assert str(event["ATTENDEE"]) == "mailto:somsri@agency.example"
    assert "ขอเชิญเข้าร่วมประชุม" in letter.get_body(("plain",)).get_content()
    assert Notice.objects.get().body == ""
    assert Notice.objects.get().calendar == ""


def test_a_dead_mail_server_breaks_nothing_and_the_letter_goes_later(smtp_server, settings):
    settings.EMAIL_PORT = 1
    meeting = called()

    assert send_due() == 0
    notice = Notice.objects.get()
    assert (meeting.status, notice.status, notice.attempts) == ("called", Notice.Status.FAILED, 1)
    assert "ConnectionRefusedError" in notice.last_error

    settings.EMAIL_PORT = smtp_server.port
    with time_machine.travel(datetime.datetime(2026, 12, 1, 4, tzinfo=datetime.UTC)):
        assert send_due() == 1
    assert len(smtp_server.taken) == 1


def test_letters_hold_no_lost_variable():
    meeting = called(join_url="https://meet.example/r", mode="hybrid", platform="Zoom", title_th="ติดตามฝุ่น")
    for letter in ("invitation", "change", "cancellation", "circulation", "adoption"):
        assert "{" not in line_text(meeting, letter)
        assert meeting.host.name_th in line_text(meeting, letter)
    assert all("{" not in notice.body and "None" not in notice.body for notice in letters())
    assert Attendance.objects.count() == 1
