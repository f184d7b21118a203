"""What pages read: the air now in each of its states, hours and days with their gaps, the ledger."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.utils import timezone

from pm25 import queries
from pm25.models import ImportRun, Station
from pm25.services import load_pm25_reference
from tests.pm25.factories import (
    ImportRunFactory,
    ProvinceFactory,
    SourceFactory,
    StationFactory,
    hours_ago,
    this_hour,
)


@pytest.fixture(autouse=True)
def _reference(db):
    load_pm25_reference(StringIO())


@pytest.fixture
def lampang(db):
    return ProvinceFactory(lampang=True)


def running(station, hours, value):
    return station, "pm25", "PT24H", hours_ago(hours), value


def hourly(station, hours, value):
    return station, "pm25", "PT1H", hours_ago(hours), value


def yesterday(station, value):
    """A full Thai day of yesterday."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
    return [(station, "pm25", "PT1H", midnight + timedelta(hours=hour), value) for hour in range(1, 25)]


def air(province):
    return queries.province_now([province])[province.pk]


def test_fresh_air_is_the_mean_of_fresh_stations_rounded_once(put, lampang):
    for code in ("37t", "40t", "41t"):
        StationFactory(source_station_id=code)
    put(running("37t", 0, "15.04"), running("40t", 2, "15.05"), running("41t", 30, "90"))

    now = air(lampang)

    assert (now.value, now.band.level, now.at, now.state) == (Decimal("15.0"), 1, this_hour(), "fresh")
    assert (now.station_count, now.is_sample, now.previous, now.province) == (2, False, None, lampang)


def test_air_of_four_hours_ago_is_late_without_a_band(put, lampang):
    StationFactory(source_station_id="37t")
    put(running("37t", 4, "88"))

    now = air(lampang)

    assert (now.value, now.band, now.at, now.state, now.station_count) == (
        Decimal("88.0"),
        None,
        hours_ago(4),
        "late",
        1,
    )


def test_province_without_a_station_has_none(lampang):
    now = air(lampang)

    assert (now.value, now.band, now.at, now.state, now.station_count) == (None, None, None, "none", 0)


@pytest.mark.parametrize("fields", [{"status": Station.Status.PENDING}, {"is_reference": False}])
def test_other_stations_are_no_air_of_the_province(put, lampang, fields):
    StationFactory(source_station_id="37t", **fields)
    put(running("37t", 0, "88"))

    assert air(lampang).state == "none"


def test_previous_is_the_mean_of_yesterday(put, lampang):
    StationFactory(source_station_id="37t")
    put(running("37t", 0, "20"), *yesterday("37t", "33.3"))

    assert air(lampang).previous == Decimal("33.3")
    station = Station.objects.get()
    assert queries.station_now([station])[station.pk].previous == Decimal("33.3")


def test_first_real_reading_hides_the_samples(put, lampang):
    sample = SourceFactory(sample=True)
    StationFactory(source=sample, source_station_id="52")
    StationFactory(source_station_id="37t")
    put(running("52", 0, "70"), *yesterday("52", "60"), source=sample)
    before = air(lampang)

    put(running("37t", 30, "20"))

    after = air(lampang)
    assert (before.is_sample, before.value, before.previous) == (True, Decimal("70.0"), Decimal("60.0"))
    assert (after.is_sample, after.value, after.state, after.previous) == (False, Decimal("20.0"), "late", None)
    assert [station.source_station_id for station in queries.visible_stations()] == ["37t"]
    assert {row.value for row in queries.hours(lampang)} == {None}


def test_station_with_hours_alone_gets_a_running_mean(put, lampang):
    StationFactory(source_station_id="37t")
    put(*(hourly("37t", n, 10 + n) for n in range(20)), hourly("37t", 40, "900"))

    now = air(lampang)

    assert (now.value, now.state, now.at) == (Decimal("19.5"), "fresh", this_hour())


def test_seventeen_hours_are_no_running_mean_but_hide_the_samples(put, lampang):
    sample = SourceFactory(sample=True)
    StationFactory(source=sample, source_station_id="52")
    StationFactory(source_station_id="37t")
    put(running("52", 0, "70"), source=sample)
    put(*(hourly("37t", n, 20) for n in range(17)))

    assert (air(lampang).state, air(lampang).is_sample) == ("none", False)


