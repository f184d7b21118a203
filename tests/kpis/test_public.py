"""What anybody sees: published results with their explanation, and of all else no more than that it waits."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from kpis.models import Report, Score
from kpis.queries.board import board, cut, is_stale
from kpis.services.indicators import add_version
from tests.accounts.factories import UserFactory
from tests.kpis.factories import SchemeFactory, VersionFactory, cycle_with, target_of
from tests.workgroups.factories import AgencyFactory, ProvinceFactory

pytestmark = pytest.mark.django_db


def publish(target, points="90.00", value=34, kind="m12", **fields):
    """A published result, written straight into the tables."""
    round_ = target.cycle.rounds.get(kind=kind)
    report, _new = Report.objects.get_or_create(target=target, round=round_, defaults={"is_demo": target.is_demo})
    facts = {"value": value, "points": points, "tone": 4, "band": "top"} if points is not None else fields
    score = Score.objects.create(
        report=report,
        revision=1,
        inputs=target.rule().as_inputs(),
        explanation_th="ค่าจริง 34 วัน จึงได้ 90.00",
        is_demo=target.is_demo,
        **facts,
    )
    now = timezone.now()
    Report.objects.filter(pk=report.pk).update(
        status="published",
        value=score.value,
        score=score,
        published_score=score,
        published_at=now,
        submitted_at=now,
        reported_by=UserFactory(),
    )
    return report


def province(number):
    return ProvinceFactory(code=f"{number}", slug=f"p{number}", name_th=f"จังหวัด{number}", name_en=f"P{number}")


def test_a_score_is_cut_and_not_rounded_to_one_place():
    assert [str(cut(Decimal(text))) for text in ("89.96", "90.00", "0.09", "100")] == ["89.9", "90.0", "0.0", "100.0"]


def test_the_board_counts_what_is_scored_waits_and_cannot_be_assessed():
    cycle = cycle_with()
    version = VersionFactory()
    publish(target_of(cycle, version=version, province=province(50)), "89.96")
    publish(target_of(cycle, version=version, province=province(51)), "60.00")
    publish(target_of(cycle, version=version, province=province(52)), None, reason_th="สถานีติดตั้งกลางปี")
    target_of(cycle, version=version, province=province(53))
    target_of(cycle, version=version, province=province(54), is_assessable=False, not_assessable_th="ไม่มีป่า", levels=[])

    found = board(cycle)

    assert found.counts == {"all": 5, "scored": 2, "good": 1, "not_assessable": 2, "waiting": 1}
    assert [(row.mean, len(row.points), row.expected) for row in found.rows] == [
        (Decimal("89.9"), 1, 1),
        (Decimal("60.0"), 1, 1),
        (None, 0, 1),
        (None, 0, 1),
        (None, 0, 1),
    ]
    assert [reason for _place, _column, reason, _year in found.reasons] == ["สถานีติดตั้งกลางปี", "ไม่มีป่า"]


def test_the_mean_leaves_out_what_cannot_be_assessed():
    cycle, place = cycle_with(), province(50)
    publish(target_of(cycle, version=VersionFactory(), province=place), "80.00")
    publish(target_of(cycle, version=VersionFactory(), province=place), None, reason_th="ข้อมูลไม่ครบ")

    (row,) = board(cycle).rows

    assert (row.mean, len(row.points), row.expected) == (Decimal("80.0"), 1, 2)


def test_more_than_seven_indicators_make_a_second_table():
    cycle, place = cycle_with(), province(50)
    for _ in range(8):
        target_of(cycle, version=VersionFactory(), province=place)

    assert [len(columns) for columns, _rows in board(cycle).tables] == [7, 1]


def test_the_first_page_tells_the_finding_and_the_words_of_the_states(client):
    cycle = cycle_with()
    version = VersionFactory()
    for number, value in ((50, 34), (51, 70)):
        target = target_of(cycle, version=version, province=province(number), baseline_value=47, baseline_year_be=2568)
        publish(target, value=value)
    target_of(cycle, version=version, province=province(52))

    page = client.get("/kpis/").content.decode()

    assert f"1 จาก 2 พื้นที่ {version.indicator.name_th} ดีขึ้นจากปีฐาน" in page
    assert "คะแนนไม่ได้บอกอะไร" in page
    assert ">90.0</a>" in page
    assert ">รอ</a>" in page


@pytest.mark.parametrize("places", [2, 6])
def test_the_public_pages_ask_a_constant_number_of_queries(client, django_assert_max_num_queries, places):
    cycle = cycle_with("m6", "m12")
    versions = [VersionFactory() for _ in range(3)]
    for number in range(places):
        place = province(50 + number)
        for version in versions:
            publish(target_of(cycle, version=version, province=place, owners=[(AgencyFactory(), "lead", Decimal(50))]))
    for address in (
        "/kpis/",
        versions[0].indicator.get_absolute_url(),
        "/kpis/provinces/p50/",
        f"{versions[0].indicator.get_absolute_url()}p50/",
    ):
        with django_assert_max_num_queries(8):
            assert client.get(address).status_code == 200


def test_the_page_of_an_indicator_has_targets_in_its_table_and_the_change_of_method(client):
    target = target_of(baseline_value=Decimal(47), baseline_year_be=2568)
    publish(target)
    add_version(target.indicator, by=None, change_th="นับจากสถานีชุดเดียวกัน", breaks_series=True)

    page = client.get(target.indicator.get_absolute_url()).content.decode()

    figures = ("75: 40\u00a0วัน", "100: 30\u00a0วัน", "47\u00a0วัน", "ค่าจริง 34 วัน จึงได้ 90.00")
    assert [words for words in figures if words not in page] == []
    assert "นับจากสถานีชุดเดียวกัน" in page
    assert "เทียบกับฉบับก่อนไม่ได้" in page


def test_the_page_of_a_target_explains_the_score_beside_it_and_names_the_owners(client):
    agency = AgencyFactory(name_th="สำนักงานทรัพยากรธรรมชาติและสิ่งแวดล้อมจังหวัดลำปาง")
    target = target_of(owners=[(agency, "lead", Decimal(80))])
    publish(target)

    page = client.get(target.get_absolute_url()).content.decode()

    assert "คะแนน 90.00" in page
    assert "ค่าจริง 34 วัน จึงได้ 90.00" in page
    assert agency.name_th in page
    assert "น้ำหนักรวมของหน่วยงานนี้ได้ 80 จาก 100 ยังไม่ครบ" in page


def test_the_english_page_explains_from_what_is_stored(client):
    target = target_of()
    publish(target)

    page = client.get(f"/en{target.get_absolute_url()}").content.decode()

    assert "The actual 34\u00a0days lies between levels 75 (40\u00a0days) and 100 (30\u00a0days): score 90.00" in page


def test_nothing_of_a_report_is_seen_before_it_is_published(client):
    target = target_of()
    round_ = target.cycle.rounds.get()
    Report.objects.create(target=target, round=round_, value=1234, narrative_th="ความลับของร่าง")

    addresses = ["/kpis/", target.indicator.get_absolute_url(), target.get_absolute_url(), "/kpis/provinces/lampang/"]
    pages = [client.get(address).content.decode() for address in addresses]

    assert not any("1,234" in page or "ความลับ" in page for page in pages)


def test_a_cycle_in_preparation_is_not_shown(client):
    cycle = cycle_with(is_open=False)
    target = target_of(cycle)

    assert client.get(target.get_absolute_url()).status_code == 404
    assert "ยังไม่มีรอบการประเมิน" in client.get("/kpis/").content.decode()


def test_what_is_not_known_is_answered_by_the_newest(client):
    publish(target_of())

    assert client.get("/kpis/?year=9999&round=x&region=x").status_code == 200
    assert client.get("/kpis/no-such-code/").status_code == 404
    assert client.get("/kpis/no-such-code/nowhere/").status_code == 404


def test_a_result_is_stale_once_a_later_round_has_closed_without_one():
    cycle = cycle_with("m6", "m12")
    six = cycle.rounds.get(kind="m6")

    assert not is_stale(six, datetime.date(2026, 11, 1))
    assert is_stale(six, datetime.date(2026, 11, 20))


def test_demonstration_never_stands_in_for_real_results(client):
    demo = cycle_with(is_demo=True)
    publish(target_of(demo, version=VersionFactory(indicator__is_demo=True)))
    real = cycle_with(year_be=2568)
    publish(target_of(real, version=VersionFactory(), scheme=SchemeFactory()))

    page = client.get(reverse("kpis:index")).content.decode()

    assert list(Report.objects.real().values_list("target__cycle", flat=True)) == [real.pk]
    assert "ปีงบประมาณ\u00a02568" in page
