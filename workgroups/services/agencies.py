"""Agencies change: a new name from a day on, or another agency that takes over."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from foundation.audit.services import record, snapshot
from foundation.thai.dates import date_words
from workgroups.models import Agency, AgencyName

ONE_DAY = datetime.timedelta(days=1)


class CannotSucceed(ValidationError):
    """The agencies are the same, the old one has a successor, or the new one leads back to it."""


class CannotRename(ValidationError):
    """The day of the new name lies within the time of an earlier one."""


@transaction.atomic
def succeed_agency(old, new, on, *, by):
    """Record that `new` takes over from `old` on the day `on`; return `old`.

    Seats stay with the agency that they were given to: from `on` the rosters show its successor. Raises CannotSucceed.
    """
    locked = {row.pk: row for row in Agency.objects.select_for_update().filter(pk__in=[old.pk, new.pk])}
    old, new = locked[old.pk], locked[new.pk]
    if old.successor_id:
        raise CannotSucceed(
            _("หน่วยงานนี้มีผู้รับช่วงต่อแล้วตั้งแต่ %(date)s"), code="done", params={"date": date_words(old.succeeded_on)}
        )
    if old.pk in _line(new):
        raise CannotSucceed(_("เลือกหน่วยงานที่รับช่วงต่อเป็นหน่วยงานอื่น"), code="circle")
    before = snapshot(old)
    old.successor, old.succeeded_on = new, on
    old.save()
    record("workgroups.succeed_agency", old, by=by, before=before, after=snapshot(old))
    return old


@transaction.atomic
def rename_agency(agency, *, name_th, on, by, name_en="", source=""):
    """Give `agency` a new name from the day `on`; the old one is kept with its last day. Raises CannotRename."""
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    last = agency.names.aggregate(last=Max("valid_to"))["last"]
    if last is not None and on - ONE_DAY <= last:
        raise CannotRename(_("ชื่อก่อนหน้าใช้ถึง %(date)s กรอกวันที่หลังจากนั้น"), code="within", params={"date": date_words(last)})
    before = snapshot(agency)
    AgencyName.objects.create(
        agency=agency,
        name_th=agency.name_th,
        name_en=agency.name_en,
        valid_from=last + ONE_DAY if last else None,
        valid_to=on - ONE_DAY,
        source=source,
    )
    agency.name_th, agency.name_en = name_th, name_en
    agency.save()
    record("workgroups.rename_agency", agency, by=by, before=before, after=snapshot(agency))
    return agency


def _line(agency):
    """The keys of `agency` and of all that took over from it."""
    seen = set()
    while agency is not None and agency.pk not in seen:
        seen.add(agency.pk)
        agency = agency.successor
    return seen
