"""Two people, or one thumb twice, at one moment on PostgreSQL."""

import uuid

import pytest

from plans.models import Activity, Milestone, Plan, Update
from plans.services import PlanRefused, add_activity, approve_plan, change_activity, report_progress
from tests.accounts.factories import UserFactory
from tests.plans.factories import (
    FIRST,
    LAST,
    ActivityFactory,
    FrameItemFactory,
    MilestoneFactory,
    PlanFactory,
    resolution,
)
from tests.pm25.test_double_send import SENDERS, at_once
from tests.workgroups.factories import AgencyFactory

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_report_is_written_once_however_many_send_it():
    user, milestone = UserFactory(), MilestoneFactory()
    key = uuid.UUID(int=7)

    answers = at_once(
        lambda: report_progress(milestone.activity, by=user, key=key, text_th="ทำแล้ว", milestone=milestone)
    )

    assert sorted(new for _, new in answers) == [False] * (SENDERS - 1) + [True]
    assert Update.objects.count() == 1
    assert Milestone.objects.get().is_done


def test_activities_added_at_once_have_numbers_of_their_own():
    user, plan, lead = UserFactory(), PlanFactory(), AgencyFactory()
    facts = {"title_th": "กิจกรรม", "lead": lead, "output_th": "ผล", "starts": FIRST, "ends": LAST}

    at_once(lambda: add_activity(plan, by=user, **facts))

    assert list(Activity.objects.order_by("number").values_list("number", flat=True)) == list(range(1, SENDERS + 1))


def test_one_of_many_writers_of_the_same_version_wins():
    user, activity = UserFactory(), ActivityFactory()

    answers = at_once(lambda: change_activity(activity, by=user, version=1, title_th="ใหม่"))

    assert sum(isinstance(answer, PlanRefused) for answer in answers) == SENDERS - 1
    assert Activity.objects.get().version == 2


def test_plan_is_approved_once():
    user, activity = UserFactory(), ActivityFactory()
    MilestoneFactory(activity=activity)
    activity.serves.add(FrameItemFactory())
    decided = resolution(activity.plan.group)

    answers = at_once(lambda: approve_plan(activity.plan, by=user, resolution=decided))

    assert sum(isinstance(answer, PlanRefused) for answer in answers) == SENDERS - 1
    assert Plan.objects.get().status == "approved"
