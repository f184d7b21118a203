"""Flags that are seen only beside other hours or other series of a station; all of them are set and lifted by one rule.

STUCK: a particle value that stands still for six hours or more. SPIKE: one hour more than 100 µg/m³ above, or below,
the hour before and the hour after. PM25_GT_PM10: fine dust beyond the coarse dust that it is a part of, by more than
two instruments differ. HIGH_RH: dust of a low-cost sensor in air so damp that it counts droplets. Hourly values only.
What the secretariat holds out is judged like any other hour, so that no decision moves a flag of the hours beside it.
"""

# ruff: noqa: S608 - every part of the SQL is a constant of the code

from pm25.flags import SENT_ERROR_MASK, WATCHED_MASK, Flag
from pm25.models import Averaging, Parameter, Source

STUCK_HOURS = 6
SPIKE_STEP = 100_000  # thousandths of µg/m³
# A beta gauge's hour is good to about 5 µg/m³ (twice its noise) and two gauges agree within about 10 %: what is less
# says nothing about either instrument. One optical sensor counts both from the same pulse and stays within it.
FINE_EXCESS, FINE_PERCENT = 5_000, 10
# Above about 85 % particles take up water and light-scattering sensors read them as more dust
HIGH_RH = 85_000  # thousandths of a per cent
REACH, WIDE = STUCK_HOURS - 1, 2 * (STUCK_HOURS - 1)
USABLE = f"({{0}}.flags & {SENT_ERROR_MASK}) = 0"


def watch_hours(cursor, dialect):
    """Set or lift the flags around the hours in `import_changed` (series_id, period_end).

    One pass over the hours of the changed span; only what stands out goes on. As many hours around the changed ones are
    looked at as a run of equal values needs to be seen.
    """
    _span(cursor)
    dialect.analyse(cursor, "import_watch")
    _pick(cursor, dialect)
    _write(cursor, dialect)
    cursor.execute("DROP TABLE import_watch")
    cursor.execute("DROP TABLE import_steps")


def _span(cursor):
    """`import_watch`: the particle series of each station with changed hours, with the series that they are held to."""
    cursor.execute(
        """
        CREATE TEMPORARY TABLE import_watch AS
        SELECT t.id AS series_id, MIN(c.first) AS first, MAX(c.last) AS last, coarse.id AS coarse_id, damp.id AS damp_id
        FROM (SELECT series_id, MIN(period_end) AS first, MAX(period_end) AS last, MIN(period_end) AS stretch
            FROM import_changed WHERE series_id NOT IN (SELECT series_id FROM import_quiet) GROUP BY series_id
            UNION ALL SELECT series_id, first, last, first FROM import_stretch) c
        JOIN pm25_series s ON s.id = c.series_id AND s.averaging = %s AND s.parameter IN (%s, %s, %s)
        JOIN pm25_station st ON st.id = s.station_id JOIN pm25_source so ON so.id = st.source_id
        JOIN pm25_series t ON t.station_id = s.station_id AND t.averaging = s.averaging AND t.parameter IN (%s, %s)
        LEFT JOIN pm25_series coarse ON coarse.station_id = s.station_id AND coarse.averaging = s.averaging
            AND coarse.parameter = %s AND t.parameter = %s
        LEFT JOIN pm25_series damp ON damp.station_id = s.station_id AND damp.averaging = s.averaging
            AND damp.parameter = %s AND so.kind = %s
        GROUP BY t.id, coarse.id, damp.id, CASE WHEN s.id IN (SELECT series_id FROM import_quiet) THEN c.stretch END""",
        [
            *(Averaging.HOUR, Parameter.PM25, Parameter.PM10, Parameter.HUMIDITY),
            *(Parameter.PM25, Parameter.PM10),
            *(Parameter.PM10, Parameter.PM25),
            *(Parameter.HUMIDITY, Source.Kind.LOWCOST),
        ],
    )


