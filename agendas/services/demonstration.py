"""A demonstration group whose meetings show a whole life, written through the same services as real ones and marked."""

import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone, translation

from agendas import reference
from agendas.models import Adoption, Attendance, Meeting, SectionKind
from agendas.services.actions import report_progress, verify_action
from agendas.services.adoption import adopt, begin_minutes, circulate
from agendas.services.agenda import add_item, section_for
from agendas.services.attendance import record_attendance
from agendas.services.carrying import carry_over
from agendas.services.directives import add_directive, confirm_directives
from agendas.services.meetings import (
    call_meeting,
    cancel_meeting,
    conclude_meeting,
    create_meeting,
    fix_agenda,
    hold_meeting,
    reschedule_meeting,
)
from agendas.services.minutes import write_minutes
from agendas.services.resolutions import add_dissent, add_resolution, confirm_resolutions, set_summary
from foundation.accounts.services import demo_accounts
from places.models import District
from workgroups.models import Grant
from workgroups.services.demonstration import PREFIX
from workgroups.services.facts import FactWriter
from workgroups.services.grants import give_grant
from workgroups.services.reference import load_group

SOURCE = "ข้อมูลสาธิต"
EVIDENCE = "ลงนามในร่างมติ (สมมติ)"


@transaction.atomic
def load_demo_agendas(stdout=None):
    """Write the demonstration group and, once, its meetings; returns how many. Needs the demonstration accounts.

    The rights are given last: nobody is written to about meetings that never were.
    """
    people = _people()
    made = 0
    if "opdc" in people:
        facts = reference.read("demonstration")
        key = f"{PREFIX}{facts['group']['slug']}"
        group = load_group(FactWriter(), facts["group"] | {"extra": {"is_demo": True}}, key, source=SOURCE)
        if group is not None and not group.meetings.exists():
            with translation.override("th"):
                made = _Life(facts, group, people).live()
            _give_rights(facts, group, people)
    if stdout:
        stdout.write(f"การประชุมสาธิต: เขียน {made} ครั้ง | demonstration meetings")
    return made


