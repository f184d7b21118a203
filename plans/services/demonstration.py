"""Demonstration plans, written through the same services as real ones and marked; removed without a trace of rows."""

import datetime
import uuid
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from agendas.models import Action, Resolution
from foundation.accounts.services import demo_accounts
from foundation.audit.services import record, snapshot
from foundation.thai.fiscal import fiscal_year
from places.models import District
from plans import reference
from plans.models import (
    Activity,
    FrameItem,
    GoodPractice,
    NetworkPartner,
    Obstacle,
    ObstacleEvent,
    Plan,
    RoadMap,
    Situation,
    Update,
)
from plans.services.activities import add_activity
from plans.services.obstacles import answer_obstacle, end_obstacle, raise_obstacle, refer_obstacle
from plans.services.plans import approve_plan, consult_plan, create_plan, start_plan
from plans.services.progress import check_milestone, report_progress
from plans.services.texts import publish_situation, save_partner, write_situation
from workgroups.models import Agency, Workgroup

NAMESPACE = uuid.UUID("0f7f6c1e-8f0b-4a53-9a76-25690000d302")
SOURCE = "ข้อมูลสาธิต"


@transaction.atomic
def load_demo_plans(stdout=None):
    """Write this fiscal year's demonstration plans, obstacles, partners and texts; what is there stays.

    Needs the demonstration groups and accounts; plans are approved where a demonstration resolution is there.
    """
    facts, people = reference.read("demonstration"), _people()
    made = sum(_plan(fact, people) for fact in facts["plans"])
    made += sum(_obstacle(fact, people) for fact in facts["obstacles"])
    made += sum(_partner(fact, people) for fact in facts["partners"])
    made += _situation(facts["situation"], people)
    if stdout:
        stdout.write(f"แผนสาธิต: เขียน {made} รายการ | demonstration plans")
    return made


@transaction.atomic
def remove_demo_plans():
    """Delete every demonstration row of this app; returns how many."""
    proven = Update.objects.filter(is_demo=True, evidence__isnull=False).select_related("evidence")
    files = [row.evidence for row in proven]
    demo_groups = Workgroup.objects.filter(is_demo=True)
    rows = [
        *ObstacleEvent.objects.filter(is_demo=True),
        *Obstacle.objects.filter(is_demo=True),
        *Update.objects.filter(is_demo=True),
        *Activity.objects.filter(plan__is_demo=True),
        *Plan.objects.filter(is_demo=True),
        *Situation.objects.filter(is_demo=True),
        *NetworkPartner.objects.filter(is_demo=True),
        *GoodPractice.objects.filter(is_demo=True),
        *RoadMap.objects.filter(is_demo=True),
        *RoadMap.objects.filter(group__in=demo_groups, is_demo=False),
    ]
    for row in rows:
        record("plans.remove_demo", row, before=snapshot(row))
        row.delete()
    for file in files:
        path = file.path
        file.delete()
        transaction.on_commit(lambda path=path: path.unlink(missing_ok=True))
    return len(rows)


def _people():
    """The demonstration accounts by what comes before the @."""
    emails = [email for email, _name in demo_accounts()]
    return {user.email.partition("@")[0]: user for user in get_user_model().objects.filter(email__in=emails)}


def _plan(fact, people):
    group = Workgroup.objects.filter(slug=fact["group"]).first()
    year = fiscal_year(timezone.localdate())
    if group is None or "opdc" not in people or Plan.objects.filter(group=group, fiscal_year=year).exists():
        return 0
    officer, secretary = _writers(group, people)
    titles = {name: fact[name] for name in ("title_th", "title_en", "summary_th")}
    plan = create_plan(by=officer, group=group, fiscal_year=year, is_demo=True, **titles)
    plan.source = SOURCE
    plan.save(update_fields=["source"])
    actions = list(Action.objects.filter(group=group, is_demo=True).order_by("pk"))
    activities = [
        _activity(plan, row, actions[place] if place < len(actions) else None, officer)
        for place, row in enumerate(fact["activities"])
    ]
    today, first = timezone.localdate(), plan.span[0]
    plan = consult_plan(plan, by=secretary, on=first, note_th=fact["consulted_th"])
    resolution = _resolution(group)
    if resolution is not None:
        plan = approve_plan(plan, by=secretary, resolution=resolution)
        plan = start_plan(plan, by=secretary, on=first)
    for activity, row in zip(activities, fact["activities"], strict=True):
        _report(activity, row, officer, secretary, today)
    return 1


def _activity(plan, fact, action, officer):
    first, last = plan.span
    starts, ends = sorted((_day(fact["starts"], first, last), _day(fact["ends"], first, last)))
    milestones = [
        (row["title_th"], min(max(_day(row["due"], first, last), starts), ends)) for row in fact["milestones"]
    ]
    return add_activity(
        plan,
        by=officer,
        milestones=milestones,
        kind=fact.get("kind", Activity.Kind.ACTIVITY),
        title_th=fact["title_th"],
        title_en=fact["title_en"],
        lead=Agency.objects.get(slug=fact["lead"]),
        supporting=Agency.objects.filter(slug__in=fact.get("supporting", [])),
        districts=District.objects.filter(code__in=fact.get("districts", [])),
        serves=FrameItem.objects.filter(key__in=fact["serves"]),
        starts=starts,
        ends=ends,
        budget=None if "budget" not in fact else Decimal(fact["budget"]),
        budget_source_th=fact.get("budget_source_th", ""),
        output_th=fact["output_th"],
        unit_th=fact["unit_th"],
        planned=Decimal(fact["planned"]),
        action=action,
        resolution=action.resolution if action else None,
        origin_note_th="" if action else "แผนพัฒนาจังหวัด (ข้อมูลสาธิต)",
    )


