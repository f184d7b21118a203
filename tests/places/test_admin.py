import pytest
from django.urls import reverse

from foundation.audit.models import Entry
from places.models import District, ProblemArea, Province, ProvinceGroup
from tests.accounts.factories import SuperuserFactory


@pytest.fixture
def secretariat(client, settings, loaded):
    """Signed in, in a demonstration: without a second factor."""
    settings.DEMO = True
    client.force_login(SuperuserFactory(app=False))
    return client


def address(model, action, *args):
    return reverse(f"admin:places_{model}_{action}", args=args)


@pytest.mark.parametrize("model", ["province", "district", "problemarea", "provincegroup", "lake"])
def test_lists_of_many_rows_take_few_queries(secretariat, model, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        response = secretariat.get(address(model, "changelist"))

    assert response.status_code == 200


@pytest.mark.parametrize("model", [Province, District, ProblemArea, ProvinceGroup])
def test_forms_open(secretariat, model):
    row = model.objects.first()

    response = secretariat.get(address(model._meta.model_name, "change", row.pk))

    assert response.status_code == 200
    assert row.name_th in response.content.decode()


@pytest.mark.parametrize("model", ["province", "district", "lake"])
def test_reference_rows_are_neither_added_nor_deleted(secretariat, model):
    row = {"province": Province, "district": District}.get(model, Province).objects.first()

    assert secretariat.get(address(model, "add")).status_code == 403
    assert secretariat.post(address(model, "delete", row.pk)).status_code in (302, 403)
    assert Province.objects.count() == 77


def test_aliases_are_lines_and_their_change_is_recorded(secretariat):
    lampang = Province.objects.get(code="52")

    response = secretariat.post(
        address("province", "change", lampang.pk), {"aliases": " เขลางค์นคร \n\nKhelang  Nakhon\nเขลางค์นคร"}
    )

    lampang.refresh_from_db()
    entry = Entry.objects.order_by("seq").last()
    assert response.status_code == 302
    assert lampang.aliases == ["เขลางค์นคร", "Khelang Nakhon"]
    assert "khelang nakhon" in lampang.search_text
    assert (entry.action, entry.object_label) == ("change", "ลำปาง")
    assert (entry.before, entry.after) == ({"aliases": []}, {"aliases": ["เขลางค์นคร", "Khelang Nakhon"]})


def test_a_position_without_its_source_is_explained(secretariat):
    hat_yai = District.objects.get(code="9011")
    form = {"aliases": "Haad Yai", "lat": "7.0", "lon": "100.45", "position_source": ""}

    refused = secretariat.post(address("district", "change", hat_yai.pk), form)
    taken = secretariat.post(address("district", "change", hat_yai.pk), form | {"position_source": "เทศบาลนครหาดใหญ่"})

    hat_yai.refresh_from_db()
    assert "ใส่ละติจูด ลองจิจูด และแหล่งที่มาของตำแหน่งให้ครบ หรือเว้นว่างทั้งหมด" in refused.content.decode()
    assert taken.status_code == 302
    assert (hat_yai.lat, hat_yai.lon, hat_yai.is_placed) == (7.0, 100.45, True)


def test_search_finds_by_alias(secretariat):
    response = secretariat.get(address("province", "changelist"), {"q": "โคราช"})

    assert [row.code for row in response.context["cl"].result_list] == ["30"]


def test_a_group_is_added_with_its_provinces(secretariat):
    lampang, lamphun = Province.objects.get(code="52"), Province.objects.get(code="51")
    form = {"name_th": "กลุ่มทดลอง", "kind": "statistical", "slug": "trial", "source": "ทดสอบ", "as_of": "22 มีนาคม 2564"}

    response = secretariat.post(address("provincegroup", "add"), form | {"provinces": [lampang.pk, lamphun.pk]})

    assert response.status_code == 302
    assert list(ProvinceGroup.objects.get(slug="trial").provinces.values_list("code", flat=True)) == ["52", "51"]
