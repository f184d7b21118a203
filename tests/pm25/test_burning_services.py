"""Burn records and fuel requests: written once, moved along their table, with their history."""

import io
import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from foundation.audit.models import Entry
from foundation.documents.services import UploadRefused
from pm25.models import BurnRecord, FuelRequest
from pm25.photos import clean_photo
from pm25.services import (
    BurnRefused,
    FuelMoveRefused,
    ask_to_burn,
    correct_burn,
    move_burn,
    move_fuel_request,
    record_burn,
    remove_demo_burning,
    show_burn_photo,
)
from tests.accounts.factories import UserFactory
from tests.pm25.factories import BurnRecordFactory, DistrictFactory, FuelRequestFactory

pytestmark = pytest.mark.django_db
KEY = uuid.UUID(int=7)


def picture(size=(40, 30), kind="JPEG", name="ไฟ.jpg", **options):
    content = io.BytesIO()
    Image.new("RGB", size, "orange").save(content, kind, **options)
    return SimpleUploadedFile(name, content.getvalue())


def facts(**changed):
    return {
        "district": DistrictFactory(),
        "burned_on": date(2026, 3, 15),
        "area_rai": Decimal("12.50"),
        "cause": "rice",
        "place_th": "บ้านทดสอบ",
        "lat": None,
        "lon": None,
        "note": "",
        **changed,
    }


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def officer():
    return UserFactory()


def actions():
    return list(Entry.objects.order_by("seq").values_list("action", flat=True))


def test_a_record_is_written_with_its_photo_and_its_history(officer):
    burn, new = record_burn(by=officer, key=KEY, photo=picture(), **facts())

    assert (new, burn.reported_by, burn.photo.content_type, burn.photo_is_public) == (
        True,
        officer,
        "image/jpeg",
        False,
    )
    assert actions() == ["documents.store", "pm25.record_burn"]


def test_the_same_form_sent_again_writes_nothing(officer):
    first, _new = record_burn(by=officer, key=KEY, photo=picture(), **facts())
    written = actions()

    again, new = record_burn(by=officer, key=KEY, photo=picture(), **facts(area_rai=Decimal(99)))

    assert (again.pk, new, BurnRecord.objects.count(), actions()) == (first.pk, False, 1, written)


def test_a_form_that_comes_in_twice_at_one_moment_is_written_once(officer, monkeypatch):
    first, _new = record_burn(by=officer, key=KEY, **facts())
    answers = iter([None, first])
    monkeypatch.setattr("pm25.services.burning._told", lambda key, by: next(answers))

    again, new = record_burn(by=officer, key=KEY, **facts())

    assert (again, new, BurnRecord.objects.count()) == (first, False, 1)


def test_the_key_of_somebody_else_is_refused(officer):
    record_burn(by=officer, key=KEY, **facts())

    with pytest.raises(BurnRefused):
        record_burn(by=UserFactory(), key=KEY, **facts())


def test_a_photo_that_cannot_be_read_leaves_no_record(officer):
    with pytest.raises(UploadRefused):
        record_burn(by=officer, key=KEY, photo=SimpleUploadedFile("x.jpg", b"\xff\xd8\xff no"), **facts())

    assert (BurnRecord.objects.count(), actions()) == (0, [])


def test_a_photo_is_made_small_and_loses_where_it_was_taken():
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = "camera", 6

    photo = clean_photo(picture((3000, 1500), exif=exif.tobytes()))

    with Image.open(photo) as image:
        assert (image.size, dict(image.getexif()), photo.name) == ((800, 1600), {}, "ไฟ.jpg")


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"<svg/>"])
def test_what_is_no_photo_is_refused(content):
    with pytest.raises(UploadRefused):
        clean_photo(SimpleUploadedFile("x.png", content))


def test_a_correction_keeps_what_was_said_before_and_why(officer):
    burn = BurnRecordFactory()

    correct_burn(
        burn, by=officer, reason="วัดใหม่", **facts(district=burn.district, place_th="", area_rai=Decimal("8.00"))
    )

    entry = Entry.objects.get()
    assert (entry.action, entry.before, entry.after) == (
        "pm25.correct_burn",
        {"area_rai": "12.50"},
        {"area_rai": "8.00", "reason": "วัดใหม่"},
    )


