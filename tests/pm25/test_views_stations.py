"""/pm25/stations/<code>/: the value and how far to trust it."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from pm25.models import Averaging, Revision, Series, StationPosition
from tests.accounts.factories import StaffFactory, UserFactory
from tests.pm25.factories import ImportRunFactory, SourceFactory, StationFactory, hours_ago
from tests.pm25.measured import hourly, load_reference, other, running, thai_outside

PATH = "/pm25/stations/37t/"


@pytest.fixture(autouse=True)
def _clock(db):
    load_reference()
    with time_machine.travel("2026-11-20T09:20:00+07:00", tick=False):
        yield


def page(client, path=PATH):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def revise(station, old, new):
    series = Series.objects.get(station=station, averaging=Averaging.RUNNING_DAY)
    run = ImportRunFactory(source=station.source)
    return Revision.objects.create(
        series=series,
        period_end=hours_ago(6),
        old_value=Decimal(old),
        new_value=Decimal(new),
        old_run=run,
        run=run,
        at=timezone.now(),
    )


def test_station_shows_a_fresh_value_with_its_band(client):
    running(48.3, hours=0, code="37t", name_th="สถานีอุตุนิยมวิทยาลำปาง")

    html = page(client)

    assert "<title>ฝุ่น PM2.5 สถานีอุตุนิยมวิทยาลำปาง วันนี้ เวลา 09.00 น." in html
    assert '<div class="val q4"><b class="num">48.3</b>' in html
    assert '<span class="word">เริ่มมีผลกระทบต่อสุขภาพ</span>' in html
    assert 'class="gauge"' in html


def test_station_shows_an_old_value_without_colour(client):
    running(48.3, hours=7, code="37t")

    html = page(client)

    assert '<div class="val q0 late"><b class="num">48.3</b>' in html
    assert "ค่าเมื่อ 7\u00a0ชั่วโมงก่อน" in html
    assert 'class="gauge"' not in html


def test_station_counts_its_hours(client):
    hourly([20] * 22 + [None, 30], hours=0, code="37t")

    assert "ครบ 23/24 ชม." in page(client)


def test_station_with_too_few_hours_has_no_value(client):
    hourly([20] * 11, hours=0, code="37t")

    html = page(client)

    assert "มีค่า 11 จาก 24 ชั่วโมง ต้องมี 18" in html
    assert '<div class="val none q0"><b>–</b>' in html


def test_station_draws_its_hours_with_a_table(client):
    hourly([20, 30, None, 40], hours=0, code="37t")

    html = page(client)

    assert len(re.findall(r'<path class="air-line"', html)) == 1
    assert "เส้นขาดตรงชั่วโมงที่ไม่มีค่า รวม 45 ชั่วโมง" in html
    assert len(re.findall(r'<tr><th scope="row"><time', html)) == 48
    assert "สูงสุด 40.0 เมื่อ 20 พ.ย. 09.00 น. ต่ำสุด 20.0 เมื่อ 20 พ.ย. 06.00 น." in html


def test_station_without_hours_draws_its_running_means(client):
    running(48.3, hours=0, code="37t")

    assert "<span>ค่าเฉลี่ย 24 ชั่วโมง (ย้อนหลัง) PM2.5" in page(client)


def test_station_without_any_reading_says_so(client):
    StationFactory(code="37t")

    html = page(client)

    assert "สถานียังไม่ส่งค่าครบพอจะเฉลี่ย" in html
    assert "สถานีนี้ยังไม่ส่งค่าที่ใช้ได้" in html
    assert "ไม่มีค่าใน 48 ชั่วโมงที่ผ่านมา" in html


def test_station_lists_everything_it_measures(client):
    station = running(48.3, code="37t")
    other(station, "co", "0.55", "ppm", averaging=Averaging.EIGHT_HOURS)
    other(station, "xyz", "3", "m")

    html = page(client)

    found = re.findall(
        r'<th scope="row">([^<]+)<span class="small muted sub">([^<]+)</span></th><td[^>]*>([\d.]+)', html
    )
    assert found == [
        ("PM2.5", "ค่าเฉลี่ย 24 ชั่วโมง (ย้อนหลัง)", "48.3"),
        ("คาร์บอนมอนอกไซด์ (CO)", "ค่าเฉลี่ย 8 ชั่วโมง (ย้อนหลัง)", "0.55"),
        ("xyz", "ค่าเฉลี่ยรายชั่วโมง", "3"),
    ]


def test_station_lists_what_was_corrected(client):
    station = running(18, code="37t")
    revise(station, "81", "18")

    html = page(client)

    assert "แก้ 20\u00a0พ.ย.\u00a02569 03.00\u00a0น. จาก 81 เป็น 18" in html


def test_station_lists_where_it_stood(client):
    station = running(18, code="37t")
    begin = timezone.now() - timedelta(days=400)
    StationPosition.objects.create(
        station=station, valid_from=begin, lat=99.5064, lon=18.2783, suspect=True, reason="swapped"
    )
    StationPosition.objects.create(station=station, valid_from=timezone.now(), lat=18.2783, lon=99.5064)

    html = page(client)

    assert re.findall(r'<span class="num">(\S+, \S+)</span>', html) == ["18.2783, 99.5064", "99.5064, 18.2783"]
    assert "ละติจูดกับลองจิจูดสลับกัน" in html


def test_station_names_its_source_and_terms(client):
    running(18, code="37t")

    html = page(client)

    assert 'href="https://air4thai.pcd.go.th"' in html
    assert "ที่มา: กรมควบคุมมลพิษ กระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม (Air4Thai)" in html


def test_station_of_samples_is_marked(client):
    running(18, code="37t", source=SourceFactory(sample=True))

    html = page(client)

    assert html.count("ข้อมูลตัวอย่าง") >= 3
    assert '<section class="demo" aria-label="ข้อมูลตัวอย่าง">' in html


@pytest.mark.parametrize("path", [PATH, f"{PATH}share.png", f"/en{PATH}"])
def test_pending_station_is_not_there_for_the_public(client, path):
    running(18, code="37t", status="pending")

    assert client.get(path).status_code == 404


def test_pending_station_is_there_for_the_secretariat(client):
    running(18, code="37t", status="pending")
    client.force_login(StaffFactory())

    assert "รอตรวจ" in page(client)


def test_pending_station_is_not_there_for_who_is_no_staff(client):
    running(18, code="37t", status="pending")
    client.force_login(UserFactory())

    assert client.get(PATH).status_code == 404


def test_closed_station_stays_and_says_so(client):
    running(18, hours=900, code="37t", status="closed")

    assert "ปิดแล้ว" in page(client)


@pytest.mark.parametrize("path", ["/pm25/stations/none/", "/pm25/stations/none/share.png"])
def test_unknown_station_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_station_in_english_is_english(client):
    station = running(18, code="37t", area_th="ต.พระบาท อ.เมือง, ลำปาง", area_en="Phra Bat, Mueang, Lampang")
    hourly([20] * 24, station=station)
    revise(station, "81", "18")

    assert thai_outside(page(client, f"/en{PATH}")) == []


def test_station_with_a_hostile_name_is_shown_as_text(client):
    running(18, code="37t", name_th='<img src=x onerror="alert(1)">', area_th="</textarea><script>alert(1)</script>")

    html = page(client)

    assert "<img src=x" not in html
    assert "<script>alert(1)" not in html


def test_station_reads_the_same_rows_whatever_it_measured(client, django_assert_max_num_queries):
    station = running(18, code="37t")
    with django_assert_max_num_queries(8) as few:
        page(client)
    hourly([20] * 48, station=station)
    for parameter in ("pm10", "o3", "co"):
        other(station, parameter, 5, "ppb")
    for old in ("81", "82", "83"):
        revise(station, old, "18")

    with django_assert_max_num_queries(len(few)):
        page(client)


def test_station_share_is_a_picture(client):
    running(18, code="37t")

    assert client.get(f"{PATH}share.png").content.startswith(b"\x89PNG")


def test_station_gives_advice_with_a_fresh_value_only(client):
    station = StationFactory(code="37t")
    running(48.3, station=station)
    fresh = page(client)
    running(48.3, hours=9, station=station)
    late = page(client)

    assert ('<dl class="advice">' in fresh, '<dl class="advice">' in late) == (True, False)
