"""Reminders: when, to whom, each once however often they run, and from the command, the task and the loop."""

import datetime

import pytest
import time_machine
from django.conf import settings as configured
from django.core.management import call_command

from agendas.models import Attendance
from agendas.services.actions import change_due, report_progress
from agendas.services.reminders import remind_of_actions, send_reminders
from agendas.services.replies import answer
from agendas.tasks import send_reminders as task
from foundation.notices.models import Notice
from tests.agendas.factories import ActionFactory, ResolutionFactory
from tests.agendas.members import called, group_of, holder

pytestmark = pytest.mark.django_db
DUE = datetime.date(2026, 12, 15)


def at(day, hour=9):
    """Nine in the morning in Thailand, unless told otherwise."""
    moment = datetime.datetime.combine(day, datetime.time(hour), datetime.UTC) - datetime.timedelta(hours=7)
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def action():
    with at(datetime.date(2026, 12, 1)):
        group = group_of("somsri@agency.example")
        holder("officer", group, email="officer@agency.example")
        section = called(group).sections.get(kind="for_consideration")
        resolution = ResolutionFactory(item__section=section)
        return ActionFactory(resolution=resolution, owner_agency=None, owner_post=group.posts.get(), due_on=DUE)


def letters(prefix="agendas.action_reminder"):
    return [
        (notice.to.partition("@")[0], notice.subject.partition(":")[0])
        for notice in Notice.objects.filter(key__startswith=prefix).order_by("pk")
    ]


def test_reminders_come_before_and_every_week_after(action):
    said = {}
    for days in range(-9, 23):
        with at(DUE + datetime.timedelta(days=days)):
            before = len(letters())
            send_reminders()
            send_reminders()
            new = letters()[before:]
            if new:
                said[days] = new[0][1]

    assert said == {
        -7: "ครบกำหนดในอีก 7 วัน",
        -1: "ครบกำหนดในอีก 1 วัน",
        1: "เกินกำหนด 1 วัน",
        8: "เกินกำหนด 8 วัน",
        15: "เกินกำหนด 15 วัน",
        22: "เกินกำหนด 22 วัน",
    }


def test_a_reminder_goes_to_the_seat_by_its_link_and_to_the_groups_people(action):
    with at(DUE):
        send_reminders()

    notices = Notice.objects.filter(kind="agendas.action").order_by("pk")
    assert [(notice.to, notice.private, "/reply/" in notice.body) for notice in notices] == [
        ("somsri@agency.example", True, True),
        ("officer@agency.example", False, False),
    ]
    assert notices[0].subject == f"ครบกำหนดวันนี้: {action.title_th}"


def test_a_day_on_which_nothing_ran_is_made_up_for(action):
    with at(DUE - datetime.timedelta(days=5)):
        send_reminders()

    assert letters()[0] == ("somsri", "ครบกำหนดในอีก 5 วัน")


def test_another_due_date_is_reminded_of_anew(action):
    with at(DUE):
        send_reminders()
        change_due(action, by=None, due_on=DUE + datetime.timedelta(days=30), reason_th="รองบประมาณ")
        assert remind_of_actions(DUE) == 0
    with at(DUE + datetime.timedelta(days=29)):
        assert send_reminders() == 1


def test_what_is_reported_as_done_or_not_confirmed_is_left_alone(action):
    report_progress(action, by=None, status="reported_done", text_th="ทำแล้ว")
    ActionFactory(resolution__status="draft", resolution__confirmed_on=None, due_on=DUE)

    with at(DUE):
        assert remind_of_actions(DUE) == 0


def test_whoever_left_the_seat_is_not_written_to(action):
    action.owner_post.memberships.update(end=datetime.date(2026, 12, 5))

    with at(DUE):
        send_reminders()

    assert [to for to, _subject in letters()] == ["officer"]


def test_an_officer_hears_nothing_of_closed_items(action):
    type(action.resolution.item).objects.update(visibility="closed", closed_ground_th="ข้อมูลส่วนบุคคล")

    with at(DUE):
        send_reminders()

    assert [to for to, _subject in letters()] == ["somsri"]


def test_nothing_rings_at_night(action):
    for hour in (0, 6, 20, 23):
        with at(DUE, hour):
            assert send_reminders() == 0


def test_seats_that_did_not_answer_are_asked_once():
    with at(datetime.date(2026, 12, 1)):
        meeting = called(group_of("one@agency.example", "two@agency.example"), reply_by=datetime.date(2026, 12, 10))
    with at(datetime.date(2026, 12, 2)):
        answer(Attendance.objects.get(email="one@agency.example"), reply="yes")
    for day in (8, 9, 10, 11):
        with at(datetime.date(2026, 12, day)):
            send_reminders()

    assert letters("agendas.reply_reminder") == [
        ("two", f"โปรดตอบรับการประชุม{meeting.host.name_th} ครั้งที่ 1/2569 วันที่ 16 ธ.ค. 2569")
    ]


def test_a_meeting_called_today_is_not_pressed():
    with at(datetime.date(2026, 12, 1)):
        called(date=datetime.date(2026, 12, 2))
        send_reminders()

    assert letters("agendas.reply_reminder") == []


def test_the_command_and_the_task_do_the_same(action, capsys):
    with at(DUE):
        call_command("send_reminders")
        call_command("send_reminders", verbosity=0)
        task()

    assert capsys.readouterr().out == "reminded=2\n"  # the action, and the seat that did not answer
    assert len(letters()) == 2


def test_the_schedule_rings_the_task():
    assert configured.CELERY_BEAT_SCHEDULE["agendas.send_reminders"]["task"] == "agendas.tasks.send_reminders"
    assert task.name == "agendas.tasks.send_reminders"


def test_a_second_run_costs_few_questions(action, django_assert_num_queries):
    with at(DUE):
        send_reminders()
        with django_assert_num_queries(4):
            send_reminders()
