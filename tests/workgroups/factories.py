import datetime

import factory

from places.models import Province
from workgroups import models


class ProvinceFactory(factory.django.DjangoModelFactory):
    """Lampang, unless told otherwise."""

    class Meta:
        model = Province
        django_get_or_create = ("code",)

    code = "52"
    iso = factory.LazyAttribute(lambda province: f"TH-{province.code}")
    slug = "lampang"
    name_th = "ลำปาง"
    name_en = "Lampang"
    region = "north"
    lat = 18.3
    lon = 99.5
    source = "เอกสารทดสอบ"
    as_of = datetime.date(2026, 1, 1)


class AgencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Agency

    slug = factory.Sequence(lambda n: f"agency-{n}")
    name_th = factory.Sequence(lambda n: f"สำนักงานทดสอบ {n}")
    name_en = factory.Sequence(lambda n: f"Test office {n}")
    tier = "regional"


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Person

    title_th = "นาง"
    name_th = factory.Sequence(lambda n: f"ทดสอบ นามสกุล {n}")


class WorkgroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Workgroup

    kind = "provincial"
    slug = factory.Sequence(lambda n: f"group-{n}")
    name_th = factory.Sequence(lambda n: f"คณะทำงานทดสอบ {n}")
    name_en = factory.Sequence(lambda n: f"Test group {n}")
    source = "คำสั่งทดสอบ"
    as_of = datetime.date(2021, 3, 22)


class PostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Post

    group = factory.SubFactory(WorkgroupFactory)
    order = factory.Sequence(lambda n: n + 1)
    title_th = factory.Sequence(lambda n: f"ตำแหน่งทดสอบ {n}")
    filled_by = "office"


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Membership

    post = factory.SubFactory(PostFactory)
    person = factory.SubFactory(PersonFactory)


class VacancyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.VacancyDeclaration

    post = factory.SubFactory(PostFactory)
    start = datetime.date(2026, 10, 1)
    reason = "เกษียณอายุราชการ"


class OrderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.AppointmentOrder

    group = factory.SubFactory(WorkgroupFactory)
    number = factory.Sequence(lambda n: f"{n + 1}/2569")
    date = datetime.date(2026, 10, 1)
    title_th = "แต่งตั้งคณะทำงาน"


def filled_group(seats, **fields):
    """A group of `seats` seats, each of an agency with an earlier name and held by a person."""
    group = WorkgroupFactory(**fields)
    for number in range(1, seats + 1):
        agency = AgencyFactory()
        models.AgencyName.objects.create(agency=agency, name_th="ชื่อเดิม", valid_to=datetime.date(2020, 1, 1))
        post = PostFactory(group=group, order=number, agency=agency, role="chair" if number == 1 else "member")
        MembershipFactory(post=post)
    return group
