"""What PostgreSQL says in its own way while readings are stored."""

# ruff: noqa: S608 - every part of the SQL is a constant of the code

import struct
from datetime import UTC, datetime
from functools import lru_cache

import numpy as np
from django.db import connection

LOCK_CLASS = 0x706D3235  # "pm25": two imports of one source never write at once
TIME, DAY = "timestamp with time zone", "date"
LOCAL_DAY = "((({0}) AT TIME ZONE 'Asia/Bangkok') - interval '1 second')::date"
DAY_BEGINS = "(({0})::timestamp AT TIME ZONE 'Asia/Bangkok')"
DAY_ENDS = "((({0}) + 1)::timestamp AT TIME ZONE 'Asia/Bangkok')"
HOUR_NUMBER = "(extract(epoch from {0})::bigint / 3600)"
HOURS_LATER = "({0} + interval '{1} hours')"
# The hours of `import_watch`, each with its number and that of the hour before
WITH_HOUR_BEFORE = """
    SELECT series_id, period_end, flags, first, last, coarse_id, damp_id, number,
        CASE WHEN LAG(period_end) OVER o = period_end - interval '1 hour' THEN LAG(number) OVER o END AS before
    FROM (
        SELECT r.series_id, r.period_end, r.flags, w.first, w.last, w.coarse_id, w.damp_id,
            CASE WHEN {usable} THEN r.value_thousandths END AS number
        FROM import_watch w JOIN pm25_reading r ON r.series_id = w.series_id
            AND r.period_end >= {since} AND r.period_end <= {until}) AS watched
    WINDOW o AS (PARTITION BY series_id ORDER BY period_end)"""
MONTH_OF = "(date_trunc('month', ({0})::timestamp)::date)"
NEXT_MONTH = "(({0} + interval '1 month')::date)"
DAY_OF_MONTH = "(extract(day from {0})::integer)"


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


# Binary COPY: a row is the number of its columns, then each with its length; times are microseconds since 2000
COPY_BEGIN, COPY_END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
EPOCH, EPOCH_DAY, MICROSECONDS = 946_684_800, 10_957, 1_000_000
NULL, NO_VALUE = -1, -(2**31)
CHUNK = 1 << 20
ARRAY_HEAD = 20  # bytes: dimensions, whether nulls, type, length, lowest index


def _record(**columns):
    """The layout of a row in binary COPY, each column after its length."""
    return np.dtype(
        [("count", ">i2"), *(pair for name, kind in columns.items() for pair in ((f"{name}_", ">i4"), (name, kind)))]
    )


HOUR_ROW = _record(end=">i8", series=">i4", run=">i4", value=">i4", flags=">i2")
HOUR_ROW_IN = np.dtype([*((name, *HOUR_ROW.fields[name][:1]) for name in HOUR_ROW.names), ("raw_", ">i4")])
CHANGED_ROW = _record(end=">i8", series=">i4")
DIRTY_ROW = _record(series=">i4", day=">i4", counted=">i4")
DAY_ROW = _record(day=">i4", series=">i4", total=">i4", mean=">i4", hours=">i2")
DAY_ROW_WITHOUT_MEAN = _record(day=">i4", series=">i4", total=">i4", hours=">i2")


def _packed(layout, count, **columns):
    rows = np.empty(len(columns["series"]), layout)
    rows["count"] = count
    for name, values in columns.items():
        rows[name] = values
        rows[f"{name}_"] = layout[name].itemsize
    return rows


def _copy_in(cursor, target, content):
    with (
        connection.wrap_database_errors,  # Django knows nothing of COPY
        cursor.copy(f"COPY {target} FROM STDIN (FORMAT binary)") as copy,
    ):
        copy.write(COPY_BEGIN)
        for start in range(0, len(content), CHUNK):
            copy.write(content[start : start + CHUNK])
        copy.write(COPY_END)


def read_extents(cursor, series_ids):
    """`(series id, first, last)` in seconds, of those series that have readings: two look-ups in the key for each."""
    first, last = (
        f"(SELECT {which}(r.period_end) FROM pm25_reading r WHERE r.series_id = s.id)" for which in ("MIN", "MAX")
    )
    cursor.execute(
        f"SELECT id, extract(epoch from first)::bigint, extract(epoch from last)::bigint FROM"
        f" (SELECT s.id, {first} AS first, {last} AS last FROM unnest(%s::int[]) AS s(id)) AS found"
        " WHERE first IS NOT NULL",
        [series_ids],
    )
    return cursor.fetchall()


