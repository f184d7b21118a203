"""Values of the air: a whole generated year against polars, frozen stations, gaps, corrections."""

import datetime
import io
import random
from decimal import Decimal

import polars
import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from foundation.notices.models import Notice
from kpis.models import IndicatorVersion, MachineValue, Report, StationSet
from kpis.queries.air import measure, province_days
from kpis.services.air import refresh_cycles
from kpis.services.reports import start_report
from pm25.models import DailyMean, Hotspot, Parameter, ProvinceDay, Reading, Standard
from pm25.services import rebuild_rollups
from tests.accounts.factories import UserFactory
from tests.kpis.factories import VersionFactory, cycle_with, target_of
from tests.pm25.factories import (
    BurnRecordFactory,
    HotspotFactory,
    ImportRunFactory,
    ProvinceFactory,
    SeriesFactory,
    StationFactory,
)

pytestmark = pytest.mark.django_db
FIRST, LAST = datetime.date(2022, 10, 1), datetime.date(2023, 9, 30)
CHANGE = datetime.date(2023, 6, 1)


@pytest.fixture
def standards(db):
    facts = {"parameter": Parameter.PM25, "averaging": "P1D", "unit": "µg/m³", "source_th": "ประกาศ"}
    Standard.objects.create(
        value=50, valid_from=datetime.date(2010, 3, 25), valid_to=datetime.date(2023, 5, 31), **facts
    )
    Standard.objects.create(value=Decimal("37.5"), valid_from=CHANGE, **facts)


@pytest.fixture
def year(standards):
    """Two stations with hours from October 2565 to September 2566, some missing, some days right at the limit."""
    rng = random.Random(2566)  # noqa: S311
    run = ImportRunFactory()
    province = ProvinceFactory(lampang=True)
    series = [SeriesFactory(station=StationFactory(province=province)) for _ in range(2)]
    rows = []
    for one in series:
        day = FIRST
        while day <= LAST:
            limit = 50.0 if day < CHANGE else 37.5
            level = rng.choice([limit, limit + 0.049, limit + 0.05, rng.uniform(5, 120)])
            hours = rng.choice([24, 24, 24, 20, 18, 17, 3, 0])
            for hour in rng.sample(range(1, 25), hours):
                end = datetime.datetime.combine(day, datetime.time(), tzinfo=timezone.get_default_timezone())
                value = Decimal(str(level)).quantize(Decimal("0.001"))
                value += Decimal(rng.choice([0, 0, 3000, -3000])).scaleb(-3)
                rows.append(Reading(series=one, run=run, period_end=end + datetime.timedelta(hours=hour), value=value))
            day += datetime.timedelta(days=1)
    Reading.objects.bulk_create(rows, batch_size=500)
    rebuild_rollups(io.StringIO())
    return province, series, rows


