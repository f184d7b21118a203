"""Which of the hours that a large import adds are worth a look by `quality`: it would read all of them again otherwise.

What is looked for is wide: six equal values in a row, and values that stand out from both neighbours. `quality` judges
around what is found. A series of which that cannot be told here is left to it as a whole.
"""

import numpy as np

from pm25.flags import SENT_ERROR_MASK, WATCHED_MASK
from pm25.importers.quality import SPIKE_STEP, STUCK_HOURS
from pm25.models import Averaging, Parameter, Series

HOUR = 3600
CARRIED = STUCK_HOURS - 1  # hours of each series that a run in the next block may begin with
NEAR = 24 * HOUR  # stretches that `quality` would read into each other are made one
JUDGED = (Parameter.PM25, Parameter.PM10, Parameter.HUMIDITY)


class Watch:
    """Sees the new hours of each block in turn."""

    def __init__(self):
        self._last = np.zeros(0, np.int64)
        self._loud = set()
        self._carry = tuple(np.zeros(0, np.int64) for _ in range(4))
        self._found = []

    def see(self, hours, last_before):
        """`last_before` is the time of the newest hour that was stored before the run, of each of the hours' series."""
        self._grow(int(hours.series.max()) + 1)
        starts = np.append(0, np.flatnonzero(np.diff(hours.series)) + 1)
        series, first = hours.series[starts], hours.end[starts]
        last = hours.end[np.append(starts[1:], len(hours)) - 1]
        before = last_before[starts]
        beside = first[(before > 0) & (self._last[series] == 0)]
        self._note(series[(before > 0) & (self._last[series] == 0)], beside, beside)
        self._loud.update(series[first <= np.maximum(before, self._last[series])].tolist())
        self._last[series] = np.maximum(self._last[series], last)
        if (hours.flags & WATCHED_MASK).any():
            self._loud.update(np.unique(hours.series).tolist())
        self._look(hours)

    def _look(self, hours):
        new = hours.series, hours.end, hours.value, ((hours.flags & SENT_ERROR_MASK) == 0).astype(np.int64)
        columns = [np.concatenate(pair) for pair in zip(self._carry, new, strict=True)]
        order = np.lexsort((columns[1], columns[0]))
        series, end, value, usable = columns = [column[order] for column in columns]
        follows = (np.diff(series) == 0) & (np.diff(end) == HOUR) & (usable[1:] & usable[:-1]).astype(bool)
        step = np.diff(value)
        at = np.flatnonzero(_runs(follows & (step == 0), STUCK_HOURS - 1))
        self._note(series[at], end[at], end[at + STUCK_HOURS - 1])
        spike = follows[1:] & follows[:-1] & (np.minimum(np.abs(step[1:]), np.abs(step[:-1])) > SPIKE_STEP)
        at = np.flatnonzero(spike & (np.sign(step[1:]) != np.sign(step[:-1]))) + 1
        self._note(series[at], end[at], end[at])
        ends = np.append(np.flatnonzero(np.diff(series)), len(series) - 1)
        left = np.repeat(ends, np.diff(ends, prepend=-1)) - np.arange(len(series))
        self._carry = tuple(column[left < CARRIED] for column in columns)

    def _note(self, series, first, last):
        if len(series):
            self._found.append((series, first, last))

    def _grow(self, size):
        if size > len(self._last):
            self._last = np.append(self._last, np.zeros(max(size, len(self._last)) - len(self._last), np.int64))

    def stretches(self, apart):
        """`(quiet series, (series, first, last) of stretches to look at)`, those of `apart` left to `quality`."""
        seen = set(np.flatnonzero(self._last).tolist())
        quiet = _alone(seen - self._loud - set(apart))
        if not self._found:
            return quiet, None
        series, first, last = (np.concatenate(column) for column in zip(*self._found, strict=True))
        mine = np.isin(series, quiet)
        return quiet, _joined(series[mine], first[mine], last[mine])


def _runs(same, length):
    """Where `length` of `same` begin that are all true."""
    if len(same) < length:
        return np.zeros(0, bool)
    return np.lib.stride_tricks.sliding_window_view(same, length).all(axis=1)


def _joined(series, first, last):
    """Stretches in order, those near each other made one."""
    order = np.lexsort((first, series))
    series, first, last = series[order], first[order], last[order]
    if not len(series):
        return None
    apart = (np.diff(series) != 0) | (first[1:] - last[:-1] > NEAR)  # none is longer than that
    starts = np.append(0, np.flatnonzero(apart) + 1)
    return series[starts], first[starts], np.maximum.reduceat(last, starts)


def _alone(series):
    """Those of `series` whose station has no other series that `quality` holds beside them."""
    if not series:
        return []
    judged = Series.objects.filter(averaging=Averaging.HOUR, parameter__in=JUDGED).order_by()
    stations = dict(judged.filter(pk__in=series).values_list("pk", "station_id"))
    count = {}
    for station in judged.filter(station_id__in=set(stations.values())).values_list("station_id", flat=True):
        count[station] = count.get(station, 0) + 1
    return [pk for pk, station in stations.items() if count[station] == 1]
