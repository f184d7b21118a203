"""Demonstration data: two rounds that show two groups, a reviewer's own levels, and a change from round to round."""

from datetime import date

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from ecosystem import reference
from ecosystem.models import Assessment, Instrument, Round
from ecosystem.services.writing import note_points, publish, review, start_assessment, submit, write_answer
from foundation.thai.fiscal import fiscal_year
from workgroups.models import Workgroup


@transaction.atomic
def load_demo_ecosystem(stdout=None):
    """Write the rounds that are not there yet, through the services that people use; returns how many."""
    fact = reference.read("demonstration")
    users = {
        user.email: user
        for user in get_user_model().objects.filter(email__in=[fact["submitted_by"], fact["reviewed_by"]])
    }
    instrument = Instrument.objects.first()
    written = 0
    if instrument is not None and len(users) == 2:
        for row in fact["rounds"]:
            written += _load_round(
                row, fact, instrument, by=users[fact["submitted_by"]], reviewer=users[fact["reviewed_by"]]
            )
    if stdout:
        stdout.write(f"การประเมินสาธิต: เขียน {written} รอบ | demonstration assessments")
    return written


@transaction.atomic
def remove_demo_ecosystem(stdout=None):
    """Remove the demonstration rounds with all that hangs on them."""
    removed = Assessment.objects.filter(is_demo=True).delete()[0] + Round.objects.filter(is_demo=True).delete()[0]
    if stdout:
        stdout.write(f"การประเมินสาธิต: นำออก {removed} แถว | demonstration assessments")
    return removed


def _load_round(row, fact, instrument, *, by, reviewer):
    if Round.objects.filter(is_demo=True, title_th=row["title_th"]).exists():
        return 0
    year = fiscal_year(timezone.localdate()) - row["years_ago"]
    opens = date(year - 544, 10, 1)
    round_ = Round.objects.create(
        title_th=row["title_th"],
        title_en=row["title_en"],
        fiscal_year=year,
        instrument=instrument,
        opens=opens,
        due=date(year - 543, 3, 31),
        closes=date(year - 543, 9, 30),
        is_demo=True,
    )
    for slug, levels in row["assessments"].items():
        group = Workgroup.objects.filter(slug=slug).first()
        if group is not None:
            _load_assessment(round_, group, levels, fact, by=by, reviewer=reviewer)
    return 1


def _load_assessment(round_, group, levels, fact, *, by, reviewer):
    day = round_.opens
    assessment = start_assessment(round_, group, by=by, today=day)
    answers = list(assessment.answers.order_by("component__order"))
    for answer, level in zip(answers, levels["own"], strict=True):
        words = {"reason_th": fact["reason_th"]}
        if level <= 2:
            words |= {"obstacle_th": fact["obstacle_th"], "proposal_th": fact["proposal_th"]}
        write_answer(answer, by=by, version=answer.version, today=day, level=level, **words)
    texts = {note.pk: fact["point_th"] for note in assessment.point_notes.all()}
    note_points(assessment, by=by, texts=texts, today=day)
    submit(assessment, by=by, today=day)
    found = {
        answer.pk: (level, fact["note_th"] if level != own else "")
        for answer, level, own in zip(answers, levels["reviewed"], levels["own"], strict=True)
    }
    review(assessment, by=reviewer, findings=found)
    publish(assessment, by=reviewer, today=day)
