"""Fuel managed before it burns: asked for, allowed or refused with a reason, done."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.audit.services import record, snapshot
from pm25.models import FuelRequest


class FuelMoveRefused(Exception):
    """The request cannot go from its status to the one asked for; the message says why."""


@transaction.atomic
def ask_to_burn(*, by, key, **facts) -> tuple[FuelRequest, bool]:
    """Write a request; returns it and whether it is new: the same `key` of the same person gives the first one back."""
    request = FuelRequest.objects.filter(key=key).first()
    if request is None:
        try:
            with transaction.atomic():
                request = FuelRequest.objects.create(key=key, reported_by=by, is_demo=settings.DEMO, **facts)
        except IntegrityError:  # the same form came in twice at one moment
            request = FuelRequest.objects.get(key=key)
        else:
            record("pm25.ask_to_burn", request, by=by, after=snapshot(request))
            return request, True
    if request.reported_by_id != by.pk:
        raise FuelMoveRefused(f"{key}: somebody else's")
    return request, False


@transaction.atomic
def move_fuel_request(request, status, *, by, reason="", done_on=None) -> FuelRequest:
    """Move a request along `FuelRequest.MOVES`: a refusal needs `reason`, `done` its day. Raises FuelMoveRefused."""
    request = FuelRequest.objects.select_for_update().get(pk=request.pk)
    if status not in request.MOVES[request.status]:
        raise FuelMoveRefused(f"{request.pk}: {request.get_status_display()} → {status}")
    before = snapshot(request)
    request.status = status
    if status == FuelRequest.Status.DONE:
        request.done_on = done_on
    else:
        request.decided_by, request.decided_at, request.reason = by, timezone.now(), reason
    request.save()
    record("pm25.move_fuel_request", request, by=by, before=before, after=snapshot(request))
    return request
