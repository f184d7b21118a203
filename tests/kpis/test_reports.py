"""Reports: from the officer's draft to publication, who may do what, and what is refused with which words."""

import datetime
import uuid
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from foundation.audit.models import Entry
from foundation.notices.models import Notice
from kpis.locks import lock_of
from kpis.models import Evidence, MachineValue, Report, ReportEvent, ReviewComment, Score
from kpis.services.cycles import extend_round
from kpis.services.refusals import KpiRefused
from kpis.services.reminders import remind_due
from kpis.services.reports import (
    accept_report,
    add_evidence,
    approve_report,
    publish_report,
    remove_evidence,
    return_report,
    save_draft,
    start_report,
    submit_report,
)
from tests.kpis.factories import VersionFactory, cycle_with, group_of, person, target_of
from tests.workgroups.factories import ProvinceFactory

pytestmark = pytest.mark.django_db
IN_WINDOW = datetime.datetime(2026, 10, 15, 3, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _in_the_window():
    with time_machine.travel(IN_WINDOW, tick=False):
        yield


@pytest.fixture
def cast():
    """Lampang's group with its officer and secretary, OPDC's reviewer and the secretariat."""
    group = group_of()
    return {
        "group": group,
        "officer": person("officer", group),
        "secretary": person("secretary", group),
        "reviewer": person("reviewer"),
        "secretariat": person("secretariat"),
    }


@pytest.fixture
def report(cast):
    target = target_of()
    return start_report(target, target.cycle.rounds.get())


def submitted(report, cast, **typed):
    return submit_report(report, by=cast["officer"], **{"value": Decimal(34), **typed})


def approved(report, cast):
    submitted(report, cast)
    return approve_report(
        report,
        by=cast["secretary"],
        approver_name="นายสมชาย",
        approver_post="หัวหน้าสำนักงานจังหวัด",
        reference_th="ลป 0017/1",
    )


def accepted(report, cast):
    approved(report, cast)
    return accept_report(report, by=cast["reviewer"])


def test_the_whole_way(report, cast):
    submitted(report, cast)
    return_report(report, by=cast["secretary"], comments=[("narrative_th", "เล่าว่าทำอะไร")])
    submitted(report, cast, value=Decimal(35), narrative_th="ลาดตระเวนไฟป่า")
    approve_report(
        report, by=cast["secretary"], approver_name="ก", approver_post="ผู้ว่าราชการจังหวัด", reference_th="1/2569"
    )
    accept_report(report, by=cast["reviewer"])
    done = publish_report(report, by=cast["secretariat"])

    assert [(row.before, row.after) for row in ReportEvent.objects.all()] == [
        ("draft", "submitted"),
        ("submitted", "returned"),
        ("returned", "submitted"),
        ("submitted", "approved"),
        ("approved", "accepted"),
        ("accepted", "published"),
    ]
    assert (done.revision, done.published_score.points) == (2, Decimal("87.50"))
    assert done.published_score.explanation_th == (
        "ค่าจริง 35\u00a0วัน อยู่ระหว่างระดับ 75 (40\u00a0วัน) กับ 100 (30\u00a0วัน) จึงได้ 87.50"
    )
    assert ReviewComment.objects.get().revision == 1
    assert Entry.objects.filter(action="kpis.move").count() == 6
    assert Notice.objects.filter(kind="kpis.report").count() == 5


def test_a_score_keeps_what_it_was_made_of(report, cast):
    submitted(report, cast)

    score = Score.objects.get()
    assert score.inputs["value"] == "34"
    assert [(row["code"], row["threshold"]) for row in score.inputs["levels"]] == [
        ("50", "60.0000"),
        ("75", "40.0000"),
        ("100", "30.0000"),
    ]
    assert (score.points, score.band, score.tone, score.revision) == (Decimal("90.00"), "top", 4, 1)


def test_no_state_is_skipped(report, cast):
    with pytest.raises(KpiRefused, match="รายงานอยู่ในสถานะ “ร่าง”"):
        approve_report(report, by=cast["secretary"], approver_name="ก", approver_post="ข", reference_th="ค")
    with pytest.raises(KpiRefused):
        accept_report(report, by=cast["reviewer"])
    submitted(report, cast)
    with pytest.raises(KpiRefused):
        accept_report(report, by=cast["reviewer"])
    with pytest.raises(KpiRefused):
        publish_report(report, by=cast["secretariat"])


def test_nobody_checks_what_they_reported(report, cast):
    submit_report(report, by=cast["secretary"], value=Decimal(34))

    with pytest.raises(KpiRefused, match="ต้องไม่ใช่ผู้รายงานเอง"):
        approve_report(report, by=cast["secretary"], approver_name="ก", approver_post="ข", reference_th="ค")
    with pytest.raises(KpiRefused, match="ต้องไม่ใช่ผู้รายงานเอง"):
        return_report(report, by=cast["secretary"], reason_th="แก้")


def test_who_is_secretary_and_reviewer_does_not_accept_what_they_approved(report, cast):
    both = cast["secretary"]
    both.grants.create(role="reviewer", starts=datetime.date(2025, 1, 1))
    approved(report, cast)

    with pytest.raises(KpiRefused, match="ไม่ได้รายงานหรือเห็นชอบเรื่องนี้"):
        accept_report(report, by=both)


def test_an_officer_of_another_province_may_do_nothing(report, cast):
    other = person("officer", group_of(ProvinceFactory(code="17", slug="sing-buri", name_th="สิงห์บุรี")))

    with pytest.raises(KpiRefused, match="รายงานได้โดยเจ้าหน้าที่หรือเลขานุการของจังหวัดนี้"):
        save_draft(report, by=other, value=Decimal(1))
    assert list(Report.objects.visible_to(other)) == []
    assert list(Report.objects.open_to(cast["officer"])) == [report]


def test_a_value_that_is_missing_is_never_zero(report, cast):
    with pytest.raises(KpiRefused) as refused:
        submit_report(report, by=cast["officer"])

    assert list(refused.value.fields) == ["value"]
    assert Score.objects.count() == 0


def test_zero_is_a_value(report, cast):
    assert submitted(report, cast, value=Decimal(0)).score.points == Decimal("100.00")


def test_not_assessable_has_a_reason_and_no_score(report, cast):
    with pytest.raises(KpiRefused) as refused:
        submit_report(report, by=cast["officer"], is_assessable=False)
    done = submit_report(
        report, by=cast["officer"], is_assessable=False, not_assessable_th="สถานีติดตั้งกลางปี", assessable_from_be=2570
    )

    assert list(refused.value.fields) == ["not_assessable_th"]
    assert (done.score.points, done.score.reason_th) == (None, "สถานีติดตั้งกลางปี จะประเมินได้ปีงบประมาณ 2570")
    assert done.score.explanation_th == "ไม่คิดคะแนน เพราะสถานีติดตั้งกลางปี จะประเมินได้ปีงบประมาณ 2570"


def test_more_decimals_than_the_indicator_has_are_refused(report, cast):
    with pytest.raises(KpiRefused) as refused:
        submitted(report, cast, value=Decimal("34.5"))

    assert list(refused.value.fields) == ["value"]


def test_a_value_other_than_the_measured_one_is_explained(cast):
    target = target_of(version=VersionFactory(from_air=True))
    round_ = target.cycle.rounds.get()
    MachineValue.objects.create(target=target, round=round_, value=34)
    report = start_report(target, round_)

    with pytest.raises(KpiRefused) as refused:
        submitted(report, cast, value=Decimal(33))
    assert list(refused.value.fields) == ["difference_th"]
    assert submitted(report, cast, value=Decimal(34)).status == "submitted"


def test_a_corrected_value_is_answered_before_it_is_accepted(cast):
    target = target_of(version=VersionFactory(from_air=True))
    round_ = target.cycle.rounds.get()
    MachineValue.objects.create(target=target, round=round_, value=34)
    report = start_report(target, round_)
    approved(report, cast)
    newer = MachineValue.objects.create(target=target, round=round_, value=36)
    Report.objects.update(corrected_machine=newer)

    with pytest.raises(KpiRefused, match="ค่าที่ตรวจวัดได้ถูกปรับแก้"):
        accept_report(report, by=cast["reviewer"])
    return_report(report, by=cast["reviewer"], reason_th="ยืนยันค่าใหม่")
    done = submitted(report, cast, value=Decimal(36))

    assert (done.machine, done.corrected_machine, done.score.points) == (newer, None, Decimal("85.00"))


def test_a_total_of_the_year_does_not_fall_unexplained(cast):
    version = VersionFactory(aggregation="sum", direction="up")
    target = target_of(cycle_with("m6", "m12"), version=version, levels=[("50", "1"), ("75", "5"), ("100", "9")])
    first, second = target.cycle.rounds.order_by("until")
    Report.objects.create(target=target, round=first, value=8)
    report = start_report(target, second)

    with pytest.raises(KpiRefused, match="ผลสะสมลดลงจากรอบก่อน"):
        submitted(report, cast, value=Decimal(7))
    assert submitted(report, cast, value=Decimal(7), difference_th="นับซ้ำในรอบแรก").status == "submitted"


def test_a_ratio_is_computed_from_both_numbers_and_refuses_a_zero_below(cast):
    version = VersionFactory(aggregation="ratio", direction="up", decimals=2, unit_th="ร้อยละ")
    target = target_of(version=version, levels=[("50", "50"), ("75", "70"), ("100", "90")])
    report = start_report(target, target.cycle.rounds.get())

    with pytest.raises(KpiRefused) as refused:
        submit_report(report, by=cast["officer"], numerator=Decimal(5), denominator=Decimal(0))
    assert list(refused.value.fields) == ["denominator"]
    with pytest.raises(KpiRefused) as refused:
        submit_report(report, by=cast["officer"], numerator=Decimal(5))
    assert list(refused.value.fields) == ["numerator"]
    done = submit_report(report, by=cast["officer"], numerator=Decimal(2), denominator=Decimal(3))
    assert (done.value, done.score.points) == (Decimal("66.67"), Decimal("70.84"))


def test_the_same_form_sent_twice_is_handed_in_once(report, cast):
    key = uuid.uuid4()

    submitted(report, cast, key=key)
    again = submitted(report, cast, key=key)

    assert (again.revision, ReportEvent.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        ("2026-09-30", "รอบนี้เปิดรายงานวันที่ 1 ตุลาคม 2569 ระหว่างนี้ยังกรอกไม่ได้"),
        ("2026-11-15", "รอบนี้ปิดรับรายงานเมื่อวันที่ 14 พฤศจิกายน 2569 ขอขยายเวลาพร้อมเหตุผลได้ที่สำนักงาน ก.พ.ร."),
    ],
)
def test_outside_of_the_window_a_report_says_why_and_who_can_open_it(report, cast, when, reason):
    with time_machine.travel(f"{when}T05:00:00Z", tick=False), pytest.raises(KpiRefused) as refused:
        submitted(report, cast)

    assert refused.value.reasons == [reason]


