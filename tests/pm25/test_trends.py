"""Ten years of the air: what the page says, and the numbers that its chart is drawn from."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection

from pm25.importers.rollups_months import recompute_all_months
from pm25.models import DailyMean, Hotspot, ProvinceDay
from pm25.services import recompute_days_above
from tests.accounts.factories import StaffFactory
from tests.pm25.factories import ImportRunFactory, ProvinceFactory, SeriesFactory, SourceFactory, StationFactory
from tests.pm25.measured import hourly, load_reference, province_days, running, thai_outside

PATH, DAYS, HOURS = "/pm25/trends/", "/pm25/trends/days.json", "/pm25/trends/hours.json"


@pytest.fixture(autouse=True)
def _clock(db):
    load_reference()
    with time_machine.travel("2026-11-20T09:20:00+07:00", tick=False):
        yield


def page(client, path=PATH):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def numbers(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.json()


def words(html):
    """The text of the page, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")


def span(first, values):
    return {first + timedelta(days=n): value for n, value in enumerate(values) if value is not None}


def with_days(province, *spans, is_sample=False):
    """Days of a province, where a real station measures unless they are samples; months are computed from them."""
    if not is_sample:
        running(20, province=province)
    for days in spans:
        province_days(province, days, is_sample=is_sample)
    recompute_days_above()
    return province


def with_station_days(values, first=date(2026, 11, 10), **facts):
    series = SeriesFactory(station=StationFactory(**facts))
    DailyMean.objects.bulk_create(
        DailyMean(series=series, day=day, total=Decimal(24) * value, mean=Decimal(value), hours=24)
        for day, value in span(first, values).items()
    )
    recompute_days_above()
    return series.station


@pytest.fixture
def lampang():
    """Eight days of this season, two of them above 37.5, one day missing; two days of 2022, one above 50."""
    return with_days(
        ProvinceFactory(lampang=True),
        span(date(2026, 3, 1), [30, 40, None, 60, 37.5, 20, 20, 20]),
        span(date(2022, 2, 1), [49, 51]),
    )


def test_page_says_how_many_days_were_above(client, lampang):
    text = words(page(client, f"{PATH}?place=lampang"))

    assert "ปี 2569 ถึงวันที่ 19 พ.ย. เกินค่ามาตรฐาน 2 วัน จาก 7 วันที่มีค่า ปี 2565 เกิน 1 วัน จาก 2 วัน" in text


def test_page_lists_years_months_and_seasons_without_a_script(client, lampang):
    html = page(client, f"{PATH}?place=lampang")

    cells = [
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in re.findall(r"<tr>(.*?)</tr>", html, re.S)
    ]
    season = [row for row in cells if row.startswith(("2569", "2565"))]
    assert season == [
        "2569 32.5 2 7 / 151 4 % ไม่ครบ 60.0 4 มี.ค.",
        "2565 50.0 1 2 / 151 1 % ไม่ครบ 51.0 2 ก.พ.",
    ]
    assert [row for row in cells if row.startswith("ปฏิทินปี")] == [
        "ปฏิทินปี 2569 32.5 2 7 / 323 2 % ไม่ครบ 60.0 4 มี.ค.",
        "ปฏิทินปี 2565 50.0 1 2 / 365 0 % ไม่ครบ 51.0 2 ก.พ.",
    ]
    assert [row for row in cells if row.startswith("มีนาคม")] == ["มีนาคม 32.5 2 7 / 31 22 % ไม่ครบ 60.0 4 มี.ค."]
    assert 'href="/provinces/lampang/?year=2569#year"' in html
    assert html.count('<rect class="') == 2


def test_page_names_both_limits_with_their_days(client, lampang):
    text = words(page(client, f"{PATH}?place=lampang"))

    assert "50 µg/m³ ถึง 31 พ.ค. 2566 , 37.5 µg/m³ ตั้งแต่ 1 มิ.ย. 2566" in text.replace("2566,", "2566 ,")
    assert "ค่ามาตรฐานเฉลี่ย 1 ปีคือ 15 µg/m³" in text


