"""Importing and exporting as the secretariat does it: upload, look, confirm; all of a file or nothing of it."""

import io

import openpyxl
import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.audit.models import Entry
from tests.accounts.factories import UserFactory
from tests.workgroups.admin_pages import sign_in_secretariat, words
from tests.workgroups.factories import AgencyFactory, MembershipFactory, PersonFactory, WorkgroupFactory
from tests.workgroups.sheets import csv_file, workbook_with, xlsx_file
from workgroups.imports import pending
from workgroups.models import Agency

pytestmark = pytest.mark.django_db
HEAD = ["รหัสหน่วยงาน", "ชื่อ"]
PAGES = "/secretariat/workgroups"


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def secretary(client, settings):
    return sign_in_secretariat(client, settings)


def upload(client, content, name="รายชื่อ.csv", kind="agency", **fields):
    return client.post(
        f"{PAGES}/{kind}/import/", {"file": SimpleUploadedFile(name, content), "encoding": "auto", **fields}
    )


def confirm(client, ticket, kind="agency"):
    return client.post(f"{PAGES}/{kind}/process_import/", {"ticket": ticket}, follow=True)


def kept():
    return default_storage.listdir("imports")[1] if default_storage.exists("imports") else []


def test_file_is_looked_at_and_then_imported(client, secretary):
    AgencyFactory(slug="old", name_th="ชื่อเดิม")
    content = xlsx_file(HEAD, ["old", "ชื่อใหม่"], ["fresh", "หน่วยงานใหม่"])

    preview = upload(client, content, "หน่วยงาน.xlsx")

    assert "ไฟล์ หน่วยงาน.xlsx ไม่มีบรรทัดที่ต้องแก้ เพิ่มใหม่ 1 แก้ไข 1 ไม่เปลี่ยน 0" in words(preview)
    assert "2 แก้ไข ชื่อใหม่ ชื่อ : ชื่อเดิม → ชื่อใหม่" in words(preview)
    assert "3 เพิ่มใหม่ หน่วยงานใหม่ รหัสหน่วยงาน : fresh ชื่อ : หน่วยงานใหม่" in words(preview)
    assert (Agency.objects.count(), Entry.objects.count(), len(kept())) == (1, 0, 1)

    done = confirm(client, preview.context["ticket"])

    assert "นำเข้าแล้ว เพิ่มใหม่ 1 แก้ไข 1 ไม่เปลี่ยน 0" in done.content.decode()
    assert list(Agency.objects.order_by("slug").values_list("slug", "name_th")) == [
        ("fresh", "หน่วยงานใหม่"),
        ("old", "ชื่อใหม่"),
    ]
    entry = Entry.objects.get()
    assert (entry.action, entry.object_type, entry.actor_id) == ("import", "workgroups.agency", secretary.pk)
    assert entry.after == {"file": "หน่วยงาน.xlsx", "rows": 2, "new": 1, "changed": 1, "unchanged": 0}
    assert kept() == []


def test_confirming_twice_imports_once(client, secretary):
    ticket = upload(client, csv_file(HEAD, ["fresh", "หน่วยงานใหม่"])).context["ticket"]
    confirm(client, ticket)

    again = confirm(client, ticket)

    assert "ไฟล์ที่ตรวจไว้หมดอายุหรือนำเข้าไปแล้ว เลือกไฟล์อีกครั้ง" in again.content.decode()
    assert Entry.objects.count() == 1


def test_one_bad_line_keeps_the_whole_file_out(client, secretary):
    response = upload(client, csv_file(HEAD, ["fresh", "หน่วยงานใหม่"], ["bad", ""], ["", "ไม่มีรหัส"]))

    text = words(response)
    assert "ยังไม่ได้นำเข้าแม้แต่แถวเดียว ต้องแก้ 2 บรรทัดในไฟล์ก่อน" in text
    assert "3 ชื่อ: กรอกช่องนี้" in text
    assert "4 รหัสหน่วยงาน: กรอกรหัสหน่วยงาน" in text
    assert "ticket" not in response.context
    assert (Agency.objects.count(), Entry.objects.count(), kept()) == (0, 0, [])


