"""Estimates of a model: Thai time under a false "Z", areas by their official code, never part of a province's day."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pm25.flags import Flag
from pm25.importers import gistda
from pm25.importers.problems import ImportProblem
from pm25.importers.store import store
from pm25.models import ProvinceDay, Reading, Source, Station
from tests.pm25.factories import DistrictFactory, ImportRunFactory, ProvinceFactory, SourceFactory
from tests.pm25.payloads import as_bytes, fixture

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
NINE = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # 09:00 in Thailand


@pytest.fixture
def take(db):
    source = SourceFactory(slug="gistda", kind=Source.Kind.MODEL, schedule="", adapters=["gistda"])

    def _take(content, origin=""):
        parsed = gistda.parse(content, NOW, origin)
        store(parsed, ImportRunFactory(source=source, adapter="gistda"))
        return parsed

    return _take


def readings():
    rows = Reading.objects.order_by("series__averaging", "period_end")
    return list(rows.values_list("series__averaging", "period_end", "value", "flags"))


def area(**fields):
    return {"pv_idn": 52, "pv_tn": "ลำปาง", "pm25": 20.5, "dt": "2026-11-20T09:00:00.000Z", **fields}


def test_district_estimate_is_read_in_thai_time(take):
    DistrictFactory(code="5202", slug="mae-mo", name_th="แม่เมาะ", name_en="Mae Mo")

    parsed = take(fixture("gistda_amphoe.json"))

    assert readings() == [("PT1H", NINE, Decimal("21.25"), 0), ("PT24H", NINE, Decimal("18.5"), 0)]
    assert [(row.reason, row.line) for row in parsed.rejects] == [("not_a_number", 3)]


def test_district_of_an_estimate_is_known_by_its_code_and_has_no_position(take):
    DistrictFactory(code="5202", slug="mae-mo", name_th="แม่เมาะ", name_en="Mae Mo")

    take(fixture("gistda_amphoe.json"))

    made = Station.objects.get(source_station_id="amphoe-5202")
    assert (made.code, made.province.code, made.district.code) == ("gistda-amphoe-5202", "52", "5202")
    assert (made.status, made.is_reference, made.positions.count()) == (Station.Status.PENDING, False, 0)


def test_point_has_an_exact_hour_and_rounded_ones_before_it(take):
    take(fixture("gistda_point.json"), "https://pm25.gistda.or.th/rest/getPm25byLocation?lat=18.28&lng=99.5")

    rough = int(Flag.LOW_PRECISION)
    assert readings() == [
        ("PT1H", datetime(2026, 11, 19, 18, tzinfo=UTC), Decimal("7.5"), rough),
        ("PT1H", datetime(2026, 11, 20, 1, tzinfo=UTC), Decimal("8.25"), rough),
        ("PT1H", NINE, Decimal("8.123"), 0),
        ("PT24H", NINE, Decimal("9.5"), 0),
    ]
    made = Station.objects.get()
    assert (made.source_station_id, made.lat, made.lon) == ("point-18.28-99.5", 18.28, 99.5)


def test_point_of_a_file_is_known_by_its_place(take):
    take(fixture("gistda_point.json"))

    assert Station.objects.get().source_station_id == "point-พระบาท เมืองลำปาง ลำปาง"


def test_point_without_a_history_has_the_time_printed_for_readers(take):
    printed = {"dateEng": "Friday 20 November 2026", "timeEng": "09:00"}

    take(as_bytes({"status": 200, "data": {"pm25": "7.5", "loc": {"loctext": "ทดสอบ"}, "datetimeEng": printed}}))

    assert readings() == [("PT1H", NINE, Decimal("7.5"), 0)]


def test_several_answers_in_one_file_are_all_read(take):
    parsed = take(as_bytes({"_note": "x", "a": {"status": 200, "data": [area()]}, "b": area(pv_idn="17"), "c": [1, 2]}))

    assert [row.source_station_id for row in parsed.stations] == ["province-52", "province-17"]
    assert [row.reason for row in parsed.rejects] == ["schema"]


def test_time_taken_for_utc_would_be_in_the_future(take):
    parsed = take(as_bytes(area(dt="2026-11-20T10:00:00.000Z")))
    later = take(as_bytes(area(dt="2026-11-20T11:00:00.000Z")))

    assert ([row.reason for row in parsed.rejects], [row.reason for row in later.rejects]) == ([], ["future"])


def test_estimates_are_never_part_of_a_province_day(take):
    ProvinceFactory(lampang=True)
    take(as_bytes(area()))
    Station.objects.update(status=Station.Status.PUBLIC)

    take(as_bytes({"data": [area(dt=f"2026-11-18T{hour:02}:00:00.000Z") for hour in range(1, 25)]}))

    assert Reading.objects.count() == 25
    assert not ProvinceDay.objects.exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"status": 500, "data": [1]}', "source_error"),
        (b'{"status": 200, "data": []}', "no_stations"),
        (b'{"status": 200, "data": "x"}', "schema"),
        (b'{"status": 404}', "schema"),
        (b"[1]", "schema"),
        (b"<html>", "html"),
    ],
)
def test_answer_without_an_estimate_fails(content, code):
    with pytest.raises(ImportProblem) as problem:
        gistda.parse(content, NOW)

    assert problem.value.code == code
