"""What must be stored after a run, worked out from the source's rule alone, against what is stored."""

import io
from collections import Counter, defaultdict
from datetime import UTC, timedelta
from fractions import Fraction

from django.db.models import Count

from foundation.audit.models import Entry
from foundation.audit.services import verify
from pm25.flags import Flag
from pm25.models import (
    Averaging,
    CountryDay,
    DailyMean,
    ImportRun,
    Latest,
    ProvinceDay,
    ProvinceMonth,
    Reading,
    Revision,
    StationMonth,
)
from pm25.services import rebuild_rollups
from tests.chaos import air

NEEDED = 18  # of a day's 24 hours
ROLLUPS = (DailyMean, ProvinceDay, Latest, StationMonth, ProvinceMonth, CountryDay)
ADAPTERS = ("air4thai_current", "air4thai_history")


def count(first, last):
    """Lost, doubled and partial things after a run whose first and last answers were given at `first` and `last`."""
    tally = Counter()
    _ledger(tally, first, last)
    readings = _readings(tally, first, last)
    _revisions(tally, first, last)
    _rollups(tally, readings)
    return tally


def windows_between(first, last):
    return [air.moment_of(hour) for hour in range(air.hour_of(first - air.SHOWN_AFTER), air.hour_of(last) + 1)]


def _ledger(tally, first, last):
    """Each window is done, once: one row, one entry in the chain; the sums of the rows are what is stored."""
    runs = ImportRun.objects.all()
    entries = Entry.objects.filter(action="import", object_type="pm25.importrun").order_by().values_list("object_id")
    entries = dict(entries.annotate(count=Count("seq")))
    for adapter in ADAPTERS:
        windows = {run.window_start.astimezone(UTC): run for run in runs.filter(adapter=adapter)}
        for window in windows_between(first, last):
            run = windows.pop(window, None)
            if run is None or run.status != ImportRun.Status.DONE:
                tally["lost windows"] += 1
                continue
            told, own = entries.get(str(run.pk), 0), not run.message_th
            tally["lost windows"] += own and told < 1
            tally["doubled windows"] += told > own
            tally["windows"] += 1
            tally["caught up"] += not own
            tally["tried again"] += own and run.attempts > 1
        tally["doubled windows"] += len(windows)
    tally["partial runs"] += runs.exclude(status=ImportRun.Status.DONE).count()
    tally["partial runs"] += Reading.objects.exclude(run__in=runs.done().values("pk")).count()
    tally["partial runs"] += sum(runs.values_list("new", flat=True)) != Reading.objects.count()
    tally["partial runs"] += sum(runs.values_list("revised", flat=True)) != Revision.objects.count()
    tally["partial runs"] += bool(verify().broken)


def _readings(tally, first, last):
    """Every reading of both feeds, its value and whether it is marked as late; returns the hourly ones that must be."""
    hourly = {}
    for one in air.STATIONS:
        for hour in range(air.first_hour(first), air.hour_of(last) + 1):
            value = air.shown(one, hour, last)
            if value is not None:
                hourly[one, hour] = (value, air.shown(one, hour, first) is None and air.comes_late(one, hour))
    means = {
        (one, air.hour_of(window)): (air.running_mean(one, air.hour_of(window)), False)
        for one in air.STATIONS
        for window in windows_between(first, last)
    }
    _compare(tally, "readings", hourly, _stored(Averaging.HOUR))
    _compare(tally, "readings", means, _stored(Averaging.RUNNING_DAY))
    return {key: value for key, (value, _late) in hourly.items()}


def _stored(averaging):
    rows = Reading.objects.filter(series__averaging=averaging)
    rows = rows.values_list("series__station__source_station_id", "period_end", "value", "flags")
    return {_key(code, end): (int(value * 1000), bool(flags & Flag.LATE)) for code, end, value, flags in rows}


def _key(code, end):
    return int(code.removeprefix("t")), air.hour_of(end)


def _compare(tally, what, wanted, stored):
    tally[what] += len(stored)
    tally[f"lost {what}"] += len(wanted.keys() - stored.keys())
    tally[f"doubled {what}"] += len(stored.keys() - wanted.keys())
    tally[f"partial {what}"] += sum(stored[key] != wanted[key] for key in wanted.keys() & stored.keys())


def _revisions(tally, first, last):
    """One for each hour whose first value and whose correction were both seen."""
    wanted = Counter()
    for one in air.STATIONS:
        for hour in range(air.first_hour(first), air.hour_of(last) + 1):
            before, after = air.thousandths(one, hour), air.thousandths(one, hour, corrected=True)
            seen_before = first < air.moment_of(hour) + air.CORRECTED_HOURS * air.HOUR
            if air.is_corrected(one, hour) and seen_before and air.shown(one, hour, last) == after:
                wanted[one, hour, before, after] += 1
    rows = Revision.objects.values_list("series__station__source_station_id", "period_end", "old_value", "new_value")
    stored = Counter((*_key(code, end), int(old * 1000), int(new * 1000)) for code, end, old, new in rows)
    tally["revisions"] += stored.total()
    tally["lost revisions"] += (wanted - stored).total()
    tally["doubled revisions"] += (stored - wanted).total()


def _rollups(tally, hourly):
    """Days, provinces and newest values of the readings that must be there; all as a full rebuild gives them."""
    days = defaultdict(list)
    for (one, hour), value in hourly.items():
        local = (air.moment_of(hour) - timedelta(seconds=1)).astimezone(air.BANGKOK)
        days[one, local.date()].append(value)
    wanted = {key: (sum(values), _mean(values), len(values)) for key, values in days.items()}
    rows = DailyMean.objects.values_list("series__station__source_station_id", "day", "total", "mean", "hours")
    stored = {
        (int(code.removeprefix("t")), day): (int(total * 1000), None if mean is None else int(mean * 1000), hours)
        for code, day, total, mean, hours in rows
    }
    _compare(tally, "days", wanted, stored)

    provinces = defaultdict(list)
    for (_, day), values in days.items():
        if len(values) >= NEEDED:
            provinces[day].append(Fraction(sum(values), len(values)))
    wanted = {day: (_rounded(Fraction(sum(means), len(means)), 100), len(means)) for day, means in provinces.items()}
    rows = ProvinceDay.objects.values_list("day", "mean", "stations")
    _compare(tally, "province days", wanted, {day: (int(mean * 1000), number) for day, mean, number in rows})

    wanted = {
        one: max((hour, value) for (other, hour), value in hourly.items() if other == one) for one in air.STATIONS
    }
    rows = Latest.objects.filter(series__averaging=Averaging.HOUR)
    rows = rows.values_list("series__station__source_station_id", "period_end", "value")
    stored = {_key(code, end)[0]: (air.hour_of(end), int(value * 1000)) for code, end, value in rows}
    _compare(tally, "latest", wanted, stored)

    before = _tables()
    rebuild_rollups(io.StringIO())
    tally["partial days"] += before != _tables()


def _tables():
    return [sorted(map(str, model.objects.values_list(*_facts(model)))) for model in ROLLUPS]


def _facts(model):
    """Its columns but for the number of a row."""
    return [field.name for field in model._meta.concrete_fields if field.name != "id"]


def _mean(values):
    return _rounded(Fraction(sum(values), len(values)), 1) if len(values) >= NEEDED else None


def _rounded(value, step):
    """Thousandths, a half going up (nothing here is below zero)."""
    return int(value / step + Fraction(1, 2)) * step
