"""The life of a plan and of what is in it."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.audit.models import Entry
from plans.models import Activity, Milestone, Plan
from plans.services import (
    Conflict,
    PlanRefused,
    add_activity,
    add_milestone,
    approve_plan,
    change_activity,
    change_plan,
    close_plan,
    consult_plan,
    create_plan,
    discard_plan,
    drop_activity,
    drop_milestone,
    override_status,
    return_plan,
    start_plan,
    whole,
)
from tests.accounts.factories import UserFactory
from tests.plans.factories import (
    FIRST,
    LAST,
    ActivityFactory,
    FrameItemFactory,
    LampangGroupFactory,
    MilestoneFactory,
    PlanFactory,
    resolution,
)
from tests.pm25.factories import DistrictFactory
from tests.pm25.factories import ProvinceFactory as PlaceFactory
from tests.workgroups.factories import AgencyFactory, WorkgroupFactory

pytestmark = pytest.mark.django_db
S = Plan.Status


@pytest.fixture
def user():
    return UserFactory()


def whole_plan(**fields):
    """A consulted plan that nothing keeps from being approved."""
    plan = PlanFactory(**fields)
    activity = ActivityFactory(plan=plan, number=1)
    MilestoneFactory(activity=activity)
    activity.serves.add(FrameItemFactory())
    return plan


def facts(**fields):
    return {"title_th": "กิจกรรม", "lead": AgencyFactory(), "output_th": "ผล", "starts": FIRST, "ends": LAST} | fields


def test_plan_begins_as_a_draft_with_an_entry_in_the_chain(user):
    plan = create_plan(by=user, group=LampangGroupFactory(), fiscal_year=2570, title_th="แผน", is_demo=False)

    assert (plan.status, plan.is_demo) == (S.DRAFT, False)
    assert Entry.objects.filter(action="plans.create", object_id=str(plan.pk)).count() == 1


def test_second_plan_of_a_year_is_refused(user):
    plan = PlanFactory()

    with pytest.raises(ValidationError, match="มีแผนของปีงบประมาณนี้แล้ว"):
        create_plan(by=user, group=plan.group, fiscal_year=plan.fiscal_year, title_th="ซ้ำ")


def test_year_in_the_common_era_is_refused(user):
    with pytest.raises(ValidationError, match=r"พ\.ศ\."):
        create_plan(by=user, group=LampangGroupFactory(), fiscal_year=2027, title_th="แผน")


def test_group_that_ended_begins_no_plan(user):
    group = WorkgroupFactory(status="ended", ended_on="2026-01-01")

    with pytest.raises(PlanRefused, match="สิ้นสุดแล้ว"):
        create_plan(by=user, group=group, fiscal_year=2570, title_th="แผน")


def test_plan_goes_through_its_states(user):
    plan = whole_plan(status="draft")

    plan = consult_plan(plan, by=user, on=datetime.date(2026, 10, 2), note_th="ประชุมรับฟัง")
    plan = approve_plan(plan, by=user, resolution=resolution(plan.group))
    plan = start_plan(plan, by=user, on=FIRST)
    plan = close_plan(plan, by=user, note_th="ทำได้ครบ")

    assert plan.status == S.CLOSED
    assert plan.approved_on == datetime.date(2026, 9, 15)
    assert Entry.objects.filter(action="plans.move").count() == 4


def test_approval_names_every_gap(user):
    plan = PlanFactory()
    ActivityFactory(plan=plan, number=1, origin_note_th="")

    with pytest.raises(PlanRefused) as refusal:
        approve_plan(plan, by=user, resolution=resolution(plan.group))

    assert len(refusal.value.reasons) == 3
    assert whole(plan) == refusal.value.reasons


def test_draft_or_foreign_resolution_approves_nothing(user):
    plan = whole_plan()

    with pytest.raises(PlanRefused, match="ยังเป็นร่าง"):
        approve_plan(plan, by=user, resolution=resolution(plan.group, status="draft"))
    with pytest.raises(PlanRefused, match="คณะที่อยู่เหนือ"):
        approve_plan(plan, by=user, resolution=resolution(WorkgroupFactory()))


def test_resolution_of_the_body_above_approves(user):
    parent = WorkgroupFactory(kind="subcommittee")
    plan = whole_plan(group=LampangGroupFactory(parent=parent))

    assert approve_plan(plan, by=user, resolution=resolution(parent)).status == S.APPROVED


def test_database_keeps_an_approved_plan_with_its_resolution():
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanFactory(status="approved")


def test_closing_waits_for_checks(user):
    plan = whole_plan()
    plan = start_plan(approve_plan(plan, by=user, resolution=resolution(plan.group)), by=user)
    Milestone.objects.update(done_on=FIRST, reported_by=user)

    with pytest.raises(PlanRefused, match="กิจกรรมที่ 1"):
        close_plan(plan, by=user, note_th="จบ")


def test_change_after_the_resolution_needs_a_reason(user):
    plan = whole_plan()
    plan = approve_plan(plan, by=user, resolution=resolution(plan.group))

    with pytest.raises(PlanRefused, match="เหตุผล"):
        change_plan(plan, by=user, title_th="ใหม่")
    change_plan(plan, by=user, title_th="ใหม่", reason="พิมพ์ผิด")

    entry = Entry.objects.get(action="plans.change")
    assert entry.after["reason"] == "พิมพ์ผิด"


def test_second_writer_is_told_of_the_first(user):
    plan = PlanFactory()
    change_plan(plan, by=user, version=1, title_th="คนแรก")

    with pytest.raises(Conflict) as conflict:
        change_plan(plan, by=user, version=1, title_th="คนที่สอง")

    assert conflict.value.version == 2
    assert Plan.objects.get().title_th == "คนแรก"


def test_draft_is_discarded_with_its_activities_but_not_with_reports(user):
    plan = whole_plan(status="draft")

    discard_plan(plan, by=user)

    assert (Plan.objects.count(), Activity.objects.count()) == (0, 0)
    with pytest.raises(PlanRefused, match="เฉพาะร่าง"):
        discard_plan(PlanFactory(), by=user)


STEPS = {
    S.CONSULTED: lambda plan, user: consult_plan(plan, by=user, on=FIRST, note_th="รับฟัง"),
    S.DRAFT: lambda plan, user: return_plan(plan, by=user, reason="แก้ไข"),
    S.APPROVED: lambda plan, user: approve_plan(plan, by=user, resolution=resolution(plan.group)),
    S.IN_FORCE: lambda plan, user: start_plan(plan, by=user),
    S.CLOSED: lambda plan, user: close_plan(plan, by=user, note_th="จบ"),
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(list(S)), max_size=8))
def test_no_order_of_steps_leaves_the_table_of_moves(user, steps):
    with transaction.atomic():
        plan = whole_plan(status="draft")
        for step in steps:
            before = plan.status
            if step in Plan.MOVES[before]:
                plan = STEPS[step](plan, user)
                assert plan.status == step
            else:
                with pytest.raises(PlanRefused):
                    STEPS[step](plan, user)
                plan.refresh_from_db()
                assert plan.status == before
        transaction.set_rollback(True)


# Activities


def test_activities_are_numbered_within_their_plan(user):
    plan = PlanFactory()

    first = add_activity(plan, by=user, **facts())
    second = add_activity(plan, by=user, milestones=[("เปิด", FIRST)], serves=[FrameItemFactory()], **facts())

    assert (first.number, second.number) == (1, 2)
    assert second.milestones.get().due == FIRST
    assert Entry.objects.filter(action="plans.add_activity").count() == 2


DAYS = st.dates(datetime.date(2026, 7, 1), datetime.date(2027, 12, 31))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DAYS, DAYS, DAYS, DAYS, DAYS)
def test_dates_nest_or_are_refused(user, starts, ends, due, new_starts, new_ends):
    with transaction.atomic():
        plan = PlanFactory()
        try:
            activity = add_activity(plan, by=user, milestones=[("ก", due)], **facts(starts=starts, ends=ends))
            change_activity(activity, by=user, starts=new_starts, ends=new_ends)
        except PlanRefused:
            transaction.set_rollback(True)
        else:
            activity.refresh_from_db()
            assert FIRST <= activity.starts <= due <= activity.ends <= LAST
            assert (activity.starts, activity.ends) == (new_starts, new_ends)
            transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("field", "value"),
    [("budget", Decimal("-1")), ("planned", Decimal("-0.01")), ("budget", Decimal("1e15")), ("title_th", "ก" * 301)],
)
def test_impossible_facts_are_refused(user, field, value):
    with pytest.raises(ValidationError):
        add_activity(PlanFactory(), by=user, **facts(unit_th="ครั้ง", **{field: value}))

    assert Activity.objects.count() == 0


def test_database_refuses_a_negative_budget():
    with pytest.raises(IntegrityError), transaction.atomic():
        ActivityFactory(budget=Decimal("-1"))


def test_district_of_another_province_is_refused(user):
    plan = PlanFactory()
    strange = DistrictFactory(province=PlaceFactory(sing_buri=True))

    with pytest.raises(PlanRefused, match="ไม่อยู่ในจังหวัด"):
        add_activity(plan, by=user, districts=[strange], **facts())


def test_activity_of_an_approved_plan_is_stopped_not_dropped(user):
    plan = whole_plan()
    activity = plan.activities.get()
    approve_plan(plan, by=user, resolution=resolution(plan.group))

    with pytest.raises(PlanRefused, match="ยุติกิจกรรม"):
        drop_activity(activity, by=user)
    activity = override_status(activity, by=user, status="cancelled", reason="งบถูกตัด")

    assert (activity.override, activity.override_reason_th) == ("cancelled", "งบถูกตัด")
    assert activity.updates.get().kind == "status"


def test_done_is_never_said_by_hand(user):
    activity = ActivityFactory()

    with pytest.raises(PlanRefused, match="ผู้อื่นตรวจสอบ"):
        override_status(activity, by=user, status="done", reason="เสร็จ")
    with pytest.raises(PlanRefused, match="เหตุผล"):
        override_status(activity, by=user, status="suspended", reason="  ")


def test_last_milestone_of_an_approved_plan_stays(user):
    plan = whole_plan()
    milestone = Milestone.objects.get()
    approve_plan(plan, by=user, resolution=resolution(plan.group))

    with pytest.raises(PlanRefused, match="อย่างน้อยหนึ่งหลัก"):
        drop_milestone(milestone, by=user, reason="ไม่ใช้")
    with pytest.raises(PlanRefused, match="ช่วงของกิจกรรม"):
        add_milestone(milestone.activity, by=user, title_th="นอก", due=LAST + datetime.timedelta(1), reason="x")


def test_closed_plan_takes_nothing(user):
    plan = whole_plan()
    plan = start_plan(approve_plan(plan, by=user, resolution=resolution(plan.group)), by=user)
    plan = close_plan(plan, by=user, note_th="จบ")

    with pytest.raises(PlanRefused, match="สิ้นสุดแล้ว"):
        add_activity(plan, by=user, reason="เพิ่ม", **facts())