def test_a_named_exception_opens_a_closed_round_for_one_target(report, cast):
    other = target_of(report.target.cycle, province=ProvinceFactory(code="17", slug="sing-buri"))
    extend_round(report.round, report.target, by=None, until=datetime.date(2026, 12, 1), reason_th="น้ำท่วม")

    today = datetime.date(2026, 11, 20)
    assert lock_of(report, today) is None
    assert lock_of(Report(target=other, round=report.round), today) is not None


@pytest.mark.parametrize("way", [submitted, approved, accepted])
def test_a_locked_report_says_who_can_unlock_it(report, cast, way):
    locked = way(report, cast)

    with pytest.raises(KpiRefused) as refused:
        save_draft(locked, by=cast["officer"], value=Decimal(1))
    assert "แก้ได้เมื่อ" in str(refused.value)


def test_a_published_result_stays_until_the_corrected_one_is_published(report, cast):
    accepted(report, cast)
    publish_report(report, by=cast["secretariat"])

    with pytest.raises(KpiRefused, match="บอกเหตุผล"):
        return_report(report, by=cast["secretariat"], comments=[("value", "ผิด")])
    reopened = return_report(report, by=cast["secretariat"], reason_th="พบค่าซ้ำ")
    submitted(report, cast, value=Decimal(40))

    report.refresh_from_db()
    assert (reopened.status, report.is_reopened) == ("returned", True)
    assert (report.published_score.points, report.score.points) == (Decimal("90.00"), Decimal("75.00"))


