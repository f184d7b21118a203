"""The pages of burning: what the public sees, what officers of the province may do, and nobody else."""

import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.audit.models import Entry
from pm25.models import BurnRecord, FuelRequest
from pm25.services import move_burn, move_fuel_request, record_burn, show_burn_photo
from tests.accounts.factories import UserFactory
from tests.pm25.factories import BurnRecordFactory, DistrictFactory, FuelRequestFactory, ProvinceFactory
from tests.pm25.test_burning_services import facts, picture
from tests.workgroups.factories import WorkgroupFactory
from workgroups.models import Grant

pytestmark = pytest.mark.django_db
KEY = "00000000-0000-0000-0000-000000000007"
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(datetime(2026, 11, 20, 5, tzinfo=UTC))


@pytest.fixture
def lampang():
    return ProvinceFactory(lampang=True)


@pytest.fixture
def mae_mo(lampang):
    return DistrictFactory(province=lampang, code="5202", slug="mae-mo", name_th="แม่เมาะ", name_en="Mae Mo")


@pytest.fixture
def elsewhere():
    return DistrictFactory(province=ProvinceFactory(sing_buri=True), code="1701", name_th="เมืองสิงห์บุรี")


def served(province, role=Grant.Role.OFFICER):
    user = UserFactory()
    Grant.objects.create(user=user, role=role, group=WorkgroupFactory(province=province), starts=date(2021, 1, 1))
    return user


@pytest.fixture
def officer(lampang):
    return served(lampang)


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def told(place, /, **changed):
    return {
        "key": KEY,
        "district": place.pk,
        "burned_on": "15/3/2569",
        "area_rai": "๑,๒๐๐.๕",
        "cause": "rice",
        **changed,
    }


def test_a_record_is_sent_and_shown(signed_in, mae_mo, officer):
    answer = signed_in.post("/pm25/burning/report/", told(mae_mo, photo=picture()))

    burn = BurnRecord.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/pm25/burning/{burn.pk}/")
    assert (burn.district, burn.burned_on, burn.area_rai, burn.reported_by) == (
        mae_mo,
        date(2026, 3, 15),
        Decimal("1200.50"),
        officer,
    )
    assert "1,200.50\N{NO-BREAK SPACE}ไร่" in signed_in.get(answer.url).content.decode()