def test_page_of_the_country_counts_provinces(client, lampang):
    with_days(ProvinceFactory(sing_buri=True), span(date(2026, 3, 1), [50, 10]))

    text = words(page(client))

    assert "เกินค่ามาตรฐานเฉลี่ยวันละ 0.4 จังหวัด จาก 1 จังหวัดที่มีค่า" in text
    assert "ปี 2569 ค่าเฉลี่ยรายวันสูงสุดคือ 60.0 µg/m³ ที่ลำปาง เมื่อ 4 มี.ค. 2569" in text
    assert "ไม่มีค่าเฉลี่ยทั้งประเทศที่เป็นทางการ" in text


def test_page_without_days_says_what_will_fill_it(client):
    ProvinceFactory(lampang=True)

    for path in (PATH, f"{PATH}?place=lampang"):
        html = page(client, path)
        assert "ยังไม่มีวันที่มีค่าเฉลี่ย จะมีเมื่อสถานีส่งค่ารายชั่วโมงอย่างน้อย 18 จาก 24 ชั่วโมง" in html
        assert "data-trend" not in html


def test_page_offers_the_stations_of_the_province(client, lampang):
    with_station_days([20], code="37t", province=lampang, name_th="สถานีหนึ่ง")
    with_station_days([20], code="dustboy-1", province=lampang, name_th="เครื่องเล็ก", is_reference=False)
    with_station_days([20], code="waiting", province=lampang, status="pending")

    html = page(client, f"{PATH}?place=lampang")

    assert re.findall(r'href="\?station=([^"]+)"', html) == ["dustboy-1", "37t"]


def test_sensor_is_shown_only_as_such(client, lampang):
    kind = SourceFactory(slug="dustboy", kind="lowcost", schedule="", adapters=[])
    with_station_days([20], code="dustboy-1", province=lampang, is_reference=False, source=kind)

    text = words(page(client, f"{PATH}?station=dustboy-1"))

    assert "เครื่องวัดแบบเซ็นเซอร์ ไม่ใช่ค่าจากเครื่องมือมาตรฐาน จึงไม่นับเป็นค่าของจังหวัด" in text


def test_samples_are_marked(client):
    station = with_station_days([20], code="sample-52", source=SourceFactory(sample=True))
    with_days(station.province, span(date(2026, 3, 1), [70]), is_sample=True)

    for path in (PATH, f"{PATH}?place=lampang", f"{PATH}?station=sample-52"):
        assert '<section class="demo" aria-label="ข้อมูลตัวอย่าง">' in page(client, path)
    assert numbers(client, f"{DAYS}?place=lampang")["sample"] is True


def test_real_days_hide_the_samples(client, lampang):
    province_days(lampang, {date(2026, 3, 3): 99}, is_sample=True)
    recompute_days_above()

    assert '<section class="demo"' not in page(client, f"{PATH}?place=lampang")
    assert numbers(client, DAYS)["values"]["highest"][:2] == [49.0, 51.0]
    assert 99.0 not in numbers(client, f"{DAYS}?place=lampang")["values"]["value"]


@pytest.mark.parametrize(
    "query", ["place=atlantis", "station=none", "station=a b", "place=ลำปาง", "place=lampang&station=none"]
)
def test_unknown_place_is_not_found(client, query):
    assert client.get(f"{PATH}?{query}").status_code == 404
    answer = client.get(f"{DAYS}?{query}")
    assert answer.status_code == 404
    assert set(answer.json()["error"]) == {"th", "en"}


