"""What PostgreSQL says in its own way while readings are stored."""

from datetime import UTC, datetime
from functools import lru_cache

LOCK_CLASS = 0x706D3235  # "pm25": two imports of one source never write at once
TIME, DAY = "timestamp with time zone", "date"
LOCAL_DAY = "((({0}) AT TIME ZONE 'Asia/Bangkok') - interval '1 second')::date"
DAY_BEGINS = "(({0})::timestamp AT TIME ZONE 'Asia/Bangkok')"
DAY_ENDS = "((({0}) + 1)::timestamp AT TIME ZONE 'Asia/Bangkok')"
HOUR_NUMBER = "(extract(epoch from {0})::bigint / 3600)"
HOURS_LATER = "({0} + interval '{1} hours')"


ALL_SOURCES = 0


@lru_cache(maxsize=100_000)  # the hours of eleven years: stations share them
def _moment(seconds):
    return datetime.fromtimestamp(seconds, UTC)


def lock(cursor, source_id):
    """Wait until nobody else writes readings of the source; held to the end of the transaction."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_CLASS, source_id])


def lock_rollups(cursor):
    """Wait until nobody else computes rollups: a province's mean needs the stations of all sources."""
    lock(cursor, ALL_SOURCES)


def plan_by_key(cursor):
    """Join in the order of the SQL and look rows up by their key: of rows just written the planner knows nothing."""
    cursor.execute("SET LOCAL jit = off")
    cursor.execute("SET LOCAL join_collapse_limit = 1")
    for method in ("hashjoin", "mergejoin"):
        cursor.execute(f"SET LOCAL enable_{method} = off")


def plan_freely(cursor):
    for method in ("hashjoin", "mergejoin"):
        cursor.execute(f"SET LOCAL enable_{method} = on")


def empty(cursor, table):
    """Not DELETE: dead rows of a temporary table would be read again for every block."""
    cursor.execute(f"TRUNCATE {table}")


def analyse(cursor, table):
    cursor.execute(f"ANALYZE {table}")


def stage(cursor, block, series_ids, flags):
    """Copy a block into `import_stage`; `series_ids` and `flags` are columns of it."""
    times = map(_moment, block.period_end)
    with cursor.copy(
        "COPY import_stage (period_end, series_id, value_thousandths, flags, raw, line) FROM STDIN"
    ) as copy:
        for row in zip(times, series_ids, block.thousandths, flags, block.raw, block.line, strict=True):
            copy.write_row(row)
    cursor.execute("ANALYZE import_stage")
