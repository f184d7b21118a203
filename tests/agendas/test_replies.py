"""What a seat does by its link, and what another seat, another group and a forger do not."""

import datetime
import io
import zipfile

import pytest
import time_machine

from agendas.links import write_token
from agendas.models import Action, Attendance, Correction, Meeting, Proposal
from agendas.services.agenda import add_item
from agendas.services.attendance import record_attendance
from agendas.services.meetings import cancel_meeting, fix_agenda
from agendas.services.minutes import keep_version
from agendas.services.papers import add_paper, add_version
from foundation.audit.models import Entry
from tests.accounts.factories import UserFactory
from tests.agendas.factories import ActionFactory, ResolutionFactory
from tests.agendas.members import called, group_of, png
from tests.documents.factories import pdf, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(datetime.datetime(2026, 12, 1, 3, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def seat():
    return called().attendances.get()


def address(seat, *tail):
    return "/".join(["/agendas/reply", write_token(seat), *map(str, tail), ""])


def page(client, *parts):
    answer = client.get(address(*parts))
    assert answer.status_code == 200
    return answer.content.decode()


def code(client, *parts):
    answer = client.get(address(*parts))
    if answer.streaming:
        b"".join(answer.streaming_content)  # read to its end, the file is let go of
    return answer.status_code


def section(meeting, kind="for_consideration"):
    return meeting.sections.get(kind=kind)


def guest_of(meeting, name="ผู้แทนโรงไฟฟ้า"):
    return meeting.attendances.create(is_member=False, name=name, email="guest@firm.example", order=99)


def circulated(meeting, *, until=datetime.date(2026, 12, 8)):
    """The meeting with its draft minutes gone round."""
    Meeting.objects.filter(pk=meeting.pk).update(status="minutes_circulated", corrections_by=until)
    meeting.refresh_from_db()
    keep_version(meeting, "circulated", by=None)
    return meeting


def test_the_answer_is_kept_and_may_be_changed(client, seat):
    answer = client.post(address(seat), {"reply": "yes"}, follow=True)
    assert "บันทึกคำตอบรับแล้ว" in answer.content.decode()

    client.post(
        address(seat), {"reply": "substitute", "substitute_name": "นายสมชาย ใจดี", "substitute_post": "รองหัวหน้า"}
    )

    seat.refresh_from_db()
    assert (seat.reply, seat.substitute_name, seat.substitute_post) == ("substitute", "นายสมชาย ใจดี", "รองหัวหน้า")
    assert "นายสมชาย ใจดี" in page(client, seat)


def test_a_double_submit_is_one_answer(client, seat):
    for _ in range(2):
        client.post(address(seat), {"reply": "no", "note": "ติดราชการ"})

    seat.refresh_from_db()
    assert (seat.reply, seat.reply_note) == ("no", "ติดราชการ")
    assert Entry.objects.filter(action="agendas.reply").count() == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "เลือกคำตอบ"),
        ({"reply": "maybe"}, "ตัวเลือก"),
        ({"reply": "substitute"}, "ใส่ชื่อผู้มาประชุมแทน"),
        ({"reply": "no", "note": "  "}, "ใส่เหตุที่ไม่มาประชุม"),
    ],
)
def test_an_answer_that_says_too_little_is_refused(client, seat, data, said):
    answer = client.post(address(seat), data)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    seat.refresh_from_db()
    assert (seat.reply, seat.replied_at) == ("", None)


def test_an_answer_that_comes_too_late_is_refused_in_words(client, seat):
    cancel_meeting(seat.meeting, by=None, reason="น้ำท่วม")

    answer = client.post(address(seat), {"reply": "yes"})

    assert answer.status_code == 422
    assert "ตอบรับได้เฉพาะการประชุมที่เชิญแล้วและยังไม่ประชุม" in answer.content.decode()
    assert "การประชุมนี้ยกเลิกแล้ว" in answer.content.decode()


def test_an_answer_after_attendance_was_taken_changes_nothing(client, seat):
    record_attendance(seat, by=None, status=Attendance.Status.PRESENT)

    assert client.post(address(seat), {"reply": "no", "note": "ป่วย"}).status_code == 422
    seat.refresh_from_db()
    assert (seat.reply, seat.status) == ("", "present")


def test_the_link_to_join_is_shown_to_the_invited_until_the_meeting(client):
    meeting = called(mode="hybrid", join_url="https://meet.example/room")
    seat = meeting.attendances.get()
    assert "https://meet.example/room" in page(client, seat)

    cancel_meeting(meeting, by=None, reason="น้ำท่วม")
    assert "https://meet.example/room" not in page(client, seat)


