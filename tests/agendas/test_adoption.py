import datetime

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils.translation import override

from agendas.models import Correction, Meeting, MinutesVersion, Resolution, SectionKind
from agendas.queries.minutes import body_hash
from agendas.services.adoption import adopt, answer_correction, begin_minutes, blockers, circulate, reopen_minutes
from agendas.services.agenda import add_item
from agendas.services.attendance import record_attendance
from agendas.services.meetings import change_meeting, fix_agenda, hold_meeting
from agendas.services.minutes import minutes_body, write_minutes
from agendas.services.refusals import MeetingRefused
from agendas.services.resolutions import (
    add_dissent,
    add_resolution,
    change_resolution,
    confirm_resolutions,
    drop_resolution,
)
from tests.agendas.lives import (
    CHAIR,
    DAY,
    adopted,
    called,
    circulated,
    decided,
    drafted,
    everybody_came,
    held,
    items_of,
    seat,
)

pytestmark = pytest.mark.django_db
LATER = datetime.date(2026, 12, 30)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(datetime.datetime(2026, 12, 30, 9, 0, tzinfo=datetime.UTC), tick=False):
        yield


def _begun(meeting):
    by = meeting.by
    meeting = begin_minutes(meeting, by=by)
    meeting.by = by
    return meeting


def _next_meeting(first, by, *, adopting=True):
    """Held a week later, its agenda with an item that adopts the minutes of `first`."""
    second = called(by=by, group=first.host_group, date=first.date + datetime.timedelta(days=7))
    if adopting:
        section = second.sections.get(kind=SectionKind.ADOPT_MINUTES)
        add_item(section, by=by, title_th="รับรองรายงานการประชุม", adopts=first)
    second = fix_agenda(second, by=by)
    everybody_came(second, by=by)
    second = hold_meeting(second, by=by, presided_by="นายประธาน ทดสอบ")
    second.by = by
    return second


def refused(call, *args, **facts):
    with pytest.raises(MeetingRefused) as refusal:
        call(*args, **facts)
    return refusal.value.reasons


def test_held_meeting_is_not_adopted_by_skipping_steps():
    meeting = held()

    assert refused(adopt, meeting, by=meeting.by, method="circulation", on=LATER, evidence_th="x")
    assert refused(circulate, meeting, by=meeting.by, corrections_by=LATER)
    assert Meeting.objects.get().status == "held"


def test_undecided_items_are_named_and_block_circulation():
    meeting = _begun(held())

    left = blockers(meeting)

    assert left == [
        "วาระ 5.1 “แผนลดฝุ่นข้อที่ 1” ยังไม่มีมติ",
        "วาระ 5.2 “แผนลดฝุ่นข้อที่ 2” ยังไม่มีมติ",
    ]
    assert refused(circulate, meeting, by=meeting.by, corrections_by=LATER) == left
    assert not Resolution.objects.exists()


def test_drafts_open_seats_and_missing_names_block_too():
    meeting = _begun(held())
    change_meeting(meeting, by=meeting.by, recorded_by="", presided_by="")
    record_attendance(seat(meeting), by=meeting.by, status="expected")
    add_resolution(items_of(meeting)[0], by=meeting.by, outcome="approved", text_th="เห็นชอบ")

    assert blockers(Meeting.objects.get()) == [
        "ใส่ชื่อประธานในที่ประชุม",
        "ใส่ชื่อผู้จดรายงานการประชุม",
        "บันทึกการเข้าประชุมอีก 1 ตำแหน่ง",
        "วาระ 5.2 “แผนลดฝุ่นข้อที่ 2” ยังไม่มีมติ",
        "มติที่ประธานยังไม่ได้ยืนยันมี 1 ข้อ",
    ]


def test_circulated_version_is_kept_with_the_hash_of_its_body():
    meeting = circulated()

    version = meeting.minutes_versions.get()

    assert (version.number, version.stage) == (1, "circulated")
    assert version.sha256 == body_hash(version.body) == body_hash(minutes_body(meeting))
    assert meeting.corrections_by == DAY + datetime.timedelta(days=7)
    assert [row["agency"] for row in version.body["present"]].count("ชื่อเดิม") == 0


