"""Definitions, cycles and targets: what may be set, what is refused, what is kept of a change."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from foundation.audit.models import Entry
from kpis.models import Cycle, IndicatorVersion, Owner, RoundException, StationSet, Target, TargetAmendment
from kpis.services.cycles import close_cycle, create_cycle, extend_round, open_cycle
from kpis.services.indicators import add_version, change_version, define_indicator
from kpis.services.refusals import KpiRefused
from kpis.services.targets import agree_target, amend_target, set_target
from tests.kpis.factories import DAYS, CycleFactory, SchemeFactory, VersionFactory, cycle_with, target_of
from tests.pm25.factories import StationFactory
from tests.workgroups.factories import AgencyFactory, ProvinceFactory, WorkgroupFactory

pytestmark = pytest.mark.django_db


def test_a_definition_that_a_target_cites_is_changed_by_a_new_version_only():
    version = target_of().version

    with pytest.raises(KpiRefused) as refused:
        change_version(version, by=None, unit_th="ชั่วโมง")
    newer = add_version(version.indicator, by=None, change_th="นับจากค่าเฉลี่ยรายวันของจังหวัด", breaks_series=True)

    assert refused.value.reasons == ["นิยามฉบับนี้มีค่าเป้าหมายอ้างอิงแล้ว จึงแก้ไม่ได้ ให้สร้างนิยามฉบับใหม่แทน"]
    assert (newer.number, newer.unit_th, newer.breaks_series) == (2, "วัน", True)
    assert IndicatorVersion.objects.get(pk=version.pk).unit_th == "วัน"


def test_a_definition_that_nobody_cites_may_be_edited():
    indicator = define_indicator(
        by=None, code="hotspots", name_th="จุดความร้อน", definition={"direction": "down", "unit_th": "จุด"}
    )

    changed = change_version(indicator.versions.get(), by=None, unit_th="ครั้ง")

    assert changed.unit_th == "ครั้ง"
    assert Entry.objects.filter(action="kpis.define").count() == 2


def test_a_new_version_says_what_it_changes():
    with pytest.raises(KpiRefused):
        add_version(VersionFactory().indicator, by=None, change_th=" ")


def test_a_cycle_has_rounds_of_the_fiscal_year_with_windows():
    cycle = create_cycle(by=None, year_be=2569, kinds=["m6", "m9", "m12", "q1"])

    rows = cycle.rounds.values_list("kind", "until", "open_from", "due", "closes")
    assert [(kind, *(day.isoformat() for day in days)) for kind, *days in rows] == [
        ("q1", "2025-12-31", "2026-01-01", "2026-01-31", "2026-02-14"),
        ("m6", "2026-03-31", "2026-04-01", "2026-05-01", "2026-05-15"),
        ("m9", "2026-06-30", "2026-07-01", "2026-07-31", "2026-08-14"),
        ("m12", "2026-09-30", "2026-10-01", "2026-10-31", "2026-11-14"),
    ]
    with pytest.raises(KpiRefused, match="มีรอบการประเมินของปีงบประมาณนี้แล้ว"):
        create_cycle(by=None, year_be=2569)


def test_a_christian_year_is_not_taken_for_a_buddhist_one():
    with pytest.raises(ValidationError):
        Cycle(year_be=2026).full_clean()


def test_a_cycle_moves_only_along_its_table():
    cycle = CycleFactory()

    with pytest.raises(KpiRefused, match="เพิ่มรอบรายงาน"):
        open_cycle(cycle, by=None)
    with pytest.raises(KpiRefused, match="จึงเปลี่ยนเป็น “ปิดรอบแล้ว” ไม่ได้"):
        close_cycle(cycle, by=None)


def test_the_stations_of_a_year_are_frozen_when_the_cycle_opens():
    province = ProvinceFactory()
    first = StationFactory(province=province)
    StationFactory(province=province, status="pending")
    StationFactory(province=province, is_reference=False)
    cycle = cycle_with(is_open=False)
    target_of(cycle, version=VersionFactory(from_air=True), province=province)

    open_cycle(cycle, by=None)
    StationFactory(province=province)
    close_cycle(cycle, by=None)
    open_cycle(Cycle.objects.get(), by=None)

    frozen = StationSet.objects.get(cycle=cycle, province=province)
    assert list(frozen.stations.all()) == [first]


@pytest.mark.parametrize(
    ("levels", "reason"),
    [
        ([("50", "30"), ("75", "40"), ("100", "60")], "ตัวชี้วัดนี้ยิ่งน้อยยิ่งดี ระดับที่คะแนนสูงกว่าต้องมีค่าน้อยกว่า"),
        ([("50", "30"), ("75", "30")], "ตัวชี้วัดนี้ยิ่งน้อยยิ่งดี ระดับที่คะแนนสูงกว่าต้องมีค่าน้อยกว่า"),
        ([("50", "30", "40")], "ตัวชี้วัดนี้ไม่ใช่แบบช่วง เว้นค่าสูงสุดไว้"),
        ([("60", "30")], "เกณฑ์การให้คะแนนนี้ไม่มีระดับ “60”"),
    ],
)
def test_thresholds_that_run_the_wrong_way_are_refused(levels, reason):
    with pytest.raises(KpiRefused) as refused:
        target_of(levels=levels)

    assert refused.value.reasons == [reason]


def test_a_target_of_zero_is_kept_as_zero():
    target = target_of(levels=[("50", "10"), ("75", "5"), ("100", "0")])

    assert [row.threshold for row in target.levels.all()] == [Decimal(10), Decimal(5), Decimal(0)]


def test_an_agreed_target_changes_only_by_a_resolution_and_keeps_what_it_was(resolution):
    target = target_of()

    with pytest.raises(KpiRefused, match="แก้ได้โดยมติที่ประชุมเท่านั้น"):
        set_target(by=None, cycle=target.cycle, version=target.version, scheme=target.scheme, province=target.province)
    with pytest.raises(KpiRefused, match="ระบุมติที่ประชุม"):
        amend_target(target, by=None, resolution=None, reason_th="ฝนน้อย", levels=DAYS)
    amend_target(
        target, by=None, resolution=resolution, reason_th="ฝนน้อย", levels=[("50", "70"), ("75", "50"), ("100", "35")]
    )

    kept = TargetAmendment.objects.get()
    assert kept.before["levels"] == {"50": "60.0000", "75": "40.0000", "100": "30.0000"}
    assert [row.threshold for row in Target.objects.get().levels.all()] == [Decimal(70), Decimal(50), Decimal(35)]


def test_an_agreed_target_needs_a_lead_agency():
    target = target_of(agreed=False, owners=[(AgencyFactory(), Owner.Role.SUPPORT, None)])

    with pytest.raises(KpiRefused, match="ระบุหน่วยงานเจ้าภาพ"):
        agree_target(target, by=None)


def test_there_is_one_lead_and_no_agency_twice():
    agency, other = AgencyFactory(), AgencyFactory()

    with pytest.raises(KpiRefused, match="เจ้าภาพได้หน่วยเดียว"):
        target_of(owners=[(agency, "lead", None), (other, "lead", None)])
    with pytest.raises(KpiRefused, match="ระบุซ้ำ"):
        target_of(owners=[(agency, "lead", None), (agency, "co", None)])


def test_a_place_has_one_target_of_an_indicator_a_year():
    target = target_of()

    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.create(
            cycle=target.cycle,
            indicator=target.indicator,
            version=target.version,
            scheme=target.scheme,
            province=target.province,
        )


def test_a_group_without_a_province_may_have_a_target():
    group = WorkgroupFactory(province=None)

    assert target_of(group=group).place == group


def test_a_target_that_cannot_be_assessed_says_why():
    with pytest.raises(ValidationError, match="ต้องบอกเหตุ"):
        target_of(is_assessable=False)
    target = target_of(is_assessable=False, not_assessable_th="สถานีติดตั้งกลางปี", assessable_from_be=2570, levels=[])

    assert target.is_agreed


def test_a_baseline_names_its_year():
    with pytest.raises(ValidationError, match="ต้องระบุปีฐาน"):
        target_of(baseline_value=Decimal(47))


def test_a_named_exception_reaches_beyond_the_window_and_says_why():
    target = target_of()
    round_ = target.cycle.rounds.get()

    with pytest.raises(KpiRefused):
        extend_round(round_, target, by=None, until=round_.closes, reason_th="น้ำท่วม")
    extend_round(round_, target, by=None, until=datetime.date(2026, 12, 1), reason_th="น้ำท่วม")

    assert RoundException.objects.get().reason_th == "น้ำท่วม"


def test_two_schemes_keep_their_versions_apart():
    first, second = SchemeFactory(), SchemeFactory(version=2, interpolation="none")

    assert target_of(scheme=first).rule().is_linear
    assert not target_of(scheme=second, province=ProvinceFactory(code="50", slug="chiang-mai")).rule().is_linear
