"""Names in two languages, with their columns to sort and search by."""

import datetime

import pytest
from django.utils import translation

from foundation.thai.models import prepared
from foundation.thai.searching import search_text
from places.models import ProblemArea

pytestmark = pytest.mark.django_db


def area(order, name_th, name_en=""):
    return ProblemArea(
        order=order, slug=f"a{order}", name_th=name_th, name_en=name_en, source="-", as_of=datetime.date(2021, 1, 1)
    )


def test_a_name_is_tidied_and_its_columns_computed_on_save():
    row = area(1, " ล\u0e4d\u0e32ปาง\u200b ", "Lampang")
    row.save()

    row.refresh_from_db()
    assert (row.name_th, row.search_text) == ("ลำปาง", "ลำปาง lampang")


def test_both_databases_sort_as_the_dictionary_does():
    ProblemArea.objects.bulk_create(
        prepared(
            area(order, name) for order, name in enumerate(["ลำปาง", "เลย", "แพร่", "เชียงใหม่", "ไทรโยค", "กระบี่", "ลำพูน"])
        )
    )

    names = ProblemArea.objects.order_by("sort_key").values_list("name_th", flat=True)

    assert list(names) == ["กระบี่", "เชียงใหม่", "ไทรโยค", "แพร่", "ลำปาง", "ลำพูน", "เลย"]


def test_a_long_name_has_a_key_that_fits():
    row = area(1, "ก่" * 250)
    row.save()

    row.refresh_from_db()
    assert len(row.sort_key) == 1000


def test_what_is_typed_another_way_is_found():
    area(1, "น้ำ PM2.5 สำนักงาน ก.พ.ร.").save()

    for typed in ["น\u0e4d\u0e49\u0e32", "pm 2.5", "กพร", "ก.พ.ร."]:
        assert ProblemArea.objects.filter(search_text__contains=search_text(typed)).count() == 1


def test_saving_one_field_keeps_the_columns_in_step():
    row = area(1, "ลำปาง")
    row.save()
    row.name_th = "ลำพูน"
    row.save(update_fields=["name_th"])

    row.refresh_from_db()
    assert row.search_text == "ลำพูน"


def test_the_name_follows_the_language():
    row = area(1, "ลำปาง", "Lampang")

    assert str(row) == "ลำปาง"
    with translation.override("en"):
        assert (str(row), str(area(2, "ลำพูน"))) == ("Lampang", "ลำพูน")
