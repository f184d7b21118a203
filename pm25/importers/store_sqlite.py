"""What SQLite says in its own way while readings are stored. Times are text in UTC, as Django writes them."""

# ruff: noqa: S608 - every part of the SQL is a constant of the code, or a number

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import numpy as np

TIME, DAY = "datetime", "date"
LOCAL_DAY = "date({0}, '+7 hours', '-1 second')"
DAY_BEGINS = "datetime({0}, '-7 hours')"
DAY_ENDS = "datetime({0}, '+1 day', '-7 hours')"
HOUR_NUMBER = "(CAST(strftime('%%s', {0}) AS integer) / 3600)"
HOURS_LATER = "datetime({0}, '{1} hours')"
# The hours of `import_watch`, each with its number and that of the hour before; a look by key is a third of a window
WITH_HOUR_BEFORE = """
    SELECT r.series_id, r.period_end, r.flags, w.first, w.last, w.coarse_id, w.damp_id,
        CASE WHEN {usable} THEN r.value_thousandths END AS number,
        CASE WHEN {before_usable} THEN b.value_thousandths END AS before
    FROM import_watch w CROSS JOIN pm25_reading r ON r.series_id = w.series_id
        AND r.period_end >= {since} AND r.period_end <= {until}
    LEFT JOIN pm25_reading b ON b.series_id = w.series_id AND b.period_end = datetime(r.period_end, '-1 hours')"""
MONTH_OF = "date({0}, 'start of month')"
NEXT_MONTH = "date({0}, '+1 month')"
DAY_OF_MONTH = "CAST(substr({0}, 9, 2) AS integer)"


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
    cursor.execute(f"DELETE FROM {table}")


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


NO_VALUE = -(2**31)
FIRST_DAY = date(1970, 1, 1)
SECONDS = "CAST(strftime('%%s', {0}) AS integer)"


def read_extents(cursor, series_ids):
    """`(series id, first, last)` in seconds, of those series that have readings."""
    found = []
    for pk in series_ids:
        cursor.execute(
            f"SELECT {SECONDS.format('MIN(period_end)')}, {SECONDS.format('MAX(period_end)')} FROM ("
            " SELECT MIN(period_end) AS period_end FROM pm25_reading WHERE series_id = %s"
            " UNION ALL SELECT MAX(period_end) FROM pm25_reading WHERE series_id = %s)",
            [pk, pk],
        )
        first, last = cursor.fetchone()
        if first is not None:
            found.append((pk, first, last))
    return found


def read_hours(cursor, series, first, last):
    """What is stored of each series from `first` to `last` (seconds), as columns; a null value is NO_VALUE."""
    names, found = ("end", "value", "flags", "run"), {"series": [], "end": [], "value": [], "flags": [], "run": []}
    for pk, begin, end in zip(series.tolist(), first.tolist(), last.tolist(), strict=True):
        cursor.execute(
            f"SELECT {SECONDS.format('period_end')}, COALESCE(value_thousandths, %s), flags, run_id FROM pm25_reading"
            " WHERE series_id = %s AND period_end >= %s AND period_end <= %s",
            [NO_VALUE, pk, _text(begin), _text(end)],
        )
        rows = cursor.fetchall()
        found["series"] += [pk] * len(rows)
        for name, column in zip(names, zip(*rows, strict=True), strict=False):
            found[name] += column
    return {name: np.array(column, np.int64) for name, column in found.items()}


def add_hours(cursor, run_id, hours):
    """Insert new readings."""
    columns = hours.series, hours.value, hours.flags, hours.raw
    cursor.executemany(
        "INSERT INTO pm25_reading (period_end, series_id, run_id, value_thousandths, flags, raw)"
        f" VALUES (%s, %s, {int(run_id)}, %s, %s, %s)",
        zip(_texts(hours.end), *(column.tolist() for column in columns), strict=True),
    )


def name_hours(cursor, series, end):
    """Name hours in `import_changed`."""
    cursor.executemany(
        "INSERT INTO import_changed (period_end, series_id) VALUES (%s, %s)",
        zip(_texts(end), series.tolist(), strict=True),
    )


def name_stretches(cursor, quiet, stretches):
    """Name the quiet series in `import_quiet`, and what is to be looked at of them in `import_stretch`."""
    cursor.executemany("INSERT INTO import_quiet VALUES (%s)", [[pk] for pk in quiet])
    if stretches is not None:
        series, first, last = stretches
        cursor.executemany(
            "INSERT INTO import_stretch VALUES (%s, %s, %s)",
            zip(series.tolist(), _texts(first), _texts(last), strict=True),
        )


def name_days(cursor, series, day, known):
    """Name station-days in `import_dirty`; of those that are `known` the daily mean comes from elsewhere."""
    cursor.executemany(
        "INSERT INTO import_dirty (series_id, day, counted) VALUES (%s, %s, %s)",
        zip(series.tolist(), _dates(day), known.astype(int).tolist(), strict=True),
    )


def bound_days(cursor):
    """Say when the days begin and end that have to be computed."""
    cursor.execute(
        f"UPDATE import_dirty SET begins = {DAY_BEGINS.format('day')}, ends = {DAY_ENDS.format('day')}"
        " WHERE counted = 0"
    )


def add_days(cursor, series, day, total, mean, hours):
    """Insert daily means of days that have none yet; a mean of NO_VALUE is null."""
    cursor.executemany(
        "INSERT INTO pm25_dailymean (series_id, day, total_thousandths, mean_thousandths, hours)"
        f" VALUES (%s, %s, %s, NULLIF(%s, {NO_VALUE}), %s)",
        zip(series.tolist(), _dates(day), *(column.tolist() for column in (total, mean, hours)), strict=True),
    )


def _texts(seconds):
    """Times as text, each distinct one written once."""
    distinct, at = np.unique(seconds, return_inverse=True)
    texts = np.array([_text(one) for one in distinct.tolist()], object)
    return texts[at].tolist()


def _dates(days):
    distinct, at = np.unique(days, return_inverse=True)
    texts = np.array([(FIRST_DAY + timedelta(days=one)).isoformat() for one in distinct.tolist()], object)
    return texts[at].tolist()
