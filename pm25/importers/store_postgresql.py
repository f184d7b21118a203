"""What PostgreSQL says in its own way while readings are stored."""

from datetime import UTC, datetime

LOCK_CLASS = 0x706D3235  # "pm25": two imports of one source never write at once
TIME, DAY = "timestamp with time zone", "date"
LOCAL_DAY = "((({0}) AT TIME ZONE 'Asia/Bangkok') - interval '1 second')::date"
DAY_BEGINS = "(({0})::timestamp AT TIME ZONE 'Asia/Bangkok')"
DAY_ENDS = "((({0}) + 1)::timestamp AT TIME ZONE 'Asia/Bangkok')"
HOUR_NUMBER = "(extract(epoch from {0})::bigint / 3600)"
HOURS_LATER = "({0} + interval '{1} hours')"


def lock(cursor, source_id):
    cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_CLASS, source_id])


def stage(cursor, rows):
    """Copy rows (seconds, series id, thousandths, flags, raw, line) into `import_stage`."""
    times = {}
    with cursor.copy(
        "COPY import_stage (period_end, series_id, value_thousandths, flags, raw, line) FROM STDIN"
    ) as copy:
        for seconds, *rest in rows:
            moment = times.get(seconds) or times.setdefault(seconds, datetime.fromtimestamp(seconds, UTC))
            copy.write_row((moment, *rest))
    cursor.execute("ANALYZE import_stage")