def test_members_open_closed_items_and_guests_do_not(client, seat):
    meeting, by = seat.meeting, UserFactory()
    open_item = add_item(section(meeting), by=by, title_th="เรื่องเปิดเผย")
    closed = add_item(section(meeting), by=by, title_th="เรื่องลับ", visibility="closed", closed_ground_th="ข้อมูลส่วนบุคคล")
    papers = [
        add_paper(meeting, by=by, title_th=f"เอกสารของ{item.title_th}", upload=upload(pdf(), "a.pdf"), item=item)
        for item in (open_item, closed)
    ]
    keys = [paper.versions.get().pk for paper in papers]
    guest = guest_of(meeting)

    assert "เรื่องลับ" in page(client, seat)
    assert "เรื่องลับ" not in page(client, guest)
    assert [code(client, seat, "papers", key) for key in keys] == [200, 200]
    assert [code(client, guest, "papers", key) for key in keys] == [200, 404]


def test_another_group_gets_none_of_it_by_number(client, seat):
    item = add_item(section(seat.meeting), by=None, title_th="ลำปาง")
    paper = add_paper(seat.meeting, by=UserFactory(), title_th="เอกสาร", upload=upload(pdf(), "a.pdf"), item=item)
    action = ActionFactory(resolution__item=item, owner_agency=None, owner_post=seat.post)
    stranger = called(group_of("singburi@agency.example")).attendances.get()

    assert client.get(address(stranger, "papers", paper.versions.get().pk)).status_code == 404
    assert client.get(address(stranger, "actions", action.pk)).status_code == 404
    answer = client.post(address(stranger, "actions", action.pk), {"status": "reported_done", "text_th": "ทำแล้ว"})
    assert answer.status_code == 404
    action.refresh_from_db()
    assert action.status == Action.Status.OPEN


def test_only_the_version_on_the_table_is_handed_out(client, seat):
    item = add_item(section(seat.meeting), by=None, title_th="แผน")
    paper = add_paper(seat.meeting, by=UserFactory(), title_th="แผน", upload=upload(pdf(), "v1.pdf"), item=item)
    add_version(paper, by=UserFactory(), upload=upload(pdf(b"v2"), "v2.pdf"))
    old, new = paper.versions.order_by("number")

    assert [code(client, seat, "papers", version.pk) for version in (old, new)] == [404, 200]


def test_all_papers_come_in_one_pack_with_thai_names(client, seat):
    item = add_item(section(seat.meeting), by=None, title_th="รายงานครั้งที่ 1/2568")
    add_item(section(seat.meeting), by=None, title_th="เรื่องที่สอง")
    add_paper(seat.meeting, by=UserFactory(), title_th="สรุป ../../ผล", upload=upload(pdf(), "สรุป.pdf"), item=item)
    fix_agenda(seat.meeting, by=None)

    answer = client.get(f"/agendas/reply/{write_token(seat)}/papers.zip")

    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as pack:
        assert pack.namelist() == ["5.1 รายงานครั้งที่ 1-2568/01 สรุป ..-..-ผล.pdf"]
        assert pack.read(pack.namelist()[0]) == pdf()
    assert "1-2569.zip" in answer.headers["Content-Disposition"]


def test_a_pack_of_nothing_is_not_there(client, seat):
    assert client.get(f"/agendas/reply/{write_token(seat)}/papers.zip").status_code == 404


def test_a_matter_is_proposed_once_and_its_answer_shown(client, seat):
    for _ in range(2):
        client.post(address(seat, "propose"), {"title_th": "ขอหารือจุดเผา", "brief_th": "ตำบลบ้านสา"})

    proposal = Proposal.objects.get()
    assert (proposal.attendance, proposal.proposed_by, proposal.status) == (seat, seat.name, "received")
    Proposal.objects.update(status="declined", answer_th="อยู่ในวาระอื่นแล้ว")
    assert "อยู่ในวาระอื่นแล้ว" in page(client, seat)


def test_nothing_is_proposed_after_the_day_for_papers_by_guests_or_to_a_fixed_agenda(client):
    meeting = called(papers_by=datetime.date(2026, 12, 1))
    seat, guest = meeting.attendances.get(), guest_of(meeting)
    assert client.get(address(seat, "propose")).status_code == 200
    assert client.get(address(guest, "propose")).status_code == 404

    with time_machine.travel(datetime.datetime(2026, 12, 1, 18, tzinfo=datetime.UTC)):  # the 2nd in Thailand
        assert client.post(address(seat, "propose"), {"title_th": "สาย"}).status_code == 404
    add_item(section(meeting), by=None, title_th="เรื่อง")
    fix_agenda(meeting, by=None)
    assert client.post(address(seat, "propose"), {"title_th": "สาย"}).status_code == 404
    assert Proposal.objects.count() == 0


