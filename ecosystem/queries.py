"""Page-shaped reads of self-assessments."""

from dataclasses import dataclass

from django.utils import timezone

from ecosystem import radar
from ecosystem.models import Answer, Assessment, Component, Descriptor, Instrument, Level, Principle, Round
from workgroups.models import Grant, Workgroup
from workgroups.permissions import is_reviewer, is_secretariat


@dataclass(frozen=True)
class Row:
    """One component of an assessment, with the same answer of the round before and what its level looks like."""

    letter: str
    answer: Answer
    before: Answer | None
    described: str

    @property
    def level(self):
        """The level that counts: the reviewer's, once there is one."""
        return self.answer.level if self.answer.review_level is None else self.answer.review_level

    @property
    def word(self):
        return "" if self.level is None else Level(self.level).label

    @property
    def change(self):
        """Levels up or down since the round before; None without one."""
        if self.before is None or self.level is None:
            return None
        last = self.before.level if self.before.review_level is None else self.before.review_level
        return None if last is None else self.level - last


@dataclass(frozen=True)
class Chart:
    """The radar of an assessment: polygons as SVG points."""

    spokes: list
    rings: list
    own: str
    reviewed: str
    before: str


def frame():
    """Principles, and components with `levels`: what each level of the newest instrument looks like."""
    instrument = Instrument.objects.first()
    levels = Descriptor.objects.filter(instrument=instrument).select_related("component") if instrument else []
    components = list(Component.objects.all())
    for component in components:
        component.levels = [level for level in levels if level.component_id == component.pk]
    return {"principles": list(Principle.objects.all()), "components": components, "instrument": instrument}


def comparison():
    """The newest published assessment of each group with `answers` by component: what groups look like side by side."""
    newest = {}
    rows = Assessment.objects.published().select_related("round", "group").prefetch_related("answers")
    for assessment in rows.order_by("-round__opens", "group__sort_key"):
        if assessment.group_id not in newest:
            assessment.levels = [
                answer.level if answer.review_level is None else answer.review_level
                for answer in assessment.answers.all()
            ]
            newest[assessment.group_id] = assessment
    return list(newest.values())


def group_history(group, user):
    """The assessments of `group` that `user` may see, newest round first."""
    return list(Assessment.objects.visible_to(user).filter(group=group).select_related("round", "group"))


def rows_of(assessment):
    """The components of an assessment in order, each beside the last published round before it."""
    previous = _previous(assessment)
    before = {answer.component_id: answer for answer in previous.answers.all()} if previous else {}
    described = {
        (row.component_id, row.level): str(row)
        for row in Descriptor.objects.filter(instrument_id=assessment.round.instrument_id)
    }
    answers = assessment.answers.select_related("component", "evidence").order_by("component__order")
    return [
        Row(
            radar.LETTERS[place],
            answer,
            before.get(answer.component_id),
            described.get(
                (answer.component_id, answer.level if answer.review_level is None else answer.review_level), ""
            ),
        )
        for place, answer in enumerate(answers)
    ]


def chart_of(rows):
    """The radar of `rows`."""
    count = len(rows)
    reviewed = [row.answer.review_level for row in rows]
    before = [_counted(row.before) for row in rows]
    return Chart(
        radar.spokes(count),
        radar.rings(count),
        radar.shape([row.answer.level for row in rows]),
        radar.shape(reviewed) if any(level is not None for level in reviewed) else "",
        radar.shape(before) if any(level is not None for level in before) else "",
    )


def desk_tasks(user, today=None):
    """What waits on the desk of `user`: `{assessment or None, round, group, task}` in order of the day it is due.

    `task` is write, correct or review. Two queries besides the user's grants.
    """
    today = today or timezone.localdate()
    rounds = list(Round.objects.running(today))
    if not rounds or not user.is_authenticated:
        return []
    known = {(row.round_id, row.group_id): row for row in _of_rounds(rounds)}
    tasks = []
    for group in _groups_of(user):
        for round_ in rounds:
            found = known.get((round_.pk, group.pk))
            if found is None or found.is_writable:
                returned = found is not None and found.status == Assessment.Status.RETURNED
                tasks.append({"round": round_, "group": group, "task": "correct" if returned else "write"})
    if is_reviewer(user) or is_secretariat(user):
        waiting = (row for row in known.values() if row.status == Assessment.Status.SUBMITTED)
        tasks += [{"round": row.round, "group": row.group, "task": "review"} for row in waiting]
    return sorted(tasks, key=lambda task: (task["round"].due, task["group"].sort_key))


def _of_rounds(rounds):
    return Assessment.objects.filter(round__in=rounds).select_related("round", "group")


def _groups_of(user):
    grants = Grant.objects.current().filter(user=user, role__in=Assessment.WRITERS, group__isnull=False)
    return Workgroup.objects.filter(pk__in=grants.values("group")).order_by("sort_key")


def _previous(assessment):
    rows = Assessment.objects.published().filter(group=assessment.group_id, round__opens__lt=assessment.round.opens)
    return rows.prefetch_related("answers").order_by("-round__opens").first()


def _counted(answer):
    if answer is None:
        return None
    return answer.level if answer.review_level is None else answer.review_level
