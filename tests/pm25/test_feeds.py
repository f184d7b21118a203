"""/pm25/bad-days.atom: valid Atom, complete days only, nothing that may not be passed on, news only when it is news."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
import time_machine

from pm25.models import DailyMean, Reading, Revision
from tests.pm25.factories import ImportRunFactory, ProvinceFactory, SeriesFactory, SourceFactory, StationFactory
from tests.pm25.measured import load_reference, province_days

ATOM = {"a": "http://www.w3.org/2005/Atom"}
PATH = "/pm25/bad-days.atom"
MARCH = date(2026, 3, 15)


@pytest.fixture(autouse=True)
def _clock(db):
    load_reference()
    with time_machine.travel("2026-11-20T09:20:00+07:00", tick=False):
        yield


def measured(day, mean, *, province=None, source=None, hours=24):
    """A province's day with the one station behind it."""
    province = province or ProvinceFactory(lampang=True)
    station = StationFactory(province=province, **({"source": source} if source else {}))
    series = SeriesFactory(station=station)
    DailyMean.objects.create(series=series, day=day, total=Decimal(str(mean)) * hours, mean=mean, hours=hours)
    province_days(province, {day: mean})
    return series


def feed(client, path=PATH):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own document


def texts(root, path):
    return [element.text for element in root.findall(path, ATOM)]


def test_feed_has_one_entry_for_a_day_above_the_limit(client):
    measured(MARCH, "48.3")

    root = feed(client)

    assert texts(root, "a:entry/a:title") == ["จังหวัดลำปาง 15 มีนาคม 2569 PM2.5 48.3 µg/m³ เกินค่ามาตรฐาน"]
    assert texts(root, "a:entry/a:id") == ["tag:testserver,2026:pm25/bad-days/lampang/2026-03-15"]
    assert texts(root, "a:entry/a:updated") == ["2026-03-16T00:00:00+07:00"]
    assert texts(root, "a:entry/a:summary") == [
        "ค่าเฉลี่ย 24 ชั่วโมงของจังหวัดลำปางวันที่ 15 มีนาคม 2569 คือ 48.3 µg/m³ จาก 1 สถานี "
        "เกินค่ามาตรฐานของวันนั้น 37.5 µg/m³ ที่มา: กรมควบคุมมลพิษ (Air4Thai)"
    ]
    assert root.find("a:entry/a:link", ATOM).get("href") == "https://testserver/provinces/lampang/?year=2569#year"


def test_feed_has_what_atom_asks_for(client):
    measured(MARCH, "48.3")

    root = feed(client, f"{PATH}?province=lampang")

    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "th"
    assert texts(root, "a:id") == ["tag:testserver,2026:pm25/bad-days/lampang"]
    assert texts(root, "a:title") == ["วันที่ฝุ่น PM2.5 เกินค่ามาตรฐาน จังหวัดลำปาง"]
    assert texts(root, "a:updated") == ["2026-11-20T00:00:00+07:00"]
    assert texts(root, "a:author/a:name") == ["ภาครัฐระบบเปิด"]
    assert texts(root, "a:rights") == ["ที่มา: กรมควบคุมมลพิษ กระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม (Air4Thai)"]
    links = {link.get("rel"): link.get("href") for link in root.findall("a:link", ATOM)}
    assert links["self"] == "https://testserver/pm25/bad-days.atom?province=lampang"


def test_feed_keeps_the_limit_of_the_day(client):
    with time_machine.travel("2023-06-10T09:00:00+07:00", tick=False):
        measured(date(2023, 5, 31), "48.3")
        province_days(ProvinceFactory(lampang=True), {date(2023, 6, 1): "48.3", date(2023, 5, 30): "50.1"})

        found = texts(feed(client), "a:entry/a:id")

    assert [tag.rpartition("/")[2] for tag in found] == ["2023-06-01", "2023-05-30"]


def test_feed_leaves_out_today_samples_other_parameters_and_days_at_the_limit(client):
    province = ProvinceFactory(lampang=True)
    province_days(province, {date(2026, 11, 20): "90", date(2026, 11, 18): "37.5"})
    province_days(province, {date(2026, 11, 17): "90"}, is_sample=True)

    assert texts(feed(client), "a:entry/a:id") == []


