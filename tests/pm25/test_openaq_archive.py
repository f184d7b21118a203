"""Files of OpenAQ's archive: offsets, units, and nothing that the agency itself already gives."""

import gzip
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pm25.flags import Flag
from pm25.importers import openaq_archive
from pm25.importers.problems import ImportProblem
from pm25.models import ImportRun, Reading, Reject, Source, Station
from pm25.services import import_origin
from tests.pm25.factories import SourceFactory, StationFactory
from tests.pm25.payloads import FIXTURES, fixture

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
ONE = datetime(2026, 11, 17, 18, 0, tzinfo=UTC)  # 01:00 in Thailand
HEAD = "location_id,sensors_id,location,datetime,lat,lon,parameter,units,value\n"
FILE = str(FIXTURES / "openaq_archive.csv")


@pytest.fixture
def archive(db):
    return SourceFactory(slug="openaq", kind=Source.Kind.LOWCOST, schedule="", adapters=[])


def row(code="990001", lat="18.4", lon="99.7", **fields):
    at = {"time": "2026-11-18T01:00:00+07:00", "parameter": "pm25", "unit": "µg/m³", "value": "14", **fields}
    return f"{code},1,Test-{code},{at['time']},{lat},{lon},{at['parameter']},{at['unit']},{at['value']}\n"


def test_file_of_a_location(archive):
    import_origin(openaq_archive, FILE)

    kept = Reading.objects.order_by("series__parameter", "period_end")
    converted = int(Flag.UNIT_CONVERTED)
    assert list(kept.values_list("series__parameter", "series__unit", "value", "flags", "raw")) == [
        ("co", "ppm", Decimal("0.61"), 0, None),
        ("o3", "ppb", Decimal("23.5"), converted, "0.0235"),
        ("pm10", "µg/m³", Decimal(31), converted, "0.031"),
        ("pm25", "µg/m³", Decimal(14), 0, None),
        ("pm25", "µg/m³", Decimal(-999), int(Flag.SENTINEL), "-999"),
        ("relativehumidity", "%", Decimal(55), 0, None),
    ]
    assert kept.filter(series__parameter="pm25").first().period_end == ONE
    assert list(Reject.objects.values_list("line", "reason")) == [
        (7, "unit"),
        (8, "bad_time"),
        (9, "not_on_the_hour"),
    ]


def test_location_waits_for_the_secretariat_and_is_no_reference(archive):
    import_origin(openaq_archive, FILE)

    made = Station.objects.get()
    assert (made.code, made.name_th, made.status) == ("openaq-990001", "Test House", Station.Status.PENDING)
    assert (made.is_reference, made.lat, made.lon) == (False, 18.4, 99.7)


def test_packed_file_is_the_same_file(archive, tmp_path):
    packed = tmp_path / "location.csv.gz"
    packed.write_bytes(gzip.compress(fixture("openaq_archive.csv")))
    import_origin(openaq_archive, FILE)

    run = import_origin(openaq_archive, str(packed))

    assert (run.new, run.unchanged, run.revised) == (0, 6, 0)


def test_names_of_the_documentation_are_known_too():
    head = HEAD.replace("sensors_id", "sensor_id").replace("units", "unit")

    parsed = openaq_archive.parse((head + row()).encode(), NOW)

    assert parsed.blocks[0].thousandths == [14000]


@pytest.mark.parametrize(("lat", "refused"), [("18.4040", True), ("18.4050", False)])
def test_location_within_500_metres_of_a_reference_station_is_refused(archive, tmp_path, lat, refused):
    StationFactory(lat=float(lat), lon=99.7)
    file = tmp_path / "location.csv"
    file.write_text(HEAD + row())

    if refused:
        with pytest.raises(ImportProblem) as problem:
            import_origin(openaq_archive, str(file))
        assert (problem.value.code, ImportRun.objects.get().status) == ("duplicate", "failed")
    else:
        import_origin(openaq_archive, str(file))

    assert Reading.objects.count() == (0 if refused else 1)


def test_only_the_known_places_of_a_file_are_refused(archive, tmp_path):
    StationFactory(lat=18.4, lon=99.7)
    file = tmp_path / "locations.csv"
    file.write_text(HEAD + row() + row("990002", lat="14.9", lon="100.4", value="22") + row("990003", lat="", lon=""))

    run = import_origin(openaq_archive, str(file))

    assert (run.new, run.rejected) == (1, 2)
    assert list(Reject.objects.values_list("line", "reason")) == [(2, "duplicate"), (4, "unplaced")]
    assert Reading.objects.get().series.station.source_station_id == "990002"


@pytest.mark.parametrize("place", ["records/csv.gz/provider=air4thai/country=th/x.csv.gz", "provider=Air4Thai-x.csv"])
def test_what_comes_from_the_department_is_refused(place):
    with pytest.raises(ImportProblem) as problem:
        openaq_archive.parse((HEAD + row()).encode(), NOW, place)

    assert problem.value.code == "duplicate"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (HEAD.encode(), "no_stations"),
        (b"<html></html>", "schema"),
        (b"a,b\n1,2\n", "schema"),
        (HEAD.replace("lat", "lon").encode(), "schema"),
        (HEAD.encode() + b'1,"2', "broken_csv"),
        (HEAD.encode() + "ลำปาง".encode("tis-620"), "not_utf8"),
        (b"\x1f\x8bbroken", "broken_gzip"),
        (gzip.compress(HEAD.encode() * 100)[:-9], "broken_gzip"),
        (gzip.compress(b"0" * (21 * 1024 * 1024)), "too_large"),
        (b"location_id\n" * (2 * 1024 * 1024), "too_large"),
        (b"location_id," * 10_000, "schema"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_file_that_is_none_of_the_archive_fails(content, code):
    with pytest.raises(ImportProblem) as problem:
        openaq_archive.parse(content, NOW)

    assert problem.value.code == code


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("1,2\n", "schema"),
        (row("x"), "bad_station"),
        (row(time="2026-11-20T11:00:00+07:00"), "future"),
        (row(time="0001-01-01T00:00:00+07:00"), "bad_time"),
        (row(parameter="pm 2.5"), "schema"),
        (row(value="nan"), "not_finite"),
    ],
)
def test_line_that_cannot_be_read_is_refused_alone(line, reason):
    parsed = openaq_archive.parse((HEAD + row() + line).encode(), NOW)

    assert ([(one.line, one.reason) for one in parsed.rejects], len(parsed.blocks[0])) == ([(3, reason)], 1)
