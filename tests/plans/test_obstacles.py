"""Obstacles: raised, referred, on an agenda, answered, unlocked or not."""

import datetime
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agendas.models import AgendaItem
from foundation.audit.models import Entry
from plans.models import Obstacle, ObstacleEvent
from plans.services import (
    PlanRefused,
    answer_obstacle,
    change_obstacle,
    end_obstacle,
    raise_obstacle,
    refer_obstacle,
    take_up_obstacle,
)
from tests.accounts.factories import UserFactory
from tests.plans.factories import ActivityFactory, LampangGroupFactory, ObstacleFactory, open_meeting, resolution
from tests.workgroups.factories import WorkgroupFactory

pytestmark = pytest.mark.django_db
S = Obstacle.Status


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def body():
    return WorkgroupFactory(kind="subcommittee", slug="subcommittee-8")


def raised(user, **fields):
    facts = {"group": LampangGroupFactory(), "kind": "law", "title_th": "ติดระเบียบ", "proposal_th": "แก้ระเบียบ"}
    return raise_obstacle(by=user, **({"key": uuid.uuid4()} | facts | fields))


def test_same_form_sent_twice_is_one_obstacle(user):
    key = uuid.uuid4()

    first, new = raised(user, key=key)
    second, again = raised(user, key=key)

    assert (first.pk, new, again, first.events.count()) == (second.pk, True, False, 1)
    with pytest.raises(PlanRefused, match="ผู้อื่น"):
        raised(UserFactory(), key=key)


def test_activity_of_another_group_is_refused(user):
    activity = ActivityFactory(plan__group=WorkgroupFactory())

    with pytest.raises(PlanRefused, match="เดียวกัน"):
        raised(user, activity=activity)


def test_obstacle_goes_up_and_its_answer_comes_back(user, body):
    obstacle, _new = raised(user)
    obstacle = refer_obstacle(obstacle, by=user, to_group=body)
    meeting = open_meeting(body)

    obstacle = take_up_obstacle(obstacle, by=user, meeting=meeting)
    decided = resolution(body)
    obstacle = answer_obstacle(obstacle, by=user, answer_th="แก้แล้ว", resolution=decided)
    obstacle = end_obstacle(obstacle, by=user, status="unlocked", reason="ใช้ระเบียบใหม่")

    item = AgendaItem.objects.get(section__meeting=meeting)
    assert (obstacle.item, obstacle.answered_by) == (item, decided)
    assert "ติดระเบียบ" in item.title_th
    assert "แก้ระเบียบ" in item.brief_th
    assert item.section.kind == "for_consideration"
    assert list(obstacle.events.values_list("status", flat=True)) == [
        *("raised", "referred", "referred", "answered", "unlocked")
    ]
    assert Entry.objects.filter(action="plans.move_obstacle").count() == 4


def test_only_the_body_that_was_asked_takes_it_up(user, body):
    obstacle = refer_obstacle(ObstacleFactory(), by=user, to_group=body)

    with pytest.raises(PlanRefused, match="คณะที่รับเรื่อง"):
        take_up_obstacle(obstacle, by=user, meeting=open_meeting(WorkgroupFactory()))
    obstacle = take_up_obstacle(obstacle, by=user, meeting=open_meeting(body))
    with pytest.raises(PlanRefused, match="อยู่ในวาระแล้ว"):
        take_up_obstacle(obstacle, by=user, meeting=obstacle.item.meeting)


def test_meeting_whose_minutes_are_adopted_takes_nothing_up(user, body):
    obstacle = refer_obstacle(ObstacleFactory(), by=user, to_group=body)
    meeting = open_meeting(body)
    meeting.status, meeting.adopted_on = "adopted", meeting.date
    meeting.save()

    with pytest.raises(PlanRefused):
        take_up_obstacle(obstacle, by=user, meeting=meeting)

    assert (AgendaItem.objects.count(), Obstacle.objects.get().item) == (0, None)


def test_ones_own_group_and_an_ended_body_are_refused(user):
    obstacle = ObstacleFactory()

    with pytest.raises(PlanRefused, match="คณะของตนเอง"):
        refer_obstacle(obstacle, by=user, to_group=obstacle.group)
    with pytest.raises(PlanRefused, match="สิ้นสุดแล้ว"):
        refer_obstacle(obstacle, by=user, to_group=WorkgroupFactory(status="ended", ended_on="2026-01-01"))


def test_answer_is_not_older_than_the_question(user):
    obstacle = ObstacleFactory(raised_on=datetime.date(2026, 1, 10))

    for day in (datetime.date(2026, 1, 9), datetime.date(2099, 1, 1)):
        with pytest.raises(PlanRefused, match="วันที่ตอบ"):
            answer_obstacle(obstacle, by=user, answer_th="ตอบ", on=day)


def test_words_change_only_until_somebody_was_asked(user, body):
    obstacle = ObstacleFactory()
    change_obstacle(obstacle, by=user, title_th="ชัดขึ้น")
    refer_obstacle(obstacle, by=user, to_group=body)

    with pytest.raises(PlanRefused, match="แก้ข้อความไม่ได้"):
        change_obstacle(obstacle, by=user, title_th="ช้าไป")


def test_age_stands_still_at_the_end():
    obstacle = ObstacleFactory(raised_on=datetime.date(2026, 1, 1))
    assert obstacle.age(datetime.date(2026, 1, 31)) == 30

    obstacle.ended_on = datetime.date(2026, 1, 11)
    assert obstacle.age(datetime.date(2026, 12, 31)) == 10


@pytest.mark.parametrize(
    "fields", [{"status": "referred"}, {"status": "answered"}, {"status": "unlocked", "answer_th": "x"}]
)
def test_database_keeps_states_with_what_belongs_to_them(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ObstacleFactory(**fields)


def test_events_of_a_real_obstacle_stay(user):
    obstacle, _new = raised(user, is_demo=False)

    with pytest.raises(DatabaseError), transaction.atomic():
        ObstacleEvent.objects.all().delete()

    assert obstacle.events.count() == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(list(S)), max_size=8))
def test_no_order_of_steps_leaves_the_table_of_moves(user, body, steps):
    acts = {
        S.REFERRED: lambda row: refer_obstacle(row, by=user, to_group=body),
        S.ANSWERED: lambda row: answer_obstacle(row, by=user, answer_th="ตอบ"),
        **{end: lambda row, end=end: end_obstacle(row, by=user, status=end, reason="เหตุ") for end in Obstacle.ENDED},
    }
    with transaction.atomic():
        obstacle = ObstacleFactory()
        for step in steps:
            before = obstacle.status
            act = acts.get(step)
            if act and step in Obstacle.MOVES[before]:
                obstacle = act(obstacle)
                assert obstacle.status == step
            elif act:
                with pytest.raises(PlanRefused):
                    act(obstacle)
                obstacle.refresh_from_db()
                assert obstacle.status == before
        transaction.set_rollback(True)
