"""Large blocks by whole columns: the same as row by row in the database, on both databases."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.db import IntegrityError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pm25.flags import ERROR_MASK, Flag
from pm25.importers import store_bulk
from pm25.importers.parsed import Block, Parsed, SeriesKey, StationRow
from pm25.importers.store import Counts, store
from pm25.importers.store_dialect import current_dialect
from pm25.models import DailyMean, FlagInterval, Latest, Reading, Reject, Revision
from pm25.services import rebuild_rollups
from tests.pm25.factories import ImportRunFactory, SourceFactory, StationFactory

NOON = datetime(2026, 3, 10, 5, tzinfo=UTC)
BAD = int(Flag.ABOVE_MAX)


@pytest.fixture
def bulk(monkeypatch):
    monkeypatch.setattr(store_bulk, "SMALLEST", 1)


def block(rows):
    """A Block of `(station, parameter, hours after noon, thousandths)`; more than a million is beyond the limit."""
    series = list(dict.fromkeys((station, parameter) for station, parameter, _, _ in rows))
    return Block(
        series=[SeriesKey(station, parameter, "PT1H", "µg/m³") for station, parameter in series],
        series_no=[series.index((station, parameter)) for station, parameter, _, _ in rows],
        period_end=[int((NOON + timedelta(hours=hour)).timestamp()) for _, _, hour, _ in rows],
        thousandths=[value for _, _, _, value in rows],
        flags=[BAD if value > 1_000_000 else 0 for _, _, _, value in rows],
        raw=[str(value) if value > 1_000_000 else None for _, _, _, value in rows],
        line=list(range(1, len(rows) + 1)),
    )


def parsed(*blocks):
    stations = {key.station for one in blocks for key in one.series}
    return Parsed([StationRow(code, NOON, described=False) for code in sorted(stations)], list(blocks), [])


def hours(values, station="37t", parameter="pm25"):
    return [(station, parameter, hour, value) for hour, value in values.items()]


def stored():
    """All that is kept, by names that do not change from one database to the next."""
    names = ("series__station__source_station_id", "series__parameter")
    keys = ("period_end", "value", "flags")
    return (
        sorted(Reading.objects.values_list(*names, *keys, "raw")),
        sorted(DailyMean.objects.values_list(*names, "day", "total", "mean", "hours"), key=lambda row: row[:3]),
        sorted(Latest.objects.values_list(*names, *keys)),
        sorted(Revision.objects.values_list(*names, "period_end", "old_value", "new_value", "old_flags", "new_flags")),
        sorted(Reject.objects.values_list("reason", "line", "raw")),
    )


VALUES = st.sampled_from([5_000, 5_000, 5_000, 6_000, 150_000, -400, 1_500_000])
ROWS = st.dictionaries(
    st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["pm25", "pm25", "pm10"]), st.integers(-40, 60)),
    VALUES,
    min_size=1,
    max_size=70,
)


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(st.lists(ROWS, min_size=1, max_size=3), min_size=1, max_size=3), in_order=st.booleans())
def test_bulk_stores_what_the_database_would(files, in_order, transactional_rollback, monkeypatch):
    kept = []
    for smallest in (10**9, 1):
        monkeypatch.setattr(store_bulk, "SMALLEST", smallest)
        with transactional_rollback():
            source, counts = SourceFactory(), []
            for number, blocks in enumerate(files):
                rows = [[(*key, value) for key, value in one.items()] for one in blocks]
                if in_order:
                    first = {row[:3]: row for one in reversed(rows) for row in one}
                    every = sorted(first.values(), key=lambda row: row[2])
                    rows = [every[: len(every) // 2], every[len(every) // 2 :]]
                late = NOON if number else None
                content = parsed(*(block(one) for one in rows if one))
                counts.append(store(content, ImportRunFactory(source=source), late_before=late))
            found = stored()
            rebuild_rollups(StringIO())
            assert stored() == found
            kept.append((counts, found))

    assert kept[0] == kept[1]


def test_values_beside_their_text_and_without(bulk, source):
    counts = store(parsed(block(hours({0: 20_000, 1: 1_500_000, 2: 21_000}))), ImportRunFactory(source=source))

    assert counts == Counts(new=3, pending_stations=1)
    assert list(Reading.objects.values_list("value", "flags", "raw")) == [
        (Decimal(20), 0, None),
        (Decimal(1500), BAD, "1500000"),
        (Decimal(21), 0, None),
    ]


def test_second_import_writes_nothing(bulk, source):
    content = block(hours({number: 20_000 + number for number in range(100)}))
    run = ImportRunFactory(source=source)
    store(parsed(content), run)

    assert store(parsed(content), ImportRunFactory(source=source)) == Counts(unchanged=100)
    assert set(Reading.objects.values_list("run_id", flat=True)) == {run.pk}


def test_small_last_block_of_a_large_file_counts_in_its_day(source, monkeypatch):
    monkeypatch.setattr(store_bulk, "SMALLEST", 10)
    blocks = block(hours(dict.fromkeys(range(1, 11), 20000))), block(hours({11: 42_000}))

    store(parsed(*blocks), ImportRunFactory(source=source))

    assert list(DailyMean.objects.values_list("hours", "total")) == [(11, Decimal(242))]


def test_hours_in_a_standing_interval_are_held_out(bulk, source, django_user_model):
    station = StationFactory(source=source, source_station_id="37t")
    FlagInterval.objects.create(
        station=station,
        begins=NOON,
        ends=NOON + timedelta(hours=2),
        level=FlagInterval.Level.HOLD,
        reason="ทดสอบ",
        code=FlagInterval.Code.values[0],
        at=NOON,
    )

    store(parsed(block(hours({number: 20_000 + number for number in range(5)}))), ImportRunFactory(source=source))

    assert [flags & int(Flag.HELD_OUT) != 0 for flags in Reading.objects.values_list("flags", flat=True)] == [
        *(False, True, True, False, False)
    ]
    assert DailyMean.objects.get().hours == 3
    assert int(Flag.HELD_OUT) & ERROR_MASK


def test_row_that_somebody_wrote_without_the_lock_is_compared_again(bulk, source, monkeypatch):
    run = ImportRunFactory(source=source)
    store(parsed(block(hours({0: 20_000}))), run)
    monkeypatch.setattr(store_bulk._Extents, "overlap", lambda self, series, first, last: series < 0)

    counts = store(parsed(block(hours({0: 25_000, 1: 21_000}))), ImportRunFactory(source=source))

    assert counts == Counts(new=1, revised=1)
    assert list(Reading.objects.values_list("value", flat=True)) == [Decimal(25), Decimal(21)]
    assert DailyMean.objects.get().total == Decimal(46)


def test_error_while_rows_are_copied_leaves_nothing(bulk, source, monkeypatch):
    def broken(*_):
        raise IntegrityError

    monkeypatch.setattr(current_dialect(), "add_days", broken)

    with pytest.raises(IntegrityError):
        store(parsed(block(hours({0: 20_000}))), ImportRunFactory(source=source))

    assert not Reading.objects.exists()
