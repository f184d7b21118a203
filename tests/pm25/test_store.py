"""The one writer: only differences are written, all of it or nothing, on both databases."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pm25.flags import Flag
from pm25.importers import rollups
from pm25.importers.parsed import Block, Parsed, Rejected, SeriesKey, StationRow
from pm25.importers.store import KEPT_REJECTS, Counts, store
from pm25.models import DailyMean, Latest, Reading, Reject, Revision, Series
from tests.pm25.factories import ImportRunFactory, SourceFactory

NOON = datetime(2026, 3, 10, 5, tzinfo=UTC)  # 12:00 in Thailand


def hour(number, sent, station="37t", parameter="pm25", averaging="PT1H"):
    return station, parameter, averaging, NOON + timedelta(hours=number), sent


def block(values, station="37t"):
    """A Block of hourly PM2.5: {hours after noon: thousandths}."""
    count = len(values)
    return Block(
        series=[SeriesKey(station, "pm25", "PT1H", "µg/m³")],
        series_no=[0] * count,
        period_end=[int((NOON + timedelta(hours=number)).timestamp()) for number in values],
        thousandths=list(values.values()),
        flags=[0] * count,
        raw=[None] * count,
        line=list(range(1, count + 1)),
    )


def parsed(*blocks):
    return Parsed([StationRow("37t", NOON, described=False)], list(blocks), [])


def test_new_unchanged_and_revised_are_counted_apart(put):
    put(hour(0, "20"), hour(1, "21"))

    counts = put(hour(0, "20"), hour(1, "25.5"), hour(2, "22"))

    assert counts == Counts(new=1, unchanged=1, revised=1)
    assert list(Reading.objects.values_list("value", flat=True)) == [Decimal("20"), Decimal("25.5"), Decimal("22")]


def test_second_import_of_the_same_writes_nothing(put, django_assert_max_num_queries):
    rows = [hour(number, 20 + number, parameter=parameter) for number in range(24) for parameter in ("pm25", "o3")]
    put(*rows)
    before = list(Reading.objects.values_list("pk", "run_id", "flags"))

    counts = put(*rows)

    assert counts == Counts(unchanged=48)
    assert list(Reading.objects.values_list("pk", "run_id", "flags")) == before


def test_value_twice_alike_in_one_file_counts_as_unchanged(put):
    assert put(hour(0, "20"), hour(0, "20.0")) == Counts(new=1, unchanged=1, pending_stations=1)


def test_blocks_of_one_file_contradict_each_other(source):
    run = ImportRunFactory(source=source)

    counts = store(parsed(block({0: 20000, 1: 21000}), block({1: 99000, 2: 22000})), run)

    assert counts == Counts(new=3, rejected=1, pending_stations=1)
    assert list(Reject.objects.values_list("reason", "line")) == [("conflict", 1)]
    assert not Revision.objects.exists()


def test_only_a_correction_of_the_value_is_a_revision(put):
    """A rounded value that turns out exact is no news."""
    put(hour(0, "20"))
    Reading.objects.update(flags=Flag.LOW_PRECISION)

    counts = put(hour(0, "20"))

    assert (counts, Reading.objects.get().flags, Revision.objects.count()) == (Counts(unchanged=1), 0, 0)


def test_value_that_becomes_impossible_is_a_revision(put):
    put(hour(0, "20"))

    counts = put(hour(0, "1500"))

    assert counts == Counts(revised=1)
    revision = Revision.objects.get()
    assert (revision.new_flags, revision.old_usable, revision.new_usable) == (Flag.ABOVE_MAX, Decimal(20), None)
    assert (Latest.objects.count(), DailyMean.objects.count()) == (0, 0)


def test_latest_is_the_newest_usable_value(put):
    put(hour(0, "20"), hour(1, "21"), hour(2, "1500"))
    put(hour(-5, "19"))

    latest = Latest.objects.get()
    assert (latest.period_end, latest.value) == (NOON + timedelta(hours=1), Decimal(21))


def test_error_in_the_middle_leaves_nothing(source, monkeypatch):
    run = ImportRunFactory(source=source)
    monkeypatch.setattr(rollups, "recompute", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        store(parsed(block({0: 20000})), run)

    assert (Reading.objects.count(), Series.objects.count()) == (0, 0)


def test_rejects_are_kept_up_to_a_limit_and_counted_to_the_end(put, source):
    run = ImportRunFactory(source=source)
    rejects = [Rejected(line, "not_a_number", "x") for line in range(KEPT_REJECTS + 5)]

    counts = store(Parsed([], [], rejects), run)

    assert (counts.rejected, run.rejects.count()) == (KEPT_REJECTS + 5, KEPT_REJECTS)


@pytest.mark.parametrize(
    ("values", "stuck"),
    [
        ("5 5 5 5 5", "000000"),
        ("5 5 5 5 5 5", "111111"),
        ("4 5 5 5 5 5 5 6", "01111110"),
        ("5 5 5 - 5 5 5", "000000"),
        ("5 5 5 6 5 5 5", "0000000"),
    ],
)
def test_six_equal_hours_are_stuck(put, values, stuck):
    rows = [hour(number, value) for number, value in enumerate(values.split()) if value != "-"]

    put(*rows)

    flags = Reading.objects.order_by("period_end").values_list("flags", flat=True)
    assert [int(flag == Flag.STUCK) for flag in flags] == [int(one) for one in stuck][: len(rows)]


def test_stuck_is_seen_across_imports_and_lifted_by_a_correction(put):
    for number in range(6):
        put(hour(number, "5"))
    stuck = set(Reading.objects.values_list("flags", flat=True))

    put(hour(3, "9"))

    assert stuck == {int(Flag.STUCK)}
    assert set(Reading.objects.values_list("flags", flat=True)) == {0}
    assert Revision.objects.count() == 1


def test_gases_may_stand_still(put):
    put(*(hour(number, "1", parameter="so2") for number in range(8)))

    assert set(Reading.objects.values_list("flags", flat=True)) == {0}


def test_late_hours_are_marked_only_when_new(put):
    put(hour(-5, "20"))

    counts = put(hour(-5, "20"), hour(-4, "21"), hour(0, "22"), late_before=NOON - timedelta(hours=3))

    assert counts == Counts(new=2, unchanged=1, late=1)
    assert list(Reading.objects.values_list("flags", flat=True)) == [0, Flag.LATE, 0]


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    files=st.lists(
        st.dictionaries(st.integers(0, 30), st.integers(0, 900_000), min_size=1, max_size=12), min_size=1, max_size=5
    )
)
def test_any_sequence_of_files_ends_in_the_last_value_of_each_hour(files, transactional_rollback):
    with transactional_rollback():
        source, expected, revised = SourceFactory(), {}, 0
        for values in files:
            revised += sum(1 for key, value in values.items() if expected.get(key, value) != value)
            expected |= values
            store(parsed(block(values)), ImportRunFactory(source=source))

        stored = {
            int((reading.period_end - NOON).total_seconds() // 3600): int(reading.value * 1000)
            for reading in Reading.objects.all()
        }
        assert stored == expected
        assert Revision.objects.count() == revised


@pytest.mark.postgresql
def test_readings_stand_in_the_partition_of_their_thai_year(put):
    put(("37t", "pm25", "PT1H", datetime(2025, 12, 31, 16, tzinfo=UTC), "20"))
    put(("37t", "pm25", "PT1H", datetime(2025, 12, 31, 17, tzinfo=UTC), "21"))
    put(("37t", "pm25", "PT1H", datetime(1999, 12, 31, 17, tzinfo=UTC), "22"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text, value_thousandths FROM pm25_reading ORDER BY 2")
        found = cursor.fetchall()

    assert found == [("pm25_reading_2025", 20000), ("pm25_reading_2026", 21000), ("pm25_reading_other", 22000)]


def test_columns_stand_in_the_order_that_wastes_no_byte(db):
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, "pm25_reading")]

    assert columns == ["period_end", "series_id", "run_id", "value_thousandths", "flags", "raw"]
