"""Daily means, province days and latest values against plain fractions."""

from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from io import StringIO

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pm25.importers.parsed import Block, Parsed, SeriesKey, StationRow
from pm25.importers.store import store
from pm25.models import DailyMean, Latest, ProvinceDay, Station
from pm25.services import move_station, rebuild_rollups, recompute_station_provinces
from tests.pm25.factories import ImportRunFactory, ProvinceFactory, SourceFactory, StationFactory

DAY = date(2026, 3, 10)
MIDNIGHT = datetime(2026, 3, 9, 17, tzinfo=UTC)  # the day's 00:00 in Thailand


def day_of(values, station="37t", parameter="pm25", start=MIDNIGHT):
    """Rows of a day's hours 1, 2, 3 … with `values`."""
    return [(station, parameter, "PT1H", start + timedelta(hours=n), value) for n, value in enumerate(values, start=1)]


def tenth(fraction):
    exact = Decimal(fraction.numerator) / Decimal(fraction.denominator)
    return exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


@pytest.fixture
def station(db):
    return StationFactory(source_station_id="37t")


def snapshot():
    return (
        list(DailyMean.objects.values_list("series_id", "day", "total", "mean", "hours")),
        list(
            ProvinceDay.objects.order_by("province", "parameter", "is_sample", "day").values_list(
                "province_id", "parameter", "is_sample", "day", "mean", "stations", "rule"
            )
        ),
        list(Latest.objects.values_list("series_id", "period_end", "value", "flags")),
    )


def test_day_is_its_hours_from_one_to_twenty_four(station, put):
    put(
        ("37t", "pm25", "PT1H", MIDNIGHT, 900),
        *day_of(range(1, 25)),
        ("37t", "pm25", "PT1H", MIDNIGHT + timedelta(hours=25), 900),
    )

    days = {row.day: (row.hours, row.mean) for row in DailyMean.objects.all()}
    assert days == {
        DAY - timedelta(days=1): (1, None),
        DAY: (24, Decimal("12.5")),
        DAY + timedelta(days=1): (1, None),
    }


@pytest.mark.parametrize(("hours", "mean"), [(17, None), (18, Decimal("9.5"))])
def test_day_needs_three_quarters_of_its_hours(station, put, hours, mean):
    put(*day_of(range(1, hours + 1)))

    day = DailyMean.objects.get()
    assert (day.hours, day.mean, day.is_valid) == (hours, mean, mean is not None)
    assert ProvinceDay.objects.exists() is day.is_valid
    assert day.completeness == hours * 100 // 24


def test_completeness_is_a_setting(station, put, settings):
    settings.COMPLETENESS_PERCENT = 50

    put(*day_of([10] * 12))

    assert DailyMean.objects.get().mean == Decimal(10)


def test_errors_are_left_out_of_the_mean(station, put):
    put(*day_of([20] * 20 + [1500, -999]))

    assert (DailyMean.objects.get().hours, DailyMean.objects.get().mean) == (20, Decimal(20))


def test_negative_noise_counts(station, put):
    put(*day_of(["-0.5", "0.4"] * 12))

    assert DailyMean.objects.get().mean == Decimal("-0.050")


def test_running_means_have_no_day(station, put):
    put(*((code, parameter, "PT24H", end, value) for code, parameter, _, end, value in day_of([20] * 24)))

    assert not DailyMean.objects.exists()


def test_province_day_is_the_mean_of_its_stations_rounded_once(station, put):
    """20.949 and 21.0503 would be 21.0 and 21.1 if each were rounded first."""
    other = StationFactory(source_station_id="40t")
    put(*day_of(["20.9"] * 12 + ["21.0"] * 12))
    put(*day_of(["21.1"] * 24, station="40t"))

    row = ProvinceDay.objects.get()
    assert (row.mean, row.stations, row.rule) == (tenth(Fraction(2095 + 2110, 200)), 2, 1)
    assert row.province == other.province


def test_only_public_reference_stations_count(station, put):
    for code, fields in {
        "p1": {"status": Station.Status.PENDING},
        "c1": {"status": Station.Status.CLOSED},
        "l1": {"is_reference": False},
        "n1": {"province": None},
    }.items():
        StationFactory(source_station_id=code, **fields)
    put(*day_of([20] * 24), *(row for code in ("p1", "c1", "l1", "n1") for row in day_of([90] * 24, station=code)))

    assert list(ProvinceDay.objects.values_list("mean", "stations")) == [(Decimal(20), 1)]