def test_change_between_look_and_confirmation_keeps_the_file_out(client, secretary):
    ticket = upload(client, csv_file(HEAD, ["first", "หน่วยงานแรก"], ["taken", "หน่วยงาน"])).context["ticket"]
    WorkgroupFactory(slug="taken")

    response = confirm(client, ticket)

    assert "จึงยังไม่ได้นำเข้าแม้แต่แถวเดียว" in response.content.decode()
    assert "3 รหัสหน่วยงาน: ชื่อในที่อยู่เว็บนี้เป็นของคณะทำงานแล้ว เลือกชื่ออื่น" in words(response)
    assert (Agency.objects.count(), Entry.objects.count()) == (0, 0)


def test_ticket_of_another_person_or_list_or_hour_opens_nothing(client, secretary, settings):
    with time_machine.travel("2026-11-20 10:00:00+07:00", tick=False):
        ticket = upload(client, csv_file(HEAD, ["fresh", "หน่วยงานใหม่"])).context["ticket"]
        other = pending.opened(ticket, user=UserFactory(), model=Agency)
        elsewhere = pending.opened(ticket, user=secretary, model=WorkgroupFactory._meta.model)
        forged = pending.opened(ticket[:-2] + "xx", user=secretary, model=Agency)
    with time_machine.travel("2026-11-20 11:00:01+07:00", tick=False):
        late = pending.opened(ticket, user=secretary, model=Agency)

    assert (other, elsewhere, forged, late) == (None, None, None, None)


def test_upload_that_nobody_confirmed_is_deleted_after_a_day(client, secretary):
    upload(client, csv_file(HEAD, ["fresh", "หน่วยงานใหม่"]))
    forgotten = kept()

    with time_machine.travel("2126-11-20 10:00:00+07:00"):
        client.force_login(secretary)
        upload(client, csv_file(HEAD, ["fresh", "หน่วยงานใหม่"]))

    assert len(kept()) == 1
    assert kept() != forgotten


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "ไฟล์ว่าง เลือกไฟล์ที่มีข้อมูล"),
        (b"x" * (5 * 1024 * 1024 + 1), "ไฟล์ใหญ่เกิน 5 MB"),
        (csv_file(["ชื่อ"], ["ก"]), "ไม่มีคอลัมน์ “รหัสหน่วยงาน” เติมหัวคอลัมน์นี้ในบรรทัดแรก"),
        (csv_file("a," * 1_000_000, "1"), "เกิน 60 คอลัมน์"),
        (workbook_with(("xl/worksheets/sheet1.xml", b"0" * 20_000_000)), "ไฟล์มีเนื้อหาเกินกว่ารายชื่อทั่วไป"),
        (b"\x89PNG\r\n\x1a\n\x00", "อ่านตัวอักษรในไฟล์ไม่ได้"),
    ],
    ids=["empty", "large", "headings", "columns", "bomb", "picture"],
)
def test_file_that_cannot_be_read_is_refused_with_what_to_do(client, secretary, content, sentence):
    response = upload(client, content)

    assert "ยังไม่ได้นำเข้าแม้แต่แถวเดียว" in words(response)
    assert sentence in words(response)
    assert kept() == []


def test_no_file_is_asked_for(client, secretary):
    assert "เลือกไฟล์" in words(client.post(f"{PAGES}/agency/import/", {"encoding": "auto"}))


def test_encoding_can_be_chosen(client, secretary):
    content = csv_file(HEAD, ["fresh", "หน่วยงานใหม่"], encoding="cp874")

    assert "เพิ่มใหม่ 1" in words(upload(client, content, encoding="cp874"))
    assert "ไม่ได้เข้ารหัสแบบ UTF-8" in words(upload(client, content, encoding="utf-8-sig"))


