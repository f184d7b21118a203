import datetime

import pytest
from django.db import IntegrityError, transaction

from places.models import District, Province, ProvinceGroup

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 10, 23)


def province(**fields):
    values = {"code": "52", "iso": "TH-52", "slug": "lampang", "name_th": "ลำปาง", "name_en": "Lampang"}
    values |= {"region": "north", "lat": 18.29, "lon": 99.49, "source": "ทดสอบ", "as_of": DAY}
    return Province(**values | fields)


@pytest.mark.parametrize(
    "wrong", [{"iso": "TH-17"}, {"lat": 99.49, "lon": 18.29}, {"lat": 0, "lon": 0}, {"region": "ทิศเหนือ"}], ids=str
)
def test_province_refuses(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        province(**wrong).save()


@pytest.mark.parametrize(
    "wrong",
    [
        {"lat": 18.3, "lon": None, "position_source": "ทดสอบ"},
        {"lat": 18.3, "lon": 99.65, "position_source": ""},
        {"lat": None, "lon": None, "position_source": "ทดสอบ"},
        {"lat": 99.65, "lon": 18.3, "position_source": "ทดสอบ"},
    ],
    ids=str,
)
def test_district_refuses_half_a_position(wrong):
    lampang = province()
    lampang.save()
    facts = {"code": "5202", "slug": "mae-mo", "name_th": "แม่เมาะ", "source": "ทดสอบ", "as_of": DAY}

    with pytest.raises(IntegrityError), transaction.atomic():
        District.objects.create(province=lampang, **facts, **wrong)


def test_district_slug_is_free_in_another_province():
    lampang, lamphun = province(), province(code="51", iso="TH-51", slug="lamphun", name_th="ลำพูน")
    lampang.save()
    lamphun.save()
    facts = {"slug": "mae-tha", "name_th": "แม่ทา", "source": "ทดสอบ", "as_of": DAY}
    District.objects.create(province=lampang, code="5210", **facts)
    District.objects.create(province=lamphun, code="5103", **facts)

    with pytest.raises(IntegrityError), transaction.atomic():
        District.objects.create(province=lampang, code="5299", **facts)


def test_group_refuses_an_unknown_kind():
    with pytest.raises(IntegrityError), transaction.atomic():
        ProvinceGroup.objects.create(slug="x", kind="?", name_th="ทดสอบ", source="ทดสอบ", as_of=DAY)


def test_province_sorts_and_is_found_by_its_names():
    lampang = province(aliases=["นครลำปาง"])
    loei = province(code="42", iso="TH-42", slug="loei", name_th="เลย")

    lampang.save()
    loei.save()

    assert [row.name_th for row in Province.objects.all()] == ["ลำปาง", "เลย"]
    assert lampang.search_text == "จังหวัดลำปาง lampang lampang นครลำปาง"
