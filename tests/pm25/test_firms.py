"""Hotspots of two kinds of satellites: their times, their words, their provinces, and what is no list of hotspots."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pm25 import queries
from pm25.importers import firms
from pm25.importers.problems import ImportProblem
from pm25.models import Hotspot, Reading, Reject, Source
from pm25.services import import_origin
from tests.pm25.factories import ProvinceFactory, SourceFactory
from tests.pm25.payloads import FIXTURES, fixture

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
VIIRS, MODIS = str(FIXTURES / "firms_viirs.csv"), str(FIXTURES / "firms_modis.csv")
DAY, NEXT = date(2026, 11, 18), date(2026, 11, 19)


@pytest.fixture
def lampang(db):
    SourceFactory(slug="firms", kind=Source.Kind.SATELLITE, schedule="", adapters=[])
    return ProvinceFactory(lampang=True)


def changed(tmp_path, before, after):
    file = tmp_path / "firms.csv"
    file.write_bytes(fixture("firms_viirs.csv").replace(before, after))
    return str(file)


def test_hotspots_of_viirs(lampang):
    run = import_origin(firms, VIIRS)

    assert list(Hotspot.objects.order_by("at").values_list("at", "day", "satellite", "confidence", "province")) == [
        (datetime(2026, 11, 18, 0, 48, tzinfo=UTC), DAY, "N", "nominal", lampang.pk),
        (datetime(2026, 11, 18, 6, 48, tzinfo=UTC), DAY, "N", "low", None),
        (datetime(2026, 11, 18, 18, 48, tzinfo=UTC), NEXT, "N20", "high", lampang.pk),
    ]
    assert (run.new, run.rejected) == (3, 1)
    assert list(Reject.objects.values_list("line", "reason")) == [(5, "far_away")]
    assert not Reading.objects.exists()


def test_hotspots_of_modis(lampang):
    import_origin(firms, MODIS)

    rows = Hotspot.objects.order_by("lat")
    assert list(rows.values_list("satellite", "instrument", "confidence", "confidence_sent", "power")) == [
        ("Terra", "MODIS", "low", "29", Decimal("9.80")),
        ("Aqua", "MODIS", "high", "80", Decimal("14.10")),
        ("Aqua", "MODIS", "nominal", "30", None),
    ]


def test_the_same_file_twice_writes_nothing(lampang):
    first = import_origin(firms, VIIRS)

    run = import_origin(firms, VIIRS)

    assert (run.new, run.unchanged, run.revised) == (0, 3, 0)
    assert set(Hotspot.objects.values_list("run", flat=True)) == {first.pk}


def test_final_detection_takes_the_place_of_the_provisional_one(lampang, tmp_path):
    import_origin(firms, VIIRS)

    run = import_origin(firms, changed(tmp_path, b"N,nominal,2.0NRT,290.1,4.25", b"N,high,2,290.1,4.5"))

    mended = Hotspot.objects.get(run=run)
    assert (run.new, run.unchanged, run.revised) == (0, 2, 1)
    assert (mended.version, mended.confidence, mended.power) == ("2", "high", Decimal("4.50"))


def test_one_pixel_said_twice_keeps_the_first(lampang, tmp_path):
    line = fixture("firms_viirs.csv").splitlines()[1]
    twice = line + b"\n" + line + b"\n" + line.replace(b"4.25", b"9.99")

    run = import_origin(firms, changed(tmp_path, line, twice))

    assert (run.new, run.unchanged, run.rejected) == (3, 1, 2)
    assert Hotspot.objects.get(satellite="N", province=lampang).power == Decimal("4.25")


def test_province_and_day_count_detections(lampang):
    import_origin(firms, VIIRS)
    import_origin(firms, MODIS)

    assert queries.hotspot_days(lampang, DAY, NEXT) == {DAY: 4, NEXT: 1}
    assert queries.hotspots_by_province(DAY, DAY) == {lampang.pk: 4}
    assert queries.hotspots_by_province(NEXT, NEXT) == {lampang.pk: 1}


def test_file_of_far_countries_is_read_and_brings_nothing(lampang, tmp_path):
    head, *_, far = fixture("firms_viirs.csv").splitlines()
    file = tmp_path / "world.csv"
    file.write_bytes(b"\n".join([head, *[far] * 200]))

    run = import_origin(firms, str(file))

    assert (run.new, run.rejected, Hotspot.objects.count()) == (0, 200, 0)


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (b"18.30000", b"18,3", "schema"),
        (b"18.30000", b"NaN", "not_a_number"),
        (b"18.30000", b"1e99", "not_a_number"),
        (b",48,", b",2460,", "bad_time"),
        (b"2026-11-18,48", b"2027-11-18,48", "future"),
        (b"N,nominal", b"X,nominal", "schema"),
        (b"N,nominal", b"N,maybe", "schema"),
        (b"N,nominal", b"N,101", "schema"),
    ],
)
def test_line_that_cannot_be_read_is_refused_alone(before, after, reason):
    parsed = firms.parse(fixture("firms_viirs.csv").replace(before, after, 1), NOW)

    assert [(row.line, row.reason) for row in parsed.rejects] == [(2, reason), (5, "far_away")]
    assert len(parsed.hotspots) == 2


def test_day_without_fires_is_no_error():
    parsed = firms.parse(fixture("firms_viirs.csv").splitlines()[0], NOW)

    assert (parsed.hotspots, parsed.rejects) == ([], [])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Invalid MAP_KEY.", "schema"),
        (b"Exceeding allowed transaction limit.", "schema"),
        (b"<html>", "html"),
        (b"", "empty"),
        (b"latitude,longitude\n1,2", "schema"),
        (fixture("firms_viirs.csv") + b'"1', "broken_csv"),
        (b"\xff\xfe", "not_utf8"),
    ],
)
def test_error_in_words_fails_the_run(content, code):
    with pytest.raises(ImportProblem) as problem:
        firms.parse(content, NOW)

    assert problem.value.code == code


def test_file_too_large_for_memory_is_refused_before_it_is_read():
    with pytest.raises(ImportProblem) as problem:
        firms.parse(b"latitude\n" + b" " * (firms.LARGEST_MB * 1024 * 1024), datetime.now(UTC))

    assert problem.value.code == "too_large"