def test_pending_station_is_for_the_secretariat_alone(client):
    with_station_days([20], code="37t", status="pending")
    before = [client.get(f"{path}?station=37t").status_code for path in (PATH, DAYS)]
    client.force_login(StaffFactory())

    answer = client.get(f"{DAYS}?station=37t")

    assert before == [404, 404]
    assert answer.status_code == 200
    assert "public" not in answer["Cache-Control"]
    assert client.get(f"{PATH}?station=37t").status_code == 200


def test_days_come_with_gaps_and_limits(client, lampang):
    found = numbers(client, f"{DAYS}?place=lampang&from=2026-03-01&to=2026-03-09")

    assert found == {
        "place": "lampang",
        "kind": "province",
        "sample": False,
        "unit": "µg/m³",
        "step": "P1D",
        "from": "2026-03-01",
        "values": {"value": [30.0, 40.0, None, 60.0, 37.5, 20.0, 20.0, 20.0, None]},
        "limits": [
            {"from": "2010-03-25", "to": "2023-05-31", "value": 50.0},
            {"from": "2023-06-01", "to": None, "value": 37.5},
        ],
    }


def test_days_begin_with_the_first_known_one_and_end_yesterday(client, lampang):
    found = numbers(client, f"{DAYS}?place=lampang")

    assert found["from"] == "2022-02-01"
    assert len(found["values"]["value"]) == (date(2026, 11, 19) - date(2022, 2, 1)).days + 1


def test_today_is_there_once_it_is_known(client, lampang):
    province_days(lampang, {date(2026, 11, 20): 30})
    recompute_days_above()

    assert numbers(client, f"{DAYS}?place=lampang")["values"]["value"][-1] == 30.0
    assert "ถึงวันที่ 20 พ.ย." in words(page(client, f"{PATH}?place=lampang"))


def test_days_of_the_country(client, lampang):
    with_days(ProvinceFactory(sing_buri=True), span(date(2026, 3, 1), [50, 10]))

    found = numbers(client, f"{DAYS}?from=2026-03-01&to=2026-03-02")

    assert found["values"] == {"median": [40.0, 25.0], "highest": [50.0, 40.0], "over": [1, 1], "provinces": [2, 2]}


def test_days_of_a_station(client):
    with_station_days([20, None, 41], code="37t")

    found = numbers(client, f"{DAYS}?station=37t&to=2026-11-12")

    assert (found["place"], found["kind"], found["values"]) == ("37t", "station", {"value": [20.0, None, 41.0]})


def test_hours_end_in_the_days_that_were_asked_for(client):
    hourly([10, 20, None, 40], hours=2, code="37t")  # the hours that end at 04, 05 and 07

    found = numbers(client, f"{HOURS}?station=37t&from=2026-11-20&to=2026-11-20")

    assert found["first"] == "2026-11-20T01:00:00+07:00"
    assert found["epoch"] == int(datetime(2026, 11, 19, 18, tzinfo=UTC).timestamp())
    assert found["values"]["value"] == [None, None, None, 10.0, 20.0, None, 40.0, *[None] * 17]


def test_hours_of_a_province_are_the_mean_of_its_stations(client):
    hourly([10], hours=0)
    hourly([20.1], hours=0)

    found = numbers(client, f"{HOURS}?place=lampang&from=2026-11-20&to=2026-11-20")

    assert found["values"]["value"][8] == 15.1


@pytest.mark.parametrize(
    "query",
    [
        "from=2569-03-01",
        "from=2026-02-30",
        "from=20260301",
        "from=๒๐๒๖-๐๓-๐๑",
        "from=x",
        "from=2026-03-02&to=2026-03-01",
        "from=2000-01-01",
        "from=2026-12-01",
    ],
)
def test_days_that_cannot_be_given_are_refused_with_a_word(client, query):
    answer = client.get(f"{DAYS}?{query}")

    assert answer.status_code == 400
    assert re.search("[ก-๙]", answer.json()["error"]["th"])


