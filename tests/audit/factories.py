"""Objects to keep a history of."""

import datetime

from foundation.accounts.models import User
from places.models import District, ProblemArea, Province

FACTS = {"source": "ทดสอบ", "as_of": datetime.date(2021, 3, 22)}


def user(email="somsri@example.org", name="สมศรี ใจดี", **fields):
    return User.objects.create_user(email, "correct-horse-ม้าถูกต้อง", name=name, **fields)


def secretary():
    """Somebody who may do everything in the admin."""
    return user("admin@example.org", "สมชาย รักงาน", is_staff=True, is_superuser=True)


def province(code="52", slug="lampang", name_th="ลำปาง", name_en="Lampang"):
    return Province.objects.create(
        code=code,
        iso=f"TH-{code}",
        slug=slug,
        name_th=name_th,
        name_en=name_en,
        region="north",
        lat=18.3,
        lon=99.5,
        **FACTS,
    )


def district(of, code="5202", slug="mae-mo", name_th="แม่เมาะ"):
    return District.objects.create(province=of, code=code, slug=slug, name_th=name_th, name_en="Mae Mo", **FACTS)


def area(order=1, name_th="แม่เมาะ"):
    return ProblemArea.objects.create(order=order, slug=f"area-{order}", name_th=name_th, **FACTS)
