"""The days ahead on the pages of places, and what was foreseen beside what came."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from pm25.models import Source
from tests.accounts.factories import SuperuserFactory
from tests.pm25.factories import DistrictFactory, ForecastFactory, ProvinceFactory, SourceFactory
from tests.pm25.measured import load_reference, province_days, running

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
TODAY = date(2026, 11, 20)
PAGE = "/pm25/forecasts/"
PROVINCE, DISTRICT = "/provinces/lampang/", "/provinces/lampang/mae-mo/"
HEADING = "พยากรณ์ 3 วันข้างหน้า"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lampang(time_machine):
    time_machine.move_to(NOON, tick=False)
    load_reference()
    return ProvinceFactory(lampang=True)


@pytest.fixture
def mae_mo(lampang):
    return DistrictFactory(province=lampang, code="5202", slug="mae-mo", name_th="แม่เมาะ", name_en="Mae Mo")


def pcd():
    return Source.objects.get(slug="pcd_forecast")


def issue(values, *, hours=4, district=None, source=None, **facts):
    """An issue of `hours` ago for the days after it; a whole number is a level, text a value."""
    for ahead, said in enumerate(values, start=1):
        issued_at = NOON - timedelta(hours=hours)
        day = (issued_at + timedelta(hours=7)).date() + timedelta(days=ahead)
        value, level = (None, said) if isinstance(said, int) else (Decimal(said), None)
        ForecastFactory(
            source=source or pcd(),
            district=district,
            issued_at=issued_at,
            valid_for=day,
            value=value,
            level=level,
            **facts,
        )


def html(client, path=PAGE):
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_strip_shows_three_days_with_words_issuer_and_terms(client):
    running(20, hours=0)
    issue(["41.25", "20.0", 5])

    page = html(client, PROVINCE)

    strip = page[page.index('id="forecast"') : page.index('id="hours"')]
    assert HEADING in strip
    assert [word in strip for word in ("41.3", "20.0", "เริ่มมีผลกระทบต่อสุขภาพ", "ดี", "มีผลกระทบต่อสุขภาพ")] == [True] * 5
    assert strip.index('datetime="2026-11-21"') < strip.index('datetime="2026-11-22"')
    assert "ออกเมื่อ 08.00 น." in strip.replace("\u00a0", " ") or "08:00" in strip
    assert pcd().attribution_th in strip
    assert pcd().licence in strip
    assert "ไม่ใช่ค่าที่ตรวจวัดได้" in strip


@pytest.mark.parametrize("hours", [37, 60])
def test_old_issue_is_not_shown(client, hours):
    running(20, hours=0)
    issue(["41.2"] * 5, hours=hours)

    assert HEADING not in html(client, PROVINCE)


def test_newest_issue_is_shown_alone(client):
    running(20, hours=0)
    issue(["90.0"] * 3, hours=10)
    issue(["12.0"] * 2, hours=2)

    page = html(client, PROVINCE)

    assert ("12.0" in page, "90.0" in page) == (True, False)


def test_district_is_shown_its_own_else_its_province_s(client, mae_mo):
    running(20, hours=0)
    issue(["41.2"])
    of_province = html(client, DISTRICT)
    issue(["55.5"], hours=5, district=mae_mo)
    client.get("/")
    from_cache = html(client, DISTRICT)

    assert "41.2" in of_province
    assert "ไม่มีพยากรณ์เฉพาะอำเภอนี้" in of_province
    assert "41.2" in from_cache


def test_district_s_own_forecast_comes_first(client, mae_mo):
    running(20, hours=0)
    issue(["41.2"])
    issue(["55.5"], hours=5, district=mae_mo)

    page = html(client, DISTRICT)

    assert ("55.5" in page, "41.2" in page, "ไม่มีพยากรณ์เฉพาะอำเภอนี้" in page) == (True, False, False)
    assert "55.5" not in html(client, PROVINCE)


def test_samples_are_not_foreseen_where_the_air_is_measured(client):
    running(20, hours=0)
    issue(["41.2"], source=SourceFactory(sample=True))

    assert HEADING not in html(client, PROVINCE)


def test_page_without_forecasts_says_so(client):
    page = html(client)

    assert "ยังไม่มีพยากรณ์ที่เทียบได้" in page


def test_page_holds_forecasts_against_what_came(client, lampang):
    running(20, hours=0)
    # said on the 17th of the 18th, 19th and 20th; on the 18th of the 19th; what came is 40 and 30
    issue(["43.0", "33.0", "9.0"], hours=76)
    issue(["26.0"], hours=52)
    province_days(lampang, {date(2026, 11, 18): "40.0", date(2026, 11, 19): "30.0"})

    answer = client.get(f"{PAGE}?province=lampang")
    (record,) = answer.context["records"]

    assert [(day, mean) for day, mean, _, _ in record.days] == [
        (date(2026, 11, 19), Decimal("30.0")),
        (date(2026, 11, 18), Decimal("40.0")),
    ]
    newest = record.days[0][3]
    assert [(one.ahead, one.error, one.hit) for one in newest if one] == [
        (1, Decimal("-4.0"), True),
        (2, Decimal("3.0"), True),
    ]
    scores = {ahead: (score.compared, score.mean_error, score.share) for ahead, score in record.scores.items()}
    assert scores == {1: (2, Decimal("3.5"), 100), 2: (1, Decimal("3.0"), 100), 3: (0, None, None)}


def test_band_alone_is_judged_without_an_error(client, lampang):
    running(20, hours=0)
    issue([4, 4], hours=76)
    province_days(lampang, {date(2026, 11, 18): "40.0", date(2026, 11, 19): "37.5"})

    (record,) = client.get(PAGE).context["records"]

    assert [(score.compared, score.judged, score.hits) for score in record.scores.values()] == [
        (0, 1, 1),
        (0, 1, 0),
        (0, 0, 0),
    ]


def test_last_issue_of_a_day_counts(client, lampang):
    running(20, hours=0)
    issue(["90.0"], hours=80)
    issue(["41.0"], hours=75)
    province_days(lampang, {date(2026, 11, 18): "40.0"})

    (record,) = client.get(PAGE).context["records"]

    assert record.scores[1].mean_error == Decimal("1.0")


def test_day_without_a_mean_is_shown_and_not_counted(client):
    running(20, hours=0)
    issue(["41.0"], hours=76)

    answer = client.get(f"{PAGE}?province=lampang")

    assert "ไม่มีค่า" in answer.content.decode()
    assert answer.context["records"][0].scores[1].compared == 0


def test_samples_are_compared_with_samples_and_marked(client, lampang):
    issue(["41.0"], hours=76, source=SourceFactory(sample=True))
    province_days(lampang, {date(2026, 11, 18): "40.0"}, is_sample=True)
    sample = html(client)
    running(20, hours=0)

    assert "ข้อมูลตัวอย่าง" in sample
    assert client.get(PAGE).context["records"] == []


@pytest.mark.parametrize("query", ["?province=nowhere", "?province=%F0%9F", "?province=" + "x" * 5000])
def test_unknown_province_is_taken_as_all(client, query):
    assert client.get(PAGE + query).context["province"] is None


def test_page_reads_few_rows_whatever_their_number(client, lampang, django_assert_max_num_queries):
    running(20, hours=0)
    issue(["41.0"], hours=76)
    with django_assert_max_num_queries(8) as few:
        client.get(PAGE)
    for n in range(5):
        issue(["41.0"] * 3, hours=100 + 24 * n)
        ForecastFactory(
            source=pcd(),
            province=ProvinceFactory(),
            issued_at=NOON - timedelta(days=3 + n),
            valid_for=date(2026, 11, 18),
        )

    with django_assert_max_num_queries(len(few)):
        client.get(PAGE)


def test_admin_reads_and_never_writes(client, settings):
    settings.DEMO = True  # without the second factor
    client.force_login(SuperuserFactory())
    one = ForecastFactory()

    assert client.get(reverse("admin:pm25_forecast_changelist")).status_code == 200
    assert client.get(reverse("admin:pm25_forecast_add")).status_code == 403
    assert client.post(reverse("admin:pm25_forecast_change", args=[one.pk]), {"value": 1}).status_code == 403
    assert client.post(reverse("admin:pm25_forecast_delete", args=[one.pk]), {"post": "yes"}).status_code == 403
