"""What SQLite says in its own way while readings are stored. Times are text in UTC, as Django writes them."""

from datetime import UTC, datetime
from functools import lru_cache

TIME, DAY = "datetime", "date"
LOCAL_DAY = "date({0}, '+7 hours', '-1 second')"
DAY_BEGINS = "datetime({0}, '-7 hours')"
DAY_ENDS = "datetime({0}, '+1 day', '-7 hours')"
HOUR_NUMBER = "(CAST(strftime('%%s', {0}) AS integer) / 3600)"
HOURS_LATER = "datetime({0}, '{1} hours')"


@lru_cache(maxsize=100_000)  # the hours of eleven years: stations share them
def _text(seconds):
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")


def lock(cursor, source_id):
    """Nothing to do: a transaction begins IMMEDIATE, so there is only one writer."""


def lock_rollups(cursor):
    """As `lock`."""


def plan_by_key(cursor):
    """Nothing to do: SQLite always looks rows up by their key."""


def plan_freely(cursor):
    """Nothing to do."""


def empty(cursor, table):
    cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of our own


def analyse(cursor, table):
    """Nothing to do."""


def stage(cursor, block, series_ids, flags):
    """Put a block into `import_stage`; `series_ids` and `flags` are columns of it."""
    times = map(_text, block.period_end)
    cursor.executemany(
        "INSERT INTO import_stage (period_end, series_id, value_thousandths, flags, raw, line)"
        " VALUES (%s, %s, %s, %s, %s, %s)",
        zip(times, series_ids, block.thousandths, flags, block.raw, block.line, strict=True),
    )
