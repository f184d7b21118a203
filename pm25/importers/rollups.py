"""Daily means, province days and latest values, recomputed from readings by the same SQL for one day or for all.

Integers only: a mean is rounded once, half away from zero, and comes out alike on both databases and in Python.
The temporary table `import_dirty` (series_id, day, begins, ends) names the station-days, `import_touched` the series.
"""

# ruff: noqa: S608 - every part of the SQL is a constant of this file

from math import lcm

from django.conf import settings

from pm25.flags import ERROR_MASK
from pm25.importers.rollups_months import MONTH_MODELS, recompute_months, recompute_months_of_provinces
from pm25.importers.rounding import rounded
from pm25.importers.store_dialect import current_dialect
from pm25.importers.tables import ROLLUP_TABLES, drop_tables, make_tables
from pm25.models import Averaging, DailyMean, Latest, Parameter, ProvinceDay, Station
from pm25.models.rollups import HOURS_OF_DAY

RULE = 1  # how ProvinceDay is computed: raised when the rule changes
SHARES = lcm(*range(1, HOURS_OF_DAY + 1))  # a common denominator, so that means of 18 to 24 hours add up exactly
USABLE = f"(r.flags & {ERROR_MASK}) = 0 AND r.value_thousandths IS NOT NULL"
TENTH = 100  # thousandths


def recompute(cursor, dialect):
    """All rollups that the rows in `import_changed` bear on."""
    dialect.lock_rollups(cursor)
    dialect.analyse(cursor, "import_changed")
    dialect.plan_freely(cursor)
    cursor.execute("INSERT INTO import_touched SELECT DISTINCT series_id FROM import_changed")
    _fill_dirty(cursor, dialect, "import_changed")
    _recompute_dirty(cursor, dialect)


def recompute_all(cursor):
    """All rollups, from all readings; call it in a transaction."""
    dialect = current_dialect()
    dialect.lock_rollups(cursor)
    for model in (DailyMean, ProvinceDay, Latest, *MONTH_MODELS):
        cursor.execute(f"DELETE FROM {model._meta.db_table}")
    make_tables(cursor, dialect, ROLLUP_TABLES)
    cursor.execute("INSERT INTO import_touched SELECT id FROM pm25_series")
    _fill_dirty(cursor, dialect, "pm25_reading")
    _recompute_dirty(cursor, dialect)
    drop_tables(cursor, ROLLUP_TABLES)


def recompute_provinces(cursor, province_ids):
    """All ProvinceDays and ProvinceMonths of some provinces; call it in a transaction."""
    dialect = current_dialect()
    dialect.lock_rollups(cursor)
    _provinces(cursor, dialect, province_ids)


def _fill_dirty(cursor, dialect, table):
    cursor.execute(
        f"""
        INSERT INTO import_dirty (series_id, day, begins, ends)
        SELECT series_id, day, {dialect.DAY_BEGINS.format("day")}, {dialect.DAY_ENDS.format("day")}
        FROM (SELECT DISTINCT c.series_id, {dialect.LOCAL_DAY.format("c.period_end")} AS day
            FROM {table} c JOIN pm25_series se ON se.id = c.series_id WHERE se.averaging = %s) AS days
        WHERE true ON CONFLICT (series_id, day) DO NOTHING""",
        [Averaging.HOUR],
    )


def _recompute_dirty(cursor, dialect):
    dialect.plan_by_key(cursor)
    dialect.analyse(cursor, "import_dirty")
    _days(cursor)
    _latest(cursor)
    _provinces_of_days(cursor, dialect)
    recompute_months(cursor, dialect)


def _days(cursor):
    """DailyMean of every (series, day) in `import_dirty`; a day without a usable hour has no row."""
    cursor.execute(f"""
        DELETE FROM pm25_dailymean WHERE EXISTS (
            SELECT 1 FROM import_dirty d
            WHERE d.counted = 0 AND d.series_id = pm25_dailymean.series_id AND d.day = pm25_dailymean.day
            AND NOT EXISTS (
                SELECT 1 FROM pm25_reading r WHERE r.series_id = d.series_id
                AND r.period_end > d.begins AND r.period_end <= d.ends AND {USABLE}))""")
    cursor.execute(
        f"""
        INSERT INTO pm25_dailymean (day, series_id, total_thousandths, mean_thousandths, hours)
        SELECT d.day, d.series_id, SUM(r.value_thousandths),
            CASE WHEN COUNT(*) * 100 >= {HOURS_OF_DAY} * %s THEN {rounded("SUM(r.value_thousandths)", "COUNT(*)")} END,
            COUNT(*)
        FROM import_dirty d JOIN pm25_reading r
            ON r.series_id = d.series_id AND r.period_end > d.begins AND r.period_end <= d.ends
        WHERE d.counted = 0 AND {USABLE}
        GROUP BY d.day, d.series_id
        ON CONFLICT (series_id, day) DO UPDATE SET total_thousandths = excluded.total_thousandths,
            mean_thousandths = excluded.mean_thousandths, hours = excluded.hours""",
        [settings.COMPLETENESS_PERCENT],
    )


