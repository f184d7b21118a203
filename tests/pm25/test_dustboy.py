"""Low-cost sensors: kept beside the reference stations, without their keepers' names, never in a province's day."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from pm25.flags import Flag
from pm25.importers import dustboy
from pm25.importers.problems import ImportProblem
from pm25.importers.store import store
from pm25.models import ImportRun, ProvinceDay, Reading, Reject, Source, Station
from tests.pm25.factories import ImportRunFactory, ProvinceFactory, SourceFactory
from tests.pm25.payloads import as_bytes, fixture

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
NINE = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # 09:00 in Thailand


@pytest.fixture
def sensors(db):
    return SourceFactory(slug="dustboy", kind=Source.Kind.LOWCOST, schedule="", adapters=["dustboy"])


@pytest.fixture
def stored(sensors):
    """The stations of the fixture by id, after its import."""
    ProvinceFactory(lampang=True)
    store(dustboy.parse(fixture("dustboy.json"), NOW), ImportRunFactory(source=sensors, adapter="dustboy"))
    return {station.source_station_id: station for station in Station.objects.select_related("province")}


def record(**fields):
    described = {"id": "9001", "dustboy_name": "ทดสอบ", "dustboy_lat": "18.3", "dustboy_lon": "99.6"}
    return {**described, "province_code": "52", "log_datetime": "2026-11-20 09:00:00", **fields}


def hour(code, day, clock):
    return record(id=code, pm25=20, log_datetime=f"2026-11-{day:02} {clock:02}:00:00")


def test_readings_of_a_sensor(stored):
    rows = Reading.objects.filter(series__station=stored["9001"]).order_by("series__parameter")

    assert list(rows.values_list("series__parameter", "series__averaging", "period_end", "value", "flags")) == [
        ("pm10", "PT1H", NINE, Decimal(31), 0),
        ("pm25", "PT1H", NINE, Decimal(24), 0),
        ("rh", "PT1H", NINE, Decimal(61), 0),
        ("temp", "PT1H", NINE, Decimal("27.5"), 0),
    ]


def test_sensor_waits_for_the_secretariat_in_its_province(stored):
    sensor = stored["9001"]

    assert (sensor.code, sensor.status, sensor.is_reference) == ("dustboy-9001", Station.Status.PENDING, False)
    assert (sensor.province.code, sensor.lat, sensor.lon) == ("52", 18.301, 99.601)


def test_sensor_abroad_belongs_to_no_province(stored):
    abroad = stored["9004"]

    assert (abroad.province, abroad.status) == (None, Station.Status.PENDING)
    assert abroad.positions.get().reason == "outside_thailand"


def test_indoor_sensor_is_kept_and_never_used(stored):
    rows = Reading.objects.filter(series__station=stored["9002"])

    assert {(row.flag_set, row.usable) for row in rows} == {(Flag.INDOOR, None)}
    assert (rows.count(), stored["9002"].type) == (2, "INDOOR")


def test_more_fine_than_coarse_dust_is_marked(stored):
    flags = Reading.objects.filter(series__station=stored["9003"]).values_list("series__parameter", "flags")

    assert dict(flags) == {"pm25": Flag.PM25_GT_PM10, "pm10": 0}


def test_keepers_of_sensors_are_in_no_row(sensors):
    content = fixture("dustboy.json").replace(b'"pm25": 24', b'"pm25": {"db_mobile": "0800000000"}')
    content = content.replace(b'"id": "9002"', b'"db_co": "\xe0\xb8\x99\xe0\xb8\xb2\xe0\xb8\xa2"')

    parsed = dustboy.parse(content, NOW)
    store(parsed, ImportRunFactory(source=sensors, adapter="dustboy"))

    assert [row.reason for row in parsed.rejects] == ["not_a_number", "bad_station"]
    kept = [*parsed.stations, *parsed.rejects, *Station.objects.values_list("as_sent", flat=True)]
    kept += [*Reject.objects.values_list("raw", flat=True), *ImportRun.objects.values_list("origin", flat=True)]
    assert not [row for row in kept if "0800000000" in str(row) or "นาย" in str(row)]


def test_sensors_are_never_part_of_a_province_day(sensors):
    ProvinceFactory(lampang=True)
    hours = [hour("9001", 18, clock) for clock in range(1, 25)]
    run = ImportRunFactory(source=sensors, adapter="dustboy")

    store(dustboy.parse(as_bytes(hours), NOW), run)
    Station.objects.update(status=Station.Status.PUBLIC)
    store(dustboy.parse(as_bytes([hour("9001", 19, clock) for clock in range(1, 25)]), NOW), run)

    assert Reading.objects.usable().count() == 48
    assert not ProvinceDay.objects.exists()


def test_bare_record_is_taken():
    parsed = dustboy.parse(as_bytes(record(pm25="๑๒")), NOW)

    assert parsed.blocks[0].thousandths == [12000]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"[]", "no_stations"),
        (b'"[]"', "no_stations"),
        (b'{"status": false, "message": "data is empty :("}', "schema"),
        (b'[{"name": "1"}]', "schema"),
        (b"3", "schema"),
        (b"<html>", "html"),
        (b"", "empty"),
    ],
)
def test_answer_without_a_sensor_fails(content, code):
    with pytest.raises(ImportProblem) as problem:
        dustboy.parse(content, NOW)

    assert problem.value.code == code


@pytest.mark.parametrize(
    ("time", "reason"),
    [
        ("2026-11-20 09:20:00", "not_on_the_hour"),
        ("2026-11-20 12:00:00", "future"),
        ("2569-11-20 09:00:00", "future"),
        ("", "bad_time"),
    ],
)
def test_time_that_cannot_be_is_refused(time, reason):
    parsed = dustboy.parse(as_bytes([record(pm25=5, log_datetime=time)]), NOW)

    assert ([row.reason for row in parsed.rejects], len(parsed.blocks[0])) == ([reason], 0)


def test_fetch_asks_the_centre_once():
    class Client:
        def get(self, url, *, hosts):
            return url, hosts

    url, hosts = dustboy.fetch(Client(), stations=[], since=NOW - timedelta(days=3), until=NOW)

    assert (url, "www.cmuccdc.org" in hosts) == ("https://www.cmuccdc.org/api/ccdc/stations", True)
