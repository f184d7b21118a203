"""The pages of uploads: an officer's way from the file to the readings, and that nobody else walks it."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pm25.models import Reading, Upload
from pm25.services import import_uploads
from tests.accounts.factories import UserFactory
from tests.pm25.factories import ProvinceFactory
from tests.pm25.uploads import MAPPING, table
from tests.workgroups.factories import WorkgroupFactory
from workgroups.models import Grant

pytestmark = pytest.mark.django_db
FORM = {f"map-{name}": value for name, value in MAPPING.items()} | {"step": "mapping"}


@pytest.fixture(autouse=True)
def _here_and_now(settings, tmp_path, time_machine):
    settings.MEDIA_ROOT, settings.REDIS_URL = tmp_path, ""
    time_machine.move_to(datetime(2026, 11, 20, 5, tzinfo=UTC))


def served(group, role=Grant.Role.OFFICER):
    user = UserFactory()
    Grant.objects.create(user=user, role=role, group=group, starts=date(2021, 1, 1))
    return user


@pytest.fixture
def group():
    return WorkgroupFactory(slug="lampang", province=ProvinceFactory(lampang=True))


@pytest.fixture
def signed_in(client, group):
    client.force_login(served(group))
    return client


@pytest.fixture
def there(signed_in, group):
    """The address of an upload that has been handed in."""
    return signed_in.post("/pm25/uploads/new/", {"group": group.pk, "file": table()}).headers["Location"]


def text(response):
    return response.content.decode().replace("\u00a0", " ")


def test_officer_goes_from_the_file_to_the_readings(signed_in, there):
    mapping = text(signed_in.get(there))
    tried = signed_in.post(there, FORM, follow=True)
    import_uploads()
    checked = text(signed_in.get(there))
    signed_in.post(f"{there}import/", {"check_no": "1"})
    import_uploads()
    done = text(signed_in.get(there))

    assert "37t" in mapping
    assert "ยังไม่บันทึกค่าใด" in text(tried)
    assert "สถานีใหม่ 2 สถานี" in checked
    assert "1 ก.พ. 2569" in checked or "1 กุมภาพันธ์ 2569" in checked
    assert f"/pm25/imports/{Upload.objects.get().run_id}/" in done
    assert Reading.objects.count() == 3
    assert "ค่าฝุ่น.csv" in text(signed_in.get("/pm25/uploads/"))


def test_doubtful_fields_stand_empty_and_are_asked_for(signed_in, there):
    said = text(signed_in.get(there))
    answer = signed_in.post(there, {**FORM, "map-date_order": "", "map-era": "", "map-unit": ""})

    assert '<option value="dmy" selected>' not in said
    assert '<option value="be" selected>' not in said
    assert answer.status_code == 422
    assert [message for field in answer.context["mapping"].errors.values() for message in field] == [
        "เลือกลำดับของวันที่ ระบบไม่เดาให้ เพราะ 01/02 อ่านได้สองแบบ",
        "เลือกว่าปีเป็น พ.ศ. หรือ ค.ศ.",
        "เลือกหน่วย หรือเลือกคอลัมน์หน่วย",
    ]


def test_what_was_filled_in_outlives_the_session(signed_in, there, client, group):
    signed_in.post(there, {**FORM, "map-era": ""})
    client.logout()
    client.force_login(served(group))

    assert '<option value="dmy" selected>' in text(client.get(there))


@pytest.mark.parametrize(
    ("said", "field", "message"),
    [
        ({"map-layout": "wide"}, "station_columns", "เลือกคอลัมน์ของสถานีอย่างน้อยหนึ่งคอลัมน์"),
        (
            {"map-layout": "wide", "map-station_columns": ["1", "3"]},
            "station_columns",
            "คอลัมน์ของสถานีเป็นคอลัมน์อย่างอื่นด้วย เลือกคอลัมน์ละอย่างเดียว",
        ),
        ({"map-station_column": ""}, "station_column", "เลือกคอลัมน์รหัสสถานี หรือใส่รหัสสถานีเดียวของทั้งไฟล์"),
        ({"map-value_column": "1"}, "__all__", "มีคอลัมน์ที่เลือกใช้สองอย่าง เลือกคอลัมน์ละอย่างเดียว"),
        ({"map-hour_label": ""}, "hour_label", "เลือกว่าเวลาที่ลงไว้เป็นเวลาสิ้นสุดหรือเวลาเริ่มของชั่วโมง"),
        ({"map-hour_column": ""}, "hour_column", "คอลัมน์วันที่ไม่มีเวลา เลือกคอลัมน์ชั่วโมง หรือถ้าเป็นค่าเฉลี่ยรายวัน เลือก “หนึ่งวัน”"),
        ({"map-unit": "ppb"}, "unit", "หน่วยนี้ใช้กับสิ่งที่วัดไม่ได้ เลือก µg/m³ / mg/m³"),
        ({"map-parameter": ""}, "parameter", "เลือกสิ่งที่วัด หรือเลือกคอลัมน์สิ่งที่วัด"),
    ],
)
def test_mapping_that_cannot_be_is_refused_with_what_to_do(signed_in, there, said, field, message):
    answer = signed_in.post(there, {**FORM, **said})

    assert answer.status_code == 422
    assert answer.context["mapping"].errors[field] == [message]
    assert Upload.objects.get().status == "draft"


def test_other_delimiter_shows_other_columns(signed_in, there):
    said = {"step": "reading", "reading-encoding": "cp874", "reading-header_line": "1", "reading-first_line": "2"}
    answer = signed_in.post(there, {**said, "reading-delimiter": "comma"})

    assert answer.status_code == 302
    assert (Upload.objects.get().reading["delimiter"], Upload.objects.get().columns) == (",", ["", ""])


def test_wrong_encoding_is_told_at_once(signed_in, there):
    said = {"step": "reading", "reading-encoding": "utf-16", "reading-delimiter": "comma", "reading-first_line": "2"}
    answer = signed_in.post(there, said)

    assert answer.status_code == 422
    assert "เลือกการเข้ารหัสใหม่" in text(answer)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "ไฟล์ว่าง"),
        ("a.csv", b"<!DOCTYPE html><html><body>1,2</body></html>", "ไม่ใช่ตาราง"),
        ("a.csv", b"MZ\x90\x00\x03\x00\x00\x00", "ไม่ใช่ตาราง"),
        ("a.csv", b"a,b\n1,\x00\n", "ไม่ใช่ตาราง"),
        ("a.csv", b"\xd0\xcf\x11\xe0" + b"x" * 100, "Excel รุ่นเก่า"),
        ("a.exe", b"a,b\n1,2\n", "ไม่ใช่ตาราง"),
        ("a.xlsx", b"PK\x03\x04 broken", "ไฟล์เสีย"),
        ("a.csv", b"\n" * 100 + b" ,\n", "ว่าง"),
        ("a.csv", b"1," * 1_000_000, "บรรทัดที่ 1 ยาว"),
    ],
)
def test_file_that_is_no_table_is_refused(signed_in, group, name, content, words):
    answer = signed_in.post("/pm25/uploads/new/", {"group": group.pk, "file": SimpleUploadedFile(name, content)})

    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors)
    assert Upload.objects.count() == 0


def test_body_that_says_it_is_huge_is_refused_unread(signed_in):
    answer = signed_in.post("/pm25/uploads/new/", {}, CONTENT_LENGTH=str(500 * 1024 * 1024))

    assert answer.status_code == 413
    assert "50 MB" in text(answer)


def test_upload_without_a_token_is_refused(group):
    client = Client(enforce_csrf_checks=True)
    client.force_login(served(group))

    assert client.post("/pm25/uploads/new/", {"group": group.pk, "file": table()}).status_code == 403


@pytest.mark.parametrize("leaf", ["", "state/", "rejects.csv"])
def test_officer_of_another_group_finds_nothing(client, there, leaf):
    client.force_login(served(WorkgroupFactory()))

    assert client.get(f"{there}{leaf}").status_code == 404
    assert client.post(f"{there}import/", {"check_no": "1"}).status_code == 404
    assert "ค่าฝุ่น.csv" not in text(client.get("/pm25/uploads/"))


@pytest.mark.parametrize("role", [Grant.Role.MEMBER, Grant.Role.MODERATOR])
def test_member_of_the_group_has_no_part_in_it(client, there, group, role):
    client.force_login(served(group, role))

    assert [client.get(address).status_code for address in ("/pm25/uploads/", "/pm25/uploads/new/", there)] == [404] * 3


def test_officer_cannot_hand_in_for_another_group(signed_in):
    answer = signed_in.post("/pm25/uploads/new/", {"group": WorkgroupFactory().pk, "file": table()})

    assert (answer.status_code, Upload.objects.count()) == (422, 0)


def test_page_that_waits_asks_for_the_state(signed_in, there):
    signed_in.post(there, FORM)

    assert signed_in.get(f"{there}state/").json() == {"status": "checking", "percent": 0, "lines": 0}


def test_confirmation_of_a_stale_tab_says_so(signed_in, there):
    signed_in.post(there, FORM)
    import_uploads()
    answer = signed_in.post(f"{there}import/", {"check_no": "9"}, follow=True)

    assert "ตรวจดูใหม่ก่อนทำต่อ" in text(answer)
    assert Upload.objects.get().status == "checked"


def test_rejects_are_a_file_that_no_spreadsheet_runs(signed_in, group):
    content = "=cmd,d,h,v\n37t,1/2/2569,1,=HYPERLINK(1)\n"
    file = SimpleUploadedFile("a.csv", content.encode())
    there = signed_in.post("/pm25/uploads/new/", {"group": group.pk, "file": file}).headers["Location"]
    signed_in.post(there, {**FORM, "map-value_column": "0", "map-station_column": "", "map-station": "37t"})
    import_uploads()

    answer = signed_in.get(f"{there}rejects.csv")

    assert (
        answer.headers["Content-Disposition"] == f'attachment; filename="upload-{Upload.objects.get().pk}-rejects.csv"'
    )
    assert text(answer).splitlines()[1] == "2,not_a_number,ไม่ใช่ตัวเลข,'=cmd: 37t"


def test_secretariat_sees_all_and_english_pages_are_english(client, there, settings):
    settings.DEMO = True
    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    assert client.get(f"/en{there}").status_code == 200
    assert client.get("/en/pm25/uploads/").status_code == 200


def test_list_asks_few_questions(signed_in, there, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        signed_in.get("/pm25/uploads/")


def test_same_file_again_is_pointed_out(signed_in, there, group):
    signed_in.post(there, FORM)
    import_uploads()
    signed_in.post(f"{there}import/", {"check_no": "1"})
    import_uploads()

    again = signed_in.post("/pm25/uploads/new/", {"group": group.pk, "file": table()}).headers["Location"]

    assert "ไฟล์นี้นำเข้าแล้วเมื่อ 20 พ.ย. 2569" in text(signed_in.get(again))
