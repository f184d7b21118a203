"""The one writer of readings: what a file holds is compared with what is stored, and only the difference is written."""

# ruff: noqa: S608 - every part of the SQL is a constant of the code

from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from pm25.flags import DERIVED_MASK, ERROR_MASK, Flag
from pm25.importers import rollups
from pm25.importers.parsed import LONGEST_RAW, Parsed, Rejected
from pm25.importers.quality import mark_stuck
from pm25.importers.stations import sync_stations
from pm25.importers.store_dialect import current_dialect
from pm25.importers.tables import drop_tables, make_tables
from pm25.models import Reject, Series

KEPT_REJECTS = 1000
GAP = int(Flag.SENTINEL | Flag.MISSING)
COMPARED = 0x7FFF & ~DERIVED_MASK

# A value that is not the one stored. A missing mark never takes the place of a value, nor a rounded one of an exact.
DIFFERS = f"""(
    (r.value_thousandths <> s.value_thousandths OR (r.value_thousandths IS NULL) <> (s.value_thousandths IS NULL)
        OR (r.flags & {COMPARED}) <> (s.flags & {COMPARED}))
    AND NOT ((s.flags & {int(Flag.LOW_PRECISION)}) <> 0 AND (r.flags & {int(Flag.LOW_PRECISION)}) = 0)
    AND NOT ((s.flags & {GAP}) <> 0 AND (r.flags & {ERROR_MASK}) = 0))"""
# A correction that readers must hear of, as against the same value now known exactly.
CORRECTED = f"""
    (old_value <> value_thousandths OR (old_value IS NULL) <> (value_thousandths IS NULL)
        OR (old_flags & {ERROR_MASK}) <> (flags & {ERROR_MASK}))"""


@dataclass
class Counts:
    """What came of an import, in readings; `pending_stations` are new stations that wait for the secretariat."""

    new: int = 0
    unchanged: int = 0
    revised: int = 0
    rejected: int = 0
    late: int = 0
    pending_stations: int = 0


@transaction.atomic
def store(parsed: Parsed, run, *, late_before=None, watch=True) -> Counts:
    """Write what `parsed` adds to or corrects in what is stored, with its rollups; all of it or nothing.

    A reading that is new and ended before `late_before` (aware) is marked LATE. `watch=False` leaves out the search for
    values that stand still, which generated readings do not need. The second time the same input writes nothing.
    """
    dialect = current_dialect()
    with connection.cursor() as cursor:
        dialect.lock(cursor, run.source_id)
        dialect.plan_by_key(cursor)
        synced = sync_stations(run.source, parsed.stations)
        counts = Counts(unchanged=parsed.doubled, pending_stations=synced.pending)
        rejects = list(parsed.rejects)
        make_tables(cursor, dialect)
        for block in parsed.blocks:
            _stage(cursor, dialect, block, synced)
            rejects += _merge(cursor, dialect, run, counts, late_before)
        if counts.new or counts.revised:
            if watch:
                mark_stuck(cursor, dialect)
            rollups.recompute(cursor, dialect)
        drop_tables(cursor)
    counts.rejected = len(rejects)
    keep_rejects(run, rejects)
    return counts


def _stage(cursor, dialect, block, synced):
    ids, suspect = _series_ids(block.series, synced)
    flags = block.flags
    if any(suspect):
        flags = [own | suspect[number] for own, number in zip(flags, block.series_no, strict=True)]
    dialect.empty(cursor, "import_stage")
    dialect.stage(cursor, block, [ids[number] for number in block.series_no], flags)


def _series_ids(keys, synced):
    """The ids of a block's series, made where they are missing, and the flag of those in an impossible place."""
    stations = {key.station: synced.by_id[key.station] for key in keys}
    known = _known_series(stations.values())
    wanted = {(stations[key.station].pk, key.parameter, str(key.averaging)): key.unit for key in keys}
    missing = [
        Series(station_id=station, parameter=parameter, averaging=averaging, unit=unit)
        for (station, parameter, averaging), unit in wanted.items()
        if (station, parameter, averaging) not in known
    ]
    if missing:
        Series.objects.bulk_create(missing)
        known = _known_series(stations.values())
    ids = [known[stations[key.station].pk, key.parameter, str(key.averaging)] for key in keys]
    flag = int(Flag.POSITION_SUSPECT)
    return ids, [flag if stations[key.station].pk in synced.suspect else 0 for key in keys]


def _known_series(stations):
    rows = Series.objects.filter(station__in={station.pk for station in stations}).order_by()
    return {
        (station, parameter, averaging): pk
        for pk, station, parameter, averaging in rows.values_list("pk", "station_id", "parameter", "averaging")
    }


