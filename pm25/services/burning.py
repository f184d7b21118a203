"""Burn records: told once however often they are sent, corrected and withdrawn with a reason, imported whole."""

from django.conf import settings
from django.db import IntegrityError, transaction

from foundation.audit.services import record, snapshot
from foundation.documents.services import store_file
from pm25.models import BurnRecord, FuelRequest
from pm25.photos import clean_photo

CORRECTED = ["district", "place_th", "lat", "lon", "area_rai", "note", "burned_on", "cause"]


class BurnRefused(Exception):
    """The record cannot be written or moved so; the message says why."""


@transaction.atomic
def record_burn(*, by, key, photo=None, **facts) -> tuple[BurnRecord, bool]:
    """Write what an officer saw; returns the record and whether it is new.

    `key` (UUID) names the filled-in form: sent again it gives the first record back, and nothing is written. `photo`
    is an uploaded file. Raises BurnRefused for a key of somebody else, UploadRefused for a photo that cannot be read.
    """
    told = _told(key, by)
    if told:
        return told, False
    try:
        with transaction.atomic():
            burn = BurnRecord.objects.create(key=key, reported_by=by, is_demo=settings.DEMO, **facts)
    except IntegrityError:  # the same form came in twice at one moment
        told = _told(key, by)
        if told is None:
            raise
        return told, False
    if photo:
        burn.photo = _stored(photo, burn, by)
        burn.save(update_fields=["photo"])
    record("pm25.record_burn", burn, by=by, after=snapshot(burn))
    return burn, True


@transaction.atomic
def correct_burn(burn, *, by, reason, photo=None, **facts) -> BurnRecord:
    """Change what a record says, for a reason; the history keeps both. A new photo is not public until allowed."""
    burn = BurnRecord.objects.select_for_update().get(pk=burn.pk)
    if burn.status == BurnRecord.Status.WITHDRAWN:
        raise BurnRefused(f"{burn.pk}: {burn.get_status_display()}")
    before = snapshot(burn)
    for name in CORRECTED:
        setattr(burn, name, facts[name])
    if photo:
        burn.photo, burn.photo_is_public = _stored(photo, burn, by), False
    burn.save()
    after = snapshot(burn)
    if after != before:
        record("pm25.correct_burn", burn, by=by, before=before, after=after | {"reason": reason})
    return burn


@transaction.atomic
def move_burn(burn, status, *, by, reason) -> BurnRecord:
    """Withdraw a record, or take it back in, for a reason. Raises BurnRefused."""
    burn = BurnRecord.objects.select_for_update().get(pk=burn.pk)
    if status not in burn.MOVES[burn.status]:
        raise BurnRefused(f"{burn.pk}: {burn.get_status_display()} → {status}")
    before = snapshot(burn)
    burn.status = status
    burn.save(update_fields=["status"])
    record("pm25.move_burn", burn, by=by, before=before, after=snapshot(burn) | {"reason": reason})
    return burn


@transaction.atomic
def show_burn_photo(burn, *, shown, by) -> BurnRecord:
    """Let the public see the photo of a record, or not any more. Raises BurnRefused where there is none."""
    burn = BurnRecord.objects.select_for_update().get(pk=burn.pk)
    if shown and burn.photo_id is None:
        raise BurnRefused(f"{burn.pk}: no photo")
    if burn.photo_is_public != shown:
        before = snapshot(burn)
        burn.photo_is_public = shown
        burn.save(update_fields=["photo_is_public"])
        record("pm25.show_burn_photo", burn, by=by, before=before, after=snapshot(burn))
    return burn


@transaction.atomic
def import_burns(burns, *, by, file_name) -> dict:
    """Write the unsaved records of a register, those that are new; returns {"new", "unchanged"}. One audit entry.

    Their keys come from their content, so that a register imported twice adds nothing.
    """
    known = set(BurnRecord.objects.filter(key__in=[burn.key for burn in burns]).values_list("key", flat=True))
    new = [burn for burn in burns if burn.key not in known]
    for burn in new:
        burn.reported_by, burn.is_demo = by, settings.DEMO
    BurnRecord.objects.bulk_create(new, batch_size=500)
    counts = {"new": len(new), "unchanged": len(burns) - len(new)}
    record("import", BurnRecord, by=by, after={"file": file_name, **counts})
    return counts


@transaction.atomic
def remove_demo_burning():
    """Delete the demonstration's records and requests; returns how many."""
    rows = [*BurnRecord.objects.filter(is_demo=True), *FuelRequest.objects.filter(is_demo=True)]
    for row in rows:
        record("pm25.remove_demo", row, before=snapshot(row))
        row.delete()
    return len(rows)


def _told(key, by):
    """The record that this form made already."""
    burn = BurnRecord.objects.filter(key=key).first()
    if burn is not None and burn.reported_by_id != by.pk:
        raise BurnRefused(f"{key}: somebody else's")
    return burn


def _stored(photo, burn, by):
    return store_file(clean_photo(photo), by=by, label=str(burn))
