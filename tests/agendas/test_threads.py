"""Eight writers on one meeting lose nothing."""

import datetime
import threading

import pytest
import time_machine
from django.db import connection, connections

from agendas.models import AgendaItem, Attendance, Resolution
from agendas.services.attendance import add_guest, record_attendance
from agendas.services.minutes import write_minutes
from agendas.services.refusals import Conflict
from agendas.services.resolutions import add_resolution, confirm_resolutions
from tests.agendas.lives import CHAIR, frozen, held, items_of

THREADS = 8
NOW = datetime.datetime(2026, 12, 16, 2, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def at_once(*calls):
    """What each of `calls` returned or raised, all begun at the same moment."""
    gate, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        try:
            gate.wait(20)
            answers[place] = call()
        except Exception as fault:
            answers[place] = fault
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_eight_clerks_mark_seats_and_add_guests_at_once():
    meeting = frozen(seats=8)
    seats = list(meeting.attendances.seats())

    answers = at_once(
        *[lambda row=row: record_attendance(row, by=meeting.by, status="present") for row in seats[:4]],
        *[lambda n=n: add_guest(meeting, by=meeting.by, name=f"ผู้ร่วม {n}") for n in range(4)],
    )

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert Attendance.objects.in_the_room().count() == 4
    guests = Attendance.objects.filter(is_member=False)
    assert sorted(guests.values_list("name", flat=True)) == [f"ผู้ร่วม {n}" for n in range(4)]
    assert guests.values("order").distinct().count() == 4


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_eight_writers_of_one_text_one_saves_and_seven_are_told():
    meeting = held(items=1)
    item = items_of(meeting)[0]

    answers = at_once(
        *[
            lambda n=n: write_minutes(item, by=meeting.by, version=1, minutes_th=f"ข้อความของ {n}")
            for n in range(THREADS)
        ]
    )

    told = [answer for answer in answers if isinstance(answer, Conflict)]
    saved = [answer for answer in answers if isinstance(answer, AgendaItem)]
    item.refresh_from_db()
    assert (len(saved), len(told)) == (1, THREADS - 1)
    assert (item.minutes_th, item.version) == (saved[0].minutes_th, 2)
    assert {conflict.theirs for conflict in told} == {item.minutes_th}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_eight_points_at_once_have_eight_numbers():
    meeting = held(items=2)
    items = items_of(meeting)

    answers = at_once(
        *[
            lambda n=n: add_resolution(items[n % 2], by=meeting.by, outcome="noted", text_th=f"รับทราบ {n}")
            for n in range(THREADS)
        ]
    )

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert sorted(meeting.resolutions.values_list("number", flat=True)) == list(range(1, 9))
    for item in items:
        assert sorted(item.resolutions.values_list("point", flat=True)) == [1, 2, 3, 4]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_one_point_is_confirmed_once():
    meeting = held(items=1)
    point = add_resolution(items_of(meeting)[0], by=meeting.by, outcome="noted", text_th="รับทราบ")

    answers = at_once(
        *[
            lambda: confirm_resolutions(meeting, by=meeting.by, on=meeting.date, resolutions=[point], **CHAIR)
            for _ in range(THREADS)
        ]
    )

    assert sum(isinstance(answer, list) for answer in answers) == 1
    assert Resolution.objects.get().version == 2
    assert connection.vendor == "postgresql"
