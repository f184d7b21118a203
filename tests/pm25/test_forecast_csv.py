"""Forecasts from a table: what is taken, what is refused and why, and that what was said stays said."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from pm25.importers import forecast_csv
from pm25.importers.problems import ImportProblem
from pm25.models import Forecast, ImportRun, ProvinceDay, Reading, Reject
from pm25.services import load_pm25_reference
from tests.pm25.factories import DistrictFactory, ForecastFactory, ProvinceFactory

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
HEAD = "province_code,district,issued_at,valid_for,value,band\n"
DAY = "2026-11-21"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lampang():
    return ProvinceFactory(lampang=True)


def reasons(text):
    return [reject.reason for reject in forecast_csv.parse((HEAD + text).encode(), NOW).rejects]


def one(text):
    (row,) = forecast_csv.parse((HEAD + text).encode(), NOW).forecasts
    return row


@pytest.mark.parametrize(
    ("line", "thousandths", "level"),
    [
        (f"52,,2026-11-20 08:00,{DAY},41.25,", 41250, None),
        (f"52,,2026-11-20T08:00:00,{DAY},,4", None, 4),
        (f"๕๒,,2026-11-20 08:00,{DAY},๔๑.๒,๔", 41200, 4),
        (f" 52 , ,2026-11-20 08:00, {DAY} , 0 , - ", 0, None),
        (f"52,,2026-11-20 08:00,{DAY},-999,3", None, 3),
    ],
)
def test_value_and_level_are_read_as_sent(line, thousandths, level):
    row = one(line)

    assert (row.thousandths, row.level, row.valid_for) == (thousandths, level, date(2026, 11, 21))


def test_issue_without_an_offset_is_thai_time():
    assert one(f"52,,2026-11-20 08:00,{DAY},1,").issued_at == datetime(2026, 11, 20, 1, tzinfo=UTC)
    assert one(f"52,,2026-11-20T01:00:00Z,{DAY},1,").issued_at == datetime(2026, 11, 20, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (f"52,,2026-11-20 08:00,{DAY},,", "empty_forecast"),
        (f"52,,2026-11-20 08:00,{DAY},-999,", "empty_forecast"),
        (f"52,,2026-11-20 08:00,{DAY},1500,", "out_of_range"),
        (f"52,,2026-11-20 08:00,{DAY},-2,", "out_of_range"),
        (f"52,,2026-11-20 08:00,{DAY},NaN,", "not_finite"),
        (f'52,,2026-11-20 08:00,{DAY},"1,234.5",', "comma"),
        (f"52,,2026-11-20 08:00,{DAY},<5,", "qualifier"),
        (f"52,,2026-11-20 08:00,{DAY},=1+1,", "not_a_number"),
        (f"52,,2026-11-20 08:00,{DAY},,6", "bad_level"),
        (f"52,,2026-11-20 08:00,{DAY},,แดง", "bad_level"),
        ("52,,2026-11-20 08:00,21/11/2026,5,", "bad_day"),
        ("52,,2026-11-20 08:00,2026-02-30,5,", "bad_day"),
        ("52,,2026-11-20 08:00,2026-11-19,5,", "day_not_ahead"),
        ("52,,2026-11-20 08:00,2026-12-06,5,", "day_not_ahead"),
        ("52,,2026-11-20 08:00,2569-11-21,5,", "day_not_ahead"),
        (f"52,,2569-11-20 08:00,{DAY},5,", "future"),
        (f"52,,2026-11-20 11:00,{DAY},5,", "future"),
        (f"52,,2026-11-20,{DAY},5,", "bad_time"),
        (f"52,,20 พ.ย. 2569,{DAY},5,", "bad_time"),
        (f"52,,2026-11-20 08:00,{DAY}", "schema"),
        (f"52,{'x' * 300},2026-11-20 08:00,{DAY},5,", "schema"),
    ],
)
def test_line_that_cannot_be_taken_is_refused_with_its_reason(line, reason):
    assert reasons(line) == [reason]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<html>", "html"),
        (b"a,b\n1,2\n", "schema"),
        (b"province_code,issued_at,valid_for,value,value\n", "schema"),
        (b"province_code,issued_at,valid_for,value,name\n", "schema"),
        (HEAD.encode(), "no_rows"),
        (HEAD.encode() + b'"52', "broken_csv"),
        (b"\xff\xfe\x00", "not_utf8"),
    ],
)
def test_file_that_is_no_forecast_fails_as_a_whole(content, code):
    with pytest.raises(ImportProblem) as problem:
        forecast_csv.parse(content, NOW)

    assert problem.value.code == code


@pytest.fixture
def take(tmp_path, time_machine, capsys):
    """Import lines through the command line; returns what it printed."""
    time_machine.move_to(NOW, tick=False)
    load_pm25_reference(io.StringIO())

    def of(*lines, options=()):
        path = tmp_path / "forecast.csv"
        path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
        call_command("import_readings", "forecast_csv", str(path), *options)
        return capsys.readouterr().out.strip()

    return of


def test_command_writes_forecasts_and_no_readings(take, lampang):
    mae_mo = DistrictFactory(province=lampang, code="5202", name_th="แม่เมาะ", aliases=["Mae Moh"])

    said = take(
        f"52,,2026-11-20 08:00,{DAY},41.25,4",
        f"52,แม่เมาะ,2026-11-20 08:00,{DAY},,4",
        f"52,5202,2026-11-20 09:00,{DAY},20,",
        f"52,mae moh,2026-11-20 09:30,{DAY},21,",
    )

    assert said == "new=4 unchanged=0 revised=0 rejected=0"
    rows = Forecast.objects.order_by("pk").values_list("province", "district", "value", "level")
    assert list(rows) == [
        (lampang.pk, None, Decimal("41.25"), 4),
        (lampang.pk, mae_mo.pk, None, 4),
        (lampang.pk, mae_mo.pk, Decimal(20), None),
        (lampang.pk, mae_mo.pk, Decimal(21), None),
    ]
    assert not Reading.objects.exists()
    assert not ProvinceDay.objects.exists()
    run = ImportRun.objects.get()
    assert (run.source.slug, run.source.kind, run.origin, run.new) == ("pcd_forecast", "forecast", "forecast.csv", 4)


def test_same_file_again_writes_nothing_and_a_later_issue_is_another_row(take):
    line = f"52,,2026-11-20 08:00,{DAY},41.25,"

    assert take(line) == "new=1 unchanged=0 revised=0 rejected=0"
    assert take(line) == "new=0 unchanged=1 revised=0 rejected=0"
    assert take(f"52,,2026-11-20 09:00,{DAY},38,") == "new=1 unchanged=0 revised=0 rejected=0"
    assert list(Forecast.objects.order_by("pk").values_list("value", flat=True)) == [Decimal("41.25"), Decimal(38)]


def test_what_was_said_cannot_be_changed(take):
    take(f"52,,2026-11-20 08:00,{DAY},41.25,")

    assert take(f"52,,2026-11-20 08:00,{DAY},12,") == "new=0 unchanged=0 revised=0 rejected=1"
    assert Forecast.objects.get().value == Decimal("41.25")
    assert Reject.objects.get().reason == "forecast_changed"


def test_places_levels_and_lines_that_contradict_are_refused(take):
    take(
        f"99,,2026-11-20 08:00,{DAY},5,",
        f"52,นอกแผนที่,2026-11-20 08:00,{DAY},5,",
        f"52,,2026-11-20 08:00,{DAY},37.6,3",
        f"52,,2026-11-20 08:00,{DAY},37.5,3",
        f"52,,2026-11-20 08:00,{DAY},37.5,3",
        f"52,,2026-11-20 08:00,{DAY},30,3",
        f"52,,2026-11-20 08:00,{DAY},x,",
    )

    kept = Reject.objects.order_by("line").values_list("line", "reason")
    assert list(kept) == [
        (2, "unknown_place"),
        (3, "unknown_place"),
        (4, "level_differs"),
        (7, "conflict"),
        (8, "not_a_number"),
    ]
    assert (ImportRun.objects.get().new, ImportRun.objects.get().unchanged) == (1, 1)


def test_dry_run_keeps_nothing(take):
    assert take(f"52,,2026-11-20 08:00,{DAY},41.25,", options=["--dry-run"]) == "new=1 unchanged=0 revised=0 rejected=0"
    assert (Forecast.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_file_of_which_most_is_unreadable_is_refused_whole(take):
    with pytest.raises(Exception, match="ไม่สำเร็จ"):
        take(*[f"52,,2026-11-20 08:00,{DAY},x,"] * 100, f"52,,2026-11-20 08:00,{DAY},5,")

    assert not Forecast.objects.exists()
    assert ImportRun.objects.get().error_code == "implausible"


@pytest.mark.parametrize("facts", [{"value": None}, {"level": 6}, {"value": Decimal(-1)}, {"value": Decimal(1001)}])
def test_database_refuses_a_forecast_that_says_nothing_or_the_impossible(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        ForecastFactory(**facts)


@pytest.mark.parametrize("of_district", [False, True])
def test_database_keeps_one_row_for_an_issue_and_day(of_district, lampang):
    district = DistrictFactory(province=lampang) if of_district else None
    first = ForecastFactory(province=lampang, district=district)

    with pytest.raises(IntegrityError), transaction.atomic():
        ForecastFactory(
            source=first.source, province=lampang, district=district, issued_at=first.issued_at, run=first.run
        )
