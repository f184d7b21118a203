"""A self-assessment from its first word to publication."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecosystem.models import Assessment, AssessmentEvent, Component, Descriptor, Instrument, Level
from ecosystem.services import (
    AssessmentRefused,
    Conflict,
    load_ecosystem,
    note_points,
    publish,
    return_for_changes,
    review,
    start_assessment,
    submit,
    write_answer,
)
from foundation.audit.models import Entry
from foundation.documents.models import StoredFile
from foundation.documents.services import UploadRefused
from plans.models import Obstacle

S = Assessment.Status


def fill(assessment, by, level=3):
    for answer in assessment.answers.all():
        write_answer(answer, by=by, version=answer.version, level=level, reason_th="เผยแพร่แล้วที่เว็บไซต์จังหวัด")


def findings(assessment, level=2):
    return {answer.pk: (level, "เห็นต่าง") for answer in assessment.answers.all()}


def test_reference_describes_every_level_of_every_component(lampang):
    described = set(Descriptor.objects.values_list("component__key", "level"))

    assert Component.objects.count() == 8
    assert described == {(component.key, level.value) for component in Component.objects.all() for level in Level}
    assert load_ecosystem() == 0


def test_start_gives_the_same_draft_again(lampang, round_, person):
    officer = person("officer", "lampang")

    first = start_assessment(round_, lampang, by=officer)
    second = start_assessment(round_, lampang, by=officer)

    assert (first, first.answers.count(), first.point_notes.count()) == (second, 8, 4)


def test_start_outside_of_the_round_is_refused(lampang, round_, person):
    officer = person("officer", "lampang")

    for day in (round_.opens - datetime.timedelta(days=1), round_.closes + datetime.timedelta(days=1)):
        with pytest.raises(AssessmentRefused, match="ยังไม่เปิดหรือปิดแล้ว"):
            start_assessment(round_, lampang, by=officer, today=day)

    assert Assessment.objects.count() == 0


def test_second_writer_is_told_and_nothing_is_lost(lampang, round_, person):
    officer = person("officer", "lampang")
    answer = start_assessment(round_, lampang, by=officer).answers.first()
    write_answer(answer, by=officer, version=1, level=2, reason_th="ของคนแรก")

    with pytest.raises(Conflict) as conflict:
        write_answer(answer, by=officer, version=1, level=5, reason_th="ของคนที่สอง")

    answer.refresh_from_db()
    assert (answer.level, answer.reason_th, answer.version) == (2, "ของคนแรก", 2)
    assert conflict.value.theirs.reason_th == "ของคนแรก"


def test_submit_lists_what_is_missing(lampang, round_, person):
    secretary = person("secretary", "lampang")
    assessment = start_assessment(round_, lampang, by=secretary)
    fill(assessment, secretary)
    first = assessment.answers.order_by("component__order").first()
    write_answer(first, by=secretary, version=2, level=3, reason_th="  ")

    with pytest.raises(AssessmentRefused) as refused:
        submit(assessment, by=secretary)

    assert refused.value.reasons == ["“การเปิดเผยข้อมูลของภาครัฐ” ยังไม่ได้เขียนเหตุผลและหลักฐาน"]


def test_whole_way_keeps_both_levels(lampang, round_, person):
    secretary, reviewer = person("secretary", "lampang"), person("reviewer")
    assessment = start_assessment(round_, lampang, by=secretary)
    fill(assessment, secretary)
    note_points(assessment, by=secretary, texts={assessment.point_notes.first().pk: "หารือแล้ว"})

    submit(assessment, by=secretary)
    return_for_changes(assessment, by=reviewer, note_th="ขอหลักฐานเพิ่ม")
    submit(assessment, by=secretary)
    review(assessment, by=reviewer, findings=findings(assessment))
    done = publish(assessment, by=reviewer)

    assert done.published_on == timezone.localdate()
    assert set(done.answers.values_list("level", "review_level")) == {(3, 2)}
    assert list(AssessmentEvent.objects.values_list("after", flat=True)) == [
        S.DRAFT,
        S.SUBMITTED,
        S.RETURNED,
        S.SUBMITTED,
        S.REVIEWED,
        S.PUBLISHED,
    ]
    assert Entry.objects.filter(action="ecosystem.move").count() == 5


def test_obstacle_of_a_published_assessment_goes_on_as_one_to_unlock(lampang, round_, person):
    secretary, reviewer = person("secretary", "lampang"), person("reviewer")
    assessment = start_assessment(round_, lampang, by=secretary)
    fill(assessment, secretary)
    answer = assessment.answers.get(component__key="policy_law")
    answer = write_answer(answer, by=secretary, version=answer.version, obstacle_th="ระเบียบไม่เปิดให้ทำ")
    with pytest.raises(AssessmentRefused, match="ยังไม่ได้เขียนข้อเสนอ"):
        submit(assessment, by=secretary)
    write_answer(answer, by=secretary, version=answer.version, proposal_th="แก้ระเบียบข้อ 5")
    submit(assessment, by=secretary)
    review(assessment, by=reviewer, findings=findings(assessment))

    publish(assessment, by=reviewer)

    told = list(Obstacle.objects.values_list("group__slug", "kind", "title_th", "proposal_th", "status"))
    assert told == [("lampang", "law", "ระเบียบไม่เปิดให้ทำ", "แก้ระเบียบข้อ 5", "raised")]


def test_nobody_reviews_what_they_handed_in(lampang, round_, person):
    both = person("secretary", "lampang")
    assessment = start_assessment(round_, lampang, by=both)
    fill(assessment, both)
    submit(assessment, by=both)

    with pytest.raises(AssessmentRefused, match="ทวนสอบของตนเองไม่ได้"):
        review(assessment, by=both, findings=findings(assessment))


def test_review_needs_a_level_for_each_component(lampang, round_, person):
    secretary, reviewer = person("secretary", "lampang"), person("reviewer")
    assessment = start_assessment(round_, lampang, by=secretary)
    fill(assessment, secretary)
    submit(assessment, by=secretary)

    with pytest.raises(AssessmentRefused) as refused:
        review(assessment, by=reviewer, findings={})

    assert len(refused.value.reasons) == 8
    assessment.refresh_from_db()
    assert assessment.status == S.SUBMITTED


def test_bad_evidence_leaves_nothing_behind(lampang, round_, person):
    officer = person("officer", "lampang")
    answer = start_assessment(round_, lampang, by=officer).answers.first()

    with pytest.raises(UploadRefused):
        write_answer(answer, by=officer, version=1, level=2, upload=SimpleUploadedFile("หลักฐาน.pdf", b"<script>"))

    answer.refresh_from_db()
    assert (answer.level, answer.version, StoredFile.objects.count()) == (None, 1, 0)


def test_used_instrument_stays_as_it_is(lampang, round_):
    assert Instrument.objects.get().is_used


STEPS = ["write", "submit", "return", "review", "publish"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), max_size=9))
def test_no_sequence_of_steps_leaves_the_table_of_moves(lampang, round_, person_pair, steps):
    secretary, reviewer = person_pair
    Assessment.objects.all().delete()
    assessment = start_assessment(round_, lampang, by=secretary)
    do = {
        "write": lambda: fill(Assessment.objects.get(pk=assessment.pk), secretary, 4),
        "submit": lambda: submit(assessment, by=secretary),
        "return": lambda: return_for_changes(assessment, by=reviewer, note_th="แก้"),
        "review": lambda: review(assessment, by=reviewer, findings=findings(assessment)),
        "publish": lambda: publish(assessment, by=reviewer),
    }

    for step in steps:
        before = Assessment.objects.get(pk=assessment.pk)
        text = list(before.answers.values_list("level", "reason_th"))
        try:
            do[step]()
        except AssessmentRefused:
            assert Assessment.objects.get(pk=assessment.pk).status == before.status
        after = Assessment.objects.get(pk=assessment.pk)
        assert after.status == before.status or after.status in Assessment.MOVES[before.status]
        assert before.is_writable or list(after.answers.values_list("level", "reason_th")) == text


@pytest.fixture
def person_pair(person):
    return person("secretary", "lampang"), person("reviewer")