def by_polars(rows):
    """[(day, mean in tenths)] from the hours alone, in whole numbers: an own reading of the rule of ProvinceDay."""
    thailand = datetime.timezone(datetime.timedelta(hours=7))
    frame = polars.DataFrame(
        {
            "series": [row.series_id for row in rows],
            "end": [row.period_end.astimezone(thailand).replace(tzinfo=None) for row in rows],
            "value": [int(row.value * 1000) for row in rows],
        }
    )
    shares = 232792560 * 23  # every number of hours from 1 to 24 divides it
    stations = (
        frame.with_columns(day=(polars.col("end") - polars.duration(seconds=1)).dt.date())
        .group_by("series", "day")
        .agg(polars.col("value").sum().alias("total"), polars.len().cast(polars.Int64).alias("hours"))
        .filter(polars.col("hours") * 100 >= 24 * 75)
        .with_columns(mean=polars.col("total") * (shares // polars.col("hours")))
    )
    days = stations.group_by("day").agg(
        polars.col("mean").sum().alias("sum"), polars.len().cast(polars.Int64).alias("n")
    )
    step = shares * 100
    return days.with_columns(
        tenths=(2 * polars.col("sum") + step * polars.col("n")) // (2 * step * polars.col("n"))
    ).select("day", "tenths")


def test_days_above_of_a_generated_year_agree_with_polars_across_the_change_of_the_standard(year):
    province, series, rows = year
    days = by_polars(rows)
    limit = polars.when(polars.col("day") < CHANGE).then(500).otherwise(375)
    expected = days.filter(polars.col("tenths") > limit).height

    found = measure(VersionFactory.build(measure="days_above"), province, [row.station for row in series], FIRST, LAST)

    assert found.value == expected
    assert found.provenance["days_known"] == days.height
    assert found.provenance["standards"] == [
        {"from": "2022-10-01", "to": "2023-05-31", "limit": "50"},
        {"from": "2023-06-01", "to": "2023-09-30", "limit": "37.5"},
    ]
    assert expected not in (
        days.filter(polars.col("tenths") > 375).height,
        days.filter(polars.col("tenths") > 500).height,
    )


def test_mean_and_share_of_a_generated_year_agree_with_polars(year):
    province, series, rows = year
    days = by_polars(rows)
    limit = polars.when(polars.col("day") < CHANGE).then(500).otherwise(375)
    good = days.filter(polars.col("tenths") <= limit).height
    stations = [row.station for row in series]

    mean = measure(VersionFactory.build(measure="annual_mean", decimals=1), province, stations, FIRST, LAST)
    share = measure(VersionFactory.build(measure="good_days_share", decimals=2), province, stations, FIRST, LAST)

    total = days["tenths"].sum()
    assert mean.value == Decimal((2 * total + days.height) // (2 * days.height)).scaleb(-1)
    assert share.value == Decimal((2 * good * 10000 + days.height) // (2 * days.height)).scaleb(-2)


def test_the_days_of_all_public_stations_are_those_of_the_pages(year):
    province, series, _rows = year

    found = province_days([row.station for row in series], FIRST, LAST)

    assert found == dict(ProvinceDay.objects.filter(province=province).values_list("day", "mean"))


def test_a_station_outside_the_frozen_set_does_not_count(year):
    _province, series, rows = year
    kept = [row for row in rows if row.series_id == series[0].pk]

    found = province_days([series[0].station], FIRST, LAST)

    assert found == {row["day"]: Decimal(row["tenths"]).scaleb(-1) for row in by_polars(kept).to_dicts()}


def test_too_few_days_give_no_value_but_the_reason(standards):
    series = SeriesFactory(station=StationFactory(province=ProvinceFactory(lampang=True)))
    put_days(series, FIRST, 200, "12")

    found = measure(VersionFactory.build(measure="days_above"), series.station.province, [series.station], FIRST, LAST)

    assert found.value is None
    assert found.reason == "ข้อมูลครบ 200 จาก 365 วัน (ร้อยละ 54) ต่ำกว่าร้อยละ 75 ที่นิยามกำหนด"


def test_a_province_without_stations_has_no_value(standards):
    found = measure(VersionFactory.build(measure="annual_mean"), ProvinceFactory(lampang=True), [], FIRST, LAST)

    assert (found.value, found.reason) == (None, "ไม่มีสถานีตรวจวัดในชุดสถานีของปีนี้")


def test_clean_air_all_year_is_zero_days_and_not_nothing(standards):
    series = SeriesFactory(station=StationFactory(province=ProvinceFactory(lampang=True)))
    put_days(series, FIRST, 365, "12")

    found = measure(VersionFactory.build(measure="days_above"), series.station.province, [series.station], FIRST, LAST)

    assert (found.value, found.reason) == (Decimal(0), "")


def test_hotspots_are_counted_where_satellites_looked():
    lampang, other = ProvinceFactory(lampang=True), ProvinceFactory(chiang_mai=True)
    version = VersionFactory.build(measure=IndicatorVersion.Measure.HOTSPOTS)
    assert measure(version, lampang, [], FIRST, LAST).value is None

    for province, day in ((lampang, 5), (lampang, 6), (other, 6)):
        HotspotFactory(province=province, at=datetime.datetime(2023, 3, day, 6, tzinfo=datetime.UTC))
    Hotspot.objects.filter(province=lampang, day__day=6).update(is_sample=True)

    assert measure(version, lampang, [], FIRST, LAST).value == 1
    assert measure(version, ProvinceFactory(sing_buri=True), [], FIRST, LAST).value == 0


def test_no_record_of_burning_is_not_no_burning():
    version = VersionFactory.build(measure=IndicatorVersion.Measure.BURNT_AREA, decimals=2)
    record = BurnRecordFactory(burned_on=datetime.date(2023, 3, 1), area_rai=Decimal("12.55"))
    BurnRecordFactory(
        district=record.district, burned_on=datetime.date(2023, 3, 2), area_rai=Decimal("1.10"), is_demo=True
    )

    assert measure(version, record.province, [], FIRST, LAST).value == Decimal("12.55")
    assert measure(version, ProvinceFactory(chiang_mai=True), [], FIRST, LAST).reason.startswith("ยังไม่มีบันทึกการเผา")


@pytest.fixture
def reported(standards):
    """A report of 2566 with three days above in what the machine says, in its round's window."""
    with time_machine.travel(datetime.datetime(2023, 10, 5, 3, tzinfo=datetime.UTC), tick=False):
        province = ProvinceFactory(lampang=True)
        series = SeriesFactory(station=StationFactory(province=province))
        put_days(series, FIRST, 365, "12")
        put_days(series, datetime.date(2023, 3, 1), 3, "90")
        cycle = cycle_with(year_be=2566, is_open=False)
        target = target_of(cycle, version=VersionFactory(from_air=True), province=province)
        cycle = cycle_with(year_be=2566)
        refresh_cycles()
        yield start_report(target, cycle.rounds.get()), series


def test_the_value_is_there_before_the_officer_comes(reported):
    report, _series = reported

    assert report.machine.value == Decimal(3)
    assert StationSet.objects.get().stations.count() == 1
    assert report.machine.provenance["completeness"] == 100


def test_looking_again_without_a_change_writes_nothing(reported):
    refresh_cycles(force=True)

    assert MachineValue.objects.count() == 1


@pytest.mark.parametrize("status", [Report.Status.SUBMITTED, Report.Status.APPROVED, Report.Status.ACCEPTED])
def test_a_later_correction_marks_the_report_and_changes_nothing_in_it(reported, status):
    report, series = reported
    Report.objects.filter(pk=report.pk).update(
        status=status, value=3, reported_by=UserFactory(), submitted_at=timezone.now(), saved_at=timezone.now()
    )
    put_days(series, datetime.date(2023, 3, 1), 5, "90")

    call_command("check_kpis", "--all", verbosity=0)

    report.refresh_from_db()
    assert (report.status, report.value, report.machine.value) == (status, Decimal(3), Decimal(3))
    assert report.corrected_machine.value == Decimal(5)
    assert Notice.objects.filter(kind="kpis.report").count() == 1


def test_a_correction_that_is_taken_back_clears_the_mark(reported):
    report, series = reported
    Report.objects.filter(pk=report.pk).update(
        value=3, status="submitted", reported_by=UserFactory(), submitted_at=timezone.now()
    )
    put_days(series, datetime.date(2023, 3, 4), 1, "90")
    refresh_cycles(force=True)
    put_days(series, datetime.date(2023, 3, 4), 1, "12")
    refresh_cycles(force=True)

    report.refresh_from_db()
    assert report.corrected_machine is None


def test_an_empty_draft_simply_shows_the_newer_value(reported):
    report, series = reported
    put_days(series, datetime.date(2023, 3, 4), 1, "90")

    refresh_cycles(force=True)

    report.refresh_from_db()
    assert (report.machine.value, report.corrected_machine) == (Decimal(4), None)


def test_nothing_is_computed_again_while_nothing_was_imported(reported):
    _report, series = reported
    put_days(series, datetime.date(2023, 3, 4), 1, "90")

    assert refresh_cycles() == (0, 0)
    ImportRunFactory(finished_at=timezone.now() + datetime.timedelta(minutes=1))
    assert refresh_cycles() == (1, 0)


def put_days(series, first, count, mean):
    """Complete days with one mean each, as the rollups would hold them."""
    for number in range(count):
        DailyMean.objects.update_or_create(
            series=series,
            day=first + datetime.timedelta(days=number),
            defaults={"total": Decimal(mean) * 24, "mean": Decimal(mean), "hours": 24},
        )