def test_fresh_hours_stand_in_for_a_stale_running_mean(put, lampang):
    StationFactory(source_station_id="37t")
    put(running("37t", 24 * 18, "5.6"), *(hourly("37t", n, 20) for n in range(24)))

    assert (air(lampang).value, air(lampang).state) == (Decimal("20.0"), "fresh")


def test_national_now_has_every_province_in_thai_order(put, lampang):
    chiang_mai = ProvinceFactory(chiang_mai=True)

    assert [row.province for row in queries.national_now()] == [chiang_mai, lampang]


def test_number_of_queries_is_the_same_for_all_provinces(put, facts_stand, django_assert_num_queries):
    provinces = [ProvinceFactory(code=str(code)) for code in range(20, 40)]
    for province in provinces:
        StationFactory(source_station_id=province.code, province=province)
    put(*(running(province.code, 0, "20") for province in provinces))
    queries.national_now()

    with django_assert_num_queries(0):
        queries.national_now()
    with django_assert_num_queries(1):
        queries.province_now(provinces[:1])


def test_hours_are_all_there_with_their_gaps(put, lampang):
    for code in ("37t", "40t"):
        StationFactory(source_station_id=code)
    put(hourly("37t", 0, "10.1"), hourly("40t", 0, "10.2"), hourly("37t", 2, "1500"), hourly("37t", 47, "7"))

    rows = queries.hours(lampang)

    assert [row.at for row in rows] == [hours_ago(n) for n in range(47, -1, -1)]
    assert {row.at: (row.value, row.stations) for row in rows if row.stations} == {
        hours_ago(0): (Decimal("10.2"), 2),
        hours_ago(47): (Decimal("7.0"), 1),
    }
    station = Station.objects.get(source_station_id="40t")
    assert [row.value for row in queries.hours(station, hours=2)] == [None, Decimal("10.2")]


def test_year_has_every_day_with_the_rule_of_its_time(put, lampang):
    StationFactory(source_station_id="37t")
    put(
        *(
            (
                "37t",
                "pm25",
                "PT1H",
                datetime(2023, 5, 30, 17, tzinfo=UTC) + timedelta(hours=n),
                45,
            )
            for n in range(1, 49)
        ),
    )

    days = {row.day: row for row in queries.year_days(lampang, 2023)}

    assert len(days) == 365
    before, after, empty = days[date(2023, 5, 31)], days[date(2023, 6, 1)], days[date(2023, 6, 2)]
    assert (before.value, before.band.level, before.over) == (Decimal("45.0"), 3, False)
    assert (after.value, after.band.level, after.over) == (Decimal("45.0"), 4, True)
    assert (empty.value, empty.band, empty.over, empty.stations) == (None, None, None, 0)
    assert queries.years_with_days(lampang) == [2023]


def test_stations_days_say_how_complete_they_are(put, lampang):
    station = StationFactory(source_station_id="37t")
    put(*yesterday("37t", "20")[:17])

    last = queries.year_days(station, (timezone.localdate() - timedelta(days=1)).year)[-1]

    assert (last.value, last.hours) == (None, 17)


def test_nearest_stations_come_first(lampang):
    far, near, _lost = (
        StationFactory(source_station_id=code, lat=lat, lon=lon)
        for code, lat, lon in (("far", 18.9, 99.5), ("near", 18.3, 99.5), ("lost", None, None))
    )

    found = queries.stations_near(18.29, 99.5)

    assert found == [near, far]
    assert [round(station.distance_km) for station in found] == [1, 68]
    assert queries.stations_near(18.29, 99.5, within_km=5) == [near]


def test_health_of_a_feed(put):
    source = SourceFactory()
    done = ImportRunFactory(
        source=source, adapter="air4thai_current", status=ImportRun.Status.DONE, finished_at=hours_ago(3)
    )
    failed = ImportRunFactory(
        source=source, adapter="air4thai_current", status=ImportRun.Status.FAILED, finished_at=hours_ago(2)
    )
    put(running("37t", 1, "20"))

    first, second = queries.feed_health()

    assert (first.last_done, first.failures, first.newest, first.state) == (done, [failed], hours_ago(1), "fresh")
    assert (second.adapter, second.last_done, second.failures) == ("air4thai_history", None, [])
    assert queries.newest_hour() == hours_ago(1)


def test_ledger_leaves_samples_out():
    real = ImportRunFactory()
    ImportRunFactory(source=SourceFactory(sample=True))

    assert list(queries.ledger()) == [real]
