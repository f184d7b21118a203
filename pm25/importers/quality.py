"""Flags that are seen only beside other hours: a value that stands still for six hours or more."""

# ruff: noqa: S608 - every part of the SQL is a constant of the code

from pm25.flags import ERROR_MASK, Flag
from pm25.models import Averaging, Parameter

STUCK_HOURS = 6


def mark_stuck(cursor, dialect):
    """Set or lift STUCK around the hours in `import_changed` (series_id, period_end), particles only.

    A run of equal hourly values is looked at with as many hours around the changed ones as a run needs to be seen.
    """
    reach, wide = STUCK_HOURS - 1, 2 * (STUCK_HOURS - 1)
    cursor.execute(
        """
        CREATE TEMPORARY TABLE import_span AS
        SELECT c.series_id, MIN(c.period_end) AS first, MAX(c.period_end) AS last
        FROM import_changed c JOIN pm25_series se ON se.id = c.series_id
        WHERE se.averaging = %s AND se.parameter IN (%s, %s) GROUP BY c.series_id""",
        [Averaging.HOUR, Parameter.PM25, Parameter.PM10],
    )
    cursor.execute(
        f"""
        CREATE TEMPORARY TABLE import_still AS
        SELECT series_id, period_end, CASE WHEN COUNT(*) OVER (PARTITION BY series_id, value_thousandths, island) >= %s
            THEN {int(Flag.STUCK)} ELSE 0 END AS stuck, inner_span
        FROM (
            SELECT r.series_id, r.period_end, r.value_thousandths,
                CASE WHEN r.period_end >= {dialect.HOURS_LATER.format("s.first", -reach)}
                    AND r.period_end <= {dialect.HOURS_LATER.format("s.last", f"+{reach}")}
                    THEN 1 ELSE 0 END AS inner_span,
                {dialect.HOUR_NUMBER.format("r.period_end")} - ROW_NUMBER() OVER (
                    PARTITION BY r.series_id, r.value_thousandths ORDER BY r.period_end) AS island
            FROM import_span s JOIN pm25_reading r ON r.series_id = s.series_id
                AND r.period_end >= {dialect.HOURS_LATER.format("s.first", -wide)}
                AND r.period_end <= {dialect.HOURS_LATER.format("s.last", f"+{wide}")}
            WHERE r.value_thousandths IS NOT NULL AND (r.flags & {ERROR_MASK}) = 0) AS hours""",
        [STUCK_HOURS],
    )
    cursor.execute(f"""
        INSERT INTO pm25_reading (period_end, series_id, run_id, value_thousandths, flags, raw)
        SELECT r.period_end, r.series_id, r.run_id, r.value_thousandths, (r.flags & ~{int(Flag.STUCK)}) | q.stuck, r.raw
        FROM import_still q JOIN pm25_reading r ON r.series_id = q.series_id AND r.period_end = q.period_end
        WHERE q.inner_span = 1 AND (r.flags & {int(Flag.STUCK)}) <> q.stuck
        ON CONFLICT (series_id, period_end) DO UPDATE SET flags = excluded.flags""")
    cursor.execute("DROP TABLE import_span")
    cursor.execute("DROP TABLE import_still")
