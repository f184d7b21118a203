"""/pm25/completeness/ and /pm25/bad-days/: what is known of a year, and which days were above the limit where."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

from pm25.charts.country import country_year
from pm25.completeness import Part, completeness
from pm25.models import CountryDay, DailyMean, Latest, ProvinceMonth, Reading, Revision, StationMonth
from tests.pm25.factories import ImportRunFactory, ProvinceFactory, SeriesFactory, SourceFactory, StationFactory
from tests.pm25.measured import load_reference, province_days, thai_outside

PATH, BAD_DAYS = "/pm25/completeness/", "/pm25/bad-days/"
NEWEST = datetime.fromisoformat("2026-11-20T09:00:00+07:00")


@pytest.fixture(autouse=True)
def _clock(db):
    load_reference()
    with time_machine.travel("2026-11-20T09:20:00+07:00", tick=False):
        yield


def known(station, months, *, newest=NEWEST):
    """An hourly series; `months` maps months of 2026 to (hours, days with a mean)."""
    series = SeriesFactory(station=station)
    for number, (hours, days) in months.items():
        StationMonth.objects.create(
            series=series, month=date(2026, number, 1), hours=hours, days=days, total=Decimal(days), over=0
        )
    Latest.objects.create(series=series, period_end=newest, value=Decimal("12.3"))
    return series


def page(client, path=PATH):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def country_day(day, over, counted, *, is_sample=False):
    CountryDay.objects.create(
        day=day,
        over=over,
        provinces=counted,
        median=20,
        highest=50,
        is_sample=is_sample,
        highest_province=ProvinceFactory(lampang=True),
    )


@pytest.mark.parametrize(
    ("hours", "expected", "percent", "css_class"),
    [(0, 0, None, ""), (0, 10, 0, "m0"), (999, 1000, 99, "m3"), (1000, 1000, 100, "m3"), (749, 1000, 74, "m1")],
)
def test_part_is_never_rounded_up_to_all(hours, expected, percent, css_class):
    part = Part(hours, expected)

    assert (part.percent, part.css_class) == (percent, css_class)


def test_hours_are_expected_since_the_first_of_january(client):
    province = ProvinceFactory(lampang=True)
    known(StationFactory(province=province), {1: (744, 31), 11: (100, 4)})

    row = completeness([province]).rows[0]

    assert [part.expected for part in row.months] == [744, 672, 744, 720, 744, 720, 744, 744, 720, 744, 465, 0]
    assert [part.percent for part in row.months] == [100, *[0] * 9, 21, None]
    assert (row.whole.hours, row.whole.expected) == (844, 7761)
    assert (row.newest, row.stations) == (NEWEST, 1)


def test_page_says_how_much_of_the_year_is_known(client):
    province = ProvinceFactory(lampang=True)
    ProvinceFactory(sing_buri=True)
    known(StationFactory(province=province), dict.fromkeys(range(1, 11), (700, 29)))
    known(StationFactory(province=province), {})
    run = {"new": 1500, "revised": 20, "late": 30, "rejected": 4, "status": "done", "finished_at": NEWEST}
    ImportRunFactory(started_at=NEWEST, **run)
    ImportRunFactory(started_at=NEWEST - timedelta(days=400), **run)
    ProvinceMonth.objects.create(province=province, month=date(2026, 1, 1), total=900, days=30, over=3)

    html = page(client)

    assert "<h1>เรารู้อากาศของปี 2569 ร้อยละ 45</h1>" in html
    assert "7,000 จาก 15,522 ชั่วโมง 2 สถานี" in html
    assert "เพิ่มใหม่ 1,500 ปรับแก้ 20 มาช้า 30 ไม่รับ 4 ค่า" in html
    assert 'data-label="วันที่มีค่าเฉลี่ย">30/323</td>' in html
    assert '<td class="num m0">47</td>' in html
    assert html.partition("ยังไม่มีสถานีมาตรฐาน")[2].count("สิงห์บุรี") == 1
    assert "ที่มา: กรมควบคุมมลพิษ" in html


def test_page_of_a_province_shows_gaps_corrections_and_flags(client):
    province = ProvinceFactory(lampang=True)
    series = known(StationFactory(province=province, name_th="แม่เมาะ"), {1: (240, 10)})
    other = known(StationFactory(province=ProvinceFactory(chiang_mai=True)), {1: (744, 31)})
    for day in range(1, 11):
        DailyMean.objects.create(series=series, day=date(2026, 1, day), total=240, mean=10, hours=24)
    DailyMean.objects.create(series=series, day=date(2026, 11, 19), total=240, mean=10, hours=24)
    run = ImportRunFactory()
    for hours, flags in ((0, 0), (1, 256), (2, 64), (3, 64 | 256), (24 * 40, 64)):
        Reading.objects.create(
            series=series, run=run, value=10, flags=flags, period_end=NEWEST - timedelta(hours=hours)
        )
    for value in (11, 12):
        Revision.objects.create(
            series=series, period_end=NEWEST, old_value=10, new_value=value, old_run=run, run=run, at=NEWEST
        )

    html = page(client, f"{PATH}?province=lampang")

    assert re.findall(r'<th scope="row"><a href="/pm25/stations/[^"]+">([^<]+)</a>', html) == ["แม่เมาะ"]
    assert 'data-label="ขาดนานที่สุด (วัน)">312</td>' in html
    assert 'data-label="ค่าที่ปรับแก้ (ชั่วโมง)">1</td>' in html
    assert '30 วัน">2 / 2 <span class="small muted">จาก 4</span></td>' in html
    assert other.station.name_th not in html


def test_samples_are_left_out_beside_real_stations_and_marked_alone(client):
    sample = SourceFactory(sample=True)
    known(StationFactory(source=sample, name_th="ตัวอย่าง"), {1: (744, 31)})
    alone = page(client)
    known(StationFactory(), {1: (372, 15)})
    beside = page(client)

    assert ('<section class="demo"' in alone, '<section class="demo"' in beside) == (True, False)
    assert "372 จาก" in beside
    assert "1,116 จาก" not in beside


def test_page_without_a_station_says_what_will_fill_it(client):
    html = page(client)

    assert "ยังไม่มีสถานีที่ส่งค่ารายชั่วโมง" in html
    assert "ยังไม่มีแหล่งข้อมูลที่ส่งค่ารายชั่วโมง" in html


@pytest.mark.parametrize("path", [PATH, BAD_DAYS])
@pytest.mark.parametrize("year", ["abcd", "9999", "1", "-5", "๙๙๙๙", "9" * 400])
def test_pages_take_a_bad_year_as_this_one(client, path, year):
    known(StationFactory(), {1: (744, 31)})

    assert "เลือกปีตั้งแต่ 2569 ถึง 2569" in page(client, f"{path}?year={year}")


def test_completeness_of_an_unknown_province_is_not_found(client):
    assert client.get(f"{PATH}?province=atlantis").status_code == 404


def test_completeness_in_english_is_english(client):
    known(StationFactory(), {1: (744, 31)})
    ImportRunFactory(started_at=NEWEST)
    ProvinceFactory(sing_buri=True)

    assert thai_outside(page(client, "/en/pm25/completeness/")) == []
    assert thai_outside(page(client, "/en/pm25/completeness/?province=lampang")) == []


def test_completeness_reads_the_same_rows_for_many_stations(client, django_assert_max_num_queries):
    for number in range(12):
        province = ProvinceFactory(code=str(20 + number))
        known(StationFactory(province=province), dict.fromkeys(range(1, 11), (700, 29)))

    with django_assert_max_num_queries(8):
        page(client)
    with django_assert_max_num_queries(10):
        page(client, f"{PATH}?province=province-20")


def test_country_year_has_a_number_in_each_known_cell():
    days = {date(2026, 3, 1): (0, 60), date(2026, 3, 2): (4, 60), date(2026, 3, 3): (31, 61)}

    march = country_year(days, 2026, today=date(2026, 3, 5)).months[2]

    assert [(day.label, day.css_class) for day in march.days[:6]] == [
        ("0", "n0"),
        ("4", "n1"),
        ("31", "n4"),
        ("–", "gap"),
        ("", "today"),
        ("", "ahead"),
    ]
    assert (march.bad, len(march.known), march.worst.over) == (2, 3, 31)


def test_bad_days_lists_each_day_with_its_provinces(client):
    lampang, chiang_mai = ProvinceFactory(lampang=True), ProvinceFactory(chiang_mai=True)
    country_day(date(2026, 3, 15), 2, 2)
    country_day(date(2026, 3, 16), 0, 2)
    province_days(lampang, {date(2026, 3, 15): "48.3", date(2026, 3, 16): "37.5"})
    province_days(chiang_mai, {date(2026, 3, 15): "61", date(2026, 3, 16): "12"})
    ProvinceMonth.objects.create(province=lampang, month=date(2026, 3, 1), total=86, days=2, over=1, highest=48.3)

    html = page(client, BAD_DAYS)

    assert "<h1>ปี 2569 มี 1 จาก 2 วัน ที่มีจังหวัดเกินค่ามาตรฐาน</h1>" in html
    assert re.findall(r'<td class="n(\d)"><span>(\d+)</span></td>', html) == [("1", "2"), ("0", "0")]
    listed = re.search(r'<ul class="rows bad-list">(.*?)</ul>', html, re.DOTALL)[1]
    assert "2 จาก 2 จังหวัด" in listed
    assert re.findall(r'year">([^<]+)</a> <span class="num">([\d.]+)', listed) == [
        ("เชียงใหม่", "61.0"),
        ("ลำปาง", "48.3"),
    ]
    assert '<td class="r num">1</td><td class="r num">2</td><td class="r num">48.3</td>' in html
    assert 'href="/pm25/bad-days.atom"' in html


def test_bad_days_shows_no_sample_beside_real_days(client):
    lampang = ProvinceFactory(lampang=True)
    country_day(date(2026, 3, 15), 1, 1, is_sample=True)
    province_days(lampang, {date(2026, 3, 15): 99}, is_sample=True)
    alone = page(client, BAD_DAYS)
    country_day(date(2026, 3, 16), 0, 1)
    beside = page(client, BAD_DAYS)

    assert ("99.0" in alone, '<section class="demo"' in alone) == (True, True)
    assert ("99.0" in beside, '<section class="demo"' in beside) == (False, False)


def test_bad_days_leave_today_out(client):
    country_day(date(2026, 11, 20), 1, 1)
    province_days(ProvinceFactory(lampang=True), {date(2026, 11, 20): 99})

    html = page(client, f"{BAD_DAYS}?month=11")

    assert "ปี 2569 ยังไม่มีค่าเฉลี่ยรายวัน" in html
    assert "99.0" not in html


@pytest.mark.parametrize("month", ["0", "13", "มีนาคม", "-1", "3.5", "9" * 300, ""])
def test_bad_days_take_a_bad_month_as_the_newest_bad_one(client, month):
    country_day(date(2026, 2, 15), 1, 1)
    province_days(ProvinceFactory(lampang=True), {date(2026, 2, 15): 99})

    assert "99.0" in page(client, f"{BAD_DAYS}?month={month}")


def test_bad_days_in_english_are_english(client):
    country_day(date(2026, 2, 15), 1, 1)
    province_days(ProvinceFactory(lampang=True), {date(2026, 2, 15): 99})

    assert thai_outside(page(client, "/en/pm25/bad-days/")) == []


def test_bad_days_read_the_same_rows_for_many_days(client, django_assert_max_num_queries):
    lampang = ProvinceFactory(lampang=True)
    for number in range(20):
        country_day(date(2026, 3, 1) + timedelta(days=number), 1, 1)
        province_days(lampang, {date(2026, 3, 1) + timedelta(days=number): 50})

    with django_assert_max_num_queries(8):
        page(client, BAD_DAYS)
