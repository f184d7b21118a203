"""Reports with evidence, and the check by somebody else."""

import datetime
import io
import uuid
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from PIL import Image

from foundation.documents.services import UploadRefused
from plans.models import Milestone, Update
from plans.services import PlanRefused, check_milestone, report_progress, send_back_milestone
from tests.accounts.factories import UserFactory
from tests.documents.factories import pdf, upload
from tests.plans.factories import FIRST, ActivityFactory, MilestoneFactory, PlanFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 2)


@pytest.fixture
def officer():
    return UserFactory()


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel("2026-11-30T09:00:00+07:00", tick=False):
        yield


def told(activity, officer, **facts):
    return report_progress(activity, by=officer, **({"key": uuid.uuid4(), "text_th": "ทำแล้ว"} | facts))


def test_report_leaves_its_figures_on_the_activity(officer):
    activity = ActivityFactory()

    update, new = told(activity, officer, actual=Decimal("9"), spent=Decimal("1200.50"), late_reason_th="ฝนตก")
    told(activity, officer)

    activity.refresh_from_db()
    assert new
    assert (activity.actual, activity.spent, activity.late_reason_th) == (9, Decimal("1200.50"), "ฝนตก")
    assert (activity.reported_on is not None, update.kind) == (True, "progress")


def test_same_form_sent_twice_counts_once(officer):
    activity, key = ActivityFactory(), uuid.uuid4()

    first, new = told(activity, officer, key=key)
    second, again = told(activity, officer, key=key)

    assert (first.pk, new, again, Update.objects.count()) == (second.pk, True, False, 1)
    with pytest.raises(PlanRefused, match="ผู้อื่น"):
        told(activity, UserFactory(), key=key)


def test_milestone_is_done_by_one_and_checked_by_another(officer):
    milestone = MilestoneFactory()
    told(milestone.activity, officer, milestone=milestone, done_on=DAY)

    with pytest.raises(PlanRefused, match="ของตนเอง"):
        check_milestone(milestone, by=officer)
    checked = check_milestone(milestone, by=UserFactory(), text_th="เห็นแล้ว")

    assert (checked.done_on, checked.is_checked) == (DAY, True)
    assert list(milestone.activity.updates.values_list("kind", flat=True)) == ["done", "checked"]


def test_database_refuses_a_check_of_ones_own(officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        MilestoneFactory(done_on=DAY, reported_by=officer, checked_on=DAY, checked_by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        MilestoneFactory(checked_on=DAY)


def test_sent_back_milestone_is_open_again(officer):
    milestone = MilestoneFactory()
    told(milestone.activity, officer, milestone=milestone)

    with pytest.raises(PlanRefused, match="เหตุผล"):
        send_back_milestone(milestone, by=UserFactory(), reason=" ")
    send_back_milestone(milestone, by=UserFactory(), reason="ยังไม่ติดตั้ง")

    milestone.refresh_from_db()
    assert (milestone.is_done, milestone.reported_by) == (False, None)
    told(milestone.activity, officer, milestone=milestone)
    assert Milestone.objects.get().is_done


@pytest.mark.parametrize("day", [datetime.date(2099, 1, 1), FIRST - datetime.timedelta(days=1)])
def test_day_of_doing_is_neither_tomorrow_nor_before_the_year(officer, day):
    milestone = MilestoneFactory()

    with pytest.raises(PlanRefused):
        told(milestone.activity, officer, milestone=milestone, done_on=day)

    assert Update.objects.count() == 0


def test_milestone_of_another_activity_is_refused(officer):
    with pytest.raises(PlanRefused, match="ของกิจกรรมนี้"):
        told(ActivityFactory(), officer, milestone=MilestoneFactory(activity__number=7))


@pytest.mark.parametrize("facts", [{"actual": Decimal("-1")}, {"spent": Decimal("-0.01")}])
def test_impossible_reports_are_refused(officer, facts):
    with pytest.raises((ValidationError, IntegrityError)):
        told(ActivityFactory(), officer, **facts)


def test_draft_and_stopped_take_no_report(officer):
    with pytest.raises(PlanRefused, match="รับฟังความเห็น"):
        told(ActivityFactory(plan=PlanFactory(status="draft")), officer)
    with pytest.raises(PlanRefused, match="ยุติ"):
        told(
            ActivityFactory(plan__fiscal_year=2571, number=8, override="cancelled", override_reason_th="งบหมด"), officer
        )


def test_photo_as_evidence_loses_where_it_was_taken(officer):
    picture, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "phone of somebody"
    Image.new("RGB", (8, 6)).save(picture, "JPEG", exif=exif)

    update, _new = told(ActivityFactory(), officer, upload=upload(picture.getvalue(), name="หลักฐาน.pdf"))

    assert b"phone of somebody" not in update.evidence.path.read_bytes()
    assert update.evidence.content_type == "image/jpeg"
    assert not update.evidence_is_public


def test_hostile_evidence_leaves_nothing(officer, tmp_path):
    with pytest.raises(UploadRefused):
        told(ActivityFactory(), officer, upload=upload(b"MZ\x90 not a document", name="a.pdf"))

    assert Update.objects.count() == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_real_updates_are_never_changed_and_demonstration_ones_go(officer):
    real, _new = told(ActivityFactory(plan__is_demo=False), officer, is_demo=False, upload=upload(pdf()))
    invented, _new = told(real.activity, officer, is_demo=True)

    for change in (lambda: Update.objects.filter(pk=real.pk).update(text_th="อื่น"), real.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    invented.delete()

    assert Update.objects.get() == real
