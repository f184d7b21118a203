"""/pm25/card/…: small pages for frames of other sites, honest about old and missing values."""

import pytest
import time_machine

from tests.pm25.factories import DistrictFactory, ProvinceFactory, SourceFactory, StationFactory
from tests.pm25.measured import load_reference, running, thai_outside

PATH = "/pm25/card/lampang/"


@pytest.fixture(autouse=True)
def _clock(db):
    load_reference()
    with time_machine.travel("2026-11-20T09:20:00+07:00", tick=False):
        yield


def page(client, path=PATH):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_card_says_value_word_time_limit_source_and_where_to_read_more(client):
    running(48.3, hours=0)

    html = page(client)

    assert '<b class="q4"><span class="n">48.3</span> <span class="u">µg/m³</span></b>' in html
    assert "<strong>เริ่มมีผลกระทบต่อสุขภาพ</strong>" in html
    assert "ค่าเฉลี่ย 24 ชั่วโมง · 20\u00a0พ.ย.\u00a02569 09.00\u00a0น." in html
    assert "เกินค่ามาตรฐาน 37.5 µg/m³" in html
    assert "ที่มา: กรมควบคุมมลพิษ" in html
    assert 'href="https://testserver/provinces/lampang/" target="_blank" rel="noopener"' in html


def test_card_of_clean_air_is_not_above_the_limit(client):
    running(37.5, hours=0)

    assert "ไม่เกินค่ามาตรฐาน 37.5 µg/m³" in page(client)


def test_card_of_an_old_value_says_so_and_has_no_band(client):
    running(90, hours=7)

    html = page(client)

    assert '<b class="late"><span class="n">90.0</span>' in html
    assert "ค่าเฉลี่ย 24 ชั่วโมงเมื่อ 20\u00a0พ.ย.\u00a02569 02.00\u00a0น. ไม่ใช่ค่าตอนนี้" in html
    assert "มีผลกระทบต่อสุขภาพ" not in html
    assert "เกินค่ามาตรฐาน" not in html


def test_card_without_a_value_says_so(client):
    ProvinceFactory(lampang=True)

    html = page(client)

    assert "<strong>ไม่มีข้อมูล</strong>" in html
    assert "ไม่มีสถานีที่ส่งค่าครบพอจะเฉลี่ย" in html


def test_card_of_samples_says_sample(client):
    running(48.3, source=SourceFactory(sample=True, redistribution_allowed=False))

    assert '<p class="sample">ข้อมูลตัวอย่าง ไม่ใช่ค่าที่ตรวจวัดได้</p>' in page(client)


def test_card_of_measured_values_does_not_say_sample(client):
    running(48.3)

    assert "ข้อมูลตัวอย่าง" not in page(client)


def test_card_leaves_out_a_source_that_may_not_be_passed_on(client):
    running(48.3, source=SourceFactory(slug="closed", redistribution_allowed=False))

    html = page(client)

    assert "48.3" not in html
    assert "แหล่งข้อมูลไม่อนุญาตให้เผยแพร่ค่าต่อ ดูค่าได้ที่หน้าของพื้นที่" in html


def test_card_may_be_framed_by_any_site_and_other_pages_by_none(client):
    running(48.3)

    card, other = client.get(PATH), client.get("/provinces/lampang/")

    assert "frame-ancestors *" in card["Content-Security-Policy"]
    assert "script-src 'self'" in card["Content-Security-Policy"]
    assert "X-Frame-Options" not in card
    assert card["Cache-Control"] == "public, max-age=300"
    assert "Set-Cookie" not in card
    assert "<script" not in card.content.decode()
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
    assert other["X-Frame-Options"] == "DENY"


def test_card_of_a_district_names_the_station_and_its_distance(client):
    district = DistrictFactory(slug="mae-mo", lat=18.30, lon=99.65, position_source="ทดสอบ")
    running(48.3, hours=0, station=StationFactory(name_th="แม่เมาะ", lat=18.28, lon=99.66))

    html = page(client, f"/pm25/card/lampang/{district.slug}/")

    assert "สถานี แม่เมาะ · ห่าง 2.5 กม." in html
    assert '<span class="n">48.3</span>' in html


def test_card_of_a_district_passes_over_a_station_that_may_not_be_passed_on(client):
    DistrictFactory(slug="mae-mo", lat=18.30, lon=99.65, position_source="ทดสอบ")
    closed = SourceFactory(slug="closed", redistribution_allowed=False)
    running(90, hours=0, station=StationFactory(source=closed, lat=18.30, lon=99.65))

    assert "แหล่งข้อมูลไม่อนุญาตให้เผยแพร่ค่าต่อ" in page(client, "/pm25/card/lampang/mae-mo/")

    running(48.3, hours=0, station=StationFactory(lat=18.4, lon=99.65))

    html = page(client, "/pm25/card/lampang/mae-mo/")
    assert ('<span class="n">48.3</span>' in html, "90.0" in html) == (True, False)


@pytest.mark.parametrize("path", ["/pm25/card/atlantis/", "/pm25/card/lampang/atlantis/", "/pm25/card/LAMPANG%00/"])
def test_card_of_nowhere_is_not_found(client, path):
    ProvinceFactory(lampang=True)

    assert client.get(path).status_code in {400, 404}


def test_card_in_english_is_english(client):
    running(48.3)
    DistrictFactory(slug="mae-mo", lat=18.30, lon=99.65, position_source="ทดสอบ")

    assert thai_outside(page(client, "/en/pm25/card/lampang/")) == []
    assert thai_outside(page(client, "/en/pm25/card/lampang/mae-mo/")) == []


def test_card_reads_few_rows(client, django_assert_max_num_queries):
    for _number in range(5):
        running(48.3)
    DistrictFactory(slug="mae-mo", lat=18.30, lon=99.65, position_source="ทดสอบ")

    with django_assert_max_num_queries(6):
        page(client)
    with django_assert_max_num_queries(6):
        page(client, "/pm25/card/lampang/mae-mo/")


def test_card_page_gives_lines_to_paste(client):
    ProvinceFactory(sing_buri=True)
    ProvinceFactory(lampang=True)

    response = client.get("/pm25/card/?province=lampang")
    html = response.content.decode()

    assert (
        '&lt;iframe src="https://testserver/pm25/card/lampang/" title="ฝุ่น PM2.5 จังหวัดลำปาง" width="340" height="300"'
    ) in html
    assert '&lt;iframe src="https://testserver/en/pm25/card/lampang/" title="PM2.5 in Lampang Province"' in html
    assert '<iframe class="card-frame" src="/pm25/card/lampang/"' in html
    assert "frame-src 'self'" in response["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("query", ["?province=atlantis", "?province=%3Cscript%3E", "?province=" + "x" * 3000])
def test_card_page_asked_for_an_unknown_province_says_what_to_do(client, query):
    ProvinceFactory(lampang=True)

    html = page(client, f"/pm25/card/{query}")

    assert "ไม่พบจังหวัดที่เลือก เลือกจากรายการอีกครั้ง" in html
    assert "<script>" not in html


def test_card_page_without_provinces_says_what_will_fill_it(client):
    assert "ยังไม่มีรายชื่อจังหวัด" in page(client, "/pm25/card/")
