"""Every admin change is in the chain with before and after, and each object tells its history in Thai."""

import datetime
from html import unescape
from re import findall, sub

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.audit.actions import name_actions
from foundation.audit.models import Entry
from foundation.audit.services import record, snapshot, verify
from foundation.audit.templatetags.audit import short_hash
from places.models import District, ProblemArea, Province
from tests.audit import factories
from tests.audit.urls import ProvinceAdmin

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.audit.urls")]

PROVINCE = {
    "name_th": "ลำปาง",
    "name_en": "Lampang",
    "code": "52",
    "iso": "TH-52",
    "slug": "lampang",
    "region": "north",
    "lat": "18.3",
    "lon": "99.5",
    "source": "ทดสอบ",
    "as_of": "22 มีนาคม 2564",
    "districts-TOTAL_FORMS": "0",
    "districts-INITIAL_FORMS": "0",
}


@pytest.fixture
def secretary(client, settings):
    """Signed in, in a demonstration: without a second factor."""
    settings.DEMO = True
    user = factories.secretary()
    client.force_login(user)
    return user


def inline(number, **fields):
    return {f"districts-{number}-{name}": value for name, value in fields.items()}


def text_of(response):
    """The words of the main part of the page, with ordinary spaces."""
    html = response.content.decode().split('id="content-main"')[1].split("<footer")[0]
    return " ".join(unescape(sub("<[^>]+>", " ", html)).replace("\u00a0", " ").split())


def entries():
    return list(Entry.objects.order_by("seq").values_list("action", "object_type", "before", "after"))


def test_an_added_object_is_recorded_with_its_inlines(client, secretary):
    mae_mo = inline(0, name_th="แม่เมาะ", code="5202", slug="mae-mo", source="ทดสอบ", as_of="2021-03-22")

    response = client.post("/audited/places/province/add/", PROVINCE | mae_mo | {"districts-TOTAL_FORMS": "1"})

    assert response.status_code == 302
    entry = Entry.objects.get()
    assert (entry.action, entry.object_label, entry.actor_label, entry.before) == ("add", "ลำปาง", "สมชาย รักงาน", None)
    assert (entry.after["region"], entry.after["as_of"], entry.after["lat"]) == ("north", "2021-03-22", "18.3")
    (district,) = entry.after["districts"].values()
    assert (district["text"], district["fields"]["code"]) == ("แม่เมาะ", "5202")
    assert entry.request_id == response["X-Request-ID"]
    assert LogEntry.objects.count() == 0
    assert verify().broken is None


def test_a_change_holds_only_what_changed_in_object_and_inlines(client, secretary):
    province = factories.province()
    kept, renamed, gone = (
        factories.district(province, code=f"520{number}", slug=f"d{number}", name_th=name)
        for number, name in enumerate(["เมืองลำปาง", "แม่เมา", "เกาะคา"])
    )
    same = {"source": "ทดสอบ", "as_of": "22/3/2564", "name_en": "Mae Mo"}
    rows = {
        **inline(0, id=kept.pk, province=province.pk, name_th="เมืองลำปาง", code="5200", slug="d0", **same),
        **inline(1, id=renamed.pk, province=province.pk, name_th="แม่เมาะ", code="5201", slug="d1", **same),
        **inline(2, id=gone.pk, province=province.pk, name_th="เกาะคา", code="5202", slug="d2", DELETE="on", **same),
        **inline(3, province=province.pk, name_th="เสริมงาม", code="5204", slug="d4", **same),
    }

    response = client.post(
        f"/audited/places/province/{province.pk}/change/",
        PROVINCE | {"region": "central", "districts-TOTAL_FORMS": "4", "districts-INITIAL_FORMS": "3"} | rows,
    )

    assert response.status_code == 302
    added = District.objects.get(code="5204")
    entry = Entry.objects.get()
    assert (entry.action, entry.before["region"], entry.after["region"]) == ("change", "north", "central")
    assert set(entry.before) == set(entry.after) == {"region", "districts"}
    assert set(entry.before["districts"]) == {str(renamed.pk), str(gone.pk)}
    assert set(entry.after["districts"]) == {str(renamed.pk), str(added.pk)}
    assert entry.before["districts"][str(renamed.pk)] == {"text": "แม่เมา", "fields": {"name_th": "แม่เมา"}}
    assert entry.after["districts"][str(renamed.pk)] == {"text": "แม่เมาะ", "fields": {"name_th": "แม่เมาะ"}}


def test_a_save_that_changes_nothing_is_no_entry(client, secretary):
    province = factories.province()

    client.post(f"/audited/places/province/{province.pk}/change/", PROVINCE)

    assert entries() == []