def test_samples_have_rows_of_their_own(station, put):
    sample = SourceFactory(sample=True)
    StationFactory(source=sample, source_station_id="52")
    put(*day_of([20] * 24))
    put(*day_of([70] * 24, station="52"), source=sample)

    assert list(ProvinceDay.objects.order_by("is_sample").values_list("is_sample", "mean", "stations")) == [
        (False, Decimal(20), 1),
        (True, Decimal(70), 1),
    ]


def test_pm10_has_days_too_and_ozone_none(station, put):
    put(*day_of([40] * 24, parameter="pm10"), *day_of([40] * 24, parameter="o3"))

    assert list(ProvinceDay.objects.values_list("parameter", flat=True)) == ["pm10"]


def test_day_that_loses_its_last_usable_hour_goes(station, put):
    put(*day_of([20] * 24))

    put(*day_of([1500] * 24))

    assert snapshot() == ([], [], [])


def test_publishing_a_station_changes_its_provinces_days(station, put, django_user_model):
    pending = StationFactory(source_station_id="40t", status=Station.Status.PENDING)
    put(*day_of([20] * 24), *day_of([30] * 24, station="40t"))
    before = ProvinceDay.objects.get().mean

    move_station(pending, Station.Status.PUBLIC)

    assert (before, ProvinceDay.objects.get().mean) == (Decimal(20), Decimal(25))


def test_station_moved_to_another_province_takes_its_days_along(station, put):
    put(*day_of([20] * 24))
    lampang, sing_buri = station.province, ProvinceFactory(sing_buri=True)
    Station.objects.update(province=sing_buri)

    recompute_station_provinces({lampang.pk, sing_buri.pk, None})

    assert list(ProvinceDay.objects.values_list("province", "mean")) == [(sing_buri.pk, Decimal(20))]


HOURS = st.dictionaries(st.integers(-30, 60), st.integers(-9_000, 999_000), max_size=60)


def import_hours(source, station_id, values):
    count = len(values)
    block = Block(
        series=[SeriesKey(station_id, "pm25", "PT1H", "µg/m³")],
        series_no=[0] * count,
        period_end=[int((MIDNIGHT + timedelta(hours=n)).timestamp()) for n in values],
        thousandths=list(values.values()),
        flags=[0] * count,
        raw=[None] * count,
        line=list(range(count)),
    )
    rows = [StationRow(station_id, MIDNIGHT, described=False)]
    store(Parsed(rows, [block], []), ImportRunFactory(source=source), watch=False)


@pytest.mark.django_db
@hypothesis_settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(st.tuples(st.sampled_from(["a", "b"]), HOURS), min_size=1, max_size=4))
def test_rollups_are_what_fractions_say_and_what_a_rebuild_gives(files, transactional_rollback):
    with transactional_rollback():
        source, stored = SourceFactory(), {"a": {}, "b": {}}
        stations = {code: StationFactory(source=source, source_station_id=code) for code in stored}
        for code, values in files:
            import_hours(source, code, values)
            stored[code] |= values

        days = {code: by_day(values) for code, values in stored.items()}
        assert {
            (row.series.station_id, row.day): (row.hours, row.shown)
            for row in DailyMean.objects.select_related("series")
        } == {
            (stations[code].pk, day): (len(hours), tenth(mean(hours)) if len(hours) >= 18 else None)
            for code, of_station in days.items()
            for day, hours in of_station.items()
        }
        assert {row.day: row.mean for row in ProvinceDay.objects.all()} == province_days(days)
        kept = snapshot()
        rebuild_rollups(StringIO())
        assert snapshot() == kept


def by_day(values):
    days = {}
    for hour, value in values.items():
        days.setdefault(DAY + timedelta(days=(hour - 1) // 24), []).append(value)
    return days


def mean(hours):
    return Fraction(sum(hours), len(hours) * 1000)


def province_days(days):
    expected = {}
    for day in {day for of_station in days.values() for day in of_station}:
        complete = [mean(of[day]) for of in days.values() if len(of.get(day, [])) >= 18]
        if complete:
            expected[day] = tenth(sum(complete) / len(complete))
    return expected
