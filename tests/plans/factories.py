"""Plans, activities and what belongs to them, of a provincial group of Lampang unless told otherwise."""

import datetime

import factory

from agendas.models import AgendaItem, AgendaSection, Meeting, Resolution
from plans import models
from tests.accounts.factories import UserFactory
from tests.workgroups.factories import AgencyFactory, ProvinceFactory, WorkgroupFactory
from workgroups.models import Grant

YEAR = 2570
FIRST, LAST = datetime.date(2026, 10, 1), datetime.date(2027, 9, 30)


class FrameItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.FrameItem

    kind = "measure"
    key = factory.Sequence(lambda n: f"item-{n}")
    name_th = factory.Sequence(lambda n: f"ข้อทดสอบ {n}")


class LampangGroupFactory(WorkgroupFactory):
    slug = "lampang"
    province = factory.SubFactory(ProvinceFactory)

    class Meta:
        django_get_or_create = ("slug",)


class PlanFactory(factory.django.DjangoModelFactory):
    """A plan that was consulted on: public, and still written freely."""

    class Meta:
        model = models.Plan
        django_get_or_create = ("group", "fiscal_year")

    group = factory.SubFactory(LampangGroupFactory)
    fiscal_year = YEAR
    title_th = "แผนทดสอบ"
    title_en = "Test plan"
    status = "consulted"


class ActivityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Activity

    plan = factory.SubFactory(PlanFactory)
    number = factory.Sequence(lambda n: n + 1)
    title_th = factory.Sequence(lambda n: f"กิจกรรมทดสอบ {n}")
    title_en = factory.Sequence(lambda n: f"Test activity {n}")
    lead = factory.SubFactory(AgencyFactory)
    starts = FIRST
    ends = LAST
    output_th = "ผลผลิตทดสอบ"
    origin_note_th = "แผนพัฒนาจังหวัด"


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Milestone

    activity = factory.SubFactory(ActivityFactory)
    title_th = factory.Sequence(lambda n: f"หลักหมายทดสอบ {n}")
    due = datetime.date(2027, 3, 31)


class ObstacleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Obstacle

    group = factory.SubFactory(LampangGroupFactory)
    kind = "law"
    title_th = factory.Sequence(lambda n: f"ข้อจำกัดทดสอบ {n}")
    proposal_th = "ข้อเสนอทดสอบ"


class PartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.NetworkPartner

    group = factory.SubFactory(LampangGroupFactory)
    name_th = factory.Sequence(lambda n: f"ภาคีทดสอบ {n}")
    kind = "civil"
    role_th = "เฝ้าระวัง"


def writer(group, role="officer"):
    """Somebody who holds `role` in `group`."""
    user = UserFactory()
    Grant.objects.create(user=user, role=role, group=group, starts="2021-03-22")
    return user


def resolution(group, **fields):
    """A resolution of `group` that its chair has confirmed."""
    number = Meeting.objects.count() + 1
    meeting = Meeting.objects.create(
        host_group=group, date="2026-09-15", number=number, year_be=2569, slug=f"{number}-2569", status="held"
    )
    section = AgendaSection.objects.create(meeting=meeting, order=1, kind="for_consideration", title_th="เรื่องเพื่อพิจารณา")
    item = AgendaItem.objects.create(section=section, order=1, title_th="แผนปฏิบัติการ", number_label="1")
    facts = {"outcome": "approved", "text_th": "เห็นชอบแผน", "status": "confirmed", "confirmed_on": "2026-09-15"}
    return Resolution.objects.create(item=item, meeting=meeting, number=1, **(facts | fields))


def open_meeting(group):
    """A meeting of `group` whose agenda may still be written."""
    return Meeting.objects.create(
        host_group=group, date="2027-01-15", number=1, year_be=2570, slug="1-2570", status="called"
    )
