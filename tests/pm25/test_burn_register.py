"""Burn registers from files: every wrong line is named, and it is all or nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.audit.models import Entry
from places.models import District
from pm25.importers.burn_register import read_register
from pm25.models import BurnRecord
from tests.pm25.factories import DistrictFactory, ProvinceFactory
from tests.pm25.test_views_burning import served
from workgroups.imports.files import read_sheet

pytestmark = pytest.mark.django_db
HEAD = "อำเภอ,วันที่เผา,พื้นที่ (ไร่),สาเหตุ,จุดที่ตั้ง\n"
GOOD = HEAD + (
    "แม่เมาะ,23/3/2569,12.5,เผาฟางและตอซังข้าว,บ้านใหม่\n"
    "อำเภอแม่เมาะ,2026-03-24,๑๐,waste,\n"
    'Mae Mo,24 มี.ค. 2569,"1,200.25",ไม่ทราบสาเหตุ,\n'
    "Mae Mo,24 มี.ค. 2569,1200.25,ไม่ทราบสาเหตุ,\n"
)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def mae_mo():
    lampang = ProvinceFactory(lampang=True)
    return DistrictFactory(province=lampang, code="5202", slug="mae-mo", name_th="แม่เมาะ", name_en="Mae Mo")


@pytest.fixture
def signed_in(client, mae_mo):
    client.force_login(served(mae_mo.province))
    return client


def read(text, encoding="utf-8"):
    return read_register(read_sheet(text.encode(encoding)), District.objects.with_province())


def upload(client, text):
    return client.post("/pm25/burning/import/", {"file": SimpleUploadedFile("ทะเบียน.csv", text.encode())})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_good_lines_are_read_in_whatever_encoding(mae_mo, encoding):
    register = read(GOOD, encoding)

    assert register.problems == []
    assert [(burn.district, burn.burned_on, burn.area_rai, burn.cause) for burn in register.burns] == [
        (mae_mo, date(2026, 3, 23), Decimal("12.50"), "rice"),
        (mae_mo, date(2026, 3, 24), Decimal("10.00"), "waste"),
        (mae_mo, date(2026, 3, 24), Decimal("1200.25"), "unknown"),
        (mae_mo, date(2026, 3, 24), Decimal("1200.25"), "unknown"),
    ]
    assert len({burn.key for burn in register.burns}) == 4


@pytest.mark.parametrize(
    "line",
    [
        "ไม่มีอำเภอนี้,23/3/2569,1,waste,",
        ",23/3/2569,1,waste,",
        "แม่เมาะ,23/3/69,1,waste,",
        "แม่เมาะ,,1,waste,",
        "แม่เมาะ,1/1/2643,1,waste,",
        "แม่เมาะ,23/3/2569,0,waste,",
        "แม่เมาะ,23/3/2569,NaN,waste,",
        "แม่เมาะ,23/3/2569,1e9,waste,",
        "แม่เมาะ,23/3/2569,1e400,waste,",
        "แม่เมาะ,23/3/2569,1.234,waste,",
        "แม่เมาะ,23/3/2569,หนึ่ง,waste,",
        "แม่เมาะ,23/3/2569,1,,",
        "แม่เมาะ,23/3/2569,1,เวทมนตร์,",
        "แม่เมาะ,23/3/2569,1,waste," + "ก" * 201,
        "แม่เมาะ,23/3/2569,1,waste,,เกิน",
    ],
)
def test_a_wrong_line_is_named(mae_mo, line):
    register = read(f"{GOOD}{line}\n")

    assert [(number, len(problems)) for number, problems in register.problems] == [(6, 1)]


def test_wrong_headings_are_said_once(mae_mo):
    register = read("อำเภอ,วันที่,สาเหตุ\nแม่เมาะ,23/3/2569,waste\n")

    assert [(line, len(problems)) for line, problems in register.problems] == [(1, 3)]


def test_a_name_in_two_provinces_needs_its_province(mae_mo):
    other = DistrictFactory(province=ProvinceFactory(sing_buri=True), code="1701", name_th="แม่เมาะ", name_en="Mae Mo")
    text = "จังหวัด,อำเภอ,วันที่เผา,พื้นที่ (ไร่),สาเหตุ\n,แม่เมาะ,23/3/2569,1,waste\nสิงห์บุรี,แม่เมาะ,23/3/2569,1,waste\n"

    register = read(text)

    assert [line for line, _problems in register.problems] == [2]
    assert [burn.district for burn in register.burns] == [other]


def test_a_register_is_checked_then_written_and_never_twice(signed_in):
    for counts in [(4, {"new": 4, "unchanged": 0}), (4, {"new": 0, "unchanged": 4})]:
        ticket = upload(signed_in, GOOD).context["ticket"]
        answer = signed_in.post("/pm25/burning/import/", {"ticket": ticket})
        again = signed_in.post("/pm25/burning/import/", {"ticket": ticket})

        after = Entry.objects.latest("seq").after
        assert (answer.url, again.url) == ("/pm25/burning/records/", "/pm25/burning/import/")
        assert (BurnRecord.objects.count(), {name: after[name] for name in counts[1]}) == counts


def test_one_wrong_line_keeps_all_of_them_out(signed_in):
    answer = upload(signed_in, f"{GOOD}แม่เมาะ,23/3/2569,-1,waste,\n")

    assert "บรรทัดที่ 6" in answer.content.decode()
    assert ("ticket" in answer.context, BurnRecord.objects.count()) == (False, 0)


def test_districts_of_another_province_are_not_taken(signed_in):
    DistrictFactory(province=ProvinceFactory(sing_buri=True), code="1701", name_th="อินทร์บุรี", name_en="In Buri")

    answer = upload(signed_in, HEAD + "อินทร์บุรี,23/3/2569,1,waste,\n")

    assert [line for line, _problems in answer.context["register"].problems] == [2]


def test_the_ticket_of_somebody_else_opens_nothing(signed_in, mae_mo):
    ticket = upload(signed_in, GOOD).context["ticket"]
    signed_in.force_login(served(mae_mo.province))

    signed_in.post("/pm25/burning/import/", {"ticket": ticket})

    assert BurnRecord.objects.count() == 0


@pytest.mark.parametrize("content", [b"\x00\x01", b"PK\x03\x04", b"", b"x", "อำเภอ\n".encode()])
def test_what_is_no_table_is_refused(signed_in, content):
    answer = signed_in.post("/pm25/burning/import/", {"file": SimpleUploadedFile("x.csv", content)})

    assert (answer.status_code, list(answer.context["form"].errors), BurnRecord.objects.count()) == (200, ["file"], 0)
