import datetime

import pytest
import time_machine
from django.test import Client

from agendas.doors import write_door
from agendas.models import Attendance, Meeting
from tests.agendas.lives import DAY, called, frozen, seat, secretary
from tests.workgroups.factories import WorkgroupFactory

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(datetime.datetime(2026, 12, 16, 2, 0, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def meeting():
    return frozen(seats=4)


@pytest.fixture
def clerk(meeting):
    return signed_in(meeting.by)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def at(meeting, *parts):
    return "/".join(["", "agendas", meeting.host.slug, meeting.slug, "room", *map(str, parts), ""])


def text(answer):
    return answer.content.decode()


def test_room_lists_the_seats_of_the_day_in_few_queries(clerk, meeting, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        page = text(clerk.get(at(meeting)))

    assert page.count('data-seat="') == 4
    assert "ขาดอีก 2 จึงครบองค์ประชุม" in page


def test_one_touch_marks_a_seat_and_answers_with_row_and_quorum(clerk, meeting):
    row = seat(meeting)

    answer = clerk.post(at(meeting, "seats", row.pk, "mark"), {"status": "present"}, **JSON)

    told = answer.json()
    assert "is-present" in told["row"]
    assert "ขาดอีก 1 จึงครบองค์ประชุม" in told["quorum"]
    row.refresh_from_db()
    assert (row.status, row.confirmed_by, row.arrived_at) == ("present", meeting.by, None)


def test_touch_without_scripts_leads_back_to_the_row(clerk, meeting):
    row = seat(meeting)

    answer = clerk.post(at(meeting, "seats", row.pk, "mark"), {"status": "absent", "absent_reason": "ลา"})

    assert answer.status_code == 302
    assert answer["Location"] == f"{at(meeting)}#seat-{row.pk}"
    row.refresh_from_db()
    assert (row.status, row.absent_reason) == ("absent", "ลา")


def test_substitute_without_a_name_is_refused_in_words(clerk, meeting):
    answer = clerk.post(at(meeting, "seats", seat(meeting).pk, "mark"), {"status": "substitute"}, **JSON)

    assert answer.status_code == 422
    assert answer.json() == {"reasons": ["ใส่ชื่อผู้มาประชุมแทน"]}


def test_electronic_presence_counts_and_is_identified(clerk, meeting):
    row = seat(meeting)

    clerk.post(at(meeting, "seats", row.pk, "mark"), {"status": "present", "channel": "electronic"}, **JSON)

    row.refresh_from_db()
    assert (row.channel, row.identified_by) == ("electronic", "เลขานุการเห็นหน้าและเรียกชื่อ")


def test_who_comes_after_the_opening_has_an_hour_of_arrival(clerk, meeting):
    Meeting.objects.update(opened_at=datetime.time(8, 30))

    clerk.post(at(meeting, "seats", seat(meeting).pk, "mark"), {"status": "present"}, **JSON)

    assert seat(meeting).arrived_at == datetime.time(9, 0)


def test_seat_page_takes_hours_and_refuses_leaving_before_coming(clerk, meeting):
    row = seat(meeting)
    data = {"status": "present", "channel": "room", "name": row.name, "post_title": row.post_title}

    bad = clerk.post(at(meeting, "seats", row.pk), data | {"arrived_at": "10.00", "left_at": "09.00"})
    good = clerk.post(at(meeting, "seats", row.pk), data | {"arrived_at": "09.00", "left_at": "10.30"})

    assert (bad.status_code, good.status_code) == (422, 302)
    assert "เวลาออกต้องหลังเวลาเข้า" in text(bad)
    assert seat(meeting).left_at == datetime.time(10, 30)


def test_rest_is_absent_for_one_reason(clerk, meeting):
    clerk.post(at(meeting, "seats", seat(meeting).pk, "mark"), {"status": "present"})

    clerk.post(at(meeting, "seats", "rest"), {"absent_reason": "ไม่แจ้งเหตุ"})

    assert (
        list(meeting.attendances.values_list("status", "absent_reason"))
        == [("present", "")] + [("absent", "ไม่แจ้งเหตุ")] * 3
    )


def test_guests_are_added_and_taken_away_and_count_for_no_quorum(clerk, meeting):
    clerk.post(at(meeting, "guests", "new"), {"name": "<b>ผู้แทน</b>", "agency_name": "มหาวิทยาลัย"})

    guest = meeting.attendances.get(is_member=False)
    page = text(clerk.get(at(meeting)))
    assert "&lt;b&gt;ผู้แทน&lt;/b&gt;" in page
    assert (guest.status, guest.name_is_public) == ("present", False)
    assert "ขาดอีก 2 จึงครบองค์ประชุม" in page
    clerk.post(at(meeting, "guests", guest.pk, "remove"))
    assert not meeting.attendances.filter(is_member=False).exists()


def test_seat_cannot_be_removed_as_a_guest(clerk, meeting):
    clerk.post(at(meeting, "guests", seat(meeting).pk, "remove"))

    assert meeting.attendances.seats().count() == 4


def test_meeting_opens_without_quorum_for_a_reason_only(clerk, meeting):
    clerk.post(at(meeting, "seats", seat(meeting).pk, "mark"), {"status": "present"})
    data = {"presided_by": "นายประธาน", "opened_at": "09.00"}

    bad = clerk.post(at(meeting, "hold"), data)
    good = clerk.post(at(meeting, "hold"), data | {"no_quorum_reason": "เรื่องเร่งด่วน"})

    assert (bad.status_code, good.status_code) == (422, 302)
    assert "ไม่ครบองค์ประชุม หากประชุมต่อต้องระบุเหตุผล" in text(bad)
    held = Meeting.objects.get()
    assert (held.status, held.no_quorum_reason, held.quorum_needed, held.seats_counted) == (
        "held",
        "เรื่องเร่งด่วน",
        2,
        4,
    )


def test_who_left_the_seat_before_the_meeting_is_not_in_its_list(clerk, meeting):
    row = seat(meeting)
    old = row.name
    term = row.post.memberships.get()
    term.end = DAY - datetime.timedelta(days=1)
    term.save()

    clerk.post(at(meeting, "roster"))

    assert seat(meeting).name != old


def test_code_leads_to_the_door_and_the_clerk_confirms(clerk, meeting):
    picture = clerk.get(at(meeting, "code.svg")[:-1])
    door = f"/agendas/register/{write_door(meeting)}/"
    first, second = seat(meeting, 1), seat(meeting, 2)
    visitor = Client()

    assert picture["Content-Type"] == "image/svg+xml"
    assert b"<svg" in picture.content
    assert first.name in text(visitor.get(door))
    visitor.post(door, {"seat": first.pk})
    visitor.post(door, {"seat": second.pk, "name": "นายแทน มาดี"})
    visitor.post(door, {"seat": "", "name": "ผู้ฟัง", "agency_name": "ชุมชน"})
    assert meeting.attendances.in_the_room().count() == 0
    assert len(clerk.get(at(meeting, "state")).json()["waiting"]) == 3
    for row in meeting.attendances.filter(registered_at__isnull=False):
        clerk.post(at(meeting, "registrations", row.pk), {"answer": "here"})
    assert list(meeting.attendances.in_the_room().values_list("status", "substitute_name", "arrived_at")) == [
        ("present", "", datetime.time(9, 0)),
        ("substitute", "นายแทน มาดี", datetime.time(9, 0)),
    ]
    guest = meeting.attendances.get(is_member=False)
    assert (guest.status, guest.name_is_public) == ("present", False)


def test_declined_registration_frees_the_seat_and_drops_a_guest(clerk, meeting):
    door = f"/agendas/register/{write_door(meeting)}/"
    Client().post(door, {"seat": seat(meeting).pk, "name": "คนอื่น"})
    Client().post(door, {"seat": "", "name": "ผู้ฟัง"})

    for row in meeting.attendances.filter(registered_at__isnull=False):
        clerk.post(at(meeting, "registrations", row.pk), {"answer": "no"})

    assert not meeting.attendances.filter(is_member=False).exists()
    assert (seat(meeting).registered_at, seat(meeting).substitute_name) == (None, "")


def test_second_registration_of_a_seat_changes_nothing(clerk, meeting):
    door = f"/agendas/register/{write_door(meeting)}/"
    row = seat(meeting)
    Client().post(door, {"seat": row.pk})

    again = Client().post(door, {"seat": row.pk, "name": "คนอื่น"})

    assert again.status_code == 422
    assert seat(meeting).substitute_name == ""


@pytest.mark.parametrize("token", ["x:y", "1.20261216:forged", "no-colon"])
def test_foreign_token_is_not_found(client, meeting, token):
    assert client.get(f"/agendas/register/{token}/").status_code == 404


def test_token_ends_with_its_day_and_when_the_meeting_moves(client, meeting):
    door = f"/agendas/register/{write_door(meeting)}/"

    assert client.get(door).status_code == 200
    with time_machine.travel(datetime.datetime(2026, 12, 17, 2, 0, tzinfo=datetime.UTC), tick=False):
        assert client.get(door).status_code == 404
    Meeting.objects.update(date=DAY + datetime.timedelta(days=1))
    assert client.get(door).status_code == 404


def test_day_before_the_door_opens_nobody_registers(client, meeting):
    with time_machine.travel(datetime.datetime(2026, 12, 15, 2, 0, tzinfo=datetime.UTC), tick=False):
        answer = client.post(f"/agendas/register/{write_door(meeting)}/", {"seat": seat(meeting).pk})

    assert answer.status_code == 422
    assert "ลงทะเบียนได้เฉพาะในวันประชุมก่อนเลิกประชุม" in text(answer)


def test_secretary_of_another_group_finds_nothing(meeting):
    foreign = signed_in(secretary(WorkgroupFactory()))
    row = seat(meeting)

    for path in ("", "state", "code", "electronic", "hold", f"seats/{row.pk}"):
        assert foreign.get(at(meeting, *([path] if path else []))).status_code == 404
    for path in (f"seats/{row.pk}/mark", "seats/rest", "guests/new", f"registrations/{row.pk}", "roster"):
        assert foreign.post(at(meeting, path), {"status": "present"}).status_code == 404
    assert set(Attendance.objects.values_list("status", flat=True)) == {"expected"}


def test_row_of_another_meeting_is_not_found_through_this_one(clerk, meeting):
    other = called(date=DAY)

    assert clerk.post(at(meeting, "seats", seat(other).pk, "mark"), {"status": "present"}).status_code == 404


def test_electronic_record_is_kept(clerk, meeting):
    answer = clerk.post(at(meeting, "electronic"), {"identification": "เรียกชื่อทีละคน", "kept_until": "16 ธันวาคม 2567"})
    good = clerk.post(at(meeting, "electronic"), {"identification": "เรียกชื่อทีละคน", "kept_until": "16 ธันวาคม 2570"})

    assert (answer.status_code, good.status_code) == (422, 302)
    assert meeting.electronic_record.kept_until == datetime.date(2027, 12, 16)


def test_english_room_speaks_english(clerk, meeting):
    page = text(clerk.get(f"/en{at(meeting)}"))

    assert "2 more needed for a quorum" in page
    assert "<h1>Attendance</h1>" in page
    for path in (["hold"], ["code"], ["electronic"], ["seats", seat(meeting).pk]):
        assert clerk.get(f"/en{at(meeting, *path)}").status_code == 200
    assert Client().get(f"/en/agendas/register/{write_door(meeting)}/").status_code == 200