def test_nobody_floods_the_secretary_with_matters(client, seat):
    codes = [client.post(address(seat, "propose"), {"title_th": f"เรื่อง {n}"}).status_code for n in range(21)]

    assert codes == [302] * 20 + [422]


def test_the_draft_is_read_as_it_went_round_and_corrected_by_item(client, seat):
    item = add_item(section(seat.meeting), by=None, title_th="ฝุ่น")
    type(item).objects.filter(pk=item.pk).update(minutes_th="ที่ประชุมหารือเรื่องฝุ่น")
    circulated(seat.meeting)
    type(item).objects.filter(pk=item.pk).update(minutes_th="แก้หลังเวียน")

    text = page(client, seat, "minutes")
    for _ in range(2):
        client.post(address(seat, "minutes"), {"item": item.pk, "text_th": "ขอแก้ตำบล"})

    correction = Correction.objects.get()
    assert "ที่ประชุมหารือเรื่องฝุ่น" in text
    assert "แก้หลังเวียน" not in text
    assert (correction.item, correction.attendance, correction.text_th) == (item, seat, "ขอแก้ตำบล")
    assert "ขอแก้ตำบล" in page(client, seat, "minutes")


def test_a_correction_of_an_item_of_another_meeting_is_refused(client, seat):
    circulated(seat.meeting)
    other = add_item(section(called(group_of("b@agency.example"))), by=None, title_th="ของกลุ่มอื่น")

    answer = client.post(address(seat, "minutes"), {"item": other.pk, "text_th": "แก้"})

    assert answer.status_code == 422
    assert Correction.objects.count() == 0


def test_corrections_end_with_their_day_and_drafts_are_for_members(client, seat):
    circulated(seat.meeting, until=datetime.date(2026, 12, 1))
    assert client.get(address(guest_of(seat.meeting), "minutes")).status_code == 404

    with time_machine.travel(datetime.datetime(2026, 12, 1, 18, tzinfo=datetime.UTC)):
        answer = client.post(address(seat, "minutes"), {"text_th": "สาย"})
    assert answer.status_code == 422
    assert "หมดเวลาขอแก้ไขร่างรายงานแล้ว" in answer.content.decode()
    assert Correction.objects.count() == 0


def test_a_draft_that_did_not_go_round_is_not_there(client, seat):
    Meeting.objects.filter(pk=seat.meeting.pk).update(status="minutes_draft")

    assert client.get(address(seat, "minutes")).status_code == 404


def own_action(seat, **fields):
    resolution = ResolutionFactory(item__section=section(seat.meeting))
    return ActionFactory(resolution=resolution, owner_agency=None, owner_post=seat.post, **fields)


def test_the_seat_reports_on_its_own_action_with_evidence(client, seat):
    action = own_action(seat)
    assert action.title_th in page(client, seat)

    data = {"status": "reported_done", "text_th": "ทำแล้ว", "percent": "100", "evidence": upload(png(), "ภาพ.png")}
    client.post(address(seat, "actions", action.pk), data)

    update = action.updates.get()
    assert (update.attendance, update.by, update.reporter, update.percent) == (seat, None, seat.name, 100)
    assert update.evidence.name == "ภาพ.png"
    assert "รอผู้อื่นตรวจสอบ" in page(client, seat, "actions", action.pk)


def test_evidence_that_is_something_else_is_refused_in_words(client, seat):
    action = own_action(seat)
    html = upload(b"<html><script>alert(1)</script>", "หลักฐาน.pdf")

    answer = client.post(
        address(seat, "actions", action.pk), {"status": "reported_done", "text_th": "ทำแล้ว", "evidence": html}
    )

    assert answer.status_code == 422
    assert "แก้ก่อนส่งอีกครั้ง" in answer.content.decode()
    assert action.updates.count() == 0


def test_a_double_report_of_done_is_one(client, seat):
    action = own_action(seat)

    codes = [
        client.post(address(seat, "actions", action.pk), {"status": "reported_done", "text_th": "ทำแล้ว"}).status_code
        for _ in range(2)
    ]

    assert codes == [302, 422]
    assert action.updates.count() == 1


def test_whoever_left_the_seat_reports_no_more(client, seat):
    action = own_action(seat)
    seat.person.memberships.update(end=datetime.date(2026, 11, 30))

    assert client.get(address(seat, "actions", action.pk)).status_code == 404
    assert action.title_th not in page(client, seat)


def test_the_page_asks_the_database_no_more_for_a_long_agenda(client, seat, django_assert_num_queries):
    for number in range(6):
        item = add_item(section(seat.meeting), by=None, title_th=f"เรื่อง {number}")
        add_paper(seat.meeting, by=UserFactory(), title_th="เอกสาร", upload=upload(pdf(), "a.pdf"), item=item)
        own_action(seat)

    with django_assert_num_queries(8):
        client.get(address(seat))
