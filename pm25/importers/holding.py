"""Which readings the secretariat holds out of use: Flag.HELD_OUT follows the intervals that stand.

An interval covers a reading when the period that it is a mean of lies in part within the interval.
"""

# ruff: noqa: S608 - every part of the SQL is a constant of the code

from pm25.flags import Flag
from pm25.models import Averaging, FlagInterval

HELD = int(Flag.HELD_OUT)


def hold_new(cursor, dialect):
    """Hold out what was just written into a standing interval: the hours in `import_changed`."""
    stations = set(FlagInterval.objects.holding().order_by().values_list("station_id", flat=True))
    if not stations:
        return
    marks = ", ".join(["%s"] * len(stations))
    cursor.execute(
        f"""
        CREATE TEMPORARY TABLE import_held AS
        SELECT DISTINCT c.period_end, c.series_id FROM import_changed c JOIN pm25_series se ON se.id = c.series_id
        WHERE se.station_id IN ({marks})""",
        list(stations),
    )
    _set(cursor, dialect, "import_held")
    cursor.execute("DROP TABLE import_held")


def hold_again(cursor, dialect, interval):
    """Set or lift the bit of every reading that `interval` covers, name those that change in `import_changed`.

    A reading that another standing interval covers too does not change. Returns how many do.
    """
    cursor.execute(
        f"""
        INSERT INTO import_changed
        SELECT r.period_end, r.series_id
        FROM pm25_flaginterval f
        JOIN pm25_series se ON se.station_id = f.station_id AND (f.series_id IS NULL OR f.series_id = se.id)
        JOIN pm25_reading r ON r.series_id = se.id AND {_covers(dialect)}
        WHERE f.id = %s AND ((r.flags & {HELD}) <> 0) <> {_is_held(dialect)}""",
        [interval.pk, *_STANDING],
    )
    changed = cursor.rowcount
    _set(cursor, dialect, "import_changed")
    return changed


def hold_all(cursor, dialect, series_ids):
    """As `hold_again`, for all readings of some series."""
    marks = ", ".join(["%s"] * len(series_ids))
    cursor.execute(
        f"""
        CREATE TEMPORARY TABLE import_held AS
        SELECT r.period_end, r.series_id FROM pm25_reading r JOIN pm25_series se ON se.id = r.series_id
        WHERE r.series_id IN ({marks}) AND ((r.flags & {HELD}) <> 0) <> {_is_held(dialect)}""",
        [*series_ids, *_STANDING],
    )
    _set(cursor, dialect, "import_held")
    cursor.execute("DROP TABLE import_held")


_STANDING = [FlagInterval.Level.HOLD.value]


def _set(cursor, dialect, table):
    """Give the readings named in `table` the bit that the standing intervals say."""
    cursor.execute(
        f"""
        INSERT INTO pm25_reading (period_end, series_id, run_id, value_thousandths, flags, raw)
        SELECT period_end, series_id, run_id, value_thousandths, flags, raw FROM (
            SELECT r.period_end, r.series_id, r.run_id, r.value_thousandths, r.flags AS had, r.raw,
                CASE WHEN {_is_held(dialect)} THEN r.flags | {HELD} ELSE r.flags & ~{HELD} END AS flags
            FROM {table} c JOIN pm25_series se ON se.id = c.series_id
            JOIN pm25_reading r ON r.series_id = c.series_id AND r.period_end = c.period_end) AS held
        WHERE had <> flags
        ON CONFLICT (series_id, period_end) DO UPDATE SET flags = excluded.flags""",
        _STANDING,
    )


def _is_held(dialect):
    """SQL: a standing interval covers the reading `r` of the series `se`. Takes `_STANDING`."""
    return f"""EXISTS (SELECT 1 FROM pm25_flaginterval f WHERE f.station_id = se.station_id
        AND (f.series_id IS NULL OR f.series_id = se.id) AND f.lifted_at IS NULL AND f.level = %s
        AND {_covers(dialect)})"""


def _covers(dialect):
    """SQL: the reading's period begins before the interval ends, and ends after it begins."""
    hours = {Averaging.HOUR: 0, Averaging.EIGHT_HOURS: 7, Averaging.RUNNING_DAY: 23, Averaging.DAY: 23}
    ends = "".join(
        f" WHEN '{averaging.value}' THEN {dialect.HOURS_LATER.format('f.ends', f'+{more}')}"
        for averaging, more in hours.items()
    )
    return f"r.period_end > f.begins AND (f.ends IS NULL OR r.period_end <= CASE se.averaging{ends} ELSE f.ends END)"