def _merge(cursor, dialect, run, counts, late_before):
    """Write the difference between `import_stage` and the readings; return what contradicts this very run."""
    staged = _count(cursor, "SELECT COUNT(*) FROM import_stage")
    if not staged:
        return []
    rejects = _take_out_known(cursor, dialect, run, staged)
    revised = _revise(cursor, run)
    new, late = _add(cursor, run, late_before)
    counts.new += new
    counts.late += late
    counts.revised += revised
    counts.unchanged += staged - new - revised - len(rejects)
    return rejects


def _take_out_known(cursor, dialect, run, staged):
    """Move what is stored already from `import_stage` to `import_known`, beside what is stored.

    A row that differs from one of this same run is a conflict within the file: it is returned and forgotten.
    """
    between = _bounds(cursor)
    dialect.empty(cursor, "import_known")
    cursor.execute(
        f"""
        INSERT INTO import_known
        SELECT s.period_end, s.series_id, s.value_thousandths, s.flags, s.raw, s.line,
            r.value_thousandths, r.flags, r.raw, r.run_id, {DIFFERS}
        FROM import_stage s JOIN pm25_reading r ON r.series_id = s.series_id AND r.period_end = s.period_end
        WHERE r.period_end >= %s AND r.period_end <= %s""",
        between,
    )
    known = cursor.rowcount
    if known == staged:
        dialect.empty(cursor, "import_stage")
    elif known:
        cursor.execute(
            """
            DELETE FROM import_stage WHERE EXISTS (
                SELECT 1 FROM pm25_reading r WHERE r.series_id = import_stage.series_id
                AND r.period_end = import_stage.period_end AND r.period_end >= %s AND r.period_end <= %s)""",
            between,
        )
    cursor.execute("SELECT line, value_thousandths FROM import_known WHERE differs AND old_run = %s", [run.pk])
    return [Rejected(line, "conflict", str(value)[:LONGEST_RAW]) for line, value in cursor.fetchall()]


def _revise(cursor, run):
    """Update what differs and append what it was; return the number of corrections."""
    cursor.execute(
        f"""
        INSERT INTO pm25_revision (series_id, period_end, old_thousandths, new_thousandths, old_flags, new_flags,
            old_raw, old_run_id, run_id, at)
        SELECT series_id, period_end, old_value, value_thousandths, old_flags, flags, old_raw, old_run, %s, %s
        FROM import_known WHERE differs AND old_run <> %s AND {CORRECTED}""",
        [run.pk, connection.ops.adapt_datetimefield_value(timezone.now()), run.pk],
    )
    revised = cursor.rowcount
    cursor.execute(
        f"""
        INSERT INTO import_changed SELECT period_end, series_id
        FROM import_known WHERE differs AND old_run <> %s AND {CORRECTED}""",
        [run.pk],
    )
    cursor.execute(
        f"""
        INSERT INTO pm25_reading (period_end, series_id, run_id, value_thousandths, flags, raw)
        SELECT period_end, series_id, %s, value_thousandths, flags | (old_flags & {DERIVED_MASK}), raw
        FROM import_known WHERE differs AND old_run <> %s
        ON CONFLICT (series_id, period_end) DO UPDATE SET run_id = excluded.run_id,
            value_thousandths = excluded.value_thousandths, flags = excluded.flags, raw = excluded.raw""",
        [run.pk, run.pk],
    )
    return revised


def _add(cursor, run, late_before):
    """Insert what is left in `import_stage`; return how many rows that were, and how many of them came late."""
    late = 0
    if late_before is not None:
        cursor.execute(
            f"UPDATE import_stage SET flags = flags | {int(Flag.LATE)} WHERE period_end < %s",
            [connection.ops.adapt_datetimefield_value(late_before)],
        )
        late = cursor.rowcount
    cursor.execute(
        "INSERT INTO pm25_reading (period_end, series_id, run_id, value_thousandths, flags, raw)"
        " SELECT period_end, series_id, %s, value_thousandths, flags, raw FROM import_stage"
        " ORDER BY series_id, period_end",
        [run.pk],
    )
    new = cursor.rowcount
    cursor.execute("INSERT INTO import_changed SELECT period_end, series_id FROM import_stage")
    return new, late


def _bounds(cursor):
    """The first and last time in `import_stage`, so that the planner leaves other years' partitions alone."""
    cursor.execute("SELECT MIN(period_end), MAX(period_end) FROM import_stage")
    return cursor.fetchone()


def _count(cursor, sql):
    cursor.execute(sql)
    return cursor.fetchone()[0]


def keep_rejects(run, rejects):
    """Keep the first rejects of a run; the run itself counts them all."""
    Reject.objects.bulk_create(
        Reject(run=run, line=row.line, reason=row.reason, message_th=row.message_th, raw=row.raw)
        for row in rejects[:KEPT_REJECTS]
    )