def _report(activity, fact, officer, secretary, today):
    """What the facts say was done, reported by the officer and, where they say so, checked by the secretary."""
    milestones = {row.title_th: row for row in activity.milestones.all()}
    for row in fact["milestones"]:
        if "done" in row and milestones[row["title_th"]].due <= today:
            milestone = milestones[row["title_th"]]
            key = uuid.uuid5(NAMESPACE, f"{activity.pk}|{milestone.pk}")
            told = {"text_th": f"{row['title_th']} แล้วเสร็จ (ข้อมูลสาธิต)", "done_on": milestone.due}
            at = timezone.make_aware(datetime.datetime.combine(milestone.due, datetime.time(15)))
            report_progress(
                activity, by=officer, key=key, milestone=milestone, at=min(at, timezone.now()), is_demo=True, **told
            )
            if row["done"] == "checked":
                check_milestone(milestone, by=secretary, text_th="เห็นผลงานในพื้นที่แล้ว (ข้อมูลสาธิต)", on=milestone.due)
    if "update_th" in fact:
        report_progress(
            activity,
            by=officer,
            key=uuid.uuid5(NAMESPACE, f"{activity.pk}|update"),
            text_th=f"{fact['update_th']} (ข้อมูลสาธิต)",
            actual=Decimal(fact["actual"]),
            late_reason_th=fact.get("late_th", ""),
            is_demo=True,
        )


def _obstacle(fact, people):
    group = Workgroup.objects.filter(slug=fact["group"]).first()
    key = uuid.uuid5(NAMESPACE, fact["title_th"])
    if group is None or "opdc" not in people or Obstacle.objects.filter(key=key).exists():
        return 0
    officer, secretary = _writers(group, people)
    today = timezone.localdate()
    raised = today - datetime.timedelta(days=fact["days_ago"])
    number = fact.get("activity")
    activity = Activity.objects.filter(plan__group=group, plan__is_demo=True, number=number).first() if number else None
    obstacle, _new = raise_obstacle(
        by=officer,
        group=group,
        key=key,
        kind=fact["kind"],
        title_th=fact["title_th"],
        detail_th=fact.get("detail_th", ""),
        proposal_th=fact["proposal_th"],
        agency=Agency.objects.filter(slug=fact["agency"]).first(),
        activity=activity,
        raised_on=raised,
        is_demo=True,
    )
    if "refer_to" in fact:
        body = Workgroup.objects.get(slug=fact["refer_to"])
        obstacle = refer_obstacle(obstacle, by=secretary, to_group=body, on=raised + datetime.timedelta(days=7))
    if "answer_th" in fact:
        answered = raised + datetime.timedelta(days=fact["days_ago"] // 2)
        obstacle = answer_obstacle(obstacle, by=people["opdc"], answer_th=fact["answer_th"], on=answered)
        end_obstacle(obstacle, by=secretary, status=fact["end"], reason=fact["reason_th"])
    return 1


def _partner(fact, people):
    group = Workgroup.objects.filter(slug=fact["group"]).first()
    if group is None or not people or NetworkPartner.objects.filter(group=group, name_th=fact["name_th"]).exists():
        return 0
    words = {name: fact[name] for name in ("name_th", "name_en", "kind", "role_th")}
    districts = District.objects.filter(code__in=fact.get("districts", []))
    save_partner(by=_writers(group, people)[0], group=group, districts=districts, source=SOURCE, is_demo=True, **words)
    return 1


def _situation(fact, people):
    group = Workgroup.objects.filter(slug=fact["group"]).first()
    agenda = FrameItem.objects.filter(key=fact["agenda"]).first()
    if group is None or agenda is None or not people or Situation.objects.filter(group=group, agenda=agenda).exists():
        return 0
    officer, secretary = _writers(group, people)
    words = {name: fact[name] for name in [*Situation.PARTS, "references_th"]}
    publish_situation(write_situation(group, agenda, by=officer, is_demo=True, **words), by=secretary)
    return 1


def _writers(group, people):
    """The officer and another person who decides: the group's own accounts, else the central office's."""
    name = group.slug.replace("-", "")
    return people.get(f"officer.{name}", people["opdc"]), people.get(f"secretary.{name}", people["opdc"])


def _resolution(group):
    """A demonstration resolution of the group that can stand for the approval of its plan."""
    rows = Resolution.objects.decided().filter(meeting__is_demo=True, meeting__host_group=group)
    rows = rows.order_by("-meeting__date")
    approving = rows.filter(outcome__in=[Resolution.Outcome.APPROVED, Resolution.Outcome.APPROVED_WITH_CHANGES])
    return approving.first() or rows.first()


def _day(told, first, last):
    """A day of the facts: a number of days into the year, or `today±days`; inside the year."""
    if isinstance(told, int):
        day = first + datetime.timedelta(days=told)
    else:
        day = timezone.localdate() + datetime.timedelta(days=int(told.removeprefix("today")))
    return min(max(day, first), last)
