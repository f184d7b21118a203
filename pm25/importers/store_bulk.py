"""Large blocks by whole columns: compared with what is stored here, new rows sent straight into the table.

Only rows that differ from what is stored go the way of small blocks (`store._merge`), which knows about corrections.
Daily totals are added up on the way, of those days alone that had no reading before: there the sum over what was sent
is the sum over what is stored.
"""

from dataclasses import dataclass

import numpy as np
from django.conf import settings
from django.db import IntegrityError, transaction

from pm25.flags import DERIVED_MASK, ERROR_MASK, Flag
from pm25.importers.parsed import Rejected
from pm25.importers.store_watch import Watch
from pm25.models import Averaging, FlagInterval, Series
from pm25.models.rollups import HOURS_OF_DAY

SMALLEST = 1  # rows: of fewer, statements cost more than rows
TIME_BITS = 33
FOLDED = 50_000  # station-days that are written at a time
HOUR, DAY = 3600, 86400
THAI_SHIFT = 7 * HOUR - 1  # the hour that ends at midnight counts to the day that it ends
GAP = 48 * HOUR  # rows of a series further apart are looked up apart
COMPARED = 0x7FFF & ~DERIVED_MASK
NEVER, ALWAYS = np.iinfo(np.int64).max, np.iinfo(np.int64).min
NO_VALUE = -(2**31)


@dataclass
class Hours:
    """Readings of a block as NumPy columns, in the order of series and time; no value is None."""

    series: np.ndarray
    end: np.ndarray
    value: np.ndarray
    flags: np.ndarray
    raw: np.ndarray
    line: np.ndarray

    def __len__(self):
        return len(self.series)

    def __getitem__(self, rows):
        return Hours(*(column[rows] for column in vars(self).values()))

    @property
    def key(self):
        return self.series << TIME_BITS | self.end


def hours_of(block, series_ids, suspect, *, smallest) -> Hours | None:
    """The block by the ids of its series, with their flags; None where it lacks a value, or is a list of fewer rows."""
    if len(block) < smallest and not isinstance(block.thousandths, np.ndarray):
        return None
    value = np.asarray(block.thousandths)
    if value.dtype == object or not len(value):
        return None
    number = np.asarray(block.series_no, np.int64)
    raw = block.raw
    if not isinstance(raw, np.ndarray):
        raw = np.empty(len(block), object)
        raw[:] = block.raw
    hours = Hours(
        np.asarray(series_ids, np.int64)[number],
        np.asarray(block.period_end, np.int64),
        value.astype(np.int64),
        np.asarray(block.flags, np.int64) | np.asarray(suspect, np.int64)[number],
        raw,
        np.asarray(block.line, np.int64),
    )
    key = hours.key
    return hours if (key[1:] > key[:-1]).all() else hours[np.argsort(key, kind="stable")]


