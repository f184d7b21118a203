"""A self-assessment from its first word to publication: the one writer of answers, reviews and states."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.models import Answer, Assessment, AssessmentEvent, Component, DiscussionPoint, PointNote
from ecosystem.services.refusals import AssessmentRefused, Conflict
from foundation.audit.services import record, snapshot
from foundation.documents.services import store_file
from plans.models import Obstacle
from plans.services.obstacles import raise_obstacle

# What kind of obstacle stands in the way of a component
OBSTACLES = {
    "open_data": Obstacle.Kind.SYSTEM,
    "policy_law": Obstacle.Kind.LAW,
    "structure": Obstacle.Kind.STRUCTURE,
    "leadership": Obstacle.Kind.PEOPLE,
    "knowledge_resources": Obstacle.Kind.BUDGET,
    "technology": Obstacle.Kind.SYSTEM,
    "culture": Obstacle.Kind.PEOPLE,
}
WRITTEN = ("level", "reason_th", "obstacle_th", "proposal_th")


@transaction.atomic
def start_assessment(round_, group, *, by, today=None):
    """The draft of `group` in an open round, with an empty answer for each component; the same one when asked again."""
    _need_open(round_, today)
    assessment, is_new = Assessment.objects.get_or_create(
        round=round_, group=group, defaults={"is_demo": round_.is_demo or group.is_demo}
    )
    if is_new:
        Answer.objects.bulk_create(
            Answer(assessment=assessment, component=component) for component in Component.objects.all()
        )
        PointNote.objects.bulk_create(
            PointNote(assessment=assessment, point=point) for point in DiscussionPoint.objects.all()
        )
        AssessmentEvent.objects.create(assessment=assessment, by=by, after=Assessment.Status.DRAFT)
        record("ecosystem.start", assessment, by=by, after=snapshot(assessment))
    return assessment


@transaction.atomic
def write_answer(answer, *, by, version, today=None, upload=None, **facts):
    """Save the group's own level and words, and `upload` (an uploaded file) as its evidence.

    Raises Conflict when another person saved since `version` was read, UploadRefused for a file that is not taken.
    """
    assessment = _locked(answer.assessment_id)
    _need_open(assessment.round, today)
    _need_writable(assessment)
    answer = Answer.objects.select_for_update().get(pk=answer.pk)
    if answer.version != version:
        raise Conflict(_("มีผู้อื่นบันทึกองค์ประกอบนี้ไปก่อน ตรวจข้อความของทั้งสองฝ่ายแล้วบันทึกอีกครั้ง"), answer)
    before = snapshot(answer)
    for name in WRITTEN:
        if name in facts:
            setattr(answer, name, facts[name])
    if upload:
        answer.evidence = store_file(upload, by=by, label=answer.component.name_th)
    after = snapshot(answer)
    if after != before:
        answer.version += 1
        answer.full_clean()
        answer.save()
        record("ecosystem.answer", answer, by=by, before=before, after=after)
    return answer


@transaction.atomic
def note_points(assessment, *, by, texts, today=None):
    """Save what was recorded under the points of discussion: `{PointNote key: text}`."""
    assessment = _locked(assessment.pk)
    _need_open(assessment.round, today)
    _need_writable(assessment)
    for note in assessment.point_notes.filter(pk__in=texts):
        if note.text_th != texts[note.pk]:
            before = snapshot(note)
            note.text_th = texts[note.pk]
            note.full_clean()
            note.save()
            record("ecosystem.answer", note, by=by, before=before, after=snapshot(note))
    return assessment


def missing(assessment):
    """What keeps the assessment from being handed in, a sentence for each component: its level, its reason, or what
    would unlock the obstacle that it names."""
    sentences = []
    for answer in assessment.answers.select_related("component"):
        name = {"component": answer.component.name}
        if answer.level is None:
            sentences.append(_("“%(component)s” ยังไม่ได้เลือกระดับ") % name)
        elif not answer.reason_th.strip():
            sentences.append(_("“%(component)s” ยังไม่ได้เขียนเหตุผลและหลักฐาน") % name)
        elif answer.obstacle_th.strip() and not answer.proposal_th.strip():
            sentences.append(_("“%(component)s” มีอุปสรรคแต่ยังไม่ได้เขียนข้อเสนอ") % name)
    return sentences


@transaction.atomic
def submit(assessment, *, by, today=None):
    """Hand it in. Refused, with all that is missing, until every component has a level and a reason."""
    assessment = _locked(assessment.pk)
    _need_open(assessment.round, today)
    gaps = missing(assessment) if assessment.is_writable else []
    if gaps:
        raise AssessmentRefused(*gaps)
    assessment.submitted_by = by
    assessment.return_note_th = ""
    return _move(assessment, Assessment.Status.SUBMITTED, by=by)


@transaction.atomic
def return_for_changes(assessment, *, by, note_th):
    """Send it back with the words that say what to change."""
    assessment = _locked(assessment.pk)
    _need_other(assessment, by)
    if not note_th.strip():
        raise AssessmentRefused(_("เขียนว่าต้องแก้อะไรก่อนส่งกลับ"))
    assessment.return_note_th = note_th.strip()
    return _move(assessment, Assessment.Status.RETURNED, by=by, note=note_th.strip())


@transaction.atomic
def review(assessment, *, by, findings):
    """Write the reviewer's level and words beside the group's own: `{Answer key: (level, note)}`, every component."""
    assessment = _locked(assessment.pk)
    _need_other(assessment, by)
    answers = list(assessment.answers.select_related("component"))
    without = [answer.component.name for answer in answers if findings.get(answer.pk, (None, ""))[0] is None]
    if without:
        raise AssessmentRefused(*(_("ยังไม่ได้เลือกระดับของ “%(component)s”") % {"component": name} for name in without))
    for answer in answers:
        before = snapshot(answer)
        answer.review_level, answer.review_note_th = findings[answer.pk]
        answer.full_clean()
        answer.save()
        record("ecosystem.review", answer, by=by, before=before, after=snapshot(answer))
    return _move(assessment, Assessment.Status.REVIEWED, by=by)


@transaction.atomic
def publish(assessment, *, by, today=None):
    """Show it to everybody; nothing in it changes after that. Each obstacle goes on as one to unlock."""
    assessment = _locked(assessment.pk)
    assessment.published_on = today or timezone.localdate()
    assessment = _move(assessment, Assessment.Status.PUBLISHED, by=by)
    for answer in assessment.answers.select_related("component"):
        if answer.obstacle_th.strip():
            _raise(assessment, answer)
    return assessment


def _raise(assessment, answer):
    """The obstacle that an answer names, once however often: the province carries it on from there."""
    words = answer.obstacle_th.strip()
    raise_obstacle(
        by=assessment.submitted_by,
        group=assessment.group,
        key=uuid.uuid5(uuid.NAMESPACE_OID, f"ecosystem.answer.{answer.pk}"),
        kind=OBSTACLES.get(answer.component.key, Obstacle.Kind.WORK),
        title_th=words.splitlines()[0][:300],
        detail_th=words,
        proposal_th=answer.proposal_th.strip(),
        raised_on=assessment.published_on,
        is_demo=assessment.is_demo,
    )


def _locked(pk):
    return Assessment.objects.select_for_update(of=("self",)).select_related("round", "group").get(pk=pk)


def _move(assessment, status, *, by, note=""):
    before = snapshot(Assessment.objects.get(pk=assessment.pk))
    if status not in Assessment.MOVES[assessment.status]:
        raise AssessmentRefused(
            _("การประเมินอยู่ในสถานะ “%(now)s” จึงเปลี่ยนเป็น “%(wanted)s” ไม่ได้")
            % {"now": assessment.get_status_display(), "wanted": Assessment.Status(status).label}
        )
    old, assessment.status = assessment.status, status
    assessment.save()
    AssessmentEvent.objects.create(assessment=assessment, by=by, before=old, after=status, note_th=note)
    record("ecosystem.move", assessment, by=by, before=before, after=snapshot(assessment))
    return assessment


def _need_open(round_, today):
    if not round_.is_open(today or timezone.localdate()):
        raise AssessmentRefused(_("รอบการประเมินนี้ยังไม่เปิดหรือปิดแล้ว ผู้เปิดรอบได้คือฝ่ายเลขานุการ (สำนักงาน ก.พ.ร.)"))


def _need_writable(assessment):
    if not assessment.is_writable:
        raise AssessmentRefused(_("ส่งการประเมินแล้ว แก้ได้อีกเมื่อผู้ทวนสอบส่งกลับ"))


def _need_other(assessment, by):
    if assessment.submitted_by_id == by.pk:
        raise AssessmentRefused(_("ผู้ส่งการประเมินทวนสอบของตนเองไม่ได้ ให้ผู้ทวนสอบคนอื่นตรวจ"))