def read_hours(cursor, series, first, last):
    """What is stored of each series from `first` to `last` (seconds), as columns; a null value is NO_VALUE.

    One row a series with an array for each column: of one row an hour, the messages would cost more than the hours.
    """
    cursor.execute(
        f"""
        SELECT r.series_id, array_send(array_agg(r.period_end)), array_send(array_agg(r.run_id)),
            array_send(array_agg(COALESCE(r.value_thousandths, {NO_VALUE}))), array_send(array_agg(r.flags))
        FROM unnest(%s::int[], %s::timestamptz[], %s::timestamptz[]) AS k(id, first, last) JOIN pm25_reading r
            ON r.series_id = k.id AND r.period_end >= k.first AND r.period_end <= k.last
        WHERE r.period_end >= %s AND r.period_end <= %s GROUP BY r.series_id""",
        [
            series.tolist(),
            *([_moment(one) for one in times.tolist()] for times in (first, last)),
            *(_moment(int(first.min())), _moment(int(last.max()))),
        ],
    )
    found = {name: [np.zeros(0, np.int64)] for name in ("series", "end", "run", "value", "flags")}
    for pk, *arrays in cursor.fetchall():
        for name, sent, kind in zip(
            ("end", "run", "value", "flags"), arrays, (">i8", ">i4", ">i4", ">i2"), strict=True
        ):
            found[name].append(_elements(sent, kind))
        found["series"].append(np.full(len(found["end"][-1]), pk, np.int64))
    found = {name: np.concatenate(parts) for name, parts in found.items()}
    found["end"] = found["end"] // MICROSECONDS + EPOCH
    return found


def _elements(sent, kind):
    """The elements of an array in PostgreSQL's binary form: a head, then each after its length."""
    layout = np.dtype([("length", ">i4"), ("element", kind)])
    return np.frombuffer(sent, layout, offset=ARRAY_HEAD)["element"].astype(np.int64)


def add_hours(cursor, run_id, hours):
    """Copy new readings into the table: those without a text as records of one length, the others after them."""
    bare = np.equal(hours.raw, None)
    target = "pm25_reading (period_end, series_id, run_id, value_thousandths, flags, raw)"
    plain = hours if bare.all() else hours[bare]
    if len(plain):
        rows = np.empty(len(plain), HOUR_ROW_IN)
        packed = _packed(
            HOUR_ROW,
            6,
            end=(plain.end - EPOCH) * MICROSECONDS,
            series=plain.series,
            run=run_id,
            value=plain.value,
            flags=plain.flags,
        )
        for name in HOUR_ROW.names:
            rows[name] = packed[name]
        rows["raw_"] = NULL
        _copy_in(cursor, target, memoryview(rows).cast("B"))
    if not bare.all():
        _copy_in(cursor, target, _with_texts(run_id, hours[~bare]))


def _with_texts(run_id, hours):
    row = struct.Struct(">hiqiiiiiiihi")
    parts = []
    for series, end, value, flags, text in zip(
        *(column.tolist() for column in (hours.series, hours.end, hours.value, hours.flags, hours.raw)), strict=True
    ):
        sent = text.encode()
        moment = (end - EPOCH) * MICROSECONDS
        parts += row.pack(6, 8, moment, 4, series, 4, run_id, 4, value, 2, flags, len(sent)), sent
    return b"".join(parts)


def name_hours(cursor, series, end):
    """Name hours in `import_changed`."""
    rows = _packed(CHANGED_ROW, 2, end=(end - EPOCH) * MICROSECONDS, series=series)
    _copy_in(cursor, "import_changed (period_end, series_id)", memoryview(rows).cast("B"))


def name_stretches(cursor, quiet, stretches):
    """Name the quiet series in `import_quiet`, and what is to be looked at of them in `import_stretch`."""
    cursor.execute("INSERT INTO import_quiet SELECT unnest(%s::int[])", [quiet])
    if stretches is not None:
        series, first, last = (column.tolist() for column in stretches)
        cursor.execute(
            "INSERT INTO import_stretch SELECT id, to_timestamp(first), to_timestamp(last)"
            " FROM unnest(%s::int[], %s::bigint[], %s::bigint[]) AS k(id, first, last)",
            [series, first, last],
        )


def name_days(cursor, series, day, known):
    """Name station-days in `import_dirty`; of those that are `known` the daily mean comes from elsewhere."""
    rows = _packed(DIRTY_ROW, 3, series=series, day=day - EPOCH_DAY, counted=known)
    _copy_in(cursor, "import_dirty (series_id, day, counted)", memoryview(rows).cast("B"))


def bound_days(cursor):
    """Say when the days begin and end that have to be computed."""
    cursor.execute(
        f"UPDATE import_dirty SET begins = {DAY_BEGINS.format('day')}, ends = {DAY_ENDS.format('day')}"
        " WHERE counted = 0"
    )


def add_days(cursor, series, day, total, mean, hours):
    """Copy daily means of days that have none yet; a mean of NO_VALUE is null."""
    has_mean = mean != NO_VALUE
    for rows, layout, extra in ((has_mean, DAY_ROW, {"mean": mean}), (~has_mean, DAY_ROW_WITHOUT_MEAN, {})):
        columns = {"day": day - EPOCH_DAY, "series": series, "total": total, **extra, "hours": hours}
        columns = {name: column[rows] for name, column in columns.items()}
        names = {"day": "day", "series": "series_id", "total": "total_thousandths", "mean": "mean_thousandths"}
        target = ", ".join(names.get(name, name) for name in columns)
        packed = _packed(layout, len(columns), **columns)
        _copy_in(cursor, f"pm25_dailymean ({target})", memoryview(packed).cast("B"))