def test_a_form_sent_twice_by_the_script_answers_the_same_record(signed_in, mae_mo):
    first = signed_in.post("/pm25/burning/report/", told(mae_mo), **JSON)
    again = signed_in.post("/pm25/burning/report/", told(mae_mo), **JSON)

    burn = BurnRecord.objects.get()
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == {"key": KEY, "url": f"/pm25/burning/{burn.pk}/"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("area_rai", "0"),
        ("area_rai", "NaN"),
        ("area_rai", "1e99"),
        ("area_rai", "12.345"),
        ("burned_on", "21/11/2569"),
        ("burned_on", "15/3/69"),
        ("cause", "magic"),
        ("district", "999999"),
        ("lat", "18.3"),
        ("key", "not-a-key"),
        ("photo", SimpleUploadedFile("x.jpg", b"<script>")),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(signed_in, mae_mo, field, value):
    answer = signed_in.post("/pm25/burning/report/", told(mae_mo, **{field: value}), **JSON)

    expected = "lon" if field == "lat" else field
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [expected])
    assert (BurnRecord.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_position_outside_the_province_is_refused(signed_in, mae_mo):
    answer = signed_in.post("/pm25/burning/report/", told(mae_mo, lat="14.9", lon="100.4"), **JSON)

    assert list(answer.json()["errors"]) == ["lat"]


def test_a_district_of_another_province_cannot_be_chosen(signed_in, mae_mo, elsewhere):
    answer = signed_in.post("/pm25/burning/report/", told(elsewhere), **JSON)

    assert (answer.status_code, list(answer.json()["errors"])) == (422, ["district"])


def test_records_of_another_province_are_not_there(signed_in, mae_mo, elsewhere):
    burn, wish = BurnRecordFactory(district=elsewhere), FuelRequestFactory(district=elsewhere)

    paths = [f"/pm25/burning/{burn.pk}/", f"/pm25/burning/{burn.pk}/correct/", f"/pm25/burning/requests/{wish.pk}/"]
    assert [signed_in.get(path).status_code for path in paths] == [404, 404, 404]
    posts = [f"/pm25/burning/{burn.pk}/correct/", f"/pm25/burning/{burn.pk}/withdraw/", paths[2]]
    assert [signed_in.post(path, {"reason": "x", "status": "allowed"}).status_code for path in posts] == [404, 404, 404]
    assert "สิงห์บุรี" not in signed_in.get("/pm25/burning/records/").content.decode()


@pytest.mark.parametrize("role", [Grant.Role.MEMBER, Grant.Role.MODERATOR])
def test_other_roles_do_not_record(client, lampang, mae_mo, role):
    client.force_login(served(lampang, role))

    assert client.post("/pm25/burning/report/", told(mae_mo)).status_code == 404


def test_a_right_that_has_ended_is_none(client, officer, mae_mo):
    Grant.objects.update(ends=date(2021, 12, 31))
    client.force_login(officer)

    assert client.get("/pm25/burning/report/").status_code == 404


def test_a_correction_needs_its_reason(signed_in, mae_mo):
    burn = BurnRecordFactory(district=mae_mo)
    path = f"/pm25/burning/{burn.pk}/correct/"

    refused = signed_in.post(path, told(mae_mo))
    taken = signed_in.post(path, told(mae_mo, reason="วัดใหม่"))

    burn.refresh_from_db()
    assert (refused.status_code, taken.status_code, burn.area_rai) == (422, 302, Decimal("1200.50"))
    assert Entry.objects.get().after["reason"] == "วัดใหม่"


def test_a_withdrawn_record_is_not_counted_and_not_corrected(signed_in, mae_mo, client):
    burn = BurnRecordFactory(district=mae_mo)

    answer = signed_in.post(f"/pm25/burning/{burn.pk}/withdraw/", {"reason": "บันทึกซ้ำ"})

    assert (answer.status_code, signed_in.get(f"/pm25/burning/{burn.pk}/correct/").status_code) == (302, 404)
    assert "ยังไม่มีการเผาที่บันทึกไว้" in client.get("/pm25/burning/?year=2569").content.decode()


def let_go(response):
    """Close the file of a response; response.close() would end the test's database connection too."""
    for close in response._resource_closers:
        close()


def test_a_photo_is_public_once_the_secretariat_allows_it(client, signed_in, officer, mae_mo):
    burn, _new = record_burn(by=officer, key=uuid.UUID(KEY), photo=picture(), **facts(district=mae_mo))
    path = f"/pm25/burning/{burn.pk}/photo/"
    own = signed_in.get(path)
    let_go(own)
    client.logout()

    before, page_before = client.get(path), client.get("/pm25/burning/?year=2569").content.decode()
    show_burn_photo(burn, shown=True, by=officer)
    after, page_after = client.get(path), client.get("/pm25/burning/?year=2569").content.decode()
    let_go(after)

    assert (own.status_code, before.status_code, after.status_code) == (200, 404, 200)
    assert (own["Content-Type"], path in page_before, path in page_after) == ("image/jpeg", False, True)
    move_burn(burn, "withdrawn", by=officer, reason="ซ้ำ")
    assert client.get(path).status_code == 404


def test_the_public_page_counts_and_says_nothing_of_persons(client, mae_mo, elsewhere, django_assert_max_num_queries):
    author = UserFactory(name="นายผู้บันทึก")
    BurnRecordFactory(district=mae_mo, reported_by=author, place_th="บ้านลับ", note="ชาวบ้านชื่อดำ", lat=18.1, lon=99.1)
    BurnRecordFactory(district=mae_mo, burned_on=date(2026, 4, 1), area_rai=Decimal("7.5"), cause="waste")
    BurnRecordFactory(district=mae_mo, burned_on=date(2025, 4, 1))
    BurnRecordFactory(district=elsewhere, area_rai=Decimal(1))
    wish = FuelRequestFactory(district=mae_mo, planned_on=date(2026, 12, 15))
    move_fuel_request(wish, "allowed", by=author)

    with django_assert_max_num_queries(14):
        page = client.get("/pm25/burning/?year=2569")
    text = page.content.decode()
    found = page.context["found"]

    assert (found.total.count, found.total.area) == (3, Decimal("21.00"))
    assert [(month, tally.count) for month, tally in found.months.items() if tally.count] == [(3, 2), (4, 1)]
    assert [(row.slug, burnt.count, burnt.area, allowed.area) for row, burnt, allowed in found.rows] == [
        ("mae-mo", 2, Decimal("20.00"), Decimal("30.00")),
        (elsewhere.slug, 1, Decimal("1.00"), Decimal(0)),
    ]
    assert [word for word in ("นายผู้บันทึก", "บ้านลับ", "ชาวบ้านชื่อ", "18.1") if word in text] == []


def test_the_public_page_of_a_district_and_of_what_is_not_known(client, mae_mo):
    BurnRecordFactory(district=mae_mo)

    own = client.get("/pm25/burning/?year=2569&province=lampang&district=mae-mo")
    unknown = client.get("/pm25/burning/?year=๒๕&province=x'&district=y%27")

    assert "อำเภอแม่เมาะ" in own.content.decode()
    assert (unknown.status_code, unknown.context["province"]) == (200, None)


def asked(district, **changed):
    return {"key": KEY, "district": district.pk, "planned_on": "1/12/2569", "area_rai": "30", **changed}


def test_a_request_goes_from_asked_to_done(signed_in, client, mae_mo, lampang):
    sent = signed_in.post("/pm25/burning/requests/new/", asked(mae_mo), **JSON)
    signed_in.post("/pm25/burning/requests/new/", asked(mae_mo), **JSON)
    wish = FuelRequest.objects.get()
    path = f"/pm25/burning/requests/{wish.pk}/"
    own = signed_in.post(path, {"status": "allowed"})
    client.force_login(served(lampang, Grant.Role.SECRETARY))
    allowed = client.post(path, {"status": "allowed"})
    early = client.post(path, {"status": "done"})
    done = client.post(path, {"status": "done", "done_on": "20/11/2569"})

    wish.refresh_from_db()
    assert (sent.status_code, own.status_code, allowed.status_code) == (201, 403, 302)
    assert (early.status_code, done.status_code, wish.status, wish.done_on) == (422, 302, "done", date(2026, 11, 20))


def test_a_refusal_needs_its_reason(signed_in, mae_mo):
    wish = FuelRequestFactory(district=mae_mo)
    path = f"/pm25/burning/requests/{wish.pk}/"

    without = signed_in.post(path, {"status": "refused"})
    with_reason = signed_in.post(path, {"status": "refused", "reason": "คาดว่าฝุ่นจะสูง"})
    late = signed_in.post(path, {"status": "allowed"})

    wish.refresh_from_db()
    assert (without.status_code, with_reason.status_code, late.status_code) == (422, 302, 302)
    assert (wish.status, wish.reason) == ("refused", "คาดว่าฝุ่นจะสูง")
    assert "คาดว่าฝุ่นจะสูง" in signed_in.get(path).content.decode()


def test_the_desk_offers_burning_to_who_serves_a_province(signed_in, client):
    own = "/pm25/burning/report/" in signed_in.get("/desk/").content.decode()
    client.force_login(UserFactory())

    assert (own, "/pm25/burning/report/" in client.get("/desk/").content.decode()) == (True, False)


def test_requests_are_shown_by_the_hundred(signed_in, mae_mo):
    for n in range(101):
        FuelRequestFactory(district=mae_mo, planned_on=date(2026, 1, 1) + timedelta(days=n))

    first, second = (signed_in.get(f"/pm25/burning/requests/?page={page}") for page in (1, "2"))
    wrong = signed_in.get("/pm25/burning/requests/?page=zzz")

    assert [len(answer.context["requests"]) for answer in (first, second, wrong)] == [100, 1, 100]
    assert "หน้า 1 จาก 2 (101 คำขอ)" in first.content.decode()
    assert 'href="?page=1"' in second.content.decode()


@pytest.mark.parametrize("path", ["/pm25/burning/report/", "/pm25/burning/requests/new/"])
def test_only_an_empty_form_may_be_kept_by_the_device(signed_in, mae_mo, path):
    empty = signed_in.get(path)
    wrong = signed_in.post(path, {"area_rai": "x"})

    assert empty["X-Form-Shell"] == "1"
    assert "X-Form-Shell" not in wrong


@pytest.mark.parametrize("language", ["", "/en"])
def test_worker_names_the_forms_of_its_language_and_is_asked_for_again(client, language):
    answer = client.get(f"{language}/pm25/burning/worker.js")
    text = answer.content.decode()

    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert "no-cache" in answer["Cache-Control"]
    assert f'const FORMS = ["{language}/pm25/burning/report/", "{language}/pm25/burning/requests/new/"];' in text
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
    assert "importScripts(" in text
