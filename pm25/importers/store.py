"""The one writer of readings: what a file holds is compared with what is stored, and only the difference is written."""

# ruff: noqa: S608 - every part of the SQL is a constant of the code

from dataclasses import dataclass
from functools import partial

from django.db import connection, transaction
from django.utils import timezone

from pm25.flags import DERIVED_MASK, SENT_ERROR_MASK, Flag
from pm25.importers import rollups
from pm25.importers.holding import hold_new
from pm25.importers.parsed import KEPT_REJECTS, Block, Parsed, Rejected
from pm25.importers.quality import watch_hours
from pm25.importers.stations import Synced, sync_stations
from pm25.importers.store_bulk import COMPARED, Bulk, hours_of, plain_number
from pm25.importers.store_dialect import current_dialect
from pm25.importers.tables import drop_tables, make_tables
from pm25.models import Reject, Series

GAP = int(Flag.SENTINEL | Flag.MISSING)

# A value that is not the one stored. A missing mark never takes the place of a value, nor a rounded one of an exact.
DIFFERS = f"""(
    (r.value_thousandths <> s.value_thousandths OR (r.value_thousandths IS NULL) <> (s.value_thousandths IS NULL)
        OR (r.flags & {COMPARED}) <> (s.flags & {COMPARED}))
    AND NOT ((s.flags & {int(Flag.LOW_PRECISION)}) <> 0 AND (r.flags & {int(Flag.LOW_PRECISION)}) = 0)
    AND NOT ((s.flags & {GAP}) <> 0 AND (r.flags & {SENT_ERROR_MASK}) = 0))"""
# Of two values in one file the first is kept, whatever it is
UNLIKE = f"""
    (old_value <> value_thousandths OR (old_value IS NULL) <> (value_thousandths IS NULL)
        OR (old_flags & {COMPARED}) <> (flags & {COMPARED}))"""
# A correction that readers must hear of, as against the same value now known exactly.
CORRECTED = f"""
    (old_value <> value_thousandths OR (old_value IS NULL) <> (value_thousandths IS NULL)
        OR (old_flags & {SENT_ERROR_MASK}) <> (flags & {SENT_ERROR_MASK}))"""


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
def store(parsed: Parsed, run, *, late_before=None, watch=True, progress=None) -> Counts:
    """Write what `parsed` adds to or corrects in what is stored, with its rollups; all of it or nothing.

    A reading that is new and ended before `late_before` (aware) is marked LATE. `watch=False` leaves out the search for
    values that stand still, which generated readings do not need. The second time the same input writes nothing.
    `progress(done_bytes)` is called after each block, with None where the parser does not say how far it is.
    """
    dialect = current_dialect()
    with connection.cursor() as cursor:
        dialect.lock(cursor, run.source_id)
        dialect.plan_by_key(cursor)
        book, rejects, counts = _Stations(run.source), _Rejects(), Counts()
        make_tables(cursor, dialect)
        bulk = Bulk(cursor, dialect, run, late_before, counts, partial(_merge_hours, cursor, dialect, run, counts))
        for block in parsed.blocks:
            rejects.take_new(parsed)
            ids, suspect = book.series_of(block, book.synced(parsed))
            hours = hours_of(block, ids, suspect, smallest=bulk.smallest)
            if hours is not None:
                rejects.add(bulk.write(hours))
            else:
                bulk.set_aside(ids)
                _stage(cursor, dialect, block, ids, suspect)
                rejects.add(_merge(cursor, dialect, run, counts, late_before))
            if progress is not None:
                progress(parsed.done_bytes)
        rejects.take_new(parsed)
        counts.pending_stations = book.synced(parsed).pending
        if counts.new or counts.revised:
            bulk.finish()
            if watch:
                watch_hours(cursor, dialect)
            hold_new(cursor, dialect)
            rollups.recompute(cursor, dialect)
        drop_tables(cursor)
    counts.unchanged += parsed.doubled
    counts.rejected = rejects.count + parsed.rejects_beyond
    keep_rejects(run, rejects.kept)
    return counts


class _Stations:
    """The stations that a file has named so far, each brought up to date once, and their series."""

    def __init__(self, source):
        self.source, self._synced, self._done = source, Synced({}, 0, set()), 0
        self._series = {}

    def synced(self, parsed):
        rows = parsed.stations[self._done :]
        if rows:
            self._done += len(rows)
            found = sync_stations(self.source, rows)
            self._synced.by_id |= found.by_id
            self._synced.suspect |= found.suspect
            self._synced.pending += found.pending
        return self._synced

    def series_of(self, block, synced):
        """The ids of the block's series, and the flag of those in an impossible place."""
        stations = {key.station: synced.by_id[key.station] for key in block.series}
        missing = [key for key in block.series if key not in self._series]
        if missing:
            self._series |= zip(missing, _made_series(missing, stations), strict=True)
        flag = int(Flag.POSITION_SUSPECT)
        suspect = [flag if stations[key.station].pk in synced.suspect else 0 for key in block.series]
        return [self._series[key] for key in block.series], suspect


class _Rejects:
    """What was refused, in the order of the file: the first ones, and the count of all."""

    def __init__(self):
        self.kept, self.count, self._taken = [], 0, 0

    def take_new(self, parsed):
        """Add what the parser has refused since the last call."""
        fresh = parsed.rejects[self._taken :]
        self._taken += len(fresh)
        self.add(fresh)

    def add(self, rejects):
        self.count += len(rejects)
        self.kept += rejects[: KEPT_REJECTS - len(self.kept)]


def _stage(cursor, dialect, block, ids, suspect):
    flags = block.flags
    if any(suspect):
        flags = [own | suspect[number] for own, number in zip(flags, block.series_no, strict=True)]
    dialect.empty(cursor, "import_stage")
    dialect.stage(cursor, block, [ids[number] for number in block.series_no], flags)


def _merge_hours(cursor, dialect, run, counts, hours):
    """As `_merge`, of some rows of a large block; their lateness is known already."""
    columns = {name: column.tolist() for name, column in vars(hours).items()}
    block = Block([], [], columns["end"], columns["value"], columns["flags"], columns["raw"], columns["line"])
    dialect.empty(cursor, "import_stage")
    dialect.stage(cursor, block, columns["series"], columns["flags"])
    return _merge(cursor, dialect, run, counts, None)


def _made_series(keys, stations):
    """The ids of series, made where they are missing."""
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
    return [known[stations[key.station].pk, key.parameter, str(key.averaging)] for key in keys]


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
    cursor.execute(f"SELECT line, value_thousandths FROM import_known WHERE old_run = %s AND {UNLIKE}", [run.pk])
    return [Rejected(line, "conflict", plain_number(value)) for line, value in cursor.fetchall()]


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
