"""Facts load twice without a change; the demonstration comes, is marked, and goes without a trace of rows."""

import io

import pytest
import time_machine

from foundation.accounts.services import load_demo_accounts
from places.services import load_places
from plans.models import (
    Activity,
    FrameItem,
    GoodPractice,
    NetworkPartner,
    Obstacle,
    ObstacleEvent,
    Plan,
    RecordedEvent,
    Situation,
    Update,
)
from plans.services import load_demo_plans, load_plans, remove_demo_plans
from workgroups.services import load_demo_workgroups, load_workgroups

pytestmark = pytest.mark.django_db
INVENTED = [Plan, Activity, Update, Obstacle, ObstacleEvent, NetworkPartner, Situation]


@pytest.fixture
def facts():
    silent = io.StringIO()
    load_places(silent)
    load_workgroups(silent)
    load_plans(silent)


@pytest.fixture
def demonstration(facts, settings):
    settings.DEMO = True
    silent = io.StringIO()
    load_demo_accounts(silent)
    load_demo_workgroups(silent)
    load_demo_plans(silent)


def test_frame_is_whole_and_a_second_run_writes_nothing(facts):
    kinds = {kind: FrameItem.objects.of(kind).count() for kind in FrameItem.Kind.values}

    assert kinds == {
        "measure": 3,
        "special": 12,
        "approach": 8,
        "step": 3,
        "theme": 3,
        "mechanism": 4,
        "anchor": 3,
        "aeiou": 5,
        "agenda": 2,
    }
    assert GoodPractice.objects.public().count() == 5
    assert load_plans() == 0
    assert not FrameItem.objects.filter(source="").exists()
    assert not RecordedEvent.objects.filter(source="").exists()


def test_what_staff_changed_stays(facts):
    item = FrameItem.objects.get(key="special-6")
    item.name_en = "Edited"
    item.save()

    load_plans()

    item.refresh_from_db()
    assert item.name_en == "Edited"


def test_facts_invent_no_plan(facts):
    assert [model.objects.count() for model in INVENTED] == [0] * len(INVENTED)


def test_demonstration_is_marked_everywhere_and_loads_once(demonstration):
    assert Plan.objects.count() == 2
    for model in INVENTED:
        rows = model.objects.all()
        assert rows.exists()
        if model is not Activity:
            assert not rows.filter(is_demo=False).exists()
        assert not hasattr(rows, "real") or not rows.real().exists()
    assert load_demo_plans() == 0


def test_demonstration_goes_and_the_facts_stay(demonstration):
    facts = FrameItem.objects.count(), GoodPractice.objects.count(), RecordedEvent.objects.count()

    remove_demo_plans()

    assert [model.objects.count() for model in INVENTED] == [0] * len(INVENTED)
    assert (FrameItem.objects.count(), GoodPractice.objects.count(), RecordedEvent.objects.count()) == facts


@pytest.mark.parametrize("day", ["2026-10-01", "2026-10-02", "2027-03-15", "2027-09-30"])
def test_demonstration_fits_into_any_day_of_the_year(facts, settings, day):
    settings.DEMO = True
    silent = io.StringIO()
    with time_machine.travel(f"{day}T09:00:00+07:00", tick=False):
        load_demo_accounts(silent)
        load_demo_workgroups(silent)
        load_demo_plans(silent)

    assert Plan.objects.count() == 2
    for activity in Activity.objects.prefetch_related("milestones", "plan"):
        first, last = activity.plan.span
        assert first <= activity.starts <= activity.ends <= last
        assert all(activity.starts <= row.due <= activity.ends for row in activity.milestones.all())