def _latest(cursor):
    """Latest of every series in `import_touched`."""
    cursor.execute(f"""
        DELETE FROM pm25_latest WHERE series_id IN (SELECT series_id FROM import_touched) AND NOT EXISTS (
            SELECT 1 FROM pm25_reading r WHERE r.series_id = pm25_latest.series_id AND {USABLE})""")
    cursor.execute(f"""
        INSERT INTO pm25_latest (period_end, series_id, value_thousandths, flags)
        SELECT x.period_end, x.series_id, x.value_thousandths, x.flags
        FROM import_touched t JOIN pm25_reading x ON x.series_id = t.series_id AND x.period_end = (
            SELECT r.period_end FROM pm25_reading r WHERE r.series_id = t.series_id AND {USABLE}
            ORDER BY r.period_end DESC LIMIT 1)
        WHERE true
        ON CONFLICT (series_id) DO UPDATE SET period_end = excluded.period_end,
            value_thousandths = excluded.value_thousandths, flags = excluded.flags""")


def _provinces_of_days(cursor, dialect):
    """ProvinceDay of every province and day that a station-day in `import_dirty` belongs to."""
    cursor.execute(
        """
        CREATE TEMPORARY TABLE import_province_days AS
        SELECT DISTINCT st.province_id, se.parameter, d.day
        FROM import_dirty d JOIN pm25_series se ON se.id = d.series_id JOIN pm25_station st ON st.id = se.station_id
        WHERE st.province_id IS NOT NULL AND se.parameter IN (%s, %s)""",
        [Parameter.PM25, Parameter.PM10],
    )
    dialect.analyse(cursor, "import_province_days")
    _province_days(cursor)
    cursor.execute("DROP TABLE import_province_days")


def _provinces(cursor, dialect, province_ids):
    """All ProvinceDays of some provinces, after one of their stations became public or ceased to be."""
    marks = ", ".join(["%s"] * len(province_ids))
    cursor.execute(f"DELETE FROM pm25_provinceday WHERE province_id IN ({marks})", province_ids)
    cursor.execute(
        f"""
        CREATE TEMPORARY TABLE import_province_days AS
        SELECT DISTINCT st.province_id, se.parameter, m.day
        FROM pm25_station st JOIN pm25_series se ON se.station_id = st.id JOIN pm25_dailymean m ON m.series_id = se.id
        WHERE st.province_id IN ({marks}) AND se.parameter IN (%s, %s)""",
        [*province_ids, Parameter.PM25, Parameter.PM10],
    )
    dialect.analyse(cursor, "import_province_days")
    _province_days(cursor)
    cursor.execute("DROP TABLE import_province_days")
    recompute_months_of_provinces(cursor, dialect, province_ids)


def _province_days(cursor):
    means = """
        FROM import_province_days k
        JOIN pm25_station st ON st.province_id = k.province_id AND st.status = %s AND st.is_reference
        JOIN pm25_source so ON so.id = st.source_id
        JOIN pm25_series se ON se.station_id = st.id AND se.parameter = k.parameter AND se.averaging = %s
        JOIN pm25_dailymean m ON m.series_id = se.id AND m.day = k.day AND m.mean_thousandths IS NOT NULL"""
    keys = [Station.Status.PUBLIC, Averaging.HOUR]
    cursor.execute(
        f"""
        DELETE FROM pm25_provinceday WHERE EXISTS (
            SELECT 1 FROM import_province_days k WHERE k.province_id = pm25_provinceday.province_id
            AND k.parameter = pm25_provinceday.parameter AND k.day = pm25_provinceday.day)
        AND NOT EXISTS (SELECT 1 {means}
            WHERE k.province_id = pm25_provinceday.province_id AND k.parameter = pm25_provinceday.parameter
            AND k.day = pm25_provinceday.day AND (so.kind = 'sample') = pm25_provinceday.is_sample)""",
        keys,
    )
    total = f"CAST(SUM(m.total_thousandths * ({SHARES} / m.hours)) AS bigint)"
    cursor.execute(
        f"""
        INSERT INTO pm25_provinceday (day, province_id, mean_thousandths, stations, rule, is_sample, parameter)
        SELECT k.day, k.province_id, {TENTH} * {rounded(total, f"({SHARES} * {TENTH} * COUNT(*))")},
            COUNT(*), {RULE}, so.kind = 'sample', k.parameter
        {means}
        GROUP BY k.day, k.province_id, k.parameter, so.kind = 'sample'
        ON CONFLICT (province_id, parameter, is_sample, day) DO UPDATE SET
            mean_thousandths = excluded.mean_thousandths, stations = excluded.stations, rule = excluded.rule""",
        keys,
    )
