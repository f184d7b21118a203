"""Take back what was uploaded in a demonstration."""

from django.db import transaction

from foundation.audit.services import record, snapshot
from pm25.importers.table_mapping import NAME
from pm25.models import (
    DailyMean,
    FlagInterval,
    Latest,
    Reading,
    Reject,
    Revision,
    Series,
    Source,
    StationMonth,
    StationPosition,
    Upload,
)


@transaction.atomic
def remove_demo_uploads():
    """Delete the uploads of a demonstration, their files, and the sources that hold nothing else."""
    for upload in Upload.objects.filter(is_demo=True).select_related("file"):
        record("pm25.remove_demo", upload, before=snapshot(upload))
        transaction.on_commit(lambda path=upload.file.path: path.unlink(missing_ok=True))
        upload.delete()
        upload.file.delete()
    kept = Upload.objects.filter(run__isnull=False).values("run__source")
    for source in Source.objects.filter(slug__startswith="upload-", kind=Source.Kind.LOWCOST).exclude(pk__in=kept):
        if not source.runs.exclude(adapter=NAME).exists():
            _remove(source)


def _remove(source):
    series = list(Series.objects.filter(station__source=source).values_list("pk", flat=True))
    for model in (Reading, DailyMean, StationMonth, Latest, Revision, FlagInterval):
        model.objects.filter(series_id__in=series).delete()
    FlagInterval.objects.filter(station__source=source).delete()
    Reject.objects.filter(run__source=source).delete()
    Series.objects.filter(pk__in=series).delete()
    StationPosition.objects.filter(station__source=source).delete()
    for rows in (source.stations.all(), source.runs.all()):
        rows.delete()
    source.delete()