class _Life:
    """The meetings of the demonstration group, told in the order in which they would have happened."""

    def __init__(self, facts, group, people):
        self.facts, self.group, self.today = facts, group, timezone.localdate()
        self.secretary = people.get("secretary.lampang", people["opdc"])
        self.officer = people.get("officer.lampang", people["opdc"])
        self.seats = list(group.posts.order_by("order", "pk"))

    def live(self):
        first = self._first(self.facts["first"])
        second = self._second(self.facts["second"], first)
        self._situation(self.facts["situation"])
        self._cancelled(self.facts["cancelled"])
        self._third(self.facts["third"])
        self._create(self.facts["draft"]["day"])
        return self.group.meetings.count() if second else 0

    def _first(self, told):
        meeting = self._called(told)
        matters = [(self._item(meeting, row), row) for row in told["items"]]
        meeting = self._hold(meeting, told)
        decided = [self._decide(item, row) for item, row in matters]
        return self._send_round(self._confirm(meeting, decided), meeting.date + datetime.timedelta(days=14))

    def _second(self, told, first):
        meeting = self._create(told["day"])
        adoption, deferred, table = self._taken_up(meeting)
        meeting = self._call(meeting, told)
        meeting = self._hold(meeting, told)
        self._minute(table, told["arising_th"])
        decided = [
            self._decide(adoption, told["adoption"] | {"outcome": "adopted"}),
            self._decide(deferred, told["deferred"]),
        ]
        add_dissent(decided[1][0], by=self.secretary, **told["deferred"]["dissent"])
        self._confirm(meeting, decided)
        how = {"method": Adoption.Method.NEXT_MEETING, "on": meeting.date, "item": adoption}
        adopt(first, by=self.secretary, **how)
        self._direct(meeting, told["directive"])
        return self._send_round(meeting, self.today + datetime.timedelta(days=3))

    def _situation(self, told):
        titles = {name: told[name] for name in ("title_th", "title_en")}
        meeting = self._create(told["day"], kind=Meeting.Kind.SITUATION, **titles)
        meeting = call_meeting(meeting, by=self.secretary, today=meeting.date)
        meeting = fix_agenda(meeting, by=self.secretary)
        meeting = self._hold(meeting, told, fixed=True)
        self._direct(meeting, told["directive"])
        conclude_meeting(meeting, by=self.secretary)

    def _cancelled(self, told):
        meeting = self._create(told["day"], kind=Meeting.Kind.SPECIAL)
        meeting = call_meeting(meeting, by=self.secretary)
        cancel_meeting(meeting, by=self.secretary, reason=told["reason_th"])

    def _third(self, told):
        meeting = self._create(told["planned"])
        carry_over(meeting, by=self.secretary)
        for row in told["items"]:
            self._item(meeting, row)
        meeting = call_meeting(meeting, by=self.secretary)
        hours = {"starts": meeting.starts, "ends": meeting.ends}
        day = self._day(told["day"])
        reschedule_meeting(meeting, by=self.secretary, date=day, reason=told["reason_th"], **hours)

    # What the meetings have in common

    def _create(self, day, **facts):
        hours = {"starts": datetime.time(9, 30), "ends": datetime.time(12)}
        about = {"venue_th": self.facts["venue_th"], "recorded_by": self.facts["recorder"], "source": SOURCE}
        return create_meeting(by=self.secretary, date=self._day(day), host_group=self.group, **hours, **about, **facts)

    def _called(self, told):
        return self._call(self._create(told["day"]), told)

    def _call(self, meeting, told):
        return call_meeting(meeting, by=self.secretary, today=self._day(told["called"]))

    def _item(self, meeting, row):
        facts = {name: row[name] for name in ("title_en", "asks_th")}
        section = section_for(meeting, row["kind"], by=self.secretary)
        return add_item(section, by=self.secretary, title_th=row["title_th"], **facts)

    def _taken_up(self, meeting):
        """What comes over from the first meeting: its minutes to adopt, what it put off, the table of work."""
        items = carry_over(meeting, by=self.secretary)
        kinds = {item.section.kind: item for item in items}
        return [
            kinds[kind]
            for kind in (SectionKind.ADOPT_MINUTES, SectionKind.FOR_CONSIDERATION, SectionKind.MATTERS_ARISING)
        ]

    def _hold(self, meeting, told, *, fixed=False):
        if not fixed:
            meeting = fix_agenda(meeting, by=self.secretary)
        for row in meeting.attendances.seats():
            name = self.facts["people"][row.order - 1]
            record_attendance(row, by=self.secretary, name=name, **_came(row, told))
        chair = {"presided_by": self.facts["chair"], "presided_by_post": self.seats[0].title_th}
        hours = {"opened_at": datetime.time(9, 40), "closed_at": datetime.time(11, 50)}
        return hold_meeting(meeting, by=self.secretary, **chair, **hours)

    def _minute(self, item, text):
        item.refresh_from_db()
        write_minutes(item, by=self.secretary, version=item.version, minutes_th=text)

    def _decide(self, item, row):
        self._minute(item, row["minutes_th"])
        more = {"observation_th": row["observation_th"]} if "observation_th" in row else {}
        if row["outcome"] == "deferred":
            more["deferred_next"] = True
        actions = [self._work(task) for task in row.get("actions", ())]
        words = {"outcome": row["outcome"], "text_th": row["text_th"], "actions": actions}
        return add_resolution(item, by=self.secretary, **words, **more), row

    def _work(self, task):
        return {
            "title_th": task["title_th"],
            "owner_post": self.seats[task["post"] - 1],
            "due_on": self._day(task["due"]),
        }

    def _confirm(self, meeting, decided):
        """The chair's word on the day after; then what the public is told, and what was done since."""
        on = meeting.date + datetime.timedelta(days=1)
        word = {"confirmed_by": self.facts["chair"], "on": on, "evidence_th": EVIDENCE}
        confirm_resolutions(meeting, by=self.secretary, resolutions=[row for row, _told in decided], **word)
        for resolution, told in decided:
            if "summary_th" in told:
                summary = {"text_th": told["summary_th"], "text_en": told["summary_en"]}
                districts = District.objects.filter(code__in=told.get("districts", ()))
                set_summary(resolution, by=self.secretary, districts=districts, **summary)
            self._progress(resolution.actions.order_by("pk"), told.get("actions", ()))
        return meeting

    def _direct(self, meeting, told):
        tasks = [told["action"]]
        directive = add_directive(
            meeting, by=self.secretary, text_th=told["text_th"], actions=[self._work(task) for task in tasks]
        )
        confirm_directives(meeting, by=self.secretary, on=meeting.date, directives=[directive])
        self._progress(directive.actions.order_by("pk"), tasks)

    def _progress(self, actions, tasks):
        words = self.facts["progress"]
        for action, task in zip(actions, tasks, strict=True):
            if task["progress"] == "started":
                report_progress(action, by=self.officer, status="in_progress", text_th=words["started_th"], percent=40)
            elif task["progress"] in ("reported", "verified"):
                report_progress(action, by=self.officer, status="reported_done", text_th=words["done_th"], percent=100)
            if task["progress"] == "verified":
                verify_action(action, by=self.secretary, text_th=words["checked_th"], today=action.due_on)

    def _send_round(self, meeting, until):
        """Minutes begun and sent round a week after the meeting, open to corrections up to the day `until`."""
        meeting = begin_minutes(meeting, by=self.secretary)
        sent = meeting.date + datetime.timedelta(days=7)
        return circulate(meeting, by=self.secretary, corrections_by=until, today=sent)

    def _day(self, days):
        return self.today + datetime.timedelta(days=days)


def _came(row, told):
    """Present, unless the facts say that somebody came in this seat's place or why nobody did."""
    if row.order in told.get("away", {}):
        return {"status": Attendance.Status.ABSENT, "absent_reason": told["away"][row.order]}
    if row.order in told.get("substitute", {}):
        return {"status": Attendance.Status.SUBSTITUTE, "substitute_name": told["substitute"][row.order]}
    return {"status": Attendance.Status.PRESENT}


def _people():
    """The demonstration accounts by what comes before the @."""
    emails = [email for email, _name in demo_accounts()]
    return {user.email.partition("@")[0]: user for user in get_user_model().objects.filter(email__in=emails)}


def _give_rights(facts, group, people):
    for name, role in facts["grants"].items():
        if name in people and not Grant.objects.filter(user=people[name], role=role, group=group).exists():
            give_grant(user=people[name], role=role, group=group, by=None)
