"""The secretariat takes hours out of use, and gives them back; means and newest values follow at once."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.audit.services import record, snapshot
from pm25.importers import rollups
from pm25.importers.holding import hold_again
from pm25.importers.store_dialect import current_dialect
from pm25.importers.tables import drop_tables, make_tables
from pm25.models import FlagInterval

HOUR = timedelta(hours=1)


class FlagRefused(Exception):
    """The interval cannot be set or lifted; the message says why and what to do."""


@transaction.atomic
def hold_out(*, station, code, reason, begins, ends=None, series=None, level=FlagInterval.Level.HOLD, by=None):
    """Hold the readings of `station`, or of its `series`, from `begins` to `ends` (aware; open without it) out of use.

    The times are widened to full hours, for an hour that is wrong in part is wrong. A `level` of WARN only tells
    readers. Raises FlagRefused. Returns the FlagInterval.
    """
    interval = FlagInterval(
        station=station, series=series, code=code, level=level, reason=reason.strip(), at=timezone.now(), by=by
    )
    interval.begins, interval.ends = _hour_of(begins), ends and _hour_after(ends)
    _check(interval)
    interval.save()
    changed = _recompute(interval) if interval.holds else 0
    record("pm25.hold_out", interval, by=by, after={**snapshot(interval), "readings": changed})
    return interval


@transaction.atomic
def lift(interval, *, reason, by=None) -> FlagInterval:
    """End an interval for good: what no other interval holds is in use again. Raises FlagRefused."""
    interval = FlagInterval.objects.select_for_update().get(pk=interval.pk)
    if interval.is_lifted:
        raise FlagRefused(_("ช่วงนี้ยกเลิกไปแล้ว"))
    if not reason.strip():
        raise FlagRefused(_("บอกเหตุที่ยกเลิก ประชาชนจะเห็นข้อความนี้ในหน้าสถานี"))
    before, held = snapshot(interval), interval.holds
    interval.lifted_at, interval.lifted_reason, interval.lifted_by = timezone.now(), reason.strip(), by
    _check(interval)
    interval.save()
    changed = _recompute(interval) if held else 0
    record("pm25.lift", interval, by=by, before=before, after={**snapshot(interval), "readings": changed})
    return interval


def _check(interval):
    try:
        interval.full_clean(exclude=["by", "lifted_by"])
    except ValidationError as error:
        raise FlagRefused(" ".join(error.messages)) from error


def _recompute(interval):
    """Set the readings' flags and everything that is computed from them; return how many readings changed."""
    dialect = current_dialect()
    with connection.cursor() as cursor:
        dialect.lock(cursor, interval.station.source_id)
        dialect.plan_by_key(cursor)
        make_tables(cursor, dialect)
        changed = hold_again(cursor, dialect, interval)
        if changed:
            rollups.recompute(cursor, dialect)
        drop_tables(cursor)
    return changed


def _hour_of(moment):
    return moment.replace(minute=0, second=0, microsecond=0)


def _hour_after(moment):
    hour = _hour_of(moment)
    return hour if hour == moment else hour + HOUR