def test_a_many_to_many_relation_is_in_the_same_entry(client, secretary):
    lampang, area = factories.province(), factories.area()
    form = {"name_th": "แม่เมาะ", "order": "1", "slug": "area-1", "note": "ใหม่", "source": "ทดสอบ", "as_of": "22/3/2564"}

    client.post(f"/audited/places/problemarea/{area.pk}/change/", form | {"provinces": [lampang.pk]})

    assert entries() == [
        (
            "change",
            "places.problemarea",
            {"note": "", "provinces": []},
            {"note": "ใหม่", "provinces": [{"id": str(lampang.pk), "text": "ลำปาง"}]},
        )
    ]


def test_a_change_in_the_list_is_recorded(client, secretary):
    area = factories.area()

    client.post(
        "/audited/places/problemarea/",
        {
            "form-TOTAL_FORMS": "1",
            "form-INITIAL_FORMS": "1",
            "form-0-id": area.pk,
            "form-0-note": "ในรายการ",
            "_save": "1",
        },
    )

    assert entries() == [("change", "places.problemarea", {"note": ""}, {"note": "ในรายการ"})]


def test_a_deletion_is_recorded_with_what_was_there(client, secretary):
    area = factories.area()

    client.post(f"/audited/places/problemarea/{area.pk}/delete/", {"post": "yes"})

    entry = Entry.objects.get()
    assert (entry.action, entry.object_id, entry.object_label) == ("delete", str(area.pk), "แม่เมาะ")
    assert (entry.before["name_th"], entry.before["provinces"], entry.after) == ("แม่เมาะ", [], None)
    assert not ProblemArea.objects.exists()


def test_there_is_no_bulk_delete(client, secretary):
    factories.area()

    assert "delete_selected" not in client.get("/audited/places/problemarea/").content.decode()


def test_personal_values_stay_out_and_their_change_is_told(client, secretary):
    user = factories.user()

    client.post(
        f"/audited/accounts/user/{user.pk}/change/", {"email": "new@example.org", "name": user.name, "is_active": "on"}
    )

    assert entries() == [("change", "accounts.user", {"email": "•"}, {"email": "•"})]
    page = text_of(client.get(f"/audited/accounts/user/{user.pk}/history/"))
    assert "อีเมล ไม่แสดง (ข้อมูลส่วนบุคคล) ไม่แสดง (ข้อมูลส่วนบุคคล)" in page


def test_a_service_that_records_is_not_doubled(client, secretary):
    district = factories.district(factories.province())

    client.post(
        f"/audited/places/district/{district.pk}/change/", {"name_th": "แม่เมาะ", "source": "ใหม่", "as_of": "22/3/2564"}
    )

    assert [action for action, *_ in entries()] == ["places.rename"]


def test_the_history_reads_as_sentences_in_thai(client, secretary, time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 20, 2, 30, tzinfo=datetime.UTC), tick=False)
    client.force_login(secretary)
    province = factories.province()
    mae_mo = inline(0, name_th="แม่เมาะ", code="5202", slug="mae-mo", source="ทดสอบ", as_of="2021-03-22")
    changed = {"region": "central", "as_of": "23 มีนาคม 2564", "districts-TOTAL_FORMS": "1"}
    client.post(f"/audited/places/province/{province.pk}/change/", PROVINCE | changed | mae_mo)

    page = text_of(client.get(f"/audited/places/province/{province.pk}/history/"))

    assert "20 พฤศจิกายน 2569 เวลา 09.30 น. · แก้ไข · สมชาย รักงาน ข้อมูล จาก เป็น" in page
    assert "ภาค ภาคเหนือ ภาคกลาง" in page
    assert "ข้อมูล ณ วันที่ 22 มีนาคม 2564 23 มีนาคม 2564" in page
    assert "สร้างอำเภอ “แม่เมาะ”: รหัสกรมการปกครอง – 5202" in page
    assert f"ลำดับที่ 1 รหัสยืนยัน {short_hash(Entry.objects.get().hash)}" in page


def test_the_history_has_no_inline_style_and_no_english_word(client, secretary):
    province = factories.province()
    record("change", province, by=secretary, before={"lat": "18.3"}, after={"lat": "18.4"})

    html = client.get(f"/audited/places/province/{province.pk}/history/").content.decode()

    assert findall(r'\sstyle="|<style|\son\w+="', html) == []
    words = text_of(client.get(f"/audited/places/province/{province.pk}/history/"))
    assert findall("[A-Za-z]{3,}", words.replace(short_hash(Entry.objects.get().hash), "")) == []


def test_an_object_without_history_says_when_there_will_be_one(client, secretary):
    province = factories.province()

    page = text_of(client.get(f"/audited/places/province/{province.pk}/history/"))

    assert "ยังไม่มีประวัติของรายการนี้ จะมีเมื่อมีผู้เพิ่มหรือแก้ไข" in page


def queries_of(client, path):
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def test_a_long_history_has_pages_at_the_same_cost(client, secretary):
    province = factories.province()
    path = f"/audited/places/province/{province.pk}/history/"
    record("change", province, before={"lat": "0"}, after={"lat": "1"})
    client.get(path)
    cost = queries_of(client, path)
    for number in range(1, 120):
        record("change", province, before={"lat": str(number)}, after={"lat": str(number + 1)})

    page = text_of(client.get(f"{path}?p=3"))

    assert ("ลำดับที่ 20 รหัสยืนยัน" in page, "ลำดับที่ 21 รหัสยืนยัน" in page) == (True, False)
    assert queries_of(client, path) == cost


