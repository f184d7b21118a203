"""The replies of a group's seats, typed in by its people, and what members do signed in."""

import datetime

import pytest
import time_machine

from agendas.links import read_token
from agendas.models import Correction, Meeting, Proposal
from agendas.services.agenda import add_item
from agendas.services.minutes import keep_version
from agendas.services.papers import add_paper
from foundation.audit.models import Entry
from foundation.notices.models import Notice
from tests.accounts.factories import UserFactory
from tests.agendas.members import called, group_of, holder
from tests.documents.factories import pdf, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(datetime.datetime(2026, 12, 1, 3, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def meeting():
    return called(group_of("one@agency.example", ""))


def at(meeting, *tail):
    return "/".join(["/agendas", meeting.host.slug, meeting.slug, *map(str, tail), ""])


def signed_in(client, role, group, **fields):
    user = holder(role, group, **fields)
    client.force_login(user)
    return user


def test_the_list_counts_answers_and_shows_addresses_to_those_who_write(client, meeting):
    meeting.attendances.filter(order=1).update(reply="yes")
    signed_in(client, "officer", meeting.host_group)

    text = client.get(at(meeting, "replies")).content.decode()

    assert "จะมา 1 · ไม่มา 0 · ยังไม่ตอบ 1" in text
    assert "one@agency.example" in text
    assert "ยังไม่มีอีเมล จึงยังไม่ได้ส่งคำเชิญ" in text


def test_a_member_reads_the_list_without_addresses_and_changes_nothing(client, meeting):
    seat = meeting.attendances.first()
    signed_in(client, "member", meeting.host_group)

    assert "one@agency.example" not in client.get(at(meeting, "replies")).content.decode()
    for tail in ((seat.pk,), (seat.pk, "address")):
        assert client.post(at(meeting, "replies", *tail), {"reply": "yes"}).status_code == 403
    assert client.post(at(meeting, "replies", seat.pk, "link")).status_code == 403
    seat.refresh_from_db()
    assert seat.reply == ""


def test_a_stranger_of_another_group_finds_nothing(client, meeting):
    seat = meeting.attendances.first()
    signed_in(client, "secretary", group_of("b@agency.example"))

    for tail in (("replies",), ("replies", seat.pk), ("replies", seat.pk, "address"), ("propose",), ("draft-minutes",)):
        assert client.get(at(meeting, *tail)).status_code == 404
        assert client.post(at(meeting, *tail), {"reply": "yes"}).status_code in (404, 405)
    assert client.get(at(meeting, "my-seat")).status_code == 404


def test_a_seat_of_another_meeting_is_not_changed_through_ones_own(client, meeting):
    other = called(group_of("b@agency.example")).attendances.get()
    signed_in(client, "secretary", meeting.host_group)

    assert client.post(at(meeting, "replies", other.pk, "address"), {"email": "thief@x.example"}).status_code == 404
    other.refresh_from_db()
    assert other.email == "b@agency.example"


def test_an_answer_by_telephone_is_typed_in_with_its_writer(client, meeting):
    officer = signed_in(client, "officer", meeting.host_group)
    seat = meeting.attendances.first()

    client.post(at(meeting, "replies", seat.pk), {"reply": "no", "note": "ลาป่วย"})

    seat.refresh_from_db()
    assert (seat.reply, seat.reply_note) == ("no", "ลาป่วย")
    assert Entry.objects.get(action="agendas.reply").actor_id == officer.pk


def test_a_first_address_sends_the_invitation(client, meeting):
    signed_in(client, "secretary", meeting.host_group)
    seat = meeting.attendances.get(email="")

    client.post(at(meeting, "replies", seat.pk, "address"), {"email": "Two@Agency.example"})

    assert Notice.objects.filter(to="two@agency.example", kind="agendas.meeting").count() == 1


def test_a_lost_link_is_sent_anew(client, meeting):
    signed_in(client, "secretary", meeting.host_group)
    seat = meeting.attendances.exclude(email="").get()
    key = seat.key

    client.post(at(meeting, "replies", seat.pk, "link"))

    seat.refresh_from_db()
    assert seat.key != key
    assert Notice.objects.filter(to="one@agency.example").count() == 2


def test_whoever_has_a_seat_and_an_account_is_led_to_its_page(client, meeting):
    signed_in(client, "member", meeting.host_group, email="one@agency.example")

    answer = client.get(at(meeting, "my-seat"))

    assert answer.status_code == 302
    assert read_token(answer.url.rstrip("/").rpartition("/")[2]).email == "one@agency.example"


def test_papers_come_in_one_pack_without_what_an_officer_may_not_open(client, meeting):
    by, section = UserFactory(), meeting.sections.get(kind="for_consideration")
    for number, visibility in enumerate(("public", "closed")):
        ground = "ข้อมูลส่วนบุคคล" if visibility == "closed" else ""
        item = add_item(section, by=by, title_th=f"เรื่อง {number}", visibility=visibility, closed_ground_th=ground)
        add_paper(meeting, by=by, title_th=f"เอกสาร {number}", upload=upload(pdf(), "a.pdf"), item=item)

    def size(role):
        signed_in(client, role, meeting.host_group)
        return len(b"".join(client.get(f"/agendas/{meeting.host.slug}/{meeting.slug}/papers.zip").streaming_content))

    assert size("officer") < size("member")


def test_a_member_proposes_and_corrects_signed_in(client, meeting):
    user = signed_in(client, "member", meeting.host_group)
    client.post(at(meeting, "propose"), {"title_th": "ขอหารือ"})
    Meeting.objects.filter(pk=meeting.pk).update(status="minutes_circulated", corrections_by=datetime.date(2026, 12, 8))
    keep_version(meeting, "circulated", by=None)

    client.post(at(meeting, "draft-minutes"), {"text_th": "ขอแก้"})

    assert Proposal.objects.get().proposed_by == user.name
    assert Correction.objects.values_list("asked_by", "item", "text_th").get() == (user.name, None, "ขอแก้")
    assert "ขอแก้" in client.get(at(meeting, "draft-minutes")).content.decode()


def test_an_officer_does_not_read_closed_items_of_the_draft(client, meeting):
    section = meeting.sections.get(kind="for_consideration")
    add_item(section, by=None, title_th="เรื่องลับมาก", visibility="closed", closed_ground_th="ข้อมูลส่วนบุคคล")
    Meeting.objects.filter(pk=meeting.pk).update(status="minutes_circulated", corrections_by=datetime.date(2026, 12, 8))
    keep_version(meeting, "circulated", by=None)

    signed_in(client, "officer", meeting.host_group)
    assert "เรื่องลับมาก" not in client.get(at(meeting, "draft-minutes")).content.decode()
    signed_in(client, "member", meeting.host_group)
    assert "เรื่องลับมาก" in client.get(at(meeting, "draft-minutes")).content.decode()


@pytest.mark.parametrize("seats", [2, 12])
def test_the_list_asks_no_more_for_more_seats(client, django_assert_num_queries, seats):
    meeting = called(group_of(*(f"seat{number}@agency.example" for number in range(seats))))
    signed_in(client, "officer", meeting.host_group)

    with django_assert_num_queries(22):
        client.get(at(meeting, "replies"))


def test_the_meetings_page_leads_members_to_their_work_and_strangers_nowhere(client, meeting):
    def steps(role, group):
        signed_in(client, role, group)
        return client.get(at(meeting)).content.decode()

    own = steps("member", meeting.host_group)
    assert at(meeting, "replies") in own
    assert at(meeting, "propose") in own
    assert at(meeting, "replies") not in steps("secretary", group_of())
