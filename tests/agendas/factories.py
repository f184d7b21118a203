"""Meetings and what hangs on them, as rows; what a test is about goes through the services."""

import datetime

import factory

from agendas import models
from tests.accounts.factories import UserFactory
from tests.workgroups.factories import WorkgroupFactory
from workgroups.models import Grant


class MeetingFactory(factory.django.DjangoModelFactory):
    """A draft of an ordinary meeting; with `called=True` its number is 1/2569."""

    class Meta:
        model = models.Meeting

    host_group = factory.SubFactory(WorkgroupFactory)
    date = datetime.date(2026, 12, 16)
    slug = factory.Sequence(lambda n: f"draft-{n}")

    class Params:
        called = factory.Trait(
            status="called", number=1, year_be=2569, slug="1-2569", called_on=datetime.date(2026, 11, 20)
        )


class SectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.AgendaSection

    meeting = factory.SubFactory(MeetingFactory)
    order = factory.Sequence(lambda n: n + 1)
    kind = models.SectionKind.FOR_CONSIDERATION
    title_th = "เรื่องเพื่อพิจารณา"


class ItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.AgendaItem

    section = factory.SubFactory(SectionFactory)
    order = factory.Sequence(lambda n: n + 1)
    title_th = factory.Sequence(lambda n: f"เรื่องที่ {n}")


class ResolutionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Resolution

    item = factory.SubFactory(ItemFactory)
    meeting = factory.LazyAttribute(lambda resolution: resolution.item.section.meeting)
    number = factory.Sequence(lambda n: n + 1)
    point = factory.Sequence(lambda n: n + 1)
    outcome = "approved"
    text_th = "ที่ประชุมมีมติเห็นชอบ"
    status = "confirmed"
    confirmed_on = datetime.date(2026, 11, 20)


class ReferralFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Referral

    to_group = factory.SubFactory(WorkgroupFactory)
    resolution = factory.SubFactory(
        ResolutionFactory, outcome="referred", referred_to=factory.SelfAttribute("..to_group")
    )
    sent_on = datetime.date(2026, 11, 20)


class ActionFactory(factory.django.DjangoModelFactory):
    """Work of a confirmed resolution, given to an agency."""

    class Meta:
        model = models.Action

    resolution = factory.SubFactory(ResolutionFactory)
    group = factory.LazyAttribute(lambda action: action.resolution.item.section.meeting.host_group)
    title_th = factory.Sequence(lambda n: f"งานที่ {n}")
    owner_agency = factory.SubFactory("tests.workgroups.factories.AgencyFactory")
    due_on = datetime.date(2026, 12, 1)


class ProposalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Proposal

    meeting = factory.SubFactory(MeetingFactory, called=True)
    proposed_by = "นางสมศรี ใจดี"
    title_th = "ขอหารือเรื่องจุดเผา"


def holder_of(role, group=None):
    """Somebody who holds `role` in `group`, or a central role."""
    user = UserFactory()
    Grant.objects.create(user=user, role=role, group=group, starts=datetime.date(2021, 1, 1))
    return user
