"""Times as sources write them: Thai clock, hours to 24:00."""

from datetime import UTC, datetime

import pytest

from pm25.importers.times import BadTime, read_local

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "clock", "moment"),
    [
        ("2026-11-20", "09:00", datetime(2026, 11, 20, 2, 0, tzinfo=UTC)),
        ("2026-11-20", "09:00:00", datetime(2026, 11, 20, 2, 0, tzinfo=UTC)),
        ("2026-11-19", "24:00", datetime(2026, 11, 19, 17, 0, tzinfo=UTC)),
        ("2026-11-20", "00:00", datetime(2026, 11, 19, 17, 0, tzinfo=UTC)),
        ("2025-12-31", "24:00:00", datetime(2025, 12, 31, 17, 0, tzinfo=UTC)),
        ("2026-11-20", "10:10", datetime(2026, 11, 20, 3, 10, tzinfo=UTC)),
    ],
)
def test_local_time_becomes_utc(day, clock, moment):
    assert read_local(day, clock, now=NOW) == moment


@pytest.mark.parametrize(
    ("day", "clock", "reason"),
    [
        ("2026-11-20", "10:11", "future"),
        ("2569-11-20", "09:00", "future"),
        ("2026-02-30", "09:00", "bad_time"),
        ("20/11/2026", "09:00", "bad_time"),
        ("2026-11-20", "25:00", "bad_time"),
        ("2026-11-19", "24:30", "bad_time"),
        ("2026-11-20", "09:61", "bad_time"),
        ("2026-11-20", "", "bad_time"),
        ("1970-01-01", "00:00", "bad_time"),
        ("9999-12-31", "24:00", "bad_time"),
        ("0000-00-00", "00:00", "bad_time"),
    ],
)
def test_impossible_times_are_refused(day, clock, reason):
    with pytest.raises(BadTime) as problem:
        read_local(day, clock, now=NOW)

    assert problem.value.reason == reason