def test_adopted_by_circulation_everything_is_final():
    meeting = adopted()

    assert meeting.status == "adopted"
    assert meeting.adopted_on == DAY + datetime.timedelta(days=7)
    assert set(meeting.resolutions.values_list("status", flat=True)) == {"final"}
    assert meeting.adoption.version.stage == "adopted"
    assert meeting.adoption.version.sha256 == MinutesVersion.objects.get(stage="circulated").sha256


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE agendas_resolution SET text_th = 'x'",
        "DELETE FROM agendas_resolution",
        "UPDATE agendas_agendaitem SET minutes_th = 'x'",
        "UPDATE agendas_agendaitem SET is_final = '0'",
        "UPDATE agendas_attendance SET status = 'absent'",
        "UPDATE agendas_attendance SET name = 'x'",
        "DELETE FROM agendas_attendance",
        "UPDATE agendas_dissent SET reason_th = 'x'",
        "DELETE FROM agendas_dissent",
        "UPDATE agendas_minutesversion SET body = '{}'",
        "UPDATE agendas_adoption SET with_changes = '1'",
    ],
)
def test_database_refuses_to_change_what_was_adopted(sql):
    meeting = drafted()
    add_dissent(meeting.resolutions.first(), by=meeting.by, name="นางเห็นต่าง", reason_th="งบไม่พอ")
    adopt(meeting, by=meeting.by, method="same_meeting", on=DAY)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_link_of_a_seat_may_still_be_renewed_after_adoption():
    meeting = adopted()

    meeting.attendances.update(email="")

    assert set(meeting.attendances.values_list("email", flat=True)) == {""}


def test_services_refuse_to_change_what_was_adopted():
    meeting = adopted()
    item, point, by = items_of(meeting)[0], meeting.resolutions.first(), meeting.by

    for call, args, facts in [
        (write_minutes, [item], {"version": item.version, "minutes_th": "x"}),
        (add_resolution, [item], {"outcome": "approved", "text_th": "x"}),
        (change_resolution, [point], {"version": point.version, "text_th": "x"}),
        (drop_resolution, [point], {}),
        (add_dissent, [point], {"name": "x", "reason_th": "x"}),
        (record_attendance, [seat(meeting)], {"status": "absent"}),
        (reopen_minutes, [meeting], {"reason": "x"}),
        (circulate, [meeting], {"corrections_by": LATER}),
        (adopt, [meeting], {"method": "circulation", "on": LATER, "evidence_th": "x"}),
        (change_meeting, [meeting], {"presided_by": "x"}),
    ]:
        assert refused(call, *args, by=by, **facts)


def test_reopened_minutes_keep_what_was_circulated_and_go_round_again():
    meeting = circulated()
    by, first = meeting.by, meeting.minutes_versions.get()
    meeting = reopen_minutes(meeting, by=by, reason="แก้คำผิด")
    write_minutes(items_of(meeting)[0], by=by, version=1, minutes_th="ข้อความใหม่")
    meeting = circulate(meeting, by=by, corrections_by=LATER)

    assert [row.number for row in meeting.minutes_versions.all()] == [1, 2]
    assert meeting.minutes_versions.get(number=1).body == first.body
    assert meeting.events.order_by("-pk")[1].reason == "แก้คำผิด"


def test_words_that_differ_from_the_circulated_ones_are_adopted_with_changes_only():
    meeting = circulated()
    by = meeting.by
    write_minutes(items_of(meeting)[0], by=by, version=1, minutes_th="แก้ตามที่ขอ")
    facts = {"by": by, "method": "circulation", "on": LATER, "evidence_th": "หนังสือเวียนที่ 1"}

    assert refused(adopt, meeting, **facts) == ["ข้อความต่างจากร่างที่เวียน เลือก “โดยมีการแก้ไข” หรือเวียนร่างใหม่"]
    assert adopt(meeting, with_changes=True, **facts).adoption.with_changes is True


