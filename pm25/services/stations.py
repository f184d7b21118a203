"""What the secretariat decides about a station: whether the public sees it, and which province it counts for."""

from django.db import connection, transaction

from foundation.audit.services import record, snapshot
from pm25.importers.rollups import recompute_provinces
from pm25.models import Station


class StationMoveRefused(Exception):
    """The station cannot go from its status to the one asked for; the message says why."""


@transaction.atomic
def move_station(station, status, *, by=None) -> Station:
    """Move a station along `Station.MOVES` and compute its province's days anew. Raises StationMoveRefused."""
    station = Station.objects.select_for_update().select_related("source").get(pk=station.pk)
    if status not in station.MOVES[station.status]:
        raise StationMoveRefused(f"{station.code}: {station.get_status_display()} → {Station.Status(status).label}")
    before = snapshot(station)
    station.status = status
    station.save(update_fields=["status"])
    recompute_station_provinces({station.province_id})
    record("pm25.move", station, by=by, before=before, after=snapshot(station))
    return station


@transaction.atomic
def recompute_station_provinces(province_ids):
    """Compute all days of provinces anew, after a station was moved between them or in and out of public sight."""
    province_ids = sorted(pk for pk in province_ids if pk is not None)
    if province_ids:
        with connection.cursor() as cursor:
            recompute_provinces(cursor, province_ids)
