"""A cycle of the fiscal year 2569 with what hangs on it, in Lampang unless told otherwise."""

import datetime
from decimal import Decimal

import factory

from kpis import models
from kpis.services.cycles import open_cycle, set_round
from kpis.services.targets import agree_target, set_target
from tests.accounts.factories import UserFactory
from tests.workgroups.factories import AgencyFactory, ProvinceFactory, WorkgroupFactory
from workgroups.models import Grant


class SchemeFactory(factory.django.DjangoModelFactory):
    """50, 75 and 100, linear between, half up to two places; four bands."""

    class Meta:
        model = models.ScoringScheme
        django_get_or_create = ("code", "version")
        skip_postgeneration_save = True

    code = "levels"
    version = 1
    name_th = "ระดับ 50 75 100"
    kind = "levels"
    interpolation = "linear"

    @factory.post_generation
    def rows(scheme, create, extracted, **kwargs):
        if scheme.levels.exists():
            return
        for code in ("50", "75", "100"):
            models.SchemeLevel.objects.create(scheme=scheme, code=code, score=Decimal(code))
        for tone, (key, least) in enumerate([("low", 0), ("fair", 60), ("good", 75), ("top", 90)], 1):
            models.SchemeBand.objects.create(scheme=scheme, key=key, least=least, name_th=key, tone=tone)


class IndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Indicator
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"kpi-{n}")
    name_th = factory.Sequence(lambda n: f"ตัวชี้วัดทดสอบ {n}")
    name_en = factory.Sequence(lambda n: f"Indicator {n}")
    order = factory.Sequence(lambda n: n + 1)


class VersionFactory(factory.django.DjangoModelFactory):
    """Days, the fewer the better, typed by an officer."""

    class Meta:
        model = models.IndicatorVersion

    indicator = factory.SubFactory(IndicatorFactory)
    number = 1
    definition_th = "นับวันที่เกินค่ามาตรฐาน"
    unit_th = "วัน"
    unit_en = "days"
    direction = "down"
    decimals = 0

    class Params:
        from_air = factory.Trait(measure="days_above")


class CycleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Cycle
        django_get_or_create = ("year_be", "is_demo")

    year_be = 2569
    is_demo = False
    source = "เอกสารทดสอบ"
    as_of = datetime.date(2025, 10, 1)


DAYS = [("50", "60"), ("75", "40"), ("100", "30")]


def cycle_with(*kinds, year_be=2569, is_open=True, **fields):
    """A cycle with rounds of `kinds` (12 months), open."""
    cycle = CycleFactory(year_be=year_be, **fields)
    for kind in kinds or ["m12"]:
        set_round(cycle, by=None, kind=kind)
    return open_cycle(cycle, by=None) if is_open and cycle.status != "open" else cycle


def target_of(cycle=None, *, version=None, province=None, group=None, levels=DAYS, agreed=True, **fields):
    """An agreed target of a province with one lead agency."""
    if province is None and group is None:
        province = ProvinceFactory()
    target = set_target(
        by=None,
        cycle=cycle or cycle_with(),
        version=version or VersionFactory(),
        scheme=fields.pop("scheme", None) or SchemeFactory(),
        province=province,
        group=group,
        levels=levels,
        owners=fields.pop("owners", None) or [(AgencyFactory(), "lead", Decimal(100))],
        **fields,
    )
    return agree_target(target, by=None) if agreed else target


def person(role, group=None, **fields):
    """A user with one grant from the year 2568 on."""
    user = UserFactory(**fields)
    Grant.objects.create(user=user, role=role, group=group, starts=datetime.date(2025, 1, 1))
    return user


def group_of(province=None, **fields):
    return WorkgroupFactory(province=province or ProvinceFactory(), **fields)
