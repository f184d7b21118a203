"""Set all derived flags anew; the result is the one that the imports keep."""

from django.db import connection, transaction

from pm25.importers.holding import hold_all
from pm25.importers.quality import watch_hours
from pm25.importers.store_dialect import current_dialect
from pm25.importers.tables import drop_tables, make_tables
from pm25.models import Station


def rebuild_flags(stdout):
    """Judge all hours anew, station by station, each in a transaction of its own; run `rebuild_rollups` after it.

    LATE and POSITION_SUSPECT stay: they tell how a value came.
    """
    stations = list(Station.objects.order_by("pk"))
    for station in stations:
        _rebuild_station(station)
    stdout.write(f"stations={len(stations)}")


@transaction.atomic
def _rebuild_station(station):
    series = list(station.series.values_list("pk", flat=True))
    if not series:
        return
    dialect, marks = current_dialect(), ", ".join(["%s"] * len(series))
    with connection.cursor() as cursor:
        dialect.lock(cursor, station.source_id)
        dialect.plan_by_key(cursor)
        make_tables(cursor, dialect)
        cursor.execute(
            "INSERT INTO import_changed SELECT period_end, series_id FROM pm25_reading"  # noqa: S608 - placeholders
            f" WHERE series_id IN ({marks})",
            series,
        )
        watch_hours(cursor, dialect)
        hold_all(cursor, dialect, series)
        drop_tables(cursor)
