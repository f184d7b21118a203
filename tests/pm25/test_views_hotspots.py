"""Hotspots by province and day: what is counted, of when, and who saw it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from pm25.models import Hotspot
from tests.pm25.factories import HotspotFactory, ProvinceFactory
from tests.pm25.measured import load_reference, running

NOON = datetime(2026, 3, 20, 5, tzinfo=UTC)
PAGE = "/pm25/hotspots/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lampang(time_machine):
    time_machine.move_to(NOON, tick=False)
    load_reference()
    return ProvinceFactory(lampang=True)


def seen(*ages, **facts):
    """Detections of so many days ago."""
    for age in ages:
        HotspotFactory(at=NOON - timedelta(days=age), **facts)


def context(client, query=""):
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return answer.context


def test_last_seven_days_are_counted_by_day_and_province(client, lampang):
    elsewhere = ProvinceFactory(chiang_mai=True)
    seen(0, 0, 6, 7)
    seen(1, province=elsewhere)
    seen(1, province=None)

    found = context(client)

    counts = dict(found["days"])
    assert list(counts) == [date(2026, 3, day) for day in range(14, 21)]
    assert [counts[day] for day in counts] == [1, 0, 0, 0, 0, 1, 2]
    assert [(row.slug, count) for row, count in found["rows"]] == [("lampang", 3), ("chiang-mai", 1)]


def test_detection_late_at_night_belongs_to_the_next_thai_day(client):
    HotspotFactory(at=datetime(2026, 3, 18, 18, 30, tzinfo=UTC))

    assert dict(context(client)["days"])[date(2026, 3, 19)] == 1


def test_season_of_a_chosen_year(client):
    seen(1, 120, 375)

    found = context(client, "?span=season&year=2568")

    assert (found["year"], found["found"].total) == (2025, 1)
    assert (found["found"].first, found["found"].last) == (date(2025, 1, 1), date(2025, 5, 31))
    assert found["years"] == [2026, 2025]


def test_season_ends_today_while_it_lasts(client):
    seen(1)

    days = context(client, "?span=season")["days"]

    assert (days[0][0], days[-1][0]) == (date(2026, 1, 1), timezone.localdate())


def test_one_province_by_its_days_and_satellites(client):
    seen(1, 2)
    seen(1, satellite="Aqua", instrument="MODIS", confidence="high")
    seen(1, province=ProvinceFactory(chiang_mai=True))

    answer = client.get(f"{PAGE}?province=lampang")
    html = answer.content.decode()

    assert answer.context["found"].total == 3
    assert answer.context["found"].satellites == {"N20": 2, "Aqua": 1}
    assert "NOAA-20" in html
    assert "NASA FIRMS" in html
    assert "ไม่ใช่จำนวนไฟ" in html


def test_real_detections_hide_the_samples(client):
    seen(1, 2, is_sample=True)
    samples = context(client)
    seen(3)

    assert (samples["found"].total, samples["known"].is_sample) == (2, True)
    assert (context(client)["found"].total, context(client)["known"].is_sample) == (1, False)


def test_page_without_hotspots_says_so(client):
    assert "ยังไม่มีข้อมูลจุดความร้อน" in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "query",
    ["?span=x&year=9999&province=x", "?span=season&year=๒๕๖๙", "?year=-1&province=%F0%9F", "?span=season&year=0"],
)
def test_what_is_not_known_is_left_out(client, query):
    seen(1)

    assert context(client, query)["year"] == 2026


def test_province_page_counts_a_week_and_the_season(client):
    running(20, hours=0)
    seen(0, 6, 7, 60)

    html = " ".join(client.get("/provinces/lampang/").content.decode().split())

    part = html[html.index('id="hotspots"') : html.index('id="groups"')]
    assert '<b class="num">2</b>' in part
    assert '<b class="num">4</b>' in part


def test_province_page_without_hotspots_has_no_such_part(client):
    assert 'id="hotspots"' not in client.get("/provinces/lampang/").content.decode()


def test_page_reads_few_rows_whatever_their_number(client, django_assert_max_num_queries):
    seen(1)
    with django_assert_max_num_queries(8) as few:
        context(client, "?span=season")
    for _ in range(5):
        seen(*range(0, 60, 7), province=ProvinceFactory())

    with django_assert_max_num_queries(len(few)):
        context(client, "?span=season")
    assert Hotspot.objects.count() == 46
