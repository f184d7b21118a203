"""No sequence of calls brings a meeting into a state that it may not have, or changes what was adopted."""

import datetime
from contextlib import suppress

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from agendas.models import Correction, Directive, Meeting, Resolution, SectionKind
from agendas.queries.minutes import body_hash
from agendas.services import adoption, attendance, directives, meetings, minutes, resolutions
from agendas.services.agenda import add_item, change_item, withdraw_item
from agendas.services.refusals import MeetingRefused
from tests.agendas.lives import CHAIR, DAY, called, everybody_came, items_of
from tests.workgroups.factories import WorkgroupFactory

NOW = datetime.datetime(2026, 12, 30, 2, 0, tzinfo=datetime.UTC)
LATER = datetime.date(2026, 12, 30)
WEEK = datetime.timedelta(days=7)
place = st.integers(0, 3)
which = st.integers(0, 1)
outcomes = st.sampled_from(Resolution.Outcome.values)
words = st.sampled_from(["ก", "ข", "ค", "  ", ""])


class Life(RuleBasedStateMachine):
    """Two meetings of one group, the second a week later with an item that adopts the minutes of the first."""

    reached = set()

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        first = called(seats=3)
        self.by, group = first.by, first.host_group
        second = called(by=self.by, group=group, date=DAY + WEEK)
        section = second.sections.get(kind=SectionKind.ADOPT_MINUTES)
        add_item(section, by=self.by, title_th="รับรองรายงาน", adopts=first)
        self.keys, self.other = [first.pk, second.pk], WorkgroupFactory()

    @initialize(far=st.tuples(st.integers(0, 4), st.integers(0, 3)))
    def begin_somewhere(self, far):
        """Some lives are told from the middle: fixed, held, decided, minutes begun, circulated."""
        for number, steps in enumerate(far):
            told = [self.fix_agenda, self.open_meeting, self.decide_all, self.begin, self.circulate]
            for step in told[: steps + 1]:
                step(number)

    def open_meeting(self, number):
        self.people_come(number, 0)
        self.hold(number, "")

    def teardown(self):
        self.reached.update(Meeting.objects.values_list("status", flat=True))
        self.reached.update(Resolution.objects.values_list("status", flat=True))
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def meeting(self, number):
        return Meeting.objects.get(pk=self.keys[number])

    def pick(self, rows, number):
        rows = list(rows)
        return rows[number % len(rows)] if rows else None

    def item(self, number, place):
        return self.pick(items_of(self.meeting(number)), place)

    def attempt(self, call, *args, **facts):
        """The call, refused or not; any other fault is one."""
        if any(arg is None for arg in args):
            return None
        try:
            return call(*args, by=self.by, **facts)
        except (MeetingRefused, ValidationError):
            return None

    @rule(number=which)
    def fix_agenda(self, number):
        self.attempt(meetings.fix_agenda, self.meeting(number))

    @rule(number=which, but=st.integers(0, 3))
    def people_come(self, number, but):
        with suppress(MeetingRefused):
            everybody_came(self.meeting(number), by=self.by, but=but)

    @rule(number=which, place=place, status=st.sampled_from(["expected", "present", "substitute", "absent"]))
    def mark_seat(self, number, place, status):
        row = self.pick(self.meeting(number).attendances.all(), place)
        self.attempt(attendance.record_attendance, row, status=status, substitute_name="นางแทน")

    @rule(number=which, name=words)
    def guest_comes(self, number, name):
        self.attempt(attendance.add_guest, self.meeting(number), name=name)

    @rule(number=which, reason=words)
    def hold(self, number, reason):
        self.attempt(meetings.hold_meeting, self.meeting(number), presided_by="ประธาน", no_quorum_reason=reason)

    @rule(number=which, step=st.sampled_from(["postpone_meeting", "cancel_meeting", "reopen_agenda"]), reason=words)
    def turn(self, number, step, reason):
        if reason == "ค":  # rarely: most lives go on
            self.attempt(getattr(meetings, step), self.meeting(number), reason=reason)

    @rule(number=which, place=place, text=words, version=st.integers(1, 4))
    def write(self, number, place, text, version):
        self.attempt(minutes.write_minutes, self.item(number, place), version=version, minutes_th=text)

    @rule(number=which, text=words)
    def late_item(self, number, text):
        section = self.meeting(number).sections.get(kind=SectionKind.FOR_CONSIDERATION)
        self.attempt(add_item, section, title_th=text)

    @rule(number=which, place=place, text=words)
    def change_item(self, number, place, text):
        item = self.item(number, place)
        self.attempt(change_item, item, version=item.version, title_th=text or "ง", visibility="public")

    @rule(number=which, place=place)
    def withdraw_item(self, number, place):
        self.attempt(withdraw_item, self.item(number, place), reason="ยังไม่พร้อม")

    @rule(number=which, place=place, text=words, outcome=outcomes, next_=st.booleans())
    def resolve(self, number, place, text, outcome, next_):
        to = {"deferred_next": next_, "deferred_to": None if next_ else self.meeting(1)}
        final = Resolution.objects.filter(status="final").first()
        facts = {"referred_to": self.other if next_ else None, "corrects": final, **to}
        self.attempt(resolutions.add_resolution, self.item(number, place), outcome=outcome, text_th=text, **facts)

    @rule(number=which, place=place, text=words, outcome=st.sampled_from(["approved", "noted", "deferred"]))
    def change_resolution(self, number, place, text, outcome):
        point = self.pick(self.meeting(number).resolutions.all(), place)
        version = point.version if point else 1
        self.attempt(resolutions.change_resolution, point, version=version, text_th=text, outcome=outcome)

    @rule(number=which, place=place)
    def drop_resolution(self, number, place):
        self.attempt(resolutions.drop_resolution, self.pick(self.meeting(number).resolutions.all(), place))

    @rule(number=which, place=place, reason=words)
    def dissent(self, number, place, reason):
        point = self.pick(self.meeting(number).resolutions.all(), place)
        self.attempt(resolutions.add_dissent, point, name="นางเห็นต่าง", reason_th=reason)

    @rule(number=which, text=words)
    def direct(self, number, text):
        self.attempt(directives.add_directive, self.meeting(number), text_th=text)

    @rule(number=which, place=place, text=words)
    def change_directive(self, number, place, text):
        order = self.pick(self.meeting(number).directives.all(), place)
        self.attempt(directives.change_directive, order, text_th=text)

    @rule(number=which)
    def confirm(self, number):
        meeting = self.meeting(number)
        drafts = list(meeting.resolutions.filter(status="draft"))
        self.attempt(resolutions.confirm_resolutions, meeting, on=meeting.date, resolutions=drafts, **CHAIR)
        orders = list(meeting.directives.filter(status="draft"))
        self.attempt(directives.confirm_directives, meeting, on=meeting.date, directives=orders)

    @rule(number=which)
    def decide_all(self, number):
        """What a good secretary does, so that many lives come to their end."""
        meeting = self.meeting(number)
        for section in meeting.sections.all():
            adopted = section.kind == SectionKind.ADOPT_MINUTES
            for item in section.items.standing().filter(resolutions__isnull=True):
                outcome = "adopted" if adopted else "approved"
                self.attempt(resolutions.add_resolution, item, outcome=outcome, text_th="ที่ประชุมมีมติ")
        self.confirm(number)
        self.attempt(meetings.change_meeting, meeting, recorded_by="นางเลขา", presided_by="ประธาน")

    @rule(number=which)
    def begin(self, number):
        self.attempt(adoption.begin_minutes, self.meeting(number))

    @rule(number=which)
    def circulate(self, number):
        self.attempt(adoption.circulate, self.meeting(number), corrections_by=LATER)

    @rule(number=which, reason=words)
    def reopen(self, number, reason):
        self.attempt(adoption.reopen_minutes, self.meeting(number), reason=reason)

    @rule(number=which, place=place, status=st.sampled_from(Correction.Status.values), answer=words)
    def correct(self, number, place, status, answer):
        meeting = self.meeting(number)
        if meeting.status == "minutes_circulated" and place == 0:
            Correction.objects.create(meeting=meeting, asked_by="นายขอ", text_th="แก้คำ")
        asked = self.pick(meeting.corrections.all(), place)
        self.attempt(adoption.answer_correction, asked, status=status, answer_th=answer)

    @rule(number=which, changed=st.booleans(), method=st.sampled_from(["same_meeting", "next_meeting", "circulation"]))
    def adopt(self, number, changed, method):
        meeting = self.meeting(number)
        item = self.pick(meeting.adopted_by.all(), 0) if method == "next_meeting" else None
        on = {"same_meeting": meeting.date, "next_meeting": self.meeting(1).date}.get(method, LATER)
        facts = {"method": method, "on": on, "item": item, "with_changes": changed, "evidence_th": "หนังสือเวียน"}
        self.attempt(adoption.adopt, meeting, **facts)

    @invariant()
    def history_is_legal_and_ends_in_the_state(self):
        for key in self.keys:
            now = None
            for event in Meeting.objects.get(pk=key).events.order_by("pk"):
                assert now in (None, event.before)
                assert event.after in Meeting.MOVES[event.before]
                now = event.after
            assert Meeting.objects.get(pk=key).status == now

    @invariant()
    def what_was_adopted_still_says_the_same(self):
        for meeting in Meeting.objects.filter(status="adopted"):
            version = meeting.adoption.version
            assert body_hash(version.body) == version.sha256
            now = minutes.minutes_body(meeting)
            assert {**now, "sections": _unread(now)} == {**version.body, "sections": _unread(version.body)}

    @invariant()
    def nothing_is_adopted_undecided(self):
        for meeting in Meeting.objects.filter(status="adopted"):
            assert adoption.blockers(meeting) == []
            assert set(meeting.resolutions.values_list("status", flat=True)) <= {"final"}
            assert not meeting.attendances.filter(is_final=False).exists()
        assert not Resolution.objects.filter(status="final").exclude(meeting__status="adopted").exists()

    @invariant()
    def decisions_are_complete(self):
        for point in Resolution.objects.all():
            assert (point.outcome == "deferred") == (point.deferred_next or point.deferred_to_id is not None)
            assert (point.outcome == "referred") == (point.referred_to_id is not None)
            assert hasattr(point, "referral") == (point.outcome == "referred" and point.is_decided)
            assert not point.assigns or point.actions.exists()
            assert point.corrects_id is None or point.corrects.is_final
            assert not point.item.is_withdrawn
        for key in self.keys:
            numbers = list(Directive.objects.filter(meeting=key).values_list("number", flat=True))
            assert len(numbers) == len(set(numbers))


def _unread(body):
    """The sections without who may read them: that may change, and is no part of what was adopted."""
    return [
        section | {"items": [item | {"visibility": "", "closed_ground": ""} for item in section["items"]]}
        for section in body["sections"]
    ]


@pytest.mark.django_db
def test_no_sequence_of_calls_breaks_a_life():
    steps = settings(
        max_examples=12,
        stateful_step_count=16,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    with time_machine.travel(NOW, tick=False):
        run_state_machine_as_test(Life, settings=steps)

    # A test of lives that never end would say nothing
    assert {"held", "minutes_draft", "minutes_circulated", "adopted", "confirmed", "final"} <= Life.reached