def test_feed_leaves_out_a_source_that_may_not_be_passed_on(client):
    closed = SourceFactory(slug="closed", redistribution_allowed=False)
    measured(MARCH, "48.3", source=closed)
    measured(MARCH, "61.0", province=ProvinceFactory(chiang_mai=True))

    assert texts(feed(client), "a:entry/a:id") == ["tag:testserver,2026:pm25/bad-days/chiang-mai/2026-03-15"]


def test_feed_of_one_province_has_only_its_days(client):
    measured(MARCH, "48.3")
    measured(MARCH, "61.0", province=ProvinceFactory(chiang_mai=True))

    categories = feed(client, f"{PATH}?province=chiang-mai").findall("a:entry/a:category", ATOM)
    assert [category.get("term") for category in categories] == ["TH-50"]
    assert len(feed(client).findall("a:entry", ATOM)) == 2


def test_feed_of_an_unknown_province_is_not_found(client):
    assert client.get(f"{PATH}?province=atlantis").status_code == 404


def test_entry_is_updated_by_a_correction_of_its_hours(client):
    series = measured(MARCH, "48.3")
    run = ImportRunFactory()
    at = datetime.fromisoformat("2026-03-18T11:00:00+07:00")
    for end in ("2026-03-16T00:00:00+07:00", "2026-03-17T01:00:00+07:00"):
        Revision.objects.create(
            series=series, period_end=datetime.fromisoformat(end), old_value=1, new_value=2, old_run=run, run=run, at=at
        )
        at += timedelta(days=1)

    assert texts(feed(client), "a:entry/a:updated") == ["2026-03-18T11:00:00+07:00"]
    assert texts(feed(client), "a:entry/a:published") == ["2026-03-16T00:00:00+07:00"]


def test_entry_is_updated_by_hours_that_came_late(client):
    series = measured(date(2026, 11, 18), "48.3")
    for end, done in (("18T10", "2026-11-18T10:20"), ("19T00", "2026-11-19T03:20"), ("19T05", "2026-11-20T05:20")):
        done = datetime.fromisoformat(f"{done}:00+07:00")
        run = ImportRunFactory(status="done", started_at=done, finished_at=done)
        end = datetime.fromisoformat(f"2026-11-{end}:00:00+07:00")
        Reading.objects.create(series=series, period_end=end, value=Decimal("48.3"), run=run)

    assert texts(feed(client), "a:entry/a:updated") == ["2026-11-19T03:20:00+07:00"]


def test_feed_is_not_sent_again_while_nothing_changed(client):
    measured(MARCH, "48.3")
    first = client.get(PATH)

    by_etag = client.get(PATH, headers={"if-none-match": first["ETag"]})
    by_time = client.get(PATH, headers={"if-modified-since": first["Last-Modified"]})
    measured(date(2026, 3, 16), "50")
    changed = client.get(PATH, headers={"if-none-match": first["ETag"]})

    assert [by_etag.status_code, by_time.status_code, changed.status_code] == [304, 304, 200]
    assert first["Last-Modified"] == "Thu, 19 Nov 2026 17:00:00 GMT"
    assert first["Cache-Control"] == "public, max-age=600"
    assert "Set-Cookie" not in first


def test_feed_with_hostile_names_is_still_a_document(client):
    province = ProvinceFactory(lampang=True, name_th="<b>&\x07ลำปาง]]>")
    measured(MARCH, "48.3", province=province)

    root = feed(client)

    assert texts(root, "a:entry/a:title")[0].startswith("จังหวัด<b>&ลำปาง]]> 15 มีนาคม")
    assert "&lt;b&gt;&amp;ลำปาง" in texts(root, "a:entry/a:summary")[0]


def test_feed_costs_the_same_number_of_queries_for_many_days(client, django_assert_max_num_queries):
    for number in range(12):
        measured(date(2026, 11, 1) + timedelta(days=number), "48.3", province=ProvinceFactory(code=str(20 + number)))

    with django_assert_max_num_queries(6):
        assert len(feed(client).findall("a:entry", ATOM)) == 12


def test_pages_name_the_feed(client):
    ProvinceFactory(lampang=True)

    assert 'type="application/atom+xml" hreflang="th"' in client.get("/pm25/").content.decode()
    assert 'href="/pm25/bad-days.atom?province=lampang"' in client.get("/provinces/lampang/").content.decode()