def test_markup_in_a_file_is_shown_as_text(client, secretary):
    response = upload(client, csv_file(HEAD, ["fresh", "<script>alert(1)</script>"]), name="<b>.csv")

    assert "<script>alert" not in response.content.decode()
    assert "<b>.csv" not in response.content.decode()


@pytest.mark.parametrize("kind", ["agency", "person", "membership"])
def test_import_page_names_its_columns_and_gives_an_empty_file(client, secretary, kind):
    page = client.get(f"{PAGES}/{kind}/import/")
    template = client.get(f"{PAGES}/{kind}/import/template/")

    headings = template.content.decode("utf-8-sig").strip().split(",")
    assert len(headings) >= 9
    assert all(heading in words(page) for heading in headings)


@pytest.mark.parametrize("kind", ["agency", "person", "membership"])
@pytest.mark.parametrize("page", ["import/", "import/template/", "export/", "process_import/"])
def test_pages_are_closed_to_people_who_are_no_staff(client, settings, kind, page):
    settings.DEMO = True
    client.force_login(UserFactory())

    response = client.post(f"{PAGES}/{kind}/{page}", {"ticket": "x", "format": "0"})

    assert response.status_code in (302, 403)
    assert not Entry.objects.exists()


def export(client, kind, *columns, file_format="0", query=""):
    resource = {"agency": "agencyresource", "person": "personresource", "membership": "membershipresource"}[kind]
    data = {"resource": "0", "format": file_format} | {f"{resource}_{name}": "on" for name in columns}
    return client.post(f"{PAGES}/{kind}/export/{query}", data)


@time_machine.travel("2026-11-20 12:00:00+07:00", tick=False)
def test_export_holds_what_was_searched_with_neutral_cells_and_an_entry(client, secretary):
    AgencyFactory(slug="a", name_th="=HYPERLINK(1)", name_en=" +1", abbr_th="＝ทดสอบ")
    AgencyFactory(slug="b", name_th="อื่น")

    response = export(client, "agency", "slug", "name_th", "name_en", "abbr_th", query="?q=HYPERLINK")

    assert response.content.decode("utf-8-sig").splitlines() == [
        "รหัสหน่วยงาน,ชื่อ,ชื่อภาษาอังกฤษ,ชื่อย่อ",
        "a,'=HYPERLINK(1),'+1,'＝ทดสอบ",
    ]
    assert response["Content-Disposition"] == 'attachment; filename="agency-2026-11-20.csv"'
    entry = Entry.objects.get()
    assert (entry.action, entry.object_type, entry.actor_id) == ("export", "workgroups.agency", secretary.pk)
    assert entry.after == {"file": "agency-2026-11-20.csv", "rows": 1}


def test_workbook_of_terms_has_numbers_and_dates_in_words(client, secretary):
    term = MembershipFactory(post__order=7, start="2026-10-01")

    response = export(client, "membership", "seat", "person_code", "start", file_format="1")

    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [(7, "n"), (term.person_id, "n"), ("1 ต.ค. 2569", "s")]
    ]


def test_persons_are_exported_without_their_contacts(client, secretary):
    PersonFactory(phone="0812345678", email="somchai@example.org")

    page = client.get(f"{PAGES}/person/export/")
    response = export(client, "person", "code", "name_th", "phone", "email")

    assert "โทรศัพท์" not in words(page)
    assert "อีเมล" not in words(page)
    assert response.content.decode("utf-8-sig").splitlines()[0] == "รหัสบุคคล,ชื่อ-นามสกุล"
    assert "0812345678" not in response.content.decode()
    assert "example.org" not in response.content.decode()


def test_export_without_a_column_says_so(client, secretary):
    AgencyFactory()

    response = export(client, "agency")

    assert response.status_code == 200
    assert "เลือก" in words(response)
    assert not Entry.objects.exists()
