"""The life of an action through its services: what is allowed, what is refused, and two at once."""

import datetime
import threading

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from agendas.models import Action, ActionUpdate, DueChange
from agendas.services.actions import (
    assign_action,
    change_due,
    close_action,
    report_progress,
    send_back_action,
    verify_action,
)
from agendas.services.refusals import MeetingRefused
from foundation.audit.models import Entry
from foundation.documents.models import StoredFile
from foundation.documents.services import UploadRefused
from tests.agendas.factories import ActionFactory, ItemFactory, MeetingFactory, ResolutionFactory, SectionFactory
from tests.agendas.members import called, group_of, holder, png
from tests.workgroups.factories import AgencyFactory, PostFactory

TODAY = datetime.date(2026, 12, 1)
Status = Action.Status
pytestmark = pytest.mark.django_db


def reported(by=None, **fields):
    action = ActionFactory(**fields)
    return report_progress(action, by=by or holder("officer", action.group), status="reported_done", text_th="ทำแล้ว")


def draft_resolution():
    meeting = MeetingFactory(called=True, date=datetime.date(2026, 11, 20))
    item = ItemFactory(section=SectionFactory(meeting=meeting))
    return ResolutionFactory(item=item, status="draft", confirmed_on=None)


def reasons(call, *args, **kwargs):
    with pytest.raises(MeetingRefused) as refusal:
        call(*args, **kwargs)
    return refusal.value.reasons


def test_work_is_given_to_a_seat_or_to_an_agency():
    resolution, helper = draft_resolution(), AgencyFactory()
    post = PostFactory(group=resolution.meeting.host_group)
    facts = {"by": None, "resolution": resolution, "due_on": datetime.date(2026, 12, 31)}

    of_seat = assign_action(title_th="สำรวจจุดเผา", owner_post=post, supporters=[helper], **facts)
    of_agency = assign_action(title_th="แจกหน้ากาก", owner_agency=helper, **facts)

    assert (of_seat.owner, list(of_seat.supporters.all()), of_seat.status) == (post, [helper], Status.OPEN)
    assert (of_agency.owner, of_agency.group) == (helper, resolution.meeting.host_group)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "เลือกผู้รับผิดชอบหนึ่งราย"),
        ({"owner_agency": 1, "owner_post": 1}, "เลือกผู้รับผิดชอบหนึ่งราย"),
        ({"owner_agency": 1, "title_th": " "}, "title_th"),
    ],
)
def test_work_without_one_owner_or_a_name_is_refused(facts, said):
    resolution = draft_resolution()
    values = {"title_th": "งาน", "due_on": datetime.date(2026, 12, 31)} | facts
    if "owner_agency" in values:
        values["owner_agency"] = AgencyFactory()
    if "owner_post" in values:
        values["owner_post"] = PostFactory(group=resolution.meeting.host_group)

    with pytest.raises(ValidationError, match=said):
        assign_action(by=None, resolution=resolution, **values)


def test_work_is_not_given_to_a_seat_of_another_group_nor_before_the_meeting():
    resolution = draft_resolution()
    facts = {"by": None, "resolution": resolution, "title_th": "งาน"}

    assert "ไม่อยู่ในคณะทำงาน" in reasons(assign_action, owner_post=PostFactory(), due_on=TODAY, **facts)[0]
    early = datetime.date(2026, 11, 19)
    assert reasons(assign_action, owner_agency=AgencyFactory(), due_on=early, **facts) == [
        "กำหนดแล้วเสร็จต้องไม่ก่อนวันประชุม"
    ]


def test_nothing_is_reported_before_the_chair_has_confirmed():
    action = ActionFactory(resolution__status="draft", resolution__confirmed_on=None)

    assert reasons(report_progress, action, status="in_progress", text_th="เริ่มแล้ว") == [
        "ประธานยังไม่ได้ยืนยัน งานนี้จึงยังไม่เริ่ม"
    ]


def test_progress_is_kept_line_by_line_with_its_evidence(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    action = ActionFactory()
    officer = holder("officer", action.group)

    report_progress(action, by=officer, status="in_progress", text_th="สำรวจแล้ว 3 ตำบล", percent=30)
    report_progress(
        action,
        by=officer,
        status="in_progress",
        text_th="ครบ",
        percent=90,
        evidence=SimpleUploadedFile("ภาพ.png", png()),
    )

    action.refresh_from_db()
    rows = list(action.updates.values_list("status", "text_th", "percent", "reporter", "evidence__name"))
    assert action.status == Status.IN_PROGRESS
    assert rows == [
        ("in_progress", "สำรวจแล้ว 3 ตำบล", 30, officer.name, None),
        ("in_progress", "ครบ", 90, officer.name, "ภาพ.png"),
    ]


def test_a_polyglot_as_evidence_is_refused_whole(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    action = ActionFactory()
    polyglot = SimpleUploadedFile("evidence.pdf", b"MZ\x90\x00<script>alert(1)</script>%PDF-1.7", "application/pdf")

    with pytest.raises(UploadRefused):
        report_progress(action, by=None, status="reported_done", text_th="ทำแล้ว", evidence=polyglot)

    action.refresh_from_db()
    assert (action.status, ActionUpdate.objects.count(), StoredFile.objects.count()) == (Status.OPEN, 0, 0)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"status": "verified"}, "เลือกว่าอยู่ระหว่างดำเนินการหรือแล้วเสร็จ"),
        ({"status": "cancelled"}, "เลือกว่าอยู่ระหว่างดำเนินการหรือแล้วเสร็จ"),
        ({"text_th": "  "}, "เขียนความก้าวหน้าอย่างน้อยหนึ่งประโยค"),
        ({"percent": 101}, "ใส่ร้อยละ 0 ถึง 100"),
    ],
)
def test_a_report_that_says_nothing_or_too_much_is_refused(facts, said):
    assert reasons(report_progress, ActionFactory(), **{"status": "in_progress", "text_th": "ก"} | facts) == [said]


