"""Compute all rollups anew; the result is the one that the imports keep."""

from django.db import connection, transaction

from pm25.importers.rollups import recompute_all
from pm25.importers.rollups_months import recompute_all_months
from pm25.models import DailyMean, Latest, ProvinceDay


@transaction.atomic
def rebuild_rollups(stdout):
    """Empty all rollups and compute them from the readings, in one transaction."""
    with connection.cursor() as cursor:
        recompute_all(cursor)
    stdout.write(
        f"days={DailyMean.objects.count()} province_days={ProvinceDay.objects.count()} latest={Latest.objects.count()}"
    )


@transaction.atomic
def recompute_days_above():
    """Count the days above the limit anew, after a Standard was changed."""
    with connection.cursor() as cursor:
        recompute_all_months(cursor)