def _pick(cursor, dialect):
    """`import_steps`: the hours that equal the one before, jump from it, or have or need a flag. Few of all hours."""
    coarse = "CAST(r.value_thousandths AS bigint)"
    beyond = f"100 * (number - {FINE_EXCESS}) > {100 + FINE_PERCENT} * {coarse}"
    hours = dialect.WITH_HOUR_BEFORE.format(
        usable=USABLE.format("r"),
        before_usable=USABLE.format("b"),
        since=dialect.HOURS_LATER.format("w.first", -WIDE),
        until=dialect.HOURS_LATER.format("w.last", f"+{WIDE}"),
    )
    cursor.execute(
        f"""
        CREATE TEMPORARY TABLE import_steps AS
        SELECT series_id, first, last, period_end, number - before AS step, pairs
        FROM (
            SELECT series_id, first, last, period_end, flags, number, before,
                CASE WHEN coarse_id IS NOT NULL AND {_beside("coarse_id", beyond)}
                    THEN {int(Flag.PM25_GT_PM10)} ELSE 0 END
                + CASE WHEN damp_id IS NOT NULL AND {_beside("damp_id", f"r.value_thousandths > {HIGH_RH}")}
                    THEN {int(Flag.HIGH_RH)} ELSE 0 END AS pairs
            FROM ({hours}) AS h) AS judged
        WHERE number = before OR ABS(number - before) > {SPIKE_STEP} OR (flags & {WATCHED_MASK}) <> 0 OR pairs <> 0""",
        [],
    )


def _beside(series, condition):
    """SQL: the other series of the station has a usable value for this very hour, and it meets the condition."""
    return f"""number IS NOT NULL AND EXISTS (SELECT 1 FROM pm25_reading r WHERE r.series_id = {series}
        AND r.period_end = h.period_end AND {USABLE.format("r")} AND {condition})"""


def _write(cursor, dialect):
    """Give the hours of `import_steps` the flags that they should have, where they have others.

    A run of equal values is one hour longer than its hours that equal the one before; a spike is followed by a jump
    back.
    """
    hour = dialect.HOUR_NUMBER.format("period_end")
    chain = f"""SELECT series_id, first, last, period_end, {hour} - ROW_NUMBER() OVER (
        PARTITION BY series_id ORDER BY period_end) AS island FROM import_steps WHERE step = 0"""
    jumps = f"""SELECT series_id, first, last, period_end, step,
            LEAD(step) OVER o AS next, LEAD(period_end) OVER o AS at
        FROM import_steps WHERE ABS(step) > {SPIKE_STEP} WINDOW o AS (PARTITION BY series_id ORDER BY period_end)"""
    cursor.execute(
        f"""
        INSERT INTO pm25_reading (period_end, series_id, run_id, value_thousandths, flags, raw)
        SELECT r.period_end, r.series_id, r.run_id, r.value_thousandths, (r.flags & ~{WATCHED_MASK}) | q.marks, r.raw
        FROM (
            SELECT series_id, period_end, CAST(SUM(marks) AS integer) AS marks FROM (
                SELECT series_id, first, last, period_end, pairs AS marks FROM import_steps
                UNION ALL SELECT series_id, first, last, period_end, {int(Flag.SPIKE)} FROM ({jumps}) AS j
                    WHERE at = {dialect.HOURS_LATER.format("period_end", "+1")} AND (step > 0) <> (next > 0)
                UNION ALL SELECT series_id, first, last, period_end, {int(Flag.STUCK)} FROM (
                    SELECT c.*, COUNT(*) OVER (PARTITION BY series_id, island) AS length FROM ({chain}) AS c) AS still
                    WHERE length >= {STUCK_HOURS - 1}
                UNION ALL SELECT series_id, first, last,
                    {dialect.HOURS_LATER.format("MIN(period_end)", -1)}, {int(Flag.STUCK)} FROM ({chain}) AS c
                    GROUP BY series_id, first, last, island HAVING COUNT(*) >= {STUCK_HOURS - 1}) AS found
            WHERE period_end >= {dialect.HOURS_LATER.format("first", -REACH)}
                AND period_end <= {dialect.HOURS_LATER.format("last", f"+{REACH}")}
            GROUP BY series_id, period_end) AS q
        JOIN pm25_reading r ON r.series_id = q.series_id AND r.period_end = q.period_end
        WHERE (r.flags & {WATCHED_MASK}) <> q.marks
        ON CONFLICT (series_id, period_end) DO UPDATE SET flags = excluded.flags""",
        [],
    )
