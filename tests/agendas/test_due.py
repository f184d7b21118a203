"""งานค้าง on the desk: whose, by date, without more questions for more rows; and the pack for the next holder."""

import datetime

import pytest
import time_machine

from agendas.models import Action, Meeting
from agendas.queries.due import due_list
from agendas.services.actions import change_due, report_progress
from agendas.services.agenda import add_item
from agendas.services.wishes import ask_correction, submit_proposal
from tests.agendas.factories import ActionFactory, ReferralFactory, ResolutionFactory
from tests.agendas.members import called, group_of, holder

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(datetime.datetime(2026, 12, 1, 3, tzinfo=datetime.UTC), tick=False):
        yield


def kinds(user):
    return [due.kind for due in due_list(user, TODAY)]


def action_of(group, meeting, **fields):
    section = meeting.sections.get(kind="for_consideration")
    return ActionFactory(resolution=ResolutionFactory(item__section=section), **fields)


def test_a_secretary_sees_all_that_waits_by_date():
    group = group_of("one@agency.example")
    meeting = called(group, reply_by=datetime.date(2026, 12, 10), papers_by=datetime.date(2026, 12, 8))
    add_item(meeting.sections.get(kind="for_consideration"), by=None, title_th="ไม่มีเอกสาร")
    submit_proposal(meeting, title_th="ขอหารือ", attendance=meeting.attendances.get())
    action_of(group, meeting, due_on=datetime.date(2026, 11, 20))
    ReferralFactory(to_group=group, sent_on=datetime.date(2026, 11, 25))
    secretary = holder("secretary", group)

    dues = due_list(secretary, TODAY)

    assert [(due.kind, due.due_on.isoformat(), due.is_late) for due in dues] == [
        ("actions", "2026-11-20", True),
        ("referrals", "2026-11-25", False),
        ("papers", "2026-12-08", False),
        ("proposals", "2026-12-08", False),
        ("replies", "2026-12-10", False),
    ]


def test_each_role_sees_its_own_and_other_groups_nothing():
    group = group_of("one@agency.example")
    meeting = called(group)
    action_of(group, meeting)

    assert kinds(holder("officer", group)) == ["actions", "replies"]
    assert kinds(holder("member", group)) == []
    assert kinds(holder("secretary", group_of())) == []
    assert kinds(holder("member", group, email="one@agency.example")) == ["reply"]


def test_minutes_wait_until_they_went_round_and_are_corrected():
    group = group_of("one@agency.example")
    meeting = called(group)
    secretary, member = holder("secretary", group), holder("member", group)

    Meeting.objects.filter(pk=meeting.pk).update(status="held")
    assert (kinds(secretary), kinds(member)) == (["minutes"], [])

    Meeting.objects.filter(pk=meeting.pk).update(status="minutes_circulated", corrections_by=datetime.date(2026, 12, 8))
    assert (kinds(secretary), kinds(member)) == (["corrections"], ["corrections"])

    meeting.refresh_from_db()
    ask_correction(meeting, text_th="ขอแก้", by=member)
    assert kinds(secretary) == ["corrections", "minutes"]


def test_done_waits_for_a_secretary_who_did_not_report_it():
    group = group_of()
    action = action_of(group, called(group))
    reporter, other, officer = holder("secretary", group), holder("secretary", group), holder("officer", group)
    report_progress(action, by=reporter, status="reported_done", text_th="ทำแล้ว")

    words = [[due.words.partition(":")[0] for due in due_list(user, TODAY)] for user in (reporter, other, officer)]

    assert words == [[], ["ตรวจสอบ"], []]


def test_an_action_of_a_closed_item_is_not_on_an_officers_list():
    group = group_of()
    action = action_of(group, called(group))
    type(action.resolution.item).objects.update(visibility="closed", closed_ground_th="ข้อมูลส่วนบุคคล")

    assert kinds(holder("officer", group)) == []
    assert kinds(holder("secretary", group)) == ["actions"]


def test_the_list_asks_the_same_for_many_rows(django_assert_num_queries):
    group = group_of("one@agency.example")
    secretary = holder("secretary", group)
    meetings = [called(group, date=datetime.date(2026, 12, day)) for day in (10, 12, 14)]
    for meeting in meetings:
        action_of(group, meeting)
        ReferralFactory(to_group=group)

    with django_assert_num_queries(12):
        due_list(secretary, TODAY)


def test_the_desk_shows_the_first_and_the_page_all(client):
    group = group_of()
    meeting = called(group)
    for number in range(10):
        action_of(group, meeting, title_th=f"งานหมายเลข {number}", due_on=datetime.date(2026, 12, 2 + number))
    client.force_login(holder("officer", group))

    desk, page = client.get("/desk/").content.decode(), client.get("/agendas/due/").content.decode()

    assert [desk.count("งานหมายเลข"), page.count("งานหมายเลข")] == [8, 10]
    assert "ดูงานค้างทั้งหมด" in desk
    assert "2 ธ.ค. 2569" in page.replace("\u00a0", " ")


def test_an_empty_desk_says_so(client):
    client.force_login(holder("officer", group_of()))

    assert "ยังไม่มีงานค้าง" in client.get("/desk/").content.decode()


def test_the_pack_of_a_seat_has_what_its_next_holder_must_know(client):
    group = group_of("one@agency.example")
    meeting = called(group)
    post = group.posts.get()
    action = action_of(group, meeting, owner_agency=None, owner_post=post, title_th="สำรวจจุดเผา")
    report_progress(action, by=None, status="in_progress", text_th="สำรวจแล้วสามตำบล")
    change_due(action, by=None, due_on=datetime.date(2026, 12, 31), reason_th="รองบประมาณ")
    action_of(group, meeting, title_th="งานของหน่วยงานอื่น")
    client.force_login(holder("secretary", group))

    text = client.get(f"/agendas/handover/{post.pk}/").content.decode()

    for words in ("สำรวจจุดเผา", "สำรวจแล้วสามตำบล", "รองบประมาณ", "ครั้งที่ 1/2569", "สมศรี 1"):
        assert words in text
    assert "งานของหน่วยงานอื่น" not in text


def test_the_pack_is_for_the_secretaries_of_the_group_only(client):
    post = group_of("one@agency.example").posts.get()
    for user in (holder("officer", post.group), holder("member", post.group), holder("secretary", group_of())):
        client.force_login(user)
        assert client.get(f"/agendas/handover/{post.pk}/").status_code == 404


def test_ended_actions_are_not_due():
    group = group_of()
    action = action_of(group, called(group))
    Action.objects.filter(pk=action.pk).update(status="verified", done_on=TODAY)

    assert kinds(holder("officer", group)) == []
