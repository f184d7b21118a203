"""/provinces/ and below: the air of a place in each of its states, its year, its stations, its group."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from places.models import Province
from tests.pm25.factories import DistrictFactory, ProvinceFactory, SourceFactory, StationFactory
from tests.pm25.measured import hourly, load_reference, province_days, provinces, running, thai_outside
from tests.workgroups.factories import PostFactory, WorkgroupFactory

PATH = "/provinces/lampang/"
MAE_MO = "/provinces/lampang/mae-mo/"


@pytest.fixture(autouse=True)
def _clock(db):
    load_reference()
    with time_machine.travel("2026-11-20T09:20:00+07:00", tick=False):
        yield


@pytest.fixture
def lampang(db):
    return ProvinceFactory(lampang=True)


@pytest.fixture
def mae_mo(lampang):
    return DistrictFactory(
        code="5202", slug="mae-mo", name_th="แม่เมาะ", name_en="Mae Mo", lat=18.30, lon=99.65, position_source="ทดสอบ"
    )


def page(client, path=PATH):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def share_lines(html):
    return re.search(r"<textarea[^>]*readonly>([^<]*)</textarea>", html)[1].split("\n")


def stations(html):
    return re.findall(r'<th scope="row"><a href="/(?:en/)?pm25/stations/[^"]+">([^<]+)</a>', html)


# The list and its search


def test_provinces_lists_every_province_by_region_with_value_and_word(client, lampang):
    running(48.3, province=lampang)
    ProvinceFactory(sing_buri=True)

    html = page(client, "/provinces/")

    assert re.findall(r'<h3 class="region">([^<]+)', html) == ["ภาคเหนือ", "ภาคกลาง"]
    assert re.findall(r'<span class="p">([^<]+)</span>.*?</span>([^<]+)</span><span class="w">([^<]+)', html) == [
        ("ลำปาง", "48.3", "เริ่มมีผลกระทบต่อสุขภาพ"),
        ("สิงห์บุรี", "–", "ไม่มีข้อมูล"),
    ]


@pytest.mark.parametrize("text", ["ลำปาง", "จ.ลำปาง", "จังหวัดลำปาง", "Lampang", " lampang "])
def test_provinces_search_opens_the_only_match(client, lampang, text):
    response = client.get("/provinces/", {"q": text})

    assert (response.status_code, response["Location"]) == (302, PATH)


@pytest.mark.parametrize("text", ["แม่เมาะ", "ฝุ่นแม่เมาะ", "mae mo"])
def test_provinces_search_opens_a_district(client, mae_mo, text):
    assert client.get("/provinces/", {"q": text})["Location"] == MAE_MO


def test_provinces_search_lists_several_matches(client, mae_mo):
    DistrictFactory(code="5207", slug="mae-phrik", name_th="แม่พริก", name_en="Mae Phrik")

    html = page(client, "/provinces/?q=แม่")

    assert "พบ 2 แห่ง" in html
    assert f'href="{MAE_MO}"' in html


@pytest.mark.parametrize("text", ["ไม่มีที่นี่", "<script>alert(1)</script>", "%", "ก" * 300])
def test_provinces_search_that_finds_nothing_says_what_to_do(client, lampang, text):
    response = client.get("/provinces/", {"q": text})
    html = response.content.decode()

    assert response.status_code == 200
    assert "ลองพิมพ์ชื่อจังหวัดหรืออำเภออย่างเดียว" in html
    assert "<script>alert(1)" not in html


def test_provinces_empty_search_is_the_list(client, lampang):
    assert "ไม่พบ" not in page(client, "/provinces/?q=+")


def test_provinces_in_english_are_english(client, lampang):
    running(48.3, province=lampang)

    assert thai_outside(page(client, "/en/provinces/")) == []


def test_provinces_read_the_same_rows_whatever_their_number(client, django_assert_max_num_queries):
    provinces(2)
    with django_assert_max_num_queries(9) as few:
        page(client, "/provinces/")
    provinces(12)

    with django_assert_max_num_queries(len(few)):
        page(client, "/provinces/")


# A province in each state


def test_province_with_a_fresh_value_shows_band_and_advice(client, lampang):
    running(50.1, hours=0, province=lampang)
    running(46.5, hours=0, province=lampang)
    province_days(lampang, {date(2026, 11, 19): "44.1"})

    html = page(client)

    assert "<title>ฝุ่น PM2.5 ลำปาง วันนี้ เวลา 09.00 น." in html
    assert "<h1>จังหวัดลำปาง</h1>" in html
    assert '<div class="val q4"><b class="num">48.3</b>' in html
    assert '<span class="word">เริ่มมีผลกระทบต่อสุขภาพ</span>' in html
    assert "ค่าเฉลี่ย 24 ชั่วโมงจาก 2 สถานี" in html
    assert "เมื่อวาน 44.1 เพิ่มขึ้น 4.2" in html
    assert html.count("<dt>") == 2
    assert "งดกิจกรรมกลางแจ้ง" in html


def test_province_with_an_old_value_shows_its_age_and_no_advice(client, lampang):
    running(48.3, hours=7, province=lampang)

    html = page(client)

    assert '<div class="val q0 late"><b class="num">48.3</b>' in html
    assert "ค่าเมื่อ 7\u00a0ชั่วโมงก่อน" in html
    assert "แหล่งข้อมูลยังไม่ส่งค่าใหม่" in html
    assert "<dt>" not in html
    assert 'class="gauge"' not in html


def test_province_at_the_limit_of_freshness(client, lampang):
    station = running(48.3, hours=2, province=lampang)
    fresh = page(client)
    station.series.get().latest.delete()
    running(48.3, hours=3, station=station)
    late = page(client)

    assert 'class="val q4"' in fresh
    assert 'class="val q0 late"' in late


def test_province_without_a_value_names_its_neighbours(client, lampang):
    running(44, province=ProvinceFactory(chiang_mai=True))
    running(90, hours=9, province=ProvinceFactory(sing_buri=True))

    html = page(client)

    assert '<div class="val none q0"><b>–</b>' in html
    assert "จังหวัดใกล้เคียงที่มีข้อมูล" in html
    assert re.findall(r'<a href="/provinces/([^/]+)/">[^<]+ <span class="num">([\d.]+)', html) == [
        ("chiang-mai", "44.0")
    ]
    assert "ยังไม่มีสถานีที่เผยแพร่ในจังหวัดนี้" in html


def test_province_of_samples_is_marked_at_the_number_too(client, lampang):
    running(48.3, province=lampang, source=SourceFactory(sample=True))

    html = page(client)

    assert '<section class="demo" aria-label="ข้อมูลตัวอย่าง">' in html
    assert '<span class="sample-mark"><span class="chip chip-demo">' in html
    assert share_lines(html)[0].startswith("[ข้อมูลตัวอย่าง] ")


@pytest.mark.parametrize("hours", [0, 7, 24 * 400])
def test_province_hides_samples_from_its_first_real_reading(client, lampang, hours):
    running(48.3, hours=0, province=lampang, source=SourceFactory(sample=True), name_th="ตัวอย่าง")
    running(22, hours=hours, province=lampang, name_th="ของจริง")

    html = page(client)

    assert stations(html) == ["ของจริง"]
    assert '<b class="num">22.0</b>' in html
    assert '<section class="demo"' not in html


def test_province_hides_samples_where_a_closed_station_once_measured(client, lampang):
    running(48.3, hours=0, province=lampang, source=SourceFactory(sample=True))
    running(22, hours=900, province=lampang, status="closed")

    assert '<div class="val none q0">' in page(client)
    assert "</span>–</td>" in page(client, "/pm25/")


def test_province_leaves_pending_stations_out(client, lampang):
    running(48.3, province=lampang, name_th="เผยแพร่")
    running(90, province=lampang, name_th="รอตรวจ", status="pending")

    html = page(client)

    assert stations(html) == ["เผยแพร่"]
    assert '<b class="num">48.3</b>' in html


def test_province_shows_sensors_beside_the_mean(client, lampang):
    running(48.3, province=lampang)
    running(90, province=lampang, is_reference=False, name_th="เซ็นเซอร์")

    html = page(client)

    assert "เซ็นเซอร์" in stations(html)
    assert '<b class="num">48.3</b>' in html


def test_province_draws_the_mean_of_its_stations(client, lampang):
    hourly([20, 30, 40] * 8, hours=0, province=lampang)
    hourly([30, 40, 50] * 8, hours=0, province=lampang)

    html = page(client)

    assert "<span>ค่าเฉลี่ยรายชั่วโมง PM2.5 ลำปาง (µg/m³)</span>" in html
    assert "สูงสุด 45.0 เมื่อ" in html
    assert "ต่ำสุด 25.0 เมื่อ" in html


def test_province_agrees_with_the_country_s_page(client, lampang):
    hourly([20.04] * 18, hours=0, province=lampang)
    running(30.05, hours=2, province=lampang)

    assert '<b class="num">25.0</b>' in page(client)
    assert "</span>25.0</td>" in page(client, "/pm25/")


def test_province_with_a_hostile_station_shows_text(client, lampang):
    running(48.3, province=lampang, name_th='"><script>alert(1)</script>')

    html = page(client)

    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_province_shares_a_ready_text(client, lampang):
    running(48.3, hours=0, province=lampang)

    assert share_lines(page(client)) == [
        "ฝุ่น PM2.5 จังหวัดลำปาง 48.3\u00a0µg/m³ เริ่มมีผลกระทบต่อสุขภาพ",
        "ค่าเฉลี่ย 24 ชั่วโมง ข้อมูล 20 พ.ย. 2569 09.00 น.",
        "ที่มา: กรมควบคุมมลพิษ (Air4Thai)",
        "https://testserver/provinces/lampang/",
    ]


def test_province_names_its_share_picture(client, lampang):
    running(48.3, hours=0, province=lampang)

    html = page(client)
    picture = re.search(r'property="og:image" content="https://testserver([^"]+)"', html)[1]

    assert picture.startswith("/provinces/lampang/share.png?v=")
    assert client.get(picture)["Content-Type"] == "image/png"


def test_province_links_its_districts_and_groups(client, mae_mo, lampang):
    group = WorkgroupFactory(province=lampang, name_th="คณะทำงานจังหวัดลำปาง")
    PostFactory(group=group, role="chair", title_th="ผู้ว่าราชการจังหวัดลำปาง")
    PostFactory(group=group)

    html = page(client)

    assert f'<a href="{MAE_MO}">แม่เมาะ</a>' in html
    assert group.get_absolute_url() in html
    assert "ประธาน ผู้ว่าราชการจังหวัดลำปาง" in html
    assert "2 ตำแหน่ง" in html


def test_province_without_a_group_says_so(client, lampang):
    assert "ยังไม่มีคณะทำงานในจังหวัดนี้" in page(client)


def test_province_in_english_is_english(client, lampang, mae_mo):
    running(48.3, hours=0, province=lampang)
    province_days(lampang, {date(2026, 11, 19): "44.1"})

    html = page(client, "/en/provinces/lampang/")

    assert thai_outside(html) == []
    assert "<h1>Lampang Province</h1>" in html


@pytest.mark.parametrize("path", ["/provinces/nowhere/", "/provinces/nowhere/share.png", "/en/provinces/nowhere/"])
def test_unknown_province_is_not_found(client, lampang, path):
    assert client.get(path).status_code == 404


# The year


def year_shown(html):
    return re.search(r"<figcaption>ปี (\d+)", html)[1]


@pytest.fixture
def two_years(lampang):
    running(48.3, hours=0, province=lampang)
    province_days(lampang, {date(2025, 3, 1): "90.0", date(2025, 3, 2): "37.5", date(2026, 3, 1): "40.0"})
    return lampang


@pytest.mark.parametrize(
    ("query", "year"),
    [("", "2569"), ("?year=2569", "2569"), ("?year=2568", "2568"), ("?year=๒๕๖๘", "2568"), ("?year=2025", "2568")],
)
def test_province_shows_the_year_that_is_asked_for(client, two_years, query, year):
    html = page(client, PATH + query)

    assert year_shown(html) == year
    assert "เลือกปีตั้งแต่" not in html


@pytest.mark.parametrize("query", ["2570", "2567", "0001", "1", "x", "2569; --", "²⁵⁶⁸", "25681", "-2568"])
def test_province_answers_a_year_that_is_not_there_by_this_one(client, two_years, query):
    html = page(client, f"{PATH}?year={query}")

    assert year_shown(html) == "2569"
    assert "เลือกปีตั้งแต่ 2568 ถึง 2569 ปฏิทินนี้แสดงปีปัจจุบัน" in html


def test_province_colours_each_day_by_its_band_and_counts_those_over(client, two_years):
    html = page(client, f"{PATH}?year=2568")

    assert "ปี 2568 เกินค่ามาตรฐาน 1 วัน จาก 2 วันที่มีค่า" in html
    assert '<td class="q5"><span>90.0</span></td><td class="q3"><span>37.5</span></td><td class="gap">' in html


def test_province_judges_a_day_by_the_limit_of_its_time(client, lampang):
    province_days(lampang, {date(2023, 5, 31): "45.0", date(2023, 6, 1): "45.0"})

    html = page(client, f"{PATH}?year=2566")

    assert "เกินค่ามาตรฐาน 1 วัน จาก 2 วันที่มีค่า" in html
    assert '<td class="q3"><span>45.0</span></td></tr>' in html
    assert '<td class="q4"><span>45.0</span></td>' in html


def test_province_marks_today_and_leaves_the_rest_of_the_year_open(client, two_years):
    html = page(client)

    assert html.count('<td class="today">') == 1
    assert html.count('<td class="ahead">') == 10 + 31


def test_province_without_days_says_what_they_need(client, lampang):
    running(48.3, hours=0, province=lampang)

    assert "ปี 2569 ยังไม่มีค่าเฉลี่ยรายวัน ซึ่งต้องมีค่ารายชั่วโมงอย่างน้อย 18 จาก 24 ชั่วโมง" in page(client)


def test_province_never_mixes_days_of_samples_with_real_ones(client, lampang):
    running(48.3, hours=0, province=lampang)
    province_days(lampang, {date(2026, 3, 1): "90.0"}, is_sample=True)
    province_days(lampang, {date(2026, 3, 2): "20.0"})

    html = page(client)

    assert "เกินค่ามาตรฐาน 0 วัน จาก 1 วันที่มีค่า" in html


def test_province_reads_the_same_rows_whatever_the_history(
    client, facts_stand, lampang, mae_mo, django_assert_max_num_queries
):
    hourly([20] * 30, hours=0, province=lampang)
    page(client)  # forecasts and hotspots are read once in five minutes
    with django_assert_max_num_queries(9) as few:
        page(client)
    most = len(few)
    for _station in range(4):
        hourly([30] * 100, hours=0, station=running(30, province=lampang))
    first = date(2024, 1, 1)
    province_days(lampang, {first + timedelta(days=n): "30.0" for n in range(700)})
    WorkgroupFactory.create_batch(3, province=lampang)
    facts_stand()
    page(client)

    with django_assert_max_num_queries(most):
        page(client)


# A district


def test_district_names_its_own_station_first(client, mae_mo, lampang):
    running(20, province=lampang, name_th="ใกล้กว่า", lat=18.30, lon=99.66)
    running(48.3, hours=0, province=lampang, district=mae_mo, name_th="ในอำเภอ", lat=18.42, lon=99.70)

    html = page(client, MAE_MO)

    assert "<title>ฝุ่น PM2.5 แม่เมาะ ลำปาง วันนี้ เวลา 09.00 น." in html
    assert stations(html) == ["ในอำเภอ", "ใกล้กว่า"]
    assert '<b class="num">48.3</b>' in html
    assert "14.3\u00a0กม." in html


def test_district_without_a_station_takes_the_nearest(client, mae_mo):
    running(48.3, hours=0, province=ProvinceFactory(chiang_mai=True), name_th="ไกล", lat=18.79, lon=98.98)
    running(20, hours=0, province=mae_mo.province, name_th="ใกล้", lat=18.28, lon=99.50)

    html = page(client, MAE_MO)

    assert stations(html) == ["ใกล้", "ไกล"]
    assert "สถานีที่ใกล้ที่สุด ห่าง 16.0 กม." in html


def test_district_prefers_a_fresh_value_to_a_nearer_old_one(client, mae_mo):
    running(90, hours=9, province=mae_mo.province, district=mae_mo, name_th="เก่า")
    running(20, hours=0, province=mae_mo.province, name_th="ใหม่")

    html = page(client, MAE_MO)

    assert '<b class="num">20.0</b>' in html
    assert stations(html) == ["เก่า", "ใหม่"]


def test_district_says_what_to_do_also_at_school(client, mae_mo):
    running(48.3, hours=0, province=mae_mo.province, district=mae_mo)

    html = page(client, MAE_MO)

    assert [word.strip() for word in re.findall(r"</svg>([^<]+)</dt>", html)] == ["กลุ่มเสี่ยง", "ประชาชนทั่วไป", "โรงเรียน"]
    assert "ย้ายวิชาพลศึกษาเข้าในอาคาร" in html


def test_district_with_old_values_gives_no_advice(client, mae_mo):
    running(48.3, hours=5, province=mae_mo.province, district=mae_mo)

    html = page(client, MAE_MO)

    assert "ยังไม่มีคำแนะนำ" in html
    assert "พลศึกษา" not in html


def test_district_without_a_position_shows_the_province_and_says_so(client, lampang):
    DistrictFactory(code="5205", slug="ngao", name_th="งาว", name_en="Ngao")
    running(48.3, hours=0, province=lampang, name_th="ของจังหวัด")

    html = page(client, "/provinces/lampang/ngao/")

    assert stations(html) == ["ของจังหวัด"]
    assert "ยังไม่ทราบตำแหน่งของอำเภอนี้ จึงแสดงสถานีของจังหวัดโดยไม่บอกระยะทาง" in html
    assert "ระยะทาง</th>" not in html


def test_district_without_any_station_says_so(client, mae_mo):
    html = page(client, MAE_MO)

    assert "ยังไม่มีสถานีที่เผยแพร่ใกล้อำเภอนี้" in html
    assert share_lines(html)[0] == "ฝุ่น PM2.5 อำเภอแม่เมาะ จังหวัดลำปาง ไม่มีข้อมูล"


def test_district_hides_samples_where_real_readings_are(client, mae_mo):
    running(90, hours=0, province=mae_mo.province, source=SourceFactory(sample=True), name_th="ตัวอย่าง")
    running(20, hours=30, province=mae_mo.province, name_th="ของจริง")

    assert stations(page(client, MAE_MO)) == ["ของจริง"]


def test_district_names_the_source_of_its_position(client, mae_mo):
    assert "ซึ่งละเอียดประมาณ 0.05° หรือราว 5 กม. ที่มา: ทดสอบ" in page(client, MAE_MO)


def test_district_in_english_is_english(client, mae_mo):
    running(48.3, hours=0, province=mae_mo.province, district=mae_mo)

    html = page(client, "/en/provinces/lampang/mae-mo/")

    assert thai_outside(html) == []
    assert "Mae Mo District" in html


@pytest.mark.parametrize(
    "path", ["/provinces/lampang/nowhere/", "/provinces/sing-buri/mae-mo/", "/provinces/x/mae-mo/"]
)
def test_unknown_district_is_not_found(client, mae_mo, path):
    ProvinceFactory(sing_buri=True)

    assert client.get(path).status_code == 404
    assert client.get(f"{path}share.png").status_code == 404


def test_district_reads_the_same_rows_whatever_the_stations(client, mae_mo, django_assert_max_num_queries):
    hourly([20] * 30, hours=0, province=mae_mo.province)
    with django_assert_max_num_queries(9) as few:
        page(client, MAE_MO)
    for _station in range(9):
        hourly([30] * 60, hours=0, station=running(30, province=mae_mo.province))

    with django_assert_max_num_queries(len(few)):
        page(client, MAE_MO)


@pytest.mark.parametrize("path", [f"{PATH}share.png", f"{MAE_MO}share.png", f"/en{PATH}share.png"])
def test_share_picture_of_a_place(client, mae_mo, path):
    StationFactory(province=mae_mo.province)

    response = client.get(path)

    assert response.content.startswith(b"\x89PNG")
    assert response["Cache-Control"] == "public, max-age=600"
    assert client.get(path, headers={"if-none-match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/provinces/", PATH, MAE_MO])
def test_pages_are_read_only(client, mae_mo, path):
    assert client.post(path).status_code == 405
    assert Province.objects.count() == 1
    assert timezone.localdate() == date(2026, 11, 20)
