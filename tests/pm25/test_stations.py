"""Stations as sources describe them: who is public at once, what a later file changes, what the secretariat keeps."""

from datetime import UTC, datetime, timedelta

import pytest

from foundation.audit.models import Entry
from pm25.importers.parsed import StationRow
from pm25.importers.positions import stated_district
from pm25.importers.stations import sync_stations
from pm25.models import Source, Station
from pm25.services import StationMoveRefused, move_station
from tests.accounts.factories import UserFactory
from tests.pm25.factories import DistrictFactory, ProvinceFactory, SourceFactory, StationFactory

SEEN = datetime(2026, 11, 20, 2, tzinfo=UTC)


def described(code="37t", *, seen_at=SEEN, **fields):
    facts = {
        "name_th": "สถานีทดสอบ",
        "name_en": "Test Station",
        "area_th": "ต.พระบาท อ.เมือง, ลำปาง",
        "area_en": "",
        "type": "GROUND",
        "lat": "18.28",
        "lon": "99.50",
    }
    return StationRow(code, seen_at, **(facts | fields))


@pytest.fixture
def lampang(db):
    return ProvinceFactory(lampang=True)


def test_station_in_its_stated_province_is_public_at_once(source, lampang):
    synced = sync_stations(source, [described()])

    station = Station.objects.get()
    assert (station.status, station.province, station.is_reference) == (Station.Status.PUBLIC, lampang, True)
    assert (station.code, station.name_th, station.type) == ("37t", "สถานีทดสอบ", "GROUND")
    assert (synced.pending, synced.suspect) == (0, set())


@pytest.mark.parametrize(
    "fields",
    [
        {"area_th": "ริมถนนทดสอบ, อ.เมือง"},
        {"area_th": "ริมถนนทดสอบ, อ.เมือง", "area_en": "Test, Mueang, Lampang"},
        {"area_th": ""},
        {"lat": "18.29", "lon": "100.20"},
        {"lat": ""},
    ],
    ids=["no province", "no province in thai", "no area", "more than 10 km outside", "no position"],
)
def test_station_that_cannot_be_placed_waits(source, lampang, fields):
    synced = sync_stations(source, [described(**fields)])

    assert Station.objects.get().status == Station.Status.PENDING
    assert synced.pending == 1


def test_station_just_outside_the_shape_is_public(source, lampang):
    sync_stations(source, [described(lon="100.05")])

    assert Station.objects.get().status == Station.Status.PUBLIC


def test_low_cost_sensor_is_never_public_at_once(lampang):
    sync_stations(SourceFactory(slug="dustboy", kind=Source.Kind.LOWCOST), [described()])

    assert (Station.objects.get().status, Station.objects.get().is_reference) == (Station.Status.PENDING, False)


def test_english_area_counts_where_there_is_no_thai_one(source, lampang):
    sync_stations(source, [described(area_th="", area_en="Phra Bat Subdistrict, Mueang District, Lampang")])

    assert Station.objects.get().province == lampang


def test_pending_station_becomes_public_when_the_source_mends_its_words(source, lampang):
    sync_stations(source, [StationRow("37t", SEEN - timedelta(hours=1), described=False)])
    before = Station.objects.get().status

    sync_stations(source, [described()])

    assert (before, Station.objects.get().status) == (Station.Status.PENDING, Station.Status.PUBLIC)


def test_what_the_secretariat_held_back_stays_so_while_the_source_says_the_same(source, lampang):
    sync_stations(source, [described()])
    move_station(Station.objects.get(), Station.Status.PENDING)

    sync_stations(source, [described(seen_at=SEEN + timedelta(hours=1))])

    assert Station.objects.get().status == Station.Status.PENDING


def test_mended_name_stays_until_the_source_changes_it(source, lampang):
    sync_stations(source, [described()])
    Station.objects.update(name_th="ชื่อที่แก้แล้ว")

    sync_stations(source, [described(seen_at=SEEN + timedelta(hours=1), type="MOBILE")])
    kept = Station.objects.get()
    sync_stations(source, [described(seen_at=SEEN + timedelta(hours=2), name_th="ชื่อใหม่จากแหล่งข้อมูล")])

    assert (kept.name_th, kept.type) == ("ชื่อที่แก้แล้ว", "MOBILE")
    assert Station.objects.get().name_th == "ชื่อใหม่จากแหล่งข้อมูล"


def test_older_file_changes_no_description_and_moves_no_history(source, lampang):
    sync_stations(source, [described()])

    sync_stations(source, [described(seen_at=SEEN - timedelta(days=900), name_th="ชื่อเก่า", lat="18.35")])

    station = Station.objects.get()
    assert (station.name_th, station.lat) == ("สถานีทดสอบ", 18.28)
    assert list(station.positions.values_list("valid_from", "lat")) == [
        (SEEN, 18.28),
        (SEEN - timedelta(days=900), 18.35),
    ]


def test_code_that_another_source_has_gets_the_sources_name(source, lampang):
    StationFactory(source=SourceFactory(slug="other"), source_station_id="37t", code="37t")

    sync_stations(source, [described()])

    assert Station.objects.get(source=source).code == "air4thai-37t"


@pytest.mark.parametrize(("sent", "code"), [("สถานี/1", "1"), ("///", "station"), ("a b", "a-b")])
def test_code_is_always_an_address(source, sent, code):
    sync_stations(source, [StationRow(sent, SEEN, described=False)])

    assert Station.objects.get().code == code


def test_number_of_queries_does_not_grow_with_the_stations(source, lampang, django_assert_num_queries):
    rows = [described(f"{number}t") for number in range(30)]
    sync_stations(source, rows)

    with django_assert_num_queries(2):
        sync_stations(source, rows)


@pytest.mark.parametrize(
    ("area_th", "area_en", "found"),
    [
        ("ต.แม่เมาะ อ.แม่เมาะ, ลำปาง", "", "แม่เมาะ"),
        ("ต.พระบาท อ.เมือง, ลำปาง", "", "เมืองลำปาง"),
        ("ต.พระบาท อำเภอเมืองลำปาง จ.ลำปาง", "", "เมืองลำปาง"),
        ("", "Sop Pat, Mae Mo, Lampang", "แม่เมาะ"),
        ("", "Phra Bat Subdistrict, Mueang District, Lampang", "เมืองลำปาง"),
        ("ต.ทดสอบ อ.ไม่มีอยู่จริง, ลำปาง", "", None),
        ("", "", None),
    ],
)
def test_district_is_read_from_the_area(lampang, area_th, area_en, found):
    districts = [
        DistrictFactory(province=lampang, name_th="เมืองลำปาง", name_en="Mueang Lampang"),
        DistrictFactory(province=lampang, name_th="แม่เมาะ", name_en="Mae Mo"),
    ]

    district = stated_district(area_th, area_en, lampang, districts)

    assert (district and district.name_th) == found


def test_moving_a_station_is_on_record(source):
    station, officer = StationFactory(source=source, status=Station.Status.PENDING), UserFactory()

    move_station(station, Station.Status.PUBLIC, by=officer)

    entry = Entry.objects.get()
    assert (entry.action, entry.actor_id, entry.before, entry.after) == (
        "pm25.move",
        officer.pk,
        {"status": "pending"},
        {"status": "public"},
    )


def test_closed_station_does_not_go_back_to_waiting(source):
    station = StationFactory(source=source, status=Station.Status.CLOSED)

    with pytest.raises(StationMoveRefused):
        move_station(station, Station.Status.PENDING)