def test_an_approval_names_the_person_and_the_paper(report, cast):
    submitted(report, cast)

    with pytest.raises(KpiRefused) as refused:
        approve_report(report, by=cast["secretary"], approver_name="นาย ก", approver_post="ผู้ว่าฯ")
    assert list(refused.value.fields) == ["reference_th"]


def test_sending_back_says_something(report, cast):
    submitted(report, cast)

    with pytest.raises(KpiRefused):
        return_report(report, by=cast["secretary"], comments=[("value", "  ")])


def test_evidence_is_asked_for_where_the_definition_says_so(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    target = target_of(version=VersionFactory(evidence_th="ภาพกิจกรรม"))
    report = start_report(target, target.cycle.rounds.get())

    with pytest.raises(KpiRefused, match="แนบหลักฐาน: ภาพกิจกรรม"):
        submitted(report, cast)
    first = add_evidence(report, by=cast["officer"], upload=csv("a.csv"), caption_th="ตาราง")
    remove_evidence(first, by=cast["officer"])
    done = submitted(report, cast, upload=csv("b.csv"))

    assert [str(row.file.name) for row in Evidence.objects.all()] == ["b.csv"]
    with pytest.raises(KpiRefused):
        remove_evidence(Evidence.objects.get(), by=cast["officer"])
    assert done.status == "submitted"


def test_history_and_scores_are_only_added_to(report, cast):
    submitted(report, cast)

    for model in (Score, ReportEvent):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(at=IN_WINDOW)


def test_rows_of_a_demonstration_may_go_with_it(report, cast):
    submitted(report, cast)
    Report.objects.update(score=None)
    made = Score.objects.create(report=report, revision=9, reason_th="สาธิต", explanation_th="สาธิต", is_demo=True)

    assert made.delete()[0] == 1


def test_there_is_one_report_for_all_owners_of_a_target(report):
    assert start_report(report.target, report.round) == report
    assert Report.objects.count() == 1


def test_people_are_reminded_before_and_after_the_due_date_once(report, cast):
    with time_machine.travel("2026-10-28T03:00:00Z", tick=False):
        assert remind_due() == 1
        assert remind_due() == 1
    with time_machine.travel("2026-11-01T03:00:00Z", tick=False):
        remind_due()

    subjects = sorted(Notice.objects.filter(to=cast["officer"].email).values_list("subject", flat=True))
    assert subjects == [
        "ครบกำหนดรายงานตัวชี้วัดวันที่ 31 ตุลาคม 2569",
        "รายงานตัวชี้วัดเกินกำหนดตั้งแต่วันที่ 31 ตุลาคม 2569",
    ]


def csv(name):
    return SimpleUploadedFile(name, "วัน,ค่า\n1,2\n".encode(), content_type="text/csv")