def test_done_waits_for_somebody_else_and_then_stays():
    action = reported()
    secretary = holder("secretary", action.group)

    verify_action(action, by=secretary, text_th="ลงพื้นที่ดูแล้ว", today=TODAY)

    action.refresh_from_db()
    assert (action.status, action.done_on) == (Status.VERIFIED, TODAY)
    for call, facts in (
        (report_progress, {"status": "in_progress", "text_th": "อีกครั้ง"}),
        (verify_action, {"text_th": "อีกครั้ง"}),
        (change_due, {"due_on": TODAY, "reason_th": "เหตุ"}),
    ):
        assert reasons(call, action, by=secretary, **facts) == ["งานนี้สิ้นสุดแล้ว แก้ไขไม่ได้"]


def test_nobody_verifies_what_they_reported_themselves():
    action = ActionFactory()
    secretary = holder("secretary", action.group)
    report_progress(action, by=secretary, status="reported_done", text_th="ทำแล้ว")

    for call in (verify_action, send_back_action):
        assert "ตรวจสอบงานของตนเองไม่ได้" in reasons(call, action, by=secretary, text_th="ดี")[0]


def test_nobody_verifies_what_they_reported_by_their_personal_link():
    group = group_of("both@agency.example")
    seat = called(group).attendances.get()
    secretary = holder("secretary", group, email="both@agency.example")
    section = SectionFactory(meeting=MeetingFactory(host_group=group))
    action = ActionFactory(resolution__item__section=section)
    report_progress(action, attendance=seat, status="reported_done", text_th="ทำแล้ว")

    assert "ตรวจสอบงานของตนเองไม่ได้" in reasons(verify_action, action, by=secretary, text_th="ดี")[0]


def test_what_was_sent_back_is_reported_again():
    action = reported()
    secretary = holder("secretary", action.group)

    send_back_action(action, by=secretary, text_th="ยังขาดภาพ")
    report_progress(action, by=holder("officer", action.group), status="reported_done", text_th="เพิ่มภาพแล้ว")
    verify_action(action, by=secretary, text_th="ครบแล้ว")

    assert list(action.updates.values_list("status", flat=True)) == [
        "reported_done",
        "sent_back",
        "reported_done",
        "verified",
    ]


def test_a_second_report_of_done_is_refused():
    assert reasons(report_progress, reported(), status="reported_done", text_th="อีกครั้ง") == [
        "รายงานว่าแล้วเสร็จไปแล้ว รอการตรวจสอบ"
    ]


def test_another_due_date_keeps_the_old_one_and_the_reason():
    action = ActionFactory(due_on=datetime.date(2026, 11, 30))
    assert action.days_late(TODAY) == 1

    change_due(action, by=None, due_on=datetime.date(2026, 12, 31), reason_th="รองบประมาณ", today=TODAY)

    action.refresh_from_db()
    assert action.days_late(TODAY) == 0
    assert DueChange.objects.values_list("old_due", "new_due", "reason_th").get() == (
        datetime.date(2026, 11, 30),
        datetime.date(2026, 12, 31),
        "รองบประมาณ",
    )


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"reason_th": " "}, "เขียนเหตุผลที่เลื่อนกำหนด"),
        ({"due_on": datetime.date(2026, 12, 1)}, "กำหนดใหม่ตรงกับกำหนดเดิม"),
        ({"due_on": datetime.date(2026, 11, 30)}, "กำหนดใหม่ต้องไม่เป็นวันที่ผ่านไปแล้ว"),
    ],
)
def test_a_due_date_without_a_reason_or_in_the_past_is_refused(facts, said):
    values = {"by": None, "due_on": datetime.date(2026, 12, 31), "reason_th": "เหตุ", "today": TODAY} | facts

    assert reasons(change_due, ActionFactory(), **values) == [said]


def test_an_action_is_closed_by_a_resolution_of_its_group():
    action = ActionFactory()
    section = SectionFactory(meeting=MeetingFactory(host_group=action.group, called=True))
    resolution = ResolutionFactory(item__section=section)

    assert reasons(close_action, action, by=None, resolution=ResolutionFactory()) == ["เลือกมติของคณะทำงานเดียวกัน"]
    close_action(action, by=None, resolution=resolution)

    action.refresh_from_db()
    assert (action.status, action.closed_by) == (Status.CANCELLED, resolution)


def test_every_step_is_in_the_audit_chain():
    action = reported()
    verify_action(action, by=holder("secretary", action.group), text_th="ดูแล้ว")

    steps = Entry.objects.filter(action__startswith="agendas.").values_list("action", flat=True).order_by("seq")
    assert list(steps) == ["agendas.report", "agendas.verify"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_verify_and_send_back_at_once_one_is_heard():
    action = reported()
    people = [holder("secretary", action.group), holder("secretary", action.group)]
    barrier, said = threading.Barrier(2), []

    def work(call, person):
        barrier.wait()
        try:
            call(action, by=person, text_th="ดูแล้ว")
            said.append("done")
        except MeetingRefused as refusal:
            said.append(refusal.reasons[0])
        finally:
            connections.close_all()

    workers = [
        threading.Thread(target=work, args=(call, person))
        for call, person in zip((verify_action, send_back_action), people, strict=True)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert said.count("done") == 1
    assert ActionUpdate.objects.exclude(status="reported_done").count() == 1
