"""/pm25/: the finding, the table in every order, old and missing values, the picture to share."""

import re
from io import BytesIO

import pytest
import time_machine
from PIL import Image

from tests.pm25.factories import ProvinceFactory, SourceFactory, StationFactory
from tests.pm25.measured import load_reference, provinces, running, thai_outside


@pytest.fixture(autouse=True)
def _clock(db):
    load_reference()
    with time_machine.travel("2026-11-20T09:20:00+07:00", tick=False):
        yield


def page(client, path="/pm25/"):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def rows(html):
    """The provinces of the table in the order of the page."""
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', html)


def test_index_states_the_finding_and_its_time(client):
    running(48.3, hours=0, province=ProvinceFactory(lampang=True))
    running(12, hours=0, province=ProvinceFactory(sing_buri=True))

    html = page(client)

    assert "<h1>วันนี้ 1 จาก 2 จังหวัด ฝุ่น PM2.5 เกินค่ามาตรฐาน</h1>" in html
    assert "ฝุ่น PM2.5 วันนี้ทุกจังหวัด ข้อมูลเวลา 09.00\u00a0น." in html
    assert "ค่ามาตรฐานเฉลี่ย 24 ชั่วโมงคือ 37.5 µg/m³" in html
    assert rows(html) == ["ลำปาง", "สิงห์บุรี"]


def test_index_sorts_by_name_backwards(client):
    running(48.3, province=ProvinceFactory(lampang=True))
    running(12, province=ProvinceFactory(sing_buri=True))

    html = page(client, "/pm25/?sort=name&dir=desc")

    assert rows(html) == ["สิงห์บุรี", "ลำปาง"]
    assert 'aria-sort="descending">ชื่อจังหวัด' in html


def test_index_groups_by_region(client):
    running(48.3, province=ProvinceFactory(lampang=True))
    running(12, province=ProvinceFactory(sing_buri=True))

    html = page(client, "/pm25/?sort=region")

    assert re.findall(r'rowgroup" colspan="5">([^<]+)', html) == ["ภาคเหนือ", "ภาคกลาง"]


@pytest.mark.parametrize("query", ["sort=password", "sort=value&dir=sideways", "sort=&dir=", "dir=asc'--"])
def test_index_takes_a_bad_order_as_the_default(client, query):
    running(48.3, province=ProvinceFactory(lampang=True))
    running(52, province=ProvinceFactory(sing_buri=True))

    expected = ["ลำปาง", "สิงห์บุรี"] if query.startswith("dir=asc") else ["สิงห์บุรี", "ลำปาง"]

    assert rows(page(client, f"/pm25/?{query}")) == (["สิงห์บุรี", "ลำปาง"] if "'" in query else expected)


def test_index_shows_an_old_value_without_colour_or_band(client):
    running(90, hours=7, province=ProvinceFactory(lampang=True))

    html = page(client)

    assert "<h1>ข้อมูลล่าสุดเมื่อ 02.00\u00a0น.</h1>" in html
    assert '<span class="sw q0 late"></span>90.0</td><td class="w">ข้อมูลเก่า</td>' in html
    assert "7\u00a0ชั่วโมงก่อน" in html


def test_index_shows_a_missing_value_as_a_dash(client):
    ProvinceFactory(lampang=True)

    html = page(client)

    assert "<h1>ยังไม่มีข้อมูลฝุ่น PM2.5</h1>" in html
    assert '<span class="sw q0"></span>–</td><td class="w">ไม่มีข้อมูล</td>' in html


def test_index_marks_samples(client):
    running(48.3, source=SourceFactory(sample=True), province=ProvinceFactory(lampang=True))

    html = page(client)

    assert '<section class="demo" aria-label="ข้อมูลตัวอย่าง">' in html
    assert "[ข้อมูลตัวอย่าง] วันนี้ 1 จาก 1 จังหวัด" in html


def test_index_of_real_values_has_no_sample_strip(client):
    running(48.3, province=ProvinceFactory(lampang=True))

    assert '<section class="demo"' not in page(client)


def test_index_gives_the_text_for_line(client):
    running(48.3, hours=0, province=ProvinceFactory(lampang=True))

    text = re.search(r"<textarea[^>]*readonly>([^<]*)</textarea>", page(client))[1]

    assert text.split("\n") == [
        "วันนี้ 1 จาก 1 จังหวัด ฝุ่น PM2.5 เกินค่ามาตรฐาน",
        "สูงสุด: ลำปาง 48.3 µg/m³",
        "ค่าเฉลี่ย 24 ชั่วโมง ข้อมูล 20 พ.ย. 2569 09.00 น.",
        "ที่มา: กรมควบคุมมลพิษ (Air4Thai)",
        "https://testserver/pm25/",
    ]


def test_index_in_english_is_english(client):
    running(48.3, province=ProvinceFactory(lampang=True))
    running(90, hours=7, province=ProvinceFactory(sing_buri=True))

    html = page(client, "/en/pm25/")

    assert thai_outside(html) == []
    assert "Lampang" in html


def test_index_names_hostile_provinces_as_text(client):
    running(48.3, province=ProvinceFactory(lampang=True, name_th="<script>alert(1)</script>"))

    html = page(client)

    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_index_reads_the_same_rows_whatever_the_number(client, django_assert_max_num_queries):
    provinces(2)
    with django_assert_max_num_queries(8) as few:
        page(client)
    provinces(12)
    for province in ProvinceFactory._meta.model.objects.all():
        running(33, station=StationFactory(province=province))

    with django_assert_max_num_queries(len(few)):
        page(client)


def test_share_is_a_picture_for_ten_minutes(client):
    running(48.3, province=ProvinceFactory(lampang=True))

    response = client.get("/pm25/share.png")

    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=600"
    assert Image.open(BytesIO(response.content)).size == (1200, 630)


def test_share_is_not_sent_again_while_the_data_are_the_same(client):
    station = running(48.3, province=ProvinceFactory(lampang=True))
    etag = client.get("/pm25/share.png")["ETag"]

    same = client.get("/pm25/share.png", headers={"if-none-match": etag})
    running(90, hours=0, station=station)
    changed = client.get("/pm25/share.png", headers={"if-none-match": etag})

    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == 200
    assert changed["ETag"] != etag


def test_index_is_read_only(client):
    assert client.post("/pm25/").status_code == 405