class Bulk:
    """Writes large blocks of one run. `merge(hours)` writes rows that differ and returns their conflicts."""

    def __init__(self, cursor, dialect, run, late_before, counts, merge):
        self.cursor, self.dialect, self.run, self.counts, self.merge = cursor, dialect, run, counts, merge
        self.late_before = ALWAYS if late_before is None else int(late_before.timestamp())
        self._extents = _Extents(cursor, dialect)
        self._days, self._merged, self._watch = [], set(), Watch()
        self._corrected, self._seen = set(), []
        self._held = set(FlagInterval.objects.holding().order_by().values_list("station_id", flat=True))

    @property
    def smallest(self):
        """From how many rows on a block goes this way: once one did, all do, for they are parts of one file."""
        return 1 if self._extents.is_used else SMALLEST

    def set_aside(self, series_ids):
        """Forget what is known of series that others write."""
        self._merged.update(series_ids)
        self._extents.forget(series_ids)

    def write(self, hours) -> list[Rejected]:
        """Store a block; return what contradicts this very run."""
        self._extents.load(hours.series)
        spans = _spans(hours)
        stored = self._stored(hours, spans)
        conflicts, new = [], hours
        if stored is not None:
            conflicts, new = self._take_out_known(hours, stored)
        if len(new):
            conflicts += self._add(new)
        self._extents.widen(*spans)
        self._seen.append([(column // unit).astype(np.int32) for column, unit in _hour_spans(hours)])
        return conflicts

    def _stored(self, hours, spans):
        """What is stored in the spans of the block, or None where that is nothing."""
        series, first, last = spans
        known = self._extents.overlap(series, first, last)
        if not known.any():
            return None
        stored = self.dialect.read_hours(self.cursor, series[known], first[known], last[known])
        return stored if len(stored["series"]) else None

    def _take_out_known(self, hours, stored):
        """`(conflicts, hours that are new)`; those that differ from what is stored are merged on the way."""
        key = hours.key
        there = stored["series"] << TIME_BITS | stored["end"]
        at = np.minimum(np.searchsorted(key, there), len(key) - 1)
        hit = key[at] == there
        at, stored = at[hit], {name: column[hit] for name, column in stored.items()}
        same = (hours.value[at] == stored["value"]) & (((hours.flags[at] ^ stored["flags"]) & COMPARED) == 0)
        own = (stored["run"] == self.run.pk) | self._were_seen(hours[at], ~same)
        self.counts.unchanged += int(same.sum())
        conflicts = [
            Rejected(int(hours.line[row]), "conflict", plain_number(int(hours.value[row])))
            for row in np.sort(at[~same & own]).tolist()
        ]
        differ = np.sort(at[~same & ~own])
        if len(differ):
            self._corrected.update(np.unique(hours.series[differ]).tolist())
            conflicts += self.merge(hours[differ])
        is_new = np.ones(len(hours), bool)
        is_new[at] = False
        return conflicts, hours[is_new]

    def _were_seen(self, hours, ask):
        """Which of the hours an earlier block of this run had too, of those that `ask` marks."""
        ask = ask & self._extents.covers(hours.series, hours.end)
        found = np.zeros(len(hours), bool)
        if ask.any():
            series, first, last = (np.concatenate(column).astype(np.int64) for column in zip(*self._seen, strict=True))
            key, upto = series << TIME_BITS | first, series << TIME_BITS | last
            order = np.argsort(key)
            key, reach = key[order], np.maximum.accumulate(upto[order])
            wanted = hours.series[ask] << TIME_BITS | hours.end[ask] // HOUR
            at = np.searchsorted(key, wanted, side="right") - 1
            found[ask] = (at >= 0) & (reach[np.maximum(at, 0)] >= wanted)
        return found

    def _add(self, hours):
        late = hours.end < self.late_before
        if late.any():
            hours.flags = hours.flags | np.where(late, int(Flag.LATE), 0)
        try:
            with transaction.atomic():
                self.dialect.add_hours(self.cursor, self.run.pk, hours)
        except IntegrityError:  # somebody wrote without the lock: compare again, now in the database
            self.set_aside(np.unique(hours.series).tolist())
            return self.merge(hours)
        self.counts.new += len(hours)
        self.counts.late += int(late.sum())
        self._days.append(_days(hours))
        self._watch.see(hours, self._extents.last_before(hours.series))
        self._name_held(hours)
        return []

    def _name_held(self, hours):
        """Hours that the secretariat may hold out are named one by one, and their days left to the database."""
        if not self._held:
            return
        ids = np.unique(hours.series).tolist()
        held = Series.objects.filter(pk__in=ids, station_id__in=self._held).order_by().values_list("pk", flat=True)
        self._merged.update(held)
        hours = hours[np.isin(hours.series, list(held))]
        if len(hours):
            self.dialect.name_hours(self.cursor, hours.series, hours.end)

    def finish(self):
        """Name what was written in `import_changed` and `import_dirty`, and write the daily means that are known."""
        if not self._days:
            return
        written = np.unique(np.concatenate([np.unique(part[0]) for part in self._days])).astype(np.int64)
        for ends in self._extents.written(written):
            self.dialect.name_hours(self.cursor, written, ends)
        self.dialect.name_stretches(self.cursor, *self._watch.stretches(self._merged | self._corrected))
        hourly = self._hourly(written)
        for series, day, total, count in _added_up(self._days, written):
            rows = np.isin(series, hourly)
            self._write_days(series[rows], day[rows], total[rows], count[rows])
        self.dialect.bound_days(self.cursor)

    def _write_days(self, series, day, total, count):
        known = self._extents.is_pure(series, day) & ~np.isin(series, list(self._merged))
        self.dialect.name_days(self.cursor, series, day, known)
        known &= count > 0
        series, day, total, count = (column[known] for column in (series, day, total, count))
        enough = count * 100 >= HOURS_OF_DAY * settings.COMPLETENESS_PERCENT
        mean = np.where(
            total >= 0, (2 * total + count) // (2 * count), -((count - 2 * total) // (2 * count))
        )  # rounded once, half away from zero
        self.dialect.add_days(self.cursor, series, day, total, np.where(enough, mean, NO_VALUE), count)

    def _hourly(self, series):
        found = Series.objects.filter(pk__in=series.tolist(), averaging=Averaging.HOUR).order_by()
        return list(found.values_list("pk", flat=True))


class _Extents:
    """From when to when each series has readings: before the run (`lo`, `hi`), and with what the run wrote."""

    def __init__(self, cursor, dialect):
        self._cursor, self._dialect = cursor, dialect
        self._before, self._now = np.zeros((2, 0), np.int64), np.zeros((2, 0), np.int64)
        self._own = np.zeros((2, 0), np.int64)
        self._known = np.zeros(0, bool)

    def load(self, series):
        self._grow(int(series.max()) + 1)
        missing = np.unique(series[~self._known[series]])
        if not len(missing):
            return
        for pk, first, last in self._dialect.read_extents(self._cursor, missing.tolist()):
            self._before[:, pk] = first, last
        self._now[:, missing] = self._before[:, missing]
        self._known[missing] = True

    @property
    def is_used(self):
        return bool(self._known.any())

    def forget(self, series_ids):
        if self.is_used and series_ids:  # a sheet may be empty
            self._grow(max(series_ids) + 1)
            self._known[series_ids] = False

    def overlap(self, series, first, last):
        return (first <= self._now[1, series]) & (last >= self._now[0, series])

    def widen(self, series, first, last):
        for table in (self._now, self._own):
            np.minimum.at(table[0], series, first)
            np.maximum.at(table[1], series, last)

    def written(self, series):
        return self._own[0, series], self._own[1, series]

    def covers(self, series, end):
        """Whether the run had the series before and after that time, or at it."""
        return (end >= self._own[0, series]) & (end <= self._own[1, series])

    def last_before(self, series):
        return np.maximum(self._before[1, series], 0)

    def is_pure(self, series, day):
        """Whether no reading of the series' day was stored before."""
        first, last = self._before[0, series], self._before[1, series]
        return (last < first) | (day < _day(np.minimum(first, 2**40))) | (day > _day(np.maximum(last, 0)))

    def _grow(self, size):
        more = size - len(self._known)
        if more <= 0:
            return
        empty = np.repeat([[NEVER], [ALWAYS]], max(more, size), axis=1)
        self._known = np.append(self._known, np.zeros(empty.shape[1], bool))
        for name in ("_before", "_now", "_own"):
            setattr(self, name, np.append(getattr(self, name), empty, axis=1))


def _spans(hours, gap=GAP):
    """Series, first and last time of the stretches of a block, none with a longer gap."""
    breaks = np.flatnonzero((np.diff(hours.series) != 0) | (np.diff(hours.end) > gap)) + 1
    first, last = np.append(0, breaks), np.append(breaks, len(hours)) - 1
    return hours.series[first], hours.end[first], hours.end[last]


def _hour_spans(hours):
    """The hours of a block without a gap: `(column, what a unit of it is)` of series, first and last."""
    return zip(_spans(hours, HOUR), (1, HOUR, HOUR), strict=True)


def _day(end):
    return (end + THAI_SHIFT) // DAY


def _days(hours):
    """Series, day (since 1970), total of usable values and their count, of each series and day."""
    day = _day(hours.end)
    starts = np.append(0, np.flatnonzero((np.diff(hours.series) != 0) | (np.diff(day) != 0)) + 1)
    usable = (hours.flags & ERROR_MASK) == 0
    sums = np.where(usable, hours.value, 0), usable.astype(np.int64)
    total, count = (np.add.reduceat(column, starts) for column in sums)
    return hours.series[starts].astype(np.int32), day[starts].astype(np.int32), total, count.astype(np.int8)


def _added_up(parts, written):
    """Yield the parts of `_days` with each series and day once, some of the `written` series at a time."""
    count = sum(len(part[0]) for part in parts)
    for ids in np.array_split(written, min(len(written), count // FOLDED + 1)):
        own = [_between(part, ids[0], ids[-1]) for part in parts]
        series, day, *sums = (np.concatenate(column).astype(np.int64) for column in zip(*own, strict=True))
        order = np.lexsort((day, series))
        series, day = series[order], day[order]
        starts = np.append(0, np.flatnonzero((np.diff(series) != 0) | (np.diff(day) != 0)) + 1)
        yield series[starts], day[starts], *(np.add.reduceat(column[order], starts) for column in sums)


def _between(part, first, last):
    """The rows of a part, which is in the order of series, from the series `first` to `last`."""
    rows = slice(*np.searchsorted(part[0], [first, last + 1]))
    return [column[rows] for column in part]


def plain_number(thousandths) -> str:
    whole, rest = divmod(abs(thousandths or 0), 1000)
    return f"{'-' if thousandths and thousandths < 0 else ''}{whole}.{rest:03}".rstrip("0").rstrip(".")