def test_open_correction_blocks_adoption_until_it_is_answered():
    meeting = circulated()
    asked = Correction.objects.create(meeting=meeting, asked_by="นายสมชาย", text_th="แก้ตำแหน่ง")
    facts = {"by": meeting.by, "method": "circulation", "on": LATER, "evidence_th": "หนังสือเวียนที่ 1"}

    assert refused(adopt, meeting, **facts) == ["คำขอแก้ไขร่างรายงานที่ยังไม่ตอบมี 1 เรื่อง"]
    assert refused(answer_correction, asked, by=meeting.by, status="declined")
    answer_correction(asked, by=meeting.by, status="declined", answer_th="ตำแหน่งถูกต้องแล้ว")
    assert adopt(meeting, **facts).status == "adopted"
    assert refused(answer_correction, asked, by=meeting.by, status="accepted")


@pytest.mark.parametrize("on", [DAY - datetime.timedelta(days=1), LATER + datetime.timedelta(days=1), None])
def test_adoption_has_a_day_that_can_be(on):
    meeting = circulated()

    assert refused(adopt, meeting, by=meeting.by, method="circulation", on=on, evidence_th="x")


def test_circulation_needs_evidence_and_the_end_of_the_time_for_corrections():
    meeting = circulated()
    early = meeting.corrections_by - datetime.timedelta(days=1)

    assert refused(adopt, meeting, by=meeting.by, method="circulation", on=LATER)
    assert refused(adopt, meeting, by=meeting.by, method="circulation", on=early, evidence_th="x") == [
        "ยังไม่พ้นกำหนดขอแก้ไขร่างรายงาน"
    ]


def test_same_meeting_adopts_on_its_own_day_without_circulation():
    meeting = drafted()

    assert refused(adopt, meeting, by=meeting.by, method="same_meeting", on=LATER)
    assert adopt(meeting, by=meeting.by, method="same_meeting", on=DAY).status == "adopted"


def test_next_meeting_adopts_by_a_confirmed_resolution_on_its_item():
    first = circulated()
    by = first.by
    second = _next_meeting(first, by)
    item = items_of(second, SectionKind.ADOPT_MINUTES)[0]
    facts = {"by": by, "method": "next_meeting", "on": second.date, "item": item}

    assert refused(adopt, first, **facts) == ["การประชุมครั้งต่อมายังไม่มีมติรับรองที่ประธานยืนยันแล้ว"]
    point = add_resolution(item, by=by, outcome="adopted", text_th="ที่ประชุมมีมติรับรองรายงานโดยไม่มีการแก้ไข")
    confirm_resolutions(second, by=by, on=second.date, resolutions=[point], **CHAIR)
    assert refused(adopt, first, **{**facts, "on": LATER})
    assert refused(adopt, first, **{**facts, "item": items_of(second)[0]})
    assert adopt(first, **facts).adoption.item == item


def test_correction_of_a_final_resolution_is_a_new_one():
    first = adopted()
    by, wrong = first.by, first.resolutions.first()
    second = _next_meeting(first, by, adopting=False)
    item = items_of(second)[0]

    new = add_resolution(item, by=by, outcome="approved", text_th="แก้มติเดิมเป็น…", corrects=wrong)

    assert list(wrong.corrected_by.all()) == [new]
    assert minutes_body(second)["sections"][4]["items"][0]["resolutions"][0]["corrects"] == "ครั้งที่ 1/2569 (1)"
    assert refused(add_resolution, item, by=by, outcome="approved", text_th="x", corrects=new)


def test_body_is_in_thai_and_the_same_on_an_english_page():
    meeting = held()
    decided(meeting)
    from_thai = minutes_body(meeting)

    with override("en"):
        assert minutes_body(meeting) == from_thai
    assert from_thai["sections"][4]["items"][0]["resolutions"][0]["outcome_label"] == "เห็นชอบ"
    assert from_thai["quorum"] == {"seats": 5, "present": 4, "needed": 3, "met": True, "reason": ""}


def test_minutes_declared_missing_are_not_adopted():
    meeting = held()
    Meeting.objects.update(minutes_missing_th="เอกสารสูญหาย")

    assert refused(begin_minutes, meeting, by=meeting.by)