@pytest.mark.parametrize(
    "query",
    ["", "place=lampang", "place=lampang&from=2026-01-01&to=2026-02-01", "from=2026-01-01&to=2026-01-02"],
)
def test_hours_that_cannot_be_given_are_refused_with_a_word(client, lampang, query):
    answer = client.get(f"{HOURS}?{query}")

    assert answer.status_code == 400
    assert re.search("[ก-๙]", answer.json()["error"]["th"])


def test_same_numbers_are_sent_once(client, lampang):
    first = client.get(f"{DAYS}?place=lampang")
    again = client.get(f"{DAYS}?place=lampang", headers={"If-None-Match": first["ETag"]})
    ProvinceDay.objects.filter(day=date(2026, 3, 1)).update(mean=Decimal(31))
    changed = client.get(f"{DAYS}?place=lampang", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, changed.status_code) == (304, 200)
    assert set(first["Cache-Control"].split(", ")) == {"public", "max-age=300"}
    assert len(first.content) == len(json.dumps(first.json(), separators=(",", ":"), ensure_ascii=False).encode())


def test_hotspots_of_a_province_and_of_the_country(client, lampang):
    run = ImportRunFactory(source=SourceFactory(slug="firms", kind="satellite", schedule="", adapters=[]))
    facts = {"satellite": "N20", "instrument": "VIIRS", "confidence": "nominal", "confidence_sent": "n", "run": run}
    for place, lat, sample in ((lampang, "18.1", False), (None, "17.1", False), (lampang, "18.2", True)):
        day = date(2026, 3, 2)
        at = datetime(2026, 3, 2, 6, tzinfo=UTC)
        Hotspot.objects.create(at=at, day=day, lat=lat, lon="99.5", province=place, is_sample=sample, **facts)

    asked = "layer=hotspots&from=2026-03-01&to=2026-03-03"

    assert numbers(client, f"{DAYS}?{asked}")["values"] == {"count": [0, 1, 0]}
    assert numbers(client, f"{DAYS}?{asked}&place=lampang")["values"] == {"count": [0, 1, 0]}


def test_pages_and_numbers_read_few_rows(client, lampang, django_assert_max_num_queries):
    with_station_days([20], code="37t", province=lampang)

    for path, most in (
        (PATH, 8),
        (f"{PATH}?place=lampang", 8),
        (f"{PATH}?station=37t", 8),
        (DAYS, 4),
        (f"{DAYS}?place=lampang", 4),
        (f"{DAYS}?station=37t", 4),
        (f"{DAYS}?place=lampang&layer=hotspots", 4),
        (f"{HOURS}?place=lampang&from=2026-11-01&to=2026-11-14", 4),
        (f"{HOURS}?station=37t&from=2026-11-01&to=2026-11-14", 4),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(path).status_code == 200


def test_numbers_are_not_written_to(client):
    assert [client.post(path).status_code for path in (PATH, DAYS, HOURS)] == [405, 405, 405]


def test_page_in_english_is_english(client, lampang):
    with_station_days([20], code="37t", province=lampang)

    for query in ("", "?place=lampang", "?station=37t"):
        assert thai_outside(page(client, f"/en{PATH}{query}")) == []


def test_hostile_name_is_shown_as_text(client, lampang):
    with_station_days([20], code="37t", province=lampang, name_th='"><script>alert(1)</script>')

    for query in ("place=lampang", "station=37t"):
        assert "<script>alert(1)" not in page(client, f"{PATH}?{query}")


def test_ten_years_are_ten_rows(client):
    lampang = ProvinceFactory(lampang=True)
    with_days(lampang, *(span(date(year, 1, 1), [20] * 31) for year in range(2015, 2026)))

    html = page(client, f"{PATH}?place=lampang")

    assert re.findall(r"ปฏิทินปี (\d+)", html) == [str(year) for year in range(2568, 2557, -1)]
    assert numbers(client, f"{DAYS}?place=lampang")["from"] == "2016-01-01"
    with connection.cursor() as cursor:
        recompute_all_months(cursor)