def test_a_correction_that_changes_nothing_is_no_history(officer):
    burn = BurnRecordFactory()

    correct_burn(burn, by=officer, reason="กดผิด", **facts(district=burn.district, place_th=""))

    assert actions() == []


def test_a_new_photo_waits_for_the_secretariat(officer):
    burn, _new = record_burn(by=officer, key=KEY, photo=picture(), **facts())
    show_burn_photo(burn, shown=True, by=officer)

    corrected = correct_burn(burn, by=officer, reason="ภาพชัดกว่า", photo=picture(), **facts(district=burn.district))

    assert corrected.photo_is_public is False


def test_a_record_is_withdrawn_and_taken_back_in_with_reasons(officer):
    burn = BurnRecordFactory()

    withdrawn = move_burn(burn, "withdrawn", by=officer, reason="บันทึกซ้ำ")
    with pytest.raises(BurnRefused):
        move_burn(burn, "withdrawn", by=officer, reason="บันทึกซ้ำ")
    with pytest.raises(BurnRefused):
        correct_burn(burn, by=officer, reason="แก้", **facts())
    back = move_burn(burn, "recorded", by=officer, reason="ไม่ซ้ำ")

    assert (withdrawn.status, back.status) == ("withdrawn", "recorded")
    assert [entry.after["reason"] for entry in Entry.objects.order_by("seq")] == ["บันทึกซ้ำ", "ไม่ซ้ำ"]


def test_a_record_without_a_photo_has_none_to_show(officer):
    with pytest.raises(BurnRefused):
        show_burn_photo(BurnRecordFactory(), shown=True, by=officer)


@pytest.mark.parametrize(
    "wrong",
    [
        {"area_rai": Decimal(0)},
        {"lat": 18.0},
        {"lat": 51.0, "lon": 99.0},
        {"photo_is_public": True},
    ],
)
def test_the_database_refuses_what_cannot_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        BurnRecordFactory(**wrong)


def request_facts():
    return {name: value for name, value in facts().items() if name not in {"burned_on", "cause"}} | {
        "planned_on": date(2026, 12, 1)
    }


def test_a_request_is_written_once(officer):
    first, new = ask_to_burn(by=officer, key=KEY, **request_facts())
    again, new_again = ask_to_burn(by=officer, key=KEY, **request_facts())

    assert (first.status, new, new_again, first.pk == again.pk, actions()) == (
        "requested",
        True,
        False,
        True,
        ["pm25.ask_to_burn"],
    )
    with pytest.raises(FuelMoveRefused):
        ask_to_burn(by=UserFactory(), key=KEY, **request_facts())


def test_a_request_is_allowed_and_done(officer):
    wish = FuelRequestFactory()

    move_fuel_request(wish, "allowed", by=officer)
    done = move_fuel_request(wish, "done", by=officer, done_on=date(2026, 11, 20))

    assert (done.status, done.decided_by, done.done_on) == ("done", officer, date(2026, 11, 20))


@pytest.mark.parametrize(
    ("start", "end"), [("requested", "done"), ("refused", "allowed"), ("refused", "done"), ("done", "refused")]
)
def test_a_step_that_is_not_in_the_table_is_refused(officer, start, end):
    wish = FuelRequestFactory()
    for step in {"requested": [], "refused": ["refused"], "done": ["allowed", "done"]}[start]:
        move_fuel_request(wish, step, by=officer, reason="ฝุ่นสูง" if step == "refused" else "", done_on=date(2026, 11, 1))

    with pytest.raises(FuelMoveRefused):
        move_fuel_request(wish, end, by=officer, reason="ฝุ่นสูง")


def test_a_refusal_without_a_reason_is_refused_by_the_database(officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        move_fuel_request(FuelRequestFactory(), "refused", by=officer)


def test_demonstration_rows_go_and_real_ones_stay(officer, settings):
    settings.DEMO = True
    record_burn(by=officer, key=KEY, **facts())
    ask_to_burn(by=officer, key=KEY, **request_facts())
    real = BurnRecordFactory()

    assert remove_demo_burning() == 2
    assert (list(BurnRecord.objects.all()), FuelRequest.objects.count()) == ([real], 0)
    assert list(BurnRecord.objects.real()) == [real]
