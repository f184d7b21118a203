"""/pm25/compare/: spans, honest comparisons, provinces that cannot be compared."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

from places.models import ProblemArea, Province, ProvinceGroup
from pm25.charts.ranges import range_axis
from pm25.comparison import compare, span_of
from pm25.models import Hotspot, ProvinceMonth, Source
from pm25.queries.compare import Span
from pm25.queries.standards import Scales
from tests.pm25.factories import ImportRunFactory, ProvinceFactory, SourceFactory
from tests.pm25.measured import load_reference, province_days, running, thai_outside

PATH = "/pm25/compare/"


@pytest.fixture(autouse=True)
def _clock(db):
    load_reference()
    with time_machine.travel("2026-11-20T09:20:00+07:00", tick=False):
        yield


def month(province, year, number, *, total, days, over=0, highest=None, on=1, is_sample=False):
    ProvinceMonth.objects.create(
        province=province,
        month=date(year, number, 1),
        total=Decimal(str(total)),
        days=days,
        over=over,
        highest=Decimal(str(highest or 1)),
        highest_on=on,
        is_sample=is_sample,
    )


def season(province, year, *, mean=30, over=20, days=30, **facts):
    """Five months of `days` known days each, all with the same mean."""
    for number in range(1, 6):
        month(province, year, number, total=mean * days, days=days, over=over, highest=mean * 2, **facts)


def area(slug, *provinces, order=1):
    row = ProblemArea(order=order, slug=slug, name_th=f"พื้นที่ {slug}", name_en=slug, source="เอกสาร", as_of="2021-03-22")
    row.save()
    row.provinces.set(provinces)
    return row


def group(slug, kind, *provinces):
    row = ProvinceGroup(slug=slug, kind=kind, name_th=f"กลุ่ม {slug}", name_en=slug, source="ประกาศ", as_of="2017-11-17")
    row.save()
    row.provinces.set(provinces)
    return row


def measured_province(**facts):
    province = ProvinceFactory(**facts)
    running(20, province=province)
    return province


def page(client, path=PATH):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("today", "year", "kind", "expected"),
    [
        ("2026-11-20", 2026, "season", (date(2026, 1, 1), date(2026, 5, 31))),
        ("2026-02-10", 2026, "season", (date(2026, 1, 1), date(2026, 2, 9))),
        ("2026-02-10", 2025, "season", (date(2025, 1, 1), date(2025, 5, 31))),
        ("2026-02-10", 2025, "year", (date(2025, 1, 1), date(2025, 12, 31))),
    ],
)
def test_span_ends_with_its_last_day_or_yesterday(today, year, kind, expected):
    span = span_of(kind, year, date.fromisoformat(today))

    assert (span.first, span.last) == expected


def test_span_is_whole_months_and_a_rest():
    span = Span(date(2028, 1, 1), date(2028, 2, 29))
    cut = Span(date(2026, 1, 1), date(2026, 3, 9))

    assert (span.days, span.months, span.rest) == (60, [date(2028, 1, 1), date(2028, 2, 1)], None)
    assert (cut.months, cut.rest) == ([date(2026, 1, 1), date(2026, 2, 1)], Span(date(2026, 3, 1), date(2026, 3, 9)))
    assert Span(date(2026, 1, 1), date(2026, 1, 1)).rest == Span(date(2026, 1, 1), date(2026, 1, 1))


def test_year_before_a_leap_day_is_the_28th():
    assert Span(date(2028, 1, 1), date(2028, 2, 29)).year_before == Span(date(2027, 1, 1), date(2027, 2, 28))


def test_scales_cut_a_span_where_the_limit_changes():
    stretches = Scales().stretches(date(2023, 5, 1), date(2023, 6, 30))

    assert stretches == [
        (date(2023, 5, 1), date(2023, 5, 31), Decimal(50)),
        (date(2023, 6, 1), date(2023, 6, 30), Decimal("37.5")),
    ]


def test_axis_is_shared_by_all_rows():
    axis = range_axis([103, None, 47])

    assert [tick.label for tick in axis.ticks] == ["0", "50", "100", "150"]
    assert (axis.row(75, 0).now, axis.row(75, 0).before, axis.row(75, None).before) == ("50", "3", None)
    assert [tick.label for tick in range_axis([]).ticks] == ["0", "5"]


def test_comparison_adds_totals_not_means_of_months():
    province = measured_province(lampang=True)
    area("north", province)
    month(province, 2026, 1, total=Decimal("3100.0"), days=31, over=31, highest=120, on=9)
    month(province, 2026, 2, total=Decimal("140.0"), days=14, over=0, highest=12)
    for number in (3, 4, 5):
        month(province, 2026, number, total=Decimal("300.0"), days=30, over=1, highest=120)

    row = compare().groups[0].rows[0]

    assert (row.tally.mean, row.tally.days, row.tally.over) == (Decimal("30.7"), 135, 34)
    assert (row.tally.highest, row.tally.highest_on) == (Decimal(120), date(2026, 1, 9))


def test_page_compares_with_the_season_before(client):
    lampang, chiang_mai = measured_province(lampang=True), measured_province(chiang_mai=True)
    area("north", lampang, chiang_mai)
    season(lampang, 2026, over=15, mean=40)
    season(lampang, 2025, over=18, mean=44)
    season(chiang_mai, 2026, over=20)
    season(chiang_mai, 2025, over=20)

    html = page(client)

    assert "1 จาก 2 จังหวัดที่เทียบได้ มีวันที่ฝุ่นเกินค่ามาตรฐานน้อยกว่าปีก่อน" in html
    assert re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a>', html) == ["เชียงใหม่", "ลำปาง"]
    assert "75 วัน" in html
    assert '<span aria-hidden="true">▼</span> ลดลง 15 วัน จาก 90' in html
    assert '<span aria-hidden="true">▼</span> ลดลง 4.0 จาก 44.0' in html
    assert '<span aria-hidden="true">=</span> เท่ากับปีก่อน' in html
    assert "ที่มา: กรมควบคุมมลพิษ" in html


def test_page_ranks_only_what_is_known_on_enough_days(client):
    known, few, empty, none = (
        measured_province(lampang=True),
        measured_province(chiang_mai=True),
        measured_province(sing_buri=True),
        ProvinceFactory(code="30", name_th="ไม่มีสถานี"),
    )
    area("all", known, few, empty, none)
    season(known, 2026)
    season(few, 2026, days=22)

    html = page(client)

    ranked, _, apart = html.partition("ยังเทียบไม่ได้")
    assert ">ลำปาง</a>" in ranked
    assert ">เชียงใหม่</a>" not in ranked
    assert ">เชียงใหม่</a> <span>รู้ค่าเพียง 110 จาก 151 วัน</span>" in apart
    assert ">สิงห์บุรี</a> <span>ไม่มีค่าเฉลี่ยรายวันในช่วงนี้</span>" in apart
    assert ">ไม่มีสถานี</a> <span>ไม่มีสถานีมาตรฐาน</span>" in apart


def test_page_does_not_compare_with_a_season_of_too_few_days(client):
    province = measured_province(lampang=True)
    area("north", province)
    season(province, 2026)
    season(province, 2025, days=10)

    html = page(client)

    assert "ลำปางมีวันที่ฝุ่นเกินค่ามาตรฐานมากที่สุด 100 วัน" in html
    assert "ปีก่อนรู้ 50 จาก 151 วัน จึงไม่เทียบ" in html
    assert "▼" not in html


def test_running_season_is_compared_with_the_same_days():
    province = measured_province(lampang=True)
    area("north", province)
    season(province, 2025, over=10)
    month(province, 2026, 1, total=31 * 30, days=31, over=9)
    province_days(province, {date(2026, 2, day): 40 for day in range(1, 10)})
    province_days(province, {date(2025, 2, day): 50 for day in range(1, 20)})

    with time_machine.travel("2026-02-10T09:00:00+07:00", tick=False):
        found = compare()

    row = found.groups[0].rows[0]
    assert (found.is_running, found.before.last) == (True, date(2025, 2, 9))
    assert (row.tally.days, row.tally.over) == (40, 18)
    assert (row.before.days, row.before.over) == (39, 19)


def test_limit_of_each_day_counts_in_a_cut_month():
    province = measured_province(lampang=True)
    area("north", province)
    province_days(province, {date(2023, 5, 31): 48, date(2023, 6, 1): 48})

    with time_machine.travel("2023-06-02T09:00:00+07:00", tick=False):
        row = compare(kind="year").groups[0].apart[0]

    assert (row.tally.days, row.tally.over) == (1, 1)


def test_samples_hide_behind_real_readings_and_are_marked(client):
    real, sample = measured_province(lampang=True), ProvinceFactory(chiang_mai=True)
    running(20, province=sample, source=SourceFactory(sample=True))
    area("north", real, sample)
    season(real, 2026, over=7)
    season(real, 2026, over=30, is_sample=True)
    season(sample, 2026, is_sample=True)

    html = page(client)

    assert "35 วัน" in html
    assert "150 วัน" not in html
    assert html.count('<span class="small muted">ข้อมูลตัวอย่าง</span>') == 1
    assert '<section class="demo"' in html


def test_hotspots_are_counted_within_each_season(client):
    province = measured_province(lampang=True)
    area("north", province)
    season(province, 2026)
    season(province, 2025)
    firms = ImportRunFactory(source=Source.objects.get(slug="firms"))
    for number, day in enumerate(["2026-03-01", "2026-03-02", "2026-06-01", "2025-03-01"]):
        at = datetime.fromisoformat(f"{day}T06:00:00").replace(tzinfo=UTC) + timedelta(minutes=number)
        spot = {"satellite": "N", "instrument": "VIIRS", "lat": "18.3", "lon": "99.5", "confidence": "high"}
        Hotspot.objects.create(at=at, day=day, province=province, run=firms, **spot)

    html = page(client)

    assert '<span class="num">2</span><span class="small sub">' in html
    assert "เพิ่มขึ้น 1 จาก 1" in html
    assert "FIRMS" in html


def test_without_any_hotspot_of_the_country_the_count_is_unknown(client):
    province = measured_province(lampang=True)
    area("north", province)
    season(province, 2026)

    assert 'data-label="จุดความร้อน">–</td>' in page(client)


def test_groupings_are_areas_groups_and_regions(client):
    north, central = measured_province(lampang=True), measured_province(sing_buri=True)
    area("north", north)
    area("unnamed", order=2)
    group("upper", "cluster", north)
    group("north-17", "statistical", north, central)
    for province in (north, central):
        season(province, 2026)

    def headings(by):
        return re.findall(r'<h2 id="g\d+">([^<]+)</h2>', page(client, f"{PATH}?by={by}"))

    assert headings("area") == ["พื้นที่ north", "พื้นที่ unnamed"]
    assert headings("cluster") == ["กลุ่ม upper"]
    assert headings("north-17") == ["กลุ่ม north-17"]
    assert headings("region") == [str(label) for label in Province.Region.labels]
    assert "เอกสารต้นทางไม่ได้ระบุรายจังหวัด" in page(client)


@pytest.mark.parametrize(
    "query",
    ["by=password", "year=abcd", "year=9999", "year=๑๒๓๔", "span=century", "by=&span=", "year=" + "9" * 500],
)
def test_page_takes_a_bad_wish_as_the_default(client, query):
    province = measured_province(lampang=True)
    area("north", province)
    season(province, 2026)

    html = page(client, f"{PATH}?{query}")

    assert "ฤดูฝุ่น 2569" in html
    assert ("เลือกปีตั้งแต่ 2569 ถึง 2569" in html) == ("year=" in query)


def test_page_takes_thai_digits_and_a_buddhist_year(client):
    province = measured_province(lampang=True)
    area("north", province)
    season(province, 2025)

    html = page(client, f"{PATH}?year=๒๕๖๘&span=year")

    assert "ทั้งปี 2568" in html
    assert "1 มกราคม" in html.replace("\u00a0", " ")


def test_page_without_anything_says_what_will_fill_it(client):
    html = page(client)

    assert "ยังไม่มีข้อมูลพอจะเปรียบเทียบ" in html
    assert "ยังไม่มีกลุ่มให้เปรียบเทียบ" in html


def test_page_in_english_is_english(client):
    north = measured_province(lampang=True)
    group("upper", "cluster", north, measured_province(sing_buri=True))
    season(north, 2026)
    season(north, 2025)

    assert thai_outside(page(client, "/en/pm25/compare/?by=cluster")) == []


@pytest.mark.parametrize("today", ["2026-11-20", "2026-02-10"])
def test_page_reads_the_same_rows_whatever_the_history(client, django_assert_max_num_queries, today):
    provinces = [measured_province(code=str(20 + number)) for number in range(8)]
    area("all", *provinces)
    group("upper", "cluster", *provinces)
    for province in provinces:
        for year in range(2020, 2027):
            season(province, year)

    with time_machine.travel(f"{today}T09:20:00+07:00", tick=False), django_assert_max_num_queries(8):
        page(client)