def test_the_history_asks_for_the_right_to_see(client, secretary, monkeypatch):
    province = factories.province()
    monkeypatch.setattr(ProvinceAdmin, "has_view_or_change_permission", lambda *_: False)

    assert client.get(f"/audited/places/province/{province.pk}/history/").status_code == 403


def test_the_history_of_nothing_leads_back(client, secretary):
    assert client.get("/audited/places/province/999/history/").status_code == 302


def test_an_app_names_its_own_actions(client, secretary):
    province = factories.province()
    name_actions({"places.redraw": "วาดรูปร่างใหม่"})
    record("places.redraw", province)
    record("places.unnamed", province)

    page = text_of(client.get(f"/audited/places/province/{province.pk}/history/"))

    assert "· วาดรูปร่างใหม่ · ระบบ" in page
    assert "· places.unnamed · ระบบ" in page


def test_the_chain_can_be_read_and_searched_in_the_admin(client, secretary):
    province = factories.province()
    record("change", province, by=secretary, before={"region": "north"}, after={"region": "central"})
    record("add", factories.area(), by=None)

    everything = text_of(client.get("/secretariat/audit/entry/"))
    found = text_of(client.get("/secretariat/audit/entry/?q=ลำปาง&action=change&object_type=places.province"))

    assert "แก้ไข จังหวัด ลำปาง" in everything
    assert "สร้าง พื้นที่ปัญหาฝุ่นละออง แม่เมาะ" in everything
    assert ("สมชาย รักงาน แก้ไข จังหวัด ลำปาง" in found, "แม่เมาะ" in found) == (True, False)


def test_the_list_of_the_chain_costs_the_same_at_any_length(client, secretary):
    record("add", factories.area(), by=secretary)
    client.get("/secretariat/audit/entry/")
    cost = queries_of(client, "/secretariat/audit/entry/")
    for _ in range(40):
        record("add", factories.area(ProblemArea.objects.count() + 1), by=secretary)

    assert queries_of(client, "/secretariat/audit/entry/") == cost


def test_one_entry_of_the_chain_in_the_admin(client, secretary):
    province = factories.province()
    entry = record("change", province, by=secretary, before={"region": "north"}, after={"region": "central"})

    page = text_of(client.get(f"/secretariat/audit/entry/{entry.seq}/change/"))

    assert "ภาค ภาคเหนือ ภาคกลาง" in page
    assert entry.hash in page


@pytest.mark.parametrize("path", ["add/", "1/delete/"])
def test_the_admin_cannot_write_the_chain(client, secretary, path):
    record("add", factories.area())

    assert client.post(f"/secretariat/audit/entry/{path}", {"post": "yes"}).status_code == 403
    assert client.post("/secretariat/audit/entry/1/change/", {"actor_label": "x"}).status_code == 403


def test_dates_of_the_admin_are_buddhist(client, secretary):
    area, user = factories.area(), factories.user()
    user.date_joined = datetime.datetime(2026, 11, 20, 2, 30, tzinfo=datetime.UTC)
    user.save()

    listed = client.get("/audited/places/problemarea/").content.decode()
    form = client.get(f"/audited/places/problemarea/{area.pk}/change/").content.decode()
    readonly = text_of(client.get(f"/audited/accounts/user/{user.pk}/change/"))

    assert f'<a href="/audited/places/problemarea/{area.pk}/change/">22 มี.ค. 2564</a>' in listed
    assert 'value="22 มีนาคม 2564"' in form
    assert "วันจันทร์ที่ 22 มีนาคม 2564" in form
    assert "20 พ.ย. 2569 09.30 น." in readonly


def test_a_date_that_is_not_one_is_explained_in_the_admin(client, secretary):
    area = factories.area()
    form = {"name_th": "แม่เมาะ", "order": "1", "slug": "area-1", "source": "ทดสอบ", "as_of": "31 ก.พ. 2564"}

    page = client.post(f"/audited/places/problemarea/{area.pk}/change/", form).content.decode()

    assert "ไม่มีวันที่ 31 กุมภาพันธ์ 2564 เดือนนี้มี 28 วัน ตรวจวันที่อีกครั้ง" in page
    assert 'value="31 ก.พ. 2564"' in page


def test_an_entry_in_english_has_common_years(client, secretary):
    record("change", factories.province(), before={"as_of": "2021-03-22"}, after={"as_of": "2021-03-23"})

    page = text_of(client.get("/en/secretariat/audit/entry/1/change/"))

    assert "22 March 2021 23 March 2021" in page


def test_a_snapshot_of_a_province_leaves_computed_columns_out():
    assert {"sort_key", "search_text"} & set(snapshot(Province(name_th="ลำปาง"))) == set()
