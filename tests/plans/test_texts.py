"""Situation texts in versions, partners, practices, roads."""

import pytest
from django.core.exceptions import ValidationError

from plans.models import NetworkPartner, RoadMap, Situation
from plans.services import (
    Conflict,
    PlanRefused,
    judge_practice,
    propose_practice,
    publish_situation,
    save_partner,
    save_roadmap,
    write_situation,
)
from tests.accounts.factories import UserFactory
from tests.plans.factories import FrameItemFactory, LampangGroupFactory
from tests.pm25.factories import DistrictFactory
from tests.pm25.factories import ProvinceFactory as PlaceFactory
from tests.workgroups.factories import WorkgroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def agenda():
    return FrameItemFactory(kind="agenda", key="agenda-pm25")


def test_published_version_stays_and_the_next_begins(user, agenda):
    group = LampangGroupFactory()
    words = {"causes_th": "การเผา", "references_th": "รายงาน ทสจ."}

    first = publish_situation(write_situation(group, agenda, by=user, **words), by=user)
    second = write_situation(group, agenda, by=user, **(words | {"causes_th": "การเผาและจราจร"}))

    assert (first.number, second.number, second.published_on) == (1, 2, None)
    with pytest.raises(PlanRefused, match="แก้ไขอะไร"):
        publish_situation(second, by=user)
    second = write_situation(group, agenda, by=user, version=second.version, change_note_th="เพิ่มจราจร", **words)
    publish_situation(second, by=user)
    assert list(Situation.objects.public().values_list("number", flat=True)) == [2, 1]
    with pytest.raises(PlanRefused, match="เผยแพร่แล้ว"):
        publish_situation(first, by=user)


def test_text_without_words_or_references_is_not_published(user, agenda):
    group = LampangGroupFactory()

    with pytest.raises(ValidationError):
        write_situation(group, agenda, by=user, causes_th="ก")
    with pytest.raises(PlanRefused, match="อย่างน้อยหนึ่งหัวข้อ"):
        publish_situation(write_situation(group, agenda, by=user, references_th="ก"), by=user)


def test_second_writer_of_a_draft_is_told(user, agenda):
    group = LampangGroupFactory()
    draft = write_situation(group, agenda, by=user, references_th="ก")
    write_situation(group, agenda, by=user, version=draft.version, references_th="ข")

    with pytest.raises(Conflict):
        write_situation(group, agenda, by=user, version=draft.version, references_th="ค")


def test_only_provincial_groups_have_a_situation(user, agenda):
    with pytest.raises(PlanRefused, match="ระดับจังหวัด"):
        write_situation(WorkgroupFactory(), agenda, by=user, references_th="ก")


def test_partner_works_in_its_own_province_and_is_entered_once(user):
    group = LampangGroupFactory()
    words = {"name_th": "เครือข่ายคนรักดอย", "kind": "civil", "role_th": "ลาดตระเวน"}
    strange = DistrictFactory(province=PlaceFactory(sing_buri=True))

    partner = save_partner(by=user, group=group, **words)
    save_partner(partner, by=user, role_th="ทำแนวกันไฟ")

    assert NetworkPartner.objects.get().role_th == "ทำแนวกันไฟ"
    with pytest.raises(ValidationError, match="ชื่อนี้แล้ว"):
        save_partner(by=user, group=group, **words)
    with pytest.raises(PlanRefused, match="เฉพาะอำเภอ"):
        save_partner(partner, by=user, districts=[strange])


def test_practice_waits_for_the_secretariat(user):
    words = {"name_th": "บ้านไม่เผา", "year_be": 2569, "agency_th": "อบต.ทดสอบ"}
    practice = propose_practice(by=user, group=LampangGroupFactory(), approaches=[FrameItemFactory()], **words)
    assert practice.status == "proposed"

    with pytest.raises(PlanRefused, match="เหตุผล"):
        judge_practice(practice, by=user, status="declined")
    practice = judge_practice(practice, by=user, status="published")
    with pytest.raises(PlanRefused, match="แล้ว"):
        judge_practice(practice, by=user, status="published")


def test_road_is_one_for_a_group_and_an_agenda(user, agenda):
    group, anchor = LampangGroupFactory(), FrameItemFactory(kind="anchor")

    save_roadmap(group, agenda, by=user, goal_th="ลดฝุ่น", anchors=[anchor])
    save_roadmap(group, agenda, by=user, goal_th="ลดฝุ่นอีก")

    assert RoadMap.objects.get().goal_th == "ลดฝุ่นอีก"
